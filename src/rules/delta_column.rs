//! R45: a table that is read again and again says by which column new rows are told from old ones.

use super::references::{find, handed_on, is_draft, literal, readable};
use super::source_kind::{Source, source_of};
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::spec::{FlowSpec, Kind};
use crate::steps::StepId;
use crate::text::{FileId, Span};
use std::collections::BTreeSet;

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
              known, a name that is spelt unlike all of them is a warning.",
        example: r#"{"name": "Copy", "params": {"deltaColumn": {"name": "updatedAt"}}}"#,
        remedy: "Name a column of the table, and list it where columns are listed.",
        source: "Sources tutorials: create a dataflow",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    // Each is asked for by some flows only.
    let (mut table, mut known) = (None, None);
    for exchange in flow.exchanges.iter().filter(|e| e.step == Some(StepId::Flow)) {
        let Some((body, root)) = readable(exchange) else { continue };
        let transformations = root.get("transformations").map_or(&[][..], Node::items);
        let copy = transformations.iter().position(|t| t.get("name").and_then(Node::as_str) == Some("Copy"));
        match copy {
            // A Copy without a delta column is the flow spec's to report.
            Some(i) => {
                let at = format!("/transformations/{i}/params/deltaColumn/name");
                if let Some(node) = root.at(&at) {
                    column(cx, known.get_or_insert_with(|| Columns::of(cx)), body, &at, node);
                }
            }
            None if !is_draft(exchange)
                && repeats(cx, root)
                && reads_table(cx, root, *table.get_or_insert_with(|| looks_up_table(cx))) =>
            {
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
    frequency.is_some_and(|f| ["minute", "hour", "day", "week"].contains(&&*f))
}

/// What the text around the flow says about the flow spec and the sources.
#[derive(Clone, Copy)]
struct Table {
    /// The look-up, or the document, names CRMToAEP.
    named: bool,
    /// Every source connection is known to read tables.
    all_tables: bool,
}

fn is_crm(spec: Option<&FlowSpec>) -> bool {
    spec.is_some_and(|s| s.name == Some("CRMToAEP"))
}

fn looks_up_table(cx: &Context<'_>) -> Table {
    let flow = cx.flow;
    let looked_up = handed_on(flow, StepId::FlowSpec).ids;
    let looked_up = !looked_up.is_empty() && looked_up.iter().all(|g| is_crm(FlowSpec::by_id(g.id)));
    let document =
        flow.flow_spec.as_ref().and_then(|p| p.node.as_str()).is_some_and(|t| is_crm(FlowSpec::find(t)));
    let is_table = |source: Option<Source>| {
        source.is_some_and(|s| s.kind == Kind::Tabular && !s.spec.is_some_and(|s| s.self_serve))
    };
    let all_tables =
        flow.bodies(StepId::SourceConnection).take(1000).all(|(_, r)| is_table(source_of(cx, r)));
    Table { named: looked_up || document, all_tables }
}

/// Is it certain that tables are read through CRMToAEP, the flow spec that has Copy? A source that is not known to be
/// a table makes the flow spec's word doubtful.
fn reads_table(cx: &Context<'_>, root: &Node, table: Table) -> bool {
    let posted = || {
        root.at("/flowSpec/id").and_then(|n| literal(cx, n)).is_some_and(|id| is_crm(FlowSpec::by_id(&id)))
    };
    table.all_tables && (table.named || posted())
}

/// The columns that the text knows of.
struct Columns<'a> {
    /// What the source connections list; none where one of them lists nothing, or a placeholder.
    listed: Option<Vec<(String, FileId, Span)>>,
    /// What an exploration, a sample or a mapping shows, in lower case.
    shown: BTreeSet<String>,
    /// What the mapping sets read.
    mapped: Vec<&'a str>,
    /// There are sample records that are not at hand.
    elsewhere: bool,
    /// The text has the source connection.
    has_source: bool,
}

impl<'a> Columns<'a> {
    fn of(cx: &Context<'a>) -> Self {
        let flow = cx.flow;
        let mut listed = Some(Vec::new());
        for (body, root) in flow.bodies(StepId::SourceConnection) {
            let columns = find(root, &["params", "columns", "*", "name"]);
            let names = columns.iter().map(|(_, n)| Some((literal(cx, n)?.into_owned(), body.file, n.span)));
            let names: Option<Vec<_>> = names.collect();
            listed = match (listed, names) {
                (Some(mut all), Some(names)) if !names.is_empty() => {
                    all.extend(names);
                    Some(all)
                }
                _ => None,
            };
        }
        let mut shown = BTreeSet::new();
        for root in flow.exchanges.iter().filter_map(|e| e.response.as_ref()?.root.as_ref()) {
            let names =
                find(root, &["schema", "columns", "*", "name"]).into_iter().filter_map(|(_, n)| n.as_str());
            shown.extend(names.map(str::to_lowercase));
        }
        let records = flow.samples.as_ref().map(|s| s.node.get("records"));
        for record in records.flatten().map_or(&[][..], Node::items) {
            shown.extend(record.members().iter().map(|m| m.key.to_lowercase()));
        }
        let of_mapping = |(_, root): (_, &'a Node)| {
            let keys = [&["mappings", "*", "source"], &["mappings", "*", "sourceAttribute"]];
            keys.into_iter().flat_map(|path| find(root, path))
        };
        let mapped =
            flow.bodies(StepId::MappingSet).flat_map(of_mapping).filter_map(|(_, n)| n.as_str()).collect();
        let has_source = flow.bodies(StepId::SourceConnection).next().is_some();
        let elsewhere = matches!(records, Some(None));
        Columns { listed: listed.filter(|l| !l.is_empty()), shown, mapped, elsewhere, has_source }
    }
}

fn column(cx: &mut Context<'_>, known: &Columns<'_>, body: &Body, at: &str, node: &Node) {
    let Some(name) = literal(cx, node).filter(|n| !n.is_empty()) else { return };
    let lower = name.to_lowercase();
    if known.shown.contains(&lower) {
        return;
    }
    if let Some(listed) = &known.listed {
        if listed.iter().any(|(l, ..)| l.eq_ignore_ascii_case(&name)) {
            return;
        }
        let names: Vec<&str> = listed.iter().map(|(l, ..)| l.as_str()).collect();
        let (_, file, span) = &listed[0];
        cx.at_value(&RULES[1], body, at)
            .step(Some(StepId::Flow))
            .related(*file, *span, "the source connection lists its columns here")
            .help(format!(
                "list it in the source connection's params.columns, or use one of {}",
                quoted(&names)
            ))
            .say(format!("the delta column `{name}` is not among the source connection's columns"));
        return;
    }
    // A delta column need not be mapped. One spelt unlike all that are, though, is hardly a column of that table.
    let like = |mapped: &&str| {
        mapped.to_lowercase().contains(&lower)
            || mapped.split(['.', ' ']).any(|part| Style::of(part).meets(Style::of(&name)))
    };
    if known.elsewhere || !known.has_source || known.mapped.is_empty() || known.mapped.iter().any(like) {
        return;
    }
    cx.at_value(&RULES[1], body, at)
        .step(Some(StepId::Flow))
        .severity(Severity::Warning)
        .help(format!("make sure that the table has it; the mapping reads {}", quoted(&known.mapped)))
        .say(format!(
            "the delta column `{name}` is nowhere else in this dataflow, and spelt unlike the table's columns"
        ));
}

/// The ways of spelling names of several words that a name can be written in.
#[derive(Clone, Copy)]
struct Style {
    snake: bool,
    camel: bool,
    pascal: bool,
    upper: bool,
}

impl Style {
    fn of(name: &str) -> Self {
        let first_upper = name.starts_with(char::is_uppercase);
        let has_upper = name.contains(char::is_uppercase);
        Style {
            snake: !has_upper,
            camel: !first_upper && !name.contains('_'),
            pascal: first_upper,
            upper: !name.contains(char::is_lowercase),
        }
    }

    fn meets(self, other: Style) -> bool {
        self.snake && other.snake
            || self.camel && other.camel
            || self.pascal && other.pascal
            || self.upper && other.upper
    }
}

fn quoted(names: &[&str]) -> String {
    let shown = names.iter().take(8).map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    if names.len() > 8 { format!("{shown}, …") } else { shown }
}
