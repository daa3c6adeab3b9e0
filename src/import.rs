//! Import: whatever requests a text holds become one dataflow document.
//!
//! The readers of [`input`](crate::input) have made exchanges of the text; here the exchanges that create something
//! are chosen (`chain`), their bodies kept as they were written (`body`), the ids that one hands to the next
//! replaced by placeholders (`ids`), secrets left out (`secrets`), and all of it written down (`document`).
//! What Platform answers to a `GET` becomes the body that would create it (`answer`). Whatever could not be taken
//! over as it is, is told in a diagnostic; nothing is judged here, that is for the check.

mod answer;
mod body;
mod chain;
mod document;
mod gather;
mod ids;
mod left_out;
mod notes;
mod secrets;
mod variables;

pub use notes::CODES;
pub(crate) use secrets::is_secret;

use crate::diagnostic::Diagnostic;
use crate::input::Files;
use crate::text::Sources;
use gather::Gathered;
use notes::Notes;

/// One of the texts to import.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name; may be empty. What the text is, is told by its content where the name does not tell.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What an import gives.
#[derive(Debug)]
pub struct Imported {
    /// The text of the dataflow document; none when there was no request to make one of.
    pub document: Option<String>,
    /// What was not taken over as it is, in the order of the inputs.
    pub diagnostics: Vec<Diagnostic>,
    /// The inputs and the files they name, which the diagnostics point into.
    pub sources: Sources,
}

/// Makes a dataflow document of one text.
///
/// ```
/// use preflow::{import::import, input::NoFiles};
/// let page = r#"Create the source connection:
///
/// curl -X POST https://platform.adobe.io/data/foundation/flowservice/sourceConnections \
///   -d '{"name": "Contacts", "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}'
///
/// {"id": "9a603322-19d2-4de9-89c6-c98bd54eb184"}
///
/// Then the flow:
///
/// curl -X POST https://platform.adobe.io/data/foundation/flowservice/flows \
///   -d '{"name": "Flow", "sourceConnectionIds": ["9a603322-19d2-4de9-89c6-c98bd54eb184"]}'
/// "#;
/// let imported = import("", page.as_bytes(), &NoFiles);
/// let document = imported.document.unwrap();
/// assert!(document.contains(r#""sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"]"#));
/// assert!(document.contains(r#""sourceConnection": {"name": "Contacts""#));
/// assert!(imported.diagnostics.is_empty());
/// ```
#[must_use]
pub fn import(name: &str, bytes: &[u8], files: &dyn Files) -> Imported {
    import_all(&[Input { name, bytes }], files)
}

/// Makes one dataflow document of several texts, such as a file for each body.
///
/// ```
/// use preflow::{import::{Input, import_all}, input::NoFiles};
/// let schema = br#"{"type": "object", "title": "Contacts", "allOf": [{"$ref": "https://ns.adobe.com/xdm/context/profile"}]}"#;
/// let dataset = br#"{"name": "Contacts", "schemaRef": {"id": "{SCHEMA_ID}", "contentType": "application/vnd.adobe.xed+json;version=1"}}"#;
/// let inputs = [Input { name: "dataset.json", bytes: dataset }, Input { name: "schema.json", bytes: schema }];
/// let document = import_all(&inputs, &NoFiles).document.unwrap();
/// assert!(document.find("\"targetSchema\"") < document.find("\"dataset\""));
/// ```
#[must_use]
pub fn import_all(inputs: &[Input<'_>], files: &dyn Files) -> Imported {
    let mut sources = Sources::default();
    let mut notes = Notes::default();
    let gathered = gather::gather(inputs, files, &mut sources, &mut notes);
    let document = if let Some(file) = gathered.sole_document() {
        Some(document::cleaned(file, &gathered, &sources, &mut notes))
    } else {
        assembled(gathered, &sources, &mut notes)
    };
    Imported { document, diagnostics: notes.into_sorted(), sources }
}

/// A document put together from what was gathered.
fn assembled(mut gathered: Gathered, sources: &Sources, notes: &mut Notes) -> Option<String> {
    let candidates = std::mem::take(&mut gathered.candidates);
    let mut steps = chain::choose(candidates, notes);
    if steps.is_empty() && gathered.extras.is_empty() {
        return None;
    }
    ids::link(&mut steps, notes);
    secrets::hide(&mut steps, notes);
    let variables = variables::of(&steps, &gathered, notes);
    let text = document::written(&steps, &gathered, &variables);
    document::prove(&text, &steps, sources, notes);
    Some(text)
}
