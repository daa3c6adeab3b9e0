//! The placeholders of a dataflow: where they stand, what they are for, and where their values come from.

use super::TextRange;
use crate::check::Report;
use crate::dataflow::{Body, Dataflow};
use crate::import::is_secret;
use crate::json::{Node, Pointer, written};
use crate::placeholder::{Piece, Template};
use crate::request::{self, HEADERS, Part, Request};
use crate::schema::of_step;
use crate::steps::{self, StepId};
use crate::text::{FileId, Span};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;

/// A placeholder of the requests of a text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PlaceholderOutline {
    /// Its name, without braces.
    pub name: String,
    /// What it stands for, in a sentence.
    pub about: String,
    /// The value that the text gives it.
    pub value: Option<String>,
    /// Is its value a secret, which belongs into no text?
    pub is_secret: bool,
    /// The step whose answer gives it before it is used.
    pub from: Option<&'static str>,
    /// How often the requests use it.
    pub uses: usize,
    /// Where it stands in the bodies.
    #[cfg_attr(feature = "wasm", tsify(type = "TextRange[]"))]
    pub places: Vec<TextRange>,
}

/// Those of all dataflows of a text, in the order they are used; then those that only have a value.
pub(crate) fn of(report: &Report) -> Vec<PlaceholderOutline> {
    let mut found = Found::default();
    for flow in &report.dataflows {
        found.requests(flow);
        let text = &report.sources.get(FileId::default()).text;
        for exchange in flow.exchanges.iter() {
            let Some((step, body)) = exchange.step.zip(exchange.body.as_ref()) else { continue };
            if body.file == FileId::default() {
                found.body(step, body, text);
            }
        }
        for (name, value) in &flow.variables {
            found.outline(name).value = Some(value.clone());
        }
    }
    for outline in found.all.iter_mut().filter(|o| o.about.is_empty()) {
        outline.about = about(&outline.name);
        outline.is_secret |= is_secret(&outline.name, "");
    }
    found.all
}

#[derive(Default)]
struct Found {
    all: Vec<PlaceholderOutline>,
    indexes: HashMap<String, usize>,
}

impl Found {
    fn outline(&mut self, name: &str) -> &mut PlaceholderOutline {
        let index = *self.indexes.entry(name.to_owned()).or_insert(self.all.len());
        if index == self.all.len() {
            self.all.push(PlaceholderOutline {
                name: name.to_owned(),
                about: String::new(),
                value: None,
                is_secret: false,
                from: None,
                uses: 0,
                places: Vec::new(),
            });
        }
        &mut self.all[index]
    }

    fn requests(&mut self, flow: &Dataflow) {
        let requests: Vec<Request> = request::requests(flow, &request::Options::default());
        let mut given: HashMap<&str, &'static str> = HashMap::new();
        for request in &requests {
            for part in request.texts().flat_map(|text| &text.parts) {
                if let Part::Hole { name, .. } = part {
                    let outline = self.outline(name);
                    if outline.uses == 0 {
                        outline.from = given.get(name.as_str()).copied();
                    }
                    outline.uses += 1;
                }
            }
            let step = request.step.name();
            request.captures.iter().for_each(|(name, _)| {
                given.entry(name).or_insert(step);
            });
        }
    }

    fn body(&mut self, step: StepId, body: &Body, text: &str) {
        let Some(root) = &body.root else { return };
        self.node(step, root, &mut Pointer::default(), text);
    }

    fn node(&mut self, step: StepId, node: &Node, at: &mut Pointer, text: &str) {
        if let Some(string) = node.as_str() {
            self.string(step, string, at, |start, end| match written(node, text) {
                Some(written) => written.span(start, end),
                None => node.part_span(start, end),
            });
        }
        for member in node.members() {
            at.push_key(&member.key);
            self.string(step, &member.key, at, |start, end| {
                let first = member.key_span.start as usize + 1;
                let is_plain = member.key_span.range().len() == member.key.len() + 2;
                if is_plain { Span::new(first + start, first + end) } else { member.key_span }
            });
            self.node(step, &member.value, at, text);
            at.pop();
        }
        for (i, item) in node.items().iter().enumerate() {
            at.push_index(i);
            self.node(step, item, at, text);
            at.pop();
        }
    }

    fn string(&mut self, step: StepId, string: &str, at: &Pointer, span: impl Fn(usize, usize) -> Span) {
        if !Template::has_marks(string) {
            return;
        }
        let is_placeholder = request::placeholders(step);
        let template = Template::parse(string);
        // The key of a value that is nothing but a placeholder tells of it too.
        let key = at.as_str().rsplit('/').next().filter(|_| template.is_placeholder()).unwrap_or_default();
        let mut start = 0;
        for piece in template.pieces {
            let end = start
                + match piece {
                    Piece::Literal(literal) => literal.len(),
                    Piece::Hole { written, .. } => written.len(),
                };
            if let Piece::Hole { name, written } = piece
                && is_placeholder(written)
            {
                let outline = self.outline(name);
                outline.places.push(span(start, end).into());
                outline.is_secret |= is_secret(name, at.as_str()) || is_secret(key, at.as_str());
                if outline.about.is_empty() {
                    outline.about = Some(about(name)).filter(|a| !a.is_empty()).unwrap_or_else(|| {
                        let path = at.as_str().trim_start_matches('/').replace('/', ".");
                        let title = step.step().title;
                        described(step, at.as_str())
                            .unwrap_or_else(|| format!("Stands in `{path}` of the {title}."))
                    });
                }
            }
            start = end;
        }
    }
}

/// What a placeholder stands for that has a meaning of its own.
fn about(name: &str) -> String {
    let header = HEADERS.iter().find(|(_, value)| Template::parse(value).placeholders().any(|p| p == name));
    steps::answered(name)
        .or_else(|| header.map(|(header, _)| format!("Sent to Platform in the header `{header}`.")))
        .unwrap_or_default()
}

/// What the schema of a step says of a place.
fn described(step: StepId, pointer: &str) -> Option<String> {
    let schema = of_step(step)?.value();
    let place = pointer.split('/').skip(1).try_fold(schema, |schema, key| {
        schema.get("properties").and_then(|p| p.get(key)).or_else(|| schema.get("items"))
    });
    Some(place?.get("description").and_then(Value::as_str)?.to_owned())
}
