//! Keys that a schema does not name: most schemas allow them, and most of the time they are slips.

use super::{Schema, nearest};
use crate::json::{Node, escape};
use crate::placeholder::Template;
use crate::text::Span;
use serde_json::Value;

/// A key that a schema does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    /// The object it stands in, as a JSON pointer.
    pub object: String,
    /// The key.
    pub key: String,
    /// The known, absent key it looks like.
    pub near: Option<String>,
    /// The bytes of the key in the file.
    pub span: Span,
}

impl Schema {
    /// The keys of a value that the schema does not name, in objects of which it names some and that it does not
    /// leave open.
    #[must_use]
    pub fn unknown_keys(&self, node: &Node) -> Vec<UnknownKey> {
        let mut found = Vec::new();
        self.collect_unknown(node, vec![&self.value], &mut String::new(), &mut found);
        found
    }

    fn collect_unknown<'s>(
        &'s self,
        node: &Node,
        schemas: Vec<&'s Value>,
        at: &mut String,
        found: &mut Vec<UnknownKey>,
    ) {
        let mut all = Vec::new();
        for schema in schemas {
            self.in_place(schema, &mut all);
        }
        let known: Vec<&str> = all
            .iter()
            .filter_map(|s| s.get("properties")?.as_object())
            .flat_map(|p| p.keys())
            .map(String::as_str)
            .collect();
        let is_open = all.iter().any(|s| {
            s.get("patternProperties").is_some()
                || s.get("additionalProperties").is_some_and(Value::is_object)
        });
        for member in node.members() {
            let length = at.len();
            at.push('/');
            at.push_str(&escape(&member.key));
            if known.contains(&&*member.key) {
                let below = all.iter().filter_map(|s| s.get("properties")?.get(&*member.key)).collect();
                self.collect_unknown(&member.value, below, at, found);
            } else if !known.is_empty() && !is_open && !Template::parse(&member.key).is_open() {
                let absent = known.iter().copied().filter(|k| node.get(k).is_none());
                found.push(UnknownKey {
                    object: at[..length].to_owned(),
                    key: member.key.to_string(),
                    near: nearest(&member.key, absent).map(str::to_owned),
                    span: member.key_span,
                });
            }
            at.truncate(length);
        }
        for (i, item) in node.items().iter().enumerate() {
            let length = at.len();
            at.push_str(&format!("/{i}"));
            let below =
                all.iter().filter_map(|s| s.get("items")).filter(|s| s.is_object()).collect::<Vec<_>>();
            if !below.is_empty() {
                self.collect_unknown(item, below, at, found);
            }
            at.truncate(length);
        }
    }

    /// A schema and all that apply to the same value.
    pub(super) fn in_place<'s>(&'s self, schema: &'s Value, all: &mut Vec<&'s Value>) {
        if all.len() > 64 || all.iter().any(|s| std::ptr::eq(*s, schema)) {
            return;
        }
        all.push(schema);
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for inner in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                self.in_place(inner, all);
            }
        }
        for keyword in ["if", "then", "else"] {
            if let Some(inner) = schema.get(keyword) {
                self.in_place(inner, all);
            }
        }
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
        if let Some(target) = target.and_then(|p| self.value.pointer(p)) {
            self.in_place(target, all);
        }
    }
}
