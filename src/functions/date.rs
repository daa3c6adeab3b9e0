//! Functions on dates.

use super::date_formats::{read_documented, read_shown, read_with_zone};
use super::date_parts::{self, PARTS, SETTABLE};
use super::{Call, Category, Function, Type, one, optional, ours, ours_on, shown, shown_on};
use crate::java::time::{Date, DatePattern, Moment, Time, Zone};
use crate::value::{Fail, Value};
use std::rc::Rc;

const NULL_GIVES_NULL: &str = "A null DATE gives null (not documented).";
const NO_ARGUMENTS: &str = "Takes none.";
const LEGACY: Option<&str> = Some("Only on a page of 2020; it may be gone.");
const BEYOND_LIST: &str = "Besides the documented list, the formats that Adobe's own examples use are read: ISO 8601 with T and with or without fraction and offset, yyyy-MM-dd HH:mm, yyyy-MM-dd HH:mm:ss, dd-MMM-yyyy HH:mm.";
const NO_FIT: &str =
    "DEFAULT_DATE stands in for a null DATE; a text that does not fit the FORMAT fails all the same.";
const WEEK: &str = "Weeks are those of ISO 8601, and weekdays count from 1 for Monday; w means the week.";
const KEEPS: &str = "What is smaller than the part that is set stays, also milliseconds; a day past the end of the new month becomes its last.";
const ZONE_NAMES: &str = "Text is read as by date(DATE), with a zone behind a blank; PST is -08:00 all year, as in Adobe's sample.";
const LETTERS: &str = "In a FORMAT u is the year and S a digit of the second's fraction, as in Java's DateTimeFormatter; Adobe's table calls them the number of the weekday and the millisecond.";
const DATE_TEXT: &str = "The result is text like 18-Nov-2019, as the sample shows it.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "now",
        aliases: &[],
        category: Category::Date,
        parameters: &[],
        returns: Type::Date,
        summary: "The moment of the evaluation, in UTC.",
        nulls: NO_ARGUMENTS,
        guesses: &[],
        availability: None,
        examples: &[shown("now()", r#""2026-01-02T03:04:05Z""#)],
        run: |call| Ok(date_value(now(call)?)),
    },
    Function {
        name: "timestamp",
        aliases: &[],
        category: Category::Date,
        parameters: &[],
        returns: Type::Integer,
        summary: "The moment of the evaluation, in milliseconds since 1970 began in UTC.",
        nulls: NO_ARGUMENTS,
        guesses: &[],
        availability: None,
        examples: &[shown("timestamp()", "1767323045000")],
        run: |call| Ok(Value::Long(call.env.now().as_millisecond())),
    },
    Function {
        name: "format",
        aliases: &[],
        category: Category::Date,
        parameters: &[
            one("DATE", Type::Date, "text first goes through date"),
            one("FORMAT", Type::DatePattern, "of the result"),
        ],
        returns: Type::Text,
        summary: "The text of a date in a pattern.",
        nulls: NULL_GIVES_NULL,
        guesses: &[LETTERS],
        availability: None,
        examples: &[
            shown(
                r#"format(date("2019-10-23 11:24:35", "yyyy-MM-dd HH:mm:ss"), "yyyy-MM-dd HH:mm:ss")"#,
                r#""2019-10-23 11:24:35""#,
            ),
            ours(r#"format(date("2024-05-06"), "EEEE d MMM yyyy")"#, r#""Monday 6 May 2024""#),
            ours_on(r#"format(signup, "yyyy")"#, r#"{"signup": null}"#, "null"),
        ],
        run: |call| {
            let Some(date) = date_argument(call, 0)? else { return Ok(Value::Null) };
            print(call, &date)
        },
    },
    Function {
        name: "dformat",
        aliases: &[],
        category: Category::Date,
        parameters: &[
            one("TIMESTAMP", Type::Integer, "milliseconds since 1970 began in UTC"),
            one("FORMAT", Type::DatePattern, "of the result"),
        ],
        returns: Type::Text,
        summary: "The text of a timestamp in a pattern, in UTC.",
        nulls: "A null TIMESTAMP gives null (not documented).",
        guesses: &[LETTERS],
        availability: None,
        examples: &[
            shown(r#"dformat(1571829875000, "yyyy-MM-dd'T'HH:mm:ss.SSSX")"#, r#""2019-10-23T11:24:35.000Z""#),
            ours_on(r#"dformat(opened, "yyyy-MM-dd")"#, r#"{"opened": 1715000000000}"#, r#""2024-05-06""#),
        ],
        run: |call| {
            let Some(millis) = call.integer(0)? else { return Ok(Value::Null) };
            let zone = call.env.settings.zone.clone();
            let moment = Moment::of_millis(millis, zone);
            let moment = moment.ok_or_else(|| call.fail_at(0, format!("{millis} is beyond all years")))?;
            print(call, &moment)
        },
    },
    Function {
        name: "date",
        aliases: &[],
        category: Category::Date,
        parameters: &[
            one("DATE", Type::Text, ""),
            optional("FORMAT", Type::DatePattern, "of DATE"),
            optional("DEFAULT_DATE", Type::Date, "for a null DATE"),
        ],
        returns: Type::Date,
        summary: "The date that a text shows; in UTC when it names no zone.",
        nulls: "A null DATE gives DEFAULT_DATE, or null without it (the latter is not documented).",
        guesses: &[BEYOND_LIST, NO_FIT, LETTERS],
        availability: None,
        examples: &[
            shown(r#"date("2019-10-23 11:24", "yyyy-MM-dd HH:mm", now())"#, r#""2019-10-23T11:24:00Z""#),
            shown(r#"date("2019-10-23 11:24", "yyyy-MM-dd HH:mm")"#, r#""2019-10-23T11:24:00Z""#),
            shown(r#"date("2019-10-23 11:24")"#, r#""2019-10-23T11:24:00Z""#),
            shown(r#"date("23-Oct-2019 11:24")"#, r#""2019-10-23T11:24:00Z""#),
            shown_on(
                r#"date(orderDate, "yyyy-MM-dd")"#,
                r#"{"orderDate": "2020-12-31"}"#,
                r#""2020-12-31T00:00:00Z""#,
            ),
            ours(r#"date("12112020")"#, r#""2020-12-11T00:00:00Z""#),
            ours(r#"date(null, "yyyy-MM-dd", now())"#, r#""2026-01-02T03:04:05Z""#),
        ],
        run: date,
    },
    Function {
        name: "date_part",
        aliases: &[],
        category: Category::Date,
        parameters: &[one("COMPONENT", Type::Word(PARTS), ""), one("DATE", Type::Date, "")],
        returns: Type::Integer,
        summary: "A part of a date: its year, its month, its hour, and so on.",
        nulls: NULL_GIVES_NULL,
        guesses: &[WEEK],
        availability: None,
        examples: &[
            shown(r#"date_part("MM", date("2019-10-17 11:55:12"))"#, "10"),
            ours(r#"date_part("weekday", date("2019-10-17"))"#, "4"),
            ours(r#"date_part("hour", date("2019-10-17 11:55:12"))"#, "11"),
        ],
        run: |call| {
            let Some(name) = call.text(0) else { return Ok(Value::Null) };
            let part = date_parts::Part::named(&name).ok_or_else(|| {
                call.fail_at(0, format!("\"{name}\" is no part of a date; parts are {}", PARTS.join(", ")))
            })?;
            let Some(date) = date_argument(call, 1)? else { return Ok(Value::Null) };
            if part.is_guess() {
                call.guess(WEEK);
            }
            Ok(Value::Int(part.of(&date)))
        },
    },
    Function {
        name: "set_date_part",
        aliases: &[],
        category: Category::Date,
        parameters: &[
            one("COMPONENT", Type::Word(SETTABLE), ""),
            one("VALUE", Type::Integer, ""),
            one("DATE", Type::Date, ""),
        ],
        returns: Type::Date,
        summary: "A date with one part changed.",
        nulls: "A null DATE or VALUE gives null (not documented).",
        guesses: &[KEEPS],
        availability: None,
        examples: &[
            shown(
                r#"set_date_part("m", 4, date("2016-11-09T11:44:44.797"))"#,
                r#""2016-04-09T11:44:44.797Z""#,
            ),
            ours(r#"set_date_part("month", 2, date("2024-05-31"))"#, r#""2024-02-29T00:00:00Z""#),
        ],
        run: set_part,
    },
    Function {
        name: "make_date_time",
        aliases: &["make_timestamp"],
        category: Category::Date,
        parameters: &[
            one("YEAR", Type::Integer, ""),
            one("MONTH", Type::Integer, "1 to 12"),
            one("DAY", Type::Integer, "1 to 31"),
            one("HOUR", Type::Integer, "0 to 23"),
            one("MINUTE", Type::Integer, "0 to 59"),
            one("SECOND", Type::Integer, "0 to 59"),
            one("NANOSECOND", Type::Integer, "0 to 999999999"),
            one("TIMEZONE", Type::Text, "such as America/Los_Angeles"),
        ],
        returns: Type::Date,
        summary: "A date from its parts.",
        nulls: "Any null gives null (not documented).",
        guesses: &[],
        availability: None,
        examples: &[
            shown(
                r#"make_date_time(2019, 10, 17, 11, 55, 12, 999, "America/Los_Angeles")"#,
                r#""2019-10-17T11:55:12.000000999-07:00[America/Los_Angeles]""#,
            ),
            ours(
                r#"make_date_time(2024, 2, 29, 6, 30, 0, 0, "UTC+1")"#,
                r#""2024-02-29T06:30:00+01:00[UTC+01:00]""#,
            ),
        ],
        run: make,
    },
    Function {
        name: "zone_date_to_utc",
        aliases: &[],
        category: Category::Date,
        parameters: &[one("DATE", Type::Any, "a date, or text with a zone")],
        returns: Type::Date,
        summary: "The same moment in UTC.",
        nulls: NULL_GIVES_NULL,
        guesses: &[ZONE_NAMES],
        availability: None,
        examples: &[
            shown(r#"zone_date_to_utc("2019-10-17T11:55:12 PST")"#, r#""2019-10-17T19:55:12Z""#),
            ours(
                r#"zone_date_to_utc(make_date_time(2019, 10, 17, 11, 55, 12, 0, "America/Los_Angeles"))"#,
                r#""2019-10-17T18:55:12Z""#,
            ),
        ],
        run: |call| to_zone(call, Zone::UTC),
    },
    Function {
        name: "zone_date_to_zone",
        aliases: &[],
        category: Category::Date,
        parameters: &[
            one("DATE", Type::Any, "a date, or text with a zone"),
            one("ZONE", Type::Text, "such as Europe/Paris"),
        ],
        returns: Type::Date,
        summary: "The same moment in another zone.",
        nulls: NULL_GIVES_NULL,
        guesses: &[ZONE_NAMES],
        availability: None,
        examples: &[shown(
            r#"zone_date_to_zone(now(), "Europe/Paris")"#,
            r#""2026-01-02T04:04:05+01:00[Europe/Paris]""#,
        )],
        run: |call| match zone(call, 1)? {
            Some(zone) => to_zone(call, zone),
            None => Ok(Value::Null),
        },
    },
    Function {
        name: "current_timestamp",
        aliases: &[],
        category: Category::Date,
        parameters: &[],
        returns: Type::Integer,
        summary: "The same as timestamp.",
        nulls: NO_ARGUMENTS,
        guesses: &[],
        availability: LEGACY,
        examples: &[shown("current_timestamp()", "1767323045000")],
        run: |call| Ok(Value::Long(call.env.now().as_millisecond())),
    },
    Function {
        name: "current_date",
        aliases: &[],
        category: Category::Date,
        parameters: &[],
        returns: Type::Text,
        summary: "The day of the evaluation.",
        nulls: NO_ARGUMENTS,
        guesses: &[DATE_TEXT],
        availability: LEGACY,
        examples: &[shown("current_date()", r#""02-Jan-2026""#)],
        run: |call| {
            call.guess(DATE_TEXT);
            let pattern = DatePattern::new("dd-MMM-yyyy").map_err(|fault| Fail::new(fault.message))?;
            call.give_text(pattern.format(&now(call)?)?)
        },
    },
];

fn date_value<'r>(moment: Moment) -> Value<'r> {
    Value::Date(Rc::new(moment))
}

fn beyond() -> Fail {
    Fail::new("the date is beyond all years")
}

/// The moment of the evaluation.
fn now(call: &Call<'_, '_>) -> Result<Moment, Fail> {
    let now = call.env.now();
    let (second, nano) = match u32::try_from(now.subsec_nanosecond()) {
        Ok(nano) => (now.as_second(), nano),
        // Before 1970 jiff counts back.
        Err(_) => (now.as_second() - 1, now.subsec_nanosecond().wrapping_add(1_000_000_000).unsigned_abs()),
    };
    Moment::new(second, nano, call.env.settings.zone.clone()).ok_or_else(beyond)
}

/// The date in an argument; none for null.
fn date_argument(call: &Call<'_, '_>, index: usize) -> Result<Option<Rc<Moment>>, Fail> {
    if matches!(call.get(index), Value::Null) { Ok(None) } else { call.date(index).map(Some) }
}

/// The text of a date in the pattern of the second argument.
fn print<'r>(call: &Call<'_, 'r>, date: &Moment) -> Result<Value<'r>, Fail> {
    if matches!(call.get(1), Value::Null) {
        return Err(call.fail_at(1, "the FORMAT is null"));
    }
    let text = pattern(call)?.format(date).map_err(|fail| call.fail_at(1, fail.message()))?;
    call.give_text(text)
}

/// The pattern in the second argument.
fn pattern(call: &Call<'_, '_>) -> Result<Rc<DatePattern>, Fail> {
    let pattern = call.date_pattern(1)?;
    if pattern.is_disputed() {
        call.guess(LETTERS);
    }
    Ok(pattern)
}

fn date<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let text = match call.get(0) {
        Value::Null => return Ok(if call.len() == 3 { call.take(2) } else { Value::Null }),
        Value::Date(_) => return Ok(call.take(0)),
        Value::Text(text) => text.clone(),
        Value::Int(_) | Value::Long(_) => call.text(0).unwrap_or_default(),
        other => return Err(call.fail_at(0, format!("{} is no text that shows a date", other.shown()))),
    };
    let zone = &call.env.settings.zone;
    if call.len() == 1 {
        if let Some(moment) = read_documented(&text, zone) {
            return Ok(date_value(moment));
        }
        let Some(moment) = read_shown(&text, zone) else {
            let shown = call.get(0).shown();
            let message = format!(
                "{shown} is in none of the formats that date(DATE) reads; say its FORMAT as the second argument"
            );
            return Err(call.fail_at(0, message));
        };
        call.guess(BEYOND_LIST);
        return Ok(date_value(moment));
    }
    if matches!(call.get(1), Value::Null) {
        return Err(call.fail_at(1, "the FORMAT is null"));
    }
    let pattern = pattern(call)?;
    let moment = pattern.parse(&text, zone).map_err(|fail| {
        if call.len() == 3 {
            call.guess(NO_FIT);
        }
        call.fail_at(0, fail.message())
    })?;
    Ok(date_value(moment))
}

fn set_part<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(name) = call.text(0) else { return Ok(Value::Null) };
    let part = date_parts::Part::named(&name).filter(|part| part.is_settable()).ok_or_else(|| {
        let parts = SETTABLE.join(", ");
        call.fail_at(0, format!("\"{name}\" is no part of a date that can be set; those are {parts}"))
    })?;
    let Some(value) = call.integer(1)? else { return Ok(Value::Null) };
    let Some(date) = date_argument(call, 2)? else { return Ok(Value::Null) };
    let moved = part.set(&date, value).ok_or_else(|| {
        call.fail_at(1, format!("{value} is no {} of a date like {}", part.name(), date.to_text()))
    })?;
    Ok(date_value(moved))
}

fn make<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let mut parts = [0; 7];
    for (index, part) in parts.iter_mut().enumerate() {
        let Some(value) = call.integer(index)? else { return Ok(Value::Null) };
        *part = value;
    }
    let Some(zone) = zone(call, 7)? else { return Ok(Value::Null) };
    let [year, month, day, hour, minute, second, nano] = parts;
    let date = Date::new(year, month, day)
        .ok_or_else(|| call.fail_at(2, format!("there is no day {year}-{month:02}-{day:02}")))?;
    let time = Time::new(hour, minute, second, nano).ok_or_else(|| {
        call.fail_at(3, format!("there is no time {hour:02}:{minute:02}:{second:02} and {nano} nanoseconds"))
    })?;
    Moment::of_local(date, time, zone).map(date_value).ok_or_else(beyond)
}

/// The zone in an argument; none for null.
fn zone(call: &Call<'_, '_>, index: usize) -> Result<Option<Zone>, Fail> {
    let Some(id) = call.text(index) else { return Ok(None) };
    match Zone::of(&id) {
        Some(zone) => Ok(Some(zone)),
        None => {
            let mean = Zone::like(&id).map_or_else(String::new, |id| format!("; did you mean {id}?"));
            Err(call.fail_at(index, format!("\"{id}\" is no time zone{mean}")))
        }
    }
}

fn to_zone<'r>(call: &mut Call<'_, 'r>, zone: Zone) -> Result<Value<'r>, Fail> {
    let moment = match call.get(0) {
        Value::Null => return Ok(Value::Null),
        Value::Date(moment) => moment.in_zone(zone),
        Value::Text(text) => {
            let default = &call.env.settings.zone;
            let read = read_with_zone(text).or_else(|| read_documented(text, default));
            let Some(read) = read.or_else(|| read_shown(text, default)) else {
                let message = format!("{} shows no date; date(…) reads other formats", call.get(0).shown());
                return Err(call.fail_at(0, message));
            };
            call.guess(ZONE_NAMES);
            read.in_zone(zone)
        }
        other => return Err(call.fail_at(0, format!("{} is no date", other.shown()))),
    };
    moment.map(date_value).ok_or_else(beyond)
}
