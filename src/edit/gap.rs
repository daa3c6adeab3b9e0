//! What stands between two values: blanks, comments and perhaps a comma.

use std::ops::Range;

/// The text between two values, or between a value and a bracket.
pub(super) struct Gap {
    /// Where the comma is.
    pub comma: Option<usize>,
    /// The comments.
    pub comments: Vec<Range<usize>>,
}

impl Gap {
    /// Reads a range of the text that holds no values.
    pub fn of(text: &str, range: Range<usize>) -> Gap {
        let mut gap = Gap { comma: None, comments: Vec::new() };
        let bytes = text.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let length = comment(&text[at..range.end]);
            if length > 0 {
                gap.comments.push(at..at + length);
            } else if bytes[at] == b',' && gap.comma.is_none() {
                gap.comma = Some(at);
            }
            at += length.max(1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        gap
    }

    /// The end of the comments behind `start` that stand alone on the rest of its line: they are about what stands
    /// before them.
    pub fn trail(&self, text: &str, start: usize, end: usize) -> usize {
        let mut trail = start;
        loop {
            let rest = &text[trail..end];
            let at = trail + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
            match self.comments.iter().find(|c| c.start == at) {
                Some(c) if !text[c.clone()].contains('\n') => trail = c.end,
                Some(_) => return start,
                None if at == end || text[at..].starts_with(['\n', '\r']) => return trail,
                None => return start,
            }
        }
    }
}

/// How long the comment at the start of a text is, its line break left out; 0 when there is none.
fn comment(text: &str) -> usize {
    if text.starts_with("//") {
        text.find(['\n', '\r']).unwrap_or(text.len())
    } else if text.starts_with("/*") {
        text.find("*/").map_or(text.len(), |n| n + 2)
    } else {
        0
    }
}
