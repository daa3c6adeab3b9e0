//! The findings as workflow commands, which GitHub Actions shows beside the changed lines.

use super::{Checked, Options, Range, file_name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Sources;

pub(super) fn render(files: &[Checked<'_>], _: &Options) -> String {
    files.iter().flat_map(|f| f.diagnostics.iter().map(|d| command(f.sources, d))).collect()
}

fn command(sources: &Sources, d: &Diagnostic) -> String {
    let kind = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let Range { start, end } = Range::of(sources, d.place);
    let mut properties = format!(
        "file={},line={},endLine={},col={}",
        property(file_name(sources, d.place)),
        start.line,
        end.line,
        start.column
    );
    // A column to end at has a meaning only on the line of the first one.
    if start.line == end.line && start.column < end.column {
        properties.push_str(&format!(",endColumn={}", end.column));
    }
    let title = d.rule.map_or(d.code.to_owned(), |rule| format!("{} ({rule})", d.code));
    let mut text = d.message.clone();
    if let Some(help) = &d.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    for related in &d.related {
        let at = Range::of(sources, related.place).start;
        let name = file_name(sources, related.place);
        text.push_str(&format!("\nsee {name}:{}:{}: {}", at.line, at.column, related.message));
    }
    format!("::{kind} {properties},title={}::{}\n", property(&title), data(&text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
