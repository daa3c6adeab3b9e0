//! Every example is what it says: clean, its sample records map and none is rejected, and its requests, read back
//! as shell text, are clean as well.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/beside.rs"]
mod beside;

use beside::Beside;
use preflow::check::{Options, Report, check};
use preflow::diagnostic::Severity;
use preflow::{preview, request};
use std::fs;
use std::path::{Path, PathBuf};

fn examples_folder() -> Beside {
    Beside(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"))
}

fn examples() -> Vec<PathBuf> {
    let folder = examples_folder().0;
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.to_string_lossy().ends_with(".dataflow.json"));
    paths.sort();
    assert!(paths.len() >= 6);
    paths
}

fn read(path: &Path) -> Report {
    check(&path.to_string_lossy(), &fs::read(path).unwrap(), &examples_folder(), &Options::default())
}

fn assert_clean(name: &str, report: &Report) {
    let said: Vec<_> = report.diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect();
    assert!(said.is_empty(), "{name}: {said:#?}");
}

#[test]
fn examples_check_clean() {
    for path in examples() {
        assert_clean(&path.to_string_lossy(), &read(&path));
    }
}

#[test]
fn every_sample_record_of_an_example_is_mapped() {
    let files = examples_folder();
    for path in examples() {
        let report = read(&path);
        let run = preview::of(&report.dataflows[0], &report.sources, &files, preview::Options::default());
        let records: Vec<_> = run.unwrap_or_else(|e| panic!("{}: {e:?}", path.display())).collect();
        assert!(records.len() >= 2, "{}", path.display());
        for record in records {
            assert!(!record.rejected && record.errors.is_empty(), "{}: {record:?}", path.display());
        }
    }
}

#[test]
fn requests_read_back_as_shell_text_are_clean() {
    for path in examples() {
        let requests = request::requests(&read(&path).dataflows[0], &request::Options::default());
        for format in ["curl", "script"] {
            let format = request::FORMATS.iter().find(|f| f.name == format).unwrap();
            let text = (format.render)(&requests);
            let name = format!("{} as {}", path.display(), format.name);
            let report = check("requests.sh", text.as_bytes(), &examples_folder(), &Options::default());
            assert!(report.recognised, "{name}");
            assert_clean(&name, &report);
        }
    }
}

#[test]
fn the_broken_example_shows_the_messages() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/broken.md");
    let report = read(&path);
    assert!(report.count(Severity::Error) >= 10, "{:#?}", report.diagnostics);
}
