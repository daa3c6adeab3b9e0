//! `java.lang.Boolean`, `Character`, and JEXL's ranges.

use super::arguments::{Answer, cast, char, int, null, order};
use super::entry::ours;
use super::entry::{method, unmodelled};
use super::{Method, Receiver};
use crate::functions::{Call, Type};
use crate::java::regex::{lower, named_class, upper};
use crate::value::text::char_of;
use crate::value::{Fail, Value};

const B: Type = Type::Boolean;
const C: Type = Type::Text;

pub(super) const BOOLEAN: &[Method] = &[
    method(
        Receiver::Boolean,
        "booleanValue",
        &[&[]],
        B,
        "The boolean itself",
        &[ours("true.booleanValue()", "true")],
        |of, _| Ok(Some(of.clone())),
    ),
    method(
        Receiver::Boolean,
        "compareTo",
        &[&[B]],
        Type::Integer,
        "-1, 0 or 1: false comes before true",
        &[ours("true.compareTo(false)", "1")],
        |of, call| match (of, call.get(0)) {
            (Value::Bool(a), Value::Bool(b)) => Ok(Some(order(a.cmp(b)))),
            (_, Value::Null) => Err(null(call, 0)),
            _ => Err(cast(call, of)),
        },
    ),
    method(
        Receiver::Boolean,
        "logicalAnd",
        &[&[B, B]],
        B,
        "Are both arguments true?",
        &[ours("true.logicalAnd(true, false)", "false")],
        |_, call| two(call, |a, b| a && b),
    ),
    method(
        Receiver::Boolean,
        "logicalOr",
        &[&[B, B]],
        B,
        "Is one of the arguments true?",
        &[ours("true.logicalOr(true, false)", "true")],
        |_, call| two(call, |a, b| a || b),
    ),
    method(
        Receiver::Boolean,
        "logicalXor",
        &[&[B, B]],
        B,
        "Is just one of the arguments true?",
        &[ours("true.logicalXor(true, true)", "false")],
        |_, call| two(call, |a, b| a != b),
    ),
    method(
        Receiver::Boolean,
        "parseBoolean",
        &[&[Type::Text]],
        B,
        "Is the text the word true, in any case?",
        &[ours("false.parseBoolean(\"True\")", "true")],
        |_, call| match call.get(0) {
            Value::Text(text) => Ok(Some(Value::Bool(text.eq_ignore_ascii_case("true")))),
            Value::Null => Ok(Some(Value::Bool(false))),
            _ => Ok(None),
        },
    ),
];

fn two<'r>(call: &Call<'_, 'r>, run: fn(bool, bool) -> bool) -> Answer<'r> {
    match (call.get(0), call.get(1)) {
        (Value::Bool(a), Value::Bool(b)) => Ok(Some(Value::Bool(run(*a, *b)))),
        _ => Ok(None),
    }
}

