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
    to.push('"');
    // Most texts have nothing to escape.
    if text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        write_escaped(text, to);
    } else {
        to.push_str(text);
    }
    to.push('"');
}

fn needs_escape(byte: u8) -> bool {
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
        for text in ["", "a", "\"", "a\\b\u{1}é", &all] {
            let mut out = String::new();
            write_text(text, &mut out);
            assert_eq!(out, serde_json::to_string(text).unwrap());
        }
    }
}
