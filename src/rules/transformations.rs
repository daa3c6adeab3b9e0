//! R43: a flow's transformations are those of its flow spec, with the parameters it asks for.

use super::held::{failures, is_told, report, text, unknown};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::schema::{Fault, nearest};
use crate::steps::StepId;

static RULES: [Rule; 4] = [
    Rule {
        code: "unknown-transformation",
        number: "R43",
        severity: Severity::Error,
        what: "A transformation has a name that the flow spec does not know.",
        why: "The flow is refused: names are fixed by the flow spec.",
        example: r#"{"name": "Map", "params": {"mappingId": "{MAPPING_ID}"}}"#,
        remedy: "Use a name of the flow spec: `Mapping`, and for tables `Copy`, for files `Encryption`.",
        source: "Flow specs: transformationSpecs",
    },
    Rule {
        code: "missing-transformation-parameter",
        number: "R43",
        severity: Severity::Error,
        what: "A transformation lacks a parameter that the flow spec requires.",
        why: "The flow is refused.",
        example: r#"{"name": "Copy", "params": {}}"#,
        remedy: "Add the parameter.",
        source: "Flow specs: transformationSpecs",
    },
    Rule {
        code: "bad-transformation-parameter",
        number: "R43",
        severity: Severity::Error,
        what: "A parameter of a transformation is not what the flow spec asks for.",
        why: "The flow is refused.",
        example: r#"{"name": "Copy", "params": {"deltaColumn": "updatedAt"}}"#,
        remedy: "Write the parameter as the flow spec's schema asks.",
        source: "Flow specs: transformationSpecs",
    },
    Rule {
        code: "unknown-transformation-parameter",
        number: "R43",
        severity: Severity::Warning,
        what: "A transformation has a parameter that the flow spec does not know.",
        why: "It has no effect, so what it was meant to do is not done.",
        example: r#"{"name": "Copy", "params": {"mode": "append", "deltaColumn": {"name": "updatedAt"}}}"#,
        remedy: "Leave it out, or correct its spelling.",
        source: "Flow specs: transformationSpecs",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for flow in cx.flows().iter() {
        let (Some(spec), body) = (flow.spec, flow.body) else { continue };
        let Some(names) = spec.transformations() else { continue };
        for (i, item) in flow.root.get("transformations").map_or(&[][..], Node::items).iter().enumerate() {
            let Some(node) = item.get("name") else { continue };
            let Some(name) = text(cx, node) else { continue };
            if !names.contains(&name.as_str()) {
                let listed = names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
                let mut report = cx
                    .at_value(&RULES[0], body, &format!("/transformations/{i}/name"))
                    .step(Some(StepId::Flow));
                if let Some(place) = spec.place("/transformationSpecs") {
                    report = report.related(place.file, place.span, "the transformations of the flow spec");
                }
                if let Some(near) = nearest(&name, names.iter().copied()) {
                    report = report.help(format!("`{near}` is meant")).fix(node.span, format!("\"{near}\""));
                }
                let takes =
                    if names.is_empty() { "takes none".to_owned() } else { format!("knows {listed}") };
                report.say(format!("`{name}` is no transformation of {}, which {takes}", spec.title()));
                continue;
            }
            let (Some(params), Some(part)) = (item.get("params"), spec.transformation(&name)) else {
                continue;
            };
            let at = format!("/transformations/{i}/params");
            if !params.is_object() {
                continue; // told with the body
            }
            let Some(schema) = cx.compile(&RULES[2], part, format_args!("the parameters of `{name}`")) else {
                continue;
            };
            let found = failures(cx, &schema, body, StepId::Flow, &at, params);
            for mut key in schema.unknown_keys(params) {
                // Streaming flow specs do not list it, and yet every flow to them sends it.
                if name == "Mapping" && key.object.is_empty() && key.key == "mappingVersion" {
                    continue;
                }
                key.object.insert_str(0, &at);
                if !is_told(&found, &key) {
                    unknown(cx, &RULES[3], Severity::Warning, body, StepId::Flow, key, &format!("`{name}`"));
                }
            }
            for mut failure in found {
                let rule = if matches!(failure.fault, Fault::Missing { .. } | Fault::MissingOneOf(_)) {
                    &RULES[1]
                } else {
                    &RULES[2]
                };
                if let Fault::Missing { key, .. } = &failure.fault
                    && failure.pointer == at
                    && failure.conditions.is_empty()
                {
                    failure.message = format!("`{name}` has no `{key}`, which {} requires", spec.title());
                    if key == "deltaColumn" && failure.help.is_none() {
                        failure.help = Some("name the column that tells new rows from old ones: `\"deltaColumn\": {\"name\": \"updatedAt\", \"dateFormat\": \"yyyy-MM-dd HH:mm:ss\"}`".to_owned());
                    }
                }
                report(cx, rule, Severity::Error, body, StepId::Flow, failure);
            }
        }
    }
}
