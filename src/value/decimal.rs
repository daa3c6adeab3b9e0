//! `java.math.BigDecimal` with 34 digits (`MathContext.DECIMAL128`), as JEXL's arithmetic uses it.
//!
//! The scales of results are Java's: they show when a number is written (`1.50`). An exponent may have nine digits,
//! so nothing here writes out the zeros that one stands for unless they fit the digits that are kept.

use super::arithmetic::Wrong;
use bigdecimal::BigDecimal;
use num_bigint::{BigInt, Sign};
use std::cmp::Ordering;
use std::fmt::Write as _;

/// Digits that arithmetic keeps.
const PRECISION: i64 = 34;
/// The most zeros that are ever written out.
const MAX_ZEROS: i64 = 100_000;

/// Unscaled value and scale.
type Parts = (BigInt, i64);

fn parts(number: &BigDecimal) -> Parts {
    number.as_bigint_and_exponent()
}

/// A result, when its scale fits 32 bits.
fn checked((digits, scale): Parts) -> Result<BigDecimal, Wrong> {
    match i32::try_from(scale) {
        Ok(_) => Ok(BigDecimal::new(digits, scale)),
        // Zero takes the nearest scale.
        Err(_) if digits.sign() == Sign::NoSign => {
            Ok(BigDecimal::new(digits, scale.clamp(i64::from(i32::MIN), i64::from(i32::MAX))))
        }
        Err(_) => Err(Wrong::arithmetic("the exponent of the result is out of range")),
    }
}

/// How many digits a number has; zero has one.
fn precision(number: &BigInt) -> i64 {
    match u128::try_from(number.magnitude().clone()) {
        Ok(0) => 1,
        Ok(n) => i64::from(n.ilog10()) + 1,
        Err(_) => i64::try_from(number.magnitude().to_string().len()).unwrap_or(i64::MAX),
    }
}

fn power_of_ten(exponent: i64) -> Result<BigInt, Wrong> {
    if exponent > MAX_ZEROS {
        return Err(Wrong::too_large());
    }
    Ok(BigInt::from(10).pow(u32::try_from(exponent).unwrap_or(0)))
}

/// How the digits that are cut off count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounding {
    HalfEven,
    Down,
}

/// A quotient rounded, and whether it is exact.
fn divide_rounding(dividend: &BigInt, divisor: &BigInt, rounding: Rounding) -> (BigInt, bool) {
    let quotient = dividend / divisor;
    let rest = dividend - &quotient * divisor;
    if rest.sign() == Sign::NoSign {
        return (quotient, true);
    }
    if rounding == Rounding::Down {
        return (quotient, false);
    }
    let up = match (rest.magnitude() * 2_u8).cmp(divisor.magnitude()) {
        Ordering::Greater => true,
        Ordering::Equal => quotient.bit(0),
        Ordering::Less => false,
    };
    let away = if (dividend.sign() == Sign::Minus) == (divisor.sign() == Sign::Minus) { 1 } else { -1 };
    (if up { quotient + away } else { quotient }, false)
}

fn round_parts((mut digits, mut scale): Parts) -> Parts {
    // Rounding up may give one digit more: 99…9 becomes 100…0.
    loop {
        let surplus = precision(&digits) - PRECISION;
        if surplus <= 0 {
            return (digits, scale);
        }
        let Ok(divisor) = power_of_ten(surplus) else { return (digits, scale) };
        digits = divide_rounding(&digits, &divisor, Rounding::HalfEven).0;
        scale -= surplus;
    }
}

/// The number with at most 34 digits.
#[must_use]
pub fn round(number: BigDecimal) -> BigDecimal {
    let (digits, scale) = round_parts(parts(&number));
    BigDecimal::new(digits, scale)
}

/// Drops zeros at the end while the scale is above `preferred`.
fn strip((mut digits, mut scale): Parts, preferred: i64) -> Parts {
    let ten = BigInt::from(10);
    while scale > preferred && digits.sign() != Sign::NoSign {
        let shorter = &digits / &ten;
        if &shorter * &ten != digits {
            break;
        }
        digits = shorter;
        scale -= 1;
    }
    if digits.sign() == Sign::NoSign { (digits, scale.min(preferred)) } else { (digits, scale) }
}

/// The number with a larger scale: zeros are added.
fn widened((digits, scale): Parts, to: i64) -> Result<Parts, Wrong> {
    Ok((digits * power_of_ten(to - scale)?, to))
}

