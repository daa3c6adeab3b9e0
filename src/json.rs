//! JSON with positions.
//!
//! [`parse`] reads strict JSON (a request body) or the relaxed dialect of dataflow documents (comments and
//! trailing commas) and always reports where the text stops being JSON as a list of [`Fault`]s, going on behind
//! each one it can understand: a missing comma costs a diagnostic, not the rest of the checks.
//!
//! A text that is all its dialect wants is read straight into nodes. Any other is read by `jsonc-parser` in its widest
//! mode, and this module decides which of its liberties the dialect has. Nesting is limited to [`MAX_DEPTH`] levels, so
//! a [`Node`] can be walked recursively.

mod clean;
mod lenient;
mod mend;
mod parse;
mod pointer;
mod written;

pub(crate) use lenient::{Role, Spot, lenient};
pub use parse::{Dialect, Document, Edit, Fault, FaultKind, MAX_DEPTH, parse};
pub use pointer::{Pointer, escape, unescape};
pub use written::{unescaped, written};

use crate::text::Span;

/// A JSON value and where it stands in its file.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value's bytes in the file (quotes and brackets included).
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was written, so that no digit is lost.
    Number(Box<str>),
    /// A string, escapes resolved.
    String(Box<str>),
    /// An array.
    Array(Vec<Node>),
    /// An object, in the order written; duplicate keys are all kept.
    Object(Vec<Member>),
}

/// One key and value of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// The key, escapes resolved.
    pub key: Box<str>,
    /// The key's bytes in the file, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The member of that name; the last one when a key stands twice, as JSON readers take it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|m| &m.value)
    }

    /// Like [`Node::get`], with the key and its place.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().rev().find(|m| &*m.key == key)
    }

    /// The value at an RFC 6901 pointer (`""` is the value itself).
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Node> {
        pointer::walk(self, pointer).map(|(_, node)| node)
    }

    /// The span to point at for a value: its key where it is an object's member, else the value itself.
    #[must_use]
    pub fn key_span_at(&self, pointer: &str) -> Option<Span> {
        pointer::walk(self, pointer).map(|(member, node)| member.map_or(node.span, |m| m.key_span))
    }

    /// Takes the value of a member out; what is left of the member is `null`.
    pub fn take(&mut self, key: &str) -> Option<Node> {
        let Kind::Object(members) = &mut self.kind else { return None };
        let member = members.iter_mut().rev().find(|m| &*m.key == key)?;
        let kind = std::mem::replace(&mut member.value.kind, Kind::Null);
        Some(Node { span: member.value.span, kind })
    }

    /// The members of an object; empty for anything else.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        if let Kind::Object(members) = &self.kind { members } else { &[] }
    }

    /// The items of an array; empty for anything else.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        if let Kind::Array(items) = &self.kind { items } else { &[] }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Kind::String(s) = &self.kind { Some(s) } else { None }
    }

    /// The truth value of `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Kind::Bool(b) = self.kind { Some(b) } else { None }
    }

    /// The number as it was written.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        if let Kind::Number(n) = &self.kind { Some(n) } else { None }
    }

    /// Is it an object?
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }

    /// The JSON Schema name of its type: `null`, `boolean`, `number`, `string`, `array` or `object`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "boolean",
            Kind::Number(_) => "number",
            Kind::String(_) => "string",
            Kind::Array(_) => "array",
            Kind::Object(_) => "object",
        }
    }

    /// The bytes in the file of `start..end` of a string's text: exact where the string has no escapes, else the
    /// whole string.
    #[must_use]
    pub fn part_span(&self, start: usize, end: usize) -> Span {
        match &self.kind {
            Kind::String(s)
                if (self.span.end - self.span.start) as usize == s.len() + 2 && end <= s.len() =>
            {
                let first = self.span.start as usize + 1;
                Span::new(first + start, first + end)
            }
            _ => self.span,
        }
    }

    /// Every value in it, the value itself first, in document order, with its key where it is an object's member.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(Option<&'a str>, &'a Node)) {
        fn go<'a>(key: Option<&'a str>, node: &'a Node, visit: &mut dyn FnMut(Option<&'a str>, &'a Node)) {
            visit(key, node);
            for member in node.members() {
                go(Some(&member.key), &member.value, visit);
            }
            for item in node.items() {
                go(None, item, visit);
            }
        }
        go(None, self, visit);
    }

    /// The value without its places. The last of duplicate keys wins; a number keeps its digits.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(b) => Value::Bool(*b),
            Kind::Number(n) => serde_json::from_str(n).unwrap_or(Value::Null),
            Kind::String(s) => Value::String(String::from(&**s)),
            Kind::Array(items) => items.iter().map(Node::to_value).collect(),
            Kind::Object(members) => {
                Value::Object(members.iter().map(|m| (String::from(&*m.key), m.value.to_value())).collect())
            }
        }
    }
}
