//! The findings as JSON. A contract: other tools read it, so keys are added, never changed.

use super::{Checked, Options, Range, Summary, file_name};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::text::Sources;
use serde::Serialize;

/// The whole report.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "CheckReport"))]
pub struct Report<'a> {
    /// The version of this shape.
    pub version: u32,
    /// The findings: by file, position and code.
    #[cfg_attr(feature = "wasm", tsify(type = "Diagnostic[]"))]
    pub diagnostics: Vec<Finding<'a>>,
    /// The numbers.
    #[cfg_attr(feature = "wasm", tsify(type = "CheckSummary"))]
    pub summary: Summary,
}

/// One finding.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "Diagnostic"))]
pub struct Finding<'a> {
    /// Names the fault.
    pub code: &'a str,
    /// The rule's number.
    pub rule: Option<&'a str>,
    /// How bad it is.
    pub severity: Severity,
    /// What was found and what was expected.
    pub message: &'a str,
    /// The change to make.
    pub help: Option<&'a str>,
    /// The file, by the name the user gave.
    pub file: &'a str,
    /// The step it is about.
    pub step: Option<&'a str>,
    /// The JSON pointer in the step's body or the document.
    pub pointer: Option<&'a str>,
    /// Where in the file.
    pub range: Range,
    /// Other places that belong to it.
    #[cfg_attr(feature = "wasm", tsify(type = "RelatedPlace[]"))]
    pub related: Vec<Other<'a>>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "RelatedPlace"))]
pub struct Other<'a> {
    /// What stands there.
    pub message: &'a str,
    /// The file.
    pub file: &'a str,
    /// The JSON pointer there.
    pub pointer: Option<&'a str>,
    /// Where in the file.
    pub range: Range,
}

/// The report of some files.
#[must_use]
pub fn report<'a>(files: &[Checked<'a>]) -> Report<'a> {
    let diagnostics =
        files.iter().flat_map(|f| f.diagnostics.iter().map(|d| finding(f.sources, d))).collect();
    Report { version: 1, diagnostics, summary: Summary::of(files) }
}

fn finding<'a>(sources: &'a Sources, d: &'a Diagnostic) -> Finding<'a> {
    Finding {
        code: d.code,
        rule: d.rule,
        severity: d.severity,
        message: &d.message,
        help: d.help.as_deref(),
        file: file_name(sources, d.place),
        step: d.step,
        pointer: d.pointer.as_deref(),
        range: Range::of(sources, d.place),
        related: d.related.iter().map(|r| other(sources, r)).collect(),
    }
}

fn other<'a>(sources: &'a Sources, related: &'a Related) -> Other<'a> {
    Other {
        message: &related.message,
        file: file_name(sources, related.place),
        pointer: related.pointer.as_deref(),
        range: Range::of(sources, related.place),
    }
}

pub(super) fn render(files: &[Checked<'_>], _: &Options) -> String {
    let mut text = serde_json::to_string(&report(files)).unwrap_or_default();
    text.push('\n');
    text
}
