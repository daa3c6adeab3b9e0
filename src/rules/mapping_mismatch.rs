//! R44: the flow refers to the mapping set of its dataflow, in the version it has.

use super::references::{Reference, check_reference, find, handed_on, literal, may_be_same};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::StepId;

static RULES: [Rule; 3] = [
    Rule {
        code: "mapping-mismatch",
        number: "R44",
        severity: Severity::Error,
        what: "The mappingId in the flow is not the id that the mapping set's response returned.",
        why: "The flow would run another mapping. A warning where a response is not shown.",
        example: r#"{"name": "Mapping", "params": {"mappingId": "59c0e53a2dc84f7791ecc1b3d6e51d5e", "mappingVersion": 0}}"#,
        remedy: "Use the `id` of the mapping set of this dataflow.",
        source: "Sources tutorials: create a dataflow",
    },
    Rule {
        code: "mapping-version-mismatch",
        number: "R44",
        severity: Severity::Error,
        what: "The mappingVersion in the flow is not the version that the mapping set's response returned.",
        why: "The flow would run an older mapping, or one that does not exist.",
        example: r#"{"name": "Mapping", "params": {"mappingId": "{MAPPING_ID}", "mappingVersion": 0}}"#,
        remedy: "Use the `version` of the mapping set's response.",
        source: "Sources tutorials: create a dataflow; update a dataflow",
    },
    Rule {
        code: "missing-mapping-version",
        number: "R44",
        severity: Severity::Warning,
        what: "The flow gives no mappingVersion, although the mapping set's version is not 0.",
        why: "Left out, version 0 is taken.",
        example: r#"{"name": "Mapping", "params": {"mappingId": "{MAPPING_ID}"}}"#,
        remedy: "Add `mappingVersion` with the `version` of the mapping set's response.",
        source: "Sources tutorials: create a dataflow",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const ID: &[&str] = &["transformations", "*", "params", "mappingId"];

static REFERENCE: Reference = Reference { at: StepId::Flow, path: ID, from: StepId::MappingSet };

fn check(cx: &mut Context<'_>) {
    check_reference(cx, &RULES[0], &REFERENCE);
    let flow = cx.flow;
    // Once a mapping set has been changed, its first version proves nothing.
    let changes = |e: &crate::dataflow::Exchange| {
        let envelope = e.envelope.as_ref();
        envelope.is_some_and(|e| {
            e.url.text.contains("/mappingSets/") && e.method.text.eq_ignore_ascii_case("PUT")
        })
    };
    if flow.exchanges.iter().any(changes) {
        return;
    }
    let given = handed_on(flow, StepId::MappingSet).ids;
    for (body, root) in flow.bodies(StepId::Flow) {
        for (way, node) in find(root, ID) {
            let Some(id) = cx.filled(node) else { continue };
            let mut same = given.iter().filter(|g| may_be_same(cx, &id, g.id));
            let Some((own, None)) = same.next().map(|own| (own, same.next())) else { continue };
            let Some(version) = own.body.root.as_ref().and_then(|r| r.get("version")) else { continue };
            let Some(due) = number(cx, version) else { continue };
            let pointer = way.pointer();
            let params = pointer.trim_end_matches("/mappingId");
            let at = format!("{params}/mappingVersion");
            match root.at(&at) {
                None if due != 0 => cx
                    .at(&RULES[2], body, &pointer)
                    .step(Some(StepId::Flow))
                    .related(own.body.file, version.span, "the mapping set's version")
                    .help(format!("add `\"mappingVersion\": {due}`; without it, version 0 is taken"))
                    .say(format!("the mapping set has version {due}, and the flow names no mappingVersion")),
                Some(found) => {
                    let Some(n) = number(cx, found).filter(|n| *n != due) else { continue };
                    let text = if found.as_str().is_some() { format!("\"{due}\"") } else { due.to_string() };
                    cx.at_value(&RULES[1], body, &at)
                        .step(Some(StepId::Flow))
                        .related(own.body.file, version.span, "the mapping set's version")
                        .help(format!("use version {due}"))
                        .fix(found.span, text)
                        .say(format!("the flow runs version {n} of the mapping set, whose version is {due}"));
                }
                None => {}
            }
        }
    }
}

/// A version, written as a number or as a string.
fn number(cx: &Context<'_>, node: &Node) -> Option<u64> {
    node.as_number().map(Into::into).or_else(|| literal(cx, node))?.trim().parse().ok()
}
