//! Members and elements of values: what `a.b`, `a.0` and `a[i]` find. What is not there is null.

use super::node::Key;
use super::run::Run;
use crate::expr::Site;
use crate::expr::ast::Range;
use crate::functions::Call;
use crate::java::methods;
use crate::value::{Fail, List, Map, Value};
use std::borrow::Cow;
use std::cell::Cell;

/// `of.key`
pub(super) fn member<'r>(
    run: Run<'_, 'r>,
    of: &Value<'r>,
    key: &'r Key,
    near: &Cell<usize>,
    range: Range,
) -> Result<Value<'r>, Fail> {
    match (of, key) {
        (Value::Map(Map::Record(members)), Key::Name(name)) => {
            let members: &'r _ = *members;
            Ok(match members.get_near(name, near.get()) {
                Some((at, value)) => {
                    near.set(at);
                    Value::of(value)
                }
                None => Value::Null,
            })
        }
        (_, Key::Number(number)) => element(run, of, &Value::Int(*number)),
        (Value::Map(map), Key::Name(name)) => {
            Ok(map.get(&Value::Text(Cow::Borrowed(name))).unwrap_or_default())
        }
        (_, Key::Name(name)) => getter(run, of, name).map_err(|fail| fail.at(range)),
    }
}

/// `of[index]`. Keys are compared as Java does: 0 is not the key `0` of a JSON object. Elements go by the whole part of a
/// number.
pub(super) fn element<'r>(run: Run<'_, 'r>, of: &Value<'r>, index: &Value<'r>) -> Result<Value<'r>, Fail> {
    if matches!(index, Value::Unknown(_)) {
        return Ok(index.clone());
    }
    match (of, index) {
        (Value::Map(map), key) => Ok(map.get(key).unwrap_or_default()),
        (Value::List(list), index) if is_number(index) => {
            Ok(place(list, index).and_then(|i| list.get(i)).unwrap_or_default())
        }
        (_, Value::Text(name)) => getter(run, of, name),
        _ => Ok(Value::Null),
    }
}

/// The place in a list that a number means, where there is one.
pub(super) fn place(list: &List<'_>, index: &Value<'_>) -> Option<usize> {
    let index = usize::try_from(index.to_int(false).ok()?).ok()?;
    (index < list.len()).then_some(index)
}

pub(super) fn is_number(value: &Value<'_>) -> bool {
    matches!(
        value,
        Value::Int(_)
            | Value::Long(_)
            | Value::BigInt(_)
            | Value::Float(_)
            | Value::Double(_)
            | Value::Decimal(_)
    )
}

/// The getter of a property: `getYear` of `date.year`, `isBlank` of `text.blank`.
fn getter<'r>(run: Run<'_, 'r>, of: &Value<'r>, name: &str) -> Result<Value<'r>, Fail> {
    let mut letters = name.chars();
    let Some(first) = letters.next() else { return Ok(Value::Null) };
    let rest = letters.as_str();
    let upper: String = first.to_uppercase().collect();
    for prefix in ["get", "is"] {
        let site = Site::default();
        let mut call = Call { arguments: &mut [], ranges: &[], env: run.env, site: &site };
        if let Some(value) = methods::call(of, &format!("{prefix}{upper}{rest}"), &mut call)? {
            return Ok(value);
        }
    }
    Ok(Value::Null)
}
