//! Previews of files of any size: bytes come from a stream, records go as they are complete.

use super::error::{Code, failure, unavailable};
use super::given::Given;
use super::options::PreviewOptions;
use super::{Answer, no_mapping_set, notes, parsed, text};
use crate::preview::{self, PreviewFeed, PreviewRecord};
use crate::records::{Feed, Next};
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, MessageChannel, ReadableStreamDefaultReader};

/// What a preview of a file is told.
#[derive(tsify::Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "read member by member; this declares its type")]
struct PreviewFileOptions {
    /// What every preview is told.
    #[serde(flatten)]
    options: PreviewOptions,
    /// How many of the first records the result holds; 100 when left out.
    #[tsify(optional)]
    keep: Option<usize>,
    /// How many of the first records that ingestion would refuse, or on which a mapping failed, the result holds; 100 when
    /// left out.
    #[tsify(optional)]
    keep_failing: Option<usize>,
    /// Is given the mapped records as they come, as NDJSON text: some records at a time, whole lines.
    #[tsify(optional, type = "(ndjson: string) => void")]
    on_text: (),
    /// Stops the preview; it then throws an `Error` with the code `aborted`.
    #[tsify(optional, type = "AbortSignal")]
    signal: (),
}

/// How far the preview of a file has come.
#[derive(Clone, Copy, Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct PreviewProgress {
    /// Bytes read.
    bytes: f64,
    /// Bytes of the file.
    total: f64,
    /// Records mapped.
    records: u64,
    /// Records that ingestion would refuse.
    rejected: u64,
}

/// What a preview of a file gives.
#[derive(tsify::Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is written as text; this declares its type")]
struct FilePreview {
    /// The first records; of the failing ones where only these are asked for.
    #[tsify(type = "PreviewRecord[]")]
    records: (),
    /// The first records that ingestion would refuse or on which a mapping failed.
    #[tsify(type = "PreviewRecord[]")]
    failing: (),
    /// The figures of all records.
    #[tsify(type = "PreviewSummary")]
    summary: (),
    /// What limits the preview.
    #[tsify(type = "Diagnostic[]")]
    notes: (),
    /// Expressions took the time of the clock for now.
    used_the_clock: bool,
}

/// How many records are kept unless the caller says otherwise.
const KEPT: usize = 100;
/// After how many bytes progress is told, and others get their turn.
const TURN: f64 = 1_048_576.0;
/// How much text is gathered before it is handed on.
const TEXT: usize = 256 << 10;

/// What the caller wants beside what every preview is told.
struct Wishes {
    keep: usize,
    keep_failing: usize,
    on_text: Option<Function>,
    on_progress: Option<Function>,
    signal: Option<AbortSignal>,
}

/// Takes the wishes out of the options, and leaves those of every preview.
fn wishes(options: JsValue, on_progress: &JsValue) -> Answer<(PreviewOptions, Wishes)> {
    let rest = Object::new();
    if options.is_object() {
        Object::assign(&rest, options.unchecked_ref());
    } else if !options.is_undefined() && !options.is_null() {
        return Err(failure(Code::BadOptions, "the options are an object"));
    }
    let take = |name: &str| -> Answer<JsValue> {
        let value = Reflect::get(&rest, &name.into())?;
        Reflect::delete_property(&rest, &name.into())?;
        Ok(value)
    };
    let count = |name: &str| -> Answer<usize> {
        let value = take(name)?;
        match value.as_f64() {
            None if value.is_undefined() || value.is_null() => Ok(KEPT),
            Some(n) if n >= 0.0 && n <= f64::from(u32::MAX) => Ok(n as usize),
            _ => Err(failure(Code::BadOptions, &format!("`{name}` is a number of records"))),
        }
    };
    let wishes = Wishes {
        keep: count("keep")?,
        keep_failing: count("keepFailing")?,
        on_text: function("onText", take("onText")?)?,
        on_progress: function("onProgress", on_progress.clone())?,
        signal: match take("signal")? {
            value if value.is_undefined() || value.is_null() => None,
            value => {
                Some(value.dyn_into().map_err(|_| failure(Code::BadOptions, "`signal` is an AbortSignal"))?)
            }
        },
    };
    Ok((PreviewOptions::read(rest.into())?, wishes))
}

fn function(name: &str, value: JsValue) -> Answer<Option<Function>> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    value.dyn_into().map(Some).map_err(|_| failure(Code::BadOptions, &format!("`{name}` is a function")))
}

/// What is kept of the records for the result, as JSON text.
#[derive(Default)]
struct Kept {
    text: String,
    count: usize,
}

impl Kept {
    fn add(&mut self, line: &str, most: usize) {
        if self.count < most {
            self.text.push_str(if self.count > 0 { "," } else { "" });
            self.text.push_str(line);
            self.count += 1;
        }
    }
}

/// What becomes of mapped records.
struct Sink {
    wishes: Wishes,
    line: String,
    text: String,
    first: Kept,
    failing: Kept,
}

