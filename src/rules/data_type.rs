//! R52: raw data needs a mapping, data that is XDM already goes without.

use super::references::{is_draft, literal, readable};
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::StepId;
use crate::text::Span;

static RULES: [Rule; 2] = [
    Rule {
        code: "raw-without-mapping",
        number: "R52",
        severity: Severity::Error,
        what: "A streaming connection takes raw data, and its flow has no Mapping transformation, or a flow spec \
               without transformations.",
        why: "Nothing turns the raw messages into the schema's fields, so none of them is ingested.",
        example: r#"{"auth": {"specName": "Streaming Connection", "params": {"dataType": "raw"}}}"#,
        remedy: "Create the flow from c1a19761-d2c7-4702-b9fa-fe91f0613e81 with a Mapping transformation, or send XDM.",
        source: "HTTP API tutorial: raw and XDM data",
    },
    Rule {
        code: "xdm-with-mapping",
        number: "R52",
        severity: Severity::Warning,
        what: "A streaming connection takes XDM data, and its flow has a Mapping transformation.",
        why: "Data that is XDM already is taken as it comes; the mapping belongs to raw data.",
        example: r#"{"auth": {"specName": "Streaming Connection", "params": {"dataType": "xdm"}}}"#,
        remedy: "Create the flow from d8a6f005-7eaf-4153-983e-e8574508b877 without transformations, or take raw data.",
        source: "HTTP API tutorial: raw and XDM data",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const HTTP_API: &str = "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb";
const WITHOUT_MAPPING: &str = "d8a6f005-7eaf-4153-983e-e8574508b877";
const WITH_MAPPING: &str = "c1a19761-d2c7-4702-b9fa-fe91f0613e81";

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    // Only where all connections of the text agree is it sure what the flow carries.
    let mut kinds: Vec<(String, &Body, Span)> = Vec::new();
    for (body, root) in flow.bodies(StepId::BaseConnection) {
        let of = |at: &str| root.at(at).and_then(|n| literal(cx, n));
        let is_http = of("/connectionSpec/id").is_some_and(|id| id.eq_ignore_ascii_case(HTTP_API));
        let Some(node) = root.at("/auth/params/dataType").filter(|_| is_http) else { return };
        let Some(kind) = literal(cx, node) else { return };
        kinds.push((kind.to_ascii_lowercase(), body, node.span));
    }
    let Some((kind, base, span)) = kinds.first() else { return };
    if kinds.iter().any(|(k, ..)| k != kind) {
        return;
    }
    for exchange in flow.exchanges.iter().filter(|e| e.step == Some(StepId::Flow) && !is_draft(e)) {
        let Some((body, root)) = readable(exchange) else { continue };
        let spec = root.at("/flowSpec/id").and_then(|n| literal(cx, n)).unwrap_or_default();
        let items = root.get("transformations").map_or(&[][..], Node::items);
        let maps = items.iter().any(|t| t.get("name").and_then(Node::as_str) == Some("Mapping"));
        let at = if root.get("transformations").is_some() { "/transformations" } else { "" };
        if kind == "raw" && spec.eq_ignore_ascii_case(WITHOUT_MAPPING) {
            let node = root.at("/flowSpec/id").map_or(body.span, |n| n.span);
            cx.at_value(&RULES[0], body, "/flowSpec/id")
                .step(Some(StepId::Flow))
                .related(base.file, *span, "the connection takes raw data")
                .help(format!("use {WITH_MAPPING} with a Mapping transformation"))
                .fix(node, format!("\"{WITH_MAPPING}\""))
                .say("this flow spec is for XDM data and has no transformations, but the data is raw");
        } else if kind == "raw" && !maps && !spec.is_empty() {
            cx.at(&RULES[0], body, at)
                .step(Some(StepId::Flow))
                .related(base.file, *span, "the connection takes raw data")
                .help("add a Mapping transformation with the id of the mapping set")
                .say("raw data needs a Mapping transformation");
        } else if kind == "xdm" && maps && !spec.eq_ignore_ascii_case(WITHOUT_MAPPING) {
            cx.at(&RULES[1], body, at)
                .step(Some(StepId::Flow))
                .related(base.file, *span, "the connection takes XDM data")
                .help(format!("use {WITHOUT_MAPPING} without transformations, or take raw data"))
                .say("data that is XDM already needs no Mapping transformation");
        }
    }
}
