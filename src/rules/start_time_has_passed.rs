//! R56: the start time of a flow is not changed once it has passed.
//!
//! There is no clock here: it has passed when the answer about the flow says that the flow was changed after it.

use super::created::objects;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;

static RULES: [Rule; 1] = [Rule {
    code: "start-time-has-passed",
    number: "R56",
    severity: Severity::Warning,
    what: "A patch changes `scheduleParams.startTime` of a flow whose start time lies before its last update.",
    why: "Flow Service refuses to move a start time that has passed.",
    example: r#"[{"op": "replace", "path": "/scheduleParams/startTime", "value": 1700000000}]"#,
    remedy: "Change frequency or interval only, or create a new flow.",
    source: "Sources tutorial on updating dataflows",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn number(node: Option<&Node>) -> Option<i64> {
    let node = node?;
    node.as_number().or(node.as_str())?.parse().ok()
}

fn check(cx: &mut Context<'_>) {
    let all = cx.sent();
    for sent in &all {
        let Some(id) = sent.flow_service_id("flows").filter(|_| sent.is("PATCH")) else { continue };
        let (Some(body), Some(root)) = (&sent.exchange.body, sent.body()) else { continue };
        let shown = all
            .iter()
            .take_while(|s| s.index < sent.index)
            .filter(|s| s.is("GET") && s.flow_service_id("flows") == Some(id))
            .filter_map(|s| Some((s.exchange.response.as_ref()?, s.response()?)))
            .last();
        let Some((answer, flow)) = shown.and_then(|(b, r)| Some((b, *objects(r).first()?))) else { continue };
        let start = flow.at("/scheduleParams/startTime");
        let (Some(seconds), Some(updated)) = (number(start), number(flow.get("updatedAt"))) else { continue };
        if seconds.saturating_mul(1000) >= updated || seconds > 99_999_999_999 {
            continue;
        }
        for (i, op) in root.items().iter().enumerate() {
            let value = match op.get("path").and_then(Node::as_str) {
                Some("/scheduleParams/startTime") => op.get("value"),
                Some("/scheduleParams") => op.at("/value/startTime"),
                _ => None,
            };
            if number(value).is_some_and(|new| new != seconds) {
                cx.at_value(&RULES[0], body, &format!("/{i}/path"))
                    .related(
                        answer.file,
                        start.map_or(flow.span, |n| n.span),
                        "this start time had passed when the flow was last updated",
                    )
                    .help("leave startTime as it is, or create a new flow")
                    .say("Flow Service does not move a start time that has passed");
            }
        }
    }
}
