//! The tests of the npm package: in Node, in Chromium, and as others install it.

use crate::js::{self, node_tests};
use crate::wasm::Build;
use crate::{Failure, cargo, chromium, pkg, root};
use std::env;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// The build that is tested unless the command line says it: `PREFLOW_PKG=small` is for machines that have the time.
pub fn kind() -> Build {
    if env::var("PREFLOW_PKG").is_ok_and(|kind| kind == "small") { Build::Small } else { Build::Dev }
}

/// Makes what the tests need, and runs them.
pub fn test(kind: Build) -> Result<(), Failure> {
    cargo("the command, to compare with", &["build"])?;
    refresh(kind)?;
    js::install(&js::folder())?;
    let chromium = chromium::program()?;
    println!("== tests of the package");
    node_tests(&js::folder().join("test"), &[("CHROMIUM", &chromium)])
}

/// Builds the package, unless it is there already.
pub fn refresh(kind: Build) -> Result<(), Failure> {
    if is_stale(kind) { pkg::build(kind) } else { Ok(()) }
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
