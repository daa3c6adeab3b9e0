//! `preflow requests`: the requests that create the dataflow, in the order they are sent.

use super::choices;
use super::document;
use super::output::{self, Exit, Outcome, Trouble};
use clap::builder::TypedValueParser;
use preflow::check::{self, Report};
use preflow::request::{self, FORMATS, Format, Request};
use preflow::steps::{STEPS, Step};
use std::path::PathBuf;

/// Write the requests that create the dataflow
#[derive(clap::Args)]
#[command(after_help = "Example: preflow requests hubspot.dataflow.json --format script > create.sh")]
pub(super) struct Args {
    /// A dataflow document or another file with request bodies; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to write them
    #[arg(long, default_value = "curl", value_parser = choices::named(FORMATS, |f: &Format| f.name, |f| f.what))]
    format: &'static Format,
    /// Only the request of this step
    #[arg(long, value_name = "NAME", value_parser = step())]
    step: Option<&'static Step>,
    /// Fill in a placeholder: TENANT_ID=acme
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
}

fn step() -> impl TypedValueParser<Value = &'static Step> {
    choices::named(STEPS, |s: &Step| s.name, |s| s.title)
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => {
            let name = key.trim().trim_start_matches(['{', '$']).trim_end_matches('}');
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err("write it as KEY=VALUE".to_owned()),
    }
}

pub(super) fn run(args: Args) -> Outcome {
    let report = document::open_dataflow(&args.file, &check::Options::default())?;
    let step = args.step.map(|s| s.id);
    let options = request::Options { step, set: args.set.into_iter().collect(), ..Default::default() };
    let requests = of(&report, &options);
    if requests.is_empty() {
        let wanted = args.step.map_or(String::new(), |s| format!(" of the step `{}`", s.name));
        let name = args.file.display();
        return Err(Trouble::new(format!("{name}: there is no request{wanted} in it")));
    }
    document::warn_of_errors(&report, &args.file);
    output::print(&(args.format.render)(&requests))?;
    Ok(Exit::Clean)
}

/// The requests of every dataflow of a file.
pub(super) fn of(report: &Report, options: &request::Options) -> Vec<Request> {
    report.dataflows.iter().flat_map(|d| request::requests(d, options)).collect()
}
