//! Reading JSON text into [`Node`]s and [`Fault`]s.

use super::{Kind, Member, Node, clean, mend};
use crate::text::{Excerpt, Span};
use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::tokens::{Token, TokenAndRange};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use std::collections::HashSet;

/// How deep arrays and objects may nest (the limit of `jsonc-parser`).
pub const MAX_DEPTH: usize = 512;

/// How long a text may be to be mended: what is written by hand.
const MAX_MENDED: usize = 1 << 20;

/// How many slips are mended in one text.
const MAX_SLIPS: usize = 8;

/// Which JSON the text must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 8259: what a service reads.
    Strict,
    /// With comments and trailing commas: what a dataflow document may have.
    Relaxed,
}

/// One place where the text is not the JSON it should be.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where, in the file.
    pub span: Span,
    /// In a sentence.
    pub message: String,
    /// The edits that mend it without a doubt; empty when there is none.
    pub edits: Vec<Edit>,
}

/// Replaces a span of the file by text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// The kinds of [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A comma before a closing bracket.
    TrailingComma,
    /// Two values with no comma between them.
    MissingComma,
    /// A comment where none is allowed.
    Comment,
    /// A string in single quotes, or with an escape or a raw control character that JSON has not.
    BadString,
    /// A key without quotes.
    UnquotedKey,
    /// A number JSON cannot write (`.5`, `+1`, `0x1F`, `NaN`).
    BadNumber,
    /// A key that stands twice in one object.
    DuplicateKey,
    /// Brackets that are never closed.
    Unclosed,
    /// Nesting deeper than [`MAX_DEPTH`].
    TooDeep,
    /// `...` in place of what a text leaves out. Readers of abbreviated texts report it; [`parse`] itself takes it
    /// for any other syntax fault.
    Elided,
    /// No value at all.
    Empty,
    /// Anything else that stops the reader.
    Syntax,
}

/// What was read.
#[derive(Debug)]
pub struct Document {
    /// The value; none when the text could not be understood.
    pub root: Option<Node>,
    /// What is wrong with the text, in the order of the file.
    pub faults: Vec<Fault>,
    /// Is the text strict JSON as it stands?
    pub is_strict: bool,
}

impl Document {
    /// Is it JSON of its dialect? (Duplicate keys are legal JSON.)
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.root.is_some() && self.faults.iter().all(|f| f.kind == FaultKind::DuplicateKey)
    }
}

/// Reads JSON text.
///
/// ```
/// use preflow::{json::{parse, Dialect, FaultKind}, text::Excerpt};
/// let body = parse(&Excerpt::verbatim(r#"{"a": [1 2,]}"#, 0), Dialect::Strict);
/// assert_eq!(body.root.unwrap().at("/a/1").unwrap().as_number(), Some("2"));
/// let kinds: Vec<_> = body.faults.iter().map(|f| f.kind).collect();
/// assert_eq!(kinds, [FaultKind::MissingComma, FaultKind::TrailingComma]);
/// ```
#[must_use]
pub fn parse(text: &Excerpt<'_>, dialect: Dialect) -> Document {
    let document = read(text, dialect);
    let stopped = document.root.is_none() && document.faults.iter().any(|f| f.kind == FaultKind::Syntax);
    if stopped && text.text().len() <= MAX_MENDED {
        return mended(text, dialect).unwrap_or(document);
    }
    document
}

fn read(text: &Excerpt<'_>, dialect: Dialect) -> Document {
    if let Some(clean) = clean::read(text, dialect) {
        return Document { root: Some(clean.root), faults: clean.faults, is_strict: clean.is_strict };
    }
    let mut reader = Reader { text, source: text.text(), dialect, faults: Vec::new() };
    let root = reader.read();
    reader.faults.sort_by_key(|f| (f.span.start, f.span.end));
    Document { root, faults: reader.faults, is_strict: false }
}

