//! JSON records: the elements of an array, one value after another, or one a line.

use super::{BadRecord, MAX_RECORD, Records, Unreadable};
use serde_json::Value;
use std::io::{self, BufRead};

type Item = Result<Value, BadRecord>;

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
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

/// Reads text that starts with an object: NDJSON, or values written over several lines.
pub(super) fn objects<'r>(mut reader: Box<dyn BufRead + 'r>, line: u64) -> Result<Records<'r>, Unreadable> {
    let mut first = Vec::new();
    let whole = read_line(&mut *reader, &mut first)?;
    let lines = if !whole || serde_json::from_slice::<Value>(&first).is_ok() {
        true
    } else {
        // `{` on the next line too cannot be the inside of an object.
        first_sign(&mut *reader)? == Some(b'{')
    };
    if lines {
        return Ok(Records(Box::new(Lines {
            reader,
            line,
            buffer: first,
            pending: Some(whole),
            done: false,
        })));
    }
    let values = Values { bytes: Bytes::new(reader, first, line), done: false };
    Ok(Records(Box::new(values)))
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
        let end = buffer.iter().position(|b| *b == b'\n').map(|n| n + 1);
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
    reader: Box<dyn BufRead + 'r>,
    line: u64,
    buffer: Vec<u8>,
    /// A line is in the buffer already; is it whole?
    pending: Option<bool>,
    done: bool,
}

impl Iterator for Lines<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.done {
            let whole = match self.pending.take() {
                Some(whole) => whole,
                None => {
                    self.buffer.clear();
                    match read_line(&mut *self.reader, &mut self.buffer) {
                        Ok(whole) => whole,
                        Err(error) => {
                            self.done = true;
                            return Some(Err(BadRecord { line: self.line, message: error.to_string() }));
                        }
                    }
                }
            };
            let line = self.line;
            self.line += 1;
            if !whole {
                return Some(Err(too_long(line)));
            }
            if self.buffer.is_empty() {
                self.done = true;
            } else if !self.buffer.trim_ascii().is_empty() {
                return Some(record(self.buffer.trim_ascii_end(), line));
            }
        }
        None
    }
}

fn too_long(line: u64) -> BadRecord {
    BadRecord { line, message: format!("the record is longer than {} MiB", MAX_RECORD >> 20) }
}

/// Reads the text of one record that starts on a line.
fn record(text: &[u8], line: u64) -> Item {
    match serde_json::from_slice::<Value>(text) {
        Ok(value) if value.is_object() => Ok(value),
        Ok(value) => {
            let kind = match value {
                Value::Null => "null",
                Value::Bool(_) => "a boolean",
                Value::Number(_) => "a number",
                Value::String(_) => "text",
                _ => "an array",
            };
            Err(BadRecord { line, message: format!("a record is a JSON object, but this is {kind}") })
        }
        Err(error) => {
            let at = error.to_string();
            let what = at.split(" at line ").next().unwrap_or(&at);
            let line = line + (error.line() as u64).saturating_sub(1);
            let message = if error.is_eof() {
                "not JSON: it ends in the middle".into()
            } else {
                format!("not JSON: {what}")
            };
            Err(BadRecord { line, message })
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

/// One value after another, each over as many lines as it likes.
struct Values<'r> {
    bytes: Bytes<'r>,
    done: bool,
}

impl Iterator for Values<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.done {
            return None;
        }
        let mut text = Vec::new();
        let result = self.bytes.peek().and_then(|first| {
            let line = self.bytes.line;
            Ok((first, line, self.bytes.value(&mut text)?))
        });
        let item = match result {
            Err(error) => Err(BadRecord { line: self.bytes.line, message: error.to_string() }),
            Ok((None, ..)) => {
                self.done = true;
                return None;
            }
            Ok((_, line, false)) => Err(too_long(line)),
            Ok((_, line, true)) if text.is_empty() => {
                Err(BadRecord { line, message: "this is no place for a comma or a closing bracket".into() })
            }
            Ok((_, line, true)) => record(&text, line),
        };
        // Where one value ends is uncertain once one is broken.
        self.done = item.is_err();
        Some(item)
    }
}

/// The elements of an array.
pub(super) struct Array<'r> {
    bytes: Bytes<'r>,
    started: bool,
    done: bool,
    text: Vec<u8>,
}

impl<'r> Array<'r> {
    pub(super) fn new(reader: Box<dyn BufRead + 'r>, line: u64) -> Self {
        Array { bytes: Bytes::new(reader, Vec::new(), line), started: false, done: false, text: Vec::new() }
    }

    fn step(&mut self) -> io::Result<Option<Item>> {
        if !self.started {
            self.started = true;
            self.bytes.peek()?;
            self.bytes.consume(1);
            if self.bytes.peek()? == Some(b']') {
                return self.end();
            }
        }
        let mut text = std::mem::take(&mut self.text);
        let first = self.bytes.peek()?;
        let line = self.bytes.line;
        match first {
            None => return self.unclosed(line),
            // A comma after the last element loses nothing.
            Some(b']') => return self.end(),
            Some(_) => {}
        }
        let whole = self.bytes.value(&mut text)?;
        let item = if whole { record(&text, line) } else { Err(too_long(line)) };
        self.text = text;
        match self.bytes.peek()? {
            Some(b',') => self.bytes.consume(1),
            Some(b']') => {
                self.end()?;
            }
            // The value itself was cut short by the end; its own fault says so.
            None if item.is_err() => self.done = true,
            // Left for the next call: it says what stands there.
            None => {}
            // Two values without a comma: go on with the second.
            Some(b'}') => {
                self.done = true;
            }
            Some(_) => {}
        }
        Ok(Some(item))
    }

    fn unclosed(&mut self, line: u64) -> io::Result<Option<Item>> {
        self.done = true;
        Ok(Some(Err(BadRecord { line, message: "the array of records is never closed with `]`".into() })))
    }

    /// After the closing bracket nothing may follow.
    fn end(&mut self) -> io::Result<Option<Item>> {
        self.done = true;
        Ok(None)
    }
}

impl Iterator for Array<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.done {
            return None;
        }
        match self.step() {
            Ok(item) => item,
            Err(error) => {
                self.done = true;
                Some(Err(BadRecord { line: self.bytes.line, message: error.to_string() }))
            }
        }
    }
}
