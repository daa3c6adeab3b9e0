//! The text of the document.

use super::body::indented;
use super::gather::{Candidate, Gathered, quoted, start};
use super::notes::Notes;
use super::secrets;
use crate::diagnostic::Severity;
use crate::edit::{Change, edit};
use crate::fix;
use crate::json::{self, Dialect, Edit, Pointer};
use crate::placeholder::Variables;
use crate::schema::DOCUMENT_SCHEMA;
use crate::text::{Excerpt, FileId, Place, Sources};

/// Writes a document.
pub(super) fn written(steps: &[Candidate], gathered: &Gathered, variables: &Variables) -> String {
    let mut members = vec![("$schema", quoted(DOCUMENT_SCHEMA))];
    let of_body = || steps.iter().rev().find_map(|s| s.json.root.get("name")?.as_str());
    if let Some(name) = gathered.name.as_deref().or_else(of_body) {
        members.push(("name", quoted(name)));
    }
    let carried = |key: &'static str| {
        gathered.extras.iter().filter(move |(k, _)| *k == key).map(|(k, value)| (*k, indented(value, "  ")))
    };
    members.extend(carried("description"));
    if !variables.is_empty() {
        members.push(("variables", object(variables.iter().map(|(k, v)| (k.as_str(), quoted(v))), "  ")));
    }
    members.extend(gathered.flow_spec.as_ref().map(|spec| ("flowSpec", indented(spec, "  "))));
    let bodies = steps.iter().map(|s| (s.step.name, indented(&s.json.text, "    ")));
    members.push(("steps", object(bodies, "  ")));
    members.extend(carried("targetSchema").chain(carried("samples")));
    object(members.into_iter(), "") + "\n"
}

/// An object of members that are JSON already, its closing bracket at `indent`.
fn object<'k>(members: impl Iterator<Item = (&'k str, String)>, indent: &str) -> String {
    let lines: Vec<String> =
        members.map(|(key, value)| format!("{indent}  {}: {value}", quoted(key))).collect();
    if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{}\n{indent}}}", lines.join(",\n")) }
}

/// Says if what was written cannot be read again, such as where bodies nest to the limit.
pub(super) fn prove(text: &str, steps: &[Candidate], sources: &Sources, notes: &mut Notes) {
    let document = json::parse(&Excerpt::verbatim(text, 0), Dialect::Relaxed);
    if let Some(fault) = document.faults.first().filter(|_| !document.is_valid()) {
        let place = steps.first().map_or_else(Place::default, |s| s.place);
        let name = &sources.get(place.file).name;
        let message = format!("the document made of {name} is not JSON: {}", fault.message);
        notes.say("body-not-json", Severity::Error, place, message);
    }
}

/// A document that is one already: as it is, apart from secrets.
pub(super) fn cleaned(file: FileId, gathered: &Gathered, sources: &Sources, notes: &mut Notes) -> String {
    let text = &sources.get(file).text;
    let mut edits: Vec<Edit> = Vec::new();
    for flow in &gathered.documents {
        for fault in &flow.document_faults {
            let message = format!("the document is not JSON here: {}", fault.message);
            notes.say("body-not-json", Severity::Error, Place { file, span: fault.span }, message);
        }
        for exchange in &flow.exchanges {
            let root = exchange.body.as_ref().and_then(|b| b.root.as_ref());
            let Some((step, root)) = exchange.step.zip(root) else { continue };
            let found = secrets::of(step.step(), root);
            secrets::tell(step.step(), &found, exchange.place, notes);
            edits.extend(secrets::edits(root, &found));
        }
    }
    edits.sort_by_key(|e| e.span);
    let text = fix::apply(text, &edits.iter().collect::<Vec<_>>()).unwrap_or_else(|| text.clone());
    without_values(text, file, gathered, notes)
}

/// A document without the values of placeholders that stand for secrets.
fn without_values(text: String, file: FileId, gathered: &Gathered, notes: &mut Notes) -> String {
    let variables = gathered.documents.iter().flat_map(|flow| &flow.variables);
    let secret = variables.filter(|(name, value)| !value.is_empty() && secrets::is_secret(name, ""));
    let mut changes: Vec<Change> = Vec::new();
    for (name, _) in secret {
        let mut pointer = Pointer::default();
        pointer.push_key("variables");
        pointer.push_key(name);
        changes.push(Change::remove(pointer.as_str()));
        let message = format!("the value of `{{{name}}}` is a secret; the document is without it");
        notes
            .say("secret-replaced", Severity::Info, start(Place { file, ..Place::default() }), message)
            .pointer(pointer.as_str());
    }
    let edits = edit(&text, &changes).unwrap_or_default();
    fix::apply(&text, &edits.iter().collect::<Vec<_>>()).unwrap_or(text)
}
