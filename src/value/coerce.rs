//! Values as numbers of one kind: JEXL's `toLong`, `toDouble`, `toBigInteger`, `toBigDecimal` and their like.
//!
//! Only arithmetic and comparison convert like this; the conversion functions of Data Prep have rules of their own.

use super::arithmetic::Wrong;
use super::{Value, decimal, number};
use bigdecimal::BigDecimal;
use num_bigint::BigInt;
use std::borrow::Cow;

/// Java's cast of a double to a long: toward zero, the nearest limit when it does not fit, 0 for NaN.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "the cast of Rust is the cast of Java")]
pub fn double_to_long(value: f64) -> i64 {
    value as i64
}

/// `BigInteger.longValue`: the low 64 bits.
#[must_use]
pub fn low_bits(value: &BigInt) -> i64 {
    let low = value.iter_u64_digits().next().unwrap_or(0).cast_signed();
    if value.sign() == num_bigint::Sign::Minus { low.wrapping_neg() } else { low }
}

/// The double nearest to a whole number.
#[must_use]
pub fn big_to_double(value: &BigInt) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// The double nearest to a decimal.
#[must_use]
pub fn decimal_to_double(value: &BigDecimal) -> f64 {
    decimal::to_text(value).parse().unwrap_or(f64::NAN)
}

/// The double with a float's decimal text: 3.1 for the float 3.1, which JEXL wants.
#[must_use]
pub fn float_to_double(value: f32) -> f64 {
    if value.is_finite() {
        // Rust's shortest text of a float reads as the same double as Java's, or nearly always.
        super::floating::float_text(value).parse().unwrap_or(f64::NAN)
    } else {
        f64::from(value)
    }
}

impl Value<'_> {
    fn null_operand(strict: bool) -> Result<(), Wrong> {
        if strict { Err(Wrong::null_operand()) } else { Ok(()) }
    }

    /// JEXL's `toLong`. Empty text is 0.
    ///
    /// # Errors
    /// For text that is no whole number, and for what is no number at all.
    pub fn to_long(&self, strict: bool) -> Result<i64, Wrong> {
        Ok(match self {
            Value::Null => return Self::null_operand(strict).map(|()| 0),
            Value::Bool(b) => i64::from(*b),
            Value::Int(n) => i64::from(*n),
            Value::Long(n) => *n,
            Value::BigInt(n) => low_bits(n),
            Value::Float(n) => double_to_long(f64::from(*n)),
            Value::Double(n) => double_to_long(*n),
            Value::Decimal(n) => decimal::long(n),
            Value::Char(c) => i64::from(*c),
            Value::Text(text) if text.is_empty() => 0,
            Value::Text(text) => number::parse_long(text).ok_or_else(|| Wrong::no_whole_number(self))?,
            _ => return Err(Wrong::no_number(self)),
        })
    }

    /// JEXL's `toInteger`. Empty text is 0.
    ///
    /// # Errors
    /// For text that is no whole number of 32 bits, and for what is no number at all.
    pub fn to_int(&self, strict: bool) -> Result<i32, Wrong> {
        #[allow(clippy::cast_possible_truncation, reason = "the casts of Java")]
        Ok(match self {
            Value::Float(n) => *n as i32,
            Value::Double(n) => *n as i32,
            Value::Text(text) if !text.is_empty() => {
                number::parse_int(text).ok_or_else(|| Wrong::no_whole_number(self))?
            }
            other => other.to_long(strict)? as i32,
        })
    }

    /// JEXL's `toDouble`. Empty text is NaN.
    ///
    /// # Errors
    /// For text that is no number, and for what is no number at all.
    pub fn to_double(&self, strict: bool) -> Result<f64, Wrong> {
        #[allow(clippy::cast_precision_loss, reason = "rounds as Java does")]
        Ok(match self {
            Value::Null => return Self::null_operand(strict).map(|()| 0.0),
            Value::Bool(b) => f64::from(u8::from(*b)),
            Value::Int(n) => f64::from(*n),
            Value::Long(n) => *n as f64,
            Value::BigInt(n) => big_to_double(n),
            Value::Float(n) => float_to_double(*n),
            Value::Double(n) => *n,
            Value::Decimal(n) => decimal_to_double(n),
            Value::Char(c) => f64::from(*c),
            Value::Text(text) if text.is_empty() => f64::NAN,
            Value::Text(text) => number::parse_double(text).ok_or_else(|| Wrong::no_number_text(self))?,
            _ => return Err(Wrong::no_number(self)),
        })
    }

    /// JEXL's `toBigInteger`. Empty text is 0.
    ///
    /// # Errors
    /// For text that is no whole number, and for what is no number at all.
    pub fn to_big_int(&self, strict: bool) -> Result<Cow<'_, BigInt>, Wrong> {
        Ok(Cow::Owned(match self {
            Value::BigInt(n) => return Ok(Cow::Borrowed(n)),
            Value::Decimal(n) => decimal::whole(n)?,
            Value::Text(text) if !text.is_empty() => {
                number::parse_big_int(text).ok_or_else(|| Wrong::no_whole_number(self))?
            }
            other => BigInt::from(other.to_long(strict)?),
        }))
    }

    /// JEXL's `toBigDecimal`. Empty text and NaN are 0.
    ///
    /// # Errors
    /// For text that is no number, infinities, and for what is no number at all.
    pub fn to_decimal(&self, strict: bool) -> Result<Cow<'_, BigDecimal>, Wrong> {
        let of_text = |text: &str| number::parse_decimal(text).map(decimal::round);
        Ok(Cow::Owned(match self {
            Value::Decimal(n) => return Ok(Cow::Borrowed(n)),
            Value::Null => return Self::null_operand(strict).map(|()| Cow::Owned(BigDecimal::from(0))),
            // `BigDecimal.valueOf(1.)`
            Value::Bool(b) => BigDecimal::new(BigInt::from(if *b { 10 } else { 0 }), 1),
            Value::Double(n) if n.is_nan() => BigDecimal::from(0),
            Value::Char(c) => BigDecimal::from(*c),
            Value::Text(text) if text.is_empty() => BigDecimal::from(0),
            Value::Text(text) => of_text(text).ok_or_else(|| Wrong::no_number_text(self))?,
            Value::Int(_) | Value::Long(_) | Value::BigInt(_) | Value::Float(_) | Value::Double(_) => {
                of_text(&self.to_text()).ok_or_else(|| Wrong::no_number_text(self))?
            }
            _ => return Err(Wrong::no_number(self)),
        }))
    }

    /// `Double` or `Float`
    #[must_use]
    pub fn is_floating(&self) -> bool {
        matches!(self, Value::Float(_) | Value::Double(_))
    }

    /// A number, or text that JEXL takes for one with a fraction: digits with a point or an exponent, or only these.
    #[must_use]
    pub fn reads_as_floating(&self) -> bool {
        match self {
            Value::Text(text) => is_floating_text(text),
            other => other.is_floating(),
        }
    }

    /// `Integer`, `Long` or `Character`: what is calculated with 64 bits.
    #[must_use]
    pub fn is_integral(&self) -> bool {
        matches!(self, Value::Int(_) | Value::Long(_) | Value::Char(_))
    }
}

/// `[+-]?[0-9]*(\.[0-9]*)?([eE][+-]?[0-9]+)?`, with a point or an exponent.
fn is_floating_text(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    rest = &rest[digits(rest)..];
    let mut floating = false;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = &fraction[digits(fraction)..];
        floating = true;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let count = digits(exponent);
        if count == 0 {
            return false;
        }
        rest = &exponent[count..];
        floating = true;
    }
    floating && rest.is_empty()
}
