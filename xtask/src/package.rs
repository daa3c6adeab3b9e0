//! The tests of the npm package: in Node, in Chromium, and as others install it.

use crate::js::{self, node_tests};
use crate::wasm::{Build, quietly};
use crate::{Failure, cargo, pkg, root};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The build that is tested unless the command line says it: `PREFLOW_PKG=small` is for machines that have the time.
pub fn kind() -> Build {
    if env::var("PREFLOW_PKG").is_ok_and(|kind| kind == "small") { Build::Small } else { Build::Dev }
}

/// Makes what the tests need, and runs them.
pub fn test(kind: Build) -> Result<(), Failure> {
    cargo("the command, to compare with", &["build"])?;
    if is_stale(kind) {
        pkg::build(kind)?;
    }
    js::install()?;
    chromium()?;
    println!("== tests of the package");
    node_tests(&js::folder().join("test"))
}

/// More than this many bytes has only the module of `--dev`.
const SMALL: u64 = 5 << 20;

/// Is there no package yet, one of older source, or one that is not small though it should be?
fn is_stale(kind: Build) -> bool {
    let Ok(built) = fs::metadata(root().join("pkg/dist/preflow_bg.wasm")) else { return true };
    if kind == Build::Small && built.len() > SMALL {
        return true;
    }
    let Ok(at) = built.modified() else { return true };
    let sources = ["src", "pkg/src", "pkg/package.json", "Cargo.toml", "Cargo.lock", "xtask/src/pkg.rs"];
    sources.iter().any(|source| newest(&root().join(source)).is_none_or(|changed| changed > at))
}

/// When a file, or the file of a folder that is the last to have been, was changed.
fn newest(path: &Path) -> Option<SystemTime> {
    let about = fs::metadata(path).ok()?;
    if !about.is_dir() {
        return about.modified().ok();
    }
    fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
}

/// Installs Chromium where it is missing and Debian has it.
fn chromium() -> Result<(), Failure> {
    let wanted = env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    if !wanted.exists() && Path::new("/usr/bin/apt-get").exists() {
        println!("== installing chromium");
        quietly("apt-get", &["update", "-qq"]);
        // Another may be installing, too.
        let waiting = "DPkg::Lock::Timeout=300";
        quietly("apt-get", &["-o", waiting, "install", "-y", "-qq", "--no-install-recommends", "chromium"]);
    }
    if wanted.exists() {
        return Ok(());
    }
    Err(format!(
        "the tests of the package need Chromium, and there is none at {}. Either of these helps:\n  \
         apt-get install chromium (Debian, as root)\n  \
         CHROMIUM=/path/to/chromium cargo xtask test-pkg",
        wanted.display()
    ))
}
