//! Compiling the core for `wasm32-unknown-unknown`, on whatever machine this is.

use crate::{Failure, root};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_LINKER: &str = "wasm-ld-22";

/// What is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// What is shipped: as small as it gets.
    Small,
    /// For work on it: in seconds.
    Dev,
}

/// A compiler with a standard library for the target, or with the source of one.
struct Toolchain {
    /// Programs to use in place of the ones on the path.
    programs: Option<(&'static str, &'static str)>,
    /// The standard library is there as source, to be built the way we want it.
    has_source: bool,
}

/// Builds the module; gives its path.
pub fn build(kind: Build) -> Result<PathBuf, Failure> {
    let toolchain = toolchain(kind)?;
    let small = kind == Build::Small;
    match run(&toolchain, kind, toolchain.has_source) {
        // The flags that make the standard library small are not stable: another compiler may not have them.
        Err(why) if small && toolchain.programs.is_none() && toolchain.has_source => {
            eprintln!("{why}; building with the standard library as it comes, which is larger");
            run(&toolchain, kind, false)
        }
        done => done,
    }
}

/// Cargo for lints and tests on the target: a subcommand, and the same dependencies as those of the build for work.
/// Lints are left out (nothing is given) where the compiler for the target comes without them.
pub fn dev(subcommand: &str) -> Result<Option<Command>, Failure> {
    let toolchain = toolchain(Build::Dev)?;
    if subcommand == "clippy" && toolchain.programs.is_some() {
        return Ok(None);
    }
    let mut command = toolchain.cargo(&[subcommand], Build::Dev, &root().join("target/wasm"));
    command.env("CARGO_ENCODED_RUSTFLAGS", remapped().join("\u{1f}"));
    if toolchain.has_source {
        command.arg("-Zbuild-std=std,panic_abort").env("RUSTC_BOOTSTRAP", "1");
    }
    Ok(Some(command))
}

impl Toolchain {
    /// Cargo that compiles for the target with this compiler.
    fn cargo(&self, subcommand: &[&str], kind: Build, folder: &Path) -> Command {
        let profile = if kind == Build::Small { "wasm" } else { "wasm-dev" };
        let cargo = self.programs.map_or_else(cargo, |(cargo, _)| cargo.to_owned());
        let mut command = Command::new(cargo);
        command.current_dir(root()).args(subcommand).args(["--profile", profile]);
        command.args(["--no-default-features", "--features", "wasm", "--target", TARGET]);
        command.arg("--target-dir").arg(folder);
        if let Some((_, rustc)) = self.programs {
            command.env("RUSTC", rustc).env_remove("RUSTUP_TOOLCHAIN");
            // Debian's compiler comes without the linker that it looks for.
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER);
        }
        command
    }
}

/// Flags that keep this machine's folders out of what is compiled.
fn remapped() -> Vec<String> {
    let mut flags = vec![format!("--remap-path-prefix={}=", root().display())];
    if let Some(home) = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(cargo_home) {
        flags.push(format!("--remap-path-prefix={}=", home.display()));
    }
    flags
}

fn run(toolchain: &Toolchain, kind: Build, from_source: bool) -> Result<PathBuf, Failure> {
    let profile = if kind == Build::Small { "wasm" } else { "wasm-dev" };
    // Its own folder: other flags must not make the two builds evict each other, the standard library among them.
    let folder = root().join("target").join(if from_source { "wasm-small" } else { "wasm" });
    let mut command = toolchain.cargo(&["rustc", "--lib", "--crate-type", "cdylib"], kind, &folder);
    let mut flags = remapped();
    if from_source {
        // A panic stops at once, without the code that words it; the edge to JavaScript answers for it.
        flags.extend(
            ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"].map(str::to_owned),
        );
        command.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    if kind == Build::Small {
        // The smallest code calls for every byte it writes. Inlining a little more adds 2% and makes checks a third faster.
        command.args(["--", "-Cllvm-args=-inline-threshold=25"]);
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    let status = command.status().map_err(|e| format!("cargo does not start: {e}"))?;
    if !status.success() {
        return Err(format!("the module does not build ({status})"));
    }
    Ok(folder.join(TARGET).join(profile).join("preflow.wasm"))
}

fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}

fn cargo_home() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo"))
}

/// The first of the ways to a toolchain that this machine has.
fn toolchain(kind: Build) -> Result<Toolchain, Failure> {
    if let Some(sysroot) = sysroot() {
        let has = |path: &str| sysroot.join("lib/rustlib").join(path).exists();
        let library = format!("{TARGET}/lib");
        let have_library = has(&library) || (quietly("rustup", &["target", "add", TARGET]) && has(&library));
        if have_library {
            let source = "src/rust/library/std";
            let has_source = kind == Build::Small
                && (has(source) || (quietly("rustup", &["component", "add", "rust-src"]) && has(source)));
            return Ok(Toolchain { programs: None, has_source });
        }
    }
    debian()?;
    Ok(Toolchain { programs: Some(("/usr/bin/cargo", "/usr/bin/rustc")), has_source: true })
}

fn sysroot() -> Option<PathBuf> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let told = Command::new(rustc).args(["--print", "sysroot"]).output().ok()?;
    Some(PathBuf::from(String::from_utf8(told.stdout).ok()?.trim()))
}

/// Debian has no standard library for this target, but its source, and a compiler of the same version.
fn debian() -> Result<(), Failure> {
    const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
    let is_there = || quietly("dpkg", &[&["-s"], &PACKAGES[..]].concat());
    if is_there() {
        return Ok(());
    }
    if Path::new("/usr/bin/apt-get").exists() {
        println!("== installing {}", PACKAGES.join(", "));
        quietly("apt-get", &["update", "-qq"]);
        quietly("apt-get", &[&["install", "-y", "-qq", "--no-install-recommends"], &PACKAGES[..]].concat());
        if is_there() {
            return Ok(());
        }
    }
    Err(format!(
        "there is no Rust standard library for {TARGET}. Either of these brings one:\n  \
         rustup target add {TARGET}\n  \
         apt-get install {} (Debian, as root)",
        PACKAGES.join(" ")
    ))
}

/// Runs a program that may not be there; did it do its work?
pub fn quietly(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