/// The text with what its slips lack, when all of it can then be read; the slips are faults.
fn mended(text: &Excerpt<'_>, dialect: Dialect) -> Option<Document> {
    let mut text = text.slice(0, text.text().len());
    let mut faults = Vec::new();
    while faults.len() < MAX_SLIPS
        && let Err(error) = read_widest(text.text())
        && let Some(slip) = mend::slip(text.text(), error.range().start.min(text.text().len()))
    {
        let span = text.span(slip.start, slip.end);
        let mut edits: Vec<_> = slip
            .missing
            .iter()
            .map(|(at, c)| Edit { span: text.span(*at, *at), text: c.to_string() })
            .collect();
        // What a number with zeros before it was to be, a text or a number, cannot be told.
        if let Some((start, end)) = slip.extra.filter(|_| slip.kind == FaultKind::Syntax) {
            edits.push(Edit { span: text.span(start, end), text: String::new() });
        }
        faults.push(Fault { kind: slip.kind, span, message: slip.message, edits });
        let mut whole = Excerpt::default();
        let mut copied = 0;
        for (at, c) in slip.missing {
            whole.push_slice(&text, copied, at);
            whole.push_decoded(c.encode_utf8(&mut [0; 4]), text.span(at, at).start as usize, 0);
            copied = at;
        }
        if let Some((start, end)) = slip.extra {
            whole.push_slice(&text, copied, start);
            copied = end;
        }
        whole.push_slice(&text, copied, text.text().len());
        text = whole;
    }
    let mut document = read(&text, dialect);
    document.root.as_ref()?;
    document.is_strict = false;
    document.faults.extend(faults);
    document.faults.sort_by_key(|f| (f.span.start, f.span.end));
    Some(document)
}

