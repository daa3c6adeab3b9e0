//! R06: a request with a body says that it is JSON.

use super::header_names::{find, has_unseen, require};
use super::{Context, Group, Rule};
use crate::dataflow::Origin;
use crate::diagnostic::Severity;
use crate::json::Kind;
use crate::operation::Service;

static RULES: [Rule; 2] = [
    Rule {
        code: "missing-content-type",
        number: "R06",
        severity: Severity::Error,
        what: "A request with a body has no `Content-Type` header.",
        why: "curl then calls the body a form, and the service answers 400, \"A valid content-type must be specified\".",
        example: "curl -X POST https://platform.adobe.io/data/foundation/flowservice/flows -H 'x-api-key: {API_KEY}' … -d '{…}'",
        remedy: "Add `Content-Type: application/json`.",
        source: "Sources tutorials: every request with a payload needs the header",
    },
    Rule {
        code: "wrong-content-type",
        number: "R06",
        severity: Severity::Error,
        what: "The `Content-Type` header names another format than the body's.",
        why: "The services read JSON only and refuse the rest. Catalog reads a list of patch operations only as \
              `application/json-patch+json`.",
        example: "Content-Type: text/plain",
        remedy: "Write `application/json`, or `application/json-patch+json` for patch operations to Catalog.",
        source: "OpenAPI files; the Catalog guide to updating objects",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        let Some(body) = &sent.exchange.body else { continue };
        if !sent.is_gateway() || body.text.trim().is_empty() {
            continue;
        }
        let header = find(&sent, "Content-Type");
        match header {
            // Postman adds it itself for a JSON body.
            None if has_unseen(&sent) || sent.origin == Origin::Postman => {}
            None => require(cx, &RULES[0], RULES[0].severity, &sent, "Content-Type"),
            Some(h) if h.implied => {
                if has_unseen(&sent) || is_json(h.value.as_deref().unwrap_or_default()) {
                    continue;
                }
                let start = sent.start(cx.sources);
                cx.at_span(&RULES[0], sent.file(), start)
                    .step(sent.exchange.step)
                    .related(sent.file(), h.span, "curl sends this as `application/x-www-form-urlencoded`")
                    .help("add the header `Content-Type: application/json`")
                    .say(format!("{} has a body, but no `Content-Type` header", sent.title()));
            }
            Some(h) if h.value.as_deref().unwrap_or_default().is_empty() => {
                require(cx, &RULES[0], RULES[0].severity, &sent, "Content-Type");
            }
            Some(h) => {
                let value = h.value.as_deref().unwrap_or_default();
                let open = value.contains(['{', '$', '<']);
                let json = body.root.as_ref().is_some_and(|r| r.is_object() || !r.items().is_empty());
                if open || !json || sent.found.service.is_none() {
                    continue;
                }
                let patch = sent.found.service == Some(Service::Catalog)
                    && sent.is("PATCH")
                    && matches!(body.root.as_ref().map(|r| &r.kind), Some(Kind::Array(_)));
                let wanted = if patch { "application/json-patch+json" } else { "application/json" };
                let (file, span) = (sent.file(), h.span);
                if !is_json(value) {
                    cx.at_span(&RULES[1], file, span)
                        .step(sent.exchange.step)
                        .help(format!("write `Content-Type: {wanted}`"))
                        .say(format!("the body is JSON, but `Content-Type` says `{value}`"));
                } else if patch && essence(value) != wanted {
                    cx.at_span(&RULES[1], file, span)
                        .step(sent.exchange.step)
                        .related(body.file, body.span, "a list of patch operations")
                        .help(format!("write `Content-Type: {wanted}`"))
                        .say(format!("Catalog reads patch operations only as `{wanted}`, not as `{value}`"));
                }
            }
        }
    }
}

fn essence(value: &str) -> String {
    value.split(';').next().unwrap_or(value).trim().to_ascii_lowercase()
}

fn is_json(value: &str) -> bool {
    let essence = essence(value);
    essence == "application/json" || essence.ends_with("+json")
}
