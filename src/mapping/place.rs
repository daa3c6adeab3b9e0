//! Writing to a destination path: objects and arrays on the way are made, what stood there gives way or is joined.

use super::Segment;
use super::select::Selection;
use crate::datum::Datum;
use std::cell::Cell;

/// A step of a destination path, and where its name stood in the object of the last record.
#[derive(Debug)]
pub(super) struct Leg {
    segment: Segment,
    near: Cell<usize>,
}

impl Leg {
    pub(super) fn new(segment: Segment) -> Leg {
        Leg { segment, near: Cell::new(0) }
    }
}

/// Writes a selection to a path below a slot. Every `[*]` of the path takes one level of the selection's entries.
pub(super) fn place<'r>(
    slot: &mut Datum<'r>,
    path: &'r [Leg],
    selection: Selection<'r>,
    make: &mut dyn FnMut(Selection<'r>) -> Datum<'r>,
) {
    let Some((step, rest)) = path.split_first() else {
        if !matches!(selection, Selection::Missing) {
            merge(slot, make(selection));
        }
        return;
    };
    match &step.segment {
        Segment::Key { name, .. } => {
            if !slot.is_object() {
                *slot = Datum::object();
            }
            // A missing entry of an iteration keeps its place, as an empty object.
            if let (Datum::Object(members), false) = (slot, matches!(selection, Selection::Missing)) {
                let (at, member) = members.slot(name, step.near.get());
                step.near.set(at);
                place(member, rest, selection, make);
            }
        }
        Segment::Index(n) => {
            if let Some(item) = item(slot, *n) {
                place(item, rest, selection, make);
            }
        }
        Segment::Each => {
            if !matches!(slot, Datum::Array(_)) {
                *slot = Datum::Array(Vec::new());
            }
            let mut at = |n: usize, selection: Selection<'r>| {
                if let Some(item) = item(slot, n) {
                    place(item, rest, selection, make);
                }
            };
            match selection {
                Selection::Each(entries) => {
                    entries.into_iter().enumerate().for_each(|(n, entry)| at(n, entry));
                }
                Selection::Value(Datum::Array(items)) => {
                    items.iter().enumerate().for_each(|(n, item)| at(n, Selection::Value(item)));
                }
                Selection::Made(Datum::Array(items)) => {
                    items.into_iter().enumerate().for_each(|(n, item)| at(n, Selection::Made(item)));
                }
                Selection::Value(Datum::Null) | Selection::Made(Datum::Null) | Selection::Missing => {}
                one => at(0, one),
            }
        }
    }
}

/// The element of that number of a slot, which becomes an array long enough.
fn item<'a, 'r>(slot: &'a mut Datum<'r>, n: usize) -> Option<&'a mut Datum<'r>> {
    if !matches!(slot, Datum::Array(_)) {
        *slot = Datum::Array(Vec::new());
    }
    let Datum::Array(items) = slot else { return None };
    if items.len() <= n {
        items.resize(n + 1, Datum::Null);
    }
    items.get_mut(n)
}

/// Writes a value to a slot: what stood there goes, but two objects become one.
fn merge<'r>(slot: &mut Datum<'r>, value: Datum<'r>) {
    match (slot, value) {
        (Datum::Object(old), Datum::Object(new)) => old.extend_with(new, merge),
        (slot, value) => *slot = value,
    }
}
