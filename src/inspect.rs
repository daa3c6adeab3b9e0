//! All that an editor shows of a text, made of one check: the findings with their places and edits, the steps, the
//! placeholders.
//!
//! Nothing is judged here. Offsets are bytes of the file's text, without its byte order mark; whoever hands them on
//! counts them as its editor does ([`Inspection::offsets`]).

pub(crate) mod placeholders;

pub use placeholders::PlaceholderOutline;

use crate::check::Report;
use crate::dataflow::{Exchange, Origin};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Edit;
use crate::render::{Checked, Summary, json};
use crate::request::PLATFORM;
use crate::steps::{STEPS, Step};
use crate::text::{FileId, Place, Span};
use serde::Serialize;

/// What there is to see in a text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Inspection<'r> {
    /// What the text is.
    #[cfg_attr(
        feature = "wasm",
        tsify(type = "\"document\" | \"body\" | \"shell\" | \"markdown\" | \"postman\" | \"unknown\"")
    )]
    pub kind: &'static str,
    /// The name of the dataflow.
    pub name: Option<&'r str>,
    /// The findings, in the order of every report.
    #[cfg_attr(feature = "wasm", tsify(type = "PlacedDiagnostic[]"))]
    pub diagnostics: Vec<PlacedDiagnostic<'r>>,
    /// The numbers.
    #[cfg_attr(feature = "wasm", tsify(type = "CheckSummary"))]
    pub summary: Summary,
    /// The steps, in the order they are sent; of a document also those that it does not have.
    #[cfg_attr(feature = "wasm", tsify(type = "StepOutline[]"))]
    pub steps: Vec<StepOutline<'r>>,
    /// The placeholders of the requests, in the order they are used.
    #[cfg_attr(feature = "wasm", tsify(type = "PlaceholderOutline[]"))]
    pub placeholders: Vec<PlaceholderOutline>,
}

/// A finding, and where it is in the text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PlacedDiagnostic<'r> {
    /// The finding, as a check tells it.
    #[serde(flatten)]
    #[cfg_attr(feature = "wasm", tsify(type = "Diagnostic"))]
    pub finding: json::Finding<'r>,
    /// Where it starts in the text; 0 when it is in another file.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Is it in this text, and not in a file that it names?
    pub is_here: bool,
    /// The edits that mend it; none when a person must decide.
    pub fix: Vec<TextEdit>,
    /// What the edits do.
    pub fix_title: Option<String>,
}

/// Replaces a part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TextEdit {
    /// Where the part starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What comes in its place.
    pub insert: String,
}

impl From<&Edit> for TextEdit {
    fn from(edit: &Edit) -> Self {
        let range = edit.span.range();
        TextEdit { start: range.start, end: range.end, insert: edit.text.clone() }
    }
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TextRange {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl From<Span> for TextRange {
    fn from(span: Span) -> Self {
        let range = span.range();
        TextRange { start: range.start, end: range.end }
    }
}

/// A step of the dataflow.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct StepOutline<'r> {
    /// Its key in a document.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Where it starts in the text; 0 when it is not written.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Is it in the text?
    pub is_written: bool,
    /// Findings about it that are errors.
    pub errors: usize,
    /// Findings about it that are warnings.
    pub warnings: usize,
    /// Findings about it that are worth knowing.
    pub infos: usize,
    /// The method of its request.
    pub method: &'r str,
    /// The URL of its request; placeholders as they are written.
    pub url: String,
}

/// What there is to see in a text that has been checked.
///
/// ```
/// use preflow::{check::{check, Options}, input::NoFiles, inspect::inspect};
/// let document = r#"{"steps": {"baseConnection": {"name": "{TEAM}", "auth": {"specName": "Basic Authentication",
///     "params": {"password": "{PASSWORD}"}}}, "sourceConnection": {"baseConnectionId": "{BASE_CONNECTION_ID}"}}}"#;
/// let report = check("a.dataflow.json", document.as_bytes(), &NoFiles, &Options::default());
/// let inspection = inspect(&report);
/// assert_eq!(inspection.kind, "document");
/// assert!(inspection.steps.iter().any(|s| s.name == "flow" && !s.is_written));
/// let placeholder = |name: &str| inspection.placeholders.iter().find(|p| p.name == name).unwrap();
/// assert!(placeholder("PASSWORD").is_secret && !placeholder("TEAM").is_secret);
/// assert_eq!(placeholder("BASE_CONNECTION_ID").from, Some("baseConnection"));
/// ```
#[must_use]
pub fn inspect<'r>(report: &'r Report) -> Inspection<'r> {
    let checked =
        Checked { sources: &report.sources, diagnostics: &report.diagnostics, steps: report.steps() };
    let json::Report { diagnostics: findings, summary, .. } = json::report(&[checked]);
    let text = &report.sources.get(FileId::default()).text;
    let placed = |(finding, diagnostic): (json::Finding<'r>, &Diagnostic)| {
        let is_here = diagnostic.place.file == FileId::default();
        let TextRange { start, end } =
            if is_here { diagnostic.place.span.into() } else { Span::default().into() };
        let fix = if is_here { diagnostic.fix.as_slice() } else { &[] };
        let mut fix: Vec<TextEdit> = fix.iter().map(TextEdit::from).collect();
        fix.sort_by_key(|edit| (edit.start, edit.end));
        PlacedDiagnostic { finding, start, end, is_here, fix_title: title(text, &fix), fix }
    };
    Inspection {
        kind: report.dataflows.first().map_or("unknown", |flow| kind(flow.origin)),
        name: report.dataflows.iter().find_map(|flow| flow.name.as_deref()),
        diagnostics: findings.into_iter().zip(&report.diagnostics).map(placed).collect(),
        summary,
        steps: steps(report),
        placeholders: placeholders::of(report),
    }
}

