//! Short ways to write the entries of the table.

use super::{Method, Receiver, Run};
use crate::functions::{Example, Type};
pub(super) use crate::functions::{ours, shown};
use crate::value::Value;

/// An entry.
#[allow(clippy::too_many_arguments, reason = "they are the columns of the table")]
pub(super) const fn method(
    receiver: Receiver,
    name: &'static str,
    overloads: &'static [&'static [Type]],
    returns: Type,
    summary: &'static str,
    examples: &'static [Example],
    run: Run,
) -> Method {
    Method { receiver, name, overloads, returns, summary, examples, run }
}

/// A method of Java's whose result is of a type that preflow has no values of.
pub(super) const fn unmodelled(
    receiver: Receiver,
    name: &'static str,
    overloads: &'static [&'static [Type]],
) -> Method {
    let summary = "Java has it; its result is not known here";
    method(receiver, name, overloads, Type::Any, summary, &[], |_, _| Ok(Some(UNMODELLED)))
}

/// What such a method gives.
pub(super) const UNMODELLED: Value<'static> = Value::unknown("this Java method is not computed here");
