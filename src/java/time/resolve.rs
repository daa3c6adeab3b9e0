//! From fields to a moment, as Java's smart resolver does it: days past a month's end move to its last day, 24:00 is
//! the next midnight, what contradicts fails.

use super::civil::{Date, MAX_YEAR, NANOS, Time, days_of_month};
use super::fields::{Field, Fields};
use super::moment::Moment;
use super::text::{DAY_PERIODS, DayPeriod};
use super::zone::Zone;

/// Why fields are no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conflict {
    /// A value that the field cannot have.
    Range(Field, i64),
    /// Fields that contradict, or one that contradicts what the others make.
    Contradiction(Field),
    /// A time that is not in the part of the day.
    Period,
    /// There are fields of a date, but they make none.
    NoDate,
}

/// The moment of the fields; what they leave open is the start of the day, and `zone`.
pub(super) fn resolve(mut fields: Fields, zone: &Zone) -> Result<Moment, Conflict> {
    let mut date = calendar_date(&mut fields)?;
    clock_time(&mut fields)?;
    week_fields(&mut fields, &mut date)?;
    let time = default_time(&mut fields)?;
    let (time, next_day) = time.map_or((None, false), |(time, next)| (Some(time), next));
    cross_check(&mut fields, date, time)?;
    let mut date = date.ok_or(Conflict::NoDate)?;
    if next_day {
        date = Date::of_epoch_day(date.epoch_day() + 1).ok_or(Conflict::Range(Field::Year, MAX_YEAR + 1))?;
    }
    // An offset beside a zone says which of two times is meant: days need none.
    let whole_day = time.is_none() && fields.zone.is_some();
    let offset = match fields.get(Field::Offset).filter(|_| !whole_day) {
        Some(seconds) => {
            let zone = i32::try_from(seconds).ok().and_then(Zone::offset);
            Some(zone.ok_or(Conflict::Range(Field::Offset, seconds))?)
        }
        None => None,
    };
    let time = time.unwrap_or_default();
    let beyond = Conflict::Range(Field::Year, i64::from(date.year));
    match (offset, fields.zone.take()) {
        (Some(offset), None) => Moment::of_local(date, time, offset),
        // The offset says when, the zone says where.
        (Some(offset), Some(zone)) => Moment::of_local(date, time, offset).and_then(|m| m.in_zone(zone)),
        (None, Some(zone)) => Moment::of_local(date, time, zone),
        (None, None) => Moment::of_local(date, time, zone.clone()),
    }
    .ok_or(beyond)
}

/// Checks a value against the range of its field.
fn valid(field: Field, value: i64) -> Result<i64, Conflict> {
    let (least, most) = field.range();
    if (least..=most).contains(&value) { Ok(value) } else { Err(Conflict::Range(field, value)) }
}

/// Sets a field from others; they have to agree.
fn derive(fields: &mut Fields, field: Field, value: i64) -> Result<(), Conflict> {
    if fields.agree(field, value) { Ok(()) } else { Err(Conflict::Contradiction(field)) }
}

/// `IsoChronology.resolveDate`
fn calendar_date(fields: &mut Fields) -> Result<Option<Date>, Conflict> {
    if let Some(year) = fields.take(Field::YearOfEra) {
        valid(Field::YearOfEra, year)?;
        let year = match fields.take(Field::Era) {
            Some(0) => 1 - year,
            Some(_) => year,
            None if fields.get(Field::Year).is_some_and(|proleptic| proleptic <= 0) => 1 - year,
            None => year,
        };
        derive(fields, Field::Year, year)?;
    }
    let Some(year) = fields.get(Field::Year) else { return Ok(None) };
    if let (Some(month), Some(day)) = (fields.get(Field::Month), fields.get(Field::Day)) {
        fields.remove(&[Field::Year, Field::Month, Field::Day]);
        let year = valid(Field::Year, year)?;
        let month = valid(Field::Month, month)?;
        let day = valid(Field::Day, day)?;
        return Ok(Date::new(year, month, day.min(days_of_month(year, month as u8).into())));
    }
    if let Some(day) = fields.take(Field::DayOfYear) {
        fields.take(Field::Year);
        let year = valid(Field::Year, year)?;
        let day = valid(Field::DayOfYear, day)?;
        return match Date::of_year_day(year, day) {
            Some(date) => Ok(Some(date)),
            None => Err(Conflict::Range(Field::DayOfYear, day)),
        };
    }
    Ok(None)
}

