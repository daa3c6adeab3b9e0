//! Keys that a schema does not name: most schemas allow them, and most of the time they are slips.

use super::{Schema, nearest};
use crate::json::{Node, Pointer};
use crate::placeholder;
use crate::text::Span;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

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

/// The keys that a schema names, level by level: what all its parts say of one value is put together.
pub(super) struct Known {
    levels: Vec<Level>,
    root: usize,
}

/// What is known of a value.
struct Level {
    /// The keys it may have, in the order of the schema, and the level of what each holds.
    keys: Vec<(Box<str>, usize)>,
    /// May it have any other key?
    is_open: bool,
    /// The level of its items.
    items: usize,
}

/// The level of values of which nothing is known.
const NOTHING: usize = 0;
/// The parts of a hostile schema meet in more ways than there is memory for; past so many levels nothing is known.
const MOST: usize = 2_000;

impl Schema {
    /// The keys of a value that the schema does not name, in objects of which it names some and that it does not
    /// leave open.
    #[must_use]
    pub fn unknown_keys(&self, node: &Node) -> Vec<UnknownKey> {
        let known = self.known.get_or_init(|| Known::of(self));
        let mut found = Vec::new();
        known.collect_unknown(node, known.root, &Way::Root, &mut found);
        found
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
        if let Some(target) = target.and_then(|p| self.value().pointer(p)) {
            self.in_place(target, all);
        }
    }
}

impl Known {
    fn of(schema: &Schema) -> Known {
        let mut meetings = Meetings { schema, levels: HashMap::new(), parts: vec![Vec::new()] };
        let root = meetings.level([schema.value()]);
        let mut levels = Vec::new();
        // Looking at a level finds those below it.
        while let Some(parts) = meetings.parts.get(levels.len()).cloned() {
            levels.push(meetings.look(&parts));
        }
        Known { levels, root }
    }

    fn collect_unknown(&self, node: &Node, level: usize, way: &Way<'_>, found: &mut Vec<UnknownKey>) {
        let Some(known) = self.levels.get(level).filter(|_| level != NOTHING) else { return };
        for member in node.members() {
            if let Some((_, below)) = known.keys.iter().find(|(key, _)| *key == member.key) {
                self.collect_unknown(&member.value, *below, &Way::Key(way, &member.key), found);
            } else if !known.keys.is_empty() && !known.is_open && !placeholder::is_open(&member.key) {
                let absent = known.keys.iter().map(|(key, _)| &**key).filter(|key| node.get(key).is_none());
                found.push(UnknownKey {
                    object: way.to_pointer().to_string(),
                    key: member.key.to_string(),
                    near: nearest(&member.key, absent).map(str::to_owned),
                    span: member.key_span,
                });
            }
        }
        if known.items != NOTHING {
            for (i, item) in node.items().iter().enumerate() {
                self.collect_unknown(item, known.items, &Way::Item(way, i), found);
            }
        }
    }
}

/// The way to a value, which is written down only where something is found.
enum Way<'w> {
    Root,
    Key(&'w Way<'w>, &'w str),
    Item(&'w Way<'w>, usize),
}

impl Way<'_> {
    fn to_pointer(&self) -> Pointer {
        match self {
            Way::Root => Pointer::default(),
            Way::Key(object, key) => {
                let mut pointer = object.to_pointer();
                pointer.push_key(key);
                pointer
            }
            Way::Item(array, index) => {
                let mut pointer = array.to_pointer();
                pointer.push_index(*index);
                pointer
            }
        }
    }
}

/// The parts of a schema that say something of the same value, as they are found; each such meeting is a level.
struct Meetings<'s> {
    schema: &'s Schema,
    /// The level of parts that meet.
    levels: HashMap<Vec<*const Value>, usize>,
    /// The parts that meet in each level.
    parts: Vec<Vec<&'s Value>>,
}

impl<'s> Meetings<'s> {
    fn level(&mut self, schemas: impl IntoIterator<Item = &'s Value>) -> usize {
        let mut parts = Vec::new();
        for schema in schemas {
            self.schema.in_place(schema, &mut parts);
        }
        parts.retain(|s| ["properties", "items"].iter().any(|k| s.get(k).is_some()) || is_open(s));
        let key: Vec<_> = parts.iter().map(|s| std::ptr::from_ref::<Value>(s)).collect();
        if parts.is_empty() {
            return NOTHING;
        }
        if let Some(level) = self.levels.get(&key) {
            return *level;
        }
        let level = self.parts.len();
        if level == MOST {
            return NOTHING;
        }
        self.levels.insert(key, level);
        self.parts.push(parts);
        level
    }

    fn look(&mut self, parts: &[&'s Value]) -> Level {
        let properties: Vec<_> = parts.iter().filter_map(|s| s.get("properties")?.as_object()).collect();
        let mut seen = HashSet::new();
        let names = properties.iter().flat_map(|p| p.keys()).filter(|name| seen.insert(name.as_str()));
        let keys = names
            .map(|name| (name.as_str().into(), self.level(properties.iter().filter_map(|p| p.get(name)))))
            .collect();
        let items = parts.iter().filter_map(|s| s.get("items")).filter(|s| s.is_object());
        Level { keys, is_open: parts.iter().any(|s| is_open(s)), items: self.level(items) }
    }
}

/// Does a schema allow keys it does not name, and say what they hold?
fn is_open(schema: &Value) -> bool {
    schema.get("patternProperties").is_some()
        || schema.get("additionalProperties").is_some_and(Value::is_object)
}
