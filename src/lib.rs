//! preflow: a preflight for Adobe Experience Platform dataflows.
//!
//! It checks the bodies of a dataflow against their flow specs and against each other ([`check`]), previews what
//! its mapping set makes of sample records, and writes the exact request of every step. It never calls Platform.
//!
//! The library is pure: no clock, environment, randomness or file access of its own; whatever it needs of these is
//! passed in.

pub mod assist;
pub mod check;
pub mod dataflow;
pub mod datum;
pub mod diagnostic;
pub mod edit;
pub mod expr;
pub mod fix;
pub mod functions;
pub mod import;
pub mod input;
pub mod inspect;
pub mod java;
pub mod json;
pub mod mapping;
pub mod mapping_table;
pub mod operation;
pub mod path;
pub mod placeholder;
pub mod preview;
pub mod records;
pub mod render;
pub mod request;
pub mod rules;
pub mod schema;
pub mod spec;
mod spelling;
pub mod steps;
pub mod template;
pub mod text;
pub mod value;
#[cfg(feature = "wasm")]
pub mod wasm;
