//! `java.time.ZonedDateTime`: its numbers, and moments before and after it.

use super::arguments::{Answer, cast, int, long, null, order};
use super::entry::ours;
use super::entry::{method, unmodelled};
use super::{Method, Receiver};
use crate::functions::{Call, Type};
use crate::java::time::{Date, Moment, Time, Zone};
use crate::value::{Fail, Value};
use std::rc::Rc;

const I: Type = Type::Integer;
const D: Type = Type::Date;
const B: Type = Type::Boolean;

/// Seconds of a day.
const DAY: i64 = 86_400;

const fn plus(
    name: &'static str,
    summary: &'static str,
    example: &'static [crate::functions::Example],
    run: super::Run,
) -> Method {
    method(Receiver::Date, name, &[&[I]], D, summary, example, run)
}

const fn part(
    name: &'static str,
    summary: &'static str,
    example: &'static [crate::functions::Example],
    run: super::Run,
) -> Method {
    method(Receiver::Date, name, &[&[]], I, summary, example, run)
}

pub(super) const METHODS: &[Method] = &[
    method(
        Receiver::Date,
        "compareTo",
        &[&[D]],
        I,
        "-1 when it is earlier than another date, 1 when it is later",
        &[ours("date(\"2024-01-01\").compareTo(date(\"2024-01-02\"))", "-1")],
        |of, call| match (of, call.get(0)) {
            (Value::Date(a), Value::Date(b)) => Ok(Some(compare(a, b))),
            (_, Value::Null) => Err(null(call, 0)),
            _ => Err(cast(call, of)),
        },
    ),
    part(
        "getDayOfMonth",
        "The day of its month",
        &[ours("date(\"2024-02-29\").getDayOfMonth()", "29")],
        |of, _| number(of, |m| m.date().day.into()),
    ),
    part(
        "getDayOfYear",
        "The day of its year",
        &[ours("date(\"2024-02-29\").getDayOfYear()", "60")],
        |of, _| number(of, |m| m.date().day_of_year().into()),
    ),
    part("getHour", "Its hour, from 0 to 23", &[ours("date(\"2024-02-29\").getHour()", "0")], |of, _| {
        number(of, |m| m.time().hour.into())
    }),
    part("getMinute", "Its minute", &[ours("date(\"2024-02-29\").getMinute()", "0")], |of, _| {
        number(of, |m| m.time().minute.into())
    }),
    part(
        "getMonthValue",
        "Its month, from 1",
        &[ours("date(\"2024-02-29\").getMonthValue()", "2")],
        |of, _| number(of, |m| m.date().month.into()),
    ),
    part(
        "getNano",
        "The nanoseconds of its second",
        &[ours("date(\"2024-02-29\").getNano()", "0")],
        |of, _| number(of, |m| m.time().nano.cast_signed()),
    ),
    part("getSecond", "Its second", &[ours("date(\"2024-02-29\").getSecond()", "0")], |of, _| {
        number(of, |m| m.time().second.into())
    }),
    part("getYear", "Its year", &[ours("date(\"2024-02-29\").getYear()", "2024")], |of, _| {
        number(of, |m| m.date().year)
    }),
    method(
        Receiver::Date,
        "isAfter",
        &[&[D]],
        B,
        "Is it later than another date?",
        &[ours("date(\"2024-01-01\").isAfter(date(\"2024-01-02\"))", "false")],
        |of, call| test(of, call, std::cmp::Ordering::is_gt),
    ),
    method(
        Receiver::Date,
        "isBefore",
        &[&[D]],
        B,
        "Is it earlier than another date?",
        &[ours("date(\"2024-01-01\").isBefore(date(\"2024-01-02\"))", "true")],
        |of, call| test(of, call, std::cmp::Ordering::is_lt),
    ),
    method(
        Receiver::Date,
        "isEqual",
        &[&[D]],
        B,
        "Is it the same moment as another date?",
        &[ours("date(\"2024-01-01\").isEqual(date(\"2024-01-02\"))", "false")],
        |of, call| test(of, call, std::cmp::Ordering::is_eq),
    ),
    plus(
        "minusDays",
        "So many days earlier",
        &[ours("date(\"2024-03-01\").minusDays(1).getDayOfMonth()", "29")],
        |of, call| days(of, call, -1),
    ),
    plus(
        "minusHours",
        "So many hours earlier",
        &[ours("date(\"2024-03-01\").minusHours(1).getHour()", "23")],
        |of, call| seconds(of, call, -3600),
    ),
    plus(
        "minusMinutes",
        "So many minutes earlier",
        &[ours("date(\"2024-03-01\").minusMinutes(1).getMinute()", "59")],
        |of, call| seconds(of, call, -60),
    ),
    plus(
        "minusMonths",
        "So many months earlier, or the last day of that month",
        &[ours("date(\"2024-03-31\").minusMonths(1).getDayOfMonth()", "29")],
        |of, call| months(of, call, -1),
    ),
    plus(
        "minusNanos",
        "So many nanoseconds earlier",
        &[ours("date(\"2024-03-01\").minusNanos(1).getNano()", "999999999")],
        |of, call| nanos(of, call, -1),
    ),
    plus(
        "minusSeconds",
        "So many seconds earlier",
        &[ours("date(\"2024-03-01\").minusSeconds(1).getSecond()", "59")],
        |of, call| seconds(of, call, -1),
    ),
    plus(
        "minusWeeks",
        "So many weeks earlier",
        &[ours("date(\"2024-03-08\").minusWeeks(1).getDayOfMonth()", "1")],
        |of, call| days(of, call, -7),
    ),
    plus(
        "minusYears",
        "So many years earlier, or the last day of that month",
        &[ours("date(\"2024-02-29\").minusYears(1).getDayOfMonth()", "28")],
        |of, call| months(of, call, -12),
    ),
    plus(
        "plusDays",
        "So many days later",
        &[ours("date(\"2024-02-29\").plusDays(1).getMonthValue()", "3")],
        |of, call| days(of, call, 1),
    ),
    plus(
        "plusHours",
        "So many hours later",
        &[ours("date(\"2024-02-29\").plusHours(25).getHour()", "1")],
        |of, call| seconds(of, call, 3600),
    ),
    plus(
        "plusMinutes",
        "So many minutes later",
        &[ours("date(\"2024-02-29\").plusMinutes(61).getMinute()", "1")],
        |of, call| seconds(of, call, 60),
    ),
    plus(
        "plusMonths",
        "So many months later, or the last day of that month",
        &[ours("date(\"2024-01-31\").plusMonths(1).getDayOfMonth()", "29")],
        |of, call| months(of, call, 1),
    ),
    plus(
        "plusNanos",
        "So many nanoseconds later",
        &[ours("date(\"2024-02-29\").plusNanos(5).getNano()", "5")],
        |of, call| nanos(of, call, 1),
    ),
    plus(
        "plusSeconds",
        "So many seconds later",
        &[ours("date(\"2024-02-29\").plusSeconds(61).getSecond()", "1")],
        |of, call| seconds(of, call, 1),
    ),
    plus(
        "plusWeeks",
        "So many weeks later",
        &[ours("date(\"2024-02-29\").plusWeeks(1).getDayOfMonth()", "7")],
        |of, call| days(of, call, 7),
    ),
    plus(
        "plusYears",
        "So many years later, or the last day of that month",
        &[ours("date(\"2024-02-29\").plusYears(1).getDayOfMonth()", "28")],
        |of, call| months(of, call, 12),
    ),
    method(
        Receiver::Date,
        "toEpochSecond",
        &[&[]],
        I,
        "The seconds since 1970 began",
        &[ours("date(\"1970-01-02\").toEpochSecond()", "86400")],
        |of, _| on(of, |m| Ok(Some(Value::Long(m.epoch_second())))),
    ),
    method(
        Receiver::Date,
        "toString",
        &[&[]],
        Type::Text,
        "Java's text of the date, without seconds that are 0",
        &[ours("date(\"2024-02-29\").toString()", "\"2024-02-29T00:00Z\"")],
        |of, _| {
            on(of, |m| {
                let text = m.to_text();
                // Behind the date with its sign and the time of day stand the seconds.
                let seconds =
                    text.find('T').map(|t| t + 6).filter(|_| m.time().second == 0 && m.time().nano == 0);
                Ok(Some(Value::text(
                    match seconds.and_then(|at| Some((text.get(..at)?, text.get(at + 3..)?))) {
                        Some((before, behind)) => format!("{before}{behind}"),
                        None => text,
                    },
                )))
            })
        },
    ),
    plus(
        "withDayOfMonth",
        "On another day of its month",
        &[ours("date(\"2024-02-29\").withDayOfMonth(1).getDayOfMonth()", "1")],
        |of, call| {
            with(of, call, |m, n| {
                Some((Date::new(m.date().year.into(), m.date().month.into(), n)?, m.time()))
            })
        },
    ),
    plus(
        "withDayOfYear",
        "On another day of its year",
        &[ours("date(\"2024-02-29\").withDayOfYear(1).getDayOfYear()", "1")],
        |of, call| {
            with(of, call, |m, n| {
                let first = Date::new(m.date().year.into(), 1, 1)?;
                let local = at(first, Time::default())?;
                let date =
                    Moment::new(local.epoch_second().checked_add((n - 1).checked_mul(DAY)?)?, 0, utc()?)?
                        .date();
                (n >= 1 && date.year == first.year).then_some((date, m.time()))
            })
        },
    ),
    plus(
        "withHour",
        "At another hour",
        &[ours("date(\"2024-02-29\").withHour(5).getHour()", "5")],
        |of, call| {
            with(of, call, |m, n| {
                Some((
                    m.date(),
                    Time::new(n, m.time().minute.into(), m.time().second.into(), m.time().nano.into())?,
                ))
            })
        },
    ),
    plus(
        "withMinute",
        "At another minute",
        &[ours("date(\"2024-02-29\").withMinute(5).getMinute()", "5")],
        |of, call| {
            with(of, call, |m, n| {
                Some((
                    m.date(),
                    Time::new(m.time().hour.into(), n, m.time().second.into(), m.time().nano.into())?,
                ))
            })
        },
    ),
    plus(
        "withMonth",
        "In another month, or on its last day",
        &[ours("date(\"2024-01-31\").withMonth(2).getDayOfMonth()", "29")],
        |of, call| with(of, call, |m, n| Some((clamped(m.date().year.into(), n, m.date().day)?, m.time()))),
    ),
    plus(
        "withNano",
        "At another nanosecond",
        &[ours("date(\"2024-02-29\").withNano(5).getNano()", "5")],
        |of, call| {
            with(of, call, |m, n| {
                Some((
                    m.date(),
                    Time::new(m.time().hour.into(), m.time().minute.into(), m.time().second.into(), n)?,
                ))
            })
        },
    ),
    plus(
        "withSecond",
        "At another second",
        &[ours("date(\"2024-02-29\").withSecond(5).getSecond()", "5")],
        |of, call| {
            with(of, call, |m, n| {
                Some((
                    m.date(),
                    Time::new(m.time().hour.into(), m.time().minute.into(), n, m.time().nano.into())?,
                ))
            })
        },
    ),
    plus(
        "withYear",
        "In another year, or on the last day of its month",
        &[ours("date(\"2024-02-29\").withYear(2023).getDayOfMonth()", "28")],
        |of, call| with(of, call, |m, n| Some((clamped(n, m.date().month.into(), m.date().day)?, m.time()))),
    ),
    unmodelled(Receiver::Date, "getChronology", &[&[]]),
    unmodelled(Receiver::Date, "getDayOfWeek", &[&[]]),
    unmodelled(Receiver::Date, "getMonth", &[&[]]),
    unmodelled(Receiver::Date, "getOffset", &[&[]]),
    unmodelled(Receiver::Date, "getZone", &[&[]]),
    unmodelled(Receiver::Date, "toInstant", &[&[]]),
    unmodelled(Receiver::Date, "toLocalDate", &[&[]]),
    unmodelled(Receiver::Date, "toLocalDateTime", &[&[]]),
    unmodelled(Receiver::Date, "toLocalTime", &[&[]]),
    unmodelled(Receiver::Date, "toOffsetDateTime", &[&[]]),
];

