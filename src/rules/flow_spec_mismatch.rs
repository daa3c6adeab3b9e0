//! R40: the flow is made of the flow spec that was looked up in the same dataflow, or that the document names.

use super::references::{Reference, check_reference, handed_on, is_uuid, literal};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::spec::FlowSpec;
use crate::steps::StepId;

static RULES: [Rule; 1] = [Rule {
    code: "flow-spec-mismatch",
    number: "R40",
    severity: Severity::Error,
    what: "The flow's flowSpec.id is not the one that the look-up returned, or that the document names.",
    why: "Another flow spec has other transformations, schedules and sources: the flow is refused, or read by the \
          wrong connector.",
    example: r#"{"flowSpec": {"id": "9753525b-82c7-4dce-8a9b-5ccfce2b9876", "version": "1.0"}}"#,
    remedy: "Use the `id` in the answer of `GET /flowSpecs`.",
    source: "Sources tutorials: look up dataflow specifications",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

static REFERENCE: Reference =
    Reference { at: StepId::Flow, path: &["flowSpec", "id"], from: StepId::FlowSpec };

fn check(cx: &mut Context<'_>) {
    check_reference(cx, &RULES[0], &REFERENCE);
    if handed_on(cx.flow, StepId::FlowSpec).ids.is_empty() {
        against_document(cx);
    }
}

/// The document says which flow spec is meant by name, by id or by the spec itself.
fn against_document(cx: &mut Context<'_>) {
    const AT: &str = "/flowSpec/id";
    let flow = cx.flow;
    let Some(part) = &flow.flow_spec else { return };
    let node = part.node.at("/items/0").unwrap_or(&part.node);
    let named = node.as_str().and_then(FlowSpec::find).map(|s| s.id.into());
    let held = node.get("id").and_then(|n| literal(cx, n)).filter(|id| is_uuid(id));
    let Some(due) = named.or(held) else { return };
    for (body, root) in flow.bodies(StepId::Flow) {
        let Some(node) = root.at(AT) else { continue };
        let Some(id) = literal(cx, node).filter(|id| is_uuid(id) && !id.eq_ignore_ascii_case(&due)) else {
            continue;
        };
        let title = |id: &str| FlowSpec::by_id(id).map_or(String::new(), |s| format!(" ({})", s.title()));
        cx.at_value(&RULES[0], body, AT)
            .step(Some(StepId::Flow))
            .related(part.file, part.node.span, "the flow spec this dataflow names")
            .help("make the two agree")
            .say(format!(
                "the flow is of `{id}`{}, but this dataflow names `{due}`{}",
                title(&id),
                title(&due)
            ));
    }
}
