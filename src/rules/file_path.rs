//! R21: the path of a file source, its type and `recursive` fit together.

use super::references::literal;
use super::source_kind::source_of;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::spec::Kind;
use crate::steps::StepId;

static RULES: [Rule; 3] = [
    Rule {
        code: "wildcard-in-file",
        number: "R21",
        severity: Severity::Warning,
        what: "The path of a single file has a wildcard.",
        why: "`\"type\": \"file\"` reads the one file of that name; a pattern wants `folder`.",
        example: r#"{"params": {"path": "/orders/*.csv", "type": "file"}}"#,
        remedy: "Set `\"type\": \"folder\"`, or name the file.",
        source: "Cloud storage tutorial: params of a source connection",
    },
    Rule {
        code: "recursive-not-boolean",
        number: "R21",
        severity: Severity::Warning,
        what: "`recursive` is a text instead of `true` or `false`.",
        why: "It is documented as a boolean; a text may be refused or taken for false.",
        example: r#"{"params": {"path": "/orders/", "type": "folder", "recursive": "true"}}"#,
        remedy: "Remove the quotes.",
        source: "Cloud storage tutorial: params of a source connection",
    },
    Rule {
        code: "recursive-without-folder",
        number: "R21",
        severity: Severity::Warning,
        what: "`recursive` is true for a single file.",
        why: "There is nothing below a file; the folders that were meant are not read.",
        example: r#"{"params": {"path": "/orders/today.csv", "type": "file", "recursive": true}}"#,
        remedy: "Set `\"type\": \"folder\"` and the folder's path, or remove `recursive`.",
        source: "Cloud storage tutorial: params of a source connection",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const STEP: Option<StepId> = Some(StepId::SourceConnection);

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::SourceConnection) {
        let Some(params) = root.get("params") else { continue };
        if source_of(cx, root).is_some_and(|s| s.kind != Kind::File) {
            continue;
        }
        let kind = params.get("type").and_then(|n| literal(cx, n));
        let is_file = kind.as_deref().is_some_and(|k| k.eq_ignore_ascii_case("file"));
        let recursive = params.get("recursive");
        if let Some(text) = recursive.and_then(|n| n.as_str()) {
            let right = text.to_ascii_lowercase();
            if let Some(node) = recursive.filter(|_| right == "true" || right == "false") {
                cx.at_value(&RULES[1], body, "/params/recursive")
                    .step(STEP)
                    .help("remove the quotes")
                    .fix(node.span, &*right)
                    .say(format!("`recursive` is a boolean; `\"{text}\"` is a text"));
            }
        }
        if !is_file {
            continue;
        }
        if let Some(path) = params.get("path").and_then(|n| literal(cx, n)).filter(|p| p.contains('*')) {
            cx.at_value(&RULES[0], body, "/params/path")
                .step(STEP)
                .help("set `type` to `folder` to read all files that match")
                .say(format!("`{path}` is a pattern, but `type` says it is one file"));
        }
        let is_true = |n: &crate::json::Node| {
            n.as_bool() == Some(true) || n.as_str().is_some_and(|t| t.eq_ignore_ascii_case("true"))
        };
        if recursive.is_some_and(is_true) {
            cx.at(&RULES[2], body, "/params/recursive")
                .step(STEP)
                .help("set `type` to `folder`, or remove `recursive`")
                .say("`recursive` looks into folders, but `type` says this is one file");
        }
    }
}
