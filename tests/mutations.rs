//! Spoilt inputs: every case and example with bytes, words and lines removed, doubled, swapped or put in at random
//! is checked, mended, previewed, written as requests and helped with without a panic, and what was mended needs no mending.
//!
//! The same mutations every time. To hunt: `MUTATIONS=N` makes N of every input, `SEED=N` makes others, `MUTATE` is
//! a folder of other inputs, what takes `SECONDS` is a fault, and `KEEP` is a folder for the inputs at fault.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::assist::{Given, complete, guide, hover, set_field};
use preflow::check::{Options, check};
use preflow::edit::made;
use preflow::fix::fix;
use preflow::input::NoFiles;
use preflow::inspect::inspect;
use preflow::records::Records;
use preflow::request::{self, FORMATS};
use preflow::text::FileId;
use preflow::{mapping_table, preview, render};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

/// A small generator of numbers (splitmix64): the same every time, without a dependency.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// What is put in: what the readers and rules look for.
const WORDS: &[&str] = &[
    "\"",
    "'",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    " ",
    "\t",
    "```",
    "`",
    "~~~",
    "|",
    "#",
    "=",
    "$",
    "<",
    ">",
    "é",
    "😀",
    "\u{feff}",
    "\u{2028}",
    "\0",
    "\\u0000",
    "\\ud800",
    "\r\n",
    "\r",
    "\u{a0}",
    "“",
    "’",
    "{ID}",
    "{{ID}}",
    "${ID}",
    "{A",
    "}}",
    "1e400",
    "-0",
    "18446744073709551616",
    "null",
    "true",
    "\\\n",
    " \\ \n",
    "-H ",
    "-d ",
    "-X ",
    "curl ",
    "--data-raw ",
    "http://",
    "https://",
    "%22",
    "%",
    "@",
    "@/dataSets/",
    "*",
    "$'",
    "$(",
    "<<EOF\n",
    "//",
    "/*",
    "*/",
    "~0",
    "~1",
    "/",
    ";",
    "&&",
    "&",
    "!",
    "^",
    "?a=b",
    "GET ",
    "```json\n",
    "```shell\n",
    "**API format**\n",
    "| `a` | b |\n",
    "\"mappings\"",
    "\"steps\"",
    "\"item\"",
    "\"id\"",
    "{}",
    "[]",
    "\"\"",
    "0",
    "-1",
    "[[[[[[[[",
];

