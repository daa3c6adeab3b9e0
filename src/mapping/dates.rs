//! Text into XDM dates: the documented patterns, tried in order, first match wins.
//!
//! The reader knows only the pattern letters that list needs. It is the one door between text and dates of a
//! preview: the full pattern language takes its place behind [`read`].

use jiff::civil::Date;
use std::fmt::Write;

/// The patterns of the automatic conversion, in their documented order.
pub(super) const PATTERNS: &[&str] = &[
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

/// RFC 3339, which XDM takes as it is; `f` is an optional fraction.
const RFC3339: &str = "yyyy-MM-dd'T'HH:mm:ssfX";

/// A date or moment read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    date: Date,
    hour: u32,
    minute: u32,
    second: u32,
    nano: u32,
    /// Minutes east of UTC; text without a zone means UTC.
    offset: i32,
}

/// Reads a date by the first pattern that fits.
pub(super) fn read(text: &str) -> Option<Moment> {
    PATTERNS.iter().find_map(|pattern| read_by(pattern, text)).or_else(|| read_by(RFC3339, text))
}

/// Is it RFC 3339 already?
pub(super) fn is_rfc3339(text: &str) -> bool {
    // The pattern takes offsets without a colon too; RFC 3339 does not.
    read_by(RFC3339, text).is_some()
        && (text.ends_with('Z') || text.as_bytes().get(text.len().wrapping_sub(3)) == Some(&b':'))
}

