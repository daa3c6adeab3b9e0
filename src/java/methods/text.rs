//! `java.lang.String`: length, parts, positions, comparisons and tests. Positions count UTF-16 units.

use super::arguments::{Answer, boolean, cast, char, int, null, number, position, text};
use super::entry::{UNMODELLED, method, unmodelled};
use super::entry::{ours, shown};
use super::{Method, Receiver::Text};
use crate::functions::{Call, Type};
use crate::java::regex::{fold, upper};
use crate::java::utf16;
use crate::value::text::char_of;
use crate::value::{Fail, Items, List, ListKind, Value};
use std::borrow::Cow;
use std::rc::Rc;

const I: Type = Type::Integer;
const T: Type = Type::Text;
const B: Type = Type::Boolean;

/// Runs on the receiver's text.
pub(super) fn on<'r>(of: &Value<'r>, run: impl FnOnce(&Cow<'r, str>) -> Answer<'r>) -> Answer<'r> {
    match of {
        Value::Text(text) => run(text),
        _ => Ok(None),
    }
}

pub(super) const METHODS: &[Method] = &[
    method(
        Text,
        "charAt",
        &[&[I]],
        T,
        "The character at a position, from 0",
        &[ours("\"abc\".charAt(1)", "\"b\"")],
        |of, call| {
            on(of, |text| {
                let Some(at) = int(call, 0) else { return Ok(None) };
                unit_at(text, at)
                    .map_or_else(|| Err(outside(call, text, at)), |unit| Ok(Some(Value::Char(unit))))
            })
        },
    ),
    method(
        Text,
        "codePointAt",
        &[&[I]],
        I,
        "The number of the character at a position",
        &[ours("\"abc\".codePointAt(0)", "97")],
        |of, call| {
            on(of, |text| {
                let Some(at) = int(call, 0) else { return Ok(None) };
                let Some(unit) = unit_at(text, at) else { return Err(outside(call, text, at)) };
                let pair = (0xD800..0xDC00).contains(&unit);
                let c = if pair {
                    text[utf16::byte_at(text, at as usize)..].chars().next().map(u32::from)
                } else {
                    None
                };
                Ok(Some(Value::Int(c.unwrap_or(unit.into()).cast_signed())))
            })
        },
    ),
    method(
        Text,
        "codePointBefore",
        &[&[I]],
        I,
        "The number of the character before a position",
        &[ours("\"abc\".codePointBefore(1)", "97")],
        |of, call| {
            on(of, |text| {
                let Some(at) = int(call, 0) else { return Ok(None) };
                let Some(unit) = unit_at(text, at.saturating_sub(1)) else {
                    return Err(outside(call, text, at));
                };
                let pair = (0xDC00..0xE000).contains(&unit);
                let before = &text[..utf16::byte_at(text, at as usize)];
                let c = if pair { before.chars().next_back().map(u32::from) } else { None };
                Ok(Some(Value::Int(c.unwrap_or(unit.into()).cast_signed())))
            })
        },
    ),
    method(
        Text,
        "codePointCount",
        &[&[I, I]],
        I,
        "How many characters lie between two positions",
        &[ours("\"a😀b\".codePointCount(0, 4)", "3")],
        |of, call| {
            on(of, |text| {
                let (Some(from), Some(to)) = (int(call, 0), int(call, 1)) else { return Ok(None) };
                let part = part(call, text, from, to)?;
                Ok(Some(number(part.chars().count())))
            })
        },
    ),
    method(
        Text,
        "compareTo",
        &[&[T]],
        I,
        "How it is ordered against another: below 0 before it, above 0 behind it",
        &[ours("\"a\".compareTo(\"b\")", "-1")],
        |of, call| {
            on(of, |a| match call.get(0) {
                Value::Text(b) => Ok(Some(Value::Int(compare(a.encode_utf16(), b.encode_utf16())))),
                Value::Null => Err(null(call, 0)),
                _ => Err(cast(call, of)),
            })
        },
    ),
    method(
        Text,
        "compareToIgnoreCase",
        &[&[T]],
        I,
        "How it is ordered against another when case does not count",
        &[ours("\"A\".compareToIgnoreCase(\"a\")", "0")],
        |of, call| {
            on(of, |a| {
                let Some(b) = text(call, 0)? else { return Ok(None) };
                Ok(Some(Value::Int(compare_folded(a, &b))))
            })
        },
    ),
    method(
        Text,
        "contains",
        &[&[T]],
        B,
        "Is that text in it?",
        &[ours("\"abc\".contains(\"bc\")", "true")],
        |of, call| on(of, |whole| Ok(text(call, 0)?.map(|part| Value::Bool(whole.contains(&*part))))),
    ),
    method(
        Text,
        "contentEquals",
        &[&[T]],
        B,
        "Is it the same text?",
        &[ours("\"abc\".contentEquals(\"abc\")", "true")],
        |of, call| on(of, |a| Ok(text(call, 0)?.map(|b| Value::Bool(**a == *b)))),
    ),
    method(
        Text,
        "endsWith",
        &[&[T]],
        B,
        "Does it end with that text?",
        &[ours("\"abc\".endsWith(\"bc\")", "true")],
        |of, call| on(of, |whole| Ok(text(call, 0)?.map(|part| Value::Bool(whole.ends_with(&*part))))),
    ),
    method(
        Text,
        "equalsIgnoreCase",
        &[&[T]],
        B,
        "Is it the same text when case does not count?",
        &[shown("\"string1\".equalsIgnoreCase(\"STRING1\")", "true")],
        |of, call| {
            on(of, |a| match call.get(0) {
                Value::Null => Ok(Some(Value::Bool(false))),
                Value::Text(b) => Ok(Some(Value::Bool(same_folded(a, b)))),
                _ => Ok(None),
            })
        },
    ),
    method(
        Text,
        "indexOf",
        &[&[T], &[T, I], &[I], &[I, I]],
        I,
        "Where a text, or the character of a number, is found first, from a position on; -1 when nowhere",
        &[ours("\"banana\".indexOf(\"an\", 2)", "3")],
        |of, call| {
            on(of, |whole| {
                let from = match (call.len(), int(call, 1)) {
                    (1, _) => 0,
                    (_, Some(from)) => usize::try_from(from).unwrap_or(0),
                    _ => return Ok(None),
                };
                let Some(part) = searched(call)? else { return Ok(None) };
                Ok(Some(position(index_of(whole, &part, from))))
            })
        },
    ),
    method(
        Text,
        "isBlank",
        &[&[]],
        B,
        "Is it empty or nothing but white space?",
        &[ours("\" \".isBlank()", "true")],
        |of, _| on(of, |text| Ok(Some(Value::Bool(text.chars().all(is_white))))),
    ),
    method(
        Text,
        "isEmpty",
        &[&[]],
        B,
        "Has it no characters?",
        &[ours("\"\".isEmpty()", "true")],
        |of, _| on(of, |text| Ok(Some(Value::Bool(text.is_empty())))),
    ),
    method(
        Text,
        "lastIndexOf",
        &[&[T], &[T, I], &[I], &[I, I]],
        I,
        "Where a text, or the character of a number, is found last, up to a position; -1 when nowhere",
        &[ours("\"banana\".lastIndexOf(\"an\")", "3")],
        |of, call| {
            on(of, |whole| {
                let to = match (call.len(), int(call, 1)) {
                    (1, _) => usize::MAX,
                    (_, Some(to)) if to < 0 => {
                        return Ok(searched(call)?.map(|_| Value::Int(-1)));
                    }
                    (_, Some(to)) => to as usize,
                    _ => return Ok(None),
                };
                let Some(part) = searched(call)? else { return Ok(None) };
                Ok(Some(position(last_index_of(whole, &part, to))))
            })
        },
    ),
    method(
        Text,
        "length",
        &[&[]],
        I,
        "How long it is, in UTF-16 units",
        &[ours("\"abc\".length()", "3")],
        |of, _| on(of, |text| Ok(Some(number(utf16::length(text))))),
    ),
    method(
        Text,
        "offsetByCodePoints",
        &[&[I, I]],
        I,
        "The position so many characters further",
        &[ours("\"a😀b\".offsetByCodePoints(0, 2)", "3")],
        |of, call| {
            on(of, |text| {
                let (Some(from), Some(by)) = (int(call, 0), int(call, 1)) else { return Ok(None) };
                let byte =
                    utf16::byte_at(text, usize::try_from(from).map_err(|_| outside(call, text, from))?);
                if from as usize > utf16::length(text) {
                    return Err(outside(call, text, from));
                }
                let steps = by.unsigned_abs() as usize;
                let to = if by >= 0 {
                    let mut ends = text[byte..].char_indices().map(|(i, _)| byte + i).chain([text.len()]);
                    ends.nth(steps)
                } else {
                    text[..byte].char_indices().rev().nth(steps - 1).map(|(i, _)| i)
                };
                match to {
                    Some(to) => Ok(Some(number(utf16::index(text, to)))),
                    None => Err(call.fail_at(1, "that position is outside of the text")),
                }
            })
        },
    ),
    method(
        Text,
        "regionMatches",
        &[&[I, T, I, I], &[B, I, T, I, I]],
        B,
        "Is a part of it the same as a part of another text, also when case does not count?",
        &[ours("\"abc\".regionMatches(true, 1, \"xB\", 1, 1)", "true")],
        |of, call| {
            on(of, |whole| {
                let shift = call.len() - 4;
                let ignore = match shift {
                    0 => Some(false),
                    _ => boolean(call, 0),
                };
                let (Some(ignore), Some(at), Some(other_at), Some(length)) =
                    (ignore, int(call, shift), int(call, shift + 2), int(call, shift + 3))
                else {
                    return Ok(None);
                };
                let Some(other) = text(call, shift + 1)? else { return Ok(None) };
                let fits = |text: &str, at: i32| {
                    at >= 0 && i64::from(at) + i64::from(length) <= utf16::length(text) as i64
                };
                if !fits(whole, at) || !fits(&other, other_at) {
                    return Ok(Some(Value::Bool(false)));
                }
                let cut = |text: &Cow<'_, str>, at: i32| {
                    utf16::slice(text, at as usize, (at + length.max(0)) as usize).into_owned()
                };
                let (a, b) = (cut(whole, at), cut(&other, other_at));
                Ok(Some(Value::Bool(if ignore { same_folded(&a, &b) } else { a == b })))
            })
        },
    ),
    method(
        Text,
        "startsWith",
        &[&[T], &[T, I]],
        B,
        "Does it start with that text, at its begin or at a position?",
        &[ours("\"abc\".startsWith(\"ab\")", "true")],
        |of, call| {
            on(of, |whole| {
                let Some(part) = text(call, 0)? else { return Ok(None) };
                if call.len() == 1 {
                    return Ok(Some(Value::Bool(whole.starts_with(&*part))));
                }
                let Some(at) = int(call, 1) else { return Ok(None) };
                let starts = usize::try_from(at).is_ok_and(|at| {
                    at <= utf16::length(whole) && utf16::slice(whole, at, usize::MAX).starts_with(&*part)
                });
                Ok(Some(Value::Bool(starts)))
            })
        },
    ),
    method(
        Text,
        "subSequence",
        &[&[I, I]],
        T,
        "The part between two positions",
        &[ours("\"abc\".subSequence(0, 2)", "\"ab\"")],
        substring,
    ),
    method(
        Text,
        "substring",
        &[&[I], &[I, I]],
        T,
        "The part from a position on, or between two positions",
        &[ours("\"hello\".substring(1, 3)", "\"el\"")],
        substring,
    ),
    method(
        Text,
        "toCharArray",
        &[&[]],
        Type::Array,
        "Its characters",
        &[ours("\"ab\".toCharArray()", "[\"a\", \"b\"]")],
        |of, call| {
            on(of, |text| {
                call.spend(text.len())?;
                array("char", text.encode_utf16().map(Value::Char).collect())
            })
        },
    ),
    method(
        Text,
        "getBytes",
        &[&[], &[T]],
        Type::Array,
        "Its bytes, from -128 to 127, in UTF-8 or a character set of that name",
        &[ours("\"é\".getBytes()", "[-61, -87]")],
        |of, call| {
            on(of, |text| {
                call.spend(text.len())?;
                match call.get(0) {
                    Value::Text(set)
                        if !set.eq_ignore_ascii_case("utf-8") && !set.eq_ignore_ascii_case("utf8") =>
                    {
                        let known = [
                            "US-ASCII",
                            "ASCII",
                            "ISO-8859-1",
                            "LATIN1",
                            "UTF-16",
                            "UTF-16BE",
                            "UTF-16LE",
                            "UTF-32",
                            "WINDOWS-1252",
                        ];
                        if known.iter().any(|name| name.eq_ignore_ascii_case(set)) {
                            return Ok(Some(UNMODELLED));
                        }
                        return Err(call.fail_at(0, format!("there is no character set named {set:?}")));
                    }
                    Value::Text(_) => {}
                    _ if call.len() == 1 => return Ok(None),
                    _ => {}
                }
                array("byte", text.bytes().map(|b| Value::Int(b.cast_signed().into())).collect())
            })
        },
    ),
    unmodelled(Text, "chars", &[&[]]),
    unmodelled(Text, "codePoints", &[&[]]),
    unmodelled(Text, "lines", &[&[]]),
    unmodelled(Text, "describeConstable", &[&[]]),
];

