//! Where the values of a mapped record come from, worked out beside the run that made it.
//!
//! A run knows nothing of this. Each mapping is run once more, alone, and writes marks where the run wrote values: where
//! the marks stand tells which values are its own.

use super::{Program, Report, Source, Step};
use crate::datum::{Datum, write_number, write_text};
use crate::expr::{self, Env, Settings};
use crate::json;
use crate::mapping::convert::{convert, shown};
use crate::mapping::place::place;
use crate::mapping::select::Selection;
use crate::mapping::target::ShapeId;
use crate::path::{Path, Segment};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// How many origins are told of a record.
const MOST: usize = 2_000;

/// Where a value of a mapped record comes from. It holds for what is inside the value too, where nothing more precise is
/// told.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "ValueOrigin"))]
pub struct Origin {
    /// The JSON pointer of the value in the mapped record.
    pub pointer: String,
    /// The number of the mapping in its body, from 0.
    pub mapping: usize,
    /// The paths of the source fields that the mapping reads for it.
    pub reads: Vec<String>,
    /// What conversion to the type of the field made of the value.
    pub converted: Option<String>,
    /// Why the value is null.
    pub nulled: Option<String>,
}

impl Origin {
    /// Appends its JSON text.
    pub(crate) fn write(&self, to: &mut String) {
        to.push_str("{\"pointer\":");
        write_text(&self.pointer, to);
        to.push_str(",\"mapping\":");
        write_number(self.mapping as u64, to);
        to.push_str(",\"reads\":[");
        for (i, path) in self.reads.iter().enumerate() {
            to.push_str(if i > 0 { "," } else { "" });
            write_text(path, to);
        }
        to.push(']');
        for (name, text) in [(",\"converted\":", &self.converted), (",\"nulled\":", &self.nulled)] {
            to.push_str(name);
            match text {
                Some(text) => write_text(text, to),
                None => to.push_str("null"),
            }
        }
        to.push('}');
    }
}

/// What tracing the records of a mapping set needs to know, worked out once.
#[derive(Debug)]
pub struct Tracer {
    /// The source paths of each step.
    reads: Vec<Vec<String>>,
}

impl Tracer {
    /// A tracer for the records that a program maps.
    #[must_use]
    pub fn new(program: &Program) -> Tracer {
        Tracer { reads: program.steps.iter().map(reads).collect() }
    }

    /// The origins of the values of a mapped record, in the order of their pointers, and how many more there are.
    #[must_use]
    pub fn origins<'r>(
        &self,
        program: &'r Program,
        number: u64,
        record: &'r Datum<'r>,
        settings: &'r Settings,
        mapped: &Datum<'_>,
    ) -> (Vec<Origin>, usize) {
        let env = Env::new(record, number, settings).demanding();
        let mut found = Found { program, origins: BTreeMap::new(), left_out: 0 };
        for (step, reads) in program.steps.iter().zip(&self.reads) {
            found.step(step, reads, &env);
        }
        // A later mapping may have put something else in the place.
        let is_there = |origin: &Origin| at(mapped, &origin.pointer).is_some_and(|value| !has_members(value));
        (found.origins.into_values().filter(is_there).collect(), found.left_out)
    }
}

/// The source fields that a step reads.
fn reads(step: &Step) -> Vec<String> {
    match &step.source {
        Source::Path(path, _) => vec![path.to_string()],
        Source::Expression(_) => expr::reads(&step.source_text),
        Source::Static(_) | Source::Nothing(_) | Source::Unread(_) => Vec::new(),
    }
}

/// A value that a mapping wrote: before and after conversion.
struct Made<'r> {
    before: Datum<'r>,
    after: Datum<'r>,
    /// Where in the record it was read, if it stands there as it is.
    from: Option<String>,
    /// Why parts of it became null, in their order.
    failures: Vec<String>,
}

/// The origins found so far, by pointer.
struct Found<'r> {
    program: &'r Program,
    origins: BTreeMap<String, Origin>,
    left_out: usize,
}

