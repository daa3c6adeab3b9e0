//! Reading zones by id or English name, the longest that fits.

use super::zone::Zone;
use super::zone_table::{LONG, SHORT, ZONES};

/// Reads a zone at the beginning of a text: its length in bytes, and the zone. Besides ids, short names are read or
/// long ones.
pub(super) fn read(text: &str, long: Option<bool>) -> Option<(usize, Zone)> {
    let id = longest(text, ZONES, |entry| entry.0).map(|(id, _)| id);
    // Among names Java has not the ids `Etc/GMT+1` and so on.
    let id = id.map(|id| if long.is_some() && id.starts_with("Etc/GMT") { "Etc/GMT" } else { id });
    let name = match long {
        Some(long) => longest(text, if long { LONG } else { SHORT }, |entry| entry.0),
        None => None,
    };
    match (id, name) {
        // A name wins over an id of the same letters.
        (id, Some((name, zone))) if id.is_none_or(|id| id.len() <= name.len()) => {
            Some((name.len(), Zone::region(zone)?))
        }
        (Some(id), _) => Some((id.len(), Zone::region(id)?)),
        _ => None,
    }
}

/// The longest entry of a sorted list that the text begins with.
fn longest<T: Copy>(text: &str, list: &[T], key: fn(&T) -> &'static str) -> Option<T> {
    let mut text = text.as_bytes();
    loop {
        let before = list.partition_point(|entry| key(entry).as_bytes() <= text);
        let entry = list.get(before.checked_sub(1)?)?;
        let candidate = key(entry).as_bytes();
        // A shorter one has to be a beginning of what both share.
        let shared = text.iter().zip(candidate).take_while(|(a, b)| a == b).count();
        if shared == candidate.len() {
            return Some(*entry);
        }
        text = &text[..shared];
    }
}
