//! The fields of the source: those of the sample records, and the columns that the source connection lists.

use super::scene::Scene;
use crate::dataflow::Dataflow;
use crate::expr::ast::is_reserved;
use crate::functions::date_formats::{read_documented, read_iso};
use crate::input::Files;
use crate::java::time::Zone;
use crate::json::Node;
use crate::path::{Path, Segment, is_bare};
use crate::records;
use crate::steps::StepId;
use crate::text::Sources;
use serde_json::Value;
use std::collections::HashMap;

/// A field of the source.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The way to it.
    pub path: Path,
    /// The types it was seen with, as JSON names them.
    pub types: Vec<&'static str>,
    /// The first value seen that is not null, in JSON; shortened where it is long.
    pub example: Option<String>,
    /// Is that value a date?
    pub is_date: bool,
    /// The value itself, where it is no object or array.
    pub value: Option<Value>,
    /// In how many records it has a value.
    pub filled: usize,
    /// The last of them.
    last: usize,
}

/// How many records are looked at, how deep, and how many fields are told apart.
const RECORDS: usize = 200;
const DEPTH: usize = 10;
const FIELDS: usize = 2_000;

impl Field {
    /// What it holds, in a few words.
    pub(super) fn detail(&self) -> Option<String> {
        let types = self.types.join(" or ");
        match &self.example {
            Some(example) => Some(format!("{types}: {example}")),
            None => Some(types).filter(|t| !t.is_empty()),
        }
    }

    /// Does it stand in an element of an array?
    pub(super) fn is_in_array(&self) -> bool {
        self.path.segments.contains(&Segment::Each)
    }
}

impl Scene<'_> {
    /// The fields of the source.
    pub(super) fn fields(&self) -> Vec<Field> {
        of(&self.flow, &self.sources, self.given.files).0
    }
}

/// The fields of a dataflow's source, and how many records they were looked for in.
pub(crate) fn of(flow: &Dataflow, sources: &Sources, files: &dyn Files) -> (Vec<Field>, usize) {
    let mut found = Fields::default();
    if let Ok(records) = records::of(flow, sources, files) {
        for record in records.owned().take(RECORDS).filter_map(Result::ok) {
            found.records += 1;
            found.object(&record.to_value(), &Path::default());
        }
    }
    let columns = flow.bodies(StepId::SourceConnection).filter_map(|(_, body)| body.at("/params/columns"));
    for column in columns.flat_map(Node::items) {
        let text = |key: &str| column.get(key).and_then(Node::as_str);
        if let Some(name) = text("name") {
            found.field(below(&Path::default(), name), None);
        }
    }
    (found.all, found.records)
}

#[derive(Default)]
struct Fields {
    all: Vec<Field>,
    places: HashMap<Path, usize>,
    records: usize,
}

impl Fields {
    fn object(&mut self, value: &Value, at: &Path) {
        for (name, value) in value.as_object().into_iter().flatten() {
            self.value(value, below(at, name));
        }
    }

    fn value(&mut self, value: &Value, at: Path) {
        if at.segments.len() > DEPTH {
            return;
        }
        self.field(at.clone(), Some(value));
        match value {
            Value::Object(_) => self.object(value, &at),
            Value::Array(items) => {
                let mut inside = at;
                inside.segments.push(Segment::Each);
                for item in items.iter().take(20) {
                    self.object(item, &inside);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, path: Path, value: Option<&Value>) {
        let place = match self.places.get(&path) {
            Some(place) => *place,
            None if self.all.len() < FIELDS => {
                self.places.insert(path.clone(), self.all.len());
                let field = Field {
                    path,
                    types: Vec::new(),
                    example: None,
                    is_date: false,
                    value: None,
                    filled: 0,
                    last: 0,
                };
                self.all.push(field);
                self.all.len() - 1
            }
            None => return,
        };
        let Some((value, field)) = value.filter(|v| !v.is_null()).zip(self.all.get_mut(place)) else {
            return;
        };
        if field.last < self.records {
            field.last = self.records;
            field.filled += 1;
        }
        let name = match value {
            Value::String(_) => "text",
            Value::Number(_) => "number",
            Value::Bool(_) => "boolean",
            Value::Array(_) => "array",
            _ => "object",
        };
        if !field.types.contains(&name) {
            field.types.push(name);
        }
        if field.example.is_none() && !value.is_object() && !value.is_array() {
            field.is_date = value
                .as_str()
                .is_some_and(|t| read_iso(t).or_else(|| read_documented(t, &Zone::UTC)).is_some());
            field.value = Some(value.clone());
            let text = value.to_string();
            let short: String = text.chars().take(40).collect();
            field.example = Some(if short.len() < text.len() { short + "…" } else { text });
        }
    }
}

fn below(path: &Path, name: &str) -> Path {
    let mut path = path.clone();
    let wrapped = !is_bare(name) || is_reserved(name);
    path.segments.push(Segment::Key { name: name.into(), wrapped, at: (0, 0) });
    path
}
