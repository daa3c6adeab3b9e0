//! Java's `equals` and `hashCode`: what makes keys, set elements and list elements the same, and the order in which a
//! `HashMap` shows its entries.

use super::{Entries, List, ListKind, Map, Value, decimal};
use num_bigint::{BigInt, Sign};
use std::rc::Rc;

/// How deep two values are compared.
const MAX_DEPTH: usize = 200;

impl<'r> Value<'r> {
    /// Java's `left.equals(right)`: numbers of two types differ, lists and maps go by content, arrays are only
    /// themselves.
    #[must_use]
    pub fn same(&self, other: &Value<'_>) -> bool {
        same(self, other, 0)
    }

    /// Java's `hashCode()`. That of an array or a lambda differs from run to run; here it is 0.
    #[must_use]
    pub fn java_hash(&self) -> i32 {
        hash(self, 0)
    }

    /// A `HashMap` of these entries, later values of a key in place of earlier ones, made for `capacity` entries.
    #[must_use]
    pub fn hash_map(entries: Vec<(Value<'r>, Value<'r>)>, capacity: usize) -> Value<'r> {
        let entries = hashed(entries, capacity, |slot, value| slot.1 = value.1, |entry| &entry.0);
        Value::Map(Map::Made(Rc::new(Entries { hashed: true, entries })))
    }

    /// A `HashSet` of these elements, made for `capacity` elements.
    #[must_use]
    pub fn hash_set(items: Vec<Value<'r>>, capacity: usize) -> Value<'r> {
        Value::Set(Rc::new(hashed(items, capacity, |_, _| (), |item| item)))
    }
}

/// The entries of a hash table as Java iterates over them: bucket by bucket, in each bucket in the order of insertion.
fn hashed<'v, T>(
    entries: Vec<T>,
    capacity: usize,
    merge: fn(&mut T, T),
    key: for<'k> fn(&'k T) -> &'k Value<'v>,
) -> Vec<T> {
    let spread = |key: &Value<'_>| {
        let hash = key.java_hash().cast_unsigned();
        hash ^ hash >> 16
    };
    let mut kept: Vec<(u32, T)> = Vec::with_capacity(entries.len());
    let mut places: std::collections::HashMap<u32, Vec<usize>> = std::collections::HashMap::new();
    for entry in entries {
        let hash = spread(key(&entry));
        let place = places.entry(hash).or_default();
        match place
            .iter()
            .copied()
            .find(|i| kept.get(*i).is_some_and(|(_, known)| key(known).same(key(&entry))))
        {
            Some(at) => {
                if let Some((_, known)) = kept.get_mut(at) {
                    merge(known, entry);
                }
            }
            None => {
                place.push(kept.len());
                kept.push((hash, entry));
            }
        }
    }
    // The table starts with a power of two that holds the capacity and doubles when it is three quarters full.
    let mut size = capacity.next_power_of_two().max(1);
    while kept.len() * 4 > size * 3 {
        size *= 2;
    }
    let mask = u32::try_from(size - 1).unwrap_or(u32::MAX);
    kept.sort_by_key(|(hash, _)| hash & mask);
    kept.into_iter().map(|(_, entry)| entry).collect()
}

fn same(left: &Value<'_>, right: &Value<'_>, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(l), Value::Bool(r)) => l == r,
        (Value::Int(l), Value::Int(r)) => l == r,
        (Value::Long(l), Value::Long(r)) => l == r,
        (Value::BigInt(l), Value::BigInt(r)) => l == r,
        (Value::Float(l), Value::Float(r)) => l.to_bits() == r.to_bits() || (l.is_nan() && r.is_nan()),
        (Value::Double(l), Value::Double(r)) => l.to_bits() == r.to_bits() || (l.is_nan() && r.is_nan()),
        (Value::Decimal(l), Value::Decimal(r)) => decimal::same(l, r),
        (Value::Char(l), Value::Char(r)) => l == r,
        (Value::Text(l), Value::Text(r)) => l == r,
        (Value::Date(l), Value::Date(r)) => l == r,
        (Value::Range { from: a, to: b }, Value::Range { from: c, to: d }) => (a, b) == (c, d),
        (Value::List(l), Value::List(r)) => same_lists(l, r, depth),
        (Value::Set(l), Value::Set(r)) => {
            Rc::ptr_eq(l, r)
                || (l.len() == r.len()
                    && l.iter().all(|item| r.iter().any(|other| same(item, other, depth + 1))))
        }
        (Value::Map(l), Value::Map(r)) => same_maps(l, r, depth),
        (Value::Lambda(l), Value::Lambda(r)) => Rc::ptr_eq(l, r),
        _ => false,
    }
}

