//! What Java takes as an argument, as JEXL finds methods: whole numbers of any type where one fits the parameter, never
//! text for a number or a number for text. Null fits every parameter that is an object, and then mostly throws.

use crate::functions::{Call, Type};
use crate::value::{Fail, Value};
use std::borrow::Cow;

/// What a method gives; none when no overload takes these arguments.
pub(super) type Answer<'r> = Result<Option<Value<'r>>, Fail>;

/// A `long` parameter.
pub(super) fn long(call: &Call<'_, '_>, index: usize) -> Option<i64> {
    match call.get(index) {
        Value::Int(n) => Some(i64::from(*n)),
        Value::Long(n) => Some(*n),
        Value::BigInt(n) => i64::try_from(&**n).ok(),
        // JEXL cuts off its fraction.
        Value::Decimal(n) if n.digits() < 40 => i64::try_from(crate::value::decimal::whole(n).ok()?).ok(),
        _ => None,
    }
}

/// An `int` parameter.
pub(super) fn int(call: &Call<'_, '_>, index: usize) -> Option<i32> {
    long(call, index).and_then(|n| i32::try_from(n).ok())
}

/// A `double` parameter.
pub(super) fn double(call: &Call<'_, '_>, index: usize) -> Option<f64> {
    match call.get(index) {
        Value::Double(n) => Some(*n),
        Value::Float(n) => Some(f64::from(*n)),
        Value::Int(n) => Some(f64::from(*n)),
        Value::Long(n) => Some(*n as f64),
        _ => None,
    }
}

/// A `char` parameter.
pub(super) fn char(call: &Call<'_, '_>, index: usize) -> Option<u16> {
    match call.get(index) {
        Value::Char(unit) => Some(*unit),
        _ => None,
    }
}

/// A `boolean` parameter.
pub(super) fn boolean(call: &Call<'_, '_>, index: usize) -> Option<bool> {
    match call.get(index) {
        Value::Bool(b) => Some(*b),
        _ => None,
    }
}

/// A `String` or `CharSequence` parameter that must not be null.
pub(super) fn text<'r>(call: &Call<'_, 'r>, index: usize) -> Result<Option<Cow<'r, str>>, Fail> {
    match call.get(index) {
        Value::Text(text) => Ok(Some(text.clone())),
        Value::Null => Err(null(call, index)),
        _ => Ok(None),
    }
}

/// Could JEXL pass this value for a parameter of that type?
pub(super) fn fits(call: &Call<'_, '_>, index: usize, kind: Type) -> bool {
    let value = call.get(index);
    let object = matches!(value, Value::Null);
    match kind {
        Type::Any => true,
        Type::Text | Type::Regex => object || matches!(value, Value::Text(_) | Value::Char(_)),
        Type::Integer => long(call, index).is_some(),
        Type::Number => super::receiver(value) == super::Receiver::Number,
        Type::Null => object,
        Type::Array => {
            object || matches!(value, Value::Set(_)) || matches!(value, Value::List(_) if !value.is_array())
        }
        Type::Object => object || matches!(value, Value::Map(_)),
        _ => true,
    }
}

/// The fault of a null argument.
pub(super) fn null(call: &Call<'_, '_>, index: usize) -> Fail {
    call.fail_at(index, "this is null, which the method does not take")
}

/// The fault of an argument of a type that cannot be compared with.
pub(super) fn cast(call: &Call<'_, '_>, of: &Value<'_>) -> Fail {
    call.fail_at(0, format!("{} cannot be compared with {}", of.shown(), call.get(0).shown()))
}

/// A Java `int`.
pub(super) fn number<'r>(n: usize) -> Value<'r> {
    Value::Int(i32::try_from(n).unwrap_or(i32::MAX))
}

/// A position or -1.
pub(super) fn position<'r>(at: Option<usize>) -> Value<'r> {
    at.map_or(Value::Int(-1), number)
}

/// -1, 0 or 1.
pub(super) fn order<'r>(order: std::cmp::Ordering) -> Value<'r> {
    Value::Int(order as i32)
}

/// Says that a change of a shared value is not kept.
pub(super) fn changes(call: &Call<'_, '_>) {
    call.guess(
        "a method that would change a list or object gives its result here, but the change is not kept",
    );
}
