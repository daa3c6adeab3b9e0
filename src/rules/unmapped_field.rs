//! R39: what the target schema and its class need is mapped.

use super::references::find;
use super::{Context, Group, Rule};
use crate::dataflow::{Body, Dataflow};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::mapping::{At, Mapping, MappingSet, Path, Segment, ShapeId, TargetSchema, Type};
use crate::steps::StepId;
use crate::text::Span;
use std::collections::BTreeMap;

static RULES: [Rule; 2] = [
    Rule {
        code: "unmapped-required-field",
        number: "R39",
        severity: Severity::Warning,
        what: "No mapping writes a field that the target schema or its class requires.",
        why: "Rows without a required field are rejected. Every event needs `_id` and `timestamp`.",
        example: r#"{"targetSchema": {"meta:class": "https://ns.adobe.com/xdm/context/experienceevent"}, "mappings": [{"source": "id", "destination": "_id"}]}"#,
        remedy: "Map the field, if need be to a fixed or generated value.",
        source: "XDM: classes; Data Prep: mapping sets",
    },
    Rule {
        code: "no-record-id",
        number: "R39",
        severity: Severity::Warning,
        what: "A mapping set for the profile class writes neither `_id` nor any identity.",
        why: "Nothing tells one record from the next, and Profile cannot merge what it cannot identify.",
        example: r#"{"targetSchema": {"meta:class": "https://ns.adobe.com/xdm/context/profile"}, "mappings": [{"source": "first", "destination": "person.name.firstName"}]}"#,
        remedy: "Map the source's key to `_id`, or an identity to its field.",
        source: "XDM: classes; sources tutorials",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let shared = cx.mapping_sets();
    let target = shared.target.as_ref().map(|(_, target)| target);
    let class = class(cx.flow, target);
    for (body, set) in &shared.sets {
        if set.mappings.is_empty() {
            continue;
        }
        let missing = missing(set, target, class.as_deref());
        let at = body.root.as_ref().and_then(|r| r.key_span_at("/mappings")).unwrap_or(body.span);
        for name in missing {
            say(cx, &RULES[0], body, at).help(format!("add a mapping to `{name}`")).say(format!(
                "no mapping writes `{name}`, which the target schema requires: rows without it are rejected"
            ));
        }
        let identified = writes(set, "_id") || writes(set, "identityMap") || marks_identity(body);
        if class.as_deref() == Some("profile") && !identified {
            say(cx, &RULES[1], body, at)
                .help("map the source's key to `_id`, or an identity to its field")
                .say("no mapping writes `_id` or marks an identity: nothing tells one record from the next");
        }
    }
}

/// The destination paths that no mapping writes although the target schema or its class requires them.
pub(crate) fn unmapped(flow: &Dataflow, set: &MappingSet, target: Option<&TargetSchema>) -> Vec<String> {
    missing(set, target, class(flow, target).as_deref())
}

fn missing(set: &MappingSet, target: Option<&TargetSchema>, class: Option<&str>) -> Vec<String> {
    let mut missing = match target {
        Some(target) => required(set, target),
        None => Vec::new(),
    };
    if class == Some("experienceevent") {
        for name in ["_id", "timestamp"] {
            if !writes(set, name) && !missing.iter().any(|m| m == name) {
                missing.push(name.to_owned());
            }
        }
    }
    missing
}

fn say<'c>(cx: &'c mut Context<'_>, rule: &'static Rule, body: &Body, at: Span) -> super::Report<'c> {
    let mut report = cx.at_span(rule, body.file, at).step(Some(StepId::MappingSet));
    report.diagnostic.pointer = Some("/mappings".into());
    report
}

/// The last name of the class of the target schema.
fn class(flow: &Dataflow, target: Option<&TargetSchema>) -> Option<String> {
    let last = |text: &str| text.rsplit('/').next().unwrap_or(text).to_owned();
    if let Some(class) = target.and_then(TargetSchema::class) {
        return Some(last(class));
    }
    let requests = flow.bodies(StepId::TargetSchema);
    let mut classes: Vec<String> = requests
        .chain(flow.responses(StepId::TargetSchema))
        .flat_map(|(_, root)| {
            let refs = find(root, &["allOf", "*", "$ref"]).into_iter().filter_map(|(_, n)| n.as_str());
            refs.chain(root.get("meta:class").and_then(Node::as_str)).collect::<Vec<_>>()
        })
        .filter_map(|text| text.strip_prefix("https://ns.adobe.com/xdm/context/"))
        .filter(|name| matches!(*name, "profile" | "experienceevent"))
        .map(str::to_owned)
        .collect();
    classes.dedup();
    // Two classes belong to two schemas; whose mapping set this is nobody knows.
    if classes.len() == 1 { classes.pop() } else { None }
}

fn writes(set: &MappingSet, root: &str) -> bool {
    set.mappings.iter().any(|m| m.destination_path.root() == Some(root))
}

fn marks_identity(body: &Body) -> bool {
    let mappings = body.root.as_ref().and_then(|r| r.get("mappings")).map_or(&[][..], Node::items);
    let marked = |m: &Node| {
        ["identity", "primaryIdentity"].iter().any(|k| m.get(k).and_then(Node::as_bool) == Some(true))
    };
    mappings.iter().any(marked)
}

/// The required fields of every object that mappings write into, which no mapping writes.
fn required(set: &MappingSet, target: &TargetSchema) -> Vec<String> {
    let paths: Vec<Path> = set
        .mappings
        .iter()
        .filter(|m| m.is_usable())
        .map(|m: &Mapping| target.spelled_out(&m.destination_path))
        .collect();
    // Objects that are written into, by their text; the root is one.
    let mut objects: BTreeMap<String, (Path, ShapeId)> = BTreeMap::new();
    objects.insert(String::new(), (Path::default(), 0));
    for path in &paths {
        for count in 1..path.segments.len() {
            let head = Path { segments: path.segments[..count].to_vec() };
            if let At::Found(id) = target.at(&head) {
                objects.entry(head.to_string()).or_insert((head, id));
            }
        }
    }
    let mut missing = Vec::new();
    for (text, (object, id)) in &objects {
        let shape = target.shape(*id);
        // A copy of the whole object may bring what it needs.
        let copied = paths.iter().any(|p| object.is_within(p));
        if shape.kind != Type::Object || copied {
            continue;
        }
        for name in &shape.required {
            let written = paths.iter().any(|p| {
                p.segments.len() > object.segments.len()
                    && p.is_within(object)
                    && matches!(&p.segments[object.segments.len()], Segment::Key { name: n, .. } if n == name)
            });
            if !written {
                let dot = if text.is_empty() { "" } else { "." };
                missing.push(format!("{text}{dot}{name}"));
            }
        }
    }
    missing
}
