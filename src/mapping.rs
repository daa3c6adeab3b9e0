//! Mapping sets: read once from a request body, then run on sample records.
//!
//! [`MappingSet::read`] understands the three ways such a body is written and mixtures of them, and keeps the place
//! of everything it takes, so that rules and previews can point at it. [`Program`] is the form that runs.
//! What expressions mean is `expr`'s business.

mod convert;
mod dates;
mod expression;
mod place;
mod program;
mod read;
mod reasons;
mod result;
mod select;
mod target;

pub use crate::path::{MAX_INDEX, Path, PathFault, Segment, is_bare};
pub use program::{Extent, Origin, Outcome, Program, Tracer, Trouble};
pub(crate) use read::SourceType;
pub use reasons::Reason;
pub use result::{check_constant, check_result};
pub use target::{At, Shape, ShapeId, TargetSchema, Type};

use crate::json::Node;
use crate::text::Span;

/// A mapping set as its body gives it.
#[derive(Clone, Debug, Default)]
pub struct MappingSet {
    /// The mappings, in order. Entries that name no source or no destination are left out.
    pub mappings: Vec<Mapping>,
}

/// One mapping.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Its number in the body, from 0.
    pub index: usize,
    /// How its source is to be understood.
    pub kind: SourceKind,
    /// The `sourceType`, where there is one.
    pub source_type: Option<Entry>,
    /// The source.
    pub source: Entry,
    /// The destination path.
    pub destination: Entry,
    /// The destination path, read.
    pub destination_path: Path,
    /// What is wrong with its text.
    pub destination_faults: Vec<PathFault>,
    /// What is wrong with the text of an attribute source.
    pub source_faults: Vec<PathFault>,
}

/// How the source of a mapping is to be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A path into the record.
    Attribute(Path),
    /// An expression of the Data Prep language.
    Expression,
    /// A literal value.
    Static(serde_json::Value),
}

/// One key of a mapping with its text.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key it was taken from (`source`, `sourceAttribute`, …).
    pub key: &'static str,
    /// The text, placeholders filled in where a value is known.
    pub text: String,
    /// The value in the body.
    pub node: Node,
}

impl Entry {
    /// The bytes in the file of a part of the text; the whole value where the part has no bytes of its own.
    #[must_use]
    pub fn part_span(&self, start: usize, end: usize) -> Span {
        match self.node.as_str() {
            Some(text) if text == self.text => self.node.part_span(start, end),
            _ => self.node.span,
        }
    }
}

impl Mapping {
    /// The pointer of one of its keys in the body of the mapping set.
    #[must_use]
    pub fn pointer(&self, entry: &Entry) -> String {
        format!("/mappings/{}/{}", self.index, entry.key)
    }

    /// The source path of an attribute mapping.
    #[must_use]
    pub fn source_path(&self) -> Option<&Path> {
        if let SourceKind::Attribute(path) = &self.kind { Some(path) } else { None }
    }

    /// Can its destination be written at all?
    #[must_use]
    pub fn is_usable(&self) -> bool {
        !self.destination_faults.iter().any(|f| f.fatal)
    }
}
