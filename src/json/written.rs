//! Where each byte of a string came from, through its escapes and through the quoting its body stands in.
//!
//! Reading a body keeps no places inside strings: nearly nobody asks. Whoever does gives the file's text, and the
//! string is decoded once more.

use super::Node;
use crate::text::Excerpt;

/// A string's text with the bytes of its file that each part of it came from. None when it is no string, or is
/// written in a way that is not understood here.
///
/// ```
/// use preflow::{json::{parse, written, Dialect}, text::Excerpt};
/// let file = r#"{"source": "concat(\"a\", b)"}"#;
/// let node = parse(&Excerpt::verbatim(file, 0), Dialect::Strict).root.unwrap();
/// let source = written(node.get("source").unwrap(), file).unwrap();
/// assert_eq!(source.text(), "concat(\"a\", b)");
/// assert_eq!(&file[source.span(7, 10).range()], r#"\"a\""#);
/// ```
#[must_use]
pub fn written(node: &Node, file: &str) -> Option<Excerpt<'static>> {
    let text = node.as_str()?;
    let raw = Excerpt::verbatim(file.get(node.span.range())?, node.span.start as usize);
    let quotings: [fn(&Excerpt<'_>) -> Excerpt<'static>; 4] =
        [|raw| raw.slice(0, raw.text().len()), single_quoted, double_quoted, unescaped];
    quotings.into_iter().find_map(|unquote| {
        let string = unquote(&raw);
        let length = string.text().len();
        let is_string = length >= 2 && string.text().starts_with('"') && string.text().ends_with('"');
        let inside = is_string.then(|| unescaped(&string.slice(1, length - 1)))?;
        (inside.text() == text).then_some(inside)
    })
}

/// The text inside a JSON string, its escapes resolved.
#[must_use]
pub fn unescaped(raw: &Excerpt<'_>) -> Excerpt<'static> {
    decoded(raw, '\\', unescape)
}

/// What an argument in single quotes of a shell holds: `'\''` and `'"'"'` are apostrophes.
fn single_quoted(raw: &Excerpt<'_>) -> Excerpt<'static> {
    decoded(raw, '\'', |rest| {
        let length = ["'\\''", "'\"'\"'"].iter().find(|way| rest.starts_with(**way)).map_or(1, |w| w.len());
        ('\'', length)
    })
}

/// What an argument in double quotes of a shell holds.
fn double_quoted(raw: &Excerpt<'_>) -> Excerpt<'static> {
    decoded(raw, '\\', |rest| match rest[1..].chars().next() {
        Some(c @ ('"' | '\\' | '$' | '`')) => (c, 2),
        _ => ('\\', 1),
    })
}

/// The text with each escape, which begins with `mark`, replaced by the character and of the length `escape` tells.
fn decoded(raw: &Excerpt<'_>, mark: char, escape: fn(&str) -> (char, usize)) -> Excerpt<'static> {
    let mut out = Excerpt::default();
    let (text, mut at) = (raw.text(), 0);
    while let Some(found) = text[at..].find(mark) {
        out.push_slice(raw, at, at + found);
        at += found;
        let (decoded, length) = escape(&text[at..]);
        out.push_from(decoded.encode_utf8(&mut [0; 4]), raw, at, at + length);
        at += length;
    }
    out.push_slice(raw, at, text.len());
    out
}

/// The character that a JSON escape stands for, and how long the escape is.
fn unescape(text: &str) -> (char, usize) {
    let unit = |at: usize| text.get(at..at + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    match text[1..].chars().next() {
        Some('n') => ('\n', 2),
        Some('t') => ('\t', 2),
        Some('r') => ('\r', 2),
        Some('b') => ('\u{8}', 2),
        Some('f') => ('\u{c}', 2),
        Some('u') => match unit(2) {
            Some(high @ 0xd800..=0xdbff) => match unit(8).filter(|_| text.get(6..8) == Some("\\u")) {
                Some(low @ 0xdc00..=0xdfff) => {
                    let scalar = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    (char::from_u32(scalar).unwrap_or('\u{fffd}'), 12)
                }
                _ => ('\u{fffd}', 6),
            },
            Some(unit) => (char::from_u32(unit).unwrap_or('\u{fffd}'), 6),
            None => ('\u{fffd}', 2),
        },
        Some(other) => (other, 1 + other.len_utf8()),
        None => ('\\', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, written};
    use crate::json::{Kind, Node};
    use crate::text::Span;

    fn part(file: &str, raw: &str, text: &str, part: &str) -> Option<String> {
        let start = file.find(raw)?;
        let node = Node { span: Span::new(start, start + raw.len()), kind: Kind::String(text.into()) };
        let at = text.find(part)?;
        let written: Excerpt<'_> = written(&node, file)?;
        Some(file[written.span(at, at + part.len()).range()].to_owned())
    }

    #[test]
    fn parts_are_found_through_every_quoting() {
        let of = |raw: &str, text: &str, p: &str| part(&format!("é {raw} x"), raw, text, p);
        assert_eq!(of(r#""a'b""#, "a'b", "b").as_deref(), Some("b"));
        assert_eq!(of(r#""a\u00e9\"b""#, "aé\"b", "é\"").as_deref(), Some(r#"\u00e9\""#));
        assert_eq!(of(r#""f('\''a'\'', b)""#, "f('a', b)", "'a'").as_deref(), Some(r"'\''a'\''"));
        assert_eq!(of(r#"\"f(\\\"a\\\", b)\""#, "f(\"a\", b)", "\"a\"").as_deref(), Some(r#"\\\"a\\\""#));
        assert_eq!(of(r#"\"a\\\\d\""#, r"a\d", "d").as_deref(), Some("d"));
        assert_eq!(of("'a'", "a", "a"), None);
        assert_eq!(of("\"", "a", "a"), None);
    }
}
