//! `Double.toString` and `Float.toString` of JDK 17, digit for digit.
//!
//! They print the shortest text that reads as the same number, with exceptions: JDK-4511638, mended in JDK 19. Whole
//! numbers of 2^54 and above keep digits that nobody needs (`2.0E23` prints as `1.9999999999999998E23`), and some powers
//! of two have one digit too many (`5.6843418860808015E-14`). Those come out here as they do there, because the
//! platform's texts do; everything else takes Rust's shortest digits.

use num_bigint::BigUint;
use std::cmp::Ordering;

/// Digits without a point, and the power of ten of a point before the first.
type Digits = (Vec<u8>, i32);

/// `Double.toString`
#[must_use]
pub fn double_text(value: f64) -> String {
    if let Some(text) = special(value) {
        return text.to_owned();
    }
    let magnitude = value.abs();
    let digits = Binary::of_double(magnitude).digits(&format!("{magnitude:e}"));
    layout(value.is_sign_negative(), &digits)
}

/// `Float.toString`
#[must_use]
pub fn float_text(value: f32) -> String {
    if let Some(text) = special(f64::from(value)) {
        return text.to_owned();
    }
    let magnitude = value.abs();
    let digits = Binary::of_float(magnitude).digits(&format!("{magnitude:e}"));
    layout(value.is_sign_negative(), &digits)
}

fn special(value: f64) -> Option<&'static str> {
    Some(match value {
        v if v.is_nan() => "NaN",
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        0.0 if value.is_sign_negative() => "-0.0",
        0.0 => "0.0",
        _ => return None,
    })
}

/// The digits of Rust's `1.25e-7`.
fn shortest(text: &str) -> Digits {
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = digits.bytes().filter(|b| *b != b'.').collect();
    (digits, exponent.parse::<i32>().unwrap_or(0) + 1)
}

/// Decimal form from 10^-3 up to below 10^7, else with an exponent; a digit stands on both sides of the point.
fn layout(negative: bool, (digits, point): &Digits) -> String {
    let mut out = String::with_capacity(26);
    if negative {
        out.push('-');
    }
    let push = |out: &mut String, digits: &[u8]| out.extend(digits.iter().map(|b| char::from(*b)));
    match *point {
        point @ 1..=7 => {
            let point = usize::try_from(point).unwrap_or(1);
            let left = point.min(digits.len());
            push(&mut out, &digits[..left]);
            out.extend(std::iter::repeat_n('0', point - left));
            out.push('.');
            if left < digits.len() {
                push(&mut out, &digits[left..]);
            } else {
                out.push('0');
            }
        }
        point @ -2..=0 => {
            out.push_str("0.");
            out.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
            push(&mut out, digits);
        }
        point => {
            push(&mut out, &digits[..1]);
            out.push('.');
            if digits.len() > 1 {
                push(&mut out, &digits[1..]);
            } else {
                out.push('0');
            }
            out.push('E');
            out.push_str(&(point - 1).to_string());
        }
    }
    out
}

/// A positive number as its bits have it: `fraction` times two to the power of `exponent - (width - 1)`.
struct Binary {
    /// The significant bits, the leading one at bit `width - 1` except for subnormal numbers, which are shifted there.
    fraction: u64,
    /// The power of two of the leading bit.
    exponent: i32,
    /// Bits of the type's fraction with the leading one.
    width: i32,
    /// Bits that the number really has: fewer than `width` for subnormal numbers.
    significant: i32,
}

impl Binary {
    fn of_double(value: f64) -> Binary {
        let bits = value.to_bits();
        let exponent = i32::try_from(bits >> 52 & 0x7ff).unwrap_or(0) - 1023;
        Binary::new(bits & ((1 << 52) - 1), exponent, 53, -1023)
    }

    fn of_float(value: f32) -> Binary {
        let bits = value.to_bits();
        let exponent = i32::try_from(bits >> 23 & 0xff).unwrap_or(0) - 127;
        Binary::new(u64::from(bits & ((1 << 23) - 1)), exponent, 24, -127)
    }

    fn new(fraction: u64, exponent: i32, width: i32, subnormal: i32) -> Binary {
        if exponent > subnormal {
            return Binary { fraction: fraction | 1 << (width - 1), exponent, width, significant: width };
        }
        let bits = 64 - i32::try_from(fraction.leading_zeros()).unwrap_or(0);
        let shift = width - bits;
        Binary { fraction: fraction << shift, exponent: exponent + 1 - shift, width, significant: bits }
    }

