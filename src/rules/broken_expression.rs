//! The text of a calculated field is an expression of the language.

use super::mapping_sets::replacement;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;

static RULES: [Rule; 1] = [Rule {
    code: "broken-expression",
    number: "",
    severity: Severity::Error,
    what: "A calculated field is not written as the language of Data Prep wants it.",
    why: "The mapping set is refused, or the field is null in every record. What some version of the engine takes, \
          though hardly as it was meant, is a warning: an assignment inside a call, a reserved word after a dot.",
    example: r#"{"sourceType": "EXPRESSION", "source": "iif(type = \"a\", ‘one’, upper(name)", "destination": "_acme.kind"}"#,
    remedy: "Each mistake is told at its place, with what should stand there where only one thing can be meant.",
    source: "Data Prep: mapping functions; JEXL 3.1's grammar",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let shared = cx.mapping_sets();
    for expression in cx.expressions().iter() {
        let (body, set) = &shared.sets[expression.set];
        let mapping = &set.mappings[expression.mapping];
        let entry = &mapping.source;
        for fault in &expression.parsed.faults {
            let span = cx.part(body, entry, fault.range.start, fault.range.end);
            let fix = fault.mend().and_then(|(range, text)| {
                let span = cx.part(body, entry, range.start, range.end);
                Some((span, replacement(entry, span, text)?))
            });
            let severity = if fault.certain { Severity::Error } else { Severity::Warning };
            let mut report = cx.at_mapping(&RULES[0], body, (mapping, entry), span).severity(severity);
            if let Some((span, text)) = fix {
                report = report.fix(span, text);
            }
            if let Some(help) = &fault.help {
                report = report.help(help);
            }
            report.say(&fault.message);
        }
    }
}
