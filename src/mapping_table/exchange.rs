//! Mapping sets from elsewhere, and out again: JSON in every form that Platform writes, and tables in CSV.

use super::dialect::Dialect;
use super::{Sheet, kind, list};
use crate::check::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::input;
use crate::json::{self, Kind, Node};
use crate::mapping::{Mapping, MappingSet};
use crate::placeholder::Variables;
use crate::preview;
use crate::records;
use crate::steps::StepId;
use crate::text::{Excerpt, FileId, Place, Sources, Span};
use serde_json::{Map, Value, json};

/// The codes of what importing mappings says, which belong to no rule.
pub const CODES: &[&str] = &["mapping-left-out", "no-mappings", "mappings-not-read"];

/// A form that mappings are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An object with `mappings`, as in the body of a mapping set.
    Json,
    /// A line each: kind of source, source, destination path.
    Csv,
}

impl Format {
    /// Every form.
    pub const ALL: [Format; 2] = [Format::Json, Format::Csv];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
        }
    }
}

/// The columns of a table of mappings, each by the names it may have; the first is written.
const COLUMNS: [[&str; 3]; 3] = [
    ["sourceType", "type", "kind"],
    ["source", "sourceAttribute", "sourceField"],
    ["destination", "destinationXdmPath", "target"],
];

/// Mappings from elsewhere.
#[derive(Debug)]
pub struct ImportedMappings {
    /// The mappings, written as those of the document are.
    pub mappings: Vec<Value>,
    /// What could not be taken over.
    pub diagnostics: Vec<Diagnostic>,
    /// The text, which the diagnostics point into.
    pub sources: Sources,
}

/// Reads mappings: the body of a mapping set, an answer of Platform, an array of mappings, a dataflow document, or CSV with
/// a source and a destination in each line. They are written as the mappings of `into` are, where it has any.
///
/// ```
/// use preflow::mapping_table::import;
/// let imported = import("mappings.csv", b"source;destination\nupper(name);person.name.fullName\nid;_id\n", None);
/// assert_eq!(imported.mappings[0]["sourceType"], "EXPRESSION");
/// assert_eq!(imported.mappings[1]["source"], "id");
/// assert!(imported.diagnostics.is_empty());
/// ```
#[must_use]
pub fn import(name: &str, bytes: &[u8], into: Option<&Report>) -> ImportedMappings {
    let mut sources = Sources::default();
    let text = match input::decode(bytes) {
        Ok(text) => text,
        Err(error) => {
            let diagnostics = vec![input::unreadable(name, bytes, error, &mut sources)];
            return ImportedMappings { mappings: Vec::new(), diagnostics, sources };
        }
    };
    let file = sources.add(name, text.as_str());
    let mut out = ImportedMappings { mappings: Vec::new(), diagnostics: Vec::new(), sources };
    let flow = into.and_then(|report| preview::to_preview(&report.dataflows));
    let dialect =
        flow.map_or_else(|| Dialect::of(&MappingSet::default(), None), |flow| Sheet::of(flow).dialect);
    if text.trim_start().starts_with(['{', '[']) {
        out.json(file, &text, &dialect);
    } else {
        out.csv(file, &text, &dialect);
    }
    if out.mappings.is_empty() && out.diagnostics.is_empty() {
        out.say(
            "no-mappings",
            Severity::Warning,
            Place { file, span: Span::new(0, 0) },
            "there are no mappings in it",
        );
    }
    out
}

impl ImportedMappings {
    fn say(&mut self, code: &'static str, severity: Severity, place: Place, message: impl Into<String>) {
        debug_assert!(CODES.contains(&code), "{code}");
        self.diagnostics.push(Diagnostic {
            step: Some(StepId::MappingSet.name()),
            ..Diagnostic::new(code, severity, place, message)
        });
    }

    fn json(&mut self, file: FileId, text: &str, dialect: &Dialect) {
        let read = json::parse(&Excerpt::verbatim(text, 0), json::Dialect::Relaxed);
        if let Some(fault) = read.faults.first().filter(|_| !read.is_valid()) {
            let place = Place { file, span: fault.span };
            self.say(
                "mappings-not-read",
                Severity::Error,
                place,
                format!("it is not JSON here: {}", fault.message),
            );
        }
        let Some(root) = read.root else { return };
        let body = root
            .at(&format!("/steps/{}", StepId::MappingSet.name()))
            .or(root.at("/items/0").filter(|item| item.get("mappings").is_some()))
            .unwrap_or(&root);
        let set = MappingSet::read(body, &Variables::new());
        for (index, node) in list(body).items().iter().enumerate() {
            match set.mappings.iter().find(|m| m.index == index) {
                Some(mapping) => self.mappings.push(written(mapping, dialect)),
                None => {
                    let place = Place { file, span: node.span };
                    self.say(
                        "mapping-left-out",
                        Severity::Warning,
                        place,
                        "it names no source or no destination",
                    );
                }
            }
        }
    }

