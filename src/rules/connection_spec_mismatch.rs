//! R17: a source connection has the connection spec of its base connection.

use super::references::{Given, handed_on, is_uuid, literal, may_be_same, readable};
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::StepId;
use std::borrow::Cow;

static RULES: [Rule; 1] = [Rule {
    code: "connection-spec-mismatch",
    number: "R17",
    severity: Severity::Error,
    what: "The source connection and its base connection have different connection specs.",
    why: "One source has one connection spec: the account of the base connection belongs to another system.",
    example: r#"{"baseConnectionId": "{BASE_CONNECTION_ID}", "connectionSpec": {"id": "cc6a4487-9e91-433e-a3a3-9cf6626c1806", "version": "1.0"}}"#,
    remedy: "Give both the connection spec of the source that is meant.",
    source: "Flow Service: connectionSpec of connections and source connections",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const AT: &str = "/connectionSpec/id";

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    let given = handed_on(flow, StepId::BaseConnection).ids;
    let all: Vec<_> = flow.bodies(StepId::BaseConnection).take(MOST_BASES + 1).collect();
    if all.len() > MOST_BASES || cx.exports() {
        return;
    }
    for (body, root) in flow.bodies(StepId::SourceConnection) {
        let Some(id) = root.at(AT).and_then(|n| literal(cx, n)).filter(|id| is_uuid(id)) else { continue };
        if root.get("baseConnectionId").is_none() {
            continue;
        }
        let bases: Vec<(&Body, &Node, Cow<'_, str>)> = own_bases(cx, root, &given, &all)
            .into_iter()
            .filter_map(|(b, r)| Some((b, r.at(AT)?, r.at(AT).and_then(|n| cx.filled(n))?)))
            .collect();
        let Some((base, node, theirs)) = bases.first() else { continue };
        if bases.iter().any(|(.., spec)| may_be_same(cx, spec, &id)) || !is_uuid(theirs) {
            continue;
        }
        cx.at_value(&RULES[0], body, AT)
            .step(Some(StepId::SourceConnection))
            .related(base.file, node.span, "the base connection's connection spec")
            .help("one source has one connection spec; give both the same")
            .say(format!(
                "the source connection's connection spec `{id}` is not its base connection's, `{theirs}`"
            ));
    }
}

/// More base connections than this do not belong to one dataflow.
const MOST_BASES: usize = 100;

/// The base connections that the source connection can mean: the one whose response has its id, else all.
fn own_bases<'a>(
    cx: &Context<'a>,
    source: &Node,
    given: &[Given<'a>],
    all: &[(&'a Body, &'a Node)],
) -> Vec<(&'a Body, &'a Node)> {
    let id = source.get("baseConnectionId").and_then(|n| literal(cx, n));
    match id.and_then(|id| given.iter().find(|g| may_be_same(cx, g.id, &id))) {
        Some(given) => readable(&cx.flow.exchanges[given.exchange]).into_iter().collect(),
        None => all.to_vec(),
    }
}
