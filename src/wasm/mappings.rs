//! The mapping set as a table, and mapping sets in and out.

use super::error::{Code, failure};
use super::given::{Given, word};
use super::options::CheckOptions;
use super::{Answer, Checked, no_mapping_set, parsed, rendered, text};
use crate::check::Report;
use crate::mapping_table::{self, Format};
use crate::text::{FileId, Utf16};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The mappings of a dataflow beside the fields of its target schema and of its sample records, and what could be mapped
/// next. Offsets count UTF-16 units of the text.
#[wasm_bindgen(js_name = mappingTable, unchecked_return_type = "MappingTable")]
pub fn mapping_table(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let (report, options) = checked(&document, options)?;
    let mut table = mapping_table::of(&report, options.files()).ok_or_else(|| no_mapping_set(&report))?;
    let units = Utf16::of(&report.sources.get(FileId::default()).text);
    for mapping in &mut table.mappings {
        (mapping.start, mapping.end) = (units.unit(mapping.start), units.unit(mapping.end));
    }
    parsed(&text(&table)?)
}

/// The fields in a field of the target schema, for those that `mappingTable` does not tell; `null` where there is no such
/// field.
#[wasm_bindgen(js_name = targetFields, unchecked_return_type = "TargetTree | null")]
pub fn target_fields(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] path: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let path = word("a path", &path)?;
    let (report, _) = checked(&document, options)?;
    parsed(&text(&mapping_table::below(&report, &path))?)
}

/// Reads mappings from the body of a mapping set, an answer of Platform, an array of mappings, a dataflow document or CSV.
/// They are written as the mappings of the document are, where one is given.
#[wasm_bindgen(js_name = importMappings, unchecked_return_type = "ImportedMappings")]
pub fn import_mappings(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | Uint8Array | null")] document: JsValue,
) -> Answer<JsValue> {
    let given = Given::of(&text)?;
    let report = match Given::optional(&document)? {
        Some(document) => Some(CheckOptions::default().check(&document)?),
        None => None,
    };
    let imported = mapping_table::import("mappings", given.bytes(), report.as_ref());
    let checked = Checked { sources: &imported.sources, diagnostics: &imported.diagnostics, steps: 0 };
    let diagnostics = rendered::report(&[checked]).diagnostics;
    parsed(&super::text(&ImportedMappings { mappings: &imported.mappings, diagnostics })?)
}

/// The mappings of a document: `json`, an object with `mappings`, or `csv`, a line each.
#[wasm_bindgen(js_name = exportMappings)]
pub fn export_mappings(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "\"json\" | \"csv\"")] format: JsValue,
) -> Answer<String> {
    let name = word("the format", &format)?;
    let format = Format::ALL.into_iter().find(|f| f.name() == name).ok_or_else(|| {
        let names = Format::ALL.map(Format::name).join(", ");
        failure(Code::UnknownFormat, &format!("there is no format `{name}`; there are {names}"))
    })?;
    let report = CheckOptions::default().check(&Given::of(&document)?)?;
    mapping_table::export(&report, format).ok_or_else(|| no_mapping_set(&report))
}

fn checked(document: &JsValue, options: JsValue) -> Answer<(Report, CheckOptions)> {
    let options = CheckOptions::read(options)?;
    let report = options.check(&Given::of(document)?)?;
    Ok((report, options))
}

/// Mappings from elsewhere.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct ImportedMappings<'a> {
    /// The mappings, written as those of the document are.
    #[tsify(type = "unknown[]")]
    mappings: &'a [serde_json::Value],
    /// What could not be taken over.
    #[tsify(type = "Diagnostic[]")]
    diagnostics: Vec<rendered::Finding<'a>>,
}
