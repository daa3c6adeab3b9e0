//! Completion in dataflow documents and bodies.

use super::begin::View;
use super::held::Schemas;
use super::scene::{Scene, Within};
use super::{Completion, CompletionKind, Completions};
use crate::json::{Role, Spot, escape};
use crate::schema::Expected;
use crate::steps;
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
    /// Any text may stand there.
    pub takes_text: bool,
}

impl Items<'_> {
    /// Adds a value that stands in place of the one that is there.
    pub(super) fn value(&mut self, kind: CompletionKind, item: Item) {
        let insert = item.value.to_string();
        self.whole(kind, item, insert);
    }

    /// Adds a text that stands in place of the key or the value that is there.
    fn whole(&mut self, kind: CompletionKind, item: Item, mut insert: String) {
        if self.spot.needs_comma && self.spot.role != Role::Key(true) {
            insert.push(',');
        }
        let place = (self.spot.span.start as usize, self.spot.span.end as usize);
        self.push(kind, item, insert, place);
    }

    /// Adds a text that stands in place of a part of the text.
    pub(super) fn push(
        &mut self,
        kind: CompletionKind,
        item: Item,
        insert: String,
        (start, end): (usize, usize),
    ) {
        let Item { label, detail, about, rank, .. } = item;
        if self.found.iter().any(|f| f.insert == insert && f.start == start) {
            return;
        }
        let is_snippet = insert.contains("${1}");
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
        let schemas = Schemas::of(self, within);
        let view = View::new(self, within, &schemas);
        let mut items = Items { spot, found: Vec::new(), takes_text: true };
        match spot.role {
            Role::Key(has_colon) => self.keys(&mut items, &view, has_colon),
            Role::Value => {
                if let Some(part) = self.begun_placeholder(within, spot, offset) {
                    (all.start, all.end) = (part.start, part.end);
                    self.placeholders(&mut items, within, Some((part.start, part.end)));
                } else if !self.mapping(&mut items, &mut all, within, offset) {
                    for id in self.ids(view.step, view.inside) {
                        items.value(CompletionKind::Id, id);
                    }
                    let expected = view.expected(view.inside);
                    values(&mut items, &expected);
                    begin(&mut items, &view, &expected);
                    self.placeholders(&mut items, within, None);
                }
            }
        }
        items.found.sort_by_key(|item| item.rank);
        all.items = items.found;
        all
    }

    fn keys(&self, items: &mut Items<'_>, view: &View<'_>, has_colon: bool) {
        let spot = items.spot;
        let object = view.body.at(view.inside);
        // The key at the cursor is not there yet.
        let is_there = |name: &str| {
            object.is_some_and(|o| o.members().iter().any(|m| &*m.key == name && m.key_span != spot.span))
        };
        let mut add = |label: &str, detail: Option<String>, about: Option<&str>, rank: u32, value: String| {
            let key = Value::from(label).to_string();
            let insert = if has_colon { key } else { format!("{key}: {value}") };
            let about = about.map(str::to_owned);
            let item = Item { label: label.to_owned(), detail, about, rank, ..Item::default() };
            items.whole(CompletionKind::Key, item, plain(insert));
        };
        for key in view.expected(view.inside).keys(object, &self.flow.variables) {
            if is_there(key.name) {
                continue;
            }
            let rank = u32::from(!key.is_required);
            let detail = match (&key.why, key.is_required) {
                (Some(why), true) => Some(format!("required when {why}")),
                (None, true) => Some("required".to_owned()),
                _ => key.value.title().map(str::to_owned),
            };
            let is_step = view.step.is_none() && view.inside == "/steps";
            let value = match steps::by_name(key.name).filter(|_| is_step) {
                Some(step) => {
                    let body = Scene::nothing();
                    let within = Within::Body(step.id, &body, "");
                    let schemas = Schemas::of(self, within);
                    View::new(self, within, &schemas).begun("")
                }
                None => view.begun(&format!("{}/{}", view.inside, escape(key.name))),
            };
            add(key.name, detail, key.value.about(), rank, value);
        }
        if view.step.is_none() && view.inside == "/variables" {
            for name in self.open_names().into_iter().filter(|name| !is_there(name)) {
                add(&name, None, None, 0, "\"${1}\"".to_owned());
            }
        }
    }
}

/// A text without places to fill in, where editors would take a part of it for their own.
fn plain(text: String) -> String {
    let is_clean = |text: &str| text.match_indices('$').all(|(at, _)| text[at..].starts_with("${"));
    if is_clean(&text) && !text.contains('\\') {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once("${") {
        out.push_str(before);
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    out + rest
}

/// The values that schemas name.
fn values(items: &mut Items<'_>, expected: &Expected<'_>) {
    let choices = expected.choices();
    let types = expected.types();
    let default = expected.default();
    let both = [Value::Bool(true), Value::Bool(false)];
    let named = match &choices {
        Some(choices) => choices.clone(),
        None => {
            let truths = both.iter().filter(|_| types.contains(&"boolean"));
            expected.examples().into_iter().chain(default).chain(truths).collect()
        }
    };
    for value in named {
        let label = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let detail = (default == Some(value)).then(|| "the default".to_owned());
        items
            .value(CompletionKind::Value, Item { label, detail, value: value.clone(), rank: 1, about: None });
    }
    items.takes_text = choices.is_none() && (types.is_empty() || types.contains(&"string"));
}

/// The object or array that a value begins as, where there is none yet.
fn begin(items: &mut Items<'_>, view: &View<'_>, expected: &Expected<'_>) {
    let begun = view.begun(view.inside);
    let label = match begun.as_bytes() {
        [b'{', ..] => "{…}",
        [b'[', ..] => "[…]",
        _ => return,
    };
    if items.spot.span.start == items.spot.span.end {
        let detail = expected.title().map(str::to_owned);
        let item = Item { label: label.to_owned(), detail, ..Item::default() };
        items.whole(CompletionKind::Value, item, plain(begun));
    }
}
