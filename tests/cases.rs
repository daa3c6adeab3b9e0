//! The cases: every folder below `tests/cases` that has files holds inputs and, in `expected.txt`, all that a check
//! says about each of them.
//!
//! Every file of a case folder is an input, except `expected.txt`; what inputs refer to (samples, schemas) lies in a
//! subfolder `files`. A name with `.ready.` is checked as about to be sent. `UPDATE=1 cargo test --test cases` rewrites the expectations; the review reads the difference.
//!
//! Each rule code has a folder `tests/cases/rules/CODE` with a `fires…` whose findings have that code, and a `near…`,
//! correct text close to it, that has neither the code nor any error or warning.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/findings.rs"]
mod findings;

use beside::Beside;
use findings::findings;
use preflow::check::{Options, Report, check};
use preflow::diagnostic::Severity;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).map(|d| d.map(|e| e.unwrap().path()).collect()).unwrap_or_default();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().expect("file names of cases are UTF-8")
}

/// The folders below `folder` that may hold inputs.
fn folders(folder: &Path, found: &mut Vec<PathBuf>) {
    found.push(folder.to_owned());
    for path in sorted(folder) {
        if path.is_dir() && name(&path) != "files" {
            folders(&path, found);
        }
    }
}

fn inputs(folder: &Path) -> Vec<PathBuf> {
    sorted(folder).into_iter().filter(|p| p.is_file() && name(p) != "expected.txt").collect()
}

fn checked(input: &Path) -> Report {
    let folder = input.parent().unwrap();
    let options = Options { ready_to_send: name(input).contains(".ready."), ..Options::default() };
    check(name(input), &fs::read(input).unwrap(), &Beside(folder.to_owned()), &options)
}

#[test]
fn every_case_says_what_is_expected() {
    let mut all = Vec::new();
    folders(&root(), &mut all);
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for folder in all {
        let inputs = inputs(&folder);
        if inputs.is_empty() {
            continue;
        }
        let mut said = String::new();
        for input in inputs {
            writeln!(said, "== {}\n{}", name(&input), findings(&checked(&input))).unwrap();
        }
        let said = said.trim_end().to_owned() + "\n";
        let path = folder.join("expected.txt");
        if update {
            if fs::read_to_string(&path).ok().as_ref() != Some(&said) {
                fs::write(&path, said).unwrap();
            }
        } else if fs::read_to_string(&path).unwrap_or_default() != said {
            writeln!(wrong, "{}\n{said}", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "these now say (UPDATE=1 accepts it):\n{wrong}");
}

#[test]
fn rule_codes_are_unique_and_kebab_case() {
    let mut seen = BTreeSet::new();
    for rule in preflow::rules::all() {
        let kebab = rule.code.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(kebab, "{} is not kebab-case", rule.code);
        assert!(seen.insert(rule.code), "{} stands twice", rule.code);
        let number = |text: &str| text.strip_prefix('R').and_then(|n| n.parse::<u32>().ok());
        let is_listed = |text| number(text).is_some_and(|n| (1..=69).contains(&n));
        assert!(rule.number().is_none_or(is_listed), "{} has a strange rule number", rule.code);
        for text in [rule.what, rule.why, rule.example, rule.remedy, rule.source] {
            assert!(!text.is_empty(), "{} lacks a text", rule.code);
        }
    }
}

#[test]
fn every_number_is_a_rule_or_left_out() {
    /// Numbers that nobody has answered yet. Must end up empty.
    const OPEN: std::ops::RangeInclusive<u32> = 33..=39;
    let numbers: BTreeSet<_> = preflow::rules::all().filter_map(preflow::rules::Rule::number).collect();
    for n in 1..=69 {
        let number = format!("R{n:02}");
        let left_out = preflow::rules::LEFT_OUT.iter().any(|(left, _, _)| *left == number);
        assert!(
            numbers.contains(number.as_str()) != left_out || OPEN.contains(&n),
            "{number} must be either a rule or left out with its reason"
        );
    }
}

#[test]
fn every_rule_has_a_case_that_fires_and_a_near_one() {
    let mut wrong = String::new();
    for rule in preflow::rules::all() {
        let inputs = inputs(&root().join("rules").join(rule.code));
        let of = |kind: &str| inputs.iter().filter(|p| name(p).starts_with(kind)).collect::<Vec<_>>();
        let (fires, near) = (of("fires"), of("near"));
        if fires.is_empty() || near.is_empty() {
            writeln!(wrong, "{} lacks tests/cases/rules/{}/fires.* or near.*", rule.code, rule.code).unwrap();
        }
        for input in fires {
            if !checked(input).diagnostics.iter().any(|d| d.code == rule.code) {
                writeln!(wrong, "{} does not fire on {}", rule.code, input.display()).unwrap();
            }
        }
        for input in near {
            for d in checked(input).diagnostics {
                if d.severity != Severity::Info || d.code == rule.code {
                    writeln!(wrong, "{} says {}: {}", input.display(), d.code, d.message).unwrap();
                }
            }
        }
    }
    let codes: BTreeSet<_> = preflow::rules::all().map(|r| r.code).collect();
    for path in sorted(&root().join("rules")) {
        if !codes.contains(name(&path)) {
            writeln!(wrong, "{} is no rule's folder", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
