//! Completion in dataflow documents and bodies.

use super::held::Schemas;
use super::scene::{Scene, Within};
use super::{Completion, CompletionKind, Completions};
use crate::json::{Node, Role, Spot, escape};
use crate::schema::Expected;
use crate::steps::{STEPS, StepId};
use serde_json::Value;

/// What an item is made of besides its kind and place.
#[derive(Default)]
pub(super) struct Item {
    pub label: String,
    pub detail: Option<String>,
    pub about: Option<String>,
    /// The value to write.
    pub value: Value,
    pub rank: u32,
}

/// Items as they are found.
pub(super) struct Items<'s> {
    pub spot: &'s Spot,
    pub found: Vec<Completion>,
    /// The values that the place takes; none when any will do.
    choices: Option<Vec<Value>>,
}

impl Items<'_> {
    /// Adds a value that stands in place of the one that is there.
    pub(super) fn value(&mut self, kind: CompletionKind, item: Item) {
        let comma = if self.spot.needs_comma { "," } else { "" };
        let insert = format!("{}{comma}", item.value);
        let (start, end) = (self.spot.span.start as usize, self.spot.span.end as usize);
        self.push(kind, item, insert, (start, end));
    }

    /// Tells of the last one whether there is something to fill in.
    fn mark(&mut self) {
        if let Some(last) = self.found.last_mut() {
            last.is_snippet = last.insert.contains("${1}");
        }
    }

    /// Adds a text that stands in place of a part of the text.
    pub(super) fn push(&mut self, kind: CompletionKind, item: Item, insert: String, (start, end): (usize, usize)) {
        let Item { label, detail, about, rank, .. } = item;
        if self.found.iter().any(|f| f.insert == insert && f.start == start) {
            return;
        }
        let is_snippet = false;
        self.found.push(Completion { label, kind, detail, about, insert, start, end, is_snippet, rank });
    }
}

