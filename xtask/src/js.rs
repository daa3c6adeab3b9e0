//! Chores that run in Node.

use crate::{Failure, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where their programs and packages are.
pub fn folder() -> PathBuf {
    root().join("xtask/js")
}

/// Installs the locked packages of a folder, where they are not there already.
pub fn install(folder: &Path) -> Result<(), Failure> {
    let (lock, done) = (folder.join("package-lock.json"), folder.join("node_modules/.installed"));
    let wanted = fs::read(&lock).map_err(|e| format!("{}: {e}", lock.display()))?;
    if fs::read(&done).is_ok_and(|had| had == wanted) {
        return Ok(());
    }
    println!("== npm ci: {}", folder.strip_prefix(root()).unwrap_or(folder).display());
    let mut npm = Command::new("npm");
    npm.args(["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(folder);
    let status = npm.status().map_err(|e| format!("npm does not start (Node 20 or newer is needed): {e}"))?;
    if !status.success() {
        return Err(format!("npm ci: failed ({status})"));
    }
    fs::write(&done, wanted).map_err(|e| format!("{}: {e}", done.display()))
}

/// Runs a program in Node.
pub fn node(what: &str, program: &Path, args: &[&str]) -> Result<(), Failure> {
    run(what, Command::new("node").arg(program).args(args))
}

fn run(what: &str, command: &mut Command) -> Result<(), Failure> {
    command.current_dir(root());
    let status =
        command.status().map_err(|e| format!("node does not start (Node 20 or newer is needed): {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what}: failed ({status})")) }
}

/// Runs the tests of a folder, its files `*.test.mjs`, with some variables in their environment.
pub fn node_tests(folder: &Path, environment: &[(&str, &Path)]) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    let mut command = Command::new("node");
    command.args(["--test", "--test-reporter", "spec"]).args(files).envs(environment.iter().copied());
    run("tests in Node", &mut command)
}
