//! Moments: `java.time.ZonedDateTime`.

use super::civil::{DAY, Date, NANOS, Time};
use super::zone::Zone;
use std::cmp::Ordering;
use std::fmt;

/// A date and time of day in a zone (`java.time.ZonedDateTime`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    date: Date,
    time: Time,
    offset: i32,
    zone: Zone,
}

impl Moment {
    /// The moment that many seconds after 1970 began in UTC, and nanoseconds after that; none beyond Java's years.
    #[must_use]
    pub fn new(epoch_second: i64, nano: u32, zone: Zone) -> Option<Moment> {
        let offset = zone.offset_at(epoch_second);
        let local = epoch_second.checked_add(offset.into())?;
        let (date, time) = split(local, nano)?;
        Some(Moment { date, time, offset, zone })
    }

    /// The moment of epoch milliseconds.
    #[must_use]
    pub fn of_millis(millis: i64, zone: Zone) -> Option<Moment> {
        let nano = millis.rem_euclid(1000) as u32 * 1_000_000;
        Moment::new(millis.div_euclid(1000), nano, zone)
    }

    /// The moment a zone's clocks show this time. A time that they skip moves forward by what they skip; of a time
    /// that they show twice it is the first.
    #[must_use]
    pub fn of_local(date: Date, time: Time, zone: Zone) -> Option<Moment> {
        let local = date.epoch_day() * DAY + time.second_of_day();
        let (offset, shift) = zone.offset_of_local(local);
        if shift == 0 {
            return Some(Moment { date, time, offset, zone });
        }
        let (date, time) = split(local + i64::from(shift), time.nano)?;
        Some(Moment { date, time, offset, zone })
    }

    /// Another time of its zone's clocks. Of a time that they show twice it is the one with the same offset, if any.
    #[must_use]
    pub fn at_local(&self, date: Date, time: Time) -> Option<Moment> {
        let same = date.epoch_day() * DAY + time.second_of_day() - i64::from(self.offset);
        if self.zone.offset_at(same) == self.offset {
            return Some(Moment { date, time, offset: self.offset, zone: self.zone.clone() });
        }
        Moment::of_local(date, time, self.zone.clone())
    }

    /// The same moment in another zone.
    #[must_use]
    pub fn in_zone(&self, zone: Zone) -> Option<Moment> {
        Moment::new(self.epoch_second(), self.time.nano, zone)
    }

    /// The day its zone has.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// The time its zone's clocks show.
    #[must_use]
    pub fn time(&self) -> Time {
        self.time
    }

    /// Seconds its clocks are ahead of UTC.
    #[must_use]
    pub fn offset(&self) -> i32 {
        self.offset
    }

    /// Its zone.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Seconds since 1970 began in UTC.
    #[must_use]
    pub fn epoch_second(&self) -> i64 {
        self.date.epoch_day() * DAY + self.time.second_of_day() - i64::from(self.offset)
    }

    /// Milliseconds since 1970 began in UTC.
    #[must_use]
    pub fn epoch_millis(&self) -> i64 {
        self.epoch_second().saturating_mul(1000).saturating_add(i64::from(self.time.nano) / 1_000_000)
    }

    /// The documented text: ISO 8601 with seconds, a fraction of 3, 6 or 9 digits where there is one, the offset, and
    /// the id of a zone that is more than an offset. `2019-10-17T11:55:12.000000999-07:00[America/Los_Angeles]`
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::with_capacity(if self.zone.is_offset() { 32 } else { 64 });
        self.write_text(&mut out);
        if !self.zone.is_offset() {
            out.push('[');
            out.push_str(&self.zone.id());
            out.push(']');
        }
        out
    }

    /// As RFC 3339 has it, which is what XDM takes: like [`Self::to_text`], without the id of the zone.
    #[must_use]
    pub fn to_rfc3339(&self) -> String {
        let mut out = String::with_capacity(32);
        self.write_text(&mut out);
        out
    }

    fn write_text(&self, out: &mut String) {
        self.date.write(out);
        out.push('T');
        digits(out, self.time.hour.into(), 2);
        out.push(':');
        digits(out, self.time.minute.into(), 2);
        out.push(':');
        digits(out, self.time.second.into(), 2);
        let nano = self.time.nano;
        if nano > 0 {
            out.push('.');
            match nano {
                _ if nano.is_multiple_of(1_000_000) => digits(out, (nano / 1_000_000).into(), 3),
                _ if nano.is_multiple_of(1_000) => digits(out, (nano / 1_000).into(), 6),
                _ => digits(out, nano.into(), 9),
            }
        }
        if self.offset == 0 {
            out.push('Z');
        } else {
            super::zone::write_offset_id(self.offset, out);
        }
    }
}

/// The order of time (`compareTo`); moments at once are in the order of their clocks, then of their zones' ids.
impl Ord for Moment {
    fn cmp(&self, other: &Moment) -> Ordering {
        (self.epoch_second(), self.time.nano)
            .cmp(&(other.epoch_second(), other.time.nano))
            .then_with(|| (self.date, self.time).cmp(&(other.date, other.time)))
            .then_with(|| self.zone.id().cmp(&other.zone.id()))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Moment) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl Date {
    /// Its text, `2024-02-29`; years of more than four digits have a sign.
    #[must_use]
    pub fn to_text(self) -> String {
        let mut out = String::with_capacity(10);
        self.write(&mut out);
        out
    }

    fn write(self, out: &mut String) {
        match self.year {
            ..0 => out.push('-'),
            10_000.. => out.push('+'),
            _ => {}
        }
        digits(out, self.year.unsigned_abs().into(), 4);
        out.push('-');
        digits(out, self.month.into(), 2);
        out.push('-');
        digits(out, self.day.into(), 2);
    }
}

/// Date and time of day of seconds that count as if there were no offset.
fn split(local: i64, nano: u32) -> Option<(Date, Time)> {
    let date = Date::of_epoch_day(local.div_euclid(DAY))?;
    let time = Time::of_nano_of_day(local.rem_euclid(DAY) * NANOS + i64::from(nano))?;
    Some((date, time))
}

/// Every number of two digits.
const PAIRS: &str = concat!(
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748",
    "49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697",
    "9899"
);

/// Writes a number with at least that many digits, at most 19.
pub(super) fn digits(out: &mut String, mut number: u64, width: usize) {
    if number < 100 && width == 2 {
        let at = number as usize * 2;
        out.push_str(&PAIRS[at..at + 2]);
        return;
    }
    let mut buffer = [b'0'; 20];
    let mut at = buffer.len();
    while number > 0 {
        at -= 1;
        buffer[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    let start = at.min(buffer.len() - width.clamp(1, 20));
    // Digits are always UTF-8.
    out.push_str(std::str::from_utf8(&buffer[start..]).unwrap_or_default());
}
