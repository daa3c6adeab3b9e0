//! From the paths a user gave to the files to look at, always in the same order.

use super::disk::STDIN;
use super::output::{Trouble, reason};
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One file to look at.
#[derive(Debug)]
pub(super) struct Found {
    /// Its name in reports.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// The user named it, rather than a folder it is in.
    pub named: bool,
}

/// Endings of files in a folder that are opened to see whether they hold a dataflow.
const ENDINGS: &[&str] = &[
    "json", "jsonc", "md", "mdx", "markdown", "rst", "adoc", "txt", "sh", "bash", "zsh", "ksh", "curl",
    "cmd", "bat", "ps1",
];

/// The endings of dataflow documents, whatever is in them.
const DOCUMENT: [&str; 2] = [".dataflow.json", ".dataflow.jsonc"];

impl Found {
    /// Does its name say that it is a dataflow document?
    pub(super) fn is_document(&self) -> bool {
        is_document(&self.name)
    }
}

fn is_document(name: &str) -> bool {
    DOCUMENT.iter().any(|ending| name.ends_with(ending))
}

/// The files at the paths, by name, and what could not be looked at.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<Found>, Vec<Trouble>) {
    let mut found = BTreeMap::new();
    let mut troubles = Vec::new();
    for path in paths {
        if path.as_os_str() != STDIN && path.is_dir() {
            walk(path, &mut found, &mut troubles);
        } else {
            add(&mut found, path.clone(), true);
        }
    }
    (found.into_values().collect(), troubles)
}

fn add(found: &mut BTreeMap<String, Found>, path: PathBuf, named: bool) {
    let name = name_of(&path);
    let named = named || found.get(&name).is_some_and(|f| f.named);
    found.insert(name.clone(), Found { name, path, named });
}

/// The path as the user wrote it, without a leading `./`.
fn name_of(path: &Path) -> String {
    let whole = path.to_string_lossy();
    match whole.strip_prefix("./") {
        Some(rest) if rest != STDIN && !rest.is_empty() => rest.to_owned(),
        _ => whole.into_owned(),
    }
}

fn walk(folder: &Path, found: &mut BTreeMap<String, Found>, troubles: &mut Vec<Trouble>) {
    // A .gitignore counts also where there is no repository (yet).
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                troubles.push(Trouble::new(error.to_string()));
                continue;
            }
        };
        let path = entry.path();
        let is_document = is_document(&path.to_string_lossy());
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if entry.depth() == 0 || !(is_document || ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending))) {
            continue;
        }
        // Links are followed to files, not to folders, which may lead round in a circle.
        match fs::metadata(path) {
            Ok(about) if about.is_file() => add(found, path.to_owned(), false),
            Ok(about) if about.is_dir() && is_document => {
                troubles.push(Trouble::new(format!("{}: is a folder", name_of(path))));
            }
            Ok(_) => {}
            Err(error) => troubles.push(Trouble::new(format!("{}: {}", name_of(path), reason(&error)))),
        }
    }
}
