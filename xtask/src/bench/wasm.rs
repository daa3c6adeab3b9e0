//! The npm package: `check` from JavaScript, previews beside the native command and JSONata, and the start in Chromium.
//!
//! `xtask/js/bench/*.mjs` measure; everything here makes what they measure on. `--built` takes the package as it is.

use super::expressions::{mapping_set, records};
use super::sh;
use crate::pkg;
use crate::wasm::Build;
use crate::{Failure, chromium, js, root};
use std::fmt::Write as _;
use std::fs;

/// Fewer than the command is measured on: JSONata takes all of them as one list.
const RECORDS: usize = 50_000;
/// What the document whose check is measured weighs.
const DOCUMENT: usize = 30 << 10;

/// Runs the benchmark.
pub fn run(is_built: bool) -> Result<(), Failure> {
    if !is_built {
        pkg::build(Build::Small)?;
    }
    let root = root();
    sh(&root, "cargo", &["build", "--release", "--quiet"])?;
    js::install(&js::folder())?;
    let folder = root.join("target/bench");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let file = |name: &str, text: String| -> Result<String, Failure> {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(path.display().to_string())
    };
    let document = file("large.dataflow.json", document()?)?;
    let flow = file("mappings.json", mapping_set().to_string())?;
    let records = file("fewer.ndjson", records(RECORDS))?;
    let native = root.join("target/release/preflow").display().to_string();
    let programs = js::folder().join("bench");
    js::node("check", &programs.join("check.mjs"), &[&document])?;
    js::node("preview", &programs.join("preview.mjs"), &[&flow, &records, &native])?;
    js::node("start", &programs.join("start.mjs"), &[&document, &chromium::program()?.display().to_string()])
}

/// The document of a template with as many more mappings, and the fields they map, as make it that large.
fn document() -> Result<String, Failure> {
    let template = preflow::template::find("hubspot").ok_or("there is no template `hubspot`")?.document();
    let (mut mappings, mut properties, mut fields) = (String::new(), String::new(), String::new());
    for i in 0.. {
        if template.len() + mappings.len() + properties.len() + 2 * fields.len() >= DOCUMENT {
            break;
        }
        let (kind, source) = match i % 5 {
            0 => ("EXPRESSION", format!("upper(trim(field_{i}))")),
            1 => ("EXPRESSION", format!("concat(field_{i}, \\\" \\\", Vid)")),
            2 => ("EXPRESSION", format!("iif(field_{i} == \\\"x\\\", \\\"yes\\\", \\\"no\\\")")),
            _ => ("ATTRIBUTE", format!("field_{i}")),
        };
        let _ = write!(
            mappings,
            "\n        {{ \"sourceType\": \"{kind}\", \"source\": \"{source}\", \"destination\": \"_acme.field{i}\" }},"
        );
        let _ = write!(properties, "\n          \"field{i}\": {{ \"type\": \"string\" }},");
        let _ = write!(fields, "\n        \"field_{i}\": \"value {i}\",");
    }
    let mut out = template;
    for (after, more) in [
        ("\"mappings\": [", mappings),
        (
            "\"_id\": { \"type\": \"string\" },",
            format!(
                "\n      \"_acme\": {{\n        \"type\": \"object\",\n        \"properties\": {{{}\n        }}\n      }},",
                properties.trim_end_matches(',')
            ),
        ),
        ("\"records\": [\n      {", fields.clone()),
        ("},\n      {\n        \"Vid\": \"c-1002\",", fields),
    ] {
        let (before, rest) = out.split_once(after).ok_or_else(|| format!("the template has no `{after}`"))?;
        out = format!("{before}{after}{more}{rest}");
    }
    Ok(out)
}