fn mutated(text: &str, random: &mut Random) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        let lines: Vec<usize> =
            bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| i + 1).collect();
        let line = |random: &mut Random| {
            let n = random.below(lines.len() + 1);
            let start = if n == 0 { 0 } else { lines[n - 1] };
            start..lines.get(n).copied().unwrap_or(bytes.len())
        };
        let at = random.below(bytes.len() + 1);
        match random.below(12) {
            0 | 1 => drop(bytes.splice(at..at, random.of(WORDS).bytes())),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => {
                let end = (at + random.below(40)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
            4 => {
                let range = line(random);
                drop(bytes.drain(range));
            }
            5 => {
                let copy = bytes[line(random)].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            6 => {
                let range = line(random);
                let copy = bytes[range.clone()].to_vec();
                drop(bytes.splice(range.start..range.start, copy));
            }
            7 if random.below(4) == 0 => bytes.truncate(at),
            8 => {
                let (from, to) = (line(random), line(random));
                let copy = bytes[from].to_vec();
                drop(bytes.splice(to, copy));
            }
            9 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            10 => {
                // Another line end, as a Windows editor or an old Mac has it.
                if let Some(i) = lines.get(random.below(lines.len())).copied() {
                    drop(bytes.splice(i - 1..i, random.of(&["\r\n", "\r", " \n", "\\\n", ""]).bytes()));
                }
            }
            _ => {
                // One character of a word or number becomes another.
                let place = (at..bytes.len()).find(|i| bytes[*i].is_ascii_alphanumeric());
                if let Some(i) = place {
                    bytes[i] = *b"0aAfgZ9_"[random.below(8)..].first().unwrap();
                }
            }
        }
    }
    bytes
}

/// Does everything with one input; what is wrong is a panic or the text of the fault.
fn exercise(name: &str, bytes: &[u8]) -> Result<(), String> {
    let options = Options::default();
    let report = check(name, bytes, &NoFiles, &options);
    for d in &report.diagnostics {
        for span in d.fix.iter().map(|e| e.span).chain([d.place.span]) {
            let text = &report.sources.get(d.place.file).text;
            if text.get(span.range()).is_none() {
                return Err(format!("{}: {span:?} is no place of the text", d.code));
            }
        }
    }
    let text = report.sources.get(Default::default()).text.as_str();
    inspect(&report).offsets(&mut |at| assert!(text.is_char_boundary(*at), "{at} is no place of the text"));
    let given = Given { name, text, files: &NoFiles, options: &options };
    for (i, field) in guide(&given, &report).into_iter().enumerate() {
        // The fields of one document are much alike.
        if i % 5 == bytes.len() % 5
            && let Ok(edits) = set_field(&given, &field.pointer, Some(&serde_json::json!("x")))
        {
            made(text, &edits).ok_or_else(|| format!("{}: the edits are not in the text", field.pointer))?;
        }
    }
    let (sources, diagnostics) = (&report.sources, &report.diagnostics[..]);
    let checked = [render::Checked { sources, diagnostics, steps: report.steps() }];
    for format in render::Format::ALL {
        let _ = format.render(&checked, &render::Options::default());
    }
    for flow in &report.dataflows {
        let requests = request::requests(flow, &request::Options::default());
        for format in FORMATS {
            let _ = (format.render)(&requests);
        }
        let records = vec![serde_json::json!({"Id": 1, "a": {"b": [1, "x", null]}, "email": "a@b.c"})];
        if let Ok(run) = preview::on(
            flow,
            Records::from_values(records),
            preview::Options { trace: true, ..Default::default() },
        ) {
            run.for_each(drop);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let given = Given { name, text, files: &NoFiles, options: &options };
        for part in 0..4 {
            let offset = text.len() * part / 4;
            let found = complete(&given, offset);
            let places = found.items.iter().map(|i| (i.start, i.end)).chain([(found.start, found.end)]);
            let told = hover(&given, offset).map(|h| (h.start, h.end));
            for (start, end) in places.chain(told) {
                if text.get(start..end).is_none() {
                    return Err(format!("help at {offset}: {start}..{end} is no place of the text"));
                }
            }
        }
    }
    if let Some(table) = mapping_table::of(&report, &NoFiles) {
        let text = &report.sources.get(FileId(0)).text;
        if let Some(row) = table.mappings.iter().find(|row| text.get(row.start..row.end).is_none()) {
            return Err(format!("{row:?} is no place of the text"));
        }
    }
    for format in mapping_table::Format::ALL {
        let _ = mapping_table::export(&report, format);
    }
    let _ = mapping_table::import(name, bytes, Some(&report));
    if let Some(fixed) = fix(name, bytes, &NoFiles, &options)
        && let Some(again) = fix(name, fixed.text.as_bytes(), &NoFiles, &options)
    {
        return Err(format!("mended twice:\n--- once\n{}\n--- twice\n{}", fixed.text, again.text));
    }
    Ok(())
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            below(&path, found);
        } else if path.file_name().is_some_and(|n| n != "expected.txt") {
            found.push(path);
        }
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn spoilt_inputs_do_no_harm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    below(&root.join("tests/cases"), &mut paths);
    below(&root.join("examples"), &mut paths);
    if let Ok(folder) = env::var("MUTATE") {
        paths.clear();
        below(Path::new(&folder), &mut paths);
    }
    let (count, seed) = (number("MUTATIONS", 1), number("SEED", 1));
    let patience = number("SECONDS", u64::MAX);
    let mut faults = Vec::new();
    for (i, path) in paths.iter().enumerate() {
        let Ok(text) = fs::read_to_string(path) else { continue };
        let name = path.file_name().unwrap().to_string_lossy();
        for n in 0..count {
            let mut random = Random(seed << 40 | (i as u64) << 20 | n);
            let bytes = mutated(&text, &mut random);
            let started = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| exercise(&name, &bytes)));
            let fault = match outcome {
                Ok(Ok(())) if started.elapsed().as_secs() < patience => continue,
                Ok(Ok(())) => format!("took {:?}", started.elapsed()),
                Ok(Err(fault)) => fault,
                Err(_) => "panic".to_owned(),
            };
            if let Ok(folder) = env::var("KEEP") {
                fs::write(Path::new(&folder).join(format!("{i}-{n}-{name}")), &bytes).unwrap();
            }
            faults.push(format!("{}, mutation {n}: {fault}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(5)].join("\n\n"));
}