impl<'r> Found<'r> {
    fn step(&mut self, step: &'r Step, reads: &[String], env: &Env<'r>) {
        let mut report = Report::default();
        let selection = self.program.selection(step, env, &mut report);
        if matches!(selection, Selection::Missing) {
            return;
        }
        let places = match &step.source {
            Source::Path(path, _) => places(env.record, path),
            _ => HashMap::new(),
        };
        let mut made: Vec<Made<'r>> = Vec::new();
        let mut marked = Datum::Null;
        place(&mut marked, &step.legs, selection, &mut |selection| {
            let from = match &selection {
                Selection::Value(value) => places.get(&std::ptr::from_ref(*value)).cloned(),
                _ => None,
            };
            let before = self.program.copy_selection(selection, step.shape);
            let (mut after, mut failures) = (before.clone(), Vec::new());
            if let (Some(target), Some(shape)) = (&self.program.target, step.shape) {
                convert(&mut after, target, shape, &mut |message| failures.push(message));
            }
            made.push(Made { before, after, from, failures });
            Datum::Number(Cow::Owned((made.len() - 1).to_string()))
        });
        let why = report.first.take().map(|(message, _)| message).or(report.guesses.pop().map(str::to_owned));
        let why = why.unwrap_or_else(|| match &step.source {
            Source::Expression(_) => "the expression gives null".to_owned(),
            _ => "it is null in the record".to_owned(),
        });
        marks(&marked, String::new(), &mut |pointer, number| {
            let Some(made) = made.get(number) else { return };
            let reads = made.from.clone().map_or_else(|| reads.to_vec(), |from| vec![from]);
            let mut failures = made.failures.iter();
            let mut part = Part { step, reads, why: &why, is_copy: made.from.is_some() };
            let shape = step.shape;
            self.value(&mut part, pointer, (&made.before, &made.after), shape, &mut failures);
        });
    }

    /// Notes a value, or what is in it.
    fn value(
        &mut self,
        part: &mut Part<'_>,
        pointer: String,
        (before, after): (&Datum<'_>, &Datum<'_>),
        shape: Option<ShapeId>,
        failures: &mut std::slice::Iter<'_, String>,
    ) {
        let shape = shape.zip(self.program.target.as_ref()).map(|(id, target)| target.shape(id));
        match (before, after) {
            (Datum::Object(old), Datum::Object(new)) if !old.is_empty() => {
                for ((name, old), (_, new)) in old.iter().zip(new.iter()) {
                    let inner = shape.and_then(|s| s.members.get(name).copied().or(s.others));
                    let depth = part.enter(&Segment::Key {
                        name: name.into(),
                        wrapped: !super::super::is_bare(name),
                        at: (0, 0),
                    });
                    self.value(
                        part,
                        format!("{pointer}/{}", json::escape(name)),
                        (old, new),
                        inner,
                        failures,
                    );
                    part.leave(depth);
                }
            }
            (Datum::Array(old), Datum::Array(new)) => {
                self.note(part, pointer.clone(), None, None);
                let inner = shape.and_then(|s| s.items);
                for (n, (old, new)) in old.iter().zip(new).enumerate() {
                    // What only stands in an array is told with it.
                    if !old.is_scalar() || old != new {
                        let depth = part.enter(&Segment::Index(n));
                        self.value(part, format!("{pointer}/{n}"), (old, new), inner, failures);
                        part.leave(depth);
                    }
                }
            }
            (_, Datum::Object(_))
                if self.origins.range(pointer.clone() + "/"..pointer.clone() + "0").next().is_some() => {}
            (before, Datum::Null) => {
                let why = if before.is_null() { Some(part.why.to_owned()) } else { failures.next().cloned() };
                self.note(part, pointer, None, why);
            }
            (before, after) if before != after => {
                let title = shape.map_or("another value", |s| s.kind.title());
                let converted = format!("{} became {title}: {}", shown(before), shown(after));
                self.note(part, pointer, Some(converted), None);
            }
            _ => self.note(part, pointer, None, None),
        }
    }

