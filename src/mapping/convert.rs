//! Conversion of mapped values to the types of the target schema, as Platform does it after mapping.
//!
//! What the documents do not promise is not converted: the destination stays empty and the record says why.

use super::dates;
use super::{Shape, ShapeId, TargetSchema, Type};
use crate::datum::Datum;
use serde_json::Number;
use std::borrow::Cow;

/// The words that are true, exactly as documented.
const TRUE: &[&str] = &["y", "yes", "Y", "YES", "on", "ON", "true", "TRUE"];
/// The words that are false.
const FALSE: &[&str] = &["n", "N", "no", "NO", "off", "OFF", "false", "FALSE"];

/// Converts a value in place; `fail` hears of every part that cannot be converted and becomes null.
pub(super) fn convert(
    value: &mut Datum<'_>,
    target: &TargetSchema,
    shape: ShapeId,
    fail: &mut dyn FnMut(String),
) {
    let shape = target.shape(shape);
    match value {
        Datum::Null => {}
        Datum::Object(members) if matches!(shape.kind, Type::Object | Type::Any) => {
            for (name, member) in members.iter_mut() {
                if let Some(id) = shape.members.get(name).copied().or(shape.others) {
                    convert(member, target, id, fail);
                }
            }
        }
        Datum::Array(items) if matches!(shape.kind, Type::Array | Type::Any) => {
            if let Some(id) = shape.items {
                for item in items {
                    convert(item, target, id, fail);
                }
            }
        }
        _ => match scalar(value, shape) {
            Ok(None) => {}
            Ok(Some(converted)) => *value = converted,
            Err(message) => {
                *value = Datum::Null;
                fail(message);
            }
        },
    }
}

/// The converted value; none when it stays as it is.
pub(super) fn scalar(value: &Datum<'_>, shape: &Shape) -> Result<Option<Datum<'static>>, String> {
    let cannot = || Err(format!("{} cannot become {}", shown(value), shape.kind.title()));
    let text = |text: String| Ok(Some(Datum::Text(Cow::Owned(text))));
    match (shape.kind, value) {
        (Type::Any, _)
        | (Type::String, Datum::Text(_))
        | (Type::Number, Datum::Number(_))
        | (Type::Boolean, Datum::Bool(_)) => Ok(None),
        // Left for the validator to refuse: no conversion is attempted.
        (Type::Object | Type::Array, _) => Ok(None),
        (Type::String, Datum::Number(n)) => text(n.to_string()),
        (Type::String, Datum::Bool(b)) => text(b.to_string()),
        (Type::Boolean, Datum::Text(text)) => match &**text {
            text if TRUE.contains(&text) => Ok(Some(Datum::Bool(true))),
            text if FALSE.contains(&text) => Ok(Some(Datum::Bool(false))),
            _ => Err(format!(
                "{} is none of the words that become a boolean ({}; {})",
                shown(value),
                TRUE.join(" "),
                FALSE.join(" ")
            )),
        },
        (Type::Integer, Datum::Number(n)) => match whole(n) {
            Some(number) if number == *n => Ok(None),
            Some(number) => Ok(Some(Datum::Number(Cow::Owned(number)))),
            None => Err(format!("{n} is not a whole number")),
        },
        (Type::Integer, Datum::Text(text)) => match whole(text) {
            Some(number) => Ok(Some(Datum::Number(Cow::Owned(number)))),
            None => Err(format!("{} is not a whole number", shown(value))),
        },
        (Type::Number, Datum::Text(text)) => match number(text) {
            Some(number) => Ok(Some(Datum::Number(Cow::Owned(number)))),
            None => Err(format!("{} is not a number", shown(value))),
        },
        (Type::DateTime, Datum::Text(text)) if dates::is_rfc3339(text) => Ok(None),
        (Type::DateTime | Type::Date, Datum::Text(date)) => match dates::read(date) {
            Some(moment) if shape.kind == Type::Date => text(moment.date()),
            Some(moment) => text(moment.date_time()),
            None => Err(format!(
                "{} is in none of the {} date formats that are converted by themselves; date(…) reads others",
                shown(value),
                dates::PATTERNS.len()
            )),
        },
        _ => cannot(),
    }
}

/// A whole number in text, every digit kept; `3.0` counts.
fn whole(text: &str) -> Option<String> {
    let integer = match text.split_once('.') {
        Some((integer, fraction)) if !fraction.is_empty() && fraction.bytes().all(|b| b == b'0') => integer,
        Some(_) => return None,
        None => text,
    };
    let number = number(integer)?;
    integer.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'+').then_some(number)
}

/// A number in text, every digit kept.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || digits.len() > 400 {
        return None;
    }
    // JSON has no leading zeros; a postal code may.
    let trimmed = digits.trim_start_matches('0');
    let zero = if trimmed.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    let number: Number = serde_json::from_str(&format!("{sign}{zero}{trimmed}")).ok()?;
    Some(number.to_string())
}

/// A value in a message, cut short.
pub(super) fn shown(value: &Datum<'_>) -> String {
    let text = match value {
        Datum::Array(_) | Datum::Object(_) => return value.type_name().to_owned(),
        value => value.to_string(),
    };
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_in_text() {
        assert_eq!(whole("007").as_deref(), Some("7"));
        assert_eq!(whole("-12.00").as_deref(), Some("-12"));
        assert_eq!(whole("123456789012345678901").as_deref(), Some("123456789012345678901"));
        assert_eq!(whole("0").as_deref(), Some("0"));
        for text in ["", "1.5", "1e3", " 1", "1,000", "x", "-", "0x1", "1."] {
            assert_eq!(whole(text), None, "{text}");
        }
        assert_eq!(number("1.50").as_deref(), Some("1.50"));
        assert_eq!(number("NaN"), None);
    }

    #[test]
    fn nothing_else_is_guessed() {
        let schema =
            json!({"properties": {"b": {"type": "boolean"}, "d": {"type": "string", "format": "date-time"}}});
        let target = TargetSchema::new(&schema);
        let id = |name: &str| target.root().members[name];
        for (name, value) in
            [("b", json!("Yes")), ("b", json!(1)), ("b", json!("1")), ("d", json!(1715000000))]
        {
            let mut failures = Vec::new();
            let mut out = Datum::from(&value);
            convert(&mut out, &target, id(name), &mut |m| failures.push(m));
            assert!(out.is_null() && failures.len() == 1, "{value}");
        }
    }
}