pub(super) const CHARACTER: &[Method] = &[
    method(
        Receiver::Character,
        "charValue",
        &[&[]],
        C,
        "The character itself",
        &[ours("\"a\".charAt(0).charValue()", "\"a\"")],
        |of, _| Ok(Some(of.clone())),
    ),
    method(
        Receiver::Character,
        "compareTo",
        &[&[C]],
        Type::Integer,
        "The difference of the two characters' numbers",
        &[ours("\"a\".charAt(0).compareTo(\"c\".charAt(0))", "-2")],
        |of, call| match (of, call.get(0)) {
            (Value::Char(a), Value::Char(b)) => Ok(Some(Value::Int(i32::from(*a) - i32::from(*b)))),
            (_, Value::Null) => Err(null(call, 0)),
            _ => Err(cast(call, of)),
        },
    ),
    method(
        Receiver::Character,
        "getNumericValue",
        &[&[C]],
        Type::Integer,
        "The value of a digit; letters count from 10; -1 of others",
        &[ours("\"a\".charAt(0).getNumericValue(\"7\".charAt(0))", "7")],
        |_, call| {
            let Some(c) = asked(call) else { return Ok(None) };
            Ok(Some(match c.to_digit(36) {
                Some(digit) => Value::Int(digit.cast_signed()),
                None if c.is_ascii() => Value::Int(-1),
                None => {
                    Value::unknown("the numeric values of characters outside of ASCII are not known here")
                }
            }))
        },
    ),
    method(
        Receiver::Character,
        "isAlphabetic",
        &[&[C]],
        B,
        "Is a character alphabetic?",
        &[ours("\"a\".charAt(0).isAlphabetic(98)", "true")],
        |_, call| match int(call, 0) {
            Some(_) => of_class(call, "javaAlphabetic"),
            None => Ok(None),
        },
    ),
    method(
        Receiver::Character,
        "isDigit",
        &[&[C]],
        B,
        "Is a character a digit?",
        &[ours("\"a\".charAt(0).isDigit(\"1\".charAt(0))", "true")],
        |_, call| of_class(call, "javaDigit"),
    ),
    method(
        Receiver::Character,
        "isLetter",
        &[&[C]],
        B,
        "Is a character a letter?",
        &[ours("\"a\".charAt(0).isLetter(\"1\".charAt(0))", "false")],
        |_, call| of_class(call, "javaLetter"),
    ),
    method(
        Receiver::Character,
        "isLetterOrDigit",
        &[&[C]],
        B,
        "Is a character a letter or a digit?",
        &[ours("\"a\".charAt(0).isLetterOrDigit(\"1\".charAt(0))", "true")],
        |_, call| of_class(call, "javaLetterOrDigit"),
    ),
    method(
        Receiver::Character,
        "isLowerCase",
        &[&[C]],
        B,
        "Is a character in lower case?",
        &[ours("\"a\".charAt(0).isLowerCase(\"b\".charAt(0))", "true")],
        |_, call| of_class(call, "javaLowerCase"),
    ),
    method(
        Receiver::Character,
        "isUpperCase",
        &[&[C]],
        B,
        "Is a character in upper case?",
        &[ours("\"a\".charAt(0).isUpperCase(\"b\".charAt(0))", "false")],
        |_, call| of_class(call, "javaUpperCase"),
    ),
    method(
        Receiver::Character,
        "isWhitespace",
        &[&[C]],
        B,
        "Is a character white space?",
        &[ours("\"a\".charAt(0).isWhitespace(\" \".charAt(0))", "true")],
        |_, call| of_class(call, "javaWhitespace"),
    ),
    method(
        Receiver::Character,
        "toLowerCase",
        &[&[C]],
        C,
        "A character in lower case",
        &[ours("\"a\".charAt(0).toLowerCase(\"B\".charAt(0))", "\"b\"")],
        |_, call| cased(call, lower),
    ),
    method(
        Receiver::Character,
        "toUpperCase",
        &[&[C]],
        C,
        "A character in upper case",
        &[ours("\"a\".charAt(0).toUpperCase(\"b\".charAt(0))", "\"B\"")],
        |_, call| cased(call, upper),
    ),
    unmodelled(Receiver::Character, "isSpaceChar", &[&[C]]),
    unmodelled(Receiver::Character, "isTitleCase", &[&[C]]),
    unmodelled(Receiver::Character, "isISOControl", &[&[C]]),
    unmodelled(Receiver::Character, "isDefined", &[&[C]]),
    unmodelled(Receiver::Character, "isSurrogate", &[&[C]]),
    unmodelled(Receiver::Character, "digit", &[&[C, Type::Integer]]),
    unmodelled(Receiver::Character, "getName", &[&[Type::Integer]]),
    unmodelled(Receiver::Character, "getType", &[&[C]]),
];

