//! From a file's bytes to dataflows: decoding, recognising what it is by its content, and reading it.
//!
//! One reader per kind of input, all ending in [`Dataflow`]. Readers add diagnostics for what breaks the text
//! itself; what the text says is judged later, by schemas and rules.

mod body;
mod curl;
mod decode;
mod document;
mod exchange;
mod http;
mod markdown;
mod named;
mod postman;
mod script;
mod shell;

pub use decode::{DecodeError, MAX_INPUT, decode};

use crate::dataflow::{Body, Dataflow, Origin};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{self, Dialect, Node};
use crate::steps::Step;
use crate::text::{Excerpt, FileId, Place, Sources, Span};
use std::io;

/// Where files that an input names (a schema, samples) come from. The command opens them on disk; a page has them
/// in memory.
pub trait Files {
    /// Opens `path`, relative to the file `from`.
    ///
    /// # Errors
    /// When there is no such file or it cannot be read.
    fn open(&self, from: &str, path: &str) -> io::Result<Box<dyn io::Read>>;
}

/// No files at all: everything an input needs is in it.
pub struct NoFiles;

impl Files for NoFiles {
    fn open(&self, _from: &str, path: &str) -> io::Result<Box<dyn io::Read>> {
        Err(io::Error::new(io::ErrorKind::NotFound, format!("{path}: no files can be opened here")))
    }
}

/// What reading one file gave.
#[derive(Debug, Default)]
pub struct Read {
    /// The dataflows in it, in order; usually one.
    pub dataflows: Vec<Dataflow>,
    /// What is wrong with the text itself.
    pub diagnostics: Vec<Diagnostic>,
    /// Is it one of the kinds of input? A file that is none of them has no dataflow, and one `not-recognised` (or
    /// `empty-file`) diagnostic, which is of interest only when the file was named.
    pub recognised: bool,
}

/// The codes of diagnostics about files as such, which belong to no rule.
pub const CODES: &[&str] =
    &["empty-file", "missing-file", "not-recognised", "unreadable-file", "unreadable-text"];

/// Reads a file that has been added to `sources`.
///
/// ```
/// use preflow::{input::{read, NoFiles}, steps::StepId, text::Sources};
/// let mut sources = Sources::default();
/// let page = "```shell\ncurl -X POST https://platform.adobe.io/data/foundation/flowservice/flows -d '{}'\n```\n";
/// let file = sources.add("tutorial.md", page);
/// let read = read(file, &mut sources, &NoFiles);
/// assert_eq!(read.dataflows[0].exchanges[0].step, Some(StepId::Flow));
/// ```
#[must_use]
pub fn read(file: FileId, sources: &mut Sources, files: &dyn Files) -> Read {
    let source = sources.get(file);
    let name = source.name.to_ascii_lowercase();
    let text = source.text.trim_start();
    let is_document = name.ends_with(".dataflow.json") || name.ends_with(".dataflow.jsonc");
    if text.is_empty() {
        let severity = if is_document { Severity::Error } else { Severity::Warning };
        let diagnostic = note(file, "empty-file", severity, "the file is empty");
        return Read { recognised: is_document, ..unrecognised(diagnostic) };
    }
    if is_document || text.starts_with(['{', '[']) || text.starts_with("//") || text.starts_with("/*") {
        return json(file, is_document, sources, files);
    }
    if is_shell(&name, text) {
        let read = script::shell(file, sources, files);
        return if read.recognised { read } else { unknown(file) };
    }
    let read = script::markdown(file, sources, files);
    if read.recognised { read } else { unknown(file) }
}

fn json(file: FileId, is_document: bool, sources: &mut Sources, files: &dyn Files) -> Read {
    let text = &sources.get(file).text;
    // Nothing of ours is this large and says none of these words: do not build a tree of it.
    if !is_document && !has_our_words(text) {
        return unknown(file);
    }
    let parsed = json::parse(&Excerpt::verbatim(text, 0), Dialect::Relaxed);
    let root = parsed.root.as_ref();
    if is_document || root.is_some_and(document::is_document) {
        return document::read(file, parsed, sources, files);
    }
    if root.is_some_and(postman::is_collection) {
        let read = postman::read(file, parsed, sources);
        return if read.recognised { read } else { unknown(file) };
    }
    let text = text.clone();
    let body = body::request(file, &Excerpt::verbatim(&text, 0));
    let step = body.root.as_ref().filter(|r| !script::is_answer(r)).and_then(script::resembles);
    let mut flow = Dataflow::new(Origin::Body, file);
    match step {
        Some(step) => flow.exchanges.push(script::bare(step, body)),
        // So broken that nobody can say which step it is: the faults are the whole story.
        None if body.root.is_none() && names_a_body(&text) => flow.document_faults = body.faults,
        None => return unknown(file),
    }
    Read { dataflows: vec![flow], diagnostics: Vec::new(), recognised: true }
}

