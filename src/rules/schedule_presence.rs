//! R50: a batch flow has a schedule, a streaming flow has none.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::schema::deletion;
use crate::steps::StepId;
use crate::text::Span;

static RULES: [Rule; 2] = [
    Rule {
        code: "schedule-on-streaming",
        number: "R50",
        severity: Severity::Error,
        what: "A flow of a streaming flow spec has `scheduleParams`.",
        why: "Streaming flow specs have no schedule: events are taken as they come, and the flow is refused.",
        example: r#"{"flowSpec": {"id": "e77fde5a-22a8-11ed-861d-0242ac120002"}, "scheduleParams": {"frequency": "once"}}"#,
        remedy: "Leave out `scheduleParams`, or use the flow spec of a batch source.",
        source: "Flow specs: a streaming one has no scheduleSpec",
    },
    Rule {
        code: "missing-schedule",
        number: "R50",
        severity: Severity::Error,
        what: "A flow of a batch flow spec has no `scheduleParams`.",
        why: "A batch flow does not run without a schedule. A draft may lack it until it is published.",
        example: r#"{"flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860", "version": "1.0"}, "transformations": []}"#,
        remedy: "Add `scheduleParams`, if only with `startTime` and `\"frequency\": \"once\"`.",
        source: "Flow specs: scheduleSpec",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for flow in cx.flows().iter() {
        let Some(spec) = flow.spec else { continue };
        let schedule = flow.root.get("scheduleParams");
        let related = spec.place("").or_else(|| {
            let span = flow.root.at("/flowSpec/id")?.span;
            Some(crate::text::Place { file: flow.body.file, span })
        });
        match (spec.takes_schedule(), schedule) {
            (Some(false), Some(node)) if !matches!(node.kind, crate::json::Kind::Null) => {
                let mut report = cx.at(&RULES[0], flow.body, "/scheduleParams").step(Some(StepId::Flow));
                if let Some(place) = related {
                    report =
                        report.related(place.file, first(place.span), "the flow spec is a streaming one");
                }
                for edit in deletion(flow.root, "scheduleParams") {
                    report = report.fix(edit.span, edit.text);
                }
                report
                    .help("leave out `scheduleParams`; if the source is read in batches, the flow spec is the wrong one")
                    .say(format!("{} streams, so the flow takes no schedule", spec.title()));
            }
            (Some(true), None) if !flow.is_draft && has_flow_spec(flow.root) => {
                let root = flow.root.span;
                let mut report = cx
                    .at_span(&RULES[1], flow.body.file, Span { start: root.start, end: root.start + 1 })
                    .pointer("")
                    .step(Some(StepId::Flow));
                if let Some(place) = related {
                    report = report.related(place.file, first(place.span), "the flow spec takes a schedule");
                }
                report.help("add `scheduleParams` with `startTime`, `frequency` and `interval`").say(
                    format!("{} runs on a schedule, but the flow has no `scheduleParams`", spec.title()),
                );
            }
            _ => {}
        }
    }
}

/// Long values are pointed at by their beginning.
fn first(span: Span) -> Span {
    if span.end - span.start > 80 { Span { start: span.start, end: span.start + 1 } } else { span }
}

/// A body without a flow spec is told to be no flow; what else it lacks follows from that.
fn has_flow_spec(root: &Node) -> bool {
    root.get("flowSpec").is_some()
}
