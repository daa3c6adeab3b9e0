//! R63: a table of properties documents the body above it.

use super::{Context, Group, Rule};
use crate::dataflow::{Exchange, PropertyTable, Written};
use crate::diagnostic::Severity;
use crate::json::Node;
use std::collections::{BTreeSet, HashMap};

static RULES: [Rule; 2] = [
    Rule {
        code: "documented-property-not-in-body",
        number: "R63",
        severity: Severity::Info,
        what: "A table of properties names one that the request above it does not have.",
        why: "Readers look for it in vain, or send a field under a name that is ignored.",
        example: "| `params.path` | … | under a body with `params.tableName`",
        remedy: "Name the property as the body does.",
        source: "The body itself",
    },
    Rule {
        code: "property-documented-twice",
        number: "R63",
        severity: Severity::Info,
        what: "A table of properties names the same property twice.",
        why: "One of the rows was meant for another property.",
        example: "| `transformations.params.mappingId` | … | twice",
        remedy: "Remove a row, or name the property it is about.",
        source: "The table itself",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for table in &flow.prose.tables {
        let Some(exchange) = flow.exchanges.get(table.exchange) else { continue };
        check_twice(cx, table);
        check_names(cx, exchange, table);
    }
}

fn check_twice(cx: &mut Context<'_>, table: &PropertyTable) {
    let file = cx.flow.file;
    let mut seen: HashMap<&str, &Written> = HashMap::new();
    for name in table.names.iter().filter(|n| is_property(&n.text)) {
        if let Some(first) = seen.get(name.text.as_str()) {
            cx.at_span(&RULES[1], file, name.span)
                .related(file, first.span, "here first")
                .say(format!("the table documents `{}` twice", name.text));
        } else {
            seen.insert(&name.text, name);
        }
    }
}

fn check_names(cx: &mut Context<'_>, exchange: &Exchange, table: &PropertyTable) {
    let Some(body) = exchange.body.as_ref().filter(|b| b.root.is_some()) else { return };
    let mut known = BTreeSet::new();
    for root in [&exchange.body, &exchange.response].into_iter().flatten().filter_map(|b| b.root.as_ref()) {
        paths(root, &mut String::new(), &mut known);
    }
    let envelope = exchange.envelope.as_ref();
    let has = |name: &str| {
        known.contains(name)
            || known.iter().any(|k| k.strip_suffix(name).is_some_and(|lead| lead.ends_with('.')))
            || envelope.is_some_and(|e| e.header(name).is_some() || e.url.text.contains(name))
    };
    let missing: Vec<&Written> =
        table.names.iter().filter(|n| is_property(&n.text) && !has(&plain(&n.text))).collect();
    // A table that shares nothing with the body is about something else.
    if missing.len() == table.names.len() {
        return;
    }
    let file = cx.flow.file;
    for name in missing {
        let written = plain(&name.text);
        let near = nearest_path(&written, &known);
        let mut report =
            cx.at_span(&RULES[0], file, name.span).related(body.file, body.span, "the body it follows");
        if let Some(near) = &near {
            report = report.help(format!("did you mean `{near}`?"));
        }
        report.say(format!("the table documents `{}`, which the request does not have", name.text));
    }
}

/// Could the cell be the path of a property?
fn is_property(text: &str) -> bool {
    let ok = |c: char| c.is_ascii_alphanumeric() || "_$:.@[]*-".contains(c);
    !text.is_empty()
        && text.chars().all(ok)
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || "_$@".contains(c))
}

/// A path without its array marks.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Every path of a value, in dots, arrays left out.
fn paths(node: &Node, at: &mut String, found: &mut BTreeSet<String>) {
    for member in node.members() {
        let length = at.len();
        if length > 0 {
            at.push('.');
        }
        at.push_str(&member.key);
        found.insert(at.clone());
        paths(&member.value, at, found);
        at.truncate(length);
    }
    for item in node.items() {
        paths(item, at, found);
    }
}

/// The path of the body that was probably meant: one slip away, or the same in all but one part.
fn nearest_path<'k>(name: &str, known: &'k BTreeSet<String>) -> Option<&'k String> {
    let leaf = name.rsplit('.').next().unwrap_or(name);
    let slips = known
        .iter()
        .map(|k| (strsim::osa_distance(k, name), k))
        .filter(|(d, _)| *d <= 2 && leaf.len() > 3)
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k);
    // `mappings.params.mappingId` for `transformations.params.mappingId`, and leaves that stand elsewhere.
    slips.or_else(|| {
        let mut same_leaf = known.iter().filter(|k| k.rsplit('.').next() == Some(leaf));
        match (same_leaf.next(), same_leaf.next()) {
            (Some(one), None) if name.contains('.') => Some(one),
            _ => None,
        }
    })
}
