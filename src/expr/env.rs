//! What an expression is evaluated with: the record, the settings, and what a run leaves behind.

use crate::datum::Datum;
use crate::java::regex::{Regex, RegexFault};
use crate::java::time::{DatePattern, PatternFault, Zone};
use crate::value::{Fail, Unknown, Value};
use jiff::Timestamp;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What does not change from record to record.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The moment that `now()` and its like give.
    pub now: Timestamp,
    /// The zone of dates that name none: UTC on the platform.
    pub zone: Zone,
    /// What random ids are made from.
    pub seed: u64,
    /// Arithmetic refuses null operands, division by zero and sums of text and numbers, where the lenient one reads
    /// null and such text as 0 or joins texts.
    pub strict: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { now: Timestamp::UNIX_EPOCH, zone: Zone::UTC, seed: 0, strict: false }
    }
}

/// The record an expression runs on, and what the run leaves behind.
#[derive(Debug)]
pub struct Env<'r> {
    /// The record.
    pub record: &'r Datum<'r>,
    /// Its number, from 1: random ids differ from record to record.
    pub number: u64,
    /// The settings.
    pub settings: &'r Settings,
    /// Calls that nothing answers make what depends on them unknown.
    demanding: bool,
    /// Variables that assignments have set.
    variables: RefCell<Vec<(Box<str>, Value<'r>)>>,
    /// How deep the lambdas under way nest.
    pub(super) depth: Cell<usize>,
    draws: Cell<u64>,
    clock: Cell<bool>,
    steps: Cell<u64>,
    guesses: RefCell<Vec<&'static str>>,
}

impl<'r> Env<'r> {
    /// The surroundings of one record.
    #[must_use]
    pub fn new(record: &'r Datum<'r>, number: u64, settings: &'r Settings) -> Self {
        Env {
            record,
            number,
            settings,
            demanding: false,
            variables: RefCell::default(),
            depth: Cell::new(0),
            draws: Cell::new(0),
            clock: Cell::new(false),
            steps: Cell::new(0),
            guesses: RefCell::default(),
        }
    }

    /// Makes what depends on a call that no function and no method answers unknown, where the engine is lenient and
    /// goes on with null: a preview tells what nobody can have meant.
    #[must_use]
    pub fn demanding(self) -> Self {
        Env { demanding: true, ..self }
    }

    /// What a call gives that nothing answers, for that reason.
    pub(super) fn unanswered(&self, why: impl FnOnce() -> Fail) -> Value<'r> {
        if self.demanding { Value::Unknown(Unknown::Unanswered(why())) } else { Value::Null }
    }

    /// Begins another expression on the same record: nothing is left of the variables and the steps of the one before,
    /// but no random number comes twice.
    pub fn begin(&self) {
        self.variables.borrow_mut().clear();
        self.depth.set(0);
        self.steps.set(0);
    }

    /// The moment to take for now; it is noted that it was asked for.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.set(true);
        self.settings.now
    }

    /// Was [`Env::now`] asked for? The record may then give something else at another time.
    #[must_use]
    pub fn took_the_clock(&self) -> bool {
        self.clock.get()
    }

    /// The next random number of this record: the same in every run with the same seed.
    #[must_use]
    pub fn draw(&self) -> u64 {
        let draw = self.draws.get();
        self.draws.set(draw + 1);
        // SplitMix64 over seed, record and draw.
        let mut z =
            self.settings.seed ^ self.number.rotate_left(32) ^ draw.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for _ in 0..2 {
            z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^= z >> 31;
        }
        z
    }

    /// Counts a step of work; false when there were too many and the run has to end.
    #[must_use]
    pub fn step(&self, cost: u64) -> bool {
        let steps = self.steps.get().saturating_add(cost);
        self.steps.set(steps);
        steps <= crate::expr::MAX_STEPS
    }

    /// Counts work; fails when there was too much.
    pub(crate) fn spend(&self, steps: u64) -> Result<(), Fail> {
        if self.step(steps) { Ok(()) } else { Err(Fail::fatal("the expression takes too many steps")) }
    }

    /// Counts text that was made.
    pub(crate) fn spend_text(&self, bytes: usize) -> Result<(), Fail> {
        self.spend((bytes / 16) as u64)
    }

    /// The value of a variable, when the run has set it.
    #[inline]
    pub(super) fn variable(&self, name: &str) -> Option<Value<'r>> {
        let variables = self.variables.borrow();
        let (_, value) = variables.iter().find(|(known, _)| **known == *name)?;
        Some(value.clone())
    }

    /// Sets a variable.
    pub(super) fn set_variable(&self, name: &str, value: Value<'r>) {
        let mut variables = self.variables.borrow_mut();
        match variables.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, slot)) => *slot = value,
            None => variables.push((name.into(), value)),
        }
    }

    /// Notes that the result rests on a guess.
    pub fn guess(&self, about: &'static str) {
        let mut guesses = self.guesses.borrow_mut();
        if !guesses.contains(&about) {
            guesses.push(about);
        }
    }

    /// The guesses noted since the last call.
    #[must_use]
    pub fn take_guesses(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.guesses.borrow_mut())
    }
}

/// What one call of an expression keeps between runs: its pattern, compiled.
#[derive(Debug, Default)]
pub struct Site {
    kept: RefCell<Option<(Box<str>, Kept)>>,
}

#[derive(Clone, Debug)]
enum Kept {
    Regex(Rc<Regex>),
    DatePattern(Rc<DatePattern>),
}

impl Site {
    /// The regular expression of that text.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn regex(&self, text: &str) -> Result<Rc<Regex>, RegexFault> {
        if let Some((kept, Kept::Regex(regex))) = &*self.kept.borrow()
            && **kept == *text
        {
            return Ok(regex.clone());
        }
        let regex = Rc::new(Regex::new(text)?);
        *self.kept.borrow_mut() = Some((text.into(), Kept::Regex(regex.clone())));
        Ok(regex)
    }

    /// The date pattern of that text.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn date_pattern(&self, text: &str) -> Result<Rc<DatePattern>, PatternFault> {
        if let Some((kept, Kept::DatePattern(pattern))) = &*self.kept.borrow()
            && **kept == *text
        {
            return Ok(pattern.clone());
        }
        let pattern = Rc::new(DatePattern::new(text)?);
        *self.kept.borrow_mut() = Some((text.into(), Kept::DatePattern(pattern.clone())));
        Ok(pattern)
    }
}
