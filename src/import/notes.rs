//! What an import says about what it could not take over as it is.

use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::steps::Step;
use crate::text::Place;

/// The codes of an import's diagnostics, which belong to no rule.
pub const CODES: &[&str] = &[
    "alternative-left-out",
    "body-mended",
    "body-not-json",
    "credentials-left-out",
    "id-replaced",
    "id-stays",
    "query-left-out",
    "read-only-left-out",
    "request-left-out",
    "secret-replaced",
    "value-differs",
];

/// The diagnostics of an import.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Diagnostic>);

impl Notes {
    /// Says something about a place; the answer takes more details.
    pub fn say(
        &mut self,
        code: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Note<'_> {
        debug_assert!(CODES.contains(&code), "{code}");
        self.0.push(Diagnostic::new(code, severity, place, message));
        Note(self.0.last_mut())
    }

    /// Takes over what reading said.
    pub fn extend(&mut self, diagnostics: Vec<Diagnostic>) {
        self.0.extend(diagnostics);
    }

    /// All of them in the order of every report.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.0.dedup();
        self.0
    }
}

/// A diagnostic that details can still be added to.
pub(super) struct Note<'n>(Option<&'n mut Diagnostic>);

impl Note<'_> {
    fn with(self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(diagnostic) = self.0 {
            change(diagnostic);
            return Note(Some(diagnostic));
        }
        self
    }

    /// The step it is about.
    pub fn step(self, step: &Step) -> Self {
        self.with(|d| d.step = Some(step.name))
    }

    /// Where in the body.
    pub fn pointer(self, pointer: impl Into<String>) -> Self {
        self.with(|d| d.pointer = Some(pointer.into()))
    }

    /// What to do, or why.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.with(|d| d.help = Some(help.into()))
    }

    /// Another place that belongs to it.
    pub fn related(self, place: Place, message: impl Into<String>) -> Self {
        self.with(|d| d.related.push(Related { message: message.into(), place, pointer: None }))
    }
}
