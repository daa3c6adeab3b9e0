//! A [`Datum`] as `jsonschema` sees it: a mapped record is judged as it stands, without a copy.

use crate::datum::{Datum, Members};
use jsonschema::JsonType;
use jsonschema::json::{self, Json, NodeIdentity, Object, cmp};
use serde_json::{Number, Value};
use std::borrow::Cow;

/// Data of records, as a representation of JSON.
pub(crate) struct Plain;

impl Json for Plain {
    type Node<'a> = &'a Datum<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = Option<Datum<'static>>;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>(
        buffer: &mut Option<Datum<'static>>,
        string: &str,
        f: impl for<'a> FnOnce(&'a Datum<'a>) -> T,
    ) -> T {
        f(buffer.insert(Datum::Text(Cow::Owned(string.to_owned()))))
    }
}

impl<'a> json::Node<'a, Plain> for &'a Datum<'a> {
    type Object = &'a Members<'a>;
    type Array = &'a [Datum<'a>];
    type Number = Number;

    fn as_object(&self) -> Option<&'a Members<'a>> {
        if let Datum::Object(members) = self { Some(members) } else { None }
    }

    fn as_array(&self) -> Option<&'a [Datum<'a>]> {
        if let Datum::Array(items) = self { Some(items) } else { None }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        if let Datum::Text(text) = self { Some(Cow::Borrowed(text)) } else { None }
    }

    fn as_number(&self) -> Option<Number> {
        if let Datum::Number(text) = self { text.parse().ok() } else { None }
    }

    fn as_boolean(&self) -> Option<bool> {
        if let Datum::Bool(truth) = self { Some(*truth) } else { None }
    }

    fn is_null(&self) -> bool {
        Datum::is_null(self)
    }

    fn is_number(&self) -> bool {
        matches!(self, Datum::Number(_))
    }

    fn json_type(&self) -> JsonType {
        match self {
            Datum::Null => JsonType::Null,
            Datum::Bool(_) => JsonType::Boolean,
            Datum::Number(_) => JsonType::Number,
            Datum::Text(_) => JsonType::String,
            Datum::Array(_) => JsonType::Array,
            Datum::Object(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (self, expected) {
            (Datum::Text(text), expected) => expected.as_str() == Some(&**text),
            (_, Value::String(_)) => false,
            _ => cmp::equal(&Datum::to_value(self), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(Datum::to_value(self))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Datum<'a>>(self) as usize))
    }
}

/// Names and values of an object, borrowed.
type Entries<'a> = std::iter::Map<
    std::slice::Iter<'a, (Cow<'a, str>, Datum<'a>)>,
    fn(&'a (Cow<'a, str>, Datum<'a>)) -> (&'a str, &'a Datum<'a>),
>;

impl<'a> Object<'a, Plain> for &'a Members<'a> {
    type Node = &'a Datum<'a>;
    type MemberName = &'a str;
    type MembersIter = Entries<'a>;

    fn len(&self) -> usize {
        Members::len(self)
    }

    fn get(&self, key: &Box<str>) -> Option<&'a Datum<'a>> {
        Members::get(self, key)
    }

    fn members(&self) -> Entries<'a> {
        self.entries().iter().map(|(name, value)| (&**name, value))
    }
}

impl<'a> json::Array<'a, Plain> for &'a [Datum<'a>] {
    type Node = &'a Datum<'a>;
    type ElementsIter = std::slice::Iter<'a, Datum<'a>>;

    fn len(&self) -> usize {
        <[Datum<'a>]>::len(self)
    }

    fn elements(&self) -> std::slice::Iter<'a, Datum<'a>> {
        self.iter()
    }
}
