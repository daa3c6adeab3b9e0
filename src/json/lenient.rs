//! Reading JSON while it is being typed: whatever can be understood becomes nodes, and where in it the cursor stands.
//!
//! Nothing is reported here and nothing fails: [`parse`](super::parse) says what is wrong with a text. A member that
//! has no value yet is `null` with an empty span.

use super::parse::{MAX_DEPTH, is_json_number};
use super::{Kind, Member, Node, Pointer};
use crate::placeholder::hole;
use crate::text::Span;

/// What was read.
#[derive(Debug)]
pub(crate) struct Lenient {
    /// The value; none when there is nothing.
    pub root: Option<Node>,
    /// Where the cursor stands, when something can be written there.
    pub spot: Option<Spot>,
}

/// A place where something can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The object that takes a key, or the value.
    pub pointer: String,
    /// What can stand there.
    pub role: Role,
    /// What stands there now, quotes included; empty at the cursor when nothing does.
    pub span: Span,
    /// What of it was typed: the inside of the quotes, where there are some.
    pub inner: Span,
    /// Is it in quotes?
    pub is_quoted: bool,
    /// Does something follow that a comma has to part from it?
    pub needs_comma: bool,
}

/// What can stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A key, before its colon (`true`) or before anything.
    Key(bool),
    /// A value.
    Value,
}

/// Reads a text that stands at `base` in its file; `cursor` is an offset into the file.
pub(crate) fn lenient(text: &str, base: usize, cursor: usize) -> Lenient {
    let cursor = cursor.wrapping_sub(base);
    let mut reader =
        Reader { text, base, at: 0, cursor, path: Pointer::default(), open: Vec::new(), spot: None };
    let start = reader.at;
    reader.blank();
    let root = reader.value(start, false);
    Lenient { root, spot: reader.spot }
}

