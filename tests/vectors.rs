//! The expression language against the engine it stands for: every line of `tests/vectors/**/*.ndjson` is an expression,
//! a record, and what Apache Commons JEXL 3.1 answered (lenient, on Java 17). The programs that asked it are in
//! `tests/oracle`.
//!
//! `PREFLOW_VECTORS=FOLDER cargo test --test vectors` runs the files of another folder.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/language_vectors.rs"]
mod language_vectors;

use language_vectors::judged;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "ndjson") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn answers_are_those_of_the_engine() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let folder = std::env::var_os("PREFLOW_VECTORS").map_or(here, PathBuf::from);
    let mut found = Vec::new();
    files(&folder, &mut found);
    let mut differences = Vec::new();
    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in found {
        let lines = fs::read_to_string(&file).unwrap();
        for (number, line) in lines.lines().enumerate() {
            let place = format!("{}:{}", file.file_name().unwrap().to_string_lossy(), number + 1);
            let Some(verdict) = judged(line) else { continue };
            let counts = groups.entry(verdict.group.clone()).or_default();
            counts.1 += 1;
            counts.0 += usize::from(verdict.wrong.is_none());
            differences.extend(verdict.wrong.map(|wrong| format!("{place} [{}] {wrong}", verdict.group)));
        }
    }
    if std::env::var_os("PREFLOW_VECTORS").is_some() {
        for (group, (right, all)) in &groups {
            println!("{group}: {right} of {all}");
        }
    }
    let total: (usize, usize) =
        groups.values().fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all));
    assert!(differences.is_empty(), "{} of {} are right\n{}", total.0, total.1, differences.join("\n"));
    assert!(total.1 > 0, "no vectors in {}", folder.display());
}
