//! Completion in mappings and in the delta column, which name fields of the source and of the target schema.

use super::destinations;
use super::document::{Item, Items};
use super::scene::{Scene, Within};
use super::{CompletionKind, Completions, expression};
use crate::json::{Node, unescaped};
use crate::mapping::{MappingSet, SourceType, TargetSchema};
use crate::path::Path;
use crate::steps::StepId;
use crate::text::Excerpt;
use serde_json::Value;

/// What a place in a body names.
pub(super) enum Named {
    /// A field or an expression, by the mapping it is in.
    Source(usize),
    /// A destination path, by the mapping it is in.
    Destination(usize),
    /// The column that tells new rows from old ones.
    Delta,
}

/// What the place at a JSON pointer of a body names.
pub(super) fn named(step: StepId, pointer: &str) -> Option<Named> {
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    match (step, &tokens[..]) {
        (StepId::MappingSet, ["mappings", i, "source" | "sourceAttribute"]) => {
            Some(Named::Source(i.parse().ok()?))
        }
        (StepId::MappingSet, ["mappings", i, "destination" | "destinationXdmPath"]) => {
            Some(Named::Destination(i.parse().ok()?))
        }
        (StepId::Flow, ["transformations", _, "params", "deltaColumn", "name"]) => Some(Named::Delta),
        _ => None,
    }
}

/// No more destination paths than this at once.
const DESTINATIONS: usize = 500;

impl Scene<'_> {
    /// Adds what a mapping or the delta column may name at the cursor; `false` where neither is.
    pub(super) fn mapping(
        &self,
        items: &mut Items<'_>,
        all: &mut Completions,
        within: Within<'_>,
        offset: usize,
    ) -> bool {
        let Within::Body(step, body, pointer) = within else { return false };
        match named(step, pointer) {
            Some(Named::Source(index)) => {
                let mapping = body.at(&format!("/mappings/{index}"));
                match mapping.and_then(|m| self.source_type(m)) {
                    // A fixed text takes placeholders only.
                    Some(SourceType::Static) => return false,
                    Some(SourceType::Attribute) => self.attributes(items),
                    // What says nothing of its kind may be either, and a field is an expression too.
                    Some(SourceType::Expression) | None => self.expressions(items, all, offset),
                }
            }
            Some(Named::Destination(index)) => self.destinations(items, all, body, index, offset),
            Some(Named::Delta) => self.delta_column(items),
            None => return false,
        }
        true
    }

    /// What the source of a mapping is said to be.
    pub(super) fn source_type(&self, mapping: &Node) -> Option<SourceType> {
        SourceType::of(&self.literal(mapping.get("sourceType")?)?)
    }

    fn attributes(&self, items: &mut Items<'_>) {
        for field in self.fields() {
            let (label, detail) = (field.path.to_string(), field.detail());
            let value = Value::from(label.as_str());
            items.value(CompletionKind::Field, Item { detail, value, label, ..Item::default() });
        }
    }

    fn expressions(&self, items: &mut Items<'_>, all: &mut Completions, offset: usize) {
        let spot = items.spot;
        let raw = self.given.text.get(spot.inner.range()).unwrap_or_default();
        let start = spot.inner.start as usize;
        let raw = if spot.is_quoted { raw } else { "" };
        let text = unescaped(&Excerpt::verbatim(raw, start));
        let typed = raw.get(..offset.saturating_sub(start)).unwrap_or(raw);
        let at = unescaped(&Excerpt::verbatim(typed, start)).text().len();
        let found = expression::complete(text.text(), super::boundary(text.text(), at), &self.fields());
        let place = |start: usize, end: usize| {
            let span = text.span(start, end).range();
            if spot.is_quoted {
                (span.start, span.end)
            } else {
                (spot.span.start as usize, spot.span.end as usize)
            }
        };
        (all.start, all.end) = place(found.start, found.end);
        for mut item in found.items {
            (item.start, item.end) = place(item.start, item.end);
            let written = Value::from(item.insert).to_string();
            item.insert = match written.get(1..written.len() - 1) {
                Some(inside) if spot.is_quoted => inside.to_owned(),
                _ => written,
            };
            items.found.push(item);
        }
    }

    fn destinations(
        &self,
        items: &mut Items<'_>,
        all: &mut Completions,
        body: &Node,
        index: usize,
        offset: usize,
    ) {
        let Some(schema) = &self.flow.target_schema else { return };
        let target = TargetSchema::new(&schema.node.to_value());
        let set = MappingSet::read(body, &self.flow.variables);
        let spelled = |path: &Path| target.spelled_out(path).to_string();
        let taken: Vec<_> =
            set.mappings.iter().filter(|m| m.index != index).map(|m| spelled(&m.destination_path)).collect();
        let typed = self.given.text.get(items.spot.inner.start as usize..offset).unwrap_or_default();
        let typed = typed.trim_start_matches('"').to_lowercase();
        let fits = |path: &str| is_within(&typed, &path.to_lowercase()) && !taken.iter().any(|t| t == path);
        let (found, is_all) = destinations::all(&target, DESTINATIONS, &fits);
        all.is_incomplete = !is_all;
        for found in found {
            let rank = if found.is_required {
                0
            } else if found.kind.is_scalar() {
                1
            } else {
                2
            };
            let required = if found.is_required { ", required" } else { "" };
            let detail = Some(format!("{}{required}", found.kind.title()));
            let value = Value::from(found.path.as_str());
            items.value(
                CompletionKind::Destination,
                Item { label: found.path, detail, value, rank, about: None },
            );
        }
    }

    fn delta_column(&self, items: &mut Items<'_>) {
        for field in self.fields().into_iter().filter(|f| f.path.segments.len() == 1) {
            let label = field.path.root().unwrap_or_default().to_owned();
            let (detail, value) = (field.detail(), Value::from(label.as_str()));
            let rank = if field.is_date { 0 } else { 1 };
            items.value(CompletionKind::Field, Item { label, detail, value, rank, about: None });
        }
    }
}

/// Do the characters of a text occur in another in this order?
fn is_within(typed: &str, text: &str) -> bool {
    let mut rest = text.chars();
    typed.chars().all(|c| rest.any(|other| other == c))
}
