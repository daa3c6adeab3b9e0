//! Documents that are being written: what there is to see in them, changes of them, guided fields. Offsets cross as
//! JavaScript counts them, in UTF-16 units of the whole string, its byte order mark included.

use super::error::{Code, failure};
use super::given::word;
use super::options::CheckOptions;
use super::{Answer, parsed, text};
use crate::assist::{self, Given};
use crate::check::{self, Report};
use crate::edit::{self, Reason, Refused, What};
use crate::fix;
use crate::inspect::{self, TextEdit};
use crate::json::{self, Dialect, Edit, Node};
use crate::text::{Excerpt, Utf16};
use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A text and its offsets.
struct Written {
    text: String,
    offsets: Utf16,
    /// The bytes of its byte order mark.
    mark: usize,
}

impl Written {
    fn of(document: &JsValue) -> Answer<Written> {
        let text = word("a document", document)?;
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Ok(Written { offsets: Utf16::of(&text), text, mark })
    }

    /// Calls what takes a text with its files and options: without its byte order mark, behind which the core counts.
    fn given<T>(&self, options: &CheckOptions, ask: impl FnOnce(&Given<'_>) -> T) -> Answer<T> {
        let (name, text) = (options.name(), &self.text[self.mark..]);
        Ok(ask(&Given { name, text, files: options.files(), options: &options.options()? }))
    }

    fn unit(&self, at: &mut usize) {
        *at = self.offsets.unit(*at + self.mark);
    }

    fn edits(&self, edits: &[Edit], mark: usize) -> Answer<JsValue> {
        let mut edits: Vec<TextEdit> = edits.iter().map(TextEdit::from).collect();
        for edit in &mut edits {
            edit.start = self.offsets.unit(edit.start + mark);
            edit.end = self.offsets.unit(edit.end + mark);
        }
        parsed(&text(&edits)?)
    }

    fn check(&self, options: &CheckOptions) -> Answer<Report> {
        Ok(check::check(options.name(), self.text.as_bytes(), options.files(), &options.options()?))
    }
}

/// All that an editor shows of a text, made of one check: the findings with their places and edits, the steps, the
/// placeholders. Offsets are into the string given.
#[wasm_bindgen(unchecked_return_type = "Inspection")]
pub fn inspect(
    #[wasm_bindgen(unchecked_param_type = "string")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let document = Written::of(&document)?;
    let report = document.check(&CheckOptions::read(options)?)?;
    let mut inspection = inspect::inspect(&report);
    inspection.offsets(&mut |at| document.unit(at));
    parsed(&text(&inspection)?)
}

/// The edits of a JSON document that make changes of its values, one after the other; comments and formatting stay.
///
/// It throws an `Error` with the code `no-such-place`, `key-exists` or `not-json` when one of them cannot be made.
#[wasm_bindgen(unchecked_return_type = "TextEdit[]")]
pub fn edit(
    #[wasm_bindgen(unchecked_param_type = "string")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Change[]")] changes: JsValue,
) -> Answer<JsValue> {
    let document = Written::of(&document)?;
    let edits = edit::edit(&document.text, &read_changes(&changes)?).map_err(|why| refused(&why))?;
    document.edits(&edits, 0)
}

/// The values of a document that people get wrong, each with what may stand there now.
#[wasm_bindgen(unchecked_return_type = "GuidedField[]")]
pub fn guide(
    #[wasm_bindgen(unchecked_param_type = "string")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let document = Written::of(&document)?;
    let options = CheckOptions::read(options)?;
    let report = document.check(&options)?;
    let mut fields = document.given(&options, |given| assist::guide(given, &report))?;
    fields.iter_mut().for_each(|field| field.offsets(&mut |at| document.unit(at)));
    parsed(&text(&fields)?)
}

/// The edits that give a guided field a value, or take it out with `null`, with what goes with it: what the new value
/// forbids beside it is taken out, and what is missing around it is made.
#[wasm_bindgen(js_name = setField, unchecked_return_type = "TextEdit[]")]
pub fn set_field(
    #[wasm_bindgen(unchecked_param_type = "string")] document: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] pointer: JsValue,
    #[wasm_bindgen(unchecked_param_type = "unknown")] value: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let document = Written::of(&document)?;
    let pointer = word("a pointer", &pointer)?;
    let value = if value.is_undefined() || value.is_null() { None } else { Some(plain(&value)?) };
    let options = CheckOptions::read(options)?;
    let value = value.as_ref().map(Node::to_value);
    let edits = document.given(&options, |given| assist::set_field(given, &pointer, value.as_ref()))?;
    document.edits(&edits.map_err(|why| refused(&why))?, document.mark)
}

/// Mends all findings that can be mended mechanically; `null` when there are none.
#[wasm_bindgen(js_name = fixAll, unchecked_return_type = "FixedText | null")]
pub fn fix_all(
    #[wasm_bindgen(unchecked_param_type = "string")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Answer<JsValue> {
    let document = word("a document", &document)?;
    let options = CheckOptions::read(options)?;
    let fixed = fix::fix(options.name(), document.as_bytes(), options.files(), &options.options()?);
    let fixed = fixed.map(|fixed| FixedText { text: fixed.text, mended: fixed.mended });
    parsed(&text(&fixed)?)
}

/// A text that has been mended.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
struct FixedText {
    /// The new text.
    text: String,
    /// How many findings were mended.
    mended: usize,
}

fn refused(why: &Refused) -> JsValue {
    let code = match why.reason {
        Reason::NoSuchPlace => Code::NoSuchPlace,
        Reason::KeyExists => Code::KeyExists,
        Reason::NotJson => Code::NotJson,
    };
    failure(code, &why.message)
}

/// A plain value, by way of its JSON.
fn plain(value: &JsValue) -> Answer<Node> {
    let odd = || failure(Code::BadArgument, "a value is one that JSON can write");
    let text = JSON::stringify(value).map_err(|_| odd())?.as_string().ok_or_else(odd)?;
    json::parse(&Excerpt::verbatim(&text, 0), Dialect::Strict).root.ok_or_else(odd)
}

/// A change to a document. Pointers are JSON pointers into the whole of it; objects and arrays that are missing on the way are
/// made.
#[derive(tsify::Tsify)]
#[tsify(missing_as_null)]
#[serde(tag = "do", rename_all = "camelCase")]
#[allow(dead_code, reason = "read member by member; this declares its type")]
enum Change {
    /// Gives the place this value; of an object or an array only what differs is written anew.
    Set {
        pointer: String,
        #[tsify(type = "unknown")]
        value: (),
    },
    /// Gives the place the value of this JSON text, written as it is there, comments included.
    SetText { pointer: String, text: String },
    /// Takes the member or item out.
    Remove { pointer: String },
    /// Puts an item into the array at the place.
    Insert {
        pointer: String,
        index: usize,
        #[tsify(type = "unknown")]
        value: (),
    },
    /// Puts an item of the array at the place elsewhere; `to` is the index it has afterwards.
    Move { pointer: String, from: usize, to: usize },
    /// Gives the member another key.
    Rename { pointer: String, key: String },
}

fn read_changes(changes: &JsValue) -> Answer<Vec<edit::Change>> {
    let list = plain(changes)?;
    let odd = |why: String| failure(Code::BadArgument, &why);
    if !matches!(list.kind, json::Kind::Array(_)) {
        return Err(odd("changes are an array".to_owned()));
    }
    let read = |change: &Node| {
        let missing = |key: &str| odd(format!("a change lacks its `{key}`"));
        let string =
            |key: &str| change.get(key).and_then(Node::as_str).map(str::to_owned).ok_or_else(|| missing(key));
        let value = || change.get("value").map(Node::to_value).ok_or_else(|| missing("value"));
        let index = |key: &str| {
            let number = change.get(key).and_then(Node::as_number);
            number.and_then(|n| n.parse().ok()).ok_or_else(|| missing(key))
        };
        let what = match string("do")?.as_str() {
            "set" => What::Set(value()?),
            "setText" => What::SetText(string("text")?),
            "remove" => What::Remove,
            "insert" => What::Insert { index: index("index")?, value: value()? },
            "move" => What::Move { from: index("from")?, to: index("to")? },
            "rename" => What::Rename(string("key")?),
            other => return Err(odd(format!("there is no change `{other}`"))),
        };
        Ok(edit::Change { pointer: string("pointer")?, what })
    };
    list.items().iter().map(read).collect()
}
