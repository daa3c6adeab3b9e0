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

/// The traced record that a mapping set makes of a record.
fn traced(mappings: Value, schema: Option<Value>, record: &str) -> Value {
    let body = json!({ "mappings": mappings }).to_string();
    let body = json::parse(&text::Excerpt::verbatim(&body, 0), json::Dialect::Strict).root.unwrap();
    let options = Options { trace: true, ..Options::default() };
    let set = MappingSet::read(&body, &Default::default());
    let preview = Preview::new(&set, schema.as_ref().map(TargetSchema::new), options);
    let mut reader = preflow::datum::Reader::default();
    let record = reader.read(record.as_bytes()).unwrap();
    let mapped = preview.run(1, &record);
    let (mut written, through_serde) = (String::new(), serde_json::to_value(&mapped).unwrap());
    mapped.write(&mut written);
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), through_serde);
    through_serde
}

/// Its origins as lines.
fn origins(record: &Value) -> Vec<String> {
    let of = |origin: &Value| {
        let reads: Vec<_> = origin["reads"].as_array().unwrap().iter().map(|r| r.as_str().unwrap()).collect();
        let about =
            [&origin["converted"], &origin["nulled"]].map(|v| v.as_str().unwrap_or_default()).concat();
        format!("{} {} {} {about}", origin["pointer"].as_str().unwrap(), origin["mapping"], reads.join(","))
            .trim()
            .to_owned()
    };
    record["origins"].as_array().map(|all| all.iter().map(of).collect()).unwrap_or_default()
}

#[test]
fn a_trace_tells_where_values_come_from() {
    let schema = json!({"type": "object", "properties": {
        "id": {"type": "string"},
        "age": {"type": "integer"},
        "when": {"type": "string", "format": "date-time"},
        "counts": {"type": "array", "items": {"type": "integer"}},
        "home": {"type": "object", "properties": {"city": {"type": "string"}, "zip": {"type": "string"}, "no": {"type": "integer"}}},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}, "price": {"type": "number"}}}},
        "full": {"type": "string"}, "kind": {"type": "string"}, "gone": {"type": "string"}, "none": {"type": "string"}
    }});
    let mappings = json!([
        {"sourceType": "ATTRIBUTE", "source": "key", "destination": "id"},
        {"sourceType": "ATTRIBUTE", "source": "age", "destination": "age"},
        {"sourceType": "ATTRIBUTE", "source": "day", "destination": "when"},
        {"sourceType": "ATTRIBUTE", "source": "counts", "destination": "counts"},
        {"sourceType": "ATTRIBUTE", "source": "address", "destination": "home"},
        {"sourceType": "EXPRESSION", "source": "upper(town)", "destination": "home.city"},
        {"sourceType": "ATTRIBUTE", "source": "items[*].code", "destination": "lines[*].sku"},
        {"sourceType": "ATTRIBUTE", "source": "items[*].cost", "destination": "lines[*].price"},
        {"sourceType": "EXPRESSION", "source": "concat(first, ' ', last.name)", "destination": "full"},
        {"sourceType": "STATIC", "source": "person", "destination": "kind"},
        {"sourceType": "EXPRESSION", "source": "substr(first, 'x')", "destination": "gone"},
        {"sourceType": "ATTRIBUTE", "source": "nothing", "destination": "none"},
        {"sourceType": "ATTRIBUTE", "source": "absent", "destination": "id"}
    ]);
    let record = r#"{"key": 7, "age": "4.5", "day": "2024-05-06", "counts": ["1", 2, "x"],
        "address": {"city": "Bonn", "zip": 53111, "no": "3"}, "town": "Köln", "nothing": null,
        "items": [{"code": "a", "cost": "1.50"}, {"cost": 2}, {"code": "c", "cost": "free"}],
        "first": "Ada", "last": {"name": "L"}}"#;
    let record = traced(mappings, Some(schema), record);
    let failed = |index: usize| record["errors"][index]["message"].as_str().unwrap().to_owned();
    let expected = [
        "/age 1 age \"4.5\" is not a whole number".to_owned(),
        "/counts 3 counts".to_owned(),
        "/counts/0 3 counts[0] \"1\" became an integer: 1".to_owned(),
        "/counts/2 3 counts[2] \"x\" is not a whole number".to_owned(),
        "/full 8 first,last.name".to_owned(),
        format!("/gone 10 first {}", failed(4)),
        "/home/city 5 town".to_owned(),
        "/home/no 4 address.no \"3\" became an integer: 3".to_owned(),
        "/home/zip 4 address.zip 53111 became text: \"53111\"".to_owned(),
        "/id 0 key 7 became text: \"7\"".to_owned(),
        "/kind 9".to_owned(),
        "/lines/0/price 7 items[0].cost \"1.50\" became a number: 1.50".to_owned(),
        "/lines/0/sku 6 items[0].code".to_owned(),
        "/lines/1/price 7 items[1].cost".to_owned(),
        "/lines/2/price 7 items[2].cost \"free\" is not a number".to_owned(),
        "/lines/2/sku 6 items[2].code".to_owned(),
        "/none 11 nothing it is null in the record".to_owned(),
        "/when 2 day \"2024-05-06\" became a date-time: \"2024-05-06T00:00:00Z\"".to_owned(),
    ];
    assert_eq!(origins(&record), expected, "{record:#}");
}

