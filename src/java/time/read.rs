//! Reading text by a pattern into fields, as `DateTimeFormatter.parseUnresolved` does it, strictly.
//!
//! What the fields mean together is `resolve`'s matter.

use super::fields::{Field, Fields};
use super::pattern::{DatePattern, Need, Number, OffsetForm, Part, Piece, Sign};
use super::text::{self, DayPeriod};
use super::zone::{MAX_OFFSET, Zone};
use super::zone_names;

/// Why a text was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The piece of that number found nothing to read at that byte. An optional section is skipped.
    Unfit { piece: usize, at: usize },
    /// Java gives up here, also in an optional section.
    Broken { piece: usize, at: usize },
    /// The text goes on behind the pattern.
    Rest { at: usize },
}

/// What reading one piece gives: the byte behind it, or where it does not fit. `Err(None)` when Java gives up.
type Step = Result<usize, Option<usize>>;

/// The offset `+02:00` and `+02:00:15` of zone ids.
const ID_OFFSET: OffsetForm = OffsetForm { colons: true, minutes: Need::Always, seconds: Need::Sometimes };

/// Reads a whole text.
pub(super) fn read(pattern: &DatePattern, text: &str) -> Result<Fields, Stop> {
    let mut fields = Fields::default();
    let mut optional: Vec<(Fields, usize, usize)> = Vec::new();
    let mut at = 0;
    let mut index = 0;
    while let Some(piece) = pattern.pieces.get(index) {
        let step = match piece.part {
            Part::Open(close) => {
                optional.push((fields.clone(), at, close));
                Ok(at)
            }
            Part::Close => {
                optional.pop();
                Ok(at)
            }
            _ if piece.pad > 0 => padded(piece, text, at, &mut fields),
            _ => one(&piece.part, text, at, &mut fields),
        };
        match step {
            Ok(next) => at = next,
            Err(None) => return Err(Stop::Broken { piece: index, at }),
            Err(Some(unfit)) => match optional.pop() {
                Some((before, start, close)) => {
                    fields = before;
                    at = start;
                    index = close;
                }
                None => return Err(Stop::Unfit { piece: index, at: unfit }),
            },
        }
        index += 1;
    }
    if at < text.len() { Err(Stop::Rest { at }) } else { Ok(fields) }
}

fn one(part: &Part, text: &str, at: usize, fields: &mut Fields) -> Step {
    let rest = &text[at..];
    let set = |fields: &mut Fields, field, value, length| {
        if fields.agree(field, value) { Ok(at + length) } else { Err(Some(at)) }
    };
    match part {
        Part::Char(c) if c.is_ascii() && rest.as_bytes().first() == Some(&(*c as u8)) => Ok(at + 1),
        Part::Char(c) if rest.starts_with(*c) => Ok(at + c.len_utf8()),
        Part::Literal(literal) if rest.starts_with(&**literal) => Ok(at + literal.len()),
        Part::Char(_) | Part::Literal(_) | Part::Open(_) | Part::Close => Err(Some(at)),
        Part::Number(number) => {
            let (value, end) = read_number(number, text, at)?;
            set(fields, number.field, value, end - at)
        }
        Part::Reduced(number) => {
            let (value, end) = read_number(number, text, at)?;
            set(fields, number.field, if end - at == 2 { 2000 + value } else { value }, end - at)
        }
        Part::Fraction(number) => {
            let digits = rest.as_bytes().get(..number.least).ok_or(Some(at))?;
            let value =
                digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + i64::from(d - b'0')));
            let value = value.ok_or(Some(at))? * 10_i64.pow(9 - number.least as u32);
            set(fields, number.field, value, number.least)
        }
        Part::Word(field, style) => {
            let (value, length) = text::read_word(*field, *style, rest).ok_or(Some(at))?;
            set(fields, *field, value, length)
        }
        Part::DayPeriod(style) => {
            let (period, length) = DayPeriod::read(*style, rest).ok_or(Some(at))?;
            fields.period = Some(period);
            Ok(at + length)
        }
        Part::Offset(form, zero) => {
            let (seconds, length) = read_offset(*form, zero, rest)?.ok_or(Some(at))?;
            set(fields, Field::Offset, seconds, length)
        }
        Part::LocalOffset { long } => {
            let (seconds, length) = local_offset(rest, *long)?.ok_or(Some(at))?;
            set(fields, Field::Offset, seconds, length)
        }
        Part::ZoneId => zone(rest, None, at, fields),
        Part::ZoneName { long, .. } => zone(rest, Some(*long), at, fields),
    }
}

