//! `java.lang.Integer`, `Long`, `Float`, `Double`, and what all numbers have.

use super::arguments::{Answer, cast, double, int, long, null, order, text};
use super::entry::ours;
use super::entry::{UNMODELLED, method, unmodelled};
use super::{Method, Receiver::Number};
use crate::functions::{Call, Type};
use crate::value::{Value, coerce, decimal, number};
use num_bigint::BigInt;
use std::borrow::Cow;
use std::cmp::Ordering;

const I: Type = Type::Integer;
const N: Type = Type::Number;
const T: Type = Type::Text;
const B: Type = Type::Boolean;

pub(super) const METHODS: &[Method] = &[
    method(Number, "byteValue", &[&[]], I, "Its low 8 bits", &[ours("(300).byteValue()", "44")], |of, _| {
        Ok(as_int(of).map(|n| Value::Int(i32::from(n as i8))))
    }),
    method(
        Number,
        "compare",
        &[&[N, N]],
        I,
        "-1, 0 or 1 for two numbers",
        &[ours("(0).compare(1, 2)", "-1")],
        |of, call| two(of, call, |a, b| order(a.cmp(&b)), |a, b| order(compare_doubles(a, b))),
    ),
    method(
        Number,
        "compareTo",
        &[&[N]],
        I,
        "-1 when it is less than another number of the same type, 1 when it is more",
        &[ours("(5).compareTo(9)", "-1")],
        compare_to,
    ),
    method(
        Number,
        "doubleValue",
        &[&[]],
        N,
        "It as a double",
        &[ours("(5).doubleValue()", "5.0")],
        |of, _| Ok(as_double(of).map(Value::Double)),
    ),
    method(
        Number,
        "floatValue",
        &[&[]],
        N,
        "It as a float",
        &[ours("(0.1).floatValue()", "0.1")],
        |of, _| {
            Ok(match of {
                Value::Float(n) => Some(Value::Float(*n)),
                Value::Int(n) => Some(Value::Float(*n as f32)),
                Value::Long(n) => Some(Value::Float(*n as f32)),
                Value::Double(n) => Some(Value::Float(*n as f32)),
                Value::BigInt(_) | Value::Decimal(_) => of.to_text().parse().ok().map(Value::Float),
                _ => None,
            })
        },
    ),
    method(
        Number,
        "intValue",
        &[&[]],
        I,
        "It as an integer: fractions are cut off, large ones lose their high bits",
        &[ours("(5.9).intValue()", "5")],
        |of, _| Ok(as_int(of).map(Value::Int)),
    ),
    method(
        Number,
        "isFinite",
        &[&[N]],
        B,
        "Is a number neither infinite nor NaN?",
        &[ours("(0.5).isFinite(1.5)", "true")],
        |of, call| floating(of, call, f64::is_finite),
    ),
    method(
        Number,
        "isInfinite",
        &[&[], &[N]],
        B,
        "Is it infinite?",
        &[ours("(0.5).isInfinite()", "false")],
        |of, call| floating(of, call, f64::is_infinite),
    ),
    method(Number, "isNaN", &[&[], &[N]], B, "Is it NaN?", &[ours("NaN.isNaN()", "true")], |of, call| {
        floating(of, call, f64::is_nan)
    }),
    method(
        Number,
        "longValue",
        &[&[]],
        I,
        "It as a long: fractions are cut off",
        &[ours("(5.9).longValue()", "5")],
        |of, _| Ok(as_long(of).map(Value::Long)),
    ),
    method(
        Number,
        "parseDouble",
        &[&[T]],
        N,
        "The double that a text shows",
        &[ours("(0.5).parseDouble(\"1.5\")", "1.5")],
        |of, call| {
            let (Value::Double(_), Some(given)) = (of, text(call, 0)?) else { return Ok(None) };
            match number::parse_double(&given) {
                Some(n) => Ok(Some(Value::Double(n))),
                None => Err(call.fail_at(0, format!("{} is no number", call.get(0).shown()))),
            }
        },
    ),
    method(
        Number,
        "parseInt",
        &[&[T], &[T, I]],
        I,
        "The integer that a text shows, in a number system of 2 to 36 digits",
        &[ours("(0).parseInt(\"12\")", "12"), ours("(0).parseInt(\"ff\", 16)", "255")],
        |of, call| {
            let (Value::Int(_), Some(given)) = (of, text(call, 0)?) else { return Ok(None) };
            let read = match call.len() {
                1 => number::parse_int(&given),
                _ => match int(call, 1) {
                    Some(radix @ 2..=36) => i32::from_str_radix(&given, radix.cast_unsigned()).ok(),
                    Some(_) => None,
                    None => return Ok(None),
                },
            };
            match read {
                Some(n) => Ok(Some(Value::Int(n))),
                None => Err(call.fail_at(0, format!("{} is no integer", call.get(0).shown()))),
            }
        },
    ),
    method(
        Number,
        "parseLong",
        &[&[T], &[T, I]],
        I,
        "The long that a text shows, in a number system of 2 to 36 digits",
        &[ours("(0L).parseLong(\"12\")", "12"), ours("(0L).parseLong(\"ff\", 16)", "255")],
        |of, call| {
            let (Value::Long(_), Some(given)) = (of, text(call, 0)?) else { return Ok(None) };
            let read = match call.len() {
                1 => number::parse_long(&given),
                _ => match int(call, 1) {
                    Some(radix @ 2..=36) => i64::from_str_radix(&given, radix.cast_unsigned()).ok(),
                    Some(_) => None,
                    None => return Ok(None),
                },
            };
            match read {
                Some(n) => Ok(Some(Value::Long(n))),
                None => Err(call.fail_at(0, format!("{} is no long", call.get(0).shown()))),
            }
        },
    ),
    method(
        Number,
        "shortValue",
        &[&[]],
        I,
        "Its low 16 bits",
        &[ours("(70000).shortValue()", "4464")],
        |of, _| Ok(as_int(of).map(|n| Value::Int(i32::from(n as i16)))),
    ),
    method(
        Number,
        "sum",
        &[&[N, N]],
        N,
        "The sum of two numbers",
        &[ours("(0).sum(1, 2)", "3")],
        |of, call| match of {
            Value::Int(_) => Ok(int(call, 0).zip(int(call, 1)).map(|(a, b)| Value::Int(a.wrapping_add(b)))),
            _ => two(of, call, |a, b| Value::Long(a.wrapping_add(b)), |a, b| Value::Double(a + b)),
        },
    ),
    method(
        Number,
        "toBinaryString",
        &[&[N]],
        T,
        "A whole number in binary digits",
        &[ours("(0).toBinaryString(5)", "\"101\"")],
        |of, call| digits(of, call, |n| format!("{n:b}"), |n| format!("{n:b}")),
    ),
    method(
        Number,
        "toHexString",
        &[&[N]],
        T,
        "A whole number in hexadecimal digits",
        &[ours("(0).toHexString(255)", "\"ff\"")],
        |of, call| digits(of, call, |n| format!("{n:x}"), |n| format!("{n:x}")),
    ),
    method(
        Number,
        "toOctalString",
        &[&[N]],
        T,
        "A whole number in octal digits",
        &[ours("(0).toOctalString(8)", "\"10\"")],
        |of, call| digits(of, call, |n| format!("{n:o}"), |n| format!("{n:o}")),
    ),
    unmodelled(Number, "bitCount", &[&[], &[N]]),
    unmodelled(Number, "compareUnsigned", &[&[N, N]]),
    unmodelled(Number, "decode", &[&[T]]),
    unmodelled(Number, "describeConstable", &[&[]]),
    unmodelled(Number, "divideUnsigned", &[&[N, N]]),
    unmodelled(Number, "highestOneBit", &[&[N]]),
    unmodelled(Number, "lowestOneBit", &[&[N]]),
    unmodelled(Number, "numberOfLeadingZeros", &[&[N]]),
    unmodelled(Number, "numberOfTrailingZeros", &[&[N]]),
    unmodelled(Number, "parseUnsignedInt", &[&[T]]),
    unmodelled(Number, "reverse", &[&[N]]),
];

