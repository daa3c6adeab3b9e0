//! Text and places in it: the files a user gave, spans in them, and text cut out of a file and decoded
//! (a quoted shell argument, a JSON string, a Markdown fence) that still knows where each byte came from.
//!
//! Spans are byte offsets. Lines and columns exist only in renderers, through [`SourceFile::position`].

mod utf16;

pub use utf16::Utf16;

use std::borrow::Cow;
use std::sync::OnceLock;

/// A half-open range of bytes in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets past 4 GiB are clamped (inputs are limited far below that).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The span as a range of `usize`, to slice text with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span holding both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Names one of the files of a run (an index into [`Sources`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A span in one of the files of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

/// A line and a column, both from 1; columns count Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// One file as the user has it: its name and its text (without a byte order mark).
#[derive(Debug)]
pub struct SourceFile {
    /// The name the user gave, or `-`.
    pub name: String,
    /// The text.
    pub text: String,
    line_starts: OnceLock<Vec<u32>>,
    /// Every character is one byte: columns need no counting, also in a line of a megabyte.
    is_ascii: bool,
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let is_ascii = text.is_ascii();
        SourceFile { name, text, line_starts: OnceLock::new(), is_ascii }
    }

    /// Where the lines start; found when the first position is asked for, which a clean file never does.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0).chain(breaks.map(|(i, _)| i as u32 + 1)).collect()
        })
    }

    /// The line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_starts().partition_point(|start| *start <= offset).max(1) - 1;
        let start = self.line_starts()[line] as usize;
        let mut end = (offset as usize).clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[start..end];
        let column = if self.is_ascii { before.len() } else { before.chars().count() } as u32 + 1;
        Position { line: line as u32 + 1, column }
    }

    /// The byte span of a line counted from 1, without its line break.
    #[must_use]
    pub fn line_span(&self, line: u32) -> Span {
        let at = |n: usize| self.line_starts().get(n).map_or(self.text.len(), |s| *s as usize);
        let (start, end) = (at(line.max(1) as usize - 1), at(line.max(1) as usize));
        Span::new(start, start + self.text[start..end].trim_end_matches(['\n', '\r']).len())
    }
}

/// All files of one run, in the order they were added.
#[derive(Debug, Default)]
pub struct Sources(Vec<SourceFile>);

impl Sources {
    /// Adds a file and names it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(SourceFile::new(name.into(), text.into()));
        FileId(self.0.len() as u32 - 1)
    }

    /// The file of that name-tag.
    ///
    /// # Panics
    /// When `id` came from another `Sources`.
    #[must_use]
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.0[id.0 as usize]
    }

    /// The text at a place.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.get(place.file).text.get(place.span.range()).unwrap_or("")
    }
}

/// Decoded text that remembers where each byte came from in its file.
///
/// ```
/// use preflow::text::Excerpt;
/// let mut body = Excerpt::default();
/// body.push_verbatim("it", 5); // it
/// body.push_decoded("'", 7, 4); // '\'' in the shell
/// body.push_verbatim("s", 11);
/// assert_eq!(body.text(), "it's");
/// assert_eq!(body.span(2, 3).range(), 7..11);
/// assert_eq!(body.span(3, 4).range(), 11..12);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Excerpt<'a> {
    text: Cow<'a, str>,
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    /// Where the segment starts in the decoded text.
    at: u32,
    /// The bytes of the file it came from.
    from: Span,
    /// Byte for byte the file's text, so that offsets inside can be carried over.
    verbatim: bool,
}

