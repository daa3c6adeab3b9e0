//! The mapping set of a dataflow as a table to work on: its mappings, the tree of the target schema, the fields of the
//! sample records, and what could be mapped next. Mapping sets go in and out here too.
//!
//! Nothing is judged here: findings are those of the check, what is required is what the rules miss.

mod dialect;
mod exchange;
mod suggest;
mod tree;

pub use exchange::{CODES, Format, ImportedMappings, export, import};
pub use suggest::{Suggestion, SuggestionKind};
pub use tree::{TargetField, TargetTree, below};

use crate::assist::fields::{self, Field};
use crate::check::Report;
use crate::dataflow::{Body, Dataflow, Origin};
use crate::diagnostic::{Diagnostic, Severity};
use crate::expr;
use crate::input::Files;
use crate::json::Node;
use crate::mapping::{At, Mapping, MappingSet, Path, SourceKind, SourceType, TargetSchema};
use crate::preview;
use crate::rules;
use crate::steps::StepId;
use crate::text::FileId;
use dialect::Dialect;
use serde::Serialize;
use serde_json::Value;

/// A mapping set and all around it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct MappingTable {
    /// The JSON pointer of the array of mappings in the text; null where the text is no document and no body.
    pub pointer: Option<String>,
    /// Is the array there?
    pub is_written: bool,
    /// The keys that its mappings use.
    #[cfg_attr(feature = "wasm", tsify(type = "MappingKeys"))]
    pub keys: Dialect,
    /// Its mappings, in order.
    pub mappings: Vec<MappingRow>,
    /// The fields of the target schema; null where there is none.
    pub target: Option<TargetTree>,
    /// The fields of the sample records, and the columns that the source connection lists.
    pub fields: Vec<SourceField>,
    /// How many records they were looked for in.
    pub records: usize,
    /// What could be mapped next, the likeliest first.
    pub suggestions: Vec<Suggestion>,
    /// A mapping with nothing in it yet.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub new_mapping: Value,
}

/// A mapping.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct MappingRow {
    /// Its number in the array, from 0.
    pub index: usize,
    /// Its JSON pointer in the text; null where that of the array is.
    pub pointer: Option<String>,
    /// How its source is understood; null where it has none.
    #[cfg_attr(feature = "wasm", tsify(type = "\"ATTRIBUTE\" | \"EXPRESSION\" | \"STATIC\" | null"))]
    pub kind: Option<&'static str>,
    /// The source, as it is written.
    pub source: String,
    /// The destination path, as it is written.
    pub destination: String,
    /// Where it starts in the text; 0 when it is in a file that the text names.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The source fields that it reads.
    pub reads: Vec<String>,
    /// The type of the destination, in a few words; null where nobody knows.
    pub target_type: Option<&'static str>,
    /// Does the target schema require the destination?
    pub is_required: bool,
    /// What a check says of it.
    pub findings: Vec<MappingFinding>,
}

/// What a check says of a mapping.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct MappingFinding {
    /// Names the fault.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found and what was expected.
    pub message: String,
    /// The change to make.
    pub help: Option<String>,
}

/// A field of the source.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SourceField {
    /// The way to it.
    pub path: String,
    /// The types it was seen with.
    pub types: Vec<&'static str>,
    /// A value of it, as JSON text; shortened where it is long.
    pub example: Option<String>,
    /// In how many records it has a value.
    pub filled: usize,
    /// Does a mapping read it, or something it is in?
    pub is_used: bool,
}

/// What the parts of the table are made from.
struct Sheet<'r> {
    flow: &'r Dataflow,
    set: MappingSet,
    target: Option<TargetSchema>,
    dialect: Dialect,
    /// The destinations, spelled out and with `[*]` for every number, beside their mappings.
    destinations: Vec<(Path, usize)>,
}

