//! R31: the tags that enable a dataset for Profile and Identity Service are lists of exact texts.

use super::references::literal;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::{Kind, Node};
use crate::steps::StepId;

static RULES: [Rule; 3] = [
    Rule {
        code: "tag-not-a-list",
        number: "R31",
        severity: Severity::Warning,
        what: "A tag of a dataset is not a list of strings.",
        why: "Catalog keeps tags as lists; a bare value is refused or not heeded, and no row reaches Profile.",
        example: r#"{"tags": {"unifiedProfile": "enabled:true"}}"#,
        remedy: "Write `[\"enabled:true\"]`.",
        source: "Catalog: tags of a dataset; Profile: enable a dataset",
    },
    Rule {
        code: "bad-tag-value",
        number: "R31",
        severity: Severity::Warning,
        what: "A Profile or Identity tag's value is none of `enabled:true`, `enabled:false` and `isUpsert:true`, letter \
               by letter.",
        why: "Other spellings do not enable anything, and no row reaches Profile.",
        example: r#"{"tags": {"unifiedProfile": ["enabled: true"]}}"#,
        remedy: "Write `enabled:true`, without a blank.",
        source: "Catalog: tags of a dataset; Profile: enable a dataset",
    },
    Rule {
        code: "old-tag-name",
        number: "R31",
        severity: Severity::Warning,
        what: "A dataset has the tags `profile` or `identity`, the old names of `unifiedProfile` and `unifiedIdentity`.",
        why: "Current documentation enables datasets by the new names only.",
        example: r#"{"tags": {"profile": ["enabled:true"]}}"#,
        remedy: "Use `unifiedProfile` and `unifiedIdentity`.",
        source: "Profile: enable a dataset; streaming tutorial for the old names",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const STEP: Option<StepId> = Some(StepId::Dataset);

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::Dataset) {
        for member in root.get("tags").map_or(&[][..], Node::members) {
            let pointer = format!("/tags/{}", crate::json::escape(&member.key));
            let new = match &*member.key {
                "profile" => Some("unifiedProfile"),
                "identity" => Some("unifiedIdentity"),
                _ => None,
            };
            if let Some(new) = new {
                cx.at(&RULES[2], body, &pointer)
                    .step(STEP)
                    .help(format!("name the tag `{new}`"))
                    .fix(member.key_span, format!("\"{new}\""))
                    .say(format!("the tag `{}` is called `{new}` today", member.key));
            }
            if new.is_none() && !matches!(&*member.key, "unifiedProfile" | "unifiedIdentity") {
                continue;
            }
            let value = &member.value;
            let items = match &value.kind {
                Kind::Array(items) => items.as_slice(),
                Kind::String(_) if literal(cx, value).is_none() => continue,
                _ => {
                    let report = cx.at_value(&RULES[0], body, &pointer).step(STEP);
                    let report = match value.as_str() {
                        Some(text) => report.fix(value.span, format!("[\"{}\"]", tidy(text))),
                        None => report,
                    };
                    report.help("write it as `[\"enabled:true\"]`").say(format!(
                        "the value of `{}` is a list of strings, not a {}",
                        member.key,
                        value.type_name()
                    ));
                    continue;
                }
            };
            for (i, item) in items.iter().enumerate() {
                let Some(text) = literal(cx, item) else { continue };
                if is_known(&text) {
                    continue;
                }
                let right = tidy(&text);
                let report = cx.at_value(&RULES[1], body, &format!("{pointer}/{i}")).step(STEP);
                let report = match is_known(&right) {
                    true => report.help(format!("write `{right}`")).fix(item.span, format!("\"{right}\"")),
                    false => report.help("write `enabled:true`"),
                };
                report.say(format!("`{text}` is no value of `{}`", member.key));
            }
        }
    }
}

fn is_known(text: &str) -> bool {
    matches!(text, "enabled:true" | "enabled:false" | "isUpsert:true" | "isUpsert:false")
        || text.starts_with("enabledAt:")
}

/// Without blanks, and in the letters of the documentation.
fn tidy(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match plain.to_ascii_lowercase().as_str() {
        "isupsert:true" => "isUpsert:true".to_owned(),
        lower if lower.starts_with("enabled:") => lower.to_owned(),
        _ => plain,
    }
}
