//! Files that an input names. What cannot be opened or read is a diagnostic at the value that names it.

use super::Files;
use super::decode::{self, MAX_INPUT};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{FileId, Place, Sources};
use std::io::{self, Read as _};

/// Opens a text file, relative to the file that names it at `at`, and adds it to the sources.
pub(super) fn open(
    path: &str,
    at: Place,
    severity: Severity,
    sources: &mut Sources,
    files: &dyn Files,
) -> Result<FileId, Box<Diagnostic>> {
    let from = sources.get(at.file).name.clone();
    let read = || {
        let mut bytes = Vec::new();
        files.open(&from, path)?.take(MAX_INPUT as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error: io::Error| Box::new(unreadable(path, at, severity, &error)))?;
    match decode::decode(&bytes) {
        Ok(text) => Ok(sources.add(path, text)),
        Err(error) => {
            let message = format!("`{path}` cannot be read: {error}");
            Err(Box::new(report("unreadable-file", severity, at, message)))
        }
    }
}

/// Says whether a file can be opened, without reading it.
pub(super) fn probe(path: &str, at: Place, sources: &Sources, files: &dyn Files) -> Option<Diagnostic> {
    let error = files.open(&sources.get(at.file).name, path).err()?;
    Some(unreadable(path, at, Severity::Error, &error))
}

fn unreadable(path: &str, at: Place, severity: Severity, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound {
        let mut diagnostic = report("missing-file", severity, at, format!("there is no file `{path}`"));
        diagnostic.help = Some("a path is taken relative to the file that names it".to_owned());
        return diagnostic;
    }
    report("unreadable-file", severity, at, format!("`{path}` cannot be read: {error}"))
}

/// A diagnostic that belongs to no rule.
pub(super) fn report(code: &'static str, severity: Severity, place: Place, message: String) -> Diagnostic {
    Diagnostic {
        code,
        rule: None,
        severity,
        message,
        help: None,
        place,
        step: None,
        pointer: None,
        related: Vec::new(),
        fix: Vec::new(),
    }
}