/// An array as a result.
pub(super) fn array<'r>(of: &'static str, items: Vec<Value<'r>>) -> Answer<'r> {
    if items.len() > crate::value::MAX_ITEMS {
        return Err(Fail::new("the array is too large: more than a million elements"));
    }
    Ok(Some(Value::List(List::Made(Rc::new(Items { kind: ListKind::Array(of), items })))))
}

fn unit_at(text: &str, at: i32) -> Option<u16> {
    let at = usize::try_from(at).ok()?;
    if text.is_ascii() {
        return text.as_bytes().get(at).map(|b| u16::from(*b));
    }
    text.encode_utf16().nth(at)
}

fn outside(call: &Call<'_, '_>, text: &str, at: i32) -> Fail {
    let length = utf16::length(text);
    call.fail_at(0, format!("position {at} is outside of the text, which is {length} long"))
}

/// The part between two positions.
fn part<'r>(call: &Call<'_, 'r>, text: &Cow<'r, str>, from: i32, to: i32) -> Result<Cow<'r, str>, Fail> {
    let length = utf16::length(text);
    match (usize::try_from(from), usize::try_from(to)) {
        (Ok(from), Ok(to)) if from <= to && to <= length => Ok(utf16::slice(text, from, to)),
        _ => {
            let message = format!("the text is {length} long and has no part from {from} to {to}");
            Err(call.fail_at(if (0..=length as i64).contains(&i64::from(from)) { 1 } else { 0 }, message))
        }
    }
}

