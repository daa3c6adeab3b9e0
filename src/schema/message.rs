//! The sentences for failures of a schema.

use crate::json::unescape;
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

/// A value as a message shows it: short, in code ticks, strings without quotes where that is clear.
pub(super) fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(s) if !s.is_empty() && !s.trim().is_empty() && s.parse::<f64>().is_err() => s.clone(),
        Value::Object(o) if o.is_empty() => "{}".to_owned(),
        Value::Object(_) => return "an object".to_owned(),
        Value::Array(a) if a.is_empty() => "[]".to_owned(),
        Value::Array(_) => return "an array".to_owned(),
        other => other.to_string(),
    };
    let mut short: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("`{short}`")
}

/// The type of a value, with its article.
pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The types a schema wants, with articles.
pub(super) fn wanted_types(kind: &TypeKind) -> Vec<&'static str> {
    let name = |t: jsonschema::JsonType| match t {
        jsonschema::JsonType::Array => "an array",
        jsonschema::JsonType::Boolean => "a boolean",
        jsonschema::JsonType::Integer => "an integer",
        jsonschema::JsonType::Null => "null",
        jsonschema::JsonType::Number => "a number",
        jsonschema::JsonType::Object => "an object",
        jsonschema::JsonType::String => "a string",
    };
    match kind {
        TypeKind::Single(t) => vec![name(*t)],
        TypeKind::Multiple(set) => set.iter().map(name).collect(),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn alternatives<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", first.join(", "), last.as_ref())
        }
    }
}

/// What a pointer names: its last key, or the item of its last key.
pub(super) fn subject(pointer: &str) -> Option<String> {
    let mut tokens = pointer.rsplit('/');
    let last = tokens.next().filter(|t| !t.is_empty()).map(unescape)?;
    match (last.parse::<usize>(), tokens.next().filter(|t| !t.is_empty())) {
        (Ok(index), Some(list)) => {
            let list = unescape(list);
            Some(format!("`{list}[{index}]`"))
        }
        // Names that stand everywhere need their object's to be told apart.
        (_, Some(object))
            if matches!(&*last, "id" | "name" | "type" | "version") && object.parse::<usize>().is_err() =>
        {
            Some(format!("`{object}.{last}`"))
        }
        _ => Some(format!("`{last}`")),
    }
}

/// What is wrong with a number, a string or a list, as it follows the name of the value: `must be at least 15`.
pub(super) fn demand(kind: &ValidationErrorKind) -> Option<String> {
    use ValidationErrorKind as K;
    let count = |n: u64, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    Some(match kind {
        K::Minimum { limit } => format!("must be at least {limit}"),
        K::Maximum { limit } => format!("must be at most {limit}"),
        K::ExclusiveMinimum { limit } => format!("must be more than {limit}"),
        K::ExclusiveMaximum { limit } => format!("must be less than {limit}"),
        K::MultipleOf { multiple_of } => format!("must be a multiple of {multiple_of}"),
        K::MinLength { limit: 1 } => "must not be empty".to_owned(),
        K::MinLength { limit } => format!("must have at least {}", count(*limit, "character")),
        K::MaxLength { limit } => format!("must have at most {}", count(*limit, "character")),
        K::MinItems { limit } => format!("must have at least {}", count(*limit, "item")),
        K::MaxItems { limit } => format!("must have at most {}", count(*limit, "item")),
        K::AdditionalItems { limit } => format!("must have at most {}", count(*limit as u64, "item")),
        K::MinProperties { limit } => format!("must have at least {}", count(*limit, "key")),
        K::MaxProperties { limit } => format!("must have at most {}", count(*limit, "key")),
        K::UniqueItems => "must not hold the same item twice".to_owned(),
        K::Contains => "lacks an item of the kind that the schema asks for".to_owned(),
        K::UnevaluatedItems { .. } => "holds more items than the schema knows".to_owned(),
        K::Format { format } => format!("must be {}", format_name(format)),
        K::Pattern { pattern } => format!("must match the pattern `{pattern}`"),
        K::ContentEncoding { content_encoding } => format!("must be encoded as {content_encoding}"),
        K::ContentMediaType { content_media_type } => format!("must hold {content_media_type}"),
        K::FromUtf8 { .. } => "must hold UTF-8 text".to_owned(),
        _ => return None,
    })
}

fn format_name(format: &str) -> String {
    match format {
        "date-time" => "a date and time such as `2024-05-01T09:30:00Z`".to_owned(),
        "date" => "a date such as `2024-05-01`".to_owned(),
        "time" => "a time such as `09:30:00Z`".to_owned(),
        "email" => "an email address".to_owned(),
        "uri" => "an absolute URI".to_owned(),
        "uuid" => "a UUID".to_owned(),
        "ipv4" => "an IPv4 address".to_owned(),
        "ipv6" => "an IPv6 address".to_owned(),
        other => format!("of the format `{other}`"),
    }
}

/// Why a schema does not compile.
pub(super) fn broken(error: &ValidationError<'_>) -> String {
    match error.kind() {
        ValidationErrorKind::Referencing(_) => {
            let reason = error.to_string();
            let reason = reason.split(" is not present in a registry").next().unwrap_or_default().to_owned();
            format!("the schema refers to something that is not in it: {reason}")
        }
        ValidationErrorKind::Pattern { .. } | ValidationErrorKind::Format { .. } => {
            format!("the schema has a pattern that cannot be read: {}", shown(error.instance()))
        }
        _ => format!("this is no JSON Schema: {error}"),
    }
}
