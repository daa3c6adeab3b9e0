//! `preflow plan`: the main job. Check, preview and requests of one file in one report.

use super::choices::{self, Checks};
use super::output::{self, Exit, Outcome, Trouble};
use super::samples::Mapping;
use super::{document, preview, requests, table};
use preflow::preview::{PreviewRecord, PreviewRun, Summary, Unavailable};
use preflow::render::{self, Checked, json};
use preflow::request::{self, Request};
use serde::Serialize;
use std::path::PathBuf;

/// Check a dataflow, preview it on its sample records, and write its requests: the main job
#[derive(clap::Args)]
#[command(after_help = "Example: preflow plan hubspot.dataflow.json")]
pub(super) struct Args {
    /// A dataflow document or another file with request bodies; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to write the report
    #[arg(long, default_value = "human", value_parser = choices::human_or_json())]
    format: choices::HumanOrJson,
    #[command(flatten)]
    checks: Checks,
    #[command(flatten)]
    mapping: Mapping,
}

/// How many records are mapped unless --limit says otherwise.
const MOST: usize = 1000;

/// The whole report as JSON.
#[derive(Serialize)]
struct Plan<'a> {
    check: json::Report<'a>,
    preview: Mapped<'a>,
    requests: &'a [Request],
}

/// The preview as JSON: records, or why there are none.
#[derive(Serialize)]
struct Mapped<'a> {
    records: Vec<PreviewRecord<'static>>,
    summary: Summary,
    notes: Vec<json::Finding<'a>>,
    unavailable: Option<String>,
}

pub(super) fn run(args: Args) -> Outcome {
    let report = document::open(&args.file, &args.checks.options()?)?;
    let steps = report.steps();
    let checked = [Checked { sources: &report.sources, diagnostics: &report.diagnostics, steps }];
    let requests = requests::of(&report, &request::Options::default());
    let mut preview = args.mapping.start(&report, None, Some(MOST), false);
    let unreadable = matches!(preview, Err(Unavailable::Unreadable(_)));
    let found = args.checks.exit(&render::Summary::of(&checked));
    let (text, mapped) = match args.format {
        choices::HumanOrJson::Json => as_json(&checked, preview.as_mut(), &requests),
        choices::HumanOrJson::Human => as_text(&checked, preview.as_mut(), &requests),
    };
    output::print(&text)?;
    if let Some(line) = preview.as_ref().ok().and_then(|run| args.mapping.after(run)) {
        output::note(line);
    }
    if !report.readable {
        return Ok(Exit::Trouble);
    }
    if unreadable {
        return Err(Trouble::new(format!("{}: there is no preview", args.file.display())));
    }
    Ok(found.max(mapped))
}

type Preview<'p, 'r> = Result<&'p mut PreviewRun<'r>, &'p mut Unavailable>;

fn as_json(checked: &[Checked<'_>; 1], preview: Preview<'_, '_>, requests: &[Request]) -> (String, Exit) {
    let mut diagnostics = Vec::new();
    let (records, summary, unavailable) = match preview {
        Ok(run) => {
            diagnostics = std::mem::take(&mut run.diagnostics);
            let records = run.by_ref().collect();
            (records, run.summary().clone(), None)
        }
        Err(why) => (Vec::new(), Summary::default(), Some(why.to_string())),
    };
    let exit = preview::exit(&summary);
    let notes = json::report(&[Checked { diagnostics: &diagnostics, ..checked[0] }]).diagnostics;
    let preview = Mapped { records, summary, notes, unavailable };
    (output::json(&Plan { check: json::report(checked), preview, requests }), exit)
}

fn as_text(checked: &[Checked<'_>; 1], preview: Preview<'_, '_>, requests: &[Request]) -> (String, Exit) {
    let drawing = output::drawing();
    let heading = |title: &str| match drawing.colour {
        true => format!("\u{1b}[1m== {title} ==\u{1b}[0m\n\n"),
        false => format!("== {title} ==\n\n"),
    };
    let mut out = heading("Check");
    out.push_str(&render::Format::Human.render(checked, &drawing));
    out.push('\n');
    out.push_str(&heading("Preview"));
    let mut exit = Exit::Clean;
    match preview {
        Ok(run) => {
            let table = table::of(run, drawing.width);
            exit = preview::exit(run.summary());
            out.push_str(&table);
            for note in preview::notes(checked[0].sources, &run.diagnostics) {
                out.push_str(&format!("{note}\n"));
            }
        }
        Err(why) => out.push_str(&format!("No preview: {why}\n")),
    }
    out.push('\n');
    out.push_str(&heading("Requests"));
    out.push_str(&introduction(checked, requests));
    out.push_str(
        &request::FORMATS
            .iter()
            .find(|f| f.name == "curl")
            .map_or(String::new(), |curl| (curl.render)(requests)),
    );
    (out, exit)
}

/// What to know before the requests.
fn introduction(checked: &[Checked<'_>], requests: &[Request]) -> String {
    let mut out = match requests.len() {
        0 => return "There is nothing to send.\n".to_owned(),
        1 => "1 request".to_owned(),
        n => format!("{n} requests, in this order"),
    };
    let needed = request::needed(requests);
    if !needed.is_empty() {
        out.push_str(&format!("; fill in {}", needed.join(", ")));
    }
    out.push_str(".\n");
    if render::Summary::of(checked).errors > 0 {
        out.push_str("Mend the errors above before you send them.\n");
    }
    out.push('\n');
    out
}
