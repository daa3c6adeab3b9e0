//! Moments and date patterns as `java.time` has them.
//!
//! A pattern is compiled once (`pattern`, by the table in `letters`), prints (`print`) and reads: text into fields
//! (`read`), fields into a moment (`resolve`). Zones come from data in the program; neither the machine's clock nor
//! its zone is read.

mod civil;
mod fields;
mod letters;
mod moment;
mod pattern;
mod print;
mod read;
mod resolve;
mod text;
mod zone;
mod zone_names;
mod zone_table;

pub use civil::{Date, Time};
pub use moment::Moment;
pub use pattern::{DatePattern, PatternFault};
pub use zone::Zone;

use crate::value::Fail;
use read::Stop;
use resolve::Conflict;

impl DatePattern {
    /// The text of a moment.
    ///
    /// # Errors
    /// When a field has more digits than the pattern gives it, or is negative where that cannot be shown.
    pub fn format(&self, moment: &Moment) -> Result<String, Fail> {
        let mut out = String::with_capacity(self.as_str().len() + 8);
        print::print(self, moment, &mut out)?;
        Ok(out)
    }

    /// The moment a text shows; what the text leaves open is taken from `zone` and the start of the day.
    ///
    /// # Errors
    /// When the text does not fit the pattern, or shows no date.
    pub fn parse(&self, text: &str, zone: &Zone) -> Result<Moment, Fail> {
        let fields = read::read(self, text).map_err(|stop| self.unread(text, stop))?;
        resolve::resolve(fields, zone).map_err(|conflict| self.unresolved(text, conflict))
    }

    /// Like [`Self::parse`], for those who do not ask why a text does not fit: many patterns may be tried.
    #[must_use]
    pub fn read(&self, text: &str, zone: &Zone) -> Option<Moment> {
        resolve::resolve(read::read(self, text).ok()?, zone).ok()
    }

    fn unread(&self, text: &str, stop: Stop) -> Fail {
        let shown = shown(text);
        let pattern = self.as_str();
        let (at, expected) = match stop {
            Stop::Rest { at } => (at, "the end of the text".to_owned()),
            Stop::Unfit { piece, at } | Stop::Broken { piece, at } => (at, self.expected(piece)),
        };
        let found = match text.get(at..).filter(|rest| !rest.is_empty()) {
            Some(rest) => format!("`{}`", rest.chars().take(12).collect::<String>()),
            None => "the text ends".into(),
        };
        Fail::new(format!(
            "{shown} does not fit the pattern `{pattern}`: {found} where {expected} is expected"
        ))
    }

    /// What a piece reads, in words.
    fn expected(&self, piece: usize) -> String {
        let Some(piece) = self.pieces.get(piece) else { return "something else".into() };
        let written = self.as_str().get(piece.start..piece.end).unwrap_or_default();
        let letter = written.trim_start_matches('p').chars().next().unwrap_or('p');
        match letters::LETTERS.iter().find(|known| known.letter == letter) {
            Some(known) => format!("{} (`{written}`)", known.about),
            None => format!("`{written}`"),
        }
    }

    fn unresolved(&self, text: &str, conflict: Conflict) -> Fail {
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

/// A text in a message, cut short.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("\"{short}…\"") } else { format!("\"{short}\"") }
}
