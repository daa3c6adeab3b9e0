//! Date patterns, compiled: `DateTimeFormatter.ofPattern(pattern, Locale.US)`.
//!
//! Which letters there are and how often they may stand is in `letters`; printing and reading work on the pieces
//! made here.

use super::fields::Field;
use super::letters;
use super::text::Style;

/// How deep optional sections may lie in each other.
const MAX_DEPTH: usize = 100;

/// A date pattern, compiled: `DateTimeFormatter.ofPattern(pattern, Locale.US)`.
#[derive(Clone, Debug)]
pub struct DatePattern {
    pub(super) source: Box<str>,
    pub(super) pieces: Vec<Piece>,
    /// See [`DatePattern::is_disputed`].
    pub(super) disputed: bool,
}

/// What is wrong with a date pattern, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternFault {
    /// First byte in the pattern.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In a sentence.
    pub message: String,
}

/// A part of a pattern and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) part: Part,
    /// The characters it takes when blanks fill it up on the left; 0 without that.
    pub(super) pad: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a part of a pattern prints and reads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Char(char),
    Literal(Box<str>),
    Number(Number),
    /// Two digits of a year from 2000 to 2099
    Reduced(Number),
    /// Digits behind the point of the second
    Fraction(Number),
    Word(Field, Style),
    DayPeriod(Style),
    Offset(OffsetForm, &'static str),
    /// `GMT+8`, `GMT+08:00`
    LocalOffset {
        long: bool,
    },
    ZoneId,
    ZoneName {
        long: bool,
        generic: bool,
    },
    /// An optional section and the piece that ends it.
    Open(usize),
    Close,
}

/// A number in a pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) field: Field,
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) sign: Sign,
    /// How many digits the numbers that follow at once take.
    pub(super) after: usize,
}

/// When a number has a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// When it is negative.
    Normal,
    /// Never: negative numbers cannot be printed.
    Never,
    /// Also when it has more digits than it has to.
    Exceeds,
}

/// How an offset is written: `+01`, `+0130`, `+01:30`, `+01:30:15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OffsetForm {
    pub(super) colons: bool,
    pub(super) minutes: Need,
    pub(super) seconds: Need,
}

/// Whether a part of an offset is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Never,
    /// When it is not zero.
    Sometimes,
    Always,
}

impl Number {
    /// A number that takes the digits of exactly its width, and so leaves others to the number before it.
    fn is_exact(&self) -> bool {
        self.least == self.most && (self.sign == Sign::Never || self.field == Field::WeekYear)
    }
}

impl Part {
    fn number_mut(&mut self) -> Option<&mut Number> {
        match self {
            Part::Number(number) | Part::Reduced(number) | Part::Fraction(number) => Some(number),
            _ => None,
        }
    }
}

impl DatePattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When `ofPattern` would throw.
    pub fn new(pattern: &str) -> Result<DatePattern, PatternFault> {
        let mut build = Build { source: pattern, at: 0, pieces: Vec::new(), open: Vec::new(), run: None };
        while let Some(c) = pattern[build.at..].chars().next() {
            build.take(c)?;
        }
        // Sections left open end with the pattern.
        while build.close(pattern.len(), pattern.len()) {}
        let pattern = DatePattern { source: pattern.into(), pieces: build.pieces, disputed: false };
        Ok(DatePattern { disputed: pattern.has_disputed_letters(), ..pattern })
    }

    /// Has it letters that Adobe's table explains in another way than `DateTimeFormatter`?
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.disputed
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }
}

struct Build<'t> {
    source: &'t str,
    at: usize,
    pieces: Vec<Piece>,
    /// The pieces that open the optional sections around.
    open: Vec<usize>,
    /// The number that leaves digits to the numbers that follow at once, of a run of numbers.
    run: Option<usize>,
}

