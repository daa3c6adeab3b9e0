//! Bodies and parts of bodies held against JSON Schemas: what the rules about them share. It reports what every
//! schema can find (a value in quotes, a schema that cannot be used) and hands the rest to the rule.

use super::references::{is_draft, readable};
use super::{Context, Report, Rule, numeric_string};
use crate::dataflow::{Body, Exchange};
use crate::diagnostic::Severity;
use crate::json::{Node, escape};
use crate::placeholder::Template;
use crate::schema::{Failure, Fault, Schema, UnknownKey};
use crate::spec::{Part, Ready, ResolvedFlowSpec};
use crate::steps::StepId;
use std::borrow::Cow;

/// A flow's body and the flow spec it is held against.
pub(super) struct Flow<'a> {
    pub body: &'a Body,
    pub root: &'a Node,
    /// May it still lack parts?
    pub is_draft: bool,
    pub spec: Option<ResolvedFlowSpec<'a>>,
}

/// The flows of a dataflow.
pub(super) fn flows<'a>(cx: &Context<'a>) -> Vec<Flow<'a>> {
    let flow = cx.flow;
    let of = |exchange: &'a Exchange| {
        let (body, root) = readable(exchange)?;
        let spec = ResolvedFlowSpec::of(flow, root);
        Some(Flow { body, root, is_draft: is_draft(exchange), spec })
    };
    flow.exchanges.iter().filter(|e| e.step == Some(StepId::Flow)).filter_map(of).collect()
}

/// Compiles the schema of a part; one that cannot be used is reported with the rule, as a warning.
pub(super) fn compile(
    cx: &mut Context<'_>,
    rule: &'static Rule,
    part: Part<'_>,
    what: &str,
) -> Option<Ready> {
    match part.compile() {
        Ok(ready) => Some(ready),
        Err(broken) => {
            if let Part::Given(file, node) = part {
                let span = node.key_span_at(&broken.pointer).filter(|s| *s != node.span);
                let start = crate::text::Span { start: node.span.start, end: node.span.start + 1 };
                cx.at_span(rule, file, span.unwrap_or(start))
                    .step(Some(StepId::FlowSpec))
                    .severity(Severity::Warning)
                    .help("correct the flow spec, or leave it out to use the built-in one")
                    .say(format!("{what} cannot be checked: {}", broken.message));
            }
            None
        }
    }
}

/// What a schema refuses of the value at `pointer`, apart from what is reported here: values in quotes.
pub(super) fn failures(
    cx: &mut Context<'_>,
    schema: &Schema,
    body: &Body,
    step: StepId,
    pointer: &str,
    node: &Node,
) -> Vec<Failure> {
    let found = schema.check(node, &cx.flow.variables).into_iter().map(|f| f.below(pointer));
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
    cx.filled(node).filter(|t| !Template::parse(t).is_open()).map(Cow::into_owned)
}
