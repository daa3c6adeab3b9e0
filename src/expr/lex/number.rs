//! Numbers: JEXL 3.1's two token patterns, and the spellings of other languages that people try.

use super::super::ast::{Binary, Range};
use super::super::parse::Fault;
use super::word::is_part;
use super::{Lexer, Tok};

impl Lexer<'_> {
    pub(super) fn number(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let length = length(rest);
        let tail = &rest[length..];
        let tail = &tail[..tail.find(|c| !is_part(c)).unwrap_or(tail.len())];
        let whole_length = whole_length(rest, length + tail.len());
        if length > 0 && (tail.is_empty() || Binary::of_word(tail).is_some()) && whole_length.is_none() {
            self.at += length;
            self.check_size(&rest[..length], start);
            self.push(Tok::Number(rest[..length].into()), start);
            return;
        }
        let written = &rest[..whole_length.unwrap_or(length + tail.len())];
        self.at += written.len();
        let fault = malformed(written, Range::new(start, self.at));
        let read_as = fault.instead.clone().filter(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        self.fault(fault);
        self.push(Tok::Number(read_as.unwrap_or_else(|| "0".to_owned()).into()), start);
    }

    /// Numbers that have no room in the type their suffix names.
    fn check_size(&mut self, written: &str, start: usize) {
        let range = Range::new(start, start + written.len());
        if let Some(digits) = written.strip_suffix(['l', 'L']) {
            let (digits, radix) = match digits.get(..2) {
                Some("0x" | "0X") => (&digits[2..], 16),
                Some(two) if two.starts_with('0') => (digits, 8),
                _ => (digits, 10),
            };
            if i64::from_str_radix(digits, radix).is_err() {
                let instead = format!("{}H", &written[..written.len() - 1]);
                let message = format!("`{written}` does not fit a 64-bit number, which the `L` asks for");
                self.fault(Fault::at(range, message).help("`H` makes a number of any size").instead(instead));
            }
        } else if written.ends_with(['b', 'B'])
            && let Some((_, exponent)) = written[..written.len() - 1].split_once(['e', 'E'])
            && exponent.trim_start_matches(['+', '-']).trim_start_matches('0').len() > 9
        {
            self.fault(Fault::at(range, format!("the exponent of `{written}` is too big")));
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The length of `e+12`, or 0.
fn exponent(text: &str) -> usize {
    if !text.starts_with(['e', 'E']) {
        return 0;
    }
    let sign = usize::from(text[1..].starts_with(['+', '-']));
    match digits(&text[1 + sign..]) {
        0 => 0,
        n => 1 + sign + n,
    }
}

/// The length of the longest number at the start of a text, as JEXL 3.1 cuts it; 0 when there is none.
fn length(text: &str) -> usize {
    let whole = digits(text);
    if whole == 0 {
        return 0;
    }
    let suffix = |at: usize, of: &[char]| usize::from(text[at..].starts_with(of));
    let real: &[char] = &['d', 'D', 'f', 'F', 'b', 'B'];
    let big: &[char] = &['l', 'L', 'h', 'H'];
    let mut best = 0;
    // Whole numbers: octal, hexadecimal, decimal.
    if text.starts_with("0x") || text.starts_with("0X") {
        let hex = text[2..].bytes().take_while(u8::is_ascii_hexdigit).count();
        if hex > 0 {
            best = 2 + hex + suffix(2 + hex, big);
        }
    }
    if best == 0 {
        let end = text
            .strip_prefix('0')
            .map_or(whole, |octal| 1 + octal.bytes().take_while(|b| (b'0'..=b'7').contains(b)).count());
        best = end + suffix(end, big);
    }
    // A fraction with digits on both sides.
    if text[whole..].starts_with('.') {
        let fraction = digits(&text[whole + 1..]);
        if fraction > 0 {
            let end = whole + 1 + fraction;
            let end = end + exponent(&text[end..]);
            best = best.max(end + suffix(end, real));
        }
    }
    // A suffix that makes the rest optional.
    for point in [0, usize::from(text[whole..].starts_with('.'))] {
        let end = whole + point;
        for end in [end, end + exponent(&text[end..])] {
            if suffix(end, real) == 1 {
                best = best.max(end + 1);
            }
        }
    }
    best
}

/// The length of something that is meant as one number although it is none: `.5`, `1e+3`, `1.5e`, `08.`.
fn whole_length(text: &str, read: usize) -> Option<usize> {
    if let Some(fraction) = text.strip_prefix('.') {
        let end = 1 + digits(fraction);
        return Some(end + exponent(&text[end..]));
    }
    // `1e+3`: the sign cuts it in two.
    let whole = digits(text);
    let end = whole + exponent(&text[whole..]);
    (end > read && end > whole).then_some(end)
}

fn malformed(written: &str, range: Range) -> Fault {
    let lower = written.to_ascii_lowercase();
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if let Some(fraction) = written.strip_prefix('.') {
        let fault = Fault::at(range, format!("`{written}` needs a digit before the point"));
        return fault.instead(format!("0.{fraction}"));
    }
    if let Some((mantissa, exponent)) = lower.split_once('e')
        && is_digits(mantissa)
        && is_digits(exponent.trim_start_matches(['+', '-']))
    {
        let fault = Fault::at(range, format!("`{written}` needs a fraction before its exponent"));
        return fault.uncertain().instead(format!("{mantissa}.0{}", &written[mantissa.len()..]));
    }
    if lower.ends_with('e') && is_digits(lower.trim_end_matches('e').replacen('.', "", 1).as_str()) {
        return Fault::at(range, format!("`{written}` ends before its exponent"));
    }
    let plain = written.replace('_', "");
    if is_digits(&plain) {
        let decimal = plain.trim_start_matches('0');
        let decimal = if decimal.is_empty() { "0" } else { decimal };
        if written.contains('_') {
            let message = format!("`{written}` is no number: digits are written without `_`");
            return Fault::at(range, message).instead(decimal);
        }
        let message = format!("`{written}` starts with 0 and would be octal, which has no digits 8 and 9");
        return Fault::at(range, message).instead(decimal);
    }
    if lower == "0x" {
        return Fault::at(range, format!("`{written}` has no digits"));
    }
    let number = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if number.contains('.') && lower.len() == number.len() + 1 && lower.ends_with(['l', 'h']) {
        let message =
            format!("`{written}` is no number: the suffix of whole numbers stands behind a fraction");
        return Fault::at(range, message).help("`d` makes a double, `f` a float, `b` a decimal of any size");
    }
    let fault = Fault::at(range, format!("`{written}` is neither a number nor a name"));
    let fault = fault.help(format!("a field whose name starts with a digit is written `${{{written}}}`"));
    if written.contains('.') || lower.starts_with("0x") {
        fault
    } else {
        fault.instead(format!("${{{written}}}"))
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lengths_as_jexl_cuts_them() {
        for (text, expected) in [
            ("12", 2),
            ("12L", 3),
            ("0x1Fh", 5),
            ("0x", 1),
            ("017.5", 5),
            ("08", 1),
            ("08.5", 4),
            ("1.", 1),
            ("1.d", 3),
            ("1..2", 1),
            ("1e3", 1),
            ("1e3f", 4),
            ("1.e3d", 5),
            ("1.5e", 3),
            ("1.5e-3b", 7),
            ("5div", 2),
            ("5and", 1),
            ("1L1", 2),
            ("x", 0),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
    }
}
