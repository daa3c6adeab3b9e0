//! What kind of source a source connection reads, from whatever the text tells: the connection spec, the parameters,
//! the flow spec of the same dataflow. Shared by the rules about source connections; it knows no rule.

use super::Context;
use super::references::{handed_on, is_uuid, literal};
use crate::json::Node;
use crate::spec::{ConnectionSpec, DATA_LAKE, FlowSpec, Kind};
use crate::steps::StepId;

/// What is known of a source.
pub(super) struct Source {
    /// Its kind.
    pub kind: Kind,
    /// Its entry in the catalogue, where its connection spec is written and known.
    pub spec: Option<&'static ConnectionSpec>,
}

impl Source {
    /// `the table source Salesforce`, for messages.
    pub fn title(&self) -> String {
        let kind = match self.kind {
            Kind::Tabular => "table",
            Kind::File => "file",
            Kind::Streaming => "streaming",
            Kind::Target => "target",
        };
        match self.spec {
            Some(spec) if !spec.name.is_empty() => spec.name.to_owned(),
            _ => format!("a {kind} source"),
        }
    }
}

/// The kind of source of a source connection's body; none where nothing proves it.
pub(super) fn source_of(cx: &Context<'_>, root: &Node) -> Option<Source> {
    let id = root.at("/connectionSpec/id").and_then(|n| literal(cx, n)).filter(|id| is_uuid(id));
    if let Some(id) = id {
        let spec = ConnectionSpec::by_id(&id)?;
        return Some(Source { kind: spec.kind, spec: Some(spec) });
    }
    let of = |kind| Some(Source { kind, spec: None });
    if root.at("/params/tableName").is_some() && root.at("/params/timestampColumn").is_none() {
        return of(Kind::Tabular);
    }
    let names = handed_on(cx.flow, StepId::FlowSpec);
    let mut kinds = names.ids.iter().filter_map(|g| FlowSpec::by_id(g.id)).map(|s| s.kind);
    let kind = kinds.next()?;
    kinds.all(|k| k == kind).then(|| of(kind)).flatten()
}

impl Context<'_> {
    /// Does the dataflow read from Platform (the data lake, Profile) to write to a destination? Then it is no source
    /// flow, and what source flows must have proves nothing about it.
    pub(super) fn exports(&self) -> bool {
        *self.exports.get_or_init(|| exports(self))
    }
}

fn exports(cx: &Context<'_>) -> bool {
    let flow = cx.flow;
    let spec = |root: &Node| ConnectionSpec::by_id(&literal(cx, root.at("/connectionSpec/id")?)?);
    let mut sources = flow.bodies(StepId::SourceConnection).filter_map(|(_, root)| spec(root));
    if sources.any(|s| s.kind == Kind::Target) {
        return true;
    }
    // Destinations are written to by bucket, path or list, never by dataset; nor are they known as sources.
    let is_destination = |root: &Node| {
        let spec = root.at("/connectionSpec/id").and_then(|n| literal(cx, n));
        let known = spec.as_deref().and_then(ConnectionSpec::by_id);
        root.get("params").is_some_and(|p| p.get("dataSetId").is_none())
            && known.is_none_or(|s| s.kind == Kind::Target && s.id != DATA_LAKE)
    };
    let mut targets = flow.bodies(StepId::TargetConnection).peekable();
    targets.peek().is_some() && targets.all(|(_, root)| is_destination(root))
}