    /// Notes a value; what stood in its place is gone, with all in it. Two objects are joined, so one without members
    /// changes nothing.
    fn note(&mut self, part: &Part<'_>, pointer: String, converted: Option<String>, nulled: Option<String>) {
        // `0` follows on `/`.
        let inside = (pointer.clone() + "/")..(pointer.clone() + "0");
        let gone: Vec<String> = self.origins.range(inside).map(|(pointer, _)| pointer.clone()).collect();
        gone.iter().for_each(|pointer| _ = self.origins.remove(pointer));
        if self.origins.len() >= MOST && !self.origins.contains_key(&pointer) {
            self.left_out += 1;
            return;
        }
        let (mapping, reads) = (part.step.index, part.reads.clone());
        self.origins.insert(pointer.clone(), Origin { pointer, mapping, reads, converted, nulled });
    }
}

/// The mapping a value belongs to, and where it was read.
struct Part<'s> {
    step: &'s Step,
    reads: Vec<String>,
    /// Why it is null where it is.
    why: &'s str,
    /// The value stands in the record at the one path that is read.
    is_copy: bool,
}

impl Part<'_> {
    /// Goes into the value; gives what leads back.
    fn enter(&mut self, segment: &Segment) -> usize {
        let Some(path) = self.reads.first_mut().filter(|_| self.is_copy) else { return 0 };
        let before = path.len();
        if matches!(segment, Segment::Key { .. }) && before > 0 {
            path.push('.');
        }
        path.push_str(&Path { segments: vec![segment.clone()] }.to_string());
        before
    }

    fn leave(&mut self, before: usize) {
        if let Some(path) = self.reads.first_mut().filter(|_| self.is_copy) {
            path.truncate(before);
        }
    }
}

/// The values that a path leads to, and the elements of arrays among them, each with its own path.
fn places<'r>(record: &'r Datum<'r>, path: &Path) -> HashMap<*const Datum<'r>, String> {
    let mut found = HashMap::new();
    let mut open = vec![(record, 0, Path::default())];
    while let Some((value, step, here)) = open.pop() {
        if found.len() >= MOST {
            break;
        }
        let mut go = |segment: Segment, inner: &'r Datum<'r>, step| {
            let mut segments = here.segments.clone();
            segments.push(segment);
            open.push((inner, step, Path { segments }));
        };
        match (path.segments.get(step), value) {
            (Some(key @ Segment::Key { name, .. }), Datum::Object(members)) => {
                members.get(name).into_iter().for_each(|inner| go(key.clone(), inner, step + 1));
            }
            (Some(Segment::Index(n)), Datum::Array(items)) => {
                items.get(*n).into_iter().for_each(|inner| go(Segment::Index(*n), inner, step + 1));
            }
            (Some(Segment::Each), Datum::Array(items)) => {
                let numbered = items.iter().enumerate();
                numbered.for_each(|(n, inner)| go(Segment::Index(n), inner, step + 1));
            }
            (None, Datum::Array(items)) => {
                // `[*]` of the destination may spread them.
                let numbered = items.iter().enumerate();
                numbered.for_each(|(n, inner)| go(Segment::Index(n), inner, step));
                found.insert(std::ptr::from_ref(value), here.to_string());
            }
            (None, _) => _ = found.insert(std::ptr::from_ref(value), here.to_string()),
            _ => {}
        }
    }
    found
}

/// The marks in what a mapping alone writes: their pointers and numbers.
fn marks(written: &Datum<'_>, pointer: String, each: &mut dyn FnMut(String, usize)) {
    match written {
        Datum::Number(number) => {
            if let Ok(number) = number.parse() {
                each(pointer, number);
            }
        }
        Datum::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| marks(item, format!("{pointer}/{n}"), each));
        }
        Datum::Object(members) => members
            .iter()
            .for_each(|(name, member)| marks(member, format!("{pointer}/{}", json::escape(name)), each)),
        _ => {}
    }
}

/// The value at a pointer.
fn at<'d>(data: &'d Datum<'d>, pointer: &str) -> Option<&'d Datum<'d>> {
    pointer.split('/').skip(1).try_fold(data, |value, token| match value {
        Datum::Object(members) => members.get(&json::unescape(token)),
        Datum::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    })
}

fn has_members(value: &Datum<'_>) -> bool {
    matches!(value, Datum::Object(members) if !members.is_empty())
}
