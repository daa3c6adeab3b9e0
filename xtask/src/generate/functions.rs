//! The reference of the expression language's functions.

use preflow::functions::{Description, descriptions};
use std::fmt::Write as _;

const HEAD: &str = "\
# Functions

The functions of Data Prep's expression language as `preflow preview` and `preflow eval` run them, and the methods of
values. `preflow functions NAME` prints one of these on the command line.

How to read an entry:

- In `explode(STRING[, REGEX])` brackets hold what can be left out; `...` can be repeated, together with its partner
  where keys and values take turns.
- Examples are followed by their results; all of them run as tests. The first ones are those of Adobe's pages, with
  their misprints corrected; those under *More* are ours. Results of `now()`, `uuid()` and their like are those of a
  preview with `--now 2026-01-02T03:04:05Z --seed 0`.
- *Not documented* lists what no public page settles and what preflow does instead. A preview whose result depends on one
  of these says so.
- What is null, and is not said to be documented, is a guess, too, but one that seldom matters: where preflow gives null
  and the platform fails, the destination is null all the same.
";

/// The page.
pub fn page() -> String {
    let all = descriptions();
    let mut page = HEAD.to_owned();
    for (i, one) in all.iter().enumerate() {
        let begins = i == 0 || all[i - 1].category != one.category;
        if begins {
            let members = all.iter().filter(|d| d.category == one.category);
            let links: Vec<String> = members.map(|d| format!("[{0}](#{1})", d.name, anchor(d))).collect();
            let _ = write!(page, "\n## {}\n\n{}\n", one.category, links.join(" · "));
        }
        entry(&mut page, one);
    }
    page
}

/// The anchor that a heading gets.
fn anchor(one: &Description) -> String {
    heading(one).to_lowercase().replace('.', "")
}

/// Methods of the same name are told apart by their receiver.
fn heading(one: &Description) -> String {
    let receiver = one.signatures.first().and_then(|s| s.split_once('(')?.0.split_once('.'));
    receiver.map_or_else(|| one.name.to_owned(), |(receiver, name)| format!("{receiver}.{name}"))
}

fn entry(page: &mut String, one: &Description) {
    let _ = write!(page, "\n### {}\n\n", heading(one));
    for signature in &one.signatures {
        let _ = writeln!(page, "`{signature}` → {}  ", one.returns.replace('|', "or"));
    }
    if !one.aliases.is_empty() {
        let _ = writeln!(page, "Also called `{}`.  ", one.aliases.join("`, `"));
    }
    let _ = write!(page, "\n{}\n", one.summary);
    if let Some(availability) = one.availability {
        let _ = write!(page, "\n**Availability.** {availability}\n");
    }
    for (i, parameter) in one.parameters.iter().enumerate() {
        let about = if parameter.about.is_empty() { "" } else { ": " };
        let kind = parameter.kind.replace(" | ", "`, `");
        let kind = if kind == parameter.kind { kind } else { format!("`{kind}`") };
        let start = if i == 0 { "\n" } else { "" };
        let _ = writeln!(page, "{start}- `{}`, {kind}{about}{}", parameter.name, parameter.about);
    }
    if !one.nulls.is_empty() {
        let _ = write!(page, "\n**Null.** {}\n", one.nulls);
    }
    for documented in [true, false] {
        let mut examples = one.examples.iter().filter(|e| e.documented == documented).peekable();
        if examples.peek().is_none() {
            continue;
        }
        let _ = write!(page, "\n{}\n\n```\n", if documented { "**Examples.**" } else { "**More.**" });
        for example in examples {
            let record = if example.record.is_empty() { "" } else { "   // of " };
            let _ = write!(
                page,
                "{}{record}{}\n    {}\n",
                example.expression,
                flat(example.record),
                flat(example.result)
            );
        }
        page.push_str("```\n");
    }
    if !one.guesses.is_empty() {
        page.push_str("\n**Not documented.**\n\n");
        one.guesses.iter().for_each(|guess| {
            let _ = writeln!(page, "- {guess}");
        });
    }
}

/// JSON on one line.
fn flat(json: &str) -> String {
    json.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}
