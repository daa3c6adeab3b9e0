//! JSON Schema: compiling schemas, ours and those that users bring, and telling what fails in the user's terms.
//!
//! `jsonschema` decides whether a value is valid; this module decides what that means for a text that is not ready to
//! send: placeholders satisfy whatever they must, numbers in quotes are read as numbers, and a failure names the key,
//! what stands there, what is wanted and the condition that makes it so. Nothing here but
//! the document schema knows Platform.

mod check;
mod condition;
#[cfg(target_family = "wasm")]
mod copied;
mod document;
mod expected;
mod failure;
#[cfg(not(target_family = "wasm"))]
mod in_place;
mod limit;
mod message;
mod near;
mod stands;
#[cfg(test)]
mod tests;
mod unknown;
mod validator;

pub use document::{DOCUMENT_SCHEMA, document_schema, of_step};
pub use failure::{Condition, Failure, Fault};
pub use near::nearest;
pub use unknown::UnknownKey;

pub(crate) use document::examples;
pub(crate) use expected::{Expected, Held};
pub(crate) use failure::deletion;
pub(crate) use validator::{Reading, Validator};

use crate::json::Node;
use serde_json::Value;
use std::fmt;
use std::sync::OnceLock;
use unknown::Known;

/// A schema ready to hold values against.
pub struct Schema {
    validator: Validator<Node>,
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
        let draft = match default {
            _ if value.get("$schema").is_some_and(Value::is_string) => None,
            Draft::Seven => Some(jsonschema::Draft::Draft7),
            Draft::Latest => Some(jsonschema::Draft::Draft202012),
        };
        match Validator::new(value, Reading { draft, formats: false }) {
            Ok(validator) => Ok(Schema { validator, known: OnceLock::new() }),
            Err(error) => {
                let pointer = error.instance_path().to_string();
                Err(Broken { message: message::broken(&error), pointer })
            }
        }
    }

    /// The schema itself.
    #[must_use]
    pub fn value(&self) -> &Value {
        self.validator.schema()
    }
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
        f.debug_struct("Schema").field("value", self.value()).finish_non_exhaustive()
    }
}
