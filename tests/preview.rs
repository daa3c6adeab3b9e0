//! Previews: every folder of `tests/previews` holds a dataflow document, the files it names, and in `expected.txt`
//! what its preview says: the records as `preview --format ndjson` prints them, then notes and figures.
//!
//! `UPDATE=1 cargo test --test preview` rewrites the expectations; the review reads the difference.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/previewed.rs"]
mod previewed;

use beside::Beside;
use preflow::check::{self, check};
use preflow::datum::Datum;
use preflow::mapping::{MappingSet, Path as MappingPath, TargetSchema};
use preflow::preview::{self, Options, Preview};
use preflow::records::{Feed, Next};
use preflow::{json, records, text};
use previewed::previewed;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

fn shown(folder: &Path) -> String {
    previewed(&fs::read(folder.join("flow.dataflow.json")).unwrap(), &Beside(folder.to_owned()))
}

#[test]
fn every_preview_is_what_is_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/previews");
    let mut folders: Vec<_> = fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() > 10);
    let mut wrong = String::new();
    for folder in folders {
        let (path, said) = (folder.join("expected.txt"), shown(&folder));
        assert_eq!(said, shown(&folder), "{} differs from run to run", folder.display());
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, said).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != said {
            writeln!(wrong, "{}\n{said}", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "these now say (UPDATE=1 accepts it):\n{wrong}");
}

#[test]
fn a_preview_of_pushed_bytes_is_that_of_a_reader() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/previews");
    let mut seen = 0;
    for folder in fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()) {
        let files = Beside(folder.clone());
        let document = fs::read(folder.join("flow.dataflow.json")).unwrap();
        let report = check("flow.dataflow.json", &document, &files, &check::Options::default());
        let flow = &report.dataflows[0];
        let named = |part: &str| {
            let node = &flow.samples.as_ref()?.node;
            let text = if part == "file" { node.get(part).or(Some(node)) } else { node.get(part) };
            text?.as_str().map(str::to_owned)
        };
        let Some(name) = named("file") else { continue };
        let (Ok(bytes), select) = (fs::read(folder.join(&name)), named("select")) else { continue };
        for limit in [None, Some(0), Some(2)] {
            let options = Options { limit, ..Options::default() };
            let mut pulled = match preview::of(flow, &report.sources, &files, options.clone()) {
                Ok(run) => Ok(run),
                Err(unavailable) => Err(unavailable.to_string()),
            };
            let mut pushed = preview::on(flow, Feed::new(&name, select.as_deref()), options).unwrap();
            let mut bytes = bytes.iter();
            loop {
                match pushed.take(|record| record.into_owned()) {
                    Ok(Next::Item(record)) => assert_eq!(Some(record), pulled.as_mut().unwrap().next()),
                    Ok(Next::More) => match bytes.next() {
                        Some(byte) => pushed.push(&[*byte]),
                        None => pushed.end(),
                    },
                    Ok(Next::End) => break,
                    Err(why) => {
                        assert!(pulled.as_ref().err().unwrap().ends_with(&why.to_string()));
                        break;
                    }
                }
            }
            if let Ok(pulled) = &mut pulled {
                assert!(pulled.next().is_none());
                assert_eq!(pulled.summary(), pushed.summary());
                assert_eq!(pulled.diagnostics.len(), pushed.diagnostics.len());
                assert_eq!(pulled.used_the_clock(), pushed.used_the_clock());
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn every_example_previews_all_its_records() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = Beside(root.clone());
    let mut seen = 0;
    for path in fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if !name.ends_with(".dataflow.json") {
            continue;
        }
        let report = check(name, &fs::read(&path).unwrap(), &files, &check::Options::default());
        let mut run =
            preview::of(&report.dataflows[0], &report.sources, &files, Options::default()).expect(name);
        assert!(run.diagnostics.is_empty(), "{name}: {:?}", run.diagnostics);
        for record in &mut run {
            assert!(record.errors.is_empty() && !record.rejected, "{name}: {record:#?}");
        }
        assert!(run.summary().records > 1, "{name}");
        seen += 1;
    }
    assert!(seen > 4);
}

/// A small generator of arbitrary but repeatable choices.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.roll(choices.len())].clone()
    }

    fn path(&mut self) -> String {
        let pieces = [
            "a", "b", ".", ".", "[0]", "[2]", "[*]", "${c d}", "\\.", "${", "}", "[", "]", "é", " ", "{X_Y}",
            "[",
        ];
        (0..1 + self.roll(7)).map(|_| self.one_of(&pieces)).collect()
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.roll(if depth == 0 { 6 } else { 9 }) {
            0 => Value::Null,
            1 => json!("2024-05-06"),
            2 => json!("yes"),
            3 => json!(12),
            4 => json!(1.5),
            5 => json!(true),
            6 => (0..self.roll(4)).map(|_| self.value(depth - 1)).collect(),
            _ => ["a", "b", "c d", "é"]
                .iter()
                .filter_map(|k| match self.roll(3) {
                    0 => None,
                    _ => Some(((*k).to_owned(), self.value(depth - 1))),
                })
                .collect(),
        }
    }
}

