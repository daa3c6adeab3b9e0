//! From a dataflow to its requests: which there are, in which order, and what each holds.
//!
//! What the steps have in common (method, path, captures) is in the step table; only what depends on the dataflow
//! is decided here. No format may change it.

use super::inlet;
use super::{Encoding, Request, Text};
use crate::dataflow::{Dataflow, Exchange};
use crate::json::Node;
use crate::placeholder::{Piece, Template, Variables};
use crate::steps::{STEPS, Step, StepId};

/// The host of Platform's APIs, as a base URL.
pub const PLATFORM: &str = "https://platform.adobe.io";

/// The headers of every call to Platform.
pub(crate) static HEADERS: &[(&str, &str)] = &[
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
        for (path, body) in calls(dataflow, step) {
            let headers = HEADERS.iter().chain(body.is_some().then_some(&CONTENT_TYPE));
            requests.push(Request {
                step: step.id,
                method: step.method,
                base_url: base_url.to_owned(),
                path: Text::path(&path, &set),
                headers: headers.map(|(name, value)| (*name, Text::header(value, &set))).collect(),
                body: body.map(|text| Text::body(text, &set, placeholders(step.id))),
                captures: step.captures,
            });
        }
    }
    requests
}

/// Path and body of each request of a step.
fn calls<'a>(dataflow: &'a Dataflow, step: &Step) -> Vec<(String, Option<&'a str>)> {
    let without_body = |path: Option<String>| path.map(|path| (path, None)).into_iter().collect();
    match step.id {
        StepId::FlowSpec => without_body(flow_spec_path(dataflow, step)),
        StepId::GetFlow => without_body(inlet::is_in_flow(dataflow).then(|| get_flow_path(dataflow, step))),
        StepId::GetBaseConnection => without_body(
            inlet::base_connection(dataflow)
                .map(|id| step.path.replace("{BASE_CONNECTION_ID}", &encoded(id))),
        ),
        _ => {
            let body = |exchange: &'a Exchange| exchange.body.as_ref().map(|b| b.text.as_str());
            dataflow.of(step.id).map(|e| (with_query(step.path, e), body(e))).collect()
        }
    }
}

/// What is a placeholder in the body of a step. In a mapping set `${NAME}` is a source field, and `<P>` may well be
/// part of a text.
pub(crate) fn placeholders(step: StepId) -> fn(&str) -> bool {
    match step {
        StepId::MappingSet => |written| written.starts_with('{'),
        _ => |_| true,
    }
}

/// The path of a step, with the query of the user's own request where that has one (`?mode=draft`).
fn with_query(path: &str, exchange: &Exchange) -> String {
    let (bare, _) = path.split_once('?').unwrap_or((path, ""));
    written_path(exchange, bare)
        .filter(|written| written.strip_prefix(bare).is_some_and(|query| query.starts_with('?')))
        .unwrap_or_else(|| path.to_owned())
}

/// Path and query that look the flow spec up, if the dataflow names one: as it was written in a request of the
/// user's, else by id, else by name.
fn flow_spec_path(dataflow: &Dataflow, step: &Step) -> Option<String> {
    let (all, _) = step.path.rsplit_once('/')?;
    if let Some(written) = dataflow.of(step.id).find_map(|e| written_path(e, all)) {
        return Some(written);
    }
    let node = &dataflow.flow_spec.as_ref()?.node;
    let spec = node.at("/items/0").unwrap_or(node);
    let named = |key: &str| spec.get(key).and_then(Node::as_str);
    let id = named("id").or(spec.as_str().filter(|text| is_uuid(text)));
    // A file that could not be read is no name.
    let name = named("name").or(spec.as_str().filter(|text| !text.ends_with(".json")));
    match (id, name) {
        (Some(id), _) => Some(format!("{all}/{}", encoded(id))),
        (None, Some(name)) => Some(format!("{all}?property=name==%22{}%22", encoded(name))),
        (None, None) => None,
    }
}

/// The path that reads the flow: the one made here, or else the one the user names.
fn get_flow_path(dataflow: &Dataflow, step: &Step) -> String {
    let flows = StepId::Flow.step().path;
    let written = || dataflow.of(step.id).find_map(|e| written_path(e, flows));
    let is_made_here = dataflow.of(StepId::Flow).next().is_some();
    if is_made_here { None } else { written() }.unwrap_or_else(|| step.path.to_owned())
}

/// A text for a URL; its placeholders stay.
fn encoded(text: &str) -> String {
    let piece = |piece: &Piece<'_>| match piece {
        Piece::Literal(text) => Encoding::Url.encode(text),
        Piece::Hole { written, .. } => (*written).to_owned(),
    };
    Template::parse(text).pieces.iter().map(piece).collect()
}

/// Path and query of a request as the user wrote it, from `path` on, without a fragment; what no URL may hold is
/// encoded.
fn written_path(exchange: &Exchange, path: &str) -> Option<String> {
    let url = &exchange.envelope.as_ref()?.url.text;
    let tail = url.find(path).and_then(|at| url.get(at..))?.split('#').next()?;
    let is_foreign = |c: char| c.is_control() || c.is_whitespace() || c == '"' || !c.is_ascii();
    let encode = |c: char| if is_foreign(c) { Encoding::Url.encode(&c.to_string()) } else { c.to_string() };
    Some(tail.chars().map(encode).collect())
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|g| g.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|g| g.bytes().all(|b| b.is_ascii_hexdigit()))
}
