//! Bytes that were pushed and are not consumed yet.

use std::ops::Range;

/// A buffer of bytes whose front is consumed. What was consumed last stays readable until the next push.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    /// Where the bytes start that are not consumed.
    at: usize,
    /// How many bytes were consumed and are gone.
    gone: u64,
    /// There are no more bytes to come.
    pub ended: bool,
}

/// A sign that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// This one.
    Is(u8),
    /// It is not here yet.
    More,
    /// There is none.
    End,
}

impl Buffer {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        // What remains moves to the front when it is no more than what is gone: a byte moves once for each that is gone.
        if self.at >= self.bytes.len() - self.at {
            self.bytes.drain(..self.at);
            self.gone += self.at as u64;
            self.at = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Lets go of all bytes, and of the room for them.
    pub(super) fn clear(&mut self) {
        self.gone += self.bytes.len() as u64;
        self.bytes = Vec::new();
        self.at = 0;
    }

    /// Counts bytes that nobody wants.
    pub(super) fn pass(&mut self, count: usize) {
        self.gone += count as u64;
    }

    /// The bytes that are not consumed.
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// Consumes so many bytes of the rest, and says where they are.
    pub(super) fn consume(&mut self, count: usize) -> Range<usize> {
        let start = self.at;
        self.at = (start + count).min(self.bytes.len());
        start..self.at
    }

    /// Bytes that were consumed since the last push.
    pub(super) fn get(&self, range: Range<usize>) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    pub(super) fn consumed(&self) -> u64 {
        self.gone + self.at as u64
    }

    /// Consumes blanks, counting lines. The sign behind them stays where it is.
    pub(super) fn skip_blanks(&mut self, line: &mut u64) -> Sign {
        let rest = self.rest();
        let blanks = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let sign = match rest.get(blanks) {
            Some(byte) => Sign::Is(*byte),
            None if self.ended => Sign::End,
            None => Sign::More,
        };
        *line += count_lines(&rest[..blanks]);
        self.consume(blanks);
        sign
    }
}

pub(super) fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
