//! What the suites on wasm have in common: all that runs in Node, in a page and in a worker alike.
//!
//! `cargo xtask test-wasm` runs them.

mod core;
mod edge;
mod files;

use js_sys::{Error, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An object of its JSON text.
fn json(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

/// The JSON text of a value.
fn text(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

/// A member of an object.
fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

/// The code of what was thrown, which is an `Error` with a message.
#[track_caller]
fn code<T>(thrown: Result<T, JsValue>) -> String {
    let error: Error = thrown.err().expect("it throws").dyn_into().expect("an Error is thrown");
    assert_ne!(error.message(), "");
    member(&error, "code").as_string().expect("errors have a code")
}