struct Reader<'t> {
    text: &'t Excerpt<'t>,
    source: &'t str,
    dialect: Dialect,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// Reads whatever can be understood and reports what is not of the dialect.
    fn read(&mut self) -> Option<Node> {
        let closed;
        let mut source: &str = self.source;
        let mut result = read_widest(source);
        if let Err(error) = &result
            && matches!(error.kind(), ParseErrorKind::UnterminatedObject | ParseErrorKind::UnterminatedArray)
            && let Some(closers) = missing_closers(source)
        {
            closed = format!("{source}{closers}");
            source = &closed;
            result = read_widest(source);
            if result.is_ok() {
                let end = self.source.trim_end().len();
                let message = format!("the JSON ends before `{closers}`: a bracket is never closed");
                self.fault(FaultKind::Unclosed, end.saturating_sub(1), end, message, vec![]);
            }
        }
        let parsed = match result {
            Ok(parsed) => parsed,
            Err(error) => {
                let range = error.range();
                // With brackets added, the text that was read goes on behind the user's.
                let start = range.start.min(self.source.len());
                let end = range.end.clamp(start, self.source.len());
                let (kind, message) = explain(error.kind(), self.source.get(start..).unwrap_or_default());
                self.fault(kind, start, end, message, vec![]);
                return None;
            }
        };
        let Some(value) = parsed.value else {
            self.fault(FaultKind::Empty, 0, self.source.len().min(1), "there is no JSON here".into(), vec![]);
            return None;
        };
        self.check_tokens(source, parsed.tokens.as_deref().unwrap_or_default());
        Some(self.node(value))
    }

    fn fault(&mut self, kind: FaultKind, start: usize, end: usize, message: String, edits: Vec<Edit>) {
        self.faults.push(Fault { kind, span: self.text.span(start, end), message, edits });
    }

    fn edit(&self, start: usize, end: usize, text: &str) -> Vec<Edit> {
        vec![Edit { span: self.text.span(start, end), text: text.to_owned() }]
    }

    /// What the widest grammar let through and the dialect does not.
    fn check_tokens(&mut self, source: &str, tokens: &[TokenAndRange<'_>]) {
        let strict = self.dialect == Dialect::Strict;
        let mut last: Option<&TokenAndRange<'_>> = None;
        for token in tokens {
            let (start, end) = (token.range.start, token.range.end);
            let lexeme = &source[start..end.min(source.len())];
            if start >= self.source.len() {
                break;
            }
            match &token.token {
                Token::CommentLine(_) | Token::CommentBlock(_) => {
                    if strict {
                        let message = "a request body is strict JSON and takes no comments".into();
                        self.fault(FaultKind::Comment, start, end, message, vec![]);
                    }
                    continue;
                }
                Token::CloseBrace | Token::CloseBracket => {
                    if let Some(comma) = last
                        && comma.token == Token::Comma
                        && strict
                    {
                        let (from, to) = (comma.range.start, comma.range.end);
                        let message = format!("a comma before `{lexeme}` is not JSON");
                        let edits = self.edit(from, to, "");
                        self.fault(FaultKind::TrailingComma, from, to, message, edits);
                    }
                }
                Token::String(_) => self.check_string(lexeme, start),
                Token::Number(_) if !is_json_number(lexeme) => {
                    let message = format!("`{lexeme}` is not a JSON number");
                    self.fault(FaultKind::BadNumber, start, end, message, vec![]);
                }
                Token::Word(word) => {
                    let message = format!("the key `{word}` needs double quotes");
                    let edits = self.edit(start, end, &format!("\"{word}\""));
                    self.fault(FaultKind::UnquotedKey, start, end, message, edits);
                }
                _ => {}
            }
            if let Some(before) = last
                && ends_value(&before.token)
                && starts_value(&token.token)
            {
                let at = before.range.end;
                if at == start
                    && matches!((&before.token, &token.token), (Token::Number(_), Token::Number(_)))
                {
                    let (from, to) = (self.text.span(at, at).start, self.text.span(start, end).end);
                    match self.faults.last_mut().filter(|f| f.kind == FaultKind::BadNumber) {
                        Some(fault) if fault.span.end == from => fault.span.end = to,
                        _ => {
                            let message = "a JSON number has no leading zero".into();
                            self.fault(FaultKind::BadNumber, before.range.start, end, message, vec![]);
                        }
                    }
                    last = Some(token);
                    continue;
                }
                let next: String = lexeme.chars().take(24).collect();
                let message = format!("a comma is missing before `{next}`");
                let edits = self.edit(at, at, ",");
                self.fault(FaultKind::MissingComma, before.range.start, at, message, edits);
            }
            last = Some(token);
        }
    }

    fn check_string(&mut self, lexeme: &str, start: usize) {
        if !lexeme.starts_with('"') {
            let message = "JSON strings take double quotes".into();
            self.fault(FaultKind::BadString, start, start + lexeme.len(), message, vec![]);
            return;
        }
        let mut chars = lexeme.char_indices();
        while let Some((i, c)) = chars.next() {
            if c < ' ' {
                let (name, escape) = match c {
                    '\n' => ("line break", "\\n"),
                    '\r' => ("carriage return", "\\r"),
                    '\t' => ("tab", "\\t"),
                    _ => ("control character", "\\u00XX"),
                };
                let message = format!("a raw {name} inside a JSON string must be written `{escape}`");
                let at = start + i;
                let edits = if escape.len() == 2 { self.edit(at, at + 1, escape) } else { vec![] };
                self.fault(FaultKind::BadString, at, at + 1, message, edits);
            } else if c == '\\'
                && let Some((j, e)) = chars.next()
                && !matches!(e, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')
            {
                let message = format!("`\\{}` is not an escape of JSON", e.escape_debug());
                self.fault(FaultKind::BadString, start + i, start + j + e.len_utf8(), message, vec![]);
            }
        }
    }

    fn node(&mut self, value: Value<'_>) -> Node {
        let range = value.range();
        let span = self.text.span(range.start, range.end.min(self.source.len()));
        let kind = match value {
            Value::NullKeyword(_) => Kind::Null,
            Value::BooleanLit(b) => Kind::Bool(b.value),
            Value::NumberLit(n) => Kind::Number(n.value.into()),
            Value::StringLit(s) => Kind::String(s.value.into()),
            Value::Array(a) => Kind::Array(a.elements.into_iter().map(|v| self.node(v)).collect()),
            Value::Object(o) => self.object(o.properties),
        };
        Node { span, kind }
    }

    fn object(&mut self, properties: Vec<jsonc_parser::ast::ObjectProp<'_>>) -> Kind {
        let mut keys = Keys::default();
        let mut members: Vec<Member> = Vec::with_capacity(properties.len());
        for property in properties {
            let range = property.name.range();
            let key: Box<str> = match property.name {
                ObjectPropName::String(s) => s.value.into(),
                ObjectPropName::Word(w) => w.value.into(),
            };
            let key_span = self.text.span(range.start, range.end);
            if keys.has(&members, &key) {
                self.faults.push(Keys::fault(&key, key_span));
            }
            members.push(Member { key, key_span, value: self.node(property.value) });
        }
        Kind::Object(members)
    }
}

/// The keys of an object, to tell those that stand twice.
#[derive(Default)]
pub(super) struct Keys(HashSet<Box<str>>);

impl Keys {
    /// Is the key one of `members`, all of them keys this was asked for?
    pub(super) fn has(&mut self, members: &[Member], key: &str) -> bool {
        // A set pays only where there are many.
        if members.len() < 8 {
            return members.iter().any(|m| &*m.key == key);
        }
        if self.0.is_empty() {
            self.0.extend(members.iter().map(|m| m.key.clone()));
        }
        !self.0.insert(key.into())
    }

    pub(super) fn fault(key: &str, span: Span) -> Fault {
        let message = format!("the key `{key}` stands twice in this object; only the last one counts");
        Fault { kind: FaultKind::DuplicateKey, span, message, edits: Vec::new() }
    }
}

fn read_widest(source: &str) -> Result<jsonc_parser::ParseResult<'_>, jsonc_parser::errors::ParseError> {
    let collect = CollectOptions { comments: CommentCollectionStrategy::AsTokens, tokens: true };
    parse_to_ast(source, &collect, &ParseOptions::default())
}

