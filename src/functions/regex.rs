//! Functions with regular expressions.

use super::{Call, Category, Function, Type, one, ours, ours_on, shown};
use crate::value::{Fail, Value};

const NULL_GIVES_NULL: &str = "A null STRING gives null (not documented).";
const EXTRACT_FIND: &str = "The first match anywhere in the text counts; it need not span the whole text.";
const EXTRACT_NONE: &str = "A text without a match gives an empty array.";
const MATCHES_WHOLE: &str = "The whole text has to match, not only a part of it.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "extract_regex",
        aliases: &[],
        category: Category::Regex,
        parameters: &[one("STRING", Type::Text, ""), one("REGEX", Type::Regex, "with groups")],
        returns: Type::Array,
        summary: "What a regular expression matches in a text: the whole match, then each group.",
        nulls: "A null STRING gives null; a group that took no part is null (not documented).",
        guesses: &[EXTRACT_FIND, EXTRACT_NONE],
        availability: None,
        examples: &[
            shown(
                r#"extract_regex("E259,E259B_009,1_1", "([^,]+),[^,]*,([^,]+)")"#,
                r#"["E259,E259B_009,1_1", "E259", "1_1"]"#,
            ),
            ours(r#"extract_regex("order 66 of 99", "(\\d+)")"#, r#"["66", "66"]"#),
            ours(r#"extract_regex("abc", "\\d+")"#, "[]"),
            ours(r#"extract_regex("ac", "(a)(b)?(c)")"#, r#"["ac", "a", null, "c"]"#),
        ],
        run: extract,
    },
    Function {
        name: "matches_regex",
        aliases: &[],
        category: Category::Regex,
        parameters: &[one("STRING", Type::Text, ""), one("REGEX", Type::Regex, "")],
        returns: Type::Boolean,
        summary: "Whether a text matches a regular expression.",
        nulls: NULL_GIVES_NULL,
        guesses: &[MATCHES_WHOLE],
        availability: None,
        examples: &[
            shown(r#"matches_regex("E259,E259B_009,1_1", "([^,]+),[^,]*,([^,]+)")"#, "true"),
            ours(r#"matches_regex("2024-05", "\\d{4}")"#, "false"),
            ours_on(r#"matches_regex(code, "[A-Z]+")"#, r#"{"code": null}"#, "null"),
        ],
        run: |call| {
            let Some(text) = call.text(0) else { return Ok(Value::Null) };
            let regex = call.regex(1)?;
            call.spend(text.len() / 16)?;
            let matches = regex.matches(&text)?;
            if !matches && regex.find(&text)?.is_some() {
                call.guess(MATCHES_WHOLE);
            }
            Ok(Value::Bool(matches))
        },
    },
];

fn extract<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let regex = call.regex(1)?;
    call.spend(text.len() / 16)?;
    let Some(groups) = regex.find(&text)? else {
        call.guess(EXTRACT_NONE);
        return Ok(Value::list(Vec::new()));
    };
    if groups.first().copied().flatten().is_some_and(|whole| whole.len() != text.len()) {
        call.guess(EXTRACT_FIND);
    }
    let groups = groups.into_iter();
    call.give_list(groups.map(|g| g.map_or(Value::Null, |g| Value::text(g.to_owned()))).collect())
}
