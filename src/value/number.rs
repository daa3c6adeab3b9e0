//! What the text of a number means: literals of expressions, and text that arithmetic reads as a number.
//!
//! Each function stands for one Java constructor and accepts exactly what that accepts, digits of other scripts
//! included. Numbers of JSON are read in `value.rs`.

use super::Value;
use super::decimal;
use bigdecimal::BigDecimal;
use num_bigint::BigInt;
use std::rc::Rc;

/// The longest text of a whole number that is read, in digits. Java would read more, slowly.
pub const MAX_DIGITS: usize = 100_000;

/// The zeros of the scripts whose digits Java reads: `Character.digit(c, 10)` within the BMP, Unicode 13.
const ZEROS: [u32; 37] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// The value of a digit of any script.
#[must_use]
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return (c as u8).checked_sub(b'0').filter(|value| *value < 10);
    }
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    u8::try_from(code - zero).ok().filter(|value| *value < 10)
}

/// The text with every digit in ASCII; none when there is something else behind the sign, or nothing.
fn whole(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || digits.len() > 4 * MAX_DIGITS {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    out.push_str(sign);
    for c in digits.chars() {
        out.push(char::from(b'0' + digit(c)?));
    }
    (out.len() <= MAX_DIGITS).then_some(out)
}

/// `Integer.parseInt`
#[must_use]
pub fn parse_int(text: &str) -> Option<i32> {
    text.parse().ok().or_else(|| whole(text)?.parse().ok())
}

/// `Long.parseLong`
#[must_use]
pub fn parse_long(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| whole(text)?.parse().ok())
}

/// `new BigInteger(text)`
#[must_use]
pub fn parse_big_int(text: &str) -> Option<BigInt> {
    whole(text)?.parse().ok()
}

/// `Double.parseDouble`: blanks around, a type suffix and hexadecimal forms are allowed, digits are ASCII.
#[must_use]
pub fn parse_double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c| c <= ' ');
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let value = match body {
        "NaN" => f64::NAN,
        "Infinity" => f64::INFINITY,
        _ if body.starts_with("0x") || body.starts_with("0X") => parse_hex_double(&body[2..])?,
        _ => {
            let digits = body.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(body);
            // What Rust reads beyond this (`inf`, `nan`) is no number in Java.
            if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                return None;
            }
            digits.parse().ok()?
        }
    };
    Some(if negative { -value } else { value })
}

/// The part of `0x1.8p3` behind the `0x`: the exponent is required, in base 2.
fn parse_hex_double(text: &str) -> Option<f64> {
    let text = text.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(text);
    let (digits, exponent) = text.split_once(['p', 'P'])?;
    if !exponent.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let negative = exponent.starts_with('-');
    let exponent = exponent.parse().unwrap_or(if negative { i64::MIN / 4 } else { i64::MAX / 4 });
    let (left, right) = digits.split_once('.').unwrap_or((digits, ""));
    if left.len() + right.len() == 0 {
        return None;
    }
    // The first 60 bits that are not zero, and whether any follow.
    let (mut mantissa, mut scale, mut rest) = (0_u64, 0_i64, false);
    for (i, c) in left.chars().chain(right.chars()).enumerate() {
        let value = u64::from(c.to_digit(16)?);
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | value;
            scale -= if i >= left.len() { 4 } else { 0 };
        } else {
            rest |= value != 0;
            scale += if i < left.len() { 4 } else { 0 };
        }
    }
    Some(scaled(mantissa, rest, exponent.saturating_add(scale)))
}

/// `mantissa` and a bit more if `rest`, times two to the `exponent`, rounded to even once.
fn scaled(mantissa: u64, rest: bool, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = 64 - i64::from(mantissa.leading_zeros());
    let top = exponent.saturating_add(bits);
    if top > 1024 {
        return f64::INFINITY;
    }
    // Bits that a double keeps: 53, fewer for subnormal numbers.
    let keep = (top + 1074).clamp(0, 53);
    if top < -1074 {
        return 0.0;
    }
    let drop = bits - keep;
    let (kept, exponent) = if drop <= 0 {
        (mantissa, exponent)
    } else {
        let below = if drop == 64 { mantissa } else { mantissa & ((1 << drop) - 1) };
        let kept = if drop == 64 { 0 } else { mantissa >> drop };
        let half = 1_u64 << (drop - 1);
        let up = below > half || (below == half && (rest || kept & 1 == 1));
        (kept + u64::from(up), exponent + drop)
    };
    // Two steps: two to the power of -1074 to 1024 is out of range as one factor; the product is exact.
    #[allow(clippy::cast_precision_loss, reason = "53 bits at most")]
    let value = kept as f64;
    let half = i32::try_from(exponent / 2).unwrap_or(0);
    let rest = i32::try_from(exponent).unwrap_or(0) - half;
    value * 2_f64.powi(half) * 2_f64.powi(rest)
}

/// `new BigDecimal(text)`: digits of any script, no blanks, an exponent that fits its scale.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<BigDecimal> {
    let (body, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let exponent = match exponent {
        // Ten digits at most.
        Some(digits)
            if digits.trim_start_matches(['+', '-']).chars().skip_while(|c| digit(*c) == Some(0)).count()
                > 10 =>
        {
            return None;
        }
        Some(digits) => parse_long(digits)?,
        None => 0,
    };
    let (left, right) = body.split_once('.').unwrap_or((body, ""));
    if right.starts_with(['+', '-']) {
        return None;
    }
    let mut digits = String::with_capacity(body.len());
    digits.push_str(left);
    digits.push_str(right);
    let scale = i64::try_from(right.chars().count()).ok()? - exponent;
    i32::try_from(scale).ok()?;
    Some(BigDecimal::new(parse_big_int(&digits)?, scale))
}

