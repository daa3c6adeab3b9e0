//! R51: a flow's options are those of its flow spec.

use super::held::{failures, is_told, report, unknown};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::spec::{FlowSpec, Part};
use crate::steps::StepId;

static RULES: [Rule; 2] = [
    Rule {
        code: "bad-option",
        number: "R51",
        severity: Severity::Error,
        what: "An option of a flow is not what the flow spec asks for. (More than 100 percent is a warning.)",
        why: "The flow is refused: `errorDiagnosticsEnabled` is true or false, `partialIngestionPercent` a number \
              above 0.",
        example: r#"{"options": {"partialIngestionPercent": 0}}"#,
        remedy: "Write the option as the flow spec's schema asks.",
        source: "Flow specs: optionSpec",
    },
    Rule {
        code: "unknown-option",
        number: "R51",
        severity: Severity::Warning,
        what: "A flow has an option that is nearly one that the flow spec knows.",
        why: "Unknown options have no effect.",
        example: r#"{"options": {"partialIngestionPercentage": 5}}"#,
        remedy: "Correct its spelling.",
        source: "Flow specs: optionSpec",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    const AT: &str = "/options";
    for flow in cx.flows().iter() {
        let Some(options) = flow.root.get("options").filter(|o| o.is_object()) else { continue };
        let part = flow.spec.and_then(|s| s.options()).unwrap_or(Part::BuiltIn(FlowSpec::common_options()));
        let Some(schema) = cx.compile(&RULES[0], part, "the options") else { continue };
        let found = failures(cx, &schema, flow.body, StepId::Flow, AT, options);
        for mut key in schema.unknown_keys(options).into_iter().filter(|k| k.near.is_some()) {
            key.object.insert_str(0, AT);
            if !is_told(&found, &key) {
                unknown(cx, &RULES[1], Severity::Warning, flow.body, StepId::Flow, key, "the options");
            }
        }
        for failure in found {
            report(cx, &RULES[0], Severity::Error, flow.body, StepId::Flow, failure);
        }
        let at = "/options/partialIngestionPercent";
        let percent = flow.root.at(at).and_then(|n| n.as_number()?.parse::<f64>().ok());
        if let Some(percent) = percent.filter(|p| *p > 100.0) {
            cx.at_value(&RULES[0], flow.body, at)
                .step(Some(StepId::Flow))
                .severity(Severity::Warning)
                .help("use a number above 0 and up to 100")
                .say(format!("`partialIngestionPercent` is {percent}, more than all rows"));
        }
    }
}
