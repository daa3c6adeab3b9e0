//! Sample records from files, one by one: memory holds one record, however long the file is,
//! and its texts stay where they were read.
//!
//! The format is told by content: JSON (an array, one object, or one value after another), NDJSON, or text with
//! delimiters. A bad record is reported and the rest goes on. Nothing here knows what records are for.

mod delimited;
mod json;

use crate::dataflow::Dataflow;
use crate::datum::Datum;
use crate::input::Files;
use crate::json::Node;
use crate::preview::Unavailable;
use crate::steps::StepId;
use crate::text::Sources;
use jsonpath_rust::JsonPath;
use serde_json::Value;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

/// The largest single record, in bytes.
pub const MAX_RECORD: usize = 16 << 20;
/// The largest document a JSONPath is applied to, in bytes: it is read whole.
pub const MAX_SELECTED: u64 = 256 << 20;

/// Records, or what is wrong with one.
pub struct Records<'r>(Box<dyn Lend + 'r>);

/// Something that gives records one after another, each borrowed from its buffers.
trait Lend {
    /// The next record. It goes before the one after it comes.
    fn next(&mut self) -> Option<Result<Datum<'_>, BadRecord>>;
}

impl<'r> Records<'r> {
    /// Records that are in memory already.
    #[must_use]
    pub fn from_values(values: Vec<Value>) -> Records<'static> {
        Records(Box::new(Values { values: values.into_iter(), given: Value::Null }))
    }

    /// The next record. It borrows from a buffer that the one after it uses again.
    #[allow(clippy::should_implement_trait, reason = "an iterator cannot lend")]
    pub fn next(&mut self) -> Option<Result<Datum<'_>, BadRecord>> {
        self.0.next()
    }

    /// All records, each on its own.
    pub fn owned(mut self) -> impl Iterator<Item = Result<Datum<'static>, BadRecord>> + 'r {
        std::iter::from_fn(move || Some(self.next()?.map(Datum::into_owned)))
    }
}

struct Values {
    values: std::vec::IntoIter<Value>,
    given: Value,
}

impl Lend for Values {
    fn next(&mut self) -> Option<Result<Datum<'_>, BadRecord>> {
        self.given = self.values.next()?;
        Some(Ok(Datum::from(&self.given)))
    }
}

/// A record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecord {
    /// The line it stands on or starts on, from 1.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

impl std::error::Error for BadRecord {}

impl fmt::Display for BadRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Why records cannot be read at all.
#[derive(Debug)]
pub enum Unreadable {
    /// The bytes cannot be had.
    Io(io::Error),
    /// They are no text that is understood.
    Content(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                f.write_str("there is no such file")
            }
            Unreadable::Io(error) => write!(f, "{error}"),
            Unreadable::Content(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Unreadable::Io(error)
    }
}

/// Opens records.
///
/// `name` only decides between delimiters; `select` is a JSONPath to the records in a JSON document.
///
/// ```
/// let text = "name;age\nAda;36\nAlan;\n";
/// let mut records = preflow::records::open(text.as_bytes(), "people.csv", None)?;
/// assert_eq!(records.next().unwrap()?.to_string(), r#"{"name":"Ada","age":"36"}"#);
/// assert_eq!(records.next().unwrap()?.to_string(), r#"{"name":"Alan","age":null}"#);
/// assert!(records.next().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When nothing can be read, it is not UTF-8 text, or `select` is no JSONPath or finds nothing.
pub fn open<'r>(reader: impl Read + 'r, name: &str, select: Option<&str>) -> Result<Records<'r>, Unreadable> {
    let mut reader: Box<dyn BufRead + 'r> = Box::new(BufReader::with_capacity(1 << 16, reader));
    let start = reader.fill_buf()?;
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        return Err(Unreadable::Content("the records are in UTF-16; save them as UTF-8".into()));
    }
    if start.starts_with(b"\xEF\xBB\xBF") {
        reader.consume(3);
    }
    if let Some(select) = select {
        return selected(reader, select);
    }
    // Blanks before the first sign; a text of blanks only has no records.
    let (first, line) = json::skip_blanks(&mut *reader)?;
    match first {
        None => Ok(Records::from_values(Vec::new())),
        Some(b'[') => Ok(Records(Box::new(json::Array::new(reader, line)))),
        Some(b'{') => json::objects(reader, line),
        Some(0) => Err(Unreadable::Content("the records are not text".into())),
        Some(_) => delimited::open(reader, name, line),
    }
}

fn selected<'r>(reader: Box<dyn BufRead + 'r>, select: &str) -> Result<Records<'r>, Unreadable> {
    let mut text = Vec::new();
    reader.take(MAX_SELECTED + 1).read_to_end(&mut text)?;
    if text.len() as u64 > MAX_SELECTED {
        let limit = MAX_SELECTED >> 20;
        return Err(Unreadable::Content(format!("a document of more than {limit} MiB cannot be searched")));
    }
    let document: Value = serde_json::from_slice(&text)
        .map_err(|e| Unreadable::Content(format!("a JSONPath needs a JSON document: {e}")))?;
    drop(text);
    let found = document
        .query(select)
        .map_err(|e| Unreadable::Content(format!("`{select}` is not a JSONPath: {e}")))?;
    let records: Vec<Value> = match found.as_slice() {
        [] => return Err(Unreadable::Content(format!("`{select}` finds nothing in the document"))),
        // The way to an array means its elements.
        [Value::Array(items)] => items.clone(),
        found => found.iter().map(|value| (*value).clone()).collect(),
    };
    Ok(Records::from_values(records))
}

/// The sample records a dataflow names.
///
/// # Errors
/// When it names none, or they cannot be read.
pub fn of<'r>(flow: &Dataflow, sources: &Sources, files: &dyn Files) -> Result<Records<'r>, Unavailable> {
    let samples = flow.samples.as_ref().ok_or(Unavailable::NoSamples)?;
    let inline =
        if samples.node.items().is_empty() { samples.node.get("records") } else { Some(&samples.node) };
    if let Some(records) = inline {
        let records = if records.is_object() { vec![records.to_value()] } else { values(records) };
        return Ok(Records::from_values(records));
    }
    let named = samples.node.get("file").and_then(Node::as_str).or(samples.node.as_str());
    let name = named.ok_or(Unavailable::NoSamples)?;
    let select = samples.node.get("select").and_then(Node::as_str);
    let from = &sources.get(samples.file).name;
    files
        .open(from, name)
        .map_err(Unreadable::Io)
        .and_then(|reader| open(reader, name, select))
        .map_err(|e| Unavailable::Unreadable(format!("the sample records in {name} cannot be read: {e}")))
}

/// How many records the rules look at.
const FIRST: usize = 200;

/// The first sample records of a dataflow, to know its fields by; none where there are none to be had.
#[must_use]
pub fn first(flow: &Dataflow, sources: &Sources, files: &dyn Files) -> Vec<Value> {
    if flow.samples.is_none() || flow.bodies(StepId::MappingSet).next().is_none() {
        return Vec::new();
    }
    of(flow, sources, files)
        .map(|records| records.owned().take(FIRST).filter_map(Result::ok).map(|r| r.to_value()).collect())
        .unwrap_or_default()
}

fn values(records: &Node) -> Vec<Value> {
    records.items().iter().map(Node::to_value).collect()
}
