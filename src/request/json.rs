//! Requests as data, for other programs: an array of objects.
//!
//! `{"step", "method", "url", "headers", "body", "captures"}`. `body` is the JSON value that is sent; the text
//! itself, as a string, when it is no JSON; `null` when there is none.

use super::{Format, Request};
use crate::json::{self, Dialect};
use crate::text::Excerpt;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

pub(super) static FORMAT: Format = Format {
    name: "json",
    what: "An array of requests, to be read by a program",
    file: "requests.json",
    render,
};

fn render(requests: &[Request]) -> String {
    let mut text = serde_json::to_string_pretty(requests).unwrap_or_default();
    text.push('\n');
    text
}

/// A request as data.
#[derive(Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "Request"))]
struct Written {
    /// The step it performs.
    step: &'static str,
    /// The HTTP method.
    method: &'static str,
    /// The URL; placeholders without a value as they were written.
    url: String,
    /// The headers.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    headers: Pairs,
    /// The JSON value that is sent, or its text where it is no JSON.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    body: Option<Value>,
    /// What its answer hands on: names of placeholders, and JSONPaths into the answer.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    captures: Pairs,
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let headers = self.headers.iter().map(|(name, value)| (*name, value.to_string())).collect();
        let captures = self.captures.iter().map(|(name, path)| (*name, (*path).to_owned())).collect();
        let written = Written {
            step: self.step.name(),
            method: self.method,
            url: self.url(),
            headers: Pairs(headers),
            body: self.body_text().map(value),
            captures: Pairs(captures),
        };
        written.serialize(serializer)
    }
}

pub(super) fn value(body: String) -> Value {
    let read = json::parse(&Excerpt::verbatim(&body, 0), Dialect::Strict);
    match &read.root {
        Some(root) if read.is_valid() => root.to_value(),
        _ => Value::String(body),
    }
}

/// An object in the order of its members.
struct Pairs(Vec<(&'static str, String)>);

impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            out.serialize_entry(name, value)?;
        }
        out.end()
    }
}
