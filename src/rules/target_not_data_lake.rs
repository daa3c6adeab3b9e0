//! R26: the target connection's connection spec is the data lake's.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::placeholder::Template;
use crate::steps::StepId;

/// The connection spec of the data lake, the one target of source flows.
pub const DATA_LAKE: &str = "c604ff05-7f1a-43c0-8e18-33bf874cb11c";

static RULES: [Rule; 1] = [Rule {
    code: "target-not-data-lake",
    number: "R26",
    severity: Severity::Error,
    what: "The target connection uses a connection spec other than the data lake's.",
    why: "Every source flow lands in the data lake, and flow specs list only its connection spec as a target.",
    example: r#"{"connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}}"#,
    remedy: "Use c604ff05-7f1a-43c0-8e18-33bf874cb11c; the source's own spec belongs in the source connection.",
    source: "Sources tutorials: the fixed connection spec of the data lake",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    const AT: &str = "/connectionSpec/id";
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::TargetConnection) {
        let Some(id) = root.at(AT).and_then(|n| n.as_str()) else { continue };
        if !Template::parse(id).is_open() && !id.eq_ignore_ascii_case(DATA_LAKE) {
            let span = root.at(AT).map_or(body.span, |n| n.span);
            cx.at_value(&RULES[0], body, AT)
                .step(Some(StepId::TargetConnection))
                .help(format!("the data lake's connection spec is {DATA_LAKE}"))
                .fix(span, format!("\"{DATA_LAKE}\""))
                .say(format!("`{id}` is not the data lake's connection spec"));
        }
    }
}
