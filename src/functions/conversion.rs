//! Conversions of texts to numbers, as the constructors of Java's numbers read them.

use super::{Call, Category, Function, Type, one, ours, ours_on, shown};
use crate::value::{Fail, Value, decimal, number};
use std::rc::Rc;

const NULL_GIVES_NULL: &str = "Null gives null (not documented).";
const WHOLE_ONLY: &str =
    "A text with a fraction, blanks or a number beyond 32 bits fails, as in Integer.valueOf.";
const WHOLE: &str = "whole number";
const WHOLE_32: &str = "whole number of 32 bits";
const NUMBER: &str = "number";
const CUT: &str = "The fraction is cut off: a BigInteger has none.";
const NUMBERS: &str = "A number is converted, too; its fraction is cut off where there is no room for it.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "to_bigint",
        aliases: &[],
        category: Category::Conversion,
        parameters: &[one("STRING", Type::Any, "a text with a number")],
        returns: Type::Integer,
        summary: "The whole number, of any size, that a text holds.",
        nulls: NULL_GIVES_NULL,
        guesses: &[CUT, NUMBERS],
        availability: None,
        examples: &[
            ours(r#"to_bigint("1000000.34")"#, "1000000"),
            ours(r#"to_bigint("123456789012345678901234567890")"#, "123456789012345678901234567890"),
        ],
        run: |call| {
            let Some(text) = text(call) else { return Ok(Value::Null) };
            if let Some(number) = number::parse_big_int(&text) {
                return Ok(Value::BigInt(Rc::new(number)));
            }
            match number::parse_decimal(&text) {
                Some(number) => {
                    call.guess(CUT);
                    Ok(Value::BigInt(Rc::new(decimal::whole(&number)?)))
                }
                None => no_number(call, WHOLE),
            }
        },
    },
    Function {
        name: "to_decimal",
        aliases: &[],
        category: Category::Conversion,
        parameters: &[one("STRING", Type::Any, "a text with a number")],
        returns: Type::Number,
        summary: "The number, of double precision, that a text holds.",
        nulls: NULL_GIVES_NULL,
        guesses: &[NUMBERS],
        availability: None,
        examples: &[
            shown(r#"to_decimal("20.5")"#, "20.5"),
            ours(r#"to_decimal("1e3")"#, "1000.0"),
            ours_on("to_decimal(price)", r#"{"price": null}"#, "null"),
        ],
        run: |call| {
            let Some(text) = text(call) else { return Ok(Value::Null) };
            number::parse_double(&text).map_or_else(|| no_number(call, NUMBER), |n| Ok(Value::Double(n)))
        },
    },
    Function {
        name: "to_float",
        aliases: &[],
        category: Category::Conversion,
        parameters: &[one("STRING", Type::Any, "a text with a number")],
        returns: Type::Number,
        summary: "The number, of single precision, that a text holds.",
        nulls: NULL_GIVES_NULL,
        guesses: &[NUMBERS],
        availability: None,
        examples: &[shown(r#"to_float("12.3456")"#, "12.3456"), ours(r#"to_float("0.1")"#, "0.1")],
        run: |call| {
            let Some(text) = text(call) else { return Ok(Value::Null) };
            let Some(double) = number::parse_double(&text) else { return no_number(call, NUMBER) };
            // Read once more, lest it be rounded twice; what Rust does not read (`0x1p3`) is exact enough.
            let plain = text.trim().trim_end_matches(['d', 'D', 'f', 'F']);
            let float = if double.is_finite() { plain.parse().ok() } else { None };
            #[allow(clippy::cast_possible_truncation, reason = "what Float.valueOf does")]
            Ok(Value::Float(float.unwrap_or(double as f32)))
        },
    },
    Function {
        name: "to_integer",
        aliases: &[],
        category: Category::Conversion,
        parameters: &[one("STRING", Type::Any, "a text with a number")],
        returns: Type::Integer,
        summary: "The whole number, of 32 bits, that a text holds.",
        nulls: NULL_GIVES_NULL,
        guesses: &[WHOLE_ONLY, NUMBERS],
        availability: None,
        examples: &[
            shown(r#"to_integer("12")"#, "12"),
            ours(r#"to_integer("-7")"#, "-7"),
            ours("to_integer(12.7)", "12"),
        ],
        run: |call| match call.get(0) {
            Value::Null => Ok(Value::Null),
            Value::Int(n) => Ok(Value::Int(*n)),
            Value::Text(text) => match number::parse_int(text) {
                Some(n) => Ok(Value::Int(n)),
                None => {
                    call.guess(WHOLE_ONLY);
                    no_number(call, WHOLE_32)
                }
            },
            value if value.is_integral() || value.is_floating() => {
                call.guess(NUMBERS);
                let whole = call.integer(0)?.and_then(|n| i32::try_from(n).ok());
                whole.map_or_else(|| no_number(call, WHOLE_32), |n| Ok(Value::Int(n)))
            }
            _ => no_number(call, WHOLE_32),
        },
    },
];

/// The text of the argument; none for null.
fn text<'r>(call: &Call<'_, 'r>) -> Option<std::borrow::Cow<'r, str>> {
    if !matches!(call.get(0), Value::Text(_) | Value::Null) {
        call.guess(NUMBERS);
    }
    call.text(0)
}

fn no_number<'r>(call: &Call<'_, 'r>, which: &str) -> Result<Value<'r>, Fail> {
    Err(call.fail_at(0, format!("{} is no {which}", call.get(0).shown())))
}