    fn csv(&mut self, file: FileId, text: &str, dialect: &Dialect) {
        let first = text.lines().next().unwrap_or_default();
        let is_header = |line: &str| {
            let words: Vec<String> = line.split([',', ';', '\t', '|']).map(unquoted).collect();
            [&COLUMNS[1], &COLUMNS[2]].iter().all(|names| words.iter().any(|w| is_named(w, *names)))
        };
        // Without a line of names the first two columns are source and destination.
        let has_header = is_header(first);
        let head = if has_header {
            String::new()
        } else {
            let delimiter =
                [',', ';', '\t', '|'].into_iter().max_by_key(|d| first.matches(*d).count()).unwrap_or(',');
            format!("{}{delimiter}{}\n", COLUMNS[1][0], COLUMNS[2][0])
        };
        let whole = Place { file, span: Span::new(0, 0) };
        let whole_text = head + text;
        let rows = match records::open(whole_text.as_bytes(), "mappings.csv", None) {
            Ok(rows) => rows,
            Err(why) => return self.say("mappings-not-read", Severity::Error, whole, why.to_string()),
        };
        for (number, row) in rows.owned().enumerate() {
            let number = number + 1;
            let row = match row {
                Ok(row) => row.to_value(),
                Err(why) => {
                    self.say(
                        "mapping-left-out",
                        Severity::Warning,
                        whole,
                        format!("row {number}: {}", why.message),
                    );
                    continue;
                }
            };
            let cell = |names: &[&str]| {
                let mut cells = row.as_object().into_iter().flatten();
                cells
                    .find(|(name, _)| is_named(name, names))
                    .and_then(|(_, v)| v.as_str())
                    .map(str::trim)
                    .unwrap_or_default()
            };
            let [kind, source, destination] =
                [&COLUMNS[0], &COLUMNS[1], &COLUMNS[2]].map(|names| cell(names));
            if source.is_empty() || destination.is_empty() {
                let message = format!("row {number} names no source or no destination");
                self.say("mapping-left-out", Severity::Warning, whole, message);
                continue;
            }
            let mut mapping = json!({"source": source, "destination": destination});
            if !kind.is_empty() {
                mapping["sourceType"] = kind.to_uppercase().into();
            }
            let body = node(&json!([mapping]));
            let read =
                body.map(|body| MappingSet::read(&body, &Variables::new()).mappings).unwrap_or_default();
            self.mappings.extend(read.iter().map(|mapping| written(mapping, dialect)));
        }
    }
}

fn node(value: &Value) -> Option<Node> {
    json::parse(&Excerpt::verbatim(&value.to_string(), 0), json::Dialect::Strict).root
}

fn unquoted(word: &str) -> String {
    word.trim().trim_matches('"').to_owned()
}

fn is_named(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| word.trim().eq_ignore_ascii_case(name))
}

/// A mapping in the way of a dialect.
fn written(mapping: &Mapping, dialect: &Dialect) -> Value {
    let source = match mapping.source.node.as_str() {
        Some(_) => mapping.source.text.clone().into(),
        None => mapping.source.node.to_value(),
    };
    dialect.mapping(kind(mapping), source, &mapping.destination.text)
}

/// The mappings of the dataflow of a text, in that form; none where it has no mapping set.
#[must_use]
pub fn export(report: &Report, format: Format) -> Option<String> {
    let flow = preview::to_preview(&report.dataflows)?;
    let (_, root) = flow.bodies(StepId::MappingSet).last()?;
    Some(match format {
        Format::Json => {
            let mut body = Map::new();
            let is_array = |node: &&Node| matches!(node.kind, Kind::Array(_));
            let mappings = Some(list(root)).filter(is_array).map_or_else(|| json!([]), Node::to_value);
            body.insert("mappings".to_owned(), mappings);
            format!("{:#}\n", Value::Object(body))
        }
        Format::Csv => {
            let mut out = COLUMNS.map(|names| names[0]).join(",") + "\n";
            // As they are written, placeholders included.
            for mapping in MappingSet::read(root, &Variables::new()).mappings {
                let cells = [kind(&mapping).spelt_like(""), &mapping.source.text, &mapping.destination.text];
                out.push_str(&cells.map(quoted).join(","));
                out.push('\n');
            }
            out
        }
    })
}

/// A cell of CSV.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r', ';', '\t', '|']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
