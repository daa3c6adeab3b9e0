//! `java.util.regex`, translated for the engine that runs it.

use crate::value::Fail;

/// A compiled `java.util.regex.Pattern`. Matching takes a bounded number of steps.
#[derive(Clone, Debug)]
pub struct Regex {}

/// What is wrong with a regular expression, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegexFault {
    /// First byte in the pattern.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In a sentence.
    pub message: String,
}

impl Regex {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When `Pattern.compile` would throw, or the pattern uses what cannot be translated (the message says which).
    pub fn new(pattern: &str) -> Result<Regex, RegexFault> {
        let message = "regular expressions are not read yet".to_owned();
        Err(RegexFault { start: 0, end: pattern.len(), message })
    }

    /// Does it match the whole text (`Matcher.matches`)?
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn matches(&self, _text: &str) -> Result<bool, Fail> {
        Err(Fail::new("regular expressions are not run yet"))
    }

    /// The groups of the first match anywhere (`Matcher.find`): the whole match first, none for a group that took no part.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn find<'t>(&self, _text: &'t str) -> Result<Option<Vec<Option<&'t str>>>, Fail> {
        Err(Fail::new("regular expressions are not run yet"))
    }

    /// The groups of a match of the whole text.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn groups<'t>(&self, _text: &'t str) -> Result<Option<Vec<Option<&'t str>>>, Fail> {
        Err(Fail::new("regular expressions are not run yet"))
    }

    /// `String.split(regex, limit)`: at most `limit` pieces when it is above 0; trailing empty pieces are dropped when it is 0.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn split<'t>(&self, _text: &'t str, _limit: i32) -> Result<Vec<&'t str>, Fail> {
        Err(Fail::new("regular expressions are not run yet"))
    }

    /// `String.replaceAll`, or `replaceFirst` when `all` is false; `$1`, `${name}` and backslashes count in `replacement`.
    ///
    /// # Errors
    /// When the replacement is malformed, or matching takes too many steps.
    pub fn replace(&self, _text: &str, _replacement: &str, _all: bool) -> Result<String, Fail> {
        Err(Fail::new("regular expressions are not run yet"))
    }
}
