//! R35: the source fields of a mapping set exist in what the source delivers.

use super::mapping_sets::replacement;
use super::references::find;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::mapping::{Mapping, MappingSet, Path, Segment};
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
struct Columns {
    names: BTreeSet<String>,
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
            if let Some((step, known)) = missing(cx, columns.as_ref(), mapping) {
                report(cx, columns.as_ref(), body, mapping, step, &known);
            }
        }
    }
    // What a sample response shows; its records are not this dataflow's samples.
    let flow = cx.flow;
    for (body, root) in flow.responses(StepId::MappingSet) {
        let Some(columns) = &columns else { continue };
        let set = MappingSet::read(root, &flow.variables);
        let strange: Vec<&Mapping> =
            set.mappings.iter().filter(|m| missing(cx, Some(columns), m).is_some()).collect();
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
fn columns(cx: &Context<'_>) -> Option<Columns> {
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

/// The step of a source path that nothing has, and the names that are there instead.
fn missing(cx: &Context<'_>, columns: Option<&Columns>, mapping: &Mapping) -> Option<(usize, Vec<String>)> {
    let path = mapping.source_path()?;
    if mapping.source_faults.iter().any(|f| f.fatal) || path.segments.is_empty() {
        return None;
    }
    let open = |s: &Segment| matches!(s, Segment::Key { name, wrapped: false, .. } if placeholder::is_open(name));
    if path.segments.iter().any(open) {
        return None;
    }
    // A table's rows are flat: its columns are known by the first name, or by the whole text.
    if let Some(columns) = columns {
        let whole: Vec<&str> = path.segments.iter().filter_map(Segment::name).collect();
        if path.root().is_some_and(|root| columns.names.contains(root))
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
        match reach(record, &path.segments, 0) {
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
    mapping: &Mapping,
    step: usize,
    known: &[String],
) {
    let (entry, path) = (&mapping.source, mapping.source_path());
    let Some(Segment::Key { name, at, .. }) = path.and_then(|p| p.segments.get(step)) else { return };
    let span = cx.part(body, entry, at.0, at.1);
    let near = nearest(name, known.iter().map(String::as_str));
    let fix = near.filter(|n| crate::mapping::is_bare(n)).and_then(|n| replacement(entry, span, n));
    let whole = path.map(|p| p.head(step + 1)).unwrap_or_default();
    let dotted =
        path.map(|p| p.segments[step..].iter().filter_map(Segment::name).collect::<Vec<_>>().join("."));
    let dotted = dotted.filter(|d| d.contains('.') && known.iter().any(|k| k == d));
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
        let head = Path { segments: path.map(|p| p.segments[..step].to_vec()).unwrap_or_default() };
        let dot = if step == 0 { "" } else { "." };
        report = report.help(format!("did you mean `{head}{dot}{near}`?"));
    }
    report.say(message);
}
