//! R35: the source fields of a mapping set exist in what the source delivers.

use super::expressions::is_whole;
use super::mapping_sets::replacement;
use super::references::find;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::expr::ast::{Expr, Kind};
use crate::expr::{Range, Step, fields};
use crate::functions::{self, Type};
use crate::mapping::{Mapping, MappingSet, Path, Segment, is_bare};
use crate::placeholder;
use crate::schema::nearest;
use crate::steps::StepId;
use crate::text::{FileId, Span};
use serde_json::Value;
use std::collections::BTreeSet;

static RULES: [Rule; 1] = [Rule {
    code: "unknown-source-field",
    number: "R35",
    severity: Severity::Warning,
    what: "A mapping reads a field that is neither a column of the source connection nor in any sample record.",
    why: "The destination stays empty in every row, without an error.",
    example: r#"{"sourceType": "ATTRIBUTE", "source": "Emial", "destination": "personalEmail.address"}"#,
    remedy: "Write the name as the source has it; names are case-sensitive.",
    source: "Data Prep: mapping sets; sources tutorials",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// The columns that the source connections list.
pub(super) struct Columns {
    pub(super) names: BTreeSet<String>,
    place: (FileId, Span),
}

fn check(cx: &mut Context<'_>) {
    let columns = columns(cx);
    if columns.is_none() && cx.samples.is_empty() {
        return;
    }
    let shared = cx.mapping_sets();
    for (body, set) in &shared.sets {
        for mapping in &set.mappings {
            let Some(path) = readable(mapping) else { continue };
            if let Some((step, known)) = missing(cx, columns.as_ref(), path) {
                report(cx, columns.as_ref(), body, (mapping, path), step, &known);
            }
        }
    }
    for expression in cx.expressions().iter().filter(|e| is_whole(&e.parsed)) {
        let (body, set) = &shared.sets[expression.set];
        let mapping = &set.mappings[expression.mapping];
        let mut told: Vec<String> = Vec::new();
        for field in fields(&expression.parsed.tree) {
            let path: Vec<Segment> = field.path.iter().map_while(Step::segment).collect();
            if cx.samples.iter().any(|record| has_dotted(record, &path)) {
                continue;
            }
            let Some((step, known)) = missing(cx, columns.as_ref(), &path) else { continue };
            let head = Path { segments: path[..=step.min(path.len() - 1)].to_vec() }.to_string();
            // Once an expression is enough for one name.
            if !told.contains(&head) {
                report(cx, columns.as_ref(), body, (mapping, &path), step, &known);
                told.push(head);
            }
        }
        for (text, range) in asked(&expression.parsed.tree) {
            let path = Path::parse(text).0.segments;
            if cx.samples.iter().any(|record| has_dotted(record, &path)) {
                continue;
            }
            let Some((step, known)) = missing(cx, columns.as_ref(), &path) else { continue };
            let Some(name) = path.get(step).and_then(Segment::name) else { continue };
            // Whether there is such a field is what is asked: only a slip is worth a word.
            let Some(near) = nearest(name, known.iter().map(String::as_str)) else { continue };
            let span = cx.part(body, &mapping.source, range.start, range.end);
            cx.at_mapping(&RULES[0], body, (mapping, &mapping.source), span)
                .severity(Severity::Info)
                .help(format!("did you mean `{near}`?"))
                .say(format!("no sample record has `{text}`"));
        }
    }
    // What a sample response shows; its records are not this dataflow's samples.
    let flow = cx.flow;
    for (body, root) in flow.responses(StepId::MappingSet) {
        let Some(columns) = &columns else { continue };
        let set = MappingSet::read(root, &flow.variables);
        let strange: Vec<&Mapping> = set
            .mappings
            .iter()
            .filter(|m| readable(m).is_some_and(|path| missing(cx, Some(columns), path).is_some()))
            .collect();
        let Some(first) = strange.first() else { continue };
        let names: Vec<String> = strange.iter().map(|m| format!("`{}`", m.source.text)).collect();
        let are = if names.len() == 1 { "is no column" } else { "are no columns" };
        cx.at_mapping(&RULES[0], body, (first, &first.source), first.source.node.span)
            .related(columns.place.0, columns.place.1, "the columns are listed here")
            .help("the response belongs to another mapping set, or the columns are named differently")
            .say(format!(
                "the mapping set returned reads {}, which {are} of the source connection",
                names.join(", ")
            ));
    }
}

/// The columns, where every source connection lists them.
pub(super) fn columns(cx: &Context<'_>) -> Option<Columns> {
    let mut names = BTreeSet::new();
    let mut place = None;
    for (body, root) in cx.flow.bodies(StepId::SourceConnection) {
        let node = root.at("/params/columns").filter(|n| !n.items().is_empty())?;
        for (_, name) in find(root, &["params", "columns", "*", "name"]) {
            let name = cx.filled(name)?;
            if placeholder::is_open(&name) {
                return None;
            }
            names.insert(name.into_owned());
        }
        let start = root.key_span_at("/params/columns").unwrap_or(node.span);
        place.get_or_insert((body.file, start));
    }
    Some(Columns { names, place: place? }).filter(|c| !c.names.is_empty())
}

/// The paths in text that an expression asks for, as `contains_key` does.
fn asked(tree: &Expr) -> Vec<(&str, Range)> {
    let mut out = Vec::new();
    tree.walk(&mut |expr| {
        let Kind::Call { name, arguments } = &expr.kind else { return };
        let Some(function) = functions::find(&name.text) else { return };
        for (parameter, argument) in function.parameters.iter().zip(arguments) {
            if let (Type::Path, Kind::Text(text)) = (parameter.kind, &argument.kind)
                && !placeholder::is_open(text)
            {
                out.push((&**text, argument.range));
            }
        }
    });
    out
}

/// The path of an attribute mapping, where it can be read.
fn readable(mapping: &Mapping) -> Option<&[Segment]> {
    let path = mapping.source_path()?;
    (!mapping.source_faults.iter().any(|f| f.fatal)).then_some(&path.segments)
}

/// The step of a source path that nothing has, and the names that are there instead.
fn missing(cx: &Context<'_>, columns: Option<&Columns>, path: &[Segment]) -> Option<(usize, Vec<String>)> {
    let open =
        |s: &Segment| matches!(s, Segment::Key { name, wrapped: false, .. } if placeholder::is_open(name));
    if path.is_empty() || path.iter().any(open) {
        return None;
    }
    // A table's rows are flat: its columns are known by the first name, or by the whole text.
    if let Some(columns) = columns {
        let whole: Vec<&str> = path.iter().filter_map(Segment::name).collect();
        if path.first().and_then(Segment::name).is_some_and(|root| columns.names.contains(root))
            || columns.names.contains(&whole.join("."))
        {
            return None;
        }
    }
    if cx.samples.is_empty() {
        return columns.map(|c| (0, c.names.iter().cloned().collect()));
    }
    // The record that goes farthest says where the path is lost.
    let (mut depth, mut known) = (0, BTreeSet::new());
    let mut unknown = 0;
    for record in &cx.samples {
        match reach(record, path, 0) {
            Reach::End => return None,
            Reach::Nothing(at) => unknown = unknown.max(at),
            Reach::Lost(at, names) if at >= depth => {
                if at > depth {
                    (depth, known) = (at, BTreeSet::new());
                }
                known.extend(names.into_iter().take(5_000));
            }
            Reach::Lost(..) => {}
        }
    }
    if unknown > depth {
        return None;
    }
    if let Some(columns) = columns.filter(|_| depth == 0) {
        known.extend(columns.names.iter().map(String::as_str));
    }
    Some((depth, known.into_iter().map(str::to_owned).collect()))
}

/// Has the record a member whose name has dots, as the steps of the path are written? Expressions find it.
fn has_dotted(record: &Value, path: &[Segment]) -> bool {
    let names: Vec<&str> = path.iter().map_while(Segment::name).collect();
    (2..=names.len()).any(|n| {
        record.get(names[..n].join(".")).is_some_and(|v| !matches!(reach(v, &path[n..], 0), Reach::Lost(..)))
    })
}

/// How far a path leads in a record.
enum Reach<'r> {
    /// To its end.
    End,
    /// To a null or an empty array after so many steps: what else could be there is unknown.
    Nothing(usize),
    /// Not beyond so many steps, where there are these names.
    Lost(usize, Vec<&'r str>),
}

fn reach<'r>(value: &'r Value, path: &[Segment], depth: usize) -> Reach<'r> {
    let Some((step, rest)) = path.split_first() else { return Reach::End };
    match (step, value) {
        (_, Value::Null) => Reach::Nothing(depth),
        (Segment::Key { name, .. }, Value::Object(members)) => match members.get(&**name) {
            Some(member) => reach(member, rest, depth + 1),
            None => Reach::Lost(depth, members.keys().map(String::as_str).collect()),
        },
        // An array that happens to be short proves nothing, so an index is as good as every element.
        (Segment::Index(_) | Segment::Each, Value::Array(items)) => {
            let mut found = Reach::Nothing(depth);
            for item in items {
                match (reach(item, rest, depth + 1), &found) {
                    (Reach::End, _) => return Reach::End,
                    (Reach::Nothing(at), Reach::Nothing(before)) if at > *before => {
                        found = Reach::Nothing(at)
                    }
                    (Reach::Lost(at, names), Reach::Nothing(_)) => found = Reach::Lost(at, names),
                    (Reach::Lost(at, names), Reach::Lost(before, _)) if at > *before => {
                        found = Reach::Lost(at, names)
                    }
                    _ => {}
                }
            }
            found
        }
        _ => Reach::Lost(depth, Vec::new()),
    }
}

