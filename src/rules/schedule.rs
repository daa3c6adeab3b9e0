//! R48: a flow's schedule is one its flow spec allows.

use super::flows::Flow;
use super::held::{is_told, start, unknown, without_quoted};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::schema::{Failure, Fault};
use crate::spec::Part;
use crate::steps::StepId;

static RULES: [Rule; 8] = [
    Rule {
        code: "once-with-interval",
        number: "R48",
        severity: Severity::Error,
        what: "A flow with `frequency` `once` has an `interval`.",
        why: "The flow spec forbids it, and the flow is refused: what runs once is not repeated.",
        example: r#"{"startTime": 1591043454, "frequency": "once", "interval": 15}"#,
        remedy: "Leave out `interval`, or choose another frequency.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "once-with-backfill",
        number: "R48",
        severity: Severity::Error,
        what: "A flow with `frequency` `once` has `backfill`.",
        why: "The flow spec forbids it, and the flow is refused: a single run loads all that is there.",
        example: r#"{"startTime": 1591043454, "frequency": "once", "backfill": true}"#,
        remedy: "Leave out `backfill`.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "missing-interval",
        number: "R48",
        severity: Severity::Error,
        what: "A flow that runs repeatedly has no `interval`.",
        why: "The flow spec requires it with every frequency but `once`, and the flow is refused.",
        example: r#"{"startTime": 1591043454, "frequency": "day"}"#,
        remedy: "Add `interval`: how many minutes, hours, days or weeks lie between two runs.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "interval-too-short",
        number: "R48",
        severity: Severity::Error,
        what: "`interval` is less than the flow spec allows: 15 with `minute`, 1 otherwise.",
        why: "The flow is refused. In quotes the number is checked all the same.",
        example: r#"{"startTime": 1591043454, "frequency": "minute", "interval": 5}"#,
        remedy: "Use at least 15 minutes, or 1 hour, day or week.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "unknown-frequency",
        number: "R48",
        severity: Severity::Error,
        what: "`frequency` is not one of those the flow spec knows.",
        why: "The flow is refused. (A warning where the flow spec in the text is older than the one in use, which \
              knows the frequency.)",
        example: r#"{"startTime": 1591043454, "frequency": "daily", "interval": 1}"#,
        remedy: "Use `once`, `minute`, `hour`, `day` or `week`.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "missing-schedule-key",
        number: "R48",
        severity: Severity::Error,
        what: "A schedule lacks a key that the flow spec requires.",
        why: "The flow is refused.",
        example: r#"{"frequency": "once"}"#,
        remedy: "Add the key; `startTime` is in seconds since 1970.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "bad-schedule",
        number: "R48",
        severity: Severity::Error,
        what: "A schedule has a value, or a key beside another, that the flow spec does not allow.",
        why: "The flow is refused.",
        example: r#"{"startTime": "tomorrow", "frequency": "once"}"#,
        remedy: "Write the schedule as the flow spec's schema asks.",
        source: "Flow specs: scheduleSpec",
    },
    Rule {
        code: "unknown-schedule-key",
        number: "R48",
        severity: Severity::Warning,
        what: "A schedule has a key that the flow spec does not know. (Harmless unless it is a slip.)",
        why: "It has no effect, so what it was meant to do is not done.",
        example: r#"{"startTime": 1591043454, "frequency": "day", "interval": 1, "backfil": true}"#,
        remedy: "Correct its spelling, or leave it out.",
        source: "Flow specs: scheduleSpec",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const AT: &str = "/scheduleParams";

fn check(cx: &mut Context<'_>) {
    for flow in cx.flows().iter() {
        let Some(schedule) = flow.root.get("scheduleParams").filter(|s| s.is_object()) else { continue };
        let Some(part) = flow.spec.and_then(|s| s.schedule()) else { continue };
        let Some(schema) = cx.compile(&RULES[6], part, "the schedule") else { continue };
        let given = schema.check(schedule, &cx.flow.variables);
        // A text may show a flow spec that Platform has replaced by a wider one.
        let newer = match part {
            Part::Given(..) if given.iter().any(is_frequency) => newer(cx, flow, schedule),
            _ => None,
        };
        let found = match newer {
            Some(newer) => {
                for failure in given.into_iter().filter(is_frequency) {
                    let mut failure = failure.below(AT);
                    failure.help = Some(
                        "the flow spec in use knows this frequency; look it up again to be sure".to_owned(),
                    );
                    let message =
                        format!("{} in the flow spec shown here, which is an older one", failure.message);
                    report(cx, flow, &RULES[4], Severity::Warning, failure, &message);
                }
                let found = newer.into_iter().map(|f| f.below(AT));
                found.filter(|f| !matches!(f.fault, Fault::QuotedValue(_) | Fault::UnquotedValue)).collect()
            }
            None => without_quoted(cx, given, flow.body, StepId::Flow, AT),
        };
        for mut key in schema.unknown_keys(schedule) {
            key.object.insert_str(0, AT);
            if !is_told(&found, &key) {
                let is_sure = key.near.is_some() || matches!(part, Part::Given(..));
                let severity = if is_sure { Severity::Warning } else { Severity::Info };
                unknown(cx, &RULES[7], severity, flow.body, StepId::Flow, key, "the schedule");
            }
        }
        for failure in found {
            let (rule, message) = name(&failure);
            report(cx, flow, rule, Severity::Error, failure, &message);
        }
    }
}

fn is_frequency(failure: &Failure) -> bool {
    failure.pointer == "/frequency" && matches!(failure.fault, Fault::NotOneOf(_))
}

/// What the catalogue's schedule refuses, where it takes the frequency.
fn newer(cx: &Context<'_>, flow: &Flow<'_>, schedule: &Node) -> Option<Vec<Failure>> {
    let schema = flow.spec?.known()?.schedule?.get()?;
    let found = schema.check(schedule, &cx.flow.variables);
    (!found.iter().any(is_frequency)).then_some(found)
}

fn report(
    cx: &mut Context<'_>,
    flow: &Flow<'_>,
    rule: &'static Rule,
    severity: Severity,
    mut failure: Failure,
    message: &str,
) {
    let decided = failure.conditions.iter().any(|c| c.key.as_deref() == Some("frequency"));
    let frequency = flow.root.at("/scheduleParams/frequency").map(|n| n.span);
    if rule.code == "once-with-interval" {
        failure.help = Some("leave out `interval`, or choose another frequency".to_owned());
    }
    if rule.code == "missing-interval" && failure.help.is_none() {
        failure.help = Some("add `interval`; only a flow that runs once goes without".to_owned());
    }
    let place = flow.spec.and_then(|s| s.place("/scheduleSpec"));
    let mut report = start(cx, rule, flow.body, StepId::Flow, failure).severity(severity);
    if let (true, Some(span)) = (decided, frequency) {
        report = report.related(flow.body.file, span, "the frequency decides");
    }
    if let Some(place) = place {
        report = report.related(place.file, place.span, "the flow spec's schedule");
    }
    report.say(message);
}

/// The fault's name, and the sentence for it.
fn name(failure: &Failure) -> (&'static Rule, String) {
    let own = failure.message.clone();
    let is_once = failure.is_when("frequency", "once");
    match &failure.fault {
        Fault::NotAllowed(key) if is_once && key == "interval" => {
            (&RULES[0], "a flow that runs once takes no `interval`".to_owned())
        }
        Fault::NotAllowed(key) if is_once && key == "backfill" => {
            (&RULES[1], "a flow that runs once takes no `backfill`: it loads all that is there".to_owned())
        }
        Fault::Missing { key, .. } if key == "interval" => (&RULES[2], own),
        Fault::OutOfRange if failure.pointer == "/scheduleParams/interval" => (&RULES[3], own),
        Fault::NotOneOf(_) if failure.pointer == "/scheduleParams/frequency" => (&RULES[4], own),
        Fault::Missing { .. } => (&RULES[5], own),
        _ => (&RULES[6], own),
    }
}
