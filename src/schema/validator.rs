//! A compiled JSON Schema that first only says yes or no, which is all that most values need, and says what is wrong
//! with the others.
//!
//! Natively yes or no is asked of the value as it stands, in nodes or data. Each such form of a value is
//! another copy of the validator's code, the largest part of a WebAssembly module. There the one form is `serde_json`'s,
//! which the validator brings along anyway, and what is asked is a copy of the value.

use jsonschema::json::{Json, SerdeJson};
use jsonschema::{Draft, PatternOptions, ValidationError};
use serde_json::Value;
use std::fmt;
#[cfg(not(target_family = "wasm"))]
use std::sync::OnceLock;

/// How far a pattern may search before it counts as failed, and how big it may get.
const BACKTRACK_LIMIT: usize = 100_000;
const PATTERN_SIZE: usize = 2 << 20;

/// A value that a schema may be held against.
pub(crate) trait Instance {
    /// What the validator sees of it.
    type Form: Json;

    /// Is it valid?
    fn is_accepted(&self, validator: &jsonschema::Validator<Self::Form>) -> bool;
}

/// How a schema is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// The version; the schema's own where none is given.
    pub draft: Option<Draft>,
    /// Are formats held to?
    pub formats: bool,
}

impl Reading {
    fn validator<F: Json>(
        self,
        schema: &Value,
    ) -> Result<jsonschema::Validator<F>, ValidationError<'static>> {
        let patterns =
            PatternOptions::fancy_regex().backtrack_limit(BACKTRACK_LIMIT).size_limit(PATTERN_SIZE);
        let mut options = jsonschema::options_for::<F>().offline().with_pattern_options(patterns);
        if let Some(draft) = self.draft {
            options = options.with_draft(draft);
        }
        if self.formats {
            options = options.should_validate_formats(true);
        }
        options.build(schema)
    }
}

/// A schema ready for values of one kind. Nothing is fetched: a schema that refers to another document is an error.
pub(crate) struct Validator<I: Instance> {
    schema: Value,
    accepts: jsonschema::Validator<I::Form>,
    /// Made for the first value that is not valid.
    #[cfg(not(target_family = "wasm"))]
    explains: OnceLock<Option<jsonschema::Validator>>,
    #[cfg(not(target_family = "wasm"))]
    reading: Reading,
}

impl<I: Instance> Validator<I> {
    /// Compiles a schema.
    pub(crate) fn new(schema: Value, reading: Reading) -> Result<Self, ValidationError<'static>> {
        let accepts = reading.validator(&schema)?;
        Ok(Validator {
            schema,
            accepts,
            #[cfg(not(target_family = "wasm"))]
            explains: OnceLock::new(),
            #[cfg(not(target_family = "wasm"))]
            reading,
        })
    }

    /// The schema itself.
    pub(crate) fn schema(&self) -> &Value {
        &self.schema
    }

    /// Is the value valid?
    pub(crate) fn accepts(&self, value: &impl Instance<Form = I::Form>) -> bool {
        value.is_accepted(&self.accepts)
    }
}

#[cfg(not(target_family = "wasm"))]
impl<I: Instance> Validator<I> {
    /// What is wrong with a value.
    pub(crate) fn errors<'v>(&'v self, value: &'v Value) -> impl Iterator<Item = ValidationError<'v>> {
        let explains = self.explains.get_or_init(|| self.reading.validator::<SerdeJson>(&self.schema).ok());
        explains.iter().flat_map(|validator| validator.iter_errors(value))
    }
}

#[cfg(target_family = "wasm")]
impl<I: Instance<Form = SerdeJson>> Validator<I> {
    /// What is wrong with a value.
    pub(crate) fn errors<'v>(&'v self, value: &'v Value) -> impl Iterator<Item = ValidationError<'v>> {
        self.accepts.iter_errors(value)
    }
}

impl<I: Instance> fmt::Debug for Validator<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Validator").field("schema", &self.schema).finish_non_exhaustive()
    }
}
