//! The parts of dates by the names that `date_part` and `set_date_part` know, in any case.

use crate::java::time::{Date, Moment, Time};

/// The documented names of `date_part`.
pub(super) const PARTS: &[&str] = &[
    "year",
    "yyyy",
    "yy",
    "quarter",
    "qq",
    "q",
    "month",
    "mm",
    "m",
    "dayofyear",
    "dy",
    "y",
    "day",
    "dd",
    "d",
    "week",
    "ww",
    "w",
    "weekday",
    "dw",
    "hour",
    "hh",
    "hh24",
    "hh12",
    "minute",
    "mi",
    "n",
    "second",
    "ss",
    "s",
    "millisecond",
    "SSS",
    "ms",
];

/// The documented names of `set_date_part`.
pub(super) const SETTABLE: &[&str] = &[
    "year", "yyyy", "yy", "month", "mm", "m", "day", "dd", "d", "hour", "hh", "minute", "mi", "n", "second",
    "ss", "s",
];

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Quarter,
    Month,
    DayOfYear,
    Day,
    Week,
    Weekday,
    Hour,
    Hour12,
    Minute,
    Second,
    Millisecond,
}

impl Part {
    /// The part of that name, in any case.
    pub(super) fn named(name: &str) -> Option<Part> {
        Some(match name.to_ascii_lowercase().as_str() {
            "year" | "yyyy" | "yy" => Part::Year,
            "quarter" | "qq" | "q" => Part::Quarter,
            "month" | "mm" | "m" => Part::Month,
            "dayofyear" | "dy" | "y" => Part::DayOfYear,
            "day" | "dd" | "d" => Part::Day,
            "week" | "ww" | "w" => Part::Week,
            "weekday" | "dw" => Part::Weekday,
            "hour" | "hh" | "hh24" => Part::Hour,
            "hh12" => Part::Hour12,
            "minute" | "mi" | "n" => Part::Minute,
            "second" | "ss" | "s" => Part::Second,
            "millisecond" | "sss" | "ms" => Part::Millisecond,
            _ => return None,
        })
    }

    /// Its long name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Year => "year",
            Part::Quarter => "quarter",
            Part::Month => "month",
            Part::DayOfYear => "day of the year",
            Part::Day => "day",
            Part::Week => "week",
            Part::Weekday => "weekday",
            Part::Hour | Part::Hour12 => "hour",
            Part::Minute => "minute",
            Part::Second => "second",
            Part::Millisecond => "millisecond",
        }
    }

    /// Does no document say how it counts?
    pub(super) fn is_guess(self) -> bool {
        matches!(self, Part::Week | Part::Weekday | Part::Hour12)
    }

    /// Can it be set?
    pub(super) fn is_settable(self) -> bool {
        matches!(self, Part::Year | Part::Month | Part::Day | Part::Hour | Part::Minute | Part::Second)
    }

    /// Its value in a date.
    pub(super) fn of(self, moment: &Moment) -> i32 {
        let (date, time) = (moment.date(), moment.time());
        match self {
            Part::Year => date.year,
            Part::Quarter => i32::from(date.month - 1) / 3 + 1,
            Part::Month => date.month.into(),
            Part::DayOfYear => date.day_of_year().into(),
            Part::Day => date.day.into(),
            Part::Week => date.iso_week().into(),
            Part::Weekday => date.weekday().into(),
            Part::Hour => time.hour.into(),
            Part::Hour12 => i32::from((time.hour + 11) % 12 + 1),
            Part::Minute => time.minute.into(),
            Part::Second => time.second.into(),
            Part::Millisecond => (time.nano / 1_000_000) as i32,
        }
    }

    /// The date with that value in this part; none when there is no such date.
    pub(super) fn set(self, moment: &Moment, value: i64) -> Option<Moment> {
        let (date, time) = (moment.date(), moment.time());
        let (year, month, day) = (i64::from(date.year), i64::from(date.month), i64::from(date.day));
        let [hour, minute, second] = [time.hour, time.minute, time.second].map(i64::from);
        let nano = time.nano.into();
        // A day that the new month has not becomes its last.
        let last = |year, month| (28..=day).rev().find_map(|day| Date::new(year, month, day));
        let by_month = |year, month| Date::new(year, month, day).or_else(|| last(year, month));
        let (date, time) = match self {
            Part::Year => (by_month(value, month)?, time),
            Part::Month => (by_month(year, value)?, time),
            Part::Day => (Date::new(year, month, value)?, time),
            Part::Hour => (date, Time::new(value, minute, second, nano)?),
            Part::Minute => (date, Time::new(hour, value, second, nano)?),
            Part::Second => (date, Time::new(hour, minute, value, nano)?),
            _ => return None,
        };
        moment.at_local(date, time)
    }
}
