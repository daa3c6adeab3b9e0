//! R58: actions are those that flows and runs know.

use super::sent::{is_literal, nearest};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;

static RULES: [Rule; 1] = [Rule {
    code: "unknown-action",
    number: "R58",
    severity: Severity::Error,
    what: "The `op` of an action is missing, or is none that the object knows.",
    why: "Flow Service refuses it. A flow can be enabled, disabled and published, a run re-triggered. An `op` that is near to \
          none of these is a warning.",
    example: "POST /flows/{FLOW_ID}/action?op=re-trigger",
    remedy: "Use `enable`, `disable` or `publish` for a flow, `re-trigger` for a run.",
    source: "OpenAPI file of Flow Service; Sources tutorials (which write the words in lower case)",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// What the members of a collection can be told to do.
const ACTIONS: [(&str, &str, &[&str]); 2] =
    [("flows", "flow", &["enable", "disable", "publish"]), ("runs", "run", &["re-trigger"])];

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        let Some(operation) = sent.found.operation.filter(|o| o.path.ends_with("/action")) else { continue };
        for (collection, title, known) in ACTIONS {
            if operation.path.split('/').nth(1) != Some(collection) {
                continue;
            }
            let choices = known.join(", ");
            let Some(op) = sent.parameter("op") else {
                // In a variable, or split off by `-G`.
                if sent.found.query.is_none() {
                    let at = sent.url_part(sent.path());
                    cx.at_span(&RULES[0], sent.file(), at)
                        .help(format!("add `?op=` and one of: {choices}"))
                        .say(format!("the action on a {title} does not say which one"));
                }
                continue;
            };
            if !is_literal(op) || known.iter().any(|k| k.eq_ignore_ascii_case(op)) {
                continue;
            }
            let near = nearest(op, known.iter().copied());
            let misplaced =
                ACTIONS.iter().any(|(_, _, other)| other.iter().any(|k| k.eq_ignore_ascii_case(op)));
            let severity = if near.is_some() || misplaced { Severity::Error } else { Severity::Warning };
            let at = sent.url_part(&format!("op={op}"));
            let mut report = cx.at_span(&RULES[0], sent.file(), at).severity(severity);
            if let Some(near) = near {
                if (at.end - at.start) as usize == op.len() + 3 {
                    report = report.fix(at, format!("op={near}"));
                }
                report = report.help(format!("write `op={near}`"));
            } else {
                report = report.help(format!("a {title} knows: {choices}"));
            }
            report.say(format!("`{op}` is not an action of a {title}"));
        }
    }
}
