//! Why a text was not read by a pattern, in words, and what would read it.

use super::fields::Field;
use super::letters::LETTERS;
use super::pattern::{DatePattern, Part, Piece};
use super::read::Stop;
use super::resolve::Conflict;
use super::text::{Style, word};
use crate::value::Fail;

impl DatePattern {
    /// What is said of a text that does not fit.
    pub(super) fn unread(&self, text: &str, stop: Stop) -> Fail {
        let pattern = self.as_str();
        let (at, piece) = match stop {
            Stop::Rest { at } => (at, None),
            Stop::Unfit { piece, at } | Stop::Broken { piece, at } => (at, self.pieces.get(piece)),
        };
        let rest = text.get(at..).unwrap_or_default();
        let found = match rest {
            "" => "the text ends".into(),
            rest => format!("`{}`", rest.chars().take(12).collect::<String>()),
        };
        let expected = piece.map_or_else(|| "the end of the text".into(), |piece| self.expected(piece));
        let hint =
            piece.and_then(|piece| hint(piece, rest)).map_or_else(String::new, |hint| format!("; {hint}"));
        let shown = shown(text);
        Fail::new(format!(
            "{shown} does not fit the pattern `{pattern}`: {found} where {expected} is expected{hint}"
        ))
    }

    /// What a piece reads, in words.
    fn expected(&self, piece: &Piece) -> String {
        let written = self.as_str().get(piece.start..piece.end).unwrap_or_default();
        let letter = written.trim_start_matches('p').chars().next().unwrap_or('p');
        match LETTERS.iter().find(|known| known.letter == letter) {
            Some(known) => format!("{} (`{written}`)", known.about),
            None => format!("`{written}`"),
        }
    }

    /// What is said of a text that fits but shows no moment.
    pub(super) fn unresolved(&self, text: &str, conflict: Conflict) -> Fail {
        let shown = shown(text);
        Fail::new(match conflict {
            Conflict::Range(field, value) => {
                let (least, most) = field.range();
                format!("{shown} is no date: the {} {value} is not from {least} to {most}", field.name())
            }
            Conflict::Contradiction(field) => {
                format!("{shown} contradicts itself: the {} does not go with the rest", field.name())
            }
            Conflict::Period => {
                format!("{shown} contradicts itself: the hour is not in that part of the day")
            }
            Conflict::NoDate => {
                format!(
                    "the pattern `{}` makes no date of {shown}: it needs year, month and day",
                    self.as_str()
                )
            }
        })
    }
}

/// What would read what stands there.
fn hint(piece: &Piece, rest: &str) -> Option<String> {
    match &piece.part {
        Part::Offset(..) if rest.starts_with('Z') => Some("`X` reads Z".into()),
        Part::Offset(form, _) if rest.starts_with(['+', '-']) => {
            let colon = rest.as_bytes().get(3) == Some(&b':');
            match (form.colons, colon) {
                (false, true) => Some("`XXX` reads offsets with a colon".into()),
                (true, false) => Some("`XX` reads offsets without a colon".into()),
                _ => None,
            }
        }
        Part::Word(field @ (Field::Month | Field::Weekday | Field::AmPm), style) => {
            let (first, last) = field.range();
            let name = (first..=last)
                .filter_map(|value| word(*field, value, *style))
                .find(|name| rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)));
            let letter = if *field == Field::Month { 'M' } else { 'E' };
            match name {
                Some(name) => Some(format!("capitals count: it has to be `{name}`")),
                None if *style == Style::Full && word_fits(*field, Style::Short, rest) => {
                    Some(format!("`{letter}{letter}{letter}` reads short names"))
                }
                None => None,
            }
        }
        Part::Number(number) if number.least == 2 && number.most == 2 => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            (digits == 1).then(|| "one letter in place of the two reads one digit too".into())
        }
        Part::Number(number)
            if number.least == 4 && matches!(number.field, Field::Year | Field::YearOfEra) =>
        {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            (digits == 2).then(|| "`yy` reads two digits, of the years from 2000 to 2099".into())
        }
        _ => None,
    }
}

fn word_fits(field: Field, style: Style, rest: &str) -> bool {
    super::text::read_word(field, style, rest).is_some()
}

/// A text in a message, cut short.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("\"{short}…\"") } else { format!("\"{short}\"") }
}

#[cfg(test)]
mod tests {
    use crate::java::time::{DatePattern, Zone};

    #[test]
    fn what_does_not_fit_is_said_with_what_would() {
        for (pattern, text, said) in [
            ("yyyy-MM-ddZ", "2024-01-02Z", "`Z` where the offset (`Z`) is expected; `X` reads Z"),
            ("yyyy-MM-ddX", "2024-01-02", "the text ends where the offset, Z for UTC (`X`) is expected"),
            (
                "dd-MMM-yyyy",
                "02-JAN-2024",
                "`JAN-2024` where the month (`MMM`) is expected; capitals count: it has to be `Jan`",
            ),
            (
                "yyyy-MM-dd",
                "2024-1-02",
                "`1-02` where the month (`MM`) is expected; one letter in place of the two reads one digit too",
            ),
            ("yyyy-MM-dd", "2024-01-02 10:00", "` 10:00` where the end of the text is expected"),
        ] {
            let fail = DatePattern::new(pattern).unwrap().parse(text, &Zone::UTC).unwrap_err();
            let start = format!("\"{text}\" does not fit the pattern `{pattern}`: ");
            assert_eq!(fail.message().strip_prefix(&start), Some(said));
        }
    }

    #[test]
    fn faults_of_patterns_have_their_place() {
        for (pattern, place, said) in [
            ("yyyy-MM-ddTHH:mm", 10..11, "`T` is no letter of date patterns; quoted as `'T'` it is text"),
            ("HH:mmm", 3..6, "`mmm` has 3 letters, but the minute is written `m` or `mm`"),
            ("yyyy 'at", 5..8, "the quote that begins here is not closed"),
            ("é{", 2..3, "`{` is kept for later use; quoted as `'{'` it is text"),
            (
                "MM]",
                2..3,
                "this `]` ends no optional section: there is no `[` before it; quoted as `']'` it is text",
            ),
            ("yyyy V", 5..6, "`V` has 1 letter, but the id of the zone is written `VV`"),
        ] {
            let fault = DatePattern::new(pattern).unwrap_err();
            assert_eq!((fault.start..fault.end, fault.message.as_str()), (place, said));
        }
    }
}
