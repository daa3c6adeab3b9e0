//! Date patterns against the answers of Java, which `tests/oracle/Dates.java` asked for.

use preflow::java::time::{DatePattern, Moment, Zone};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What a line's pattern prints or reads; none where it fails.
fn ours(line: &Value) -> Option<String> {
    let pattern = DatePattern::new(line["pattern"].as_str()?).ok()?;
    if let Some(text) = line["text"].as_str() {
        return pattern.parse(text, &Zone::UTC).ok().map(|moment| moment.to_text());
    }
    let zone = Zone::of(line["zone"].as_str()?)?;
    let nano = u32::try_from(line["nano"].as_u64()?).ok()?;
    pattern.format(&Moment::new(line["epoch"].as_i64()?, nano, zone)?).ok()
}

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
