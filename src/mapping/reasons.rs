//! Why ingestion would refuse a mapped record, in words: the JSON Schema validator's verdict on it.

use super::target::resolve;
use crate::datum::Datum;
use crate::schema::{Reading, Validator};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Draft, ValidationError};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::fmt;

/// How many reasons a record is given at most.
const MAX_REASONS: usize = 20;

/// Why ingestion would refuse a record. As JSON it is its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In a sentence.
    pub text: String,
    /// The same without the record's values, for other records to share: `[*]` stands for every element.
    pub common: String,
    /// The destination path it is about; none when it is about the whole record.
    pub destination: Option<String>,
}

impl From<String> for Reason {
    /// A reason with nothing in it that is a record's own.
    fn from(text: String) -> Reason {
        Reason { common: text.clone(), text, destination: None }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

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

    pub(super) fn reasons(&self, data: &Datum<'_>) -> Vec<Reason> {
        let Judge::Ready(validator) = self else { return Vec::new() };
        if validator.accepts(data) {
            return Vec::new();
        }
        // An empty value is no value: only what must be there misses it.
        let pruned = without_nulls(data);
        let errors = validator.errors(&pruned).filter(|e| !e.instance().is_null());
        let mut reasons: Vec<Reason> = Vec::new();
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

fn reason(error: &ValidationError<'_>) -> Reason {
    use ValidationErrorKind as Kind;
    let place = dotted(&error.instance_path().to_string());
    let at = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    let subject = if place.is_empty() { "the record".to_owned() } else { format!("`{place}`") };
    let found = shown(error.instance());
    let (is, colon) = (format!(", but is {found}"), format!(": {found}"));
    let mut destination = Some(place.clone()).filter(|place| !place.is_empty());
    let (common, own) = match error.kind() {
        Kind::Required { property } => {
            let missing = at(property.as_str().unwrap_or_default());
            let common = format!("`{missing}` is required and has no value");
            destination = Some(missing);
            (common, "")
        }
        Kind::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(one) => one.to_string(),
                TypeKind::Multiple(set) => set.iter().map(|t| t.to_string()).collect::<Vec<_>>().join(" or "),
            };
            let kind = Datum::from(&**error.instance()).type_name();
            (format!("{subject} must be of type {wanted}, but is {kind}"), &*colon)
        }
        Kind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            let more = if options.len() > 8 { ", …" } else { "" };
            let list: Vec<String> = options.iter().take(8).map(shown).collect();
            (format!("{subject} must be one of {}{more}", list.join(", ")), &*is)
        }
        Kind::Constant { expected_value } => (format!("{subject} must be {}", shown(expected_value)), &*is),
        Kind::Format { format } => (format!("{subject} is not in the format {format}"), &*colon),
        Kind::Pattern { pattern } => (format!("{subject} does not match the pattern {pattern}"), &*colon),
        Kind::Minimum { limit } => (format!("{subject} must be at least {limit}"), &*is),
        Kind::Maximum { limit } => (format!("{subject} must be at most {limit}"), &*is),
        Kind::ExclusiveMinimum { limit } => (format!("{subject} must be more than {limit}"), &*is),
        Kind::ExclusiveMaximum { limit } => (format!("{subject} must be less than {limit}"), &*is),
        Kind::MinLength { limit } => (format!("{subject} must have at least {limit} characters"), &*colon),
        Kind::MaxLength { limit } => (format!("{subject} must have at most {limit} characters"), &*colon),
        Kind::MinItems { limit } => (format!("{subject} must have at least {limit} elements"), ""),
        Kind::MaxItems { limit } => (format!("{subject} must have at most {limit} elements"), ""),
        Kind::UniqueItems => (format!("{subject} has the same element twice"), ""),
        Kind::AdditionalProperties { unexpected } => {
            let names: Vec<String> = unexpected.iter().map(|name| format!("`{}`", at(name))).collect();
            (format!("the target schema has no {}", names.join(", ")), "")
        }
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
            (format!("{subject} fits none of the forms the target schema allows"), &*colon)
        }
        kind => (format!("{subject} breaks `{}` of the target schema", kind.keyword()), &*colon),
    };
    let every = every_element(&place);
    Reason {
        text: format!("{common}{own}"),
        common: common.replacen(&place, &every, 1),
        destination: destination.map(|d| d.replacen(&place, &every, 1)),
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

/// A destination path with `[*]` in place of every number.
fn every_element(path: &str) -> String {
    let mut out = String::new();
    for (i, part) in path.split('[').enumerate() {
        match part.split_once(']') {
            Some((number, rest)) if i > 0 && number.bytes().all(|b| b.is_ascii_digit()) => {
                out.push_str("[*]");
                out.push_str(rest);
            }
            _ => {
                out.push_str(if i > 0 { "[" } else { "" });
                out.push_str(part);
            }
        }
    }
    out
}
