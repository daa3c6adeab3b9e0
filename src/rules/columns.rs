//! R22: the columns that a table source connection lists are named once each, with name and type.

use super::references::literal;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::StepId;
use std::collections::BTreeMap;

static RULES: [Rule; 2] = [
    Rule {
        code: "duplicate-column",
        number: "R22",
        severity: Severity::Error,
        what: "A source connection lists the same column twice.",
        why: "Two columns of one name cannot be told apart when they are mapped.",
        example: r#"{"params": {"columns": [{"name": "email", "type": "string"}, {"name": "email", "type": "string"}]}}"#,
        remedy: "Remove the second one, or correct its name.",
        source: "Sources tutorials: params.columns of a table source connection",
    },
    Rule {
        code: "incomplete-column",
        number: "R22",
        severity: Severity::Warning,
        what: "A column that a source connection lists has no name or no type.",
        why: "The column cannot be read, or is read as something else than it is.",
        example: r#"{"params": {"columns": [{"name": "email"}]}}"#,
        remedy: "Give every column `name` and `type`.",
        source: "Sources tutorials: params.columns of a table source connection",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const STEP: Option<StepId> = Some(StepId::SourceConnection);

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::SourceConnection) {
        let columns = root.at("/params/columns").map_or(&[][..], Node::items);
        let mut seen: BTreeMap<String, &Node> = BTreeMap::new();
        for (i, column) in columns.iter().enumerate().filter(|(_, c)| c.is_object()) {
            let pointer = || format!("/params/columns/{i}");
            for key in ["name", "type"].iter().filter(|k| column.get(k).is_none()) {
                cx.at_value(&RULES[1], body, &pointer())
                    .step(STEP)
                    .help(format!("add `{key}`"))
                    .say(format!("this column has no `{key}`"));
            }
            let Some(node) = column.get("name") else { continue };
            let Some(name) = literal(cx, node) else { continue };
            if let Some(first) = seen.get(&*name) {
                let first = first.span;
                cx.at_value(&RULES[0], body, &format!("{}/name", pointer()))
                    .step(STEP)
                    .related(body.file, first, "the first column of this name")
                    .help("remove this column, or correct its name")
                    .say(format!("the column `{name}` is listed twice"));
            } else {
                seen.insert(name.into_owned(), node);
            }
        }
    }
}