/// Words without which a JSON text is no input of ours.
const WORDS: &[&str] = &[
    "\"connectionSpec\"",
    "\"flowSpec\"",
    "\"schemaRef\"",
    "\"mappings\"",
    "\"xdmSchema\"",
    "\"steps\"",
    "\"item\"",
    "\"allOf\"",
    "\"baseConnectionId\"",
    "\"sourceConnectionIds\"",
    "\"targetConnectionIds\"",
];

/// Does a JSON text say any word of ours? What does not is not worth a tree.
pub(crate) fn has_our_words(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

fn names_a_body(text: &str) -> bool {
    let words =
        ["\"connectionSpec\"", "\"flowSpec\"", "\"schemaRef\"", "\"xdmSchema\"", "\"baseConnectionId\""];
    words.iter().any(|word| text.contains(word))
}

/// Shell by name, by its first line, or because its first words are a command and it has no fences.
fn is_shell(name: &str, text: &str) -> bool {
    let ends = |suffixes: &[&str]| suffixes.iter().any(|s| name.ends_with(s));
    if ends(&[".sh", ".bash", ".zsh", ".ksh", ".curl", ".cmd", ".bat", ".ps1"]) || text.starts_with("#!") {
        return true;
    }
    if ends(&[".md", ".markdown", ".mdx", ".rst", ".adoc"]) || text.contains("```") || text.contains("~~~") {
        return false;
    }
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    let first = lines.next().unwrap_or_default();
    let first = first.strip_prefix("$ ").unwrap_or(first);
    first.starts_with("curl ")
        || first.starts_with("-X ")
        || first.starts_with("export ")
        || first.starts_with("set -")
}

fn unknown(file: FileId) -> Read {
    let mut diagnostic = note(
        file,
        "not-recognised",
        Severity::Info,
        "this is no dataflow document, request body, curl command or Postman collection that preflow knows",
    );
    diagnostic.help =
        Some("a dataflow document is an object with `steps`, in a file named *.dataflow.json".to_owned());
    unrecognised(diagnostic)
}

fn unrecognised(diagnostic: Diagnostic) -> Read {
    Read { dataflows: Vec::new(), diagnostics: vec![diagnostic], recognised: false }
}

/// Reads the text of a request body by itself: the places are those of the text.
pub(crate) fn body(text: &str) -> Body {
    body::request(FileId::default(), &Excerpt::verbatim(text, 0))
}

/// The dataflow of a value that was read from a file while it is typed: of a document, or of the one body it is.
pub(crate) fn tree(file: FileId, root: Node, sources: &mut Sources, files: &dyn Files) -> Option<Dataflow> {
    let lower = sources.get(file).name.to_ascii_lowercase();
    let step = script::resembles(&root);
    if lower.ends_with(".dataflow.json") || root.get("steps").is_some() || step.is_none() {
        let document = json::Document { root: Some(root), faults: Vec::new(), is_strict: false };
        return document::read(file, document, sources, files).dataflows.pop();
    }
    let mut flow = Dataflow::new(Origin::Body, file);
    let text = sources.slice(Place { file, span: root.span }).to_owned();
    let body = Body { file, span: root.span, text, root: Some(root), faults: Vec::new() };
    flow.exchanges.push(script::bare(step?, body));
    Some(flow)
}

/// The step whose body a value looks like most; none when it looks like none of Platform's.
pub(crate) fn step_of(body: &Node) -> Option<&'static Step> {
    script::resembles(body)
}

fn note(file: FileId, code: &'static str, severity: Severity, message: &str) -> Diagnostic {
    named::report(code, severity, Place { file, span: Span::default() }, message.to_owned())
}

/// The diagnostic for bytes that are no text; its file is in `sources` with what of it can be shown.
#[must_use]
pub fn unreadable(name: &str, bytes: &[u8], error: DecodeError, sources: &mut Sources) -> Diagnostic {
    let (shown, offset) = match error {
        DecodeError::InvalidUtf8 { offset, .. } => {
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            (String::from_utf8_lossy(text).into_owned(), offset)
        }
        _ => (String::new(), 0),
    };
    let length = shown.get(offset..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8);
    let place = Place { file: sources.add(name, shown), span: Span::new(offset, offset + length) };
    let mut diagnostic = named::report("unreadable-text", Severity::Error, place, error.to_string());
    diagnostic.help = Some(error.help().to_owned());
    diagnostic
}

/// Is the value what `GET /flowSpecs` answers, or one flow spec?
#[must_use]
pub fn is_flow_spec_answer(root: &Node) -> bool {
    script::is_flow_spec_answer(root)
}