fn substring<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    on(of, |text| {
        let Some(from) = int(call, 0) else { return Ok(None) };
        let to = match call.len() {
            1 => i32::try_from(utf16::length(text)).ok(),
            _ => int(call, 1),
        };
        let Some(to) = to else { return Ok(None) };
        if call.len() == 1 && !(0..=to).contains(&from) {
            return Err(outside(call, text, from));
        }
        part(call, text, from, to).map(|part| Some(Value::Text(part)))
    })
}

/// What `indexOf` looks for: a text, or the character of a number.
fn searched<'r>(call: &Call<'_, 'r>) -> Result<Option<Cow<'r, str>>, Fail> {
    match int(call, 0) {
        // No text holds what is no character.
        Some(code) => Ok(Some(match u32::try_from(code).ok().and_then(char::from_u32) {
            Some(c) => Cow::Owned(c.to_string()),
            None => Cow::Borrowed("\0\u{10FFFF}\0"),
        })),
        None => text(call, 0),
    }
}

fn index_of(whole: &str, part: &str, from: usize) -> Option<usize> {
    let length = utf16::length(whole);
    if from > length {
        return part.is_empty().then_some(length);
    }
    let start = utf16::byte_at(whole, from);
    let found = whole.get(start..)?.find(part)?;
    Some(utf16::index(whole, start + found).max(from))
}

