//! The expression language of calculated fields.
//!
//! From text to value: `lex` and `parse` make a tree (`ast`) and say what is wrong with the text, `program` compiles
//! the tree once and runs it on each record. `looks` tells an expression from a path where a mapping does not.

pub mod ast;
mod check;
mod cursor;
mod env;
mod evaluate;
mod explain;
mod infer;
mod kinds;
mod lex;
mod looks;
mod parse;
mod print;
mod program;
mod walk;

pub use ast::Range;
pub use check::{Finding, check};
pub(crate) use cursor::{Around, Call, Word, around, calls};
pub use env::{Env, Settings, Site};
pub use evaluate::{Evaluated, NoValue, evaluate, unanswered};
pub use explain::explain;
pub use infer::infer;
pub use kinds::Kinds;
pub use looks::{Looks, looks, looks_like_a_path};
pub use parse::{Fault, MAX_LENGTH, MAX_NESTING, Parsed, parse};
pub use print::print;
pub use program::{Lambda, MAX_STEPS, Program};
pub use walk::{FieldUse, Step, fields, reads};