fn on<'r>(of: &Value<'r>, run: impl FnOnce(&Rc<Moment>) -> Answer<'r>) -> Answer<'r> {
    match of {
        Value::Date(moment) => run(moment),
        _ => Ok(None),
    }
}

fn number<'r>(of: &Value<'r>, part: fn(&Moment) -> i32) -> Answer<'r> {
    on(of, |moment| Ok(Some(Value::Int(part(moment)))))
}

fn instant(moment: &Moment) -> (i64, u32) {
    (moment.epoch_second(), moment.time().nano)
}

/// `ChronoZonedDateTime.compareTo`: clocks differ by their first number that does.
fn compare<'r>(a: &Moment, b: &Moment) -> Value<'r> {
    let seconds = a.epoch_second().cmp(&b.epoch_second());
    if seconds.is_ne() {
        return order(seconds);
    }
    let nanos = a.time().nano.cast_signed() - b.time().nano.cast_signed();
    let (from, to) = (a.date(), b.date());
    let differences = [
        nanos,
        from.year - to.year,
        i32::from(from.month) - i32::from(to.month),
        i32::from(from.day) - i32::from(to.day),
        a.time().cmp(&b.time()) as i32,
    ];
    match differences.iter().find(|n| **n != 0) {
        Some(difference) => Value::Int(*difference),
        None => {
            let (a, b) = (a.zone().id(), b.zone().id());
            let different = a.bytes().zip(b.bytes()).find(|(a, b)| a != b);
            Value::Int(match different {
                Some((a, b)) => i32::from(a) - i32::from(b),
                None => a.len() as i32 - b.len() as i32,
            })
        }
    }
}