/// Julian days and weeks (`JulianFields`, `WeekFields`).
fn week_fields(fields: &mut Fields, date: &mut Option<Date>) -> Result<(), Conflict> {
    if !fields.has_any(&[Field::JulianDay, Field::WeekdayFromSunday, Field::Weekday]) {
        return Ok(());
    }
    if let Some(day) = fields.take(Field::JulianDay) {
        valid(Field::JulianDay, day)?;
        agree_on(date, Date::of_epoch_day(day - 40_587), Field::JulianDay)?;
    }
    if let Some(day) = fields.take(Field::WeekdayFromSunday) {
        valid(Field::WeekdayFromSunday, day)?;
        // Beside a weekday by name, Java takes one or the other, or fails: as its hash table has it.
        fields.put(Field::Weekday, (day + 5) % 7 + 1);
    }
    let Some(weekday) = fields.get(Field::Weekday) else { return Ok(()) };
    let years = (fields.get(Field::Year), fields.get(Field::WeekYear));
    match years {
        (Some(year), _) => {
            let (Some(month), Some(week)) = (fields.get(Field::Month), fields.get(Field::WeekOfMonth)) else {
                return Ok(());
            };
            let from_sunday = valid(Field::Weekday, weekday)? % 7 + 1;
            let year = valid(Field::Year, year)?;
            let month = valid(Field::Month, month)?;
            let week = valid(Field::WeekOfMonth, week)?;
            let first = Date::new(year, month, 1).ok_or(Conflict::NoDate)?;
            let days = (week - first.week_of_month()) * 7 + from_sunday - first.weekday_from_sunday();
            fields.remove(&[Field::WeekOfMonth, Field::Year, Field::Month, Field::Weekday]);
            agree_on(date, Date::of_epoch_day(first.epoch_day() + days), Field::WeekOfMonth)
        }
        (None, Some(year)) => {
            let Some(week) = fields.get(Field::WeekOfYear) else { return Ok(()) };
            let from_sunday = valid(Field::Weekday, weekday)? % 7 + 1;
            let year = valid(Field::WeekYear, year)?;
            let week = valid(Field::WeekOfYear, week)?;
            fields.remove(&[Field::WeekOfYear, Field::WeekYear, Field::Weekday]);
            agree_on(date, Date::of_week(year, week, from_sunday), Field::WeekOfYear)
        }
        (None, None) => Ok(()),
    }
}

fn agree_on(date: &mut Option<Date>, found: Option<Date>, field: Field) -> Result<(), Conflict> {
    let found = found.ok_or(Conflict::NoDate)?;
    match date.replace(found) {
        Some(before) if before != found => Err(Conflict::Contradiction(field)),
        _ => Ok(()),
    }
}

/// `Parsed.resolveTimeFields`: hours, minutes, seconds and nanoseconds from whatever says them.
fn clock_time(fields: &mut Fields) -> Result<(), Conflict> {
    const OTHERS: &[Field] = &[
        Field::ClockHour,
        Field::ClockHourOfHalf,
        Field::HourOfHalf,
        Field::AmPm,
        Field::MilliOfDay,
        Field::NanoOfDay,
        Field::Nano,
    ];
    if !fields.has_any(OTHERS) {
        return Ok(());
    }
    if let Some(hour) = fields.take(Field::ClockHour) {
        if hour != 0 {
            valid(Field::ClockHour, hour)?;
        }
        derive(fields, Field::Hour, if hour == 24 { 0 } else { hour })?;
    }
    if let Some(hour) = fields.take(Field::ClockHourOfHalf) {
        if hour != 0 {
            valid(Field::ClockHourOfHalf, hour)?;
        }
        derive(fields, Field::HourOfHalf, if hour == 12 { 0 } else { hour })?;
    }
    if let (Some(half), Some(hour)) = (fields.get(Field::AmPm), fields.get(Field::HourOfHalf)) {
        fields.remove(&[Field::AmPm, Field::HourOfHalf]);
        derive(fields, Field::Hour, valid(Field::AmPm, half)? * 12 + valid(Field::HourOfHalf, hour)?)?;
    }
    if let Some(nano) = fields.take(Field::NanoOfDay) {
        valid(Field::NanoOfDay, nano)?;
        derive(fields, Field::Hour, nano / (3600 * NANOS))?;
        derive(fields, Field::Minute, nano / (60 * NANOS) % 60)?;
        derive(fields, Field::Second, nano / NANOS % 60)?;
        derive(fields, Field::Nano, nano % NANOS)?;
    }
    let mut milli = None;
    if let Some(value) = fields.take(Field::MilliOfDay) {
        valid(Field::MilliOfDay, value)?;
        derive(fields, Field::Hour, value / 3_600_000)?;
        derive(fields, Field::Minute, value / 60_000 % 60)?;
        derive(fields, Field::Second, value / 1_000 % 60)?;
        milli = Some(value % 1_000);
    }
    match (milli, fields.get(Field::Nano)) {
        (Some(milli), Some(nano)) => {
            valid(Field::Nano, nano)?;
            derive(fields, Field::Nano, milli * 1_000_000 + nano % 1_000_000)?;
        }
        (Some(milli), None) => fields.put(Field::Nano, milli * 1_000_000),
        (None, Some(nano)) => {
            valid(Field::Nano, nano)?;
        }
        (None, None) => {}
    }
    if let (Some(period), Some(hour)) = (fields.period, fields.get(Field::HourOfHalf)) {
        fields.take(Field::HourOfHalf);
        valid(Field::HourOfHalf, hour)?;
        let minute = fields.get(Field::Minute).unwrap_or(0);
        let later = DAY_PERIODS
            .get(usize::from(period))
            .is_some_and(|p| p.includes(((hour + 12) * 60).saturating_add(minute)));
        derive(fields, Field::Hour, if later { hour + 12 } else { hour })?;
        fields.period = None;
    }
    Ok(())
}

