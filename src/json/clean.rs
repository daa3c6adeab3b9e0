//! Reading JSON that is all its dialect wants, as most is, straight into [`Node`]s: no tokens and no tree in between.
//! Whatever else a text is, it is read again by [`super::parse`], which says why; nothing is explained here.

use super::parse::{Dialect, Keys, MAX_DEPTH, is_json_number};
use super::{Fault, Kind, Member, Node};
use crate::text::{Excerpt, Span};

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
    let is_relaxed = dialect == Dialect::Relaxed;
    let source = text.text();
    let mut reader =
        Reader { text, source, at: 0, is_relaxed, is_strict: true, depth: 0, faults: Vec::new() };
    reader.blank()?;
    let root = reader.value()?;
    reader.blank()?;
    let is_all = reader.at == source.len();
    is_all.then_some(Clean { root, faults: reader.faults, is_strict: reader.is_strict })
}

struct Reader<'t> {
    text: &'t Excerpt<'t>,
    source: &'t str,
    /// Where the reader is in the source.
    at: usize,
    is_relaxed: bool,
    is_strict: bool,
    depth: usize,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// Goes over this byte, if it comes next.
    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Goes over blanks, and comments where the dialect has them.
    fn blank(&mut self) -> Option<()> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/') if self.is_relaxed => {
                    let rest = &self.source[self.at..];
                    self.at += match rest.as_bytes().get(1) {
                        Some(b'/') => rest.find(['\n', '\r']).unwrap_or(rest.len()),
                        Some(b'*') => rest[2..].find("*/")? + 4,
                        _ => return None,
                    };
                    self.is_strict = false;
                }
                _ => return Some(()),
            }
        }
    }

    fn span(&self, start: usize) -> Span {
        self.text.span(start, self.at)
    }

    fn value(&mut self) -> Option<Node> {
        let start = self.at;
        let kind = match self.peek()? {
            b'{' => Kind::Object(self.members()?),
            b'[' => Kind::Array(self.items()?),
            b'"' => Kind::String(self.string()?),
            b'-' | b'0'..=b'9' => {
                let rest = &self.source[start..];
                let is_part = |b: &u8| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
                let number = &rest[..rest.bytes().take_while(is_part).count()];
                self.at += number.len();
                Kind::Number(is_json_number(number).then(|| number.into())?)
            }
            _ => {
                let words = [("null", Kind::Null), ("true", Kind::Bool(true)), ("false", Kind::Bool(false))];
                let rest = &self.source[start..];
                let (word, kind) = words.into_iter().find(|(word, _)| rest.starts_with(word))?;
                self.at += word.len();
                kind
            }
        };
        Some(Node { span: self.span(start), kind })
    }

    fn members(&mut self) -> Option<Vec<Member>> {
        let mut members = Vec::new();
        let mut keys = Keys::default();
        self.enter()?;
        while self.has_next(b'}', members.is_empty())? {
            let start = self.at;
            let key = self.string()?;
            let key_span = self.span(start);
            if keys.has(&members, &key) {
                self.faults.push(Keys::fault(&key, key_span));
            }
            self.blank()?;
            if !self.eat(b':') {
                return None;
            }
            self.blank()?;
            members.push(Member { key, key_span, value: self.value()? });
        }
        Some(members)
    }

    fn items(&mut self) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        self.enter()?;
        while self.has_next(b']', items.is_empty())? {
            items.push(self.value()?);
        }
        Some(items)
    }

    /// Goes over the bracket that opens.
    fn enter(&mut self) -> Option<()> {
        self.at += 1;
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    /// Goes on to the next member or item, or over the bracket that closes.
    fn has_next(&mut self, close: u8, is_first: bool) -> Option<bool> {
        self.blank()?;
        let is_comma = !is_first && self.eat(b',');
        if is_comma {
            self.blank()?;
        }
        if self.eat(close) {
            self.depth -= 1;
            self.is_strict &= !is_comma;
            return (self.is_relaxed || !is_comma).then_some(false);
        }
        (is_first || is_comma).then_some(true)
    }

    fn string(&mut self) -> Option<Box<str>> {
        let start = self.at;
        if !self.eat(b'"') {
            return None;
        }
        let mut has_escapes = false;
        loop {
            let rest = self.source.as_bytes().get(self.at..)?;
            self.at += rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..b' '))?;
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    has_escapes = true;
                    self.at += 2;
                }
                _ => return None,
            }
        }
        self.at += 1;
        if has_escapes {
            return serde_json::from_str(&self.source[start..self.at]).ok();
        }
        Some(self.source[start + 1..self.at - 1].into())
    }
}
