//! A mapping set made ready to run, and what it makes of one record.
//!
//! Everything that depends on the mapping set and the target schema only is decided in [`Program::new`]; a run
//! borrows the record and copies nothing but what it writes. Mappings run in their order, save that a mapping of a
//! whole object runs before those that write into it, whichever stands first.

use super::convert::convert;
use super::select::{Selection, explain, select};
use super::target::{At, ShapeId, TargetSchema};
use super::{MAX_INDEX, Mapping, MappingSet, Path, Segment, SourceKind};
use crate::expr::{Looks, looks};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A mapping set ready to run.
#[derive(Debug)]
pub struct Program {
    steps: Vec<Step>,
    target: Option<TargetSchema>,
}

/// What a mapping set made of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The mapped record.
    pub data: Value,
    /// The mappings that gave nothing, or not all they should have, in their order.
    pub troubles: Vec<Trouble>,
    /// Why ingestion would refuse the record; empty when it takes it.
    pub reasons: Vec<String>,
}

/// A mapping that failed on a record.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Trouble {
    /// The source as written.
    pub source: String,
    /// The destination path as written.
    pub destination: String,
    /// What happened.
    pub message: String,
}

#[derive(Debug)]
struct Step {
    /// The number of its mapping, to report troubles in that order.
    number: usize,
    source_text: String,
    destination_text: String,
    source: Source,
    destination: Path,
    shape: Option<ShapeId>,
}

#[derive(Debug)]
enum Source {
    Path(Path),
    Static(Value),
    /// Gives nothing, for this reason.
    Nothing(String),
}

impl Program {
    /// Makes a mapping set ready to run.
    #[must_use]
    pub fn new(set: &MappingSet, target: Option<TargetSchema>) -> Self {
        let mut steps: Vec<Step> =
            set.mappings.iter().enumerate().map(|(i, m)| step(i, m, target.as_ref())).collect();
        parents_first(&mut steps);
        Program { steps, target }
    }

    /// The target schema it converts to and judges by.
    #[must_use]
    pub fn target(&self) -> Option<&TargetSchema> {
        self.target.as_ref()
    }

    /// Maps one record.
    #[must_use]
    pub fn run(&self, record: &Value) -> Outcome {
        let mut data = Value::Object(Map::new());
        let mut troubles: Vec<(usize, Trouble)> = Vec::new();
        for step in &self.steps {
            let mut report = Report::default();
            self.apply(step, record, &mut data, &mut report);
            if let Some(message) = report.message() {
                let (source, destination) = (step.source_text.clone(), step.destination_text.clone());
                troubles.push((step.number, Trouble { source, destination, message }));
            }
        }
        troubles.sort_by_key(|(number, _)| *number);
        let reasons = self.target.as_ref().map(|t| t.reasons(&data)).unwrap_or_default();
        Outcome { data, troubles: troubles.into_iter().map(|(_, t)| t).collect(), reasons }
    }

    fn apply(&self, step: &Step, record: &Value, data: &mut Value, report: &mut Report) {
        let selection = match &step.source {
            Source::Nothing(why) => return report.add(|| why.clone()),
            Source::Static(value) => Selection::Value(value),
            Source::Path(path) => select(record, &path.segments, &mut |at, stopped| {
                report.add(|| explain(path, at, stopped));
            }),
        };
        if matches!(selection, Selection::Missing) {
            return;
        }
        let mut make = |selection: &Selection<'_>| {
            let mut value = self.copy_selection(selection, step.shape);
            if let (Some(target), Some(shape)) = (&self.target, step.shape) {
                convert(&mut value, target, shape, &mut |message| report.add(|| message));
            }
            value
        };
        place(data, &step.destination.segments, &selection, &mut make);
    }

    fn copy_selection(&self, selection: &Selection<'_>, shape: Option<ShapeId>) -> Value {
        match selection {
            Selection::Value(value) => self.copy(value, shape),
            Selection::Missing => Value::Null,
            Selection::Each(entries) => {
                let items = self.shape_of_items(shape);
                let mut values = Vec::with_capacity(entries.len());
                self.collect(entries, items, &mut values);
                Value::Array(values)
            }
        }
    }

    /// Gathers the values of an iteration that the destination does not iterate: one flat array.
    fn collect(&self, entries: &[Selection<'_>], items: Option<ShapeId>, out: &mut Vec<Value>) {
        for entry in entries {
            match entry {
                Selection::Value(value) => out.push(self.copy(value, items)),
                Selection::Each(inner) => self.collect(inner, items, out),
                Selection::Missing => {}
            }
        }
    }

    fn shape_of_items(&self, shape: Option<ShapeId>) -> Option<ShapeId> {
        self.target.as_ref()?.shape(shape?).items
    }

    /// A copy of a value, limited to the members the target schema has.
    fn copy(&self, value: &Value, shape: Option<ShapeId>) -> Value {
        let (Some(target), Some(id)) = (&self.target, shape) else { return value.clone() };
        let shape = target.shape(id);
        match value {
            Value::Object(members) if !shape.open => members
                .iter()
                .filter_map(|(name, member)| {
                    let id = shape.members.get(name.as_str()).copied().or(shape.others)?;
                    Some((name.clone(), self.copy(member, Some(id))))
                })
                .collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| {
                    let id = shape.members.get(name.as_str()).copied().or(shape.others);
                    (name.clone(), self.copy(member, id))
                })
                .collect(),
            Value::Array(items) => items.iter().map(|item| self.copy(item, shape.items)).collect(),
            scalar => scalar.clone(),
        }
    }
}

