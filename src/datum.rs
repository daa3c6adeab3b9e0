//! Data as records hold it and previews write it: JSON values that borrow from the text they were read from.
//!
//! Numbers keep the text they were written with, so that copying a record copies it exactly; what a number means
//! is decided where something computes with it. Members keep their order; of members with one name the last
//! counts, as in the JSON readers of Java.

mod read;
mod write;

pub use read::{Fault, MAX_DEPTH, Reader};
pub(crate) use write::{write_number, write_text};

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::HashMap;

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

/// From how many members on a table of their names pays.
const MANY: usize = 24;

impl<'r> Members<'r> {
    /// Without members, with room for so many.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Members(Vec::with_capacity(count))
    }

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

    /// The member of that name, and where it stands; `near` is where it probably does. Records of one source have
    /// their members in one order, so that a name is mostly found where it was found before.
    #[must_use]
    pub fn get_near(&self, name: &str, near: usize) -> Option<(usize, &Datum<'r>)> {
        match self.0.get(near) {
            Some((n, value)) if n == name => Some((near, value)),
            _ => self.0.iter().enumerate().find(|(_, (n, _))| n == name).map(|(i, (_, value))| (i, value)),
        }
    }

    /// The member of that name, to change.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Datum<'r>> {
        self.0.iter_mut().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The member of that name, to change, and where it stands; a null is added for it where there was none. `near` is
    /// where it probably stands.
    pub(crate) fn slot(&mut self, name: &'r str, near: usize) -> (usize, &mut Datum<'r>) {
        let at = match self.0.get(near) {
            Some((n, _)) if n == name => near,
            _ => self.0.iter().position(|(n, _)| n == name).unwrap_or_else(|| {
                self.0.push((Cow::Borrowed(name), Datum::Null));
                self.0.len() - 1
            }),
        };
        (at, &mut self.0[at].1)
    }

    /// Sets the member of that name, where it stands or behind the others.
    pub fn insert(&mut self, name: Cow<'r, str>, value: Datum<'r>) {
        match self.get_mut(&name) {
            Some(slot) => *slot = value,
            None => self.0.push((name, value)),
        }
    }

    /// Adds a member behind the others; none of them may have its name.
    pub(crate) fn push_new(&mut self, name: Cow<'r, str>, value: Datum<'r>) {
        self.0.push((name, value));
    }

    /// Sets many members at once; `both` says what becomes of two with one name.
    pub fn extend_with(
        &mut self,
        members: impl IntoIterator<Item = (Cow<'r, str>, Datum<'r>)>,
        mut both: impl FnMut(&mut Datum<'r>, Datum<'r>),
    ) {
        let mut places: Option<HashMap<String, usize>> = None;
        for (name, value) in members {
            if places.is_none() && self.0.len() >= MANY {
                places = Some(self.0.iter().enumerate().map(|(i, (n, _))| (n.to_string(), i)).collect());
            }
            let at = match &places {
                None => self.0.iter().position(|(n, _)| *n == name),
                Some(places) => places.get(&*name).copied(),
            };
            match at.and_then(|at| self.0.get_mut(at)) {
                Some((_, slot)) => both(slot, value),
                None => {
                    if let Some(places) = &mut places {
                        places.insert(name.to_string(), self.0.len());
                    }
                    self.0.push((name, value));
                }
            }
        }
    }

    /// Names and values, in order, as they are kept.
    pub(crate) fn entries(&self) -> &[(Cow<'r, str>, Datum<'r>)] {
        &self.0
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Datum<'r>)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Names and values, in order, to change the values.
    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (&str, &mut Datum<'r>)> {
        self.0.iter_mut().map(|(name, value)| (&**name, value))
    }
}

impl<'r> FromIterator<(Cow<'r, str>, Datum<'r>)> for Members<'r> {
    fn from_iter<I: IntoIterator<Item = (Cow<'r, str>, Datum<'r>)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut out = Members::with_capacity(members.size_hint().0);
        out.extend_with(members, |slot, value| *slot = value);
        out
    }
}

impl<'r> IntoIterator for Members<'r> {
    type Item = (Cow<'r, str>, Datum<'r>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'r> Datum<'r> {
    /// An object without members.
    #[must_use]
    pub fn object() -> Self {
        Datum::Object(Members::default())
    }

    /// Is it an object?
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Datum::Object(_))
    }

    /// Is it null?
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Datum::Null)
    }

    /// Has it neither members nor elements?
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Datum::Array(_) | Datum::Object(_))
    }

    /// What it is, with its article.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Datum::Null => "null",
            Datum::Bool(_) => "a boolean",
            Datum::Number(_) => "a number",
            Datum::Text(_) => "text",
            Datum::Array(_) => "an array",
            Datum::Object(_) => "an object",
        }
    }

    /// A copy that borrows all texts from this one.
    #[must_use]
    pub fn borrowed(&'r self) -> Datum<'r> {
        match self {
            Datum::Null => Datum::Null,
            Datum::Bool(b) => Datum::Bool(*b),
            Datum::Number(text) => Datum::Number(Cow::Borrowed(text)),
            Datum::Text(text) => Datum::Text(Cow::Borrowed(text)),
            Datum::Array(items) => Datum::Array(items.iter().map(Datum::borrowed).collect()),
            Datum::Object(members) => Datum::Object(Members(
                members.0.iter().map(|(name, value)| (Cow::Borrowed(&**name), value.borrowed())).collect(),
            )),
        }
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Datum<'static> {
        let own = |text: Cow<'r, str>| Cow::Owned(text.into_owned());
        match self {
            Datum::Null => Datum::Null,
            Datum::Bool(b) => Datum::Bool(b),
            Datum::Number(text) => Datum::Number(own(text)),
            Datum::Text(text) => Datum::Text(own(text)),
            Datum::Array(items) => Datum::Array(items.into_iter().map(Datum::into_owned).collect()),
            Datum::Object(members) => Datum::Object(Members(
                members.0.into_iter().map(|(name, value)| (own(name), value.into_owned())).collect(),
            )),
        }
    }

    /// As `serde_json` has it.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::{Number, Value};
        match self {
            Datum::Null => Value::Null,
            Datum::Bool(b) => Value::Bool(*b),
            Datum::Number(text) => Value::Number(
                text.parse().unwrap_or_else(|_| Number::from_string_unchecked(text.to_string())),
            ),
            Datum::Text(text) => Value::String(text.to_string()),
            Datum::Array(items) => Value::Array(items.iter().map(Datum::to_value).collect()),
            Datum::Object(members) => Value::Object(
                members.iter().map(|(name, value)| (name.to_owned(), value.to_value())).collect(),
            ),
        }
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
            Value::Object(members) => Datum::Object(Members(
                members.iter().map(|(name, value)| (name.as_str().into(), value.into())).collect(),
            )),
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
