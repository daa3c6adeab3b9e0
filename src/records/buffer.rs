//! Bytes that were pushed and are not consumed yet.

use std::ops::Range;

/// A buffer of bytes whose front is consumed. What was consumed last stays readable until more bytes come.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// Bytes and behind them room for more.
    room: Vec<u8>,
    /// Where the bytes start that are not consumed.
    at: usize,
    /// Where the bytes end.
    end: usize,
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
        self.room(bytes.len()).copy_from_slice(bytes);
        self.filled(bytes.len());
    }

    /// Room for so many bytes that come next.
    pub(super) fn room(&mut self, count: usize) -> &mut [u8] {
        // What remains moves to the front when it is no more than what is gone: a byte moves for each that is gone, at most.
        if self.at >= self.end - self.at {
            self.room.copy_within(self.at..self.end, 0);
            self.gone += self.at as u64;
            self.end -= self.at;
            self.at = 0;
        }
        let end = self.end + count;
        if self.room.len() < end {
            self.room.resize(end, 0);
        }
        &mut self.room[self.end..end]
    }

    /// So many bytes came into the room there was for them.
    pub(super) fn filled(&mut self, count: usize) {
        self.end = (self.end + count).min(self.room.len());
    }

    /// Lets go of all bytes, and of the room for them.
    pub(super) fn clear(&mut self) {
        self.gone += self.end as u64;
        self.room = Vec::new();
        (self.at, self.end) = (0, 0);
    }

    /// Counts bytes that nobody wants.
    pub(super) fn pass(&mut self, count: usize) {
        self.gone += count as u64;
    }

    /// The bytes that are not consumed.
    pub(super) fn rest(&self) -> &[u8] {
        &self.room[self.at..self.end]
    }

    /// Consumes so many bytes of the rest, and says where they are.
    pub(super) fn consume(&mut self, count: usize) -> Range<usize> {
        let start = self.at;
        self.at = (start + count).min(self.end);
        start..self.at
    }

    /// Bytes that were consumed since the last ones came.
    pub(super) fn get(&self, range: Range<usize>) -> &[u8] {
        self.room.get(range).unwrap_or_default()
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
