//! Changes to a document as minimal edits of its text: comments, blanks, indentation, line breaks and trailing commas
//! stay as they are, and what is new is written as what stands around it.
//!
//! Pure, and for any JSON with comments: nothing here knows what a dataflow is. The edits come from the spans of
//! [`json::Node`](crate::json::Node), which the readers have anyway, so there is no second tree with its own rules.
//!
//! ```
//! use preflow::edit::{Change, edit, made};
//! let text = "{\n  \"a\": 1, // one\n  \"b\": [ ]\n}\n";
//! let changes = [Change::set("/a", 2.into()), Change::set("/c/d", "x".into()), Change::insert("/b", 0, true.into())];
//! let edits = edit(text, &changes).unwrap();
//! assert_eq!(
//!     made(text, &edits).unwrap(),
//!     "{\n  \"a\": 2, // one\n  \"b\": [\n    true\n  ],\n  \"c\": { \"d\": \"x\" }\n}\n"
//! );
//! ```

mod apply;
mod draft;
mod gap;
mod list;
mod style;
#[cfg(test)]
mod tests;

pub use draft::made;

use crate::json::Edit;
use draft::Draft;
use serde_json::Value;

/// A change to the value at a JSON pointer (RFC 6901) of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub pointer: String,
    /// What.
    pub what: What,
}

/// The kinds of [`Change`].
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Gives the place this value. Objects and arrays that are missing on the way are made; behind the last item of an
    /// array is `-`. Of an object or an array only what differs is written anew.
    Set(Value),
    /// Gives the place the value of this JSON text, written as it is here, comments included.
    SetText(String),
    /// Takes the member or item out.
    Remove,
    /// Puts an item into the array at the place, which is made where it is missing.
    Insert {
        /// Before which item; the number of items for behind the last.
        index: usize,
        /// The item.
        value: Value,
    },
    /// Puts an item of the array at the place elsewhere, with the comments that belong to it.
    Move {
        /// Which item.
        from: usize,
        /// The index it has afterwards.
        to: usize,
    },
    /// Gives the member another key.
    Rename(String),
}

impl Change {
    /// Gives a place a value.
    #[must_use]
    pub fn set(pointer: impl Into<String>, value: Value) -> Self {
        Change { pointer: pointer.into(), what: What::Set(value) }
    }

    /// Takes a member or item out.
    #[must_use]
    pub fn remove(pointer: impl Into<String>) -> Self {
        Change { pointer: pointer.into(), what: What::Remove }
    }

    /// Puts an item into an array.
    #[must_use]
    pub fn insert(pointer: impl Into<String>, index: usize, value: Value) -> Self {
        Change { pointer: pointer.into(), what: What::Insert { index, value } }
    }
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The kind of reason.
    pub reason: Reason,
    /// In a sentence.
    pub message: String,
}

/// The kinds of reasons why a change cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The pointer leads nowhere, or to a value that the change is not for.
    NoSuchPlace,
    /// The object has that key already.
    KeyExists,
    /// The document, or the text of a value, is not JSON; what is broken around the place must be mended first.
    NotJson,
}

impl Refused {
    fn new(reason: Reason, message: impl Into<String>) -> Self {
        Refused { reason, message: message.into() }
    }

    fn nowhere(pointer: &str, why: &str) -> Self {
        Refused::new(Reason::NoSuchPlace, format!("`{pointer}` {why}"))
    }
}

/// The edits that make the changes, one after the other: each pointer is into what the changes before it left.
///
/// They are in the order of the text, do not overlap, and are for the text as given, its byte order mark included.
///
/// # Errors
/// When one of the changes cannot be made; then none is.
pub fn edit(text: &str, changes: &[Change]) -> Result<Vec<Edit>, Refused> {
    let mut draft = Draft::new(text);
    for change in changes {
        apply::apply(&mut draft, change)?;
    }
    Ok(draft.edits())
}
