//! Why ingestion would refuse a mapped record, in words: the JSON Schema validator's verdict on it.

use super::target::resolve;
use crate::datum::Datum;
use crate::schema::{Reading, Validator};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Draft, ValidationError};
use serde_json::Value;

/// How many reasons a record is given at most.
const MAX_REASONS: usize = 20;

/// A target schema ready to judge records.
#[derive(Debug)]
pub(super) enum Judge {
    Ready(Box<Validator<Datum<'static>>>),
    /// The schema is no schema.
    Fault(String),
}

impl Judge {
    /// Compiles a schema that has been [`detach`]ed.
    pub(super) fn new(schema: &Value) -> Self {
        let draft = match schema.get("$comment").and_then(Value::as_str) {
            Some(text) if text.contains("2020-12") => Draft::Draft202012,
            Some(text) if text.contains("2019-09") => Draft::Draft201909,
            Some(text) if text.contains("draft-04") => Draft::Draft4,
            _ => Draft::Draft7,
        };
        match Validator::new(schema.clone(), Reading { draft: Some(draft), formats: true }) {
            Ok(validator) => Judge::Ready(Box::new(validator)),
            Err(error) => Judge::Fault(format!("the target schema is not a JSON Schema: {error}")),
        }
    }

    pub(super) fn fault(&self) -> Option<&str> {
        if let Judge::Fault(fault) = self { Some(fault) } else { None }
    }

    pub(super) fn reasons(&self, data: &Datum<'_>) -> Vec<String> {
        let Judge::Ready(validator) = self else { return Vec::new() };
        if validator.accepts(data) {
            return Vec::new();
        }
        // An empty value is no value: only what must be there misses it.
        let pruned = without_nulls(data);
        let errors = validator.errors(&pruned).filter(|e| !e.instance().is_null());
        let mut reasons: Vec<String> = Vec::new();
        for error in errors.take(MAX_REASONS) {
            let reason = reason(&error);
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }
}

/// The schema without what would make the validator look elsewhere: ids, and references to other documents.
pub(super) fn detach(schema: &Value) -> Value {
    let mut own = detach_part(schema, schema, 0);
    // Which draft it is stays known.
    if let (Value::Object(members), Some(draft @ Value::String(_))) = (&mut own, schema.get("$schema")) {
        members.insert("$comment".into(), draft.clone());
    }
    own
}

fn detach_part(part: &Value, root: &Value, depth: usize) -> Value {
    match part {
        Value::Object(members) => members
            .iter()
            .filter(|(key, value)| match (key.as_str(), value) {
                (
                    "$schema" | "$id" | "id" | "$anchor" | "$dynamicRef" | "$recursiveRef",
                    Value::String(_),
                ) => false,
                ("$ref", Value::String(reference)) => resolve(root, reference).is_some(),
                _ => true,
            })
            .map(|(key, value)| {
                let literal = matches!(key.as_str(), "enum" | "const" | "default" | "examples");
                let value =
                    if literal || depth > 500 { value.clone() } else { detach_part(value, root, depth + 1) };
                (key.clone(), value)
            })
            .collect(),
        Value::Array(items) => items.iter().map(|item| detach_part(item, root, depth + 1)).collect(),
        other => other.clone(),
    }
}

fn without_nulls(data: &Datum<'_>) -> Value {
    match data {
        Datum::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.to_owned(), without_nulls(value)))
            .collect(),
        Datum::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.to_value(),
    }
}

fn reason(error: &ValidationError<'_>) -> String {
    use ValidationErrorKind as Kind;
    let place = dotted(&error.instance_path().to_string());
    let at = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    let subject = if place.is_empty() { "the record".to_owned() } else { format!("`{place}`") };
    let found = shown(error.instance());
    match error.kind() {
        Kind::Required { property } => {
            format!("`{}` is required and has no value", at(property.as_str().unwrap_or_default()))
        }
        Kind::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(one) => one.to_string(),
                TypeKind::Multiple(set) => set.iter().map(|t| t.to_string()).collect::<Vec<_>>().join(" or "),
            };
            format!(
                "{subject} must be of type {wanted}, but is {}: {found}",
                Datum::from(&**error.instance()).type_name()
            )
        }
        Kind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            let more = if options.len() > 8 { ", …" } else { "" };
            let list: Vec<String> = options.iter().take(8).map(shown).collect();
            format!("{subject} must be one of {}{more}, but is {found}", list.join(", "))
        }
        Kind::Constant { expected_value } => {
            format!("{subject} must be {}, but is {found}", shown(expected_value))
        }
        Kind::Format { format } => format!("{subject} is not in the format {format}: {found}"),
        Kind::Pattern { pattern } => format!("{subject} does not match the pattern {pattern}: {found}"),
        Kind::Minimum { limit } => format!("{subject} must be at least {limit}, but is {found}"),
        Kind::Maximum { limit } => format!("{subject} must be at most {limit}, but is {found}"),
        Kind::ExclusiveMinimum { limit } => format!("{subject} must be more than {limit}, but is {found}"),
        Kind::ExclusiveMaximum { limit } => format!("{subject} must be less than {limit}, but is {found}"),
        Kind::MinLength { limit } => format!("{subject} must have at least {limit} characters: {found}"),
        Kind::MaxLength { limit } => format!("{subject} must have at most {limit} characters: {found}"),
        Kind::MinItems { limit } => format!("{subject} must have at least {limit} elements"),
        Kind::MaxItems { limit } => format!("{subject} must have at most {limit} elements"),
        Kind::UniqueItems => format!("{subject} has the same element twice"),
        Kind::AdditionalProperties { unexpected } => {
            let names: Vec<String> = unexpected.iter().map(|name| format!("`{}`", at(name))).collect();
            format!("the target schema has no {}", names.join(", "))
        }
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
            format!("{subject} fits none of the forms the target schema allows: {found}")
        }
        kind => format!("{subject} breaks `{}` of the target schema: {found}", kind.keyword()),
    }
}

/// A value in a message: short, strings in quotes.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A JSON pointer as a destination path.
fn dotted(pointer: &str) -> String {
    let mut out = String::new();
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        if !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit()) {
            out.push_str(&format!("[{name}]"));
        } else {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(&name.replace('.', "\\."));
        }
    }
    out
}
