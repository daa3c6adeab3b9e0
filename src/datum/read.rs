//! JSON text into data that borrow from it.
//!
//! The scanner knows plain JSON and nothing else: texts with escapes are left to `serde_json`, and so is every text
//! that it cannot read, which is then read once more or refused. So what JSON is and what is wrong with it are told
//! alike wherever preflow reads JSON; only what is read by the scanner costs no copies.

use super::write::{escapes, is_plain, needs_escape};
use super::{Datum, MANY, Members};
use std::borrow::Cow;
use std::collections::HashMap;

/// The levels that arrays and objects may be nested.
pub const MAX_DEPTH: usize = 127;
/// The most names of the last record that are kept.
const MAX_NAMES: usize = 512;

/// Reads one JSON value after another, and remembers from each what helps with the next.
#[derive(Debug, Default)]
pub struct Reader {
    /// Names that members of the last object had, in order, all different.
    names: Vec<Box<str>>,
}

/// What is wrong with a text that is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in bytes.
    pub column: usize,
    /// In a few words.
    pub message: String,
}

impl Reader {
    /// Reads the JSON value that a text is.
    ///
    /// ```
    /// use preflow::datum::Reader;
    /// let datum = Reader::default().read(br#"{"a": [1.50, "x"], "a": 1e400}"#)?;
    /// assert_eq!(datum.to_string(), r#"{"a":1e400}"#);
    /// # Ok::<(), preflow::datum::Fault>(())
    /// ```
    ///
    /// # Errors
    /// When it is no JSON, no UTF-8, or nested more than [`MAX_DEPTH`] levels.
    pub fn read<'r>(&mut self, text: &'r [u8]) -> Result<Datum<'r>, Fault> {
        if let Ok(text) = std::str::from_utf8(text)
            && let Some(datum) = self.whole(text)
        {
            return Ok(datum);
        }
        match serde_json::from_slice::<serde_json::Value>(text) {
            Ok(value) => Ok(Datum::from(&value).into_owned()),
            Err(error) => {
                let all = error.to_string();
                let message = if error.is_eof() {
                    "it ends in the middle".to_owned()
                } else {
                    all.split(" at line ").next().unwrap_or(&all).to_owned()
                };
                Err(Fault { line: error.line(), column: error.column(), message })
            }
        }
    }

    fn whole<'r>(&mut self, text: &'r str) -> Option<Datum<'r>> {
        let mut scan = Scan { text, bytes: text.as_bytes(), at: 0 };
        let datum = match scan.peek()? {
            b'{' => Datum::Object(self.record(&mut scan)?),
            _ => scan.value(MAX_DEPTH)?,
        };
        scan.peek().is_none().then_some(datum)
    }

    /// The outermost object. Its names are mostly those of the last one in the same order, and then they differ.
    fn record<'r>(&mut self, scan: &mut Scan<'r>) -> Option<Members<'r>> {
        let mut members = Vec::with_capacity(self.names.len());
        let (mut next, mut new) = (0, false);
        let mut more = scan.enter(b'}')?;
        while more {
            let left = self.names.get(next..).unwrap_or_default();
            let name = match left.first().and_then(|name| scan.expected(name)) {
                Some(name) => {
                    next += 1;
                    Cow::Borrowed(name)
                }
                None => {
                    let name = scan.name()?;
                    match left.iter().position(|known| **known == *name) {
                        Some(skipped) => next += skipped + 1,
                        None => new = true,
                    }
                    name
                }
            };
            scan.colon()?;
            members.push((name, scan.value(MAX_DEPTH - 1)?));
            more = scan.more(b'}')?;
        }
        if new {
            last_wins(&mut members);
            self.names.clear();
            // A name that had escapes is never read as it stands.
            let names = members.iter().take(MAX_NAMES).map(|(name, _)| &**name);
            self.names.extend(names.filter(|name| is_plain(name.as_bytes())).map(Box::from));
        }
        Some(Members(members))
    }
}

/// A reader of plain JSON. Nothing means that `serde_json` has to look.
struct Scan<'r> {
    text: &'r str,
    bytes: &'r [u8],
    at: usize,
}

