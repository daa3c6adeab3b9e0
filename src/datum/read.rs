//! JSON text into data that borrow from it.
//!
//! `jiter` finds the parts; nothing of the text is copied but what has escapes. Where `jiter` refuses a text,
//! `serde_json` has the last word, and says what is wrong: both readers agree, and the messages are the same
//! wherever preflow reads JSON.

use super::{Datum, MANY, Members};
use jiter::{Jiter, JiterResult, Peek};
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
            && let Ok(datum) = self.whole(text)
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

    fn whole<'r>(&mut self, text: &'r str) -> JiterResult<Datum<'r>> {
        let mut parts = Jiter::new(text.as_bytes());
        let first = parts.peek()?;
        let datum = if first == Peek::Object {
            Datum::Object(self.record(text, &mut parts)?)
        } else {
            value(text, &mut parts, first, MAX_DEPTH)?
        };
        parts.finish()?;
        Ok(datum)
    }

    /// The outermost object. Its names are mostly those of the last one in the same order, and then they differ.
    fn record<'r>(&mut self, text: &'r str, parts: &mut Jiter<'r>) -> JiterResult<Members<'r>> {
        let mut members = Vec::with_capacity(self.names.len());
        let (mut next, mut new) = (0, false);
        let mut name = parts.known_object()?.map(|name| borrow(text, name));
        while let Some(here) = name {
            let left = self.names.get(next..).unwrap_or_default();
            match left.iter().position(|known| **known == *here) {
                Some(skipped) => next += skipped + 1,
                None => new = true,
            }
            let first = parts.peek()?;
            members.push((here, value(text, parts, first, MAX_DEPTH - 1)?));
            name = parts.next_key()?.map(|name| borrow(text, name));
        }
        if new {
            last_wins(&mut members);
            self.names.clear();
            self.names.extend(members.iter().take(MAX_NAMES).map(|(name, _)| Box::from(&**name)));
        }
        Ok(Members(members))
    }
}

fn value<'r>(text: &'r str, parts: &mut Jiter<'r>, first: Peek, depth: usize) -> JiterResult<Datum<'r>> {
    Ok(match first {
        Peek::Null => {
            parts.known_null()?;
            Datum::Null
        }
        Peek::True | Peek::False => Datum::Bool(parts.known_bool(first)?),
        Peek::String => Datum::Text(borrow(text, parts.known_str()?)),
        // Nothing more is read: the text is refused for its depth.
        Peek::Array | Peek::Object if depth == 0 => return parts.next_null().map(|()| Datum::Null),
        Peek::Array => {
            let mut items = Vec::new();
            let mut next = parts.known_array()?;
            while let Some(first) = next {
                items.push(value(text, parts, first, depth - 1)?);
                next = parts.array_step()?;
            }
            Datum::Array(items)
        }
        Peek::Object => {
            let mut members = Vec::new();
            let mut name = parts.known_object()?.map(|name| borrow(text, name));
            while let Some(here) = name {
                let first = parts.peek()?;
                members.push((here, value(text, parts, first, depth - 1)?));
                name = parts.next_key()?.map(|name| borrow(text, name));
            }
            last_wins(&mut members);
            Datum::Object(Members(members))
        }
        number => {
            let digits = parts.known_number_bytes(number)?;
            // Digits are UTF-8.
            Datum::Number(borrow(text, std::str::from_utf8(digits).unwrap_or_default()))
        }
    })
}

/// A part that `jiter` found, borrowed from the text where it stands there as it is. What had escapes stands in a
/// buffer of the reader and is copied.
fn borrow<'r>(text: &'r str, part: &str) -> Cow<'r, str> {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    match start.checked_add(part.len()).and_then(|end| text.get(start..end)) {
        Some(same) => Cow::Borrowed(same),
        None => Cow::Owned(part.to_owned()),
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
