//! A mapping set made ready to run, and what it makes of one record.
//!
//! Everything that depends on the mapping set and the target schema only is decided in [`Program::new`]; a run
//! borrows the record and copies nothing but what it writes. Mappings run in their order, save that a mapping of a
//! whole object runs before those that write into it, whichever stands first.

mod trace;

pub use trace::{Origin, Tracer};

use super::convert::convert;
use super::expression::{Expression, Failure};
use super::place::{Leg, place};
use super::reasons::Reason;
use super::select::{Selection, explain, select};
use super::target::{At, ShapeId, TargetSchema};
use super::{MAX_INDEX, Mapping, MappingSet, Path, Segment, SourceKind};
use crate::datum::{Datum, Members, write_text};
use crate::expr::{Env, Settings};
use crate::text::Position;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// A mapping set ready to run.
#[derive(Debug)]
pub struct Program {
    steps: Vec<Step>,
    target: Option<TargetSchema>,
    /// How many members a mapped record has at most.
    roots: usize,
}

/// What a mapping set made of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<'r> {
    /// The mapped record.
    pub data: Datum<'r>,
    /// The mappings that gave nothing, or not all they should have, in their order.
    pub troubles: Vec<Trouble<'r>>,
    /// Results that rest on what no public document settles, and results that cannot be known here.
    pub guesses: Vec<Trouble<'r>>,
    /// Why ingestion would refuse the record; empty when it takes it.
    pub reasons: Vec<Reason>,
    /// An expression asked for the moment of now.
    pub took_the_clock: bool,
}

/// Where something stands in the text of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Extent {
    /// Its first sign.
    pub start: Position,
    /// The sign behind it.
    pub end: Position,
}

/// A mapping that failed on a record, or whose result there is something to say of.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Trouble<'r> {
    /// The source as written.
    pub source: Cow<'r, str>,
    /// The destination path as written.
    pub destination: Cow<'r, str>,
    /// What happened.
    pub message: String,
    /// Where in the expression that is its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub range: Option<Extent>,
}

impl Trouble<'_> {
    /// Appends the members of its JSON text.
    pub(crate) fn write(&self, to: &mut String) {
        let members =
            [("source", &*self.source), ("destination", &*self.destination), ("message", &*self.message)];
        for (i, (name, text)) in members.into_iter().enumerate() {
            to.push_str(if i > 0 { "," } else { "" });
            write_text(name, to);
            to.push(':');
            write_text(text, to);
        }
        if let Some(Extent { start, end }) = self.range {
            // Writing to a String cannot fail.
            let _ = write!(
                to,
                ",\"range\":{{\"start\":{{\"line\":{},\"column\":{}}},\"end\":{{\"line\":{},\"column\":{}}}}}",
                start.line, start.column, end.line, end.column
            );
        }
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Trouble<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Trouble { source: own(self.source), destination: own(self.destination), ..self }
    }
}

#[derive(Debug)]
struct Step {
    /// The number of its mapping, to report troubles in that order.
    number: usize,
    /// Its number in the body.
    index: usize,
    source_text: String,
    destination_text: String,
    source: Source,
    destination: Path,
    legs: Vec<Leg>,
    shape: Option<ShapeId>,
}

#[derive(Debug)]
enum Source {
    /// Where the first name of the path was found in the last record stands beside it.
    Path(Path, Cell<usize>),
    Static(Datum<'static>),
    Expression(Box<Expression>),
    /// Gives nothing, for this reason.
    Nothing(String),
    /// Gives null, because its expression cannot be read.
    Unread(Failure),
}

impl Step {
    fn trouble(&self, message: String, range: Option<Extent>) -> Trouble<'_> {
        let (source, destination) =
            (Cow::Borrowed(&*self.source_text), Cow::Borrowed(&*self.destination_text));
        Trouble { source, destination, message, range }
    }
}

impl Program {
    /// Makes a mapping set ready to run.
    #[must_use]
    pub fn new(set: &MappingSet, target: Option<TargetSchema>) -> Self {
        let mut steps: Vec<Step> =
            set.mappings.iter().enumerate().map(|(i, m)| step(i, m, target.as_ref())).collect();
        parents_first(&mut steps);
        let roots: HashSet<Option<&str>> = steps.iter().map(|s| s.destination.root()).collect();
        Program { roots: roots.len(), steps, target }
    }

    /// The target schema it converts to and judges by.
    #[must_use]
    pub fn target(&self) -> Option<&TargetSchema> {
        self.target.as_ref()
    }

    /// Maps the record of that number.
    #[must_use]
    pub fn run<'r>(&'r self, number: u64, record: &'r Datum<'r>, settings: &'r Settings) -> Outcome<'r> {
        let env = Env::new(record, number, settings).demanding();
        let mut data = Datum::Object(Members::with_capacity(self.roots));
        let (mut troubles, mut guesses) = (Vec::new(), Vec::new());
        for step in &self.steps {
            let mut report = Report::default();
            self.apply(step, &env, &mut data, &mut report);
            for about in report.guesses.drain(..) {
                guesses.push((step.number, step.trouble(about.to_owned(), None)));
            }
            if let Some((message, range)) = report.message() {
                troubles.push((step.number, step.trouble(message, range)));
            }
        }
        let reasons = self.target.as_ref().map(|t| t.reasons(&data)).unwrap_or_default();
        let (troubles, guesses) = (in_order(troubles), in_order(guesses));
        Outcome { data, troubles, guesses, reasons, took_the_clock: env.took_the_clock() }
    }

