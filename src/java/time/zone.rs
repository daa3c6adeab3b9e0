//! Time zones by Java's ids: `ZoneId.of`, with the rules of the zone data that jiff bundles.
//!
//! The zone files and the zone of the machine are never read.

use super::moment::digits;
use super::zone_table::{NAMES, ZONES};
use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, TimeZone};
use std::borrow::Cow;

/// The largest offset from UTC, in seconds.
pub(super) const MAX_OFFSET: i32 = 18 * 3600;
/// The length of the calendar's cycle, in seconds. Rules of zones that still hold come back with it.
const CYCLE: i64 = 146_097 * 86_400;
/// The years jiff knows end after these seconds.
const JIFF_END: i64 = 253_370_764_800;

/// A `java.time.ZoneId`: an offset, an offset behind `UTC`, `GMT` or `UT`, or a region.
#[derive(Clone, Debug)]
pub struct Zone(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Offset(i32),
    Prefixed(&'static str, i32),
    Region(&'static (&'static str, u8), TimeZone),
}

impl Zone {
    /// `ZoneOffset.UTC`
    pub const UTC: Zone = Zone(Kind::Offset(0));

    /// The zone of an id (`ZoneId.of`): `Z`, `+02:00`, `UTC+2`, `Europe/Paris`. Capitals count.
    #[must_use]
    pub fn of(id: &str) -> Option<Zone> {
        if id == "Z" || id.starts_with(['+', '-']) {
            return offset_of(id).map(|seconds| Zone(Kind::Offset(seconds)));
        }
        let prefix = ["UTC", "GMT", "UT"].into_iter().find(|p| id.starts_with(p));
        match prefix.map(|prefix| (prefix, &id[prefix.len()..])) {
            Some((prefix, "")) => Some(Zone::behind(prefix, 0)),
            Some((prefix, rest)) if rest.starts_with(['+', '-']) => {
                offset_of(rest).map(|seconds| Zone::behind(prefix, seconds))
            }
            _ => Zone::region(id),
        }
    }

    /// The id that a text nearly is: in other capitals, or with blanks for underscores, or the end of one.
    #[must_use]
    pub fn like(text: &str) -> Option<&'static str> {
        let text = text.trim().replace(' ', "_");
        let ids = || ZONES.iter().map(|(id, _)| *id);
        let city = |id: &str| id.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&text));
        ids().find(|id| id.eq_ignore_ascii_case(&text)).or_else(|| ids().find(|id| city(id)))
    }

    /// The zone of a fixed offset from UTC, in seconds; none above 18 hours.
    #[must_use]
    pub fn offset(seconds: i32) -> Option<Zone> {
        (-MAX_OFFSET..=MAX_OFFSET).contains(&seconds).then_some(Zone(Kind::Offset(seconds)))
    }

    /// `ZoneId.ofOffset`: the prefix is `UTC`, `GMT` or `UT`.
    pub(super) fn behind(prefix: &'static str, seconds: i32) -> Zone {
        Zone(Kind::Prefixed(prefix, seconds))
    }

    /// The zone that a short name such as `CEST` is read as by the pattern letter `z`.
    #[must_use]
    pub fn named(name: &str) -> Option<Zone> {
        super::zone_names::read(name, Some(false))
            .filter(|(length, _)| *length == name.len())
            .map(|(_, zone)| zone)
    }

    /// The region of that id.
    pub(super) fn region(id: &str) -> Option<Zone> {
        let entry = &ZONES[ZONES.binary_search_by(|(name, _)| (*name).cmp(id)).ok()?];
        Some(Zone(Kind::Region(entry, TimeZone::get(id).ok()?)))
    }

    /// Its id: `Z`, `+02:00`, `UTC+02:00`, `Europe/Paris`.
    #[must_use]
    pub fn id(&self) -> Cow<'static, str> {
        match &self.0 {
            Kind::Offset(seconds) => Cow::Owned(offset_id(*seconds)),
            Kind::Prefixed(prefix, 0) => Cow::Borrowed(prefix),
            Kind::Prefixed(prefix, seconds) => Cow::Owned(format!("{prefix}{}", offset_id(*seconds))),
            Kind::Region((id, _), _) => Cow::Borrowed(id),
        }
    }

    /// Is it an offset and nothing else (`ZoneOffset`)?
    #[must_use]
    pub fn is_offset(&self) -> bool {
        matches!(self.0, Kind::Offset(_))
    }

    /// The offset from UTC at a moment, in seconds.
    pub(super) fn offset_at(&self, epoch_second: i64) -> i32 {
        match &self.0 {
            Kind::Offset(seconds) | Kind::Prefixed(_, seconds) => *seconds,
            Kind::Region(_, rules) => rules.to_offset(known(epoch_second)).seconds(),
        }
    }

    /// Is it summer time at a moment?
    fn is_summer(&self, epoch_second: i64) -> bool {
        match &self.0 {
            Kind::Offset(_) | Kind::Prefixed(..) => false,
            Kind::Region(_, rules) => rules.to_offset_info(known(epoch_second)).dst().is_dst(),
        }
    }

    /// The offset of a local time, given in seconds as if it were UTC, and by how much the local time has to move:
    /// forward where clocks skipped it. Of a local time that came twice it is the first.
    pub(super) fn offset_of_local(&self, local: i64) -> (i32, i32) {
        let rules = match &self.0 {
            Kind::Offset(seconds) | Kind::Prefixed(_, seconds) => return (*seconds, 0),
            Kind::Region(_, rules) => rules,
        };
        let time = jiff::tz::Offset::UTC.to_datetime(known(local));
        match rules.to_ambiguous_timestamp(time).offset() {
            AmbiguousOffset::Unambiguous { offset } => (offset.seconds(), 0),
            AmbiguousOffset::Gap { before, after } => (after.seconds(), after.seconds() - before.seconds()),
            AmbiguousOffset::Fold { before, .. } => (before.seconds(), 0),
        }
    }

    /// Its name in English: `PST`, `Pacific Daylight Time`, `Pacific Time`.
    pub(super) fn name(&self, long: bool, generic: bool, epoch_second: i64) -> Cow<'static, str> {
        let names = match &self.0 {
            Kind::Offset(_) => return self.id(),
            Kind::Prefixed(prefix, offset) => match ZONES.binary_search_by(|(name, _)| name.cmp(prefix)) {
                Ok(found) if *offset == 0 => &NAMES[usize::from(ZONES[found].1)],
                _ => return self.id(),
            },
            Kind::Region((_, names), _) => &NAMES[usize::from(*names)],
        };
        let column = if generic { 2 } else { usize::from(self.is_summer(epoch_second)) };
        Cow::Borrowed(names[column + if long { 3 } else { 0 }])
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        match (&self.0, &other.0) {
            (Kind::Offset(a), Kind::Offset(b)) => a == b,
            (Kind::Prefixed(a, x), Kind::Prefixed(b, y)) => a == b && x == y,
            (Kind::Region(a, _), Kind::Region(b, _)) => a.0 == b.0,
            _ => false,
        }
    }
}

