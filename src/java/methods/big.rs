//! `java.math.BigInteger` and `BigDecimal`, and the names they share with the smaller numbers. Arguments have the type
//! of the receiver: with others JEXL's own arithmetic answers, where it has a method of that name.

use super::arguments::{Answer, int, order};
use super::entry::ours;
use super::entry::{UNMODELLED, method, unmodelled};
use super::number::{big, two};
use super::{Method, Receiver::Number};
use crate::functions::{Call, Type};
use crate::value::{Fail, Value, decimal};
use bigdecimal::{BigDecimal, RoundingMode};
use num_bigint::{BigInt, Sign};
use std::rc::Rc;

const I: Type = Type::Integer;
const N: Type = Type::Number;

/// More digits than anyone needs; a power or scale that makes more fails.
const MAX_DIGITS: u64 = 100_000;

pub(super) const METHODS: &[Method] = &[
    method(
        Number,
        "abs",
        &[&[]],
        N,
        "It without its sign (BigDecimal and BigInteger)",
        &[ours("(-1.5b).abs()", "1.5")],
        |of, _| unary(of, |n| BigInt::from(n.magnitude().clone()), BigDecimal::abs),
    ),
    method(
        Number,
        "add",
        &[&[N]],
        N,
        "The sum (BigDecimal and BigInteger)",
        &[ours("(1.5b).add(2b)", "3.5")],
        |of, call| binary(of, call, |a, b| a + b, |a, b| a + b),
    ),
    method(
        Number,
        "gcd",
        &[&[N]],
        N,
        "The greatest common divisor (BigInteger)",
        &[ours("(12H).gcd(18H)", "6")],
        |of, call| {
            binary_whole(of, call, |mut a, mut b| {
                while b.sign() != Sign::NoSign {
                    (a, b) = (b.clone(), a % b);
                }
                Some(BigInt::from(a.magnitude().clone()))
            })
        },
    ),
    method(
        Number,
        "intValueExact",
        &[&[]],
        I,
        "It as an integer, which it must fit (BigDecimal and BigInteger)",
        &[ours("(5b).intValueExact()", "5")],
        |of, call| exact(of, call, |n| i32::try_from(n).ok().map(Value::Int)),
    ),
    method(
        Number,
        "longValueExact",
        &[&[]],
        I,
        "It as a long, which it must fit (BigDecimal and BigInteger)",
        &[ours("(5b).longValueExact()", "5")],
        |of, call| exact(of, call, |n| i64::try_from(n).ok().map(Value::Long)),
    ),
    method(
        Number,
        "max",
        &[&[N], &[N, N]],
        N,
        "The larger one: of it and another big number, or of two numbers",
        &[ours("(1.5b).max(2b)", "2"), ours("(0).max(1, 2)", "2")],
        |of, call| pick(of, call, true),
    ),
    method(
        Number,
        "min",
        &[&[N], &[N, N]],
        N,
        "The smaller one: of it and another big number, or of two numbers",
        &[ours("(1.5b).min(2b)", "1.5"), ours("(0).min(1, 2)", "1")],
        |of, call| pick(of, call, false),
    ),
    method(
        Number,
        "movePointLeft",
        &[&[I]],
        N,
        "It with its point so many digits to the left (BigDecimal)",
        &[ours("(150b).movePointLeft(2)", "1.50")],
        |of, call| move_point(of, call, 1),
    ),
    method(
        Number,
        "movePointRight",
        &[&[I]],
        N,
        "It with its point so many digits to the right (BigDecimal)",
        &[ours("(1.5b).movePointRight(2)", "150")],
        |of, call| move_point(of, call, -1),
    ),
    method(
        Number,
        "multiply",
        &[&[N]],
        N,
        "The product (BigDecimal and BigInteger)",
        &[ours("(1.5b).multiply(2b)", "3.0")],
        |of, call| binary(of, call, |a, b| a * b, |a, b| a * b),
    ),
    method(
        Number,
        "negate",
        &[&[]],
        N,
        "It with the other sign (BigDecimal and BigInteger)",
        &[ours("(1.5b).negate()", "-1.5")],
        |of, _| unary(of, |n| -n, |n| -n),
    ),
    method(
        Number,
        "pow",
        &[&[I]],
        N,
        "Its power (BigDecimal and BigInteger)",
        &[ours("(12H).pow(2)", "144")],
        |of, call| {
            let (true, Some(power)) = (is_big(of), int(call, 0)) else { return Ok(None) };
            let Ok(power) = u32::try_from(power) else {
                return Err(call.fail_at(0, format!("{power} is a negative power")));
            };
            let digits = |n: &BigInt| n.bits() / 3 + 1;
            match of {
                Value::BigInt(n) if digits(n).saturating_mul(power.into()) <= MAX_DIGITS => {
                    Ok(Some(Value::BigInt(Rc::new(n.pow(power)))))
                }
                Value::Decimal(n) => {
                    let (unscaled, scale) = n.as_bigint_and_exponent();
                    if digits(&unscaled).saturating_mul(power.into()) > MAX_DIGITS {
                        return Err(too_large());
                    }
                    Ok(Some(value(BigDecimal::new(unscaled.pow(power), scale.saturating_mul(power.into())))))
                }
                _ => Err(too_large()),
            }
        },
    ),
    method(
        Number,
        "precision",
        &[&[]],
        I,
        "How many digits it has (BigDecimal)",
        &[ours("(12.50b).precision()", "4")],
        |of, _| on_decimal(of, |n| Some(Value::Int(i32::try_from(n.digits()).unwrap_or(i32::MAX)))),
    ),
    method(
        Number,
        "remainder",
        &[&[N]],
        N,
        "The remainder of a division (BigInteger)",
        &[ours("(-7H).remainder(3H)", "-1")],
        |of, call| {
            if matches!(of, Value::Decimal(_)) && matches!(call.get(0), Value::Decimal(_)) {
                return Ok(Some(UNMODELLED));
            }
            division(of, call, |a, b| Some(a % b))
        },
    ),
    method(
        Number,
        "scale",
        &[&[]],
        I,
        "How many digits it has behind its point (BigDecimal)",
        &[ours("(12.50b).scale()", "2")],
        |of, _| {
            on_decimal(of, |n| {
                Some(Value::Int(i32::try_from(n.fractional_digit_count()).unwrap_or(i32::MAX)))
            })
        },
    ),
    method(
        Number,
        "setScale",
        &[&[I], &[I, I]],
        N,
        "It with so many digits behind its point; the second argument is Java's number of a rounding mode, 4 for half up (BigDecimal)",
        &[ours("(1.25b).setScale(1, 4)", "1.3")],
        set_scale,
    ),
    method(
        Number,
        "signum",
        &[&[], &[N]],
        I,
        "-1, 0 or 1: the sign of a big number, or of an argument",
        &[ours("(-1.5b).signum()", "-1")],
        |of, call| {
            Ok(match (of, call.len()) {
                (Value::BigInt(n), 0) => Some(sign(n.sign())),
                (Value::Decimal(n), 0) => Some(sign(n.sign())),
                (Value::Int(_), 1) => int(call, 0).map(|n| Value::Int(n.signum())),
                (Value::Long(_), 1) => super::arguments::long(call, 0).map(|n| Value::Int(n.signum() as i32)),
                _ => None,
            })
        },
    ),
    method(
        Number,
        "stripTrailingZeros",
        &[&[]],
        N,
        "It without zeros at its end (BigDecimal)",
        &[ours("(1.50b).stripTrailingZeros()", "1.5")],
        |of, _| {
            on_decimal(of, |n| {
                Some(value(if n.sign() == Sign::NoSign { BigDecimal::from(0) } else { n.normalized() }))
            })
        },
    ),
    method(
        Number,
        "subtract",
        &[&[N]],
        N,
        "The difference (BigDecimal and BigInteger)",
        &[ours("(1.5b).subtract(2b)", "-0.5")],
        |of, call| binary(of, call, |a, b| a - b, |a, b| a - b),
    ),
    method(
        Number,
        "toBigInteger",
        &[&[]],
        N,
        "It without its fraction (BigDecimal)",
        &[ours("(1.5b).toBigInteger()", "1")],
        |of, _| match of {
            Value::Decimal(n) => Ok(Some(Value::BigInt(Rc::new(whole(n)?)))),
            _ => Ok(None),
        },
    ),
    method(
        Number,
        "toPlainString",
        &[&[]],
        Type::Text,
        "Its text without an exponent (BigDecimal)",
        &[ours("(1.50b).toPlainString()", "\"1.50\"")],
        |of, _| match of {
            Value::Decimal(n) if n.fractional_digit_count().unsigned_abs() > MAX_DIGITS => Err(too_large()),
            Value::Decimal(n) => Ok(Some(Value::text(n.to_plain_string()))),
            _ => Ok(None),
        },
    ),
    method(
        Number,
        "unscaledValue",
        &[&[]],
        N,
        "Its digits without the point (BigDecimal)",
        &[ours("(1.50b).unscaledValue()", "150")],
        |of, _| on_decimal(of, |n| Some(Value::BigInt(Rc::new(n.as_bigint_and_exponent().0)))),
    ),
    unmodelled(Number, "bitLength", &[&[]]),
    method(
        Number,
        "divide",
        &[&[N], &[N, I], &[N, I, I]],
        N,
        "The quotient without its fraction (BigInteger)",
        &[ours("(7H).divide(2H)", "3")],
        |of, call| match (of, call.get(0)) {
            (Value::Decimal(_), Value::Decimal(_)) => Ok(Some(UNMODELLED)),
            _ if call.len() == 1 => division(of, call, |a, b| Some(a / b)),
            _ => Ok(None),
        },
    ),
    unmodelled(Number, "divideToIntegralValue", &[&[N]]),
    unmodelled(Number, "plus", &[&[]]),
    unmodelled(Number, "scaleByPowerOfTen", &[&[I]]),
    unmodelled(Number, "sqrt", &[&[]]),
    unmodelled(Number, "toEngineeringString", &[&[]]),
];