/// `Parsed.resolveTimeLenient`: the time, and whether it is the midnight that ends the day. What is left out is zero,
/// from the smallest part upwards.
fn default_time(fields: &mut Fields) -> Result<Option<(Time, bool)>, Conflict> {
    let [hour, minute, second, nano] =
        [Field::Hour, Field::Minute, Field::Second, Field::Nano].map(|field| fields.get(field));
    match (hour, minute, second, nano) {
        (None, None, None, None) => {
            let middle = match (fields.period.take(), fields.get(Field::AmPm)) {
                (Some(period), _) => DAY_PERIODS.get(usize::from(period)).map(|period| period.middle()),
                (None, Some(half)) => {
                    fields.take(Field::AmPm);
                    Some(valid(Field::AmPm, half)? * 720 + 360)
                }
                (None, None) => None,
            };
            Ok(middle.and_then(|m| Time::new(m / 60, m % 60, 0, 0)).map(|time| (time, false)))
        }
        (Some(_), None, None, None) | (Some(_), Some(_), None, None) | (Some(_), Some(_), Some(_), _) => {
            fields.remove(&[Field::Hour, Field::Minute, Field::Second, Field::Nano]);
            let nano_of_text = nano;
            let parts = [hour, minute, second, nano].map(Option::unwrap_or_default);
            let next_day = parts == [24, 0, 0, 0];
            let [hour, minute, second, nano] = if next_day { [0; 4] } else { parts };
            valid(Field::Hour, hour)?;
            valid(Field::Minute, minute)?;
            valid(Field::Second, second)?;
            valid(Field::Nano, nano)?;
            // Java does not look at the part of the day when the text has all four.
            let period = fields.period.filter(|_| nano_of_text.is_none());
            let of_period = |period: &DayPeriod| period.includes(hour * 60 + minute);
            match period.and_then(|period| DAY_PERIODS.get(usize::from(period))) {
                Some(period) if !of_period(period) => Err(Conflict::Period),
                _ => Ok(Time::new(hour, minute, second, nano).map(|time| (time, next_day))),
            }
        }
        _ => Ok(None),
    }
}

/// What the fields that made neither date nor time say of them has to be true.
fn cross_check(fields: &mut Fields, date: Option<Date>, time: Option<Time>) -> Result<(), Conflict> {
    if fields.is_empty() {
        return Ok(());
    }
    let epoch = Date { year: 1970, month: 1, day: 1 };
    // Parts of a time that make none, because something between them is missing, are not looked at.
    let unmade = time.is_none() && fields.get(Field::Hour).is_some();
    let Some(shown) = Moment::of_local(date.unwrap_or(epoch), time.unwrap_or_default(), Zone::UTC) else {
        return Ok(());
    };
    let checked = fields.iter().find(|(field, value)| {
        let known = match field {
            Field::Offset => false,
            Field::AmPm
            | Field::Hour
            | Field::ClockHour
            | Field::HourOfHalf
            | Field::ClockHourOfHalf
            | Field::Minute
            | Field::Second
            | Field::Nano
            | Field::MilliOfDay
            | Field::NanoOfDay => {
                let (least, most) = field.range();
                if !unmade && !(least..=most).contains(value) {
                    return true;
                }
                time.is_some()
            }
            _ => date.is_some(),
        };
        known && field.of(&shown) != *value
    });
    match checked {
        Some((field, value)) => {
            Err(valid(field, value).map_or_else(|c| c, |_| Conflict::Contradiction(field)))
        }
        None => Ok(()),
    }
}
