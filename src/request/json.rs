//! Requests as data, for other programs: an array of objects.
//!
//! `{"step", "method", "url", "headers", "body", "captures"}`. `body` is the JSON value that is sent; the text
//! itself, as a string, when it is no JSON; `null` when there is none.

use super::{Format, Request};
use crate::json::{self, Dialect};
use crate::text::Excerpt;
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};
use serde_json::Value;

pub(super) static FORMAT: Format =
    Format { name: "json", what: "An array of requests, to be read by a program", render };

fn render(requests: &[Request]) -> String {
    let mut text = serde_json::to_string_pretty(requests).unwrap_or_default();
    text.push('\n');
    text
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Request", 6)?;
        out.serialize_field("step", self.step.name())?;
        out.serialize_field("method", self.method)?;
        out.serialize_field("url", &self.url())?;
        let headers = self.headers.iter().map(|(name, value)| (*name, value.to_string())).collect();
        out.serialize_field("headers", &Pairs(headers))?;
        out.serialize_field("body", &self.body_text().map(value))?;
        let captures = self.captures.iter().map(|(name, path)| (*name, (*path).to_owned())).collect();
        out.serialize_field("captures", &Pairs(captures))?;
        out.end()
    }
}

fn value(body: String) -> Value {
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
