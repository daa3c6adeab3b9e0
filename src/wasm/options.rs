//! Options as callers write them. What they leave out has the value the command would take.

use super::Answer;
use super::error::{Code, failure};
use super::given::Given;
use crate::check::{self, NamedText, Report};
use crate::expr::Settings;
use crate::input::Files;
use crate::java::time::Zone;
use crate::preview::{self, PreviewRecord};
use crate::request::{self, Request};
use crate::rules;
use crate::steps::STEPS;
use jiff::Timestamp;
use js_sys::{Array, Object, Reflect};
use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Cursor, Read};
use wasm_bindgen::JsValue;

/// The name a text has in findings when the caller gives none.
const UNNAMED: &str = "-";

/// Reads options; none at all are all left out, and one that is `undefined` is.
fn read<T: for<'d> Deserialize<'d> + Default>(options: JsValue) -> Answer<T> {
    if options.is_undefined() || options.is_null() {
        return Ok(T::default());
    }
    if !options.is_object() || Array::is_array(&options) {
        return Err(failure(Code::BadOptions, "the options are an object"));
    }
    let given = Object::new();
    for key in Reflect::own_keys(&options)? {
        let value = Reflect::get(&options, &key)?;
        if key.is_string() && !value.is_undefined() {
            Reflect::set(&given, &key, &value)?;
        }
    }
    T::deserialize(EveryKey(given.into()))
        .map_err(|e| failure(Code::BadOptions, &format!("the options cannot be read: {e}")))
}

/// An object whose every key is handed on: asked for a struct, `serde_wasm_bindgen` looks for the known ones alone, and
/// a misspelt option would do nothing.
struct EveryKey(JsValue);

impl<'de> Deserializer<'de> for EveryKey {
    type Error = serde_wasm_bindgen::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        serde_wasm_bindgen::Deserializer::from(self.0).deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Files that a document names, by the names it gives them.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Named(BTreeMap<String, Content>);

/// What is in a file: text, or bytes whose encoding is still to be found out.
#[derive(Debug)]
struct Content(Vec<u8>);

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Content, D::Error> {
        struct Given;

        impl Visitor<'_> for Given {
            type Value = Content;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a Uint8Array")
            }

            fn visit_str<E>(self, text: &str) -> Result<Content, E> {
                Ok(Content(text.into()))
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Content, E> {
                Ok(Content(bytes))
            }
        }

        from.deserialize_any(Given)
    }
}

impl Files for Named {
    fn open(&self, _from: &str, path: &str) -> io::Result<Box<dyn Read>> {
        let plain = path.strip_prefix("./").unwrap_or(path);
        let found = self.0.get(path).or_else(|| self.0.get(plain));
        let found = found.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no such file"))?;
        Ok(Box::new(Cursor::new(found.0.clone())))
    }
}

/// What a check is told.
#[derive(Debug, Default, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(super) struct CheckOptions {
    /// The name of the text in findings; its ending helps to tell what it is.
    #[tsify(optional)]
    name: Option<String>,
    /// Report only these codes or rule numbers.
    #[tsify(optional)]
    select: Option<Vec<String>>,
    /// Do not report these codes or rule numbers.
    #[tsify(optional, type = "string[]")]
    ignore: Vec<String>,
    /// A flow spec (or an answer of `GET /flowSpecs`), as JSON text, in place of the one a dataflow names.
    #[tsify(optional)]
    flow_spec: Option<String>,
    /// A resolved XDM schema, as JSON text, in place of the one a dataflow names.
    #[tsify(optional)]
    target_schema: Option<String>,
    /// Unfilled placeholders are errors.
    #[tsify(optional, type = "boolean")]
    ready_to_send: bool,
    /// The files that the document names, by those names: their texts or bytes.
    #[tsify(optional, type = "Record<string, string | Uint8Array>")]
    files: Named,
}

impl CheckOptions {
    pub(super) fn read(options: JsValue) -> Answer<CheckOptions> {
        read(options)
    }

