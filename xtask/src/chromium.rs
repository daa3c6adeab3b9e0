//! Chromium and its driver: found, or on Debian installed.

use crate::{Failure, wasm};
use std::env;
use std::path::{Path, PathBuf};

/// Chromium's driver; `CHROMEDRIVER` names another.
pub fn driver() -> Result<PathBuf, Failure> {
    if let Some(driver) = env::var_os("CHROMEDRIVER") {
        return Ok(driver.into());
    }
    browser(&["chromedriver"])
}

/// Chromium itself; `CHROMIUM` names another.
pub fn program() -> Result<PathBuf, Failure> {
    if let Some(program) = env::var_os("CHROMIUM") {
        return Ok(program.into());
    }
    browser(&["chromium", "chromium-browser", "google-chrome"])
}

/// A program of Chromium under any of its names; on Debian it is installed where it is missing.
fn browser(names: &[&str]) -> Result<PathBuf, Failure> {
    const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];
    let find = || {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<_> = env::split_paths(&path).collect();
        let named = names.iter().map(|name| Path::new(name).with_extension(env::consts::EXE_EXTENSION));
        named
            .flat_map(|name| folders.iter().map(move |f| f.join(&name)).collect::<Vec<_>>())
            .find(|p| p.exists())
    };
    if find().is_none() && Path::new("/usr/bin/apt-get").exists() {
        println!("== installing {}", PACKAGES.join(", "));
        wasm::quietly("apt-get", &["update", "-qq"]);
        wasm::quietly(
            "apt-get",
            &[&["install", "-y", "-qq", "--no-install-recommends"], &PACKAGES[..]].concat(),
        );
    }
    find().ok_or_else(|| {
        format!(
            "there is no {}: install Chrome or Chromium with its driver and put both on the PATH. On Debian, as root:\n  \
             apt-get install {}",
            names.join(" or "),
            PACKAGES.join(" ")
        )
    })
}
