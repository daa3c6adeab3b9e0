//! Functions on text.
//!
//! What the documents say of padding is the description of Apache Commons Lang, word for word; where they are silent
//! about the others, those of its `StringUtils` that fit are taken. Positions count UTF-16 units, as in Java. A null
//! text gives null: a function that failed on it would leave the destination just as empty.

use super::{Call, Category, Function, Type, many, one, optional, ours, ours_on, shown, shown_on};
use crate::java::utf16;
use crate::value::{Fail, MAX_TEXT, Value};
use std::borrow::Cow;

const NULL_GIVES_NULL: &str = "A null text gives null (not documented).";

const CONCAT_NULL: &str = "A null argument adds nothing.";
const EXPLODE_TRAILING: &str = "Empty pieces at the end are kept, like those in the middle.";
const INSTR_ABSENT: &str = "A text that does not occur gives -1.";
const INSTR_START: &str = "START_POSITION counts from 0, like the result.";
const REPLACE_ALL: &str = "Every occurrence is replaced, not only the first.";
const SUBSTR_OUTSIDE: &str =
    "What lies outside of the text is cut off; a negative START_INDEX counts from the end.";
const COUNT_OUTSIDE: &str = "A count above the length gives the whole text, a negative one the empty text.";
const OTHER_WHITESPACE: &str =
    "White space is every character up to U+0020; other Unicode spaces, such as U+00A0, stay.";
