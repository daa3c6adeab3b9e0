//! Conditions in expressions that do not depend on the record.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;

static RULES: [Rule; 5] = [
    Rule {
        code: "comparison-always-same",
        number: "",
        severity: Severity::Warning,
        what: "A comparison comes out the same for every record.",
        why: "What depends on it is always or never used: `upper(x)` never equals a text with small letters.",
        example: r#"{"sourceType": "EXPRESSION", "source": "iif(upper(state) == \"ca\", 1, 0)", "destination": "_acme.isCa"}"#,
        remedy: "Compare with a value that can occur.",
        source: "Data Prep: mapping functions; Apache Commons JEXL: operators",
    },
    Rule {
        code: "constant-condition",
        number: "",
        severity: Severity::Warning,
        what: "A condition is a constant.",
        why: "One of the two values is never used.",
        example: r#"{"sourceType": "EXPRESSION", "source": "iif(\"active\", 1, 0)", "destination": "_acme.active"}"#,
        remedy: "Name the field without quotes, or leave the condition out.",
        source: "Apache Commons JEXL: literals",
    },
    Rule {
        code: "repeated-condition",
        number: "",
        severity: Severity::Warning,
        what: "A part of a condition stands twice in it.",
        why: "The second adds nothing; another was probably meant.",
        example: r#"{"sourceType": "EXPRESSION", "source": "iif(a == \"x\" || a == \"x\", 1, 0)", "destination": "_acme.isX"}"#,
        remedy: "Write what was meant, or leave it out.",
        source: "Apache Commons JEXL: operators",
    },
    Rule {
        code: "dead-branch",
        number: "",
        severity: Severity::Warning,
        what: "A branch of an expression is never taken.",
        why: "What it gives never arrives.",
        example: r#"{"sourceType": "EXPRESSION", "source": "decode(upper(state), \"ca\", 1, \"pa\", 2)", "destination": "_acme.state"}"#,
        remedy: "Ask for a value that can occur, and for each once.",
        source: "Data Prep: mapping functions",
    },
    Rule {
        code: "always-fails",
        number: "",
        severity: Severity::Warning,
        what: "A part of an expression that does not depend on the record fails when it is calculated.",
        why: "The destination stays empty in every row that needs it.",
        example: r#"{"sourceType": "EXPRESSION", "source": "to_integer(\"twelve\")", "destination": "_acme.count"}"#,
        remedy: "Write what can be calculated.",
        source: "Data Prep: mapping functions; Apache Commons JEXL: operators",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    cx.report_expressions(&RULES);
}
