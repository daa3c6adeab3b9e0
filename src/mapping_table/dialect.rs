//! The way a mapping set is written: which keys its mappings have, and how a new one is written alike.

use super::list;
use crate::json::Node;
use crate::mapping::{MappingSet, SourceType};
use serde::Serialize;
use serde_json::{Map, Value};

/// The keys of a mapping set's mappings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "MappingKeys"))]
pub struct Dialect {
    /// The key of the source.
    #[cfg_attr(feature = "wasm", tsify(type = "\"source\" | \"sourceAttribute\""))]
    pub source: &'static str,
    /// The key of the destination path.
    #[cfg_attr(feature = "wasm", tsify(type = "\"destination\" | \"destinationXdmPath\""))]
    pub destination: &'static str,
    /// The key of the kind of source, where mappings say it.
    #[cfg_attr(feature = "wasm", tsify(type = "\"sourceType\" | null"))]
    pub source_type: Option<&'static str>,
    /// A kind of source as it is spelt here.
    #[serde(skip)]
    spelling: String,
    /// What else every mapping of the old form says.
    #[serde(skip)]
    others: Vec<(&'static str, Value)>,
}

impl Dialect {
    /// That of the first mapping; where there is none, the one that the rest of the body goes with.
    pub(super) fn of(set: &MappingSet, body: Option<&Node>) -> Dialect {
        let is_old = body.is_some_and(|b| b.get("xdmSchema").is_some());
        let (mut source, mut destination) =
            if is_old { ("sourceAttribute", "destinationXdmPath") } else { ("source", "destination") };
        let mut says_type = !is_old;
        let mut spelling = String::new();
        if let Some(first) = set.mappings.first() {
            (source, destination) = (first.source.key, first.destination.key);
            says_type = first.source_type.is_some();
            spelling = first.source_type.as_ref().map(|t| t.text.clone()).unwrap_or_default();
        }
        let first = set.mappings.first().and_then(|first| list(body?).items().get(first.index));
        // What a new mapping says there.
        let others = [("identity", Value::from(false)), ("version", Value::from(0))];
        let others = others.into_iter().filter(|(key, _)| first.is_some_and(|node| node.get(key).is_some()));
        Dialect {
            source,
            destination,
            source_type: says_type.then_some("sourceType"),
            spelling,
            others: others.collect(),
        }
    }

    /// A mapping.
    pub(super) fn mapping(&self, kind: SourceType, source: Value, destination: &str) -> Value {
        let mut out = Map::new();
        let mut source = source;
        match self.source_type {
            Some(key) => _ = out.insert(key.to_owned(), kind.spelt_like(&self.spelling).into()),
            // Nothing else says that it is no field.
            None if kind == SourceType::Static => {
                if let Value::String(text) = &source {
                    source = quoted(text).into();
                }
            }
            None => {}
        }
        out.insert(self.source.to_owned(), source);
        out.insert(self.destination.to_owned(), destination.into());
        out.extend(self.others.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        Value::Object(out)
    }
}

/// A text as a literal of the expression language.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
