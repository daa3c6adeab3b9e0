//! Functions that choose. All their arguments are evaluated before they run.

use super::hold;
use super::{Call, Category, Function, Type, many, one, ours, ours_on, shown, shown_on};
use crate::value::{Fail, Value, compare};

const LIKE_TEXT: &str =
    "A number or boolean equals a text that reads like it; two numbers are equal when their values are.";
const TRUTH: &str =
    "What is no boolean counts as in a condition: null, 0, \"\" and \"false\" are false, all else is true.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "decode",
        aliases: &[],
        category: Category::Logical,
        parameters: &[
            one("KEY", Type::Any, "what is looked for"),
            many(
                "OPTIONS",
                Type::Any,
                "values that KEY may have and results, in turn; a last one alone is the default",
            )
            .in_turn(),
        ],
        returns: Type::Any,
        summary: "The result that belongs to the first value equal to KEY, else the default, else null.",
        nulls: "A null KEY equals a null value only (not documented); without OPTIONS the result is null.",
        guesses: &[LIKE_TEXT],
        availability: None,
        examples: &[
            shown_on(
                r#"decode(stateCode, "ca", "California", "pa", "Pennsylvania", "N/A")"#,
                r#"{"stateCode": "ca"}"#,
                r#""California""#,
            ),
            shown_on(
                r#"decode(stateCode, "ca", "California", "pa", "Pennsylvania", "N/A")"#,
                r#"{"stateCode": "pa"}"#,
                r#""Pennsylvania""#,
            ),
            shown_on(
                r#"decode(stateCode, "ca", "California", "pa", "Pennsylvania", "N/A")"#,
                r#"{"stateCode": "ny"}"#,
                r#""N/A""#,
            ),
            shown(r#"decode("k2", "k1", "v1", "k2", "v2", "default")"#, r#""v2""#),
            shown_on(
                r#"decode(genderCode, "1", "Male", "2", "Female", "default")"#,
                r#"{"genderCode": "2"}"#,
                r#""Female""#,
            ),
            ours(r#"decode("x", "a", 1)"#, "null"),
            ours_on(r#"decode(code, "1", "one")"#, r#"{"code": 1}"#, r#""one""#),
        ],
        run: decode,
    },
    Function {
        name: "iif",
        aliases: &[],
        category: Category::Logical,
        parameters: &[
            one("EXPRESSION", Type::Boolean, "the condition"),
            one("TRUE_VALUE", Type::Any, "").as_result(),
            one("FALSE_VALUE", Type::Any, "").as_result(),
        ],
        returns: Type::Any,
        summary: "One value when a condition holds, another when it does not.",
        nulls: "A null condition does not hold (not documented).",
        guesses: &[TRUTH],
        availability: None,
        examples: &[
            shown(r#"iif("s".equalsIgnoreCase("S"), "True", "False")"#, r#""True""#),
            shown_on(
                r#"iif(organizations[0].equals("Marketing"), "isMarketing", "isNotMarketing")"#,
                r#"{"organizations": ["Marketing", "Sales", "Finance"]}"#,
                r#""isMarketing""#,
            ),
            shown_on(
                r#"iif(marketing_type.equals("email"), nullify(), iif(marketing_type.equals("push"), "push-notification", marketing_type))"#,
                r#"{"marketing_type": "push"}"#,
                r#""push-notification""#,
            ),
            shown_on(
                r#"iif(total_consents > 5000, iif(marketing_type.equals("phone"), nullify(), marketing_type), "insufficient-consents")"#,
                r#"{"marketing_type": "push", "total_consents": 5400}"#,
                r#""push""#,
            ),
            ours_on("iif(flag, 1, 2)", r#"{"flag": null}"#, "2"),
        ],
        run: |call| {
            if !matches!(call.get(0), Value::Bool(_)) {
                call.guess(TRUTH);
            }
            let index = if call.get(0).is_true() { 1 } else { 2 };
            Ok(call.take(index))
        },
    },
];

fn decode<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    if call.len() == 2 {
        return decode_array(call);
    }
    let mut i = 1;
    while i + 1 < call.len() {
        if equals(call, call.get(0), call.get(i))? {
            return Ok(call.take(i + 1));
        }
        i += 2;
    }
    Ok(call.take(i))
}

/// The options in one array, or a default alone.
fn decode_array<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let mut options = hold::arguments_or_array(call, 1)?.into_iter();
    while let Some(value) = options.next() {
        let Some(result) = options.next() else { return Ok(value) };
        if equals(call, call.get(0), &value)? {
            return Ok(result);
        }
    }
    Ok(Value::Null)
}

fn equals(call: &Call<'_, '_>, key: &Value<'_>, value: &Value<'_>) -> Result<bool, Fail> {
    let is_number = |v: &Value<'_>| v.is_integral() || v.is_floating() || is_big(v);
    let is_plain =
        |v: &Value<'_>| is_number(v) || matches!(v, Value::Bool(_) | Value::Text(_) | Value::Char(_));
    if key.same(value) || matches!((key, value), (Value::Null, Value::Null)) {
        return Ok(true);
    }
    let equal = if is_number(key) && is_number(value) {
        compare::equals(key, value)?
    } else {
        is_plain(key) && is_plain(value) && key.to_text() == value.to_text()
    };
    if equal {
        call.guess(LIKE_TEXT);
    }
    Ok(equal)
}

fn is_big(value: &Value<'_>) -> bool {
    matches!(value, Value::BigInt(_) | Value::Decimal(_))
}
