//! R37: the `sourceType` of a mapping is one of the words there are, and fits its source.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::expr::looks_like_a_path;
use crate::mapping::SourceKind;
use crate::placeholder;
use crate::schema::nearest;

static RULES: [Rule; 2] = [
    Rule {
        code: "unknown-source-type",
        number: "R37",
        severity: Severity::Error,
        what: "A mapping's `sourceType` is none of ATTRIBUTE, EXPRESSION and STATIC.",
        why: "The words are an enumeration of the API, in capitals. Responses may also say `text/x.schema-path`, \
              `text/x.aep-xl` or `text/plain`, which are accepted.",
        example: r#"{"sourceType": "FIELD", "source": "mail", "destination": "personalEmail.address"}"#,
        remedy: "ATTRIBUTE for a field, EXPRESSION for a calculation, STATIC for a fixed text.",
        source: "Data Prep API specification",
    },
    Rule {
        code: "expression-as-attribute",
        number: "R37",
        severity: Severity::Warning,
        what: "A mapping is an ATTRIBUTE, but its source is an expression.",
        why: "The whole text is taken for the name of a field that no record has, and the destination stays empty.",
        example: r#"{"sourceType": "ATTRIBUTE", "source": "concat(first, ' ', last)", "destination": "person.name.fullName"}"#,
        remedy: "Set `sourceType` to EXPRESSION.",
        source: "Data Prep: mapping sets",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const WORDS: [&str; 3] = ["ATTRIBUTE", "EXPRESSION", "STATIC"];
const RETURNED: [&str; 3] = ["text/x.schema-path", "text/x.aep-xl", "text/plain"];

fn check(cx: &mut Context<'_>) {
    let shared = cx.mapping_sets();
    for (body, set) in &shared.sets {
        for mapping in &set.mappings {
            let Some(kind) = &mapping.source_type else { continue };
            let word = kind.text.as_str();
            if placeholder::is_open(word) {
                continue;
            }
            if !WORDS.contains(&word) && !RETURNED.contains(&word) {
                let near = nearest(word.trim(), WORDS.into_iter().chain(RETURNED)).or_else(|| {
                    // The service's word in other letters.
                    WORDS.into_iter().find(|w| w.eq_ignore_ascii_case(word.trim()))
                });
                let mut report = cx.at_mapping(&RULES[0], body, (mapping, kind), kind.node.span);
                if let Some(near) = near {
                    report = report.fix(kind.node.span, format!("\"{near}\""));
                }
                report
                    .help("ATTRIBUTE for a field, EXPRESSION for a calculation, STATIC for a fixed text")
                    .say(format!("`{word}` is no source type: there are ATTRIBUTE, EXPRESSION and STATIC"));
                continue;
            }
            let source = &mapping.source;
            if matches!(mapping.kind, SourceKind::Attribute(_))
                && (word == WORDS[0] || word == RETURNED[0])
                && !looks_like_a_path(&source.text)
            {
                let expression = if word == WORDS[0] { WORDS[1] } else { RETURNED[1] };
                cx.at_mapping(&RULES[1], body, (mapping, source), source.node.span)
                    .related(body.file, kind.node.span, "this says it is the name of a field")
                    .fix(kind.node.span, format!("\"{expression}\""))
                    .help(format!(
                        "set `sourceType` to `{expression}`, or wrap the name of a field in `${{…}}`"
                    ))
                    .say(format!("`{}` is an expression, but is mapped as an attribute", source.text));
            }
        }
    }
}
