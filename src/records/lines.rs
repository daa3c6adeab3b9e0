//! One record a line.

use super::buffer::Buffer;
use super::{Frame, MAX_RECORD, too_long};

/// Where the reading of lines stands.
#[derive(Debug)]
pub(super) struct Lines {
    /// The number of the line.
    line: u64,
    /// How far the line was looked at: there is no end of it before.
    seen: usize,
    /// The line is too long, and what was read of it is gone.
    skips: bool,
}

impl Lines {
    pub(super) fn new(line: u64) -> Self {
        Lines { line, seen: 0, skips: false }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn step(&mut self, buffer: &mut Buffer) -> Frame {
        loop {
            let rest = buffer.rest();
            let length = match memchr::memchr(b'\n', &rest[self.seen..]) {
                Some(end) => self.seen + end + 1,
                None if buffer.ended && rest.is_empty() && !self.skips => return Frame::End,
                None if buffer.ended => rest.len(),
                None => {
                    self.seen = rest.len();
                    if self.seen > MAX_RECORD {
                        buffer.consume(self.seen);
                        (self.seen, self.skips) = (0, true);
                    }
                    return Frame::More;
                }
            };
            let (text, line) = (buffer.consume(length), self.line);
            self.line += 1;
            self.seen = 0;
            if std::mem::take(&mut self.skips) || length > MAX_RECORD {
                return Frame::Fault(too_long(line));
            }
            let kept = buffer.get(text.clone()).trim_ascii_end().len();
            if kept > 0 {
                return Frame::Text { text: text.start..text.start + kept, line };
            }
        }
    }
}
