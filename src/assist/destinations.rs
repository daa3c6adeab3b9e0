//! Destination paths: the fields of the target schema.

use crate::mapping::{At, ShapeId, TargetSchema, Type};
use crate::path::{Path, Segment, is_bare};
use std::collections::VecDeque;

/// A field of the target schema.
pub(super) struct Destination {
    pub path: String,
    pub kind: Type,
    /// Every record must have it.
    pub is_required: bool,
}

/// An object of the target schema whose members are yet to be looked at.
struct Place {
    id: ShapeId,
    path: Path,
    is_required: bool,
    /// The shapes it is in: a schema may lead back into itself.
    above: Vec<ShapeId>,
}

/// Deeper than this nobody maps.
const DEPTH: usize = 12;
/// How many fields are looked at, the nearest to the root first.
const LOOKED_AT: usize = 20_000;

/// The fields of the schema that fit, nearest to the root first; `false` when there are more.
pub(super) fn all(
    target: &TargetSchema,
    most: usize,
    fits: &dyn Fn(&str) -> bool,
) -> (Vec<Destination>, bool) {
    let mut found = Vec::new();
    let At::Found(root) = target.at(&Path::default()) else { return (found, true) };
    let first = Place { id: root, path: Path::default(), is_required: true, above: vec![root] };
    let mut queue = VecDeque::from([first]);
    let mut looked_at = 0;
    while let Some(object) = queue.pop_front() {
        let shape = target.shape(object.id);
        let mut members: Vec<_> = shape.members.iter().collect();
        members.sort_unstable();
        for (name, id) in members {
            looked_at += 1;
            let mut path = object.path.clone();
            path.segments.push(Segment::Key { name: name.clone(), wrapped: !is_bare(name), at: (0, 0) });
            let text = path.to_string();
            let is_required = object.is_required && shape.required.contains(name);
            if fits(&text) {
                if found.len() == most {
                    return (found, false);
                }
                found.push(Destination { path: text, kind: target.shape(*id).kind, is_required });
            }
            let mut id = *id;
            while let Some(items) = target.shape(id).items.filter(|_| path.segments.len() < DEPTH) {
                path.segments.push(Segment::Each);
                id = items;
            }
            if looked_at < LOOKED_AT && path.segments.len() < DEPTH && !object.above.contains(&id) {
                let above = object.above.iter().copied().chain([id]).collect();
                queue.push_back(Place { id, path, is_required, above });
            }
        }
    }
    (found, looked_at < LOOKED_AT)
}
