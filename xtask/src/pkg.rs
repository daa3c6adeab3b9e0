//! The npm package: `pkg/`, ready for `npm pack`.

use crate::js::{self, node};
use crate::wasm::{self, Build};
use crate::{Failure, root};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Builds it.
pub fn build(kind: Build) -> Result<(), Failure> {
    let pkg = root().join("pkg");
    same_version(&pkg)?;
    println!("== the module");
    let module = wasm::build(kind)?;
    println!("== the package");
    let dist = pkg.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|e| format!("{}: {e}", dist.display()))?;
    }
    let exports = glue(&module, &dist)?;
    if kind == Build::Small {
        shrink(&dist.join("preflow_bg.wasm"))?;
    }
    wrapper(&pkg.join("src"), &dist, &exports)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root().join(licence), &pkg.join(licence))?;
    }
    let size = fs::metadata(dist.join("preflow_bg.wasm")).map(|m| m.len()).unwrap_or(0);
    println!("pkg/dist/preflow_bg.wasm: {} KiB", size / 1024);
    if kind == Build::Small {
        node("sizes", &root().join("xtask/js/size.mjs"), &[&dist.to_string_lossy()])?;
    }
    Ok(())
}

/// The package has the version of the crate.
fn same_version(pkg: &Path) -> Result<(), Failure> {
    let text = read(&pkg.join("package.json"))?;
    let manifest: serde_json::Value =
        serde_json::from_str(&text).map_err(|e| format!("pkg/package.json: {e}"))?;
    let cargo = read(&root().join("Cargo.toml"))?;
    let version =
        cargo.lines().find_map(|line| line.strip_prefix("version = ")).unwrap_or_default().trim_matches('"');
    if manifest["version"] == version {
        Ok(())
    } else {
        Err(format!("pkg/package.json has version {}, but Cargo.toml has {version}", manifest["version"]))
    }
}

/// Writes the JavaScript that calls the module; gives what TypeScript calls it by: functions and types.
fn glue(module: &Path, dist: &Path) -> Result<Exports, Failure> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("preflow")
        .typescript(true)
        .omit_default_module_path(true)
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.web(true).map_err(|e| format!("wasm-bindgen: {e}"))?;
    bindgen.generate(dist).map_err(|e| format!("wasm-bindgen: {e:#}"))?;
    survive_traps(&dist.join("preflow.js"))?;
    Ok(Exports::of(&read(&dist.join("preflow.d.ts"))?))
}

/// Changes three places of the generated JavaScript, so that a trap ends what is under way and nothing else.
fn survive_traps(glue: &Path) -> Result<(), Failure> {
    let mut text = read(glue)?;
    let mut change = |from: &str, to: &str| match text.matches(from).count() {
        0 => Err(format!(
            "wasm-bindgen no longer writes `{from}`: see whether pkg/src/tasks.js is still needed"
        )),
        _ => {
            text = text.replace(from, to);
            Ok(())
        }
    };
    // Whoever waits for a step is told that it trapped.
    change("queueMicrotask(arg0);", "runStep(arg0);")?;
    // What the support code throws where it finds no memory is a trap like others, no error of the caller's.
    change("throw new Error(getStringFromWasm0(", "throw new WebAssembly.RuntimeError(getStringFromWasm0(")?;
    // A stream that answers an instance that is gone answers nobody.
    change("throw new Error('Cannot invoke closure from previous WASM instance');", "return;")?;
    write(glue, &format!("import {{ runStep }} from \"./tasks.js\";\n{text}"))
}

/// What the generated declarations export.
struct Exports {
    functions: Vec<String>,
    types: Vec<String>,
}

impl Exports {
    fn of(declarations: &str) -> Exports {
        let mut exports = Exports { functions: Vec::new(), types: Vec::new() };
        for line in declarations.lines() {
            let Some(rest) = line.strip_prefix("export ") else { continue };
            let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty());
            match (words.next(), words.next()) {
                (Some("function"), Some(name)) if name != "initSync" && !name.starts_with("__wbg") => {
                    exports.functions.push(name.to_owned());
                }
                (Some("interface" | "type"), Some(name))
                    if !name.ends_with("Output") && !name.ends_with("Input") =>
                {
                    exports.types.push(name.to_owned());
                }
                _ => {}
            }
        }
        exports
    }
}

/// The files around the generated ones: one list of functions, that of the module.
fn wrapper(from: &Path, dist: &Path, exports: &Exports) -> Result<(), Failure> {
    for name in ["core.js", "tasks.js", "browser.js", "node.js"] {
        copy(&from.join(name), &dist.join(name))?;
    }
    let mut api = String::from(
        "// Made by `cargo xtask pkg` from what the module exports.\nimport { guarded } from \"./core.js\";\n\n",
    );
    for name in &exports.functions {
        api.push_str(&format!("export const {name} = /* @__PURE__ */ guarded(\"{name}\");\n"));
    }
    write(&dist.join("api.js"), &api)?;
    let types = format!(
        "// Made by `cargo xtask pkg` from what the module exports.\n\
         import type {{ ErrorCode }} from \"./preflow.js\";\n\n\
         export {{ {} }} from \"./preflow.js\";\n\
         export type {{ {} }} from \"./preflow.js\";\n\n\
         /** Where the module lies, or what it is; beside this file when left out. */\n\
         export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;\n\n\
         /** Starts the module. Await it before any other call; called again it does nothing more. */\n\
         export function init(source?: Source): Promise<void>;\n\n\
         /** What the functions throw. */\n\
         export interface PreflowError extends Error {{\n  code: ErrorCode;\n}}\n",
        exports.functions.join(", "),
        exports.types.join(", ")
    );
    write(&dist.join("index.d.ts"), &types)
}

/// Makes the module smaller.
fn shrink(module: &Path) -> Result<(), Failure> {
    js::install(&js::folder())?;
    let before = module.to_string_lossy();
    node(
        "wasm-opt",
        &js::folder().join("node_modules/binaryen/bin/wasm-opt"),
        &["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features", &before, "-o", &before],
    )
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::copy(from, to).map(|_| ()).map_err(|e| format!("{}: {e}", from.display()))
}
