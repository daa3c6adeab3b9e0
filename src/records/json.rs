//! JSON records: the elements of an array, one value after another, or one a line.

use super::{BadRecord, Lend, MAX_RECORD, Records, Unreadable};
use crate::datum::{Datum, Reader};
use std::io::{self, BufRead};

type Item<'t> = Result<Datum<'t>, BadRecord>;

/// Skips blanks; gives the byte that stands there, and the line it stands on.
pub(super) fn skip_blanks(reader: &mut dyn BufRead) -> io::Result<(Option<u8>, u64)> {
    let mut line = 1;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok((None, line));
        }
        let blanks = buffer.iter().take_while(|b| b.is_ascii_whitespace()).count();
        line += count_lines(&buffer[..blanks]);
        let found = buffer.get(blanks).copied();
        reader.consume(blanks);
        if found.is_some() {
            return Ok((found, line));
        }
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Reads text that starts with an object: NDJSON, or values written over several lines.
pub(super) fn objects<'r>(mut reader: Box<dyn BufRead + 'r>, line: u64) -> Result<Records<'r>, Unreadable> {
    let mut first = Vec::new();
    let whole = read_line(&mut *reader, &mut first)?;
    let lines = if !whole || Reader::default().read(&first).is_ok() {
        true
    } else {
        // `{` on the next line too cannot be the inside of an object.
        first_sign(&mut *reader)? == Some(b'{')
    };
    if lines {
        return Ok(Records(Box::new(Lines {
            from: reader,
            line,
            buffer: first,
            pending: Some(whole),
            done: false,
            reader: Reader::default(),
        })));
    }
    let bytes = Bytes::new(reader, first, line);
    Ok(Records(Box::new(Sequence { bytes, done: false, text: Vec::new(), reader: Reader::default() })))
}

/// The first sign of what is buffered next that is no blank.
fn first_sign(reader: &mut dyn BufRead) -> io::Result<Option<u8>> {
    Ok(reader.fill_buf()?.iter().copied().find(|b| !b.is_ascii_whitespace()))
}

/// Reads a line to its end, keeping at most [`MAX_RECORD`] bytes; false when it was longer.
fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    let mut whole = true;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(whole);
        }
        let end = memchr::memchr(b'\n', buffer).map(|n| n + 1);
        let count = end.unwrap_or(buffer.len());
        if line.len() + count > MAX_RECORD {
            whole = false;
        } else {
            line.extend_from_slice(&buffer[..count]);
        }
        reader.consume(count);
        if end.is_some() {
            return Ok(whole);
        }
    }
}

struct Lines<'r> {
    from: Box<dyn BufRead + 'r>,
    line: u64,
    buffer: Vec<u8>,
    /// A line is in the buffer already; is it whole?
    pending: Option<bool>,
    done: bool,
    reader: Reader,
}

impl Lend for Lines<'_> {
    fn next(&mut self) -> Option<Item<'_>> {
        loop {
            if self.done {
                return None;
            }
            let whole = match self.pending.take() {
                Some(whole) => whole,
                None => {
                    self.buffer.clear();
                    match read_line(&mut *self.from, &mut self.buffer) {
                        Ok(whole) => whole,
                        Err(error) => {
                            self.done = true;
                            return Some(Err(BadRecord { line: self.line, message: error.to_string() }));
                        }
                    }
                }
            };
            self.line += 1;
            if !whole {
                return Some(Err(too_long(self.line - 1)));
            }
            if self.buffer.is_empty() {
                self.done = true;
            } else if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        Some(record(&mut self.reader, self.buffer.trim_ascii_end(), self.line - 1))
    }
}

fn too_long(line: u64) -> BadRecord {
    BadRecord { line, message: format!("the record is longer than {} MiB", MAX_RECORD >> 20) }
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

/// Bytes with a start that was read already and the number of the line they stand on.
struct Bytes<'r> {
    reader: Box<dyn BufRead + 'r>,
    start: Vec<u8>,
    at: usize,
    line: u64,
}

