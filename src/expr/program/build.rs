//! Arrays, sets and maps that literals make, and the bound on how much an expression can hold.

use super::run::Arguments;
use crate::expr::Env;
use crate::value::{Fail, Items, List, ListKind, MAX_ITEMS, MAX_TEXT, Map, Value};
use std::rc::Rc;

/// `[a, b]`: a Java array of the type its elements share, or an `ArrayList` when it is growable.
pub(super) fn array<'r>(env: &Env<'r>, items: Arguments<'r>, growable: bool) -> Result<Value<'r>, Fail> {
    let kind = if growable { ListKind::List } else { ListKind::Array(common_class(&items)) };
    let value = Value::List(List::Made(Rc::new(Items { kind, items: items.into_vec() })));
    weigh(env, &value)?;
    Ok(value)
}

/// `{a, b}`: a `HashSet`.
pub(super) fn set<'r>(env: &Env<'r>, items: Arguments<'r>) -> Result<Value<'r>, Fail> {
    let count = items.len();
    let value = Value::hash_set(items.into_vec(), count);
    weigh(env, &value)?;
    Ok(value)
}

/// `{k: v}`: a `HashMap`.
pub(super) fn map<'r>(env: &Env<'r>, entries: Vec<(Value<'r>, Value<'r>)>) -> Result<Value<'r>, Fail> {
    let count = entries.len();
    let value = Value::hash_map(entries, count);
    weigh(env, &value)?;
    Ok(value)
}

/// Charges for a value that was made, and refuses one that is too large when everything in it is counted as often as it
/// stands there.
pub(super) fn weigh(env: &Env<'_>, value: &Value<'_>) -> Result<(), Fail> {
    match value {
        Value::Text(std::borrow::Cow::Owned(text)) => {
            if text.len() > MAX_TEXT {
                return Err(Fail::fatal("the text is too large"));
            }
            env.spend_text(text.len())
        }
        Value::List(List::Made(_)) | Value::Set(_) | Value::Map(Map::Made(_)) => {
            let mut room = MAX_ITEMS;
            count(value, &mut room, 0)?;
            env.spend((MAX_ITEMS - room) as u64)
        }
        _ => Ok(()),
    }
}

fn count(value: &Value<'_>, room: &mut usize, depth: usize) -> Result<(), Fail> {
    let too_large = || Fail::fatal("the list or object is too large");
    if depth > 200 {
        return Err(Fail::fatal("the list or object nests too deeply"));
    }
    let size = match value {
        Value::Text(std::borrow::Cow::Owned(text)) => 1 + text.len() / 16,
        _ => 1,
    };
    *room = room.checked_sub(size).ok_or_else(too_large)?;
    match value {
        Value::List(List::Made(made)) => made.items.iter().try_for_each(|item| count(item, room, depth + 1)),
        Value::Set(items) => items.iter().try_for_each(|item| count(item, room, depth + 1)),
        Value::Map(Map::Made(made)) => made.entries.iter().try_for_each(|(key, value)| {
            count(key, room, depth + 1)?;
            count(value, room, depth + 1)
        }),
        _ => Ok(()),
    }
}

/// The element type of an array literal, as JEXL finds it: one class for all, `Number` for numbers of several, else
/// `Object`; with a null among them a class instead of a primitive type.
fn common_class(items: &[Value<'_>]) -> &'static str {
    let mut common: Option<&'static str> = None;
    let (mut numbers, mut primitive) = (true, true);
    for item in items {
        if common == Some("Object") {
            break;
        }
        let Some((class, is_number)) = class(item) else {
            numbers = false;
            primitive = false;
            continue;
        };
        match common {
            None => {
                common = Some(class);
                numbers &= is_number;
            }
            Some(known) if known == class => {}
            Some(_) if numbers && is_number => common = Some("Number"),
            Some(_) => common = Some("Object"),
        }
    }
    match common {
        Some("Integer") if primitive => "int",
        Some("Long") if primitive => "long",
        Some("Double") if primitive => "double",
        Some("Float") if primitive => "float",
        Some("Boolean") if primitive => "boolean",
        Some("Character") if primitive => "char",
        Some(class) => class,
        None => "Object",
    }
}

/// The class of a value, and whether it is a number; none for null.
fn class(value: &Value<'_>) -> Option<(&'static str, bool)> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => ("Boolean", false),
        Value::Int(_) => ("Integer", true),
        Value::Long(_) => ("Long", true),
        Value::BigInt(_) => ("BigInteger", true),
        Value::Float(_) => ("Float", true),
        Value::Double(_) => ("Double", true),
        Value::Decimal(_) => ("BigDecimal", true),
        Value::Char(_) => ("Character", false),
        Value::Text(_) => ("String", false),
        Value::Date(_) => ("ZonedDateTime", false),
        Value::Map(_) => ("Map", false),
        _ => ("Object", false),
    })
}
