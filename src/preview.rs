//! The preview: what a dataflow's mapping set makes of its sample records.
//!
//! [`of`] puts together what a dataflow gives; [`Preview`] is the same for callers that hold the parts themselves.
//! Records pass through one by one, so memory does not grow with their number.

mod run;

pub use run::{PreviewFeed, PreviewRun, Run};

use crate::dataflow::Dataflow;
use crate::datum::{Datum, write_number, write_text};
use crate::diagnostic::{Diagnostic, Severity};
use crate::expr::{self, Settings};
use crate::input::Files;
use crate::mapping::{MappingSet, Origin, Program, Reason, SourceKind, TargetSchema, Tracer, Trouble};
use crate::records;
use crate::steps::StepId;
use crate::text::{FileId, Place, Sources};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// What a preview may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many records to map at most.
    pub limit: Option<usize>,
    /// What expressions take for now and for chance, and how they calculate.
    pub settings: Settings,
    /// Tell of each value of a mapped record where it comes from.
    pub trace: bool,
}

/// One mapped record, as `preview --format ndjson` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PreviewRecord<'r> {
    /// Its number, from 1.
    pub record: u64,
    /// The mapped record.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub data: Datum<'r>,
    /// The mappings that failed on it.
    pub errors: Vec<Trouble<'r>>,
    /// Ingestion would refuse it.
    pub rejected: bool,
    /// Why.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub reasons: Vec<Reason>,
    /// Results that rest on what no public document settles, and results that cannot be known here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Trouble[]"))]
    pub guesses: Vec<Trouble<'r>>,
    /// Where its values come from, where that was asked for: the most precise pointer counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "ValueOrigin[]"))]
    pub origins: Vec<Origin>,
    /// Of how many more values that is not told.
    #[serde(rename = "originsLeftOut", skip_serializing_if = "is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub origins_left_out: usize,
    /// The source record, where origins were asked for: their `reads` are paths in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
    pub source: Option<Datum<'r>>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl<'r> PreviewRecord<'r> {
    /// Would ingestion refuse it, or did a mapping fail on it?
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.rejected || !self.errors.is_empty()
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> PreviewRecord<'static> {
        PreviewRecord {
            data: self.data.into_owned(),
            errors: self.errors.into_iter().map(Trouble::into_owned).collect(),
            guesses: self.guesses.into_iter().map(Trouble::into_owned).collect(),
            source: self.source.map(Datum::into_owned),
            ..self
        }
    }

    /// Appends its JSON text: what `serde` makes of it, sooner.
    pub fn write(&self, to: &mut String) {
        to.push_str("{\"record\":");
        write_number(self.record, to);
        to.push_str(",\"data\":");
        self.data.write(to);
        write_troubles("errors", &self.errors, to);
        to.push_str(if self.rejected { ",\"rejected\":true" } else { ",\"rejected\":false" });
        to.push_str(",\"reasons\":[");
        for (i, reason) in self.reasons.iter().enumerate() {
            if i > 0 {
                to.push(',');
            }
            write_text(&reason.text, to);
        }
        to.push(']');
        if !self.guesses.is_empty() {
            write_troubles("guesses", &self.guesses, to);
        }
        if !self.origins.is_empty() {
            to.push_str(",\"origins\":[");
            for (i, origin) in self.origins.iter().enumerate() {
                to.push_str(if i > 0 { "," } else { "" });
                origin.write(to);
            }
            to.push(']');
        }
        if self.origins_left_out > 0 {
            to.push_str(",\"originsLeftOut\":");
            write_number(self.origins_left_out as u64, to);
        }
        if let Some(source) = &self.source {
            to.push_str(",\"source\":");
            source.write(to);
        }
        to.push('}');
    }
}

fn write_troubles(name: &str, troubles: &[Trouble<'_>], to: &mut String) {
    to.push(',');
    write_text(name, to);
    to.push_str(":[");
    for (i, trouble) in troubles.iter().enumerate() {
        to.push_str(if i > 0 { ",{" } else { "{" });
        trouble.write(to);
        to.push('}');
    }
    to.push(']');
}

/// The figures of a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "wasm",
    derive(tsify::Tsify),
    tsify(missing_as_null, hashmap_as_object, rename = "PreviewSummary")
)]
pub struct Summary {
    /// How many records were mapped.
    pub records: u64,
    /// How many of them ingestion would refuse.
    pub rejected: u64,
    /// How many could not be read at all; they count as refused.
    pub unreadable: u64,
    /// How often each destination failed.
    pub errors: BTreeMap<String, u64>,
    /// Why records would be refused, the most frequent reason first.
    pub reasons: Vec<ReasonCount>,
    /// How often a record was refused for a reason that is not among them: a summary holds so many and no more.
    #[serde(rename = "otherReasons")]
    pub other_reasons: u64,
}

