//! `preflow preview`: what the mapping set makes of sample records.

use super::choices;
use super::document;
use super::output::{self, Exit, Outcome, Progress, Stream, Trouble};
use super::samples::{Given, Mapping};
use super::table;
use preflow::check;
use preflow::diagnostic::{Diagnostic, Severity};
use preflow::preview::{PreviewRun, Summary};
use preflow::text::Sources;
use std::path::PathBuf;

/// Show what the mapping set makes of sample records
///
/// Exits with 1 when ingestion would reject a record.
#[derive(clap::Args)]
#[command(after_help = "Example: preflow preview hubspot.dataflow.json --records contacts.csv --limit 5")]
pub(super) struct Args {
    /// A dataflow document, a mapping set, or another file with one; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to write the records
    #[arg(long, default_value = "table", value_parser = choices::named(&Format::ALL, Format::name, Format::about))]
    format: Format,
    /// Take this resolved XDM schema in place of the one the dataflow names
    #[arg(long, value_name = "FILE")]
    target_schema: Option<String>,
    /// Tell of each value which mapping made it, of what, and what conversion did (JSON only)
    #[arg(long)]
    trace: bool,
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    mapping: Mapping,
}

/// How mapped records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Table,
    Ndjson,
    Json,
}

impl Format {
    const ALL: [Format; 3] = [Format::Table, Format::Ndjson, Format::Json];

    fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Ndjson => "ndjson",
            Format::Json => "json",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Table => "for reading, as wide as the terminal",
            Format::Ndjson => "a JSON object a line, written as records are read",
            Format::Json => "one JSON array",
        }
    }
}

pub(super) fn run(args: Args) -> Outcome {
    let target_schema = args.target_schema.as_deref().map(choices::json_file).transpose()?;
    let options = check::Options { target_schema, ..check::Options::default() };
    let report = document::open_dataflow(&args.file, &options)?;
    document::warn_of_errors(&report, &args.file);
    let records = args.given.open(&args.file)?;
    let mut run = args
        .mapping
        .start(&report, records, None, args.trace)
        .map_err(|why| Trouble::new(format!("{}: {why}", args.file.display())))?;
    for line in notes(&report.sources, &run.diagnostics) {
        output::note(&line);
    }
    match args.format {
        Format::Table => {
            let text = table::of(&mut run, output::width());
            output::print(&text)?;
        }
        Format::Ndjson => write(&mut run, ["", "", "\n", ""])?,
        Format::Json => write(&mut run, ["[\n", ",\n", "", "\n]\n"])?,
    }
    if let Some(line) = args.mapping.after(&run) {
        output::note(line);
    }
    Ok(exit(run.summary()))
}

/// Writes records as they come: what stands first, between, behind each, and last.
fn write(run: &mut PreviewRun<'_>, [first, between, behind, last]: [&str; 4]) -> Result<(), Trouble> {
    let mut to = Stream::default();
    to.write(first)?;
    let mut progress = Progress::new();
    let (mut text, mut is_first) = (String::new(), true);
    while run.lend(|record| record.write(&mut text)).is_some() {
        progress.step();
        if !is_first {
            to.write(between)?;
        }
        is_first = false;
        to.write(&text)?;
        to.write(behind)?;
        if to.is_closed() {
            return Ok(());
        }
        text.clear();
    }
    to.write(last)?;
    to.finish()
}

/// What a preview means for the exit status.
pub(super) fn exit(sum: &Summary) -> Exit {
    if sum.rejected > 0 { Exit::Findings } else { Exit::Clean }
}

/// What limits a preview, one line each.
pub(super) fn notes(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| {
        let file = sources.get(d.place.file);
        let at = file.position(d.place.span.start);
        let help = d.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
        let level = if d.severity == Severity::Info { "note" } else { d.severity.name() };
        format!("{level}: {}:{}:{}: {}{help}", file.name, at.line, at.column, d.message)
    };
    diagnostics.iter().map(line).collect()
}
