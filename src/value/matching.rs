//! `=~`, `=^` and `=$`: matches or contains, starts with, ends with.

use super::arithmetic::operand_text;
use super::{Fail, Value, compare};
use crate::expr::Site;

/// `value =~ container`: a text matches a regular expression as a whole; a list, set or range contains; a map has the
/// key. Otherwise the two are compared.
///
/// # Errors
/// When the regular expression does not compile or takes too long, or the two cannot be compared.
pub fn matches(value: &Value<'_>, container: &Value<'_>, site: &Site) -> Result<bool, Fail> {
    match (value, container) {
        (Value::Null, Value::Null) => Ok(true),
        (Value::Null, _) | (_, Value::Null) => Ok(false),
        (_, Value::Text(pattern)) => {
            let regex = site.regex(pattern).map_err(|fault| {
                Fail::fatal(format!("the regular expression {pattern:?} is malformed: {}", fault.message))
            })?;
            regex.matches(&value.to_text())
        }
        (Value::Map(keys), Value::Map(map)) => Ok(keys.iter().all(|(key, _)| map.get(&key).is_some())),
        (key, Value::Map(map)) => Ok(map.get(key).is_some()),
        (_, Value::List(_)) if container.is_array() => Ok(contains(container, value)),
        (Value::Range { from, to }, Value::Range { .. }) => {
            Ok(contains(container, &Value::Int(*from)) && contains(container, &Value::Int(*to)))
        }
        (Value::Range { from, to }, Value::List(_) | Value::Set(_)) => {
            let Some(size) = container.size().filter(|size| *size > i64::from(from.abs_diff(*to))) else {
                return Ok(false);
            };
            afford(size, size)?;
            Ok((*from.min(to)..=*from.max(to)).all(|n| contains(container, &Value::Int(n))))
        }
        (Value::List(items), Value::List(_) | Value::Set(_) | Value::Range { .. }) if !value.is_array() => {
            afford(value.size().unwrap_or(0), container.size().unwrap_or(0))?;
            Ok(items.iter().all(|item| contains(container, &item)))
        }
        (Value::Set(items), Value::List(_) | Value::Set(_) | Value::Range { .. }) => {
            afford(value.size().unwrap_or(0), container.size().unwrap_or(0))?;
            Ok(items.iter().all(|item| contains(container, item)))
        }
        (_, Value::List(_) | Value::Set(_) | Value::Range { .. }) => Ok(contains(container, value)),
        _ => Ok(compare::equals(container, value)?),
    }
}

/// Refuses to look up so many elements among so many.
fn afford(elements: i64, among: i64) -> Result<(), Fail> {
    if elements.saturating_mul(among) > 100_000_000 {
        return Err(Fail::new("the two lists are too long to look one up in the other"));
    }
    Ok(())
}

/// `container.contains(value)`
fn contains(container: &Value<'_>, value: &Value<'_>) -> bool {
    match container {
        Value::List(list) => list.iter().any(|item| item.same(value)),
        Value::Set(items) => items.iter().any(|item| item.same(value)),
        Value::Range { from, to } => match value {
            Value::Int(_)
            | Value::Long(_)
            | Value::BigInt(_)
            | Value::Float(_)
            | Value::Double(_)
            | Value::Decimal(_) => {
                value.to_int(false).is_ok_and(|n| (*from.min(to)..=*from.max(to)).contains(&n))
            }
            _ => false,
        },
        _ => false,
    }
}

/// `=^` and `=$`: of texts by `test`; with another left side the two are compared.
///
/// # Errors
/// When the two cannot be compared.
pub fn starts_or_ends(
    left: &Value<'_>,
    right: &Value<'_>,
    test: fn(&str, &str) -> bool,
) -> Result<bool, Fail> {
    match (left, right) {
        (Value::Null, Value::Null) => Ok(true),
        (Value::Null, _) | (_, Value::Null) => Ok(false),
        (Value::Text(text), other) => Ok(test(text, &operand_text(other, false)?)),
        _ => Ok(compare::equals(left, right)?),
    }
}