fn too_large() -> Fail {
    Fail::new("the number is too large")
}

fn value<'r>(number: BigDecimal) -> Value<'r> {
    Value::Decimal(Rc::new(number))
}

fn is_big(of: &Value<'_>) -> bool {
    matches!(of, Value::BigInt(_) | Value::Decimal(_))
}

fn sign<'r>(sign: Sign) -> Value<'r> {
    Value::Int(match sign {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    })
}

fn whole(n: &BigDecimal) -> Result<BigInt, Fail> {
    if n.fractional_digit_count() < -(MAX_DIGITS as i64) {
        return Err(too_large());
    }
    Ok(decimal::whole(n)?)
}

fn on_decimal<'r>(of: &Value<'r>, run: impl FnOnce(&BigDecimal) -> Option<Value<'r>>) -> Answer<'r> {
    match of {
        Value::Decimal(n) => Ok(run(n)),
        _ => Ok(None),
    }
}

fn unary<'r>(
    of: &Value<'r>,
    big: fn(BigInt) -> BigInt,
    decimal: fn(&BigDecimal) -> BigDecimal,
) -> Answer<'r> {
    Ok(match of {
        Value::BigInt(n) => Some(Value::BigInt(Rc::new(big((**n).clone())))),
        Value::Decimal(n) => Some(value(decimal(n))),
        _ => None,
    })
}

