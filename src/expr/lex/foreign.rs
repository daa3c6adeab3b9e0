//! Signs that are no part of the language and still mean something: typographic quotes, HTML entities, Markdown
//! escapes, invisible characters, operators of other languages. Each is reported with what should stand there.

use super::super::ast::Range;
use super::super::parse::Fault;
use super::quoted::{quote, unescape};
use super::{Lexer, SIGNS, Tok};

/// Operators of other languages: what is written, what should stand there, what it is read as, and a word on it.
/// None of them can begin anything valid.
const OPERATORS: &[(&str, Option<&str>, &str, &str)] = &[
    (">>>", None, "+", "there are no shifts"),
    ("===", Some("=="), "==", "equality is written `==`"),
    ("!==", Some("!="), "!=", "inequality is written `!=`"),
    ("<=>", None, "==", "compare with `<`, `==` or `>`"),
    ("<>", Some("!="), "!=", "inequality is written `!=`"),
    ("=<", Some("<="), "<=", "less or equal is written `<=`"),
    ("~=", Some("=~"), "=~", "a match is written `=~`"),
    (":=", None, "=", "equality is written `==`"),
    ("::", None, ".", "a method is called with `.`"),
    ("??", None, "?:", "write `coalesce(a, b)`, or `a ?: b`, which also passes over `false`, 0 and \"\""),
    ("?.", Some("."), ".", "a field of null is null, without any sign"),
    ("**", None, "*", "a square is `x * x`"),
    ("<<", None, "+", "there are no shifts"),
    (">>", None, "+", "there are no shifts"),
    ("|>", None, "||", "there are no pipes"),
];

/// Characters that look like a sign or a blank.
const LOOK_ALIKES: &[(char, &str)] = &[
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('‐', "-"),
    ('‑', "-"),
    ('×', "*"),
    ('∗', "*"),
    ('÷', "/"),
    ('≠', "!="),
    ('≤', "<="),
    ('≥', ">="),
    ('∧', "&&"),
    ('∨', "||"),
    ('¬', "!"),
    ('→', "->"),
    ('…', "..."),
    ('（', "("),
    ('）', ")"),
    ('［', "["),
    ('］', "]"),
    ('，', ","),
    ('、', ","),
    ('：', ":"),
    ('；', ";"),
    ('＋', "+"),
    ('＝', "="),
    ('？', "?"),
    ('！', "!"),
    ('＜', "<"),
    ('＞', ">"),
    ('＆', "&"),
    ('｜', "|"),
];

const DOUBLE: &[char] = &['“', '”', '„', '‟', '«', '»', '″', '〝', '〞', '＂'];
const SINGLE: &[char] = &['‘', '’', '‚', '‛', '‹', '›', '′', '´', '＇'];

/// HTML's names for signs of the language.
const ENTITIES: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&#38;", "&"),
    ("&lt;", "<"),
    ("&#60;", "<"),
    ("&gt;", ">"),
    ("&#62;", ">"),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&nbsp;", " "),
    ("&#160;", " "),
];

/// The straight quote that a typographic one stands for.
pub(in super::super) fn straight(c: char) -> Option<char> {
    if DOUBLE.contains(&c) {
        Some('"')
    } else if SINGLE.contains(&c) {
        Some('\'')
    } else {
        None
    }
}

/// Is it read as a sign of the language?
pub(super) fn is_foreign(c: char) -> bool {
    straight(c).is_some() || LOOK_ALIKES.iter().any(|l| l.0 == c)
}

/// Is it a character without width, or a blank that is none to the language?
pub(super) fn is_invisible(c: char) -> bool {
    is_empty(c) || is_blank(c)
}

