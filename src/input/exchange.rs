//! From an envelope and a body to an [`Exchange`]: which operation a request asks for, and which step that is.

use super::body;
use crate::dataflow::{Body, Dataflow, Envelope, Exchange};
use crate::json::Node;
use crate::operation::{self, Host};
use crate::placeholder;
use crate::spec::{ConnectionSpec, Kind};
use crate::steps::StepId;
use crate::text::{Excerpt, Place};

/// The class that every ad hoc class extends.
const AD_HOC: &str = "https://ns.adobe.com/xdm/data/adhoc";

/// The placeholder for the id of an ad hoc class.
const AD_HOC_CLASS: &str = "AD_HOC_CLASS_ID";

/// A request of its own.
pub(super) fn of(place: Place, envelope: Envelope, body: Option<Body>) -> Exchange {
    let found = operation::find(&envelope.method.text, &envelope.url.text);
    let operation = found.operation;
    let root = body.as_ref().and_then(|b| b.root.as_ref());
    let step = operation.and_then(|o| o.step).and_then(|step| refine(step, root));
    Exchange { step, operation, place, envelope: Some(envelope), body, response: None }
}

/// Is the request one that preflow has something to say about?
pub(super) fn is_ours(exchange: &Exchange) -> bool {
    exchange.step.is_some()
        || exchange.envelope.as_ref().is_some_and(|e| {
            let found = operation::find(&e.method.text, &e.url.text);
            found.is_platform() || (found.host == Host::Open && e.url.text.contains("/data/foundation/"))
        })
}

/// What the body says about the step that method and path name.
fn refine(step: StepId, body: Option<&Node>) -> Option<StepId> {
    let text = |pointer: &str| body.and_then(|b| b.at(pointer)).and_then(Node::as_str);
    match step {
        StepId::BaseConnection
            if text("/connectionSpec/id")
                .and_then(ConnectionSpec::by_id)
                .is_some_and(|s| s.kind == Kind::Target && s.aliases.contains(&"datalake")) =>
        {
            Some(StepId::DatasetBaseConnection)
        }
        StepId::AdHocClass if body.is_some() && !references(body, |id| id == AD_HOC) => None,
        StepId::TargetSchema
            if references(body, |id| id == AD_HOC || placeholder::name(id) == Some(AD_HOC_CLASS))
                || names_ad_hoc(body) =>
        {
            Some(StepId::AdHocSchema)
        }
        _ => Some(step),
    }
}

fn references(body: Option<&Node>, is: impl Fn(&str) -> bool) -> bool {
    let all_of = body.and_then(|b| b.get("allOf")).map(Node::items).unwrap_or_default();
    all_of.iter().filter_map(|part| part.get("$ref")?.as_str()).any(is)
}

fn names_ad_hoc(body: Option<&Node>) -> bool {
    let title = body.and_then(|b| b.get("title")).and_then(Node::as_str).unwrap_or_default().to_lowercase();
    let classes_only = references(body, |id| id.contains("/classes/"));
    classes_only && (title.contains("ad hoc") || title.contains("ad-hoc") || title.contains("adhoc"))
}

/// Once every exchange is known: a schema built on a class that an earlier ad hoc class request answered with is
/// an ad hoc schema.
pub(super) fn settle(flow: &mut Dataflow) {
    let mut classes: Vec<String> = Vec::new();
    let mut open = false;
    for exchange in &mut flow.exchanges {
        match exchange.step {
            Some(StepId::AdHocClass) => {
                let root = exchange.response.as_ref().and_then(|r| r.root.as_ref());
                match root.and_then(|r| r.get("$id")).and_then(Node::as_str) {
                    Some(id) => classes.push(id.to_owned()),
                    None => open = true,
                }
            }
            Some(StepId::TargetSchema) => {
                let root = exchange.body.as_ref().and_then(|b| b.root.as_ref());
                let is_class =
                    |id: &str| classes.iter().any(|c| c == id) || (open && id.contains("/classes/"));
                if references(root, is_class) {
                    exchange.step = Some(StepId::AdHocSchema);
                }
            }
            _ => {}
        }
    }
}

/// Reads a response where it stands.
pub(super) fn respond(exchange: &mut Exchange, text: &Excerpt<'_>) {
    exchange.response = Some(body::response(exchange.place.file, text));
}