fn binary<'r>(
    of: &Value<'r>,
    call: &Call<'_, 'r>,
    whole: fn(&BigInt, &BigInt) -> BigInt,
    decimal: fn(&BigDecimal, &BigDecimal) -> BigDecimal,
) -> Answer<'r> {
    Ok(match (of, call.get(0)) {
        (Value::BigInt(a), Value::BigInt(b)) => {
            call.spend((a.bits().saturating_add(b.bits()) / 64) as usize)?;
            Some(Value::BigInt(Rc::new(whole(a, b))))
        }
        (Value::Decimal(a), Value::Decimal(b)) => {
            let scales = a.fractional_digit_count().abs_diff(b.fractional_digit_count());
            if scales > MAX_DIGITS || a.digits().max(b.digits()) > MAX_DIGITS {
                return Err(too_large());
            }
            Some(value(decimal(a, b)))
        }
        (Value::BigInt(_) | Value::Decimal(_), Value::Null) => return Err(super::arguments::null(call, 0)),
        _ => None,
    })
}

fn binary_whole<'r>(
    of: &Value<'r>,
    call: &Call<'_, 'r>,
    run: fn(BigInt, BigInt) -> Option<BigInt>,
) -> Answer<'r> {
    if let (Value::BigInt(_), Value::Null) = (of, call.get(0)) {
        return Err(super::arguments::null(call, 0));
    }
    let (Value::BigInt(a), Some(b)) = (of, big(call, 0)) else { return Ok(None) };
    call.spend((a.bits().saturating_mul(b.bits()) / 4096) as usize)?;
    Ok(run((**a).clone(), b.into_owned()).map(|n| Value::BigInt(Rc::new(n))))
}

fn division<'r>(
    of: &Value<'r>,
    call: &Call<'_, 'r>,
    run: fn(BigInt, BigInt) -> Option<BigInt>,
) -> Answer<'r> {
    if matches!(of, Value::BigInt(_)) && big(call, 0).is_some_and(|b| b.sign() == Sign::NoSign) {
        return Err(call.fail_at(0, "this divides by zero"));
    }
    binary_whole(of, call, run)
}

