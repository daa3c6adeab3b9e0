use super::*;
use crate::json::{self, Dialect, Node};
use crate::text::Excerpt;
use serde_json::json;

/// The text after changes, or the reason why they cannot be made.
fn after(text: &str, changes: &[Change]) -> Result<String, Reason> {
    let edits = edit(text, changes).map_err(|refused| refused.reason)?;
    assert!(edits.windows(2).all(|two| two[0].span.end <= two[1].span.start), "{edits:?}");
    Ok(made(text, &edits).unwrap())
}

fn text(pointer: &str, text: &str) -> Change {
    Change { pointer: pointer.to_owned(), what: What::SetText(text.to_owned()) }
}

fn shift(pointer: &str, from: usize, to: usize) -> Change {
    Change { pointer: pointer.to_owned(), what: What::Move { from, to } }
}

fn rename(pointer: &str, key: &str) -> Change {
    Change { pointer: pointer.to_owned(), what: What::Rename(key.to_owned()) }
}

/// The root of a text.
fn root(text: &str) -> Node {
    let document = json::parse(&Excerpt::verbatim(text.trim_start_matches('\u{feff}'), 0), Dialect::Relaxed);
    assert!(document.is_valid(), "{text}");
    document.root.unwrap()
}

const DOCUMENT: &str = r#"// A flow
{
  "name": "Contacts", // as in Platform
  "steps": {
    // once a day
    "flow": {
      "flowSpec": { "id": "{FLOW_SPEC_ID}", "version": "1.0" },
      "scheduleParams": {
        "startTime": 1718000000, /* in
          seconds */
        "frequency": "day",
        "interval": 1, // one
      },
    },
    "mappingSet": {
      "mappings": [
        // the id
        { "source": "Id", "destination": "_id" },
        { "source": "Email", "destination": "mail" }, // work
        { "source": "Name", "destination": "name" } // full
        // last
      ]
    }
  }
}
"#;

