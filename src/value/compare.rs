//! `==`, `<` and their like, as JEXL 3.1 compares: the kind of either side decides how both are read.

use super::arithmetic::{Wrong, operand_text};
use super::{List, ListKind, Map, Value, decimal};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

/// Is it one and the same object? What Java's `==` sees.
fn identical(left: &Value<'_>, right: &Value<'_>) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(l), Value::Bool(r)) => l == r,
        (Value::List(List::Record(l)), Value::List(List::Record(r))) => std::ptr::eq(*l, *r),
        (Value::List(List::Made(l)), Value::List(List::Made(r))) => Rc::ptr_eq(l, r),
        (Value::Map(Map::Record(l)), Value::Map(Map::Record(r))) => std::ptr::eq(*l, *r),
        (Value::Map(Map::Made(l)), Value::Map(Map::Made(r))) => Rc::ptr_eq(l, r),
        (Value::Set(l), Value::Set(r)) => Rc::ptr_eq(l, r),
        _ => false,
    }
}

/// `left == right`
///
/// # Errors
/// When one side is a number and the other is not.
pub fn equals(left: &Value<'_>, right: &Value<'_>) -> Result<bool, Wrong> {
    if let (Value::Text(l), Value::Text(r)) = (left, right) {
        return Ok(l == r);
    }
    if identical(left, right) {
        return Ok(true);
    }
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(false),
        (Value::Bool(_), _) | (_, Value::Bool(_)) => Ok(left.is_true() == right.is_true()),
        _ => match ordering(left, right)? {
            Some(ordering) => Ok(ordering == Ordering::Equal),
            None => Ok(left.same(right)),
        },
    }
}

/// One of `< > <= >=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Relation {
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
}

/// `left < right` and its like. A null side gives false, save that two nulls are level.
///
/// # Errors
/// When the two cannot be compared.
pub fn relates(relation: Relation, left: &Value<'_>, right: &Value<'_>) -> Result<bool, Wrong> {
    if identical(left, right) {
        return Ok(matches!(relation, Relation::LessOrEqual | Relation::GreaterOrEqual));
    }
    if matches!(left, Value::Null) || matches!(right, Value::Null) {
        return Ok(false);
    }
    let ordering = match ordering(left, right)? {
        Some(ordering) => ordering,
        None => comparable(left, right)?,
    };
    Ok(match relation {
        Relation::Less => ordering.is_lt(),
        Relation::Greater => ordering.is_gt(),
        Relation::LessOrEqual => ordering.is_le(),
        Relation::GreaterOrEqual => ordering.is_ge(),
    })
}

/// The order of two values that are not null, where a number or text among them decides; none where neither is.
fn ordering(left: &Value<'_>, right: &Value<'_>) -> Result<Option<Ordering>, Wrong> {
    if let (Value::Int(l), Value::Int(r)) = (left, right) {
        return Ok(Some(l.cmp(r)));
    }
    let either = |test: fn(&Value<'_>) -> bool| test(left) || test(right);
    Ok(Some(if either(|v| matches!(v, Value::Decimal(_))) {
        decimal::compare(&*left.to_decimal(false)?, &*right.to_decimal(false)?)
    } else if either(|v| matches!(v, Value::BigInt(_))) {
        left.to_big_int(false)?.cmp(&right.to_big_int(false)?)
    } else if either(|v| v.is_floating()) {
        doubles(left.to_double(false)?, right.to_double(false)?)
    } else if either(|v| v.is_integral()) {
        left.to_long(false)?.cmp(&right.to_long(false)?)
    } else if either(|v| matches!(v, Value::Text(_))) {
        texts(&compared_text(left)?, &compared_text(right)?)
    } else {
        return Ok(None);
    }))
}

/// The text of a value in a comparison. That of an array or a range is its class and its address in memory, of which only the
/// class can be known; it equals no other text.
fn compared_text<'r>(value: &Value<'r>) -> Result<Cow<'r, str>, Wrong> {
    match value {
        Value::List(List::Made(made)) if value.is_array() => Ok(Cow::Borrowed(match made.kind {
            ListKind::Array("int") => "[I@\0",
            ListKind::Array("long") => "[J@\0",
            ListKind::Array("double") => "[D@\0",
            ListKind::Array("float") => "[F@\0",
            ListKind::Array("boolean") => "[Z@\0",
            ListKind::Array("char") => "[C@\0",
            _ => "[Ljava.\0",
        })),
        Value::Range { .. } => Ok(Cow::Borrowed("org.apache.commons.jexl3.\0")),
        other => operand_text(other, false),
    }
}

/// NaN is level with itself and below every number.
fn doubles(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right).unwrap_or_else(|| right.is_nan().cmp(&left.is_nan()))
}

/// `String.compareTo`: by UTF-16 units.
#[must_use]
pub fn texts(left: &str, right: &str) -> Ordering {
    if left.is_ascii() || right.is_ascii() {
        return left.cmp(right);
    }
    left.encode_utf16().cmp(right.encode_utf16())
}

/// Java's `compareTo` of two values of one class that has it.
fn comparable(left: &Value<'_>, right: &Value<'_>) -> Result<Ordering, Wrong> {
    match (left, right) {
        (Value::Bool(l), Value::Bool(r)) => Ok(l.cmp(r)),
        (Value::Date(l), Value::Date(r)) => Ok(l.cmp(r)),
        _ => {
            let message = format!("{} cannot be compared with {}", left.shown(), right.shown());
            // Comparing to another class is an exception of Java's own.
            let one_has_order = |v: &Value<'_>| matches!(v, Value::Bool(_) | Value::Date(_));
            Err(if one_has_order(left) || one_has_order(right) {
                Wrong::other(message)
            } else {
                Wrong::arithmetic(message)
            })
        }
    }
}

impl Value<'_> {
    /// A Java array.
    #[must_use]
    pub fn is_array(&self) -> bool {
        matches!(self, Value::List(List::Made(made)) if made.kind != ListKind::List)
    }
}