    /// Checks a text.
    pub(super) fn check(&self, document: &Given) -> Answer<Report> {
        Ok(check::check(self.name(), document.bytes(), &self.files, &self.options()?))
    }

    /// The options of the core.
    pub(super) fn options(&self) -> Answer<check::Options> {
        Ok(check::Options {
            select: self.select.as_deref().map(codes).transpose()?,
            ignore: codes(&self.ignore)?,
            flow_spec: self.flow_spec.as_deref().map(|text| named("flowSpec", text)),
            target_schema: self.target_schema.as_deref().map(|text| named("targetSchema", text)),
            ready_to_send: self.ready_to_send,
        })
    }

    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(UNNAMED)
    }

    pub(super) fn files(&self) -> &Named {
        &self.files
    }
}

fn named(name: &str, text: &str) -> NamedText {
    NamedText { name: name.to_owned(), text: text.to_owned() }
}

fn codes(given: &[String]) -> Answer<Vec<String>> {
    let mut all = Vec::new();
    for name in given {
        let codes = rules::codes(name);
        if codes.is_empty() {
            return Err(failure(Code::UnknownCode, &format!("there is no code `{name}`")));
        }
        all.extend(codes);
    }
    Ok(all)
}

/// What expressions take for now and for chance, and how they calculate.
#[derive(Debug, Default, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(super) struct EvaluationOptions {
    /// The moment that expressions take for now (RFC 3339); the clock's when left out.
    #[tsify(optional)]
    now: Option<String>,
    /// What random ids are made from; 0 when left out.
    #[tsify(optional, type = "number")]
    seed: u64,
    /// The zone of dates that name none (`Europe/Berlin`, `+02:00`); UTC when left out.
    #[tsify(optional)]
    zone: Option<String>,
    /// Arithmetic fails on null, on division by zero and on text that is no number.
    #[tsify(optional, type = "boolean")]
    strict_arithmetic: bool,
}

impl EvaluationOptions {
    pub(super) fn read(options: JsValue) -> Answer<EvaluationOptions> {
        read(options)
    }

    /// The settings; the clock is read here and nowhere else.
    pub(super) fn settings(&self) -> Answer<Settings> {
        let now = match self.now.as_deref() {
            Some(text) => text
                .parse()
                .map_err(|_| failure(Code::BadOptions, "`now` is a moment such as 2026-01-31T12:00:00Z"))?,
            None => Timestamp::from_millisecond(js_sys::Date::now() as i64).unwrap_or_default(),
        };
        let zone = match self.zone.as_deref() {
            None | Some("UTC") => Zone::UTC,
            Some(text) => Zone::of(text).ok_or_else(|| {
                failure(Code::BadOptions, "`zone` is a zone such as Europe/Berlin or +02:00")
            })?,
        };
        Ok(Settings { now, zone, seed: self.seed, strict: self.strict_arithmetic })
    }

    /// Was no moment given?
    pub(super) fn takes_the_clock(&self) -> bool {
        self.now.is_none()
    }
}

/// Which records are handed on.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Only {
    Failing,
}

