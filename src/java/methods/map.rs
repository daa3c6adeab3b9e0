//! `java.util.Map`. As with lists, changes are not kept.

use super::arguments::{Answer, changes, null};
use super::entry::{method, unmodelled};
use super::entry::{ours, shown};
use super::{Method, Receiver};
use crate::functions::{Call, Type};
use crate::value::{Map, Value};
use std::rc::Rc;

const A: Type = Type::Any;
const B: Type = Type::Boolean;

pub(super) const METHODS: &[Method] = &[
    method(
        Receiver::Map,
        "clear",
        &[&[]],
        Type::Null,
        "Null; the change is not kept",
        &[ours("{\"a\": 1}.clear()", "null")],
        |_, call| {
            changes(call);
            Ok(Some(Value::Null))
        },
    ),
    method(
        Receiver::Map,
        "containsKey",
        &[&[A]],
        B,
        "Is there such a key?",
        &[ours("{\"a\": 1}.containsKey(\"a\")", "true")],
        |of, call| on(of, |map| Ok(Some(Value::Bool(map.get(call.get(0)).is_some())))),
    ),
    method(
        Receiver::Map,
        "containsValue",
        &[&[A]],
        B,
        "Is there such a value?",
        &[ours("{\"a\": 1}.containsValue(1)", "true")],
        |of, call| {
            on(of, |map| {
                call.spend(map.len())?;
                Ok(Some(Value::Bool(map.iter().any(|(_, value)| value.same(call.get(0))))))
            })
        },
    ),
    method(
        Receiver::Map,
        "get",
        &[&[A]],
        A,
        "The value of a key; null when there is none",
        &[
            shown(
                "str_to_object(\"firstName - John ; lastName - ; phone - 123 456 7890\", \"-\", \";\").get(\"firstName\")",
                "\"John\"",
            ),
            ours("{\"a\": 1}.get(\"a\")", "1"),
        ],
        |of, call| on(of, |map| Ok(Some(map.get(call.get(0)).unwrap_or_default()))),
    ),
    method(
        Receiver::Map,
        "getOrDefault",
        &[&[A, A]],
        A,
        "The value of a key; the second argument when there is none",
        &[ours("{\"a\": 1}.getOrDefault(\"b\", 2)", "2")],
        |of, call| on(of, |map| Ok(Some(map.get(call.get(0)).unwrap_or_else(|| call.get(1).clone())))),
    ),
    method(
        Receiver::Map,
        "isEmpty",
        &[&[]],
        B,
        "Has it no entries?",
        &[ours("{\"a\": 1}.isEmpty()", "false")],
        |of, _| on(of, |map| Ok(Some(Value::Bool(map.is_empty())))),
    ),
    method(
        Receiver::Map,
        "keySet",
        &[&[]],
        Type::Array,
        "Its keys",
        &[ours("{\"a\": 1}.keySet()", "[\"a\"]")],
        |of, call| {
            on(of, |map| {
                call.spend(map.len())?;
                Ok(Some(Value::Set(Rc::new(map.iter().map(|(key, _)| key).collect()))))
            })
        },
    ),
    method(
        Receiver::Map,
        "put",
        &[&[A, A]],
        A,
        "The value that the key had; the change is not kept",
        &[ours("{\"a\": 1}.put(\"a\", 2)", "1")],
        old,
    ),
    method(
        Receiver::Map,
        "putAll",
        &[&[Type::Object]],
        Type::Null,
        "Null; the change is not kept",
        &[ours("{\"a\": 1}.putAll({\"b\": 2})", "null")],
        |_, call| {
            changes(call);
            match call.get(0) {
                Value::Map(_) => Ok(Some(Value::Null)),
                Value::Null => Err(null(call, 0)),
                _ => Ok(None),
            }
        },
    ),
    method(
        Receiver::Map,
        "putIfAbsent",
        &[&[A, A]],
        A,
        "The value that the key has; the change is not kept",
        &[ours("{\"a\": 1}.putIfAbsent(\"a\", 2)", "1")],
        old,
    ),
    method(
        Receiver::Map,
        "remove",
        &[&[A], &[A, A]],
        A,
        "The value that the key had, or whether it had the second argument; the change is not kept",
        &[ours("{\"a\": 1}.remove(\"a\")", "1")],
        |of, call| match call.len() {
            1 => old(of, call),
            _ => has(of, call),
        },
    ),
    method(
        Receiver::Map,
        "replace",
        &[&[A, A], &[A, A, A]],
        A,
        "The value that the key had, or whether it had the second argument; the change is not kept",
        &[ours("{\"a\": 1}.replace(\"a\", 2)", "1")],
        |of, call| match call.len() {
            2 => old(of, call),
            _ => has(of, call),
        },
    ),
    method(
        Receiver::Map,
        "values",
        &[&[]],
        Type::Array,
        "Its values",
        &[ours("{\"a\": 1}.values()", "[1]")],
        |of, call| {
            on(of, |map| {
                call.spend(map.len())?;
                // No list in Java either: it has no positions.
                Ok(Some(Value::Set(Rc::new(map.iter().map(|(_, value)| value).collect()))))
            })
        },
    ),
    unmodelled(Receiver::Map, "clone", &[&[]]),
    unmodelled(Receiver::Map, "entrySet", &[&[]]),
];

fn on<'r>(of: &Value<'r>, run: impl FnOnce(&Map<'r>) -> Answer<'r>) -> Answer<'r> {
    match of {
        Value::Map(map) => run(map),
        _ => Ok(None),
    }
}

/// The value that a key had before a change.
fn old<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    changes(call);
    on(of, |map| Ok(Some(map.get(call.get(0)).unwrap_or_default())))
}

/// Had the key that value before a change?
fn has<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    changes(call);
    on(of, |map| Ok(Some(Value::Bool(map.get(call.get(0)).is_some_and(|value| value.same(call.get(1)))))))
}
