//! R62: streamed data goes to the flow that was made for it.

use super::created::{ids, is_foreign, occurs_before};
use super::header_names::{find, has_unseen};
use super::sent::{Sent, is_literal};
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::operation::Service;
use crate::steps::StepId;
use crate::text::{FileId, Span};

static RULES: [Rule; 3] = [
    Rule {
        code: "wrong-inlet",
        number: "R62",
        severity: Severity::Error,
        what: "Data is posted to another inlet than the one the answers of this bundle show.",
        why: "It reaches another flow, or none.",
        example: "GET /flows/{id} shows inletUrl …/collection/e75d…, the data goes to …/collection/0b1c…",
        remedy: "Post to the `inletUrl` of the flow or of its base connection.",
        source: "Sources tutorials on streaming: the inlet URL",
    },
    Rule {
        code: "raw-data-without-flow",
        number: "R62",
        severity: Severity::Error,
        what: "Raw data is posted without `x-adobe-flow-id`, as header or query parameter.",
        why: "Raw data says nothing of where it belongs; without the flow's id it is not mapped.",
        example: r#"a connection with dataType "raw", then POST …/collection/{INLET_ID} without the header"#,
        remedy: "Add the header `x-adobe-flow-id: {FLOW_ID}`.",
        source: "Sources tutorial on the HTTP API: ingesting raw data",
    },
    Rule {
        code: "message-for-other-flow",
        number: "R62",
        severity: Severity::Error,
        what: "A streamed message names another flow, dataset or schema than this bundle made.",
        why: "The message is routed by its header: it lands elsewhere or is refused.",
        example: r#"{"header": {"datasetId": "5e8c…", …}} where the dataset created is 63ec…"#,
        remedy: "Use the ids that the creations answered.",
        source: "Sources tutorial on the HTTP API: the message header",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let all = cx.sent();
    let inlets = inlets(cx);
    let flows = ids(&all, Service::Flow, "/flows");
    let datasets = ids(&all, Service::Catalog, "/dataSets");
    for sent in all.iter().filter(|s| s.is_streaming() && s.is("POST")) {
        if sent.found.operation.is_none() {
            continue;
        }
        let inlet = sent.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let shown: Vec<_> = inlets.iter().filter(|i| i.exchange < sent.index).collect();
        if is_literal(inlet)
            && let [first, ..] = shown.as_slice()
            && shown.iter().all(|i| is_literal(i.id) && i.id != inlet)
        {
            cx.at_span(&RULES[0], sent.file(), sent.url_part(inlet))
                .related(first.file, first.span, "the inlet that was answered")
                .help("post to the `inletUrl` of this bundle's flow")
                .say(format!("`{inlet}` is not the inlet of this bundle's flow"));
        }
        check_flow(cx, sent, &flows);
        let Some((body, root)) = sent.exchange.body.as_ref().zip(sent.body()) else { continue };
        check_message(cx, sent, body, root, &flows, &datasets);
    }
}

fn check_flow(cx: &mut Context<'_>, sent: &Sent<'_>, flows: &[super::created::Created<'_>]) {
    let header = find(sent, "x-adobe-flow-id");
    let query = sent.parameter("x-adobe-flow-id");
    if header.is_none() && query.is_none() {
        let flow = cx.flow;
        let raw = flow.bodies(StepId::BaseConnection).last().and_then(|(body, root)| {
            let node = root.at("/auth/params/dataType")?;
            (node.as_str() == Some("raw")).then_some((body.file, node.span))
        });
        let message =
            sent.body().is_some_and(|b| b.at("/header/flowId").is_some() || b.get("messages").is_some());
        if let Some((file, span)) = raw.filter(|_| !message && !has_unseen(sent)) {
            let start = sent.start(cx.sources);
            cx.at_span(&RULES[1], sent.file(), start)
                .related(file, span, "the connection takes raw data")
                .help("add the header `x-adobe-flow-id: {FLOW_ID}`")
                .say("raw data is posted without `x-adobe-flow-id`");
        }
        return;
    }
    let given = header.and_then(|h| h.value.as_deref()).or(query).unwrap_or_default();
    if let Some(last) = is_foreign(flows, sent.index, given)
        && !occurs_before(cx, sent.index, given)
    {
        let at = header.map_or_else(|| sent.url_part(given), |h| h.span);
        cx.at_span(&RULES[2], sent.file(), at)
            .related(last.file, last.span, format!("the flow created here is `{}`", last.id))
            .help(format!("use `{}`", last.id))
            .say(format!("the data is sent to the flow `{given}`, which no earlier request created"));
    }
}

fn check_message(
    cx: &mut Context<'_>,
    sent: &Sent<'_>,
    body: &Body,
    root: &Node,
    flows: &[super::created::Created<'_>],
    datasets: &[super::created::Created<'_>],
) {
    for (at, created, title) in
        [("/header/flowId", flows, "flow"), ("/header/datasetId", datasets, "dataset")]
    {
        let Some(id) = root.at(at).and_then(Node::as_str) else { continue };
        if let Some(last) = is_foreign(created, sent.index, id) {
            let before =
                cx.flow.exchanges[..sent.index].iter().flat_map(|e| [&e.body, &e.response]).flatten();
            if before.into_iter().any(|b| b.text.contains(id)) {
                continue;
            }
            cx.at_value(&RULES[2], body, at)
                .related(last.file, last.span, format!("the {title} created here is `{}`", last.id))
                .help(format!("use `{}`", last.id))
                .say(format!("the message names the {title} `{id}`, which no earlier request created"));
        }
    }
    let flow = cx.flow;
    let Some(id) = root.at("/header/schemaRef/id").and_then(Node::as_str) else { return };
    let schemas: Vec<_> = flow
        .bodies(StepId::TargetConnection)
        .filter_map(|(b, r)| r.at("/data/schema/id").map(|n| (b, n)))
        .filter_map(|(b, n)| Some((b, n.span, n.as_str()?)))
        .collect();
    if let Some((other, span, wanted)) = schemas.first()
        && schemas.iter().all(|(_, _, s)| !cx.may_equal(s, id) && s.contains("/schemas/"))
        && id.contains("/schemas/")
    {
        cx.at_value(&RULES[2], body, "/header/schemaRef/id")
            .related(other.file, *span, format!("the target connection takes `{wanted}`"))
            .help(format!("use `{wanted}`"))
            .say("the message names another schema than the target connection");
    }
}

/// An inlet that an answer shows.
struct Inlet<'a> {
    exchange: usize,
    id: &'a str,
    file: FileId,
    span: Span,
}

fn inlets<'a>(cx: &Context<'a>) -> Vec<Inlet<'a>> {
    let mut found = Vec::new();
    let flow = cx.flow;
    for (exchange, one) in flow.exchanges.iter().enumerate() {
        let Some(response) = &one.response else { continue };
        let Some(root) = &response.root else { continue };
        root.walk(&mut |key, node| {
            if key == Some("inletUrl")
                && let Some(url) = node.as_str()
                && let Some((_, id)) = url.split_once("/collection/")
            {
                let id = id.split(['?', '/']).next().unwrap_or(id);
                found.push(Inlet { exchange, id, file: response.file, span: node.span });
            }
        });
    }
    found
}
