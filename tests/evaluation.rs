//! What holds for every expression that is well formed: it ends, in a value or a failure, and in the same one each time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::datum::Reader;
use preflow::expr::{Settings, evaluate, unanswered};
use preflow::functions;
use preflow::java::methods;
use proptest::prelude::*;
use proptest::sample::select;

fn leaf() -> impl Strategy<Value = String> {
    let fixed = select(vec![
        "null",
        "a",
        "b",
        "c.d",
        "c['x y']",
        "list[1]",
        "list",
        "map",
        "missing.x",
        "true",
        "0",
        "-7",
        "2147483647",
        "9L",
        "99999999999999999999",
        "3h",
        "1.5",
        "-0.0",
        "1.5f",
        "1.50b",
        "NaN",
        "''",
        "'5'",
        "' 1e2 '",
        "'false'",
        "'a,b;c'",
        "'😀é'",
        "'yyyy-MM-dd'",
        "'(a|b)+'",
        "'2024-02-29'",
        "'{\"k\":[1]}'",
        "[1,2]",
        "['a',...]",
        "{1,2}",
        "{'k':1}",
        "{:}",
        "1..3",
        "x -> x + 1",
        "(x, y) -> { x == y }",
        "'abc'.charAt(1)",
        "now()",
    ]);
    prop_oneof![
        8 => fixed.prop_map(str::to_owned),
        1 => any::<i64>().prop_map(|n| n.to_string()),
        1 => any::<u16>().prop_map(|n| format!("{n}.{n}")),
        1 => "[ -&(-\\[\\]-~é日]{0,6}".prop_map(|text| format!("'{text}'")),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    let operators = vec![
        "+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&", "|", "^", "&&", "||", "=~", "!~", "=^", "=$",
        "..", "?:",
    ];
    let unary = vec!["-", "!", "~", "size ", "empty "];
    let functions: Vec<&str> = functions::all().iter().map(|f| f.name).collect();
    let methods: Vec<&str> = methods::all().iter().map(|m| m.name).collect();
    leaf().prop_recursive(4, 24, 4, move |inner| {
        let several = prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| parts.join(", "));
        prop_oneof![
            3 => (inner.clone(), select(operators.clone()), inner.clone()).prop_map(|(l, o, r)| format!("({l}) {o} ({r})")),
            1 => (select(unary.clone()), inner.clone()).prop_map(|(o, x)| format!("{o}({x})")),
            1 => (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, t, e)| format!("({c}) ? ({t}) : ({e})")),
            4 => (select(functions.clone()), several.clone()).prop_map(|(f, list)| format!("{f}({list})")),
            3 => (inner.clone(), select(methods.clone()), several.clone()).prop_map(|(of, m, list)| format!("({of}).{m}({list})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(of, i)| format!("({of})[{i}]")),
            1 => several.clone().prop_map(|list| format!("[{list}]")),
            1 => several.clone().prop_map(|list| format!("{{{list}}}")),
            1 => (inner.clone(), inner.clone()).prop_map(|(k, v)| format!("{{{k} : {v}}}")),
            1 => (inner.clone(), inner).prop_map(|(body, x)| format!("(v -> {{ [v, {body}] }})({x})")),
        ]
    })
}

fn record() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i32>().prop_map(|n| n.to_string()),
        any::<f64>().prop_filter("JSON", |n| n.is_finite()).prop_map(|n| format!("{n:e}")),
        "[a-z0-9 .,é-]{0,8}".prop_map(|text| format!("{text:?}")),
    ];
    (scalar.clone(), scalar.clone(), scalar.clone(), scalar).prop_map(|(a, b, c, d)| {
        format!(r#"{{"a":{a},"b":{b},"c":{{"d":{c},"x y":1}},"list":[{a},{b},[{c}]],"map":{{"a":{d},"c":{{"d":[{d}]}}}}}}"#)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn evaluation_ends_and_repeats(text in expression(), record in record()) {
        let record = Reader::default().read(record.as_bytes()).unwrap();
        let settings = Settings::default();
        let once = evaluate(&text, &record, &settings);
        prop_assert_eq!(&once, &evaluate(&text, &record, &settings), "{}", text);
        if let Ok(answer) = once {
            // What is written can be read.
            prop_assert!(serde_json::from_str::<serde_json::Value>(&answer.value.to_string()).is_ok(), "{}", text);
        }
        let strict = Settings { strict: true, ..Settings::default() };
        let _ = evaluate(&text, &record, &strict);
        let missed = unanswered(&text, &record, &settings);
        prop_assert!(missed.is_none_or(|fail| fail.range().is_some()), "{}", text);
    }
}

/// Expressions that make much of little.
#[test]
fn what_grows_without_end_is_refused() {
    let record = Reader::default().read(br#"{"s": "0123456789abcdef"}"#).unwrap();
    let doubled =
        |start: &str| (0..60).fold(start.to_owned(), |body, _| format!("(x -> {{ [x, x] }})({body})"));
    let joined =
        |start: &str| (0..60).fold(start.to_owned(), |body, _| format!("(x -> {{ x + x }})({body})"));
    let squared = (0..40).fold("s.length()".to_owned(), |body, _| format!("(x -> {{ x * x }})({body})"));
    for text in [
        doubled("s"),
        joined("s"),
        squared,
        "s.repeat(2147483647)".to_owned(),
        "(f -> { f(f) })(f -> { f(f) })".to_owned(),
        "[0..2147483647]".to_owned(),
        "1.0e999999999b + 1b".to_owned(),
        "1.0e999999999b % 3".to_owned(),
        "1.0e999999999b & 1".to_owned(),
        "1.0e999999999b .. 1".to_owned(),
    ] {
        // A value of the size of what was written is as good as a refusal.
        if let Ok(answer) = evaluate(&text, &record, &Settings::default()) {
            assert!(answer.value.to_string().len() < 100, "{text}");
        }
    }
}
