//! Calls in expressions: functions and methods that exist, with arguments they can take.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;

static RULES: [Rule; 7] = [
    Rule {
        code: "unknown-function",
        number: "",
        severity: Severity::Error,
        what: "An expression calls a function that Data Prep does not have. (A warning where the engine may answer by accident.)",
        why: "The mapping set is refused, or the destination stays empty in every row. Names are case-sensitive.",
        example: r#"{"sourceType": "EXPRESSION", "source": "substring(name, 0, 3)", "destination": "_acme.short"}"#,
        remedy: "Use the function of that name here; `preflow functions` lists them.",
        source: "Data Prep: mapping functions",
    },
    Rule {
        code: "no-such-method",
        number: "",
        severity: Severity::Error,
        what: "An expression calls a method that the value does not have. (A warning where the engine may answer by accident.)",
        why: "The call gives null, and the destination stays empty in every row.",
        example: r#"{"sourceType": "EXPRESSION", "source": "name.toUppercase()", "destination": "_acme.name"}"#,
        remedy: "Use a method that the value has, or a function.",
        source: "Data Prep: mapping functions; Java 17",
    },
    Rule {
        code: "wrong-argument-count",
        number: "",
        severity: Severity::Error,
        what: "A function or method is called with more or fewer arguments than it takes.",
        why: "No function of that name takes so many: the mapping set is refused, or the destination stays empty.",
        example: r#"{"sourceType": "EXPRESSION", "source": "iif(active, 1)", "destination": "_acme.active"}"#,
        remedy: "Give the arguments the function takes; the message shows how it is written.",
        source: "Data Prep: mapping functions",
    },
    Rule {
        code: "swapped-arguments",
        number: "",
        severity: Severity::Error,
        what: "Two arguments of a function have changed places. (A warning where both could be meant.)",
        why: "The function fails on them, or works on the wrong text.",
        example: r#"{"sourceType": "EXPRESSION", "source": "date_part(birthDate, \"year\")", "destination": "_acme.year"}"#,
        remedy: "Give the arguments in the order of the documentation.",
        source: "Data Prep: mapping functions",
    },
    Rule {
        code: "wrong-argument-type",
        number: "",
        severity: Severity::Error,
        what: "An argument is of a type that the function cannot take. (A warning where it may still give something.)",
        why: "The function fails on it, and the destination stays empty in every row.",
        example: r#"{"sourceType": "EXPRESSION", "source": "format(\"2024-05-06\", \"yyyy\")", "destination": "_acme.year"}"#,
        remedy: "Convert the value first: `date(…)`, `to_integer(…)`, `first(…)`.",
        source: "Data Prep: mapping functions",
    },
    Rule {
        code: "unknown-word",
        number: "",
        severity: Severity::Error,
        what: "An argument that must be one of a few words is another. (A warning for charsets and digests.)",
        why: "The function fails on it, and the destination stays empty in every row.",
        example: r#"{"sourceType": "EXPRESSION", "source": "date_part(\"fortnight\", now())", "destination": "_acme.part"}"#,
        remedy: "Use one of the words that the message lists.",
        source: "Data Prep: mapping functions",
    },
    Rule {
        code: "limited-function",
        number: "",
        severity: Severity::Info,
        what: "A function is documented for some flows only, or no longer.",
        why: "Elsewhere the mapping set is refused, or the destination stays empty.",
        example: r#"{"sourceType": "EXPRESSION", "source": "is_set(\"a.b\")", "destination": "_acme.has"}"#,
        remedy: "Make sure that the flow is one of those, or use another function.",
        source: "Data Prep: mapping functions",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    cx.report_expressions(&RULES);
}
