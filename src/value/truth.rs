//! What counts as true, as empty, and how large a value is.

use super::arithmetic::Wrong;
use super::{List, Value, decimal};
use crate::java::utf16;

impl Value<'_> {
    /// Is it true in a condition? False are null, 0, NaN, empty text and the text `false`.
    #[must_use]
    pub fn is_true(&self) -> bool {
        match self {
            Value::Null => false,
            Value::Bool(b) => *b,
            Value::Int(n) => *n != 0,
            Value::Long(n) => *n != 0,
            Value::BigInt(n) => n.bits() != 0,
            Value::Float(n) => !n.is_nan() && *n != 0.0,
            Value::Double(n) => !n.is_nan() && *n != 0.0,
            // Through a double, in which a very small number is 0.
            Value::Decimal(n) => super::coerce::decimal_to_double(n) != 0.0,
            Value::Text(text) => !text.is_empty() && text != "false",
            _ => true,
        }
    }

    /// `is_true` of an operand; strict arithmetic refuses null.
    ///
    /// # Errors
    /// For null in strict arithmetic.
    pub fn to_bool(&self, strict: bool) -> Result<bool, Wrong> {
        if strict && matches!(self, Value::Null) { Err(Wrong::null_operand()) } else { Ok(self.is_true()) }
    }

    /// `empty x`: null, zero, NaN, text, lists and maps without content.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Int(_) | Value::Long(_) | Value::BigInt(_) | Value::Float(_) | Value::Double(_) => {
                !self.is_true()
            }
            Value::Decimal(n) => decimal::to_text(n).parse::<f64>().is_ok_and(|n| n == 0.0),
            Value::Text(text) => text.is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Set(items) => items.is_empty(),
            Value::Map(map) => map.is_empty(),
            _ => false,
        }
    }

    /// `size(x)`: characters, elements or entries; 0 of null, none of what has no size.
    #[must_use]
    pub fn size(&self) -> Option<i64> {
        let size = match self {
            Value::Null => 0,
            Value::Text(text) => utf16::length(text),
            Value::List(List::Record(items)) => items.len(),
            Value::List(list) => list.len(),
            Value::Set(items) => items.len(),
            Value::Map(map) => map.len(),
            Value::Range { from, to } => return Some(i64::from(from.abs_diff(*to)) + 1),
            _ => return None,
        };
        i64::try_from(size).ok()
    }
}
