//! R13: a body has the keys and types that the service asks for.

use super::held::{failures, is_told, report, text, unknown};
use super::references::readable;
use super::{Context, Group, Rule};
use crate::dataflow::Exchange;
use crate::diagnostic::Severity;
use crate::json;
use crate::schema::{Failure, Fault, UnknownKey, of_step};
use crate::spec::{ConnectionSpec, DATA_LAKE, Kind};
use crate::steps::StepId;
use crate::text::Span;

static RULES: [Rule; 7] = [
    Rule {
        code: "missing-name",
        number: "R13",
        severity: Severity::Error,
        what: "A body has no `name`. (A warning where the service takes it.)",
        why: "Source connections and flows are refused without one; the others cannot be found again in Platform.",
        example: r#"{"data": {"format": "tabular"}, "connectionSpec": {"id": "…", "version": "1.0"}}"#,
        remedy: "Add a name.",
        source: "Flow Service API: required properties",
    },
    Rule {
        code: "missing-connection-spec",
        number: "R13",
        severity: Severity::Error,
        what: "A connection has no `connectionSpec`, or one without `id`.",
        why: "Nothing else tells the service what to connect to.",
        example: r#"{"name": "Accounts", "data": {"format": "tabular"}, "params": {"tableName": "Account"}}"#,
        remedy: "Add `connectionSpec` with the id of the source, and version `1.0`.",
        source: "Flow Service API: required properties",
    },
    Rule {
        code: "missing-key",
        number: "R13",
        severity: Severity::Error,
        what: "A body lacks a key that the service requires. (A warning for a key that it may do without, though the \
               dataflow will not.)",
        why: "The request is refused, or makes something that cannot be used.",
        example: r#"{"name": "Nightly", "flowSpec": {"id": "…", "version": "1.0"}, "sourceConnectionIds": ["…"]}"#,
        remedy: "Add the key.",
        source: "Flow Service, Schema Registry, Catalog and Data Prep APIs: required properties",
    },
    Rule {
        code: "wrong-type",
        number: "R13",
        severity: Severity::Error,
        what: "A value in a body has another type than the service reads there.",
        why: "The request is refused.",
        example: r#"{"sourceConnectionIds": "9a603322-19d2-4de9-89c6-c98bd54eb184"}"#,
        remedy: "Write the value with the type that is named.",
        source: "Flow Service, Schema Registry, Catalog and Data Prep APIs: property types",
    },
    Rule {
        code: "value-not-allowed",
        number: "R13",
        severity: Severity::Error,
        what: "A value in a body is not one of those the service takes.",
        why: "The request is refused.",
        example: r#"{"type": "string", "title": "Profile of customers", "allOf": [{"$ref": "…"}]}"#,
        remedy: "Use one of the values that are named.",
        source: "Flow Service, Schema Registry, Catalog and Data Prep APIs: enumerations",
    },
    Rule {
        code: "malformed-value",
        number: "R13",
        severity: Severity::Error,
        what: "A value in a body is empty, or has another form than the service reads there.",
        why: "The request is refused.",
        example: r#"{"flowSpec": {"id": "", "version": "1.0"}}"#,
        remedy: "Write a value of the form that is named.",
        source: "Flow Service, Schema Registry, Catalog and Data Prep APIs: property descriptions",
    },
    Rule {
        code: "misspelt-key",
        number: "R13",
        severity: Severity::Warning,
        what: "A key that the service does not know is nearly one that it knows.",
        why: "Unknown keys are ignored, so the value has no effect.",
        example: r#"{"name": "Accounts", "descripton": "All accounts"}"#,
        remedy: "Correct the spelling.",
        source: "Flow Service, Schema Registry, Catalog and Data Prep APIs: property names",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for exchange in &flow.exchanges {
        let (Some(step), Some((body, root))) = (exchange.step, readable(exchange)) else { continue };
        let Some(schema) = of_step(step) else { continue };
        let found = failures(cx, schema, body, step, "", root);
        let unknown_keys = schema.unknown_keys(root);
        let slips: Vec<_> = unknown_keys
            .into_iter()
            .filter(|k| k.near.is_some() && !is_told(&found, k) && !is_others(cx, exchange, k))
            .collect();
        if root.is_object() {
            for expected in step.step().expects {
                let slip = |k: &UnknownKey| {
                    k.near.as_deref().is_some_and(|n| *expected == format!("{}/{n}", k.object))
                };
                let elsewhere =
                    step == StepId::TargetConnection && *expected != "/name" && is_elsewhere(cx, root);
                if !elsewhere && root.at(expected).is_none() && !slips.iter().any(slip) {
                    let failure = expectation(root, expected, step.step().title);
                    report(cx, rule_of(&failure), Severity::Warning, body, step, failure);
                }
            }
        }
        if step == StepId::SourceConnection && root.is_object() && root.get("data").is_none() {
            // Sources that are pushed to say nothing of a format; every other kind must.
            let spec = root
                .at("/connectionSpec/id")
                .and_then(|n| text(cx, n))
                .and_then(|id| ConnectionSpec::by_id(&id));
            let severity = match spec {
                Some(spec) if spec.kind == Kind::Streaming => None,
                Some(_) => Some(Severity::Error),
                None => Some(Severity::Warning),
            };
            if let Some(severity) =
                severity.filter(|_| !slips.iter().any(|k| k.near.as_deref() == Some("data")))
            {
                let failure = expectation(root, "/data", step.step().title);
                report(cx, &RULES[2], severity, body, step, failure);
            }
        }
        for mut failure in found {
            // Another place for the schema that old generated samples have; nothing shows that it is refused.
            if step == StepId::MappingSet
                && matches!(failure.fault, Fault::MissingOneOf(_))
                && root.get("schemaRef").is_some()
            {
                continue;
            }
            let rule = rule_of(&failure);
            if failure.pointer.is_empty()
                && matches!(failure.fault, Fault::Missing { .. } | Fault::MissingOneOf(_))
            {
                let title = step.step().title;
                failure.message = match failure.fault {
                    Fault::Missing { ref key, .. } => format!("the {title} has no `{key}`"),
                    _ => failure.message.replacen("the body", &format!("the {title}"), 1),
                };
            }
            if rule.code == "missing-connection-spec" && failure.help.is_none() {
                failure.help = Some("add `connectionSpec` with the `id` of the source and `version` `1.0`; `preflow specs` lists the ids".to_owned());
            }
            report(cx, rule, Severity::Error, body, step, failure);
        }
        for key in slips {
            unknown(cx, &RULES[6], Severity::Warning, body, step, key, &format!("the {}", step.step().title));
        }
    }
}

/// Is the key in a part of a body that has a rule of its own: parameters of a source, or what the flow spec has a
/// schema for?
fn is_others(cx: &Context<'_>, exchange: &Exchange, key: &UnknownKey) -> bool {
    if exchange.step == Some(StepId::SourceConnection) {
        return key.object == "/params";
    }
    let Some((_, root)) = readable(exchange).filter(|_| exchange.step == Some(StepId::Flow)) else {
        return false;
    };
    let flows = cx.flows();
    let spec = flows.iter().find(|f| std::ptr::eq(f.root, root)).and_then(|f| f.spec);
    key.object.starts_with("/options")
        || key.object.starts_with("/scheduleParams") && spec.is_some_and(|s| s.schedule().is_some())
        || key.object.contains("/params") && spec.is_some_and(|s| s.transformations().is_some())
}

/// Does a target connection lead to another place than the data lake? Then its keys are that place's.
fn is_elsewhere(cx: &Context<'_>, root: &json::Node) -> bool {
    let id = root.at("/connectionSpec/id").and_then(|n| text(cx, n));
    id.is_some_and(|id| !id.eq_ignore_ascii_case(DATA_LAKE))
}

fn rule_of(failure: &Failure) -> &'static Rule {
    match &failure.fault {
        Fault::Missing { key, .. } if key == "name" && failure.pointer.is_empty() => &RULES[0],
        Fault::Missing { key, .. } if key == "connectionSpec" || failure.pointer == "/connectionSpec" => {
            &RULES[1]
        }
        Fault::Missing { .. } | Fault::MissingOneOf(_) | Fault::Items => &RULES[2],
        Fault::Type | Fault::QuotedValue(_) | Fault::UnquotedValue => &RULES[3],
        Fault::NotOneOf(_) => &RULES[4],
        _ => &RULES[5],
    }
}

/// A key that is not there and should be, although the service does not insist.
fn expectation(root: &json::Node, pointer: &str, title: &str) -> Failure {
    let (object, key) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    // The nearest object that is there is where it is missed.
    let mut at = object;
    while root.at(at).is_none() {
        at = at.rsplit_once('/').map_or("", |(up, _)| up);
    }
    let node = root.at(at).unwrap_or(root);
    let span = match root.key_span_at(at) {
        Some(span) if span != node.span => span,
        _ if node.is_object() => Span { start: node.span.start, end: node.span.start + 1 },
        _ => node.span,
    };
    let path = pointer.trim_start_matches('/').replace('/', ".");
    Failure {
        pointer: at.to_owned(),
        fault: Fault::Missing { key: if at == object { key.to_owned() } else { path.clone() }, slip: None },
        message: format!("the {title} has no `{path}`"),
        help: Some(format!("add `{path}`")),
        conditions: Vec::new(),
        span,
        fix: Vec::new(),
    }
}
