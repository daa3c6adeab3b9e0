//! R61: a sample response belongs to its request.

use super::sent::is_literal;
use super::{Context, Group, Rule};
use crate::dataflow::{Body, Exchange};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::operation::Service;
use crate::steps::StepId;
use crate::text::Span;
use std::collections::{HashMap, HashSet};

static RULES: [Rule; 2] = [
    Rule {
        code: "response-differs-from-request",
        number: "R61",
        severity: Severity::Warning,
        what: "A sample response shows other mappings, another schema or another title than its request sent.",
        why: "It was pasted from elsewhere; whoever follows the ids in it follows the wrong objects. (POST /mappingSets answers \
              only id, version, dates and users.)",
        example: "a mapping set with first_name is posted, the response shows a mapping of FirstName",
        remedy: "Paste the answer of this request.",
        source: "Data Prep and Schema Registry guides: what the creations answer",
    },
    Rule {
        code: "response-repeats-id",
        number: "R61",
        severity: Severity::Warning,
        what: "Two requests that create different kinds of things show the same id in their responses.",
        why: "One of the responses was pasted from the other request; ids are unique.",
        example: "POST /targetConnections and POST /flows both answer 0c2a3d4e-…",
        remedy: "Paste the answer of each request.",
        source: "Flow Service: ids are UUIDs made for each object",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for exchange in flow.of(StepId::MappingSet) {
        if exchange.envelope.as_ref().is_none_or(|e| e.method.text.eq_ignore_ascii_case("POST")) {
            check_mapping_set(cx, exchange);
        }
    }
    for exchange in flow.of(StepId::TargetSchema) {
        check_schema(cx, exchange);
    }
    check_ids(cx);
}

/// The bodies of a request and its response, where both could be read.
fn both(exchange: &Exchange) -> Option<(&Body, &Node, &Body, &Node)> {
    let (request, response) = (exchange.body.as_ref()?, exchange.response.as_ref()?);
    Some((request, request.root.as_ref()?, response, response.root.as_ref()?))
}

/// What a mapping maps to what, in either dialect.
fn row(mapping: &Node) -> Option<(&str, &str)> {
    let text = |keys: [&str; 2]| keys.iter().find_map(|k| mapping.get(k)).and_then(Node::as_str);
    Some((text(["sourceAttribute", "source"])?, text(["destinationXdmPath", "destination"])?))
}

fn check_mapping_set(cx: &mut Context<'_>, exchange: &Exchange) {
    let Some((request, sent, response, shown)) = both(exchange) else { return };
    let mut differences: Vec<(String, Span)> = Vec::new();
    let rows = |root: &'_ Node| -> Vec<(String, String)> {
        let mappings = root.get("mappings").map_or(&[] as &[Node], Node::items);
        mappings.iter().filter_map(row).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    };
    let posted = rows(sent);
    if let Some(mappings) = shown.get("mappings").filter(|_| !posted.is_empty()) {
        // Looked up as written; only rows with placeholders are held against each other.
        let exact: HashSet<(&str, &str)> = posted.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let open = |(a, b): (&str, &str)| [a, b].iter().any(|t| t.contains(['{', '$', '<']));
        let unsure: Vec<_> = exact.iter().copied().filter(|r| open(*r)).collect();
        let was_posted = |row: (&str, &str)| {
            exact.contains(&row)
                || open(row)
                || unsure.iter().any(|p| cx.may_equal(p.0, row.0) && cx.may_equal(p.1, row.1))
        };
        let strangers: Vec<_> = mappings
            .items()
            .iter()
            .filter_map(|m| Some((m, row(m)?)))
            .filter(|(_, r)| !was_posted(*r))
            .collect();
        if let [(first, (source, destination)), rest @ ..] = strangers.as_slice() {
            let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            let what = format!("a mapping of `{source}` to `{destination}`{more} that was not posted");
            differences.push((what, first.span));
        }
    }
    let target = ["/outputSchema/schemaRef/id", "/xdmSchema"].iter().find_map(|p| sent.at(p)?.as_str());
    for at in ["/outputSchemaRef/id", "/outputSchema/schemaRef/id", "/schemaRef/id", "/xdmSchema"] {
        let Some(node) = shown.at(at) else { continue };
        let (Some(target), Some(text)) = (target, node.as_str()) else { continue };
        if !same_schema(cx, target, text) {
            differences.push((
                format!("`{}` is another schema than the request's", at[1..].replace('/', ".")),
                node.span,
            ));
        }
    }
    differences.sort_by_key(|d| d.1);
    let Some((_, first)) = differences.first() else { return };
    let first = *first;
    let list = differences.iter().map(|d| d.0.as_str()).collect::<Vec<_>>().join("; ");
    let mut report = cx.at_span(&RULES[0], response.file, first).step(exchange.step);
    let sent_span = sent.member("mappings").map_or(request.span, |m| m.key_span);
    report = report.related(request.file, sent_span, "what was posted");
    for (what, span) in differences.iter().skip(1) {
        report = report.related(response.file, *span, what.as_str());
    }
    report
        .help("paste the answer of this request: POST /mappingSets answers only id, version, dates and users")
        .say(format!("the response is not that of its request: {list}"));
}

