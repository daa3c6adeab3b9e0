//! `java.util.List` and `Set`, and the few methods of lists that JEXL gives to arrays. Values are shared and stay as they
//! are: what would change a list gives Java's result, and the change is lost.

use super::arguments::{Answer, changes, int, null, position};
use super::entry::ours;
use super::entry::{method, unmodelled};
use super::{Method, Receiver};
use crate::functions::{Call, Type};
use crate::value::{Fail, List, ListKind, Value};
use std::rc::Rc;

const A: Type = Type::Any;
const B: Type = Type::Boolean;
const I: Type = Type::Integer;
const L: Type = Type::Array;

pub(super) const LIST: &[Method] = &[
    method(
        Receiver::List,
        "add",
        &[&[A], &[I, A]],
        B,
        "True, for an element behind the others; the change is not kept",
        &[ours("[1, ...].add(2)", "true")],
        |of, call| {
            changes(call);
            match (call.len(), int(call, 0)) {
                (1, _) => Ok(Some(Value::Bool(true))),
                (_, Some(at)) if at >= 0 && at as usize <= length(of) => Ok(Some(Value::Null)),
                (_, Some(at)) => Err(outside(call, of, at)),
                _ => Ok(None),
            }
        },
    ),
    method(
        Receiver::List,
        "addAll",
        &[&[L], &[I, L]],
        B,
        "Whether there are elements to add; the change is not kept",
        &[ours("[1, ...].addAll([2, ...])", "true")],
        |of, call| {
            changes(call);
            if call.len() == 2 {
                match (int(call, 0), collection(call, 1)?) {
                    (Some(at), Some(_)) if at < 0 || at as usize > length(of) => {
                        return Err(outside(call, of, at));
                    }
                    (Some(_), Some(all)) => return Ok(Some(Value::Bool(!all.is_empty()))),
                    _ => return Ok(None),
                }
            }
            Ok(collection(call, 0)?.map(|all| Value::Bool(!all.is_empty())))
        },
    ),
    method(
        Receiver::List,
        "clear",
        &[&[]],
        Type::Null,
        "Null; the change is not kept",
        &[ours("[1, ...].clear()", "null")],
        |_, call| {
            changes(call);
            Ok(Some(Value::Null))
        },
    ),
    method(
        Receiver::List,
        "contains",
        &[&[A]],
        B,
        "Is that value in it? Types count: 1 is not 1.0",
        &[ours("[1, 2, ...].contains(2)", "true")],
        contains,
    ),
    method(
        Receiver::List,
        "containsAll",
        &[&[L]],
        B,
        "Are all elements of another list in it?",
        &[ours("[1, 2, ...].containsAll([2, ...])", "true")],
        contains_all,
    ),
    method(
        Receiver::List,
        "get",
        &[&[I]],
        A,
        "The element at a position, from 0",
        &[ours("[1, 2, ...].get(1)", "2")],
        get,
    ),
    method(
        Receiver::List,
        "indexOf",
        &[&[A]],
        I,
        "Where a value is first; -1 when nowhere",
        &[ours("[1, 2, ...].indexOf(2)", "1")],
        index_of,
    ),
    method(
        Receiver::List,
        "isEmpty",
        &[&[]],
        B,
        "Has it no elements?",
        &[ours("[1, ...].isEmpty()", "false")],
        |of, _| Ok(Some(Value::Bool(length(of) == 0))),
    ),
    method(
        Receiver::List,
        "lastIndexOf",
        &[&[A]],
        I,
        "Where a value is last; -1 when nowhere",
        &[ours("[1, 2, 1, ...].lastIndexOf(1)", "2")],
        |of, call| {
            let all = items(of);
            call.spend(all.len())?;
            Ok(Some(position(all.iter().rposition(|item| item.same(call.get(0))))))
        },
    ),
    method(
        Receiver::List,
        "remove",
        &[&[A]],
        A,
        "The element at a position, or whether there was such a value; the change is not kept",
        &[ours("[5, 6, ...].remove(0)", "5"), ours("[5, 6, ...].remove(\"x\")", "false")],
        |of, call| {
            changes(call);
            match call.get(0) {
                Value::Int(_) => get(of, call),
                value => Ok(Some(Value::Bool(items(of).iter().any(|item| item.same(value))))),
            }
        },
    ),
    method(
        Receiver::List,
        "removeAll",
        &[&[L]],
        B,
        "Whether there are elements to remove; the change is not kept",
        &[ours("[1, ...].removeAll([2, ...])", "false")],
        |of, call| retain(of, call, false),
    ),
    method(
        Receiver::List,
        "retainAll",
        &[&[L]],
        B,
        "Whether there are other elements to remove; the change is not kept",
        &[ours("[1, ...].retainAll([2, ...])", "true")],
        |of, call| retain(of, call, true),
    ),
    method(
        Receiver::List,
        "set",
        &[&[I, A]],
        A,
        "The element that is replaced; the change is not kept",
        &[ours("[1, ...].set(0, 2)", "1")],
        |of, call| {
            changes(call);
            get(of, call)
        },
    ),
    method(
        Receiver::List,
        "sort",
        &[&[Type::Null]],
        Type::Null,
        "Null; the order is not kept",
        &[ours("[2, 1, ...].sort(null)", "null")],
        |of, call| {
            let Value::Null = call.get(0) else { return Ok(None) };
            changes(call);
            let all = items(of);
            match all.first() {
                Some(first)
                    if all.len() > 1
                        && (matches!(first, Value::Null)
                            || all.iter().any(|item| {
                                std::mem::discriminant(item) != std::mem::discriminant(first)
                            })) =>
                {
                    Err(Fail::new("these elements cannot be compared with each other"))
                }
                _ => Ok(Some(Value::Null)),
            }
        },
    ),
    method(
        Receiver::List,
        "subList",
        &[&[I, I]],
        L,
        "The elements between two positions",
        &[ours("[1, 2, 3, ...].subList(0, 2)", "[1, 2]")],
        |of, call| {
            let (Some(from), Some(to)) = (int(call, 0), int(call, 1)) else { return Ok(None) };
            let all = items(of);
            match (usize::try_from(from), usize::try_from(to)) {
                (Ok(from), Ok(to)) if from <= to && to <= all.len() => {
                    Ok(Some(Value::list(all[from..to].to_vec())))
                }
                _ => Err(call.fail_at(0, format!("a list of {} has no part from {from} to {to}", all.len()))),
            }
        },
    ),
    method(
        Receiver::List,
        "toArray",
        &[&[]],
        L,
        "An array of its elements",
        &[ours("[1, ...].toArray()", "[1]")],
        to_array,
    ),
    unmodelled(Receiver::List, "clone", &[&[]]),
    unmodelled(Receiver::List, "iterator", &[&[]]),
    unmodelled(Receiver::List, "listIterator", &[&[], &[I]]),
    unmodelled(Receiver::List, "parallelStream", &[&[]]),
    unmodelled(Receiver::List, "stream", &[&[]]),
];

