//! Texts as callers give them: strings, or bytes whose encoding is still to be found out.

use super::Answer;
use super::error::{Code, failure};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

/// A text, copied out of JavaScript.
pub(super) struct Given(Vec<u8>);

impl Given {
    /// The text of a string or of a `Uint8Array`.
    pub(super) fn of(value: &JsValue) -> Answer<Given> {
        if let Some(text) = value.as_string() {
            return Ok(Given(text.into_bytes()));
        }
        match value.dyn_ref::<Uint8Array>() {
            Some(bytes) => Ok(Given(bytes.to_vec())),
            None => Err(failure(Code::BadArgument, "a text is a string or a Uint8Array")),
        }
    }

    /// The text, if there is one.
    pub(super) fn optional(value: &JsValue) -> Answer<Option<Given>> {
        if value.is_undefined() || value.is_null() { Ok(None) } else { Given::of(value).map(Some) }
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A word, such as a name; `what` says of which argument it is.
pub(super) fn word(what: &str, value: &JsValue) -> Answer<String> {
    value.as_string().ok_or_else(|| failure(Code::BadArgument, &format!("{what} is a string")))
}