#[test]
fn a_trace_follows_what_is_written_over() {
    let map = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(source, destination)| json!({"sourceType": "ATTRIBUTE", "source": source, "destination": destination}))
            .collect::<Value>()
    };
    let of = |pairs: &[(&str, &str)], record: &str| origins(&traced(map(pairs), None, record));
    let record = r#"{"a": {"x": 1, "y": {"z": 2}}, "b": {"x": 3}, "c": 4, "d": [{"e": 5}, 6], "f": {}}"#;
    assert_eq!(of(&[("a", "t"), ("b", "t")], record), ["/t/x 1 b.x", "/t/y/z 0 a.y.z"]);
    assert_eq!(of(&[("a", "t"), ("c", "t.y")], record), ["/t/x 0 a.x", "/t/y 1 c"]);
    assert_eq!(of(&[("c", "t"), ("a", "t")], record), ["/t/x 1 a.x", "/t/y/z 1 a.y.z"]);
    assert_eq!(of(&[("a", "t"), ("c", "t")], record), ["/t 1 c"]);
    assert_eq!(of(&[("a", "t"), ("f", "t")], record), ["/t/x 0 a.x", "/t/y/z 0 a.y.z"]);
    assert_eq!(of(&[("f", "t")], record), ["/t 0 f"]);
    assert_eq!(of(&[("d", "t"), ("c", "t[1]")], record), ["/t 0 d", "/t/0/e 0 d[0].e", "/t/1 1 c"]);
    assert_eq!(of(&[("d", "t[*].u")], record), ["/t/0/u/e 0 d[0].e", "/t/1/u 0 d[1]"]);
}

#[test]
fn a_trace_is_bounded() {
    let record = format!("{{\"a\": [{}]}}", vec![r#"{"b": 1}"#; 5_000].join(","));
    let record = traced(
        json!([{"sourceType": "ATTRIBUTE", "source": "a[*].b", "destination": "c[*].d"}]),
        None,
        &record,
    );
    assert_eq!(
        (record["origins"].as_array().unwrap().len(), &record["originsLeftOut"]),
        (2_000, &json!(3_000))
    );
}

#[test]
fn reasons_are_counted_over_all_records() {
    let document = json!({
        "steps": {"mappingSet": {"mappings": [
            {"sourceType": "ATTRIBUTE", "source": "n", "destination": "n"},
            {"sourceType": "ATTRIBUTE", "source": "list", "destination": "list"},
            {"sourceType": "ATTRIBUTE", "source": "names", "destination": "names"}
        ]}},
        "targetSchema": {"type": "object", "required": ["n"], "properties": {
            "n": {"type": "integer", "minimum": 5},
            "list": {"type": "array", "items": {"type": "integer", "maximum": 9}},
            "names": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 1}}
        }},
        "samples": {"records": [
            {"n": 5}, {"n": 1}, {"list": [1, 10, 11]}, {"n": 2, "list": [12]}, {"n": 3}, {}
        ]}
    });
    let report = check(
        "a.dataflow.json",
        document.to_string().as_bytes(),
        &preflow::input::NoFiles,
        &Default::default(),
    );
    let flow = &report.dataflows[0];
    let files = preflow::input::NoFiles;
    let mut run = preview::of(flow, &report.sources, &files, Options::default()).unwrap();
    while run.lend(|_| ()).is_some() {}
    let told = serde_json::to_value(&run.summary().reasons).unwrap();
    let expected = json!([
        {"reason": "`n` must be at least 5", "destination": "n", "records": 3, "first": 2},
        {"reason": "`list[*]` must be at most 9", "destination": "list[*]", "records": 2, "first": 3},
        {"reason": "`n` is required and has no value", "destination": "n", "records": 2, "first": 3}
    ]);
    assert_eq!(told, expected);
    assert_eq!(run.summary().other_reasons, 0);

    let many: Vec<_> = (0..150).map(|n| json!({"n": 5, "names": {format!("k{n}"): "long"}})).collect();
    let mut run = preview::on(flow, records::Records::from_values(many), Options::default()).unwrap();
    while run.lend(|_| ()).is_some() {}
    assert_eq!((run.summary().reasons.len(), run.summary().other_reasons), (preview::MAX_REASONS, 50));
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

fn leaves(value: &Value, pointer: String, each: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(members) if !members.is_empty() => members.iter().for_each(|(name, value)| {
            leaves(value, format!("{pointer}/{}", json::escape(name)), each);
        }),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(n, value)| leaves(value, format!("{pointer}/{n}"), each));
        }
        _ => each(&pointer, value),
    }
}

fn is_prefix(outer: &str, pointer: &str) -> bool {
    pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
        let mapped = preview.run(1, &record);
        assert_eq!(mapped, preview.run(1, &record));

        // A trace changes nothing, and every value of the record has an origin.
        let target = (round % 2 == 0).then(|| TargetSchema::new(&schema));
        let tracing = Preview::new(&set, target, Options { trace: true, ..Options::default() });
        let traced = tracing.run(1, &record);
        assert_eq!((&traced.data, &traced.errors), (&mapped.data, &mapped.errors));
        let data = serde_json::to_value(&mapped.data).unwrap();
        leaves(&data, String::new(), &mut |pointer, value| {
            let told = traced.origins.iter().any(|o| is_prefix(&o.pointer, pointer));
            // Arrays are padded with nulls, and entries that are missing leave empty objects.
            let is_gap = value.is_null() || value == &json!({}) || value == &json!([]);
            assert!(told || is_gap, "{pointer} of {data} has no origin: {body:?}");
        });
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