fn step(number: usize, mapping: &Mapping, target: Option<&TargetSchema>) -> Step {
    let destination = match target {
        Some(target) => target.spelled_out(&mapping.destination_path),
        None => mapping.destination_path.clone(),
    };
    let shape = target.and_then(|t| match t.at(&destination) {
        At::Found(id) => Some(id),
        At::Unknown | At::Absent(..) => None,
    });
    let fatal = |faults: &[super::PathFault]| faults.iter().find(|f| f.fatal).map(|f| f.message.clone());
    let too_far = |path: &Path| {
        path.segments
            .iter()
            .any(|s| matches!(s, Segment::Index(n) if *n > MAX_INDEX))
            .then(|| format!("an index above {MAX_INDEX} is not previewed"))
    };
    let trouble = fatal(&mapping.destination_faults).or_else(|| too_far(&destination));
    let source = match (&mapping.kind, trouble) {
        (_, Some(message)) => Source::Nothing(format!("the destination cannot be read: {message}")),
        (SourceKind::Static(value), None) => Source::Static(value.clone()),
        (SourceKind::Attribute(path), None) => match fatal(&mapping.source_faults) {
            Some(message) => Source::Nothing(format!("the source cannot be read: {message}")),
            None => Source::Path(path.clone()),
        },
        (SourceKind::Expression, None) => Source::Nothing(match looks(&mapping.source.text) {
            Looks::Broken(broken) => format!("the expression cannot be read: {}", broken.message),
            _ => {
                "the expression is not evaluated: this version previews attribute and static mappings".into()
            }
        }),
    };
    Step {
        number,
        source_text: mapping.source.text.clone(),
        destination_text: mapping.destination.text.clone(),
        source,
        destination,
        shape,
    }
}

/// Moves a mapping of a whole object before those that write into it; keeps the order otherwise.
fn parents_first(steps: &mut [Step]) {
    // Paths as texts: `head` is unique for a path.
    let heads: Vec<Vec<String>> = steps
        .iter()
        .map(|s| (1..=s.destination.segments.len()).map(|n| s.destination.head(n)).collect())
        .collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (i, heads) in heads.iter().enumerate() {
        for head in heads {
            first.entry(head).or_insert(i);
        }
    }
    let keys: HashMap<usize, (usize, usize)> = steps
        .iter()
        .zip(&heads)
        .map(|(s, heads)| {
            let first = heads.last().and_then(|h| first.get(h.as_str())).copied().unwrap_or(s.number);
            (s.number, (first, heads.len()))
        })
        .collect();
    steps.sort_by_key(|s| (keys[&s.number], s.number));
}

/// Writes a selection to a path below a slot. Every `[*]` of the path takes one level of the selection's entries.
fn place(
    slot: &mut Value,
    path: &[Segment],
    selection: &Selection<'_>,
    make: &mut dyn FnMut(&Selection<'_>) -> Value,
) {
    let Some((step, rest)) = path.split_first() else {
        if !matches!(selection, Selection::Missing) {
            merge(slot, make(selection));
        }
        return;
    };
    match step {
        Segment::Key { name, .. } => {
            if !slot.is_object() {
                *slot = Value::Object(Map::new());
            }
            // A missing entry of an iteration keeps its place, as an empty object.
            if let (Value::Object(members), false) = (slot, matches!(selection, Selection::Missing)) {
                if !members.contains_key(&**name) {
                    members.insert(name.to_string(), Value::Null);
                }
                if let Some(member) = members.get_mut(&**name) {
                    place(member, rest, selection, make);
                }
            }
        }
        Segment::Index(n) => {
            if let Some(item) = item(slot, *n) {
                place(item, rest, selection, make);
            }
        }
        Segment::Each => {
            if !slot.is_array() {
                *slot = Value::Array(Vec::new());
            }
            let mut at = |n: usize, selection: &Selection<'_>| {
                if let Some(item) = item(slot, n) {
                    place(item, rest, selection, make);
                }
            };
            match selection {
                Selection::Each(entries) => entries.iter().enumerate().for_each(|(n, entry)| at(n, entry)),
                Selection::Value(Value::Array(items)) => {
                    items.iter().enumerate().for_each(|(n, item)| at(n, &Selection::Value(item)));
                }
                Selection::Value(Value::Null) | Selection::Missing => {}
                Selection::Value(_) => at(0, selection),
            }
        }
    }
}

/// The element of that number of a slot, which becomes an array long enough.
fn item(slot: &mut Value, n: usize) -> Option<&mut Value> {
    if !slot.is_array() {
        *slot = Value::Array(Vec::new());
    }
    let Value::Array(items) = slot else { return None };
    if items.len() <= n {
        items.resize(n + 1, Value::Null);
    }
    items.get_mut(n)
}

/// Writes a value to a slot: what stood there goes, but two objects become one.
fn merge(slot: &mut Value, value: Value) {
    match (slot, value) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, member) in new {
                match old.get_mut(&name) {
                    Some(slot) => merge(slot, member),
                    None => {
                        old.insert(name, member);
                    }
                }
            }
        }
        (slot, value) => *slot = value,
    }
}

/// The troubles of one mapping on one record: the first is told, the rest are counted.
#[derive(Default)]
struct Report {
    first: Option<String>,
    count: usize,
}

impl Report {
    fn add(&mut self, message: impl FnOnce() -> String) {
        if self.first.is_none() {
            self.first = Some(message());
        }
        self.count += 1;
    }

    fn message(self) -> Option<String> {
        let first = self.first?;
        Some(match self.count {
            1 => first,
            n => format!("{first} (and {} more of its elements)", n - 1),
        })
    }
}
