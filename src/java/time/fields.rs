//! The fields that pattern letters show: what a moment has, and what a text said.

use super::civil::NANOS;
use super::moment::Moment;
use super::zone::Zone;

/// A field of a date (`TemporalField`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Field {
    Era,
    Year,
    YearOfEra,
    WeekYear,
    Quarter,
    Month,
    WeekOfYear,
    WeekOfMonth,
    DayOfYear,
    Day,
    /// The day within the 7 days of a month that began on its 1st, 8th, 15th …
    AlignedDay,
    /// 1 for Monday
    Weekday,
    /// 1 for Sunday
    WeekdayFromSunday,
    /// The modified Julian day
    JulianDay,
    AmPm,
    Hour,
    /// 1 to 24
    ClockHour,
    /// 0 to 11
    HourOfHalf,
    /// 1 to 12
    ClockHourOfHalf,
    Minute,
    Second,
    Nano,
    MilliOfDay,
    NanoOfDay,
    Offset,
}

/// How many fields there are.
const COUNT: usize = Field::Offset as usize + 1;

impl Field {
    /// What it is, in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Field::Era => "era",
            Field::Year | Field::YearOfEra => "year",
            Field::WeekYear => "week-based year",
            Field::Quarter => "quarter",
            Field::Month => "month",
            Field::WeekOfYear => "week of the year",
            Field::WeekOfMonth => "week of the month",
            Field::DayOfYear => "day of the year",
            Field::Day => "day of the month",
            Field::AlignedDay => "day of the week within the month",
            Field::Weekday | Field::WeekdayFromSunday => "day of the week",
            Field::JulianDay => "modified Julian day",
            Field::AmPm => "AM or PM",
            Field::Hour | Field::ClockHour | Field::HourOfHalf | Field::ClockHourOfHalf => "hour",
            Field::Minute => "minute",
            Field::Second => "second",
            Field::Nano => "fraction of the second",
            Field::MilliOfDay => "millisecond of the day",
            Field::NanoOfDay => "nanosecond of the day",
            Field::Offset => "offset from UTC",
        }
    }

    /// The values a date can have here.
    pub(super) fn range(self) -> (i64, i64) {
        match self {
            Field::Era | Field::AmPm => (0, 1),
            Field::Year | Field::WeekYear => (-super::civil::MAX_YEAR, super::civil::MAX_YEAR),
            Field::YearOfEra => (1, super::civil::MAX_YEAR + 1),
            Field::Quarter => (1, 4),
            Field::Month => (1, 12),
            Field::WeekOfYear => (1, 53),
            Field::WeekOfMonth => (0, 6),
            Field::DayOfYear => (1, 366),
            Field::Day => (1, 31),
            Field::AlignedDay | Field::Weekday | Field::WeekdayFromSunday => (1, 7),
            Field::JulianDay => (-365_243_219_162 + 40_587, 365_241_780_471 + 40_587),
            Field::Hour => (0, 23),
            Field::ClockHour => (1, 24),
            Field::HourOfHalf => (0, 11),
            Field::ClockHourOfHalf => (1, 12),
            Field::Minute | Field::Second => (0, 59),
            Field::Nano => (0, NANOS - 1),
            Field::MilliOfDay => (0, 86_400_000 - 1),
            Field::NanoOfDay => (0, 86_400 * NANOS - 1),
            Field::Offset => (-super::zone::MAX_OFFSET as i64, super::zone::MAX_OFFSET as i64),
        }
    }

    /// Its value in a moment.
    pub(super) fn of(self, moment: &Moment) -> i64 {
        let (date, time) = (moment.date(), moment.time());
        let year = i64::from(date.year);
        match self {
            Field::Era => i64::from(year > 0),
            Field::Year => year,
            Field::YearOfEra => year_of_era(year),
            Field::WeekYear => date.week_of_year().1,
            Field::Quarter => i64::from(date.month - 1) / 3 + 1,
            Field::Month => date.month.into(),
            Field::WeekOfYear => date.week_of_year().0,
            Field::WeekOfMonth => date.week_of_month(),
            Field::DayOfYear => date.day_of_year().into(),
            Field::Day => date.day.into(),
            Field::AlignedDay => i64::from(date.day - 1) % 7 + 1,
            Field::Weekday => date.weekday().into(),
            Field::WeekdayFromSunday => date.weekday_from_sunday(),
            Field::JulianDay => date.epoch_day() + 40_587,
            Field::AmPm => i64::from(time.hour / 12),
            Field::Hour => time.hour.into(),
            Field::ClockHour => i64::from(if time.hour == 0 { 24 } else { time.hour }),
            Field::HourOfHalf => i64::from(time.hour % 12),
            Field::ClockHourOfHalf => i64::from(if time.hour % 12 == 0 { 12 } else { time.hour % 12 }),
            Field::Minute => time.minute.into(),
            Field::Second => time.second.into(),
            Field::Nano => time.nano.into(),
            Field::MilliOfDay => time.nano_of_day() / 1_000_000,
            Field::NanoOfDay => time.nano_of_day(),
            Field::Offset => moment.offset().into(),
        }
    }
}