    /// The digits, given Rust's shortest ones.
    fn digits(&self, text: &str) -> Digits {
        if let Some(digits) = self.exception() {
            return digits;
        }
        let (mut digits, point) = shortest(text);
        // A number in the middle between two shortest ones: Java takes the even one. Its digits end one place further,
        // and a fraction of n bits has n digits.
        let bits =
            self.width - i32::try_from(self.fraction.trailing_zeros()).unwrap_or(0) - self.exponent - 1;
        let length = i32::try_from(digits.len()).unwrap_or(0);
        if bits > 0
            && bits == length - point + 1
            && let Some(last) = digits.last_mut()
        {
            *last -= *last & 1;
        }
        (digits, point)
    }

    /// The digits where JDK 17 does not print the shortest ones.
    fn exception(&self) -> Option<Digits> {
        let power_of_two = self.fraction.is_power_of_two();
        if (self.width..=62).contains(&self.exponent) {
            return Some(self.whole());
        }
        let subnormal = self.significant < self.width;
        (power_of_two || subnormal || self.exponent > 62).then(|| self.generate())
    }

    /// A whole number of at most 62 bits: all its digits but those that its last bit cannot tell apart.
    fn whole(&self) -> Digits {
        let mut number = self.fraction << (self.exponent - (self.width - 1));
        let mut point = 0;
        // The digits of half the weight of the last bit, less one.
        let weight = self.exponent - self.width - 1;
        let insignificant = if weight > 1 { (1_u64 << weight).ilog10() } else { 0 };
        if insignificant != 0 {
            let unit = 10_u64.pow(insignificant);
            let rest = number % unit;
            number /= unit;
            point += i32::try_from(insignificant).unwrap_or(0);
            if rest >= unit / 2 {
                number += 1;
            }
        }
        let text = number.to_string();
        point += i32::try_from(text.len()).unwrap_or(0);
        (text.trim_end_matches('0').bytes().collect(), point)
    }

    /// Digit generation after Steele and White, stopping as JDK 17 does: digits come until what is left is less than
    /// half the weight of the last bit, which JDK takes for half as much above a power of two too. Numbers that will be
    /// written with an exponent get two digits at least.
    fn generate(&self) -> Digits {
        let trailing = i32::try_from(self.fraction.trailing_zeros()).unwrap_or(0);
        let bits = self.width - trailing;
        let tiny = (bits - self.exponent - 1).max(0);
        let mut decimal = self.estimate();
        let five_up = (-decimal).max(0);
        let five_down = decimal.max(0);
        let mut two_up = five_up + tiny + self.exponent;
        let mut two_down = five_down + tiny;
        let mut two_gap = two_up - self.significant;
        two_up -= bits - 1;
        let common = two_up.min(two_down);
        two_up -= common;
        two_down -= common;
        two_gap -= common;
        if bits == 1 {
            two_gap -= 1;
        }
        if two_gap < 0 {
            two_up -= two_gap;
            two_down -= two_gap;
            two_gap = 0;
        }
        let powers = Powers { five_up, five_down, two_up, two_down, two_gap };
        let fraction = self.fraction >> trailing;
        let small = powers.fit(bits, 64);
        let (mut digits, up) =
            if small { powers.run_small(fraction, decimal) } else { powers.run(fraction, decimal) };
        if digits.first() == Some(&b'0') {
            digits.remove(0);
            decimal -= 1;
        }
        if up {
            round_up(&mut digits, &mut decimal);
        }
        while digits.len() > 1 && digits.last() == Some(&b'0') {
            digits.pop();
        }
        (digits, decimal + 1)
    }

    /// About the power of ten of the first digit, sometimes one too high.
    fn estimate(&self) -> i32 {
        // log10 by a tangent at 1.5.
        #[allow(clippy::cast_precision_loss, reason = "53 bits")]
        let mantissa = self.fraction as f64 / (1_u64 << (self.width - 1)) as f64;
        let estimate = (mantissa - 1.5) * 0.289_529_654
            + 0.176_091_259
            + f64::from(self.exponent) * std::f64::consts::LOG10_2;
        #[allow(clippy::cast_possible_truncation, reason = "within a few hundred")]
        let floor = estimate.floor() as i32;
        floor
    }
}

/// The powers of five and two that number, unit and gap (half the weight of the last bit) are scaled with.
struct Powers {
    five_up: i32,
    five_down: i32,
    two_up: i32,
    two_down: i32,
    two_gap: i32,
}

impl Powers {
    /// JDK's test whether numbers of 64 bits will do.
    fn fit(&self, bits: i32, limit: i32) -> bool {
        let five_bits = |power: i32| match u32::try_from(power) {
            Ok(0) => 0,
            Ok(power @ 1..=26) => i32::try_from(5_u64.pow(power).ilog2()).unwrap_or(0) + 1,
            _ => power * 3,
        };
        bits + self.two_up + five_bits(self.five_up) < limit
            && self.two_down + 1 + five_bits(self.five_down + 1) < limit
    }

