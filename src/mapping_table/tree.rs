//! The tree of the target schema, nearest to the root first and only so much of it at once: schemas are large, and may
//! lead back into themselves.

use crate::mapping::{At, Path, Segment, ShapeId, TargetSchema, Type, is_bare};
use serde::Serialize;
use std::collections::VecDeque;

/// How many fields are told at once.
const MOST: usize = 2_000;

/// The fields of a target schema.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TargetTree {
    /// The fields of the root, or of the field asked for.
    pub fields: Vec<TargetField>,
    /// Are there more fields than told, which `targetFields` tells?
    pub has_more: bool,
}

/// A field of the target schema.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TargetField {
    /// Its destination path.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[cfg_attr(
        feature = "wasm",
        tsify(
            type = "\"any\" | \"string\" | \"integer\" | \"number\" | \"boolean\" | \"date\" | \"date-time\" | \"object\" | \"array\""
        )
    )]
    pub kind: &'static str,
    /// The type in words, with that of its elements where it is an array.
    pub type_title: String,
    /// Must it be there where the object that it is in is?
    pub is_required: bool,
    /// Does a mapping write it, or something that it is in?
    pub is_mapped: bool,
    /// The number of the mapping that writes it itself; the last one where there are several.
    pub mapping: Option<usize>,
    /// How many mappings write what is in it.
    pub mapped_inside: usize,
    /// What people call it.
    pub title: Option<String>,
    /// What it means.
    pub about: Option<String>,
    /// The fields in it, or in its elements.
    #[cfg_attr(feature = "wasm", tsify(type = "TargetField[]"))]
    pub children: Vec<TargetField>,
    /// It has fields that are not told here: `targetFields` tells them.
    pub has_more: bool,
}

/// A path with `[*]` in place of numbers.
pub(super) fn any_element(path: &Path) -> Path {
    let any =
        |segment: &Segment| if let Segment::Index(_) = segment { Segment::Each } else { segment.clone() };
    Path { segments: path.segments.iter().map(any).collect() }
}

/// The tree from the root on.
pub(super) fn of(target: &TargetSchema, destinations: &[(Path, usize)]) -> TargetTree {
    grown(target, Path::default(), 0, destinations)
}

/// The fields in a field of the target schema of a dataflow; none where it has no such field.
#[must_use]
pub fn below(report: &crate::check::Report, path: &str) -> Option<TargetTree> {
    let sheet = super::Sheet::of(crate::preview::to_preview(&report.dataflows)?);
    let target = sheet.target.as_ref()?;
    let path = any_element(&Path::parse(path).0);
    let At::Found(id) = target.at(&path) else { return None };
    let (path, id) = inside(target, path, id);
    Some(grown(target, path, id, &sheet.destinations))
}

/// The object that an array of objects is of.
fn inside(target: &TargetSchema, mut path: Path, mut id: ShapeId) -> (Path, ShapeId) {
    // An array of arrays ends somewhere, unless it is one of itself.
    for _ in 0..8 {
        let Some(items) = target.shape(id).items else { break };
        path.segments.push(Segment::Each);
        id = items;
    }
    (path, id)
}

/// A field whose members are still to be looked at.
struct Open {
    /// Its number among the grown ones; none for the root.
    parent: Option<usize>,
    path: Path,
    id: ShapeId,
    above: Vec<ShapeId>,
}

fn grown(target: &TargetSchema, path: Path, id: ShapeId, destinations: &[(Path, usize)]) -> TargetTree {
    // Fields in the order they are found, each with the one it is in.
    let mut found: Vec<(Option<usize>, TargetField)> = Vec::new();
    let mut queue = VecDeque::from([Open { parent: None, path, id, above: vec![id] }]);
    let mut has_more = false;
    while let Some(open) = queue.pop_front() {
        let shape = target.shape(open.id);
        let is_repeated = open.above[..open.above.len() - 1].contains(&open.id);
        if is_repeated || found.len() + shape.members.len() > MOST && !found.is_empty() {
            has_more = true;
            if let Some((_, parent)) = open.parent.and_then(|parent| found.get_mut(parent)) {
                parent.has_more = true;
            }
            continue;
        }
        let mut members: Vec<_> = shape.members.iter().collect();
        members.sort_unstable();
        for (name, id) in members {
            let mut path = open.path.clone();
            path.segments.push(Segment::Key { name: name.clone(), wrapped: !is_bare(name), at: (0, 0) });
            let is_required = shape.required.contains(name);
            found.push((open.parent, field(target, &path, name, *id, is_required, destinations)));
            let (path, id) = inside(target, path, *id);
            if !target.shape(id).members.is_empty() {
                let above = open.above.iter().copied().chain([id]).collect();
                queue.push_back(Open { parent: Some(found.len() - 1), path, id, above });
            }
        }
    }
    TargetTree { fields: nested(found), has_more }
}

/// The fields put into those they are in, which come before them.
fn nested(mut found: Vec<(Option<usize>, TargetField)>) -> Vec<TargetField> {
    let mut roots = Vec::new();
    while let Some((parent, mut field)) = found.pop() {
        field.children.reverse();
        match parent.and_then(|parent| found.get_mut(parent)) {
            Some((_, parent)) => parent.children.push(field),
            None => roots.push(field),
        }
    }
    roots.reverse();
    roots
}

fn field(
    target: &TargetSchema,
    path: &Path,
    name: &str,
    id: ShapeId,
    is_required: bool,
    destinations: &[(Path, usize)],
) -> TargetField {
    let shape = target.shape(id);
    let (mut mapping, mut is_mapped, mut mapped_inside) = (None, false, 0);
    for (destination, index) in destinations {
        if path.is_within(destination) {
            is_mapped = true;
            if destination.is_within(path) {
                mapping = Some(*index);
            }
        } else if destination.is_within(path) {
            mapped_inside += 1;
        }
    }
    let elements = shape.items.map(|items| target.shape(items).kind).filter(|kind| *kind != Type::Any);
    let of_elements = elements.map_or_else(String::new, |kind| format!("; an element is {}", kind.title()));
    TargetField {
        path: path.to_string(),
        name: name.to_owned(),
        kind: shape.kind.name(),
        type_title: format!("{}{of_elements}", shape.kind.title()),
        is_required,
        is_mapped,
        mapping,
        mapped_inside,
        title: shape.title.as_deref().map(str::to_owned),
        about: shape.about.as_deref().map(str::to_owned),
        children: Vec::new(),
        has_more: false,
    }
}
