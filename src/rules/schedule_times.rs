//! R49: the times of a schedule are in seconds since 1970, and an end comes after its start.

use super::references::literal;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::StepId;

static RULES: [Rule; 3] = [
    Rule {
        code: "time-in-milliseconds",
        number: "R49",
        severity: Severity::Warning,
        what: "A schedule's startTime or endTime has 13 digits: milliseconds, where seconds are due.",
        why: "Read as seconds it lies tens of thousands of years ahead, and the flow never starts.",
        example: r#"{"scheduleParams": {"startTime": 1718000000000, "frequency": "day", "interval": 1}}"#,
        remedy: "Leave the last three digits out.",
        source: "Flow specs: scheduleParams in epoch time; tutorials in seconds",
    },
    Rule {
        code: "implausible-time",
        number: "R49",
        severity: Severity::Warning,
        what: "A schedule's startTime or endTime is not a time in this century, in seconds since 1970 (10 digits).",
        why: "A digit was probably lost or gained; the flow would start at once with all its history, or never.",
        example: r#"{"scheduleParams": {"startTime": 15674115480, "frequency": "day", "interval": 1}}"#,
        remedy: "Use the seconds since 1970-01-01T00:00:00Z.",
        source: "Flow specs: scheduleParams in epoch time; tutorials in seconds",
    },
    Rule {
        code: "end-before-start",
        number: "R49",
        severity: Severity::Warning,
        what: "A schedule ends before it starts.",
        why: "The flow never runs.",
        example: r#"{"scheduleParams": {"startTime": 1718000000, "endTime": 1717000000, "frequency": "day", "interval": 1}}"#,
        remedy: "Correct one of the two times.",
        source: "Flow specs of early tutorials: startTime and endTime",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const STEP: Option<StepId> = Some(StepId::Flow);

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::Flow) {
        let mut times = [None, None];
        for (i, key) in ["startTime", "endTime"].into_iter().enumerate() {
            let Some(node) = root.get("scheduleParams").and_then(|s| s.get(key)) else { continue };
            let Some((text, time)) = time(cx, node) else { continue };
            let at = || format!("/scheduleParams/{key}");
            times[i] = Some((node, time));
            let quote = if node.as_str().is_some() { "\"" } else { "" };
            // Zero and other small numbers start at once; some write them on purpose.
            if text.len() == 13 {
                let seconds = &text[..10];
                cx.at_value(&RULES[0], body, &at())
                    .step(STEP)
                    .help(format!("use the seconds, {seconds}"))
                    .fix(node.span, format!("{quote}{seconds}{quote}"))
                    .say(format!("`{key}` is in seconds since 1970; {text} is in milliseconds"));
            } else if text.len() != 10 && time != 0 {
                cx.at_value(&RULES[1], body, &at())
                    .step(STEP)
                    .help("a time of these years has 10 digits, such as 1718000000")
                    .say(format!("`{key}` is in seconds since 1970, and {text} has {} digits", text.len()));
            }
        }
        let same_unit = |a: u64, b: u64| a.to_string().len() == b.to_string().len();
        if let [Some((start_node, start)), Some((_, end))] = times
            && end <= start
            && same_unit(start, end)
        {
            cx.at_value(&RULES[2], body, "/scheduleParams/endTime")
                .step(STEP)
                .related(body.file, start_node.span, "the schedule starts here")
                .help("an end comes after its start")
                .say(format!("the schedule ends at {end}, before it starts at {start}"));
        }
    }
}

/// A time in digits, written as a number or as a string.
fn time(cx: &Context<'_>, node: &Node) -> Option<(String, u64)> {
    let text = node.as_number().map(Into::into).or_else(|| literal(cx, node))?;
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let value = text.parse().ok().filter(|_| digits)?;
    Some((text.into_owned(), value))
}
