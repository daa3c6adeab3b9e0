//! R36: a mapping is written in one dialect.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::{Kind, Node};
use crate::steps::StepId;

static RULES: [Rule; 2] = [
    Rule {
        code: "half-of-each-dialect",
        number: "R36",
        severity: Severity::Error,
        what: "A mapping takes its source from one dialect and its destination from the other.",
        why: "`sourceAttribute` goes with `destinationXdmPath`, `source` with `destination`. A service that reads one \
              dialect finds only half of the mapping.",
        example: r#"{"sourceAttribute": "mail", "destination": "personalEmail.address"}"#,
        remedy: "Use `sourceType`, `source` and `destination`.",
        source: "Data Prep: mapping sets; Data Prep API specification",
    },
    Rule {
        code: "mixed-dialects",
        number: "R36",
        severity: Severity::Info,
        what: "Some mappings of a set are written in the old dialect and some in the new.",
        why: "Each is understood by itself, but a reader compares unlike things.",
        example: r#"{"mappings": [{"sourceAttribute": "id", "destinationXdmPath": "_id"}, {"sourceType": "ATTRIBUTE", "source": "mail", "destination": "personalEmail.address"}]}"#,
        remedy: "Write all of them with `sourceType`, `source` and `destination`.",
        source: "Data Prep: mapping sets",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::MappingSet) {
        let (mut old, mut new) = (None, None);
        for (i, node) in root.get("mappings").map_or(&[][..], Node::items).iter().enumerate() {
            let has = |key: &str| node.get(key).is_some_and(|n| !matches!(n.kind, Kind::Null));
            let (source, attribute) = (has("source"), has("sourceAttribute"));
            let (destination, path) = (has("destination"), has("destinationXdmPath"));
            let (wrong, right) = match (source, attribute, destination, path) {
                (true, false, false, true) => ("destinationXdmPath", "destination"),
                (false, true, true, false) => ("sourceAttribute", "source"),
                (true, _, true, _) => {
                    new.get_or_insert(node);
                    continue;
                }
                (_, true, _, true) => {
                    old.get_or_insert(node);
                    continue;
                }
                _ => continue,
            };
            let other = if wrong == "destinationXdmPath" { "source" } else { "destination" };
            let pointer = format!("/mappings/{i}/{wrong}");
            let Some(member) = node.member(wrong) else { continue };
            let mut report = cx.at(&RULES[0], body, &pointer).step(Some(StepId::MappingSet));
            if let Some(other) = node.member(other) {
                report = report.related(body.file, other.key_span, "this is a key of the other dialect");
            }
            report
                .fix(member.key_span, format!("\"{right}\""))
                .help(format!("write `{right}`; `sourceType` says whether the source is an `ATTRIBUTE` or an `EXPRESSION`"))
                .say(format!("`{wrong}` and `{other}` are of different dialects: the mapping has half of each"));
        }
        if let (Some(old), Some(new)) = (old, new) {
            let (first, second) = if old.span.start < new.span.start { (old, new) } else { (new, old) };
            cx.at_span(&RULES[1], body.file, second.span)
                .step(Some(StepId::MappingSet))
                .related(body.file, first.span, "the other dialect begins here")
                .help("write all of them with `sourceType`, `source` and `destination`")
                .say("the mapping set has mappings of both dialects");
        }
    }
}
