//! From a file's bytes to dataflows: decoding, recognising what it is by its content, and reading it.
//!
//! One reader per kind of input, all ending in [`Dataflow`]. Readers add diagnostics for what breaks the text
//! itself; what the text says is judged later, by schemas and rules.

mod document;
mod shell;

use crate::dataflow::Dataflow;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Sources};
use std::io;

/// Where files that an input names (a schema, samples) come from. The command opens them on disk; a page has them
/// in memory.
pub trait Files {
    /// Opens `path`, relative to the file `from`.
    ///
    /// # Errors
    /// When there is no such file or it cannot be read.
    fn open(&self, from: &str, path: &str) -> io::Result<Box<dyn io::Read>>;
}

/// No files at all: everything an input needs is in it.
pub struct NoFiles;

impl Files for NoFiles {
    fn open(&self, _from: &str, path: &str) -> io::Result<Box<dyn io::Read>> {
        Err(io::Error::new(io::ErrorKind::NotFound, format!("{path}: no files can be opened here")))
    }
}

/// What reading one file gave.
#[derive(Debug, Default)]
pub struct Read {
    /// The dataflows in it, in order; usually one.
    pub dataflows: Vec<Dataflow>,
    /// What is wrong with the text itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file that has been added to `sources`.
#[must_use]
pub fn read(file: FileId, sources: &mut Sources, files: &dyn Files) -> Read {
    document::read(file, sources, files)
}
