//! preflow in JavaScript: what the npm package exports. Text in, plain objects out.
//!
//! Nothing is decided here: texts are handed to the core and what it says is handed back. Objects are made by
//! `serde-wasm-bindgen`; where a value may hold numbers that JavaScript has not, or is large, its JSON text crosses
//! and JavaScript parses it, and the `…Text` functions give that text as the command prints it. The types that
//! TypeScript sees are those of the Rust types.

mod assist;
mod error;
mod evaluation;
mod file;
mod given;
mod mappings;
mod options;
mod writing;

use crate::check::Report;
use crate::diagnostic::Diagnostic;
use crate::import;
use crate::input::NoFiles;
use crate::preview::{self as previews, PreviewRun};
use crate::records::{self, Records};
use crate::render::{self, Checked, json as rendered};
use crate::text::Sources;
use crate::{functions as language, request, rules as published, spec, template};
use error::{Code, failure};
use given::{Given, word};
use js_sys::{JSON, JsString, Uint8Array};
use options::{CheckOptions, PreviewOptions, RequestOptions};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What a function answers, or an `Error` with a `code`.
type Answer<T> = Result<T, JsValue>;

/// A plain object.
fn object(value: &impl Serialize) -> Answer<JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|e| failure(Code::Internal, &e.to_string()))
}

/// A plain object by way of JSON text: for values whose numbers are what the user wrote, and for large ones.
fn parsed(text: &str) -> Answer<JsValue> {
    JSON::parse(text)
}

fn text(value: &impl Serialize) -> Answer<String> {
    serde_json::to_string(value).map_err(|e| failure(Code::Internal, &e.to_string()))
}

/// Finds mistakes in a dataflow document, a request body, curl commands, a tutorial or a Postman collection.
///
/// The same object as `preflow check --format json` prints.
#[wasm_bindgen(unchecked_return_type = "CheckReport")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let options = CheckOptions::read(options)?;
    let report = options.check(&Given::of(&document)?)?;
    object(&rendered::report(&[seen(&report)]))
}

/// The findings as text: `json`, `sarif` or `github`, byte for byte as `preflow check --format` prints them.
#[wasm_bindgen(js_name = checkText)]
pub fn check_text(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] format: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<String> {
    let format = word("the format", &format)?;
    let formats = render::Format::ALL;
    let format = formats.iter().find(|f| f.name() == format).ok_or_else(|| {
        let names: Vec<_> = formats.iter().map(|f| f.name()).collect();
        failure(
            Code::UnknownFormat,
            &format!("there is no format `{format}`; there are {}", names.join(", ")),
        )
    })?;
    let report = CheckOptions::read(options)?.check(&Given::of(&document)?)?;
    Ok(format.render(&[seen(&report)], &render::Options::default()))
}

fn seen(report: &Report) -> Checked<'_> {
    Checked { sources: &report.sources, diagnostics: &report.diagnostics, steps: report.steps() }
}

/// Maps sample records with the mapping set of a dataflow document, or with a mapping set.
///
/// Without records, the document's own samples are mapped.
#[wasm_bindgen(unchecked_return_type = "Preview")]
pub fn preview(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] mapping: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | Uint8Array | null")] records: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PreviewOptions")] options: JsValue,
) -> Answer<JsValue> {
    let options = PreviewOptions::read(options)?;
    let mut out = String::from("{\"records\":[");
    let mut is_first = true;
    let (summary, notes, clock) = run(&Given::of(&mapping)?, &records, &options, |record| {
        out.push_str(if is_first { "" } else { "," });
        is_first = false;
        record.write(&mut out);
    })?;
    out.push_str("],\"summary\":");
    out.push_str(&text(&summary)?);
    out.push_str(",\"notes\":");
    out.push_str(&notes);
    out.push_str(if clock { ",\"usedTheClock\":true}" } else { ",\"usedTheClock\":false}" });
    parsed(&out)
}

/// The mapped records as text, one JSON object a line: byte for byte what `preflow preview --format ndjson` prints.
/// The exact way for numbers that JavaScript has not.
#[wasm_bindgen(js_name = previewText)]
pub fn preview_text(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] mapping: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | Uint8Array | null")] records: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PreviewOptions")] options: JsValue,
) -> Answer<String> {
    lines(&mapping, &records, options)
}

