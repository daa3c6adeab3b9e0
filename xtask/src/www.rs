//! The page: a folder of static files, made of `www/` and the npm package.

use crate::js::{self, node};
use crate::wasm::Build;
use crate::{Failure, chromium, package, root};
use std::path::{Path, PathBuf};

/// Where its sources and its packages are.
fn folder() -> PathBuf {
    root().join("www")
}

/// Builds it.
pub fn build(kind: Build) -> Result<(), Failure> {
    package::refresh(kind)?;
    js::install(&folder())?;
    println!("== the page");
    tool("types", "typescript/bin/tsc", &["--project", &text(&folder())])?;
    tool("the page", "vite/bin/vite.js", &["build", &text(&folder()), "--logLevel", "warn"])?;
    println!("target/www: ready for any static host");
    Ok(())
}

/// Builds it and shows it on this machine, until it is stopped.
pub fn serve(kind: Build) -> Result<(), Failure> {
    build(kind)?;
    tool("the server", "vite/bin/vite.js", &["preview", &text(&folder())])
}

/// Builds it and tries it in Chromium.
pub fn test(kind: Build) -> Result<(), Failure> {
    build(kind)?;
    js::install(&js::folder())?;
    let chromium = chromium::program()?;
    println!("== tests of the page");
    js::node_tests(&folder().join("test"), &[("CHROMIUM", &chromium)])
}

/// Runs a program of the page's packages.
fn tool(what: &str, program: &str, args: &[&str]) -> Result<(), Failure> {
    node(what, &folder().join("node_modules").join(program), args)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
