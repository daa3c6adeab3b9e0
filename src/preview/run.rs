//! Previews under way: one mapped record after another, from a reader or from bytes that are pushed.

use super::{Preview, PreviewRecord, Summary};
use crate::datum::Datum;
use crate::diagnostic::Diagnostic;
use crate::mapping::{Reason, Trouble};
use crate::records::{BadRecord, Feed, Next, Records, Unreadable};
use std::borrow::Cow;

/// A preview under way, on records from a source `S`.
pub struct Run<S> {
    records: S,
    /// What limits the preview: expressions that cannot be read, no target schema.
    pub diagnostics: Vec<Diagnostic>,
    mapper: Mapper,
}

/// A preview of records that are read: [`Run::lend`] gives one mapped record after another, and so does the iterator,
/// which has to copy them.
pub type PreviewRun<'r> = Run<Records<'r>>;

/// A preview of records whose bytes are pushed, when they come: [`Run::take`] gives the mapped records that are
/// complete with them.
///
/// ```
/// use preflow::{check::{self, check}, input::NoFiles, preview, records::{Feed, Next}};
/// let body = br#"{"mappings": [{"sourceType": "ATTRIBUTE", "source": "Name", "destination": "person.name"}]}"#;
/// let report = check("mapping.json", body, &NoFiles, &check::Options::default());
/// let mut run = preview::on(&report.dataflows[0], Feed::new("people.csv", None), Default::default())?;
/// let mut out = String::new();
/// for bytes in [&b"Na"[..], b"me\nAda\nAl", b"an\n"] {
///     run.push(bytes);
///     while let Next::Item(()) = run.take(|record| record.write(&mut out))? {}
/// }
/// run.end();
/// while let Next::Item(()) = run.take(|record| record.write(&mut out))? {}
/// assert!(out.contains(r#"{"record":2,"data":{"person":{"name":"Alan"}}"#));
/// assert_eq!((run.summary().records, run.consumed()), (2, 14));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type PreviewFeed = Run<Feed>;

/// What maps records, and counts them.
struct Mapper {
    preview: Preview,
    summary: Summary,
    used_the_clock: bool,
}

impl<S> Run<S> {
    pub(super) fn new(preview: Preview, records: S) -> Self {
        let mapper = Mapper { preview, summary: Summary::default(), used_the_clock: false };
        Run { records, diagnostics: Vec::new(), mapper }
    }

    /// Did expressions ask for the moment of now so far?
    #[must_use]
    pub fn used_the_clock(&self) -> bool {
        self.mapper.used_the_clock
    }

    /// The figures of the records so far.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.mapper.summary
    }
}

impl Run<Records<'_>> {
    /// The next mapped record; it borrows from the record it was made of.
    pub fn lend<T>(&mut self, to: impl FnOnce(PreviewRecord<'_>) -> T) -> Option<T> {
        if self.mapper.is_through() {
            return None;
        }
        Some(self.mapper.map(self.records.next()?, to))
    }
}

impl Iterator for Run<Records<'_>> {
    type Item = PreviewRecord<'static>;

    fn next(&mut self) -> Option<PreviewRecord<'static>> {
        self.lend(|record| record.into_owned())
    }
}

impl Run<Feed> {
    /// Takes the bytes that come next. They are kept until [`Run::take`] has said that it needs more.
    pub fn push(&mut self, bytes: &[u8]) {
        self.records.push(bytes);
    }

    /// There are no more bytes.
    pub fn end(&mut self) {
        self.records.end();
    }

    /// How many of the bytes pushed are done with, up to the end of the last record.
    #[must_use]
    pub fn consumed(&self) -> u64 {
        self.records.consumed()
    }

    /// The next mapped record, if it is here; it borrows from the record it was made of. After as many records as the
    /// options allow this is the end, and nothing more needs to be pushed.
    ///
    /// # Errors
    /// Before the first record: see [`Feed::next`].
    pub fn take<T>(&mut self, to: impl FnOnce(PreviewRecord<'_>) -> T) -> Result<Next<T>, Unreadable> {
        if self.mapper.is_through() {
            return Ok(Next::End);
        }
        Ok(match self.records.next()? {
            Next::Item(record) => Next::Item(self.mapper.map(record, to)),
            Next::More => Next::More,
            Next::End => Next::End,
        })
    }
}

impl Mapper {
    /// Were as many records mapped as shall be?
    fn is_through(&self) -> bool {
        self.preview.options.limit.is_some_and(|limit| self.summary.records >= limit as u64)
    }

    /// Maps a record, counts it in and lends it.
    fn map<T>(&mut self, record: Result<Datum<'_>, BadRecord>, to: impl FnOnce(PreviewRecord<'_>) -> T) -> T {
        let number = self.summary.records + 1;
        match record {
            Ok(record) => {
                let (record, took_the_clock) = self.preview.map(number, &record);
                self.used_the_clock |= took_the_clock;
                self.summary.add(&record);
                to(record)
            }
            Err(bad) => {
                let message = bad.to_string();
                let (source, destination) = (Cow::Borrowed(""), Cow::Borrowed(""));
                let errors = vec![Trouble { source, destination, message: message.clone(), range: None }];
                let common = "the record cannot be read".to_owned();
                let record = PreviewRecord {
                    record: number,
                    data: Datum::object(),
                    errors,
                    rejected: true,
                    reasons: vec![Reason { text: message, common, destination: None }],
                    guesses: Vec::new(),
                    origins: Vec::new(),
                    origins_left_out: 0,
                };
                self.summary.add(&record);
                to(record)
            }
        }
    }
}
