//! `java.lang.String`: what makes other texts of a text, and what regular expressions do with it.

use super::arguments::{Answer, int, null, text};
use super::entry::ours;
use super::entry::{method, unmodelled};
use super::text::{array, chars, is_white, on};
use super::{Method, Receiver::Text};
use crate::functions::{Call, Type};
use crate::value::{Fail, List, ListKind, MAX_TEXT, Value};
use std::borrow::Cow;

const I: Type = Type::Integer;
const T: Type = Type::Text;
const R: Type = Type::Regex;

pub(super) const METHODS: &[Method] = &[
    method(
        Text,
        "concat",
        &[&[T]],
        T,
        "It with another text behind it",
        &[ours("\"ab\".concat(\"c\")", "\"abc\"")],
        |of, call| {
            on(of, |a| match text(call, 0)? {
                Some(b) => call.give_text(format!("{a}{b}")).map(Some),
                None => Ok(None),
            })
        },
    ),
    method(
        Text,
        "indent",
        &[&[I]],
        T,
        "Its lines with so many blanks before each, or fewer, and a line end behind each",
        &[ours("\"a\".indent(2)", "\"  a\\n\"")],
        |of, call| {
            on(of, |text| {
                let Some(by) = int(call, 0) else { return Ok(None) };
                let blanks = usize::try_from(by).unwrap_or(0);
                let lines = lines(text);
                if lines.len().saturating_mul(blanks) > MAX_TEXT {
                    return Err(too_large());
                }
                let mut out = String::new();
                for line in lines {
                    let mut rest = line;
                    for _ in by..0 {
                        rest = rest.strip_prefix(is_white).unwrap_or(rest);
                    }
                    out.extend(std::iter::repeat_n(' ', blanks));
                    out.push_str(rest);
                    out.push('\n');
                }
                call.give_text(out).map(Some)
            })
        },
    ),
    method(Text, "intern", &[&[]], T, "The text itself", &[ours("\"a\".intern()", "\"a\"")], |of, _| {
        on(of, |_| Ok(Some(of.clone())))
    }),
    method(
        Text,
        "join",
        &[&[T, Type::Array], &[T, T], &[T, T, T], &[T, T, T, T]],
        T,
        "Texts, or those of a list, with the first argument between them",
        &[ours("\"\".join(\"-\", \"a\", \"b\")", "\"a-b\"")],
        join,
    ),
    method(
        Text,
        "matches",
        &[&[R]],
        Type::Boolean,
        "Does a regular expression match the whole text?",
        &[ours("\"a1\".matches(\"[a-z]\\d\")", "true")],
        |of, call| {
            on(of, |whole| {
                let Some(_) = text(call, 0)? else { return Ok(None) };
                Ok(Some(Value::Bool(call.regex(0)?.matches(whole)?)))
            })
        },
    ),
    method(
        Text,
        "repeat",
        &[&[I]],
        T,
        "It so many times",
        &[ours("\"ab\".repeat(2)", "\"abab\"")],
        |of, call| {
            on(of, |text| {
                let Some(times) = int(call, 0) else { return Ok(None) };
                let Ok(times) = usize::try_from(times) else {
                    return Err(call.fail_at(0, format!("a text cannot be repeated {times} times")));
                };
                if text.len().saturating_mul(times) > MAX_TEXT {
                    return Err(too_large());
                }
                call.give_text(text.repeat(times)).map(Some)
            })
        },
    ),
    method(
        Text,
        "replace",
        &[&[T, T]],
        T,
        "It with every occurrence of a text replaced by another",
        &[ours("\"a.b.c\".replace(\".\", \"-\")", "\"a-b-c\"")],
        |of, call| {
            on(of, |whole| {
                if let Some((from, to)) = chars(call) {
                    return Ok(Some(Value::text(whole.replace(from, to.encode_utf8(&mut [0; 4])))));
                }
                let texts_or_null = |i: usize| matches!(call.get(i), Value::Text(_) | Value::Null);
                if !texts_or_null(0) || !texts_or_null(1) {
                    return Ok(None);
                }
                let (Some(from), Some(to)) = (text(call, 0)?, text(call, 1)?) else { return Ok(None) };
                if !from.is_empty() && !whole.contains(&*from) {
                    return Ok(Some(of.clone()));
                }
                let found = whole.matches(&*from).count();
                if found.saturating_mul(to.len()) > MAX_TEXT {
                    return Err(too_large());
                }
                call.give_text(whole.replace(&*from, &to)).map(Some)
            })
        },
    ),
    method(
        Text,
        "replaceAll",
        &[&[R, T]],
        T,
        "It with every match of a regular expression replaced; $1 and ${name} stand for groups",
        &[ours("\"2024-01\".replaceAll(\"(\\d+)-(\\d+)\", \"$2/$1\")", "\"01/2024\"")],
        |of, call| replace(of, call, true),
    ),
    method(
        Text,
        "replaceFirst",
        &[&[R, T]],
        T,
        "It with the first match of a regular expression replaced; $1 and ${name} stand for groups",
        &[ours("\"a-b-c\".replaceFirst(\"-\", \"+\")", "\"a+b-c\"")],
        |of, call| replace(of, call, false),
    ),
    method(
        Text,
        "split",
        &[&[R], &[R, I]],
        Type::Array,
        "Its parts between matches of a regular expression, at most so many; empty ones at the end are dropped",
        &[ours("\"a,b,,\".split(\",\")", "[\"a\", \"b\"]"), ours("\"a|b\".split(\"\\|\")", "[\"a\", \"b\"]")],
        |of, call| {
            on(of, |whole| {
                let limit = match call.len() {
                    1 => Some(0),
                    _ => int(call, 1),
                };
                let (Some(_), Some(limit)) = (text(call, 0)?, limit) else { return Ok(None) };
                let regex = call.regex(0)?;
                let parts = match whole {
                    Cow::Borrowed(whole) => regex.split(whole, limit)?.into_iter().map(Value::text).collect(),
                    Cow::Owned(whole) => regex
                        .split(whole, limit)?
                        .into_iter()
                        .map(|part| Value::text(part.to_owned()))
                        .collect(),
                };
                array("String", parts)
            })
        },
    ),
    method(
        Text,
        "strip",
        &[&[]],
        T,
        "It without white space at both ends",
        &[ours("\" a \".strip()", "\"a\"")],
        |of, _| trimmed(of, |text| text.trim_matches(is_white)),
    ),
    method(
        Text,
        "stripIndent",
        &[&[]],
        T,
        "Its lines without the white space that all begin with, and without any at their ends",
        &[ours("\"  a\".stripIndent()", "\"a\"")],
        |of, call| on(of, |text| call.give_text(strip_indent(text)).map(Some)),
    ),
    method(
        Text,
        "stripLeading",
        &[&[]],
        T,
        "It without white space at its begin",
        &[ours("\" a \".stripLeading()", "\"a \"")],
        |of, _| trimmed(of, |text| text.trim_start_matches(is_white)),
    ),
    method(
        Text,
        "stripTrailing",
        &[&[]],
        T,
        "It without white space at its end",
        &[ours("\" a \".stripTrailing()", "\" a\"")],
        |of, _| trimmed(of, |text| text.trim_end_matches(is_white)),
    ),
    method(
        Text,
        "toLowerCase",
        &[&[], &[Type::Null]],
        T,
        "It in lower case",
        &[ours("\"ÀB\".toLowerCase()", "\"àb\"")],
        |of, call| {
            on(of, |text| {
                if call.is_empty() { call.give_text(text.to_lowercase()).map(Some) } else { no_locale(call) }
            })
        },
    ),
    method(
        Text,
        "toUpperCase",
        &[&[], &[Type::Null]],
        T,
        "It in upper case",
        &[ours("\"straße\".toUpperCase()", "\"STRASSE\"")],
        |of, call| {
            on(of, |text| {
                if call.is_empty() { call.give_text(text.to_uppercase()).map(Some) } else { no_locale(call) }
            })
        },
    ),
    method(
        Text,
        "translateEscapes",
        &[&[]],
        T,
        "It with escapes like \\n and \\t made what they stand for",
        &[ours("\"a\\tb\".translateEscapes()", "\"a\\tb\"")],
        |of, call| on(of, |text| call.give_text(translate_escapes(text)?).map(Some)),
    ),
    method(
        Text,
        "trim",
        &[&[]],
        T,
        "It without blanks and control characters at both ends",
        &[ours("\" a \".trim()", "\"a\"")],
        |of, _| trimmed(of, |text| text.trim_matches(|c| c <= ' ')),
    ),
    method(
        Text,
        "valueOf",
        &[&[Type::Any]],
        T,
        "The text of a value",
        &[ours("\"\".valueOf(5)", "\"5\"")],
        |_, call| match call.get(0) {
            Value::Null => Err(null(call, 0)),
            value if value.is_array() => Ok(Some(Value::unknown("Java gives an address here"))),
            value => Ok(Some(Value::Text(value.to_text()))),
        },
    ),
    unmodelled(
        Text,
        "format",
        &[&[T], &[T, Type::Any], &[T, Type::Any, Type::Any], &[T, Type::Any, Type::Any, Type::Any]],
    ),
    unmodelled(
        Text,
        "formatted",
        &[&[], &[Type::Any], &[Type::Any, Type::Any], &[Type::Any, Type::Any, Type::Any]],
    ),
];

