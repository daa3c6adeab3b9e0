//! Moments and date patterns as `java.time` has them.

use crate::value::Fail;
use jiff::Zoned;
use jiff::tz::TimeZone;

/// A `java.time.ZonedDateTime`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment(pub Zoned);

/// A date pattern, compiled: `DateTimeFormatter.ofPattern(pattern, Locale.US)`.
#[derive(Clone, Debug)]
pub struct DatePattern {}

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

impl DatePattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When `ofPattern` would throw.
    pub fn new(pattern: &str) -> Result<DatePattern, PatternFault> {
        let message = "date patterns are not read yet".to_owned();
        Err(PatternFault { start: 0, end: pattern.len(), message })
    }

    /// The text of a moment.
    ///
    /// # Errors
    /// When the pattern needs a field that cannot be printed.
    pub fn format(&self, _moment: &Moment) -> Result<String, Fail> {
        Err(Fail::new("dates are not printed yet"))
    }

    /// The moment a text shows; what the text leaves open is taken from `zone` and the start of the day.
    ///
    /// # Errors
    /// When the text does not fit the pattern, or shows no date.
    pub fn parse(&self, _text: &str, _zone: &TimeZone) -> Result<Moment, Fail> {
        Err(Fail::new("dates are not read yet"))
    }
}
