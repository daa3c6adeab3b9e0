//! R46: the date format of a delta column is a pattern whose letters mean what was meant.

use super::references::literal;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::spec::ConnectionSpec;
use crate::steps::StepId;

static RULES: [Rule; 2] = [
    Rule {
        code: "bad-date-pattern",
        number: "R46",
        severity: Severity::Error,
        what: "A delta column's dateFormat has letters that mean something else: `YYYY`, `DD`, `mm` in the date, `MM` \
               in the time.",
        why: "In date patterns `YYYY` is a week's year, `DD` the day of the year and `mm` are minutes, where they are \
              letters at all: no row's time is read right, and new rows are missed.",
        example: r#"{"deltaColumn": {"name": "changed", "dateFormat": "YYYY-MM-DD", "timezone": "UTC"}}"#,
        remedy: "Use `yyyy-MM-dd HH:mm:ss`, or `yyyy-MM-ddTHH:mm:ssZ` for Microsoft Dynamics, Azure Table Storage and \
                 OData.",
        source: "Sources tutorials: deltaColumn of a flow",
    },
    Rule {
        code: "undocumented-date-pattern",
        number: "R46",
        severity: Severity::Warning,
        what: "A delta column's dateFormat is a date pattern other than the documented ones.",
        why: "Only `yyyy-MM-dd HH:mm:ss` and, for some sources, `yyyy-MM-ddTHH:mm:ssZ` are documented as supported.",
        example: r#"{"deltaColumn": {"name": "changed", "dateFormat": "dd.MM.yyyy", "timezone": "UTC"}}"#,
        remedy: "Use the documented pattern of the source.",
        source: "Sources tutorials: deltaColumn of a flow",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// Where a transformation has it.
const AT: &str = "/params/deltaColumn/dateFormat";

const PLAIN: &str = "yyyy-MM-dd HH:mm:ss";
const ISO: &str = "yyyy-MM-ddTHH:mm:ssZ";

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    let specs: Vec<_> = flow
        .bodies(StepId::SourceConnection)
        .map(|(_, r)| {
            r.at("/connectionSpec/id").and_then(|n| literal(cx, n)).and_then(|id| ConnectionSpec::by_id(&id))
        })
        .collect();
    // One pattern for all sources of the dataflow, or no word on which one is right.
    let own = match specs.as_slice() {
        [Some(first), rest @ ..]
            if rest.iter().all(|s| s.is_some_and(|s| s.delta_format == first.delta_format)) =>
        {
            Some(first.delta_format)
        }
        _ => None,
    };
    for (body, root) in flow.bodies(StepId::Flow) {
        for (i, item) in root.get("transformations").map_or(&[][..], Node::items).iter().enumerate() {
            let Some(node) = item.at(AT) else { continue };
            let Some(text) = literal(cx, node) else { continue };
            let at = || format!("/transformations/{i}{AT}");
            let plain = text.replace('\'', "");
            let right = own.unwrap_or(if text.contains('T') { ISO } else { PLAIN });
            if let Some(wrong) = wrong_letters(&text) {
                let span = node.part_span(wrong.at, wrong.at + wrong.letters.len());
                let mut report = cx.at_span(&RULES[0], body.file, span);
                report.diagnostic.pointer = Some(at());
                report
                    .step(Some(StepId::Flow))
                    .help(format!("use `{right}`"))
                    .fix(node.span, format!("\"{right}\""))
                    .say(format!("`{}` in the date format `{text}` {}", wrong.letters, wrong.means));
            } else if own.map_or(plain != PLAIN && plain != ISO, |own| plain != own) {
                cx.at_value(&RULES[1], body, &at())
                    .step(Some(StepId::Flow))
                    .help(format!("use `{right}`"))
                    .say(format!("`{text}` is not the date format that is documented for this source"));
            }
        }
    }
}

struct Wrong<'t> {
    at: usize,
    letters: &'t str,
    means: String,
}

/// The first run of letters that does not mean what its place says.
fn wrong_letters(pattern: &str) -> Option<Wrong<'_>> {
    let mut quoted = false;
    let mut in_time = false;
    let mut at = 0;
    while at < pattern.len() {
        let c = pattern[at..].chars().next()?;
        let end = at + pattern[at..].find(|x| x != c).unwrap_or(pattern.len() - at);
        let letters = &pattern[at..end];
        if c == '\'' {
            quoted ^= letters.len() % 2 == 1;
        } else if !quoted {
            in_time |= matches!(c, 'H' | 'h' | 'k' | 'K');
            let means = match c {
                'Y' => Some("is the year of a week, where it is a year at all; a year is `yyyy`"),
                'D' => Some("is the day of the year, where it is a day at all; the day of the month is `dd`"),
                'm' if !in_time && is_date_part(pattern, at, end) => Some("are minutes; a month is `MM`"),
                'M' if in_time && pattern[..at].ends_with(':') => Some("is a month; minutes are `mm`"),
                'S' if in_time && letters.len() == 2 && pattern[..at].ends_with(':') => {
                    Some("are fractions of a second; seconds are `ss`")
                }
                _ => None,
            };
            if let Some(means) = means {
                return Some(Wrong { at, letters, means: means.to_owned() });
            }
        }
        at = end;
    }
    None
}

/// Beside a year or a day and away from colons: a date's month.
fn is_date_part(pattern: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&pattern[..start], &pattern[end..]);
    !before.ends_with(':')
        && !after.starts_with(':')
        && (before.contains(['y', 'Y', 'd', 'D']) || after.contains(['y', 'Y']))
}

#[cfg(test)]
mod tests {
    use super::wrong_letters;

    #[test]
    fn letters_mean_what_their_place_says() {
        let wrong = |p| wrong_letters(p).map(|w| (w.at, w.letters.to_owned()));
        assert_eq!(wrong("YYYY-MM-DD"), Some((0, "YYYY".into())));
        assert_eq!(wrong("yyyy-MM-DD"), Some((8, "DD".into())));
        assert_eq!(wrong("yyyy-mm-dd HH:mm:ss"), Some((5, "mm".into())));
        assert_eq!(wrong("yyyy-MM-dd HH:MM:ss"), Some((14, "MM".into())));
        assert_eq!(wrong("dd/mm/yyyy"), Some((3, "mm".into())));
        for good in
            ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.SSSZ", "HH:mm dd.MM.yyyy"]
        {
            assert_eq!(wrong(good), None, "{good}");
        }
    }
}
