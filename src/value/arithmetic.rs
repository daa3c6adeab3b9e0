//! `+ - * / %`, `& | ^ ~` and the unary minus, as JEXL 3.1 calculates.
//!
//! Whole numbers never overflow; a fraction needs a fraction among the operands; types narrow as JEXL narrows them,
//! which shows in the text of a result. Lenient arithmetic reads null as 0; strict arithmetic refuses it.

use super::{Fail, Value, decimal};
use num_bigint::{BigInt, Sign};
use std::borrow::Cow;
use std::rc::Rc;

/// The most bits of a whole number: enough for 300,000 digits.
const MAX_BITS: u64 = 1 << 20;

/// Why an operation gave nothing. JEXL treats the kinds differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What kind.
    pub kind: WrongKind,
    message: Cow<'static, str>,
}

/// The Java exception an operation ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongKind {
    /// `ArithmeticException`: lenient division makes 0.0 of it
    Arithmetic,
    /// `NumberFormatException`: `+` joins texts instead
    NumberFormat,
    /// Any other; also what only we refuse
    Other,
}

impl Wrong {
    pub(super) fn arithmetic(message: impl Into<Cow<'static, str>>) -> Wrong {
        Wrong { kind: WrongKind::Arithmetic, message: message.into() }
    }

    pub(super) fn by_zero() -> Wrong {
        Wrong::arithmetic("this divides by zero")
    }

    pub(super) fn null_operand() -> Wrong {
        Wrong::arithmetic("null is no operand in strict arithmetic")
    }

    pub(super) fn too_large() -> Wrong {
        Wrong { kind: WrongKind::Other, message: "the number is too large".into() }
    }

    pub(super) fn other(message: impl Into<Cow<'static, str>>) -> Wrong {
        Wrong { kind: WrongKind::Other, message: message.into() }
    }

    pub(super) fn no_number(value: &Value<'_>) -> Wrong {
        Wrong::arithmetic(format!("{} is no number", value.shown()))
    }

    pub(super) fn no_number_text(value: &Value<'_>) -> Wrong {
        let message = format!("{} is no number", value.shown()).into();
        Wrong { kind: WrongKind::NumberFormat, message }
    }

    pub(super) fn no_whole_number(value: &Value<'_>) -> Wrong {
        let message = format!("{} is no whole number", value.shown()).into();
        Wrong { kind: WrongKind::NumberFormat, message }
    }
}

impl From<Wrong> for Fail {
    fn from(wrong: Wrong) -> Fail {
        match wrong.kind {
            WrongKind::Arithmetic => Fail::new(wrong.message),
            WrongKind::NumberFormat | WrongKind::Other => Fail::fatal(wrong.message),
        }
    }
}

/// One of `+ - * / %`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// A result, or what went wrong.
pub type Calculated<'r> = Result<Value<'r>, Wrong>;

/// Calculates.
///
/// # Errors
/// When JEXL's arithmetic throws. Its interpreter makes 0.0 of some failures: `quotient` does.
pub fn calculate<'r>(
    operation: Operation,
    left: &Value<'r>,
    right: &Value<'r>,
    strict: bool,
) -> Calculated<'r> {
    if let (Some(l), Some(r)) = (small(left), small(right)) {
        return integers(operation, l, r, [left, right]);
    }
    if let (Some(l), Some(r)) = (double(left), double(right)) {
        return floating(operation, l, r);
    }
    if operation == Operation::Add {
        return add(left, right, strict);
    }
    if matches!((left, right), (Value::Null, Value::Null)) {
        return if strict { Err(Wrong::null_operand()) } else { Ok(Value::Int(0)) };
    }
    numbers(operation, left, right, strict)
}

/// `/` and `%` as the interpreter has them: where lenient arithmetic fails, the result is 0.0.
///
/// # Errors
/// When text is no number; in strict arithmetic on division by zero too.
pub fn quotient<'r>(
    operation: Operation,
    left: &Value<'r>,
    right: &Value<'r>,
    strict: bool,
) -> Calculated<'r> {
    match calculate(operation, left, right, strict) {
        Err(wrong) if wrong.kind == WrongKind::Arithmetic && !strict => Ok(Value::Double(0.0)),
        other => other,
    }
}