fn exact<'r>(of: &Value<'r>, call: &Call<'_, 'r>, fit: fn(BigInt) -> Option<Value<'static>>) -> Answer<'r> {
    let number = match of {
        Value::BigInt(n) => (**n).clone(),
        Value::Decimal(n) if n.digits() > 40 || n.fractional_digit_count() < -40 => {
            return Err(no_fit(call, of));
        }
        Value::Decimal(n) => match n.with_scale(0) == **n {
            true => whole(n)?,
            false => return Err(Fail::new(format!("{} has a fraction", of.shown()))),
        },
        _ => return Ok(None),
    };
    fit(number).map_or_else(|| Err(no_fit(call, of)), |n| Ok(Some(n)))
}

fn no_fit(_: &Call<'_, '_>, of: &Value<'_>) -> Fail {
    Fail::new(format!("{} is too large for that type", of.shown()))
}

fn pick<'r>(of: &Value<'r>, call: &Call<'_, 'r>, larger: bool) -> Answer<'r> {
    if call.len() == 2 {
        let chosen = match (of, larger) {
            (Value::Int(_), true) => {
                two(of, call, |a, b| Value::Int(a.max(b) as i32), |a, _| Value::Double(a))
            }
            (Value::Int(_), false) => {
                two(of, call, |a, b| Value::Int(a.min(b) as i32), |a, _| Value::Double(a))
            }
            (_, true) => two(of, call, |a, b| Value::Long(a.max(b)), |a, b| Value::Double(max(a, b))),
            (_, false) => two(of, call, |a, b| Value::Long(a.min(b)), |a, b| Value::Double(-max(-a, -b))),
        };
        return chosen;
    }
    let found = match (of, call.get(0)) {
        (Value::BigInt(a), Value::BigInt(b)) => a.cmp(b),
        (Value::Decimal(a), Value::Decimal(b)) => decimal::compare(a, b),
        _ => return Ok(None),
    };
    let own = if larger { found.is_ge() } else { found.is_le() };
    Ok(Some(if own { of.clone() } else { call.get(0).clone() }))
}

/// `Math.max`: NaN wins, and 0.0 is more than -0.0.
fn max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if order(a.total_cmp(&b)).same(&Value::Int(-1)) {
        b
    } else {
        a
    }
}

fn move_point<'r>(of: &Value<'r>, call: &Call<'_, 'r>, direction: i64) -> Answer<'r> {
    let (Value::Decimal(n), Some(by)) = (of, int(call, 0)) else { return Ok(None) };
    if by == 0 {
        return Ok(Some(of.clone()));
    }
    let (unscaled, scale) = n.as_bigint_and_exponent();
    let scale = scale + i64::from(by) * direction;
    if scale.unsigned_abs() > MAX_DIGITS {
        return Err(too_large());
    }
    let moved = BigDecimal::new(unscaled, scale);
    Ok(Some(value(if scale < 0 { moved.with_scale(0) } else { moved })))
}

fn set_scale<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    let (Value::Decimal(n), Some(scale)) = (of, int(call, 0)) else { return Ok(None) };
    if u64::from(scale.unsigned_abs()) > MAX_DIGITS || n.fractional_digit_count().unsigned_abs() > MAX_DIGITS
    {
        return Err(too_large());
    }
    let scale = i64::from(scale);
    let unrounded = n.with_scale_round(scale, RoundingMode::Down);
    let mode = match call.len() {
        1 => 7,
        _ => match int(call, 1) {
            Some(mode) => mode,
            None => return Ok(None),
        },
    };
    let mode = match mode {
        0 => RoundingMode::Up,
        1 => RoundingMode::Down,
        2 => RoundingMode::Ceiling,
        3 => RoundingMode::Floor,
        4 => RoundingMode::HalfUp,
        5 => RoundingMode::HalfDown,
        6 => RoundingMode::HalfEven,
        7 if decimal::compare(&unrounded, n).is_eq() => return Ok(Some(value(unrounded))),
        7 => {
            return Err(Fail::new(format!(
                "{} has more digits behind its point: a rounding mode is needed",
                of.shown()
            )));
        }
        _ => return Err(call.fail_at(1, "rounding modes have the numbers 0 to 7")),
    };
    Ok(Some(value(n.with_scale_round(scale, mode))))
}
