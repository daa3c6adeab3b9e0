//! Reading JSON that is all its dialect wants, as most is, straight into [`Node`]s: no tree in between, no list of
//! tokens. Whatever else a text is, it is read again by [`super::parse`], which says why; nothing is explained here.

use super::parse::{Dialect, Keys, MAX_DEPTH};
use super::{Fault, Kind, Member, Node};
use crate::text::Excerpt;
use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

/// A text that is JSON of its dialect.
pub(super) struct Clean {
    pub root: Node,
    /// Keys that stand twice; nothing else is found here.
    pub faults: Vec<Fault>,
    /// It has no comments and no trailing commas.
    pub is_strict: bool,
}

/// Reads the text; none when anything else than keys that stand twice is to be said of it.
pub(super) fn read(text: &Excerpt<'_>, dialect: Dialect) -> Option<Clean> {
    let options = ScannerOptions {
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let mut reader = Reader {
        text,
        scanner: Scanner::new(text.text(), &options),
        is_relaxed: dialect == Dialect::Relaxed,
        is_strict: true,
        depth: 0,
        faults: Vec::new(),
    };
    let first = reader.token()??;
    let root = reader.value(first)?;
    let None = reader.token()? else { return None };
    Some(Clean { root, faults: reader.faults, is_strict: reader.is_strict })
}

struct Reader<'t> {
    text: &'t Excerpt<'t>,
    scanner: Scanner<'t>,
    is_relaxed: bool,
    is_strict: bool,
    depth: usize,
    faults: Vec<Fault>,
}

impl<'t> Reader<'t> {
    /// The next token that is no comment, `Some(None)` at the end; none where the dialect has no such token.
    fn token(&mut self) -> Option<Option<Token<'t>>> {
        loop {
            match self.scanner.scan().ok()? {
                Some(Token::CommentLine(_) | Token::CommentBlock(_)) if self.is_relaxed => {
                    self.is_strict = false;
                }
                token => return Some(token),
            }
        }
    }

    fn value(&mut self, token: Token<'t>) -> Option<Node> {
        let start = self.scanner.token_start();
        let kind = match token {
            Token::OpenBrace => Kind::Object(self.members()?),
            Token::OpenBracket => Kind::Array(self.items()?),
            Token::String(text) if self.has_no_raw_control() => Kind::String(text.into()),
            Token::Number(text) => Kind::Number(text.into()),
            Token::Boolean(truth) => Kind::Bool(truth),
            Token::Null => Kind::Null,
            _ => return None,
        };
        Some(Node { span: self.text.span(start, self.scanner.token_end()), kind })
    }

    fn members(&mut self) -> Option<Vec<Member>> {
        self.enter()?;
        let mut members = Vec::new();
        let mut keys = Keys::default();
        let mut token = self.token()??;
        while token != Token::CloseBrace {
            let Token::String(key) = token else { return None };
            if !self.has_no_raw_control() {
                return None;
            }
            let key_span = self.text.span(self.scanner.token_start(), self.scanner.token_end());
            if keys.has(&members, &key) {
                self.faults.push(Keys::fault(&key, key_span));
            }
            let (Token::Colon, first) = (self.token()??, self.token()??) else { return None };
            members.push(Member { key: key.into(), key_span, value: self.value(first)? });
            token = self.next(&Token::CloseBrace)?;
        }
        self.depth -= 1;
        Some(members)
    }

    fn items(&mut self) -> Option<Vec<Node>> {
        self.enter()?;
        let mut items = Vec::new();
        let mut token = self.token()??;
        while token != Token::CloseBracket {
            items.push(self.value(token)?);
            token = self.next(&Token::CloseBracket)?;
        }
        self.depth -= 1;
        Some(items)
    }

    /// What follows a member or an item: the bracket that closes, or what the next one begins with.
    fn next(&mut self, close: &Token<'_>) -> Option<Token<'t>> {
        let token = self.token()??;
        if token != Token::Comma {
            return (token == *close).then_some(token);
        }
        let token = self.token()??;
        let is_trailing = token == *close;
        self.is_strict &= !is_trailing;
        (self.is_relaxed || !is_trailing).then_some(token)
    }

    fn enter(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    fn has_no_raw_control(&self) -> bool {
        let lexeme = &self.text.text()[self.scanner.token_start()..self.scanner.token_end()];
        lexeme.bytes().all(|b| b >= b' ')
    }
}
