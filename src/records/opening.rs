//! How records are written: told by their first bytes, as many as that needs.

use super::buffer::{Buffer, Sign};
use super::delimited::Sniff;
use super::feed::State;
use super::lines::Lines;
use super::{MAX_RECORD, MAX_SELECTED, Unreadable, Values, values};
use crate::datum::Reader;
use jsonpath_rust::JsonPath;
use serde_json::Value;

/// How far behind a first line that is no JSON the second one is looked for, in bytes.
const LOOKED_AT: usize = 1 << 16;

/// What a feed has to know before its first record.
pub(super) enum Opening {
    /// Is there a mark of byte order?
    Mark { select: Option<String>, tabs: bool },
    /// Which sign is the first?
    Sign { line: u64, tabs: bool },
    /// Is the first line, of which so much was looked at, a record?
    First { line: u64, seen: usize },
    /// Does the line behind it start with another? So much was looked at, and so far is looked on.
    Second { line: u64, seen: usize, limit: usize },
    /// The document a JSONPath searches.
    Document(String),
    /// Which delimiter?
    Delimiter { line: u64, sniff: Sniff },
}

impl Opening {
    pub(super) fn new(name: &str, select: Option<&str>) -> Self {
        let tabs = name.rsplit_once('.').is_some_and(|(_, e)| e.eq_ignore_ascii_case("tsv"));
        Opening::Mark { select: select.map(str::to_owned), tabs }
    }

    /// Takes one step; nothing when that needs more bytes.
    pub(super) fn step(&mut self, buffer: &mut Buffer) -> Result<Option<State>, Unreadable> {
        let refused = |message: &str| Err(Unreadable::Content(message.into()));
        let (rest, ended) = (buffer.rest(), buffer.ended);
        let next = match self {
            Opening::Mark { select, tabs } => {
                const MARK: &[u8] = b"\xEF\xBB\xBF";
                if rest.starts_with(b"\xFF\xFE") || rest.starts_with(b"\xFE\xFF") {
                    return refused("the records are in UTF-16; save them as UTF-8");
                }
                let starts = [MARK, b"\xFF\xFE", b"\xFE\xFF"];
                if !ended && starts.iter().any(|start| rest.len() < start.len() && start.starts_with(rest)) {
                    return Ok(None);
                }
                if rest.starts_with(MARK) {
                    buffer.consume(MARK.len());
                }
                match select.take() {
                    Some(select) => Opening::Document(select),
                    None => Opening::Sign { line: 1, tabs: *tabs },
                }
            }
            // Blanks before the first sign; a text of blanks only has no records.
            Opening::Sign { line, tabs } => match buffer.skip_blanks(line) {
                Sign::More => return Ok(None),
                Sign::End => return Ok(Some(State::Over)),
                Sign::Is(b'[') => return Ok(Some(State::Values(values::Values::of_array(*line)))),
                Sign::Is(b'{') => Opening::First { line: *line, seen: 0 },
                Sign::Is(0) => return refused("the records are not text"),
                Sign::Is(_) if *tabs => return Ok(Some(State::rows(b'\t', *line))),
                Sign::Is(_) => Opening::Delimiter { line: *line, sniff: Sniff::default() },
            },
            Opening::First { line, seen } => {
                let first = match memchr::memchr(b'\n', &rest[*seen..]) {
                    Some(end) => *seen + end + 1,
                    None if ended || rest.len() > MAX_RECORD => rest.len(),
                    None => {
                        *seen = rest.len();
                        return Ok(None);
                    }
                };
                if first > MAX_RECORD || Reader::default().read(&rest[..first]).is_ok() {
                    return Ok(Some(State::Lines(Lines::new(*line))));
                }
                Opening::Second { line: *line, seen: first, limit: first + LOOKED_AT }
            }
            Opening::Second { line, seen, limit } => {
                let part = &rest[*seen..rest.len().min(*limit)];
                *seen += part.len();
                return match part.iter().find(|b| !b.is_ascii_whitespace()) {
                    None if !ended && *seen < *limit => Ok(None),
                    // It cannot be the inside of an object.
                    Some(b'{') => Ok(Some(State::Lines(Lines::new(*line)))),
                    _ => Ok(Some(State::Values(values::Values::in_sequence(*line)))),
                };
            }
            Opening::Document(select) => {
                if rest.len() as u64 > MAX_SELECTED {
                    let limit = MAX_SELECTED >> 20;
                    return refused(&format!("a document of more than {limit} MiB cannot be searched"));
                }
                if !ended {
                    return Ok(None);
                }
                let found = selected(rest, select)?;
                buffer.clear();
                return Ok(Some(State::Ready(Values::new(found))));
            }
            Opening::Delimiter { line, sniff } => match sniff.run(rest, ended) {
                None => return Ok(None),
                Some(delimiter) => return Ok(Some(State::rows(delimiter, *line))),
            },
        };
        Ok(Some(State::Opening(next)))
    }
}

/// What a JSONPath finds in a document.
fn selected(text: &[u8], select: &str) -> Result<Vec<Value>, Unreadable> {
    let document: Value = serde_json::from_slice(text)
        .map_err(|e| Unreadable::Content(format!("a JSONPath needs a JSON document: {e}")))?;
    let found = document
        .query(select)
        .map_err(|e| Unreadable::Content(format!("`{select}` is not a JSONPath: {e}")))?;
    Ok(match found.as_slice() {
        [] => return Err(Unreadable::Content(format!("`{select}` finds nothing in the document"))),
        // The way to an array means its elements.
        [Value::Array(items)] => items.clone(),
        found => found.iter().map(|value| (*value).clone()).collect(),
    })
}