fn same_lists(left: &List<'_>, right: &List<'_>, depth: usize) -> bool {
    match (left, right) {
        (List::Record(l), List::Record(r)) if std::ptr::eq(*l, *r) => true,
        (List::Made(l), List::Made(r)) if Rc::ptr_eq(l, r) => true,
        (List::Made(made), _) | (_, List::Made(made)) if made.kind != ListKind::List => false,
        _ => left.len() == right.len() && left.iter().zip(right.iter()).all(|(l, r)| same(&l, &r, depth + 1)),
    }
}

fn same_maps(left: &Map<'_>, right: &Map<'_>, depth: usize) -> bool {
    match (left, right) {
        (Map::Record(l), Map::Record(r)) if std::ptr::eq(*l, *r) => true,
        (Map::Made(l), Map::Made(r)) if Rc::ptr_eq(l, r) => true,
        _ => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, value)| right.get(&key).is_some_and(|other| same(&value, &other, depth + 1)))
        }
    }
}

/// `String.hashCode`
#[must_use]
pub fn text_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0_i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

fn long_hash(bits: u64) -> i32 {
    let folded = bits ^ bits >> 32;
    #[allow(clippy::cast_possible_truncation, reason = "the low half is meant")]
    let low = folded as u32;
    low.cast_signed()
}

fn big_hash(number: &BigInt) -> i32 {
    let digits: Vec<u32> = number.iter_u32_digits().collect();
    let hash = digits
        .iter()
        .rev()
        .fold(0_i32, |hash, digit| hash.wrapping_mul(31).wrapping_add(digit.cast_signed()));
    if number.sign() == Sign::Minus { hash.wrapping_neg() } else { hash }
}

fn hash(value: &Value<'_>, depth: usize) -> i32 {
    if depth > MAX_DEPTH {
        return 0;
    }
    let sequence = |items: &mut dyn Iterator<Item = Value<'_>>| {
        items.fold(1_i32, |sum, item| sum.wrapping_mul(31).wrapping_add(hash(&item, depth + 1)))
    };
    match value {
        Value::Bool(true) => 1231,
        Value::Bool(false) => 1237,
        Value::Int(n) => *n,
        Value::Long(n) => long_hash(n.cast_unsigned()),
        Value::BigInt(n) => big_hash(n),
        Value::Float(n) => {
            if n.is_nan() {
                0x7fc0_0000
            } else {
                n.to_bits().cast_signed()
            }
        }
        Value::Double(n) => long_hash(if n.is_nan() { 0x7ff8 << 48 } else { n.to_bits() }),
        Value::Decimal(n) => {
            let (digits, scale) = n.as_bigint_and_exponent();
            big_hash(&digits).wrapping_mul(31).wrapping_add(i32::try_from(scale).unwrap_or(0))
        }
        Value::Char(unit) => i32::from(*unit),
        Value::Text(text) => text_hash(text),
        Value::List(list) if !value.is_array() => sequence(&mut list.iter()),
        Value::Set(items) => items.iter().fold(0_i32, |sum, item| sum.wrapping_add(hash(item, depth + 1))),
        Value::Map(map) => map.iter().fold(0_i32, |sum, (key, value)| {
            sum.wrapping_add(hash(&key, depth + 1) ^ hash(&value, depth + 1))
        }),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_tables_iterate_as_in_java() {
        // The order of `new HashMap<>(3)` with these keys put in.
        let entry = |key: &'static str, value| (Value::text(key), Value::Int(value));
        let map = Value::hash_map(vec![entry("banana", 1), entry("apple", 2), entry("cherry", 3)], 3);
        assert_eq!(map.to_text(), "{banana=1, apple=2, cherry=3}");
        let set = Value::hash_set([5, 17, 1, 16, 5].map(Value::Int).into(), 5);
        assert_eq!(set.to_text(), "[16, 17, 1, 5]");
    }

    #[test]
    fn keys_are_the_same_in_type_and_value() {
        assert!(!Value::Int(1).same(&Value::Long(1)));
        assert!(Value::Double(f64::NAN).same(&Value::Double(f64::NAN)));
        assert!(!Value::Double(0.0).same(&Value::Double(-0.0)));
        assert_eq!(Value::text("Aa").java_hash(), Value::text("BB").java_hash());
        assert_eq!(Value::Double(1.5).java_hash(), 1_073_217_536);
    }
}
