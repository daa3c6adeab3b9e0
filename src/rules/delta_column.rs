//! R45: a table that is read again and again says by which column new rows are told from old ones.

use super::references::{find, handed_on, is_draft, literal, readable};
use super::source_kind::source_of;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::spec::{FlowSpec, Kind};
use crate::steps::StepId;
use crate::text::{FileId, Span};

static RULES: [Rule; 2] = [
    Rule {
        code: "missing-delta-column",
        number: "R45",
        severity: Severity::Error,
        what: "A flow that reads a table repeatedly has no Copy transformation with a delta column.",
        why: "Without it, no run after the first knows which rows are new; CRM and database flows require it.",
        example: r#"{"transformations": [{"name": "Mapping", "params": {"mappingId": "{MAPPING_ID}"}}], "scheduleParams": {"startTime": 1718000000, "frequency": "hour", "interval": 1}}"#,
        remedy: "Add a Copy transformation whose params.deltaColumn names a column with the time of the last change.",
        source: "Sources tutorials: create a dataflow; flow spec CRMToAEP",
    },
    Rule {
        code: "unknown-delta-column",
        number: "R45",
        severity: Severity::Error,
        what: "The delta column is not among the columns that the source connection lists.",
        why: "A column that is not read cannot tell new rows from old. Where only the mapping's source attributes are \
              known, it is a warning.",
        example: r#"{"name": "Copy", "params": {"deltaColumn": {"name": "updatedAt"}}}"#,
        remedy: "Name a column of the table, and list it where columns are listed.",
        source: "Sources tutorials: create a dataflow",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for exchange in flow.exchanges.iter().filter(|e| e.step == Some(StepId::Flow)) {
        let Some((body, root)) = readable(exchange) else { continue };
        let transformations = root.get("transformations").map_or(&[][..], Node::items);
        let copy = transformations.iter().position(|t| t.get("name").and_then(Node::as_str) == Some("Copy"));
        match copy {
            // A Copy without a delta column is the flow spec's to report.
            Some(i) => {
                let at = format!("/transformations/{i}/params/deltaColumn/name");
                if let Some(node) = root.at(&at) {
                    column(cx, body, &at, node);
                }
            }
            None if !is_draft(exchange) && repeats(cx, root) && reads_table(cx, root) => {
                let at = if root.get("transformations").is_some() { "/transformations" } else { "" };
                let frequency = root.at("/scheduleParams/frequency").map_or(body.span, |n| n.span);
                cx.at(&RULES[0], body, at)
                    .step(Some(StepId::Flow))
                    .related(body.file, frequency, "it runs again and again")
                    .help(
                        "add `{\"name\": \"Copy\", \"params\": {\"deltaColumn\": {\"name\": \"LastModified\"}}}` with the \
                         column that holds the time of a row's last change",
                    )
                    .say("a table that is read repeatedly needs a Copy transformation with a delta column");
            }
            None => {}
        }
    }
}

/// Is the frequency written, known, and other than once?
fn repeats(cx: &Context<'_>, root: &Node) -> bool {
    let frequency = root.at("/scheduleParams/frequency").and_then(|n| literal(cx, n));
    frequency.is_some_and(|f| ["minute", "hour", "day", "week"].contains(&f.as_str()))
}

/// Is it certain that tables are read through CRMToAEP, the flow spec that has Copy?
fn reads_table(cx: &Context<'_>, root: &Node) -> bool {
    let flow = cx.flow;
    let has_copy = |id: &str| FlowSpec::by_id(id).is_some_and(|s| s.name == Some("CRMToAEP"));
    let named = |text: &str| FlowSpec::find(text).is_some_and(|s| s.name == Some("CRMToAEP"));
    let posted = root.at("/flowSpec/id").and_then(|n| literal(cx, n)).is_some_and(|id| has_copy(&id));
    let looked_up = handed_on(flow, StepId::FlowSpec).ids;
    let looked_up = !looked_up.is_empty() && looked_up.iter().all(|g| has_copy(g.id));
    let document = flow.flow_spec.as_ref().and_then(|p| p.node.as_str()).is_some_and(named);
    let sources: Vec<_> = flow.bodies(StepId::SourceConnection).map(|(_, r)| source_of(cx, r)).collect();
    let table = |s: &Option<super::source_kind::Source>| {
        s.as_ref().is_some_and(|s| s.kind == Kind::Tabular && !s.spec.is_some_and(|s| s.self_serve))
    };
    // Sources that are not known to be tables make the flow spec's word doubtful.
    (posted || looked_up || document) && sources.iter().all(table)
}

fn column(cx: &mut Context<'_>, body: &crate::dataflow::Body, at: &str, node: &Node) {
    let flow = cx.flow;
    let Some(name) = literal(cx, node).filter(|n| !n.is_empty()) else { return };
    let same = |known: &str| known.eq_ignore_ascii_case(&name);
    let mut listed: Vec<(String, FileId, Span)> = Vec::new();
    let mut all_listed = true;
    for (b, root) in flow.bodies(StepId::SourceConnection) {
        let columns = find(root, &["params", "columns", "*", "name"]);
        all_listed &= !columns.is_empty();
        for (_, n) in columns {
            match literal(cx, n) {
                Some(text) => listed.push((text, b.file, n.span)),
                None => return,
            }
        }
    }
    // What an exploration of the source shows is known to be there.
    let shown = flow.exchanges.iter().filter_map(|e| e.response.as_ref()?.root.as_ref());
    let shown: Vec<&str> = shown
        .flat_map(|r| find(r, &["schema", "columns", "*", "name"]))
        .filter_map(|(_, n)| n.as_str())
        .collect();
    if shown.iter().any(|s| same(s)) || listed.iter().any(|(l, ..)| same(l)) {
        return;
    }
    if !listed.is_empty() && all_listed {
        let names: Vec<&str> = listed.iter().map(|(l, ..)| l.as_str()).collect();
        let (_, file, span) = &listed[0];
        cx.at_value(&RULES[1], body, at)
            .step(Some(StepId::Flow))
            .related(*file, *span, "the source connection lists its columns here")
            .help(format!("list it in the source connection's params.columns, or use one of {}", quoted(&names)))
            .say(format!("the delta column `{name}` is not among the source connection's columns"));
        return;
    }
    let mut mapped: Vec<String> = Vec::new();
    for (_, root) in flow.bodies(StepId::MappingSet) {
        for key in ["source", "sourceAttribute"] {
            mapped.extend(find(root, &["mappings", "*", key]).into_iter().filter_map(|(_, n)| n.as_str().map(str::to_owned)));
        }
    }
    // Sample records show what the source has; those of another file are not at hand.
    let samples = flow.samples.as_ref().map(|s| &s.node);
    let in_sample = |r: &Node| r.items().iter().chain([r]).any(|r| r.members().iter().any(|m| same(&m.key)));
    if samples.is_some_and(|s| s.get("records").is_none_or(in_sample)) {
        return;
    }
    // An expression, or a path with the column at its end, uses it too.
    let lower = name.to_lowercase();
    if mapped.is_empty() || mapped.iter().any(|m| m.to_lowercase().contains(&lower)) {
        return;
    }
    let names: Vec<&str> = mapped.iter().map(String::as_str).collect();
    cx.at_value(&RULES[1], body, at)
        .step(Some(StepId::Flow))
        .severity(Severity::Warning)
        .help(format!("make sure that the table has it; the mapping reads {}", quoted(&names)))
        .say(format!("the delta column `{name}` appears nowhere else in this dataflow"));
}

fn quoted(names: &[&str]) -> String {
    let shown = names.iter().take(8).map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    if names.len() > 8 { format!("{shown}, …") } else { shown }
}
