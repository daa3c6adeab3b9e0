//! What a value begins with: what is asked for, the only choice, or brackets with what must be in them.

use super::held::Schemas;
use super::scene::{Scene, Within};
use crate::json::{Kind, Node, escape};
use crate::schema::{Expected, Held};
use crate::steps::StepId;
use crate::text::Span;
use serde_json::Value;

/// A body, or the document, and what it is held against.
pub(super) struct View<'v> {
    scene: &'v Scene<'v>,
    /// The step that the body is of; none for the document.
    pub step: Option<StepId>,
    pub body: &'v Node,
    /// The JSON pointer of the place in the body.
    pub inside: &'v str,
    held: Vec<Held<'v>>,
}

/// Values begin with no more levels than this.
const DEPTH: usize = 6;

impl<'v> View<'v> {
    pub(super) fn new(scene: &'v Scene<'v>, within: Within<'v>, schemas: &'v Schemas) -> View<'v> {
        let (step, body, inside) = match within {
            Within::Document(pointer) => (None, &scene.root, pointer),
            Within::Body(step, body, pointer) => (Some(step), body, pointer),
        };
        View { scene, step, body, inside, held: schemas.held() }
    }

    /// What is expected of the value at a JSON pointer.
    pub(super) fn expected(&self, pointer: &str) -> Expected<'_> {
        Expected::of(&self.held, self.body, pointer, &self.scene.flow.variables)
    }

    /// A value to begin with, with `${1}`, `${2}` … where something is left to fill in.
    pub(super) fn begun(&self, pointer: &str) -> String {
        self.begin(pointer, &mut 0, DEPTH)
    }

    fn begin(&self, pointer: &str, stops: &mut usize, depth: usize) -> String {
        if let [only] = &self.scene.ids(self.step, pointer)[..] {
            return only.value.to_string();
        }
        let need = |pointer: &str| {
            let need = self.scene.need(self.step?, pointer)?;
            Some(format!("\"{{{}}}\"", need.capture))
        };
        if let Some(placeholder) = need(pointer) {
            return placeholder;
        }
        let value = self.expected(pointer);
        let choices = value.choices();
        let only = choices.as_ref().filter(|c| c.len() == 1).and_then(|c| c.first().copied());
        if let Some(value) = only.or(value.default()) {
            return value.to_string();
        }
        let stop = |stops: &mut usize| {
            *stops += 1;
            format!("${{{stops}}}")
        };
        let types = value.types();
        let is = |name: &str| types.first() == Some(&name);
        let is_text = |values: &[&Value]| values.first().is_some_and(|v| v.is_string());
        let keys = value.keys(None, &self.scene.flow.variables);
        if is("object") || types.is_empty() && !keys.is_empty() {
            let required = keys.iter().filter(|key| key.is_required && depth > 0);
            let members: Vec<_> = required
                .map(|key| {
                    let below = format!("{pointer}/{}", escape(key.name));
                    format!("{}: {}", Value::from(key.name), self.begin(&below, stops, depth - 1))
                })
                .collect();
            let members = if members.is_empty() { stop(stops) } else { members.join(", ") };
            format!("{{{members}}}")
        } else if is("array") {
            format!("[{}]", need(&format!("{pointer}/0")).unwrap_or_else(|| stop(stops)))
        } else if is("string")
            || is_text(choices.as_deref().unwrap_or_default())
            || is_text(&value.examples())
        {
            format!("\"{}\"", stop(stops))
        } else {
            stop(stops)
        }
    }
}

impl Scene<'_> {
    /// A value that is yet to be written.
    pub(super) fn nothing() -> Node {
        Node { span: Span::default(), kind: Kind::Null }
    }
}