/// An expression has no locales to give; null fails in Java.
fn no_locale<'r>(call: &Call<'_, 'r>) -> Answer<'r> {
    if matches!(call.get(0), Value::Null) { Err(null(call, 0)) } else { Ok(None) }
}

fn too_large() -> Fail {
    Fail::new("the text is too large: more than 16 MiB")
}

fn trimmed<'r>(of: &Value<'r>, trim: for<'t> fn(&'t str) -> &'t str) -> Answer<'r> {
    on(of, |text| {
        Ok(Some(match text {
            Cow::Borrowed(text) => Value::text(trim(text)),
            Cow::Owned(text) => Value::text(trim(text).to_owned()),
        }))
    })
}

fn replace<'r>(of: &Value<'r>, call: &mut Call<'_, 'r>, all: bool) -> Answer<'r> {
    on(of, |whole| {
        let text_or_null = |i: usize| matches!(call.get(i), Value::Text(_) | Value::Null);
        if !text_or_null(0) || !text_or_null(1) {
            return Ok(None);
        }
        let (Some(_), Some(replacement)) = (text(call, 0)?, text(call, 1)?) else { return Ok(None) };
        let regex = call.regex(0)?;
        call.give_text(regex.replace(whole, &replacement, all)?).map(Some)
    })
}