/// The same as UTF-8: the fast way for many records, to a file or on to another worker.
#[wasm_bindgen(js_name = previewBytes)]
pub fn preview_bytes(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] mapping: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | Uint8Array | null")] records: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PreviewOptions")] options: JsValue,
) -> Answer<Uint8Array> {
    lines(&mapping, &records, options).map(|text| Uint8Array::from(text.as_bytes()))
}

/// The mapped records, one JSON object a line.
fn lines(mapping: &JsValue, records: &JsValue, options: JsValue) -> Answer<String> {
    let options = PreviewOptions::read(options)?;
    let mut out = String::new();
    run(&Given::of(mapping)?, records, &options, |record| {
        record.write(&mut out);
        out.push('\n');
    })?;
    Ok(out)
}

/// Runs a preview: its figures, its notes as JSON text, and whether it took the clock's time.
fn run(
    mapping: &Given,
    records: &JsValue,
    options: &PreviewOptions,
    mut each: impl FnMut(previews::PreviewRecord<'_>),
) -> Answer<(previews::Summary, String, bool)> {
    let report = options.check(mapping)?;
    let flow = previews::to_preview(&report.dataflows).ok_or_else(|| no_mapping_set(&report))?;
    let settings = options.run_options()?;
    let given = Given::optional(records)?;
    let mut preview: PreviewRun<'_> = match &given {
        None => previews::of(flow, &report.sources, options.files(), settings),
        Some(given) => previews::on(flow, opened(given, options)?, settings),
    }
    .map_err(|why| error::unavailable(&why))?;
    let mut wanted = |record: previews::PreviewRecord<'_>| {
        if options.wants(&record) {
            each(record);
        }
    };
    while preview.lend(&mut wanted).is_some() {}
    let notes = notes(&report.sources, &preview.diagnostics)?;
    Ok((preview.summary().clone(), notes, preview.used_the_clock() && options.takes_the_clock()))
}

fn opened<'r>(given: &'r Given, options: &PreviewOptions) -> Answer<Records<'r>> {
    records::open(given.bytes(), options.records_name(), options.select())
        .map_err(|why| failure(Code::UnreadableRecords, &why.to_string()))
}

fn no_mapping_set(report: &Report) -> JsValue {
    let why = report.diagnostics.first().map_or("there is no dataflow in it", |d| &d.message);
    failure(Code::NoMappingSet, &format!("there is nothing to preview: {why}"))
}

fn notes(sources: &Sources, diagnostics: &[Diagnostic]) -> Answer<String> {
    text(&rendered::report(&[Checked { sources, diagnostics, steps: 0 }]).diagnostics)
}

/// Maps the records of a file of any size as its bytes come, in memory that does not grow with it: JSON, NDJSON, CSV
/// or TSV. It gives the figures and the first records; the mapped records go to `options.onText`, as NDJSON.
#[wasm_bindgen(js_name = previewFile, unchecked_return_type = "FilePreview")]
pub async fn preview_file(
    #[wasm_bindgen(unchecked_param_type = "Blob")] file: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] mapping: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PreviewFileOptions")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "((progress: PreviewProgress) => void) | null")]
    on_progress: JsValue,
) -> Answer<JsValue> {
    let file = file.dyn_into().map_err(|_| failure(Code::BadArgument, "a file is a Blob or a File"))?;
    file::preview(file, &Given::of(&mapping)?, options, on_progress).await
}

/// The requests that create the dataflow, in the order they are sent: as `preflow requests --format json`.
#[wasm_bindgen(unchecked_return_type = "Request[]")]
pub fn requests(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
) -> Answer<JsValue> {
    parsed(&text(&RequestOptions::read(options)?.requests(&Given::of(&document)?)?)?)
}

/// The requests in a format, as `preflow requests --format` writes them. `formats().requests` lists the formats.
#[wasm_bindgen(js_name = requestsText)]
pub fn requests_text(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] format: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
) -> Answer<String> {
    let format = word("the format", &format)?;
    let format = request::FORMATS.iter().find(|f| f.name == format).ok_or_else(|| {
        let names: Vec<_> = request::FORMATS.iter().map(|f| f.name).collect();
        failure(
            Code::UnknownFormat,
            &format!("there is no format `{format}`; there are {}", names.join(", ")),
        )
    })?;
    let requests = RequestOptions::read(options)?.requests(&Given::of(&document)?)?;
    Ok((format.render)(&requests))
}

/// The value of an expression on a record, which is a JSON object or its text.
#[wasm_bindgen(unchecked_return_type = "Evaluation")]
pub fn evaluate(
    #[wasm_bindgen(unchecked_param_type = "string")] expression: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | object | null")] record: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "EvaluationOptions")] options: JsValue,
) -> Answer<JsValue> {
    evaluation::evaluate(&word("an expression", &expression)?, &record, options)
}

