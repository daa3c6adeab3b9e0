//! R19: the `params` of a source connection are those of its kind of source.

use super::source_kind::source_of;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::spec::{ConnectionSpec, Kind};
use crate::steps::StepId;

static RULES: [Rule; 2] = [
    Rule {
        code: "unknown-source-param",
        number: "R19",
        severity: Severity::Warning,
        what: "A key in a source connection's `params` is another kind of source's, or misspelt.",
        why: "A key that the connector does not know is ignored: the table, folder or stream that was meant is not \
              read. A table given as `path` is accepted, but documented as `tableName`.",
        example: r#"{"params": {"tabelName": "Accounts"}}"#,
        remedy: "Use the key of the documentation; the nearest one is proposed.",
        source: "Sources tutorials: params of table, file and streaming source connections",
    },
    Rule {
        code: "missing-source-param",
        number: "R19",
        severity: Severity::Warning,
        what: "A source connection's `params` do not say which table, path or stream to read.",
        why: "Without it the source connection points at nothing.",
        example: r#"{"data": {"format": "tabular"}, "params": {}, "connectionSpec": {"id": "38ad80fe-8b06-4938-94f4-d4ee80266b07", "version": "1.0"}}"#,
        remedy: "Name the table (`tableName`), the file or folder (`path`) or the stream.",
        source: "Sources tutorials: params of table, file and streaming source connections",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// Keys that belong to a kind of source without being required.
static TABLE: &[&str] = &["tableName", "columns", "filters", "path", "cdcEnabled"];
static FILE: &[&str] = &["path", "type", "recursive", "cdcEnabled", "mergeSchema"];
/// Keys that belong to one kind of source and mean nothing to the others.
static ALL: &[&str] = &[
    "tableName",
    "columns",
    "filters",
    "path",
    "type",
    "recursive",
    "stream",
    "eventHubName",
    "consumerGroup",
];
/// Keys that any source of events takes.
static STREAM: &[&str] = &["dataType", "reset", "name", "sourceId"];

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::SourceConnection) {
        let Some(source) = source_of(cx, root) else { continue };
        let Some(known) = keys_of(source.kind, source.spec) else { continue };
        let required = source.spec.map_or(&[][..], |s| s.required_params);
        let params = root.get("params");
        let members = params.map_or(&[][..], Node::members);
        let mut meant = Vec::new();
        for member in members.iter().filter(|m| !known.contains(&&*m.key)) {
            let near =
                known.iter().find(|k| is_slip(&member.key, k) && !members.iter().any(|m| *m.key == ***k));
            // Connectors learn new parameters; only a slip and another kind's key are sure to be wrong.
            if near.is_none() && !ALL.contains(&&*member.key) {
                continue;
            }
            let pointer = format!("/params/{}", crate::json::escape(&member.key));
            let report = cx.at(&RULES[0], body, &pointer).step(Some(StepId::SourceConnection));
            let report = match near {
                Some(right) => {
                    meant.push(*right);
                    report
                        .help(format!("`{right}` is probably meant"))
                        .fix(member.key_span, format!("\"{right}\""))
                }
                None => report.help(format!("known are {}", list(&known))),
            };
            report.say(format!("`{}` is not a parameter of {}", member.key, source.title()));
        }
        let has = |key: &str| members.iter().any(|m| &*m.key == key) || meant.contains(&key);
        if source.kind == Kind::Tabular
            && has("path")
            && !has("tableName")
            && members.iter().any(|m| &*m.key == "path")
        {
            let Some(member) = params.and_then(|p| p.member("path")) else { continue };
            cx.at(&RULES[0], body, "/params/path")
                .step(Some(StepId::SourceConnection))
                .help("name the table as `tableName`")
                .fix(member.key_span, "\"tableName\"")
                .say("a table is named by `tableName`; `path` is accepted, but documented for files");
            continue;
        }
        let due = match source.kind {
            Kind::Tabular => &["tableName"][..],
            _ => required,
        };
        for key in due.iter().filter(|k| !has(k)) {
            let at = if params.is_some() { "/params" } else { "" };
            cx.at(&RULES[1], body, at)
                .step(Some(StepId::SourceConnection))
                .help(format!("add `{key}` to `params`"))
                .say(format!("{} needs the parameter `{key}`", source.title()));
        }
    }
}

/// The keys that `params` may have; none where a source has keys of its own.
fn keys_of(kind: Kind, spec: Option<&'static ConnectionSpec>) -> Option<Vec<&'static str>> {
    let own = |s: &'static ConnectionSpec| s.required_params.iter().chain(s.optional_params).copied();
    match (kind, spec) {
        (_, Some(spec)) if spec.self_serve || spec.name.is_empty() => None,
        (Kind::Tabular, _) => Some(TABLE.to_vec()),
        (Kind::File, _) => Some(FILE.to_vec()),
        (Kind::Streaming, Some(spec)) if !spec.required_params.is_empty() => {
            Some(own(spec).chain(STREAM.iter().copied()).collect())
        }
        _ => None,
    }
}

/// So close to a known key that nothing else can be meant?
fn is_slip(key: &str, known: &str) -> bool {
    let most = if known.len() < 6 { 1 } else { 2 };
    strsim::osa_distance(&key.to_lowercase(), &known.to_lowercase()) <= most
}

fn list(keys: &[&str]) -> String {
    keys.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")
}
