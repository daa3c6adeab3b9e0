//! Whether a record has a field.

use crate::datum::Datum;
use crate::path::{Path, Segment};

/// Looks for the field at a path: none when it is not there, else whether it is null.
pub(super) fn find(record: &Datum<'_>, text: &str) -> Option<bool> {
    let (path, faults) = Path::parse(text);
    let readable = !faults.iter().any(|f| f.fatal);
    let found = if readable { walk(record, &path.segments) } else { None };
    // A column of a table may have dots in its name.
    found.or_else(|| match record {
        Datum::Object(members) => members.get(text).map(|value| *value == Datum::Null),
        _ => None,
    })
}

fn walk(datum: &Datum<'_>, path: &[Segment]) -> Option<bool> {
    let Some((first, rest)) = path.split_first() else { return Some(*datum == Datum::Null) };
    match (first, datum) {
        (Segment::Key { name, .. }, Datum::Object(members)) => walk(members.get(name)?, rest),
        (Segment::Index(index), Datum::Array(items)) => walk(items.get(*index)?, rest),
        (Segment::Each, Datum::Array(items)) => {
            let found = items.iter().filter_map(|item| walk(item, rest));
            found.reduce(|all_null, is_null| all_null && is_null)
        }
        _ => None,
    }
}