fn is_empty(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

impl Lexer<'_> {
    /// Reads what is no part of the language; false when it is nothing known.
    pub(super) fn foreign(&mut self, c: char) -> bool {
        if is_invisible(c) {
            self.invisible();
            return true;
        }
        if straight(c).is_some() {
            self.typographic(c);
            return true;
        }
        let rest = self.rest();
        let start = self.at;
        if let Some((_, sign)) = LOOK_ALIKES.iter().find(|l| l.0 == c) {
            self.at += c.len_utf8();
            let fault = Fault::at(Range::new(start, self.at), format!("`{c}` only looks like `{sign}`"));
            self.fault(fault.instead(*sign));
            self.push(Tok::Sign(sign), start);
            return true;
        }
        match c {
            '&' if ENTITIES.iter().any(|e| rest.starts_with(e.0)) => self.entity(),
            '\\' => return self.escape(),
            _ => {
                // The longest sign of the language goes first where it is as long.
                let own = SIGNS.iter().find(|s| rest.starts_with(**s)).map_or(0, |s| s.len());
                let Some(found) = OPERATORS.iter().find(|o| rest.starts_with(o.0)) else { return false };
                if own > found.0.len() || (found.0 == "<>" && rest.starts_with("<>=")) {
                    return false;
                }
                self.at += found.0.len();
                let mut fault =
                    Fault::at(Range::new(start, self.at), format!("there is no operator `{}`", found.0));
                fault = fault.help(found.3);
                fault.instead = found.1.map(str::to_owned);
                // Newer engines know these.
                fault.certain = !matches!(found.0, "??" | "?." | "===" | "!==" | "<<" | ">>" | ">>>");
                self.fault(fault);
                self.push(Tok::Sign(found.2), start);
            }
        }
        true
    }

    /// A run of invisible characters. Blanks at either end of the text do no harm.
    pub(super) fn invisible(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let run = &rest[..rest.find(|c| !is_invisible(c)).unwrap_or(rest.len())];
        self.at += run.len();
        let outside = self.text[self.start..start].trim().is_empty() || self.rest().trim().is_empty();
        if outside && !run.contains(is_empty) && self.start == 0 {
            return;
        }
        let Some(first) = run.chars().next() else { return };
        let blank = run.contains(is_blank);
        let what = match first {
            '\u{a0}' => "a non-breaking space".to_owned(),
            '\u{200b}' => "a zero-width space".to_owned(),
            c if is_blank(c) => format!("the blank U+{:04X}", c as u32),
            c => format!("the invisible character U+{:04X}", c as u32),
        };
        let help = if blank { "put a plain blank there" } else { "delete it" };
        let fault =
            Fault::at(Range::new(start, self.at), format!("{what} stands outside of quotes")).help(help);
        self.fault(fault.instead(if blank { " " } else { "" }));
    }

    /// `“…”`: one fault for the pair.
    fn typographic(&mut self, open: char) {
        let start = self.at;
        let body = start + open.len_utf8();
        let mark = straight(open).unwrap_or('"');
        let inner = &self.text[body..];
        let close = inner.char_indices().find(|(_, c)| *c == mark || straight(*c) == Some(mark));
        let Some((length, close)) = close else {
            let message =
                format!("`{open}` is a typographic quote, and the text that starts with it is never closed");
            self.fault(Fault::at(Range::new(start, body), message));
            self.lose();
            self.push(Tok::Junk, start);
            return;
        };
        self.at = body + length + close.len_utf8();
        let text = unescape(&inner[..length], mark);
        let other = if mark == '"' { '\'' } else { '"' };
        let mark = if text.contains(mark) && !text.contains(other) { other } else { mark };
        let message = format!("`{open}` is a typographic quote; texts stand in straight ones");
        let fault = Fault::at(Range::new(start, self.at), message).instead(quote(&text, mark));
        self.fault(fault);
        self.push(Tok::Text(text.into()), start);
    }

    /// `&amp;&amp;`, `&quot;…&quot;`: left over from HTML.
    fn entity(&mut self) {
        let start = self.at;
        let mut plain = String::new();
        while let Some((entity, sign)) = ENTITIES.iter().find(|e| self.rest().starts_with(e.0)) {
            // A quote is the end of the run or a run of its own.
            let is_quote = matches!(*sign, "\"" | "'");
            if is_quote && !plain.is_empty() {
                break;
            }
            self.at += entity.len();
            plain.push_str(sign);
            if is_quote {
                let mark = sign.chars().next().unwrap_or('"');
                self.escaped_string(start, entity, mark, "HTML's way to write a quote");
                return;
            }
        }
        // `&lt;=`: the rest of the operator is written plainly.
        if self.rest().starts_with('=') && matches!(&*plain, "<" | ">") {
            plain.push('=');
            self.at += 1;
        }
        let range = Range::new(start, self.at);
        let written = &self.text[start..self.at];
        let shown = plain.trim();
        let message = if shown.is_empty() {
            format!("`{written}` is HTML's way to write a blank")
        } else {
            format!("`{written}` is HTML's way to write `{shown}`")
        };
        self.fault(Fault::at(range, message).instead(plain.clone()));
        self.signs(&plain, start);
    }

    /// A backslash outside of names: Markdown's escapes, or JSON's around quotes.
    fn escape(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        let Some(next) = rest[1..].chars().next() else { return false };
        if let '"' | '\'' = next {
            self.at += 2;
            self.escaped_string(start, &rest[..2], next, "an escaped quote");
            return true;
        }
        if matches!(next, 'n' | 'r' | 't')
            && !rest[2..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        {
            self.at += 2;
            let message = format!("`{}` stands for a line break or tab only in JSON", &rest[..2]);
            self.fault(Fault::at(Range::new(start, self.at), message).instead(" "));
            return true;
        }
        if next == '_' {
            self.word();
            return true;
        }
        let mut plain = String::new();
        let mut at = 0;
        while rest[at..].starts_with('\\')
            && let Some(c) = rest[at + 1..].chars().next()
            && c.is_ascii_punctuation()
            && !matches!(c, '\\' | '"' | '\'' | '_' | '.' | '`' | '#' | '@' | '$')
        {
            plain.push(c);
            at += 2;
        }
        if plain.is_empty() {
            return false;
        }
        self.at += at;
        let message = format!(
            "`{}` is Markdown's way to write `{plain}`; expressions have no such escape",
            &rest[..at]
        );
        self.fault(Fault::at(Range::new(start, self.at), message).instead(plain.clone()));
        self.signs(&plain, start);
        true
    }

    /// A text between two marks that stand for a quote (`\"` or `&quot;`).
    fn escaped_string(&mut self, start: usize, mark: &str, quote_mark: char, what: &str) {
        let body = self.at;
        let inner = &self.text[body..];
        let Some(length) = inner.find(mark) else {
            let message = format!("`{mark}` is {what}");
            self.fault(Fault::at(Range::new(start, body), message).instead(quote_mark.to_string()));
            self.lose();
            self.push(Tok::Junk, start);
            return;
        };
        self.at = body + length + mark.len();
        let text = unescape(&inner[..length], quote_mark);
        let message = format!("`{mark}` is {what}; texts stand in plain quotes");
        self.fault(Fault::at(Range::new(start, self.at), message).instead(quote(&text, quote_mark)));
        self.push(Tok::Text(text.into()), start);
    }

    /// The tokens of a resolved run of signs: the first stands for the run, the others behind it.
    fn signs(&mut self, plain: &str, mut start: usize) {
        let mut rest = plain.trim();
        while !rest.is_empty() {
            let Some(sign) = SIGNS.iter().find(|s| rest.starts_with(**s)) else {
                self.push(Tok::Junk, start);
                return;
            };
            rest = rest[sign.len()..].trim_start();
            self.push(Tok::Sign(sign), start);
            start = self.at;
        }
    }
}
