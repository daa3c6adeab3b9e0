//! What every value has, from `java.lang.Object`, and how to refuse what reaches into Java itself.

use super::arguments::Answer;
use super::entry::method;
use super::entry::{ours, shown};
use super::{Method, Receiver::Any};
use crate::functions::{Call, Type};
use crate::value::{Fail, Value};

pub(super) const METHODS: &[Method] = &[
    method(
        Any,
        "equals",
        &[&[Type::Any]],
        Type::Boolean,
        "Is it the same value of the same type? 1 and 1.0 differ, and so do arrays",
        &[
            shown("\"string1\".equals(\"STRING1\")", "false"),
            ours("\"a\".equals(\"a\")", "true"),
            ours("(1).equals(1.0)", "false"),
        ],
        |of, call| Ok(Some(Value::Bool(of.same(call.get(0))))),
    ),
    method(Any, "getClass", &[&[]], Type::Any, "Refused: it would reach into Java itself", &[], refuse),
    method(
        Any,
        "hashCode",
        &[&[]],
        Type::Integer,
        "Java's hash code",
        &[ours("\"Aa\".hashCode()", "2112")],
        |of, _| {
            Ok(Some(if by_address(of) || matches!(of, Value::Date(_)) {
                ADDRESS
            } else {
                Value::Int(of.java_hash())
            }))
        },
    ),
    method(Any, "notify", &[&[]], Type::Null, "Refused: it would reach into Java itself", &[], refuse),
    method(Any, "notifyAll", &[&[]], Type::Null, "Refused: it would reach into Java itself", &[], refuse),
    method(
        Any,
        "toString",
        &[&[]],
        Type::Text,
        "Java's text of the value",
        &[ours("(1.50).toString()", "\"1.5\""), ours("{\"a\": 1}.toString()", "\"{a=1}\"")],
        |of, _| Ok(Some(if by_address(of) { ADDRESS } else { Value::Text(of.to_text()) })),
    ),
    method(Any, "wait", &[&[]], Type::Null, "Refused: it would reach into Java itself", &[], refuse),
];

/// What Java computes from an address.
const ADDRESS: Value<'static> = Value::unknown("Java gives an address here, which differs from run to run");

fn by_address(of: &Value<'_>) -> bool {
    of.is_array() || matches!(of, Value::Lambda(_) | Value::Range { .. })
}

fn refuse<'r>(_: &Value<'r>, _: &mut Call<'_, 'r>) -> Answer<'r> {
    Err(Fail::new("a mapping has no way into Java's classes and threads"))
}
