//! Regular expressions against what Java 17 answered: `tests/vectors/regex/*.ndjson`, made by `tests/oracle/regex.java`.

#![allow(clippy::expect_used, reason = "a test")]

#[path = "support/regex_vectors.rs"]
mod regex_vectors;

use regex_vectors::differences;
use serde_json::Value;
use std::fs;

#[test]
fn java_agrees() {
    let mut wrong = 0;
    let mut lines = 0;
    for file in fs::read_dir("tests/vectors/regex").expect("vectors") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("text");
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let mut found = differences(&line, false);
            if lines % 2 == 0 {
                found.extend(differences(&line, true));
            }
            lines += 1;
            wrong += usize::from(!found.is_empty());
            if !found.is_empty() && wrong < 40 {
                eprintln!("{} on {}\n    {}", line["pattern"], line["text"], found.join("\n    "));
            }
        }
    }
    assert!(lines > 300, "{lines} lines");
    assert_eq!(wrong, 0, "of {lines}");
}
