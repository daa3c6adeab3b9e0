//! Functions on text.
//!
//! What the documents say of padding is the description of Apache Commons Lang, word for word; where they are silent
//! about the others, those of its `StringUtils` that fit are taken. Positions count UTF-16 units, as in Java. A null
//! text gives null: a function that failed on it would leave the destination just as empty.

mod run;

use super::{Category, Function, Type, many, one, optional, ours, ours_on, shown, shown_on};
use crate::value::Value;
use run::{end, explode, instr, is_blank, join, pad, replacestr, split, substr, trim};

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
            let length = |part: &Value<'_>| if let Value::Text(text) = part { text.len() } else { 24 };
            let mut text = String::with_capacity(call.arguments.iter().map(length).sum());
            for part in call.arguments.iter() {
                match part {
                    Value::Text(part) => text.push_str(part),
                    Value::Null => call.guess(CONCAT_NULL),
                    other => text.push_str(&other.to_text()),
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
