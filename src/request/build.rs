//! From a dataflow to its requests: which there are, in which order, and what each holds.
//!
//! What the steps have in common (method, path, captures) is in the step table; only what depends on the dataflow
//! is decided here. No format may change it.

use super::{Request, Text};
use crate::dataflow::{Dataflow, Exchange};
use crate::json::Node;
use crate::placeholder::Variables;
use crate::steps::{STEPS, Step, StepId};

/// The host of Platform's APIs, as a base URL.
pub const PLATFORM: &str = "https://platform.adobe.io";

/// The headers of every call to Platform.
static HEADERS: &[(&str, &str)] = &[
    ("Authorization", "Bearer {ACCESS_TOKEN}"),
    ("x-api-key", "{API_KEY}"),
    ("x-gw-ims-org-id", "{ORG_ID}"),
    ("x-sandbox-name", "{SANDBOX_NAME}"),
];

/// The header of every call with a body.
const CONTENT_TYPE: (&str, &str) = ("Content-Type", "application/json");

/// What a user can choose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only the requests of this step.
    pub step: Option<StepId>,
    /// Values for placeholders; they go before the dataflow's own variables.
    pub set: Variables,
    /// Scheme, host and possibly a path prefix in place of [`PLATFORM`]: a proxy, or a server of a test.
    pub base_url: Option<String>,
}

/// The requests that create a dataflow, in the order they are sent. Steps it does not have are left out.
#[must_use]
pub fn requests(dataflow: &Dataflow, options: &Options) -> Vec<Request> {
    let mut set = dataflow.variables.clone();
    set.extend(options.set.clone());
    let base_url = options.base_url.as_deref().unwrap_or(PLATFORM).trim_end_matches('/');
    let mut requests = Vec::new();
    for step in STEPS.iter().copied().filter(|s| options.step.is_none_or(|only| only == s.id)) {
        let mut add = |path: &str, body: Option<&str>| {
            let headers = HEADERS.iter().chain(body.is_some().then_some(&CONTENT_TYPE));
            requests.push(Request {
                step: step.id,
                method: step.method,
                base_url: base_url.to_owned(),
                path: Text::path(path, &set),
                headers: headers.map(|(name, value)| (*name, Text::header(value, &set))).collect(),
                body: body.map(|text| Text::body(text, &set, placeholders(step.id))),
                captures: step.captures,
            });
        };
        match step.id {
            StepId::FlowSpec => {
                if let Some(path) = flow_spec_path(dataflow, step) {
                    add(&path, None);
                }
            }
            StepId::GetFlow => {
                if has_inlet(dataflow) {
                    add(step.path, None);
                }
            }
            _ => {
                for exchange in dataflow.of(step.id) {
                    add(step.path, exchange.body.as_ref().map(|b| b.text.as_str()));
                }
            }
        }
    }
    requests
}

/// What is a placeholder in the body of a step. In a mapping set `${NAME}` is a source field.
fn placeholders(step: StepId) -> fn(&str) -> bool {
    match step {
        StepId::MappingSet => |written| !written.starts_with('$'),
        _ => |_| true,
    }
}

/// Path and query that look the flow spec up, if the dataflow names one: as it was written in a request of the
/// user's, else by id, else by name.
fn flow_spec_path(dataflow: &Dataflow, step: &Step) -> Option<String> {
    let by_id = |id: &str| step.path.replace("{FLOW_SPEC_ID}", id);
    let (all, _) = step.path.rsplit_once('/')?;
    if let Some(written) = dataflow.of(step.id).find_map(|e| written_path(e, all)) {
        return Some(written);
    }
    let node = &dataflow.flow_spec.as_ref()?.node;
    let spec = node.at("/items/0").unwrap_or(node);
    let named = |key: &str| spec.get(key).and_then(Node::as_str);
    match (spec.as_str(), named("id"), named("name")) {
        (Some(text), ..) if is_uuid(text) => Some(by_id(text)),
        (_, Some(id), _) => Some(by_id(id)),
        (Some(name), ..) | (_, _, Some(name)) => {
            // A placeholder must stay one; all else of a name is encoded.
            let encoded =
                crate::placeholder::Template::parse(name).pieces.iter().map(encoded).collect::<String>();
            Some(format!("{all}?property=name==%22{encoded}%22"))
        }
        _ => None,
    }
}

fn encoded(piece: &crate::placeholder::Piece<'_>) -> String {
    match piece {
        crate::placeholder::Piece::Literal(text) => super::Encoding::Url.encode(text),
        crate::placeholder::Piece::Hole { written, .. } => (*written).to_owned(),
    }
}

/// Path and query of a request as the user wrote it, from `path` on; what no URL may hold is encoded.
fn written_path(exchange: &Exchange, path: &str) -> Option<String> {
    let url = &exchange.envelope.as_ref()?.url.text;
    let tail = url.find(path).and_then(|at| url.get(at..))?;
    let no_url = |c: char| c.is_control() || c.is_whitespace() || c == '"' || !c.is_ascii();
    let piece = |c: char| if no_url(c) { super::Encoding::Url.encode(&c.to_string()) } else { c.to_string() };
    Some(tail.chars().map(piece).collect())
}

/// Does the answer to GET flow give an inlet URL? So it is for webhook sources: they are streamed, and have no base
/// connection.
fn has_inlet(dataflow: &Dataflow) -> bool {
    if dataflow.of(StepId::GetFlow).next().is_some() {
        return true;
    }
    let has_base = dataflow.of(StepId::BaseConnection).next().is_some()
        || dataflow.bodies(StepId::SourceConnection).any(|(_, body)| body.get("baseConnectionId").is_some());
    let is_scheduled = dataflow.bodies(StepId::Flow).any(|(_, body)| body.get("scheduleParams").is_some());
    let has_both =
        [StepId::SourceConnection, StepId::Flow].iter().all(|s| dataflow.bodies(*s).next().is_some());
    has_both && !has_base && !is_scheduled
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|g| g.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|g| g.bytes().all(|b| b.is_ascii_hexdigit()))
}