/// `BigDecimal.add(_, DECIMAL128)`
pub fn add(left: &BigDecimal, right: &BigDecimal) -> Result<BigDecimal, Wrong> {
    let (l, r) = (parts(left), parts(right));
    let preferred = l.1.max(r.1);
    match (l.0.sign() == Sign::NoSign, r.0.sign() == Sign::NoSign) {
        (true, true) => return checked((BigInt::ZERO, preferred)),
        (false, false) => {}
        (zero, _) => {
            // The other one, with as much of the preferred scale as 34 digits leave room for.
            let result = round_parts(if zero { r } else { l });
            if result.1 >= preferred {
                return checked(strip(result, preferred));
            }
            let room = PRECISION - precision(&result.0);
            let to = preferred.min(result.1 + room);
            return checked(widened(result, to)?);
        }
    }
    if l.1 == r.1 {
        return checked(round_parts((l.0 + r.0, l.1)));
    }
    let (big, mut small) = if l.1 < r.1 { (l, r) } else { (r, l) };
    // A number so small that it can only tip the rounding is as good as any other of its sign.
    let last_digit = big.1 - precision(&big.0) + PRECISION;
    let first_of_small = small.1 - precision(&small.0) + 1;
    if first_of_small > big.1 + 2 && first_of_small > last_digit + 2 {
        let sign = if small.0.sign() == Sign::Minus { -1 } else { 1 };
        small = (BigInt::from(sign), big.1.max(last_digit) + 3);
    }
    let to = big.1.max(small.1);
    let (big, small) = (widened(big, to)?, if small.1 < to { widened(small, to)? } else { small });
    checked(round_parts((big.0 + small.0, to)))
}

/// `BigDecimal.subtract(_, DECIMAL128)`
pub fn subtract(left: &BigDecimal, right: &BigDecimal) -> Result<BigDecimal, Wrong> {
    add(left, &-right)
}

/// `BigDecimal.multiply(_, DECIMAL128)`
pub fn multiply(left: &BigDecimal, right: &BigDecimal) -> Result<BigDecimal, Wrong> {
    let (l, r) = (parts(left), parts(right));
    // The scale of the exact product must fit, as in Java.
    let exact = parts(&checked((l.0 * r.0, l.1 + r.1))?);
    checked(round_parts(exact))
}

/// Is `left` in [0.1, 1) above `right` in [0.1, 1), both read as digits behind a point?
fn is_larger_fraction(left: &BigInt, right: &BigInt) -> Result<bool, Wrong> {
    let by = precision(left) - precision(right);
    Ok(if by < 0 {
        (left * power_of_ten(-by)?).magnitude() > right.magnitude()
    } else {
        left.magnitude() > (right * power_of_ten(by)?).magnitude()
    })
}

fn divide_rounded(left: &Parts, right: &Parts, rounding: Rounding) -> Result<Parts, Wrong> {
    let preferred = left.1 - right.1;
    if left.0.sign() == Sign::NoSign {
        return Ok((BigInt::ZERO, preferred));
    }
    let (digits, mut divisor_digits) = (precision(&left.0), precision(&right.0));
    if is_larger_fraction(&left.0, &right.0)? {
        divisor_digits -= 1;
    }
    let scale = preferred + divisor_digits - digits + PRECISION;
    let raise = PRECISION + divisor_digits - digits;
    let (quotient, exact) = if raise > 0 {
        divide_rounding(&(&left.0 * power_of_ten(raise)?), &right.0, rounding)
    } else {
        divide_rounding(&left.0, &(&right.0 * power_of_ten(-raise)?), rounding)
    };
    let quotient = if exact { strip((quotient, scale), preferred) } else { (quotient, scale) };
    Ok(if rounding == Rounding::HalfEven { round_parts(quotient) } else { quotient })
}

/// `BigDecimal.divide(_, DECIMAL128)`; the divisor may not be zero.
pub fn divide(left: &BigDecimal, right: &BigDecimal) -> Result<BigDecimal, Wrong> {
    let (l, r) = (parts(left), parts(right));
    if r.0.sign() == Sign::NoSign {
        return Err(Wrong::by_zero());
    }
    checked(divide_rounded(&l, &r, Rounding::HalfEven)?)
}

/// `BigDecimal.remainder(_, DECIMAL128)`: with the sign of the dividend.
pub fn remainder(left: &BigDecimal, right: &BigDecimal) -> Result<BigDecimal, Wrong> {
    let (l, r) = (parts(left), parts(right));
    if r.0.sign() == Sign::NoSign {
        return Err(Wrong::by_zero());
    }
    if compare_parts(&absolute(&l), &absolute(&r)) == Ordering::Less {
        // Nothing is taken away, but the zero that is has a scale of its own.
        let scale = l.1.max((l.1 - r.1) + r.1);
        return checked(if scale > l.1 { widened(l, scale)? } else { l });
    }
    let mut quotient = divide_rounded(&l, &r, Rounding::Down)?;
    if quotient.1 > 0 {
        let whole = power_of_ten(quotient.1)?;
        quotient = (quotient.0 / whole, 0);
    }
    let preferred = l.1 - r.1;
    let room = PRECISION - precision(&quotient.0);
    quotient = if preferred > quotient.1 && room > 0 {
        let to = preferred.min(quotient.1 + room);
        widened(quotient, to)?
    } else {
        strip(quotient, preferred)
    };
    let (product, scale) = (quotient.0 * &r.0, quotient.1 + r.1);
    let to = scale.max(l.1);
    let rest = (widened(l, to)?.0 - widened((product, scale), to)?.0, to);
    if compare_parts(&absolute(&rest), &absolute(&r)) != Ordering::Less {
        return Err(Wrong::arithmetic("the quotient has more than 34 digits"));
    }
    checked(rest)
}

