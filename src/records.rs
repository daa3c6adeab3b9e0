//! Sample records, one by one: memory holds one record, however long the file is, and its texts stay where they were
//! read. A [`Feed`] takes the bytes as they come; [`open`] gives it those of a reader.
//!
//! The format is told by content: JSON (an array, one object, or one value after another), NDJSON, or text with
//! delimiters. A bad record is reported and the rest goes on. Nothing here knows what records are for.

mod buffer;
mod delimited;
mod feed;
mod lines;
mod opening;
mod values;

pub use feed::{Feed, Next};

use crate::dataflow::Dataflow;
use crate::datum::Datum;
use crate::input::Files;
use crate::json::Node;
use crate::preview::Unavailable;
use crate::steps::StepId;
use crate::text::Sources;
use feed::Frame;
use serde_json::Value;
use std::fmt;
use std::io::{self, Read};

/// The largest single record, in bytes.
pub const MAX_RECORD: usize = 16 << 20;
/// The largest document a JSONPath is applied to, in bytes: it is read whole.
pub const MAX_SELECTED: u64 = 256 << 20;
/// How much is read at once.
const BLOCK: usize = 1 << 16;

type Item<'r> = Result<Datum<'r>, BadRecord>;

/// Records, or what is wrong with one.
pub struct Records<'r>(From<'r>);

/// Where records come from.
enum From<'r> {
    Values(Values),
    Reader(Pump<'r>),
}

impl<'r> Records<'r> {
    /// Records that are in memory already.
    #[must_use]
    pub fn from_values(values: Vec<Value>) -> Records<'static> {
        Records(From::Values(Values::new(values)))
    }

    /// The next record. It borrows from a buffer that the one after it uses again.
    #[allow(clippy::should_implement_trait, reason = "an iterator cannot lend")]
    pub fn next(&mut self) -> Option<Result<Datum<'_>, BadRecord>> {
        match &mut self.0 {
            From::Values(values) => values.next().then(|| Ok(values.item())),
            From::Reader(pump) => pump.next(),
        }
    }

    /// All records, each on its own.
    pub fn owned(mut self) -> impl Iterator<Item = Result<Datum<'static>, BadRecord>> + 'r {
        std::iter::from_fn(move || Some(self.next()?.map(Datum::into_owned)))
    }
}

/// Records that are values already, and the one that is lent.
struct Values {
    values: std::vec::IntoIter<Value>,
    lent: Value,
}

impl Values {
    fn new(values: Vec<Value>) -> Self {
        Values { values: values.into_iter(), lent: Value::Null }
    }

    /// Goes to the next one, if there is one.
    fn next(&mut self) -> bool {
        self.values.next().map(|value| self.lent = value).is_some()
    }

    fn item(&self) -> Datum<'_> {
        Datum::from(&self.lent)
    }
}

/// A feed that is pushed what a reader gives.
struct Pump<'r> {
    feed: Feed,
    reader: Box<dyn Read + 'r>,
}

impl Pump<'_> {
    fn fill(&mut self) -> io::Result<()> {
        loop {
            match self.reader.read(self.feed.room(BLOCK)) {
                Ok(0) => self.feed.end(),
                Ok(count) => self.feed.filled(count),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            return Ok(());
        }
    }

    fn next(&mut self) -> Option<Item<'_>> {
        let frame = loop {
            match self.feed.frame() {
                Frame::End => return None,
                Frame::More => {
                    if let Err(error) = self.fill() {
                        let bad = BadRecord { line: self.feed.line(), message: error.to_string() };
                        self.feed.stop();
                        return Some(Err(bad));
                    }
                }
                found => break found,
            }
        };
        Some(self.feed.item(frame))
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

impl std::convert::From<io::Error> for Unreadable {
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
    let mut pump = Pump { feed: Feed::new(name, select), reader: Box::new(reader) };
    while !pump.feed.open()? {
        pump.fill()?;
    }
    Ok(Records(From::Reader(pump)))
}

fn too_long(line: u64) -> BadRecord {
    BadRecord { line, message: format!("the record is longer than {} MiB", MAX_RECORD >> 20) }
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
