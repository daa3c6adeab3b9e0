//! Where a streamed source finds the URL it sends to: in its flow (webhook sources) or in its base connection
//! (HTTP API). Pulled and scheduled sources have none.

use crate::dataflow::Dataflow;
use crate::json::Node;
use crate::placeholder;
use crate::spec::{ConnectionSpec, FlowSpec, Kind};
use crate::steps::StepId;

/// The connection spec of the HTTP API, and what its base connections call their authentication.
const HTTP_API: (&str, &str) = ("bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb", "Streaming Connection");

/// The flow spec of webhook sources.
const WEBHOOK_FLOW: &str = "GenericStreamingAEP";

/// Does GET flow answer with the inlet URL?
pub(super) fn is_in_flow(dataflow: &Dataflow) -> bool {
    let bodies = |step: StepId| dataflow.bodies(step).map(|(_, body)| body);
    if dataflow.of(StepId::GetFlow).next().is_some() {
        return true;
    }
    let Some(flow) = bodies(StepId::Flow).next() else { return false };
    if let Some(spec) = flow_spec(dataflow, flow) {
        return spec.name == Some(WEBHOOK_FLOW);
    }
    let Some(source) = bodies(StepId::SourceConnection).next() else { return false };
    if source.get("baseConnectionId").is_some() || dataflow.of(StepId::BaseConnection).next().is_some() {
        return false;
    }
    match connection_spec(source).and_then(ConnectionSpec::by_id) {
        Some(spec) => spec.kind == Kind::Streaming && !spec.has_base_connection,
        None => flow.get("scheduleParams").is_none(),
    }
}

/// The id, or the placeholder for it, of the base connection that holds the inlet URL.
pub(super) fn base_connection(dataflow: &Dataflow) -> Option<&str> {
    if dataflow.of(StepId::GetBaseConnection).next().is_some() {
        return Some("{BASE_CONNECTION_ID}");
    }
    let (id, auth) = HTTP_API;
    let is_http_api = |body: &Node| {
        connection_spec(body).is_some_and(|spec| spec.eq_ignore_ascii_case(id))
            || body.at("/auth/specName").and_then(Node::as_str) == Some(auth)
    };
    if dataflow.bodies(StepId::BaseConnection).any(|(_, body)| is_http_api(body)) {
        return Some("{BASE_CONNECTION_ID}");
    }
    let (_, source) = dataflow.bodies(StepId::SourceConnection).find(|(_, body)| is_http_api(body))?;
    source.get("baseConnectionId").and_then(Node::as_str)
}

/// The flow spec that a flow names, or else the dataflow, if it is one of the catalogue.
fn flow_spec(dataflow: &Dataflow, flow: &Node) -> Option<&'static FlowSpec> {
    let id = flow.at("/flowSpec/id").and_then(Node::as_str).filter(|id| !placeholder::is_open(id));
    let named = || {
        let node = &dataflow.flow_spec.as_ref()?.node;
        let spec = node.at("/items/0").unwrap_or(node);
        spec.as_str().or_else(|| spec.get("id")?.as_str())
    };
    FlowSpec::find(id.or_else(named)?)
}

fn connection_spec(body: &Node) -> Option<&str> {
    body.at("/connectionSpec/id").and_then(Node::as_str)
}