fn ends_value(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::String(_)
            | Token::Number(_)
            | Token::Boolean(_)
            | Token::Null
            | Token::CloseBrace
            | Token::CloseBracket
    )
}

fn starts_value(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::String(_)
            | Token::Number(_)
            | Token::Boolean(_)
            | Token::Null
            | Token::Word(_)
            | Token::OpenBrace
            | Token::OpenBracket
    )
}

/// The number grammar of RFC 8259, section 6.
pub(super) fn is_json_number(lexeme: &str) -> bool {
    let rest = lexeme.strip_prefix('-').unwrap_or(lexeme).as_bytes();
    let digits = |s: &[u8]| s.iter().take_while(|b| b.is_ascii_digit()).count();
    let int = digits(rest);
    if int == 0 || (int > 1 && rest[0] == b'0') {
        return false;
    }
    let mut rest = &rest[int..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let n = digits(fraction);
        if n == 0 {
            return false;
        }
        rest = &fraction[n..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// The closing brackets that would end the text, when nothing but they is missing.
fn missing_closers(source: &str) -> Option<String> {
    let mut open = Vec::new();
    let mut bytes = source.bytes();
    while let Some(b) = bytes.next() {
        match b {
            b'"' => loop {
                match bytes.next()? {
                    b'\\' => {
                        bytes.next()?;
                    }
                    b'"' => break,
                    _ => {}
                }
            },
            b'{' => open.push('}'),
            b'[' => open.push(']'),
            b'}' | b']' => {
                open.pop()?;
            }
            _ => {}
        }
    }
    (open.len() <= 16).then(|| open.into_iter().rev().collect())
}

fn explain(kind: &ParseErrorKind, rest: &str) -> (FaultKind, String) {
    let found = rest.chars().next();
    let shown = match found {
        Some(c) if c.is_control() => "a line break or control character".to_owned(),
        Some(_) => {
            let word: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').take(24).collect();
            let first: String = rest.chars().take(1).collect();
            format!("`{}`", if word.is_empty() { first } else { word })
        }
        None => "the end of the text".to_owned(),
    };
    let message = match kind {
        ParseErrorKind::NestingDepthExceeded => {
            return (FaultKind::TooDeep, format!("arrays and objects nest deeper than {MAX_DEPTH} levels"));
        }
        _ if matches!(
            found,
            Some('\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | '\u{ab}' | '\u{bb}')
        ) =>
        {
            format!("{shown} is a typographic quote; JSON needs the plain `\"`")
        }
        ParseErrorKind::ExpectedColonAfterObjectKey => {
            format!("a key needs `:` and a value after it; here comes {shown}")
        }
        ParseErrorKind::ExpectedObjectValue => "this key has no value".to_owned(),
        ParseErrorKind::MultipleRootJsonValues => format!("text goes on after the JSON has ended: {shown}"),
        ParseErrorKind::UnterminatedObject | ParseErrorKind::UnterminatedArray => {
            "the text ends before this bracket is closed".to_owned()
        }
        ParseErrorKind::String(string) => {
            format!("this string is broken: {}", lower_first(&string.to_string()))
        }
        ParseErrorKind::UnexpectedWord | ParseErrorKind::UnexpectedToken => {
            format!("{shown} is not a JSON value (a string needs double quotes)")
        }
        _ => format!("{shown} cannot stand here in JSON"),
    };
    (FaultKind::Syntax, message)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str, dialect: Dialect) -> Vec<FaultKind> {
        parse(&Excerpt::verbatim(source, 0), dialect).faults.iter().map(|f| f.kind).collect()
    }

    #[test]
    fn dialects_differ_in_comments_and_trailing_commas_only() {
        let text = "{ // a\n \"a\": 1, }";
        assert_eq!(kinds(text, Dialect::Relaxed), []);
        assert_eq!(kinds(text, Dialect::Strict), [FaultKind::Comment, FaultKind::TrailingComma]);
    }

    #[test]
    fn clean_texts_are_read_alike_in_both_ways() {
        for (text, is_clean, is_strict) in [
            (r#"{"a": [1, -2.5e3, true, null, "x\n\u00e9\"", {}, []], "b": {"c": "d"}}"#, true, true),
            (r#"  "a"  "#, true, true),
            ("{\"a\": 1, // b\n \"b\": [2, 3,], /* c */}", true, false),
            ("[1] // a", true, false),
            (r#"{"a": 1, "b": 2, "a": {"c": 3, "c": 4}}"#, true, true),
            ("{\"a\": \"b\nc\"}", false, false),
            ("{\"a\nb\": 1}", false, false),
            ("{'a': 1}", false, false),
            ("{a: 1}", false, false),
            ("{\"a\": 1 \"b\": 2}", false, false),
            ("{\"a\" 1}", false, false),
            ("{\"a\": }", false, false),
            ("[,]", false, false),
            ("[1,,]", false, false),
            ("[1}", false, false),
            ("[1] 2", false, false),
            ("[01]", false, false),
            ("[.5]", false, false),
            (r#"["\x41"]"#, false, false),
            ("[\"\\", false, false),
            ("[\"a", false, false),
            ("[-]", false, false),
            ("[truefalse]", false, false),
            ("[1, /* ]", false, false),
            ("[1, / ]", false, false),
            ("[1", false, false),
            ("// a", false, false),
            ("", false, false),
        ] {
            for dialect in [Dialect::Relaxed, Dialect::Strict] {
                let excerpt = Excerpt::verbatim(text, 3);
                let clean = clean::read(&excerpt, dialect);
                assert_eq!(clean.is_some(), is_clean && (is_strict || dialect == Dialect::Relaxed), "{text}");
                let Some(clean) = clean else { continue };
                assert_eq!(clean.is_strict, is_strict, "{text}");
                let mut reader = Reader { text: &excerpt, source: text, dialect, faults: Vec::new() };
                let root = reader.read().unwrap();
                assert_eq!(format!("{:?}", clean.root), format!("{root:?}"), "{text}");
                assert_eq!(format!("{:?}", clean.faults), format!("{:?}", reader.faults), "{text}");
            }
        }
    }

    #[test]
    fn slips_do_not_hide_the_rest() {
        for (text, expected) in [
            (r#"{"name: "A b", "c": 1}"#, r#"{"name": "A b", "c": 1}"#),
            (r#"{"a": {"meta:class:"x"}, "c": 1}"#, r#"{"a": {"meta:class":"x"}, "c": 1}"#),
            ("{\"a\": \"x,\n \"b\": \"y\",\n \"c\": 1}", "{\"a\": \"x\",\n \"b\": \"y\",\n \"c\": 1}"),
            ("{\"a\": \"x\n}", "{\"a\": \"x\"\n}"),
            (r#"{"a": 512e686e-543e-4354, "c": 1}"#, r#"{"a": "512e686e-543e-4354", "c": 1}"#),
            ("{\"a\": 512e686e-543e\n }", "{\"a\": \"512e686e-543e\"\n }"),
            (r#"{"a": a1b2}"#, r#"{"a": "a1b2"}"#),
            (r#"{"a": [{"b": 1 ], "c": 2}"#, r#"{"a": [{"b": 1} ], "c": 2}"#),
            (r#"{"a": [1, 2}"#, r#"{"a": [1, 2]}"#),
            (r#"{"a: "b", "c: "d", "e": 3f}"#, r#"{"a": "b", "c": "d", "e": "3f"}"#),
        ] {
            let read = parse(&Excerpt::verbatim(text, 0), Dialect::Strict);
            assert!(read.root.is_some(), "{text}");
            assert!(!read.faults.is_empty(), "{text}");
            let mut edits: Vec<_> = read.faults.iter().flat_map(|f| &f.edits).collect();
            edits.sort_by_key(|e| e.span);
            let mut mended = text.to_owned();
            for edit in edits.iter().rev() {
                mended.replace_range(edit.span.range(), &edit.text);
            }
            assert_eq!(mended, expected);
            assert_eq!(kinds(expected, Dialect::Strict), [], "{expected}");
        }
        for text in [r#"{"a b: "c"}"#, r#"{"a": nope}"#, r#"{"a": 1], "b": 2}"#, r#"[{"a":1], {"b":2}]"#] {
            let read = parse(&Excerpt::verbatim(text, 0), Dialect::Strict);
            assert!(read.root.is_none() && read.faults.len() == 1, "{text}: {:?}", read.faults);
        }
    }

    #[test]
    fn faults_are_told_apart() {
        use FaultKind::*;
        for (text, expected) in [
            ("", vec![Empty]),
            ("  \n", vec![Empty]),
            ("{\"a\":1 \"b\":2}", vec![MissingComma]),
            ("{a:1}", vec![UnquotedKey]),
            ("{'a':1}", vec![BadString]),
            ("[.5]", vec![BadNumber]),
            ("[01]", vec![BadNumber]),
            ("{\"a\": 0012, \"b\": [-007]}", vec![BadNumber, BadNumber]),
            ("{\"a\" \"b\", \"c\" {}}", vec![Syntax, Syntax]),
            ("{\"a\": 1}, \"b\": 2}", vec![Syntax]),
            ("{\"a\": 1,}, \"b\": 2}", vec![Syntax]),
            ("{\"a\": 1}, {\"b\": 2}", vec![Syntax]),
            ("[\"a\nb\"]", vec![BadString]),
            ("{\"a\":1,\"a\":2}", vec![DuplicateKey]),
            ("{\"a\":[1", vec![Unclosed]),
            ("{\"a\":\u{201c}x\u{201d}}", vec![Syntax]),
            ("[1] x", vec![Syntax]),
            ("[1e400, -0.0, 123456789012345678901234567890]", vec![]),
        ] {
            assert_eq!(kinds(text, Dialect::Strict), expected, "{text}");
        }
        assert_eq!(kinds(&"[".repeat(100_000), Dialect::Strict), [TooDeep]);
    }
}
