//! The value of one expression.

use super::error::{Code, failure};
use super::options::EvaluationOptions;
use super::{Answer, parsed, text};
use crate::datum::Reader;
use crate::diagnostic::Severity;
use crate::expr::{self, NoValue};
use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// The value of an expression, or why there is none, and what else is wrong with it.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct Evaluation {
    /// Is there a value?
    ok: bool,
    /// The value; numbers as JavaScript reads them.
    #[tsify(type = "unknown")]
    value: Option<serde_json::Value>,
    /// The value as JSON text, with every digit.
    text: Option<String>,
    /// Why there is no value.
    error: Option<String>,
    /// Why the value cannot be known here; it is null then.
    unknown: Option<&'static str>,
    /// What it rests on that no public document says.
    guesses: Vec<&'static str>,
    /// It asked for the moment of now, and `now` was not given.
    #[serde(rename = "usedTheClock")]
    used_the_clock: bool,
    /// What is wrong with the expression.
    findings: Vec<ExpressionFinding>,
}

/// What is wrong with an expression.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct ExpressionFinding {
    /// The fault's name.
    code: &'static str,
    /// How bad it is.
    severity: Severity,
    /// What was found.
    message: String,
    /// What to do.
    help: Option<String>,
    /// Where it starts in the expression, in UTF-16 units as JavaScript counts.
    start: usize,
    /// Where it ends.
    end: usize,
}

pub(super) fn evaluate(expression: &str, record: &JsValue, options: JsValue) -> Answer<JsValue> {
    let options = EvaluationOptions::read(options)?;
    let settings = options.settings()?;
    let json = if record.is_undefined() || record.is_null() {
        "{}".to_owned()
    } else if let Some(text) = record.as_string() {
        text
    } else {
        let text = JSON::stringify(record).map_err(|_| {
            failure(Code::BadArgument, "the record cannot be written as JSON: it holds itself or a BigInt")
        })?;
        text.as_string().unwrap_or_default()
    };
    let mut reader = Reader::default();
    let record = reader
        .read(json.as_bytes())
        .map_err(|fault| failure(Code::BadArgument, &format!("the record is no JSON: {}", fault.message)))?;
    if !record.is_object() {
        let kind = record.type_name();
        return Err(failure(Code::BadArgument, &format!("a record is a JSON object, but this is {kind}")));
    }
    let result = expr::evaluate(expression, &record, &settings);
    let missed = result.as_ref().ok().and_then(|_| expr::unanswered(expression, &record, &settings));
    let findings = expr::explain(expression, result.as_ref().err(), missed.as_ref());
    let findings = findings.into_iter().map(|found| {
        let units = |at: usize| expression.get(..at).map_or(0, |before| before.encode_utf16().count());
        ExpressionFinding {
            code: found.code,
            severity: found.severity,
            message: found.message,
            help: found.help,
            start: units(found.range.start),
            end: units(found.range.end),
        }
    });
    let mut out = Evaluation {
        ok: result.is_ok(),
        value: None,
        text: None,
        error: None,
        unknown: None,
        guesses: Vec::new(),
        used_the_clock: false,
        findings: findings.collect(),
    };
    match result {
        Ok(answer) => {
            out.text = Some(answer.value.to_string());
            out.value = Some(answer.value.to_value());
            out.unknown = answer.unknown;
            out.guesses = answer.guesses;
            out.used_the_clock = answer.clock && options.takes_the_clock();
        }
        Err(NoValue::Malformed(faults)) => {
            out.error = Some(faults.into_iter().next().map_or_else(String::new, |fault| fault.message));
        }
        Err(NoValue::Failed(fail)) => out.error = Some(fail.message().to_owned()),
    }
    parsed(&text(&out)?)
}
