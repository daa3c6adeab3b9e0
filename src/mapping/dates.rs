//! Text into XDM dates: the documented formats, tried in order, first match wins.
//!
//! The one door between text and dates of a preview; how patterns read is `java::time`'s matter, which formats there
//! are is in `functions::date_formats`.

use crate::functions::date_formats;
use crate::java::time;

/// The patterns of the automatic conversion, in their documented order.
pub(super) const PATTERNS: &[&str] = date_formats::DOCUMENTED;

/// A date or moment read from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment(time::Moment);

/// Reads a date by the first pattern that fits; text without a zone means UTC.
pub(super) fn read(text: &str) -> Option<Moment> {
    date_formats::read_documented(text, &time::Zone::UTC).or_else(|| date_formats::read_iso(text)).map(Moment)
}

/// Is it RFC 3339 already?
pub(super) fn is_rfc3339(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |at: usize, length: usize| {
        let digits = bytes.get(at..at + length)?;
        digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + i64::from(d - b'0')))
    };
    let sign = |at: usize, sign: u8| bytes.get(at) == Some(&sign);
    let numbers = || {
        let date = time::Date::new(number(0, 4)?, number(5, 2)?, number(8, 2)?)?;
        time::Time::new(number(11, 2)?, number(14, 2)?, number(17, 2)?, 0).map(|_| date.year > 0)
    };
    let signs = sign(4, b'-') && sign(7, b'-') && sign(10, b'T') && sign(13, b':') && sign(16, b':');
    if !signs || numbers() != Some(true) {
        return false;
    }
    let fraction = bytes.get(20..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
    let end = match bytes.get(19) {
        Some(b'.') if (1..=9).contains(&fraction) => 20 + fraction,
        _ => 19,
    };
    match bytes.get(end..) {
        Some(b"Z") => true,
        Some([b'+' | b'-', _, _, b':', _, _]) => {
            number(end + 1, 2).is_some_and(|hour| hour <= 18) && number(end + 4, 2).is_some_and(|m| m < 60)
        }
        _ => false,
    }
}

impl Moment {
    /// As an XDM date-time.
    pub(super) fn date_time(&self) -> String {
        self.0.to_rfc3339()
    }

    /// As an XDM date.
    pub(super) fn date(&self) -> String {
        self.0.date().to_text()
    }
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
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn rfc3339_stays_as_it_is() {
        for text in ["2024-05-06T07:08:09Z", "2024-05-06T07:08:09.123456+02:00"] {
            assert!(is_rfc3339(text), "{text}");
        }
        for text in [
            "2024-05-06T07:08:09+0200",
            "2024-05-06 07:08:09Z",
            "2024-05-06",
            "2023-02-29T00:00:00Z",
            "2024-05-06T24:00:00Z",
            "2024-05-06T07:08:09.Z",
            "2024-05-06T07:08:09.1",
        ] {
            assert!(!is_rfc3339(text), "{text}");
        }
    }
}
