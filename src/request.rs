//! The requests that create a dataflow, built and never sent: one [`Request`] a step, in the order they are sent.
//!
//! A request's body is the user's text, byte for byte, apart from the placeholders that were given a value.
//! Everything a format needs is in the model; a format ([`FORMATS`]) only writes it down.
//!
//! ```
//! use preflow::{input::{self, NoFiles}, request::{self, Options}, text::Sources};
//! let mut sources = Sources::default();
//! let file = sources.add("a.dataflow.json", r#"{"steps": {
//!     "sourceConnection": {"name": "Contacts of {TEAM}"},
//!     "flow": {"sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"]}}}"#);
//! let read = input::read(file, &mut sources, &NoFiles);
//! let set = [("TEAM".to_owned(), "\"A\"".to_owned())].into();
//! let requests = request::requests(&read.dataflows[0], &Options { set, ..Options::default() });
//! assert_eq!(requests[0].url(), "https://platform.adobe.io/data/foundation/flowservice/sourceConnections");
//! assert_eq!(requests[0].body_text().as_deref(), Some(r#"{"name": "Contacts of \"A\""}"#));
//! assert_eq!(requests[0].captures[0], ("SOURCE_CONNECTION_ID", "$.id"));
//! let needed = request::needed(&requests);
//! assert_eq!(needed, ["ACCESS_TOKEN", "API_KEY", "ORG_ID", "SANDBOX_NAME"]);
//! ```

mod build;
mod fill;
mod inlet;
mod shell;
mod variables;

pub(crate) use build::{HEADERS, placeholders};
pub use build::{Options, PLATFORM, requests};
pub use fill::{Encoding, Part, Text};

use crate::steps::StepId;
use std::collections::BTreeSet;

macro_rules! formats {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*

        /// Every format requests can be written in.
        pub static FORMATS: &[&Format] = &[$(&$file::FORMAT),*];
    };
}

formats! { curl, powershell, http, json, postman, script }

/// A format requests can be written in: one file each in `src/request/`, one word in the list above.
///
/// ```
/// use preflow::request::FORMATS;
/// let names: Vec<_> = FORMATS.iter().map(|f| f.name).collect();
/// assert!(names.contains(&"curl") && names.contains(&"json") && names.contains(&"script"));
/// ```
#[derive(Debug)]
pub struct Format {
    /// What `--format` takes.
    pub name: &'static str,
    /// What it gives, in a line.
    pub what: &'static str,
    /// What a file of it is called.
    pub file: &'static str,
    /// Writes the requests, to the last line break.
    pub render: fn(&[Request]) -> String,
}

/// One request of a dataflow.
#[derive(Clone, Debug)]
pub struct Request {
    /// The step it performs.
    pub step: StepId,
    /// The HTTP method.
    pub method: &'static str,
    /// Scheme and host, without a slash at the end.
    pub base_url: String,
    /// Path and query.
    pub path: Text,
    /// The headers, in order.
    pub headers: Vec<(&'static str, Text)>,
    /// The body.
    pub body: Option<Text>,
    /// What its answer hands on: the name of a placeholder, and the JSONPath of its value in the answer.
    ///
    /// A value that begins with `@/` is Catalog's way to write a reference: what is handed on is the part after
    /// its last `/` (`"@/dataSets/5ed5639d"` gives `5ed5639d`).
    pub captures: &'static [(&'static str, &'static str)],
}

impl Request {
    /// The URL; placeholders without a value as they were written.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}{}", self.base_url, self.path)
    }

    /// The exact text of the body; placeholders without a value as they were written.
    #[must_use]
    pub fn body_text(&self) -> Option<String> {
        self.body.as_ref().map(Text::to_string)
    }

    /// Its texts, in the order they are sent.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Text> {
        let headers = self.headers.iter().map(|(_, value)| value);
        std::iter::once(&self.path).chain(headers).chain(self.body.as_ref())
    }
}

/// The placeholders that neither a value nor the answer to an earlier request fills: what the user must still give.
/// In order of use, each once.
#[must_use]
pub fn needed(requests: &[Request]) -> Vec<&str> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut needed = Vec::new();
    for request in requests {
        needed.extend(request.texts().flat_map(Text::open).filter(|name| known.insert(name)));
        known.extend(request.captures.iter().map(|(name, _)| *name));
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::FORMATS;

    #[test]
    fn format_names_are_unique() {
        for (i, format) in FORMATS.iter().enumerate() {
            assert!(FORMATS[..i].iter().all(|f| f.name != format.name), "{}", format.name);
        }
    }
}
