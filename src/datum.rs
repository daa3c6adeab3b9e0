//! Data as records hold it and previews write it: JSON values that borrow from the text they were read from.
//!
//! Numbers keep the text they were written with, so that copying a record copies it exactly; what a number means
//! is decided where something computes with it. Members keep their order; of members with one name the last
//! counts, as in the JSON readers of Java.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Datum<'r> {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as JSON writes it.
    Number(Cow<'r, str>),
    /// Text, escapes resolved.
    Text(Cow<'r, str>),
    /// An array.
    Array(Vec<Datum<'r>>),
    /// An object.
    Object(Members<'r>),
}

/// The members of an object, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members<'r>(Vec<(Cow<'r, str>, Datum<'r>)>);

impl<'r> Members<'r> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The member of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Datum<'r>> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The member of that name, to change.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Datum<'r>> {
        self.0.iter_mut().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// Sets the member of that name, where it stands or behind the others.
    pub fn insert(&mut self, name: Cow<'r, str>, value: Datum<'r>) {
        match self.get_mut(&name) {
            Some(slot) => *slot = value,
            None => self.0.push((name, value)),
        }
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Datum<'r>)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }
}

impl<'r> FromIterator<(Cow<'r, str>, Datum<'r>)> for Members<'r> {
    fn from_iter<I: IntoIterator<Item = (Cow<'r, str>, Datum<'r>)>>(members: I) -> Self {
        let mut out = Members::default();
        members.into_iter().for_each(|(name, value)| out.insert(name, value));
        out
    }
}

impl<'r> From<&'r serde_json::Value> for Datum<'r> {
    fn from(value: &'r serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Datum::Null,
            Value::Bool(b) => Datum::Bool(*b),
            Value::Number(n) => Datum::Number(n.as_str().into()),
            Value::String(text) => Datum::Text(text.as_str().into()),
            Value::Array(items) => Datum::Array(items.iter().map(Datum::from).collect()),
            Value::Object(members) => Datum::Object(
                members.iter().map(|(name, value)| (name.as_str().into(), value.into())).collect(),
            ),
        }
    }
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Datum::Null => to.serialize_unit(),
            Datum::Bool(b) => to.serialize_bool(*b),
            // Through serde_json's own type, which keeps the digits.
            Datum::Number(text) => match text.parse::<serde_json::Number>() {
                Ok(number) => number.serialize(to),
                Err(error) => Err(serde::ser::Error::custom(error)),
            },
            Datum::Text(text) => to.serialize_str(text),
            Datum::Array(items) => {
                let mut out = to.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| out.serialize_element(item))?;
                out.end()
            }
            Datum::Object(members) => {
                let mut out = to.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(name, value)| out.serialize_entry(name, value))?;
                out.end()
            }
        }
    }
}
