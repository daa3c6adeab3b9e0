//! What functions on objects and arrays share: looking into values that hold others, and gathering entries.

use super::Call;
use crate::value::{Fail, Map, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// The elements of a list, a set or a range; none for other values.
pub(super) fn items<'r>(call: &Call<'_, 'r>, value: &Value<'r>) -> Result<Option<Vec<Value<'r>>>, Fail> {
    let items: Vec<Value<'r>> = match value {
        Value::List(list) => list.iter().collect(),
        Value::Set(items) => items.to_vec(),
        Value::Range { from, to } => {
            call.spend(usize::try_from(from.abs_diff(*to)).unwrap_or(usize::MAX))?;
            if from <= to {
                (*from..=*to).map(Value::Int).collect()
            } else {
                (*to..=*from).rev().map(Value::Int).collect()
            }
        }
        _ => return Ok(None),
    };
    call.spend(items.len())?;
    Ok(Some(items))
}

/// The elements of an argument that has to be an array; none for null.
pub(super) fn array<'r>(call: &Call<'_, 'r>, index: usize) -> Result<Option<Vec<Value<'r>>>, Fail> {
    match call.get(index) {
        Value::Null => Ok(None),
        value => match items(call, value)? {
            Some(items) => Ok(Some(items)),
            None => Err(call.fail_at(index, format!("{} is no array", value.shown()))),
        },
    }
}

/// Several arguments, or the elements of one that is an array.
pub(super) fn arguments_or_array<'r>(call: &mut Call<'_, 'r>, from: usize) -> Result<Vec<Value<'r>>, Fail> {
    if call.len() == from + 1
        && let Some(items) = items(call, call.get(from))?
    {
        return Ok(items);
    }
    Ok((from..call.len()).map(|i| call.take(i)).collect())
}

/// The entries of an object or map; none for other values.
pub(super) fn entries<'r>(value: &Value<'r>) -> Option<Vec<(Value<'r>, Value<'r>)>> {
    match value {
        Value::Map(map) => Some(map.iter().collect()),
        _ => None,
    }
}

/// The entries of an argument that has to be an object; none for null.
pub(super) fn object<'r>(
    call: &Call<'_, 'r>,
    index: usize,
) -> Result<Option<Vec<(Value<'r>, Value<'r>)>>, Fail> {
    match call.get(index) {
        Value::Null => Ok(None),
        value => match entries(value) {
            Some(entries) => {
                call.spend(entries.len())?;
                Ok(Some(entries))
            }
            None => Err(call.fail_at(index, format!("{} is no object", value.shown()))),
        },
    }
}

/// The member of that name of an object.
pub(super) fn member<'r>(value: &Value<'r>, name: &str) -> Option<Value<'r>> {
    match value {
        Value::Map(Map::Record(members)) => members.get(name).map(Value::of),
        Value::Map(Map::Made(made)) => {
            let entry = made.entries.iter().find(|(key, _)| key.to_text() == name);
            entry.map(|(_, value)| value.clone())
        }
        _ => None,
    }
}

/// So many entries are looked through one by one.
const FEW: usize = 16;

/// Entries being gathered under texts.
#[derive(Default)]
pub(super) struct Gathered<'r> {
    entries: Vec<(Cow<'r, str>, Value<'r>)>,
    /// Where each key is, once there are many.
    places: HashMap<Cow<'r, str>, usize>,
}

impl<'r> Gathered<'r> {
    /// The value under a key.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Value<'r>> {
        let place = if self.entries.len() <= FEW {
            self.entries.iter().position(|(k, _)| k == key)
        } else {
            self.places.get(key).copied()
        };
        place.and_then(|i| self.entries.get_mut(i)).map(|(_, value)| value)
    }

    /// Adds an entry whose key is new.
    pub(super) fn push(&mut self, key: Cow<'r, str>, value: Value<'r>) {
        let place = self.entries.len();
        if place > FEW {
            self.places.insert(key.clone(), place);
        }
        self.entries.push((key, value));
        if place == FEW {
            self.places = self.entries.iter().enumerate().map(|(i, (key, _))| (key.clone(), i)).collect();
        }
    }

    /// Sets an entry; says whether there was one of that key.
    pub(super) fn set(&mut self, key: Cow<'r, str>, value: Value<'r>) -> bool {
        match self.get_mut(&key) {
            Some(slot) => {
                *slot = value;
                true
            }
            None => {
                self.push(key, value);
                false
            }
        }
    }

    /// The map of the entries.
    pub(super) fn into_map(self) -> Value<'r> {
        Value::map(self.entries.into_iter().map(|(key, value)| (Value::Text(key), value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_apart_however_many() {
        let mut gathered = Gathered::default();
        for i in 0..100 {
            assert!(!gathered.set(i.to_string().into(), Value::Int(i)), "{i}");
        }
        for i in 0..100 {
            assert!(gathered.set(i.to_string().into(), Value::Int(-i)), "{i}");
        }
        let map = gathered.into_map();
        assert_eq!(entries(&map).map(|e| e.len()), Some(100));
        assert!(matches!(member(&map, "77"), Some(Value::Int(-77))));
    }
}
