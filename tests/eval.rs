//! `preflow eval` as users and other programs meet it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preflow"));
    command.arg("eval").args(args).env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Exit status, stdout and stderr.
fn eval(args: &[&str], stdin: &str) -> (i32, String, String) {
    let mut child = command(args).spawn().unwrap();
    // A command that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let done = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn the_value_is_json() {
    let record = r#"{"name": " Ada ", "n": 2, "price": 12.50, "id": 123456789012345678901234567890, "list": [1, null]}"#;
    for (expression, value) in [
        ("n + 1", "3"),
        ("price * 2", "25.0"),
        ("1.0e20", "1.0E20"),
        ("id + 1", "123456789012345678901234567891"),
        ("1.50b", "1.50"),
        ("NaN", "\"NaN\""),
        ("-1e308d * 10", "\"-Infinity\""),
        ("'<' + name + \"'>\"", "\"< Ada '>\""),
        ("missing", "null"),
        ("{'b': list, 'a': 1..3}", r#"{"a":[1,2,3],"b":[1,null]}"#),
        ("-n", "-2"),
    ] {
        assert_eq!(
            eval(&[expression, "--record", record], ""),
            (0, format!("{value}\n"), String::new()),
            "{expression}"
        );
    }
    assert_eq!(eval(&["n", "--record", "@-"], r#"{"n": 1}"#).1, "1\n");
}

#[test]
fn what_is_wrong_is_shown_at_its_place() {
    let (code, out, err) = eval(&["n + (1 - 'x') ", "--record", "{\"n\": 1}"], "");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.starts_with("error[failed-expression]: the text \"x\" is no whole number\n --> expression:1:5\n"),
        "{err}"
    );
    assert!(err.contains("|     ^^^^^^^^^\n"), "{err}");
    let (code, out, err) = eval(&["concat(a, 'b"], "");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("error[broken-expression]: ") && err.contains("--> expression:1:"), "{err}");
    for (args, why) in [
        (&["n", "--record", "[1]"][..], "it is an array"),
        (&["n", "--record", "{"], "it ends in the middle"),
        (&["n", "--record", "@no such file"], "no such file or folder"),
    ] {
        let (code, out, err) = eval(args, "");
        assert!((code, out.as_str()) == (2, "") && err.contains(why), "{args:?}: {err}");
    }
}

#[test]
fn a_batch_answers_every_line_in_its_order() {
    let lines = [
        r#"{"id": "a", "expr": "n / 2", "record": {"n": 5}}"#,
        "no json",
        r#"{"id": 7, "expr": "1 +", "record": {}}"#,
        "",
        r#"{"id": [1], "expr": "n * 'x'", "record": {"n": 5}}"#,
        r#"{"id": 8, "record": {}}"#,
        r#"{"expr": "'no id, no record'"}"#,
        r#"{"id": "a", "expr": "n / 2", "record": {"n": 5.0}}"#,
    ];
    let (code, out, err) = eval(&["--batch"], &lines.join("\n"));
    assert_eq!((code, err.as_str()), (0, ""));
    let answers: Vec<&str> = out.lines().collect();
    assert_eq!(answers[0], r#"{"id":"a","ok":true,"value":2}"#);
    assert!(answers[1].starts_with(r#"{"id":null,"ok":false,"error":"line 2 is no JSON"#), "{out}");
    assert!(answers[2].starts_with(r#"{"id":7,"ok":false,"error":"at "#), "{out}");
    assert!(answers[3].starts_with(r#"{"id":[1],"ok":false,"error":"the text "#), "{out}");
    assert!(answers[4].starts_with(r#"{"id":8,"ok":false,"error":"line 6 "#), "{out}");
    assert_eq!(answers[5], r#"{"id":null,"ok":true,"value":"no id, no record"}"#);
    assert_eq!(answers[6], r#"{"id":"a","ok":true,"value":2.5}"#);
    assert_eq!(answers.len(), 7);
}

#[test]
fn a_batch_answers_before_it_reads_on() {
    let mut child = command(&["--batch"]).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for n in 0..3 {
        writeln!(to, r#"{{"id": {n}, "expr": "{n} * 2"}}"#).unwrap();
        let mut answer = String::new();
        from.read_line(&mut answer).unwrap();
        assert_eq!(answer, format!("{{\"id\":{n},\"ok\":true,\"value\":{}}}\n", n * 2));
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn options_set_clock_chance_and_strictness() {
    let at = &["--now", "2026-01-02T03:04:05Z"];
    assert_eq!(
        eval(&[&["now()"], &at[..]].concat(), ""),
        (0, "\"2026-01-02T03:04:05Z\"\n".to_owned(), String::new())
    );
    assert!(eval(&["now()"], "").2.contains("--now"));
    assert_eq!(eval(&["'1' + 2"], "").1, "3\n");
    assert_eq!(eval(&["'1' + 2", "--strict"], "").1, "\"12\"\n");
    assert_eq!(eval(&["1 / 0"], "").1, "0.0\n");
    assert_eq!(eval(&["1 / 0", "--strict-arithmetic"], "").0, 1);
    assert_eq!(eval(&["uuid()", "--seed", "5"], "").1, eval(&["uuid()", "--seed", "5"], "").1);
    assert_ne!(eval(&["uuid()", "--seed", "5"], "").1, eval(&["uuid()", "--seed", "6"], "").1);
}

#[test]
fn an_error_that_the_engine_passes_over_is_a_finding() {
    let (status, value, told) = eval(&["substring(name, 1)", "--record", r#"{"name": "Ada"}"#], "");
    assert_eq!((status, value.as_str()), (1, "null\n"));
    assert!(told.contains("unknown-function") && told.contains("substr"), "{told}");
    assert!(!told.contains("failed-expression"), "{told}");
    // Which methods a field has only the record tells.
    let (status, value, told) = eval(&["name.plusDays(1)", "--record", r#"{"name": "Ada"}"#], "");
    assert_eq!((status, value.as_str()), (1, "null\n"));
    assert!(told.contains("texts have no method `.plusDays(…)`"), "{told}");
    let (status, value, _) =
        eval(&["coalesce(name, name.plusDays(1))", "--record", r#"{"name": "Ada"}"#], "");
    assert_eq!((status, value.as_str()), (0, "\"Ada\"\n"));
    let (status, _, told) = eval(&["format(date(day), 'YYYY')", "--record", r#"{"day": "2026-01-02"}"#], "");
    assert_eq!(status, 0);
    assert!(told.contains("doubtful-date-pattern"), "{told}");
}
