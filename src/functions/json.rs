//! Functions on JSON text.

use super::{Category, Function, Type, one, ours, shown};
use crate::value::Value;
use serde_json::Value as Json;

const OBJECT: &str = "What is an object or array already is given as it is.";

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "json_to_object",
    aliases: &[],
    category: Category::Json,
    parameters: &[one("STRING", Type::Any, "JSON text")],
    returns: Type::Any,
    summary: "The object, array or value that a JSON text holds; a text that is no JSON fails.",
    nulls: "Null gives null (not documented).",
    guesses: &[OBJECT],
    availability: None,
    examples: &[
        shown(
            r#"json_to_object("{\"info\":{\"firstName\":\"John\",\"lastName\": \"Doe\"}}")"#,
            r#"{"info": {"firstName": "John", "lastName": "Doe"}}"#,
        ),
        ours(r#"json_to_object('[1, 2.50, {"a": null}]')"#, r#"[1, 2.5, {"a": null}]"#),
        ours(r#"json_to_object({"a": 1})"#, r#"{"a": 1}"#),
    ],
    run: |call| {
        let text = match call.get(0) {
            Value::Null => return Ok(Value::Null),
            Value::Map(_) | Value::List(_) => {
                call.guess(OBJECT);
                return Ok(call.take(0));
            }
            value => value.to_text(),
        };
        call.spend(text.len() / 4)?;
        match serde_json::from_str::<Json>(&text) {
            Ok(json) => Ok(value(&json)),
            Err(error) => {
                let at = format!("line {}, column {}", error.line(), error.column());
                let what = if error.is_eof() { "it ends too early" } else { "something else stands there" };
                Err(call.fail_at(0, format!("the text is no JSON: {what} ({at})")))
            }
        }
    },
}];

/// The value of JSON; serde_json has bounded how deep it is.
fn value(json: &Json) -> Value<'static> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => Value::json_number(n.as_str()),
        Json::String(text) => Value::text(text.clone()),
        Json::Array(items) => Value::list(items.iter().map(value).collect()),
        Json::Object(members) => {
            Value::map(members.iter().map(|(name, item)| (Value::text(name.clone()), value(item))).collect())
        }
    }
}
