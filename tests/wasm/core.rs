//! The core, held against the same expectations as the native one.

use super::super::date_vectors::ours;
use super::super::findings::findings;
use super::super::language_vectors::judged;
use super::super::previewed::previewed;
use super::super::regex_vectors::differences;
use preflow::check::{Options, check};
use preflow::input::NoFiles;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

macro_rules! case {
    ($folder:literal, $($name:literal),+) => {
        (
            include_str!(concat!("../cases/", $folder, "/expected.txt")),
            vec![$(($name, include_str!(concat!("../cases/", $folder, "/", $name)))),+],
        )
    };
}

#[wasm_bindgen_test]
fn checks_say_what_is_expected() {
    for (expected, inputs) in [
        case!("rules/bad-regex", "fires.dataflow.json", "near.dataflow.json"),
        case!("rules/bad-date-pattern", "fires.dataflow.json", "near.dataflow.json"),
        case!("rules/bad-number", "fires-zeros.sh", "fires.sh", "near.sh"),
        case!("rules/once-with-interval", "fires-looked-up.sh", "fires.dataflow.json", "near.dataflow.json"),
    ] {
        let said: Vec<_> = inputs
            .iter()
            .map(|(name, text)| {
                let report = check(name, text.as_bytes(), &NoFiles, &Options::default());
                format!("== {name}\n{}", findings(&report))
            })
            .collect();
        assert_eq!(said.join("\n"), expected);
    }
}

macro_rules! preview {
    ($folder:literal) => {
        (
            include_bytes!(concat!("../previews/", $folder, "/flow.dataflow.json")).as_slice(),
            include_str!(concat!("../previews/", $folder, "/expected.txt")),
        )
    };
}

#[wasm_bindgen_test]
fn previews_say_what_is_expected() {
    for (document, expected) in [
        preview!("conversions"),
        preview!("dates_within"),
        preview!("expressions"),
        preview!("rejections"),
        preview!("static_values"),
    ] {
        assert_eq!(previewed(document, &NoFiles), expected);
    }
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[wasm_bindgen_test]
fn dates_are_those_of_java() {
    let files =
        [include_str!("../vectors/dates/chosen.ndjson"), include_str!("../vectors/dates/random.ndjson")];
    let lines: Vec<_> = files.into_iter().flat_map(lines).collect();
    assert!(lines.len() > 300);
    for line in lines {
        assert_eq!(ours(&line).as_deref(), line["value"].as_str(), "{line}");
    }
}

#[wasm_bindgen_test]
fn regular_expressions_are_those_of_java() {
    let files =
        [include_str!("../vectors/regex/cases.ndjson"), include_str!("../vectors/regex/random.ndjson")];
    let lines: Vec<_> = files.into_iter().flat_map(lines).collect();
    assert!(lines.len() > 300);
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(differences(line, number % 2 == 0), [""; 0], "{line}");
    }
}

#[wasm_bindgen_test]
fn values_are_those_of_the_engine() {
    let files = [include_str!("../vectors/language.ndjson"), include_str!("../vectors/methods.ndjson")];
    let verdicts: Vec<_> = files.into_iter().flat_map(str::lines).filter_map(judged).collect();
    assert!(verdicts.len() > 500);
    let wrong: Vec<_> = verdicts.into_iter().filter_map(|verdict| verdict.wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