fn small(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Int(n) => Some(i64::from(*n)),
        Value::Long(n) => Some(*n),
        Value::Char(c) => Some(i64::from(*c)),
        _ => None,
    }
}

/// A double, or an integer beside one: two integers are caught before.
fn double(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Double(n) => Some(*n),
        Value::Int(n) => Some(f64::from(*n)),
        _ => None,
    }
}

fn integers<'r>(operation: Operation, l: i64, r: i64, operands: [&Value<'r>; 2]) -> Calculated<'r> {
    let result = match operation {
        Operation::Add => l.checked_add(r),
        Operation::Subtract => l.checked_sub(r),
        Operation::Multiply => l.checked_mul(r),
        Operation::Divide if r == 0 => return Err(Wrong::by_zero()),
        Operation::Divide => l.checked_div(r),
        Operation::Modulo if r == 0 => return Err(Wrong::by_zero()),
        Operation::Modulo if r < 0 => return Err(negative_modulus()),
        Operation::Modulo => Some(l.rem_euclid(r)),
    };
    let is_long = operands.iter().any(|v| matches!(v, Value::Long(_)));
    match result {
        Some(n) if is_long => Ok(Value::Long(n)),
        Some(n) => Ok(Value::integer(n)),
        // Out of 64 bits.
        None => big(operation, &BigInt::from(l), &BigInt::from(r)).map(|n| Value::BigInt(Rc::new(n))),
    }
}

fn negative_modulus() -> Wrong {
    Wrong::arithmetic("the right side of % is negative")
}

fn floating<'r>(operation: Operation, l: f64, r: f64) -> Calculated<'r> {
    Ok(Value::Double(match operation {
        Operation::Add => l + r,
        Operation::Subtract => l - r,
        Operation::Multiply => l * r,
        _ if r == 0.0 => return Err(Wrong::by_zero()),
        Operation::Divide => l / r,
        Operation::Modulo => l % r,
    }))
}

fn big(operation: Operation, l: &BigInt, r: &BigInt) -> Result<BigInt, Wrong> {
    if l.bits().saturating_add(r.bits()) > MAX_BITS {
        return Err(Wrong::too_large());
    }
    Ok(match operation {
        Operation::Add => l + r,
        Operation::Subtract => l - r,
        Operation::Multiply => l * r,
        _ if r.sign() == Sign::NoSign => return Err(Wrong::by_zero()),
        Operation::Divide => l / r,
        Operation::Modulo if r.sign() == Sign::Minus => return Err(negative_modulus()),
        Operation::Modulo => {
            let rest = l % r;
            if rest.sign() == Sign::Minus { rest + r } else { rest }
        }
    })
}

fn numbers<'r>(operation: Operation, left: &Value<'r>, right: &Value<'r>, strict: bool) -> Calculated<'r> {
    if matches!(left, Value::Decimal(_)) || matches!(right, Value::Decimal(_)) {
        let (l, r) = (left.to_decimal(strict)?, right.to_decimal(strict)?);
        let result = match operation {
            Operation::Add => decimal::add(&l, &r),
            Operation::Subtract => decimal::subtract(&l, &r),
            Operation::Multiply => decimal::multiply(&l, &r),
            Operation::Divide => decimal::divide(&l, &r),
            Operation::Modulo => decimal::remainder(&l, &r),
        }?;
        // A whole result narrows when one operand was an integer.
        return Ok(match decimal::exact_long(&result) {
            Some(n) if left.is_integral() || right.is_integral() => Value::integer(n),
            _ => Value::Decimal(Rc::new(result)),
        });
    }
    if left.reads_as_floating() || right.reads_as_floating() {
        return floating(operation, left.to_double(strict)?, right.to_double(strict)?);
    }
    let (l, r) = (left.to_big_int(strict)?, right.to_big_int(strict)?);
    let result = big(operation, &l, &r)?;
    if matches!(left, Value::BigInt(_)) || matches!(right, Value::BigInt(_)) {
        return Ok(Value::BigInt(Rc::new(result)));
    }
    let is_long = matches!(left, Value::Long(_)) || matches!(right, Value::Long(_));
    Ok(match i64::try_from(&result) {
        Ok(n) if is_long => Value::Long(n),
        Ok(n) => Value::integer(n),
        Err(_) => Value::BigInt(Rc::new(result)),
    })
}