#[test]
fn arbitrary_mappings_and_records_never_fail_and_repeat() {
    let schema = json!({
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"type": "object", "properties": {
                "b": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "integer"}}}},
                "a": {"type": "string", "format": "date-time"},
                "c d": {"$ref": "#"}
            }},
            "b": {"type": "array", "items": {"type": "boolean"}}
        }
    });
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for round in 0..4_000 {
        let mappings: Vec<Value> = (0..1 + dice.roll(5))
            .map(|_| match dice.roll(3) {
                0 => json!({"sourceAttribute": dice.path(), "destinationXdmPath": dice.path()}),
                1 => json!({"sourceType": "ATTRIBUTE", "source": dice.path(), "destination": dice.path()}),
                _ => json!({"sourceType": "STATIC", "source": dice.path(), "destination": dice.path()}),
            })
            .collect();
        let body = json!({ "mappings": mappings }).to_string();
        let body = json::parse(&text::Excerpt::verbatim(&body, 0), json::Dialect::Strict).root.unwrap();
        let set = MappingSet::read(&body, &Default::default());
        for mapping in &set.mappings {
            for fault in mapping.destination_faults.iter().chain(&mapping.source_faults) {
                assert!(fault.start <= fault.end, "{fault:?}");
            }
        }
        let target = (round % 2 == 0).then(|| TargetSchema::new(&schema));
        let preview = Preview::new(&set, target, Options::default());
        let record = dice.value(4);
        let record = Datum::from(&record);
        assert_eq!(preview.run(1, &record), preview.run(1, &record));
    }
}

#[test]
fn a_path_prints_as_it_reads() {
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let text = dice.path();
        let (path, faults) = MappingPath::parse(&text);
        for fault in &faults {
            assert!(text.get(fault.start..fault.end).is_some(), "{text}: {fault:?}");
        }
        if faults.is_empty() {
            let (again, faults) = MappingPath::parse(&path.to_string());
            assert!(faults.is_empty() && again.is_within(&path) && path.is_within(&again), "{text}");
        }
    }
}

/// A reader that gives the same record without end.
struct Endless {
    text: &'static [u8],
    at: usize,
    given: usize,
}

impl io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.text.len() - self.at);
        buffer[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at = (self.at + count) % self.text.len();
        self.given += count;
        assert!(self.given < 1 << 20, "more was read than the records asked for need");
        Ok(count)
    }
}

#[test]
fn records_are_read_as_they_are_needed() {
    let starts: [(&[u8], &[u8]); 3] =
        [(b"[", b"{\"a\": [1, {}]},\n "), (b"", b"{\"a\": 1}\n"), (b"", b"a,b\n")];
    for (start, text) in starts {
        let endless = io::Read::chain(start, Endless { text, at: 0, given: 0 });
        let taken: Vec<_> = records::open(endless, "x", None).unwrap().owned().take(100).collect();
        assert!(taken.len() == 100 && taken.iter().all(Result::is_ok), "{:?}", taken.first());
    }
}

#[test]
fn a_record_without_end_is_given_up() {
    for start in [&b"a\n\""[..], b"{\"a\": \"", b"[{\"a\": \""] {
        let many = io::Read::take(io::repeat(b'x'), 40 << 20);
        let mut all = records::open(io::Read::chain(start, many), "x", None).unwrap().owned();
        assert!(all.next().unwrap().is_err());
        assert!(all.next().is_none_or(|next| next.is_err()));
    }
}

#[test]
fn hostile_paths_are_refused() {
    for text in ["a.".repeat(3_000), "{".repeat(100_000), "a[0]".repeat(50_000), "${".repeat(9_000)] {
        let (path, faults) = MappingPath::parse(&text);
        assert!(path.segments.len() <= 100 && faults.iter().any(|f| f.fatal));
        // What it looks like is a matter of taste; that it ends is not.
        let _ = preflow::expr::looks(&text);
    }
}