fn test<'r>(of: &Value<'r>, call: &Call<'_, 'r>, is: fn(std::cmp::Ordering) -> bool) -> Answer<'r> {
    match (of, call.get(0)) {
        (Value::Date(a), Value::Date(b)) => Ok(Some(Value::Bool(is(instant(a).cmp(&instant(b)))))),
        (_, Value::Null) => Err(null(call, 0)),
        _ => Ok(None),
    }
}

fn utc() -> Option<Zone> {
    Zone::offset(0)
}

/// A date and time as if in UTC.
fn at(date: Date, time: Time) -> Option<Moment> {
    Moment::of_local(date, time, utc()?)
}

/// The moment at which the clocks of a moment's zone show this; of two such the one with its offset.
fn local(moment: &Moment, date: Date, time: Time) -> Option<Moment> {
    let local = at(date, time)?.epoch_second();
    let zone = || moment.zone().clone();
    let kept = Moment::new(local - i64::from(moment.offset()), time.nano, zone());
    match kept.filter(|kept| kept.offset() == moment.offset()) {
        Some(kept) => Some(kept),
        None => Moment::of_local(date, time, zone()),
    }
}

fn beyond() -> Fail {
    Fail::new("the date lies beyond the years that Java knows")
}

fn give<'r>(moment: Option<Moment>) -> Answer<'r> {
    moment.map(|moment| Some(Value::Date(Rc::new(moment)))).ok_or_else(beyond)
}

