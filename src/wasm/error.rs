//! Errors as JavaScript throws them: `Error` objects with a `code`.

use crate::preview::Unavailable;
use js_sys::{Error, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Why a function could not do its work. Findings about the user's input are no errors.
#[derive(Clone, Copy, Debug, Serialize, tsify::Tsify)]
#[serde(rename_all = "kebab-case")]
#[tsify(missing_as_null, rename = "ErrorCode")]
#[allow(clippy::enum_variant_names, reason = "an unknown code is one of the failures")]
pub(super) enum Code {
    /// An argument is not of the kind the function takes.
    BadArgument,
    /// Options are not as their type says.
    BadOptions,
    /// There is no such format.
    UnknownFormat,
    /// There is no such code or rule number.
    UnknownCode,
    /// There is no such step.
    UnknownStep,
    /// There is no such template.
    UnknownTemplate,
    /// A change is for a place that a document does not have.
    NoSuchPlace,
    /// The new name of a key is that of another.
    KeyExists,
    /// A document is broken around the place of a change, or the text of a value is not JSON.
    NotJson,
    /// There is no mapping set to preview.
    NoMappingSet,
    /// There are no sample records.
    NoSamples,
    /// The records cannot be read at all.
    UnreadableRecords,
    /// The file cannot be read.
    UnreadableFile,
    /// `signal` was aborted.
    Aborted,
    /// Something of ours is wrong, or the memory is used up; the next call works again.
    Internal,
    /// `init` has not been awaited.
    #[allow(dead_code, reason = "the package throws it before anything here is called")]
    NotInitialised,
}

/// The name of a code.
fn name(code: Code) -> JsValue {
    serde_wasm_bindgen::to_value(&code).unwrap_or(JsValue::NULL)
}

/// An `Error` to throw.
pub(super) fn failure(code: Code, message: &str) -> JsValue {
    let error = Error::new(message);
    // Setting a member of a new object cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &name(code));
    error.into()
}

/// Why there is no preview.
pub(super) fn unavailable(why: &Unavailable) -> JsValue {
    let code = match why {
        Unavailable::NoMappingSet => Code::NoMappingSet,
        Unavailable::NoSamples => Code::NoSamples,
        Unavailable::Unreadable(_) => Code::UnreadableRecords,
    };
    failure(code, &why.to_string())
}
