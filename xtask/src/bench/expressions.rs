//! `preflow preview` beside other ways to run the same twelve mappings over the same records: VRL, jq and a Rust loop
//! written by hand, whole processes, one thread, NDJSON in and out; and evaluation alone beside Apache Commons JEXL.
//!
//! All must give the same records. Contenders run in turn, so that a drifting machine hits all alike; ratios are of
//! processor time, which other work on the machine disturbs least. The peers are built with link-time optimisation,
//! preflow as it is released.

use super::{cpu, median, sh};
use crate::{Failure, root};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RECORDS: usize = 200_000;
const ROUNDS: usize = 5;
/// The jar of JEXL and the one it logs with, where Debian's libcommons-jexl3-java puts them.
const JEXL: [&str; 2] = ["/usr/share/java/commons-jexl3.jar", "/usr/share/java/commons-logging.jar"];

struct Contender {
    name: &'static str,
    program: PathBuf,
    args: Vec<String>,
    /// It reads the records from standard input.
    piped: bool,
    /// What a mapped record stands in.
    within: Option<&'static str>,
}

/// Runs the benchmark.
pub fn run() -> Result<(), Failure> {
    let root = root();
    let folder = root.join("target/bench");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    sh(&root, "cargo", &["build", "--release", "--quiet"])?;
    for peer in ["vrl", "hand", "evaluate"] {
        println!("building the peer {peer}");
        let manifest = format!("xtask/peers/{peer}/Cargo.toml");
        let args = ["build", "--release", "--quiet", "--target-dir", "target/peers/build", "--manifest-path"];
        sh(&root, "cargo", &[&args[..], &[&manifest]].concat())?;
    }
    let (small, large) = (folder.join("small.ndjson"), folder.join("records.ndjson"));
    fs::write(&small, records(RECORDS / 10)).map_err(|e| e.to_string())?;
    fs::write(&large, records(RECORDS)).map_err(|e| e.to_string())?;
    let flow = folder.join("mappings.json");
    fs::write(&flow, mapping_set().to_string()).map_err(|e| e.to_string())?;
    whole(&root, &flow, &small, &large)?;
    evaluation(&root, &flow, &small)
}

/// Whole processes.
fn whole(root: &Path, flow: &Path, small: &Path, large: &Path) -> Result<(), Failure> {
    let contenders = contenders(root, flow);
    agree(&contenders, small)?;
    let bytes = fs::metadata(large).map_or(0, |m| m.len());
    println!("\n{RECORDS} records, {bytes} bytes; {ROUNDS} rounds, in turn\n");
    let mut times = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for (contender, times) in contenders.iter().zip(&mut times) {
            let (before, start) = (cpu()?, Instant::now());
            finish(contender, start_on(contender, large, Stdio::null())?)?;
            times.push((start.elapsed().as_secs_f64() * 1e3, cpu()? - before));
        }
    }
    println!(
        "{:<12} {:>12} {:>12} {:>14} {:>22} {:>16} {:>16}",
        "", "wall ms", "cpu ms", "records/s", "cpu ratio to preflow", "peak MiB, 1/10", "peak MiB"
    );
    let ours: Vec<f64> = times[0].iter().map(|t| t.1).collect();
    for (contender, times) in contenders.iter().zip(&times) {
        let wall = median(times.iter().map(|t| t.0).collect());
        let cpu = median(times.iter().map(|t| t.1).collect());
        let ratio = median(times.iter().zip(&ours).map(|(t, o)| t.1 / o).collect());
        let peaks = [peak(contender, small)?, peak(contender, large)?];
        println!(
            "{:<12} {wall:>12.0} {cpu:>12.0} {:>14.0} {ratio:>22.2} {:>16.1} {:>16.1}",
            contender.name,
            RECORDS as f64 / wall * 1e3,
            peaks[0],
            peaks[1]
        );
    }
    Ok(())
}

