//! Every example of every function and method, parsed and evaluated; and what holds for the whole table.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::datum::Datum;
use preflow::expr::{Env, Program, Settings, parse};
use preflow::functions::{self, Count, Example};
use serde_json::Value as Json;
use std::collections::HashSet;

/// The settings that examples are written for.
fn settings() -> Settings {
    Settings { now: "2026-01-02T03:04:05Z".parse().unwrap(), ..Settings::default() }
}

/// The result in JSON, or what went wrong; and the guesses it rests on.
fn evaluate(expression: &str, record: &str) -> (Result<Json, String>, Vec<&'static str>) {
    let record: Json = serde_json::from_str(if record.is_empty() { "{}" } else { record }).unwrap();
    let record = Datum::from(&record);
    let parsed = parse(expression);
    if let Some(fault) = parsed.faults.first() {
        return (Err(fault.message.clone()), Vec::new());
    }
    let program = Program::new(&parsed.tree);
    let settings = settings();
    let env = Env::new(&record, 1, &settings);
    let result = program.run(&env).and_then(|value| value.to_json());
    let result = result.map(|json| serde_json::from_str(&json).unwrap()).map_err(|fail| fail.to_string());
    (result, env.take_guesses())
}

#[test]
fn every_example_gives_its_result() {
    let all = functions::descriptions();
    let examples: Vec<&Example> = all.iter().flat_map(|d| d.examples).collect();
    let mut wrong = Vec::new();
    for Example { expression, record, result, .. } in &examples {
        let expected: Json = serde_json::from_str(result).unwrap_or_else(|e| panic!("{expression}: {e}"));
        let (found, _) = evaluate(expression, record);
        if found.as_ref() != Ok(&expected) {
            wrong.push(format!("{expression} of {record}\n  is {found:?}\n  not {expected}"));
        }
    }
    assert!(examples.len() > 200, "only {} examples", examples.len());
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), examples.len(), wrong.join("\n"));
}

#[test]
fn the_table_is_consistent() {
    let mut names = HashSet::new();
    for function in functions::all() {
        let name = function.name;
        assert!(function.names().all(|n| names.insert(n)), "{name} is there twice");
        assert!(function.names().all(|n| functions::find(n).is_some_and(|f| f.name == name)), "{name}");
        assert!(!function.examples.is_empty(), "{name} has no example");
        assert!(function.summary.ends_with('.') && function.nulls.ends_with('.'), "{name}: full stops");
        assert!(
            function.guesses.iter().chain(&function.availability).all(|g| g.ends_with('.')),
            "{name}: full stops"
        );
        let counts: Vec<Count> = function.parameters.iter().map(|p| p.count).collect();
        let rank = |c: &Count| match c {
            Count::One => 0,
            Count::Optional => 1,
            Count::Many | Count::Pairs => 2,
        };
        assert!(counts.is_sorted_by_key(rank), "{name}: order of parameters");
        assert!(counts.iter().filter(|c| rank(c) == 2).count() <= 1, "{name}: nothing may follow");
    }
}

