//! What kind of source a source connection reads, from whatever the text tells: the connection spec, the parameters,
//! the flow spec of the same dataflow. Shared by the rules about source connections; it knows no rule.

use super::Context;
use super::references::{handed_on, literal};
use crate::json::Node;
use crate::spec::{ConnectionSpec, FlowSpec, Kind};
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
    if let Some(id) = root.at("/connectionSpec/id") {
        let spec = literal(cx, id).and_then(|id| ConnectionSpec::by_id(&id))?;
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

/// Does the dataflow read from Platform (the data lake, Profile) to write to a destination? Then it is no source flow,
/// and what source flows must have proves nothing about it.
pub(super) fn exports(cx: &Context<'_>) -> bool {
    let of = |(_, root): (_, &Node)| literal(cx, root.at("/connectionSpec/id")?);
    let sources = cx.flow.bodies(StepId::SourceConnection).filter_map(of);
    sources.filter_map(|id| ConnectionSpec::by_id(&id)).any(|s| s.kind == Kind::Target)
}
