//! Mapped records for reading: side by side where they fit the terminal, else one value a line. Long values are
//! cut; what is wrong with a record always stands with it.

use super::output::Progress;
use preflow::datum::Datum;
use preflow::mapping::Extent;
use preflow::preview::{PreviewRecord, PreviewRun};
use preflow::text::Position;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// How many records are shown.
const SHOWN: usize = 50;
/// The widest column of values side by side.
const COLUMN: usize = 32;
/// Between two columns.
const GAP: &str = "  ";

/// Maps all records, shows the first of them, and says how many there were.
pub(super) fn of(run: &mut PreviewRun<'_>, width: usize) -> String {
    let mut shown: Vec<PreviewRecord<'static>> = Vec::new();
    let mut guesses = BTreeMap::new();
    let mut progress = Progress::new();
    let mut take = |record: PreviewRecord<'_>| {
        progress.step();
        count_guesses(&record, &mut guesses);
        if shown.len() < SHOWN {
            shown.push(record.into_owned());
        }
    };
    while run.lend(&mut take).is_some() {}
    drop(progress);
    let sum = run.summary();
    let mut out = records(&shown, width);
    let plural = if sum.records == 1 { "" } else { "s" };
    out.push_str(&format!("{} record{plural}", sum.records));
    if sum.records > shown.len() as u64 {
        out.push_str(&format!(" (the first {} are shown; --format ndjson writes all)", shown.len()));
    }
    match sum.rejected {
        0 => out.push_str(", none rejected"),
        n => out.push_str(&format!(", {n} rejected")),
    }
    let failed: u64 = sum.errors.values().sum();
    if failed > 0 {
        out.push_str(&format!(", {failed} mapping {}", if failed == 1 { "error" } else { "errors" }));
    }
    out.push('\n');
    for ((source, destination), told) in &guesses {
        for (message, count) in told {
            let records = if *count == 1 { "record" } else { "records" };
            let line = format!("? {source} → {destination} rests on a guess in {count} {records}: {message}");
            out.push_str(&format!("{}\n", printable(&line)));
        }
    }
    out
}

/// What previews rest on: for each source and destination the guesses, and in how many records.
type Guesses = BTreeMap<(String, String), Vec<(String, u64)>>;

fn count_guesses(record: &PreviewRecord<'_>, into: &mut Guesses) {
    for guess in &record.guesses {
        let told = into.entry((guess.source.to_string(), guess.destination.to_string())).or_default();
        match told.iter_mut().find(|(message, _)| *message == guess.message) {
            Some((_, count)) => *count += 1,
            None => told.push((guess.message.clone(), 1)),
        }
    }
}

/// The records as a table that is no wider than `width`.
fn records(records: &[PreviewRecord<'_>], width: usize) -> String {
    let leaves: Vec<Vec<(String, String)>> = records.iter().map(|r| leaves(&r.data)).collect();
    let mut paths: Vec<&str> = Vec::new();
    for (path, _) in leaves.iter().flatten() {
        if !paths.contains(&path.as_str()) {
            paths.push(path);
            if paths.len() > width {
                break;
            }
        }
    }
    let mut columns = vec![("record", records.iter().map(|r| r.record.to_string()).collect::<Vec<_>>())];
    for path in paths {
        let cell = |row: &Vec<(String, String)>| {
            row.iter().find(|(p, _)| p == path).map_or(String::new(), |(_, value)| value.clone())
        };
        columns.push((path, leaves.iter().map(cell).collect()));
    }
    let widths: Vec<usize> = columns
        .iter()
        .map(|(head, cells)| cells.iter().map(|c| c.width().min(COLUMN)).max().unwrap_or(0).max(head.width()))
        .collect();
    if widths.iter().sum::<usize>() + GAP.len() * (widths.len() - 1) > width {
        return listed(records, &leaves, width);
    }
    let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).collect();
    let mut out = row(&heads, &widths);
    for (i, record) in records.iter().enumerate() {
        let cells: Vec<&str> = columns.iter().map(|(_, cells)| cells[i].as_str()).collect();
        out.push_str(&row(&cells, &widths));
        for wrong in wrongs(record) {
            out.push_str(&format!("{}{GAP}! {}\n", " ".repeat(widths[0]), printable(&wrong)));
        }
    }
    out
}

fn row(cells: &[&str], widths: &[usize]) -> String {
    let mut line = String::new();
    for (i, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let cell = fit(cell, *width);
        let blank = " ".repeat(width - cell.width().min(*width));
        // Record numbers stand to the right.
        line.push_str(&if i == 0 { format!("{blank}{cell}") } else { format!("{GAP}{cell}{blank}") });
    }
    format!("{}\n", line.trim_end())
}

