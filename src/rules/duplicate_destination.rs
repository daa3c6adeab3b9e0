//! R34: no two mappings write the same place.

use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::mapping::{At, Mapping, Path, SourceKind, TargetSchema};
use serde_json::Value;
use std::collections::HashMap;

static RULES: [Rule; 2] = [
    Rule {
        code: "duplicate-destination",
        number: "R34",
        severity: Severity::Error,
        what: "Two mappings write the same destination.",
        why: "One value takes the place of the other without a word, so the data of one source is lost.",
        example: r#"{"mappings": [{"source": "home_mail", "destination": "personalEmail.address"}, {"source": "work_mail", "destination": "personalEmail.address"}]}"#,
        remedy: "Give each its own destination, or choose between the sources in one expression, as with coalesce().",
        source: "Data Prep: mapping sets",
    },
    Rule {
        code: "overlapping-destination",
        number: "R34",
        severity: Severity::Warning,
        what: "One mapping writes a whole field and another something inside it.",
        why: "Unless the first copies an object, one of them undoes the other; an error where the first is certainly no \
              object. An object and its parts may be mapped together.",
        example: r#"{"mappings": [{"sourceType": "STATIC", "source": "unknown", "destination": "person.name"}, {"source": "last", "destination": "person.name.lastName"}]}"#,
        remedy: "Map the parts only, or the whole only.",
        source: "Data Prep: mapping sets; object copy",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let shared = cx.mapping_sets();
    for (body, set) in &shared.sets {
        let mut first: HashMap<String, &Mapping> = HashMap::new();
        let usable = || set.mappings.iter().filter(|m| m.is_usable());
        for mapping in usable() {
            let path = canonical(&mapping.destination_path);
            match first.get(&path) {
                Some(other) => duplicate(cx, body, mapping, other),
                None => {
                    first.insert(path, mapping);
                }
            }
        }
        let target = shared.target.as_ref().map(|(_, target)| target);
        for mapping in usable() {
            let path = &mapping.destination_path;
            for count in 1..path.segments.len() {
                let head = Path { segments: path.segments[..count].to_vec() };
                if let Some(parent) = first.get(&canonical(&head)) {
                    overlap(cx, body, mapping, parent, target);
                }
            }
        }
    }
}

/// The same text for the same path, however it is written.
fn canonical(path: &Path) -> String {
    let mut text = String::new();
    // A string takes every write.
    let _ = path.write(&mut text, false);
    text
}

fn duplicate(cx: &mut Context<'_>, body: &Body, mapping: &Mapping, other: &Mapping) {
    let entry = &mapping.destination;
    // Twice the very same mapping loses nothing.
    let same = mapping.source.text == other.source.text && mapping.kind == other.kind;
    let severity = if same { Severity::Warning } else { Severity::Error };
    let what =
        if same { "the same mapping stands twice" } else { "two mappings write it, and one value is lost" };
    cx.at_mapping(&RULES[0], body, (mapping, entry), entry.node.span)
        .severity(severity)
        .related(body.file, other.destination.node.span, format!("written here from `{}`", other.source.text))
        .help("give each its own destination, or choose between the sources in one expression")
        .say(format!("`{}` is the destination of mapping {} already: {what}", entry.text, other.index + 1));
}

fn overlap(
    cx: &mut Context<'_>,
    body: &Body,
    mapping: &Mapping,
    parent: &Mapping,
    target: Option<&TargetSchema>,
) {
    // What the schema says no to is another rule's.
    if target.is_some_and(|t| matches!(t.at(&mapping.destination_path), At::Absent(..))) {
        return;
    }
    let Some(severity) = verdict(cx, mapping, parent) else { return };
    let entry = &mapping.destination;
    cx.at_mapping(&RULES[1], body, (mapping, entry), entry.node.span)
        .severity(severity)
        .related(
            body.file,
            parent.destination.node.span,
            format!("the whole is written here, from `{}`", parent.source.text),
        )
        .help("map the parts only, or the whole only")
        .say(format!(
            "`{}` is inside `{}`, which mapping {} writes as a whole",
            entry.text,
            parent.destination.text,
            parent.index + 1
        ));
}

/// How bad it is to write both; none when the parent is an object that is copied.
fn verdict(cx: &Context<'_>, mapping: &Mapping, parent: &Mapping) -> Option<Severity> {
    let source = match &parent.kind {
        SourceKind::Static(_) => return Some(Severity::Error),
        SourceKind::Expression => return Some(Severity::Warning),
        SourceKind::Attribute(path) => path,
    };
    let found: Vec<&Value> = cx.samples.iter().filter_map(|record| follow(record, source)).collect();
    if !found.is_empty() {
        let whole = found.iter().any(|v| v.is_object() || v.is_array());
        return (!whole).then_some(Severity::Error);
    }
    // The sources nest as the destinations do: the documented way to copy an object and rename parts of it.
    let nested = mapping.source_path().is_some_and(|path| path.is_within(source));
    (!nested).then_some(Severity::Warning)
}

fn follow<'r>(record: &'r Value, path: &Path) -> Option<&'r Value> {
    path.segments
        .iter()
        .try_fold(record, |value, segment| match segment {
            crate::mapping::Segment::Key { name, .. } => value.get(&**name),
            crate::mapping::Segment::Index(n) => value.get(n),
            crate::mapping::Segment::Each => value.get(0),
        })
        .filter(|v| !v.is_null())
}
