//! The sample records of a preview: those of the document or of a file, and how they are mapped.

use super::disk::{self, Disk, STDIN};
use super::document;
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
    /// The moment that expressions take for now
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    now: Option<String>,
    /// What random ids are made from
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
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

fn moment(text: &str) -> Result<String, String> {
    match text.parse::<jiff::Timestamp>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("a moment looks like 2026-01-31T12:00:00Z".to_owned()),
    }
}

impl Mapping {
    /// Starts the preview of a dataflow, on its own samples or those given; at most `most` records where the
    /// user gave no limit.
    pub(super) fn start(
        &self,
        report: &Report,
        given: Option<Records<'static>>,
        most: Option<usize>,
    ) -> Result<PreviewRun<'static>, Unavailable> {
        let options = Options { limit: self.limit.or(most), now: self.now.clone(), seed: self.seed };
        let flow = document::to_preview(report).ok_or(Unavailable::NoMappingSet)?;
        match given {
            Some(records) => preview::on(flow, records, options),
            None => preview::of(flow, &report.sources, &Disk, options),
        }
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
