//! R47: numbers and truth values stand without quotes. Reported wherever a value is held against a schema.

use super::held::start;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::schema::{Failure, Fault};
use crate::steps::StepId;

static RULES: [Rule; 2] = [
    Rule {
        code: "numeric-string",
        number: "R47",
        severity: Severity::Warning,
        what: "A number or truth value stands in quotes.",
        why: "The schema asks for a number. The service has so far read such texts as numbers, and tutorials send \
              them; the value itself is checked as the number it holds.",
        example: r#"{"startTime": "1567411548", "frequency": "minute", "interval": "30"}"#,
        remedy: "Take the quotes away.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "unquoted-value",
        number: "R47",
        severity: Severity::Warning,
        what: "A number or truth value stands where a text is asked for.",
        why: "The schema asks for a text; a strict reader refuses anything else.",
        example: r#"{"name": "Encryption", "params": {"publicKeyId": 12}}"#,
        remedy: "Put the value in quotes.",
        source: "Flow specs: transformationSpecs",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check: |_| {} };

/// Reports a value that only its quotes make wrong.
pub(super) fn report(cx: &mut Context<'_>, body: &Body, step: StepId, failure: Failure) {
    let rule = match failure.fault {
        Fault::QuotedValue(_) => &RULES[0],
        // Sent as a number and as a text alike, and taken both ways.
        _ if failure.pointer.ends_with("/mappingVersion") => return,
        _ => &RULES[1],
    };
    let message = failure.message.clone();
    start(cx, rule, body, step, failure).say(message);
}