impl Sink {
    fn record(&mut self, record: &PreviewRecord<'_>) {
        let failing = record.is_failing();
        let kept =
            self.first.count < self.wishes.keep || failing && self.failing.count < self.wishes.keep_failing;
        if self.wishes.on_text.is_some() && !kept {
            record.write(&mut self.text);
            self.text.push('\n');
        } else if kept {
            self.line.clear();
            record.write(&mut self.line);
            self.first.add(&self.line, self.wishes.keep);
            if failing {
                self.failing.add(&self.line, self.wishes.keep_failing);
            }
            if self.wishes.on_text.is_some() {
                self.text.push_str(&self.line);
                self.text.push('\n');
            }
        }
    }

    fn flush(&mut self, at: usize) -> Answer<()> {
        if let Some(on_text) = &self.wishes.on_text
            && self.text.len() > at
        {
            on_text.call1(&JsValue::UNDEFINED, &self.text.as_str().into())?;
            self.text.clear();
        }
        Ok(())
    }
}

pub(super) async fn preview(
    file: Blob,
    mapping: &Given,
    options: JsValue,
    on_progress: JsValue,
) -> Answer<JsValue> {
    let (options, wishes) = wishes(options, &on_progress)?;
    let report = options.check(mapping)?;
    let flow = preview::to_preview(&report.dataflows).ok_or_else(|| no_mapping_set(&report))?;
    let feed = Feed::new(options.records_name(), options.select());
    let mut run = preview::on(flow, feed, options.run_options()?).map_err(|why| unavailable(&why))?;
    let mut sink = Sink {
        wishes,
        line: String::new(),
        text: String::new(),
        first: Kept::default(),
        failing: Kept::default(),
    };
    let reader = file.stream().get_reader().unchecked_into::<ReadableStreamDefaultReader>();
    let read = all(&reader, file.size(), &mut run, &mut sink, &options).await;
    if read.is_err() {
        // Whoever reads no further says so; that it fails too changes nothing.
        let _ = JsFuture::from(reader.cancel()).await;
    }
    read?;
    let mut out = String::from("{\"records\":[");
    out.push_str(&sink.first.text);
    out.push_str("],\"failing\":[");
    out.push_str(&sink.failing.text);
    out.push_str("],\"summary\":");
    out.push_str(&text(run.summary())?);
    out.push_str(",\"notes\":");
    out.push_str(&notes(&report.sources, &run.diagnostics)?);
    let clock = run.used_the_clock() && options.takes_the_clock();
    out.push_str(if clock { ",\"usedTheClock\":true}" } else { ",\"usedTheClock\":false}" });
    parsed(&out)
}

/// Reads the stream to its end, or to as many records as shall be mapped.
async fn all(
    reader: &ReadableStreamDefaultReader,
    total: f64,
    run: &mut PreviewFeed,
    sink: &mut Sink,
    options: &PreviewOptions,
) -> Answer<()> {
    let (mut bytes, mut told) = (0.0, 0.0);
    loop {
        if sink.wishes.signal.as_ref().is_some_and(AbortSignal::aborted) {
            return Err(failure(Code::Aborted, "the preview was stopped"));
        }
        let chunk = JsFuture::from(reader.read()).await.map_err(|_| {
            failure(Code::UnreadableFile, "the file cannot be read; it may have changed since it was chosen")
        })?;
        let is_done = Reflect::get(&chunk, &"done".into())?.is_truthy();
        if is_done {
            run.end();
        } else {
            let chunk: Uint8Array = Reflect::get(&chunk, &"value".into())?.unchecked_into();
            bytes += f64::from(chunk.length());
            run.push(&chunk.to_vec());
        }
        let is_over = loop {
            match run.take(|record| options.wants(&record).then(|| sink.record(&record))) {
                Ok(Next::Item(_)) => sink.flush(TEXT)?,
                Ok(Next::More) => break false,
                Ok(Next::End) => break true,
                Err(why) => return Err(failure(Code::UnreadableRecords, &why.to_string())),
            }
        };
        let is_over = is_over || is_done;
        if is_over || bytes - told >= TURN {
            told = bytes;
            if is_over {
                sink.flush(0)?;
            }
            if let Some(on_progress) = &sink.wishes.on_progress {
                let summary = run.summary();
                let progress =
                    PreviewProgress { bytes, total, records: summary.records, rejected: summary.rejected };
                on_progress.call1(&JsValue::UNDEFINED, &super::object(&progress)?)?;
            }
            if !is_over {
                turn().await?;
            }
        }
        if is_over {
            // At the limit there may be bytes left that nobody needs.
            if !is_done {
                let _ = JsFuture::from(reader.cancel()).await;
            }
            return Ok(());
        }
    }
}

/// Lets the event loop have its turn, so that messages arrive while a stream always has more to give.
async fn turn() -> Answer<()> {
    let channel = MessageChannel::new()?;
    let (here, there) = (channel.port1(), channel.port2());
    let arrival = Promise::new(&mut |resolve, _| here.set_onmessage(Some(&resolve)));
    there.post_message(&JsValue::NULL)?;
    // What is sent arrives all the same, and then closes the other end: a port left open would keep Node running.
    there.close();
    JsFuture::from(arrival).await?;
    Ok(())
}
