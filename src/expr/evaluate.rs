//! One expression on one record: the short way for tools and tests. Who has many records compiles once and keeps the
//! [`Program`](super::Program).

use super::{Env, Fault, Program, Settings, parse};
use crate::datum::Datum;
use crate::value::{Fail, Unknown, Value};
use std::fmt;

/// The value of an expression, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// The value as data.
    pub value: Datum<'static>,
    /// What it rests on that no public document says.
    pub guesses: Vec<&'static str>,
    /// Why it cannot be known here; the value is null then.
    pub unknown: Option<&'static str>,
    /// It asked for the moment of now, and may be another at another time.
    pub clock: bool,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// The text is no expression.
    Malformed(Vec<Fault>),
    /// It fails on this record: the platform would null the destination and log a warning.
    Failed(Fail),
}

impl fmt::Display for NoValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoValue::Malformed(faults) => {
                f.write_str(faults.first().map_or("the expression is malformed", |fault| &fault.message))
            }
            NoValue::Failed(fail) => fail.fmt(f),
        }
    }
}

impl std::error::Error for NoValue {}

/// Evaluates an expression on a record.
///
/// ```
/// use preflow::datum::Reader;
/// use preflow::expr::{Settings, evaluate};
///
/// let record = Reader::default().read(br#"{"price": 12.5, "count": 3}"#).unwrap();
/// let answer = evaluate("price * count + ' in all'", &record, &Settings::default()).unwrap();
/// assert_eq!(answer.value.to_string(), "\"37.5 in all\"");
/// ```
///
/// # Errors
/// When the text is malformed, or evaluation fails.
pub fn evaluate(text: &str, record: &Datum<'_>, settings: &Settings) -> Result<Evaluated, NoValue> {
    let parsed = parse(text);
    if !parsed.faults.is_empty() {
        return Err(NoValue::Malformed(parsed.faults));
    }
    let program = Program::new(&parsed.tree);
    let env = Env::new(record, 1, settings);
    let value = program.run(&env).map_err(NoValue::Failed)?;
    let unknown = match value {
        Value::Unknown(Unknown::Here(why)) => Some(why),
        _ => None,
    };
    let value = value.to_datum().map_err(NoValue::Failed)?.into_owned();
    Ok(Evaluated { value, guesses: env.take_guesses(), unknown, clock: env.took_the_clock() })
}

/// The call that its value on a record depends on and that no function and no method answers. The engine is lenient and
/// takes null for it, and so does [`evaluate`]; a mapping fails there.
///
/// ```
/// use preflow::datum::Reader;
/// use preflow::expr::{Settings, unanswered};
///
/// let record = Reader::default().read(br#"{"day": "Monday"}"#).unwrap();
/// let of = |text| unanswered(text, &record, &Settings::default()).map(|fail| fail.message().to_owned());
/// assert_eq!(of("day.plusDays(1)").unwrap(), "texts have no method `.plusDays(…)`");
/// assert_eq!(of("day == null ? day.plusDays(1) : day"), None);
/// ```
#[must_use]
pub fn unanswered(text: &str, record: &Datum<'_>, settings: &Settings) -> Option<Fail> {
    let parsed = parse(text);
    if !parsed.faults.is_empty() {
        return None;
    }
    let program = Program::new(&parsed.tree);
    let env = Env::new(record, 1, settings).demanding();
    match program.run(&env) {
        Ok(Value::Unknown(Unknown::Unanswered(fail))) => Some(fail),
        _ => None,
    }
}
