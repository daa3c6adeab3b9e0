//! Chores of the repository, in Rust: `cargo xtask test|gen|bench`.

mod bench;
mod chromium;
mod generate;
mod js;
mod package;
mod pkg;
mod wasm;
mod wasm_test;
mod www;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What went wrong, for people.
type Failure = String;

const USAGE: &str = "\
cargo xtask test          everything CI checks: format, lints, tests, documentation, generated files
cargo xtask test-wasm     the part of it on wasm: lints, and the suites in Node and in headless Chromium
cargo xtask gen           write the generated files under docs/
cargo xtask gen --check   only say whether they are up to date
cargo xtask pkg           the npm package in pkg/, ready for `npm pack`
cargo xtask pkg --dev     the same in seconds, but large and slow: for work on it
cargo xtask test-pkg      tests of the npm package in Node, in Chromium (installed where Debian has it) and as installed
cargo xtask test-pkg --small
                          the same of the package as shipped, with larger files (PREFLOW_PKG=small makes it the default)
cargo xtask www           the page in target/www, for any static host
cargo xtask www --dev     the same in seconds, with a large and slow module
cargo xtask serve [--dev] builds the page and shows it on localhost
cargo xtask test-www      tests of the page in Chromium
cargo xtask test-www --small
                          the same of the page as shipped
cargo xtask bench         whole-process times beside check-jsonschema and jsonschema-cli (installs both)
cargo xtask bench expressions
                          previews beside VRL, jq, a loop by hand and JEXL (builds the first and the third; slow)
cargo xtask bench wasm    the npm package: checks, previews beside the native command and JSONata, the start in Chromium
cargo xtask bench wasm --built
                          the same on the package as it was last built";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["test"] => test(),
        ["test-wasm"] => wasm_test::run(),
        ["gen"] => generate::write(),
        ["gen", "--check"] => generate::check(),
        ["pkg"] => pkg::build(wasm::Build::Small),
        ["pkg", "--dev"] => pkg::build(wasm::Build::Dev),
        ["test-pkg"] => package::test(package::kind()),
        ["test-pkg", "--small"] => package::test(wasm::Build::Small),
        ["www"] => www::build(wasm::Build::Small),
        ["www", "--dev"] => www::build(wasm::Build::Dev),
        ["serve"] => www::serve(wasm::Build::Small),
        ["serve", "--dev"] => www::serve(wasm::Build::Dev),
        ["test-www"] => www::test(package::kind()),
        ["test-www", "--small"] => www::test(wasm::Build::Small),
        ["bench"] => bench::run(),
        ["bench", "wasm"] => bench::wasm::run(false),
        ["bench", "wasm", "--built"] => bench::wasm::run(true),
        ["bench", "expressions"] => bench::expressions::run(),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's root, which every chore works in.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

fn test() -> Result<(), Failure> {
    format()?;
    cargo("lints", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    cargo(
        "the core without the command",
        &["clippy", "--lib", "--no-default-features", "--", "--deny", "warnings"],
    )?;
    cargo("tests", &["test", "--workspace"])?;
    wasm_test::run()?;
    cargo("documentation", &["doc", "--workspace", "--no-deps", "--quiet"])?;
    println!("== generated files");
    generate::check()?;
    package::test(package::kind())?;
    www::test(package::kind())?;
    println!("all is well");
    Ok(())
}

/// Holds every Rust file against rustfmt by name: `cargo fmt` does not see modules that a macro declares.
fn format() -> Result<(), Failure> {
    println!("== format: rustfmt --check");
    let mut files = Vec::new();
    for folder in ["src", "tests", "xtask/src"] {
        rust_files(&root().join(folder), &mut files)?;
    }
    let mut command = Command::new("rustfmt");
    command.args(["--check", "--edition", "2024"]).args(&files).current_dir(root());
    let status = command.status().map_err(|e| format!("rustfmt does not start: {e}"))?;
    if status.success() { Ok(()) } else { Err("format: run rustfmt on the files above".into()) }
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn cargo(what: &str, args: &[&str]) -> Result<(), Failure> {
    println!("== {what}: cargo {}", args.join(" "));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(args).current_dir(root()).env("RUSTDOCFLAGS", "-D warnings");
    let status = command.status().map_err(|e| format!("cargo does not start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what}: failed ({status})")) }
}
