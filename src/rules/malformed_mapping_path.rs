//! R33: paths of mappings that cannot be read, or that are read otherwise than they look.

use super::mapping_sets::replacement;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::expr::looks_like_a_path;
use crate::mapping::{Entry, Mapping, PathFault, SourceKind, is_bare};

static RULES: [Rule; 1] = [Rule {
    code: "malformed-mapping-path",
    number: "R33",
    severity: Severity::Error,
    what: "A source or destination path breaks the syntax of paths.",
    why: "A path with an empty name, an open bracket or a wrong index names nothing. Where a path can still be read, \
          such as a column name with a blank in it, this is a warning: outside `${…}` such a name is taken apart.",
    example: r#"{"sourceType": "ATTRIBUTE", "source": "contact..email", "destination": "personalEmail.address"}"#,
    remedy: "Names are parted by dots, elements are `[0]` or `[*]`, and names with other signs stand in `${…}`.",
    source: "Data Prep: fields and hierarchies",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let shared = cx.mapping_sets();
    for (body, set) in &shared.sets {
        for mapping in &set.mappings {
            for fault in mapping.destination_faults.iter().filter(|f| f.fatal || is_plainly_wrong(f, mapping))
            {
                report(cx, body, (mapping, &mapping.destination), fault, "destination");
            }
            // An expression under the wrong name is another rule's.
            let is_path =
                matches!(mapping.kind, SourceKind::Attribute(_)) && looks_like_a_path(&mapping.source.text);
            for fault in mapping.source_faults.iter().filter(|_| is_path) {
                report(cx, body, (mapping, &mapping.source), fault, "source");
            }
        }
    }
}

/// Names of schema fields may have hyphens and more; only what no field name has is worth a word.
fn is_plainly_wrong(fault: &PathFault, mapping: &Mapping) -> bool {
    let text = mapping.destination.text.get(fault.start..fault.end).unwrap_or_default();
    text.contains([' ', '\t', ',', '"', '\'', '(', ')', '[', '/']) || text.ends_with('.')
}

fn report(cx: &mut Context<'_>, body: &Body, at: (&Mapping, &Entry), fault: &PathFault, end: &str) {
    let entry = at.1;
    let span = cx.part(body, entry, fault.start, fault.end);
    let severity = if fault.fatal { Severity::Error } else { Severity::Warning };
    // A column may have blanks around its name, a schema's field has none.
    let stray = entry.text.get(fault.start..fault.end).filter(|_| !fault.fatal && end == "destination");
    let stray = stray
        .map(|name| (name, name.trim()))
        .filter(|(name, bare)| !bare.is_empty() && bare.len() < name.len() && is_bare(bare));
    let (message, instead) = match stray {
        Some((name, bare)) => {
            let side = if name.starts_with(char::is_whitespace) { "before" } else { "after" };
            (format!("a blank stands {side} `{bare}`"), Some(bare))
        }
        None => (fault.message.clone(), fault.instead.as_deref()),
    };
    let fix = instead.and_then(|text| Some((text, replacement(entry, span, text)?)));
    let mut report = cx.at_mapping(&RULES[0], body, at, span).severity(severity);
    if let Some((_, text)) = fix {
        report = report.fix(span, text);
    }
    report.say(format!("the {end} path `{}` is not right: {message}", entry.text));
}