/// The lines of `DOCUMENT` that changes take out and put in.
fn difference(changes: &[Change]) -> (Vec<String>, Vec<String>) {
    let new = after(DOCUMENT, changes).unwrap();
    root(&new);
    let (old, new): (Vec<&str>, Vec<&str>) = (DOCUMENT.lines().collect(), new.lines().collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let cut = |lines: &[&str]| {
        lines[first..lines.len() - last].iter().map(|line| (*line).to_owned()).collect::<Vec<_>>()
    };
    (cut(&old), cut(&new))
}

#[test]
fn changes_of_a_document_change_the_lines_they_are_about() {
    let schedule = "/steps/flow/scheduleParams";
    let mappings = "/steps/mappingSet/mappings";
    let at = |key: &str| format!("{schedule}/{key}");
    let mapping = || json!({"source": "Phone", "destination": "phone"});
    for (changes, old, new) in [
        (
            vec![Change::set(at("frequency"), "hour".into())],
            vec![r#"        "frequency": "day","#],
            vec![r#"        "frequency": "hour","#],
        ),
        (
            vec![Change::set(at("frequency"), "once".into()), Change::remove(at("interval"))],
            vec![r#"        "frequency": "day","#, r#"        "interval": 1, // one"#],
            vec![r#"        "frequency": "once","#, "        // one"],
        ),
        (vec![Change::set(at("backfill"), true.into())], vec![], vec![r#"        "backfill": true,"#]),
        (
            vec![Change::remove(at("startTime"))],
            vec![r#"        "startTime": 1718000000, /* in"#],
            vec![r#"        /* in"#],
        ),
        (
            vec![Change::set("/steps/flow/options", json!({"errorDiagnosticsEnabled": true}))],
            vec![],
            vec![r#"      "options": { "errorDiagnosticsEnabled": true },"#],
        ),
        (
            vec![Change::set("/variables/TENANT_ID", "acme".into())],
            vec!["  }"],
            vec!["  },", r#"  "variables": { "TENANT_ID": "acme" }"#],
        ),
        (
            vec![Change::insert(mappings, 0, mapping())],
            vec![],
            vec![r#"        { "source": "Phone", "destination": "phone" },"#],
        ),
        (
            vec![Change::insert(mappings, 2, mapping())],
            vec![],
            vec![r#"        { "source": "Phone", "destination": "phone" },"#],
        ),
        (
            vec![Change::insert(mappings, 3, mapping())],
            vec![r#"        { "source": "Name", "destination": "name" } // full"#],
            vec![
                r#"        { "source": "Name", "destination": "name" }, // full"#,
                r#"        { "source": "Phone", "destination": "phone" }"#,
            ],
        ),
        (
            vec![Change::remove(format!("{mappings}/2"))],
            vec![
                r#"        { "source": "Email", "destination": "mail" }, // work"#,
                r#"        { "source": "Name", "destination": "name" } // full"#,
            ],
            vec![r#"        { "source": "Email", "destination": "mail" } // work"#, "        // full"],
        ),
        (
            vec![shift(mappings, 0, 2)],
            vec![
                "        // the id",
                r#"        { "source": "Id", "destination": "_id" },"#,
                r#"        { "source": "Email", "destination": "mail" }, // work"#,
                r#"        { "source": "Name", "destination": "name" } // full"#,
            ],
            vec![
                r#"        { "source": "Email", "destination": "mail" }, // work"#,
                r#"        { "source": "Name", "destination": "name" }, // full"#,
                "        // the id",
                r#"        { "source": "Id", "destination": "_id" }"#,
            ],
        ),
        (
            vec![Change::set(format!("{mappings}/1/source"), "email".into())],
            vec![r#"        { "source": "Email", "destination": "mail" }, // work"#],
            vec![r#"        { "source": "email", "destination": "mail" }, // work"#],
        ),
        (
            // What is equal stays, with its comments.
            vec![Change::set(
                mappings,
                json!([{"source": "Id", "destination": "_id"}, {"source": "Name", "destination": "name"}]),
            )],
            vec![r#"        { "source": "Email", "destination": "mail" }, // work"#],
            vec!["        // work"],
        ),
        (
            vec![rename("/steps/flow/scheduleParams", "schedule")],
            vec![r#"      "scheduleParams": {"#],
            vec![r#"      "schedule": {"#],
        ),
        (
            vec![text(
                "/steps/dataset",
                "{\n    \"name\": \"Contacts\", // new\n    \"tags\": {\n      \"a\": []\n    }\n  }",
            )],
            vec![],
            vec![
                "    },",
                "    \"dataset\": {",
                "      \"name\": \"Contacts\", // new",
                "      \"tags\": {",
                "        \"a\": []",
                "      }",
            ],
        ),
        (
            vec![Change::set(
                "/steps/flow/transformations",
                json!([{"name": "Mapping", "params": {"mappingId": "{MAPPING_ID}"}}]),
            )],
            vec![],
            vec![
                "      \"transformations\": [",
                "        {",
                "          \"name\": \"Mapping\",",
                "          \"params\": { \"mappingId\": \"{MAPPING_ID}\" }",
                "        }",
                "      ],",
            ],
        ),
    ] {
        let (gone, come) = difference(&changes);
        assert_eq!(
            (gone.iter().map(String::as_str).collect(), come.iter().map(String::as_str).collect::<Vec<_>>()),
            (old, new),
            "{changes:?}"
        );
    }
}

#[test]
fn every_way_of_writing_is_kept() {
    for (before, change, expected) in [
        // On one line, tight and with blanks.
        (r#"{"a":1,"b":[]}"#, Change::set("/c", json!({"d": [1, 2]})), r#"{"a":1,"b":[],"c":{"d":[1,2]}}"#),
        (r#"{"a":1,"b":[]}"#, Change::insert("/b", 0, 1.into()), r#"{"a":1,"b":[1]}"#),
        (r#"{ "a": 1 }"#, Change::set("/b", json!({"c": 2})), r#"{ "a": 1, "b": { "c": 2 } }"#),
        (r#"{ "a": 1, "b": 2 }"#, Change::remove("/b"), r#"{ "a": 1 }"#),
        (r#"{ "a": 1, "b": 2 }"#, Change::remove("/a"), r#"{ "b": 2 }"#),
        (r#"{ "a": 1 }"#, Change::remove("/a"), "{}"),
        ("[1, 2, 3]", Change::remove("/1"), "[1, 3]"),
        ("[1, 2,]", Change::remove("/1"), "[1,]"),
        ("[1, 2,]", Change::insert("", 2, 3.into()), "[1, 2, 3,]"),
        ("[1, 2, 3]", Change::insert("", 0, 0.into()), "[0, 1, 2, 3]"),
        ("[1, 2, 3]", shift("", 2, 0), "[3, 1, 2]"),
        ("[1 /* one */, 2]", shift("", 0, 1), "[2 /* one */, 1]"),
        ("[ /* none */ ]", Change::insert("", 0, 1.into()), "[ /* none */\n  1\n]"),
        ("[\n\t// none\n]", Change::insert("", 0, 1.into()), "[\n\t// none\n  1\n]"),
        // Empty ones open.
        (
            "{}",
            Change::set("/a/b/0/c", true.into()),
            "{\n  \"a\": {\n    \"b\": [\n      { \"c\": true }\n    ]\n  }\n}",
        ),
        ("", Change::set("/a", 1.into()), "{\n  \"a\": 1\n}\n"),
        ("\u{feff}\r\n", Change::set("/a", 1.into()), "\u{feff}{\r\n  \"a\": 1\r\n}\r\n"),
        // Tabs, four blanks, CRLF, a byte order mark.
        (
            "{\n\t\"a\": 1\n}",
            Change::set("/b/c", json!({"d": [1]})),
            "{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"c\": {\n\t\t\t\"d\": [1]\n\t\t}\n\t}\n}",
        ),
        (
            "\u{feff}{\r\n    \"a\": {\r\n        \"b\": 1\r\n    }\r\n}\r\n",
            Change::set("/a/c", json!({"d": {"e": 1}})),
            "\u{feff}{\r\n    \"a\": {\r\n        \"b\": 1,\r\n        \"c\": {\r\n            \"d\": {\r\n                \"e\": 1\r\n            }\r\n        }\r\n    }\r\n}\r\n",
        ),
        (
            "{\r\n  \"a\": 1,\r\n  \"b\": 2,\r\n  \"c\": 3\r\n}",
            Change::remove("/b"),
            "{\r\n  \"a\": 1,\r\n  \"c\": 3\r\n}",
        ),
        ("{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}", Change::remove("/b"), "{\r\n  \"a\": 1\r\n}"),
        ("{\n  \"a\": 1\n}", Change::remove("/a"), "{}"),
        ("{\n  // why\n  \"a\": 1\n}", Change::remove("/a"), "{\n  // why\n}"),
        ("{\n  \"a\": 1 // one\n}", Change::set("/b", 2.into()), "{\n  \"a\": 1, // one\n  \"b\": 2\n}"),
        (
            "{\n  \"a\": 1\n  // end\n}",
            Change::set("/b", 2.into()),
            "{\n  \"a\": 1,\n  \"b\": 2\n  // end\n}",
        ),
        (
            "{\n  \"a\": 1 /* x */, // one\n}",
            Change::set("/b", 2.into()),
            "{\n  \"a\": 1 /* x */, // one\n  \"b\": 2,\n}",
        ),
        // Commas in front.
        ("{\n    \"a\": 1\n  , \"b\": 2\n}", Change::remove("/b"), "{\n    \"a\": 1\n}"),
        // Several on a line of several lines.
        ("[\n  1, 2,\n  3, 4\n]", Change::remove("/1"), "[\n  1,\n  3, 4\n]"),
        ("[\n  1, 2,\n  3, 4\n]", Change::insert("", 1, 9.into()), "[\n  1, 9, 2,\n  3, 4\n]"),
        ("[\n  1, 2,\n  3, 4\n]", Change::insert("", 4, 9.into()), "[\n  1, 2,\n  3, 4, 9\n]"),
        // A comment to the end of the line.
        (
            "{\"a\": 1, \"b\": 2}",
            text("/a", "[3 // three\n] // list"),
            "{\"a\": [3 // three\n] // list\n, \"b\": 2}",
        ),
        ("{\"a\": 1}", text("/b/-/c", "1.50"), "{\"a\": 1, \"b\": [{\"c\": 1.50}]}"),
        ("[1]", text("/-", "\"\\u00e9\""), "[1, \"\\u00e9\"]"),
        // Values of another kind, and null in the place of an object.
        ("{\"a\": {\"b\": 1}}", Change::set("/a", json!([1])), "{\"a\": [1]}"),
        ("{\n  \"a\": null\n}", Change::set("/a/b", json!(1)), "{\n  \"a\": { \"b\": 1 }\n}"),
        ("{\n  \"a\": 1\n}", Change::set("", json!({"b": 1})), "{\n  \"b\": 1\n}"),
        // A key twice, keys that pointers escape.
        ("{\"a\": 1, \"b\": 2, \"a\": 3}", Change::remove("/a"), "{\"b\": 2}"),
        ("{\"a\": 1, \"b\": 2, \"a\": 3}", Change::set("/a", 4.into()), "{\"a\": 1, \"b\": 2, \"a\": 4}"),
        ("{\"a/b\": {\"m~n\": 1}}", Change::set("/a~1b/m~0n", 2.into()), "{\"a/b\": {\"m~n\": 2}}"),
        ("{\"é\": \"😀 x\"}", Change::set("/é", "😀 y".into()), "{\"é\": \"😀 y\"}"),
    ] {
        assert_eq!(
            after(before, std::slice::from_ref(&change)).as_deref(),
            Ok(expected),
            "{before} {change:?}"
        );
    }
}

#[test]
fn edits_are_small() {
    let changes = [Change::set("/steps/flow/scheduleParams/frequency", "minute".into())];
    let edits = edit(DOCUMENT, &changes).unwrap();
    let texts: Vec<_> = edits.iter().map(|e| (&DOCUMENT[e.span.range()], e.text.as_str())).collect();
    assert_eq!(texts, [("day", "minute")]);
    let same = root(DOCUMENT).to_value();
    assert_eq!(edit(DOCUMENT, &[Change::set("", same)]), Ok(Vec::new()));
    let there_and_back = [Change::set("/new", 1.into()), Change::remove("/new")];
    assert_eq!(edit(DOCUMENT, &there_and_back), Ok(Vec::new()));
}

#[test]
fn changes_that_cannot_be_made_are_refused() {
    use Reason::{KeyExists, NoSuchPlace, NotJson};
    for (before, change, reason) in [
        ("{\"a\": 1}", Change::set("a", 1.into()), NoSuchPlace),
        ("{\"a\": 1}", Change::set("/a/b", 1.into()), NoSuchPlace),
        ("[1]", Change::set("/5", 1.into()), NoSuchPlace),
        ("[1]", Change::set("/x", 1.into()), NoSuchPlace),
        ("{\"a\": 1}", Change::set("/a".repeat(1000), 1.into()), NoSuchPlace),
        ("{\"a\": 1}", Change::remove("/b"), NoSuchPlace),
        ("{\"a\": 1}", Change::remove(""), NoSuchPlace),
        ("{\"a\": 1}", Change::insert("/a", 0, 1.into()), NoSuchPlace),
        ("{\"a\": [1]}", Change::insert("/a", 2, 1.into()), NoSuchPlace),
        ("{}", Change::insert("/a", 1, 1.into()), NoSuchPlace),
        ("[1]", shift("", 0, 1), NoSuchPlace),
        ("{}", shift("/a", 0, 0), NoSuchPlace),
        ("[1]", rename("/0", "a"), NoSuchPlace),
        ("{\"a\": 1}", rename("", "a"), NoSuchPlace),
        ("{\"a\": 1, \"b\": 2}", rename("/a", "b"), KeyExists),
        ("{\"a\": 1}", text("/a", "{"), NotJson),
        ("{\"a\": 1}", text("/a", " "), NotJson),
        ("{\"a\": 1}", text("/a", "'b'"), NotJson),
        ("{\"a\": ", Change::set("/a", 1.into()), NotJson),
        ("hello", Change::set("/a", 1.into()), NotJson),
    ] {
        assert_eq!(after(before, std::slice::from_ref(&change)), Err(reason), "{before} {change:?}");
    }
    let later = [Change::set("/a", 1.into()), Change::remove("/b")];
    assert_eq!(after("{}", &later), Err(NoSuchPlace));
}

#[test]
fn what_is_broken_elsewhere_does_not_matter() {
    let before = "{\n  \"a\": 1\n  \"b\": { \"c\": 2, }\n";
    let change = [Change::set("/b/c", 3.into()), Change::set("/b/d", 4.into())];
    assert_eq!(after(before, &change).unwrap(), "{\n  \"a\": 1\n  \"b\": { \"c\": 3, \"d\": 4, }\n");
}