impl Moment {
    /// As an XDM date-time.
    pub(super) fn date_time(&self) -> String {
        let mut out = format!("{}T{:02}:{:02}:{:02}", self.date, self.hour, self.minute, self.second);
        // Writing to a String cannot fail.
        if self.nano > 0 && self.nano.is_multiple_of(1_000_000) {
            let _ = write!(out, ".{:03}", self.nano / 1_000_000);
        } else if self.nano > 0 {
            let _ = write!(out, ".{:09}", self.nano);
        }
        if self.offset == 0 {
            out.push('Z');
        } else {
            let sign = if self.offset < 0 { '-' } else { '+' };
            let minutes = self.offset.abs();
            let _ = write!(out, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        }
        out
    }

    /// As an XDM date.
    pub(super) fn date(&self) -> String {
        self.date.to_string()
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn read_by(pattern: &str, text: &str) -> Option<Moment> {
    let mut rest = text;
    let (mut year, mut month, mut day) = (0, 0, 0);
    let (mut hour, mut minute, mut second, mut nano, mut offset) = (0, 0, 0, 0, 0);
    let (mut twelve, mut afternoon) = (None, None);
    let mut letters = pattern;
    while let Some(letter) = letters.chars().next() {
        let width = letters.len() - letters.trim_start_matches(letter).len();
        letters = &letters[width..];
        match letter {
            '\'' => {
                let end = letters.find('\'')?;
                rest = rest.strip_prefix(&letters[..end])?;
                letters = &letters[end + 1..];
            }
            'y' => year = digits(&mut rest, 4, 4)?,
            'M' if width == 3 => {
                let name = rest.get(..3)?;
                month = MONTHS.iter().position(|m| *m == name)? as u32 + 1;
                rest = &rest[3..];
            }
            'M' => month = digits(&mut rest, width, 2)?,
            'd' => day = digits(&mut rest, width, 2)?,
            'H' => hour = digits(&mut rest, width, 2).filter(|h| *h < 24)?,
            'h' => twelve = Some(digits(&mut rest, width, 2).filter(|h| (1..=12).contains(h))?),
            'm' => minute = digits(&mut rest, width, 2).filter(|m| *m < 60)?,
            's' => second = digits(&mut rest, width, 2).filter(|s| *s < 60)?,
            'S' => nano = digits(&mut rest, width, width)? * 1_000_000,
            'f' => nano = fraction(&mut rest)?,
            'a' => {
                afternoon = Some(match rest.get(..2)? {
                    "AM" => false,
                    "PM" => true,
                    _ => return None,
                });
                rest = &rest[2..];
            }
            'Z' => offset = zone(&mut rest, false)?,
            'X' => offset = zone(&mut rest, true)?,
            other => rest = rest.strip_prefix(&pattern_run(other, width))?,
        }
    }
    if let (Some(twelve), Some(afternoon)) = (twelve, afternoon) {
        hour = twelve % 12 + if afternoon { 12 } else { 0 };
    }
    if !rest.is_empty() || !(1..=31).contains(&day) || !(1..=12).contains(&month) || year == 0 {
        return None;
    }
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    // Java's smart resolving: the 31st of a shorter month is its last day.
    let day = i8::try_from(day).ok()?.min(first.days_in_month());
    let date = Date::new(first.year(), first.month(), day).ok()?;
    Some(Moment { date, hour, minute, second, nano, offset })
}

fn pattern_run(letter: char, width: usize) -> String {
    letter.to_string().repeat(width)
}

/// A number of `least` to `most` digits, as many as there are.
fn digits(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count < least {
        return None;
    }
    let number = rest[..count].parse().ok()?;
    *rest = &rest[count..];
    Some(number)
}

/// Nothing, or a dot and digits, as nanoseconds.
fn fraction(rest: &mut &str) -> Option<u32> {
    let Some(after) = rest.strip_prefix('.') else { return Some(0) };
    let count = after.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 {
        return None;
    }
    let mut nano = 0;
    for i in 0..9 {
        let digit = if i < count { after.as_bytes()[i] - b'0' } else { 0 };
        nano = nano * 10 + u32::from(digit);
    }
    *rest = &after[count..];
    Some(nano)
}

/// An offset from UTC in minutes: `+0200`, and for ISO also `Z`, `+02` and `+02:00`.
fn zone(rest: &mut &str, iso: bool) -> Option<i32> {
    if iso && let Some(after) = rest.strip_prefix('Z') {
        *rest = after;
        return Some(0);
    }
    let sign = match rest.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let mut after = &rest[1..];
    let hours = digits(&mut after, 2, 2).filter(|h| *h <= 18)? as i32;
    let minutes = if let Some(colon) = after.strip_prefix(':').filter(|_| iso) {
        after = colon;
        digits(&mut after, 2, 2)?
    } else if iso && !after.starts_with(|c: char| c.is_ascii_digit()) {
        0
    } else {
        digits(&mut after, 2, 2)?
    };
    *rest = after;
    (minutes < 60).then_some(sign * (hours * 60 + minutes as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_pattern_reads() {
        for (text, moment) in [
            ("2024-05-06 07:08:09+0200", "2024-05-06T07:08:09+02:00"),
            ("2024-05-06 07:08:09.123-0800", "2024-05-06T07:08:09.123-08:00"),
            ("2024-05-06 07:08:09.005", "2024-05-06T07:08:09.005Z"),
            ("2024-05-06T07:08:09.120+05:30", "2024-05-06T07:08:09.120+05:30"),
            ("2024-05-06T07:08:09.120-08", "2024-05-06T07:08:09.120-08:00"),
            ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09Z"),
            ("2024-05-06", "2024-05-06T00:00:00Z"),
            ("2024/05/06", "2024-05-06T00:00:00Z"),
            ("2024.05.06", "2024-05-06T00:00:00Z"),
            ("2024-May-06", "2024-05-06T00:00:00Z"),
            ("20240506", "2024-05-06T00:00:00Z"),
            ("05-06-2024", "2024-05-06T00:00:00Z"),
            ("12112020", "2020-12-11T00:00:00Z"),
            ("5/06/2024", "2024-05-06T00:00:00Z"),
            ("06.5.2024", "2024-05-06T00:00:00Z"),
            ("5/06/2024 12:08:09 AM", "2024-05-06T00:08:09Z"),
            ("06.5.2024 07:08:09 PM", "2024-05-06T19:08:09Z"),
            ("06.May.2024", "2024-05-06T00:00:00Z"),
            ("06-May-2024", "2024-05-06T00:00:00Z"),
            ("2023-02-31", "2023-02-28T00:00:00Z"),
        ] {
            assert_eq!(read(text).map(|m| m.date_time()).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn other_texts_do_not() {
        for text in [
            "",
            "x",
            "2024-05-06 07:08",
            "2024-05-06 07:08:09",
            "24-05-06",
            "2024-13-01",
            "2024-00-10",
            "2024-05-32",
            "6.5.2024",
            "2024-05-06T25:00:00Z",
            "1715000000000",
            "2024-05-06 ",
            "06-MAY-2024",
            "５/06/2024",
            "0000-01-01",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn rfc3339_stays_as_it_is() {
        for text in ["2024-05-06T07:08:09Z", "2024-05-06T07:08:09.123456+02:00"] {
            assert!(is_rfc3339(text), "{text}");
        }
        for text in ["2024-05-06T07:08:09+0200", "2024-05-06 07:08:09Z", "2024-05-06"] {
            assert!(!is_rfc3339(text), "{text}");
        }
    }
}
