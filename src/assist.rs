//! Help while writing: what can stand at the cursor, and what stands there means.
//!
//! [`complete`] and [`hover`] take a text as it stands while it is typed, a dataflow document or anything else a check
//! takes, and a byte offset in it; [`complete_expression`], [`hover_expression`] and [`signature`] take one expression.
//! What they say comes from the tables that checks are made from: schemas of steps, the flow spec, the catalogue,
//! functions and methods, the target schema, sample records. Nothing here knows an editor.

mod begin;
mod destinations;
mod document;
mod expression;
pub(crate) mod fields;
mod guide;
mod held;
mod ids;
mod mappings;
mod meaning;
mod placeholders;
mod scene;
mod signature;

pub use guide::{FieldChoice, FieldKind, GuidedField, guide, set_field};
pub use signature::{Parameter, Signature, signature};

use crate::check;
use crate::input::Files;
use scene::Scene;
use serde::Serialize;

/// A text and what comes with it.
#[derive(Clone, Copy)]
pub struct Given<'g> {
    /// Its name; the ending helps to tell what it is.
    pub name: &'g str,
    /// The text.
    pub text: &'g str,
    /// The files it names.
    pub files: &'g dyn Files,
    /// What a check of it is told.
    pub options: &'g check::Options,
}

/// What can be written at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Completions {
    /// Where the text begins that is being typed: what labels are compared with.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// There are more than these: ask again when more is typed.
    pub is_incomplete: bool,
    /// What can be written, the likeliest first.
    #[cfg_attr(feature = "wasm", tsify(type = "Completion[]"))]
    pub items: Vec<Completion>,
}

/// One thing that can be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Completion {
    /// What is shown and compared with what was typed.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label: a type, an id.
    pub detail: Option<String>,
    /// What it means, in a sentence or two.
    pub about: Option<String>,
    /// The text to write.
    pub insert: String,
    /// Where the text begins that it replaces.
    pub start: usize,
    /// Where that text ends.
    pub end: usize,
    /// The text to write has `${1}` where the cursor goes.
    pub is_snippet: bool,
    /// How likely it is: 0 is likeliest.
    pub rank: u32,
}

/// What kind of thing a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub enum CompletionKind {
    /// A key of an object.
    Key,
    /// A value.
    Value,
    /// A placeholder.
    Placeholder,
    /// The id of a connection spec or a flow spec.
    Id,
    /// A function of the expression language.
    Function,
    /// A method of a value.
    Method,
    /// A field of the source, or a name that stands for a value.
    Field,
    /// A destination path of the target schema.
    Destination,
}

/// What something in a text means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Hover {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is called.
    pub title: String,
    /// What it means; may be empty.
    pub text: String,
    /// What else is known, a line each.
    pub lines: Vec<String>,
}

/// What can be written at an offset of a text.
///
/// ```
/// use preflow::{assist::{complete, Given}, check::Options, input::NoFiles};
/// let text = r#"{"steps": {"flow": {"scheduleParams": {"frequency": ""}}}}"#;
/// let options = Options::default();
/// let given = Given { name: "-", text, files: &NoFiles, options: &options };
/// let found = complete(&given, text.find("\"\"").unwrap() + 1);
/// let labels: Vec<_> = found.items.iter().map(|item| item.label.as_str()).collect();
/// assert_eq!(labels[..2], ["once", "minute"]);
/// ```
#[must_use]
pub fn complete(given: &Given<'_>, offset: usize) -> Completions {
    let offset = boundary(given.text, offset);
    let nothing = Completions { start: offset, end: offset, ..Completions::default() };
    Scene::at(given, offset, true).map_or(nothing, |scene| scene.complete(offset))
}

/// What stands at an offset of a text means; none where nothing is to be said.
///
/// ```
/// use preflow::{assist::{hover, Given}, check::Options, input::NoFiles};
/// let text = r#"{"steps": {"flow": {"scheduleParams": {"backfill": true}}}}"#;
/// let options = Options::default();
/// let given = Given { name: "-", text, files: &NoFiles, options: &options };
/// assert_eq!(hover(&given, text.find("backfill").unwrap()).unwrap().title, "Backfill");
/// ```
#[must_use]
pub fn hover(given: &Given<'_>, offset: usize) -> Option<Hover> {
    let offset = boundary(given.text, offset);
    Scene::at(given, offset, false)?.hover(offset)
}

/// What can be written at an offset of an expression. The fields are those of the dataflow it belongs to, if one is
/// given.
///
/// ```
/// let found = preflow::assist::complete_expression("concat(upp", 10, None);
/// assert!(found.items.iter().any(|item| item.label == "upper"));
/// ```
#[must_use]
pub fn complete_expression(text: &str, offset: usize, of: Option<&Given<'_>>) -> Completions {
    expression::complete(text, boundary(text, offset), &fields_of(of))
}

/// What stands at an offset of an expression means.
#[must_use]
pub fn hover_expression(text: &str, offset: usize, of: Option<&Given<'_>>) -> Option<Hover> {
    expression::hover(text, boundary(text, offset), &fields_of(of))
}

fn fields_of(of: Option<&Given<'_>>) -> Vec<fields::Field> {
    of.and_then(|given| Some(Scene::at(given, 0, false)?.fields())).unwrap_or_default()
}

/// The nearest offset at which the text can be cut.
pub(crate) fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