/// What a preview is told.
#[derive(Debug, Default, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(super) struct PreviewOptions {
    /// The name of the document in notes.
    #[tsify(optional)]
    name: Option<String>,
    /// The name of the records: `.tsv` decides between delimiters.
    #[tsify(optional)]
    records_name: Option<String>,
    /// A JSONPath to the records in their document.
    #[tsify(optional)]
    select: Option<String>,
    /// A resolved XDM schema, as JSON text, in place of the one the document names.
    #[tsify(optional)]
    target_schema: Option<String>,
    /// The files that the document names, by those names: their texts or bytes.
    #[tsify(optional, type = "Record<string, string | Uint8Array>")]
    files: Named,
    /// Map no more than this many records.
    #[tsify(optional)]
    limit: Option<usize>,
    /// Tell of each value of a mapped record where it comes from.
    #[tsify(optional, type = "boolean")]
    trace: bool,
    /// Hand on only the records that ingestion would refuse or on which a mapping failed; the figures are of all.
    #[tsify(optional, type = "\"failing\" | null")]
    only: Option<Only>,
    /// The moment that expressions take for now (RFC 3339); the clock's when left out.
    #[tsify(optional)]
    now: Option<String>,
    /// What random ids are made from; 0 when left out.
    #[tsify(optional, type = "number")]
    seed: u64,
    /// The zone of dates that name none (`Europe/Berlin`, `+02:00`); UTC when left out.
    #[tsify(optional)]
    zone: Option<String>,
    /// Arithmetic fails on null, on division by zero and on text that is no number.
    #[tsify(optional, type = "boolean")]
    strict_arithmetic: bool,
}

impl PreviewOptions {
    pub(super) fn read(options: JsValue) -> Answer<PreviewOptions> {
        read(options)
    }

    /// Reads the mapping.
    pub(super) fn check(&self, mapping: &Given) -> Answer<Report> {
        let options = check::Options {
            target_schema: self.target_schema.as_deref().map(|text| named("targetSchema", text)),
            ..check::Options::default()
        };
        let name = self.name.as_deref().unwrap_or(UNNAMED);
        Ok(check::check(name, mapping.bytes(), &self.files, &options))
    }

    pub(super) fn run_options(&self) -> Answer<preview::Options> {
        let evaluation = EvaluationOptions {
            now: self.now.clone(),
            seed: self.seed,
            zone: self.zone.clone(),
            strict_arithmetic: self.strict_arithmetic,
        };
        Ok(preview::Options { limit: self.limit, settings: evaluation.settings()?, trace: self.trace })
    }

    /// Is a record to be handed on?
    pub(super) fn wants(&self, record: &PreviewRecord<'_>) -> bool {
        match self.only {
            Some(Only::Failing) => record.is_failing(),
            None => true,
        }
    }

    pub(super) fn files(&self) -> &Named {
        &self.files
    }

    pub(super) fn records_name(&self) -> &str {
        self.records_name.as_deref().unwrap_or_default()
    }

    pub(super) fn select(&self) -> Option<&str> {
        self.select.as_deref()
    }

    /// Was no moment given?
    pub(super) fn takes_the_clock(&self) -> bool {
        self.now.is_none()
    }
}

/// What the requests are written with.
#[derive(Debug, Default, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(super) struct RequestOptions {
    /// The name of the text; its ending helps to tell what it is.
    #[tsify(optional)]
    name: Option<String>,
    /// Only the request of this step.
    #[tsify(optional)]
    step: Option<String>,
    /// Values for placeholders, by their names without braces.
    #[tsify(optional, type = "Record<string, string>")]
    set: BTreeMap<String, String>,
    /// The files that the document names, by those names: their texts or bytes.
    #[tsify(optional, type = "Record<string, string | Uint8Array>")]
    files: Named,
}

impl RequestOptions {
    pub(super) fn read(options: JsValue) -> Answer<RequestOptions> {
        read(options)
    }

    /// The requests of every dataflow in a text.
    pub(super) fn requests(&self, document: &Given) -> Answer<Vec<Request>> {
        let step = match self.step.as_deref() {
            None => None,
            Some(name) => {
                let found = STEPS.iter().find(|step| step.name == name);
                let found =
                    found.ok_or_else(|| failure(Code::UnknownStep, &format!("there is no step `{name}`")))?;
                Some(found.id)
            }
        };
        let options =
            request::Options { step, set: self.set.clone().into_iter().collect(), ..Default::default() };
        let name = self.name.as_deref().unwrap_or(UNNAMED);
        let report = check::check(name, document.bytes(), &self.files, &check::Options::default());
        Ok(report.dataflows.iter().flat_map(|flow| request::requests(flow, &options)).collect())
    }
}
