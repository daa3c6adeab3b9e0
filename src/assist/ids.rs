//! Ids of connection specs and flow specs, by their names: those that fit what else the dataflow says.

use super::document::{Item, Items};
use super::scene::{Scene, Within};
use super::guide::FieldChoice;
use super::CompletionKind;
use crate::json::Node;
use crate::spec::{ConnectionSpec, DATA_LAKE, FlowSpec, Kind, ResolvedFlowSpec};
use crate::steps::StepId;
use serde_json::Value;

impl Scene<'_> {
    /// Adds the ids that may stand at the cursor.
    pub(super) fn ids(&self, items: &mut Items<'_>, within: Within<'_>) {
        match within {
            Within::Document if items.spot.pointer == "/flowSpec" => self.flow_specs(items, true),
            Within::Body(StepId::Flow, _, "/flowSpec/id") => self.flow_specs(items, false),
            Within::Body(step, _, "/connectionSpec/id") => self.connection_specs(items, step),
            _ => {}
        }
    }

    fn flow_specs(&self, items: &mut Items<'_>, by_name: bool) {
        let source = self.source();
        for spec in FlowSpec::all().iter().filter(|spec| self.fits_source(spec)) {
            let lists = source.is_some_and(|s| spec.sources.contains(&s.id));
            let written = if by_name { spec.title() } else { spec.id };
            let detail = Some(format!("{} flow spec", spec.kind.name()));
            let about = spec.note.map(str::to_owned);
            let rank = if lists { 0 } else { 1 };
            let item = Item { label: spec.title().to_owned(), detail, about, value: written.into(), rank };
            items.value(CompletionKind::Id, item);
        }
    }

    /// Does a flow spec read what the dataflow reads?
    pub(super) fn fits_source(&self, spec: &FlowSpec) -> bool {
        spec.kind != Kind::Target
            && self.source().is_none_or(|s| s.kind == spec.kind || spec.sources.contains(&s.id))
    }

    fn connection_specs(&self, items: &mut Items<'_>, step: StepId) {
        let is_target = is_target(step);
        let other = match step {
            StepId::BaseConnection => self.body(StepId::SourceConnection),
            StepId::SourceConnection => self.body(StepId::BaseConnection),
            _ => None,
        };
        let other = other.and_then(|body| self.connection_spec(body));
        let flow = self.flow_spec();
        for spec in ConnectionSpec::all() {
            let lists = flow.is_some_and(|f| f.sources.contains(&spec.id));
            let fits = match (is_target, other) {
                (true, _) => spec.id == DATA_LAKE,
                (_, Some(other)) => spec.id == other.id,
                _ => spec.kind != Kind::Target && (lists || flow.is_none_or(|f| f.kind == spec.kind)),
            };
            if !fits {
                continue;
            }
            let detail = Some(format!("{} ({})", spec.category, spec.kind.name()));
            let about = spec.note.map(str::to_owned);
            let value = Value::from(spec.id);
            let rank = if lists || flow.is_none() { 0 } else { 1 };
            items.value(CompletionKind::Id, Item { label: spec.title(), detail, about, value, rank });
        }
    }

    /// The flow spec that governs the dataflow, where the catalogue has it.
    fn flow_spec(&self) -> Option<&'static FlowSpec> {
        let nothing = Node { span: self.root.span, kind: crate::json::Kind::Null };
        let body = self.body(StepId::Flow).unwrap_or(&nothing);
        ResolvedFlowSpec::of(&self.flow, body)?.known()
    }
}

/// The connection specs that a step may have, as choices: those that fit the flow spec first.
pub(super) fn connection_choices(scene: &Scene<'_>, step: StepId) -> Vec<FieldChoice> {
    let is_target = is_target(step);
    let flow = scene.flow_spec();
    let may = |spec: &&ConnectionSpec| match is_target {
        true => spec.id == DATA_LAKE,
        false => spec.kind != Kind::Target,
    };
    let choice = |spec: &ConnectionSpec| FieldChoice {
        value: spec.id.into(),
        label: spec.title(),
        about: Some(format!("{} ({})", spec.category, spec.kind.name())),
        fits: is_target || flow.is_none_or(|f| f.kind == spec.kind || f.sources.contains(&spec.id)),
    };
    let mut choices: Vec<_> = ConnectionSpec::all().iter().filter(may).map(choice).collect();
    choices.sort_by_key(|c| !c.fits);
    choices
}

/// Is it a connection to where the data lands?
fn is_target(step: StepId) -> bool {
    matches!(step, StepId::TargetConnection | StepId::DatasetBaseConnection)
}
