//! Records from bytes that are pushed, cut anywhere. What is read does not depend on where.

use super::buffer::Buffer;
use super::delimited::Rows;
use super::lines::Lines;
use super::opening::Opening;
use super::{BadRecord, Item, Unreadable, Values, values};
use crate::datum::{Datum, Reader};
use std::ops::Range;

/// Records from bytes that come when they come: whoever has some pushes them, and takes the records out that are
/// complete with them. Memory holds what was pushed last and the longest record, however many bytes there are.
///
/// ```
/// use preflow::records::{Feed, Next};
/// let mut feed = Feed::new("people.csv", None);
/// let mut people = Vec::new();
/// for bytes in [&b"name;a"[..], b"ge\nAda;", b"36\nAl", b"an;41\n"] {
///     feed.push(bytes);
///     while let Next::Item(record) = feed.next()? {
///         people.push(record?.to_string());
///     }
/// }
/// assert_eq!(people, [r#"{"name":"Ada","age":"36"}"#, r#"{"name":"Alan","age":"41"}"#]);
/// assert_eq!(feed.consumed(), 24);
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

/// How the records are written, and where their reading stands.
pub(super) enum State {
    Opening(Opening),
    Lines(Lines),
    Values(values::Values),
    Rows(Box<Rows>),
    Ready(Values),
    Over,
}

impl State {
    pub(super) fn rows(delimiter: u8, line: u64) -> Self {
        State::Rows(Box::new(Rows::new(delimiter, line)))
    }
}

impl Feed {
    /// A feed without bytes. `name` only decides between delimiters; `select` is a JSONPath to the records in a JSON
    /// document, which is then kept whole.
    #[must_use]
    pub fn new(name: &str, select: Option<&str>) -> Self {
        let opening = Opening::new(name, select);
        Feed { buffer: Buffer::default(), state: State::Opening(opening), reader: Reader::default() }
    }

    /// Takes the bytes that come next. They are kept until [`Feed::next`] has said that it needs more.
    pub fn push(&mut self, bytes: &[u8]) {
        match self.state {
            State::Over | State::Ready(_) => self.buffer.pass(bytes.len()),
            _ => self.buffer.push(bytes),
        }
    }

    /// Room for so many bytes; they need no [`Feed::push`].
    pub(super) fn room(&mut self, count: usize) -> &mut [u8] {
        self.buffer.room(count)
    }

    /// So many bytes came into the room there was for them.
    pub(super) fn filled(&mut self, count: usize) {
        self.buffer.filled(count);
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
    #[allow(clippy::should_implement_trait, reason = "an iterator cannot lend")]
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