impl<'a> Excerpt<'a> {
    /// Text that stands in the file as it is, starting at `start`.
    #[must_use]
    pub fn verbatim(text: &'a str, start: usize) -> Self {
        let segments = vec![Segment { at: 0, from: Span::new(start, start + text.len()), verbatim: true }];
        Excerpt { text: Cow::Borrowed(text), segments }
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Appends text that stands in the file as it is, at `start`.
    pub fn push_verbatim(&mut self, text: &str, start: usize) {
        let from = Span::new(start, start + text.len());
        match self.segments.last_mut() {
            Some(last) if last.verbatim && last.from.end == from.start => last.from.end = from.end,
            _ => self.segments.push(Segment { at: self.text.len() as u32, from, verbatim: true }),
        }
        self.text.to_mut().push_str(text);
    }

    /// Appends text that an escape of `len` bytes at `start` stands for.
    pub fn push_decoded(&mut self, text: &str, start: usize, len: usize) {
        let from = Span::new(start, start + len);
        self.segments.push(Segment { at: self.text.len() as u32, from, verbatim: false });
        self.text.to_mut().push_str(text);
    }

    /// Where in the file the decoded bytes `start..end` came from. An empty range is where the byte before it ended.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        // Most texts stand in the file as they are.
        if let [Segment { from, verbatim: true, .. }] = self.segments[..] {
            let at = |offset: usize| (from.start + offset as u32).min(from.end);
            return Span { start: at(start), end: at(end.max(start)) };
        }
        let last = self.offset(end, true);
        // An insertion belongs behind what stands before it, not behind what was left out of the text there.
        let first = if start == end { last } else { self.offset(start, false) };
        Span { start: first, end: last.max(first) }
    }

    fn offset(&self, at: usize, is_end: bool) -> u32 {
        let at = at as u32;
        // An end belongs to the segment it closes, a start to the segment it opens.
        let index = self.segments.partition_point(|s| if is_end { s.at < at } else { s.at <= at });
        match index.checked_sub(1).and_then(|i| self.segments.get(i)) {
            Some(s) if s.verbatim => (s.from.start + (at - s.at)).min(s.from.end),
            Some(s) if is_end => s.from.end,
            Some(s) => s.from.start,
            None => self.segments.first().map_or(0, |s| s.from.start),
        }
    }

    /// The decoded bytes `start..end` as an excerpt of their own, in the file's offsets.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Excerpt<'static> {
        let mut out = Excerpt::default();
        out.push_slice(self, start, end);
        out
    }

    /// Appends a decoded piece of `other` as standing for its bytes `start..end`: how an escape inside
    /// already decoded text (a JSON string in a shell word) keeps its place.
    pub fn push_from(&mut self, text: &str, other: &Excerpt<'_>, start: usize, end: usize) {
        let span = other.span(start, end);
        self.push_decoded(text, span.start as usize, (span.end - span.start) as usize);
    }

    /// Appends the bytes `start..end` of `other` unchanged.
    pub fn push_slice(&mut self, other: &Excerpt<'_>, start: usize, end: usize) {
        let first = other.segments.partition_point(|s| s.at as usize <= start).saturating_sub(1);
        for (i, s) in other.segments.iter().enumerate().skip(first) {
            if s.at as usize >= end {
                break;
            }
            let seg_end = other.segments.get(i + 1).map_or(other.text.len(), |n| n.at as usize);
            let (from, to) = (start.max(s.at as usize), end.min(seg_end));
            if from < to {
                let text = &other.text[from..to];
                if s.verbatim {
                    self.push_verbatim(text, s.from.start as usize + from - s.at as usize);
                } else {
                    self.push_decoded(text, s.from.start as usize, (s.from.end - s.from.start) as usize);
                }
            }
        }
    }

    /// The text, owned.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_scalar_values() {
        let mut sources = Sources::default();
        let id = sources.add("a", "é😀x\r\ny");
        let file = sources.get(id);
        assert_eq!(file.position(6), Position { line: 1, column: 3 });
        assert_eq!(file.position(9), Position { line: 2, column: 1 });
        assert_eq!(file.line_span(1).range(), 0..7);
        assert_eq!(file.position(999), Position { line: 2, column: 2 });
    }

    #[test]
    fn slices_keep_places() {
        let mut word = Excerpt::default();
        word.push_verbatim("ab", 10);
        word.push_decoded("\n", 12, 2);
        word.push_verbatim("cd", 14);
        let cut = word.slice(1, 4);
        assert_eq!(cut.text(), "b\nc");
        assert_eq!(cut.span(0, 1).range(), 11..12);
        assert_eq!(cut.span(1, 2).range(), 12..14);
        assert_eq!(cut.span(2, 3).range(), 14..15);
        let mut line = Excerpt::verbatim("a", 0);
        line.push_verbatim("\n", 2);
        assert_eq!(line.span(1, 1).range(), 1..1);
        assert_eq!(line.span(1, 2).range(), 2..3);
    }
}
