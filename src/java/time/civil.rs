//! Dates and times of day without a zone, in years Java knows and jiff does not: `LocalDate` and `LocalTime`, with
//! the weeks of the United States (`WeekFields.SUNDAY_START`), which English patterns count in.
//!
//! Nothing here knows zones or text.

/// The years that Java's dates can have.
pub(super) const MAX_YEAR: i64 = 999_999_999;
/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;
/// Nanoseconds of a second.
pub(super) const NANOS: i64 = 1_000_000_000;

/// A day of the ISO calendar, which is used for all years (`LocalDate`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// From -999,999,999 to 999,999,999; 0 is the year before 1.
    pub year: i32,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// A time of day (`LocalTime`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 59.
    pub second: u8,
    /// From 0 to 999,999,999.
    pub nano: u32,
}

/// Has that year a 29th of February?
pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl Date {
    /// The day of these numbers, if there is one.
    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Date> {
        let year32 = i32::try_from(year).ok().filter(|_| (-MAX_YEAR..=MAX_YEAR).contains(&year))?;
        let month8 = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        let day8 = u8::try_from(day).ok().filter(|d| (1..=days_of_month(year, month8)).contains(d))?;
        Some(Date { year: year32, month: month8, day: day8 })
    }

    /// The day of that year's day number, from 1.
    pub(super) fn of_year_day(year: i64, day: i64) -> Option<Date> {
        if !(1..=i64::from(days_of_year(year))).contains(&day) {
            return None;
        }
        Date::of_epoch_day(Date::new(year, 1, 1)?.epoch_day() + day - 1)
    }

    /// The day that many days after 1970-01-01.
    pub(super) fn of_epoch_day(days: i64) -> Option<Date> {
        // Years begin in March here, so that the leap day is their last.
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era.checked_mul(400)? + year_of_era + i64::from(month <= 2);
        if !(-MAX_YEAR..=MAX_YEAR).contains(&year) {
            return None;
        }
        Some(Date { year: year as i32, month: month as u8, day: day as u8 })
    }

    /// Days since 1970-01-01.
    pub(super) fn epoch_day(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        ((self.epoch_day() + 3).rem_euclid(7) + 1) as u8
    }

    /// The number of the day in its year, from 1.
    #[must_use]
    pub fn day_of_year(self) -> u16 {
        const BEFORE: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let leap = u16::from(self.month > 2 && is_leap(self.year.into()));
        BEFORE[usize::from(self.month - 1)] + u16::from(self.day) + leap
    }

    /// The number of its week by ISO 8601: weeks begin on Monday and belong to the year of their Thursday.
    #[must_use]
    pub fn iso_week(self) -> u8 {
        let thursday = self.epoch_day() + 4 - i64::from(self.weekday());
        Date::of_epoch_day(thursday).map_or(1, |thursday| ((thursday.day_of_year() - 1) / 7 + 1) as u8)
    }

    /// The day of the week, 1 for Sunday to 7 for Saturday.
    pub(super) fn weekday_from_sunday(self) -> i64 {
        i64::from(self.weekday()) % 7 + 1
    }

    /// The week of the month; the first begins with the 1st and ends with the first Saturday.
    pub(super) fn week_of_month(self) -> i64 {
        week(self.day.into(), self.weekday_from_sunday())
    }

    /// Week and year of the week: the week that holds January 1st is the first of the year.
    pub(super) fn week_of_year(self) -> (i64, i64) {
        let year = i64::from(self.year);
        let number = week(self.day_of_year().into(), self.weekday_from_sunday());
        let last = Date { month: 12, day: 31, ..self };
        let shared = last.weekday_from_sunday() != 7;
        if shared && number == week(last.day_of_year().into(), last.weekday_from_sunday()) {
            (1, year + 1)
        } else {
            (number, year)
        }
    }

    /// The day of a week of a week-based year; a week that the year has not is its last.
    pub(super) fn of_week(year: i64, week_number: i64, from_sunday: i64) -> Option<Date> {
        let first = Date::new(year, 1, 1)?;
        let before = first.weekday_from_sunday() - 1;
        // The week of the next January 1st is no longer a week of this year.
        let next = week(i64::from(days_of_year(year)) + 1, (before + i64::from(days_of_year(year))) % 7 + 1);
        let week_number = week_number.min(next - 1);
        Date::of_epoch_day(first.epoch_day() - before + from_sunday - 1 + (week_number - 1) * 7)
    }
}

/// The number of the week of a day that is the `day`th of its month or year and the `from_sunday`th of its week.
fn week(day: i64, from_sunday: i64) -> i64 {
    (day - from_sunday).div_euclid(7) + 1 + i64::from((day - from_sunday).rem_euclid(7) != 0)
}

/// How many days a month has.
pub(super) fn days_of_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// How many days a year has.
pub(super) fn days_of_year(year: i64) -> u16 {
    if is_leap(year) { 366 } else { 365 }
}

impl Time {
    /// The time of these numbers, if there is one.
    #[must_use]
    pub fn new(hour: i64, minute: i64, second: i64, nano: i64) -> Option<Time> {
        let fits = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && (0..NANOS).contains(&nano);
        fits.then_some(Time {
            hour: hour as u8,
            minute: minute as u8,
            second: second as u8,
            nano: nano as u32,
        })
    }

    /// The time that many nanoseconds after midnight.
    pub(super) fn of_nano_of_day(nanos: i64) -> Option<Time> {
        let seconds = nanos.div_euclid(NANOS);
        Time::new(seconds / 3600, seconds / 60 % 60, seconds % 60, nanos.rem_euclid(NANOS))
    }

    /// Seconds since midnight.
    pub(super) fn second_of_day(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// Nanoseconds since midnight.
    pub(super) fn nano_of_day(self) -> i64 {
        self.second_of_day() * NANOS + i64::from(self.nano)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (19_782, (2024, 2, 29)),
            (-719_528, (0, 1, 1)),
            (-719_529, (-1, 12, 31)),
            (365_241_780_471, (999_999_999, 12, 31)),
        ] {
            let date = Date::new(date.0, date.1, date.2).unwrap();
            assert_eq!(date.epoch_day(), days);
            assert_eq!(Date::of_epoch_day(days), Some(date));
        }
        assert_eq!(Date::of_epoch_day(365_241_780_472), None);
        assert_eq!(Date::new(2023, 2, 29), None);
    }

    #[test]
    fn weeks_begin_on_sunday_and_one_day_makes_one() {
        for (date, weeks) in [
            ((2020, 12, 28), (1, 2021, 5)),
            ((2020, 12, 26), (52, 2020, 4)),
            ((2012, 12, 31), (1, 2013, 6)),
            ((2022, 12, 31), (53, 2022, 5)),
            ((2016, 12, 31), (53, 2016, 5)),
            ((2032, 1, 1), (1, 2032, 1)),
            ((2028, 12, 31), (1, 2029, 6)),
        ] {
            let date = Date::new(date.0, date.1, date.2).unwrap();
            let (week, year) = date.week_of_year();
            assert_eq!((week, year, date.week_of_month()), weeks, "{date:?}");
            assert_eq!(Date::of_week(year, week, date.weekday_from_sunday()), Some(date));
        }
    }
}
