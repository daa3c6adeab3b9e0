//! R42: the flow holds the ids of its own source and target connection, as lists; and a placeholder, wherever an id
//! is due, is the one of the step that gives it.

use super::references::{Reference, check_reference, find};
use super::{Context, Group, Rule};
use crate::dataflow::Origin;
use crate::diagnostic::Severity;
use crate::json::Kind;
use crate::placeholder;
use crate::steps::{STEPS, StepId};

static RULES: [Rule; 4] = [
    Rule {
        code: "source-connection-mismatch",
        number: "R42",
        severity: Severity::Error,
        what: "An id in the flow's sourceConnectionIds is not one that a source connection's response returned.",
        why: "The flow would read another source, or be refused. A warning where a response is not shown.",
        example: r#"{"sourceConnectionIds": ["f7eb08fa-5f04-4e45-ab08-fa5f046e45ee"]}"#,
        remedy: "Use the id of the source connection of this dataflow.",
        source: "Sources tutorials: create a dataflow",
    },
    Rule {
        code: "target-connection-mismatch",
        number: "R42",
        severity: Severity::Error,
        what: "An id in the flow's targetConnectionIds is not one that a target connection's response returned.",
        why: "The flow would write to another dataset, or be refused. A warning where a response is not shown.",
        example: r#"{"targetConnectionIds": ["723222e2-6ab9-4b0b-b222-e26ab9bb0bc2"]}"#,
        remedy: "Use the id of the target connection of this dataflow.",
        source: "Sources tutorials: create a dataflow",
    },
    Rule {
        code: "connection-ids-not-a-list",
        number: "R42",
        severity: Severity::Error,
        what: "sourceConnectionIds or targetConnectionIds is not a list with an id in it.",
        why: "The service takes lists, also for one connection.",
        example: r#"{"sourceConnectionIds": "{SOURCE_CONNECTION_ID}"}"#,
        remedy: "Put the id in brackets.",
        source: "Flow Service: fields of a flow",
    },
    Rule {
        code: "placeholder-of-another-step",
        number: "R42",
        severity: Severity::Error,
        what: "Where the id of one step is due, there stands the placeholder of another.",
        why: "Filled in by its name, it brings in the wrong id. Outside of dataflow documents, where placeholders \
              are free, it is a warning.",
        example: r#"{"sourceConnectionIds": ["{TARGET_CONNECTION_ID}"]}"#,
        remedy: "Use the placeholder of the step that gives the id.",
        source: "The placeholders of a dataflow document",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

static SOURCES: Reference =
    Reference { at: StepId::Flow, path: &["sourceConnectionIds", "*"], from: StepId::SourceConnection };
static TARGETS: Reference =
    Reference { at: StepId::Flow, path: &["targetConnectionIds", "*"], from: StepId::TargetConnection };

/// Everywhere that a body takes the id of another step.
static ALL: &[Reference] = &[
    Reference { at: StepId::SourceConnection, path: &["baseConnectionId"], from: StepId::BaseConnection },
    Reference { at: StepId::SourceConnection, path: &["data", "schema", "id"], from: StepId::AdHocSchema },
    Reference { at: StepId::Dataset, path: &["schemaRef", "id"], from: StepId::TargetSchema },
    Reference {
        at: StepId::TargetConnection,
        path: &["baseConnectionId"],
        from: StepId::DatasetBaseConnection,
    },
    Reference { at: StepId::TargetConnection, path: &["data", "schema", "id"], from: StepId::TargetSchema },
    Reference { at: StepId::TargetConnection, path: &["params", "dataSetId"], from: StepId::Dataset },
    Reference {
        at: StepId::MappingSet,
        path: &["outputSchema", "schemaRef", "id"],
        from: StepId::TargetSchema,
    },
    Reference { at: StepId::MappingSet, path: &["xdmSchema"], from: StepId::TargetSchema },
    Reference { at: StepId::Flow, path: &["flowSpec", "id"], from: StepId::FlowSpec },
    Reference { at: StepId::Flow, path: &["sourceConnectionIds", "*"], from: StepId::SourceConnection },
    Reference { at: StepId::Flow, path: &["targetConnectionIds", "*"], from: StepId::TargetConnection },
    Reference {
        at: StepId::Flow,
        path: &["transformations", "*", "params", "mappingId"],
        from: StepId::MappingSet,
    },
];

fn check(cx: &mut Context<'_>) {
    check_reference(cx, &RULES[0], &SOURCES);
    check_reference(cx, &RULES[1], &TARGETS);
    lists(cx);
    for reference in ALL {
        placeholder(cx, reference);
    }
}

fn lists(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::Flow) {
        for key in ["sourceConnectionIds", "targetConnectionIds"] {
            let Some(node) = root.get(key) else { continue };
            let report = |cx: &mut Context<'_>, fix: Option<String>, message: String| {
                let report = cx
                    .at_value(&RULES[2], body, &format!("/{key}"))
                    .step(Some(StepId::Flow))
                    .help(format!("write `\"{key}\": [\"ID\"]`"));
                match fix {
                    Some(text) => report.fix(node.span, text),
                    None => report,
                }
                .say(message);
            };
            match &node.kind {
                Kind::Array(items) if items.is_empty() => {
                    report(cx, None, format!("`{key}` is empty; a flow needs one"))
                }
                Kind::String(text) if placeholder::name(text).is_none() || text.ends_with("_ID}") => {
                    let quoted = serde_json::Value::String(text.to_string());
                    report(
                        cx,
                        Some(format!("[{quoted}]")),
                        format!("`{key}` is a list; this is a single string"),
                    );
                }
                Kind::Object(_) | Kind::Number(_) | Kind::Bool(_) => {
                    report(cx, None, format!("`{key}` is a list of ids, not a {}", node.type_name()));
                }
                _ => {}
            }
        }
    }
}

