//! R57: things are deleted after what uses them.

use super::sent::Sent;
use super::{Context, Group, Rule};
use crate::dataflow::Origin;
use crate::diagnostic::Severity;

static RULES: [Rule; 1] = [Rule {
    code: "deleted-too-early",
    number: "R57",
    severity: Severity::Error,
    what: "A connection is deleted before the flow, or the source or target connection, that uses it.",
    why: "Flow Service refuses to delete a base connection that has flows. A source or target connection deleted before \
          its flow (a warning) leaves the flow broken.",
    example: "DELETE /connections/{CONNECTION_ID}, then DELETE /flows/{FLOW_ID}",
    remedy: "Delete in this order: flow, target connection, source connection, base connection.",
    source: "Sources tutorials on deleting dataflows and accounts",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const ORDER: [(&str, &str); 4] = [
    ("flows", "flow"),
    ("targetConnections", "target connection"),
    ("sourceConnections", "source connection"),
    ("connections", "base connection"),
];

fn check(cx: &mut Context<'_>) {
    // A collection is a list of operations, often in the order of the alphabet.
    if cx.flow.origin == Origin::Postman {
        return;
    }
    let all = cx.sent();
    let deletions = |collection: &str| -> Vec<&Sent<'_>> {
        all.iter().filter(|s| s.is("DELETE") && s.flow_service_id(collection).is_some()).collect()
    };
    let flows = deletions("flows");
    // With more than one flow nothing says which connection belongs to which.
    let [flow] = flows.as_slice() else { return };
    for (collection, title) in &ORDER[1..] {
        let found = deletions(collection);
        let [one] = found.as_slice() else { continue };
        if one.index < flow.index {
            let severity = if *collection == "connections" { Severity::Error } else { Severity::Warning };
            let (start, flow_start) = (one.start(cx.sources), flow.start(cx.sources));
            cx.at_span(&RULES[0], one.file(), start)
                .severity(severity)
                .related(flow.file(), flow_start, "the flow is deleted only here")
                .help("delete the flow first, then the target, source and base connection")
                .say(format!("the {title} is deleted before the flow that uses it"));
        }
    }
}
