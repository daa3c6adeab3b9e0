//! Places inside text in quotes, through its escapes.

use crate::expr::ast::{Expr, Kind, Range};
use crate::placeholder;

/// The text of a literal; none where a placeholder leaves its content open.
pub(super) fn text(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        Kind::Text(text) if !placeholder::is_open(text) => Some(text),
        _ => None,
    }
}

/// Where in the expression the bytes `start..end` of a literal's text stand; the whole literal where that cannot be
/// told.
pub(super) fn inside(expression: &str, literal: &Expr, start: usize, end: usize) -> Range {
    let whole = literal.range;
    let Kind::Text(text) = &literal.kind else { return whole };
    let Some(written) = expression.get(whole.start..whole.end) else { return whole };
    let Some(quote) = written.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return whole };
    let mut raw = 1;
    let mut from = None;
    for (at, c) in text.char_indices() {
        if at >= start && from.is_none() {
            from = Some(raw);
        }
        if at >= end {
            break;
        }
        raw += escape(written.get(raw..).unwrap_or_default(), quote, c);
    }
    let (from, to) = (from.unwrap_or(raw), raw);
    if to < written.len() { Range { start: whole.start + from, end: whole.start + to } } else { whole }
}

/// How many bytes a character of a text is written with.
fn escape(raw: &str, quote: char, c: char) -> usize {
    let unit = |at: usize| raw.get(at..at + 2) == Some("\\u");
    let is_escaped = match raw.strip_prefix('\\') {
        Some(rest) => (c == '\\' || c == quote) && rest.starts_with(c),
        None => false,
    };
    if is_escaped {
        2
    } else if unit(0) && c != '\\' {
        if c > '\u{ffff}' && unit(6) { 12 } else { 6 }
    } else {
        c.len_utf8()
    }
}

/// A text as it is written within the quotes of a literal.
pub(super) fn quoted(expression: &str, literal: &Expr, text: &str) -> String {
    let quote = expression.get(literal.range.start..).and_then(|t| t.chars().next()).unwrap_or('"');
    let mut out = String::new();
    for c in text.chars() {
        if c == '\\' || c == quote {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_through_escapes() {
        let part = |written: &str, text: &str, part: &str| {
            let range = Range { start: 2, end: 2 + written.len() };
            let expression = format!("f({written})");
            let at = text.find(part).unwrap();
            let literal = Expr { kind: Kind::Text(text.into()), range };
            let range = inside(&expression, &literal, at, at + part.len());
            expression[range.start..range.end].to_owned()
        };
        assert_eq!(part(r#""a\\d+b""#, r"a\d+b", "d+"), "d+");
        assert_eq!(part(r#""a\d+b""#, r"a\d+b", r"\d"), r"\d");
        assert_eq!(part(r#""a\"b""#, "a\"b", "\""), "\\\"");
        assert_eq!(part(r#"'a\u00e9b'"#, "aéb", "é"), r"\u00e9");
        assert_eq!(part(r#"'a\ud83d\ude00b'"#, "a😀b", "b"), "b");
        assert_eq!(part(r#""yyyy-MM""#, "yyyy-MM", "MM"), "MM");
    }
}
