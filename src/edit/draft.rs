//! A text being edited, which knows what of it is still the original.

use crate::fix;
use crate::json::Edit;
use crate::text::Span;
use std::ops::Range;

/// The text with the edits made; none when they do not lie in it in order.
#[must_use]
pub fn made(text: &str, edits: &[Edit]) -> Option<String> {
    fix::apply(text, &edits.iter().collect::<Vec<_>>())
}

/// A text being edited.
pub(super) struct Draft<'t> {
    original: &'t str,
    /// The text as it is now.
    pub text: String,
    /// What the text is made of.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    /// Bytes of the original.
    Kept(Range<usize>),
    /// New text of so many bytes.
    New(usize),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Kept(range) => range.len(),
            Piece::New(length) => *length,
        }
    }

    /// Cuts off what is behind `at`.
    fn split_off(&mut self, at: usize) -> Piece {
        match self {
            Piece::Kept(range) => {
                let behind = range.start + at..range.end;
                range.end = behind.start;
                Piece::Kept(behind)
            }
            Piece::New(length) => {
                let behind = *length - at;
                *length = at;
                Piece::New(behind)
            }
        }
    }
}

impl<'t> Draft<'t> {
    pub fn new(original: &'t str) -> Self {
        Draft { original, text: original.to_owned(), pieces: vec![Piece::Kept(0..original.len())] }
    }

    /// The text that edits of it would leave; none when they do not lie in it in order.
    pub fn with(&self, edits: &[Edit]) -> Option<String> {
        made(&self.text, edits)
    }

    /// Makes edits that leave `text`.
    pub fn make(&mut self, edits: &[Edit], text: String) {
        for edit in edits.iter().rev() {
            let range = edit.span.range();
            let (first, last) = (self.cut(range.start), self.cut(range.end));
            // The first cut adds a piece before the second.
            let first = first.min(last);
            self.pieces.splice(first..last, [Piece::New(edit.text.len())]);
        }
        self.text = text;
    }

    /// The index of the piece that starts at an offset, made by a cut where there is none.
    fn cut(&mut self, at: usize) -> usize {
        let mut start = 0;
        for index in 0..self.pieces.len() {
            if start >= at {
                return index;
            }
            let length = self.pieces[index].len();
            if at < start + length {
                let behind = self.pieces[index].split_off(at - start);
                self.pieces.insert(index + 1, behind);
                return index + 1;
            }
            start += length;
        }
        self.pieces.len()
    }

    /// All edits of the original, as small as they can be.
    pub fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        // What has been read of the original, of the text, and where what is new begins.
        let (mut from, mut at, mut new) = (0, 0, 0);
        for piece in &self.pieces {
            if let Piece::Kept(range) = piece
                && !range.is_empty()
            {
                self.push(&mut edits, from..range.start, new..at);
                from = range.end;
                new = at + range.len();
            }
            at += piece.len();
        }
        self.push(&mut edits, from..self.original.len(), new..at);
        edits
    }

    fn push(&self, edits: &mut Vec<Edit>, from: Range<usize>, new: Range<usize>) {
        let (Some(mut old), Some(mut text)) = (self.original.get(from.clone()), self.text.get(new)) else {
            return;
        };
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
        };
        let before = same(&mut old.chars().zip(text.chars()));
        (old, text) = (&old[before..], &text[before..]);
        let behind = same(&mut old.chars().rev().zip(text.chars().rev()));
        (old, text) = (&old[..old.len() - behind], &text[..text.len() - behind]);
        if !old.is_empty() || !text.is_empty() {
            let start = from.start + before;
            edits.push(Edit { span: Span::new(start, start + old.len()), text: text.to_owned() });
        }
    }
}
