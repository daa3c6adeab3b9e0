//! Records in lines of values: CSV, TSV and their relatives. The first line names the columns.
//!
//! Every value is text. A cell with nothing in it is null: the file cannot tell an empty text from no value.

use super::buffer::{Buffer, count_lines};
use super::{BadRecord, Frame, Item, MAX_RECORD, Unreadable};
use crate::datum::{Datum, Members};
use csv_core::ReadRecordResult;
use std::borrow::Cow;
use std::collections::HashSet;

/// The delimiters that are recognised; the first wins a draw.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many bytes are looked at for them.
const LOOKED_AT: usize = 1 << 16;

/// The search for the delimiter that stands most often in the first line, outside quotes.
#[derive(Debug, Default)]
pub(super) struct Sniff {
    seen: usize,
    quoted: bool,
    counts: [usize; DELIMITERS.len()],
}

impl Sniff {
    /// Goes on in the bytes of the first line; nothing when that needs more of them.
    pub(super) fn run(&mut self, bytes: &[u8], ended: bool) -> Option<u8> {
        let start = &bytes[..bytes.len().min(LOOKED_AT)];
        let mut decided = ended || start.len() == LOOKED_AT;
        for byte in &start[self.seen..] {
            match byte {
                b'"' => self.quoted = !self.quoted,
                b'\n' if !self.quoted => {
                    decided = true;
                    break;
                }
                _ if self.quoted => {}
                _ => {
                    if let Some(i) = DELIMITERS.iter().position(|d| d == byte) {
                        self.counts[i] += 1;
                    }
                }
            }
        }
        self.seen = start.len();
        let most = self.counts.iter().max().copied().unwrap_or(0);
        let best = self.counts.iter().position(|n| *n == most).unwrap_or(0);
        decided.then_some(DELIMITERS[best])
    }
}

/// Where the reading of rows stands.
pub(super) struct Rows {
    core: csv_core::Reader,
    /// The names of the columns, once they are known.
    names: Option<Vec<String>>,
    /// No column has the name of another.
    distinct: bool,
    /// Ends of lines that the core does not see.
    skipped: u64,
    /// The line that the row starts on.
    line: u64,
    /// Bytes of the row that were read.
    used: usize,
    /// The values of the row behind one another, and where each ends; so much of both is written.
    text: Vec<u8>,
    ends: Vec<usize>,
    written: (usize, usize),
    /// The last row was complete, or there is none any more.
    complete: bool,
    over: bool,
}

impl Rows {
    pub(super) fn new(delimiter: u8, line: u64) -> Self {
        Rows {
            core: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            names: None,
            distinct: true,
            skipped: line - 1,
            line,
            used: 0,
            text: vec![0; 1 << 10],
            ends: vec![0; 1 << 5],
            written: (0, 0),
            complete: true,
            over: false,
        }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Reads the names of the columns; false when that needs more bytes.
    pub(super) fn header(&mut self, buffer: &mut Buffer) -> Result<bool, Unreadable> {
        if self.names.is_some() {
            return Ok(true);
        }
        // The core passes over one mark of byte order when it stands in the first bytes it sees, with more behind it.
        if self.used == 0 && buffer.rest().len() < 4 && !buffer.ended {
            return Ok(false);
        }
        match self.step(buffer) {
            Frame::More => return Ok(false),
            Frame::Fault(bad) => return Err(Unreadable::Content(bad.message)),
            Frame::End => {
                self.names = Some(Vec::new());
                return Ok(true);
            }
            Frame::Held | Frame::Text { .. } => {}
        }
        let (text, ends) = self.row().ok_or_else(|| Unreadable::Content(NOT_UTF8.into()))?;
        let names: Vec<String> = cells(text, ends).map(str::to_owned).collect();
        self.distinct = names.iter().collect::<HashSet<_>>().len() == names.len();
        self.names = Some(names);
        Ok(true)
    }

    pub(super) fn step(&mut self, buffer: &mut Buffer) -> Frame {
        if self.over {
            return Frame::End;
        }
        if self.complete {
            // What the core would pass over itself, and count too late: the row starts behind it.
            let rest = buffer.rest();
            let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            self.skipped += count_lines(&rest[..ends]);
            let is_here = ends < rest.len() || buffer.ended;
            buffer.consume(ends);
            self.line = self.core.line() + self.skipped;
            if !is_here {
                return Frame::More;
            }
            (self.complete, self.written, self.used) = (false, (0, 0), 0);
        }
        loop {
            let rest = buffer.rest();
            if rest.is_empty() && !buffer.ended {
                return Frame::More;
            }
            // One byte more than a record may have tells that it has too many.
            let rest = &rest[..rest.len().min(MAX_RECORD + 1 - self.used)];
            let (result, read, text, ends) = self.core.read_record(
                rest,
                &mut self.text[self.written.0..],
                &mut self.ends[self.written.1..],
            );
            buffer.consume(read);
            self.used += read;
            self.written.0 += text;
            self.written.1 += ends;
            if self.used > MAX_RECORD {
                // A quote that is never closed: there is no line to go on with.
                self.over = true;
                let limit = MAX_RECORD >> 20;
                let message = format!("the record is longer than {limit} MiB: is a quote never closed?");
                return Frame::Fault(BadRecord { line: self.line, message });
            }
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.complete = true;
                    return Frame::Held;
                }
                ReadRecordResult::End => {
                    self.over = true;
                    return Frame::End;
                }
            }
        }
    }

    /// The values of the row that is complete, if they are UTF-8.
    fn row(&self) -> Option<(&str, &[usize])> {
        let ends = self.ends.get(..self.written.1)?;
        let text = std::str::from_utf8(self.text.get(..self.written.0)?).ok()?;
        // Halves of a sign in two values are no sign.
        let apart = text.is_ascii() || ends.iter().all(|end| text.is_char_boundary(*end));
        apart.then_some((text, ends))
    }

    /// The record that the row is.
    pub(super) fn item(&self) -> Item<'_> {
        let fault = |message| Err(BadRecord { line: self.line, message });
        let names = self.names.as_deref().unwrap_or_default();
        let Some((text, ends)) = self.row() else { return fault(NOT_UTF8.into()) };
        if ends.len() != names.len() {
            let (has, names) = (ends.len(), names.len());
            let values = if has == 1 { "value" } else { "values" };
            return fault(format!("the line has {has} {values}, but the header names {names} columns"));
        }
        let mut record = Members::with_capacity(names.len());
        let cells = names.iter().zip(cells(text, ends));
        if self.distinct {
            cells.for_each(|(name, text)| record.push_new(Cow::Borrowed(name), cell(text)));
        } else {
            let cells = cells.map(|(name, text)| (Cow::Borrowed(name.as_str()), cell(text)));
            record.extend_with(cells, |slot, value| *slot = value);
        }
        Ok(Datum::Object(record))
    }
}

const NOT_UTF8: &str = "the line is not UTF-8";

/// The texts that end there, one behind another.
fn cells<'t>(text: &'t str, ends: &[usize]) -> impl Iterator<Item = &'t str> {
    let mut start = 0;
    ends.iter().map(move |end| text.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default())
}

/// The value of a cell.
fn cell(text: &str) -> Datum<'_> {
    if text.is_empty() { Datum::Null } else { Datum::Text(Cow::Borrowed(text)) }
}