pub(super) const ARRAY: &[Method] = &[
    method(
        Receiver::Array,
        "contains",
        &[&[A]],
        B,
        "Is that value in it? Types count: 1 is not 1.0",
        &[ours("[1, 2].contains(2)", "true")],
        contains,
    ),
    method(
        Receiver::Array,
        "get",
        &[&[I]],
        A,
        "The element at a position, from 0",
        &[ours("[1, 2].get(1)", "2")],
        get,
    ),
    method(
        Receiver::Array,
        "indexOf",
        &[&[A]],
        I,
        "Where a value is first; -1 when nowhere",
        &[ours("[1, 2, 3].indexOf(2)", "1")],
        index_of,
    ),
    method(
        Receiver::Array,
        "set",
        &[&[I, A]],
        A,
        "The element that is replaced; the change is not kept",
        &[ours("[1, 2].set(0, 2)", "1")],
        |of, call| {
            if let Value::List(List::Made(made)) = of
                && int(call, 0).is_some()
                && let ListKind::Array(kind) = made.kind
                && !fits(kind, call.get(1))
            {
                return Err(
                    call.fail_at(1, format!("{} does not fit into an array of {kind}", call.get(1).shown()))
                );
            }
            changes(call);
            get(of, call)
        },
    ),
    method(
        Receiver::Array,
        "isEmpty",
        &[&[]],
        B,
        "Fails on arrays: `empty(…)` and `.empty()` tell",
        &[],
        refuse,
    ),
    method(
        Receiver::Array,
        "lastIndexOf",
        &[&[A]],
        I,
        "Fails on arrays: `[…, ...]` makes a list, which has it",
        &[],
        refuse,
    ),
    method(
        Receiver::Array,
        "subList",
        &[&[I, I]],
        L,
        "Fails on arrays: `[…, ...]` makes a list, which has it",
        &[],
        refuse,
    ),
    method(
        Receiver::Array,
        "containsAll",
        &[&[L]],
        B,
        "Fails on arrays: `[…, ...]` makes a list, which has it",
        &[],
        refuse,
    ),
    method(Receiver::Array, "toArray", &[&[]], L, "Fails on arrays", &[], refuse),
    method(
        Receiver::Array,
        "add",
        &[&[A], &[I, A]],
        B,
        "Fails on arrays: their length is fixed",
        &[],
        refuse,
    ),
    method(Receiver::Array, "remove", &[&[A]], A, "Fails on arrays: their length is fixed", &[], refuse),
    method(
        Receiver::Array,
        "addAll",
        &[&[L], &[I, L]],
        B,
        "Fails on arrays: their length is fixed",
        &[],
        refuse,
    ),
    method(Receiver::Array, "clear", &[&[]], B, "Fails on arrays: their length is fixed", &[], refuse),
    method(Receiver::Array, "removeAll", &[&[L]], B, "Fails on arrays: their length is fixed", &[], refuse),
    method(Receiver::Array, "retainAll", &[&[L]], B, "Fails on arrays: their length is fixed", &[], refuse),
    method(Receiver::Array, "sort", &[&[Type::Null]], Type::Null, "Fails on arrays", &[], refuse),
    method(Receiver::Array, "iterator", &[&[]], A, "Fails on arrays", &[], refuse),
    method(Receiver::Array, "stream", &[&[]], A, "Fails on arrays", &[], refuse),
];