impl Inspection<'_> {
    /// Changes every offset into the text.
    pub fn offsets(&mut self, change: &mut dyn FnMut(&mut usize)) {
        for diagnostic in self.diagnostics.iter_mut().filter(|d| d.is_here) {
            change(&mut diagnostic.start);
            change(&mut diagnostic.end);
            for edit in &mut diagnostic.fix {
                change(&mut edit.start);
                change(&mut edit.end);
            }
        }
        for step in self.steps.iter_mut().filter(|s| s.is_written) {
            change(&mut step.start);
            change(&mut step.end);
        }
        for place in self.placeholders.iter_mut().flat_map(|p| &mut p.places) {
            change(&mut place.start);
            change(&mut place.end);
        }
    }
}

fn kind(origin: Origin) -> &'static str {
    match origin {
        Origin::Document => "document",
        Origin::Body => "body",
        Origin::Shell => "shell",
        Origin::Markdown => "markdown",
        Origin::Postman => "postman",
    }
}

/// What edits do, in a few words.
fn title(text: &str, edits: &[TextEdit]) -> Option<String> {
    let [first, rest @ ..] = edits else { return None };
    let old = |edit: &TextEdit| text.get(edit.start..edit.end).unwrap_or_default().to_owned();
    let (from, to) = (short(&old(first)), short(&first.insert));
    let title = match (from.is_empty(), to.is_empty()) {
        (true, true) => "Change blanks".to_owned(),
        (true, false) => format!("Insert `{to}`"),
        (false, true) => format!("Remove `{from}`"),
        (false, false) => format!("Replace `{from}` by `{to}`"),
    };
    let is_same = rest.iter().all(|edit| edit.insert == first.insert && old(edit) == old(first));
    match (rest.len(), is_same) {
        (0, _) => Some(title),
        (more, true) => Some(format!("{title} in {} places", more + 1)),
        (more, false) => Some(format!("{title}, and {more} more")),
    }
}

/// The beginning of a text on one line, without what only separates it from others.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let line = if line.len() > 1 { line.trim_matches(',').trim() } else { &line };
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn steps(report: &Report) -> Vec<StepOutline<'_>> {
    let is_document = report.dataflows.first().is_some_and(|flow| flow.origin == Origin::Document);
    let mut outlines: Vec<StepOutline<'_>> = Vec::new();
    for step in STEPS {
        let mut written = report.dataflows.iter().flat_map(|flow| flow.of(step.id)).peekable();
        if written.peek().is_none() && is_document && step.schema.is_some() {
            outlines.push(outline(step, None));
        }
        outlines.extend(written.map(|exchange| outline(step, Some(exchange))));
    }
    for diagnostic in &report.diagnostics {
        if let Some(index) = owner(&outlines, diagnostic) {
            let outline = &mut outlines[index];
            *match diagnostic.severity {
                Severity::Error => &mut outline.errors,
                Severity::Warning => &mut outline.warnings,
                Severity::Info => &mut outline.infos,
            } += 1;
        }
    }
    outlines
}

fn outline<'r>(step: &'static Step, exchange: Option<&'r Exchange>) -> StepOutline<'r> {
    let envelope = exchange.and_then(|e| e.envelope.as_ref());
    let TextRange { start, end } = exchange.map(|e| e.place.span).unwrap_or_default().into();
    StepOutline {
        name: step.name,
        title: step.title,
        start,
        end,
        is_written: exchange.is_some(),
        errors: 0,
        warnings: 0,
        infos: 0,
        method: envelope.map_or(step.method, |e| e.method.text.as_str()),
        url: envelope.map_or_else(|| format!("{PLATFORM}{}", step.path), |e| e.url.text.clone()),
    }
}

/// The step that a finding is about: the one it stands in, or else the one it names.
fn owner(outlines: &[StepOutline<'_>], diagnostic: &Diagnostic) -> Option<usize> {
    let Place { file, span } = diagnostic.place;
    let holds = |outline: &StepOutline<'_>| {
        file == FileId::default() && (outline.start..outline.end).contains(&(span.start as usize))
    };
    outlines.iter().position(holds).or_else(|| outlines.iter().position(|o| diagnostic.step == Some(o.name)))
}

#[cfg(test)]
mod tests;
