//! R69: fences name a language that exists, and links in the page lead somewhere.

use super::sent::part_span;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use std::collections::BTreeSet;

static RULES: [Rule; 2] = [
    Rule {
        code: "unknown-fence-language",
        number: "R69",
        severity: Severity::Info,
        what: "The language of a fence is one slip away from a known one.",
        why: "The page renders the block without highlighting, and tools do not recognize it.",
        example: "```https",
        remedy: "Write `http`: https is a scheme of URLs, not a language.",
        source: "The languages that Markdown highlighters know",
    },
    Rule {
        code: "missing-anchor",
        number: "R69",
        severity: Severity::Info,
        what: "A link within the page leads to an anchor that the page does not have.",
        why: "Readers who follow it stay where they are.",
        example: "[connection id](#target) in a page with {#target-schema} and {#target-connection}",
        remedy: "Link to an anchor that exists.",
        source: "The headings of the page",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// What people mistype.
const COMMON: [&str; 11] = [
    "http",
    "json",
    "shell",
    "bash",
    "yaml",
    "python",
    "javascript",
    "typescript",
    "console",
    "powershell",
    "graphql",
];
/// Languages that are one letter away from a common one.
const ALSO: [&str; 16] = [
    "jsonc", "json5", "jsonl", "jsonp", "hjson", "bson", "cson", "yml", "yang", "dash", "rbash", "xonsh",
    "php", "ison", "jison", "hash",
];

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for fence in &flow.prose.fences {
        let word = fence.text.split([' ', ',', '{', '\t']).next().unwrap_or_default();
        let lower = word.to_lowercase();
        if lower.len() < 4 || COMMON.contains(&lower.as_str()) || ALSO.contains(&lower.as_str()) {
            continue;
        }
        let Some(near) = COMMON.iter().find(|c| strsim::osa_distance(c, &lower) == 1) else { continue };
        let span = fence.text.find(word).and_then(|at| part_span(fence, at, at + word.len()));
        let mut report =
            cx.at_span(&RULES[0], flow.file, span.unwrap_or(fence.span)).help(format!("write `{near}`"));
        if let Some(span) = span {
            report = report.fix(span, *near);
        }
        report.say(format!("`{word}` is no language of a fence"));
    }
    let anchors = &flow.prose.anchors;
    for link in &flow.prose.links {
        let name = link.text.trim_start_matches('#');
        if name.is_empty() || name.contains(['{', '$', '/', '?', '=', '%']) {
            continue;
        }
        if !anchors.iter().any(|a| a.eq_ignore_ascii_case(name)) {
            let near: BTreeSet<_> =
                anchors.iter().filter(|a| a.starts_with(name) || name.starts_with(a.as_str())).collect();
            let close = anchors.iter().find(|a| strsim::osa_distance(a, name) <= 2);
            let mut report = cx.at_span(&RULES[1], flow.file, link.span);
            if let Some(close) = close {
                report = report.help(format!("did you mean `#{close}`?"));
            } else if !near.is_empty() && near.len() <= 3 {
                let names = near.iter().map(|a| format!("`#{a}`")).collect::<Vec<_>>().join(", ");
                report = report.help(format!("the page has {names}"));
            }
            report.say(format!("the page has no anchor `#{name}`"));
        }
    }
}
