//! The sample records of a preview: those of the document or of a file, and how they are mapped.

use super::disk::{self, Disk, STDIN};
use super::evaluation::Evaluation;
use super::output::Trouble;
use preflow::check::Report;
use preflow::preview::{self, Options, PreviewRun, Unavailable};
use preflow::records::{self, Records};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How records are mapped.
#[derive(clap::Args)]
#[command(next_help_heading = "Records")]
pub(super) struct Mapping {
    /// Map no more than this many records
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    evaluation: Evaluation,
}

/// Records from elsewhere than the document.
#[derive(clap::Args)]
#[command(next_help_heading = "Records")]
pub(super) struct Given {
    /// Map these records in place of the document's: JSON, NDJSON, CSV or TSV; `-` is standard input
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// Where the records are in a JSON file of records
    #[arg(long, value_name = "JSONPATH", requires = "records")]
    select: Option<String>,
}

impl Mapping {
    /// Starts the preview of a dataflow, on its own samples or those given; at most `most` records where the
    /// user gave no limit. With `trace`, records say where their values come from.
    pub(super) fn start(
        &self,
        report: &Report,
        given: Option<Records<'static>>,
        most: Option<usize>,
        trace: bool,
    ) -> Result<PreviewRun<'static>, Unavailable> {
        let options = Options { limit: self.limit.or(most), settings: self.evaluation.settings(), trace };
        let flow = preview::to_preview(&report.dataflows).ok_or(Unavailable::NoMappingSet)?;
        match given {
            Some(records) => preview::on(flow, records, options),
            None => preview::of(flow, &report.sources, &Disk, options),
        }
    }

    /// What to say of a preview that has run: that it took the clock's time, and so will differ tomorrow.
    pub(super) fn after(&self, run: &PreviewRun<'_>) -> Option<&'static str> {
        let told = run.used_the_clock() && self.evaluation.takes_the_clock();
        told.then_some("note: expressions took the time of the clock for now; --now gives them another")
    }
}

impl Given {
    /// Opens the records, if any were given.
    pub(super) fn open(&self, file: &Path) -> Result<Option<Records<'static>>, Trouble> {
        let Some(path) = self.records.as_deref() else { return Ok(None) };
        let name = path.to_string_lossy();
        let reader: Box<dyn Read> = if path.as_os_str() != STDIN {
            Box::new(disk::open(path).map_err(|e| Trouble::with(&name, &e))?)
        } else if file.as_os_str() == STDIN {
            return Err(Trouble::new("standard input cannot hold both the dataflow and the records"));
        } else {
            Box::new(io::stdin())
        };
        records::open(reader, &name, self.select.as_deref())
            .map(Some)
            .map_err(|e| Trouble::new(format!("{name}: {e}")))
    }
}