impl Build<'_> {
    fn fault<T>(&self, start: usize, end: usize, message: impl Into<String>) -> Result<T, PatternFault> {
        Err(PatternFault { start, end, message: message.into() })
    }

    fn take(&mut self, c: char) -> Result<(), PatternFault> {
        let start = self.at;
        match c {
            'A'..='Z' | 'a'..='z' => return self.letters(c),
            '\'' => return self.quoted(),
            '[' if self.open.len() == MAX_DEPTH => {
                let message = format!("there are more than {MAX_DEPTH} optional sections in each other");
                return self.fault(start, start + 1, message);
            }
            '[' => {
                self.open.push(self.pieces.len());
                self.push(Part::Open(0), 0, start, start + 1);
            }
            ']' => {
                if !self.close(start, start + 1) {
                    let message = "this `]` ends no optional section: there is no `[` before it; quoted as `']'` it is text";
                    return self.fault(start, start + 1, message);
                }
            }
            '{' | '}' | '#' => {
                let message = format!("`{c}` is kept for later use; quoted as `'{c}'` it is text");
                return self.fault(start, start + 1, message);
            }
            other => self.push(Part::Char(other), 0, start, start + other.len_utf8()),
        }
        self.at = start + c.len_utf8();
        Ok(())
    }

    fn push(&mut self, part: Part, pad: usize, start: usize, end: usize) {
        self.run = None;
        self.pieces.push(Piece { part, pad, start, end });
    }

    /// Ends the innermost optional section; false when there is none.
    fn close(&mut self, start: usize, end: usize) -> bool {
        let Some(open) = self.open.pop() else { return false };
        let close = self.pieces.len();
        self.push(Part::Close, 0, start, end);
        self.pieces[open].part = Part::Open(close);
        true
    }

    /// A run of one letter, perhaps behind `p` for padding.
    fn letters(&mut self, letter: char) -> Result<(), PatternFault> {
        let start = self.at;
        let mut count = run(&self.source[start..], letter);
        self.at += count;
        let (mut letter, mut pad) = (letter, 0);
        if letter == 'p' {
            match self.source[self.at..].chars().next() {
                Some(next) if next.is_ascii_alphabetic() => {
                    pad = count;
                    letter = next;
                    count = run(&self.source[self.at..], next);
                    self.at += count;
                }
                _ => {
                    let message = "`p` fills up the letters behind it with blanks, but none follow; quoted as `'p'` it is text";
                    return self.fault(start, self.at, message);
                }
            }
        }
        let letters = self.at - count;
        match letters::part(letter, count) {
            Ok(part) => self.append(part, pad, start),
            Err(message) => self.fault(letters, self.at, message),
        }
    }

    fn append(&mut self, mut part: Part, pad: usize, start: usize) -> Result<(), PatternFault> {
        let end = self.at;
        let exact = part.number_mut().map(|number| (number.is_exact(), number.most));
        let Some((exact, width)) = exact else {
            self.push(part, pad, start, end);
            return Ok(());
        };
        // Padding ends a run of numbers on its left.
        let base = self.run.filter(|_| pad == 0);
        if let Some(base) = base {
            if self.pieces[base].pad > 0 {
                let start = self.pieces[base].start;
                let message = "a number filled up with blanks cannot stand right before another number: Java fails on it; put something between them";
                return self.fault(start, end, message);
            }
            if let Some(number) = self.pieces[base].part.number_mut() {
                // A number of any width behind it ends the run, and with it what Java kept for the run.
                number.after = if exact { number.after + width } else { 0 };
            }
        }
        let index = self.pieces.len();
        self.push(part, pad, start, end);
        self.run = if exact && base.is_some() { base } else { Some(index) };
        Ok(())
    }

    fn quoted(&mut self) -> Result<(), PatternFault> {
        let start = self.at;
        let mut text = String::new();
        let mut rest = self.source[start + 1..].chars();
        loop {
            match rest.next() {
                Some('\'') if rest.as_str().starts_with('\'') => {
                    rest.next();
                    text.push('\'');
                }
                Some('\'') => break,
                Some(c) => text.push(c),
                None => {
                    return self.fault(start, self.source.len(), "the quote that begins here is not closed");
                }
            }
        }
        self.at = self.source.len() - rest.as_str().len();
        // Two quotes are one.
        let part = if text.is_empty() { Part::Char('\'') } else { Part::Literal(text.into()) };
        self.push(part, 0, start, self.at);
        Ok(())
    }
}

/// How often a letter stands at the beginning.
fn run(text: &str, letter: char) -> usize {
    text.bytes().take_while(|b| *b == letter as u8).count()
}
