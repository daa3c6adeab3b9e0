//! Expressions of a mapping set: compiled once, run on record after record.

use super::program::Extent;
use super::{ShapeId, TargetSchema, Type};
use crate::datum::Datum;
use crate::expr::{self, Env, Program, Range};
use crate::text::Position;
use crate::value::{List, Map, Unknown, Value};
use std::borrow::Cow;

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

    /// What it gives for the record of `env`, for a field of that shape.
    pub(super) fn run<'r>(
        &'r self,
        env: &Env<'r>,
        field: Option<(&TargetSchema, ShapeId)>,
    ) -> Result<Given<'r>, Failure> {
        env.begin();
        let result = self.program.run(env);
        let mut guesses = env.take_guesses();
        let data = match (result, field) {
            (Ok(Value::Unknown(Unknown::Here(why))), _) => {
                guesses.push(why);
                Ok(Datum::Null)
            }
            (Ok(Value::Unknown(Unknown::Unanswered(fail))), _) => Err(fail),
            (Ok(value), Some((target, shape))) if holds_date(&value) => {
                with_dates(value, target, shape).to_datum()
            }
            (Ok(value), _) => value.to_datum(),
            (Err(fail), _) => Err(fail),
        };
        data.map(|data| Given { data, guesses }).map_err(|fail| Failure {
            message: fail.message().to_owned(),
            extent: fail.range().map(|range| extent(&self.text, range)),
        })
    }
}

/// Is there a date in a value that the expression made?
fn holds_date(value: &Value<'_>) -> bool {
    match value {
        Value::Date(_) => true,
        Value::List(List::Made(made)) => made.items.iter().any(holds_date),
        Value::Set(items) => items.iter().any(holds_date),
        Value::Map(Map::Made(made)) => made.entries.iter().any(|(_, value)| holds_date(value)),
        _ => false,
    }
}

/// The value with its dates as the fields of the target schema want them: Java's text may lack the seconds and have the
/// name of a zone, XDM wants RFC 3339.
fn with_dates<'r>(value: Value<'r>, target: &TargetSchema, shape: ShapeId) -> Value<'r> {
    let field = target.shape(shape);
    let all = |items: &[Value<'r>]| {
        // What `[*]` in the destination spreads goes to fields of this very shape.
        let each = if field.kind == Type::Array { field.items } else { Some(shape) };
        let one = |item: &Value<'r>| match each {
            Some(shape) => with_dates(item.clone(), target, shape),
            None => item.clone(),
        };
        Value::list(items.iter().map(one).collect())
    };
    match &value {
        Value::Date(moment) if matches!(field.kind, Type::Date | Type::DateTime) => {
            Value::Text(Cow::Owned(moment.to_rfc3339()))
        }
        Value::List(List::Made(made)) => all(&made.items),
        Value::Set(items) => all(items),
        Value::Map(Map::Made(made)) => {
            let member = |(key, value): &(Value<'r>, Value<'r>)| {
                let shape = field.member(&key.to_text()).flatten();
                let value = match shape {
                    Some(shape) => with_dates(value.clone(), target, shape),
                    None => value.clone(),
                };
                (key.clone(), value)
            };
            Value::map(made.entries.iter().map(member).collect())
        }
        _ => value,
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
