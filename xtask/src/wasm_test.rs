//! Lints and tests of the core on wasm: `tests/wasm_*.rs`, in Node and in headless Chromium.

use crate::{Failure, chromium, root, wasm};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The suites: one place to run in each.
const SUITES: [&str; 3] = ["wasm_node", "wasm_browser", "wasm_worker"];
/// Seconds that a suite may take.
const PATIENCE: &str = "300";

/// Runs them.
pub fn run() -> Result<(), Failure> {
    let suites: Vec<_> = SUITES.iter().flat_map(|suite| ["--test", suite]).collect();
    match wasm::dev("clippy")? {
        None => println!("== lints on wasm: left out, for the compiler from Debian comes without them"),
        Some(mut clippy) => {
            clippy.arg("--lib").args(&suites).args(["--", "--deny", "warnings"]);
            done("lints on wasm", clippy)?;
        }
    }
    let (runner, driver) = (runner()?, chromium::driver()?);
    let Some(mut test) = wasm::dev("test")? else { return Err("there is no cargo test".into()) };
    test.args(&suites);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    test.env("CHROMEDRIVER", driver);
    test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", root().join("xtask/webdriver.json"));
    test.env("WASM_BINDGEN_TEST_TIMEOUT", PATIENCE);
    done("tests on wasm", test)
}

fn done(what: &str, mut command: Command) -> Result<(), Failure> {
    println!("== {what}");
    let status = command.status().map_err(|e| format!("{what}: cargo does not start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what}: failed ({status})")) }
}

/// wasm-bindgen's runner of tests at the version in the lock file, built once into `target/tools`.
fn runner() -> Result<PathBuf, Failure> {
    let version = locked("wasm-bindgen")?;
    let folder = root().join("target/tools").join(format!("wasm-bindgen-{version}"));
    let program = folder.join("bin/wasm-bindgen-test-runner").with_extension(std::env::consts::EXE_EXTENSION);
    if program.exists() {
        return Ok(program);
    }
    println!("== installing the runner of wasm-bindgen {version} into target/tools");
    let mut install = Command::new("cargo");
    install.args(["install", "--quiet", "--no-default-features", "--bin", "wasm-bindgen-test-runner"]);
    install.args(["wasm-bindgen-cli", "--version", &version, "--root"]).arg(&folder);
    // Half the time to build; it runs for seconds.
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    done("the runner", install)?;
    Ok(program)
}

/// The version of a package in the lock file.
fn locked(package: &str) -> Result<String, Failure> {
    let path = root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let version = lock.split_once(&entry).and_then(|(_, rest)| rest.split_once('"'));
    version.map(|(version, _)| version.to_owned()).ok_or_else(|| format!("{package} is not in Cargo.lock"))
}
