//! Names in expressions that are fields by accident.

use super::expressions::RESERVED;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;

static RULES: [Rule; 2] = [
    Rule {
        code: RESERVED,
        number: "",
        severity: Severity::Warning,
        what: "An expression names a field like a function, without `${…}`. (An info where it plainly is a field.)",
        why: "The names of all functions are reserved words; a field of such a name needs to be wrapped.",
        example: r#"{"sourceType": "EXPRESSION", "source": "upper(format)", "destination": "_acme.format"}"#,
        remedy: "Write `${format}`.",
        source: "Data Prep: mapping functions, reserved words",
    },
    Rule {
        code: "misspelt-word",
        number: "",
        severity: Severity::Warning,
        what: "`null`, `true` or `false` is written in other letters.",
        why: "So written it is the name of a field, which no record has: it is null, and null is false.",
        example: r#"{"sourceType": "EXPRESSION", "source": "iif(id == NULL, \"none\", id)", "destination": "_id"}"#,
        remedy: "Write `null`, `true`, `false`.",
        source: "Apache Commons JEXL: literals",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    cx.report_expressions(&RULES);
}