const JOIN_NULL: &str = "A null element counts as the empty text.";
const JOIN_OTHER: &str = "A value that is no array is taken as its only element.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "concat",
        aliases: &[],
        category: Category::String,
        parameters: &[many("STRING", Type::Any, "texts, or values whose text is taken")],
        returns: Type::Text,
        summary: "Joins its arguments from left to right.",
        nulls: "Null arguments add nothing (not documented).",
        guesses: &[CONCAT_NULL],
        availability: None,
        examples: &[
            shown(r#"concat("Hi, ", "there", "!")"#, r#""Hi, there!""#),
            shown_on(
                r#"concat(city, ", ", county)"#,
                r#"{"city": "Paris", "county": "France"}"#,
                r#""Paris, France""#,
            ),
            ours_on(r#"concat(first, " ", last)"#, r#"{"first": "Ada", "last": null}"#, r#""Ada ""#),
            ours(r#"concat("n", 1, true, 1.5)"#, r#""n1true1.5""#),
        ],
        run: |call| {
            let mut text = String::new();
            for i in 0..call.len() {
                match call.text(i) {
                    Some(part) => text.push_str(&part),
                    None => call.guess(CONCAT_NULL),
                }
            }
            call.give_text(text)
        },
    },
    Function {
        name: "explode",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("STRING", Type::Text, ""),
            optional("REGEX", Type::Regex, "what stands between the pieces; a comma when left out"),
        ],
        returns: Type::Array,
        summary: "Splits a text where a regular expression matches, and keeps empty pieces.",
        nulls: NULL_GIVES_NULL,
        guesses: &[EXPLODE_TRAILING],
        availability: None,
        examples: &[
            shown(r#"explode("Hi, there!", " ")"#, r#"["Hi,", "there!"]"#),
            ours(r#"explode("a||b", "\\|")"#, r#"["a", "", "b"]"#),
            ours(r#"explode("a,b,,")"#, r#"["a", "b", "", ""]"#),
            ours(r"explode('a1b22c', '\\d+')", r#"["a", "b", "c"]"#),
        ],
        run: explode,
    },
    Function {
        name: "instr",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("INPUT", Type::Text, ""),
            one("SUBSTRING", Type::Text, "what to look for"),
            optional("START_POSITION", Type::Integer, "where to begin"),
            optional("OCCURRENCE", Type::Integer, "which one from there, 1 when left out"),
        ],
        returns: Type::Integer,
        summary: "The position of a text in another one, from 0.",
        nulls: NULL_GIVES_NULL,
        guesses: &[INSTR_ABSENT, INSTR_START],
        availability: None,
        examples: &[
            shown(r#"instr("adobe.com", "com")"#, "6"),
            ours(r#"instr("adobe.com", "org")"#, "-1"),
            ours(r#"instr("a-b-c", "-", 0, 2)"#, "3"),
            ours(r#"instr("a-b-c", "-", 2)"#, "3"),
        ],
        run: instr,
    },
    Function {
        name: "replacestr",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("INPUT", Type::Text, ""),
            one("TO_FIND", Type::Text, "plain text, no regular expression"),
            one("TO_REPLACE", Type::Text, "what is put there"),
        ],
        returns: Type::Text,
        summary: "Replaces a text in another one.",
        nulls: "A null INPUT gives null; with a null TO_FIND or TO_REPLACE nothing is replaced (not documented).",
        guesses: &[REPLACE_ALL],
        availability: None,
        examples: &[
            shown(
                r#"replacestr("This is a string re test", "re", "replace")"#,
                r#""This is a string replace test""#,
            ),
            ours(r#"replacestr("a.b.c", ".", "-")"#, r#""a-b-c""#),
            ours(r#"replacestr("abc", "", "-")"#, r#""abc""#),
        ],
        run: replacestr,
    },
    Function {
        name: "substr",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("INPUT", Type::Text, ""),
            one("START_INDEX", Type::Integer, "from 0"),
            one("LENGTH", Type::Integer, "how many characters"),
        ],
        returns: Type::Text,
        summary: "A part of a text: so many characters from a position on.",
        nulls: NULL_GIVES_NULL,
        guesses: &[SUBSTR_OUTSIDE],
        availability: None,
        examples: &[
            shown(r#"substr("This is a substring test", 7, 8)"#, r#"" a subst""#),
            ours(r#"substr("abc", 1, 10)"#, r#""bc""#),
            ours(r#"substr("abc", 5, 1)"#, r#""""#),
            ours(r#"substr("abcdef", -3, 2)"#, r#""de""#),
        ],
        run: substr,
    },
    Function {
        name: "lower",
        aliases: &["lcase"],
        category: Category::String,
        parameters: &[one("INPUT", Type::Text, "")],
        returns: Type::Text,
        summary: "The text in lower case.",
        nulls: NULL_GIVES_NULL,
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"lower("HeLLo")"#, r#""hello""#),
            shown(r#"lcase("HeLLo")"#, r#""hello""#),
            ours_on("lower(missing)", "{}", "null"),
        ],
        run: |call| {
            let Some(text) = call.text(0) else { return Ok(Value::Null) };
            let done = text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
            call.give_text(if done { text } else { text.to_lowercase().into() })
        },
    },
    Function {
        name: "upper",
        aliases: &["ucase"],
        category: Category::String,
        parameters: &[one("INPUT", Type::Text, "")],
        returns: Type::Text,
        summary: "The text in upper case.",
        nulls: NULL_GIVES_NULL,
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"upper("HeLLo")"#, r#""HELLO""#),
            shown(r#"ucase("HeLLo")"#, r#""HELLO""#),
            ours(r#"upper("straße")"#, r#""STRASSE""#),
        ],
        run: |call| {
            let Some(text) = call.text(0) else { return Ok(Value::Null) };
            let done = text.bytes().all(|b| b.is_ascii() && !b.is_ascii_lowercase());
            call.give_text(if done { text } else { text.to_uppercase().into() })
        },
    },
    Function {
        name: "split",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("INPUT", Type::Text, ""),
            one("SEPARATOR", Type::Text, "characters, each of which separates; no regular expression"),
        ],
        returns: Type::Array,
        summary: "Splits a text at any of some characters, and drops empty pieces.",
        nulls: "A null INPUT gives null; a null SEPARATOR separates at white space (not documented).",
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"split("Hello world", " ")"#, r#"["Hello", "world"]"#),
            ours(r#"split("a;b, c", ",; ")"#, r#"["a", "b", "c"]"#),
            ours(r#"split(",a,,b,", ",")"#, r#"["a", "b"]"#),
            ours(r#"split("", ",")"#, "[]"),
        ],
        run: split,
    },
    Function {
        name: "join",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("SEPARATOR", Type::Text, "stands between the elements"),
            one("OBJECTS", Type::Array, "the elements"),
        ],
        returns: Type::Text,
        summary: "Joins the elements of an array with a separator, which comes first.",
        nulls: "A null array gives null; a null element and a null separator count as the empty text (not documented).",
        guesses: &[JOIN_NULL, JOIN_OTHER],
        availability: None,
        examples: &[
            shown(r#"join(" ", to_array(true, "Hello", "world"))"#, r#""Hello world""#),
            shown(r#"join(" ", ["Hello", "world"])"#, r#""Hello world""#),
            ours(r#"join(",", ["a", null, 2])"#, r#""a,,2""#),
        ],
        run: join,
    },
    Function {
        name: "lpad",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("INPUT", Type::Text, ""),
            one("COUNT", Type::Integer, "the length of the result"),
            one("PADDING", Type::Text, "a blank when it is null or empty"),
        ],
        returns: Type::Text,
        summary: "Fills a text up at its left until it has so many characters.",
        nulls: "A null INPUT gives null (allowed, its result is not documented).",
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"lpad("bat", 8, "yz")"#, r#""yzyzybat""#),
            ours(r#"lpad("7", 3, "0")"#, r#""007""#),
            ours(r#"lpad("long", 2, "0")"#, r#""long""#),
            ours(r#"lpad("a", 3, "")"#, r#""  a""#),
        ],
        run: |call| pad(call, |text, padding| format!("{padding}{text}")),
    },
    Function {
        name: "rpad",
        aliases: &[],
        category: Category::String,
        parameters: &[
            one("INPUT", Type::Text, ""),
            one("COUNT", Type::Integer, "the length of the result"),
            one("PADDING", Type::Text, "a blank when it is null or empty"),
        ],
        returns: Type::Text,
        summary: "Fills a text up at its right until it has so many characters.",
        nulls: "A null INPUT gives null (allowed, its result is not documented).",
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"rpad("bat", 8, "yz")"#, r#""batyzyzy""#),
            ours(r#"rpad("a", 3, null)"#, r#""a  ""#),
        ],
        run: |call| pad(call, |text, padding| format!("{text}{padding}")),
    },
    Function {
        name: "left",
        aliases: &[],
        category: Category::String,
        parameters: &[one("STRING", Type::Text, ""), one("COUNT", Type::Integer, "how many characters")],
        returns: Type::Text,
        summary: "The first characters of a text.",
        nulls: NULL_GIVES_NULL,
        guesses: &[COUNT_OUTSIDE],
        availability: None,
        examples: &[
            shown(r#"left("abcde", 2)"#, r#""ab""#),
            ours(r#"left("abc", 9)"#, r#""abc""#),
            ours(r#"left("abc", -1)"#, r#""""#),
        ],
        run: |call| end(call, |count, _| (0, count)),
    },
    Function {
        name: "right",
        aliases: &[],
        category: Category::String,
        parameters: &[one("STRING", Type::Text, ""), one("COUNT", Type::Integer, "how many characters")],
        returns: Type::Text,
        summary: "The last characters of a text.",
        nulls: NULL_GIVES_NULL,
        guesses: &[COUNT_OUTSIDE],
        availability: None,
        examples: &[shown(r#"right("abcde", 2)"#, r#""de""#), ours(r#"right("abc", 9)"#, r#""abc""#)],
        run: |call| end(call, |count, length| (length.saturating_sub(count), length)),
    },
    Function {
        name: "ltrim",
        aliases: &[],
        category: Category::String,
        parameters: &[one("STRING", Type::Text, "")],
        returns: Type::Text,
        summary: "The text without white space at its beginning.",
        nulls: NULL_GIVES_NULL,
        guesses: &[OTHER_WHITESPACE],
        availability: None,
        examples: &[shown(r#"ltrim(" hello")"#, r#""hello""#), ours(r#"ltrim("  a ")"#, r#""a ""#)],
        run: |call| trim(call, |text| text.trim_start_matches(is_blank)),
    },
    Function {
        name: "rtrim",
        aliases: &[],
        category: Category::String,
        parameters: &[one("STRING", Type::Text, "")],
        returns: Type::Text,
        summary: "The text without white space at its end.",
        nulls: NULL_GIVES_NULL,
        guesses: &[OTHER_WHITESPACE],
        availability: None,
        examples: &[shown(r#"rtrim("hello ")"#, r#""hello""#), ours(r#"rtrim(" a  ")"#, r#"" a""#)],
        run: |call| trim(call, |text| text.trim_end_matches(is_blank)),
    },
    Function {
        name: "trim",
        aliases: &[],
        category: Category::String,
        parameters: &[one("STRING", Type::Text, "")],
        returns: Type::Text,
        summary: "The text without white space at its beginning and end.",
        nulls: NULL_GIVES_NULL,
        guesses: &[OTHER_WHITESPACE],
        availability: None,
        examples: &[shown(r#"trim(" hello ")"#, r#""hello""#), ours_on("trim(x)", r#"{"x": null}"#, "null")],
        run: |call| trim(call, |text| text.trim_matches(is_blank)),
    },
];

fn explode<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
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

fn instr<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
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

fn replacestr<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
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

fn substr<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
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
fn end<'r>(
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

fn split<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
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

fn join<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
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
fn pad<'r>(call: &mut Call<'_, 'r>, together: fn(&str, &str) -> String) -> Result<Value<'r>, Fail> {
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
fn is_blank(c: char) -> bool {
    c <= ' '
}

fn trim<'r>(call: &mut Call<'_, 'r>, cut: fn(&str) -> &str) -> Result<Value<'r>, Fail> {
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