/// Reads a piece that blanks fill up on the left: it takes exactly its width.
fn padded(piece: &Piece, text: &str, at: usize, fields: &mut Fields) -> Step {
    let mut end = at;
    let mut units = 0;
    for c in text[at..].chars() {
        if units >= piece.pad {
            break;
        }
        units += c.len_utf16();
        end += c.len_utf8();
    }
    if units != piece.pad {
        return Err(Some(at));
    }
    let blanks = text[at..end].bytes().take_while(|b| *b == b' ').count();
    match one(&piece.part, &text[..end], at + blanks, fields)? {
        next if next == end => Ok(end),
        _ => Err(Some(at + blanks)),
    }
}

/// Reads a number: its value and the byte behind it.
fn read_number(number: &Number, text: &str, at: usize) -> Result<(i64, usize), Option<usize>> {
    let bytes = text.as_bytes();
    let sign = match bytes.get(at) {
        Some(b'+') if number.sign == Sign::Exceeds => 1,
        Some(b'-') if number.sign != Sign::Never => -1,
        Some(_) => 0,
        None => return Err(Some(at)),
    };
    let start = if sign == 0 { at } else { at + 1 };
    let most = number.most + number.after;
    let mut count = bytes[start..].iter().take(most).take_while(|b| b.is_ascii_digit()).count();
    // Numbers that follow at once get their digits back.
    if number.after > 0 {
        count = count.min(number.least.max(count.saturating_sub(number.after)));
    }
    if count < number.least {
        return Err(Some(start));
    }
    let mut value: i64 = 0;
    let mut used = 0;
    let found = &bytes[start..start + count];
    if count <= 18 {
        value = found.iter().fold(0, |n, digit| n * 10 + i64::from(digit - b'0'));
        used = count;
    }
    for digit in &found[used..] {
        let Some(next) = value.checked_mul(10).and_then(|v| v.checked_add(i64::from(digit - b'0'))) else {
            // The last digit of a number too large for Java's `long` is not read.
            break;
        };
        value = next;
        used += 1;
    }
    match sign {
        -1 if value == 0 => return Err(Some(at)),
        1 if count <= number.least => return Err(Some(at)),
        0 if number.sign == Sign::Exceeds && count > number.least => return Err(Some(at)),
        _ => {}
    }
    Ok((if sign < 0 { -value } else { value }, start + used))
}

/// Two digits, from 0 to 59.
fn pair(bytes: &[u8]) -> Option<i64> {
    match bytes {
        [a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
            Some(i64::from(a - b'0') * 10 + i64::from(b - b'0')).filter(|n| *n < 60)
        }
        _ => None,
    }
}

/// Reads an offset: its seconds and how many bytes it has. An hour above 23 makes Java give up.
fn read_offset(form: OffsetForm, zero: &str, rest: &str) -> Result<Option<(i64, usize)>, Option<usize>> {
    if rest.starts_with(zero) {
        return Ok(Some((0, zero.len())));
    }
    let bytes = rest.as_bytes();
    let sign = match bytes.first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Ok(None),
    };
    let Some(hour) = pair(&bytes[1..]) else { return Ok(None) };
    let mut end = 3;
    let mut part = |need: Need| {
        let colon = usize::from(form.colons);
        let fits = need != Need::Never && (!form.colons || bytes.get(end) == Some(&b':'));
        match pair(bytes.get(end + colon..).unwrap_or_default()).filter(|_| fits) {
            Some(value) => {
                end += colon + 2;
                Some(value)
            }
            None if need == Need::Always => None,
            None => Some(0),
        }
    };
    let Some(minute) = part(form.minutes) else { return Ok(None) };
    let Some(second) = part(form.seconds) else { return Ok(None) };
    if hour > 23 {
        return Err(None);
    }
    Ok(Some((sign * (hour * 3600 + minute * 60 + second), end)))
}

