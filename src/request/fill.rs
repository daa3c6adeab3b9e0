//! A text of a request: what is fixed, and the placeholders in it, each with its value or open.
//!
//! The places of placeholders are decided once, here, when the user's text is read. A value is never searched for
//! placeholders again, whatever it holds.

use crate::placeholder::{Piece, Template, Variables};
use std::fmt;

/// A text of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Fixed text.
    Literal(String),
    /// A placeholder.
    Hole {
        /// Its name.
        name: String,
        /// As it was written.
        written: String,
        /// How a value must be written in its place.
        encoding: Encoding,
        /// Its value, if it has one, not yet encoded.
        value: Option<String>,
    },
}

/// How a value must be written in the place of a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is (a placeholder that stands bare in a body).
    Plain,
    /// In a header: a line break in it would start another header, so control characters are left out.
    Header,
    /// Escaped as inside a JSON string.
    Json,
    /// Percent-encoded.
    Url,
}

impl Encoding {
    /// Writes a value this way.
    ///
    /// ```
    /// use preflow::request::Encoding;
    /// assert_eq!(Encoding::Json.encode("\"a\"\n"), r#"\"a\"\n"#);
    /// assert_eq!(Encoding::Url.encode("a b/ü"), "a%20b%2F%C3%BC");
    /// ```
    #[must_use]
    pub fn encode(self, value: &str) -> String {
        match self {
            Encoding::Plain => value.to_owned(),
            Encoding::Header => value.chars().filter(|c| !c.is_control()).collect(),
            Encoding::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
            }
            Encoding::Url => {
                let mut out = String::new();
                for byte in value.bytes() {
                    match byte {
                        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                            out.push(byte.into());
                        }
                        _ => out.push_str(&format!("%{byte:02X}")),
                    }
                }
                out
            }
        }
    }
}

impl Text {
    /// A header value, with the values in `set`.
    #[must_use]
    pub fn header(text: &str, set: &Variables) -> Self {
        Text::read(text, set, |_, _| Some(Encoding::Header))
    }

    /// A path and query, with the values in `set`.
    #[must_use]
    pub fn path(text: &str, set: &Variables) -> Self {
        Text::read(text, set, |_, _| Some(Encoding::Url))
    }

    /// A JSON body, with the values in `set`. `is_placeholder` can say that one, as it is written, is none.
    #[must_use]
    pub fn body(text: &str, set: &Variables, is_placeholder: fn(&str) -> bool) -> Self {
        let (mut at, mut in_string) = (0, false);
        Text::read(text, set, |start, written| {
            in_string = ends_in_string(&text[at..start], in_string);
            at = start;
            is_placeholder(written).then_some(if in_string { Encoding::Json } else { Encoding::Plain })
        })
    }

    /// Cuts a text into its parts. `encoding` is asked for each placeholder, in order, by its offset and how it is
    /// written; it answers none where the text is to stay.
    fn read(text: &str, set: &Variables, mut encoding: impl FnMut(usize, &str) -> Option<Encoding>) -> Self {
        let mut parts = Vec::new();
        let mut at = 0;
        for piece in Template::parse(text).pieces {
            match piece {
                Piece::Literal(literal) => {
                    push_literal(&mut parts, literal);
                    at += literal.len();
                }
                Piece::Hole { name, written } => {
                    match encoding(at, written) {
                        Some(encoding) => parts.push(Part::Hole {
                            name: name.to_owned(),
                            written: written.to_owned(),
                            encoding,
                            value: set.get(name).cloned(),
                        }),
                        None => push_literal(&mut parts, written),
                    }
                    at += written.len();
                }
            }
        }
        Text { parts }
    }

    /// The names of the placeholders without a value, in order.
    pub fn open(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Hole { name, value: None, .. } => Some(name.as_str()),
            _ => None,
        })
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Literal(text) => f.write_str(text),
            Part::Hole { written, value: None, .. } => f.write_str(written),
            Part::Hole { encoding, value: Some(value), .. } => f.write_str(&encoding.encode(value)),
        })
    }
}

fn push_literal(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Literal(last)) => last.push_str(text),
        _ => parts.push(Part::Literal(text.to_owned())),
    }
}

/// Is the end of a piece of JSON inside a string, given whether its start is?
fn ends_in_string(json: &str, mut in_string: bool) -> bool {
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' if in_string => {
                bytes.next();
            }
            _ => {}
        }
    }
    in_string
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str, set: &[(&str, &str)]) -> Text {
        let set = set.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Text::body(text, &set, |_| true)
    }

    #[test]
    fn values_are_escaped_in_strings_only() {
        let text = body(r#"{"a\"": "x{A}\\", "b": {A}, "{A}": {"{B}": 1}}"#, &[("A", "\"\\\n"), ("C", "c")]);
        assert_eq!(
            text.to_string(),
            "{\"a\\\"\": \"x\\\"\\\\\\n\\\\\", \"b\": \"\\\n, \"\\\"\\\\\\n\": {\"{B}\": 1}}"
        );
        assert_eq!(text.open().collect::<Vec<_>>(), ["B"]);
    }

    #[test]
    fn a_value_is_not_searched_again() {
        let text = body(r#"["{A}", "{B}"]"#, &[("A", "{B}"), ("B", "{A}")]);
        assert_eq!(text.to_string(), r#"["{B}", "{A}"]"#);
        assert_eq!(text.open().count(), 0);
    }

    #[test]
    fn what_is_no_placeholder_stays() {
        let set = [("NAME".to_owned(), "x".to_owned())].into();
        let text = Text::body(r#""${NAME}{NAME}""#, &set, |written| !written.starts_with('$'));
        assert_eq!(text.to_string(), r#""${NAME}x""#);
    }
}
