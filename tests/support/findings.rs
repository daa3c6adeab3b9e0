//! What the expectations of cases hold: a report as lines.

use preflow::check::Report;
use preflow::text::Place;
use std::fmt::Write as _;

/// All that a report says, in lines.
pub fn findings(report: &Report) -> String {
    let at = |place: Place| {
        let file = report.sources.get(place.file);
        let other = if place.file.0 == 0 { String::new() } else { format!("{}:", file.name) };
        let (start, end) = (file.position(place.span.start), file.position(place.span.end));
        let end = if start.line == end.line {
            end.column.to_string()
        } else {
            format!("{}:{}", end.line, end.column)
        };
        format!("{other}{}:{}-{end}", start.line, start.column)
    };
    let mut out = String::new();
    for d in &report.diagnostics {
        let rule = d.rule.map(|r| format!(" {r}")).unwrap_or_default();
        let _ = writeln!(out, "{} {} {}{rule}: {}", at(d.place), d.severity.name(), d.code, d.message);
        for related in &d.related {
            let _ = writeln!(out, "    see {} {}", at(related.place), related.message);
        }
        if let Some(help) = &d.help {
            let _ = writeln!(out, "    help: {help}");
        }
        for edit in &d.fix {
            let place = Place { file: d.place.file, span: edit.span };
            let _ = writeln!(out, "    fix: {} {:?}", at(place), edit.text);
        }
    }
    if out.is_empty() {
        out.push_str("nothing\n");
    }
    out
}
