//! Patterns in expressions: regular expressions that compile, and separators that separate.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;

static RULES: [Rule; 5] = [
    Rule {
        code: "bad-regex",
        number: "",
        severity: Severity::Error,
        what: "A regular expression in an expression cannot be read.",
        why: "The function fails on every row, and the destination stays empty.",
        example: r#"{"sourceType": "EXPRESSION", "source": "matches_regex(code, \"[A-Z\")", "destination": "_acme.isCode"}"#,
        remedy: "Regular expressions are Java's; signs with a meaning of their own need a backslash, written `\\\\` in quotes.",
        source: "java.util.regex.Pattern",
    },
    Rule {
        code: "unreadable-date-pattern",
        number: "",
        severity: Severity::Error,
        what: "A date pattern in an expression cannot be read.",
        why: "The function fails on every row, and the destination stays empty.",
        example: r#"{"sourceType": "EXPRESSION", "source": "date(day, \"yyyy-MM-ddTHH:mm:ss\")", "destination": "_acme.day"}"#,
        remedy: "Letters that are text stand in apostrophes: `yyyy-MM-dd'T'HH:mm:ss`.",
        source: "Data Prep: date functions; java.time.format.DateTimeFormatter",
    },
    Rule {
        code: "doubtful-date-pattern",
        number: "",
        severity: Severity::Warning,
        what: "A date pattern in an expression has letters that hardly mean what their place says: `YYYY`, `DD`, `mm` in \
               the date, `MM` in the time, `hh` without `a`. (An info where it may well be right.)",
        why: "The function reads or writes another date than meant, or fails.",
        example: r#"{"sourceType": "EXPRESSION", "source": "format(date(day), \"YYYY-MM-DD\")", "destination": "_acme.day"}"#,
        remedy: "Year `yyyy`, month `MM`, day `dd`, hours `HH` or `hh … a`, minutes `mm`, seconds `ss`.",
        source: "Data Prep: date functions; java.time.format.DateTimeFormatter",
    },
    Rule {
        code: "bare-metacharacter",
        number: "",
        severity: Severity::Warning,
        what: "A separator that is a regular expression is one sign with a meaning of its own, without a backslash.",
        why: "`|` alone matches between any two characters, `.` matches every character: the text falls to pieces.",
        example: r#"{"sourceType": "EXPRESSION", "source": "explode(tags, \"|\")", "destination": "_acme.tags"}"#,
        remedy: "Write `\"\\\\|\"` within the expression.",
        source: "Data Prep: explode; java.util.regex.Pattern",
    },
    Rule {
        code: "separator-set",
        number: "",
        severity: Severity::Warning,
        what: "The separator of `split` has several characters. (An info where they may be meant as a set.)",
        why: "`split` takes a set of characters and cuts at each of them, not at the whole.",
        example: r#"{"sourceType": "EXPRESSION", "source": "split(tags, \"<br>\")", "destination": "_acme.tags"}"#,
        remedy: "Use `explode`, which takes a regular expression.",
        source: "Data Prep: mapping functions",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    cx.report_expressions(&RULES);
}