/// The year of its era: the year 0 is 1 BC.
pub(super) fn year_of_era(year: i64) -> i64 {
    if year > 0 { year } else { 1 - year }
}

/// What a text said (`java.time.format.Parsed` before it is resolved).
#[derive(Clone, Debug)]
pub(super) struct Fields {
    values: [i64; COUNT],
    present: u32,
    /// The zone, when the text had one.
    pub(super) zone: Option<Zone>,
    /// The part of the day (`in the morning`), by its number in `text::DAY_PERIODS`.
    pub(super) period: Option<u8>,
}

impl Default for Fields {
    fn default() -> Self {
        Fields { values: [0; COUNT], present: 0, zone: None, period: None }
    }
}

impl Fields {
    /// The value of a field.
    pub(super) fn get(&self, field: Field) -> Option<i64> {
        (self.present & (1 << field as u32) != 0).then(|| self.values[field as usize])
    }

    /// Is one of these there?
    pub(super) fn has_any(&self, fields: &[Field]) -> bool {
        self.present & fields.iter().fold(0, |all, field| all | 1 << *field as u32) != 0
    }

    /// Takes a field out.
    pub(super) fn take(&mut self, field: Field) -> Option<i64> {
        let value = self.get(field);
        self.present &= !(1 << field as u32);
        value
    }

    /// Takes fields out.
    pub(super) fn remove(&mut self, fields: &[Field]) {
        for field in fields {
            self.present &= !(1 << *field as u32);
        }
    }

    /// Sets a field, whatever it was.
    pub(super) fn put(&mut self, field: Field, value: i64) {
        self.present |= 1 << field as u32;
        self.values[field as usize] = value;
    }

    /// Sets a field; false when it has another value already.
    pub(super) fn agree(&mut self, field: Field, value: i64) -> bool {
        let old = self.get(field);
        self.put(field, value);
        old.is_none_or(|old| old == value)
    }

    /// Is nothing left?
    pub(super) fn is_empty(&self) -> bool {
        self.present == 0
    }

    /// The fields there are, with their values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Field, i64)> + '_ {
        ALL.iter().filter_map(|field| Some((*field, self.get(*field)?)))
    }
}

const ALL: [Field; COUNT] = [
    Field::Era,
    Field::Year,
    Field::YearOfEra,
    Field::WeekYear,
    Field::Quarter,
    Field::Month,
    Field::WeekOfYear,
    Field::WeekOfMonth,
    Field::DayOfYear,
    Field::Day,
    Field::AlignedDay,
    Field::Weekday,
    Field::WeekdayFromSunday,
    Field::JulianDay,
    Field::AmPm,
    Field::Hour,
    Field::ClockHour,
    Field::HourOfHalf,
    Field::ClockHourOfHalf,
    Field::Minute,
    Field::Second,
    Field::Nano,
    Field::MilliOfDay,
    Field::NanoOfDay,
    Field::Offset,
];