/// How many reasons a summary tells apart.
pub const MAX_REASONS: usize = 100;

/// A reason for which records would be refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ReasonCount {
    /// The reason, without the values of a record.
    pub reason: String,
    /// The destination path it is about.
    pub destination: Option<String>,
    /// How many records have it.
    pub records: u64,
    /// The number of the first of them.
    pub first: u64,
}

impl Summary {
    /// Counts a record in.
    pub fn add(&mut self, record: &PreviewRecord<'_>) {
        self.records += 1;
        self.rejected += u64::from(record.rejected);
        for (i, reason) in record.reasons.iter().enumerate() {
            let is_told = record.reasons[..i].iter().any(|before| before.common == reason.common);
            if !is_told {
                self.count(reason, record.record);
            }
        }
        for error in &record.errors {
            if error.destination.is_empty() {
                self.unreadable += 1;
                continue;
            }
            match self.errors.get_mut(&*error.destination) {
                Some(count) => *count += 1,
                None => _ = self.errors.insert(error.destination.to_string(), 1),
            }
        }
    }
}

impl Summary {
    fn count(&mut self, reason: &Reason, record: u64) {
        let Some(mut at) = self.reasons.iter().position(|known| known.reason == reason.common) else {
            if self.reasons.len() < MAX_REASONS {
                let (destination, reason) = (reason.destination.clone(), reason.common.clone());
                self.reasons.push(ReasonCount { reason, destination, records: 1, first: record });
            } else {
                self.other_reasons += 1;
            }
            return;
        };
        self.reasons[at].records += 1;
        while at > 0 && self.reasons[at - 1].records < self.reasons[at].records {
            self.reasons.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Why there is no preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// The dataflow has no mapping set that can be read.
    NoMappingSet,
    /// It names no sample records.
    NoSamples,
    /// The sample records cannot be read.
    Unreadable(String),
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unavailable::NoMappingSet => f.write_str("there is no mapping set to preview"),
            Unavailable::NoSamples => f.write_str(
                "there are no sample records: name them in `samples` of the document, or give a file of records",
            ),
            Unavailable::Unreadable(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Unavailable {}

/// A mapping set ready to preview records.
///
/// ```
/// use preflow::{datum::Reader, json::{parse, Dialect}, mapping::MappingSet, preview::{Options, Preview}, text::Excerpt};
/// let body = r#"{"mappings": [{"sourceType": "ATTRIBUTE", "source": "Name", "destination": "person.name"}]}"#;
/// let body = parse(&Excerpt::verbatim(body, 0), Dialect::Strict).root.unwrap();
/// let preview = Preview::new(&MappingSet::read(&body, &Default::default()), None, Options::default());
/// let record = Reader::default().read(br#"{"Name": "Ada"}"#).unwrap();
/// assert_eq!(preview.run(1, &record).data.to_string(), r#"{"person":{"name":"Ada"}}"#);
/// ```
#[derive(Debug)]
pub struct Preview {
    program: Program,
    options: Options,
    tracer: Option<Tracer>,
}

impl Preview {
    /// Makes a mapping set ready.
    #[must_use]
    pub fn new(set: &MappingSet, target: Option<TargetSchema>, options: Options) -> Self {
        let program = Program::new(set, target);
        let tracer = options.trace.then(|| Tracer::new(&program));
        Preview { program, options, tracer }
    }

    /// Maps the record of that number.
    #[must_use]
    pub fn run<'r>(&'r self, number: u64, record: &'r Datum<'r>) -> PreviewRecord<'r> {
        self.map(number, record).0
    }

    /// The mapped record, and whether an expression asked for the moment of now.
    fn map<'r>(&'r self, number: u64, record: &'r Datum<'r>) -> (PreviewRecord<'r>, bool) {
        let settings = &self.options.settings;
        let outcome = self.program.run(number, record, settings);
        let (origins, origins_left_out) = match &self.tracer {
            Some(tracer) => tracer.origins(&self.program, number, record, settings, &outcome.data),
            None => (Vec::new(), 0),
        };
        let mapped = PreviewRecord {
            record: number,
            data: outcome.data,
            errors: outcome.troubles,
            rejected: !outcome.reasons.is_empty(),
            reasons: outcome.reasons,
            guesses: outcome.guesses,
            origins,
            origins_left_out,
            source: self.tracer.as_ref().map(|_| record.clone()),
        };
        (mapped, outcome.took_the_clock)
    }

    /// Maps what comes from [`Records`](records::Records) or, as bytes are pushed, from a [`Feed`](records::Feed).
    #[must_use]
    pub fn over<S>(self, records: S) -> Run<S> {
        Run::new(self, records)
    }
}

/// Previews a dataflow on the samples it names.
///
/// # Errors
/// When it has no mapping set or no samples, or the samples cannot be read.
pub fn of<'r>(
    flow: &Dataflow,
    sources: &Sources,
    files: &'r dyn Files,
    options: Options,
) -> Result<PreviewRun<'r>, Unavailable> {
    // The mapping set comes first: without one, samples are beside the point.
    mapping_set(flow).ok_or(Unavailable::NoMappingSet)?;
    let records = records::of(flow, sources, files)?;
    on(flow, records, options)
}