/// Makes one dataflow document of curl commands, a tutorial, a Postman collection, a body or an answer of Platform.
#[wasm_bindgen(js_name = importText, unchecked_return_type = "Imported")]
pub fn import_text(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string")] name: JsValue,
) -> Answer<JsValue> {
    let name = if name.is_undefined() { String::new() } else { word("the name", &name)? };
    let imported = import::import(&name, Given::of(&text)?.bytes(), &NoFiles);
    let checked = Checked { sources: &imported.sources, diagnostics: &imported.diagnostics, steps: 0 };
    let diagnostics = rendered::report(&[checked]).diagnostics;
    object(&Imported { document: imported.document.as_deref(), diagnostics })
}

/// What an import gives.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct Imported<'a> {
    /// The text of the dataflow document; `null` when there was no request to make one of.
    document: Option<&'a str>,
    /// What was not taken over as it is.
    #[tsify(type = "Diagnostic[]")]
    diagnostics: Vec<rendered::Finding<'a>>,
}

/// What `preview` gives.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is written as text; this declares its type")]
struct Preview {
    /// The mapped records, in order.
    #[tsify(type = "PreviewRecord[]")]
    records: (),
    /// The figures.
    #[tsify(type = "PreviewSummary")]
    summary: (),
    /// What limits the preview.
    #[tsify(type = "Diagnostic[]")]
    notes: (),
    /// Expressions took the time of the clock for now: another moment gives another preview, unless `now` is given.
    used_the_clock: bool,
}

/// The functions and methods an expression can call.
#[wasm_bindgen(unchecked_return_type = "FunctionDescription[]")]
pub fn functions() -> Answer<JsValue> {
    parsed(&text(&language::descriptions())?)
}

/// The connection specs and flow specs that are known.
#[wasm_bindgen(unchecked_return_type = "Catalogue")]
pub fn specs() -> Answer<JsValue> {
    parsed(&text(&spec::Catalogue::all())?)
}

/// What is looked for, and why.
#[wasm_bindgen(unchecked_return_type = "RuleDescription[]")]
pub fn rules() -> Answer<JsValue> {
    object(&published::descriptions())
}

/// What dataflow documents can begin from.
#[wasm_bindgen(unchecked_return_type = "TemplateDescription[]")]
pub fn templates() -> Answer<JsValue> {
    object(&template::descriptions())
}

/// The dataflow document of a template.
///
/// It throws an `Error` with the code `unknown-template` where there is none of that name.
#[wasm_bindgen(js_name = newDocument)]
pub fn new_document(#[wasm_bindgen(unchecked_param_type = "string")] template: JsValue) -> Answer<String> {
    let template = word("a template's name", &template)?;
    let found = template::find(&template);
    found
        .map(template::Template::document)
        .ok_or_else(|| failure(Code::UnknownTemplate, &format!("there is no template `{template}`")))
}

/// The JSON Schema of dataflow documents, for editors.
#[wasm_bindgen(js_name = documentSchema, unchecked_return_type = "Record<string, unknown>")]
pub fn document_schema() -> Answer<JsValue> {
    parsed(&text(&crate::schema::document_schema())?)
}

/// The formats that findings and requests can be written in.
#[wasm_bindgen(unchecked_return_type = "Formats")]
pub fn formats() -> Answer<JsValue> {
    let check = render::Format::ALL.iter().map(|f| Format { name: f.name(), about: f.about() }).collect();
    let requests = request::FORMATS
        .iter()
        .map(|f| RequestFormat { name: f.name, about: f.what, file: f.file })
        .collect();
    object(&Formats { check, requests })
}

/// The formats of texts.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct Formats {
    /// Those of `checkText`.
    check: Vec<Format>,
    /// Those of `requestsText`.
    requests: Vec<RequestFormat>,
}

/// A format of requests.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct RequestFormat {
    /// What `requestsText` takes.
    name: &'static str,
    /// What it gives.
    about: &'static str,
    /// What a file of it is called.
    file: &'static str,
}

/// A format.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct Format {
    /// What the functions take.
    name: &'static str,
    /// What it gives.
    about: &'static str,
}

/// The version of the package.
#[wasm_bindgen]
#[must_use]
pub fn version() -> JsString {
    env!("CARGO_PKG_VERSION").into()
}
