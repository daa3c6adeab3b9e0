//! The check: reads an input, holds every body against its schemas and the dataflow against the rules.

use crate::dataflow::Dataflow;
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::{self, Files};
use crate::rules;
use crate::text::Sources;

/// What a check found in one file.
#[derive(Debug, Default)]
pub struct Report {
    /// The file and those it names.
    pub sources: Sources,
    /// The dataflows in it.
    pub dataflows: Vec<Dataflow>,
    /// The findings, in the order of every report.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks one file.
///
/// ```
/// use preflow::{check, input::NoFiles};
/// let document = r#"{"steps": {"targetConnection": {"connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}}}"#;
/// let report = check::check("hubspot.dataflow.json", document.as_bytes(), &NoFiles);
/// assert!(report.diagnostics.iter().any(|d| d.code == "target-not-data-lake"));
/// ```
#[must_use]
pub fn check(name: &str, bytes: &[u8], files: &dyn Files) -> Report {
    let mut sources = Sources::default();
    let file = sources.add(name, String::from_utf8_lossy(bytes));
    let read = input::read(file, &mut sources, files);
    let mut diagnostics = read.diagnostics;
    for dataflow in &read.dataflows {
        let mut context = rules::Context::new(dataflow, &sources);
        rules::run(&mut context);
        diagnostics.append(&mut context.out);
    }
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup();
    Report { sources, dataflows: read.dataflows, diagnostics }
}

impl Report {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}
