//! The letters of date patterns: what each shows, and how often it may stand.
//!
//! The one list of them: compiling reads it, and so do the messages about patterns.

use super::fields::Field;
use super::pattern::{Need, Number, OffsetForm, Part, Sign};
use super::text::Style;

/// A letter with what it shows.
pub(super) struct Letter {
    pub(super) letter: char,
    /// What it shows, in words.
    pub(super) about: &'static str,
    make: Make,
}

/// The part a letter makes when it stands that often; none when it may not.
type Make = fn(usize) -> Option<Part>;

/// Every letter but `p`, which fills up the letters behind it.
pub(super) const LETTERS: &[Letter] = &[
    letter('G', "the era", |n| word(Field::Era, n.max(3))),
    letter('u', "the year, negative before year 1", |n| year(Field::Year, n)),
    letter('y', "the year", |n| year(Field::YearOfEra, n)),
    letter('Y', "the week-based year", |n| year(Field::WeekYear, n)),
    letter('Q', "the quarter", |n| number_or_word(Field::Quarter, n)),
    letter('q', "the quarter", |n| number_or_word(Field::Quarter, n)),
    letter('M', "the month", |n| number_or_word(Field::Month, n)),
    letter('L', "the month", |n| number_or_word(Field::Month, n)),
    letter('w', "the week of the year", |n| (n <= 2).then(|| number(Field::WeekOfYear, n, 2, Sign::Never))),
    letter('W', "the week of the month", |n| (n == 1).then(|| number(Field::WeekOfMonth, 1, 1, Sign::Never))),
    letter('d', "the day of the month", |n| one_or_two(Field::Day, n)),
    letter('D', "the day of the year", |n| match n {
        1 => one_or_two(Field::DayOfYear, 1),
        _ => (n <= 3).then(|| number(Field::DayOfYear, n, 3, Sign::Never)),
    }),
    letter('F', "the day of the week within the month", |n| {
        if n == 1 { one_or_two(Field::AlignedDay, 1) } else { None }
    }),
    letter('g', "the modified Julian day", |n| wide(Field::JulianDay, n, Sign::Normal)),
    letter('E', "the day of the week", |n| word(Field::Weekday, n.max(3))),
    letter('e', "the day of the week, 1 for Sunday", |n| match n {
        1 | 2 => Some(number(Field::WeekdayFromSunday, n, n, Sign::Never)),
        _ => word(Field::Weekday, n),
    }),
    letter('c', "the day of the week, 1 for Sunday", |n| match n {
        1 => Some(number(Field::WeekdayFromSunday, 1, 1, Sign::Never)),
        _ => word(Field::Weekday, n),
    }),
    letter('a', "AM or PM", |n| if n == 1 { word(Field::AmPm, 3) } else { None }),
    letter('B', "the part of the day", |n| {
        (n == 1).then_some(Style::Short).or_else(|| style(n).filter(|_| n > 3)).map(Part::DayPeriod)
    }),
    letter('H', "the hour from 0 to 23", |n| one_or_two(Field::Hour, n)),
    letter('k', "the hour from 1 to 24", |n| one_or_two(Field::ClockHour, n)),
    letter('K', "the hour from 0 to 11", |n| one_or_two(Field::HourOfHalf, n)),
    letter('h', "the hour from 1 to 12", |n| one_or_two(Field::ClockHourOfHalf, n)),
    letter('m', "the minute", |n| one_or_two(Field::Minute, n)),
    letter('s', "the second", |n| one_or_two(Field::Second, n)),
    letter('S', "the fraction of the second", |n| {
        let digits = Number { field: Field::Nano, least: n, most: n, sign: Sign::Never, after: 0 };
        (n <= 9).then_some(Part::Fraction(digits))
    }),
    letter('A', "the millisecond of the day", |n| wide(Field::MilliOfDay, n, Sign::Never)),
    letter('n', "the nanosecond of the second", |n| wide(Field::Nano, n, Sign::Never)),
    letter('N', "the nanosecond of the day", |n| wide(Field::NanoOfDay, n, Sign::Never)),
    letter('V', "the id of the zone", |n| (n == 2).then_some(Part::ZoneId)),
    letter('v', "the name of the zone without regard to summer time", |n| {
        (n == 1 || n == 4).then_some(Part::ZoneName { long: n == 4, generic: true })
    }),
    letter('z', "the name of the zone", |n| {
        (n <= 4).then_some(Part::ZoneName { long: n == 4, generic: false })
    }),
    letter('O', "the offset behind GMT", |n| {
        (n == 1 || n == 4).then_some(Part::LocalOffset { long: n == 4 })
    }),
    letter('Z', "the offset", |n| match n {
        1..=3 => Some(Part::Offset(offset(3)?, "+0000")),
        4 => Some(Part::LocalOffset { long: true }),
        _ => (n == 5).then_some(Part::Offset(offset(6)?, "Z")),
    }),
    letter('X', "the offset, Z for UTC", |n| {
        Some(Part::Offset(offset(if n == 1 { 1 } else { n + 1 })?, "Z"))
    }),
    letter('x', "the offset", |n| {
        let zero = match n {
            1 => "+00",
            2 | 4 => "+0000",
            _ => "+00:00",
        };
        Some(Part::Offset(offset(if n == 1 { 1 } else { n + 1 })?, zero))
    }),
];

