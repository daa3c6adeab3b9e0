//! Records from bytes that are pushed, cut anywhere. What is read does not depend on where.

use super::buffer::{Buffer, Sign};
use super::delimited::{Rows, Sniff};
use super::lines::Lines;
use super::{BadRecord, Item, MAX_RECORD, MAX_SELECTED, Unreadable, Values, values};
use crate::datum::{Datum, Reader};
use jsonpath_rust::JsonPath;
use serde_json::Value;
use std::ops::Range;

/// How far behind a first line that is no JSON the second one is looked for, in bytes.
const LOOKED_AT: usize = 1 << 16;

/// Records from bytes that come when they come: whoever has some pushes them, and takes the records out that are
/// complete with them. Memory holds what was pushed last and the longest record, however many bytes there are.
///
/// ```
/// use preflow::records::{Feed, Next};
/// let mut feed = Feed::new("people.csv", None);
/// let mut ages = Vec::new();
/// for bytes in [&b"name;a"[..], b"ge\nAda;", b"36\nAl", b"an;41\n"] {
///     feed.push(bytes);
///     while let Next::Item(record) = feed.next()? {
///         ages.push(record?.get("age").unwrap().to_string());
///     }
/// }
/// assert_eq!((ages.len(), feed.consumed()), (2, 25));
/// feed.end();
/// assert!(matches!(feed.next()?, Next::End));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Feed {
    buffer: Buffer,
    state: State,
    /// What reads JSON records; it remembers their names.
    reader: Reader,
}

/// What a feed has for who asks for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// The next one.
    Item(T),
    /// None yet: it needs more bytes, or to be told that there are no more.
    More,
    /// None any more.
    End,
}

/// What was found in a buffer.
#[derive(Debug)]
pub(super) enum Frame {
    /// The text of a JSON record, consumed, and the line it starts on.
    Text {
        text: Range<usize>,
        line: u64,
    },
    /// What the state of the feed holds.
    Held,
    Fault(BadRecord),
    More,
    End,
}

enum State {
    Opening(Opening),
    Lines(Lines),
    Values(values::Values),
    Rows(Box<Rows>),
    Ready(Values),
    Over,
}

/// What a feed has to know before its first record.
enum Opening {
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

impl State {
    fn rows(delimiter: u8, line: u64) -> Self {
        State::Rows(Box::new(Rows::new(delimiter, line)))
    }
}

impl Feed {
    /// A feed without bytes. `name` only decides between delimiters; `select` is a JSONPath to the records in a JSON
    /// document, which is then kept whole.
    #[must_use]
    pub fn new(name: &str, select: Option<&str>) -> Self {
        let tabs = name.rsplit_once('.').is_some_and(|(_, e)| e.eq_ignore_ascii_case("tsv"));
        let opening = Opening::Mark { select: select.map(str::to_owned), tabs };
        Feed { buffer: Buffer::default(), state: State::Opening(opening), reader: Reader::default() }
    }

    /// Takes the bytes that come next. They are kept until [`Feed::next`] has said that it needs more.
    pub fn push(&mut self, bytes: &[u8]) {
        match self.state {
            State::Over | State::Ready(_) => self.buffer.pass(bytes.len()),
            _ => self.buffer.push(bytes),
        }
    }

    /// There are no more bytes.
    pub fn end(&mut self) {
        self.buffer.ended = true;
    }

    /// How many of the bytes pushed are done with, up to the end of the last record.
    #[must_use]
    pub fn consumed(&self) -> u64 {
        self.buffer.consumed()
    }

    /// The next record. It borrows from a buffer that the next push uses again.
    ///
    /// # Errors
    /// Before the first record: the bytes are no UTF-8 text, or the JSONPath is none or finds nothing. The feed is
    /// at its end then.
    pub fn next(&mut self) -> Result<Next<Result<Datum<'_>, BadRecord>>, Unreadable> {
        if !self.open()? {
            return Ok(Next::More);
        }
        Ok(match self.frame() {
            Frame::More => Next::More,
            Frame::End => Next::End,
            found => Next::Item(self.item(found)),
        })
    }

    /// Finds out how the records are written; false when that needs more bytes.
    pub(super) fn open(&mut self) -> Result<bool, Unreadable> {
        loop {
            let known = match &mut self.state {
                State::Opening(opening) => opening.step(&mut self.buffer),
                State::Rows(rows) => return rows.header(&mut self.buffer).inspect_err(|_| self.stop()),
                _ => return Ok(true),
            };
            match known {
                Ok(Some(state)) => self.state = state,
                Ok(None) => return Ok(false),
                Err(why) => {
                    self.stop();
                    return Err(why);
                }
            }
        }
    }

    /// Finds the next record of a feed that is open.
    pub(super) fn frame(&mut self) -> Frame {
        let frame = match &mut self.state {
            State::Lines(lines) => lines.step(&mut self.buffer),
            State::Values(values) => values.step(&mut self.buffer),
            State::Rows(rows) => rows.step(&mut self.buffer),
            State::Ready(values) => {
                if values.next() {
                    Frame::Held
                } else {
                    Frame::End
                }
            }
            State::Opening(_) => Frame::More,
            State::Over => Frame::End,
        };
        if matches!(frame, Frame::End) {
            self.stop();
        }
        frame
    }

    /// The record that was found.
    pub(super) fn item(&mut self, frame: Frame) -> Item<'_> {
        match (frame, &mut self.state) {
            (Frame::Fault(bad), _) => Err(bad),
            (Frame::Text { text, line }, state) => {
                let item = record(&mut self.reader, self.buffer.get(text), line);
                if let (Err(_), State::Values(values)) = (&item, state) {
                    values.spoilt();
                }
                item
            }
            (_, State::Rows(rows)) => rows.item(),
            (_, State::Ready(values)) => Ok(values.item()),
            // No other state holds one.
            _ => Ok(Datum::Null),
        }
    }

    /// There are no more records, whatever is pushed.
    pub(super) fn stop(&mut self) {
        self.state = State::Over;
        self.buffer.clear();
    }

    /// The line that was come to.
    pub(super) fn line(&self) -> u64 {
        match &self.state {
            State::Lines(lines) => lines.line(),
            State::Values(values) => values.line(),
            State::Rows(rows) => rows.line(),
            State::Opening(_) | State::Ready(_) | State::Over => 1,
        }
    }
}

/// Reads the text of one record that starts on a line.
fn record<'t>(reader: &mut Reader, text: &'t [u8], line: u64) -> Item<'t> {
    match reader.read(text) {
        Ok(value) if value.is_object() => Ok(value),
        Ok(value) => {
            let kind = value.type_name();
            Err(BadRecord { line, message: format!("a record is a JSON object, but this is {kind}") })
        }
        Err(fault) => {
            let line = line + (fault.line as u64).saturating_sub(1);
            Err(BadRecord { line, message: format!("not JSON: {}", fault.message) })
        }
    }
}

impl Opening {
    /// Takes one step; nothing when that needs more bytes.
    fn step(&mut self, buffer: &mut Buffer) -> Result<Option<State>, Unreadable> {
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
