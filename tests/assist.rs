//! Help while writing: every file of `tests/assist` holds places in texts and, below each, all that is said there.
//!
//! A case is `# VERB what it shows`, the text with `|` at the cursor, a line of dashes and the answer. The verbs are
//! `complete`, `hover`, `expression`, `hover-expression` and `signature`; an expression takes the fields of the document
//! `expression.dataflow.json` of the folder `files`. `UPDATE=1 cargo test --test assist` rewrites the answers; the
//! review reads the difference.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/beside.rs"]
mod beside;

use beside::Beside;
use preflow::assist::{
    Completions, Given, Hover, complete, complete_expression, hover, hover_expression, signature,
};
use preflow::check::Options;
use preflow::input::NoFiles;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// How many of the items an answer shows.
const SHOWN: usize = 12;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assist")
}

fn completions(text: &str, found: &Completions) -> String {
    let mut out = format!("typed {:?}", &text[found.start..found.end]);
    if found.is_incomplete {
        out.push_str(", incomplete");
    }
    for item in found.items.iter().take(SHOWN) {
        let kind = format!("{:?}", item.kind).to_lowercase();
        let replaced = &text[item.start..item.end];
        let _ = write!(out, "\n{} {kind} {}: {replaced:?} → {:?}", item.rank, item.label, item.insert);
        if let Some(detail) = &item.detail {
            let _ = write!(out, " ({detail})");
        }
        assert_eq!(item.is_snippet, item.insert.contains("${1}") && !item.label.contains("${1}"));
    }
    if found.items.len() > SHOWN {
        let _ = write!(out, "\nand {} more", found.items.len() - SHOWN);
    }
    out
}

fn told(text: &str, found: Option<Hover>) -> String {
    let Some(found) = found else { return "nothing".to_owned() };
    let mut out = format!("{:?} {}", &text[found.start..found.end], found.title);
    for line in std::iter::once(&found.text).chain(&found.lines).filter(|l| !l.is_empty()) {
        let _ = write!(out, "\n  {line}");
    }
    out
}

fn answer(verb: &str, marked: &str) -> String {
    let offset = marked.find('|').unwrap_or_else(|| panic!("no cursor in {marked}"));
    let text = marked.replacen('|', "", 1);
    let files = Beside(folder().join("files"));
    let options = Options::default();
    let given = Given { name: "-", text: &text, files: &files, options: &options };
    let document = fs::read_to_string(folder().join("files/expression.dataflow.json")).unwrap();
    let of = Given { text: &document, ..given };
    match verb {
        "complete" => completions(&text, &complete(&given, offset)),
        "hover" => told(&text, hover(&given, offset)),
        "expression" => completions(&text, &complete_expression(&text, offset, Some(&of))),
        "hover-expression" => told(&text, hover_expression(&text, offset, Some(&of))),
        "signature" => match signature(&text, offset) {
            None => "nothing".to_owned(),
            Some(found) => {
                let mut out =
                    format!("{:?} {}\n  {}", &text[found.start..found.end], found.label, found.about);
                for (i, parameter) in found.parameters.iter().enumerate() {
                    let here = if found.active == Some(i) { "> " } else { "  " };
                    let label = &found.label[parameter.start..parameter.end];
                    let _ = write!(out, "\n{here}{label}: {}", parameter.about);
                }
                out
            }
        },
        other => panic!("there is no verb {other}"),
    }
}

#[test]
fn every_place_is_answered() {
    let mut wrong = Vec::new();
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files.into_iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let text = fs::read_to_string(&file).unwrap();
        let mut ours = String::new();
        for case in text.split("\n# ").map(|c| c.trim_start_matches("# ")) {
            let (title, rest) = case.split_once('\n').expect("a case has a text");
            let marked = rest.split("\n----").next().unwrap_or_default().trim_matches('\n');
            let verb = title.split(' ').next().unwrap_or_default();
            let _ = write!(ours, "# {title}\n{marked}\n----\n{}\n\n", answer(verb, marked));
        }
        let ours = ours.trim_end().to_owned() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &ours).unwrap();
        } else if ours != text {
            let at = ours.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or_default();
            let line = |text: &str| text.lines().nth(at).unwrap_or_default().to_owned();
            wrong.push(format!(
                "{} line {}: {}\n  wanted {}",
                file.display(),
                at + 1,
                line(&ours),
                line(&text)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Asks for everything at an offset, and makes sure that every place is one of the text.
fn ask(text: &str, offset: usize) {
    let options = Options::default();
    let given = Given { name: "a.dataflow.json", text, files: &NoFiles, options: &options };
    let found = complete(&given, offset);
    assert!(text.get(found.start..found.end).is_some(), "{text} at {offset}");
    for item in &found.items {
        assert!(text.get(item.start..item.end).is_some(), "{text} at {offset}: {item:?}");
    }
    if let Some(hover) = hover(&given, offset) {
        assert!(text.get(hover.start..hover.end).is_some(), "{text} at {offset}: {hover:?}");
    }
}

#[test]
fn no_cut_text_and_no_offset_is_too_much() {
    let small = fs::read_to_string(folder().join("files/small.dataflow.json")).unwrap();
    let ends: Vec<usize> = small.char_indices().map(|(i, _)| i).chain([small.len(), usize::MAX]).collect();
    for &end in &ends {
        ask(&small, end);
        let Some(prefix) = small.get(..end) else { continue };
        ask(prefix, end);
        ask(prefix, end / 2 + 1);
        for length in [1, 9] {
            let Some(behind) = small.get(end + length..) else { continue };
            ask(&[prefix, behind].concat(), end);
        }
    }
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap() {
        let Ok(text) = fs::read_to_string(entry.unwrap().path()) else { continue };
        for end in (0..text.len().min(20_000)).step_by(211).filter(|end| text.is_char_boundary(*end)) {
            ask(&text, end);
            ask(&text[..end], end);
        }
    }
}

#[test]
fn no_cut_expression_is_too_much() {
    let document = fs::read_to_string(folder().join("files/expression.dataflow.json")).unwrap();
    let options = Options::default();
    let of = Given { name: "-", text: &document, files: &NoFiles, options: &options };
    for text in [
        r#"iif(a.b[0] =~ "x\"y" && ${first name}.é != 'ü', filterArray(list, x -> x.size() > 1).size(), `a ${b} c`)"#,
        "x = {'a': 1, \"b\": [1, ...]}; x.get('a') // c",
        "((((((",
        "a.'b c'.0[*]?.d",
    ] {
        for end in text.char_indices().map(|(i, _)| i).chain([text.len(), usize::MAX]) {
            let prefix = text.get(..end).unwrap_or(text);
            for text in [text, prefix] {
                let found = complete_expression(text, end, Some(&of));
                for item in &found.items {
                    assert!(text.get(item.start..item.end).is_some(), "{text} at {end}: {item:?}");
                }
                let _ = (signature(text, end), hover_expression(text, end, Some(&of)));
            }
        }
    }
}
