//! R07: a change of a Flow Service object names the version it changes.

use super::header_names::{find, has_unseen, require};
use super::sent::{Sent, is_literal};
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::operation::Service;
use crate::text::{FileId, Span};
use std::collections::HashMap;

static RULES: [Rule; 4] = [
    Rule {
        code: "missing-if-match",
        number: "R07",
        severity: Severity::Error,
        what: "A PATCH of a connection, source connection, target connection or flow (or a PUT of a run) has no `If-Match` header.",
        why: "Flow Service requires the version that is changed, so that two people do not overwrite each other.",
        example: "curl -X PATCH https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID} -H 'Authorization: …' -d '[…]'",
        remedy: "Add `If-Match: \"{ETAG}\"` with the etag of the latest answer about the object.",
        source: "OpenAPI file of Flow Service: the header is required",
    },
    Rule {
        code: "if-match-in-query",
        number: "R07",
        severity: Severity::Error,
        what: "`If-Match` stands in the query of the URL.",
        why: "It is a header; a query parameter of that name is ignored and the request is refused.",
        example: "PATCH …/flows/{FLOW_ID}?If-Match={ETAG}",
        remedy: "Send it as a header.",
        source: "OpenAPI file of Flow Service: the parameter is in the header",
    },
    Rule {
        code: "unquoted-etag",
        number: "R07",
        severity: Severity::Error,
        what: "The etag in `If-Match` lacks its quotes.",
        why: "The quotes are part of an etag; without them the tag matches no version and the precondition fails.",
        example: "If-Match: 1a0037e4-0000-0200-0000-602e06f60000",
        remedy: "Write `If-Match: \"1a0037e4-0000-0200-0000-602e06f60000\"`.",
        source: "RFC 9110, and the etags Flow Service answers with",
    },
    Rule {
        code: "stale-etag",
        number: "R07",
        severity: Severity::Error,
        what: "The etag in `If-Match` is not the one that the latest answer about the object shows.",
        why: "The object has another version, so the precondition fails. Against the answer to the creation it is a \
              warning, since the service itself may have changed a new object since.",
        example: "GET answers etag \"…602e0712…\", the PATCH that follows sends \"…602e06f6…\"",
        remedy: "Send the etag of the latest answer; every change gives a new one.",
        source: "OpenAPI file of Flow Service; RFC 9110",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// The latest etag known of an object.
struct Tag<'a> {
    text: &'a str,
    file: FileId,
    span: Span,
    /// From the answer to the creation.
    created: bool,
}

fn check(cx: &mut Context<'_>) {
    let mut latest: HashMap<&str, Tag<'_>> = HashMap::new();
    for sent in cx.sent() {
        let flow_service = sent.found.service == Some(Service::Flow);
        if sent.found.operation.is_some_and(|o| o.needs_if_match) && !has_unseen(&sent) {
            let in_query = sent.parameter("If-Match").is_some();
            if in_query && find(&sent, "If-Match").is_none() {
                cx.at_span(&RULES[1], sent.file(), sent.url_part("If-Match"))
                    .help("send it as a header, `If-Match: \"{ETAG}\"`")
                    .say("`If-Match` is a header, not a query parameter");
            } else {
                require(cx, &RULES[0], RULES[0].severity, &sent, "If-Match");
            }
            check_value(cx, &sent, &latest);
        }
        if flow_service {
            learn(&sent, &mut latest);
        }
    }
}

fn check_value(cx: &mut Context<'_>, sent: &Sent<'_>, latest: &HashMap<&str, Tag<'_>>) {
    let Some(header) = find(sent, "If-Match") else { return };
    let Some(value) = header.value.as_deref().filter(|v| is_literal(v) && *v != "*") else { return };
    let quotes = value.matches('"').count();
    if quotes < 2 {
        let lacks = if quotes == 0 { "the quotes that belong to it" } else { "one of its quotes" };
        cx.at_span(&RULES[2], sent.file(), header.span)
            .help(format!("write `If-Match: \"{}\"`", bare(value)))
            .say(format!("the etag `{value}` lacks {lacks}"));
    }
    let id = sent.found.parameters.first().map_or("", |(_, id)| id);
    let Some(tag) = latest.get(id) else { return };
    if bare(tag.text) != bare(value) && is_literal(tag.text) {
        let severity = if tag.created { Severity::Warning } else { Severity::Error };
        cx.at_span(&RULES[3], sent.file(), header.span)
            .severity(severity)
            .related(tag.file, tag.span, format!("the latest etag of `{id}`"))
            .help(format!("send `If-Match: \"{}\"`", bare(tag.text)))
            .say(format!(
                "`If-Match` sends `{}`, but the latest etag of this object is `{}`",
                bare(value),
                bare(tag.text)
            ));
    }
}

fn bare(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches(['"', '\\'])
}

/// Takes the etags of an answer, and forgets the one of an object that the request changes.
fn learn<'a>(sent: &Sent<'a>, latest: &mut HashMap<&'a str, Tag<'a>>) {
    if !sent.is("GET")
        && let Some((_, id)) = sent.found.parameters.first()
    {
        latest.remove(id);
    }
    let Some(response) = &sent.exchange.response else { return };
    let Some(root) = response.root.as_ref() else { return };
    let created = sent.is("POST");
    let items = root.get("items").map_or(&[] as &[Node], Node::items);
    for object in items.iter().chain([root]) {
        if let Some((id, tag)) = etag(object, response, created) {
            latest.insert(id, tag);
        }
    }
}

fn etag<'a>(object: &'a Node, response: &Body, created: bool) -> Option<(&'a str, Tag<'a>)> {
    let id = object.get("id")?.as_str()?;
    let node = object.get("etag")?;
    Some((id, Tag { text: node.as_str()?, file: response.file, span: node.span, created }))
}