/// `String.join`, which Java lets be called on any text.
fn join<'r>(_: &Value<'r>, call: &mut Call<'_, 'r>) -> Answer<'r> {
    if call.len() == 2 && !matches!(call.get(1), Value::Text(_) | Value::List(_) | Value::Set(_)) {
        return Ok(None);
    }
    let Some(between) = text(call, 0)? else { return Ok(None) };
    let items: Vec<Value<'r>> = match call.get(1) {
        Value::List(list) if call.len() == 2 => {
            if let List::Made(made) = list
                && matches!(made.kind, ListKind::Array(of) if of != "String")
            {
                return Ok(None);
            }
            list.iter().collect()
        }
        Value::Set(items) if call.len() == 2 => items.to_vec(),
        _ => call.arguments.iter().skip(1).cloned().collect(),
    };
    let in_list = matches!(call.get(1), Value::List(_) | Value::Set(_));
    let mut out = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(&between);
        }
        match item {
            Value::Text(text) => out.push_str(text),
            Value::Null => out.push_str("null"),
            _ if in_list => {
                return Err(call.fail_at(
                    1,
                    format!("only texts can be joined, and there is {} among them", item.shown()),
                ));
            }
            _ => return Ok(None),
        }
        if out.len() > MAX_TEXT {
            return Err(too_large());
        }
    }
    Ok(Some(Value::text(out)))
}

/// Java's lines: ended by `\n`, `\r` or both.
fn lines(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(end) = rest.find(['\n', '\r']) else {
            all.push(rest);
            break;
        };
        all.push(&rest[..end]);
        rest = rest[end..].strip_prefix("\r\n").unwrap_or_else(|| &rest[end + 1..]);
    }
    all
}

fn strip_indent(text: &str) -> String {
    let lines = lines(text);
    let ends_line = text.ends_with(['\n', '\r']);
    let blank = |line: &str| line.chars().all(is_white);
    let indent = |line: &str| line.chars().take_while(|c| is_white(*c)).count();
    let counted =
        lines.iter().enumerate().filter(|(i, line)| !blank(line) || (*i + 1 == lines.len() && !ends_line));
    let least = if ends_line { 0 } else { counted.map(|(_, line)| indent(line)).min().unwrap_or(0) };
    let mut out: Vec<String> = Vec::new();
    for line in &lines {
        let rest: String = if blank(line) { String::new() } else { line.chars().skip(least).collect() };
        out.push(rest.trim_end_matches(is_white).to_owned());
    }
    let mut out = out.join("\n");
    if ends_line {
        out.push('\n');
    }
    out
}

fn translate_escapes(text: &str) -> Result<String, Fail> {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{C}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('s') => out.push(' '),
            Some('t') => out.push('\t'),
            Some(c @ ('\'' | '"' | '\\')) => out.push(c),
            Some(c @ '0'..='7') => {
                let most = if c <= '3' { 2 } else { 1 };
                let mut code = c.to_digit(8).unwrap_or(0);
                for _ in 0..most {
                    match chars.peek().and_then(|c| c.to_digit(8)) {
                        Some(digit) => code = code * 8 + digit,
                        None => break,
                    }
                    chars.next();
                }
                out.extend(char::from_u32(code));
            }
            Some('\n') => {}
            Some('\r') => {
                chars.next_if_eq(&'\n');
            }
            Some(c) => return Err(Fail::new(format!("`\\{c}` is no escape that Java knows"))),
            None => return Err(Fail::new("the text ends with a lone backslash")),
        }
    }
    Ok(out)
}
