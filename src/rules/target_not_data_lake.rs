//! R26: the target connection's connection spec is the data lake's.

use super::references::{is_uuid, literal};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::spec::{ConnectionSpec, DATA_LAKE, Kind};
use crate::steps::StepId;

static RULES: [Rule; 1] = [Rule {
    code: "target-not-data-lake",
    number: "R26",
    severity: Severity::Error,
    what: "The target connection uses a connection spec other than the data lake's.",
    why: "Every source flow lands in the data lake, and flow specs list only its connection spec as a target. An id \
          that is not known to be a source's is a warning.",
    example: r#"{"connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}}"#,
    remedy: "Use c604ff05-7f1a-43c0-8e18-33bf874cb11c; the source's own spec belongs in the source connection.",
    source: "Sources tutorials: the fixed connection spec of the data lake",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    const AT: &str = "/connectionSpec/id";
    let flow = cx.flow;
    if cx.exports() {
        return;
    }
    for (body, root) in flow.bodies(StepId::TargetConnection) {
        let Some(node) = root.at(AT) else { continue };
        let Some(id) = literal(cx, node).filter(|id| is_uuid(id) && !id.eq_ignore_ascii_case(DATA_LAKE))
        else {
            continue;
        };
        let known = ConnectionSpec::by_id(&id);
        let whose = known.map_or(String::new(), |s| format!(", but {}'s", s.title()));
        let report = cx
            .at_value(&RULES[0], body, AT)
            .step(Some(StepId::TargetConnection))
            .help(format!("the data lake's connection spec is {DATA_LAKE}"))
            .fix(node.span, format!("\"{DATA_LAKE}\""));
        // A target that is not in the catalogue may be a new one.
        let report = match known {
            Some(spec) if spec.kind != Kind::Target => report,
            _ => report.severity(Severity::Warning),
        };
        report.say(format!("`{id}` is not the data lake's connection spec{whose}"));
    }
}
