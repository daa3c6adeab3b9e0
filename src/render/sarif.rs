//! The findings as SARIF 2.1.0, which code scanning services read. The structs are the part of the format that is
//! written, and nothing more.

use super::{Checked, Options, Range, file_name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Edit;
use crate::rules;
use crate::text::{Place, Sources};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<ReportingDescriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<RuleProperties>,
}

#[derive(Serialize)]
struct RuleProperties {
    number: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fully_qualified_name: Option<&'a str>,
}

#[derive(Clone, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Message<'a>,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

pub(super) fn render(files: &[Checked<'_>], _: &Options) -> String {
    let mut rules = Rules::published();
    let mut results = Vec::new();
    for file in files {
        results.extend(file.diagnostics.iter().map(|d| result(file.sources, d, rules.index(d.code))));
    }
    let driver = Driver {
        name: "preflow",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.list,
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    let mut text = serde_json::to_string(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// The table of rules: the published ones, then what else was found.
struct Rules {
    list: Vec<ReportingDescriptor>,
    by_code: BTreeMap<&'static str, usize>,
}

impl Rules {
    fn published() -> Self {
        let mut rules = Rules { list: Vec::new(), by_code: BTreeMap::new() };
        for rule in rules::all() {
            rules.add(ReportingDescriptor {
                id: rule.code,
                short_description: Some(message(rule.what)),
                full_description: Some(message(rule.why)),
                help: Some(message(rule.remedy)),
                default_configuration: Some(Configuration { level: level(rule.severity) }),
                properties: rule.number().map(|number| RuleProperties { number }),
            });
        }
        rules
    }

    fn add(&mut self, descriptor: ReportingDescriptor) -> usize {
        let next = self.list.len();
        let index = *self.by_code.entry(descriptor.id).or_insert(next);
        if index == next {
            self.list.push(descriptor);
        }
        index
    }

    fn index(&mut self, id: &'static str) -> usize {
        self.add(ReportingDescriptor {
            id,
            short_description: None,
            full_description: None,
            help: None,
            default_configuration: None,
            properties: None,
        })
    }
}

fn result<'a>(sources: &'a Sources, d: &'a Diagnostic, rule_index: usize) -> Result<'a> {
    let text = match &d.help {
        Some(help) => format!("{}\nhelp: {help}", d.message).into(),
        None => d.message.as_str().into(),
    };
    let mut here = location(sources, d.place);
    here.logical_locations = logical(d.step, d.pointer.as_deref());
    let related = d.related.iter().enumerate().map(|(i, r)| Location {
        id: Some(i + 1),
        message: Some(message(&r.message)),
        logical_locations: logical(None, r.pointer.as_deref()),
        ..location(sources, r.place)
    });
    Result {
        rule_id: d.code,
        rule_index,
        level: level(d.severity),
        message: Message { text },
        locations: [here],
        related_locations: related.collect(),
        fixes: fix(sources, d).into_iter().collect(),
    }
}

fn fix<'a>(sources: &'a Sources, d: &'a Diagnostic) -> Option<Fix<'a>> {
    if d.fix.is_empty() {
        return None;
    }
    let replacement = |edit: &'a Edit| Replacement {
        deleted_region: region(sources, Place { file: d.place.file, span: edit.span }),
        inserted_content: message(&edit.text),
    };
    let mut edits: Vec<&Edit> = d.fix.iter().collect();
    edits.sort_by_key(|e| (e.span.start, e.span.end));
    Some(Fix {
        description: message(d.help.as_deref().unwrap_or(&d.message)),
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(sources, d.place),
            replacements: edits.into_iter().map(replacement).collect(),
        }],
    })
}

fn location<'a>(sources: &Sources, place: Place) -> Location<'a> {
    let physical_location =
        PhysicalLocation { artifact_location: artifact(sources, place), region: region(sources, place) };
    Location { id: None, physical_location, logical_locations: Vec::new(), message: None }
}

fn logical<'a>(name: Option<&'a str>, pointer: Option<&'a str>) -> Vec<LogicalLocation<'a>> {
    if name.is_none() && pointer.is_none() {
        return Vec::new();
    }
    vec![LogicalLocation { name, fully_qualified_name: pointer }]
}

fn artifact(sources: &Sources, place: Place) -> ArtifactLocation {
    ArtifactLocation { uri: uri(file_name(sources, place)) }
}

fn region(sources: &Sources, place: Place) -> Region {
    let Range { start, end } = Range::of(sources, place);
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

fn message(text: &str) -> Message<'_> {
    Message { text: text.into() }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A file name as a URI reference.
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let mut uri = String::with_capacity(name.len());
    if name.starts_with('/') {
        uri.push_str("file://");
    } else if name.get(1..3) == Some(":/") {
        uri.push_str("file:///");
    }
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte as char);
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn file_names_become_uri_references() {
        assert_eq!(super::uri("a b/ü.json"), "a%20b/%C3%BC.json");
        assert_eq!(super::uri("/tmp/a.json"), "file:///tmp/a.json");
        assert_eq!(super::uri(r"C:\x.json"), "file:///C%3A/x.json");
        assert_eq!(super::uri("a:b.json"), "a%3Ab.json");
    }
}