impl Eq for Zone {}

/// A moment whose year jiff knows, at which zones keep the same time.
fn known(epoch_second: i64) -> Timestamp {
    // Before the first rule every year is alike, after the last one they come back.
    let second = match epoch_second.checked_sub(JIFF_END) {
        Some(beyond @ 0..) => JIFF_END - CYCLE + beyond.rem_euclid(CYCLE),
        _ => epoch_second.max(-JIFF_END),
    };
    Timestamp::from_second(second).unwrap_or_default()
}

/// `ZoneOffset.of`, in seconds.
fn offset_of(id: &str) -> Option<i32> {
    if id == "Z" {
        return Some(0);
    }
    let bytes = id.as_bytes();
    let (hour, minute, second) = match bytes.len() {
        2 | 3 => (&bytes[1..], &b""[..], &b""[..]),
        5 => (&bytes[1..3], &bytes[3..], &b""[..]),
        6 if bytes[3] == b':' => (&bytes[1..3], &bytes[4..], &b""[..]),
        7 => (&bytes[1..3], &bytes[3..5], &bytes[5..]),
        9 if bytes[3] == b':' && bytes[6] == b':' => (&bytes[1..3], &bytes[4..6], &bytes[7..]),
        _ => return None,
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + i32::from(d - b'0')))
    };
    let (minute, second) = (number(minute)?, number(second)?);
    let seconds = number(hour)? * 3600 + minute * 60 + second;
    let fits = minute < 60 && second < 60 && seconds <= MAX_OFFSET;
    fits.then_some(if bytes[0] == b'-' { -seconds } else { seconds })
}

/// The id of an offset: `Z`, `+02:00`, `-00:00:01`.
fn offset_id(seconds: i32) -> String {
    let mut out = String::with_capacity(9);
    if seconds == 0 {
        out.push('Z');
    } else {
        write_offset_id(seconds, &mut out);
    }
    out
}

/// Writes an offset that is not zero.
pub(super) fn write_offset_id(seconds: i32, out: &mut String) {
    out.push(if seconds < 0 { '-' } else { '+' });
    let seconds = u64::from(seconds.unsigned_abs());
    digits(out, seconds / 3600, 2);
    out.push(':');
    digits(out, seconds / 60 % 60, 2);
    if !seconds.is_multiple_of(60) {
        out.push(':');
        digits(out, seconds % 60, 2);
    }
}