/// Previews a dataflow on records from elsewhere: [`Records`](records::Records), or a [`Feed`](records::Feed) that bytes are pushed to.
///
/// # Errors
/// When it has no mapping set.
pub fn on<S>(flow: &Dataflow, records: S, options: Options) -> Result<Run<S>, Unavailable> {
    let (file, place, set) = mapping_set(flow).ok_or(Unavailable::NoMappingSet)?;
    let target = flow.target_schema.as_ref().map(|part| TargetSchema::new(&part.node.to_value()));
    let mut diagnostics = notes(file, place, &set, target.as_ref());
    let mut run = Preview::new(&set, target, options).over(records);
    run.diagnostics.append(&mut diagnostics);
    Ok(run)
}

/// The dataflow of a file to preview: the first that has a mapping set, else the first.
#[must_use]
pub fn to_preview(flows: &[Dataflow]) -> Option<&Dataflow> {
    flows.iter().find(|flow| mapping_set(flow).is_some()).or(flows.first())
}

/// The mapping set of a dataflow, its file and its place.
#[must_use]
pub fn mapping_set(flow: &Dataflow) -> Option<(FileId, Place, MappingSet)> {
    let (body, root) = flow.bodies(StepId::MappingSet).last()?;
    let place = Place { file: body.file, span: body.span };
    Some((body.file, place, MappingSet::read(root, &flow.variables)))
}

/// What the reader of a preview should know.
fn notes(file: FileId, place: Place, set: &MappingSet, target: Option<&TargetSchema>) -> Vec<Diagnostic> {
    let note = |code, place, message: String, help: &str, pointer: Option<String>| Diagnostic {
        help: Some(help.to_owned()),
        step: Some(StepId::MappingSet.name()),
        pointer,
        ..Diagnostic::new(code, Severity::Info, place, message)
    };
    let mut out = Vec::new();
    for mapping in set.mappings.iter().filter(|m| m.kind == SourceKind::Expression) {
        let Some(fault) = expr::parse(&mapping.source.text).faults.into_iter().next() else { continue };
        let span = mapping.source.part_span(fault.range.start, fault.range.end);
        let message =
            format!("the expression for `{}` cannot be read: {}", mapping.destination.text, fault.message);
        let (help, pointer) = ("its destination is null in every record", mapping.pointer(&mapping.source));
        out.push(note("expression-not-read", Place { file, span }, message, help, Some(pointer)));
    }
    match target {
        None => out.push(note(
            "no-target-schema",
            place,
            "there is no resolved target schema: values are shown as mapped, unconverted and not validated"
                .into(),
            "name one in `targetSchema` of the document or with --target-schema",
            None,
        )),
        Some(target) => {
            if let Some(fault) = target.fault() {
                let help = "records are converted but not validated";
                out.push(note("unusable-target-schema", place, fault.to_owned(), help, None));
            }
        }
    }
    out
}
