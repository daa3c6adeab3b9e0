//! What is read from bytes that are pushed does not depend on where they were cut: it is what is read from one piece.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::records::{self, Feed, MAX_RECORD, Next};
use std::path::Path;
use std::{fs, io};

/// What was read: records as JSON, bad ones with their lines, why nothing can be read.
type Read = Vec<String>;

/// Reads bytes that are pushed, so many at once as `size` says.
fn pushed(bytes: &[u8], name: &str, select: Option<&str>, mut size: impl FnMut() -> usize) -> Read {
    let mut feed = Feed::new(name, select);
    let (mut out, mut at, mut ended, mut consumed) = (Vec::new(), 0, false, 0);
    loop {
        match feed.next() {
            Err(why) => out.push(why.to_string()),
            Ok(Next::End) => break,
            Ok(Next::Item(Ok(record))) => out.push(record.to_string()),
            Ok(Next::Item(Err(bad))) => out.push(bad.to_string()),
            Ok(Next::More) => {
                assert!(!ended, "it needs more than there is");
                let count = size().min(bytes.len() - at);
                feed.push(&bytes[at..at + count]);
                at += count;
                ended = at == bytes.len();
                if ended {
                    feed.end();
                }
            }
        }
        assert!(consumed <= feed.consumed() && feed.consumed() <= at as u64, "consumed {}", feed.consumed());
        consumed = feed.consumed();
    }
    feed.push(b"{\"more\": 1}\n");
    assert!(matches!(feed.next(), Ok(Next::End)), "the end is the end");
    out
}

fn from_reader(reader: impl io::Read, name: &str, select: Option<&str>) -> Read {
    let mut records = match records::open(reader, name, select) {
        Ok(records) => records,
        Err(why) => return vec![why.to_string()],
    };
    let mut out = Vec::new();
    while let Some(record) = records.next() {
        out.push(record.map_or_else(|bad| bad.to_string(), |record| record.to_string()));
    }
    out
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
}

/// Reads bytes cut in many ways, all alike.
#[track_caller]
fn every_cut_reads_alike(bytes: &[u8], name: &str, select: Option<&str>, dice: &mut Dice) {
    let whole = from_reader(bytes, name, select);
    let context =
        || format!("{name} {select:?}: {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(500)]));
    assert_eq!(pushed(bytes, name, select, || usize::MAX), whole, "{}", context());
    if bytes.len() < 1 << 14 {
        assert_eq!(pushed(bytes, name, select, || 1), whole, "{}", context());
    }
    for most in [3, 20, 1 << 10] {
        if bytes.len() / most < 1 << 14 {
            assert_eq!(pushed(bytes, name, select, || dice.roll(most)), whole, "{}", context());
        }
    }
    assert_eq!(pushed(bytes, name, select, || dice.roll(1 << 17)), whole, "{}", context());
}

fn files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

#[test]
fn every_file_of_the_tests_reads_alike_however_it_is_cut() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("tests"), &mut paths);
    files(&root.join("examples"), &mut paths);
    paths.sort();
    assert!(paths.len() > 100);
    let mut dice = Dice(11);
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let bytes = &bytes[..bytes.len().min(1 << 18)];
        let name = path.file_name().unwrap().to_str().unwrap();
        every_cut_reads_alike(bytes, name, None, &mut dice);
        if name.ends_with(".json") {
            every_cut_reads_alike(bytes, name, Some("$..*"), &mut dice);
        }
    }
}

#[test]
fn chosen_texts_read_alike_however_they_are_cut() {
    let mut dice = Dice(5);
    let (many, blanks) = (", \"b\": [1, {\"c\": \"}\\\\\\\"]\"}]".repeat(20), " \n".repeat(40_000));
    for text in [
        "",
        "\u{FEFF}",
        "\u{FEFF}[]",
        "\u{FEFF}\u{FEFF}a,b\r\n1,2\r\n",
        " \n\u{FEFF}\u{FEFF}\u{FEFF}a,b\n1,2",
        "\n\n  [ {\"a\": \"\\\\\"}, 1 2, {\"a\": \"]\\\"\"}\n{} ,\n,] rest",
        "[1, 2",
        "[{\"a\": \"",
        "[}",
        "{\"a\": 1}\n\n {\"a\": 2}\r\n{\n[]\n{\"a\"",
        "{\"a\": 1\n}{\"a\":\n2}\n\n{}",
        "{\"a\":\n\n{\"b\": 1}}",
        "{\"a\": \n x}",
        "{}",
        "{} {}",
        "{\n}\n,",
        "\0",
        "x",
        "x\n\n\"\"\n",
        "a;b,c;d\n\"1;\n\";2;\"\"\"x\"y\n3;4\n",
        "\"a|b\n\"|c\n1|2|3\n\r\r\n4|5",
        "a\tb,c\n1\t2",
        "a,a,b\n1,,2\n",
        &format!("{{\"a\": 1{many}}}\n").repeat(300),
        &format!("[{{\"a\": 1{many}}}]"),
        &format!("{{\"a\":{blanks}{{}}}}"),
        &format!("{{\"a\":\n{}{{}}}}", " ".repeat(65_535)),
        &format!("{{\"a\":\n{}{{}}}}", " ".repeat(65_536)),
        &format!("{blanks}{{}}{blanks}{{}}"),
        &format!("{}\n1;2", ";".repeat(70_000)),
        &format!("{};;;", ",,".repeat(32_767)),
    ] {
        for (name, select) in [("x.csv", None), ("x.TSV", None), ("x", Some("$..a")), ("x", Some("$["))] {
            every_cut_reads_alike(text.as_bytes(), name, select, &mut dice);
        }
    }
    for bytes in [
        &b"\xFF\xFE"[..],
        b"\xFE",
        b"\xFE\xFF",
        b"\xFF[",
        b"\xEF",
        b"\xEF\xBB",
        b"\xEF\xBB{",
        b"a,b\xFF\n1,2",
        b"a,b\n\xC3,\xA9\n1\n2,\xC3\xA9\n\xFF,1",
        b"{\"a\": \"\xFF\"}\n{}",
        b"[{\"a\": \"\xFF\"}, {}]",
    ] {
        every_cut_reads_alike(bytes, "x", None, &mut dice);
        every_cut_reads_alike(bytes, "x.tsv", None, &mut dice);
    }
}