struct Reader<'t> {
    text: &'t str,
    base: usize,
    at: usize,
    cursor: usize,
    path: Pointer,
    /// The brackets that close what is open.
    open: Vec<u8>,
    spot: Option<Spot>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    /// Goes over blanks and comments. A cursor in a comment is nowhere.
    fn blank(&mut self) {
        loop {
            let start = self.at;
            match self.peek() {
                Some(b) if b.is_ascii_whitespace() => self.at += 1,
                Some(b'/') => {
                    let rest = self.rest();
                    self.at += match rest.as_bytes().get(1) {
                        Some(b'/') => rest.find('\n').unwrap_or(rest.len()),
                        Some(b'*') => rest.find("*/").map_or(rest.len(), |n| n + 2),
                        _ => return,
                    };
                    if start < self.cursor && self.cursor <= self.at {
                        self.cursor = usize::MAX;
                    }
                }
                _ => return,
            }
        }
    }

    /// Notes the cursor, where it stands in a gap.
    fn gap(&mut self, from: usize, to: usize, role: Role) {
        if !(from..to).contains(&self.cursor) || self.spot.is_some() {
            return;
        }
        let here = self.span(self.cursor, self.cursor);
        self.note(here, here, role, false);
    }

    /// Notes the cursor in a token.
    fn note(&mut self, span: Span, inner: Span, role: Role, is_quoted: bool) {
        let behind = self.text.get(span.end as usize - self.base..).unwrap_or_default();
        let needs_comma = blanks_left_out(behind).starts_with(['"', '{', '[']);
        let pointer = self.path.as_str().to_owned();
        self.spot = Some(Spot { pointer, role, span, inner, is_quoted, needs_comma });
    }

    /// The value that begins here; `from` is where a value could begin. None where none does.
    fn value(&mut self, from: usize, is_member: bool) -> Option<Node> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') if hole(self.rest()).is_none() && self.open.len() < MAX_DEPTH => self.object(),
            Some(b'[') if self.open.len() < MAX_DEPTH => self.array(),
            Some(b'"') => {
                let (text, end, inner_end) = self.string();
                self.at = end;
                self.blank();
                // The key of the next member: this one has no value yet.
                let is_key = is_member && self.peek() == Some(b':');
                self.at = if is_key { start } else { end };
                if is_key {
                    self.gap(from, start, Role::Value);
                    return None;
                }
                if start < self.cursor && self.cursor <= inner_end {
                    self.note(self.span(start, end), self.span(start + 1, inner_end), Role::Value, true);
                }
                Kind::String(text)
            }
            Some(b) if !matches!(b, b',' | b':' | b'}' | b']') => self.word(),
            _ => {
                self.gap(from, start + 1, Role::Value);
                return None;
            }
        };
        // Before an item another one can be written; before any other value none.
        if self.open.last() == Some(&b']') {
            self.gap(from, start + 1, Role::Value);
        }
        Some(Node { span: self.span(start, self.at), kind })
    }

    /// A number, a word, or a placeholder without quotes.
    fn word(&mut self) -> Kind {
        let start = self.at;
        let length = hole(self.rest()).map_or_else(
            || {
                let ends =
                    |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"');
                self.rest().find(ends).unwrap_or(self.rest().len()).max(1)
            },
            |(_, length)| length,
        );
        self.at += length;
        let end = self.at;
        if start <= self.cursor && self.cursor <= end {
            self.note(self.span(start, end), self.span(start, end), Role::Value, false);
        }
        match self.text.get(start..end).unwrap_or_default() {
            "null" => Kind::Null,
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            text if is_json_number(text) => Kind::Number(text.into()),
            text => Kind::String(text.into()),
        }
    }

    /// The string that begins here: its text, its end, and the end of its inside.
    fn string(&self) -> (Box<str>, usize, usize) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        let closed = loop {
            match bytes.get(at) {
                Some(b'"') => break true,
                Some(b'\\') if !matches!(bytes.get(at + 1), None | Some(b'\n')) => at += 2,
                None | Some(b'\n') => break false,
                Some(_) => at += 1,
            }
        };
        let at = at.min(bytes.len());
        let holds_cursor = start < self.cursor && self.cursor <= at;
        let (end, inner_end) = if !closed {
            let line = self.text.get(start..at).unwrap_or_default();
            let kept = line.trim_end_matches([' ', '\t', '\r', ',', '}', ']']).len();
            let least = if holds_cursor { self.cursor } else { start + 1 };
            let end = (start + kept).max(least);
            (end, end)
        } else if holds_cursor && !is_behind_string(self.text.get(at + 1..).unwrap_or_default()) {
            // The quote opens the next string: this one is still open.
            let behind = self.text.get(self.cursor..at).unwrap_or_default();
            let word = behind.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(behind.len());
            (self.cursor + word, self.cursor + word)
        } else {
            (at + 1, at)
        };
        let raw = self.text.get(start + 1..inner_end).unwrap_or_default();
        let decoded = raw.contains('\\').then(|| serde_json::from_str(&format!("\"{raw}\"")).ok()).flatten();
        (decoded.unwrap_or_else(|| raw.into()), end, inner_end)
    }

    /// Goes over a bracket that closes something; `false` where it closes what is around.
    fn closes(&mut self, own: u8, byte: u8) -> Option<bool> {
        if !matches!(byte, b'}' | b']') {
            return None;
        }
        let is_others = byte != own && self.open.contains(&byte);
        if !is_others {
            self.at += 1;
        }
        Some(is_others || byte == own)
    }

    fn object(&mut self) -> Kind {
        self.at += 1;
        self.open.push(b'}');
        let mut members = Vec::new();
        // Where a key may be written: behind the bracket, a comma, or at a distance from a value.
        let mut from = self.at;
        loop {
            self.blank();
            let next = self.peek();
            let is_word = next.is_some_and(|b| !matches!(b, b'"' | b',' | b'}' | b']'));
            self.gap(from, self.at + usize::from(!is_word), Role::Key(false));
            match next {
                None => break,
                Some(b',') => {
                    self.at += 1;
                    from = self.at;
                }
                Some(byte) => match self.closes(b'}', byte) {
                    Some(true) => break,
                    Some(false) => {}
                    None => {
                        self.member(&mut members);
                        from = self.at + 1;
                    }
                },
            }
        }
        self.open.pop();
        Kind::Object(members)
    }

    fn member(&mut self, members: &mut Vec<Member>) {
        let start = self.at;
        let (key, end, inner_end, is_quoted) = if self.peek() == Some(b'"') {
            let (key, end, inner_end) = self.string();
            (key, end, inner_end, true)
        } else {
            let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"');
            let length = self.rest().find(ends).unwrap_or(self.rest().len());
            if length == 0 {
                // No key begins with it.
                self.at += 1;
                return;
            }
            (self.rest()[..length].into(), start + length, start + length, false)
        };
        self.at = end;
        self.blank();
        let has_colon = self.peek() == Some(b':');
        let first = start + usize::from(is_quoted);
        if (first..=inner_end).contains(&self.cursor) {
            self.note(self.span(start, end), self.span(first, inner_end), Role::Key(has_colon), is_quoted);
        }
        let key_span = self.span(start, end);
        if !has_colon {
            self.at = end;
            let value = Node { span: self.span(end, end), kind: Kind::Null };
            members.push(Member { key, key_span, value });
            return;
        }
        self.at += 1;
        let from = self.at;
        self.path.push_key(&key);
        self.blank();
        let value = self.value(from, true);
        self.path.pop();
        let value = value.unwrap_or(Node { span: self.span(from, from), kind: Kind::Null });
        members.push(Member { key, key_span, value });
    }

    fn array(&mut self) -> Kind {
        self.at += 1;
        self.open.push(b']');
        let mut items = Vec::new();
        let mut from = self.at;
        loop {
            self.blank();
            match self.peek() {
                None => break,
                Some(b',' | b':') => {
                    self.item_gap(items.len(), from);
                    self.at += 1;
                    from = self.at;
                }
                Some(byte @ (b'}' | b']')) => {
                    self.item_gap(items.len(), from);
                    if self.closes(b']', byte) == Some(true) {
                        break;
                    }
                }
                Some(_) => {
                    self.path.push_index(items.len());
                    items.extend(self.value(from, false));
                    self.path.pop();
                    from = self.at + 1;
                }
            }
        }
        self.item_gap(items.len(), from);
        self.open.pop();
        Kind::Array(items)
    }

    fn item_gap(&mut self, index: usize, from: usize) {
        self.path.push_index(index);
        self.gap(from, self.at + 1, Role::Value);
        self.path.pop();
    }
}