impl Scene<'_> {
    /// What can be written at the cursor.
    pub(super) fn complete(&self, offset: usize) -> Completions {
        let mut all = Completions { start: offset, end: offset, ..Completions::default() };
        let Some(spot) = &self.spot else { return all };
        (all.start, all.end) = (spot.inner.start as usize, spot.inner.end as usize);
        let within = self.within(&spot.pointer);
        let schemas = match within {
            Within::Document => Schemas::of_document(),
            Within::Body(step, body, _) => Schemas::of(self, step, body),
        };
        let (body, pointer) = match within {
            Within::Document => (&self.root, &*spot.pointer),
            Within::Body(_, body, pointer) => (body, pointer),
        };
        let expected = Expected::of(&schemas.held(), body, pointer, &self.flow.variables);
        let mut items = Items { spot, found: Vec::new(), choices: None };
        match spot.role {
            Role::Key(has_colon) => self.keys(&mut items, within, &expected, body.at(pointer), has_colon),
            Role::Value => {
                if let Some(part) = self.begun_placeholder(within, spot, offset) {
                    self.placeholders(&mut items, within, Some((part.start, part.end)));
                    all.start = part.start;
                    all.end = part.end;
                } else if !self.mapping(&mut items, &mut all, within, offset) {
                    let (step, inside) = self.place(&spot.pointer);
                    for id in self.ids(step, inside) {
                        items.value(CompletionKind::Id, id);
                    }
                    values(&mut items, &expected);
                    self.begin(&mut items, &expected);
                    self.placeholders(&mut items, within, None);
                }
            }
        }
        items.found.sort_by_key(|item| item.rank);
        all.items = items.found;
        all
    }

    fn keys(
        &self,
        items: &mut Items<'_>,
        within: Within<'_>,
        expected: &Expected<'_>,
        object: Option<&Node>,
        has_colon: bool,
    ) {
        let spot = items.spot;
        // The key at the cursor is not there yet.
        let is_there = |name: &str| {
            object.is_some_and(|o| o.members().iter().any(|m| &*m.key == name && m.key_span != spot.span))
        };
        for key in expected.keys(object, &self.flow.variables) {
            if is_there(key.name) {
                continue;
            }
            let below = format!("{}/{}", spot.pointer, escape(key.name));
            let value = if has_colon { None } else { Some(self.begun(&below, &key.value, &mut 0)) };
            let rank = if key.is_required { 0 } else { 1 };
            let detail = match (&key.why, key.is_required) {
                (Some(why), true) => Some(format!("required when {why}")),
                (None, true) => Some("required".to_owned()),
                _ => key.value.title().map(str::to_owned),
            };
            let about = key.value.about().map(str::to_owned);
            push_key(items, Item { label: key.name.to_owned(), detail, about, rank, ..Item::default() }, value);
        }
        if matches!(within, Within::Document) && spot.pointer == "/variables" {
            for name in self.open_names().into_iter().filter(|name| !is_there(name)) {
                let value = if has_colon { None } else { Some("\"${1}\"".to_owned()) };
                push_key(items, Item { label: name, ..Item::default() }, value);
            }
        }
    }

    /// Adds the object or array that a value begins as, where there is none yet.
    fn begin(&self, items: &mut Items<'_>, expected: &Expected<'_>) {
        let begun = self.begun(&items.spot.pointer, expected, &mut 0);
        let label = match begun.as_bytes() {
            [b'{', ..] => "{…}",
            [b'[', ..] => "[…]",
            _ => return,
        };
        if items.spot.inner.start < items.spot.inner.end {
            return;
        }
        let comma = if items.spot.needs_comma { "," } else { "" };
        let place = (items.spot.span.start as usize, items.spot.span.end as usize);
        let item = Item { label: label.to_owned(), detail: expected.title().map(str::to_owned), ..Item::default() };
        items.push(CompletionKind::Value, item, format!("{begun}{comma}"), place);
        items.mark();
    }

    /// A value to begin with, with the places that are left to fill in: what is asked for, the only choice, or the
    /// brackets that it needs.
    fn begun(&self, pointer: &str, value: &Expected<'_>, stops: &mut usize) -> String {
        let (step, inside) = self.place(pointer);
        if let [only] = &self.ids(step, inside)[..] {
            return only.value.to_string();
        }
        let need = |inside: &str| self.need(step?, inside).map(|need| format!("\"{{{}}}\"", need.capture));
        if let Some(placeholder) = need(inside) {
            return placeholder;
        }
        let stop = |stops: &mut usize| {
            *stops += 1;
            format!("${{{stops}}}")
        };
        let choices = value.choices();
        if let Some(only) = choices.as_ref().filter(|c| c.len() == 1).and_then(|c| c.first()) {
            return only.to_string();
        }
        if let Some(default) = value.default() {
            return default.to_string();
        }
        let types = value.types();
        let is = |name: &str| types.first() == Some(&name);
        let is_text = |values: &[&Value]| values.first().is_some_and(|v| v.is_string());
        let keys = value.keys(None, &self.flow.variables);
        if is("object") || types.is_empty() && !keys.is_empty() {
            let required = keys.iter().filter(|k| k.is_required && pointer.len() < 200);
            let members: Vec<_> = required
                .map(|key| {
                    let below = format!("{pointer}/{}", escape(key.name));
                    format!("{}: {}", Value::from(key.name), self.begun(&below, &key.value, stops))
                })
                .collect();
            let members = if members.is_empty() { stop(stops) } else { members.join(", ") };
            format!("{{{members}}}")
        } else if is("array") {
            format!("[{}]", need(&format!("{inside}/0")).unwrap_or_else(|| stop(stops)))
        } else if is("string") || is_text(choices.as_deref().unwrap_or_default()) || is_text(&value.examples()) {
            format!("\"{}\"", stop(stops))
        } else {
            stop(stops)
        }
    }

    /// The steps whose results a body may use: those before its own.
    pub(super) fn is_earlier(from: StepId, step: StepId) -> bool {
        let place = |id: StepId| STEPS.iter().position(|s| s.id == id);
        place(from) < place(step)
    }
}

fn push_key(items: &mut Items<'_>, item: Item, value: Option<String>) {
    let spot = items.spot;
    let name = Value::from(item.label.as_str());
    let comma = if spot.needs_comma && value.is_some() { "," } else { "" };
    let mut insert = name.to_string();
    if let Some(value) = value {
        // Editors take `$` and `\` of a snippet for their own.
        let value = if insert.contains(['$', '\\']) && value.contains("${") { "\"\"".to_owned() } else { value };
        insert = format!("{insert}: {value}{comma}");
    }
    items.push(CompletionKind::Key, item, insert, (spot.span.start as usize, spot.span.end as usize));
    items.mark();
}

/// The values that schemas name.
fn values(items: &mut Items<'_>, expected: &Expected<'_>) {
    let choices = expected.choices();
    let default = expected.default();
    let mut push = |value: &Value, detail: Option<&str>, rank| {
        let label = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let detail = detail.or((default == Some(value)).then_some("the default")).map(str::to_owned);
        items.value(CompletionKind::Value, Item { label, detail, value: value.clone(), rank, about: None });
    };
    let types = expected.types();
    for value in choices.iter().flatten() {
        push(value, None, 1);
    }
    if choices.is_none() {
        for value in expected.examples() {
            push(value, None, 1);
        }
        if let Some(value) = default {
            push(value, None, 1);
        }
        if types.contains(&"boolean") {
            push(&Value::Bool(true), None, 1);
            push(&Value::Bool(false), None, 1);
        }
    }
    items.choices = choices.map(|choices| choices.into_iter().cloned().collect());
    if items.choices.is_none() && types.len() == 1 && !matches!(types[0], "string") {
        items.choices = Some(Vec::new());
    }
}

impl Items<'_> {
    /// Can the place take any text?
    pub(super) fn takes_text(&self) -> bool {
        self.choices.is_none()
    }
}
