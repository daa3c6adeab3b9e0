//! Cutting the text of an expression into tokens.
//!
//! The rules are those of JEXL 3.1, with Adobe's `${…}`, `\.` and letters of every script. Signs that come from
//! elsewhere (typographic quotes, HTML entities, Markdown escapes, invisible characters) are reported here, once and
//! where they stand, and read as what was meant. What an order of tokens means is the parser's business.

mod foreign;
mod number;
mod quoted;
mod word;

pub(super) use foreign::straight;
pub(super) use quoted::{characters, quote};
pub(super) use word::{is_part, is_start};

use super::ast::{Binary, Name, Range};
use super::parse::Fault;

/// A piece of the text that means something.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub kind: Tok,
    /// Where it stands.
    pub range: Range,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tok {
    /// A bare word: a name, a reserved word, or what follows a dot (`a.0`). `\.` is resolved.
    Word(Box<str>),
    /// `${…}`, cut at its dots.
    Wrapped(Vec<Name>),
    /// A number.
    Number(Box<str>),
    /// Text in quotes, escapes resolved.
    Text(Box<str>),
    /// Text in backticks; the range says where.
    Template,
    /// An operator or a bracket.
    Sign(&'static str),
    /// Something that was reported and may stand for anything.
    Junk,
}

impl Token {
    /// Is it that sign?
    pub fn is(&self, sign: &str) -> bool {
        matches!(self.kind, Tok::Sign(own) if own == sign)
    }

    /// Its text, when it is a bare word.
    pub fn word(&self) -> Option<&str> {
        if let Tok::Word(word) = &self.kind { Some(word) } else { None }
    }

    /// Can a value end with it?
    pub fn ends_value(&self) -> bool {
        match &self.kind {
            Tok::Word(word) => {
                Binary::of_word(word).is_none() && !matches!(&**word, "not" | "empty" | "size" | "new")
            }
            Tok::Sign(sign) => matches!(*sign, ")" | "]" | "}"),
            Tok::Junk => false,
            _ => true,
        }
    }
}

/// The tokens of a text.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    /// In order.
    pub tokens: Vec<Token>,
    /// What was found on the way.
    pub faults: Vec<Fault>,
    /// The token that is a text without its closing quote.
    pub unclosed: Option<usize>,
    /// The rest of the text fell to something that is never closed.
    pub lost: bool,
}

/// Every sign of the language, longer ones first; and two of other languages that the parser has words for.
const SIGNS: &[&str] = &[
    "...", "=>", "++", "->", "..", "&&", "||", "==", "!=", "=~", "!~", "=^", "=$", "!^", "!$", ">=", "<=",
    "?:", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "(", ")", "{", "}", "[", "]", ";", ":", ",", ".",
    "?", ">", "<", "=", "+", "-", "*", "/", "%", "!", "&", "|", "^", "~",
];

/// Cuts `text` from `start` on.
pub(super) fn lex(text: &str, start: usize) -> Lexed {
    let mut lexer = Lexer { text, at: start, start, lexed: Lexed::default() };
    while lexer.at < text.len() {
        lexer.step();
    }
    lexer.lexed
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    start: usize,
    lexed: Lexed,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: Tok, start: usize) {
        self.lexed.tokens.push(Token { kind, range: Range::new(start, self.at) });
    }

    fn fault(&mut self, fault: Fault) {
        self.lexed.faults.push(fault);
    }

    /// Gives up the rest of the text.
    fn lose(&mut self) {
        self.at = self.text.len();
        self.lexed.lost = true;
    }

    /// Does a value end right before, so that an operator has to follow?
    fn after_value(&self) -> bool {
        self.lexed.tokens.last().is_some_and(Token::ends_value)
    }

    /// Right after a dot anything is a name, digits and all.
    fn after_dot(&self) -> bool {
        self.lexed.tokens.last().is_some_and(|t| t.is("."))
    }

    fn step(&mut self) {
        let Some(c) = self.peek() else { return };
        match c {
            ' ' | '\t' | '\n' | '\r' | '\x0c' => self.at += 1,
            '/' | '#' if self.comment() => {}
            '"' | '\'' => self.string(c),
            '`' => self.template(),
            '$' if self.rest().starts_with("${") => self.wrapped(),
            '0'..='9' if !self.after_dot() => self.number(),
            '.' if self.is_bare_fraction() => self.number(),
            '#' if self.rest().starts_with("#NaN") => {
                let start = self.at;
                self.at += 4;
                self.push(Tok::Number("NaN".into()), start);
            }
            c if is_start(c) || (c.is_alphanumeric() && self.after_dot()) => self.word(),
            '{' | '<' if self.placeholder() => {}
            _ if self.foreign(c) => {}
            // A symbol at the beginning of a name.
            c if !c.is_ascii() && !c.is_control() => self.word(),
            _ => self.sign(c),
        }
    }

    /// Passes over a comment.
    fn comment(&mut self) -> bool {
        let rest = self.rest();
        if rest.starts_with("//") || rest.starts_with("##") {
            self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
        } else if let Some(inner) = rest.strip_prefix("/*") {
            match inner.find("*/") {
                Some(length) => self.at += length + 4,
                None => {
                    let range = Range::new(self.at, self.at + 2);
                    self.fault(Fault::at(
                        range,
                        "the comment that starts with `/*` is never closed with `*/`",
                    ));
                    self.lose();
                }
            }
        } else {
            return false;
        }
        true
    }

    /// `.5` where a value has to stand.
    fn is_bare_fraction(&self) -> bool {
        !self.after_value()
            && !self.after_dot()
            && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
            && self.lexed.tokens.last().is_none_or(|t| t.kind != Tok::Junk)
    }

    fn sign(&mut self, c: char) {
        let rest = self.rest();
        let start = self.at;
        let first = rest.as_bytes().first();
        let found = SIGNS.iter().find(|s| s.as_bytes().first() == first && rest.starts_with(**s)).copied();
        // `!${x}` and `a =${x}`: the `$` belongs to the name.
        let found = match found {
            Some("!$") if rest[1..].starts_with("${") => Some("!"),
            Some("=$") if rest[1..].starts_with("${") => Some("="),
            other => other,
        };
        if let Some(sign) = found {
            self.at += sign.len();
            self.push(Tok::Sign(sign), start);
            return;
        }
        self.at += c.len_utf8();
        let shown = if c.is_control() { format!("U+{:04X}", c as u32) } else { format!("`{c}`") };
        let mut fault =
            Fault::at(Range::new(start, self.at), format!("{shown} has no meaning outside of quotes"));
        if c == '\\' {
            fault = fault.help("a backslash stands in a name only before a dot (`\\.`)");
        }
        self.fault(fault);
        self.push(Tok::Junk, start);
    }
}
