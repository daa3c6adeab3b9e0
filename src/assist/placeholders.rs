//! Placeholders: what earlier steps hand on, what the document has values for, and what its bodies use besides.

use super::CompletionKind;
use super::document::{Item, Items};
use super::mappings::{Named, named};
use super::scene::{Scene, Within};
use crate::json::{Node, Spot};
use crate::placeholder::{Template, names_secret};
use crate::steps::{Need, STEPS, StepId, captures};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::Range;

impl Scene<'_> {
    /// The place in a step's body that takes what an earlier step captured.
    pub(super) fn need(&self, step: StepId, pointer: &str) -> Option<&'static Need> {
        step.step().needs.iter().find(|need| {
            let (wanted, given) = (need.pointer.split('/'), pointer.split('/'));
            need.pointer.split('/').count() == pointer.split('/').count()
                && wanted.zip(given).all(|(w, g)| w == g || w == "*")
        })
    }

    /// The bytes of the placeholder at the cursor, once its brace is written.
    pub(super) fn begun_placeholder(
        &self,
        within: Within<'_>,
        spot: &Spot,
        offset: usize,
    ) -> Option<Range<usize>> {
        let text = self.given.text;
        let start = spot.inner.start as usize;
        let typed = text.get(start..offset)?;
        let open = typed.rfind('{')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let name = typed.get(open + 1..)?;
        // In an expression, `${…}` wraps a field, and a brace alone may begin a set.
        let is_expression =
            matches!(within, Within::Body(step, _, at) if matches!(named(step, at), Some(Named::Source(_))));
        let is_other = is_expression && (name.is_empty() || name.contains(|c: char| c.is_ascii_lowercase()));
        if !name.chars().all(is_name) || typed[..open].ends_with('$') || is_other {
            return None;
        }
        let behind = text.get(offset..spot.inner.end as usize)?;
        let name = behind.find(|c| !is_name(c)).unwrap_or(behind.len());
        let close = usize::from(behind[name..].starts_with('}'));
        Some(start + open..offset + name + close)
    }

    /// Adds the placeholders that may stand at the cursor: in place of the value, or of a part of its text.
    pub(super) fn placeholders(
        &self,
        items: &mut Items<'_>,
        within: Within<'_>,
        part: Option<(usize, usize)>,
    ) {
        let Within::Body(step, _, pointer) = within else { return };
        let need = self.need(step, pointer);
        let is_open = part.is_some() || items.takes_text;
        let is_free = is_open && items.found.is_empty() && need.is_none();
        for (name, from) in captures() {
            let is_needed = need.is_some_and(|need| need.capture == name);
            // Unasked, only what bodies take somewhere.
            let is_usual =
                || STEPS.iter().flat_map(|s| s.needs).any(|n| n.capture == name) && self.body(from).is_some();
            let is_offered = part.is_some() || is_free && is_usual();
            if is_needed || is_offered && from < step {
                let title = from.step().title;
                let is_written = self.body(from).is_some();
                let rank = if is_needed {
                    0
                } else if is_written {
                    3
                } else {
                    4
                };
                let detail = Some(format!("from the {title}"));
                push(items, name, detail, Some(self.about_placeholder(name)), rank, part);
            }
        }
        if !is_open {
            return;
        }
        for (name, value) in &self.flow.variables {
            let detail = (!names_secret(name)).then(|| value.clone());
            push(items, name, detail, Some(self.about_placeholder(name)), 2, part);
        }
        for name in self.open_names() {
            push(items, &name, None, None, 5, part);
        }
    }

    /// What a placeholder stands for.
    pub(super) fn about_placeholder(&self, name: &str) -> String {
        let from = captures().into_iter().find(|(n, _)| *n == name).map(|(_, from)| from.step());
        let path = from.and_then(|step| Some((step, step.captures.iter().find(|(n, _)| *n == name)?.1)));
        match (path, self.flow.variables.contains_key(name)) {
            (_, true) => "It has a value in `variables` of the document.".to_owned(),
            (Some((step, path)), _) => format!("What the {} answers in `{path}`.", step.title),
            _ => "It has no value yet.".to_owned(),
        }
    }

    /// The placeholders in the bodies that no step hands on and no variable fills.
    pub(super) fn open_names(&self) -> Vec<String> {
        let mut names = BTreeSet::new();
        let known = captures();
        let mut look = |_: Option<&str>, node: &Node| {
            let Some(text) = node.as_str().filter(|text| Template::has_marks(text)) else { return };
            names.extend(Template::parse(text).placeholders().map(str::to_owned));
        };
        for body in self.flow.exchanges.iter().filter_map(|e| e.body.as_ref()?.root.as_ref()) {
            body.walk(&mut look);
        }
        let is_new = |n: &String| !known.iter().any(|(k, _)| k == n) && !self.flow.variables.contains_key(n);
        names.into_iter().filter(is_new).collect()
    }
}

fn push(
    items: &mut Items<'_>,
    name: &str,
    detail: Option<String>,
    about: Option<String>,
    rank: u32,
    part: Option<(usize, usize)>,
) {
    let label = format!("{{{name}}}");
    let item = Item { value: Value::from(label.as_str()), detail, about, rank, label: label.clone() };
    match part.filter(|_| items.spot.is_quoted) {
        Some(part) => items.push(CompletionKind::Placeholder, item, label, part),
        None => items.value(CompletionKind::Placeholder, item),
    }
}
