//! Values as data: what a preview writes for them.

use super::{Fail, List, MAX_ITEMS, MAX_TEXT, Map, Value, text};
use crate::datum::{Datum, Members};
use std::borrow::Cow;

/// How deep data may nest.
const MAX_DEPTH: usize = 512;

/// What data may still grow by.
struct Room {
    items: usize,
    bytes: usize,
}

impl<'r> Value<'r> {
    /// The value as data: numbers as Java prints them (a `Double` always has a fraction or an exponent), dates as ISO
    /// 8601, sets and ranges as arrays, the keys of maps as text. What JSON cannot write is text: `NaN`, `Infinity`.
    /// An unknown value is null.
    ///
    /// # Errors
    /// When it is too large, too deep, or a lambda.
    pub fn to_datum(&self) -> Result<Datum<'r>, Fail> {
        match self {
            // Nearly all results.
            Value::Text(text) => Ok(Datum::Text(text.clone())),
            value => value.datum(&mut Room { items: MAX_ITEMS, bytes: 4 * MAX_TEXT }, 0),
        }
    }

    fn datum(&self, room: &mut Room, depth: usize) -> Result<Datum<'r>, Fail> {
        if depth > MAX_DEPTH {
            return Err(Fail::new("the value is nested too deeply"));
        }
        Ok(match self {
            Value::Null | Value::Unknown(_) => Datum::Null,
            Value::Bool(b) => Datum::Bool(*b),
            Value::Float(n) if !n.is_finite() => Datum::Text(self.to_text()),
            Value::Double(n) if !n.is_finite() => Datum::Text(self.to_text()),
            Value::Int(_)
            | Value::Long(_)
            | Value::BigInt(_)
            | Value::Float(_)
            | Value::Double(_)
            | Value::Decimal(_) => Datum::Number(self.to_text()),
            Value::Char(unit) => Datum::Text(text::char_of(*unit).to_string().into()),
            Value::Text(text) => {
                room.take(text.len())?;
                Datum::Text(text.clone())
            }
            Value::Date(moment) => Datum::Text(moment.to_text().into()),
            Value::List(List::Record(items)) => {
                room.weigh_all(items)?;
                Datum::Array(items.to_vec())
            }
            Value::List(List::Made(made)) => Datum::Array(array(made.items.iter(), room, depth)?),
            Value::Set(items) => Datum::Array(array(items.iter(), room, depth)?),
            Value::Range { from, to } => {
                if from.abs_diff(*to) as usize >= room.items {
                    return Err(too_large());
                }
                let step = if from <= to { 1 } else { -1 };
                let number = |i: i64| Datum::Number((i64::from(*from) + i * step).to_string().into());
                Datum::Array((0..=i64::from(from.abs_diff(*to))).map(number).collect())
            }
            Value::Map(Map::Record(members)) => {
                room.weigh(&Datum::Null)?;
                for (_, value) in members.iter() {
                    room.weigh(value)?;
                }
                Datum::Object((*members).clone())
            }
            Value::Map(Map::Made(made)) => {
                let mut out = Vec::with_capacity(made.entries.len());
                for (key, value) in &made.entries {
                    room.item()?;
                    let key = key.to_text();
                    room.take(key.len())?;
                    out.push((key, value.datum(room, depth + 1)?));
                }
                Datum::Object(out.into_iter().collect::<Members<'r>>())
            }
            Value::Lambda(_) => return Err(Fail::new("the result is a lambda, not a value")),
        })
    }

    /// JSON text of the value, as `preflow eval` prints it.
    ///
    /// # Errors
    /// As `to_datum`.
    pub fn to_json(&self) -> Result<String, Fail> {
        let datum = self.to_datum()?;
        serde_json::to_string(&datum).map_err(|error| Fail::new(error.to_string()))
    }
}

fn too_large() -> Fail {
    Fail::new("the result is too large")
}

fn array<'v, 'r: 'v>(
    items: impl Iterator<Item = &'v Value<'r>>,
    room: &mut Room,
    depth: usize,
) -> Result<Vec<Datum<'r>>, Fail> {
    items
        .map(|item| {
            room.item()?;
            item.datum(room, depth + 1)
        })
        .collect()
}

impl Room {
    fn take(&mut self, bytes: usize) -> Result<(), Fail> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or_else(too_large)?;
        Ok(())
    }

    fn item(&mut self) -> Result<(), Fail> {
        self.items = self.items.checked_sub(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// Counts data of the record, which nests no deeper than the reader allows.
    fn weigh(&mut self, datum: &Datum<'_>) -> Result<(), Fail> {
        self.item()?;
        match datum {
            Datum::Text(Cow::Owned(text)) => self.take(text.len()),
            Datum::Array(items) => self.weigh_all(items),
            Datum::Object(members) => members.iter().try_for_each(|(_, value)| self.weigh(value)),
            _ => Ok(()),
        }
    }

    fn weigh_all(&mut self, items: &[Datum<'_>]) -> Result<(), Fail> {
        items.iter().try_for_each(|item| self.weigh(item))
    }
}
