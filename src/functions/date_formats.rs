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

/// Formats that Adobe's own examples of `date(DATE)` show, though the documented list has none of them.
const SHOWN: &[&str] = &[
    "yyyy-MM-dd HH:mm[:ss]",
    "dd-MMM-yyyy HH:mm[:ss]",
    concat!(
        "yyyy-MM-dd'T'HH:mm[:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]]",
        "[XXX][XX][X]['['VV']']"
    ),
];

static SHOWN_READ: LazyLock<Vec<DatePattern>> = LazyLock::new(|| compiled(SHOWN));

/// Reads a date by the formats that only examples show.
pub(crate) fn read_shown(text: &str, zone: &Zone) -> Option<Moment> {
    SHOWN_READ.iter().find_map(|pattern| pattern.read(text, zone))
}

/// What zone names mean in `zone_date_to_utc`, in minutes: Adobe's sample reads `PST` as eight hours behind UTC on a
/// day of summer time, so a name of winter time means winter time all year.
const FIXED: &[(&str, i32)] = &[
    ("AKDT", -480),
    ("AKST", -540),
    ("CDT", -300),
    ("CEST", 120),
    ("CET", 60),
    ("CST", -360),
    ("EDT", -240),
    ("EEST", 180),
    ("EET", 120),
    ("EST", -300),
    ("HST", -600),
    ("JST", 540),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
];

/// Reads a date with a zone behind a blank: a name with its fixed offset, or an id.
pub(crate) fn read_with_zone(text: &str) -> Option<Moment> {
    let (date, name) = text.rsplit_once(' ')?;
    let fixed = FIXED.iter().find(|(known, _)| *known == name);
    let zone = match fixed {
        Some((_, minutes)) => Zone::offset(minutes * 60)?,
        None => Zone::of(name).or_else(|| Zone::named(name))?,
    };
    read_documented(date, &zone).or_else(|| read_shown(date, &zone))
}