fn absolute((digits, scale): &Parts) -> Parts {
    (BigInt::from(digits.magnitude().clone()), *scale)
}

fn compare_parts(l: &Parts, r: &Parts) -> Ordering {
    let sign = |n: &BigInt| match n.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    };
    let (left, right) = (sign(&l.0), sign(&r.0));
    if left != right || left == 0 {
        return left.cmp(&right);
    }
    // By the place of the first digit, then by digits.
    let place = |n: &Parts| precision(&n.0) - n.1;
    let magnitude = place(l).cmp(&place(r)).then_with(|| {
        let by = l.1 - r.1;
        // The first digits stand in one place, so the scales differ by less than the number of digits.
        let widened = |n: &BigInt, by: i64| n.magnitude() * power_of_ten(by).unwrap_or_default().magnitude();
        if by < 0 { widened(&l.0, -by).cmp(r.0.magnitude()) } else { l.0.magnitude().cmp(&widened(&r.0, by)) }
    });
    if left < 0 { magnitude.reverse() } else { magnitude }
}

/// `BigDecimal.compareTo`: 1.0 and 1.00 are level.
#[must_use]
pub fn compare(left: &BigDecimal, right: &BigDecimal) -> Ordering {
    compare_parts(&parts(left), &parts(right))
}

/// `BigDecimal.equals`: 1.0 and 1.00 differ.
#[must_use]
pub fn same(left: &BigDecimal, right: &BigDecimal) -> bool {
    parts(left) == parts(right)
}

/// The whole part (`toBigInteger`).
pub fn whole(number: &BigDecimal) -> Result<BigInt, Wrong> {
    let (digits, scale) = parts(number);
    if scale <= 0 {
        return Ok(digits * power_of_ten(-scale)?);
    }
    if precision(&digits) <= scale {
        return Ok(BigInt::ZERO);
    }
    Ok(digits / power_of_ten(scale)?)
}

/// `longValueExact`
#[must_use]
pub fn exact_long(number: &BigDecimal) -> Option<i64> {
    let (digits, scale) = parts(number);
    if digits.sign() == Sign::NoSign {
        return Some(0);
    }
    if precision(&digits) - scale > 19 || precision(&digits) - scale <= 0 {
        return None;
    }
    let (digits, scale) = strip((digits, scale), 0);
    if scale > 0 {
        return None;
    }
    i64::try_from(digits * power_of_ten(-scale).ok()?).ok()
}

/// `longValue`: the low 64 bits of the whole part.
#[must_use]
pub fn long(number: &BigDecimal) -> i64 {
    let (digits, scale) = parts(number);
    // Powers of ten from 64 on have 64 zero bits at the end.
    if scale <= -64 {
        return 0;
    }
    whole(&BigDecimal::new(digits, scale)).map_or(0, |n| super::coerce::low_bits(&n))
}

/// `BigDecimal.toString`: an exponent shows when it is positive, or when more than six zeros would follow the point.
#[must_use]
pub fn to_text(number: &BigDecimal) -> String {
    let (digits, scale) = parts(number);
    let coefficient = digits.magnitude().to_string();
    let mut out = String::with_capacity(coefficient.len() + 14);
    if digits.sign() == Sign::Minus {
        out.push('-');
    }
    if scale == 0 {
        out.push_str(&coefficient);
        return out;
    }
    let length = i64::try_from(coefficient.len()).unwrap_or(i64::MAX);
    let adjusted = length - 1 - scale;
    if scale > 0 && adjusted >= -6 {
        let point = length - scale;
        if point > 0 {
            let (left, right) = coefficient.split_at(usize::try_from(point).unwrap_or(0));
            let _ = write!(out, "{left}.{right}");
        } else {
            out.push_str("0.");
            out.extend(std::iter::repeat_n('0', usize::try_from(-point).unwrap_or(0)));
            out.push_str(&coefficient);
        }
        return out;
    }
    let (first, rest) = coefficient.split_at(1);
    out.push_str(first);
    if !rest.is_empty() {
        let _ = write!(out, ".{rest}");
    }
    if adjusted != 0 {
        let _ = write!(out, "E{}{adjusted}", if adjusted > 0 { "+" } else { "" });
    }
    out
}
