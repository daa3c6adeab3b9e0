//! Operators at run time.

use super::node::{Link, Node};
use super::run::Run;
use crate::expr::Site;
use crate::expr::ast::{Binary, Unary};
use crate::value::arithmetic::{self, Bitwise, Operation, Wrong};
use crate::value::compare::{self, Relation};
use crate::value::{Fail, Value, matching};

/// `left operator right`; the right side of `&&` and `||` is evaluated when it is needed.
pub(super) fn binary<'r>(run: Run<'_, 'r>, left: Value<'r>, link: &'r Link) -> Result<Value<'r>, Fail> {
    let value = match (&link.right, link.operator) {
        (_, Binary::And | Binary::Or) => logical(run, left, link),
        // Constants need no copy.
        (Node::Constant(right), operator) => apply(operator, &left, right, &link.site, run),
        (right, operator) => apply(operator, &left, &run.eval(right)?, &link.site, run),
    };
    value.map_err(|fail| fail.at(link.range))
}

fn logical<'r>(run: Run<'_, 'r>, left: Value<'r>, link: &'r Link) -> Result<Value<'r>, Fail> {
    let strict = run.env.settings.strict;
    let ends_with = link.operator == Binary::Or;
    let is_unknown = |value: &Value<'_>| matches!(value, Value::Unknown(_));
    if !is_unknown(&left) && left.to_bool(strict)? == ends_with {
        return Ok(Value::Bool(ends_with));
    }
    let right = run.eval(&link.right)?;
    // What an unknown side leaves open, the other may decide.
    if is_unknown(&right) {
        return Ok(right);
    }
    let right = right.to_bool(strict)?;
    if is_unknown(&left) && right != ends_with { Ok(left) } else { Ok(Value::Bool(right)) }
}

/// An operator that looks at both operands. Division and modulo give 0.0 where lenient arithmetic fails.
fn apply<'r>(
    operator: Binary,
    left: &Value<'r>,
    right: &Value<'r>,
    site: &Site,
    run: Run<'_, 'r>,
) -> Result<Value<'r>, Fail> {
    let strict = run.env.settings.strict;
    let truth = |result: Result<bool, Wrong>| Ok(Value::Bool(result?));
    if matches!(left, Value::Unknown(_)) {
        return Ok(left.clone());
    }
    if matches!(right, Value::Unknown(_)) {
        return Ok(right.clone());
    }
    match operator {
        Binary::Equal => truth(compare::equals(left, right)),
        Binary::NotEqual => truth(compare::equals(left, right).map(|same| !same)),
        Binary::Less => truth(compare::relates(Relation::Less, left, right)),
        Binary::Greater => truth(compare::relates(Relation::Greater, left, right)),
        Binary::LessOrEqual => truth(compare::relates(Relation::LessOrEqual, left, right)),
        Binary::GreaterOrEqual => truth(compare::relates(Relation::GreaterOrEqual, left, right)),
        Binary::Divide => Ok(arithmetic::quotient(Operation::Divide, left, right, strict)?),
        Binary::Modulo => Ok(arithmetic::quotient(Operation::Modulo, left, right, strict)?),
        Binary::Matches => matching::matches(left, right, site).map(Value::Bool),
        Binary::NotMatches => matching::matches(left, right, site).map(|found| Value::Bool(!found)),
        Binary::StartsWith => starts(left, right).map(Value::Bool),
        Binary::NotStartsWith => starts(left, right).map(|found| Value::Bool(!found)),
        Binary::EndsWith => ends(left, right).map(Value::Bool),
        Binary::NotEndsWith => ends(left, right).map(|found| Value::Bool(!found)),
        other => calculated(other, left, right, run),
    }
}

fn starts(left: &Value<'_>, right: &Value<'_>) -> Result<bool, Fail> {
    matching::starts_or_ends(left, right, |text, part| text.starts_with(part))
}

fn ends(left: &Value<'_>, right: &Value<'_>) -> Result<bool, Fail> {
    matching::starts_or_ends(left, right, |text, part| text.ends_with(part))
}

/// An operator as a compound assignment applies it: division by zero fails there in lenient arithmetic too.
pub(super) fn compound<'r>(
    operator: Binary,
    left: &Value<'r>,
    right: &Value<'r>,
    run: Run<'_, 'r>,
) -> Result<Value<'r>, Fail> {
    if let Some(unknown) = [left, right].into_iter().find(|value| matches!(value, Value::Unknown(_))) {
        return Ok(unknown.clone());
    }
    calculated(operator, left, right, run)
}

fn calculated<'r>(
    operator: Binary,
    left: &Value<'r>,
    right: &Value<'r>,
    run: Run<'_, 'r>,
) -> Result<Value<'r>, Fail> {
    let strict = run.env.settings.strict;
    let calculate = |operation| arithmetic::calculate(operation, left, right, strict);
    let value = match operator {
        Binary::Add => calculate(Operation::Add)?,
        Binary::Subtract => calculate(Operation::Subtract)?,
        Binary::Multiply => calculate(Operation::Multiply)?,
        Binary::Divide => calculate(Operation::Divide)?,
        Binary::Modulo => calculate(Operation::Modulo)?,
        Binary::BitAnd => arithmetic::bitwise(Bitwise::And, left, right, strict)?,
        Binary::BitOr => arithmetic::bitwise(Bitwise::Or, left, right, strict)?,
        Binary::BitXor => arithmetic::bitwise(Bitwise::Xor, left, right, strict)?,
        Binary::Range => arithmetic::range(left, right, strict)?,
        other => return Err(Fail::new(format!("{other:?} is no operator of numbers"))),
    };
    if let Value::Text(text) = &value {
        run.env.spend_text(text.len())?;
    }
    Ok(value)
}

/// A prefix operator.
pub(super) fn unary<'r>(operator: Unary, value: &Value<'r>, strict: bool) -> Result<Value<'r>, Fail> {
    if matches!(value, Value::Unknown(_)) {
        return Ok(value.clone());
    }
    Ok(match operator {
        Unary::Negate => arithmetic::negate(value)?,
        Unary::Not => Value::Bool(!value.to_bool(strict)?),
        Unary::Complement => arithmetic::complement(value, strict)?,
        Unary::Empty => Value::Bool(value.is_empty()),
        Unary::Size => value.size().map_or(Value::Null, Value::integer),
    })
}
