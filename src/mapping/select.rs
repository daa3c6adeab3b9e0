//! What a source path finds in a record, without copying it.

use super::{Path, Segment};
use crate::datum::Datum;
use std::cell::Cell;

/// What a mapping has to write.
#[derive(Debug)]
pub(super) enum Selection<'r> {
    /// One value of the record.
    Value(&'r Datum<'r>),
    /// One value that was made for it.
    Made(Datum<'r>),
    /// One entry for each element that `[*]` stands for.
    Each(Vec<Selection<'r>>),
    /// Nothing.
    Missing,
}

/// Follows a path through a record. `missing` hears of every place where the way ends; `near` is where the first
/// name was found in the record before.
pub(super) fn select<'r>(
    record: &'r Datum<'r>,
    path: &[Segment],
    near: &Cell<usize>,
    missing: &mut dyn FnMut(usize, &'r Datum<'r>),
) -> Selection<'r> {
    let total = path.len();
    if let (Some((Segment::Key { name, .. }, rest)), Datum::Object(members)) = (path.split_first(), record)
        && let Some((at, value)) = members.get_near(name, near.get())
    {
        near.set(at);
        return go(value, rest, total, missing);
    }
    go(record, path, total, missing)
}

fn go<'r>(
    mut value: &'r Datum<'r>,
    mut path: &[Segment],
    total: usize,
    missing: &mut dyn FnMut(usize, &'r Datum<'r>),
) -> Selection<'r> {
    while let Some((step, rest)) = path.split_first() {
        let next = match (step, value) {
            // Whatever is below an explicit null is null.
            (_, Datum::Null) => return Selection::Value(value),
            (Segment::Key { name, .. }, Datum::Object(members)) => members.get(name),
            (Segment::Index(n), Datum::Array(items)) => items.get(*n),
            (Segment::Each, Datum::Array(items)) => {
                return Selection::Each(items.iter().map(|item| go(item, rest, total, missing)).collect());
            }
            _ => None,
        };
        let Some(next) = next else {
            missing(total - path.len(), value);
            return Selection::Missing;
        };
        value = next;
        path = rest;
    }
    Selection::Value(value)
}

/// Why a path found nothing: it got as far as `step` steps, to `stopped`.
pub(super) fn explain(path: &Path, step: usize, stopped: &Datum<'_>) -> String {
    let here = path.head(step);
    match (&path.segments[step], stopped) {
        (Segment::Key { .. }, Datum::Object(members)) => {
            let rest = Path { segments: path.segments[step..].to_vec() };
            // The names of the rest joined by dots, as a header line may have them.
            let joined: Vec<&str> = rest.segments.iter().map_while(Segment::name).collect();
            let dotted = joined.join(".");
            if joined.len() > 1 && members.get(&dotted).is_some() {
                let escaped = dotted.replace('.', "\\.");
                return format!("the record has the name `{dotted}`, which is written `{escaped}` in a path");
            }
            let name = Path { segments: vec![path.segments[step].clone()] };
            let within = &path.segments[..step];
            match within.last() {
                Some(Segment::Each) => format!("an element of `{}` has no `{name}`", path.head(step - 1)),
                _ if within.contains(&Segment::Each) => format!("one of `{here}` has no `{name}`"),
                _ => format!("the record has no `{}`", path.head(step + 1)),
            }
        }
        (Segment::Key { name, .. }, Datum::Array(_)) => {
            format!("`{here}` is an array: `{here}[*].{name}` reads every element")
        }
        (Segment::Index(n), Datum::Array(items)) => {
            format!("`{here}` has {} elements, so none has the number {n}", items.len())
        }
        (_, value) => {
            let here = if here.is_empty() { "the record".to_owned() } else { format!("`{here}`") };
            let wanted = match &path.segments[step] {
                Segment::Key { .. } => "nothing is inside it",
                _ => "it has no elements",
            };
            format!("{here} is {}, so {wanted}", value.type_name())
        }
    }
}
