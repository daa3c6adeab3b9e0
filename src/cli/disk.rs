//! Files on disk: those the user gave, and those an input names.

use preflow::input::{self, Files};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The name of standard input.
pub(super) const STDIN: &str = "-";

/// Opens files that an input names, relative to the folder of that input.
pub(super) struct Disk;

impl Files for Disk {
    fn open(&self, from: &str, path: &str) -> io::Result<Box<dyn Read>> {
        let folder = if from == STDIN { None } else { Path::new(from).parent() };
        let path = folder.unwrap_or(Path::new("")).join(path);
        // What a document names may be anything: a pipe would wait for ever.
        let about = fs::metadata(&path)?;
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !about.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        Ok(Box::new(File::open(&path)?))
    }
}

/// Opens a file the user gave.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(file)
}

/// Reads a file the user gave, `-` for standard input, but not much more than a file may have: who decodes the
/// bytes says that they are too many.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let limit = input::MAX_INPUT as u64 + 1;
    let mut bytes = Vec::new();
    if path.as_os_str() == STDIN {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Room for all of it and the read that finds its end, so that a small file is read at once.
        let length = about.len().min(limit);
        bytes.reserve_exact(usize::try_from(length).unwrap_or_default() + 1);
        file.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Replaces a file by a new text at once: whoever reads it finds the old one or the new one, never half of it.
/// A symbolic link stays one, and permissions stay as they are.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    let folder = path.parent().unwrap_or(Path::new("."));
    let (temporary, mut file) = create_beside(folder)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Writes a new file; one that is there already is replaced only when told so.
pub(super) fn create(path: &Path, text: &str, replacing: bool) -> io::Result<()> {
    match File::options().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).and_then(|()| file.sync_all()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && replacing => replace(path, text),
        Err(error) => Err(error),
    }
}

fn create_beside(folder: &Path) -> io::Result<(PathBuf, File)> {
    let mut last = io::Error::other("no name is free for a temporary file");
    for n in 0..100 {
        let path = folder.join(format!(".preflow-{}-{n}.tmp", std::process::id()));
        match File::options().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}