fn last_index_of(whole: &str, part: &str, to: usize) -> Option<usize> {
    let latest = utf16::length(whole).checked_sub(utf16::length(part))?;
    let end = utf16::byte_at(whole, to.min(latest)) + part.len();
    let found = whole.get(..end.min(whole.len()))?.rfind(part)?;
    Some(utf16::index(whole, found))
}

/// Java's white space: Unicode's without the no-break spaces and NEL, and four more controls.
pub(super) fn is_white(c: char) -> bool {
    match c {
        '\u{85}' | '\u{A0}' | '\u{2007}' | '\u{202F}' => false,
        '\u{1C}'..='\u{1F}' => true,
        c => c.is_whitespace(),
    }
}

/// The difference of the first units that differ, or of the lengths.
fn compare(a: impl Iterator<Item = u16> + Clone, b: impl Iterator<Item = u16> + Clone) -> i32 {
    match a.clone().zip(b.clone()).find(|(a, b)| a != b) {
        Some((a, b)) => i32::from(a) - i32::from(b),
        None => a.count() as i32 - b.count() as i32,
    }
}

fn compare_folded(a: &str, b: &str) -> i32 {
    let different = a.chars().zip(b.chars()).find(|(a, b)| !same_char(*a, *b));
    match different {
        // Java takes pairs of surrogates for characters only when neither text is one of Latin-1.
        Some((x, y)) if is_latin(a) || is_latin(b) => first_unit(fold(x)) - first_unit(fold(y)),
        Some((a, b)) => u32::from(fold(a)).cast_signed() - u32::from(fold(b)).cast_signed(),
        None => utf16::length(a) as i32 - utf16::length(b) as i32,
    }
}

fn is_latin(text: &str) -> bool {
    text.chars().all(|c| c <= '\u{FF}')
}

fn first_unit(c: char) -> i32 {
    i32::from(c.encode_utf16(&mut [0; 2])[0])
}

fn same_folded(a: &str, b: &str) -> bool {
    utf16::length(a) == utf16::length(b) && a.chars().zip(b.chars()).all(|(a, b)| same_char(a, b))
}

fn same_char(a: char, b: char) -> bool {
    a == b || upper(a) == upper(b) || fold(a) == fold(b)
}

/// For a `replace` of characters.
pub(super) fn chars(call: &Call<'_, '_>) -> Option<(char, char)> {
    Some((char_of(char(call, 0)?), char_of(char(call, 1)?)))
}