fn placeholder(cx: &mut Context<'_>, reference: &Reference) {
    let flow = cx.flow;
    let is_document = matches!(flow.origin, Origin::Document);
    let from = reference.from.step();
    let Some((right, _)) = from.captures.first() else { return };
    for (body, root) in flow.bodies(reference.at) {
        for (way, node) in find(root, reference.path) {
            let text = node.as_str().unwrap_or_default();
            let Some(name) = placeholder::name(text) else { continue };
            // A value given for it is what will be sent.
            if flow.variables.contains_key(name) {
                continue;
            }
            let name = upper_snake(name);
            let gives = |s: &crate::steps::Step| s.captures.iter().any(|(n, _)| *n == name);
            if gives(from) {
                continue;
            }
            let Some(other) = STEPS.iter().find(|s| gives(s)) else { continue };
            // Tutorials call every base connection by one name, and every schema.
            let loose = matches!(
                (reference.from, other.id),
                (StepId::DatasetBaseConnection, StepId::BaseConnection)
                    | (StepId::AdHocSchema, StepId::TargetSchema)
            );
            if loose && !is_document {
                continue;
            }
            let report = cx
                .at_value(&RULES[3], body, &way.pointer())
                .step(Some(reference.at))
                .help(format!("use `{{{right}}}`"))
                .fix(node.span, format!("\"{{{right}}}\""));
            let report = if is_document { report } else { report.severity(Severity::Warning) };
            report.say(format!(
                "the {}'s id is due here, but `{text}` is what the {} gives",
                from.title, other.title
            ));
        }
    }
}

/// `targetConnectionId` and `TARGET-CONNECTION-ID` as `TARGET_CONNECTION_ID`.
fn upper_snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut last_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && last_lower {
            out.push('_');
        }
        last_lower = c.is_ascii_lowercase();
        out.push(if matches!(c, '-' | '.') { '_' } else { c.to_ascii_uppercase() });
    }
    out
}