/// `+`: numbers where both sides read as such, else texts joined. Strict arithmetic joins as soon as one is text.
fn add<'r>(left: &Value<'r>, right: &Value<'r>, strict: bool) -> Calculated<'r> {
    if matches!((left, right), (Value::Null, Value::Null)) {
        return if strict { Err(Wrong::null_operand()) } else { Ok(Value::Int(0)) };
    }
    let is_text = |v: &Value<'_>| matches!(v, Value::Text(_));
    let (l, r) = (is_text(left), is_text(right));
    let joins = if strict { l || r } else { l && r };
    if !joins {
        match numbers(Operation::Add, left, right, strict) {
            Err(wrong) if wrong.kind == WrongKind::NumberFormat => {}
            other => return other,
        }
    }
    let (l, r) = (operand_text(left, strict)?, operand_text(right, strict)?);
    if l.len() + r.len() > super::MAX_TEXT {
        return Err(Wrong::other("the text is too large"));
    }
    if r.is_empty() {
        return Ok(Value::Text(l));
    }
    if l.is_empty() {
        return Ok(Value::Text(r));
    }
    let mut out = String::with_capacity(l.len() + r.len());
    out.push_str(&l);
    out.push_str(&r);
    Ok(Value::text(out))
}

/// JEXL's `toString`: null and NaN are empty.
pub(crate) fn operand_text<'r>(value: &Value<'r>, strict: bool) -> Result<Cow<'r, str>, Wrong> {
    match value {
        Value::Null if strict => Err(Wrong::null_operand()),
        Value::Null => Ok("".into()),
        Value::Double(n) if n.is_nan() => Ok("".into()),
        other => Ok(other.to_text()),
    }
}

/// The unary minus. Booleans are inverted; null and text have none.
///
/// # Errors
/// For what is no number.
pub fn negate<'r>(value: &Value<'r>) -> Calculated<'r> {
    Ok(match value {
        Value::Int(n) => Value::Int(n.wrapping_neg()),
        Value::Long(n) => Value::Long(n.wrapping_neg()),
        Value::BigInt(n) => Value::BigInt(Rc::new(-&**n)),
        Value::Float(n) => Value::Float(-n),
        Value::Double(n) => Value::Double(-n),
        Value::Decimal(n) => Value::Decimal(Rc::new(-&**n)),
        Value::Bool(b) => Value::Bool(!b),
        other => return Err(Wrong::arithmetic(format!("{} cannot be negated", other.shown()))),
    })
}

/// One of `& | ^`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Bitwise {
    And,
    Or,
    Xor,
}

/// `& | ^` on 64 bits.
///
/// # Errors
/// When an operand is no whole number.
pub fn bitwise<'r>(operation: Bitwise, left: &Value<'r>, right: &Value<'r>, strict: bool) -> Calculated<'r> {
    let (l, r) = (left.to_long(strict)?, right.to_long(strict)?);
    Ok(Value::Long(match operation {
        Bitwise::And => l & r,
        Bitwise::Or => l | r,
        Bitwise::Xor => l ^ r,
    }))
}

/// `~` on 64 bits.
///
/// # Errors
/// When the operand is no whole number.
pub fn complement<'r>(value: &Value<'r>, strict: bool) -> Calculated<'r> {
    Ok(Value::Long(!value.to_long(strict)?))
}

/// `a..b`
///
/// # Errors
/// When an end is no whole number, or the range too large for what we hold.
pub fn range<'r>(left: &Value<'r>, right: &Value<'r>, strict: bool) -> Calculated<'r> {
    let (from, to) = (left.to_long(strict)?, right.to_long(strict)?);
    if let (Ok(from), Ok(to)) = (i32::try_from(from), i32::try_from(to)) {
        return Ok(Value::Range { from, to });
    }
    // A `LongRange`: rare, so its numbers are written out.
    if from.abs_diff(to) >= super::MAX_ITEMS as u64 {
        return Err(Wrong::other("the range is too large"));
    }
    let up = (from.min(to)..=from.max(to)).map(Value::Long);
    Ok(Value::list(if from <= to { up.collect() } else { up.rev().collect() }))
}