fn contenders(root: &Path, flow: &Path) -> Vec<Contender> {
    let built = root.join("target/peers/build/release");
    let text = |args: &[&str]| args.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>();
    let flow = flow.display().to_string();
    let peer = |name, program| Contender { name, program, args: Vec::new(), piped: true, within: None };
    let mut all = vec![
        Contender {
            name: "preflow",
            program: root.join("target/release/preflow"),
            args: text(&["preview", &flow, "--format", "ndjson", "--records"]),
            piped: false,
            within: Some("data"),
        },
        peer("VRL", built.join("peer-vrl")),
        peer("by hand", built.join("peer-hand")),
    ];
    if Command::new("jq").arg("--version").output().is_ok() {
        let program = root.join("xtask/peers/mappings.jq").display().to_string();
        all.push(Contender { args: text(&["-c", "-f", &program]), ..peer("jq", "jq".into()) });
    } else {
        println!("jq is not here and is left out (Debian: jq)");
    }
    all
}

fn start_on(contender: &Contender, records: &Path, out: Stdio) -> Result<std::process::Child, Failure> {
    let mut command = Command::new(&contender.program);
    command.args(&contender.args).env("TZ", "UTC").stdout(out).stderr(Stdio::null());
    if contender.piped {
        command.stdin(File::open(records).map_err(|e| e.to_string())?);
    } else {
        command.arg(records).stdin(Stdio::null());
    }
    command.spawn().map_err(|e| format!("{}: {e}", contender.name))
}

