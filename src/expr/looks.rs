//! Telling an expression from a path, where the mapping does not say which it is.
//!
//! Names that nobody wrapped (`First Name`, `first-name`, `utm/source`) are no expressions to the person who wrote
//! them, although the language would read them as such. What an expression says is the parser's business.

use super::ast::Binary;
use super::parse::{Fault, parse};

/// What the source of a mapping looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A field of the record.
    Path,
    /// Something to compute.
    Expression,
    /// Something to compute that cannot be read, and the first thing that is wrong with it.
    Broken(Fault),
}

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
    if looks_like_a_path(text) {
        return Looks::Path;
    }
    match parse(text).faults.into_iter().next() {
        Some(fault) => Looks::Broken(fault),
        None => Looks::Expression,
    }
}

/// Says whether a text is a path; for callers that do not ask what else it is, since that takes reading all of it.
#[must_use]
pub fn looks_like_a_path(text: &str) -> bool {
    let mut scan = Scan { text, at: 0, open: Vec::new(), signs: false, names: 0, words: false };
    scan.run();
    let is_constant = matches!(text.trim(), "true" | "false" | "null");
    // A word operator needs something to work on.
    !(scan.signs || is_constant || (scan.words && scan.names > 0))
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// The brackets that are open.
    open: Vec<char>,
    /// A sign that no path has.
    signs: bool,
    names: usize,
    /// A word that is an operator.
    words: bool,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut after_value = false;
        while let Some(c) = self.text[self.at..].chars().next() {
            let start = self.at;
            let rest = &self.text[start..];
            let in_index = self.open.last() == Some(&'[');
            match c {
                _ if rest.starts_with("${") => {
                    self.at += rest.find('}').map_or(rest.len(), |n| n + 1);
                    self.names += 1;
                    after_value = true;
                }
                '"' | '\'' => {
                    self.string(c, after_value);
                    after_value = true;
                }
                c if c.is_alphabetic() || c == '_' => {
                    self.word();
                    after_value = true;
                }
                c if c.is_ascii_digit() => {
                    let digits = |c: char| c.is_ascii_alphanumeric() || c == '.';
                    self.at += rest.find(|c| !digits(c)).unwrap_or(rest.len());
                    // A number that begins the text or follows an operator, not the rest of a name or an index.
                    let number = rest[..self.at - start].bytes().all(|b| b.is_ascii_digit() || b == b'.');
                    self.signs |= !after_value && !in_index && number;
                    after_value = true;
                }
                '(' | '[' => {
                    self.signs |= c == '(' || !after_value;
                    self.open.push(c);
                    self.at += 1;
                    after_value = false;
                }
                '{' => {
                    let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
                    let placeholder = rest.find('}').filter(|n| rest[1..*n].bytes().all(is_name));
                    after_value = placeholder.is_some();
                    self.at += placeholder.map_or(1, |n| n + 1);
                    if placeholder.is_none() {
                        self.signs = true;
                        self.open.push(c);
                    }
                }
                ')' | ']' | '}' => {
                    self.open.pop();
                    self.at += 1;
                    after_value = true;
                }
                '\\' => self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                '.' | '$' | '@' | '#' => self.at += 1,
                '*' if in_index => self.at += 1,
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
    }

    fn is_inside_name(&self, at: usize) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !self.signs
            && self.open.is_empty()
            && letter(self.text[..at].chars().next_back())
            && letter(self.text[at + 1..].chars().next())
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
        let word = &rest[..length];
        let dotted = self.text[..self.at].ends_with('.');
        if !dotted && (Binary::of_word(word).is_some() || matches!(word, "not" | "empty" | "size")) {
            self.words = true;
        } else {
            self.names += usize::from(!dotted);
        }
        self.at += length;
    }

    fn string(&mut self, quote: char, after_value: bool) {
        let start = self.at;
        // `O'Neil`: an apostrophe in a name.
        let glued = after_value && self.text[..start].ends_with(char::is_alphanumeric);
        let mut escaped = false;
        let end = self.text[start + 1..].char_indices().find(|(_, c)| {
            let ends = *c == quote && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        match end {
            Some((length, _)) => {
                self.signs |= self.open.last() != Some(&'[');
                self.at = start + 1 + length + 1;
            }
            None if glued && !self.signs => self.at += 1,
            None => {
                self.signs = true;
                self.at = self.text.len();
            }
        }
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
        for (text, start) in [("concat(a, b", 6), ("concat(a, 'b)", 10), ("a + b)", 5), ("f(a]", 3)] {
            let Looks::Broken(fault) = looks(text) else { panic!("{text}: {:?}", looks(text)) };
            assert_eq!(fault.range.start, start, "{text}");
        }
    }
}
