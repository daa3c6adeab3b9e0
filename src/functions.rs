//! The functions of the Data Prep language, one table entry each.
//!
//! An entry holds everything there is to know of a function; `docs/functions.md`, `preflow functions`, completion,
//! the checks before running and the tests of the documented examples derive from it. To add a function, write its
//! entry in the file of its category and list it there.

use crate::expr::{Env, Range, Site};
use crate::java::regex::Regex;
use crate::java::time::{DatePattern, Moment};
use crate::value::{Fail, Value};
use std::borrow::Cow;
use std::rc::Rc;

/// A function: what it is called, takes and gives, and how it runs.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Other names it answers to.
    pub aliases: &'static [&'static str],
    /// Where it belongs.
    pub category: Category,
    /// What it takes.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub returns: Type,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// What it makes of null arguments, in one line.
    pub nulls: &'static str,
    /// What of its behaviour no public document says, and what is done instead: one line each. Empty when all is
    /// documented.
    pub guesses: &'static [&'static str],
    /// Where it can be used, when not everywhere.
    pub availability: Option<&'static str>,
    /// Examples; those of Adobe's pages first. All run as tests.
    pub examples: &'static [Example],
    /// Runs it. The number of arguments fits the parameters.
    pub run: Run,
}

/// Runs a function on the arguments of a call.
pub type Run = for<'r> fn(&mut Call<'_, 'r>) -> Result<Value<'r>, Fail>;

/// What a function takes in one place.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name in the documents, in their capitals (`START_INDEX`).
    pub name: &'static str,
    /// What can be given.
    pub kind: Type,
    /// How often it may be given.
    pub count: Count,
    /// What it means, in a few words; empty when the name says it.
    pub about: &'static str,
}

/// How often an argument may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Once.
    One,
    /// Once or not at all; only at the end.
    Optional,
    /// Any number of times, also none; only last.
    Many,
    /// Like `Many`, together with the parameter before it: pairs of the two. Only last.
    Pairs,
}

/// Types of arguments and results, as far as they can be told before running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Anything
    Any,
    /// Text
    Text,
    /// A Java regular expression in text
    Regex,
    /// A Java date pattern in text
    DatePattern,
    /// One of these words in text, in any case
    Word(&'static [&'static str]),
    /// A path into the record, in text
    Path,
    /// A whole number
    Integer,
    /// A number
    Number,
    /// True or false
    Boolean,
    /// A date with time and zone
    Date,
    /// An array
    Array,
    /// An object or map
    Object,
    /// A lambda
    Lambda,
    /// Always null
    Null,
}

/// Where a function belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the titles say it")]
pub enum Category {
    String,
    Regex,
    Hashing,
    Url,
    Date,
    Object,
    Array,
    Map,
    Logical,
    Aggregation,
    Conversion,
    Json,
    Special,
    UserAgent,
    Analytics,
}

/// An example with its result.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The expression.
    pub expression: &'static str,
    /// The record it runs on, in JSON; empty for `{}`.
    pub record: &'static str,
    /// The result, in JSON. For results that depend on clock or chance: of a preview at
    /// 2026-01-02T03:04:05Z with seed 0.
    pub result: &'static str,
    /// An Adobe page shows it (`true`), or it is ours.
    pub documented: bool,
}

/// All functions, in the order of their categories.
#[must_use]
pub fn all() -> &'static [&'static Function] {
    &[]
}

/// The function of that name or alias.
#[must_use]
pub fn find(name: &str) -> Option<&'static Function> {
    all().iter().copied().find(|f| f.name == name || f.aliases.contains(&name))
}

/// A call under way: the arguments and what surrounds them.
pub struct Call<'c, 'r> {
    /// The arguments' values.
    pub arguments: &'c mut [Value<'r>],
    /// Where each argument was written.
    pub ranges: &'c [Range],
    /// The record and what it is evaluated with.
    pub env: &'c Env<'r>,
    /// What this call keeps between runs.
    pub site: &'c Site,
}

impl<'c, 'r> Call<'c, 'r> {
    /// How many arguments were given.
    #[must_use]
    pub fn len(&self) -> usize {
        self.arguments.len()
    }

    /// Was none given?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.arguments.is_empty()
    }

    /// The value of an argument; null when it was not given.
    #[must_use]
    pub fn get(&self, index: usize) -> &Value<'r> {
        self.arguments.get(index).unwrap_or(&Value::Null)
    }

    /// The value of an argument, moved out.
    pub fn take(&mut self, index: usize) -> Value<'r> {
        self.arguments.get_mut(index).map(std::mem::take).unwrap_or_default()
    }

    /// A failure at that argument.
    pub fn fail_at(&self, index: usize, message: impl Into<String>) -> Fail {
        let fail = Fail::new(message);
        match self.ranges.get(index) {
            Some(range) => fail.at(*range),
            None => fail,
        }
    }

    /// Java's text of an argument (`String.valueOf`); none for null.
    #[must_use]
    pub fn text(&self, index: usize) -> Option<Cow<'r, str>> {
        match self.get(index) {
            Value::Null => None,
            Value::Text(text) => Some(text.clone()),
            value => Some(value.to_text()),
        }
    }

    /// The regular expression in an argument, compiled once for as long as its text stays the same.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn regex(&self, index: usize) -> Result<Rc<Regex>, Fail> {
        let text = self.text(index).unwrap_or_default();
        self.site.regex(&text).map_err(|fault| self.fail_at(index, fault.message))
    }

    /// The date pattern in an argument, compiled once for as long as its text stays the same.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn date_pattern(&self, index: usize) -> Result<Rc<DatePattern>, Fail> {
        let text = self.text(index).unwrap_or_default();
        self.site.date_pattern(&text).map_err(|fault| self.fail_at(index, fault.message))
    }

    /// The date in an argument.
    ///
    /// # Errors
    /// When it is none.
    pub fn date(&self, index: usize) -> Result<Rc<Moment>, Fail> {
        match self.get(index) {
            Value::Date(moment) => Ok(moment.clone()),
            other => {
                Err(self.fail_at(index, format!("{} is no date: date(…) makes one of text", other.shown())))
            }
        }
    }

    /// Applies a lambda in an argument.
    ///
    /// # Errors
    /// When the argument is no lambda, or the lambda fails.
    pub fn apply(&self, index: usize, arguments: Vec<Value<'r>>) -> Result<Value<'r>, Fail> {
        match self.get(index) {
            Value::Lambda(lambda) => lambda.apply(self.env, arguments),
            other => Err(self.fail_at(index, format!("{} is no lambda", other.shown()))),
        }
    }

    /// Says that the result rests on a guess: what no public document settles. Previews show it.
    pub fn guess(&self, about: &'static str) {
        self.env.guess(about);
    }
}