#[test]
fn arity() {
    let accepts = |name: &str| {
        let function = functions::find(name).unwrap();
        (0..=6).filter(|n| function.accepts(*n)).collect::<Vec<_>>()
    };
    assert_eq!(accepts("upper"), [1]);
    assert_eq!(accepts("nullify"), [0]);
    assert_eq!(accepts("explode"), [1, 2]);
    assert_eq!(accepts("concat"), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(accepts("to_object"), [2, 4, 6]);
    assert_eq!(accepts("add_to_map"), [2, 3, 4, 5, 6]);
    let signature = |name: &str| functions::find(name).unwrap().signature();
    assert_eq!(signature("explode"), "explode(STRING[, REGEX])");
    assert_eq!(signature("to_object"), "to_object(KEY, VALUE, ...)");
    assert_eq!(functions::nearest("Concat"), Some("concat"));
    assert_eq!(functions::nearest("toInteger"), Some("to_integer"));
    assert_eq!(functions::nearest("xyz"), None);
}

/// An agent that hides the version of its system.
const WINDOWS: &str = r#"{"a": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"}"#;

#[test]
fn guesses_are_told_when_they_decide() {
    for (expression, record, told) in [
        (r#"instr("abc", "x")"#, "", true),
        (r#"instr("abc", "c")"#, "", false),
        (r#"substr("abc", 1, 9)"#, "", true),
        (r#"substr("abc", 1, 2)"#, "", false),
        (r#"concat("a", b)"#, "", true),
        (r#"sha1("abc")"#, "", false),
        (r#"sha1("é")"#, "", true),
        (r#"decode("1", 1, "x")"#, "", true),
        (r#"explode("a,b")"#, "", false),
        (r#"explode("a,b,")"#, "", true),
        (r#"contains_key("a")"#, r#"{"a": null}"#, true),
        (r#"contains_key("a")"#, r#"{"a": 1}"#, false),
        (r#"format(now(), "u")"#, "", true),
        (r#"format(now(), "uuuu-MM-dd HH:mm:ss.SSS")"#, "", false),
        (r#"date("2024-01-02 03:04:05.6", "yyyy-MM-dd HH:mm:ss.S")"#, "", true),
        ("ua_os_version(a)", WINDOWS, true),
        ("ua_os_name(a)", WINDOWS, false),
        ("ua_agent_version_major(a)", WINDOWS, false),
        ("ua_device_class(a)", WINDOWS, false),
    ] {
        let (result, guesses) = evaluate(expression, record);
        assert!(result.is_ok(), "{expression}: {result:?}");
        assert_eq!(!guesses.is_empty(), told, "{expression}: {guesses:?}");
        let known = functions::all().iter().flat_map(|f| f.guesses).collect::<HashSet<_>>();
        assert!(guesses.iter().all(|g| known.contains(g)), "{expression}: {guesses:?}");
    }
}

#[test]
fn failures_say_what_is_wrong() {
    for (expression, part) in [
        (r#"sha1("a", "EBCDIC")"#, "`EBCDIC`"),
        (r#"hash("sha3", "a")"#, "`sha3`"),
        (r#"to_integer("12.5")"#, "12.5"),
        (r#"to_integer("3000000000")"#, "3000000000"),
        (r#"to_decimal("ten")"#, "ten"),
        (r#"json_to_object("{")"#, "no JSON"),
        (r#"get_url_decoded("100%")"#, "`%`"),
        (r#"get_url_query_str("http://a/?b", "drop")"#, "drop"),
        (r#"instr("a", "b", 0, 0)"#, "OCCURRENCE"),
        (r#"join(",", lpad("a", 99999999, "b"))"#, "too large"),
        (r#"get_keys("a")"#, "no object"),
        (r#"filterArray("a", x -> x)"#, "no array"),
        (r#"object_to_map([{"a": 1}], type)"#, "quotes"),
        (r#"max(1, "b")"#, "b"),
    ] {
        let (result, _) = evaluate(expression, "");
        assert!(result.as_ref().is_err_and(|e| e.contains(part)), "{expression}: {result:?}");
    }
}

#[test]
fn ids_differ_from_call_to_call_and_repeat_from_run_to_run() {
    let (first, _) = evaluate(r#"uuid() == uuid()"#, "");
    assert_eq!(first, Ok(Json::Bool(false)));
    let (shape, _) = evaluate(
        r#"matches_regex(guid(), "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")"#,
        "",
    );
    assert_eq!(shape, Ok(Json::Bool(true)));
    assert_eq!(evaluate("uuid()", ""), evaluate("guid()", ""));
}

/// Agents of common programs, and what Yauaa 7.20 tells of them: system, its version, its major version, program, its
/// major version, device.
const AGENTS: &[(&str, [&str; 6])] = &[
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36",
        ["Windows NT", ">=10", "Windows >=10", "Chrome", "Chrome 119", "Desktop"],
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:78.0) Gecko/20100101 Firefox/78.0",
        ["Windows NT", "10.0", "Windows 10", "Firefox", "Firefox 78", "Desktop"],
    ),
    (
        "Mozilla/5.0 (Windows NT 6.3; WOW64; Trident/7.0; rv:11.0) like Gecko",
        ["Windows NT", "8.1", "Windows 8", "Internet Explorer", "Internet Explorer 11", "Desktop"],
    ),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15",
        ["Mac OS", ">=10.15.7", "Mac OS >=10.15", "Safari", "Safari 17", "Desktop"],
    ),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_12_6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.77 Safari/537.36 OPR/57.0.3098.6",
        ["Mac OS", "10.12.6", "Mac OS 10.12", "Opera", "Opera 57", "Desktop"],
    ),
    (
        "Mozilla/5.0 (Linux; Android 13; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.5615.48 Mobile Safari/537.36",
        ["Android", "13", "Android 13", "Chrome", "Chrome 112", "Phone"],
    ),
    (
        "Mozilla/5.0 (Linux; Android 11; SM-T870) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/15.0 Chrome/90.0.4430.210 Safari/537.36",
        ["Android", "11", "Android 11", "SamsungBrowser", "SamsungBrowser 15", "Tablet"],
    ),
    (
        "Mozilla/5.0 (iPad; CPU OS 16_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/108.0.5359.112 Mobile/15E148 Safari/604.1",
        ["iOS", "16.2", "iOS 16", "Chrome", "Chrome 108", "Tablet"],
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 15_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        ["iOS", "15.4", "iOS 15", "UIWebView", "UIWebView 605", "Phone"],
    ),
    (
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0",
        ["Ubuntu", "??", "Ubuntu ??", "Firefox", "Firefox 102", "Desktop"],
    ),
    (
        "Mozilla/5.0 (X11; CrOS x86_64 13904.77.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0.4472.147 Safari/537.36",
        ["Chrome OS", "91.0.4472.147", "Chrome OS 91", "Chrome", "Chrome 91", "Desktop"],
    ),
    (
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        ["Microsoft Cloud", "Microsoft Azure", "Microsoft Azure", "Bingbot", "Bingbot 2", "Robot"],
    ),
    ("curl/7.88.1", ["Cloud", "??", "Cloud ??", "Curl", "Curl 7", "Robot"]),
];

#[test]
fn common_agents() {
    let functions = [
        "ua_os_name",
        "ua_os_version",
        "ua_os_version_major",
        "ua_agent_name",
        "ua_agent_version_major",
        "ua_device_class",
    ];
    for (agent, expected) in AGENTS {
        let record = serde_json::json!({"agent": agent}).to_string();
        let found = functions.map(|f| evaluate(&format!("{f}(agent)"), &record).0.unwrap());
        assert_eq!(found.each_ref().map(|f| f.as_str().unwrap_or_default()), *expected, "{agent}");
    }
}

#[test]
fn agents_of_any_kind_are_read() {
    for agent in
        ["", " ", "(", ")))", "a/b/c/d", "Mozilla/5.0 (", "日本/1", "x/", "/x", "(;;;)", "Android", "Opera/"]
    {
        let record = serde_json::json!({"agent": agent}).to_string();
        for function in functions::all().iter().filter(|f| f.name.starts_with("ua_")) {
            let (found, _) = evaluate(&format!("{}(agent)", function.name), &record);
            assert!(
                found.as_ref().is_ok_and(|f| f.as_str().is_some_and(|f| !f.is_empty())),
                "{agent}: {found:?}"
            );
        }
    }
}

/// Whatever a function is given, it answers or fails with words.
#[test]
fn arguments_of_any_kind_are_answered() {
    let kinds = [
        "null",
        "true",
        "-1",
        "99999999999",
        "1.5",
        "12345678901234567890123H",
        "2.5b",
        "''",
        "'a,b;c'",
        "'12'",
        "'%é['",
        "[]",
        "[1,'a',null]",
        "[[1],{'k':2}]",
        "{:}",
        "{'a':1,'b':{'c':[2]}}",
        "{1,2}",
        "1..3",
        "x -> x",
        "missing",
        "a.b",
        "now()",
        "fpid_to_ecid('x')",
        "'a'.charAt(0)",
    ];
    let mut calls = 0;
    for function in functions::all() {
        for count in (0..=4).filter(|n| function.accepts(*n)) {
            // Every kind in every place, beside others that change with it.
            for i in 0..kinds.len() * 5 {
                let argument = |place: usize| kinds[(i + place * (1 + i / kinds.len() * 3)) % kinds.len()];
                let arguments: Vec<&str> = (0..count).map(argument).collect();
                let expression = format!("{}({})", function.name, arguments.join(", "));
                let (result, _) = evaluate(&expression, r#"{"a": {"b": [1, {"c": "d"}]}}"#);
                assert!(result.as_ref().err().is_none_or(|e| !e.is_empty()), "{expression}");
                calls += 1;
            }
        }
    }
    assert!(calls > 10_000, "only {calls} calls");
}
