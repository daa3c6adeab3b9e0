//! Functions that pick one of many.

use super::hold;
use super::{Call, Category, Function, Type, many, ours, ours_on, shown};
use crate::value::compare::{self, Relation};
use crate::value::{Fail, Value};
use std::mem;

const NULLS: &str = "Nulls are passed over; without any other value the result is null.";
const MIXED: &str =
    "Numbers of different kinds, and numbers with texts that hold one, are compared by value.";
const ARRAY: &str = "A single array stands for its elements.";
const NULL: &str = "Nulls are passed over; without any other value the result is null (not documented).";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "min",
        aliases: &[],
        category: Category::Aggregation,
        parameters: &[many("OPTIONS", Type::Any, "values that can be compared")],
        returns: Type::Any,
        summary: "The smallest of its arguments.",
        nulls: NULL,
        guesses: &[NULLS, MIXED, ARRAY],
        availability: None,
        examples: &[
            shown("min(3, 1, 4)", "1"),
            ours(r#"min("b", "a")"#, r#""a""#),
            ours("min(2.5, null, 2)", "2"),
        ],
        run: |call| extreme(call, Relation::Less),
    },
    Function {
        name: "max",
        aliases: &[],
        category: Category::Aggregation,
        parameters: &[many("OPTIONS", Type::Any, "values that can be compared")],
        returns: Type::Any,
        summary: "The largest of its arguments.",
        nulls: NULL,
        guesses: &[NULLS, MIXED, ARRAY],
        availability: None,
        examples: &[
            shown("max(3, 1, 4)", "4"),
            ours(r#"max("10", "9")"#, r#""9""#),
            ours_on("max(prices)", r#"{"prices": [9.5, 12, 3]}"#, "12"),
        ],
        run: |call| extreme(call, Relation::Greater),
    },
];

fn extreme<'r>(call: &mut Call<'_, 'r>, relation: Relation) -> Result<Value<'r>, Fail> {
    let given = call.len();
    if matches!((given, call.get(0)), (1, Value::List(_) | Value::Set(_))) {
        call.guess(ARRAY);
    }
    let mut best = Value::Null;
    for value in hold::arguments_or_array(call, 0)? {
        if matches!(value, Value::Null) {
            call.guess(NULLS);
        } else if matches!(best, Value::Null) {
            best = value;
        } else {
            if mem::discriminant(&best) != mem::discriminant(&value) {
                call.guess(MIXED);
            }
            if compare::relates(relation, &value, &best)? {
                best = value;
            }
        }
    }
    Ok(best)
}
