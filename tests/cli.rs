//! The command as users and scripts meet it: output, exit status, and what becomes of bad input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What the command did.
#[derive(Debug)]
struct Done {
    code: i32,
    out: String,
    err: String,
}

impl Done {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// The codes of a JSON report.
    fn codes(&self) -> Vec<String> {
        let report = self.json();
        let found = report["diagnostics"].as_array().unwrap();
        found.iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect()
    }

    /// The files that a JSON report names.
    fn files(&self) -> Vec<String> {
        let report = self.json();
        let found = report["diagnostics"].as_array().unwrap();
        found.iter().map(|d| d["file"].as_str().unwrap().to_owned()).collect()
    }
}

fn preflow(folder: &Path, args: &[&str]) -> Done {
    with_stdin(folder, args, b"")
}

fn with_stdin(folder: &Path, args: &[&str], stdin: &[u8]) -> Done {
    let mut child = Command::new(env!("CARGO_BIN_EXE_preflow"))
        .args(args)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let done = child.wait_with_output().unwrap();
    Done {
        code: done.status.code().unwrap(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A document with one error that has a fix.
const BAD: &str = r#"{"steps": {"targetConnection": {"name": "Lake", "connectionSpec":
  {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"},
  "data": {"schema": {"id": "{SCHEMA_ID}", "version": "application/vnd.adobe.xed-full+json;version=1"}},
  "params": {"dataSetId": "{DATASET_ID}"}}}}
"#;

fn good() -> String {
    BAD.replace("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "c604ff05-7f1a-43c0-8e18-33bf874cb11c")
}

/// Compares with a file of `tests/cli/`, or writes it when `UPDATE` is set.
fn expect(name: &str, text: &str) {
    let path = here("tests/cli").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "{name}");
}

#[test]
fn the_formats_of_check() {
    let folder = here("tests/cli");
    for format in ["human", "github"] {
        let done = preflow(&folder, &["check", "--format", format, "broken.dataflow.json"]);
        assert_eq!((done.code, done.err.as_str()), (1, ""));
        expect(&format!("broken.{format}.txt"), &done.out);
    }
    let done = preflow(&folder, &["check", "--format", "json", "broken.dataflow.json"]);
    assert_eq!((done.code, done.err.as_str()), (1, ""));
    assert_eq!(done.out.lines().count(), 1);
    // Indented, which keeps the order of the keys, so that a difference can be read.
    expect("broken.json.txt", &(serde_json::to_string_pretty(&done.json()).unwrap() + "\n"));
    let done = preflow(&folder, &["check", "--format", "sarif", "broken.dataflow.json"]);
    let mut log = done.json();
    validate_sarif(&log);
    // Of the rules only the names of those that are used: what they say is theirs.
    let run = &mut log["runs"][0];
    let used: Vec<_> = run["results"].as_array().unwrap().iter().map(|r| r["ruleId"].clone()).collect();
    let rules = run["tool"]["driver"]["rules"].as_array_mut().unwrap();
    rules.retain(|r| used.contains(&r["id"]));
    assert!(rules.iter().all(|r| r["shortDescription"]["text"].is_string()));
    rules.iter_mut().for_each(|r| *r = serde_json::json!({"id": r["id"]}));
    for result in run["results"].as_array_mut().unwrap() {
        result.as_object_mut().unwrap().shift_remove("ruleIndex");
    }
    expect("broken.sarif.txt", &(serde_json::to_string_pretty(&log).unwrap() + "\n"));
}

fn validate_sarif(log: &Value) {
    let schema = fs::read_to_string(here("tests/cli/sarif-2.1.0.schema.json")).unwrap();
    // One pattern of the standard's text is no regular expression; what it is for is not written here.
    let schema =
        schema.replace(r#""pattern": "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$""#, r#""pattern": """#);
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    // What the schema cannot say: an index leads to the rule of that id.
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_is_valid_for_all_examples() {
    let done = preflow(&here("."), &["check", "--format", "sarif", "examples", "tests/cases"]);
    let log = done.json();
    validate_sarif(&log);
    assert!(log["runs"][0]["results"].as_array().unwrap().iter().any(|r| r["fixes"].is_array()));
    let clean = preflow(folder(&[]).path(), &["check", "--format", "sarif"]);
    validate_sarif(&clean.json());
}

#[test]
fn exit_statuses_of_check() {
    let good = good();
    let dir = folder(&[("good.dataflow.json", good.as_bytes()), ("bad.dataflow.json", BAD.as_bytes())]);
    let done = preflow(dir.path(), &["check", "good.dataflow.json"]);
    assert_eq!((done.code, done.out.as_str()), (0, "no findings in 1 file (1 request)\n"), "{done:?}");
    assert_eq!(preflow(dir.path(), &["check", "bad.dataflow.json"]).code, 1);
    assert_eq!(preflow(dir.path(), &["check"]).code, 1);
    assert_eq!(preflow(dir.path(), &["check", "missing.dataflow.json"]).code, 2);
    let done =
        preflow(dir.path(), &["check", "missing.dataflow.json", "bad.dataflow.json", "--format", "json"]);
    assert_eq!(done.code, 2);
    assert_eq!(done.err, "error: missing.dataflow.json: no such file or folder\n");
    assert_eq!(done.codes(), ["target-not-data-lake"]);
}

#[test]
fn strict_makes_warnings_fail() {
    let empty = folder(&[("x.json", b"")]);
    let lenient = preflow(empty.path(), &["check", "x.json", "--format", "json"]);
    assert_eq!((lenient.code, &lenient.json()["summary"]["warnings"]), (0, &1.into()));
    assert_eq!(preflow(empty.path(), &["check", "x.json", "--strict"]).code, 1);
}

#[test]
fn select_and_ignore_take_codes_and_rule_numbers() {
    let dir = folder(&[("bad.dataflow.json", BAD.as_bytes())]);
    let codes = |args: &[&str]| {
        let all = [&["check", "--format", "json", "bad.dataflow.json"], args].concat();
        preflow(dir.path(), &all).codes()
    };
    let none: [&str; 0] = [];
    assert_eq!(codes(&["--select", "target-not-data-lake"]), ["target-not-data-lake"]);
    assert_eq!(codes(&["--select", "r26,R27"]), ["target-not-data-lake"]);
    assert_eq!(codes(&["--select", "R27"]), none);
    assert_eq!(codes(&["--ignore", "R26"]), none);
    let done = preflow(dir.path(), &["check", "--ignore", "target-not-data-lak"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "error: there is no code `target-not-data-lak`; did you mean `target-not-data-lake`?\n"
    );
    let done = preflow(dir.path(), &["check", "--select", "R999"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    let done = preflow(dir.path(), &["check", "--select", "empty-file,not-recognised"]);
    assert_eq!(done.code, 0, "{done:?}");
}

#[test]
fn standard_input_is_a_file() {
    let dir = folder(&[]);
    let done = with_stdin(dir.path(), &["check", "-", "--format", "json"], BAD.as_bytes());
    assert_eq!((done.code, done.files()), (1, vec!["-".to_owned()]));
    let done = with_stdin(dir.path(), &["check", "-", "--fix"], BAD.as_bytes());
    assert_eq!((done.code, done.out.as_str()), (2, "no findings in no files\n"));
    let done = with_stdin(dir.path(), &["check", "-", "--diff"], BAD.as_bytes());
    assert!(done.out.contains("+  {\"id\": \"c604ff05-7f1a-43c0-8e18-33bf874cb11c\""), "{done:?}");
}

#[test]
fn folders_are_walked_for_what_is_known() {
    let dir = folder(&[
        ("b/bad.dataflow.json", BAD.as_bytes()),
        ("a/bad.dataflow.json", BAD.as_bytes()),
        ("a/package.json", b"{\"name\": \"x\", \"dependencies\": {}}"),
        ("a/notes.md", b"# Notes\n"),
        ("a/broken.json", b"{\"a\": "),
        ("a/image.json", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("skipped/bad.dataflow.json", BAD.as_bytes()),
        (".gitignore", b"skipped/\n"),
    ]);
    let done = preflow(dir.path(), &["check", "--format", "json"]);
    assert_eq!(done.files(), ["a/bad.dataflow.json", "b/bad.dataflow.json"]);
    assert_eq!(done.json()["summary"]["files"], 2);
    assert_eq!(done.err, "");
    // The order and the way of naming do not matter, and no file counts twice.
    let again = preflow(dir.path(), &["check", "--format", "json", "b", "./a", "a/bad.dataflow.json"]);
    assert_eq!(again.out, done.out);
    let named = preflow(dir.path(), &["check", "--format", "json", "a/package.json"]);
    assert_eq!((named.code, named.codes()), (0, vec!["not-recognised".to_owned()]));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let dir = folder(&[("a.dataflow.json", BAD.as_bytes()), ("z.dataflow.json", BAD.as_bytes())]);
    std::os::unix::fs::symlink("nowhere", dir.path().join("m.dataflow.json")).unwrap();
    fs::create_dir(dir.path().join("n.dataflow.json")).unwrap();
    let done = preflow(dir.path(), &["check", "--format", "json"]);
    assert_eq!(done.code, 2);
    assert_eq!(done.files(), ["a.dataflow.json", "z.dataflow.json"]);
    assert!(done.err.contains("error: m.dataflow.json: no such file or folder\n"), "{done:?}");
    assert!(done.err.contains("error: n.dataflow.json: is a folder\n"), "{done:?}");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(BAD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let good = good();
    let dir = folder(&[
        ("binary.dataflow.json", b"\x7fELF\x02\x01\0\0\0"),
        ("empty.dataflow.json", b""),
        ("good.dataflow.json", good.as_bytes()),
        ("latin.dataflow.json", b"{\"name\": \"caf\xE9\"}"),
        ("utf16.dataflow.json", &utf16),
    ]);
    let done = preflow(dir.path(), &["check", "--format", "json"]);
    assert_eq!(done.code, 2, "{done:?}");
    assert_eq!(done.json()["summary"]["files"], 5);
    let names = ["binary", "empty", "latin", "utf16"].map(|n| format!("{n}.dataflow.json"));
    assert_eq!(done.files(), names);
    for name in &names {
        for command in ["plan", "preview", "requests"] {
            let done = preflow(dir.path(), &[command, name]);
            assert!(done.code == 1 || done.code == 2, "{command} {name}: {done:?}");
            assert!(!done.out.is_empty() || !done.err.is_empty(), "{command} {name}");
        }
    }
    let done = preflow(dir.path(), &["requests", "utf16.dataflow.json"]);
    assert!(done.code == 2 && done.err.contains("UTF-16"), "{done:?}");
}

#[test]
fn a_byte_order_mark_and_other_line_breaks_do_not_move_places() {
    let plain = BAD.to_owned();
    let crlf = format!("\u{feff}{}", BAD.replace('\n', "\r\n"));
    let dir = folder(&[("a.dataflow.json", plain.as_bytes()), ("b.dataflow.json", crlf.as_bytes())]);
    let report = preflow(dir.path(), &["check", "--format", "json"]).json();
    let ranges: Vec<&Value> = report["diagnostics"].as_array().unwrap().iter().map(|d| &d["range"]).collect();
    assert_eq!(ranges.len(), 2);
    assert_eq!(ranges[0], ranges[1]);
}

#[test]
fn hostile_text_ends_in_a_diagnostic() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_steps = format!("{{\"steps\": {{\"flow\": {deep}}}}}");
    let deep_objects = format!("{{\"steps\": {}1{}", "{\"flow\":".repeat(100_000), "}".repeat(100_001));
    let twice = "{\"steps\": {\"flow\": {\"name\": \"a\", \"name\": \"b\"}, \"flow\": {}}}";
    let dir = folder(&[
        ("a.dataflow.json", deep.as_bytes()),
        ("b.dataflow.json", deep_steps.as_bytes()),
        ("c.dataflow.json", deep_objects.as_bytes()),
        ("d.dataflow.json", twice.as_bytes()),
        ("e.md", format!("```json\n{deep}\n```\n").as_bytes()),
    ]);
    for format in ["json", "human"] {
        let done = preflow(dir.path(), &["check", "--format", format]);
        assert_eq!(done.code, 1, "{}", done.err);
        assert!(done.out.len() < 100_000, "{format}: {}", done.out.len());
    }
    let files = preflow(dir.path(), &["check", "--format", "json"]).files();
    for name in ["a", "b", "c", "d"] {
        assert!(files.contains(&format!("{name}.dataflow.json")), "{name}: {files:?}");
    }
    for name in ["a", "b", "c", "d"] {
        let done = preflow(dir.path(), &["plan", &format!("{name}.dataflow.json")]);
        assert!(done.code == 1 || name == "d", "{name}: {done:?}");
    }
}

#[test]
fn a_file_of_100_mb_is_refused() {
    let dir = folder(&[("good.dataflow.json", good().as_bytes())]);
    let file = fs::File::create(dir.path().join("huge.dataflow.json")).unwrap();
    file.set_len(100_000_000).unwrap();
    let done = preflow(dir.path(), &["check", "--format", "json"]);
    assert_eq!((done.code, done.files()), (2, vec!["huge.dataflow.json".to_owned()]), "{}", done.err);
    assert!(done.out.len() < 10_000);
}

#[test]
fn a_missing_sample_file_is_told() {
    let document = good().replacen('{', "{\"samples\": {\"file\": \"gone.ndjson\"}, ", 1);
    let dir = folder(&[("a.dataflow.json", document.as_bytes())]);
    let done = preflow(dir.path(), &["check", "a.dataflow.json"]);
    assert!(done.code == 1 && done.out.contains("gone.ndjson"), "{done:?}");
    let done = preflow(dir.path(), &["plan", "a.dataflow.json"]);
    assert!(done.code == 1 && done.out.contains("gone.ndjson"), "{done:?}");
    assert!(done.out.contains("curl "), "the requests are still shown: {done:?}");
}

#[test]
fn fix_mends_once_and_diff_only_shows() {
    let text = format!("\u{feff}{}", BAD.replace('\n', "\r\n"));
    let dir = folder(&[("bad.dataflow.json", text.as_bytes())]);
    let read = || fs::read_to_string(dir.path().join("bad.dataflow.json")).unwrap();
    let done = preflow(dir.path(), &["check", "--diff"]);
    assert_eq!(done.code, 1);
    expect("fix.diff.txt", &done.out);
    assert_eq!(read(), text);
    let done = preflow(dir.path(), &["check", "--fix"]);
    assert_eq!((done.code, done.err.as_str()), (0, "bad.dataflow.json: mended 1 finding\n"), "{done:?}");
    let mended = read();
    assert_eq!(mended, format!("\u{feff}{}", good().replace('\n', "\r\n")));
    let modified = || fs::metadata(dir.path().join("bad.dataflow.json")).unwrap().modified().unwrap();
    let before = modified();
    let done = preflow(dir.path(), &["check", "--fix"]);
    assert_eq!((done.code, done.err.as_str(), read(), modified()), (0, "", mended, before));
    let done = preflow(dir.path(), &["check", "--diff"]);
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file stays: {left:?}");
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = folder(&[("real/bad.dataflow.json", BAD.as_bytes())]);
    let real = dir.path().join("real/bad.dataflow.json");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/bad.dataflow.json", dir.path().join("link.dataflow.json")).unwrap();
    assert_eq!(preflow(dir.path(), &["check", "--fix", "link.dataflow.json"]).code, 0);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(&real).unwrap(), good());
    assert!(fs::symlink_metadata(dir.path().join("link.dataflow.json")).unwrap().is_symlink());
}

#[test]
fn options_name_files_that_must_be_json() {
    let good = good();
    let dir = folder(&[("a.dataflow.json", good.as_bytes()), ("spec.json", b"{\n  \"a\": [1 2]\n}")]);
    for option in ["--flow-spec", "--target-schema"] {
        let done = preflow(dir.path(), &["check", option, "spec.json"]);
        assert_eq!((done.code, done.out.as_str()), (2, ""));
        assert!(done.err.starts_with("error: spec.json:2:"), "{done:?}");
        let done = preflow(dir.path(), &["check", option, "none.json"]);
        assert_eq!((done.code, done.err.as_str()), (2, "error: none.json: no such file or folder\n"));
    }
}

#[test]
fn colour_is_for_terminals() {
    let dir = folder(&[("bad.dataflow.json", BAD.as_bytes())]);
    for command in [["check", "bad.dataflow.json"], ["plan", "bad.dataflow.json"]] {
        let done = preflow(dir.path(), &command);
        assert!(!done.out.contains('\u{1b}') && !done.err.contains('\u{1b}'));
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let line = "{\"Name\": \"x\"}\n".repeat(50_000);
    let mapping = br#"{"version": 0, "xdmSchema": "https://ns.adobe.com/x/schemas/1", "mappings":
        [{"sourceType": "ATTRIBUTE", "source": "Name", "destination": "person.name"}]}"#;
    let dir = folder(&[("map.json", mapping), ("records.ndjson", line.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_preflow"))
        .args(["preview", "map.json", "--records", "records.ndjson", "--format", "ndjson"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&done.stderr).contains("error"), "{done:?}");
    assert_eq!(done.status.code(), Some(0));
}

/// A dataflow whose second record has no name.
fn previewed() -> TempDir {
    let document = br#"{"steps": {"mappingSet": {"version": 0, "xdmSchema": "{SCHEMA_ID}", "mappings": [
        {"sourceType": "ATTRIBUTE", "source": "Name", "destination": "person.name"},
        {"sourceType": "ATTRIBUTE", "source": "Age", "destination": "person.age"}]}},
        "targetSchema": {"type": "object", "properties": {"person": {"type": "object", "required": ["name"],
            "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}}},
        "samples": {"records": [{"Name": "Ada", "Age": "36"}, {"Age": "41"}]}}"#;
    folder(&[("a.dataflow.json", document), ("more.csv", b"Name,Age\nGrace,85\n")])
}

#[test]
fn preview_writes_tables_and_json() {
    let dir = previewed();
    let done = preflow(dir.path(), &["preview", "a.dataflow.json"]);
    assert_eq!(done.code, 1, "a record is rejected: {done:?}");
    expect("preview.table.txt", &done.out);
    let lines = preflow(dir.path(), &["preview", "a.dataflow.json", "--format", "ndjson"]);
    assert_eq!(lines.out.lines().count(), 2);
    let first: Value = serde_json::from_str(lines.out.lines().next().unwrap()).unwrap();
    let expected = serde_json::json!({"record": 1, "data": {"person": {"name": "Ada", "age": 36}},
        "errors": [], "rejected": false, "reasons": []});
    assert_eq!(first, expected);
    let array = preflow(dir.path(), &["preview", "a.dataflow.json", "--format", "json"]).json();
    assert_eq!(array[0], first);
    assert_eq!(array.as_array().unwrap().len(), 2);
    let traced = preflow(dir.path(), &["preview", "a.dataflow.json", "--format", "json", "--trace"]).json();
    let age = serde_json::json!({"pointer": "/person/age", "mapping": 1, "reads": ["Age"],
        "converted": "\"36\" became an integer: 36", "nulled": null});
    assert_eq!((&traced[0]["data"], &traced[0]["origins"][0]), (&first["data"], &age));
    let args = ["preview", "a.dataflow.json", "--records", "more.csv", "--format", "ndjson"];
    let done = preflow(dir.path(), &args);
    assert_eq!((done.code, done.out.contains("\"Grace\"")), (0, true), "{done:?}");
    let args = ["preview", "a.dataflow.json", "--format", "json", "--limit", "1"];
    let done = preflow(dir.path(), &args);
    assert_eq!((done.code, done.json().as_array().unwrap().len()), (0, 1));
    let args = ["preview", "a.dataflow.json", "--records", "-", "--format", "ndjson"];
    let done = with_stdin(dir.path(), &args, b"[{\"Name\": \"Alan\"}]");
    assert!(done.code == 0 && done.out.contains("\"Alan\""), "{done:?}");
    let args = ["preview", "-", "--records", "more.csv", "--format", "ndjson"];
    let document = fs::read(dir.path().join("a.dataflow.json")).unwrap();
    assert!(with_stdin(dir.path(), &args, &document).out.contains("\"Grace\""));
}

#[test]
fn preview_tells_what_it_lacks() {
    let dir = folder(&[("a.dataflow.json", good().as_bytes())]);
    let done = preflow(dir.path(), &["preview", "a.dataflow.json"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("mapping set"), "{done:?}");
    let done = preflow(dir.path(), &["preview", "a.dataflow.json", "--records", "none.csv"]);
    assert_eq!((done.code, done.err.as_str()), (2, "error: none.csv: no such file or folder\n"));
    assert_eq!(preflow(dir.path(), &["preview", "a.dataflow.json", "--now", "today"]).code, 2);
    assert_eq!(preflow(dir.path(), &["preview", "-", "--records", "-"]).code, 2);
}

#[test]
fn clock_chance_and_zone_come_from_options() {
    let set = |source: &str| {
        let source = source.replace('"', "\\\"");
        let text = format!(
            r#"{{"outputSchema": {{"schemaRef": {{"id": "https://ns.adobe.com/acme/schemas/a",
            "contentType": "application/vnd.adobe.xed-full+json;version=1"}}}},
            "mappings": [{{"sourceType": "EXPRESSION", "source": "{source}", "destination": "a"}}]}}"#
        );
        folder(&[("set.json", text.as_bytes()), ("r.ndjson", b"{\"t\": \"2026-01-02 03:04:05\"}\n{}\n")])
    };
    let run = |dir: &TempDir, more: &[&str]| {
        let args = ["preview", "set.json", "--records", "r.ndjson", "--format", "ndjson"];
        let done = preflow(dir.path(), &[&args[..], more].concat());
        assert_eq!(done.code, 0, "{done:?}");
        (done.out, done.err)
    };
    let ids = set("uuid()");
    let (out, err) = run(&ids, &[]);
    assert_eq!(out, run(&ids, &["--seed", "0"]).0);
    assert_ne!(out, run(&ids, &["--seed", "1"]).0);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_ne!(lines[0]["data"]["a"], lines[1]["data"]["a"]);
    assert!(!err.contains("--now"), "{err}");

    let clock = set("now()");
    let (out, err) = run(&clock, &[]);
    assert!(err.contains("--now") && !out.contains("1970"), "{out}{err}");
    let (out, err) = run(&clock, &["--now", "2026-01-02T03:04:05Z"]);
    assert!(!err.contains("--now") && out.contains("\"a\":\"2026-01-02T03:04:05Z\""), "{out}{err}");

    let zone = set("date(t, \"yyyy-MM-dd HH:mm:ss\")");
    assert!(run(&zone, &[]).0.contains("\"2026-01-02T03:04:05Z\""));
    assert!(run(&zone, &["--zone", "+02:00"]).0.contains("\"2026-01-02T03:04:05+02:00\""));
    let wrong = preflow(zone.path(), &["preview", "set.json", "--zone", "Berlin"]);
    assert!(wrong.code == 2 && wrong.err.contains("Europe/Berlin"), "{wrong:?}");

    let sum = set("null + 1");
    assert!(run(&sum, &[]).0.contains("\"a\":1"));
    assert!(run(&sum, &["--strict-arithmetic"]).0.contains("\"a\":null"));
}

#[test]
fn plan_is_check_preview_and_requests() {
    let dir = previewed();
    let done = preflow(dir.path(), &["plan", "a.dataflow.json"]);
    assert_eq!(done.code, 1, "a record is rejected: {done:?}");
    let at = |text: &str| done.out.find(text).unwrap_or_else(|| panic!("{text}: {}", done.out));
    assert!(at("== Check ==") < at("== Preview ==") && at("== Preview ==") < at("== Requests =="));
    assert!(at("\"Ada\"") < at("curl -X POST"));
    let plan = preflow(dir.path(), &["plan", "a.dataflow.json", "--format", "json"]).json();
    let keys: Vec<&String> = plan.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["check", "preview", "requests"]);
    assert_eq!(plan["check"]["version"], 1);
    assert_eq!(plan["preview"]["summary"]["rejected"], 1);
    assert_eq!(plan["requests"][0]["step"], "mappingSet");
    // With errors and without samples the rest is still there.
    let dir = folder(&[("bad.dataflow.json", BAD.as_bytes())]);
    let done = preflow(dir.path(), &["plan", "bad.dataflow.json"]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains("No preview: ") && done.out.contains("Mend the errors"), "{done:?}");
    assert!(done.out.contains("\ncurl "), "{done:?}");
}

#[test]
fn requests_in_every_format() {
    let dir = folder(&[("good.dataflow.json", good().as_bytes())]);
    for format in preflow::request::FORMATS {
        let done = preflow(dir.path(), &["requests", "good.dataflow.json", "--format", format.name]);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(done.out.contains("targetConnections"), "{done:?}");
    }
    let set = ["requests", "good.dataflow.json", "--format", "json", "--set", "DATASET_ID=5ed5"];
    let done = preflow(dir.path(), &set);
    assert_eq!(done.json()[0]["body"]["params"]["dataSetId"], "5ed5");
    let done = preflow(dir.path(), &["requests", "good.dataflow.json", "--step", "flow"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("no request of the step `flow`"), "{done:?}");
    assert_eq!(preflow(dir.path(), &["requests", "good.dataflow.json", "--step", "flaw"]).code, 2);
    assert_eq!(preflow(dir.path(), &["requests", "good.dataflow.json", "--set", "x"]).code, 2);
}

#[test]
fn reference_commands_answer_offline() {
    let dir = folder(&[]);
    let done = preflow(dir.path(), &["rules", "target-not-data-lake"]);
    assert!(done.code == 0 && done.out.starts_with("target-not-data-lake (R26, error)\n"), "{done:?}");
    assert_eq!(preflow(dir.path(), &["rules", "R26"]).out, done.out);
    let all = preflow(dir.path(), &["rules", "--format", "json"]).json();
    assert_eq!(all.as_array().unwrap().len(), preflow::rules::all().count());
    let done = preflow(dir.path(), &["rules", "target-not-data-lak"]);
    assert!(done.code == 2 && done.err.contains("did you mean `target-not-data-lake`?"), "{done:?}");
    let done = preflow(dir.path(), &["specs", "salesforce", "--format", "json"]);
    assert_eq!(done.json()["connectionSpecs"][0]["id"], "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5");
    let all = preflow(dir.path(), &["specs", "--format", "json"]).json();
    assert_eq!(all["connectionSpecs"].as_array().unwrap().len(), 84);
    assert_eq!(all["flowSpecs"].as_array().unwrap().len(), 8);
    let done = preflow(dir.path(), &["specs", "salesfroce"]);
    assert!(done.code == 2 && done.err.contains("did you mean `Salesforce`?"), "{done:?}");
    let done = preflow(dir.path(), &["completions", "bash"]);
    assert!(done.code == 0 && done.out.contains("preflow"), "{done:?}");
}

#[test]
fn functions_are_explained() {
    let dir = folder(&[]);
    let done = preflow(dir.path(), &["functions", "substr"]);
    assert_eq!((done.code, done.out), (0, include_str!("cli/functions.substr.txt").to_owned()));
    assert!(preflow(dir.path(), &["functions", "lcase"]).out.starts_with("lower(INPUT) -> text\n"));
    let done = preflow(dir.path(), &["functions"]);
    assert!(done.code == 0 && done.out.starts_with("Text\n  concat "), "{done:?}");
    let all = preflow(dir.path(), &["functions", "--format", "json"]).json();
    assert_eq!(all.as_array().unwrap().len(), preflow::functions::descriptions().len());
    let one = preflow(dir.path(), &["functions", "get_keys", "--format", "json"]).json();
    assert_eq!(one[0]["signatures"][0], "get_keys(OBJECT)");
    assert_eq!(
        one[0]["parameters"][0],
        serde_json::json!(
            {"name": "OBJECT", "type": "object", "required": true, "repeats": false, "about": ""}
        )
    );
    assert_eq!(one[0]["examples"][0]["result"], serde_json::json!(["book1", "book2"]));
    let done = preflow(dir.path(), &["functions", "substring_of"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""), "{done:?}");
    let done = preflow(dir.path(), &["functions", "arrays_to_object"]);
    assert!(done.code == 2 && done.err.contains("did you mean `arrays_to_objects`?"), "{done:?}");
    assert!(preflow(dir.path(), &["completions", "bash"]).out.contains("aa_get_product_evars"));
}

#[test]
fn new_writes_a_document_to_begin_with() {
    let dir = folder(&[]);
    let done = preflow(dir.path(), &["new", "hubspot"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    expect("new.hubspot.txt", &done.out);
    // The name and the id of a source will do.
    assert_eq!(preflow(dir.path(), &["new", "HubSpot"]).out, done.out);
    assert_eq!(preflow(dir.path(), &["new", "cc6a4487-9e91-433e-a3a3-9cf6626c1806"]).out, done.out);
    // A file is never overwritten unasked.
    let file = dir.path().join("my.dataflow.json");
    let written = preflow(dir.path(), &["new", "hubspot", "--output", "my.dataflow.json"]);
    assert_eq!((written.code, written.out.as_str()), (0, ""), "{written:?}");
    assert!(written.err.contains("`preflow plan my.dataflow.json`"), "{written:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), done.out);
    let refused = preflow(dir.path(), &["new", "chatlio", "-o", "my.dataflow.json"]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{refused:?}");
    assert!(refused.err.contains("my.dataflow.json: is there already; --force replaces it"), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), done.out);
    let forced = preflow(dir.path(), &["new", "chatlio", "-o", "my.dataflow.json", "--force"]);
    assert_eq!(forced.code, 0, "{forced:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), preflow(dir.path(), &["new", "chatlio"]).out);
    assert_eq!(preflow(dir.path(), &["new", "chatlio", "-o", "no/such/folder.json"]).code, 2);
    assert_eq!(preflow(dir.path(), &["new", "chatlio", "-o", ".", "--force"]).code, 2);
}

#[test]
fn plan_works_on_a_template_of_every_kind() {
    let dir = folder(&[]);
    let mut kinds = std::collections::BTreeSet::new();
    for template in preflow::template::all().filter(|t| kinds.insert(t.kind().name)) {
        let name = format!("{}.dataflow.json", template.name());
        assert_eq!(preflow(dir.path(), &["new", template.name(), "-o", &name]).code, 0);
        let done = preflow(dir.path(), &["plan", &name, "--strict"]);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(
            done.out.contains("2 records, none rejected") || done.out.contains("No preview: "),
            "{done:?}"
        );
        assert!(done.out.contains(" requests, in this order; fill in ACCESS_TOKEN, "), "{done:?}");
    }
}

#[test]
fn templates_are_listed_and_found() {
    let dir = folder(&[]);
    let all = preflow(dir.path(), &["new", "--list"]);
    assert_eq!((all.code, all.out.lines().count()), (0, preflow::template::all().count()), "{all:?}");
    let some = preflow(dir.path(), &["new", "--list", "crm"]);
    assert!(some.code == 0 && some.out.contains("\nsalesforce ") && !some.out.contains("amazon"), "{some:?}");
    let files = preflow(dir.path(), &["new", "--list", "sftp", "--format", "json"]).json();
    let expected = serde_json::json!([{
        "name": "sftp", "title": "SFTP", "category": "cloud storage", "kind": "file",
        "about": "contacts of SFTP: files of a folder, read on a schedule",
        "connectionSpec": "b7bf2577-4520-42c9-bae9-cad01560f7bc",
    }]);
    assert_eq!(files, expected);
    for (name, told) in [
        ("salesfroce", "there is no template `salesfroce`; did you mean `salesforce`?"),
        ("dynamics", "there is no template `dynamics`; did you mean `microsoft-dynamics`?"),
        ("file", "there is no template `file`; `preflow new --list file` shows "),
        ("xyzzy", "there is no template `xyzzy`; `preflow new --list` shows them"),
    ] {
        let done = preflow(dir.path(), &["new", name]);
        assert!(done.code == 2 && done.out.is_empty() && done.err.contains(told), "{done:?}");
    }
    for args in
        [&["new"][..], &["new", "--list", "xyzzy"], &["new", "sftp", "--force"], &["new", "sftp", "--list"]]
    {
        let done = preflow(dir.path(), args);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}: {done:?}");
    }
    assert!(preflow(dir.path(), &["completions", "bash"]).out.contains("azure-data-lake-storage-gen2"));
}

#[test]
fn wrong_arguments_are_told() {
    let dir = folder(&[]);
    for args in [&["frobnicate"][..], &["check", "--format", "xml"], &["plan"], &[]] {
        let done = preflow(dir.path(), args);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}: {done:?}");
        assert!(!done.err.is_empty());
    }
    let done = preflow(dir.path(), &["--version"]);
    assert_eq!((done.code, done.out), (0, format!("preflow {}\n", env!("CARGO_PKG_VERSION"))));
    assert_eq!(preflow(dir.path(), &["--help"]).code, 0);
}