/// Reads an offset behind `GMT`. Where the text ends in the middle of one, Java gives up.
fn local_offset(rest: &str, long: bool) -> Result<Option<(i64, usize)>, Option<usize>> {
    let Some(behind) = rest.strip_prefix("GMT") else { return Ok(None) };
    let bytes = behind.as_bytes();
    let sign = match bytes.first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Ok(Some((0, 3))),
    };
    let byte = |at: usize| bytes.get(at).copied().ok_or(None::<usize>);
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    // A pair of digits behind a colon, up to 99: nobody looks closer here.
    let pair_at = |at: usize| match bytes.get(at..at + 3) {
        Some([b':', a, b]) => Some(digit(*a)? * 10 + digit(*b)?),
        _ => None,
    };
    let (hour, mut end) = match (digit(byte(1)?), long) {
        (Some(tens), true) => match digit(byte(2)?) {
            Some(ones) => (tens * 10 + ones, 3),
            None => return Ok(None),
        },
        (Some(one), false) => match bytes.get(2).and_then(|b| digit(*b)) {
            Some(ones) => (one * 10 + ones, 3),
            None => (one, 2),
        },
        (None, true) => return byte(2).map(|_| None),
        (None, false) => return Ok(None),
    };
    if long && byte(3)? == b':' {
        byte(5)?;
    }
    let minute = pair_at(end);
    if long && minute.is_none() {
        return Ok(None);
    }
    end += if minute.is_some() { 3 } else { 0 };
    let second = minute.and_then(|_| pair_at(end));
    end += if second.is_some() { 3 } else { 0 };
    let seconds = hour * 3600 + minute.unwrap_or(0) * 60 + second.unwrap_or(0);
    Ok(Some((sign * seconds, 3 + end)))
}

/// Reads a zone: an id, or a name, short or long.
fn zone(rest: &str, long: Option<bool>, at: usize, fields: &mut Fields) -> Step {
    if rest.is_empty() {
        return Err(Some(at));
    }
    if rest.starts_with(['+', '-']) {
        return behind("", rest, at, fields);
    }
    // `UTC` before anything but an offset is one of the names.
    let is_name =
        rest.strip_prefix("UTC").is_some_and(|after| !after.is_empty() && !after.starts_with(['+', '-']));
    let prefix = ["UTC", "UT", "GMT"].into_iter().find(|prefix| rest.starts_with(prefix));
    if let Some(prefix) = prefix.filter(|_| !is_name) {
        if rest.starts_with("GMT0") {
            fields.zone = Zone::region("GMT0");
            return Ok(at + 4);
        }
        return behind(prefix, rest, at, fields);
    }
    if let Some((length, zone)) = zone_names::read(rest, long) {
        fields.zone = Some(zone);
        return Ok(at + length);
    }
    if rest.starts_with('Z') {
        fields.zone = Some(Zone::UTC);
        return Ok(at + 1);
    }
    Err(Some(at))
}

/// Reads a zone of an offset behind a prefix, or of the prefix alone.
fn behind(prefix: &'static str, rest: &str, at: usize, fields: &mut Fields) -> Step {
    let after = &rest[prefix.len()..];
    let zero = if prefix.is_empty() { "Z" } else { "0" };
    let of =
        |seconds| if prefix.is_empty() { Zone::offset(seconds) } else { Some(Zone::behind(prefix, seconds)) };
    let end = at + prefix.len();
    if after.is_empty() || after.starts_with(['0', 'Z']) {
        fields.zone = of(0);
        return Ok(end);
    }
    match read_offset(ID_OFFSET, zero, after) {
        Ok(Some((seconds, length))) if seconds.abs() <= MAX_OFFSET.into() => {
            fields.zone = of(seconds as i32);
            Ok(end + length)
        }
        Ok(None) if !prefix.is_empty() => {
            fields.zone = of(0);
            Ok(end)
        }
        Ok(_) => Err(Some(at)),
        Err(stop) => Err(stop),
    }
}
