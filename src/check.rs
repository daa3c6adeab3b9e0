//! The check: reads an input, holds every body against its schemas and the dataflow against the rules.

use crate::dataflow::{Dataflow, Part};
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::{self, Files};
use crate::json::{self, Dialect};
use crate::records;
use crate::rules;
use crate::spelling;
use crate::text::{Excerpt, Sources};

/// What a check is told besides the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only these codes are reported; none for all.
    pub select: Option<Vec<String>>,
    /// These codes are not reported.
    pub ignore: Vec<String>,
    /// A flow spec (or the answer of `GET /flowSpecs`) that goes before the one a dataflow names.
    pub flow_spec: Option<NamedText>,
    /// A resolved target schema that goes before the one a dataflow names.
    pub target_schema: Option<NamedText>,
    /// Unfilled placeholders are errors: the requests are about to be sent.
    pub ready_to_send: bool,
}

/// A JSON text and the name of the file it came from.
#[derive(Clone, Debug)]
pub struct NamedText {
    /// The file's name, for diagnostics.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Options {
    fn reports(&self, code: &str) -> bool {
        let has = |codes: &[String]| codes.iter().any(|c| c == code);
        self.select.as_deref().is_none_or(has) && !has(&self.ignore)
    }

    /// Gives dataflows the flow spec and the target schema that go before their own.
    pub(crate) fn give(&self, dataflows: &mut [Dataflow], sources: &mut Sources) {
        let flow_spec = self.flow_spec.as_ref().and_then(|t| part(t, sources));
        let target_schema = self.target_schema.as_ref().and_then(|t| part(t, sources));
        for dataflow in dataflows {
            dataflow.flow_spec = flow_spec.clone().or(dataflow.flow_spec.take());
            dataflow.target_schema = target_schema.clone().or(dataflow.target_schema.take());
        }
    }
}

/// What a check found in one file.
#[derive(Debug, Default)]
pub struct Report {
    /// The file and those it names.
    pub sources: Sources,
    /// The dataflows in it.
    pub dataflows: Vec<Dataflow>,
    /// The findings, in the order of every report.
    pub diagnostics: Vec<Diagnostic>,
    /// Is the file one of the kinds of input, good or bad?
    pub recognised: bool,
    /// Its bytes are text that preflow can read; where not, the one diagnostic says why.
    pub readable: bool,
}

/// Checks one file.
///
/// ```
/// use preflow::{check::{check, Options}, input::NoFiles};
/// let document = r#"{"steps": {"targetConnection": {"connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}}}"#;
/// let report = check("hubspot.dataflow.json", document.as_bytes(), &NoFiles, &Options::default());
/// assert!(report.diagnostics.iter().any(|d| d.code == "target-not-data-lake"));
/// ```
#[must_use]
pub fn check(name: &str, bytes: &[u8], files: &dyn Files, options: &Options) -> Report {
    let mut sources = Sources::default();
    let decoded = input::decode(bytes);
    let readable = decoded.is_ok();
    let mut read = match decoded {
        Ok(text) => {
            let file = sources.add(name, text);
            input::read(file, &mut sources, files)
        }
        Err(error) => {
            let diagnostic = input::unreadable(name, bytes, error, &mut sources);
            input::Read { diagnostics: vec![diagnostic], ..input::Read::default() }
        }
    };
    options.give(&mut read.dataflows, &mut sources);
    let mut diagnostics = read.diagnostics;
    for dataflow in &read.dataflows {
        let mut context = rules::Context::new(dataflow, &sources);
        context.ready_to_send = options.ready_to_send;
        context.samples = records::first(dataflow, &sources, files);
        rules::run(&mut context);
        diagnostics.append(&mut context.out);
    }
    spelling::spell(&mut diagnostics, &read.dataflows, &sources);
    diagnostics.retain(|d| options.reports(d.code));
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup();
    Report { sources, dataflows: read.dataflows, diagnostics, recognised: read.recognised, readable }
}

fn part(given: &NamedText, sources: &mut Sources) -> Option<Part> {
    let file = sources.add(given.name.as_str(), given.text.as_str());
    let node = json::parse(&Excerpt::verbatim(&given.text, 0), Dialect::Relaxed).root?;
    Some(Part { file, node })
}

impl Report {
    /// How many requests of a dataflow's steps there are.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.dataflows.iter().flat_map(|d| &d.exchanges).filter(|e| e.step.is_some()).count()
    }

    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}