fn days<'r>(of: &Value<'r>, call: &Call<'_, 'r>, unit: i64) -> Answer<'r> {
    let Some(count) = long(call, 0) else { return Ok(None) };
    on(of, |moment| {
        let shifted = || {
            let seconds = count.checked_mul(unit)?.checked_mul(DAY)?;
            let base = at(moment.date(), moment.time())?;
            let date = Moment::new(base.epoch_second().checked_add(seconds)?, 0, utc()?)?.date();
            local(moment, date, moment.time())
        };
        give(shifted())
    })
}

fn seconds<'r>(of: &Value<'r>, call: &Call<'_, 'r>, unit: i64) -> Answer<'r> {
    let Some(count) = long(call, 0) else { return Ok(None) };
    on(of, |moment| {
        let second = count.checked_mul(unit).and_then(|n| moment.epoch_second().checked_add(n));
        give(second.and_then(|second| Moment::new(second, moment.time().nano, moment.zone().clone())))
    })
}

fn nanos<'r>(of: &Value<'r>, call: &Call<'_, 'r>, unit: i64) -> Answer<'r> {
    const NANOS: i128 = 1_000_000_000;
    let Some(count) = long(call, 0) else { return Ok(None) };
    on(of, |moment| {
        let nanos = i128::from(moment.epoch_second()) * NANOS
            + i128::from(moment.time().nano)
            + i128::from(count) * i128::from(unit);
        let second = i64::try_from(nanos.div_euclid(NANOS)).ok();
        let nano = nanos.rem_euclid(NANOS) as u32;
        give(second.and_then(|second| Moment::new(second, nano, moment.zone().clone())))
    })
}

fn months<'r>(of: &Value<'r>, call: &Call<'_, 'r>, unit: i64) -> Answer<'r> {
    let Some(count) = long(call, 0) else { return Ok(None) };
    on(of, |moment| {
        let date = moment.date();
        let shifted = || {
            let months = count
                .checked_mul(unit)?
                .checked_add(i64::from(date.year) * 12 + i64::from(date.month) - 1)?;
            let date = clamped(months.div_euclid(12), months.rem_euclid(12) + 1, date.day)?;
            local(moment, date, moment.time())
        };
        give(shifted())
    })
}

/// The day of a month, or its last one.
fn clamped(year: i64, month: i64, day: u8) -> Option<Date> {
    (0..4).find_map(|less| Date::new(year, month, i64::from(day) - less))
}

fn with<'r>(
    of: &Value<'r>,
    call: &Call<'_, 'r>,
    change: fn(&Moment, i64) -> Option<(Date, Time)>,
) -> Answer<'r> {
    let Some(number) = int(call, 0) else { return Ok(None) };
    on(of, |moment| match change(moment, number.into()) {
        Some((date, time)) => give(local(moment, date, time)),
        None => Err(call.fail_at(0, format!("{} has no {number} in its place", moment.to_text()))),
    })
}
