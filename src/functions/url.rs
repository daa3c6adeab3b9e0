//! Functions on URLs.
//!
//! What a valid URL is, `java.net.URI` says: the documents answer null for others. Parts keep their spelling and
//! their percent-escapes.

mod escape;
mod parts;

use super::{Call, Category, Function, Type, one, optional, ours, ours_on, shown};
use crate::value::{Fail, Value};
use parts::Parts;

const NULLS: &str = "Null, and whatever is no valid URL, gives null.";
const NULL_GIVES_NULL: &str = "Null gives null (not documented).";

const INVALID: &str = "A text is a valid URL when it begins with a scheme and java.net.URI would read it: without blanks \
     and without any of `\"<>\\^`{|}`.";
const HOST_NAME: &str =
    "A host that is no Internet name, with an underscore for instance, is given as written.";
const DEFAULT_PORT: &str = "A scheme without a well-known port gives null.";
const VERBATIM: &str = "Percent-escapes stay as they are written.";
const LAST_SEGMENT: &str = "The end of a path is what follows its last `/`.";
const REPEATED: &str = "Of a parameter that occurs more than once the last value counts.";
const NO_QUERY: &str = "A URL without a query gives an empty map.";
const NO_VALUE: &str = "A parameter without `=` has the empty text as its value.";
const NOT_ASCII: &str = "Other than ASCII characters become the escapes of their UTF-8 bytes.";
const PLUS: &str = "`+` becomes a blank.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "get_url_protocol",
        aliases: &[],
        category: Category::Url,
        parameters: &[one("URL", Type::Text, "")],
        returns: Type::Text,
        summary: "The scheme of a URL, without the colon.",
        nulls: NULLS,
        guesses: &[INVALID],
        availability: None,
        examples: &[
            shown(r#"get_url_protocol("https://platform.adobe.com/home")"#, r#""https""#),
            ours(r#"get_url_protocol("platform.adobe.com/home")"#, "null"),
        ],
        run: |call| part(call, |url| Some(url.scheme)),
    },
    Function {
        name: "get_url_host",
        aliases: &[],
        category: Category::Url,
        parameters: &[one("URL", Type::Text, "")],
        returns: Type::Text,
        summary: "The host of a URL.",
        nulls: NULLS,
        guesses: &[INVALID, HOST_NAME],
        availability: None,
        examples: &[
            shown(r#"get_url_host("https://platform.adobe.com/home")"#, r#""platform.adobe.com""#),
            ours(r#"get_url_host("ftp://user:secret@example.com:2121/a")"#, r#""example.com""#),
            ours(r#"get_url_host("not a url")"#, "null"),
        ],
        run: |call| {
            if let Some(text) = call.text(0)
                && Parts::of(&text).is_some_and(|url| !url.has_internet_name())
            {
                call.guess(HOST_NAME);
            }
            part(call, |url| url.host)
        },
    },
    Function {
        name: "get_url_port",
        aliases: &[],
        category: Category::Url,
        parameters: &[one("URL", Type::Text, "")],
        returns: Type::Integer,
        summary: "The port of a URL, or the usual port of its scheme.",
        nulls: NULLS,
        guesses: &[INVALID, DEFAULT_PORT],
        availability: None,
        examples: &[
            shown(r#"get_url_port("sftp://example.com//home/joe/employee.csv")"#, "22"),
            ours(r#"get_url_port("https://example.com")"#, "443"),
            ours(r#"get_url_port("http://example.com:8080/a")"#, "8080"),
            ours(r#"get_url_port("foo://example.com/a")"#, "null"),
        ],
        run: |call| {
            let Some(text) = call.text(0) else { return Ok(Value::Null) };
            let Some(url) = Parts::of(&text) else {
                call.guess(INVALID);
                return Ok(Value::Null);
            };
            let port = url.port.or_else(|| parts::default_port(url.scheme));
            if port.is_none() {
                call.guess(DEFAULT_PORT);
            }
            Ok(port.map_or(Value::Null, Value::Int))
        },
    },
    Function {
        name: "get_url_path",
        aliases: &[],
        category: Category::Url,
        parameters: &[
            one("URL", Type::Text, ""),
            optional("FULL_PATH", Type::Boolean, "true when left out; false for the end of the path only"),
        ],
        returns: Type::Text,
        summary: "The path of a URL, without query and fragment.",
        nulls: NULLS,
        guesses: &[INVALID, LAST_SEGMENT, VERBATIM],
        availability: None,
        examples: &[
            shown(
                r#"get_url_path("sftp://example.com//home/joe/employee.csv")"#,
                r#""//home/joe/employee.csv""#,
            ),
            ours(r#"get_url_path("sftp://example.com//home/joe/employee.csv", false)"#, r#""employee.csv""#),
            ours(r##"get_url_path("https://example.com/a/b?c=d#e", true)"##, r#""/a/b""#),
        ],
        run: |call| {
            let end_only = matches!(call.get(1), Value::Bool(false))
                || call.text(1).is_some_and(|full| full.eq_ignore_ascii_case("false"));
            if end_only {
                call.guess(LAST_SEGMENT);
            }
            let escaped = |url: &Parts<'_>| url.path.is_some_and(|p| p.contains('%'));
            if call.text(0).is_some_and(|text| Parts::of(&text).is_some_and(|url| escaped(&url))) {
                call.guess(VERBATIM);
            }
            part(call, |url| {
                let path = url.path?;
                Some(if end_only { path.rsplit('/').next().unwrap_or(path) } else { path })
            })
        },
    },
    Function {
        name: "get_url_query_str",
        aliases: &[],
        category: Category::Url,
        parameters: &[
            one("URL", Type::Text, ""),
            one(
                "ANCHOR",
                Type::Word(&["retain", "remove", "append"]),
                "what becomes of the fragment: retain leaves it at the last value, remove drops it, append gives it \
                 as `_anchor_`",
            ),
        ],
        returns: Type::Object,
        summary: "The parameters of a URL's query, as a map.",
        nulls: NULLS,
        guesses: &[INVALID, REPEATED, NO_QUERY, NO_VALUE, VERBATIM],
        availability: None,
        examples: &[
            shown(
                r##"get_url_query_str("foo://example.com:8042/over/there?name=ferret#nose", "retain")"##,
                r##"{"name": "ferret#nose"}"##,
            ),
            shown(
                r##"get_url_query_str("foo://example.com:8042/over/there?name=ferret#nose", "remove")"##,
                r#"{"name": "ferret"}"#,
            ),
            shown(
                r##"get_url_query_str("foo://example.com:8042/over/there?name=ferret#nose", "append")"##,
                r#"{"name": "ferret", "_anchor_": "nose"}"#,
            ),
            ours(
                r#"get_url_query_str("https://example.com/?a=1&b=x%20y&c", "remove")"#,
                r#"{"a": "1", "b": "x%20y", "c": ""}"#,
            ),
        ],
        run: query,
    },
    Function {
        name: "get_url_encoded",
        aliases: &[],
        category: Category::Url,
        parameters: &[one("URL", Type::Text, "")],
        returns: Type::Text,
        summary: "The text with percent-escapes for all but letters, digits, `-`, `_` and `.`.",
        nulls: NULL_GIVES_NULL,
        guesses: &[NOT_ASCII],
        availability: None,
        examples: &[
            shown(
                r#"get_url_encoded("https://example.com/partneralliance_asia-pacific_2022")"#,
                r#""https%3A%2F%2Fexample.com%2Fpartneralliance_asia-pacific_2022""#,
            ),
            ours(r#"get_url_encoded("a b+c*~|é")"#, r#""a%20b%2Bc%2A%7E%7C%C3%A9""#),
        ],
        run: |call| {
            let Some(text) = call.text(0) else { return Ok(Value::Null) };
            if !text.is_ascii() {
                call.guess(NOT_ASCII);
            }
            call.spend(text.len() / 16)?;
            call.give_text(escape::encode(&text))
        },
    },
    Function {
        name: "get_url_decoded",
        aliases: &[],
        category: Category::Url,
        parameters: &[one("URL", Type::Text, "")],
        returns: Type::Text,
        summary: "The text with its percent-escapes resolved.",
        nulls: NULL_GIVES_NULL,
        guesses: &[PLUS],
        availability: None,
        examples: &[
            shown(
                r#"get_url_decoded("https%3A%2F%2Fexample.com%2Fpartneralliance_asia-pacific_2022")"#,
                r#""https://example.com/partneralliance_asia-pacific_2022""#,
            ),
            ours(r#"get_url_decoded("a%20b+c%C3%A9")"#, r#""a b cé""#),
            ours_on("get_url_decoded(url)", r#"{"url": null}"#, "null"),
        ],
        run: |call| {
            let Some(text) = call.text(0) else { return Ok(Value::Null) };
            if text.contains('+') {
                call.guess(PLUS);
            }
            call.spend(text.len() / 16)?;
            match escape::decode(&text) {
                Ok(text) => call.give_text(text),
                Err(wrong) => Err(call.fail_at(0, format!("`{wrong}` is no percent-escape"))),
            }
        },
    },
];

/// A part of the URL in the first argument.
fn part<'r>(
    call: &mut Call<'_, 'r>,
    pick: impl for<'u> Fn(Parts<'u>) -> Option<&'u str>,
) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    call.spend(text.len() / 16)?;
    let Some(url) = Parts::of(&text) else {
        call.guess(INVALID);
        return Ok(Value::Null);
    };
    Ok(pick(url).map_or(Value::Null, |part| Value::text(part.to_owned())))
}

fn query<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let anchor = call.text(1).unwrap_or_default().to_lowercase();
    if !["retain", "remove", "append"].contains(&&*anchor) {
        let given = call.get(1).shown();
        return Err(call.fail_at(1, format!("ANCHOR is `retain`, `remove` or `append`, not {given}")));
    }
    call.spend(text.len())?;
    let Some(url) = Parts::of(&text) else {
        call.guess(INVALID);
        return Ok(Value::Null);
    };
    if url.query.is_none() {
        call.guess(NO_QUERY);
    }
    let query = url.query.unwrap_or_default();
    if query.contains(['%', '+']) {
        call.guess(VERBATIM);
    }
    let mut entries: Vec<(&str, String)> = Vec::new();
    for parameter in query.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or_else(|| {
            call.guess(NO_VALUE);
            (parameter, "")
        });
        match entries.iter_mut().find(|(n, _)| *n == name) {
            Some((_, slot)) => {
                call.guess(REPEATED);
                value.clone_into(slot);
            }
            None => entries.push((name, value.to_owned())),
        }
        call.spend(entries.len() / 16)?;
    }
    match (anchor.as_str(), url.fragment, entries.last_mut()) {
        ("retain", Some(fragment), Some((_, last))) => {
            last.push('#');
            last.push_str(fragment);
        }
        ("append", Some(fragment), _) => entries.push(("_anchor_", fragment.to_owned())),
        _ => {}
    }
    let entries = entries.into_iter().map(|(name, value)| (Value::text(name.to_owned()), Value::text(value)));
    Ok(Value::map(entries.collect()))
}
