//! The methods of JEXL's own arithmetic. They answer calls that nothing else answers: `add(1, 2)` and `"5".toInteger()`
//! alike. A mapping author meets them by accident only; the engine has them, so we do.

use super::node::Call;
use super::run::Run;
use crate::expr::Site;
use crate::value::arithmetic::{self, Bitwise, Operation};
use crate::value::compare::{self, Relation};
use crate::value::{Fail, Value, matching};
use std::rc::Rc;

type Body = for<'r> fn(&[Value<'r>], bool, &Site) -> Result<Value<'r>, Fail>;

/// A method of the arithmetic: its name, how many operands it takes, and what it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fallback(&'static (&'static str, usize, Body));

const METHODS: &[(&str, usize, Body)] = &[
    ("add", 2, |a, strict, _| Ok(arithmetic::calculate(Operation::Add, &a[0], &a[1], strict)?)),
    ("subtract", 2, |a, strict, _| Ok(arithmetic::calculate(Operation::Subtract, &a[0], &a[1], strict)?)),
    ("multiply", 2, |a, strict, _| Ok(arithmetic::calculate(Operation::Multiply, &a[0], &a[1], strict)?)),
    ("divide", 2, |a, strict, _| Ok(arithmetic::calculate(Operation::Divide, &a[0], &a[1], strict)?)),
    ("mod", 2, |a, strict, _| Ok(arithmetic::calculate(Operation::Modulo, &a[0], &a[1], strict)?)),
    ("and", 2, |a, strict, _| Ok(arithmetic::bitwise(Bitwise::And, &a[0], &a[1], strict)?)),
    ("bitwiseAnd", 2, |a, strict, _| Ok(arithmetic::bitwise(Bitwise::And, &a[0], &a[1], strict)?)),
    ("or", 2, |a, strict, _| Ok(arithmetic::bitwise(Bitwise::Or, &a[0], &a[1], strict)?)),
    ("bitwiseOr", 2, |a, strict, _| Ok(arithmetic::bitwise(Bitwise::Or, &a[0], &a[1], strict)?)),
    ("xor", 2, |a, strict, _| Ok(arithmetic::bitwise(Bitwise::Xor, &a[0], &a[1], strict)?)),
    ("bitwiseXor", 2, |a, strict, _| Ok(arithmetic::bitwise(Bitwise::Xor, &a[0], &a[1], strict)?)),
    ("complement", 1, |a, strict, _| Ok(arithmetic::complement(&a[0], strict)?)),
    ("negate", 1, |a, _, _| Ok(arithmetic::negate(&a[0])?)),
    ("not", 1, |a, strict, _| Ok(Value::Bool(!a[0].to_bool(strict)?))),
    ("logicalNot", 1, |a, strict, _| Ok(Value::Bool(!a[0].to_bool(strict)?))),
    ("equals", 2, |a, _, _| Ok(Value::Bool(compare::equals(&a[0], &a[1])?))),
    ("lessThan", 2, |a, _, _| Ok(Value::Bool(compare::relates(Relation::Less, &a[0], &a[1])?))),
    ("greaterThan", 2, |a, _, _| Ok(Value::Bool(compare::relates(Relation::Greater, &a[0], &a[1])?))),
    ("lessThanOrEqual", 2, |a, _, _| Ok(Value::Bool(compare::relates(Relation::LessOrEqual, &a[0], &a[1])?))),
    ("greaterThanOrEqual", 2, |a, _, _| {
        Ok(Value::Bool(compare::relates(Relation::GreaterOrEqual, &a[0], &a[1])?))
    }),
    ("contains", 2, |a, _, site| contains(&a[0], &a[1], site)),
    ("matches", 2, |a, _, site| contains(&a[1], &a[0], site)),
    ("startsWith", 2, |a, _, _| affix(&a[0], &a[1], |text, part| text.starts_with(part))),
    ("endsWith", 2, |a, _, _| affix(&a[0], &a[1], |text, part| text.ends_with(part))),
    ("isEmpty", 1, |a, _, _| match &a[0] {
        Value::Null => Err(Fail::new("isEmpty fails on null")),
        value
            if value.size().is_some()
                || value.to_double(false).is_ok() && !matches!(value, Value::Bool(_) | Value::Char(_)) =>
        {
            Ok(Value::Bool(value.is_empty()))
        }
        _ => Ok(Value::Null),
    }),
    ("toBoolean", 1, |a, strict, _| Ok(Value::Bool(a[0].to_bool(strict)?))),
    ("toInteger", 1, |a, strict, _| Ok(Value::Int(a[0].to_int(strict)?))),
    ("toLong", 1, |a, strict, _| Ok(Value::Long(a[0].to_long(strict)?))),
    ("toDouble", 1, |a, strict, _| Ok(Value::Double(a[0].to_double(strict)?))),
    ("toBigInteger", 1, |a, strict, _| Ok(Value::BigInt(Rc::new(a[0].to_big_int(strict)?.into_owned())))),
    ("toBigDecimal", 1, |a, strict, _| Ok(Value::Decimal(Rc::new(a[0].to_decimal(strict)?.into_owned())))),
    ("toString", 1, |a, strict, _| Ok(Value::Text(arithmetic::operand_text(&a[0], strict)?))),
    ("createRange", 2, |a, strict, _| Ok(arithmetic::range(&a[0], &a[1], strict)?)),
];

impl Fallback {
    /// The method of that name with so many operands.
    pub(super) fn find(name: &str, operands: usize) -> Option<Fallback> {
        METHODS.iter().find(|(n, count, _)| *n == name && *count == operands).map(Fallback)
    }

    /// Calls it. Unlike the operators, it fails on division by zero in lenient arithmetic too.
    #[inline(never)]
    pub(super) fn run<'r>(
        self,
        run: Run<'_, 'r>,
        operands: &[Value<'r>],
        call: &'r Call,
    ) -> Result<Value<'r>, Fail> {
        if let Some(unknown) = operands.iter().find(|value| matches!(value, Value::Unknown(_))) {
            return Ok(unknown.clone());
        }
        let (_, count, body) = self.0;
        if operands.len() != *count {
            return Ok(Value::Null);
        }
        body(operands, run.env.settings.strict, &call.site).map_err(|fail| fail.at(call.range))
    }
}

/// `contains(container, value)`; null where the operator would compare.
fn contains<'r>(container: &Value<'r>, value: &Value<'r>, site: &Site) -> Result<Value<'r>, Fail> {
    let known = matches!(
        container,
        Value::Null | Value::Text(_) | Value::List(_) | Value::Set(_) | Value::Map(_) | Value::Range { .. }
    );
    if !(known && !container.is_array() || matches!(value, Value::Null)) {
        return Ok(Value::Null);
    }
    matching::matches(value, container, site).map(Value::Bool)
}

fn affix<'r>(left: &Value<'r>, right: &Value<'r>, test: fn(&str, &str) -> bool) -> Result<Value<'r>, Fail> {
    match (left, right) {
        (Value::Text(_) | Value::Null, _) | (_, Value::Null) => {
            matching::starts_or_ends(left, right, test).map(Value::Bool)
        }
        _ => Ok(Value::Null),
    }
}
