//! The words of dates in English, as Java 17 has them, and the parts of the day.

use super::fields::Field;

/// How long a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Short,
    Full,
    Narrow,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const QUARTERS: [[&str; 3]; 4] = [
    ["Q1", "1st quarter", "1"],
    ["Q2", "2nd quarter", "2"],
    ["Q3", "3rd quarter", "3"],
    ["Q4", "4th quarter", "4"],
];
const ERAS: [[&str; 3]; 2] = [["BC", "Before Christ", "B"], ["AD", "Anno Domini", "A"]];

/// The word of a field's value.
pub(super) fn word(field: Field, value: i64, style: Style) -> Option<&'static str> {
    let of = |words: &[&'static str], first: i64| {
        let word = *words.get(usize::try_from(value - first).ok()?)?;
        Some(match style {
            Style::Full => word,
            Style::Short => &word[..3],
            Style::Narrow => &word[..1],
        })
    };
    let style = style as usize;
    match field {
        Field::Month => of(&MONTHS, 1),
        Field::Weekday => of(&WEEKDAYS, 1),
        Field::Quarter => Some(QUARTERS.get(usize::try_from(value - 1).ok()?)?[style]),
        Field::Era => Some(ERAS.get(usize::try_from(value).ok()?)?[style]),
        Field::AmPm => Some(*["AM", "PM"].get(usize::try_from(value).ok()?)?),
        _ => None,
    }
}

/// Reads a word: the value and how many bytes it has. None when no word fits; of values with one word it is the last.
pub(super) fn read_word(field: Field, style: Style, text: &str) -> Option<(i64, usize)> {
    let (first, last) = field.range();
    let mut found = None;
    for value in first..=last {
        let Some(word) = word(field, value, style).filter(|word| text.starts_with(word)) else { continue };
        if found.is_none_or(|(_, length)| length <= word.len()) {
            found = Some((value, word.len()));
        }
    }
    found
}

/// A part of the day.
pub(super) struct DayPeriod {
    /// Its word: short and full are the same.
    word: &'static str,
    narrow: &'static str,
    /// The first minute of the day.
    from: i64,
    /// One past the last; one before `from` is on the next day.
    to: i64,
}

/// The parts of the day in English; those of one minute first. The halves of the day are read, never written.
pub(super) const DAY_PERIODS: [DayPeriod; 8] = [
    DayPeriod { word: "midnight", narrow: "mi", from: 0, to: 1 },
    DayPeriod { word: "noon", narrow: "n", from: 720, to: 721 },
    DayPeriod { word: "in the morning", narrow: "in the morning", from: 360, to: 720 },
    DayPeriod { word: "in the afternoon", narrow: "in the afternoon", from: 720, to: 1080 },
    DayPeriod { word: "in the evening", narrow: "in the evening", from: 1080, to: 1260 },
    DayPeriod { word: "at night", narrow: "at night", from: 1260, to: 360 },
    DayPeriod { word: "AM", narrow: "a", from: 0, to: 720 },
    DayPeriod { word: "PM", narrow: "p", from: 720, to: 1440 },
];

impl DayPeriod {
    /// Is that minute of the day in it?
    pub(super) fn includes(&self, minute: i64) -> bool {
        if self.from < self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }

    /// The minute in its middle.
    pub(super) fn middle(&self) -> i64 {
        let length = if self.from < self.to { self.to - self.from } else { self.to - self.from + 1440 };
        if length == 1 { self.from } else { (self.from + length / 2) % 1440 }
    }

    /// Its word.
    pub(super) fn word(&self, style: Style) -> &'static str {
        if style == Style::Narrow { self.narrow } else { self.word }
    }

    /// The part of the day at that minute.
    pub(super) fn at(minute: i64) -> &'static DayPeriod {
        DAY_PERIODS.iter().find(|period| period.includes(minute)).unwrap_or(&DAY_PERIODS[5])
    }

    /// Reads a word: its number and how many bytes it has.
    pub(super) fn read(style: Style, text: &str) -> Option<(u8, usize)> {
        let words = DAY_PERIODS.iter().map(|period| period.word(style)).enumerate();
        let found = words.filter(|(_, word)| text.starts_with(word)).max_by_key(|(_, word)| word.len());
        found.map(|(number, word)| (number as u8, word.len()))
    }
}
