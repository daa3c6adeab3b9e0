//! The expression language: reading ([`parse`]), running ([`Program`]), and telling an expression from a path.
//!
//! The recogniser looks at tokens only.

pub mod ast;
mod env;
mod evaluate;
mod lex;
mod parse;
mod print;
mod program;
mod walk;

pub use ast::Range;
pub use env::{Env, Settings, Site};
pub use evaluate::{Evaluated, NoValue, evaluate};
pub use parse::{Fault, MAX_LENGTH, MAX_NESTING, Parsed, parse};
pub use print::print;
pub use program::{Lambda, MAX_STEPS, Program};
pub use walk::{FieldUse, Step, fields};

/// What the source of a mapping looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A field of the record.
    Path,
    /// Something to compute.
    Expression,
    /// Something to compute that stops in the middle.
    Broken(Broken),
}

/// Where an expression stops making sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// First byte in the source.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In a sentence.
    pub message: String,
}

/// The longest text that is looked at, in bytes. No path is as long, and an expression has at most 4,096 characters.
const MAX_LOOKED_AT: usize = 1 << 14;
/// Operators that are words.
const WORDS: &[&str] =
    &["and", "or", "not", "eq", "ne", "lt", "gt", "le", "ge", "mod", "div", "empty", "size"];
/// Constants that are words.
const CONSTANTS: &[&str] = &["true", "false", "null"];

