//! What the expectations of previews hold: the records, then notes and figures.

use preflow::check::{self, check};
use preflow::input::Files;
use preflow::preview::{self, Options};
use serde_json::Value;
use std::fmt::Write as _;

/// All that the preview of a document says, in lines.
pub fn previewed(document: &[u8], files: &dyn Files) -> String {
    let report = check("flow.dataflow.json", document, files, &check::Options::default());
    let mut out = String::new();
    let mut run = match preview::of(&report.dataflows[0], &report.sources, files, Options::default()) {
        Ok(run) => run,
        Err(unavailable) => return format!("no preview: {unavailable}\n"),
    };
    for record in &mut run {
        let (mut text, through_serde) = (String::new(), serde_json::to_value(&record).unwrap());
        record.write(&mut text);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), through_serde);
        writeln!(out, "{text}").unwrap();
    }
    for note in &run.diagnostics {
        let at = report.sources.get(note.place.file).position(note.place.span.start);
        writeln!(out, "note {}:{} {}: {}", at.line, at.column, note.code, note.message).unwrap();
    }
    writeln!(out, "{}", serde_json::to_string(run.summary()).unwrap()).unwrap();
    out
}