/// One value a line.
fn listed(records: &[PreviewRecord<'_>], leaves: &[Vec<(String, String)>], width: usize) -> String {
    let number = "record".len();
    let longest = leaves.iter().flatten().map(|(path, _)| path.width()).max().unwrap_or(0);
    let path_width = longest.max("destination".len()).min(width / 2);
    let value_width = width.saturating_sub(number + path_width + 2 * GAP.len()).max(8);
    let widths = [number, path_width, value_width];
    let mut out = row(&["record", "destination", "value"], &widths);
    for (record, leaves) in records.iter().zip(leaves) {
        let label = record.record.to_string();
        let mut label = label.as_str();
        for (path, value) in leaves {
            out.push_str(&row(&[label, path, value], &widths));
            label = "";
        }
        if leaves.is_empty() {
            out.push_str(&row(&[label, "(nothing)"], &widths[..2]));
        }
        for wrong in wrongs(record) {
            out.push_str(&format!("{}{GAP}! {}\n", " ".repeat(number), printable(&wrong)));
        }
    }
    out
}

fn wrongs(record: &PreviewRecord<'_>) -> Vec<String> {
    let errors = record.errors.iter().filter(|e| !e.destination.is_empty());
    let place = |extent: Extent| match extent.start {
        Position { line: 1, column } => format!(" (column {column})"),
        Position { line, column } => format!(" (line {line}, column {column})"),
    };
    let errors = errors.map(|e| {
        let place = e.range.map(place).unwrap_or_default();
        format!("{} → {}: {}{place}", e.source, e.destination, e.message)
    });
    let reasons = record.reasons.iter().map(|reason| format!("rejected: {reason}"));
    errors.chain(reasons).collect()
}

/// Every value of a record that is no object, with its path.
fn leaves(data: &Datum<'_>) -> Vec<(String, String)> {
    fn go(value: &Datum<'_>, path: &str, out: &mut Vec<(String, String)>) {
        match value {
            Datum::Object(members) if !members.is_empty() => {
                for (key, value) in members.iter() {
                    let key = key.replace('.', "\\.");
                    let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                    go(value, &path, out);
                }
            }
            // A record without anything has no values.
            Datum::Object(_) if path.is_empty() => {}
            value => out.push((printable(path), printable(&value.to_string()))),
        }
    }
    let mut out = Vec::new();
    go(data, "", &mut out);
    out
}

/// A text without what would break lines or steer a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A text that takes no more than `width` columns, cut with `…`.
fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut end = 0;
    for (start, sign) in text.char_indices() {
        let next = start + sign.len_utf8();
        // Signs without a width could go on for ever.
        if text[..next].width() + 1 > width || next > 16 * (width + 1) {
            break;
        }
        end = next;
    }
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use preflow::mapping::Reason;
    use serde_json::{Value, json};

    fn record(number: u64, data: Value, reasons: &[&str]) -> PreviewRecord<'static> {
        let data = Datum::from(&data).into_owned();
        let reasons: Vec<_> = reasons.iter().map(|r| Reason::from((*r).to_owned())).collect();
        PreviewRecord {
            record: number,
            data,
            errors: Vec::new(),
            rejected: !reasons.is_empty(),
            reasons,
            guesses: Vec::new(),
            origins: Vec::new(),
            origins_left_out: 0,
        }
    }

    #[test]
    fn side_by_side_where_it_fits() {
        let table = records(
            &[
                record(1, json!({"name": {"first": "日本"}, "age": 3}), &[]),
                record(2, json!({"name": {"first": "👩‍🚀"}, "tags": ["a"]}), &["no `age`"]),
            ],
            60,
        );
        let expected = "\
record  name.first  age  tags
     1  \"日本\"      3
     2  \"👩‍🚀\"             [\"a\"]
        ! rejected: no `age`
";
        assert_eq!(table, expected);
    }

    #[test]
    fn one_value_a_line_where_it_does_not() {
        let long = "x".repeat(100);
        let data = json!({"a.b": {"c": long}, "list": [], "d": null});
        let table = records(&[record(1, data, &[]), record(2, json!({}), &[])], 40);
        let expected = "\
record  destination  value
     1  a\\.b.c       \"xxxxxxxxxxxxxxxxx…
        list         []
        d            null
     2  (nothing)
";
        assert_eq!(table, expected);
        assert!(table.lines().all(|line| line.width() <= 40));
    }

    #[test]
    fn cutting_counts_columns() {
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("abc", 3), "abc");
        let endless = "\u{301}".repeat(100_000) + "abcdefgh";
        assert!(fit(&endless, 4).len() < 200);
    }
}
