//! R60: what GET shows of a flow is what was posted.

use super::created::objects;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::StepId;

static RULES: [Rule; 1] = [Rule {
    code: "flow-echo-differs",
    number: "R60",
    severity: Severity::Error,
    what: "The flow that GET answers has other ids than the flow that was posted.",
    why: "The sample belongs to another flow, or the flow was made from other parts than the bundle says: one of the two \
          is wrong.",
    example: "POST /flows with one mappingId, GET /flows/{id} of the created flow with another",
    remedy: "Take the sample again, or correct the id in the request.",
    source: "OpenAPI file of Flow Service: GET answers the stored flow",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// What is compared: where it stands in both, and its name.
const PARTS: [(&str, &str); 3] = [
    ("/flowSpec/id", "flow spec"),
    ("/sourceConnectionIds/0", "source connection"),
    ("/targetConnectionIds/0", "target connection"),
];

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    let all = cx.sent();
    for exchange in flow.of(StepId::Flow) {
        let id = exchange.response.as_ref().and_then(|r| r.root.as_ref()?.get("id")?.as_str());
        let (Some(id), Some(posted)) = (id, &exchange.body) else { continue };
        let Some(wanted) = &posted.root else { continue };
        for sent in &all {
            let reads = sent.is("GET") && sent.found.operation.is_some_and(|o| o.path.starts_with("/flows"));
            let patched = sent.is("PATCH") && sent.flow_service_id("flows").is_some();
            // Once a flow is patched, it may differ.
            if patched {
                break;
            }
            let (Some(answer), Some(root)) = (&sent.exchange.response, sent.response()) else { continue };
            if !reads {
                continue;
            }
            for shown in objects(root) {
                if shown.get("id").and_then(Node::as_str) == Some(id) {
                    compare(cx, (posted, wanted), (answer, shown));
                }
            }
        }
    }
}

fn compare(cx: &mut Context<'_>, (posted, wanted): (&Body, &Node), (answer, shown): (&Body, &Node)) {
    for (at, title) in PARTS {
        say(cx, title, (posted, wanted.at(at)), (answer, shown.at(at)));
    }
    let mapping = |flow: &'_ Node| -> Option<Node> {
        let transformations = flow.get("transformations")?.items();
        let mapping =
            transformations.iter().find(|t| t.get("name").and_then(Node::as_str) == Some("Mapping"))?;
        mapping.at("/params/mappingId").cloned()
    };
    say(cx, "mapping set", (posted, mapping(wanted).as_ref()), (answer, mapping(shown).as_ref()));
    let specs = [
        (StepId::SourceConnection, "sourceConnections", "source connection's connection spec"),
        (StepId::TargetConnection, "targetConnections", "target connection's connection spec"),
    ];
    for (step, list, title) in specs {
        let shown_one = shown.at(&format!("/inheritedAttributes/{list}/0"));
        let Some(connection) = shown_one.and_then(|c| c.get("id")?.as_str()) else { continue };
        let flow = cx.flow;
        for exchange in flow.of(step) {
            let made = exchange.response.as_ref().and_then(|r| r.root.as_ref()?.get("id")?.as_str());
            if let Some(body) = exchange.body.as_ref().filter(|_| made == Some(connection)) {
                let wanted = body.root.as_ref().and_then(|r| r.at("/connectionSpec/id"));
                say(cx, title, (body, wanted), (answer, shown_one.and_then(|c| c.at("/connectionSpec/id"))));
            }
        }
    }
}

fn say(
    cx: &mut Context<'_>,
    title: &str,
    (posted, wanted): (&Body, Option<&Node>),
    (answer, shown): (&Body, Option<&Node>),
) {
    let (Some(wanted), Some(shown)) = (wanted, shown) else { return };
    let (Some(a), Some(b)) = (wanted.as_str(), shown.as_str()) else { return };
    if !cx.may_equal(&a.to_ascii_lowercase(), &b.to_ascii_lowercase()) {
        cx.at_span(&RULES[0], answer.file, shown.span)
            .step(Some(StepId::GetFlow))
            .related(posted.file, wanted.span, format!("`{a}` was posted"))
            .say(format!("the flow is shown with the {title} `{b}`, but it was created with `{a}`"));
    }
}