/// Says whether a text is a path or an expression.
///
/// Names that are not written as the language wants them (`First Name`, `first-name`, `utm/source`) are taken for
/// paths: that is what people mean by them.
///
/// ```
/// use preflow::expr::{looks, Looks};
/// assert_eq!(looks("data.email"), Looks::Path);
/// assert_eq!(looks("concat(first, ' ', last)"), Looks::Expression);
/// assert_eq!(looks("first-name"), Looks::Path);
/// assert_eq!(looks("price * 100"), Looks::Expression);
/// assert!(matches!(looks("upper(name"), Looks::Broken(_)));
/// ```
#[must_use]
pub fn looks(text: &str) -> Looks {
    if text.len() > MAX_LOOKED_AT {
        return Looks::Expression;
    }
    let mut scan = Scan { text, at: 0, open: Vec::new(), signs: false, names: 0, words: false };
    match scan.run() {
        Err(broken) => Looks::Broken(broken),
        Ok(()) if scan.signs => Looks::Expression,
        // A lone constant, or a word operator that has something to work on.
        Ok(()) if CONSTANTS.contains(&text.trim()) => Looks::Expression,
        Ok(()) if scan.words && scan.names > 0 => Looks::Expression,
        Ok(()) => Looks::Path,
    }
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    open: Vec<(char, usize)>,
    /// A sign that no path has.
    signs: bool,
    names: usize,
    words: bool,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Broken> {
        let mut after_value = false;
        while let Some(c) = self.text[self.at..].chars().next() {
            let start = self.at;
            let rest = &self.text[start..];
            match c {
                _ if rest.starts_with("${") => {
                    let length = rest.find('}').map_or(rest.len(), |n| n + 1);
                    self.at += length;
                    self.names += 1;
                    after_value = true;
                }
                '"' | '\'' => {
                    self.string(c, after_value)?;
                    after_value = true;
                }
                c if c.is_alphabetic() || c == '_' => {
                    self.word(after_value);
                    after_value = true;
                }
                c if c.is_ascii_digit() => {
                    let digits = |c: char| c.is_ascii_alphanumeric() || c == '.';
                    self.at += rest.find(|c| !digits(c)).unwrap_or(rest.len());
                    // A number that begins the text or follows an operator, not the rest of a name or an index.
                    let index = matches!(self.open.last(), Some(('[', _)));
                    let number = rest[..self.at - start].bytes().all(|b| b.is_ascii_digit() || b == b'.');
                    if !after_value && !index && number {
                        self.signs = true;
                    }
                    after_value = true;
                }
                '(' => {
                    self.signs = true;
                    self.push(c);
                    after_value = false;
                }
                '[' => {
                    self.signs |= !after_value;
                    self.push(c);
                    after_value = false;
                }
                '{' => {
                    self.at += 1;
                    let close = rest.find('}');
                    match close {
                        // A placeholder in a name.
                        Some(n)
                            if rest[1..n]
                                .bytes()
                                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') =>
                        {
                            self.at = start + n + 1;
                            after_value = true;
                        }
                        _ => {
                            self.signs = true;
                            self.open.push((c, start));
                            after_value = false;
                        }
                    }
                }
                ')' | ']' | '}' => {
                    self.close(c)?;
                    after_value = true;
                }
                '\\' => self.at += c.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8),
                '.' | '$' | '@' | '#' => self.at += 1,
                c if c.is_whitespace() => self.at += c.len_utf8(),
                '*' if matches!(self.open.last(), Some(('[', _))) => self.at += 1,
                // Between two letters without blanks these are usually part of a name.
                '-' | '/' | ':' | '&' if self.is_inside_name(start) => self.at += 1,
                '+' | '-' | '*' | '/' | '%' | '=' | '!' | '<' | '>' | '&' | '|' | '^' | '~' | '?' | ':'
                | ',' | ';' => {
                    self.signs |= c != ':' || !self.text[..start].ends_with("xdm");
                    self.at += 1;
                    after_value = false;
                }
                _ => self.at += c.len_utf8(),
            }
        }
        match self.open.last() {
            Some((c, start)) if self.signs => {
                Err(Broken { start: *start, end: start + 1, message: format!("`{c}` is never closed") })
            }
            _ => Ok(()),
        }
    }

    fn is_inside_name(&self, at: usize) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !self.signs
            && self.open.is_empty()
            && letter(self.text[..at].chars().next_back())
            && letter(self.text[at + 1..].chars().next())
    }

    fn push(&mut self, c: char) {
        self.open.push((c, self.at));
        self.at += 1;
    }

    fn close(&mut self, c: char) -> Result<(), Broken> {
        let expected = match c {
            ')' => '(',
            ']' => '[',
            _ => '{',
        };
        let at = self.at;
        self.at += 1;
        match self.open.pop() {
            Some((open, _)) if open == expected => Ok(()),
            Some((open, start)) => {
                Err(Broken { start, end: at + 1, message: format!("`{open}` is closed by `{c}`") })
            }
            // A path reports its own brackets.
            None if !self.signs => Ok(()),
            None => Err(Broken { start: at, end: at + 1, message: format!("`{c}` closes nothing") }),
        }
    }

    fn word(&mut self, after_value: bool) {
        let rest = &self.text[self.at..];
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
        let dotted = self.text[..self.at].ends_with('.');
        if WORDS.contains(&&rest[..length]) && !dotted {
            self.words = true;
        } else {
            self.names += usize::from(!dotted);
        }
        let _ = after_value;
        self.at += length;
    }

    fn string(&mut self, quote: char, after_value: bool) -> Result<(), Broken> {
        let start = self.at;
        // `O'Neil`: an apostrophe in a name.
        let glued = after_value && self.text[..start].ends_with(char::is_alphanumeric);
        let mut escaped = false;
        for (i, c) in self.text[start + 1..].char_indices() {
            if c == quote && !escaped {
                self.signs |= !matches!(self.open.last(), Some(('[', _))) || self.signs;
                self.at = start + 1 + i + 1;
                return Ok(());
            }
            escaped = c == '\\' && !escaped;
        }
        if glued && !self.signs {
            self.at += 1;
            return Ok(());
        }
        let end = self.text.len();
        Err(Broken { start, end, message: format!("the text that starts with {quote} is never closed") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for text in [
            "a",
            "a.b[0].c[*]",
            "${First Name}",
            "_{TENANT_ID}.x",
            "First Name",
            "first-name",
            "utm_source/medium",
            r"a\.b",
            "size",
            "data.size",
            "$id",
            "größe",
            "a['b c']",
            "xdm:person",
            "2nd_name",
            "",
            "or",
            "O'Neil",
        ] {
            assert_eq!(looks(text), Looks::Path, "{text}");
        }
    }

    #[test]
    fn expressions() {
        for text in [
            "concat(a, b)",
            "a + b",
            "'x'",
            "\"CRM\"",
            "12",
            "14.5",
            "true",
            "a == b",
            "a ? b : c",
            "[1, 2]",
            "{\"k\": 1}",
            "!a",
            "a eq b",
            "not a",
            "iif(a.equals(\"(\"), 1, 2)",
            "a.b.toUpperCase()",
            "-a",
            "a&&b == c",
        ] {
            assert_eq!(looks(text), Looks::Expression, "{text}");
        }
    }

    #[test]
    fn broken_expressions() {
        for (text, start) in [("concat(a, b", 6), ("concat(a, 'b)", 10), ("a + b)", 5), ("f(a]", 1)] {
            let Looks::Broken(broken) = looks(text) else { panic!("{text}: {:?}", looks(text)) };
            assert_eq!(broken.start, start, "{text}");
        }
    }
}
