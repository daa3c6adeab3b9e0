//! Expressions that are right raise nothing: the examples of the function and method tables, which Adobe's pages show or
//! which run as tests, and a list of expressions in the shapes of shipped mapping sets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::datum::{Datum, Reader};
use preflow::diagnostic::Severity;
use preflow::expr::ast::Kind;
use preflow::expr::{Env, Program, Range, Settings, check, parse};
use preflow::functions;
use preflow::value::Value;
use std::fmt::Write as _;

/// What is said of an expression, without what is worth less than `least`.
fn said(text: &str, least: Severity) -> String {
    let parsed = parse(text);
    let mut out = String::new();
    for fault in &parsed.faults {
        writeln!(out, "{text}\n    cannot be read: {}", fault.message).unwrap();
    }
    if parsed.faults.is_empty() {
        // The worst comes first in the order of severities.
        for finding in check(text, &parsed.tree).iter().filter(|f| f.severity <= least) {
            writeln!(out, "{text}\n    {}: {}", finding.code, finding.message).unwrap();
        }
    }
    out
}

#[test]
fn documented_examples_raise_no_error() {
    let examples = functions::all().iter().flat_map(|f| f.examples);
    let methods = preflow::java::methods::all().iter().flat_map(|m| m.examples);
    let texts: Vec<&str> = examples.chain(methods).map(|e| e.expression).collect();
    assert!(texts.len() > 100, "only {} examples", texts.len());
    let wrong: String = texts.iter().map(|text| said(text, Severity::Error)).collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn sound_expressions_raise_no_warning() {
    let texts = include_str!("sound.txt");
    let lines = texts.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let wrong: String = lines.map(|text| said(text, Severity::Warning)).collect();
    assert!(wrong.is_empty(), "{wrong}");
}

/// One value of every kind, as it is written.
const VALUES: &[&str] = &[
    "\"abc\"",
    "\"12\"",
    "\"\"",
    "\"true\"",
    "\"yyyy-MM-dd\"",
    "\"2024-05-06\"",
    "12",
    "1.5",
    "-1",
    "true",
    "null",
    "[1, 2]",
    "[\"a\"]",
    "[1, ...]",
    "{\"a\": 1}",
    "{1, 2}",
    "(1..3)",
    "now()",
    "date(\"2024-05-06\", \"yyyy-MM-dd\")",
    "(x -> x)",
    "\"abc\".charAt(0)",
    "nothing",
    "texts",
    "object",
    "word",
    "number",
];

const RECORD: &str = r#"{"texts": ["a", "b"], "object": {"a": {"b": 1}}, "word": "abc", "number": 12}"#;

/// Whether an expression has an error although it gives a value.
fn is_false_alarm(text: &str, record: &Datum<'_>) -> bool {
    let tree = parse(text);
    let is_error = |f: &&preflow::expr::Finding| f.severity == Severity::Error;
    tree.faults.is_empty()
        && check(text, &tree.tree).iter().any(|f| is_error(&f))
        && matches!(Program::new(&tree.tree).run(&Env::new(record, 1, &Settings::default())), Ok(value) if !matches!(value, Value::Null))
}

/// Calls of every function and method, each with one argument or the receiver replaced by a value of every kind.
fn calls() -> Vec<String> {
    let functions = functions::all().iter().flat_map(|f| f.examples);
    let methods = preflow::java::methods::all().iter().flat_map(|m| m.examples);
    let mut out = Vec::new();
    for example in functions.chain(methods) {
        let text = example.expression;
        // Where null is given, nothing else is looked at.
        if text.contains("null") {
            continue;
        }
        let tree = parse(text).tree;
        // Only those of the outermost call: what holds it may make a value of its null.
        let operands: Vec<Range> = match &tree.kind {
            Kind::Call { .. } | Kind::Method { .. } => tree.children().iter().map(|e| e.range).collect(),
            _ => continue,
        };
        for range in operands.iter().take(8) {
            for value in VALUES {
                out.push(format!("{}{value}{}", &text[..range.start], &text[range.end..]));
            }
        }
    }
    out
}

#[test]
fn an_error_is_a_failure() {
    let record = Reader::default().read(RECORD.as_bytes()).unwrap();
    let calls = calls();
    assert!(calls.len() > 1_000, "only {} calls", calls.len());
    let wrong: Vec<String> = calls.into_iter().filter(|text| is_false_alarm(text, &record)).collect();
    assert!(wrong.is_empty(), "{} of them give a value:\n{}", wrong.len(), wrong.join("\n"));
}