/// `Number.longValue`
pub(super) fn as_long(of: &Value<'_>) -> Option<i64> {
    Some(match of {
        Value::Int(n) => i64::from(*n),
        Value::Long(n) => *n,
        Value::BigInt(n) => coerce::low_bits(n),
        Value::Float(n) => *n as i64,
        Value::Double(n) => *n as i64,
        Value::Decimal(n) => decimal::long(n),
        _ => return None,
    })
}

/// `Number.intValue`
fn as_int(of: &Value<'_>) -> Option<i32> {
    match of {
        Value::Float(n) => Some(*n as i32),
        Value::Double(n) => Some(*n as i32),
        _ => as_long(of).map(|n| n as i32),
    }
}

/// `Number.doubleValue`
fn as_double(of: &Value<'_>) -> Option<f64> {
    Some(match of {
        Value::Int(n) => f64::from(*n),
        Value::Long(n) => *n as f64,
        Value::BigInt(n) => coerce::big_to_double(n),
        Value::Float(n) => f64::from(*n),
        Value::Double(n) => *n,
        Value::Decimal(n) => coerce::decimal_to_double(n),
        _ => return None,
    })
}

/// `Double.compare`: -0.0 before 0.0, NaN last.
fn compare_doubles(a: f64, b: f64) -> Ordering {
    match (a.is_nan(), b.is_nan()) {
        (false, false) => a.total_cmp(&b),
        (a, b) => a.cmp(&b),
    }
}

