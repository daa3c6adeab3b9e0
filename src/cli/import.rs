//! `preflow import`: one dataflow document of whatever holds its requests.

use super::disk::{self, Disk};
use super::output::{self, Exit, Outcome, Trouble};
use preflow::diagnostic::Severity;
use preflow::import::{self, Input};
use preflow::render::{Checked, human};
use std::path::PathBuf;

/// Make one dataflow document of curl commands, a tutorial, a Postman collection, request bodies or answers
#[derive(clap::Args)]
#[command(after_help = "Example: preflow import runbook.md > contacts.dataflow.json")]
pub(super) struct Args {
    /// What to import; several files become one dataflow. `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: Args) -> Outcome {
    let mut texts = Vec::new();
    for path in &args.files {
        let name = path.to_string_lossy().into_owned();
        let bytes = disk::read(path).map_err(|e| Trouble::with(&name, &e))?;
        texts.push((name, bytes));
    }
    let inputs: Vec<Input<'_>> = texts.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let imported = import::import_all(&inputs, &Disk);
    let diagnostics = &imported.diagnostics;
    let Some(document) = &imported.document else {
        let why = diagnostics.first().map_or("there is no request in it", |d| &d.message);
        let names: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
        return Err(Trouble::new(format!("{}: {why}", names.join(", "))));
    };
    if !diagnostics.is_empty() {
        let checked = Checked { sources: &imported.sources, diagnostics, steps: 0 };
        output::show(|options| human::findings(&[checked], options));
    }
    output::print(document)?;
    let has_errors = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let all_read = diagnostics.iter().all(|d| d.code != "unreadable-text");
    Ok(match (all_read, has_errors) {
        (false, _) => Exit::Trouble,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    })
}
