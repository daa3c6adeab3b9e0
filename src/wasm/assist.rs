//! Help while writing. Offsets are in UTF-16 units, as JavaScript counts.

use super::error::{Code, failure};
use super::given::word;
use super::options::CheckOptions;
use super::{Answer, parsed, text};
use crate::assist::{self, Completions, Hover};
use crate::java::utf16::{byte_at, index};
use wasm_bindgen::prelude::*;

/// What can be written at an offset of a dataflow document, a body or commands, as they stand while they are typed.
#[wasm_bindgen(unchecked_return_type = "Completions")]
pub fn complete(
    #[wasm_bindgen(unchecked_param_type = "string")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] offset: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let document = word("a document", &document)?;
    let at = byte(&document, &offset)?;
    let found = given(&document, options, |given| assist::complete(given, at))?;
    completions(&document, found)
}

/// What stands at an offset of a document means; `null` where nothing is to be said.
#[wasm_bindgen(unchecked_return_type = "Hover | null")]
pub fn hover(
    #[wasm_bindgen(unchecked_param_type = "string")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] offset: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let document = word("a document", &document)?;
    let at = byte(&document, &offset)?;
    let found = given(&document, options, |given| assist::hover(given, at))?;
    told(&document, found)
}

/// What can be written at an offset of an expression, with the fields of the document it belongs to.
#[wasm_bindgen(js_name = completeExpression, unchecked_return_type = "Completions")]
pub fn complete_expression(
    #[wasm_bindgen(unchecked_param_type = "string")] expression: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] offset: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | null")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let expression = word("an expression", &expression)?;
    let at = byte(&expression, &offset)?;
    let found = of(&document, options, |of| assist::complete_expression(&expression, at, of))?;
    completions(&expression, found)
}

/// What stands at an offset of an expression means; `null` where nothing is to be said.
#[wasm_bindgen(js_name = hoverExpression, unchecked_return_type = "Hover | null")]
pub fn hover_expression(
    #[wasm_bindgen(unchecked_param_type = "string")] expression: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] offset: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | null")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let expression = word("an expression", &expression)?;
    let at = byte(&expression, &offset)?;
    let found = of(&document, options, |of| assist::hover_expression(&expression, at, of))?;
    told(&expression, found)
}

/// How the call that an offset of an expression is in is written; `null` outside of calls of what is known.
#[wasm_bindgen(unchecked_return_type = "Signature | null")]
pub fn signature(
    #[wasm_bindgen(unchecked_param_type = "string")] expression: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] offset: JsValue,
) -> Answer<JsValue> {
    let expression = word("an expression", &expression)?;
    let mut found = assist::signature(&expression, byte(&expression, &offset)?);
    if let Some(found) = &mut found {
        (found.start, found.end) = (index(&expression, found.start), index(&expression, found.end));
        for parameter in &mut found.parameters {
            parameter.start = index(&found.label, parameter.start);
            parameter.end = index(&found.label, parameter.end);
        }
    }
    parsed(&text(&found)?)
}

/// The byte at an offset; the nearest one where there is none.
fn byte(text: &str, offset: &JsValue) -> Answer<usize> {
    let units = offset.as_f64().ok_or_else(|| failure(Code::BadArgument, "an offset is a number"))?;
    // Conversions saturate: what is no number, or below zero, is the beginning.
    Ok(byte_at(text, units as usize))
}

/// Calls what takes a text with its files and options.
fn given<T>(document: &str, options: JsValue, ask: impl FnOnce(&assist::Given<'_>) -> T) -> Answer<T> {
    let options = CheckOptions::read(options)?;
    let checked = options.options()?;
    let name = options.name();
    Ok(ask(&assist::Given { name, text: document, files: options.files(), options: &checked }))
}

/// Calls what may take a document.
fn of<T>(
    document: &JsValue,
    options: JsValue,
    ask: impl FnOnce(Option<&assist::Given<'_>>) -> T,
) -> Answer<T> {
    if document.is_undefined() || document.is_null() {
        CheckOptions::read(options)?;
        return Ok(ask(None));
    }
    given(&word("a document", document)?, options, |given| ask(Some(given)))
}

fn completions(of: &str, mut found: Completions) -> Answer<JsValue> {
    // All items are about a few places.
    let mut known: Vec<(usize, usize)> = Vec::new();
    let mut units = |byte: usize| match known.iter().find(|(known, _)| *known == byte) {
        Some((_, units)) => *units,
        None => {
            known.push((byte, index(of, byte)));
            known[known.len() - 1].1
        }
    };
    (found.start, found.end) = (units(found.start), units(found.end));
    for item in &mut found.items {
        (item.start, item.end) = (units(item.start), units(item.end));
    }
    parsed(&text(&found)?)
}

fn told(of: &str, mut found: Option<Hover>) -> Answer<JsValue> {
    if let Some(found) = &mut found {
        (found.start, found.end) = (index(of, found.start), index(of, found.end));
    }
    parsed(&text(&found)?)
}
