//! What a mapping gives can become what its destination takes.

use super::{Context, Group, Rule};
use crate::datum::Datum;
use crate::diagnostic::Severity;
use crate::mapping::{At, SourceKind, check_constant};

static RULES: [Rule; 2] = [
    Rule {
        code: "wrong-result-type",
        number: "",
        severity: Severity::Error,
        what: "An expression or a fixed value is of a type that its destination cannot hold. (A warning where only a \
               branch is, or where the documents leave a conversion open.)",
        why: "The value cannot be converted: the destination stays empty, or the row is rejected.",
        example: r#"{"sourceType": "EXPRESSION", "source": "split(name, \" \")", "destination": "person.name.firstName"}"#,
        remedy: "Give a value of the type of the destination.",
        source: "Data Prep: data handling",
    },
    Rule {
        code: "value-not-in-enum",
        number: "",
        severity: Severity::Error,
        what: "A fixed value is none of those that the target schema allows. (A warning where only a branch is.)",
        why: "The schema is enforced after mapping: the row is rejected.",
        example: r#"{"sourceType": "STATIC", "source": "mobile", "destination": "mobilePhone.status"}"#,
        remedy: "Use one of the values of the schema.",
        source: "Data Prep: data handling; JSON Schema: enum",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    cx.report_expressions(&RULES);
    let shared = cx.mapping_sets();
    let Some((_, target)) = &shared.target else { return };
    for (body, set) in &shared.sets {
        for mapping in set.mappings.iter().filter(|m| m.is_usable() && m.destination_path.each_count() == 0) {
            let SourceKind::Static(value) = &mapping.kind else { continue };
            let At::Found(id) = target.at(&mapping.destination_path) else { continue };
            let Some((code, message)) = check_constant(&Datum::from(value), target.shape(id)) else {
                continue;
            };
            let Some(rule) = RULES.iter().find(|r| r.code == code) else { continue };
            let entry = &mapping.source;
            cx.at_mapping(rule, body, (mapping, entry), entry.node.span).say(message);
        }
    }
}
