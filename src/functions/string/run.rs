//! What functions on text do.

use super::{
    COUNT_OUTSIDE, EXPLODE_TRAILING, INSTR_ABSENT, INSTR_START, JOIN_NULL, JOIN_OTHER, OTHER_WHITESPACE,
    REPLACE_ALL, SUBSTR_OUTSIDE,
};
use crate::functions::Call;
use crate::java::utf16;
use crate::value::{Fail, MAX_TEXT, Value};
use std::borrow::Cow;

pub(super) fn explode<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    call.spend(text.len() / 16)?;
    let pieces: Vec<String> = match call.text(1).as_deref() {
        // Nothing to compile for the usual separators.
        None | Some(",") => text.split(',').map(str::to_owned).collect(),
        Some(_) => call.regex(1)?.split(&text, -1)?.into_iter().map(str::to_owned).collect(),
    };
    if pieces.len() > 1 && pieces.last().is_some_and(String::is_empty) {
        call.guess(EXPLODE_TRAILING);
    }
    call.give_list(pieces.into_iter().map(Value::text).collect())
}

pub(super) fn instr<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let (Some(text), Some(part)) = (call.text(0), call.text(1)) else { return Ok(Value::Null) };
    let start = call.integer(2)?.unwrap_or(0);
    let occurrence = call.integer(3)?.unwrap_or(1);
    if occurrence < 1 {
        return Err(call.fail_at(3, format!("OCCURRENCE counts from 1, it is {occurrence}")));
    }
    if start != 0 {
        call.guess(INSTR_START);
    }
    let mut at = utf16::byte_at(&text, usize::try_from(start).unwrap_or(0));
    for left in (0..occurrence).rev() {
        call.spend(1 + text.len() / 256)?;
        let Some(found) = text.get(at..).and_then(|rest| rest.find(&*part)) else { break };
        at += found;
        if left == 0 {
            return Ok(Value::Int(i32::try_from(utf16::index(&text, at)).unwrap_or(i32::MAX)));
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    call.guess(INSTR_ABSENT);
    Ok(Value::Int(-1))
}

pub(super) fn replacestr<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let (find, put) = match (call.text(1), call.text(2)) {
        (Some(find), Some(put)) if !find.is_empty() => (find, put),
        _ => return Ok(Value::Text(text)),
    };
    let count = text.matches(&*find).count();
    if count > 1 {
        call.guess(REPLACE_ALL);
    }
    if text.len().saturating_add(count.saturating_mul(put.len())) > 4 * MAX_TEXT {
        return Err(Fail::new("the text is too large: more than 16 MiB"));
    }
    call.give_text(if count == 0 { text } else { text.replace(&*find, &put).into() })
}

pub(super) fn substr<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let (Some(start), Some(count)) = (call.integer(1)?, call.integer(2)?) else { return Ok(Value::Null) };
    let length = i64::try_from(utf16::length(&text)).unwrap_or(i64::MAX);
    let from = if start < 0 { length.saturating_add(start).max(0) } else { start.min(length) };
    let to = from.saturating_add(count.max(0)).min(length);
    if start < 0 || count < 0 || start.saturating_add(count) > length {
        call.guess(SUBSTR_OUTSIDE);
    }
    Ok(Value::Text(utf16::slice(&text, place(from), place(to))))
}

/// A position that is not negative.
fn place(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

/// `left` and `right`: which part is asked for, from the count and the length.
pub(super) fn end<'r>(
    call: &mut Call<'_, 'r>,
    part: impl Fn(usize, usize) -> (usize, usize),
) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let Some(count) = call.integer(1)? else { return Ok(Value::Null) };
    let length = utf16::length(&text);
    if count < 0 || place(count) > length {
        call.guess(COUNT_OUTSIDE);
    }
    let (from, to) = part(place(count), length);
    Ok(Value::Text(utf16::slice(&text, from, to)))
}

pub(super) fn split<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let separators = call.text(1);
    let separates = |c: char| match &separators {
        Some(separators) => separators.contains(c),
        None => is_blank(c),
    };
    call.spend(text.len() / 16)?;
    let pieces = match &text {
        Cow::Borrowed(text) => text.split(separates).filter(|p| !p.is_empty()).map(Value::text).collect(),
        Cow::Owned(text) => {
            text.split(separates).filter(|p| !p.is_empty()).map(|p| Value::text(p.to_owned())).collect()
        }
    };
    call.give_list(pieces)
}

pub(super) fn join<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let separator = call.text(0).unwrap_or_default();
    let items: Vec<Value<'r>> = match call.get(1) {
        Value::Null => return Ok(Value::Null),
        Value::List(list) => list.iter().collect(),
        Value::Set(items) => items.to_vec(),
        other => {
            call.guess(JOIN_OTHER);
            vec![other.clone()]
        }
    };
    let mut text = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            text.push_str(&separator);
        }
        match item {
            Value::Null => call.guess(JOIN_NULL),
            item => text.push_str(&item.to_text()),
        }
        if text.len() > MAX_TEXT {
            break;
        }
    }
    call.give_text(text)
}

/// `lpad` and `rpad`: how text and padding come together.
pub(super) fn pad<'r>(
    call: &mut Call<'_, 'r>,
    together: fn(&str, &str) -> String,
) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let Some(count) = call.integer(1)? else { return Ok(Value::Null) };
    let padding = call.text(2).filter(|p| !p.is_empty()).unwrap_or(Cow::Borrowed(" "));
    let missing = place(count).saturating_sub(utf16::length(&text));
    if missing == 0 {
        return Ok(Value::Text(text));
    }
    if missing > MAX_TEXT {
        return Err(call.fail_at(1, format!("a text of {count} characters is too large")));
    }
    call.spend(missing / 16)?;
    let times = missing / utf16::length(&padding) + 1;
    let fill = utf16::slice(&Cow::Owned(padding.repeat(times)), 0, missing).into_owned();
    call.give_text(together(&text, &fill))
}

/// The characters that Java's `trim` takes away.
pub(super) fn is_blank(c: char) -> bool {
    c <= ' '
}

pub(super) fn trim<'r>(call: &mut Call<'_, 'r>, cut: fn(&str) -> &str) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let cut_text = match &text {
        Cow::Borrowed(text) => Cow::Borrowed(cut(text)),
        Cow::Owned(text) => Cow::Owned(cut(text).to_owned()),
    };
    let is_other = |c: Option<char>| c.is_some_and(|c| c.is_whitespace() && !is_blank(c));
    if is_other(cut_text.chars().next()) || is_other(cut_text.chars().next_back()) {
        call.guess(OTHER_WHITESPACE);
    }
    Ok(Value::Text(cut_text))
}
