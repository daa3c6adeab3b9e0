//! The expression language against the engine it stands for: every line of `tests/vectors/**/*.ndjson` is an expression,
//! a record, and what Apache Commons JEXL 3.1 answered (lenient, on Java 17). The programs that asked it are in
//! `tests/oracle`.
//!
//! `PREFLOW_VECTORS=FOLDER cargo test --test vectors` runs the files of another folder.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::datum::{Datum, Reader};
use preflow::expr::{Env, Program, Settings, parse};
use preflow::value::{Fail, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What an expression gave: its value and class, or why it gave none.
type Answer = Result<(Datum<'static>, String), String>;

fn answer(expression: &str, record: &Datum<'_>) -> Answer {
    let parsed = parse(expression);
    if let Some(fault) = parsed.faults.first() {
        return Err(format!("malformed: {}", fault.message));
    }
    let program = Program::new(&parsed.tree);
    let settings = Settings::default();
    let env = Env::new(record, 1, &settings);
    let data = |value: Value<'_>| -> Result<_, Fail> {
        Ok((value.to_datum()?.into_owned(), value.class().into_owned()))
    };
    program.run(&env).and_then(data).map_err(|fail| fail.message().to_owned())
}

/// Is it the same value? Numbers go by their text, objects and sets by content.
fn same(ours: &Datum<'_>, theirs: &Datum<'_>, ordered: bool) -> bool {
    match (ours, theirs) {
        (Datum::Array(l), Datum::Array(r)) if ordered => {
            l.len() == r.len() && l.iter().zip(r).all(|(l, r)| same(l, r, true))
        }
        (Datum::Array(l), Datum::Array(r)) => {
            l.len() == r.len() && l.iter().all(|l| r.iter().any(|r| same(l, r, true)))
        }
        (Datum::Object(l), Datum::Object(r)) => {
            l.len() == r.len() && l.iter().all(|(k, v)| r.get(k).is_some_and(|other| same(v, other, true)))
        }
        _ => ours == theirs,
    }
}

/// Classes that only the engine tells apart.
fn same_class(ours: &str, theirs: &str) -> bool {
    let family = |class: &str| match class {
        "LinkedHashMap" | "HashMap" | "SingletonMap" => "map".to_owned(),
        "SubList" | "ArrayList" | "RandomAccessSubList" | "LongRange" => "list".to_owned(),
        "KeySet" | "EntrySet" | "HashSet" | "LinkedKeySet" => "set".to_owned(),
        class if class.ends_with("[]") => "array".to_owned(),
        class => class.to_owned(),
    };
    // Ranges of long numbers are lists here.
    let long_range = ours == "ArrayList" && matches!(theirs, "Ascending" | "Descending");
    long_range || family(ours) == family(theirs)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "ndjson") {
            found.push(path);
        }
    }
    found.sort();
}

fn text<'d>(line: &'d Datum<'_>, name: &str) -> Option<&'d str> {
    match line {
        Datum::Object(members) => match members.get(name) {
            Some(Datum::Text(text)) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn answers_are_those_of_the_engine() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let folder = std::env::var_os("PREFLOW_VECTORS").map_or(here, PathBuf::from);
    let mut found = Vec::new();
    files(&folder, &mut found);
    let mut differences = Vec::new();
    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in found {
        let lines = fs::read_to_string(&file).unwrap();
        for (number, line) in lines.lines().enumerate() {
            let place = format!("{}:{}", file.file_name().unwrap().to_string_lossy(), number + 1);
            let vector = Reader::default().read(line.as_bytes()).unwrap_or_else(|e| panic!("{place}: {e:?}"));
            let Datum::Object(members) = &vector else { panic!("{place}: no object") };
            // Tables of other units have no expressions; scripts are not for mappings.
            let (Some(expression), None) = (text(&vector, "expr"), members.get("script")) else { continue };
            let record = members.get("record").unwrap_or(&Datum::Null);
            let group = text(&vector, "group").unwrap_or_default();
            let class = text(&vector, "type");
            let wanted =
                (members.get("ok") == Some(&Datum::Bool(true))).then(|| members.get("value").unwrap());
            let ours = answer(expression, record);
            let right = match (&ours, wanted) {
                (Ok((value, ours)), Some(wanted)) => {
                    same(value, wanted, ours != "HashSet")
                        && class.is_none_or(|class| same_class(ours, class))
                }
                (Err(_), None) => true,
                _ => false,
            };
            let counts = groups.entry(group.to_owned()).or_default();
            counts.1 += 1;
            counts.0 += usize::from(right);
            if !right {
                let wanted =
                    wanted.map_or("an error".to_owned(), |v| format!("{v} ({})", class.unwrap_or_default()));
                let ours = ours.map_or_else(|e| format!("error: {e}"), |(v, class)| format!("{v} ({class})"));
                differences.push(format!(
                    "{place} [{group}] {expression}\n    on {record}\n    engine {wanted}\n    ours   {ours}"
                ));
            }
        }
    }
    if std::env::var_os("PREFLOW_VECTORS").is_some() {
        for (group, (right, all)) in &groups {
            println!("{group}: {right} of {all}");
        }
    }
    let total: (usize, usize) =
        groups.values().fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all));
    assert!(differences.is_empty(), "{} of {} are right\n{}", total.0, total.1, differences.join("\n"));
    assert!(total.1 > 0, "no vectors in {}", folder.display());
}
