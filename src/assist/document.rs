//! Completion in dataflow documents and bodies.

use super::held::Schemas;
use super::scene::{Scene, Within};
use super::{Completion, CompletionKind, Completions};
use crate::json::{Node, Role, Spot};
use crate::placeholder;
use crate::schema::{Expected, Key, document_schema};
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
            Within::Document => Schemas::one(document_schema()),
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
                if let Some(part) = self.begun_placeholder(spot, offset) {
                    self.placeholders(&mut items, within, Some((part.start, part.end)));
                    all.start = part.start;
                    all.end = part.end;
                } else if !self.mapping(&mut items, &mut all, within, offset) {
                    self.ids(&mut items, within);
                    values(&mut items, &expected);
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
            let value = if has_colon { None } else { Some(self.begun_value(within, spot, &key)) };
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

    /// A value to begin with: the only one there is, or the brackets that it needs.
    fn begun_value(&self, within: Within<'_>, spot: &Spot, key: &Key<'_>) -> String {
        if let Within::Body(step, _, pointer) = within {
            let below = format!("{pointer}/{}", crate::json::escape(key.name));
            if let Some(need) = self.need(step, &below) {
                return format!("\"{{{}}}\"", need.capture);
            }
            if let Some(need) = self.need(step, &format!("{below}/0")) {
                return format!("[\"{{{}}}\"]", need.capture);
            }
        }
        let _ = spot;
        if let Some([only]) = key.value.choices().as_deref() {
            return only.to_string();
        }
        if let Some(default) = key.value.default() {
            return default.to_string();
        }
        match key.value.types().first() {
            Some(&"object") => "{${1}}",
            Some(&"array") => "[${1}]",
            Some(&"string") => "\"${1}\"",
            None if key.value.choices().is_some() || key.value.examples().iter().any(|e| e.is_string()) => "\"${1}\"",
            None if !key.value.keys(None, &self.flow.variables).is_empty() => "{${1}}",
            _ => "${1}",
        }
        .to_owned()
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
        let value = if insert.contains(['$', '\\']) { value.replace("${1}", "") } else { value };
        insert = format!("{insert}: {value}{comma}");
    }
    items.push(CompletionKind::Key, item, insert, (spot.span.start as usize, spot.span.end as usize));
    if let Some(last) = items.found.last_mut() {
        last.is_snippet = last.insert.contains("${1}");
    }
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

/// Is a text one placeholder that is still being written, or about to be?
pub(super) fn is_whole(typed: &str) -> bool {
    typed.is_empty() || typed.starts_with('{') || placeholder::name(typed).is_some()
}
