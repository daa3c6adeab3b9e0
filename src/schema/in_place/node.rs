//! A [`Node`] as `jsonschema` sees it: whether a body is valid is asked of the body itself, without a copy.
//!
//! It answers for nodes that `stands` accepts; in others keys and numbers do not mean what they are read as.

use crate::json::{Kind, Member, Node};
use crate::text::Span;
use jsonschema::JsonType;
use jsonschema::json::{self, Json, NodeIdentity, Object, cmp};
use serde_json::{Number, Value};
use std::borrow::Cow;

/// JSON with positions, as a representation of JSON.
pub(crate) struct Positioned;

impl Json for Positioned {
    type Node<'a> = &'a Node;
    type PreparedKey = Box<str>;
    type StringBuffer = Option<Node>;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>(buffer: &mut Option<Node>, string: &str, f: impl FnOnce(&Node) -> T) -> T {
        f(buffer.insert(Node { span: Span { start: 0, end: 0 }, kind: Kind::String(string.into()) }))
    }
}

impl<'a> json::Node<'a, Positioned> for &'a Node {
    type Object = &'a [Member];
    type Array = &'a [Node];
    type Number = Number;

    fn as_object(&self) -> Option<&'a [Member]> {
        if let Kind::Object(members) = &self.kind { Some(members) } else { None }
    }

    fn as_array(&self) -> Option<&'a [Node]> {
        if let Kind::Array(items) = &self.kind { Some(items) } else { None }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        if let Kind::String(text) = &self.kind { Some(Cow::Borrowed(text)) } else { None }
    }

    fn as_number(&self) -> Option<Number> {
        if let Kind::Number(text) = &self.kind { text.parse().ok() } else { None }
    }

    fn as_boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }

    fn json_type(&self) -> JsonType {
        match self.kind {
            Kind::Null => JsonType::Null,
            Kind::Bool(_) => JsonType::Boolean,
            Kind::Number(_) => JsonType::Number,
            Kind::String(_) => JsonType::String,
            Kind::Array(_) => JsonType::Array,
            Kind::Object(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (&self.kind, expected) {
            (Kind::String(text), expected) => expected.as_str() == Some(&**text),
            (_, Value::String(_)) => false,
            _ => cmp::equal(&self.to_value(), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(Node::to_value(self))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Node>(self) as usize))
    }
}

impl<'a> Object<'a, Positioned> for &'a [Member] {
    type Node = &'a Node;
    type MemberName = &'a str;
    type MembersIter = std::iter::Map<std::slice::Iter<'a, Member>, fn(&'a Member) -> (&'a str, &'a Node)>;

    fn len(&self) -> usize {
        <[Member]>::len(self)
    }

    fn get(&self, key: &Box<str>) -> Option<&'a Node> {
        self.iter().find(|m| m.key == *key).map(|m| &m.value)
    }

    fn members(&self) -> Self::MembersIter {
        self.iter().map(|m| (&*m.key, &m.value))
    }
}

impl<'a> json::Array<'a, Positioned> for &'a [Node] {
    type Node = &'a Node;
    type ElementsIter = std::slice::Iter<'a, Node>;

    fn len(&self) -> usize {
        <[Node]>::len(self)
    }

    fn elements(&self) -> std::slice::Iter<'a, Node> {
        self.iter()
    }
}
