//! R29: a schema's id has its shape, reported where the id first appears and not at each copy.

use super::references::is_masked;
use super::schema_ids::{SchemaId, Use};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::placeholder;
use std::collections::BTreeSet;

static RULES: [Rule; 2] = [
    Rule {
        code: "malformed-schema-id",
        number: "R29",
        severity: Severity::Warning,
        what: "The hash in a schema's id does not have 32 or 48 hexadecimal digits.",
        why: "The registry makes no such ids: it was changed when it was copied, and names no schema.",
        example: r#"{"schemaRef": {"id": "https://ns.adobe.com/acme/schemas/2b7d1c4f09ae4d5e8c3f6a7b9012cdeg"}}"#,
        remedy: "Copy the `$id` again from the schema's response.",
        source: "Schema Registry: ids in its responses",
    },
    Rule {
        code: "malformed-alt-id",
        number: "R29",
        severity: Severity::Warning,
        what: "A schema's meta:altId is not `_TENANT.schemas.HASH` with the hash of its `$id`.",
        why: "The short form of a schema's id begins with an underscore; without it, it names nothing.",
        example: r#"{"meta:altId": "acme.schemas.2b7d1c4f09ae4d5e8c3f6a7b9012cdef"}"#,
        remedy: "Write the underscore, and the hash of the `$id`.",
        source: "Schema Registry: ids in its responses",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let mut seen = BTreeSet::new();
    let mut seen_alt = BTreeSet::new();
    let all = cx.schema_ids();
    for one in all.iter() {
        let text = placeholder::fill(one.text, &cx.flow.variables);
        let Some(id) = SchemaId::parse(&text).filter(|id| !id.is_adobes()) else { continue };
        if placeholder::is_open(id.hash) || is_masked(id.hash) || id.hash.contains(['{', '<']) {
            continue;
        }
        let hash = id.hash.to_ascii_lowercase();
        let is_hash = matches!(hash.len(), 32 | 48) && hash.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_hash && seen.insert(hash.clone()) {
            report_hash(cx, one, id.hash);
        }
        if id.is_alt && !one.text.starts_with('_') && seen_alt.insert(text.clone()) {
            let fixed = format!("\"_{}\"", one.text);
            let report = cx.at_value(&RULES[1], one.body, one.pointer).step(Some(one.step));
            let report = if one.in_response { report } else { report.fix(one.node.span, fixed) };
            report
                .help(format!("write `_{}`", one.text))
                .say("the short form of a schema's id begins with an underscore");
        }
        if one.pointer == "/meta:altId" {
            let long = all.iter().find(|u| u.pointer == "/$id" && std::ptr::eq(u.body, one.body));
            if let Some(long) = long.filter(|l| !super::schema_ids::may_name_one(cx, l.text, one.text)) {
                cx.at_value(&RULES[1], one.body, one.pointer)
                    .step(Some(one.step))
                    .related(long.body.file, long.node.span, "the schema's `$id`")
                    .say("meta:altId does not have the hash of the schema's `$id`");
            }
        }
    }
}

fn report_hash(cx: &mut Context<'_>, one: &Use<'_>, hash: &str) {
    let odd = hash.chars().enumerate().find(|(_, c)| !c.is_ascii_hexdigit());
    let wrong = match odd {
        Some((at, c)) => format!("`{c}` at its position {} is not a hexadecimal digit", at + 1),
        None => format!("it has {} digits where 32 or 48 are due", hash.len()),
    };
    let start = one.text.rfind(hash).unwrap_or(0);
    let span = one.node.part_span(start, start + hash.len());
    let mut report = cx.at_span(&RULES[0], one.body.file, span);
    report.diagnostic.pointer = Some(one.pointer.to_owned());
    report
        .step(Some(one.step))
        .help("copy the schema's `$id` again; later copies of this one are not reported")
        .say(format!("`{hash}` is no hash of a schema: {wrong}"));
}
