//! JSON values over as many lines as they like: the elements of an array, or one after another.

use super::buffer::{Buffer, Sign, count_lines};
use super::{BadRecord, Frame, MAX_RECORD, too_long};

/// Where the reading of values stands.
#[derive(Debug)]
pub(super) struct Values {
    /// They are the elements of an array.
    in_array: bool,
    place: Place,
    /// The line that was come to.
    line: u64,
    scan: Scan,
    /// The last value was broken.
    spoilt: bool,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    /// At the bracket of the array.
    Opening,
    /// Before a value, or the end.
    Before,
    /// In the value that starts on this line.
    In(u64),
    /// Behind an element: at its comma.
    Behind,
    Over,
}

impl Values {
    /// The elements of the array that is next.
    pub(super) fn of_array(line: u64) -> Self {
        Values { in_array: true, place: Place::Opening, line, scan: Scan::default(), spoilt: false }
    }

    /// One value after another.
    pub(super) fn in_sequence(line: u64) -> Self {
        Values { in_array: false, place: Place::Before, line, scan: Scan::default(), spoilt: false }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The value that was given cannot be read.
    pub(super) fn spoilt(&mut self) {
        self.spoilt = true;
        if !self.in_array {
            // Where one value ends is uncertain once one is broken.
            self.place = Place::Over;
        }
    }

    pub(super) fn step(&mut self, buffer: &mut Buffer) -> Frame {
        loop {
            match self.place {
                Place::Over => return Frame::End,
                Place::In(line) => return self.value(buffer, line),
                Place::Opening => {
                    buffer.consume(1);
                    self.place = Place::Before;
                }
                Place::Before => match buffer.skip_blanks(&mut self.line) {
                    Sign::More => return Frame::More,
                    // A comma after the last element loses nothing.
                    Sign::Is(b']') if self.in_array => self.place = Place::Over,
                    Sign::Is(_) => {
                        self.scan = Scan::default();
                        self.place = Place::In(self.line);
                    }
                    Sign::End => {
                        self.place = Place::Over;
                        if self.in_array {
                            return self.fault("the array of records is never closed with `]`");
                        }
                    }
                },
                Place::Behind => match buffer.skip_blanks(&mut self.line) {
                    Sign::More => return Frame::More,
                    Sign::Is(b',') => {
                        buffer.consume(1);
                        self.place = Place::Before;
                    }
                    Sign::Is(b']' | b'}') => self.place = Place::Over,
                    // A value cut short by the end has said so itself.
                    Sign::End if self.spoilt => self.place = Place::Over,
                    // Two values without a comma, or the end without a bracket.
                    Sign::Is(_) | Sign::End => self.place = Place::Before,
                },
            }
        }
    }

    /// Goes on in the value that starts on a line.
    fn value(&mut self, buffer: &mut Buffer, line: u64) -> Frame {
        let ended = self.scan.run(buffer.rest()) || buffer.ended;
        let long = self.scan.skips || self.scan.seen > MAX_RECORD;
        if !ended && !long {
            return Frame::More;
        }
        let length = self.scan.seen;
        let text = buffer.consume(length);
        self.line += count_lines(buffer.get(text.clone()));
        (self.scan.seen, self.scan.skips) = (0, long);
        if !ended {
            return Frame::More;
        }
        self.place = if self.in_array { Place::Behind } else { Place::Before };
        self.spoilt = false;
        if long {
            self.spoilt();
            return Frame::Fault(too_long(line));
        }
        if length == 0 && !self.in_array {
            self.spoilt();
            return self.fault("this is no place for a comma or a closing bracket");
        }
        Frame::Text { text, line }
    }

    fn fault(&self, message: &str) -> Frame {
        Frame::Fault(BadRecord { line: self.line, message: message.into() })
    }
}

/// The search for the end of a value: the comma or bracket that ends it, or the bracket that closes it.
#[derive(Debug, Default)]
struct Scan {
    /// How far the value was looked at.
    seen: usize,
    depth: usize,
    quoted: bool,
    escaped: bool,
    /// The value is too long, and what was read of it is gone.
    skips: bool,
}

impl Scan {
    /// Goes on in the bytes of the value. Is the end there? Then so many were seen as the value has.
    fn run(&mut self, bytes: &[u8]) -> bool {
        let mut at = self.seen;
        let ended = loop {
            if self.quoted {
                if self.escaped && at < bytes.len() {
                    self.escaped = false;
                    at += 1;
                }
                let Some(found) = quote_or_backslash(bytes, at) else {
                    at = bytes.len();
                    break false;
                };
                self.escaped = bytes[found] == b'\\';
                self.quoted = self.escaped;
                at = found + 1;
                continue;
            }
            let Some(byte) = bytes.get(at) else { break false };
            match byte {
                b'"' => self.quoted = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 1 => self.depth -= 1,
                b'}' | b']' => {
                    // Closes the value, or what the value stands in.
                    at += self.depth;
                    break true;
                }
                b',' if self.depth == 0 => break true,
                _ => {}
            }
            at += 1;
        };
        self.seen = at;
        ended
    }
}

/// The next quote or backslash; eight bytes are looked at at once.
fn quote_or_backslash(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // The high bits of bytes that are zero. The lowest bit is right; higher ones may stand for bytes that are not.
    let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & HIGH;
    while let Some(part) = bytes.get(at..at + 8) {
        // A part has eight bytes.
        let part = u64::from_le_bytes(part.try_into().unwrap_or_default());
        let found = zero(part ^ (ONES * u64::from(b'"'))) | zero(part ^ (ONES * u64::from(b'\\')));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).map(|n| at + n)
}
