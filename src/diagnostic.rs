//! What preflow says about the user's input: a [`Diagnostic`] is a fact with a place, never a failure of ours.

use crate::json::Edit;
use crate::text::Place;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub enum Severity {
    /// The service refuses it, or data goes to the wrong place, and that can be proved.
    Error,
    /// Accepted or unprovable, but probably wrong.
    Warning,
    /// Worth knowing; harmless as it is.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Names the fault, in kebab-case; never changes its meaning.
    pub code: &'static str,
    /// The rule's number (`R48`), for findings that belong to the published rule list.
    pub rule: Option<&'static str>,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence: what was found and what was expected.
    pub message: String,
    /// The change to make, or why it matters.
    pub help: Option<String>,
    /// Where.
    pub place: Place,
    /// The step it is about, by its name in a dataflow document.
    pub step: Option<&'static str>,
    /// The JSON pointer of the value in the step's body or in the document.
    pub pointer: Option<String>,
    /// Other places that belong to it, such as the other end of a cross-step fault.
    pub related: Vec<Related>,
    /// Edits that mend it mechanically; empty when a person must decide.
    pub fix: Vec<Edit>,
}

/// Another place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub message: String,
    /// Where.
    pub place: Place,
    /// The JSON pointer there.
    pub pointer: Option<String>,
}

impl Diagnostic {
    /// A finding with nothing but what every finding has.
    #[must_use]
    pub fn new(code: &'static str, severity: Severity, place: Place, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            rule: None,
            severity,
            message: message.into(),
            help: None,
            place,
            step: None,
            pointer: None,
            related: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// The order of every report: file, position, code.
    #[must_use]
    pub fn sort_key(&self) -> (u32, u32, u32, &'static str) {
        (self.place.file.0, self.place.span.start, self.place.span.end, self.code)
    }
}
