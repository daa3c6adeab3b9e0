//! Imports: every folder of `tests/imports` holds inputs that become one dataflow, the whole document that comes out
//! (`expected.dataflow.json`, missing where there is none) and in `expected.notes.txt` what is said about it.
//!
//! `UPDATE=1 cargo test --test import` rewrites the expectations; the review reads the difference.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/beside.rs"]
mod beside;

use beside::Beside;
use preflow::check::{self, Report, check};
use preflow::dataflow::Dataflow;
use preflow::diagnostic::Severity;
use preflow::import::{CODES, Imported, Input, import, import_all};
use preflow::input::{self, NoFiles};
use preflow::placeholder::{self, Variables};
use preflow::request::{self, FORMATS, Options, Request};
use preflow::steps::{StepId, captures};
use preflow::text::Sources;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const DOCUMENT: &str = "expected.dataflow.json";
const NOTES: &str = "expected.notes.txt";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn cases() -> Vec<PathBuf> {
    sorted(&root().join("tests/imports"))
}

/// The names and bytes of a case's inputs.
fn inputs(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = sorted(folder).into_iter().filter(|p| name(p) != DOCUMENT && name(p) != NOTES);
    files.map(|p| (name(&p), fs::read(&p).unwrap())).collect()
}

fn imported(folder: &Path) -> Imported {
    let inputs = inputs(folder);
    let inputs: Vec<Input<'_>> = inputs.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    import_all(&inputs, &Beside(folder.to_owned()))
}

fn told(imported: &Imported) -> String {
    let at = |place: preflow::text::Place| {
        let file = imported.sources.get(place.file);
        let at = file.position(place.span.start);
        format!("{}:{}:{}", file.name, at.line, at.column)
    };
    let mut out = String::new();
    for d in &imported.diagnostics {
        let step = d.step.map(|s| format!(" ({s})")).unwrap_or_default();
        writeln!(out, "{} {} {}{step}: {}", at(d.place), d.severity.name(), d.code, d.message).unwrap();
        for related in &d.related {
            writeln!(out, "    see {} {}", at(related.place), related.message).unwrap();
        }
        if let Some(help) = &d.help {
            writeln!(out, "    help: {help}").unwrap();
        }
    }
    out
}