impl<'r> Sheet<'r> {
    fn of(flow: &'r Dataflow) -> Sheet<'r> {
        let set = preview::mapping_set(flow).map(|(.., set)| set).unwrap_or_default();
        let target = flow.target_schema.as_ref().map(|part| TargetSchema::new(&part.node.to_value()));
        let spelled = |m: &Mapping| {
            tree::any_element(&match &target {
                Some(target) => target.spelled_out(&m.destination_path),
                None => m.destination_path.clone(),
            })
        };
        let usable = set.mappings.iter().filter(|m| m.is_usable());
        let destinations = usable.map(|m| (spelled(m), m.index)).collect();
        let body = flow.bodies(StepId::MappingSet).last().map(|(_, root)| root);
        Sheet { flow, dialect: Dialect::of(&set, body), destinations, set, target }
    }
}

/// The table of the dataflow of a text that has been checked; none where there is no dataflow.
///
/// ```
/// use preflow::{check::{check, Options}, input::NoFiles, mapping_table};
/// let document = r#"{"steps": {"mappingSet": {"mappings": [
///     {"sourceType": "EXPRESSION", "source": "upper(last_name)", "destination": "person.name.lastName"}]}},
///     "targetSchema": {"properties": {"person": {"properties": {"name": {"properties": {
///         "firstName": {"type": "string"}, "lastName": {"type": "string"}}}}}}},
///     "samples": {"records": [{"first_name": "Ada", "last_name": "Lovelace"}]}}"#;
/// let report = check("a.dataflow.json", document.as_bytes(), &NoFiles, &Options::default());
/// let table = mapping_table::of(&report, &NoFiles).unwrap();
/// assert_eq!(table.mappings[0].reads, ["last_name"]);
/// assert_eq!(table.suggestions[0].destination, "person.name.firstName");
/// assert_eq!(table.suggestions[0].source.as_deref(), Some("first_name"));
/// ```
#[must_use]
pub fn of(report: &Report, files: &dyn Files) -> Option<MappingTable> {
    let flow = preview::to_preview(&report.dataflows)?;
    let sheet = Sheet::of(flow);
    let body = flow.bodies(StepId::MappingSet).last();
    let (fields, records) = fields::of(flow, &report.sources, files);
    let pointer = pointer(flow, body.map(|(_, root)| root));
    let mappings: Vec<MappingRow> = body.map_or_else(Vec::new, |(body, root)| {
        let items = list(root).items().iter().enumerate();
        items.map(|(i, node)| sheet.row(i, node, body, pointer.as_deref(), &report.diagnostics)).collect()
    });
    let reads: Vec<Path> = mappings.iter().flat_map(|m| &m.reads).map(|path| Path::parse(path).0).collect();
    let suggestions = suggest::suggestions(&sheet, &fields, &reads);
    Some(MappingTable {
        is_written: body.is_some_and(|(_, root)| matches!(list(root).kind, crate::json::Kind::Array(_))),
        pointer,
        mappings,
        target: sheet.target.as_ref().map(|target| tree::of(target, &sheet.destinations)),
        fields: fields.iter().map(|field| source_field(field, &reads)).collect(),
        records,
        suggestions,
        new_mapping: sheet.dialect.mapping(SourceType::Attribute, "".into(), ""),
        keys: sheet.dialect,
    })
}

/// The array of mappings in a body: what [`MappingSet::read`] reads.
fn list(root: &Node) -> &Node {
    root.get("mappings").unwrap_or(root)
}

fn pointer(flow: &Dataflow, body: Option<&Node>) -> Option<String> {
    let within =
        if body.is_none_or(|b| b.get("mappings").is_some() || b.is_object()) { "/mappings" } else { "" };
    match flow.origin {
        Origin::Document => Some(format!("/steps/{}{within}", StepId::MappingSet.name())),
        Origin::Body if body.is_some() => Some(within.to_owned()),
        _ => None,
    }
}

impl Sheet<'_> {
    fn row(
        &self,
        index: usize,
        node: &Node,
        body: &Body,
        array: Option<&str>,
        diagnostics: &[Diagnostic],
    ) -> MappingRow {
        let mapping = self.set.mappings.iter().find(|m| m.index == index);
        let written = |keys: [&str; 2]| {
            keys.iter().find_map(|key| node.get(key)?.as_str()).unwrap_or_default().to_owned()
        };
        let text = |entry: fn(&Mapping) -> &crate::mapping::Entry| {
            let entry = entry(mapping?);
            Some(entry.node.as_str().map_or_else(|| entry.text.clone(), str::to_owned))
        };
        let span = node.span.range();
        let is_here = body.file == FileId::default();
        let holds = |d: &&Diagnostic| {
            let place = d.place.span.range();
            d.place.file == body.file && span.start <= place.start && place.end <= span.end
        };
        let finding = |d: &Diagnostic| MappingFinding {
            code: d.code,
            severity: d.severity,
            message: d.message.clone(),
            help: d.help.clone(),
        };
        let at = self.at(index);
        MappingRow {
            index,
            pointer: array.map(|array| format!("{array}/{index}")),
            kind: mapping.map(|m| kind(m).spelt_like("")),
            source: text(|m| &m.source).unwrap_or_else(|| written(["source", "sourceAttribute"])),
            destination: text(|m| &m.destination)
                .unwrap_or_else(|| written(["destination", "destinationXdmPath"])),
            start: if is_here { span.start } else { 0 },
            end: if is_here { span.end } else { 0 },
            reads: mapping.map(reads).unwrap_or_default(),
            target_type: at.map(|(title, _)| title),
            is_required: at.is_some_and(|(_, is_required)| is_required),
            findings: diagnostics.iter().filter(holds).map(finding).collect(),
        }
    }

    /// The type of a mapping's destination, and whether it is required.
    fn at(&self, index: usize) -> Option<(&'static str, bool)> {
        let target = self.target.as_ref()?;
        let (path, _) = self.destinations.iter().find(|(_, of)| *of == index)?;
        let At::Found(id) = target.at(path) else { return None };
        let (last, above) = path.segments.split_last()?;
        let At::Found(parent) = target.at(&Path { segments: above.to_vec() }) else { return None };
        let is_required =
            last.name().is_some_and(|name| target.shape(parent).required.iter().any(|r| **r == *name));
        Some((target.shape(id).kind.title(), is_required))
    }

    /// The destinations that no mapping writes although they are required.
    fn missing(&self) -> Vec<String> {
        rules::unmapped(self.flow, &self.set, self.target.as_ref())
    }
}

/// How the source of a mapping is to be understood: as it is said, or else as it looks.
fn kind(mapping: &Mapping) -> SourceType {
    let said = mapping.source_type.as_ref().and_then(|said| SourceType::of(&said.text));
    said.unwrap_or(match mapping.kind {
        SourceKind::Attribute(_) => SourceType::Attribute,
        SourceKind::Expression => SourceType::Expression,
        SourceKind::Static(_) => SourceType::Static,
    })
}

fn reads(mapping: &Mapping) -> Vec<String> {
    match &mapping.kind {
        SourceKind::Attribute(path) if path.segments.is_empty() => Vec::new(),
        SourceKind::Attribute(path) => vec![path.to_string()],
        SourceKind::Expression => expr::reads(&mapping.source.text),
        SourceKind::Static(_) => Vec::new(),
    }
}

fn source_field(field: &Field, reads: &[Path]) -> SourceField {
    let here = tree::any_element(&field.path);
    SourceField {
        path: field.path.to_string(),
        types: field.types.clone(),
        example: field.example.clone(),
        filled: field.filled,
        is_used: reads.iter().any(|read| here.is_within(&tree::any_element(read))),
    }
}
