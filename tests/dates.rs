//! Date patterns against the answers of Java, which `tests/oracle/Dates.java` asked for.

#[path = "support/date_vectors.rs"]
mod date_vectors;

use date_vectors::ours;
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn patterns_print_and_read_as_java_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/dates");
    let mut lines = 0;
    let mut wrong = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        for line in fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            lines += 1;
            let ours = ours(&line);
            if ours.as_deref() != line["value"].as_str() {
                wrong.push(format!("{line}\n    ours: {ours:?}"));
            }
        }
    }
    assert!(lines > 300, "{lines} lines");
    assert!(
        wrong.is_empty(),
        "{} of {lines} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}
