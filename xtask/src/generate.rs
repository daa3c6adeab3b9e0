//! Files that are written from the core's tables, so that nothing is listed twice.

use crate::{Failure, root};
mod functions;

use preflow::{rules, schema};
use std::fmt::Write as _;
use std::fs;

/// A generated file: its path and how it is made.
type Generated = (&'static str, fn() -> String);

/// Every generated file.
const FILES: &[Generated] = &[
    ("docs/rules.md", rules_md),
    ("docs/functions.md", functions::page),
    ("docs/dataflow.schema.json", dataflow_schema),
];

/// Writes them.
pub fn write() -> Result<(), Failure> {
    for (path, make) in FILES {
        let file = root().join(path);
        fs::write(&file, make()).map_err(|e| format!("{path}: {e}"))?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Says which are not what they would be written as.
pub fn check() -> Result<(), Failure> {
    let stale: Vec<&str> = FILES
        .iter()
        .filter(|(path, make)| fs::read_to_string(root().join(path)).unwrap_or_default() != make())
        .map(|(path, _)| *path)
        .collect();
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!("not up to date: {}; run `cargo xtask gen`", stale.join(", ")))
    }
}

fn dataflow_schema() -> String {
    format!("{:#}\n", schema::document_schema())
}

fn rules_md() -> String {
    let mut page = String::from(
        "# Rules\n\nWhat `preflow check` looks for. The code names the fault and never changes its meaning; the number is the\n\
         place in the rule list. An *error* is refused by the service or sends data to the wrong place, a *warning* is\n\
         accepted or cannot be proved but is probably wrong, an *info* is worth knowing.\n\n\
         `preflow rules CODE` prints one of these on the command line.\n\n| Number | Code | Severity | |\n|---|---|---|---|\n",
    );
    for rule in rules::all() {
        let _ = writeln!(
            page,
            "| {} | [`{}`](#{}) | {} | {} |",
            rule.number,
            rule.code,
            rule.code,
            rule.severity.name(),
            rule.what
        );
    }
    for rule in rules::all() {
        let _ = write!(
            page,
            "\n## {}\n\n{}{}\n\n{}\n\n**Why.** {}\n\n```\n{}\n```\n\n**Instead.** {}\n\nSource: {}\n",
            rule.code,
            rule.number().map(|number| format!("{number} · ")).unwrap_or_default(),
            rule.severity.name(),
            rule.what,
            rule.why,
            rule.example.trim_end(),
            rule.remedy,
            rule.source
        );
    }
    page.push_str("\n# Rules that are left out\n\nA program cannot decide these.\n\n");
    for (number, what, reason) in rules::LEFT_OUT {
        let _ = writeln!(page, "- **{number}** {what} {reason}");
    }
    page
}
