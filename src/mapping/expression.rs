//! Expressions of a mapping set: compiled once, run on record after record.

use super::Type;
use super::program::Extent;
use crate::datum::Datum;
use crate::expr::{self, Env, Program, Range};
use crate::text::Position;
use crate::value::Value;

/// An expression that was read without faults, ready to run.
#[derive(Debug)]
pub(super) struct Expression {
    program: Program,
    text: Box<str>,
}

/// What went wrong with an expression, and where in its text.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) extent: Option<Extent>,
}

/// What an expression gave for a record.
pub(super) struct Given<'r> {
    pub(super) data: Datum<'r>,
    /// What it rests on that no public document settles, or why it cannot be known.
    pub(super) guesses: Vec<&'static str>,
}

impl Expression {
    /// Compiles the text of an expression.
    pub(super) fn new(text: &str) -> Result<Expression, Failure> {
        let parsed = expr::parse(text);
        match parsed.faults.first() {
            None => Ok(Expression { program: Program::new(&parsed.tree), text: text.into() }),
            Some(fault) => Err(Failure {
                message: format!("the expression cannot be read: {}", fault.message),
                extent: Some(extent(text, fault.range)),
            }),
        }
    }

    /// What it gives for the record of `env`, for a field of that type.
    pub(super) fn run<'r>(&'r self, env: &Env<'r>, kind: Type) -> Result<Given<'r>, Failure> {
        env.begin();
        let result = self.program.run(env);
        let mut guesses = env.take_guesses();
        let data = match result {
            Ok(Value::Unknown(why)) => {
                guesses.push(why);
                Ok(Datum::Null)
            }
            // Java's text may lack the seconds and have the name of a zone; XDM wants RFC 3339.
            Ok(Value::Date(moment)) if matches!(kind, Type::Date | Type::DateTime) => {
                Ok(Datum::Text(moment.to_rfc3339().into()))
            }
            Ok(value) => value.to_datum(),
            Err(fail) => Err(fail),
        };
        data.map(|data| Given { data, guesses }).map_err(|fail| Failure {
            message: fail.message().to_owned(),
            extent: fail.range().map(|range| extent(&self.text, range)),
        })
    }
}

fn extent(text: &str, range: Range) -> Extent {
    Extent { start: position(text, range.start), end: position(text, range.end) }
}

/// The line and column of a byte.
fn position(text: &str, byte: usize) -> Position {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: small(line), column: small(column) }
}
