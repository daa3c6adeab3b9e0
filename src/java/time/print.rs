//! Printing moments by a pattern, as `DateTimeFormatter.format` does it.

use super::moment::{Moment, digits};
use super::pattern::{DatePattern, Need, Number, OffsetForm, Part, Piece, Sign};
use super::text::{self, DayPeriod};
use crate::value::Fail;

/// The text of a moment, behind what is there.
pub(super) fn print(pattern: &DatePattern, moment: &Moment, out: &mut String) -> Result<(), Fail> {
    for piece in &pattern.pieces {
        if piece.pad == 0 {
            one(pattern, piece, moment, out)?;
            continue;
        }
        let mut text = String::new();
        one(pattern, piece, moment, &mut text)?;
        let width: usize = text.chars().map(char::len_utf16).sum();
        let Some(blanks) = piece.pad.checked_sub(width) else {
            let shown = &pattern.source[piece.start..piece.end];
            return Err(Fail::new(format!(
                "`{text}` is longer than the {} characters of `{shown}`",
                piece.pad
            )));
        };
        out.extend(std::iter::repeat_n(' ', blanks));
        out.push_str(&text);
    }
    Ok(())
}

fn one(pattern: &DatePattern, piece: &Piece, moment: &Moment, out: &mut String) -> Result<(), Fail> {
    match &piece.part {
        Part::Open(_) | Part::Close => {}
        Part::Char(c) => out.push(*c),
        Part::Literal(literal) => out.push_str(literal),
        Part::Number(number) => return write_number(pattern, piece, number, moment, out),
        Part::Reduced(number) => digits(out, number.field.of(moment).unsigned_abs() % 100, 2),
        Part::Fraction(number) => {
            let fraction = moment.time().nano / 10_u32.pow(9 - number.least as u32);
            digits(out, fraction.into(), number.least);
        }
        Part::Word(field, style) => {
            out.push_str(text::word(*field, field.of(moment), *style).unwrap_or_default());
        }
        Part::DayPeriod(style) => {
            let minute = i64::from(moment.time().hour) * 60 + i64::from(moment.time().minute);
            out.push_str(DayPeriod::at(minute).word(*style));
        }
        Part::Offset(form, zero) => write_offset(*form, zero, moment.offset(), out),
        Part::LocalOffset { long } => write_local_offset(*long, moment.offset(), out),
        Part::ZoneId => out.push_str(&moment.zone().id()),
        Part::ZoneName { long, generic } => {
            out.push_str(&moment.zone().name(*long, *generic, moment.epoch_second()));
        }
    }
    Ok(())
}

fn write_number(
    pattern: &DatePattern,
    piece: &Piece,
    number: &Number,
    moment: &Moment,
    out: &mut String,
) -> Result<(), Fail> {
    let value = number.field.of(moment);
    let length = value.unsigned_abs().checked_ilog10().map_or(1, |n| n as usize + 1);
    let shown = &pattern.source[piece.start..piece.end];
    if length > number.most {
        let name = number.field.name();
        let message = format!("the {name} {value} has more than the {} digits of `{shown}`", number.most);
        return Err(Fail::new(message));
    }
    if value < 0 {
        if number.sign == Sign::Never {
            return Err(Fail::new(format!(
                "`{shown}` cannot print the negative {} {value}",
                number.field.name()
            )));
        }
        out.push('-');
    } else if number.sign == Sign::Exceeds && length > number.least {
        out.push('+');
    }
    digits(out, value.unsigned_abs(), number.least);
    Ok(())
}

fn write_offset(form: OffsetForm, zero: &str, offset: i32, out: &mut String) {
    let [hour, minute, second] = parts(offset);
    let minutes = form.minutes == Need::Always || (form.minutes == Need::Sometimes && minute > 0);
    let seconds = form.seconds == Need::Sometimes && second > 0;
    // What the form leaves out does not count.
    if hour == 0 && (minute == 0 || !minutes) && !seconds {
        out.push_str(zero);
        return;
    }
    out.push(if offset < 0 { '-' } else { '+' });
    digits(out, hour, 2);
    for (_, part) in [(minutes, minute), (seconds, second)].into_iter().filter(|(written, _)| *written) {
        if form.colons {
            out.push(':');
        }
        digits(out, part, 2);
    }
}

fn write_local_offset(long: bool, offset: i32, out: &mut String) {
    out.push_str("GMT");
    if offset == 0 {
        return;
    }
    let [hour, minute, second] = parts(offset);
    out.push(if offset < 0 { '-' } else { '+' });
    digits(out, hour, if long { 2 } else { 1 });
    if long || minute > 0 || second > 0 {
        out.push(':');
        digits(out, minute, 2);
    }
    if second > 0 {
        out.push(':');
        digits(out, second, 2);
    }
}

/// Hours, minutes and seconds of an offset.
fn parts(offset: i32) -> [u64; 3] {
    let offset = u64::from(offset.unsigned_abs());
    [offset / 3600, offset / 60 % 60, offset % 60]
}