fn report(
    cx: &mut Context<'_>,
    columns: Option<&Columns>,
    body: &Body,
    (mapping, path): (&Mapping, &[Segment]),
    step: usize,
    known: &[String],
) {
    let entry = &mapping.source;
    let Some(Segment::Key { name, at, wrapped }) = path.get(step) else { return };
    let span = cx.part(body, entry, at.0, at.1);
    let near = nearest(name, known.iter().map(String::as_str));
    let written = entry.text.get(at.0..at.1).unwrap_or_default();
    let in_expression = mapping.source_path().is_none();
    let instead = near.and_then(|near| {
        let in_braces = written.starts_with("${") && written.ends_with('}');
        match (is_bare(near), in_expression) {
            (_, true) if *wrapped && !in_braces => None,
            (true, _) => Some(near.to_owned()),
            (false, true) if !near.contains(['.', '{', '}', '\\']) => Some(format!("${{{near}}}")),
            (false, _) => None,
        }
    });
    let fix = instead.and_then(|instead| replacement(entry, span, &instead));
    let whole = Path { segments: path[..=step].to_vec() }.to_string();
    let dotted = path[step..].iter().filter_map(Segment::name).collect::<Vec<_>>().join(".");
    let dotted = Some(dotted).filter(|d| d.contains('.') && known.iter().any(|k| k == d));
    let count = cx.samples.len();
    let mut report = cx.at_mapping(&RULES[0], body, (mapping, entry), span);
    let message = match (columns, count) {
        (Some(_), 0) => format!("`{whole}` is no column of the source connection"),
        (Some(_), _) => format!("`{whole}` is no column of the source connection and in no sample record"),
        (None, 1) => format!("the sample record has no `{whole}`"),
        (None, n) => format!("none of the {n} sample records looked at has `{whole}`"),
    };
    if let Some(columns) = columns {
        report = report.related(columns.place.0, columns.place.1, "the columns are listed here");
    }
    if let Some(dotted) = dotted {
        let escaped = dotted.replace('.', "\\.");
        report = report.help(format!(
            "there is a field named `{dotted}`; a dot of the name itself is written `{escaped}`"
        ));
    } else if let Some(near) = near {
        if let Some(fix) = fix {
            report = report.fix(span, fix);
        }
        let head = Path { segments: path[..step].to_vec() };
        let dot = if step == 0 { "" } else { "." };
        report = report.help(format!("did you mean `{head}{dot}{near}`?"));
    }
    report.say(message);
}
