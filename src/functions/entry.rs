//! Short ways to write the parts of a table entry.

use super::{Count, Example, Parameter, Part, Type};

/// An argument that has to be given.
pub(crate) const fn one(name: &'static str, kind: Type, about: &'static str) -> Parameter {
    Parameter { name, kind, count: Count::One, about, part: Part::LookedAt }
}

/// An argument that can be left out.
pub(crate) const fn optional(name: &'static str, kind: Type, about: &'static str) -> Parameter {
    Parameter { name, kind, count: Count::Optional, about, part: Part::LookedAt }
}

/// Any number of arguments.
pub(crate) const fn many(name: &'static str, kind: Type, about: &'static str) -> Parameter {
    Parameter { name, kind, count: Count::Many, about, part: Part::LookedAt }
}

/// The second half of pairs; the first is the parameter before.
pub(crate) const fn pairs(name: &'static str, kind: Type, about: &'static str) -> Parameter {
    Parameter { name, kind, count: Count::Pairs, about, part: Part::LookedAt }
}

impl Parameter {
    /// The same, given as the result or not.
    pub(crate) const fn as_result(self) -> Parameter {
        Parameter { part: Part::Result, ..self }
    }

    /// The same, looked at and given as the result by turns.
    pub(crate) const fn in_turn(self) -> Parameter {
        Parameter { part: Part::InTurn, ..self }
    }
}

/// An example that an Adobe page shows.
pub(crate) const fn shown(expression: &'static str, result: &'static str) -> Example {
    shown_on(expression, "", result)
}

/// An example that an Adobe page shows, with its record.
pub(crate) const fn shown_on(
    expression: &'static str,
    record: &'static str,
    result: &'static str,
) -> Example {
    Example { expression, record, result, documented: true }
}

/// An example of ours.
pub(crate) const fn ours(expression: &'static str, result: &'static str) -> Example {
    ours_on(expression, "", result)
}

/// An example of ours, with its record.
pub(crate) const fn ours_on(expression: &'static str, record: &'static str, result: &'static str) -> Example {
    Example { expression, record, result, documented: false }
}
