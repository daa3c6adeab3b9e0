//! The one file that `plan`, `preview` and `requests` work on.

use super::disk::{self, Disk};
use super::output::{Trouble, note};
use preflow::check::{self, Options, Report};
use preflow::diagnostic::Severity;
use std::path::Path;

/// Reads and checks a file.
pub(super) fn open(path: &Path, options: &Options) -> Result<Report, Trouble> {
    let name = path.to_string_lossy();
    let bytes = disk::read(path).map_err(|e| Trouble::with(&name, &e))?;
    Ok(check::check(&name, &bytes, &Disk, options))
}

/// Reads and checks a file that must hold a dataflow: where its findings are not shown, the first of them says why
/// there is none.
pub(super) fn open_dataflow(path: &Path, options: &Options) -> Result<Report, Trouble> {
    let report = open(path, options)?;
    if report.dataflows.is_empty() {
        let why = report.diagnostics.first().map_or("there is no dataflow in it", |d| &d.message);
        return Err(Trouble::new(format!("{}: {why}", path.display())));
    }
    Ok(report)
}

/// Says on stderr that the file has errors, where the output itself does not show them.
pub(super) fn warn_of_errors(report: &Report, path: &Path) {
    let name = path.display();
    match report.count(Severity::Error) {
        0 => {}
        1 => note(&format!("note: {name} has an error; `preflow check {name}` shows it")),
        n => note(&format!("note: {name} has {n} errors; `preflow check {name}` shows them")),
    }
}