pub(super) const SET: &[Method] = &[
    method(
        Receiver::Set,
        "add",
        &[&[A]],
        B,
        "Whether that value is new; the change is not kept",
        &[ours("{1, 2}.add(3)", "true")],
        |of, call| {
            changes(call);
            Ok(Some(Value::Bool(!items(of).iter().any(|item| item.same(call.get(0))))))
        },
    ),
    method(
        Receiver::Set,
        "addAll",
        &[&[L]],
        B,
        "Whether one of those values is new; the change is not kept",
        &[ours("{1, 2}.addAll({2})", "false")],
        |of, call| {
            changes(call);
            let Some(all) = collection(call, 0)? else { return Ok(None) };
            let own = items(of);
            call.spend(own.len().saturating_mul(all.len()))?;
            Ok(Some(Value::Bool(!all.iter().all(|item| own.iter().any(|mine| mine.same(item))))))
        },
    ),
    method(
        Receiver::Set,
        "clear",
        &[&[]],
        Type::Null,
        "Null; the change is not kept",
        &[ours("{1, 2}.clear()", "null")],
        |_, call| {
            changes(call);
            Ok(Some(Value::Null))
        },
    ),
    method(
        Receiver::Set,
        "contains",
        &[&[A]],
        B,
        "Is that value in it? Types count: 1 is not 1.0",
        &[ours("{1, 2}.contains(2)", "true")],
        contains,
    ),
    method(
        Receiver::Set,
        "containsAll",
        &[&[L]],
        B,
        "Are all elements of a list or set in it?",
        &[ours("{1, 2}.containsAll({2})", "true")],
        contains_all,
    ),
    method(
        Receiver::Set,
        "isEmpty",
        &[&[]],
        B,
        "Has it no elements?",
        &[ours("{1, 2}.isEmpty()", "false")],
        |of, _| Ok(Some(Value::Bool(length(of) == 0))),
    ),
    method(
        Receiver::Set,
        "remove",
        &[&[A]],
        B,
        "Whether that value is in it; the change is not kept",
        &[ours("{1, 2}.remove(2)", "true")],
        |of, call| {
            changes(call);
            contains(of, call)
        },
    ),
    method(
        Receiver::Set,
        "removeAll",
        &[&[L]],
        B,
        "Whether there are elements to remove; the change is not kept",
        &[ours("{1, 2}.removeAll({3})", "false")],
        |of, call| retain(of, call, false),
    ),
    method(
        Receiver::Set,
        "retainAll",
        &[&[L]],
        B,
        "Whether there are other elements to remove; the change is not kept",
        &[ours("{1, 2}.retainAll({1})", "true")],
        |of, call| retain(of, call, true),
    ),
    method(
        Receiver::Set,
        "toArray",
        &[&[]],
        L,
        "An array of its elements",
        &[ours("{1}.toArray()", "[1]")],
        to_array,
    ),
    unmodelled(Receiver::Set, "clone", &[&[]]),
    unmodelled(Receiver::Set, "iterator", &[&[]]),
    unmodelled(Receiver::Set, "stream", &[&[]]),
];