/// The value of a literal of an expression (JEXL's `NumberParser`); none when it is malformed or too long.
#[must_use]
pub fn literal(text: &str) -> Option<Value<'static>> {
    let text = text.strip_prefix('#').unwrap_or(text);
    if text == "NaN" {
        return Some(Value::Double(f64::NAN));
    }
    let hex = text.starts_with("0x") || text.starts_with("0X");
    let real = !hex && text.contains(['.', 'e', 'E', 'f', 'F', 'd', 'D', 'b', 'B']);
    let last = text.chars().next_back()?;
    let short = &text[..text.len() - last.len_utf8()];
    match last {
        'b' | 'B' if real => parse_decimal(short).map(|d| Value::Decimal(Rc::new(d))),
        'f' | 'F' if real => decimal_digits(short)?.parse().ok().map(Value::Float),
        'd' | 'D' if real => decimal_digits(short)?.parse().ok().map(Value::Double),
        _ if real => decimal_digits(text)?.parse().ok().map(Value::Double),
        'l' | 'L' => natural(short, hex).and_then(|n| i64::try_from(n).ok()).map(Value::Long),
        'h' | 'H' => natural(short, hex).map(|n| Value::BigInt(Rc::new(n))),
        _ => natural(text, hex).map(Value::whole),
    }
}

/// The text, when only digits, points and exponents are in it: Rust reads more.
fn decimal_digits(text: &str) -> Option<&str> {
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-');
    text.bytes().all(plain).then_some(text)
}

/// `12`, `0x1F`, `017`
fn natural(text: &str, hex: bool) -> Option<BigInt> {
    let (digits, base) = match text {
        _ if hex => (&text[2..], 16),
        "0" => (text, 10),
        _ if text.starts_with('0') => (&text[1..], 8),
        _ => (text, 10),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    BigInt::parse_bytes(digits.as_bytes(), base)
}

impl Value<'_> {
    /// The smallest of `Integer`, `Long` and `BigInteger` that holds a number.
    #[must_use]
    pub fn whole(number: BigInt) -> Value<'static> {
        match i64::try_from(&number) {
            Ok(n) => Value::integer(n),
            Err(_) => Value::BigInt(Rc::new(number)),
        }
    }

    /// The smallest of `Integer` and `Long` that holds a number.
    #[must_use]
    pub fn integer(number: i64) -> Value<'static> {
        i32::try_from(number).map_or(Value::Long(number), Value::Int)
    }

    /// `new BigDecimal(text)`, none where that throws.
    #[must_use]
    pub fn decimal(text: &str) -> Option<Value<'static>> {
        parse_decimal(text).map(|d| Value::Decimal(Rc::new(decimal::round(d))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_have_the_smallest_type_that_holds_them() {
        for (text, shown) in [
            ("12", "Int(12)"),
            ("0x1F", "Int(31)"),
            ("017", "Int(15)"),
            ("0", "Int(0)"),
            ("2147483648", "Long(2147483648)"),
            ("9223372036854775808", "BigInt(9223372036854775808)"),
            ("12L", "Long(12)"),
            ("0xfL", "Long(15)"),
            ("1.5", "Double(1.5)"),
            ("1.5e3", "Double(1500.0)"),
            ("5d", "Double(5.0)"),
            ("1.5f", "Float(1.5)"),
            ("#NaN", "Double(NaN)"),
        ] {
            assert_eq!(literal(text).map(|v| format!("{v:?}")).as_deref(), Some(shown), "{text}");
        }
        for text in ["08", "0x", "9223372036854775808L", "1_000", "1.5L", ""] {
            assert!(literal(text).is_none(), "{text}");
        }
        assert_eq!(literal("1.50b").map(|v| v.to_text().into_owned()).as_deref(), Some("1.50"));
    }

    #[test]
    fn text_is_read_as_java_reads_it() {
        assert_eq!(parse_int("+٣"), Some(3));
        assert_eq!(parse_long("-१२"), Some(-12));
        assert_eq!(parse_int("2147483648"), None);
        assert_eq!(parse_long(" 1"), None);
        assert!(parse_big_int("+-1").is_none());
        for (text, value) in [
            (" 1.5 ", 1.5),
            ("1.", 1.0),
            (".5f", 0.5),
            ("1e3d", 1000.0),
            ("-Infinity", f64::NEG_INFINITY),
            ("0x1.8p1", 3.0),
            ("0x1p-1074", 4.9e-324),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000081p0", 1.000_000_000_000_000_2),
            ("-0x.8P2", -2.0),
            ("0x123456789abcdef0123p0", 5.373_003_642_731_685e21),
        ] {
            assert_eq!(parse_double(text), Some(value), "{text}");
        }
        for text in ["", "inf", "nan", "1e", "0x1", "1L", "٣", "1_0", "+-1", "."] {
            assert_eq!(parse_double(text), None, "{text}");
        }
        for (text, shown) in [("1.50", "1.50"), ("-1e5", "-1E+5"), ("٣.٥", "3.5"), (".5", "0.5"), ("5.", "5")]
        {
            assert_eq!(parse_decimal(text).map(|d| decimal::to_text(&d)).as_deref(), Some(shown), "{text}");
        }
        for text in ["", ".", "1 ", "1e", "e5", "1.+5", "1e99999999999"] {
            assert!(parse_decimal(text).is_none(), "{text}");
        }
    }
}
