//! Records in lines of values: CSV, TSV and their relatives. The first line names the columns.
//!
//! Every value is text. A cell with nothing in it is null: the file cannot tell an empty text from no value.

use super::{BadRecord, Lend, MAX_RECORD, Records, Unreadable};
use crate::datum::{Datum, Members};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// The delimiters that are recognised; the first wins a draw.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(super) fn open<'r>(
    mut reader: Box<dyn BufRead + 'r>,
    name: &str,
    first_line: u64,
) -> Result<Records<'r>, Unreadable> {
    let delimiter = if has_extension(name, "tsv") { b'\t' } else { sniff(reader.fill_buf()?) };
    let used = Rc::new(Cell::new(0));
    let metered = Metered { reader, used: Rc::clone(&used) };
    let mut rows =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(true).flexible(true).from_reader(metered);
    let names = rows.headers().map_err(|e| Unreadable::Content(explain(&e)))?.clone();
    let names: Vec<String> = names.iter().map(str::to_owned).collect();
    Ok(Records(Box::new(Rows {
        rows,
        distinct: names.iter().collect::<HashSet<_>>().len() == names.len(),
        names,
        used,
        row: csv::StringRecord::new(),
        skipped: first_line - 1,
        done: false,
    })))
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, e)| e.eq_ignore_ascii_case(extension))
}

/// The delimiter that stands most often in the first line, outside quotes.
fn sniff(start: &[u8]) -> u8 {
    let mut counts = [0usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(i) = DELIMITERS.iter().position(|d| d == byte) {
                    counts[i] += 1;
                }
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let best = counts.iter().position(|n| *n == most).unwrap_or(0);
    DELIMITERS[best]
}

/// Stops a record that does not end: a quote that is never closed must not fill the memory.
struct Metered<'r> {
    reader: Box<dyn BufRead + 'r>,
    /// Bytes read since the last record was complete.
    used: Rc<Cell<usize>>,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.used.get() > MAX_RECORD {
            let limit = MAX_RECORD >> 20;
            return Err(io::Error::other(format!(
                "the record is longer than {limit} MiB: is a quote never closed?"
            )));
        }
        let count = self.reader.read(buffer)?;
        self.used.set(self.used.get() + count);
        Ok(count)
    }
}

struct Rows<'r> {
    rows: csv::Reader<Metered<'r>>,
    names: Vec<String>,
    /// No column has the name of another.
    distinct: bool,
    used: Rc<Cell<usize>>,
    row: csv::StringRecord,
    skipped: u64,
    done: bool,
}

impl Lend for Rows<'_> {
    fn next(&mut self) -> Option<Result<Datum<'_>, BadRecord>> {
        if self.done {
            return None;
        }
        self.used.set(0);
        match self.rows.read_record(&mut self.row) {
            Ok(false) => None,
            Ok(true) => Some(self.record()),
            Err(error) => {
                self.done = matches!(error.kind(), csv::ErrorKind::Io(_));
                let line = error.position().map_or(0, csv::Position::line) + self.skipped;
                Some(Err(BadRecord { line, message: explain(&error) }))
            }
        }
    }
}

impl Rows<'_> {
    fn record(&self) -> Result<Datum<'_>, BadRecord> {
        if self.row.len() != self.names.len() {
            let line = self.row.position().map_or(0, csv::Position::line) + self.skipped;
            let (has, names) = (self.row.len(), self.names.len());
            let values = if has == 1 { "value" } else { "values" };
            let message = format!("the line has {has} {values}, but the header names {names} columns");
            return Err(BadRecord { line, message });
        }
        let cells = self.names.iter().zip(&self.row);
        let mut record = Members::with_capacity(self.names.len());
        if self.distinct {
            cells.for_each(|(name, text)| record.push_new(Cow::Borrowed(name), cell(text)));
        } else {
            let cells = cells.map(|(name, text)| (Cow::Borrowed(name.as_str()), cell(text)));
            record.extend_with(cells, |slot, value| *slot = value);
        }
        Ok(Datum::Object(record))
    }
}

/// The value of a cell.
fn cell(text: &str) -> Datum<'_> {
    if text.is_empty() { Datum::Null } else { Datum::Text(Cow::Borrowed(text)) }
}

fn explain(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "the line is not UTF-8".into(),
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}
