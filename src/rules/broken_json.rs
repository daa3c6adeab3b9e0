//! R10: bodies are strict JSON. The JSON reader finds the faults; here they get their names.

use super::{Context, Group, Rule};
use crate::dataflow::{Body, Exchange};
use crate::diagnostic::Severity::{self, Error, Warning};
use crate::json::{Fault, FaultKind};
use crate::steps::StepId;
use crate::text::FileId;

const fn rule(
    code: &'static str,
    severity: Severity,
    what: &'static str,
    example: &'static str,
    remedy: &'static str,
) -> Rule {
    let why = "The service reads strict JSON (RFC 8259) and refuses anything else with 400. In a response that a text \
               shows it is a warning: whoever copies the answer copies the fault.";
    Rule { code, number: "R10", severity, what, why, example, remedy, source: "RFC 8259" }
}

static RULES: [Rule; 12] = [
    rule(
        "trailing-comma",
        Error,
        "A comma stands before a closing bracket.",
        r#"{"data": {"format": "tabular",}}"#,
        "Delete the comma.",
    ),
    rule(
        "missing-comma",
        Error,
        "Two values stand side by side with no comma.",
        "{\"id\": \"1\"\n \"etag\": \"2\"}",
        "Put a comma between them.",
    ),
    rule(
        "comment",
        Error,
        "A request body has a comment.",
        "{\"name\": \"x\" // mine\n}",
        "Delete the comment; only dataflow documents may have comments.",
    ),
    rule(
        "bad-string",
        Error,
        "A string has single quotes, an escape that JSON has not, or a raw line break.",
        r#"{'name': "x"}"#,
        "Use double quotes, and \\n for a line break.",
    ),
    rule("unquoted-key", Error, "A key has no quotes.", r#"{name: "x"}"#, "Put the key in double quotes."),
    rule(
        "bad-number",
        Error,
        "A number is written as JSON does not allow.",
        r#"{"interval": 015}"#,
        "Write it without leading zeros, plus sign or hexadecimal digits.",
    ),
    rule(
        "duplicate-key",
        Warning,
        "A key stands twice in one object.",
        r#"{"name": "x", "name": "y"}"#,
        "Keep one of the two; only the last one counts.",
    ),
    rule(
        "unclosed-bracket",
        Error,
        "A bracket is never closed.",
        r#"{"data": {"format": "json"}"#,
        "Close it.",
    ),
    rule(
        "too-deep",
        Error,
        "Arrays and objects nest deeper than any body of a dataflow.",
        "[[[…]]]",
        "Check where the text came from.",
    ),
    rule(
        "empty-body",
        Error,
        "A request that needs a body has an empty one.",
        "curl -d '' …",
        "Send the body.",
    ),
    rule(
        "elided",
        Warning,
        "A request body leaves something out (`...`).",
        r#"{"name": "x", ...}"#,
        "Write the body out.",
    ),
    rule(
        "not-json",
        Error,
        "The text of a body stops being JSON.",
        "{\"description: \", \"name\": \"x\"}",
        "Mend it at the place shown.",
    ),
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for fault in &flow.document_faults {
        say(cx, fault, flow.file, None, None);
    }
    for exchange in &flow.exchanges {
        if let Some(body) = exchange.body.as_ref().filter(|b| is_json(exchange, b)) {
            for fault in &body.faults {
                say(cx, fault, body.file, exchange.step, None);
            }
        }
        if let Some(body) = &exchange.response {
            for fault in body.faults.iter().filter(|f| f.kind != FaultKind::Empty) {
                say(cx, fault, body.file, exchange.step, Some(Warning));
            }
        }
    }
}

fn say(cx: &mut Context<'_>, fault: &Fault, file: FileId, step: Option<StepId>, severity: Option<Severity>) {
    let rule = &RULES[index(fault.kind)];
    let mut report =
        cx.at_span(rule, file, fault.span).step(step).severity(severity.unwrap_or(rule.severity));
    if fault.edits.is_empty() && !matches!(fault.kind, FaultKind::Syntax | FaultKind::TooDeep) {
        let mut help = rule.remedy.trim_end_matches('.').to_owned();
        if let Some(first) = help.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        report = report.help(help);
    }
    for edit in &fault.edits {
        report = report.fix(edit.span, edit.text.clone());
    }
    report.say(fault.message.clone());
}

/// Is the request body meant to be JSON? A form or a text for another service is not.
fn is_json(exchange: &Exchange, body: &Body) -> bool {
    let content_type =
        exchange.envelope.as_ref().and_then(|e| e.header("content-type")).filter(|h| !h.implied);
    exchange.step.is_some()
        || body.text.trim_start().starts_with(['{', '['])
        || content_type.and_then(|h| h.value.as_deref()).is_some_and(|v| v.contains("json"))
}

fn index(kind: FaultKind) -> usize {
    match kind {
        FaultKind::TrailingComma => 0,
        FaultKind::MissingComma => 1,
        FaultKind::Comment => 2,
        FaultKind::BadString => 3,
        FaultKind::UnquotedKey => 4,
        FaultKind::BadNumber => 5,
        FaultKind::DuplicateKey => 6,
        FaultKind::Unclosed => 7,
        FaultKind::TooDeep => 8,
        FaultKind::Empty => 9,
        FaultKind::Elided => 10,
        FaultKind::Syntax => 11,
    }
}