/// The same schema, by `$id` or by alternate id.
fn same_schema(cx: &Context<'_>, a: &str, b: &str) -> bool {
    let hash = |id: &str| id.rsplit(['/', '.']).next().unwrap_or(id).to_owned();
    let is_id = |id: &str| id.contains("/schemas/") || id.contains(".schemas.");
    !is_id(a) || !is_id(b) || cx.may_equal(&hash(a), &hash(b))
}

fn check_schema(cx: &mut Context<'_>, exchange: &Exchange) {
    let Some((request, sent, response, shown)) = both(exchange) else { return };
    let mut differences: Vec<(String, Span)> = Vec::new();
    for key in ["title", "meta:class"] {
        let (Some(a), Some(node)) = (sent.get(key).and_then(Node::as_str), shown.get(key)) else { continue };
        let Some(b) = node.as_str() else { continue };
        if !cx.may_equal(a.trim(), b.trim()) {
            differences.push((format!("`{key}` is `{b}`, but `{a}` was posted"), node.span));
        }
    }
    let refs = |root: &'_ Node| -> Vec<(String, Span)> {
        let all = root.get("allOf").map_or(&[] as &[Node], Node::items);
        all.iter()
            .filter_map(|n| n.get("$ref"))
            .filter_map(|n| Some((n.as_str()?.to_owned(), n.span)))
            .collect()
    };
    let (posted, answered) = (refs(sent), refs(shown));
    if !posted.is_empty() && !answered.is_empty() {
        let stranger = answered.iter().find(|(r, _)| !posted.iter().any(|(p, _)| cx.may_equal(p, r)));
        if let Some((stranger, span)) = stranger {
            differences.push((format!("`{stranger}` was not posted"), *span));
        }
    }
    let Some((_, first)) = differences.first() else { return };
    let list = differences.iter().map(|d| d.0.as_str()).collect::<Vec<_>>().join("; ");
    cx.at_span(&RULES[0], response.file, *first)
        .step(exchange.step)
        .related(request.file, request.span, "what was posted")
        .help("paste the answer of this request")
        .say(format!("the response is not that of its request: {list}"));
}

fn check_ids(cx: &mut Context<'_>) {
    let mut seen: HashMap<&str, (&str, &Body, Span)> = HashMap::new();
    let flow = cx.flow;
    for exchange in &flow.exchanges {
        let creates = |o: &&crate::operation::Operation| o.method == "POST" && !o.path.contains('{');
        let Some(operation) = exchange.operation.filter(creates) else { continue };
        let Some(response) = &exchange.response else { continue };
        let Some(node) = response.root.as_ref().and_then(|r| r.get("id")) else { continue };
        let Some(id) = node.as_str().filter(|id| is_literal(id)) else { continue };
        // Mapping sets are copied into samples of other services rarely enough.
        if !matches!(operation.service, Service::Flow | Service::DataPrep) {
            continue;
        }
        if let Some((path, body, span)) = seen.get(id) {
            if *path != operation.path {
                cx.at_span(&RULES[1], response.file, node.span)
                    .step(exchange.step)
                    .related(body.file, *span, format!("`POST {path}` answered it before"))
                    .help("paste the answer of this request")
                    .say(format!(
                        "`POST {}` answers an id that `POST {path}` has answered already",
                        operation.path
                    ));
            }
        } else {
            seen.insert(id, (operation.path, response, node.span));
        }
    }
}
