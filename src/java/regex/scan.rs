//! The pattern as a row of code points with their places, and the cursor that Java's reader moves over them.
//!
//! Quoted stretches (`\Q…\E`) are resolved first, as Java does: each of their characters becomes an escaped one.

use super::RegexFault;

/// What a pattern can have set with `(?…)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    /// `i`
    pub(super) insensitive: bool,
    /// `d`
    pub(super) unix: bool,
    /// `m`
    pub(super) multiline: bool,
    /// `s`
    pub(super) dotall: bool,
    /// `u`
    pub(super) unicode_case: bool,
    /// `x`
    pub(super) comments: bool,
    /// `U`
    pub(super) unicode_class: bool,
}

/// The end of the pattern reads as NUL, as in Java; a NUL before the end is a character.
pub(super) const END: char = '\0';

/// The cursor.
#[derive(Debug)]
pub(super) struct Scan {
    points: Vec<(char, usize, usize)>,
    length: usize,
    /// The index of the next code point.
    pub(super) at: usize,
    /// The flags in force.
    pub(super) flags: Flags,
}

impl Scan {
    pub(super) fn new(pattern: &str) -> Scan {
        let points: Vec<_> = pattern.char_indices().map(|(i, c)| (c, i, i + c.len_utf8())).collect();
        let points = unquote(points);
        Scan { length: points.len(), points, at: 0, flags: Flags::default() }
    }

    /// The code point at an index.
    pub(super) fn char_at(&self, index: usize) -> char {
        self.points.get(index).map_or(END, |(c, ..)| *c)
    }

    /// Is the cursor at the end or behind it?
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.length
    }

    /// Did reading run over the end?
    pub(super) fn ran_over(&self) -> bool {
        self.at > self.length
    }

    /// Is the index one of the pattern?
    pub(super) fn is_inside(&self, index: usize) -> bool {
        index < self.length
    }

    /// Is there a character beyond the basic plane from that index on?
    pub(super) fn has_supplementary(&self, from: usize) -> bool {
        self.points.get(from..).unwrap_or_default().iter().any(|(c, ..)| u32::from(*c) > 0xFFFF)
    }

    fn blank(c: char) -> bool {
        matches!(c, '\t'..='\r' | ' ')
    }

    fn line_end(&self, c: char) -> bool {
        c == '\n' || !self.flags.unix && matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
    }

    /// In comments mode: the next index from `index` on that is neither blank nor in a comment.
    fn past_comments(&self, mut index: usize) -> usize {
        while self.flags.comments && self.is_inside(index) {
            let c = self.char_at(index);
            if Scan::blank(c) {
                index += 1;
            } else if c == '#' {
                while self.is_inside(index) && !self.line_end(self.char_at(index)) {
                    index += 1;
                }
            } else {
                break;
            }
        }
        index
    }

    /// The next code point that counts; the cursor moves onto it.
    pub(super) fn peek(&mut self) -> char {
        self.at = self.past_comments(self.at);
        self.char_at(self.at)
    }

    /// The next code point that counts; the cursor moves behind it.
    pub(super) fn read(&mut self) -> char {
        let c = self.peek();
        self.at += 1;
        c
    }

    /// Steps over one code point and peeks.
    pub(super) fn next(&mut self) -> char {
        self.at += 1;
        self.peek()
    }

    /// Steps over one code point and gives the one behind it, comments or not.
    pub(super) fn next_raw(&mut self) -> char {
        self.at += 1;
        self.char_at(self.at)
    }

    /// The code point behind the next one; the cursor moves behind it.
    pub(super) fn skip(&mut self) -> char {
        let c = self.char_at(self.at + 1);
        self.at += 2;
        c
    }

    /// Steps back.
    pub(super) fn unread(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// A fault from one code point up to before another.
    pub(super) fn fault(&self, from: usize, to: usize, message: impl Into<String>) -> RegexFault {
        let end = self.points.last().map_or(0, |(.., end)| *end);
        let start = self.points.get(from).map_or(end, |(_, start, _)| *start);
        let stop =
            to.min(self.length).checked_sub(1).and_then(|i| self.points.get(i)).map_or(0, |(.., e)| *e);
        RegexFault { start, end: stop.max(start), message: message.into() }
    }

    /// A fault from one code point up to the last one read.
    pub(super) fn fault_from(&self, from: usize, message: impl Into<String>) -> RegexFault {
        self.fault(from, self.at.max(from + 1), message)
    }
}

/// Resolves `\Q…\E`: letters stay, digits and signs are escaped.
fn unquote(points: Vec<(char, usize, usize)>) -> Vec<(char, usize, usize)> {
    let quote = |i: usize, c: char| {
        points.get(i).is_some_and(|(a, ..)| *a == '\\') && points.get(i + 1).is_some_and(|(b, ..)| *b == c)
    };
    let mut out = Vec::with_capacity(points.len());
    let (mut i, mut quoted, mut first) = (0, false, false);
    while let Some(&(c, start, end)) = points.get(i) {
        if !quoted {
            if quote(i, 'Q') {
                (quoted, first) = (true, true);
                i += 2;
                continue;
            }
            out.push((c, start, end));
            i += 1;
            // An escaped backslash does not begin a quotation.
            if c == '\\'
                && let Some(next) = points.get(i)
            {
                out.push(*next);
                i += 1;
            }
            continue;
        }
        if quote(i, 'E') {
            quoted = false;
            i += 2;
            continue;
        }
        if c.is_ascii_digit() && first {
            // A digit right behind the quotation must not lengthen an escape before it.
            out.extend(['\\', 'x', '3', c].map(|c| (c, start, end)));
        } else if c.is_ascii() && !c.is_ascii_alphanumeric() {
            out.extend(['\\', c].map(|c| (c, start, end)));
        } else {
            out.push((c, start, end));
        }
        first = false;
        i += 1;
    }
    out
}
