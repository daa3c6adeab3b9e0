//! Text in quotes: JEXL 3.1 knows three escapes, the backslash, the quote and `\uXXXX`; any other backslash stays.

use super::super::ast::Range;
use super::super::parse::Fault;
use super::{Lexer, Tok};

/// What ends a line, and with it a text in quotes.
const LINE_BREAKS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

impl Lexer<'_> {
    pub(super) fn string(&mut self, quote: char) {
        let start = self.at;
        let body = start + 1;
        let (end, line_break) = match find_end(&self.text[body..], quote) {
            Some(found) => found,
            None => {
                let fault = Fault::at(
                    Range::new(start, body),
                    format!("the text that starts with `{quote}` is never closed"),
                );
                self.fault(fault);
                self.lexed.unclosed.get_or_insert(self.lexed.tokens.len());
                self.at = self.text.len();
                self.push(Tok::Text(unescape(&self.text[body..], quote).into()), start);
                return;
            }
        };
        if let Some(at) = line_break {
            let range = Range::new(
                body + at,
                body + at + self.text[body + at..].chars().next().map_or(0, char::len_utf8),
            );
            let fault = Fault::at(range, "a text in quotes cannot go on in the next line");
            self.fault(fault.help(
                "close it and join the parts with `+` or `concat`, or write `\\u000a` for the line break",
            ));
        }
        self.at = body + end + quote.len_utf8();
        self.push(Tok::Text(unescape(&self.text[body..body + end], quote).into()), start);
    }

    pub(super) fn template(&mut self) {
        let start = self.at;
        let mut escaped = false;
        for (i, c) in self.text[start + 1..].char_indices() {
            if c == '`' && !escaped {
                self.at = start + 1 + i + 1;
                self.push(Tok::Template, start);
                return;
            }
            escaped = c == '\\' && !escaped;
        }
        let message = "the text that starts with a backtick is never closed";
        self.fault(Fault::at(Range::new(start, start + 1), message));
        self.lose();
        self.push(Tok::Junk, start);
    }
}

/// Where a text ends, and the first line break in it.
fn find_end(text: &str, quote: char) -> Option<(usize, Option<usize>)> {
    let mut escaped = false;
    let mut line_break = None;
    for (i, c) in text.char_indices() {
        if c == quote && !escaped {
            return Some((i, line_break));
        }
        if LINE_BREAKS.contains(&c) && line_break.is_none() {
            line_break = Some(i);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// The text that stands between two quotes, escapes resolved as `StringParser` of JEXL 3.1 does.
pub(super) fn unescape(raw: &str, quote: char) -> String {
    if !raw.contains('\\') {
        return raw.to_owned();
    }
    characters(raw, quote).into_iter().map(|c| c.0).collect()
}

/// The characters of a text in quotes, escapes resolved, each with the bytes it is written in.
pub(in super::super) fn characters(raw: &str, quote: char) -> Vec<(char, Range)> {
    let mut out: Vec<(char, Range)> = Vec::with_capacity(raw.len());
    let mut at = 0;
    // Half of a surrogate pair that waits for the other half.
    let mut high: Option<u16> = None;
    while let Some(c) = raw[at..].chars().next() {
        let escape = raw[at..].strip_prefix('\\');
        if let Some(unit) = escape.and_then(unicode_escape) {
            let mut range = Range::new(at, at + 6);
            at = range.end;
            let pair = high.take().filter(|_| (0xDC00..0xE000).contains(&unit));
            let c = match pair {
                Some(high) => {
                    range.start = out.pop().map_or(range.start, |first| first.1.start);
                    char::decode_utf16([high, unit]).next().and_then(Result::ok)
                }
                None => {
                    high = (0xD800..0xDC00).contains(&unit).then_some(unit);
                    char::from_u32(u32::from(unit))
                }
            };
            out.push((c.unwrap_or(char::REPLACEMENT_CHARACTER), range));
            continue;
        }
        high = None;
        let next = escape.and_then(|e| e.chars().next());
        match next {
            Some(next) => {
                let end = at + 1 + next.len_utf8();
                if next == quote || next == '\\' {
                    out.push((next, Range::new(at, end)));
                } else {
                    out.extend([('\\', Range::new(at, at + 1)), (next, Range::new(at + 1, end))]);
                }
                at = end;
            }
            None => {
                out.push((c, Range::new(at, at + c.len_utf8())));
                at += c.len_utf8();
            }
        }
    }
    out
}

/// The unit of `uXXXX`. The engine takes `g` and `h` for digits too.
fn unicode_escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix('u')?.as_bytes().get(..4)?;
    let mut unit = 0u16;
    for (i, digit) in digits.iter().enumerate() {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'h' => digit - b'a' + 10,
            b'A'..=b'H' => digit - b'A' + 10,
            _ => return None,
        };
        unit |= u16::from(value).checked_shl(12 - 4 * u32::try_from(i).ok()?)?;
    }
    Some(unit)
}

/// A text in quotes, as the language reads it back.
pub(in super::super) fn quote(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if LINE_BREAKS.contains(&c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_escapes() {
        let of = |raw| unescape(raw, '"');
        assert_eq!(of(r"a\nb"), r"a\nb");
        assert_eq!(of(r"\d+\."), r"\d+\.");
        assert_eq!(of(r"\\d"), r"\d");
        assert_eq!(of(r#"\"\'"#), r#""\'"#);
        assert_eq!(of(r"\u0041\u00"), r"A\u00");
        assert_eq!(of(r"\ud83d\ude00!"), "😀!");
        assert_eq!(of(r"\ud83d\u0041\ude00"), "\u{fffd}A\u{fffd}");
        assert_eq!(of(r"a\"), r"a\");
    }

    #[test]
    fn quoted_text_reads_back() {
        for text in ["", "a\"b'c", "\\", "\\\\n", "a\nb", "\\u0041", "\u{2028}"] {
            for mark in ['"', '\''] {
                let quoted = quote(text, mark);
                assert_eq!(unescape(&quoted[1..quoted.len() - 1], mark), text);
            }
        }
    }
}