#[test]
fn arbitrary_texts_read_alike_however_they_are_cut() {
    let pieces: [&[u8]; 24] = [
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"\"",
        b"\\",
        b"\n",
        b"\r\n",
        b"\r",
        b" ",
        b"a",
        b":",
        b"1",
        b"{\"a\": 1}",
        b"\"a\":",
        b";",
        b"\t",
        b"|",
        b"\xC3\xA9",
        b"\xFF",
        b"\xEF\xBB\xBF",
        b"null",
        b"{\"b\": \"x\"}\n",
    ];
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..6_000 {
        let mut bytes = [&b""[..], b"[", b"{", b"{\"a\": 1}\n", b"a,b\n", b"{\n"][dice.roll(6)].to_vec();
        (0..dice.roll(25)).for_each(|_| bytes.extend(pieces[dice.roll(pieces.len())]));
        let whole = from_reader(&*bytes, "x", None);
        let most = 1 + dice.roll(6);
        let cut = pushed(&bytes, "x", None, || if most == 1 { 1 } else { dice.roll(most) });
        assert_eq!(cut, whole, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn rows_start_on_the_lines_they_are_written_on() {
    let told = "the line has 1 value, but the header names 2 columns";
    for end in ["\n", "\r\n"] {
        let lines = ["", "a,b", "", "x", "1,2", "", "", "y", "\"1", "\",2", "z", "", ""];
        let text = lines.join(end);
        let whole = from_reader(text.as_bytes(), "x.csv", None);
        let at = |line: u64| format!("line {line}: {told}");
        let record = |a: &str| serde_json::json!({"a": a, "b": "2"}).to_string();
        assert_eq!(whole, [at(4), record("1"), at(8), record(&format!("1{end}")), at(11)]);
        every_cut_reads_alike(text.as_bytes(), "x.csv", None, &mut Dice(7));
    }
}

#[test]
fn a_record_that_is_too_long_is_passed_over_and_told() {
    let long = |count: usize| "x".repeat(count);
    // `{"a":""}` has eight bytes.
    let (most, more) = (long(MAX_RECORD - 9), long(MAX_RECORD - 8));
    let told = "the record is longer than 16 MiB";
    let mut dice = Dice(3);
    for (text, expected) in [
        (format!("{{\"a\":\"{most}\"}}\n{{}}"), vec![None, Some("{}")]),
        (format!("{{}}\n{{\"a\":\"{more}\"}}\n{{}}"), vec![Some("{}"), Some("line 2: "), Some("{}")]),
        (format!("{{\"a\":\"{more}\"}}\n{{}}"), vec![Some("line 1: "), Some("{}")]),
        (format!("[\n{{\"a\":\"x{more}\"}}, {{}}]"), vec![Some("line 2: "), Some("{}")]),
        (format!("[{{\"a\":\"{more}\"}}, {{}}]"), vec![None, Some("{}")]),
        (format!("{{\n\"a\":\"{more}\"}}\n{{}}"), vec![Some("line 1: ")]),
        (format!("[{{\"a\":\"{more}{most}"), vec![Some("line 1: ")]),
        (format!("a\n{}\n1", long(MAX_RECORD - 1)), vec![None, Some("{\"a\":\"1\"}")]),
    ] {
        let whole = from_reader(text.as_bytes(), "x", None);
        assert_eq!(whole.len(), expected.len(), "{:.80}", whole.concat());
        for (record, expected) in whole.iter().zip(expected) {
            match expected {
                Some(at) if at.starts_with("line") => assert_eq!(*record, format!("{at}{told}")),
                Some(record_expected) => assert_eq!(record, record_expected),
                None => assert!(record.len() > MAX_RECORD - 20),
            }
        }
        assert!(pushed(text.as_bytes(), "x", None, || dice.roll(1 << 18)) == whole);
        assert!(pushed(text.as_bytes(), "x", None, || usize::MAX) == whole);
    }
    let text = format!("a\n1\n\"{}", long(MAX_RECORD));
    let whole = from_reader(text.as_bytes(), "x", None);
    assert_eq!(whole, ["{\"a\":\"1\"}".to_owned(), format!("line 3: {told}: is a quote never closed?")]);
    assert!(pushed(text.as_bytes(), "x", None, || dice.roll(1 << 18)) == whole);
}
