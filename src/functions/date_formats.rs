//! The date formats that Adobe reads without being told the pattern.

use crate::java::time::{DatePattern, Moment, Zone};
use std::sync::LazyLock;

/// The formats of the automatic conversion, in their documented order; the first that fits wins.
pub(crate) const DOCUMENTED: &[&str] = &[
    "yyyy-MM-dd HH:mm:ssZ",
    "yyyy-MM-dd HH:mm:ss.SSSZ",
    "yyyy-MM-dd HH:mm:ss.SSS",
    "yyyy-MM-dd'T'HH:mm:ss.SSSX",
    "yyyy-MM-dd'T'HH:mm:ss'Z'",
    "yyyy-MM-dd",
    "yyyy/MM/dd",
    "yyyy.MM.dd",
    "yyyy-MMM-dd",
    "yyyyMMdd",
    "MM-dd-yyyy",
    "MMddyyyy",
    "M/dd/yyyy",
    "dd.M.yyyy",
    "M/dd/yyyy hh:mm:ss a",
    "dd.M.yyyy hh:mm:ss a",
    "dd.MMM.yyyy",
    "dd-MMM-yyyy",
];

/// ISO 8601 with an offset, which XDM takes as it is: RFC 3339, and offsets without a colon or minutes.
const ISO: &[&str] = &[
    "yyyy-MM-dd'T'HH:mm:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]XXX",
    "yyyy-MM-dd'T'HH:mm:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]X",
];

static DOCUMENTED_READ: LazyLock<Vec<DatePattern>> = LazyLock::new(|| compiled(DOCUMENTED));
static ISO_READ: LazyLock<Vec<DatePattern>> = LazyLock::new(|| compiled(ISO));

fn compiled(patterns: &[&str]) -> Vec<DatePattern> {
    patterns.iter().filter_map(|pattern| DatePattern::new(pattern).ok()).collect()
}

/// Reads a date by the first documented format that fits.
pub(crate) fn read_documented(text: &str, zone: &Zone) -> Option<Moment> {
    DOCUMENTED_READ.iter().find_map(|pattern| pattern.read(text, zone))
}

/// Reads ISO 8601 with an offset.
pub(crate) fn read_iso(text: &str) -> Option<Moment> {
    ISO_READ.iter().find_map(|pattern| pattern.read(text, &Zone::UTC))
}
