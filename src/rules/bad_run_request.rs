//! R59: a run is started for a flow that runs once, over a window in seconds.

use super::sent::is_literal;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::operation::Service;
use crate::steps::StepId;

static RULES: [Rule; 5] = [
    Rule {
        code: "run-without-flow",
        number: "R59",
        severity: Severity::Error,
        what: "The body of `POST /runs` has no `flowId`.",
        why: "Flow Service cannot tell which flow to run.",
        example: r#"{"params": {"windowStartTime": 1700000000}}"#,
        remedy: "Add `flowId`.",
        source: "OpenAPI file of Flow Service: required",
    },
    Rule {
        code: "run-time-as-text",
        number: "R59",
        severity: Severity::Warning,
        what: "A time in `params` of `POST /runs` is a string.",
        why: "The times are integers, seconds since 1970; a string passes only where the service is lenient.",
        example: r#"{"params": {"startTime": "1700000000"}}"#,
        remedy: "Leave out the quotes.",
        source: "Sources tutorial on on-demand ingestion: type integer",
    },
    Rule {
        code: "run-time-not-seconds",
        number: "R59",
        severity: Severity::Warning,
        what: "A time in `params` of `POST /runs` is not in seconds since 1970, or lies centuries away.",
        why: "With a digit too many the window ends in a year like 2493 and takes in everything; in milliseconds it lies \
              50,000 years ahead.",
        example: r#"{"params": {"windowEndTime": 17000000000}}"#,
        remedy: "Write ten digits.",
        source: "Sources tutorial on on-demand ingestion: epoch seconds",
    },
    Rule {
        code: "run-window-reversed",
        number: "R59",
        severity: Severity::Error,
        what: "The window of a run ends before it starts.",
        why: "No record lies in it.",
        example: r#"{"params": {"windowStartTime": 1700003600, "windowEndTime": 1700000000}}"#,
        remedy: "Exchange the two times.",
        source: "Sources tutorial on on-demand ingestion",
    },
    Rule {
        code: "run-of-scheduled-flow",
        number: "R59",
        severity: Severity::Error,
        what: "A run is requested for a flow that this bundle creates with a schedule other than `once`.",
        why: "Runs on demand exist only for batch flows scheduled once; a streaming flow has none.",
        example: r#"POST /flows with {"frequency": "hour", …}, then POST /runs with its id"#,
        remedy: "Schedule the flow with frequency `once`, or wait for its schedule.",
        source: "Sources tutorial on on-demand ingestion",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const TIMES: [&str; 3] = ["startTime", "windowStartTime", "windowEndTime"];
/// The year 2286: the last second with ten digits.
const LAST: i64 = 9_999_999_999;

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for sent in cx.sent() {
        if !sent.asks("POST", Service::Flow, "/runs") {
            continue;
        }
        let (Some(body), Some(root)) = (&sent.exchange.body, sent.body()) else { continue };
        if root.is_object() && root.get("flowId").is_none() {
            cx.at_value(&RULES[0], body, "").help("add `flowId`").say("the request for a run names no flow");
        }
        check_times(cx, body, root);
        let Some(id) = root.get("flowId").and_then(Node::as_str).filter(|id| is_literal(id)) else {
            continue;
        };
        for exchange in flow.of(StepId::Flow) {
            let created = exchange.response.as_ref().and_then(|r| r.root.as_ref()?.get("id")?.as_str());
            let Some(made) = exchange.body.as_ref().filter(|_| created == Some(id)) else { continue };
            let frequency = made.root.as_ref().and_then(|r| r.at("/scheduleParams/frequency"));
            if let Some(node) = frequency
                && let Some(name) = node.as_str()
                && is_literal(name)
                && !name.eq_ignore_ascii_case("once")
            {
                cx.at_value(&RULES[4], body, "/flowId")
                    .related(made.file, node.span, format!("the flow runs every {name}"))
                    .help("runs on demand need a flow with frequency `once`")
                    .say("this flow runs on a schedule: a run cannot be requested for it");
            }
        }
    }
}

fn check_times(cx: &mut Context<'_>, body: &Body, root: &Node) {
    for name in TIMES {
        let at = format!("/params/{name}");
        let Some(node) = root.at(&at) else { continue };
        let Some(value) = number(node) else { continue };
        if let Some(text) = node.as_str() {
            cx.at_value(&RULES[1], body, &at)
                .help(format!("write `\"{name}\": {text}`"))
                .fix(node.span, text)
                .say(format!("`{name}` is a string, an integer is expected"));
        }
        if value > LAST || value <= 0 {
            let millis = value.to_string().len() == 13;
            let what = if millis { "milliseconds" } else { "no time in seconds since 1970" };
            let help = if millis { format!("write {}", value / 1000) } else { "write ten digits".to_owned() };
            cx.at_value(&RULES[2], body, &at).help(help).say(format!("`{name}` {value} is {what}"));
        }
    }
    let time = |name: &str| root.at(&format!("/params/{name}")).and_then(|n| Some((n.span, number(n)?)));
    if let (Some((start_span, start)), Some((_, end))) = (time("windowStartTime"), time("windowEndTime"))
        && start >= end
    {
        cx.at_value(&RULES[3], body, "/params/windowEndTime")
            .related(body.file, start_span, "the window starts here")
            .help("exchange the two times")
            .say(format!("the window ends at {end}, not after its start at {start}"));
    }
}

fn number(node: &Node) -> Option<i64> {
    node.as_number().or(node.as_str())?.trim().parse().ok()
}
