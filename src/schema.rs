//! JSON Schema: compiling schemas, ours and those that users bring, and telling what fails in the user's terms.
//!
//! `jsonschema` decides whether a value is valid; this module decides what that means for a text that is not ready to
//! send: placeholders satisfy whatever they must, numbers in quotes are read as numbers, and a failure names the key,
//! what stands there, what is wanted and the condition that makes it so. Nothing here but
//! the document schema knows Platform.

mod check;
mod condition;
mod document;
mod failure;
mod instance;
mod limit;
mod message;
mod near;
#[cfg(test)]
mod tests;
mod unknown;

pub use document::{DOCUMENT_SCHEMA, document_schema, of_step};
pub use failure::{Condition, Failure, Fault};
pub use near::nearest;
pub use unknown::UnknownKey;

pub(crate) use failure::deletion;

use instance::Positioned;
use jsonschema::json::{Json, SerdeJson};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;
use std::fmt;
use std::sync::OnceLock;
use unknown::Known;

/// How far a pattern may search before it counts as failed, and how big it may get.
const BACKTRACK_LIMIT: usize = 100_000;
const PATTERN_SIZE: usize = 2 << 20;

/// A schema ready to hold values against.
pub struct Schema {
    value: Value,
    draft: Draft,
    /// Tells whether a value is valid, which most are.
    accepts: Validator<Positioned>,
    /// Tells what is wrong with a value; made for the first that is not valid.
    explains: OnceLock<Option<Validator<SerdeJson>>>,
    /// The keys it names; made for the first value whose keys are looked at.
    known: OnceLock<Known>,
}

/// Why a schema cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// In a sentence.
    pub message: String,
    /// Where in the schema, as a JSON pointer.
    pub pointer: String,
}

/// The version a schema is read as when it does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draft {
    /// draft-07, what flow specs use.
    Seven,
    /// 2020-12, what preflow's own schemas use.
    Latest,
}

impl Schema {
    /// Compiles a schema. Nothing is fetched: a schema that refers to another document is broken.
    ///
    /// # Errors
    /// When the text is no schema, refers to another document, or is too large to be evaluated.
    pub fn compile(value: Value, default: Draft) -> Result<Schema, Broken> {
        if limit::is_too_large(&value) {
            let message = "the schema refers to itself too often to be evaluated".to_owned();
            return Err(Broken { message, pointer: String::new() });
        }
        match validator(&value, default) {
            Ok(accepts) => Ok(Schema {
                value,
                draft: default,
                accepts,
                explains: OnceLock::new(),
                known: OnceLock::new(),
            }),
            Err(error) => {
                let pointer = error.instance_path().to_string();
                Err(Broken { message: message::broken(&error), pointer })
            }
        }
    }

    fn explains(&self) -> Option<&Validator<SerdeJson>> {
        self.explains.get_or_init(|| validator(&self.value, self.draft).ok()).as_ref()
    }

    /// The schema itself.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }
}

/// A validator for values of one representation.
fn validator<F: Json>(schema: &Value, default: Draft) -> Result<Validator<F>, ValidationError<'static>> {
    let patterns =
        jsonschema::PatternOptions::fancy_regex().backtrack_limit(BACKTRACK_LIMIT).size_limit(PATTERN_SIZE);
    let mut options = jsonschema::options_for::<F>().offline().with_pattern_options(patterns);
    if !schema.get("$schema").is_some_and(Value::is_string) {
        options = options.with_draft(match default {
            Draft::Seven => jsonschema::Draft::Draft7,
            Draft::Latest => jsonschema::Draft::Draft202012,
        });
    }
    options.build(schema)
}

/// A schema that preflow brings along, compiled when it is first used.
#[derive(Debug)]
pub struct BuiltIn {
    text: &'static str,
    compiled: OnceLock<Option<Schema>>,
}

impl BuiltIn {
    /// From JSON text.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        BuiltIn { text, compiled: OnceLock::new() }
    }

    /// The schema as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        serde_json::from_str(self.text).unwrap_or_default()
    }

    /// The schema, ready for use; none only if its text is broken, which a test rules out.
    #[must_use]
    pub fn get(&self) -> Option<&Schema> {
        self.compiled.get_or_init(|| Schema::compile(self.to_json(), Draft::Seven).ok()).as_ref()
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema").field("value", &self.value).finish_non_exhaustive()
    }
}