    fn apply<'r>(&'r self, step: &'r Step, env: &Env<'r>, data: &mut Datum<'r>, report: &mut Report) {
        let selection = self.selection(step, env, report);
        if matches!(selection, Selection::Missing) {
            return;
        }
        let mut make = |selection: Selection<'r>| {
            let mut value = self.copy_selection(selection, step.shape);
            if let (Some(target), Some(shape)) = (&self.target, step.shape) {
                convert(&mut value, target, shape, &mut |message| report.add(|| message));
            }
            value
        };
        place(data, &step.legs, selection, &mut make);
    }

    /// What a mapping has to write.
    fn selection<'r>(&'r self, step: &'r Step, env: &Env<'r>, report: &mut Report) -> Selection<'r> {
        match &step.source {
            Source::Nothing(why) => {
                report.add(|| why.clone());
                Selection::Missing
            }
            Source::Static(value) => Selection::Value(value),
            Source::Path(path, near) => select(env.record, &path.segments, near, &mut |at, stopped| {
                report.add(|| explain(path, at, stopped));
            }),
            Source::Expression(expression) => match expression.run(env, self.target.as_ref().zip(step.shape))
            {
                Ok(given) => {
                    report.guesses = given.guesses;
                    Selection::Made(given.data)
                }
                Err(failure) => report.null(failure),
            },
            Source::Unread(failure) => report.null(failure.clone()),
        }
    }

    fn copy_selection<'r>(&self, selection: Selection<'r>, shape: Option<ShapeId>) -> Datum<'r> {
        match selection {
            Selection::Value(value) => self.copy(value, shape),
            Selection::Made(value) => self.limit(value, shape),
            Selection::Missing => Datum::Null,
            Selection::Each(entries) => {
                let items = self.shape_of_items(shape);
                let mut values = Vec::with_capacity(entries.len());
                self.collect(entries, items, &mut values);
                Datum::Array(values)
            }
        }
    }

    /// Gathers the values of an iteration that the destination does not iterate: one flat array.
    fn collect<'r>(&self, entries: Vec<Selection<'r>>, items: Option<ShapeId>, out: &mut Vec<Datum<'r>>) {
        for entry in entries {
            match entry {
                Selection::Each(inner) => self.collect(inner, items, out),
                Selection::Missing => {}
                one => out.push(self.copy_selection(one, items)),
            }
        }
    }

    fn shape_of_items(&self, shape: Option<ShapeId>) -> Option<ShapeId> {
        self.target.as_ref()?.shape(shape?).items
    }

    /// A copy of a value, limited to the members the target schema has.
    fn copy<'r>(&self, value: &'r Datum<'r>, shape: Option<ShapeId>) -> Datum<'r> {
        let (Some(target), Some(id), false) = (&self.target, shape, value.is_scalar()) else {
            return value.borrowed();
        };
        let shape = target.shape(id);
        match value {
            Datum::Object(members) => Datum::Object(
                members
                    .entries()
                    .iter()
                    .filter_map(|(name, member)| {
                        let id = shape.member(name)?;
                        Some((Cow::Borrowed(&**name), self.copy(member, id)))
                    })
                    .collect(),
            ),
            Datum::Array(items) => {
                Datum::Array(items.iter().map(|item| self.copy(item, shape.items)).collect())
            }
            scalar => scalar.borrowed(),
        }
    }

    /// A value limited to the members the target schema has.
    fn limit<'r>(&self, value: Datum<'r>, shape: Option<ShapeId>) -> Datum<'r> {
        let (Some(target), Some(id)) = (&self.target, shape) else { return value };
        let shape = target.shape(id);
        match value {
            Datum::Object(members) => Datum::Object(
                members
                    .into_iter()
                    .filter_map(|(name, member)| {
                        let id = shape.member(&name)?;
                        Some((name, self.limit(member, id)))
                    })
                    .collect(),
            ),
            Datum::Array(items) => {
                Datum::Array(items.into_iter().map(|item| self.limit(item, shape.items)).collect())
            }
            scalar => scalar,
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
        (SourceKind::Static(value), None) => Source::Static(Datum::from(value).into_owned()),
        (SourceKind::Attribute(path), None) => match fatal(&mapping.source_faults) {
            Some(message) => Source::Nothing(format!("the source cannot be read: {message}")),
            None => Source::Path(path.clone(), Cell::new(0)),
        },
        (SourceKind::Expression, None) => match Expression::new(&mapping.source.text) {
            Ok(expression) => Source::Expression(Box::new(expression)),
            Err(failure) => Source::Unread(failure),
        },
    };
    Step {
        number,
        index: mapping.index,
        source_text: mapping.source.text.clone(),
        destination_text: mapping.destination.text.clone(),
        source,
        legs: destination.segments.iter().cloned().map(Leg::new).collect(),
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

/// Troubles in the order of their mappings.
fn in_order(mut troubles: Vec<(usize, Trouble<'_>)>) -> Vec<Trouble<'_>> {
    troubles.sort_by_key(|(number, _)| *number);
    troubles.into_iter().map(|(_, trouble)| trouble).collect()
}

/// The troubles of one mapping on one record: the first is told, the rest are counted.
#[derive(Default)]
struct Report {
    first: Option<(String, Option<Extent>)>,
    count: usize,
    guesses: Vec<&'static str>,
}

impl Report {
    fn add(&mut self, message: impl FnOnce() -> String) {
        if self.first.is_none() {
            self.first = Some((message(), None));
        }
        self.count += 1;
    }

    /// The expression failed, which makes its destination null.
    fn null<'r>(&mut self, failure: Failure) -> Selection<'r> {
        self.first = Some((failure.message, failure.extent));
        self.count = 1;
        Selection::Made(Datum::Null)
    }

    fn message(self) -> Option<(String, Option<Extent>)> {
        let (first, range) = self.first?;
        Some(match self.count {
            1 => (first, range),
            n => (format!("{first} (and {} more of its elements)", n - 1), range),
        })
    }
}