impl<'r> Bytes<'r> {
    fn new(reader: Box<dyn BufRead + 'r>, start: Vec<u8>, line: u64) -> Self {
        Bytes { reader, start, at: 0, line }
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        if self.at < self.start.len() { Ok(&self.start[self.at..]) } else { self.reader.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.start.len() { self.at += count } else { self.reader.consume(count) }
    }

    /// The next byte that is no blank, left where it is.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.fill()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let blanks = buffer.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let (found, lines) = (buffer.get(blanks).copied(), count_lines(&buffer[..blanks]));
            self.consume(blanks);
            self.line += lines;
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Takes one value: up to the comma or bracket that ends it, or the bracket that closes it.
    fn value(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        let (mut depth, mut quoted, mut escaped, mut whole) = (0usize, false, false, true);
        text.clear();
        loop {
            let buffer = self.fill()?;
            if buffer.is_empty() {
                return Ok(whole);
            }
            let mut count = 0;
            let mut ended = false;
            for byte in buffer {
                if quoted {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => quoted = false,
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => quoted = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth > 1 => depth -= 1,
                        b'}' | b']' => {
                            // Closes the value, or what the value stands in.
                            count += usize::from(depth == 1);
                            ended = true;
                            break;
                        }
                        b',' if depth == 0 => {
                            ended = true;
                            break;
                        }
                        _ => {}
                    }
                }
                count += 1;
            }
            if text.len() + count > MAX_RECORD {
                whole = false;
            } else {
                text.extend_from_slice(&buffer[..count]);
            }
            let lines = count_lines(&buffer[..count]);
            self.consume(count);
            self.line += lines;
            if ended {
                return Ok(whole);
            }
        }
    }
}

/// What was read for the next call of a reader.
enum Step {
    /// The text of a record, which starts on this line.
    Text(u64),
    Fault(BadRecord),
    End,
}

/// One value after another, each over as many lines as it likes.
struct Sequence<'r> {
    bytes: Bytes<'r>,
    done: bool,
    text: Vec<u8>,
    reader: Reader,
}

impl Sequence<'_> {
    fn step(&mut self) -> io::Result<Step> {
        let first = self.bytes.peek()?;
        let line = self.bytes.line;
        if first.is_none() {
            return Ok(Step::End);
        }
        let whole = self.bytes.value(&mut self.text)?;
        if !whole {
            return Ok(Step::Fault(too_long(line)));
        }
        if self.text.is_empty() {
            let message = "this is no place for a comma or a closing bracket".into();
            return Ok(Step::Fault(BadRecord { line, message }));
        }
        Ok(Step::Text(line))
    }
}

impl Lend for Sequence<'_> {
    fn next(&mut self) -> Option<Item<'_>> {
        if self.done {
            return None;
        }
        let step = self.step().unwrap_or_else(|error| {
            Step::Fault(BadRecord { line: self.bytes.line, message: error.to_string() })
        });
        let item = match step {
            Step::End => None,
            Step::Fault(bad) => Some(Err(bad)),
            Step::Text(line) => Some(record(&mut self.reader, &self.text, line)),
        };
        // Where one value ends is uncertain once one is broken.
        self.done = !matches!(item, Some(Ok(_)));
        item
    }
}

/// The elements of an array.
pub(super) struct Array<'r> {
    bytes: Bytes<'r>,
    started: bool,
    done: bool,
    text: Vec<u8>,
    reader: Reader,
}

impl<'r> Array<'r> {
    pub(super) fn new(from: Box<dyn BufRead + 'r>, line: u64) -> Self {
        Array {
            bytes: Bytes::new(from, Vec::new(), line),
            started: false,
            done: false,
            text: Vec::new(),
            reader: Reader::default(),
        }
    }

    fn step(&mut self) -> io::Result<Step> {
        if !self.started {
            self.started = true;
            self.bytes.peek()?;
            self.bytes.consume(1);
        }
        let first = self.bytes.peek()?;
        let line = self.bytes.line;
        match first {
            None => {
                self.done = true;
                let message = "the array of records is never closed with `]`".into();
                return Ok(Step::Fault(BadRecord { line, message }));
            }
            // A comma after the last element loses nothing.
            Some(b']') => {
                self.done = true;
                return Ok(Step::End);
            }
            Some(_) => {}
        }
        let whole = self.bytes.value(&mut self.text)?;
        match self.bytes.peek()? {
            Some(b',') => self.bytes.consume(1),
            Some(b']' | b'}') => self.done = true,
            // A value cut short by the end says so itself; else the next call says what is missing.
            None => self.done = !whole || record(&mut self.reader, &self.text, line).is_err(),
            // Two values without a comma: go on with the second.
            Some(_) => {}
        }
        Ok(if whole { Step::Text(line) } else { Step::Fault(too_long(line)) })
    }
}

impl Lend for Array<'_> {
    fn next(&mut self) -> Option<Item<'_>> {
        if self.done {
            return None;
        }
        match self.step() {
            Ok(Step::End) => None,
            Ok(Step::Fault(bad)) => Some(Err(bad)),
            Ok(Step::Text(line)) => Some(record(&mut self.reader, &self.text, line)),
            Err(error) => {
                self.done = true;
                Some(Err(BadRecord { line: self.bytes.line, message: error.to_string() }))
            }
        }
    }
}
