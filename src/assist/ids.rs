//! Ids of connection specs and flow specs, by their names: those that fit what else the dataflow says.

use super::document::Item;
use super::guide::FieldChoice;
use super::scene::Scene;
use crate::spec::{ConnectionSpec, DATA_LAKE, FlowSpec, Kind, ResolvedFlowSpec};
use crate::steps::StepId;

impl Scene<'_> {
    /// The ids that may stand at a JSON pointer of the document or of a step's body.
    pub(super) fn ids(&self, step: Option<StepId>, pointer: &str) -> Vec<Item> {
        match (step, pointer) {
            (None, "/flowSpec") => self.flow_specs(true),
            (Some(StepId::Flow), "/flowSpec/id") => self.flow_specs(false),
            (Some(step), "/connectionSpec/id") => self.connection_specs(step),
            _ => Vec::new(),
        }
    }

    fn flow_specs(&self, by_name: bool) -> Vec<Item> {
        let source = self.source();
        let named = if by_name { None } else { self.flow_spec() };
        let fits = |spec: &&FlowSpec| match named {
            Some(named) => spec.id == named.id,
            None => self.fits_source(spec),
        };
        let item = |spec: &FlowSpec| Item {
            label: spec.title().to_owned(),
            detail: Some(format!("{} flow spec", spec.kind.name())),
            about: spec.note.map(str::to_owned),
            value: (if by_name { spec.title() } else { spec.id }).into(),
            rank: u32::from(!source.is_some_and(|s| spec.sources.contains(&s.id))),
        };
        FlowSpec::all().iter().filter(fits).map(item).collect()
    }

    /// Does a flow spec read what the dataflow reads?
    pub(super) fn fits_source(&self, spec: &FlowSpec) -> bool {
        self.source().map_or(spec.kind != Kind::Target, |source| {
            spec.kind == source.kind || spec.sources.contains(&source.id)
        })
    }

    fn connection_specs(&self, step: StepId) -> Vec<Item> {
        let is_target = is_target(step);
        let other = match step {
            StepId::BaseConnection => self.body(StepId::SourceConnection),
            StepId::SourceConnection => self.body(StepId::BaseConnection),
            _ => None,
        };
        let other = other.and_then(|body| self.connection_spec(body));
        let flow = self.flow_spec();
        let is_listed = |spec: &ConnectionSpec| flow.is_some_and(|f| f.sources.contains(&spec.id));
        let fits = |spec: &&ConnectionSpec| match (is_target, other) {
            (true, _) => spec.id == DATA_LAKE,
            (_, Some(other)) => spec.id == other.id,
            _ => spec.kind != Kind::Target && (is_listed(spec) || flow.is_none_or(|f| f.kind == spec.kind)),
        };
        let item = |spec: &ConnectionSpec| Item {
            label: spec.title(),
            detail: Some(format!("{}, {}", spec.category, spec.kind.name())),
            about: spec.note.map(str::to_owned),
            value: spec.id.into(),
            rank: u32::from(flow.is_some() && !is_listed(spec)),
        };
        ConnectionSpec::all().iter().filter(fits).map(item).collect()
    }

    /// The flow spec that governs the dataflow, where the catalogue has it.
    fn flow_spec(&self) -> Option<&'static FlowSpec> {
        let nothing = Scene::nothing();
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
