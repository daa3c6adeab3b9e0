//! Moments and date patterns as `java.time` has them.
//!
//! A pattern is compiled once (`pattern`, by the table in `letters`), prints (`print`) and reads: text into fields
//! (`read`), fields into a moment (`resolve`). Zones come from data in the program; neither the machine's clock nor
//! its zone is read.

mod civil;
mod doubts;
mod explain;
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
pub use doubts::PatternDoubt;
pub use moment::Moment;
pub use pattern::{DatePattern, PatternFault};
pub use zone::Zone;

use crate::value::Fail;

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
}