/// The character a static method is asked about: a `char`, or the number of one.
fn asked(call: &Call<'_, '_>) -> Option<char> {
    match (char(call, 0), int(call, 0)) {
        (Some(unit), _) => Some(char_of(unit)),
        (_, Some(code)) => Some(char::from_u32(code.cast_unsigned()).unwrap_or('\0')),
        _ => None,
    }
}

fn of_class<'r>(call: &Call<'_, 'r>, class: &str) -> Answer<'r> {
    Ok(asked(call).map(|c| Value::Bool(named_class(class, c))))
}

fn cased<'r>(call: &Call<'_, 'r>, change: fn(char) -> char) -> Answer<'r> {
    Ok(match (char(call, 0), int(call, 0)) {
        (Some(unit), _) => {
            let changed =
                char::from_u32(unit.into()).map(change).and_then(|c| u16::try_from(u32::from(c)).ok());
            Some(Value::Char(changed.unwrap_or(unit)))
        }
        (_, Some(code)) => {
            let changed = char::from_u32(code.cast_unsigned()).map(|c| u32::from(change(c)).cast_signed());
            Some(Value::Int(changed.unwrap_or(code)))
        }
        _ => None,
    })
}

pub(super) const RANGE: &[Method] = &[
    method(
        Receiver::Range,
        "contains",
        &[&[Type::Any]],
        B,
        "Is that number in it?",
        &[ours("(1..3).contains(2)", "true")],
        |of, call| {
            on_range(of, |least, most| {
                Ok(Some(Value::Bool(matches!(call.get(0), Value::Int(n) if (least..=most).contains(n)))))
            })
        },
    ),
    method(
        Receiver::Range,
        "containsAll",
        &[&[Type::Array]],
        B,
        "Are all of those numbers in it?",
        &[ours("(1..3).containsAll([1, ...])", "true")],
        |of, call| {
            on_range(of, |least, most| {
                let Some(all) = super::list::collection(call, 0)? else { return Ok(None) };
                Ok(Some(Value::Bool(
                    all.iter().all(|item| matches!(item, Value::Int(n) if (least..=most).contains(n))),
                )))
            })
        },
    ),
    method(
        Receiver::Range,
        "getMax",
        &[&[]],
        Type::Integer,
        "Its largest number",
        &[ours("(1..3).getMax()", "3")],
        |of, _| on_range(of, |_, most| Ok(Some(Value::Int(most)))),
    ),
    method(
        Receiver::Range,
        "getMin",
        &[&[]],
        Type::Integer,
        "Its smallest number",
        &[ours("(1..3).getMin()", "1")],
        |of, _| on_range(of, |least, _| Ok(Some(Value::Int(least)))),
    ),
    method(
        Receiver::Range,
        "isEmpty",
        &[&[]],
        B,
        "Has it no numbers? It always has",
        &[ours("(1..3).isEmpty()", "false")],
        |_, _| Ok(Some(Value::Bool(false))),
    ),
    method(
        Receiver::Range,
        "toArray",
        &[&[]],
        Type::Array,
        "Its numbers",
        &[ours("(1..3).toArray()", "[1, 2, 3]")],
        |of, _| {
            on_range(of, |least, most| {
                if most.abs_diff(least) as usize >= crate::value::MAX_ITEMS {
                    return Err(Fail::new("the array is too large: more than a million elements"));
                }
                let numbers = (least..=most).map(Value::Int);
                let down = matches!(of, Value::Range { from, to } if from > to);
                super::text::array("Object", if down { numbers.rev().collect() } else { numbers.collect() })
            })
        },
    ),
    unmodelled(Receiver::Range, "iterator", &[&[]]),
    unmodelled(Receiver::Range, "stream", &[&[]]),
];

fn on_range<'r>(of: &Value<'r>, run: impl FnOnce(i32, i32) -> Answer<'r>) -> Answer<'r> {
    match of {
        Value::Range { from, to } => run(*from.min(to), *from.max(to)),
        _ => Ok(None),
    }
}
