//! What fails, as data.

use crate::json::{Edit, Kind, Node};
use crate::text::Span;

/// One thing in a value that its schema does not take.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The value it is about, as a JSON pointer; for [`Fault::Missing`] the object that lacks the key.
    pub pointer: String,
    /// What is wrong.
    pub fault: Fault,
    /// In a sentence: what was found, what was expected, and when.
    pub message: String,
    /// The change to make.
    pub help: Option<String>,
    /// What must hold for the schema to ask for this, outermost first.
    pub conditions: Vec<Condition>,
    /// The bytes of the file to point at.
    pub span: Span,
    /// Edits that mend it; empty when a person must decide.
    pub fix: Vec<Edit>,
}

/// The kinds of [`Failure`].
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A key is missing; where another key looks like a slip for it, that one.
    Missing {
        /// The missing key.
        key: String,
        /// The key that seems to stand for it.
        slip: Option<String>,
    },
    /// None of several keys is there.
    MissingOneOf(Vec<String>),
    /// A key that may not be there (here, or under the conditions).
    NotAllowed(String),
    /// A value of the wrong type.
    Type,
    /// A string where a number, an integer or a truth value is wanted; read as that value it may be right.
    QuotedValue(String),
    /// A number or truth value where a string is wanted.
    UnquotedValue,
    /// A value that is not one of those allowed.
    NotOneOf(Vec<String>),
    /// A number below the least or above the greatest allowed.
    OutOfRange,
    /// A string of the wrong form or length.
    Form,
    /// Too few, too many or repeated items or keys.
    Items,
    /// Anything else.
    Other,
}

/// What the `if` of a schema asks of a value, and whether the value has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The key it looks at, where it is one.
    pub key: Option<String>,
    /// The value it compares with, where it is one.
    pub equals: Option<String>,
    /// Does the value meet it?
    pub holds: bool,
    /// As words that follow "when": `` `frequency` is `once` ``.
    pub text: String,
}

impl Failure {
    /// Does it apply because this key has this value?
    #[must_use]
    pub fn is_when(&self, key: &str, value: &str) -> bool {
        let of =
            |c: &Condition| c.holds && c.key.as_deref() == Some(key) && c.equals.as_deref() == Some(value);
        self.conditions.iter().any(of)
    }

    /// Moves it into a value that holds the checked one at `prefix`.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        self.pointer.insert_str(0, prefix);
        self
    }
}

/// The edit that takes a member out of its object, with its comma.
pub(crate) fn deletion(object: &Node, key: &str) -> Vec<Edit> {
    let Kind::Object(members) = &object.kind else { return Vec::new() };
    let Some(i) = members.iter().rposition(|m| &*m.key == key) else { return Vec::new() };
    if members.iter().filter(|m| &*m.key == key).count() > 1 {
        return Vec::new();
    }
    let member = &members[i];
    let span = match (i.checked_sub(1).and_then(|p| members.get(p)), members.get(i + 1)) {
        (_, Some(next)) => Span { start: member.key_span.start, end: next.key_span.start },
        (Some(previous), None) => Span { start: previous.value.span.end, end: member.value.span.end },
        (None, None) => Span { start: member.key_span.start, end: member.value.span.end },
    };
    vec![Edit { span, text: String::new() }]
}