fn compare_to<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    let found = match (of, call.get(0)) {
        (_, Value::Null) => return Err(null(call, 0)),
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Long(a), Value::Long(b)) => a.cmp(b),
        (Value::BigInt(a), Value::BigInt(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => compare_doubles((*a).into(), (*b).into()),
        (Value::Double(a), Value::Double(b)) => compare_doubles(*a, *b),
        (Value::Decimal(a), Value::Decimal(b)) => decimal::compare(a, b),
        _ => return Err(cast(call, of)),
    };
    Ok(Some(order(found)))
}

/// Static methods of two numbers of the receiver's type.
pub(super) fn two<'r>(
    of: &Value<'r>,
    call: &Call<'_, 'r>,
    whole: fn(i64, i64) -> Value<'static>,
    floating: fn(f64, f64) -> Value<'static>,
) -> Answer<'r> {
    Ok(match of {
        Value::Int(_) => int(call, 0).zip(int(call, 1)).map(|(a, b)| whole(a.into(), b.into())),
        Value::Long(_) => long(call, 0).zip(long(call, 1)).map(|(a, b)| whole(a, b)),
        Value::Double(_) => double(call, 0).zip(double(call, 1)).map(|(a, b)| floating(a, b)),
        _ => None,
    })
}

fn floating<'r>(of: &Value<'r>, call: &Call<'_, 'r>, test: fn(f64) -> bool) -> Answer<'r> {
    let own = match of {
        Value::Double(n) => *n,
        Value::Float(n) => f64::from(*n),
        _ => return Ok(None),
    };
    let asked = if call.is_empty() { Some(own) } else { double(call, 0) };
    Ok(asked.map(|n| Value::Bool(test(n))))
}

fn digits<'r>(
    of: &Value<'r>,
    call: &Call<'_, 'r>,
    short: fn(i32) -> String,
    wide: fn(i64) -> String,
) -> Answer<'r> {
    Ok(match of {
        Value::Int(_) => int(call, 0).map(|n| Value::text(short(n))),
        Value::Long(_) => long(call, 0).map(|n| Value::text(wide(n))),
        Value::Double(_) | Value::Float(_) => double(call, 0).map(|_| UNMODELLED),
        _ => None,
    })
}

/// A `BigInteger` parameter; JEXL converts no other number to one.
pub(super) fn big<'a>(call: &'a Call<'_, '_>, index: usize) -> Option<Cow<'a, BigInt>> {
    match call.get(index) {
        Value::BigInt(n) => Some(Cow::Borrowed(n)),
        _ => None,
    }
}