    /// In 64 bits, where JDK does so. The gap outgrows them at times, and the end comes at another digit for it.
    fn run_small(&self, fraction: u64, decimal: i32) -> (Vec<u8>, bool) {
        let scaled = |n: u64, fives: i32, twos: i32| {
            n.cast_signed()
                .wrapping_mul(5_i64.wrapping_pow(fives.unsigned_abs()))
                .wrapping_shl(twos.unsigned_abs())
        };
        let mut rest = scaled(fraction, self.five_up, self.two_up);
        let unit = scaled(1, self.five_down, self.two_down);
        let mut gap = scaled(1, self.five_up, self.two_gap);
        let tens = unit.wrapping_mul(10);
        let mut end = End::new(decimal);
        loop {
            let digit = rest / unit;
            rest = (rest % unit).wrapping_mul(10);
            gap = gap.wrapping_mul(10);
            let (low, high) = if gap > 0 || end.digits.is_empty() {
                (rest < gap, rest.wrapping_add(gap) > tens)
            } else {
                (true, true)
            };
            if end.push(u8::try_from(digit).unwrap_or(9), low, high) {
                return end.result(rest.wrapping_shl(1).cmp(&tens));
            }
        }
    }

    fn run(&self, fraction: u64, decimal: i32) -> (Vec<u8>, bool) {
        let scaled = |n: u64, fives: i32, twos: i32| {
            (BigUint::from(n) * BigUint::from(5_u8).pow(fives.unsigned_abs())) << twos.unsigned_abs()
        };
        let mut rest = scaled(fraction, self.five_up, self.two_up);
        let unit = scaled(1, self.five_down, self.two_down);
        let mut gap = scaled(1, self.five_up, self.two_gap);
        let tens = &unit * 10_u8;
        let mut end = End::new(decimal);
        loop {
            let digit = &rest / &unit;
            rest = (rest % &unit) * 10_u8;
            gap *= 10_u8;
            let (low, high) = (rest < gap, &rest + &gap >= tens);
            if end.push(u8::try_from(digit).unwrap_or(9), low, high) {
                return end.result((&rest << 1_u8).cmp(&tens));
            }
        }
    }
}

/// When digits end: once what is left is below the gap, or above one less the gap.
struct End {
    digits: Vec<u8>,
    decimal: i32,
    low: bool,
    high: bool,
}

impl End {
    fn new(decimal: i32) -> End {
        End { digits: Vec::with_capacity(18), decimal, low: false, high: false }
    }

    /// Takes a digit; true when it is the last.
    fn push(&mut self, digit: u8, low: bool, high: bool) -> bool {
        (self.low, self.high) = (low, high);
        self.digits.push(b'0' + digit);
        if self.digits.len() == 1 {
            // The power of ten may have been guessed one too high.
            let decimal = self.decimal - i32::from(digit == 0 && !high);
            if !(-3..8).contains(&decimal) {
                (self.low, self.high) = (false, false);
            }
        }
        self.low || self.high
    }

    /// The digits, and whether the last has to be rounded up. `half` compares twice what is left with one.
    fn result(self, half: Ordering) -> (Vec<u8>, bool) {
        let up = match (self.high, self.low) {
            (true, true) if half == Ordering::Equal => self.digits.last().is_some_and(|d| d & 1 == 1),
            (true, true) => half == Ordering::Greater,
            (high, _) => high,
        };
        (self.digits, up)
    }
}

fn round_up(digits: &mut [u8], decimal: &mut i32) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    if let Some(first) = digits.first_mut() {
        *first = b'1';
    }
    *decimal += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As JDK 17 prints them.
    #[test]
    fn texts_are_those_of_jdk_17() {
        for text in [
            "1.0",
            "-0.0",
            "100.25",
            "9999999.999",
            "1.0E7",
            "0.001",
            "1.0E-4",
            "12345.678",
            "4.9E-324",
            "1.7976931348623157E308",
            "2.2250738585072014E-308",
            "1.0E22",
            "123456.0",
            "0.1",
            // Longer than need be: JDK-4511638.
            "5.6843418860808015E-14",
            "9.999999999999999E22",
            "1.9999999999999998E23",
            "3.3144005224626928E16",
            // Between two shortest ones: the even digit.
            "5.801779656331562E11",
        ] {
            assert_eq!(double_text(text.parse().unwrap_or(f64::NAN)), text);
        }
        for text in ["3.1", "1.0E10", "1.4E-45", "3.4028235E38", "1.6777216E7", "4102678.2", "5.4699184E25"] {
            assert_eq!(float_text(text.parse().unwrap_or(f32::NAN)), text);
        }
        assert_eq!(double_text(f64::NAN), "NaN");
        assert_eq!(double_text(f64::NEG_INFINITY), "-Infinity");
    }
}
