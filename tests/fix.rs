//! Mending: over every input of the cases and examples it is done once and for all, and touches nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/beside.rs"]
mod beside;

use beside::Beside;
use preflow::check::{Options, check};
use preflow::fix::fix;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder, in order.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            below(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn inputs() -> Vec<(String, Vec<u8>, Beside)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["tests/cases", "tests/cli", "examples"] {
        below(&root.join(folder), &mut paths);
    }
    let named = paths.into_iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(&path).unwrap(), Beside(path.parent().unwrap().to_owned()))
    });
    named.collect()
}

fn mended(name: &str, bytes: &[u8], files: &Beside) -> Option<String> {
    fix(name, bytes, files, &Options::default()).map(|fixed| fixed.text)
}

#[test]
fn a_second_run_changes_nothing() {
    let mut count = 0;
    for (name, bytes, files) in inputs() {
        let Some(text) = mended(&name, &bytes, &files) else { continue };
        count += 1;
        let again = mended(&name, text.as_bytes(), &files);
        assert_eq!(again, None, "{}/{name}:\n{text}", files.0.display());
        let left = check(&name, text.as_bytes(), &files, &Options::default());
        let left: Vec<_> = left.diagnostics.iter().filter(|d| !d.fix.is_empty()).collect();
        assert!(left.is_empty(), "{}/{name}: {left:?}", files.0.display());
    }
    assert!(count > 0, "no input has anything to mend");
}

#[test]
fn line_breaks_and_byte_order_marks_stay() {
    for (name, bytes, files) in inputs() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let Some(plain) = mended(&name, text.as_bytes(), &files) else { continue };
        if text.contains(['\r', '\u{feff}']) || name.ends_with(".sh") {
            continue;
        }
        let marked = mended(&name, format!("\u{feff}{text}").as_bytes(), &files);
        assert_eq!(marked, Some(format!("\u{feff}{plain}")), "{}/{name}", files.0.display());
        if let Some(crlf) = mended(&name, text.replace('\n', "\r\n").as_bytes(), &files) {
            assert_eq!(crlf, plain.replace('\n', "\r\n"), "{}/{name}", files.0.display());
        }
    }
}

#[test]
fn what_no_edit_touches_stays_as_it_is() {
    let files = Beside(PathBuf::new());
    let text = "\u{feff}{ // Kommentar: ä\r\n\t\"steps\":   {\"targetConnection\": {\"connectionSpec\":\r\n\
                {\"id\": \"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5\", \"version\" : \"1.0\"},},}, }\r\n\r\n";
    let expected =
        text.replace("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "c604ff05-7f1a-43c0-8e18-33bf874cb11c");
    let options = Options { select: Some(vec!["target-not-data-lake".to_owned()]), ..Options::default() };
    let fixed = fix("a.dataflow.json", text.as_bytes(), &files, &options).unwrap();
    assert_eq!(fixed.text, expected);
    assert_eq!(fixed.mended, 1);
}
