//! R16: the source connection refers to the base connection of its dataflow.

use super::references::{Reference, check_reference, literal};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::spec::{ConnectionSpec, Kind};
use crate::steps::StepId;

static RULES: [Rule; 2] = [
    Rule {
        code: "missing-base-connection",
        number: "R16",
        severity: Severity::Error,
        what: "A source connection has no baseConnectionId, although its kind of source needs an account.",
        why: "The service cannot read the source without the credentials that the base connection holds.",
        example: r#"{"name": "Accounts", "data": {"format": "tabular"}, "connectionSpec": {"id": "38ad80fe-8b06-4938-94f4-d4ee80266b07", "version": "1.0"}}"#,
        remedy: "Add `baseConnectionId` with the id that the base connection's response returned.",
        source: "Sources tutorials: source connections of each kind; Data Landing Zone and webhook sources have none",
    },
    Rule {
        code: "base-connection-mismatch",
        number: "R16",
        severity: Severity::Error,
        what: "The source connection's baseConnectionId is not the id that the base connection's response returned.",
        why: "The source would be read through somebody else's account. A warning where a response is not shown.",
        example: r#"{"baseConnectionId": "4cb0c374-d3bb-4557-b139-5712880adc55"}"#,
        remedy: "Use the id of the base connection of this dataflow.",
        source: "Flow Service: baseConnectionId of a source connection",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

static REFERENCE: Reference =
    Reference { at: StepId::SourceConnection, path: &["baseConnectionId"], from: StepId::BaseConnection };

fn check(cx: &mut Context<'_>) {
    check_reference(cx, &RULES[1], &REFERENCE);
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::SourceConnection) {
        if !root.is_object() || root.get("baseConnectionId").is_some() {
            continue;
        }
        let known = root
            .at("/connectionSpec/id")
            .and_then(|n| literal(cx, n))
            .and_then(|id| ConnectionSpec::by_id(&id));
        let Some(known) = known.filter(|s| needs_account(s)) else { continue };
        cx.at(&RULES[0], body, "/connectionSpec")
            .step(Some(StepId::SourceConnection))
            .help("add `\"baseConnectionId\": \"{BASE_CONNECTION_ID}\"` with the id of the base connection")
            .say(format!("a source connection to {} needs a baseConnectionId", known.name));
    }
}

/// Is it known that this source is read through a base connection? Self-serve streaming sources push by webhook.
fn needs_account(spec: &ConnectionSpec) -> bool {
    let pushed = spec.kind == Kind::Streaming && spec.self_serve;
    spec.has_base_connection && !pushed && spec.kind != Kind::Target && !spec.name.is_empty()
}