/// A text without the blanks and comments it begins with.
fn blanks_left_out(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        let length = match text.get(..2) {
            Some("//") => text.find('\n'),
            Some("/*") => text.find("*/").map(|n| n + 2),
            _ => return text,
        };
        text = length.and_then(|n| text.get(n..)).unwrap_or_default();
    }
}

/// Can a text follow the quote that closes a string?
fn is_behind_string(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    text.is_empty() || text.starts_with([',', ':', '}', ']', '\n', '\r', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value that is read, and the place of the cursor `|`: pointer, role, what stands there, what was typed.
    fn read(marked: &str) -> (String, Option<(String, Role, String, String)>) {
        let text = marked.replacen('|', "", 1);
        let read = lenient(&text, 0, marked.find('|').unwrap());
        let value = read.root.map_or_else(String::new, |root| root.to_value().to_string());
        let spot = read
            .spot
            .map(|s| (s.pointer, s.role, text[s.span.range()].to_owned(), text[s.inner.range()].to_owned()));
        (value, spot)
    }

    #[test]
    fn the_cursor_is_found_in_what_is_half_written() {
        let key = Role::Key(false);
        for (marked, value, expected) in [
            (r#"{|}"#, "{}", Some(("", key, "", ""))),
            (r#"{"a": 1, |}"#, r#"{"a":1}"#, Some(("", key, "", ""))),
            (r#"{"a": 1, "b|"}"#, r#"{"a":1,"b":null}"#, Some(("", key, "\"b\"", "b"))),
            (r#"{"a": 1, "b|"#, r#"{"a":1,"b":null}"#, Some(("", key, "\"b", "b"))),
            (r#"{"b| "a": 1}"#, r#"{"b":null,"a":1}"#, Some(("", key, "\"b", "b"))),
            (r#"{"b|": 1}"#, r#"{"b":1}"#, Some(("", Role::Key(true), "\"b\"", "b"))),
            (r#"{b|}"#, r#"{"b":null}"#, Some(("", key, "b", "b"))),
            (r#"{"a": |}"#, r#"{"a":null}"#, Some(("/a", Role::Value, "", ""))),
            (r#"{"a": |, "b": 2}"#, r#"{"a":null,"b":2}"#, Some(("/a", Role::Value, "", ""))),
            ("{\"a\": |\n \"b\": 2}", r#"{"a":null,"b":2}"#, Some(("/a", Role::Value, "", ""))),
            (r#"{"a": tr|, "b": 2}"#, r#"{"a":"tr","b":2}"#, Some(("/a", Role::Value, "tr", "tr"))),
            (r#"{"a": "x|, "b": 2}"#, r#"{"a":"x","b":2}"#, Some(("/a", Role::Value, "\"x", "x"))),
            ("{\"a\": \"x|\n}", r#"{"a":"x"}"#, Some(("/a", Role::Value, "\"x", "x"))),
            ("{\"a\": \"f(b, |)},\n", r#"{"a":"f(b, )"}"#, Some(("/a", Role::Value, "\"f(b, )", "f(b, )"))),
            (r#"{"a": [1, |]}"#, r#"{"a":[1]}"#, Some(("/a/1", Role::Value, "", ""))),
            (r#"{"a": [{"b": "|"}]}"#, r#"{"a":[{"b":""}]}"#, Some(("/a/0/b", Role::Value, "\"\"", ""))),
            (r#"{"a": [{"b": 1 ], "c": |"#, r#"{"a":[{"b":1}],"c":null}"#, Some(("/c", Role::Value, "", ""))),
            (r#"{"a/b": {|"#, r#"{"a/b":{}}"#, Some(("/a~1b", key, "", ""))),
            (r#"{"a": {X}, "b": |"#, r#"{"a":"{X}","b":null}"#, Some(("/b", Role::Value, "", ""))),
            (r#"{"a": 1|}"#, r#"{"a":1}"#, Some(("/a", Role::Value, "1", "1"))),
            (r#"{"a": "x"|}"#, r#"{"a":"x"}"#, None),
            (r#"{"a": |"x"}"#, r#"{"a":"x"}"#, None),
            (r#"{"a":| "x"}"#, r#"{"a":"x"}"#, None),
            (r#"[|"x"]"#, r#"["x"]"#, Some(("/0", Role::Value, "", ""))),
            (r#"[1,| {}]"#, r#"[1,{}]"#, Some(("/1", Role::Value, "", ""))),
            (r#"| {}"#, "{}", None),
            (r#"{"a"|: 1}"#, r#"{"a":1}"#, None),
            (r#"{ // |"#, "{}", None),
            (r#"{ /* | */ "a": 1}"#, r#"{"a":1}"#, None),
            ("|", "", Some(("", Role::Value, "", ""))),
        ] {
            let (ours, spot) = read(marked);
            assert_eq!(ours, value, "{marked}");
            let spot = spot.as_ref().map(|(p, r, s, i)| (p.as_str(), *r, s.as_str(), i.as_str()));
            assert_eq!(spot, expected, "{marked}");
        }
    }

    #[test]
    fn clean_texts_are_read_as_they_are() {
        for text in [
            r#"{"a": [1, -2.5e3, true, null, "x\n\u00e9\"", {}, []], "b": {"c": "d", }, }"#,
            "[1, // a\n {\"b\": /* c */ \"{D}\"}]",
            "\"a\"",
        ] {
            use crate::json::{Dialect, parse};
            let clean = parse(&crate::text::Excerpt::verbatim(text, 0), Dialect::Relaxed).root.unwrap();
            let ours = lenient(text, 0, usize::MAX).root.unwrap();
            assert_eq!(format!("{ours:?}"), format!("{clean:?}"));
        }
    }

    #[test]
    fn depth_has_an_end() {
        for text in
            ["[".repeat(100_000), "{\"a\":".repeat(100_000), "{]".repeat(100_000), "[}".repeat(100_000)]
        {
            let _ = lenient(&text, 0, text.len());
        }
    }
}
