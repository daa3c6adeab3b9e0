//! JSON text of data: compact, numbers as they were written, texts escaped as `serde_json` does.

use super::Datum;
use std::fmt;

impl Datum<'_> {
    /// Appends the JSON text.
    pub fn write(&self, to: &mut String) {
        match self {
            Datum::Null => to.push_str("null"),
            Datum::Bool(true) => to.push_str("true"),
            Datum::Bool(false) => to.push_str("false"),
            Datum::Number(text) => to.push_str(text),
            Datum::Text(text) => write_text(text, to),
            Datum::Array(items) => {
                to.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        to.push(',');
                    }
                    item.write(to);
                }
                to.push(']');
            }
            Datum::Object(members) => {
                to.push('{');
                for (i, (name, value)) in members.iter().enumerate() {
                    if i > 0 {
                        to.push(',');
                    }
                    write_text(name, to);
                    to.push(':');
                    value.write(to);
                }
                to.push('}');
            }
        }
    }
}

impl fmt::Display for Datum<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

/// Appends a text in quotes.
pub(crate) fn write_text(text: &str, to: &mut String) {
    to.reserve(text.len() + 2);
    to.push('"');
    if is_plain(text.as_bytes()) {
        to.push_str(text);
    } else {
        write_escaped(text, to);
    }
    to.push('"');
}

/// Appends a number.
pub(crate) fn write_number(mut number: u64, to: &mut String) {
    let (mut digits, mut start) = ([b'0'; 20], 20);
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits[start..].iter().for_each(|digit| to.push(char::from(*digit)));
}

/// Has a text nothing to escape? Most have not; eight bytes are looked at at once.
pub(super) fn is_plain(text: &[u8]) -> bool {
    let mut parts = text.chunks_exact(8);
    let mut found = 0;
    for part in &mut parts {
        // A part has eight bytes.
        found |= escapes(u64::from_le_bytes(part.try_into().unwrap_or_default()));
    }
    let rest = parts.remainder();
    if !rest.is_empty() {
        let mut last = [b' '; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        found |= escapes(u64::from_le_bytes(last));
    }
    found == 0
}

/// The high bits of those of eight bytes that are a control character, a quote or a backslash. The lowest bit is
/// right; higher ones may stand for bytes behind such a byte that are none.
pub(super) fn escapes(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let below = |bytes: u64, limit: u64| bytes.wrapping_sub(ONES * limit) & !bytes;
    let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes;
    let (quote, backslash) = (bytes ^ (ONES * u64::from(b'"')), bytes ^ (ONES * u64::from(b'\\')));
    (below(bytes, 0x20) | zero(quote) | zero(backslash)) & HIGH
}

pub(super) fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn write_escaped(text: &str, to: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(needs_escape) {
        to.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => to.push_str("\\\""),
            b'\\' => to.push_str("\\\\"),
            b'\n' => to.push_str("\\n"),
            b'\r' => to.push_str("\\r"),
            b'\t' => to.push_str("\\t"),
            0x08 => to.push_str("\\b"),
            0x0c => to.push_str("\\f"),
            control => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                to.push_str("\\u00");
                to.push(char::from(DIGITS[usize::from(control >> 4)]));
                to.push(char::from(DIGITS[usize::from(control & 15)]));
            }
        }
        rest = &rest[at + 1..];
    }
    to.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_serde_json_does() {
        let mut all: String = (0..=0x2030).filter_map(char::from_u32).collect();
        all.push('😀');
        let each: Vec<String> = (0..0x100)
            .filter_map(char::from_u32)
            .flat_map(|c| {
                [format!("{c}"), format!("abc{c}"), format!("abcdefg{c}"), format!("ÿ {c}{c}bcdefgh!")]
            })
            .collect();
        let texts = ["", "a", "\"", "a\\b\u{1}é", &all].into_iter().chain(each.iter().map(String::as_str));
        for text in texts {
            let mut out = String::new();
            write_text(text, &mut out);
            assert_eq!(out, serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn numbers() {
        for number in [0, 9, 10, 1234567890, u64::MAX] {
            let mut out = String::new();
            write_number(number, &mut out);
            assert_eq!(out, number.to_string());
        }
    }
}