fn refuse<'r>(_: &Value<'r>, _: &mut Call<'_, 'r>) -> Answer<'r> {
    Err(Fail::new(
        "arrays have only the methods get, set, contains, indexOf and size; `[…, ...]` makes a list, which has all",
    ))
}

/// Can an array of that type hold the value?
fn fits(kind: &str, value: &Value<'_>) -> bool {
    let whole = matches!(value, Value::Int(_));
    match kind {
        "int" => whole,
        "long" => whole || matches!(value, Value::Long(_)),
        "float" => whole || matches!(value, Value::Long(_) | Value::Float(_)),
        "double" => whole || matches!(value, Value::Long(_) | Value::Float(_) | Value::Double(_)),
        "boolean" | "Boolean" => {
            matches!(value, Value::Bool(_)) || kind == "Boolean" && matches!(value, Value::Null)
        }
        "char" => matches!(value, Value::Char(_)),
        "byte" => false,
        "Object" => true,
        "Number" => matches!(value, Value::Null) || super::receiver(value) == Receiver::Number,
        "String" => matches!(value, Value::Text(_) | Value::Null),
        "Integer" => whole || matches!(value, Value::Null),
        "Long" => matches!(value, Value::Long(_) | Value::Null),
        "Double" => matches!(value, Value::Double(_) | Value::Null),
        // Other arrays are rare; Java would say.
        _ => true,
    }
}

/// The elements of a list, array or set.
fn items<'r>(of: &Value<'r>) -> Vec<Value<'r>> {
    match of {
        Value::List(list) => list.iter().collect(),
        Value::Set(items) => items.to_vec(),
        _ => Vec::new(),
    }
}

fn length(of: &Value<'_>) -> usize {
    of.size().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// A `Collection` parameter: a list or a set, no array.
pub(super) fn collection<'r>(call: &Call<'_, 'r>, index: usize) -> Result<Option<Rc<Vec<Value<'r>>>>, Fail> {
    match call.get(index) {
        Value::Null => Err(null(call, index)),
        Value::Set(items) => Ok(Some(items.clone())),
        value @ Value::List(_) if !value.is_array() => Ok(Some(Rc::new(items(value)))),
        Value::Range { from, to } => {
            if from.abs_diff(*to) as usize >= crate::value::MAX_ITEMS {
                return Err(call.fail_at(index, "this range is too large"));
            }
            Ok(Some(Rc::new((*from.min(to)..=*from.max(to)).map(Value::Int).collect())))
        }
        _ => Ok(None),
    }
}

fn outside(call: &Call<'_, '_>, of: &Value<'_>, at: i32) -> Fail {
    call.fail_at(0, format!("position {at} is outside of {}, which has {} elements", of.shown(), length(of)))
}

fn get<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    let (Value::List(list), Some(at)) = (of, int(call, 0)) else { return Ok(None) };
    match usize::try_from(at).ok().and_then(|at| list.get(at)) {
        Some(item) => Ok(Some(item)),
        None => Err(outside(call, of, at)),
    }
}

fn contains<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    call.spend(length(of))?;
    let wanted = call.get(0);
    Ok(Some(Value::Bool(match of {
        Value::List(list) => list.iter().any(|item| item.same(wanted)),
        Value::Set(items) => items.iter().any(|item| item.same(wanted)),
        _ => false,
    })))
}

fn contains_all<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    let Some(wanted) = collection(call, 0)? else { return Ok(None) };
    let own = items(of);
    call.spend(own.len().saturating_mul(wanted.len()))?;
    Ok(Some(Value::Bool(wanted.iter().all(|item| own.iter().any(|mine| mine.same(item))))))
}

fn index_of<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    let all = items(of);
    call.spend(all.len())?;
    Ok(Some(position(all.iter().position(|item| item.same(call.get(0))))))
}

fn retain<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>, keep: bool) -> Answer<'r> {
    changes(call);
    let Some(others) = collection(call, 0)? else { return Ok(None) };
    let own = items(of);
    call.spend(own.len().saturating_mul(others.len()))?;
    Ok(Some(Value::Bool(own.iter().any(|mine| others.iter().any(|item| item.same(mine)) != keep))))
}

fn to_array<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    let all = items(of);
    call.spend(all.len())?;
    super::text::array("Object", all)
}
