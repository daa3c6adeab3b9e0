//! Whole-process times of `preflow check`, with its peers in the same run, in turn, so that a drifting machine
//! hits all alike. Ratios are what counts; the times are shown to judge them by.

pub mod expressions;
pub mod wasm;

use crate::{Failure, root};
use nix::sys::resource::{UsageWho, getrusage};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 11;

struct Contender {
    name: &'static str,
    program: PathBuf,
    args: fn(&Path, &[PathBuf]) -> Vec<String>,
}

/// Runs the benchmark.
pub fn run() -> Result<(), Failure> {
    let root = root();
    sh(&root, "cargo", &["build", "--release", "--quiet"])?;
    let peers = root.join("target/peers");
    let contenders = [
        Contender {
            name: "preflow",
            program: root.join("target/release/preflow"),
            args: |_, files| [vec!["check".to_owned()], texts(files)].concat(),
        },
        Contender {
            name: "jsonschema-cli",
            program: peers.join("bin/jsonschema-cli"),
            args: |schema, files| {
                let mut args = vec!["validate".to_owned(), schema.display().to_string()];
                files.iter().for_each(|f| args.extend(["-i".to_owned(), f.display().to_string()]));
                args
            },
        },
        Contender {
            name: "check-jsonschema",
            program: peers.join("venv/bin/check-jsonschema"),
            args: |schema, files| {
                [vec!["--schemafile".to_owned(), schema.display().to_string()], texts(files)].concat()
            },
        },
    ];
    if !contenders[1].program.exists() {
        println!("installing jsonschema-cli from crates.io into target/peers");
        sh(&root, "cargo", &["install", "--quiet", "jsonschema-cli", "--root", "target/peers"])?;
    }
    if !contenders[2].program.exists() {
        println!("installing check-jsonschema from PyPI into target/peers");
        sh(&root, "python3", &["-m", "venv", "target/peers/venv"])?;
        sh(&root, "target/peers/venv/bin/pip", &["install", "--quiet", "check-jsonschema"])?;
    }
    let folder = root.join("target/bench");
    let schema = root.join("docs/dataflow.schema.json");
    let files = documents(&folder, 200)?;
    println!(
        "{} rounds, in turn; a small document has {} bytes\n",
        ROUNDS,
        fs::metadata(&files[0]).map_or(0, |m| m.len())
    );
    for count in [1, 200] {
        let mut times = vec![Vec::new(); contenders.len()];
        for _ in 0..ROUNDS {
            for (contender, times) in contenders.iter().zip(&mut times) {
                times.push(time(contender, &(contender.args)(&schema, &files[..count]))?);
            }
        }
        println!(
            "{count} document(s)          wall ms (median)   cpu ms (median)   wall ratio to preflow, pair by pair"
        );
        let ours: Vec<f64> = times[0].iter().map(|t| t.wall).collect();
        for (contender, times) in contenders.iter().zip(&times) {
            let wall = median(times.iter().map(|t| t.wall).collect());
            let cpu = median(times.iter().map(|t| t.cpu).collect());
            let ratio = median(times.iter().zip(&ours).map(|(t, o)| t.wall / o).collect());
            println!("  {:<20} {wall:>12.2} {cpu:>17.2} {ratio:>17.2}", contender.name);
        }
        println!();
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Times {
    wall: f64,
    cpu: f64,
}

fn time(contender: &Contender, args: &[String]) -> Result<Times, Failure> {
    let before = cpu()?;
    let start = Instant::now();
    let status = Command::new(&contender.program)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|e| format!("{}: {e}", contender.name))?;
    let wall = start.elapsed().as_secs_f64() * 1e3;
    if !status.success() {
        return Err(format!("{} refuses the bench documents ({status})", contender.name));
    }
    Ok(Times { wall, cpu: cpu()? - before })
}

/// Milliseconds of processor time of the finished children.
fn cpu() -> Result<f64, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|e| e.to_string())?;
    let ms = |t: nix::sys::time::TimeVal| t.tv_sec() as f64 * 1e3 + t.tv_usec() as f64 / 1e3;
    Ok(ms(usage.user_time()) + ms(usage.system_time()))
}

/// Small dataflow documents, strict JSON so that every peer reads them, all different.
fn documents(folder: &Path, count: usize) -> Result<Vec<PathBuf>, Failure> {
    fs::create_dir_all(folder).map_err(|e| e.to_string())?;
    (0..count)
        .map(|i| {
            let document = serde_json::json!({
                "name": format!("Bench {i}"),
                "flowSpec": "CRMToAEP",
                "steps": {
                    "sourceConnection": {
                        "name": format!("Table {i}"),
                        "baseConnectionId": "{BASE_CONNECTION_ID}",
                        "data": {"format": "tabular"},
                        "params": {"tableName": format!("table_{i}"), "columns": [
                            {"name": "id", "type": "string"},
                            {"name": "updated", "type": "string"}
                        ]},
                        "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}
                    },
                    "mappingSet": {
                        "outputSchema": {"schemaRef": {
                            "id": "{SCHEMA_ID}",
                            "contentType": "application/vnd.adobe.xed-full+json;version=1"
                        }},
                        "mappings": [{"sourceType": "ATTRIBUTE", "source": "id", "destination": "_id"}]
                    },
                    "flow": {
                        "name": format!("Flow {i}"),
                        "flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860", "version": "1.0"},
                        "sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"],
                        "targetConnectionIds": ["{TARGET_CONNECTION_ID}"],
                        "transformations": [
                            {"name": "Copy", "params": {"deltaColumn": {
                                "name": "updated", "dateFormat": "yyyy-MM-dd HH:mm:ss", "timezone": "UTC"
                            }}},
                            {"name": "Mapping", "params": {"mappingId": "{MAPPING_ID}", "mappingVersion": 0}}
                        ],
                        "scheduleParams": {"startTime": 1798761600 + i, "frequency": "hour", "interval": 1 + i % 20}
                    }
                }
            });
            let file = folder.join(format!("bench-{i:03}.dataflow.json"));
            fs::write(&file, format!("{document:#}")).map_err(|e| e.to_string())?;
            Ok(file)
        })
        .collect()
}

fn texts(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|f| f.display().to_string()).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn sh(root: &Path, program: &str, args: &[&str]) -> Result<(), Failure> {
    let status =
        Command::new(program).args(args).current_dir(root).status().map_err(|e| format!("{program}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} {}: {status}", args.join(" "))) }
}