fn finish(contender: &Contender, mut child: std::process::Child) -> Result<(), Failure> {
    let status = child.wait().map_err(|e| e.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", contender.name)) }
}

/// The most memory a contender takes, in MiB: what the system noted of it last.
fn peak(contender: &Contender, records: &Path) -> Result<f64, Failure> {
    let mut child = start_on(contender, records, Stdio::null())?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0.0_f64;
    while child.try_wait().map_err(|e| e.to_string())?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
        most = most.max(kib.unwrap_or_default() / 1024.0);
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(most)
}

/// Holds what the contenders write against each other, record by record.
fn agree(contenders: &[Contender], records: &Path) -> Result<(), Failure> {
    let mut first: Option<Vec<Value>> = None;
    for contender in contenders {
        let mut child = start_on(contender, records, Stdio::piped())?;
        let lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let mapped = lines
            .map(|line| {
                let line = line.map_err(|e| e.to_string())?;
                let mut value: Value = serde_json::from_str(&line).map_err(|e| e.to_string())?;
                if let Some(key) = contender.within {
                    value = value[key].take();
                }
                // 1 and 1.0 are one number.
                let total = &mut value["order"]["total"];
                *total = json!(total.as_f64());
                Ok(value)
            })
            .collect::<Result<Vec<_>, Failure>>()
            .map_err(|e| format!("{}: {e}", contender.name))?;
        finish(contender, child)?;
        match &first {
            None => first = Some(mapped),
            Some(first) => {
                if mapped.len() != first.len() {
                    return Err(format!("{} gives {} records", contender.name, mapped.len()));
                }
                if let Some((ours, theirs)) = first.iter().zip(&mapped).find(|(ours, theirs)| ours != theirs)
                {
                    return Err(format!("{} differs:\n{ours}\n{theirs}", contender.name));
                }
            }
        }
    }
    println!("{} contenders give the same {} records", contenders.len(), first.map_or(0, |f| f.len()));
    Ok(())
}

/// Evaluation alone: expressions compiled, records read, nothing written.
fn evaluation(root: &Path, flow: &Path, records: &Path) -> Result<(), Failure> {
    let classes = root.join("target/peers/jexl");
    let jars = JEXL.join(":");
    let have = JEXL.iter().all(|jar| Path::new(jar).exists());
    if !have || Command::new("javac").arg("-version").output().is_err() {
        println!("\nJEXL is not here and is left out (Debian: libcommons-jexl3-java, default-jdk-headless)");
        return Ok(());
    }
    fs::create_dir_all(&classes).map_err(|e| e.to_string())?;
    let out = classes.display().to_string();
    sh(root, "javac", &["-nowarn", "-cp", &jars, "-d", &out, "xtask/peers/jexl/Evaluate.java"])?;
    let (flow, records) = (flow.display().to_string(), records.display().to_string());
    let ours = root.join("target/peers/build/release/peer-evaluate").display().to_string();
    let path = format!("{jars}:{out}");
    let theirs = ["-cp", &path, "Evaluate", &flow, &records];
    let measured = |program: &str, args: &[&str]| -> Result<f64, Failure> {
        let out = Command::new(program).args(args).output().map_err(|e| format!("{program}: {e}"))?;
        let text = String::from_utf8_lossy(&out.stdout);
        text.trim().parse().map_err(|_| format!("{program}: {text}{}", String::from_utf8_lossy(&out.stderr)))
    };
    let (mut times, mut ratios) = ([Vec::new(), Vec::new()], Vec::new());
    for _ in 0..ROUNDS {
        let (a, b) = (measured(&ours, &[&flow, &records])?, measured("java", &theirs)?);
        times[0].push(a);
        times[1].push(b);
        ratios.push(b / a);
    }
    let [a, b] = times.map(median);
    println!(
        "\nevaluation alone, ns of processor time an expression: preflow {a:.0}, JEXL {b:.0}; ratio {:.2}",
        median(ratios)
    );
    Ok(())
}

/// The mapping set: renames, nested destinations, and the usual expressions.
pub fn mapping_set() -> Value {
    let attribute = |source: &str, destination: &str| json!({"sourceType": "ATTRIBUTE", "source": source, "destination": destination});
    let expression = |source: &str, destination: &str| json!({"sourceType": "EXPRESSION", "source": source, "destination": destination});
    json!({
        "outputSchema": {"schemaRef": {
            "id": "https://ns.adobe.com/acme/schemas/bench",
            "contentType": "application/vnd.adobe.xed-full+json;version=1"
        }},
        "mappings": [
            attribute("id", "_id"),
            attribute("email", "personalEmail.address"),
            attribute("city", "homeAddress.city"),
            attribute("zip", "homeAddress.postalCode"),
            expression("upper(trim(country))", "homeAddress.country"),
            attribute("amount", "order.total"),
            attribute("opted_in", "consents.marketing"),
            expression("concat(first_name, \" \", last_name)", "person.fullName"),
            expression("coalesce(nickname, first_name)", "person.nickname"),
            expression("iif(status == \"active\", \"Customer\", \"Prospect\")", "person.kind"),
            expression("date(created, \"yyyy-MM-dd HH:mm:ss\")", "created"),
            expression("first(split(tags, \",\"))", "segment"),
        ]
    })
}

/// Flat records of twenty fields, the same in every run.
pub fn records(count: usize) -> String {
    let first = ["Ada", "Grace", "Alan", "Zoë", "Linus", "良子", "Raúl"];
    let last = ["Lovelace", "Hopper", "O'Neil", "Nuñez", "García", "山田"];
    let city = ["Berlin", "Paris", "São Paulo", "Oslo", "Portland"];
    let country = [" de ", "fr", " br", "no  ", "us"];
    let mut out = String::new();
    for i in 0..count {
        let nickname = if i % 3 == 0 { format!("\"nick{i}\"") } else { "null".to_owned() };
        let _ = writeln!(
            out,
            "{{\"id\":\"00Q5e{i:011}\",\"first_name\":\"{}\",\"last_name\":\"{}\",\"email\":\"user{i}@example.com\",\
             \"phone\":\"+1 555 {i:07}\",\"status\":\"{}\",\"plan\":\"gold\",\"company\":\"Acme Works {}\",\
             \"street\":\"{} Main Street\",\"city\":\"{}\",\"zip\":\"{:05}\",\"country\":\"{}\",\
             \"created\":\"2024-{:02}-{:02} {:02}:{:02}:{:02}\",\"updated\":\"2024-05-01T00:00:00Z\",\
             \"amount\":{}.{:02},\"visits\":{},\"opted_in\":{},\"tags\":\"{},web,b2b\",\"nickname\":{nickname},\
             \"note\":\"said \\\"hello\\\" on day {}\"}}",
            first[i % first.len()],
            last[i % last.len()],
            if i % 2 == 0 { "active" } else { "lead" },
            i % 97,
            1 + i % 400,
            city[i % city.len()],
            i % 99_999,
            country[i % country.len()],
            1 + i % 12,
            1 + i % 28,
            i % 24,
            i % 60,
            1 + i % 59,
            i % 5_000,
            i % 100,
            i % 40,
            i % 2 == 0,
            ["new", "vip", "trial"][i % 3],
            i % 31,
        );
    }
    out
}