const fn letter(letter: char, about: &'static str, make: Make) -> Letter {
    Letter { letter, about, make }
}

/// What a letter makes when it stands that often.
pub(super) fn part(letter: char, count: usize) -> Result<Part, String> {
    let Some(known) = LETTERS.iter().find(|known| known.letter == letter) else {
        return Err(format!("`{letter}` is no letter of date patterns; quoted as `'{letter}'` it is text"));
    };
    (known.make)(count).ok_or_else(|| {
        let mut fitting = (1..20).filter(|n| (known.make)(*n).is_some()).map(|n| spelled(letter, n));
        let counts = match (fitting.next(), fitting.next(), fitting.next_back()) {
            (Some(one), None, _) => format!("`{one}`"),
            (Some(one), Some(two), None) => format!("`{one}` or `{two}`"),
            (Some(one), Some(_), Some(_)) if matches!(letter, 'v' | 'O') => format!("`{one}`"),
            (Some(one), Some(_), Some(last)) if last.len() < 10 => format!("`{one}` to `{last}`"),
            _ => "at most 19 of it".to_owned(),
        };
        let what = known.about;
        let shown = if count < 20 { spelled(letter, count) } else { format!("{letter}{letter}…") };
        let letters = if count == 1 { "letter" } else { "letters" };
        format!("`{shown}` has {count} {letters}, but {what} is written {counts}")
    })
}

fn spelled(letter: char, count: usize) -> String {
    letter.to_string().repeat(count)
}

fn number(field: Field, least: usize, most: usize, sign: Sign) -> Part {
    Part::Number(Number { field, least, most, sign, after: 0 })
}

fn one_or_two(field: Field, count: usize) -> Option<Part> {
    match count {
        1 => Some(number(field, 1, 19, Sign::Normal)),
        2 => Some(number(field, 2, 2, Sign::Never)),
        _ => None,
    }
}

fn wide(field: Field, count: usize, sign: Sign) -> Option<Part> {
    (count <= 19).then(|| number(field, count, 19, sign))
}

fn year(field: Field, count: usize) -> Option<Part> {
    match count {
        2 => Some(Part::Reduced(Number { field, least: 2, most: 2, sign: Sign::Never, after: 0 })),
        1 | 3 => wide(field, count, Sign::Normal),
        _ => wide(field, count, Sign::Exceeds),
    }
}

/// Words of three, four and five letters; numbers below that.
fn number_or_word(field: Field, count: usize) -> Option<Part> {
    one_or_two(field, count).or_else(|| word(field, count))
}

fn word(field: Field, count: usize) -> Option<Part> {
    Some(Part::Word(field, style(count)?))
}

fn style(count: usize) -> Option<Style> {
    match count {
        3 => Some(Style::Short),
        4 => Some(Style::Full),
        5 => Some(Style::Narrow),
        _ => None,
    }
}

/// The forms of offsets by their number in Java's list: `+HHmm` is 1, `+HHMM` 3, `+HH:MM` 4, `+HHMMss` 5, `+HH:MM:ss` 6.
fn offset(form: usize) -> Option<OffsetForm> {
    let (colons, minutes, seconds) = match form {
        1 => (false, Need::Sometimes, Need::Never),
        3 => (false, Need::Always, Need::Never),
        4 => (true, Need::Always, Need::Never),
        5 => (false, Need::Always, Need::Sometimes),
        6 => (true, Need::Always, Need::Sometimes),
        _ => return None,
    };
    Some(OffsetForm { colons, minutes, seconds })
}
