//! Bodies and parts of bodies held against JSON Schemas: what the rules about them share. It reports what every
//! schema can find (a value in quotes, a schema that cannot be used) and hands the rest to the rule.

use super::{Context, Report, Rule, numeric_string};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::{Node, escape};
use crate::placeholder;
use crate::schema::{Failure, Fault, Schema, UnknownKey};
use crate::steps::StepId;
use std::borrow::Cow;

/// What a schema refuses of the value at `pointer`, apart from what is reported here: values in quotes.
pub(super) fn failures(
    cx: &mut Context<'_>,
    schema: &Schema,
    body: &Body,
    step: StepId,
    pointer: &str,
    node: &Node,
) -> Vec<Failure> {
    let found = schema.check(node, &cx.flow.variables);
    without_quoted(cx, found, body, step, pointer)
}

/// Reports the values in quotes among what a schema refuses of the value at `pointer`; what is left is the rule's.
pub(super) fn without_quoted(
    cx: &mut Context<'_>,
    found: Vec<Failure>,
    body: &Body,
    step: StepId,
    pointer: &str,
) -> Vec<Failure> {
    let found = found.into_iter().map(|f| f.below(pointer));
    let (quoted, rest): (Vec<_>, Vec<_>) =
        found.partition(|f| matches!(f.fault, Fault::QuotedValue(_) | Fault::UnquotedValue));
    for failure in quoted {
        numeric_string::report(cx, body, step, failure);
    }
    rest
}

/// Starts a report of a failure; the message is the failure's own.
pub(super) fn report(
    cx: &mut Context<'_>,
    rule: &'static Rule,
    severity: Severity,
    body: &Body,
    step: StepId,
    failure: Failure,
) {
    let message = failure.message.clone();
    start(cx, rule, body, step, failure).severity(severity).say(message);
}

/// Starts a report at the place of a failure, with its help and fix.
pub(super) fn start<'c>(
    cx: &'c mut Context<'_>,
    rule: &'static Rule,
    body: &Body,
    step: StepId,
    failure: Failure,
) -> Report<'c> {
    let mut report = cx.at_span(rule, body.file, failure.span).step(Some(step)).pointer(failure.pointer);
    if let Some(help) = failure.help {
        report = report.help(help);
    }
    for edit in failure.fix {
        report = report.fix(edit.span, edit.text);
    }
    report
}

/// Reports keys that a schema does not know; `ignored` says what becomes of them.
pub(super) fn unknown(
    cx: &mut Context<'_>,
    rule: &'static Rule,
    severity: Severity,
    body: &Body,
    step: StepId,
    key: UnknownKey,
    what: &str,
) {
    let pointer = format!("{}/{}", key.object, escape(&key.key));
    let report = cx.at_span(rule, body.file, key.span).step(Some(step)).pointer(pointer).severity(severity);
    match key.near {
        Some(near) => report
            .help(format!("`{near}` is meant"))
            .fix(key.span, serde_json::Value::from(near.as_str()).to_string())
            .say(format!("`{}` is not a key of {what}; it looks like a slip for `{near}`", key.key)),
        None => report
            .help("leave it out, or check its spelling")
            .say(format!("`{}` is not a key that {what} knows; it has no effect", key.key)),
    }
}

/// Is the key that a slip is for already reported as missing, with the slip?
pub(super) fn is_told(failures: &[Failure], key: &UnknownKey) -> bool {
    failures.iter().any(|f| matches!(&f.fault, Fault::Missing { slip: Some(s), .. } if *s == key.key && f.pointer == key.object))
}

/// A text with variables filled in, where no placeholder is left.
pub(super) fn text(cx: &Context<'_>, node: &Node) -> Option<String> {
    cx.filled(node).filter(|t| !placeholder::is_open(t)).map(Cow::into_owned)
}
