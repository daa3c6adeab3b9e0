//! Unicode's blocks as Java 17 names them, for `\p{In…}`. The table is what `Character.UnicodeBlock` answers.

use super::sets::range;
use regex_syntax::hir::ClassUnicode;

/// A line a block: first and last code point in hexadecimal, and its names in capitals.
const BLOCKS: &str = include_str!("blocks.txt");

/// The block of that name, in any case: as the table has it or without blanks; the last one of a line also with
/// underscores for blanks and hyphens.
pub(super) fn block(name: &str) -> Option<ClassUnicode> {
    let wanted = name.to_uppercase();
    BLOCKS.lines().find_map(|line| {
        let mut parts = line.split(';');
        let from = u32::from_str_radix(parts.next()?, 16).ok()?;
        let to = u32::from_str_radix(parts.next()?, 16).ok()?;
        let found = parts.clone().any(|name| name == wanted || name.replace(' ', "") == wanted)
            || parts.next_back()?.replace([' ', '-'], "_") == wanted;
        found.then(|| range(from, to))
    })
}