#[test]
fn every_import_is_what_is_expected() {
    let mut wrong = String::new();
    let mut seen = BTreeSet::new();
    for folder in cases() {
        let imported = imported(&folder);
        seen.extend(imported.diagnostics.iter().map(|d| d.code));
        for (file, said) in [(DOCUMENT, imported.document.clone()), (NOTES, Some(told(&imported)))] {
            let path = folder.join(file);
            if std::env::var_os("UPDATE").is_some() {
                match said {
                    Some(text) => fs::write(&path, text).unwrap(),
                    None => drop(fs::remove_file(&path)),
                }
            } else if fs::read_to_string(&path).ok() != said {
                writeln!(wrong, "{}\n{}", path.display(), said.unwrap_or_default()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "these are now (UPDATE=1 accepts it):\n{wrong}");
    let missing: Vec<_> = CODES.iter().filter(|code| !seen.contains(*code)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

fn report(name: &str, bytes: &[u8], folder: &Path) -> Report {
    check(name, bytes, &Beside(folder.to_owned()), &check::Options::default())
}

/// The requests that create something and the look-up of the flow spec, variables filled in.
fn requests(flows: &[&Dataflow], set: &Variables) -> Vec<Request> {
    let options = Options { set: set.clone(), ..Options::default() };
    let all = flows.iter().flat_map(|d| request::requests(d, &options));
    // What reads an inlet URL follows from the bodies where the text does not ask for it.
    all.filter(|r| !matches!(r.step, StepId::GetFlow | StepId::GetBaseConnection)).collect()
}

/// The same value, but for ids and secrets that became placeholders.
fn is_same(imported: &Value, original: &Value) -> bool {
    match (imported, original) {
        (Value::String(text), _) if imported != original => {
            let id = placeholder::name(text);
            let text = original.as_str().map(str::to_owned).unwrap_or_else(|| original.to_string());
            id.is_some_and(|name| captures().iter().any(|(known, _)| *known == name) || is_secret(name))
                || id.is_some() && placeholder::name(&text) == id
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        _ => imported == original,
    }
}

fn is_secret(name: &str) -> bool {
    placeholder::names_secret(name) || name == "HOST" || name.ends_with("KEY")
}

/// The value of a body; bare placeholders as texts, comments left out.
fn value(text: &str) -> Option<Value> {
    let mut sources = Sources::default();
    let wrapped = format!(
        "curl -X POST https://platform.adobe.io/data/foundation/flowservice/flows -d @-<<'EOF_X'\n{text}\nEOF_X\n"
    );
    let file = sources.add("a.sh", wrapped);
    let read = input::read(file, &mut sources, &NoFiles);
    read.dataflows.first()?.exchanges.first()?.body.as_ref()?.root.as_ref().map(|root| root.to_value())
}

/// What an import of these inputs must keep; says what it does not.
fn lost(folder: &Path, inputs: &[(String, Vec<u8>)]) -> String {
    let borrowed: Vec<Input<'_>> = inputs.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let imported = import_all(&borrowed, &Beside(folder.to_owned()));
    let Some(document) = &imported.document else { return String::new() };
    let originals: Vec<Report> = inputs.iter().map(|(name, bytes)| report(name, bytes, folder)).collect();
    let after = report("imported.dataflow.json", document.as_bytes(), folder);
    let flows: Vec<&Dataflow> = originals.iter().flat_map(|r| &r.dataflows).collect();
    let mut set = Variables::new();
    for flow in flows.iter().copied().chain(&after.dataflows) {
        set.extend(flow.variables.clone());
    }
    let before = requests(&flows, &set);
    let made = requests(&after.dataflows.iter().collect::<Vec<_>>(), &set);
    let mut out = String::new();
    let is_told = |step: StepId, codes: &[&str]| {
        imported.diagnostics.iter().any(|d| d.step == Some(step.name()) && codes.contains(&d.code))
    };
    let from_answers = imported.diagnostics.iter().any(|d| d.code == "read-only-left-out");
    for request in made.iter().filter(|_| !from_answers) {
        let mut same_step = before.iter().filter(|b| b.step == request.step).peekable();
        if same_step.peek().is_none() {
            writeln!(out, "  {} was not there", request.step.name()).unwrap();
            continue;
        }
        let is_kept = same_step.any(|b| {
            let is_mended = is_told(request.step, &["body-mended", "body-not-json"]);
            let body = |r: &Request| r.body_text().and_then(|text| value(&text));
            let same_body = match (body(request), body(b)) {
                (Some(a), Some(b)) => is_same(&a, &b),
                (a, b) => a == b,
            };
            let same_path = request.url() == b.url()
                || is_told(request.step, &["query-left-out"])
                || request.step == StepId::FlowSpec;
            request.method == b.method && same_path && (same_body || is_mended)
        });
        if !is_kept {
            writeln!(
                out,
                "  {} is another: {} {:?}",
                request.step.name(),
                request.url(),
                request.body_text()
            )
            .unwrap();
        }
    }
    for request in &before {
        if !made.iter().any(|r| r.step == request.step)
            && !is_told(request.step, &["request-left-out", "body-not-json"])
            && request.step != StepId::FlowSpec
        {
            writeln!(out, "  {} is lost", request.step.name()).unwrap();
        }
    }
    let errors = |report: &Report| -> BTreeSet<(&'static str, Option<&'static str>)> {
        let errors = report.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        errors.map(|d| (d.code, d.step)).collect()
    };
    let had: BTreeSet<_> = originals.iter().flat_map(&errors).collect();
    // Told, and the same fault by another name: an id of another step has become that step's placeholder.
    let is_renamed = |code: &str| {
        code == "placeholder-of-another-step"
            && imported.diagnostics.iter().any(|d| d.code == "id-replaced" && d.severity == Severity::Warning)
    };
    // What a draft may leave out is due where its `?mode=draft` has no place; an answer is no body that was checked.
    let is_new = |step: Option<&str>| {
        let codes = ["query-left-out", "read-only-left-out"];
        imported.diagnostics.iter().any(|d| codes.contains(&d.code) && d.step == step)
    };
    let errors = errors(&after);
    for new in errors.difference(&had).filter(|(code, step)| !is_renamed(code) && !is_new(*step)) {
        writeln!(out, "  new error {new:?}").unwrap();
    }
    out
}

/// A folder, and the names and bytes of what is imported from it.
type Texts = (PathBuf, Vec<(String, Vec<u8>)>);

/// All inputs of the other tests, each with its folder.
fn all_inputs() -> Vec<Texts> {
    fn walk(folder: &Path, found: &mut Vec<Texts>) {
        for path in sorted(folder) {
            if path.is_dir() {
                walk(&path, found);
            } else if !name(&path).starts_with("expected.") {
                found.push((folder.to_owned(), vec![(name(&path), fs::read(&path).unwrap())]));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("tests/cases"), &mut found);
    walk(&root().join("examples"), &mut found);
    found.extend(cases().into_iter().map(|folder| (folder.clone(), inputs(&folder))));
    found
}

#[test]
fn an_import_keeps_every_request_and_adds_no_error() {
    let mut wrong = String::new();
    let all = all_inputs();
    assert!(all.len() > 300);
    for (folder, inputs) in all {
        let lost = lost(&folder, &inputs);
        if !lost.is_empty() {
            writeln!(wrong, "{}/{}\n{lost}", folder.display(), inputs[0].0).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_requests_writes_comes_back() {
    let folder = root().join("examples");
    let curl = FORMATS.iter().find(|f| f.name == "curl").unwrap();
    let written = |name: &str, bytes: &[u8]| {
        let report = report(name, bytes, &folder);
        let requests: Vec<Request> =
            report.dataflows.iter().flat_map(|d| request::requests(d, &Options::default())).collect();
        (curl.render)(&requests)
    };
    let mut seen = 0;
    for path in sorted(&folder).into_iter().filter(|p| name(p).ends_with(".dataflow.json")) {
        let first = written(&name(&path), &fs::read(&path).unwrap());
        let imported = import("", first.as_bytes(), &NoFiles);
        let document = imported.document.unwrap();
        assert_eq!(written("b.dataflow.json", document.as_bytes()), first, "{}", path.display());
        seen += 1;
    }
    assert!(seen > 4);
}

#[test]
fn a_document_stays_as_it_is() {
    let folder = root().join("examples");
    for path in sorted(&folder).into_iter().filter(|p| name(p).ends_with(".dataflow.json")) {
        let text = fs::read_to_string(&path).unwrap();
        let imported = import(&name(&path), text.as_bytes(), &Beside(folder.clone()));
        assert_eq!(imported.document.as_deref(), Some(text.as_str()));
        assert!(imported.diagnostics.is_empty());
        let again = import("", text.as_bytes(), &Beside(folder.clone()));
        assert_eq!(again.document.as_deref(), Some(text.as_str()), "told by its content");
    }
}

#[test]
fn no_secret_comes_through() {
    let secret = "hunter2-0b5e";
    let body = format!(
        r#"{{"name": "A", "auth": {{"specName": "Basic Authentication", "params": {{"username": "ada", "password": "{secret}", "x": {{"connectionString": "Server=a;Pwd={secret}"}}}}}}, "connectionSpec": {{"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}}}}"#
    );
    let curl = format!(
        "curl -X POST https://platform.adobe.io/data/foundation/flowservice/connections -H 'Authorization: Bearer {secret}' -H 'x-api-key: {secret}' -d '{body}'\n"
    );
    let document = format!(r#"{{"steps": {{"baseConnection": {body}}}}}"#);
    for text in [&curl, &format!("# A\n\n```shell\n{curl}```\n"), &body, &document] {
        let imported = import("", text.as_bytes(), &NoFiles);
        let document = imported.document.clone().unwrap();
        assert!(!document.contains(secret), "{document}");
        assert!(document.contains("{PASSWORD}") && document.contains("{CONNECTION_STRING}"), "{document}");
        assert!(!told(&imported).contains(secret) && told(&imported).contains("secret-replaced"));
    }
}

#[test]
fn any_text_is_survived() {
    let folder = root().join("tests/cases/scripts");
    for (at, path) in sorted(&folder).into_iter().filter(|p| p.is_file()).enumerate() {
        let text = fs::read(&path).unwrap();
        for cut in (0..text.len()).step_by(97 + at) {
            let _ = import("", &text[..cut], &NoFiles);
            let mut spoilt = text.clone();
            spoilt[cut] = b"{}[]\"'\\,:\0"[cut % 10];
            let _ = import("", &spoilt, &NoFiles);
        }
    }
    for text in ["", " \n", "{", "[]", "null", "{\"items\": []}", "hello", "\u{feff}", "{\"allOf\": [[[[[["] {
        let imported = import("", text.as_bytes(), &NoFiles);
        assert!(imported.document.is_none() && !imported.diagnostics.is_empty(), "{text:?}");
    }
    assert!(import("", b"\xff\xfe", &NoFiles).document.is_none());
}

#[test]
fn a_spoilt_text_keeps_what_can_be_read() {
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    let mut roll = |sides: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % sides as u64) as usize
    };
    let mut wrong = String::new();
    // Bodies from several files were never held against each other before.
    for (folder, inputs) in all_inputs().into_iter().filter(|(_, inputs)| inputs.len() == 1) {
        for _ in 0..3 {
            let mut spoilt = inputs.clone();
            let text = &mut spoilt[0].1;
            if text.is_empty() {
                continue;
            }
            let (at, byte) = (roll(text.len()), b"{}[]\"'\\,:x\n"[roll(11)]);
            match roll(3) {
                0 => drop(text.remove(at)),
                1 => text[at] = byte,
                _ => text.insert(at, byte),
            }
            // What the whole text has wrong an import may find again where the check of the spoilt text cannot see it.
            let whole = report(&inputs[0].0, &inputs[0].1, &folder);
            let known: Vec<String> =
                whole.diagnostics.iter().map(|d| format!("  new error {:?}", (d.code, d.step))).collect();
            let lost = lost(&folder, &spoilt);
            let lost: String = lost
                .lines()
                .filter(|line| !known.iter().any(|k| k == line))
                .map(|line| format!("{line}\n"))
                .collect();
            if !lost.is_empty() {
                let around = &spoilt[0].1[at.saturating_sub(25)..(at + 25).min(spoilt[0].1.len())];
                let around = String::from_utf8_lossy(around);
                writeln!(wrong, "{}/{} {around:?}\n{lost}", folder.display(), inputs[0].0).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Runs the command: exit status, stdout and stderr.
#[cfg(feature = "cli")]
fn preflow(arguments: &[&str]) -> (Option<i32>, String, String) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_preflow"))
        .args(arguments)
        .current_dir(root().join("tests/imports"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (run.status.code(), text(run.stdout), text(run.stderr))
}

#[cfg(feature = "cli")]
#[test]
fn the_command_writes_the_document_and_says_the_rest() {
    let expected =
        |case: &str| fs::read_to_string(root().join("tests/imports").join(case).join(DOCUMENT)).unwrap();
    let (code, out, err) = preflow(&["import", "tutorial_fr/tutoriel.md"]);
    assert_eq!((code, out), (Some(0), expected("tutorial_fr")));
    assert!(err.contains("info[alternative-left-out]") && !err.contains("Motdepasse"), "{err}");
    let (code, out, err) = preflow(&["import", "broken/runbook.md"]);
    assert_eq!((code, out), (Some(1), expected("broken")));
    assert!(err.contains("error[body-not-json]"), "{err}");
    let (code, out, _) =
        preflow(&["import", "document_and_body/base.dataflow.json", "document_and_body/schema.json"]);
    assert_eq!((code, out), (Some(0), expected("document_and_body")));
    for (arguments, why) in [
        (&["import", "wrong/diary.txt"][..], "wrong/diary.txt: this is no dataflow document"),
        (&["import", "empty/empty.md"], "empty/empty.md: the file is empty"),
        (&["import", "nowhere.md"], "nowhere.md: no such file"),
        (&["import", "not_text/utf16.json"], "UTF-16"),
        (&["import"], "FILE"),
    ] {
        let (code, out, err) = preflow(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err.contains(why), "{err}");
    }
    let (code, out, _) = preflow(&["import", "not_text/utf16.json", "bodies/source.json"]);
    assert!(code == Some(2) && out.contains("sourceConnection"));
}