impl<'r> Scan<'r> {
    /// The next byte that is no blank, left where it is.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                other => return Some(*other),
            }
        }
    }

    /// Goes into an array or object; is there something in it?
    fn enter(&mut self, closing: u8) -> Option<bool> {
        self.at += 1;
        let empty = self.peek()? == closing;
        self.at += usize::from(empty);
        Some(!empty)
    }

    /// Behind an element or member: is there another?
    fn more(&mut self, closing: u8) -> Option<bool> {
        let next = self.peek()?;
        self.at += 1;
        match next {
            b',' => Some(true),
            next => (next == closing).then_some(false),
        }
    }

    fn colon(&mut self) -> Option<()> {
        let found = self.peek()? == b':';
        self.at += 1;
        found.then_some(())
    }

    /// Takes a name, if it is this one. It has nothing that would be escaped.
    fn expected(&mut self, name: &str) -> Option<&'r str> {
        self.peek()?;
        let (start, end) = (self.at + 1, self.at + 1 + name.len());
        let found = self.bytes.get(start..end)? == name.as_bytes()
            && self.bytes[self.at] == b'"'
            && self.bytes.get(end) == Some(&b'"');
        if !found {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    fn name(&mut self) -> Option<Cow<'r, str>> {
        if self.peek()? == b'"' { self.string() } else { None }
    }

    fn value(&mut self, depth: usize) -> Option<Datum<'r>> {
        match self.peek()? {
            b'"' => self.string().map(Datum::Text),
            b'n' => self.word("null", Datum::Null),
            b't' => self.word("true", Datum::Bool(true)),
            b'f' => self.word("false", Datum::Bool(false)),
            b'[' if depth > 0 => {
                let mut items = Vec::new();
                let mut more = self.enter(b']')?;
                while more {
                    items.push(self.value(depth - 1)?);
                    more = self.more(b']')?;
                }
                Some(Datum::Array(items))
            }
            b'{' if depth > 0 => {
                let mut members = Vec::new();
                let mut more = self.enter(b'}')?;
                while more {
                    let name = self.name()?;
                    self.colon()?;
                    members.push((name, self.value(depth - 1)?));
                    more = self.more(b'}')?;
                }
                last_wins(&mut members);
                Some(Datum::Object(Members(members)))
            }
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, datum: Datum<'static>) -> Option<Datum<'r>> {
        let found = self.bytes[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        found.then_some(datum)
    }

    fn number(&mut self) -> Option<Datum<'r>> {
        let start = self.at;
        self.at += usize::from(self.bytes[self.at] == b'-');
        let whole = self.at;
        self.digits()?;
        if self.bytes[whole] == b'0' && self.at > whole + 1 {
            return None;
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        Some(Datum::Number(Cow::Borrowed(self.text.get(start..self.at)?)))
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    /// The text whose opening quote is next.
    fn string(&mut self) -> Option<Cow<'r, str>> {
        let start = self.at + 1;
        let mut end = self.special(start)?;
        if self.bytes[end] == b'"' {
            self.at = end + 1;
            return self.text.get(start..end).map(Cow::Borrowed);
        }
        while self.bytes[end] == b'\\' {
            // What is escaped is no end, whatever it is.
            end = self.special(end + 2)?;
        }
        self.at = end + 1;
        // A control character is refused.
        serde_json::from_str(self.text.get(start - 1..=end)?).ok().map(Cow::Owned)
    }

    /// The next quote, backslash or control character.
    fn special(&self, mut at: usize) -> Option<usize> {
        while let Some(part) = self.bytes.get(at..at + 8) {
            // A part has eight bytes.
            match escapes(u64::from_le_bytes(part.try_into().unwrap_or_default())) {
                0 => at += 8,
                found => return Some(at + found.trailing_zeros() as usize / 8),
            }
        }
        let rest = self.bytes.get(at..)?;
        rest.iter().position(|byte| needs_escape(*byte)).map(|n| at + n)
    }
}

/// Of members with one name the last value counts, in the place of the first.
fn last_wins(members: &mut Vec<(Cow<'_, str>, Datum<'_>)>) {
    let mut doubles = Vec::new();
    if members.len() < MANY {
        for (i, (name, _)) in members.iter().enumerate() {
            if let Some(first) = members[..i].iter().position(|(before, _)| before == name) {
                doubles.push((first, i));
            }
        }
    } else {
        let mut seen = HashMap::with_capacity(members.len());
        for (i, (name, _)) in members.iter().enumerate() {
            let first = *seen.entry(&**name).or_insert(i);
            if first != i {
                doubles.push((first, i));
            }
        }
    }
    if doubles.is_empty() {
        return;
    }
    let mut gone = vec![false; members.len()];
    for (first, later) in doubles {
        members[first].1 = std::mem::take(&mut members[later].1);
        gone[later] = true;
    }
    let mut gone = gone.into_iter();
    members.retain(|_| !gone.next().unwrap_or(false));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the reader makes of texts one after another is what `serde_json` makes of them.
    #[track_caller]
    fn as_serde_json(texts: &[&str]) {
        let mut reader = Reader::default();
        for text in texts {
            let (ours, theirs) =
                (reader.read(text.as_bytes()), serde_json::from_str::<serde_json::Value>(text));
            match (ours, theirs) {
                // serde_json writes exponents anew.
                (Ok(ours), Ok(theirs)) => {
                    let again: serde_json::Value = serde_json::from_str(&ours.to_string()).unwrap();
                    assert!(again == theirs && ours.to_value() == theirs, "{text}: {ours}");
                }
                (Err(_), Err(_)) => {}
                (ours, theirs) => panic!("{text}: {ours:?}, {theirs:?}"),
            }
        }
    }

    #[test]
    fn values_are_those_of_serde_json() {
        as_serde_json(&[
            "null",
            " true ",
            "false",
            "[]",
            "{}",
            "\"\"",
            "-0",
            "-0.0",
            "1E5",
            "1e+05",
            "0.10",
            "1e400",
            "123456789012345678901234567890",
            r#""a\n\u00e9\ud83d\ude00\"""#,
            r#"{"a":{"b":[1,{"c":null}]}}"#,
            r#"{"":"","é":"日本"}"#,
            r#"{"\u0061":1,"a":2}"#,
        ]);
        as_serde_json(&[
            "",
            " ",
            "nul",
            "01",
            "1.",
            ".5",
            "+1",
            "NaN",
            "[1,]",
            "[1",
            "{\"a\"}",
            "{\"a\":1,}",
            "{a:1}",
            "\"\u{1}\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "1 2",
            "{\"a\":1} x",
            "\"a",
            "-",
        ]);
        let digits = "9".repeat(10_000);
        as_serde_json(&[&digits, &format!("-{digits}.{digits}e7")]);
        for depth in [126, 127, 128, 129, 100_000] {
            as_serde_json(&[&format!("{}{}", "[".repeat(depth), "]".repeat(depth))]);
            as_serde_json(&[&format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth))]);
        }
    }

    #[test]
    fn the_last_of_a_name_counts_whatever_was_read_before() {
        let many: String = (0..100).map(|i| format!("\"{}\":{i},", i % 60)).collect();
        as_serde_json(&[
            r#"{"a":1,"b":2,"c":3}"#,
            r#"{"a":1,"b":2,"c":3}"#,
            r#"{"a":1,"c":3}"#,
            r#"{"b":1,"a":2}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"b":1,"a":2,"b":3,"c":4}"#,
            r#"{"c":1,"a":2,"c":3}"#,
            r#"{"x":1,"a":2,"x":3}"#,
            r#"{"a":1,"x":2,"b":3,"x":4,"a":5}"#,
            r#"{"x":{"y":1,"y":2},"a":[{"z":1,"z":2}]}"#,
            &format!("{{{many}\"a\":1}}"),
            &format!("{{{many}\"a\":1}}"),
        ]);
    }

    #[test]
    fn only_what_has_escapes_is_copied() {
        let text = br#"{"name":"x","n\n":"y\t","number":12.50}"#;
        let Ok(Datum::Object(members)) = Reader::default().read(text) else { panic!() };
        let borrowed: Vec<bool> = members
            .into_iter()
            .flat_map(|(name, value)| match value {
                Datum::Text(value) | Datum::Number(value) => [name, value],
                _ => panic!(),
            })
            .map(|text| matches!(text, Cow::Borrowed(_)))
            .collect();
        assert_eq!(borrowed, [true, true, false, false, true, true]);
    }

    #[test]
    fn faults_say_where() {
        let fault = Reader::default().read(b"{\"a\":\n  tru}").unwrap_err();
        assert_eq!((fault.line, fault.message.as_str()), (2, "expected ident"));
        let fault = Reader::default().read(b"{\"a\":").unwrap_err();
        assert_eq!(fault.message, "it ends in the middle");
        assert!(Reader::default().read(b"\"\xff\"").is_err());
    }
}
