//! The Java methods that expressions can call on values, in one table.

use crate::functions::{Call, Example, Type};
use crate::value::{Fail, Value};

/// A method, with all its overloads.
#[derive(Debug)]
pub struct Method {
    /// The values that have it.
    pub receiver: Receiver,
    /// Its name, as Java spells it.
    pub name: &'static str,
    /// The types of the arguments of each overload, in the order tried.
    pub overloads: &'static [&'static [Type]],
    /// What it gives.
    pub returns: Type,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Examples with their results; those of Adobe's pages first. All run as tests.
    pub examples: &'static [Example],
    /// Runs it; none when no overload takes these arguments.
    pub run: Run,
}

/// Runs a method on a receiver. The arguments are those of the call.
pub type Run = for<'r> fn(&Value<'r>, &mut Call<'_, 'r>) -> Result<Option<Value<'r>>, Fail>;

/// The values that have a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Receiver {
    /// `String`
    Text,
    /// Any number
    Number,
    /// `Boolean`
    Boolean,
    /// `Character`
    Character,
    /// `ZonedDateTime`
    Date,
    /// `List` (not arrays)
    List,
    /// Java arrays, which JEXL lets answer a few methods of lists
    Array,
    /// `Set`
    Set,
    /// `Map`
    Map,
    /// Every value but null
    Any,
}

/// All methods.
#[must_use]
pub fn all() -> &'static [Method] {
    &[]
}

/// Calls a method of a value that is not null; none when it has no such method for these arguments.
///
/// # Errors
/// When the method throws.
pub fn call<'r>(
    _receiver: &Value<'r>,
    _name: &str,
    _call: &mut Call<'_, 'r>,
) -> Result<Option<Value<'r>>, Fail> {
    Ok(None)
}
