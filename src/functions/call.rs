//! A call under way: what a function sees of its arguments and of what surrounds it.

use crate::expr::{Env, Range, Site};
use crate::java::regex::Regex;
use crate::java::time::{DatePattern, Moment};
use crate::value::{Fail, MAX_ITEMS, MAX_TEXT, Value};
use std::borrow::Cow;
use std::rc::Rc;

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

    /// A whole number in an argument, fractions cut off; none for null.
    ///
    /// # Errors
    /// When it is no number.
    pub fn integer(&self, index: usize) -> Result<Option<i64>, Fail> {
        let whole = match self.get(index) {
            Value::Null => return Ok(None),
            Value::Int(n) => Some(i64::from(*n)),
            Value::Long(n) => Some(*n),
            // `as` does what Java's conversion does: it cuts and saturates.
            Value::Double(n) => Some(*n as i64),
            Value::Float(n) => Some(*n as i64),
            Value::BigInt(n) => i64::try_from(&**n).ok(),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        match whole {
            Some(n) => Ok(Some(n)),
            None => Err(self.fail_at(index, format!("{} is no whole number", self.get(index).shown()))),
        }
    }

    /// Counts work that grows with the data.
    ///
    /// # Errors
    /// When the evaluation has taken too many steps.
    pub fn spend(&self, cost: usize) -> Result<(), Fail> {
        let cost = u64::try_from(cost).unwrap_or(u64::MAX);
        if self.env.step(cost) { Ok(()) } else { Err(Fail::new("the expression takes too many steps")) }
    }

    /// A text as a result.
    ///
    /// # Errors
    /// When it is too large.
    pub fn give_text(&self, text: impl Into<Cow<'r, str>>) -> Result<Value<'r>, Fail> {
        let text = text.into();
        if text.len() > MAX_TEXT {
            return Err(Fail::new("the text is too large: more than 16 MiB"));
        }
        Ok(Value::Text(text))
    }

    /// A list as a result.
    ///
    /// # Errors
    /// When it is too large.
    pub fn give_list(&self, items: Vec<Value<'r>>) -> Result<Value<'r>, Fail> {
        if items.len() > MAX_ITEMS {
            return Err(Fail::new("the array is too large: more than a million elements"));
        }
        Ok(Value::list(items))
    }
}
