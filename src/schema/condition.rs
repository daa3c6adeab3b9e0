//! Why a schema applies: the `if`s on the way to it, and what they look at.

use super::failure::Condition;
use super::message::shown;
use crate::json::unescape;
use serde_json::Value;

/// An `if` on the way to a failed keyword.
pub(super) struct Branch<'s> {
    /// The schema behind `if`.
    pub(super) test: &'s Value,
    /// Was `then` taken?
    pub(super) holds: bool,
    /// The JSON pointer of the value it looks at.
    pub(super) at: String,
}

/// The `if`s that decide whether the keyword at `path` applies to the value at `pointer`, outermost first, and the
/// schema that holds the keyword.
pub(super) fn branches<'s>(
    root: &'s Value,
    path: &str,
    pointer: &str,
) -> (Vec<Branch<'s>>, Option<&'s Value>) {
    let mut found = Vec::new();
    let mut schema = root;
    let mut holder = root;
    let mut instance = pointer.split('/').skip(1);
    let mut at = String::new();
    let mut tokens = path.split('/').skip(1).map(unescape);
    while let Some(keyword) = tokens.next() {
        holder = schema;
        let Some(next) = schema.get(&*keyword) else { return (found, Some(schema)) };
        let mut into_child = |at: &mut String| {
            if let Some(token) = instance.next() {
                at.push('/');
                at.push_str(token);
            }
        };
        schema = match &*keyword {
            "then" | "else" => {
                if let Some(test) = schema.get("if") {
                    found.push(Branch { test, holds: keyword == "then", at: at.clone() });
                }
                next
            }
            "$ref" => {
                let target = next.as_str().and_then(|r| r.strip_prefix('#')).and_then(|p| root.pointer(p));
                let Some(target) = target else { return (found, None) };
                target
            }
            "allOf" | "anyOf" | "oneOf" | "dependentSchemas" | "dependencies" => {
                let Some(inner) = tokens.next().and_then(|t| child(next, &t)) else { break };
                inner
            }
            "properties" | "patternProperties" | "prefixItems" => {
                let Some(inner) = tokens.next().and_then(|t| child(next, &t)) else { break };
                into_child(&mut at);
                inner
            }
            "items" if next.is_array() => {
                let Some(inner) = tokens.next().and_then(|t| child(next, &t)) else { break };
                into_child(&mut at);
                inner
            }
            "items"
            | "additionalItems"
            | "additionalProperties"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "contains"
                if !next.is_boolean() =>
            {
                into_child(&mut at);
                next
            }
            _ => next,
        };
    }
    (found, Some(holder))
}

fn child<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    value.get(token).or_else(|| value.get(token.parse::<usize>().ok()?))
}

/// The keys of the value that an `if` looks at.
pub(super) fn keys(test: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    collect_keys(test, &mut found);
    found
}

fn collect_keys<'s>(test: &'s Value, found: &mut Vec<&'s str>) {
    found.extend(
        test.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(k, _)| k.as_str()),
    );
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for inner in test.get(keyword).and_then(Value::as_array).into_iter().flatten() {
            collect_keys(inner, found);
        }
    }
    for keyword in ["not", "if"] {
        if let Some(inner) = test.get(keyword) {
            collect_keys(inner, found);
        }
    }
}

/// The condition of a branch in words; `value` is what it looks at.
pub(super) fn condition(branch: &Branch<'_>, value: Option<&Value>) -> Condition {
    let (key, equals) = comparison(branch.test).unzip();
    let found = key.as_deref().and_then(|k| value?.get(k));
    let text = match (&key, &equals, found) {
        // A condition that is not met says little; what stands there says why.
        (Some(key), _, Some(found)) if !branch.holds => format!("`{key}` is {}", shown(found)),
        (Some(key), None, None) if !branch.holds => format!("there is no `{key}`"),
        _ => words(branch.test, branch.holds),
    };
    Condition { key, equals: equals.flatten(), holds: branch.holds, text }
}

/// The one key an `if` compares, and the one value it compares with.
fn comparison(test: &Value) -> Option<(String, Option<String>)> {
    let properties = test.get("properties")?.as_object()?;
    let mut properties = properties.iter();
    let (Some((key, schema)), None) = (properties.next(), properties.next()) else { return None };
    let one = schema.get("enum").and_then(Value::as_array).filter(|a| a.len() == 1).and_then(|a| a.first());
    let value = schema.get("const").or(one);
    Some((key.clone(), value.map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))))
}

/// An `if` as words that follow "when".
fn words(test: &Value, holds: bool) -> String {
    let mut parts = Vec::new();
    let properties = test.get("properties").and_then(Value::as_object);
    for (key, schema) in properties.into_iter().flatten() {
        parts.push(about(key, schema, holds));
    }
    for key in test.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    {
        if !properties.is_some_and(|p| p.contains_key(key)) {
            parts.push(if holds { format!("there is `{key}`") } else { format!("there is no `{key}`") });
        }
    }
    if let Some(inner) = test.get("not") {
        parts.push(words(inner, !holds));
    }
    for (keyword, joint) in [("allOf", " and "), ("anyOf", " or "), ("oneOf", " or ")] {
        if let Some(inner) = test.get(keyword).and_then(Value::as_array).filter(|a| !a.is_empty()) {
            let joint = if holds || joint == " or " { joint } else { " or " };
            let joint = if !holds && keyword != "allOf" { " and " } else { joint };
            parts.push(inner.iter().map(|i| words(i, holds)).collect::<Vec<_>>().join(joint));
        }
    }
    if parts.is_empty() {
        let told = test.get("title").or(test.get("description")).and_then(Value::as_str);
        let told = told.map(|t| t.trim_end_matches('.').to_owned());
        let rest = "a condition of the schema is".to_owned();
        return told.unwrap_or_else(|| if holds { rest + " met" } else { rest + " not met" });
    }
    parts.join(if holds { " and " } else { " or " })
}

fn about(key: &str, schema: &Value, holds: bool) -> String {
    let not = if holds { "" } else { "not " };
    if let Some(value) = schema.get("const") {
        return format!("`{key}` is {not}{}", shown(value));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<_> = values.iter().map(shown).collect();
        return format!("`{key}` is {not}{}", values.join(" or "));
    }
    if let Some(name) = schema.get("type").and_then(Value::as_str) {
        return format!("`{key}` is {not}of type {name}");
    }
    for (keyword, words, other) in [
        ("minimum", "at least", "less than"),
        ("maximum", "at most", "more than"),
        ("exclusiveMinimum", "more than", "at most"),
        ("exclusiveMaximum", "less than", "at least"),
    ] {
        if let Some(limit) = schema.get(keyword) {
            return format!("`{key}` is {} {limit}", if holds { words } else { other });
        }
    }
    if schema.get("properties").is_some() {
        return format!("in `{key}` {}", words(schema, holds));
    }
    format!("`{key}` {} what the schema's condition asks", if holds { "is" } else { "is not" })
}
