//! One change at a time, made in a draft.

use super::draft::Draft;
use super::list::List;
use super::style::{Style, indent, is_filled, is_one_line};
use super::{Change, Reason, Refused, What};
use crate::json::{self, Dialect, Document, Edit, Kind, Node, escape, unescape};
use crate::text::{Excerpt, Span};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The byte order mark of UTF-8, which is no part of the JSON.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// An object or array in which more than this differs is written anew.
const MOST: usize = 64;

type Done = Result<(), Refused>;

/// Reads a document, in the offsets of the whole text.
fn read(text: &str) -> Document {
    let json = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    json::parse(&Excerpt::verbatim(json, text.len() - json.len()), Dialect::Relaxed)
}

/// Makes a change.
pub(super) fn apply(draft: &mut Draft<'_>, change: &Change) -> Done {
    let pointer = &change.pointer;
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err(Refused::nowhere(pointer, "is no JSON pointer: one begins with `/`"));
    }
    if pointer.split('/').count() > json::MAX_DEPTH {
        return Err(Refused::new(Reason::NoSuchPlace, "the pointer has more keys than JSON may nest"));
    }
    match &change.what {
        What::Set(value) => set(draft, pointer, value),
        What::SetText(text) => set_text(draft, pointer, text),
        What::Remove => remove(draft, pointer),
        What::Insert { index, value } => insert(draft, pointer, *index, value),
        What::Move { from, to } => shift(draft, pointer, *from, *to),
        What::Rename(key) => rename(draft, pointer, key),
    }
}

/// A document, and how it is written.
struct Read {
    document: Document,
    style: Style,
}

impl Read {
    fn of(draft: &Draft<'_>) -> Result<Read, Refused> {
        let document = read(&draft.text);
        let style = Style::of(&draft.text, document.root.as_ref());
        if document.root.is_none() && !is_empty(&draft.text) {
            return Err(broken());
        }
        Ok(Read { document, style })
    }

    /// The values on the way to a pointer, and what of the pointer leads further than they go.
    fn walk<'r, 'p>(&'r self, pointer: &'p str) -> (Vec<&'r Node>, Vec<Cow<'p, str>>) {
        let mut nodes: Vec<&Node> = self.document.root.iter().collect();
        let mut keys = pointer.split('/').skip(1).map(unescape);
        while let Some(key) = keys.next() {
            let item = |n: &'r Node| n.items().get(key.parse::<usize>().ok()?);
            match nodes.last().and_then(|n| n.get(&key).or_else(|| item(n))) {
                Some(node) => nodes.push(node),
                None => return (nodes, std::iter::once(key).chain(keys).collect()),
            }
        }
        (nodes, Vec::new())
    }

    /// The value at a pointer, its object or array where it is in one, and its last key.
    fn find<'r, 'p>(&'r self, pointer: &'p str) -> Result<Found<'r, 'p>, Refused> {
        let (nodes, missing) = self.walk(pointer);
        match (nodes.as_slice(), missing.as_slice()) {
            ([.., node], []) => Ok(Found {
                node,
                parents: nodes[..nodes.len() - 1].to_vec(),
                key: pointer.rsplit('/').next().map(unescape).unwrap_or_default(),
            }),
            _ => Err(Refused::nowhere(pointer, "leads nowhere")),
        }
    }

    fn list<'r>(
        &'r self,
        draft: &'r Draft<'_>,
        node: &'r Node,
        parent: Option<&Node>,
    ) -> Result<List<'r>, Refused> {
        List::new(&draft.text, &self.style, node, parent).ok_or_else(broken)
    }

    /// Makes the edits, unless they leave what cannot be read.
    fn make(&self, draft: &mut Draft<'_>, edits: &[Edit]) -> Done {
        let text = draft.with(edits).ok_or_else(broken)?;
        let after = read(&text);
        let was_valid = self.document.is_valid();
        let is_worse = after.root.is_none() || after.faults.len() > self.document.faults.len();
        if was_valid && !after.is_valid() || !was_valid && is_worse && self.document.root.is_some() {
            return Err(broken());
        }
        draft.make(edits, text);
        Ok(())
    }
}

/// A value in the document.
struct Found<'r, 'p> {
    node: &'r Node,
    /// What it is in, outermost first.
    parents: Vec<&'r Node>,
    key: Cow<'p, str>,
}

impl<'r> Found<'r, '_> {
    fn parent(&self) -> Option<&'r Node> {
        self.parents.last().copied()
    }

    fn grandparent(&self) -> Option<&'r Node> {
        self.parents.iter().rev().nth(1).copied()
    }
}

fn broken() -> Refused {
    Refused::new(Reason::NotJson, "the document is not JSON around that place; mend that first")
}

/// Is there nothing in the text but blanks?
fn is_empty(text: &str) -> bool {
    text.trim_start_matches(BYTE_ORDER_MARK).trim().is_empty()
}

fn set(draft: &mut Draft<'_>, pointer: &str, value: &Value) -> Done {
    let read = Read::of(draft)?;
    let (nodes, missing) = read.walk(pointer);
    let Some(node) = nodes.last() else {
        let start = draft.text.len() - draft.text.trim_start_matches(BYTE_ORDER_MARK).len();
        let text = read.style.written(&wrapped(&missing, value), "", false) + read.style.eol;
        return read.make(draft, &[Edit { span: Span::new(start, draft.text.len()), text }]);
    };
    let parent = nodes.iter().rev().nth(1).copied();
    let Some((key, rest)) = missing.split_first() else {
        return merge(draft, &read, node, parent, pointer, value);
    };
    let edits = match &node.kind {
        Kind::Object(members) => {
            let list = read.list(draft, node, parent)?;
            list.insert(members.len(), Some(key), &wrapped(rest, value))
        }
        Kind::Array(items) if key == "-" || key.parse() == Ok(items.len()) => {
            read.list(draft, node, parent)?.insert(items.len(), None, &wrapped(rest, value))
        }
        Kind::Null => replace(draft, &read, node, parent, &wrapped(&missing, value)),
        _ => {
            let why = format!("leads nowhere: {} has no `{key}`", node.type_name());
            return Err(Refused::nowhere(pointer, &why));
        }
    };
    read.make(draft, &edits)
}

/// A value in the objects and arrays that are missing above it.
fn wrapped(keys: &[Cow<'_, str>], value: &Value) -> Value {
    keys.iter().rev().fold(value.clone(), |value, key| match &**key {
        "-" | "0" => Value::Array(vec![value]),
        key => Value::Object(Map::from_iter([(key.to_owned(), value)])),
    })
}

/// Gives a value that is there another, by changing no more of it than differs.
fn merge(
    draft: &mut Draft<'_>,
    read: &Read,
    node: &Node,
    parent: Option<&Node>,
    pointer: &str,
    value: &Value,
) -> Done {
    let mut changes = Vec::new();
    differ(node, value, pointer, &mut changes);
    if changes.len() > MOST || changes.iter().any(|c| c.pointer == *pointer && matches!(c.what, What::Set(_)))
    {
        let edits = replace(draft, read, node, parent, value);
        return read.make(draft, &edits);
    }
    changes.iter().try_for_each(|change| apply(draft, change))
}

/// The changes that make a value another. One that has nothing in common with it is set.
fn differ(node: &Node, value: &Value, pointer: &str, changes: &mut Vec<Change>) {
    if node.to_value() == *value || changes.len() > MOST {
        return;
    }
    let below = |key: &str| format!("{pointer}/{}", escape(key));
    match (&node.kind, value) {
        (Kind::Object(members), Value::Object(new)) if members.iter().any(|m| new.contains_key(&*m.key)) => {
            let gone = members.iter().filter(|m| !new.contains_key(&*m.key));
            changes.extend(gone.map(|m| Change::remove(below(&m.key))));
            for (key, value) in new {
                match node.get(key) {
                    Some(old) => differ(old, value, &below(key), changes),
                    None => changes.push(Change::set(below(key), value.clone())),
                }
            }
        }
        (Kind::Array(items), Value::Array(new)) if !items.is_empty() && !new.is_empty() => {
            let same = |(a, b): &(&Node, &Value)| a.to_value() == **b;
            let first = items.iter().zip(new).take_while(same).count();
            let most = items.len().min(new.len()) - first;
            let last = items.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
            let (old, new) = (&items[first..items.len() - last], &new[first..new.len() - last]);
            for (i, (item, value)) in old.iter().zip(new).enumerate() {
                differ(item, value, &below(&(first + i).to_string()), changes);
            }
            for i in (new.len()..old.len()).rev() {
                changes.push(Change::remove(below(&(first + i).to_string())));
            }
            for (i, value) in new.iter().enumerate().skip(old.len()) {
                changes.push(Change::insert(pointer, first + i, value.clone()));
            }
        }
        _ => changes.push(Change::set(pointer, value.clone())),
    }
}

/// The edit that writes another value in the place of one.
fn replace(draft: &Draft<'_>, read: &Read, node: &Node, parent: Option<&Node>, value: &Value) -> Vec<Edit> {
    let text = &draft.text;
    let style = &read.style;
    let is_in_line = style.is_flat || parent.is_some_and(|p| is_filled(p) && is_one_line(text, p));
    let is_line = is_in_line
        || match is_filled(node) {
            true => is_one_line(text, node) && style.fits(value),
            false => style.is_short(value),
        };
    let indent = indent(text, node.span.start as usize);
    vec![Edit { span: node.span, text: style.written(value, indent, is_line) }]
}

fn set_text(draft: &mut Draft<'_>, pointer: &str, text: &str) -> Done {
    let text = text.trim_start_matches(BYTE_ORDER_MARK).trim();
    let given = json::parse(&Excerpt::verbatim(text, 0), Dialect::Relaxed);
    let Some(root) = given.root.as_ref().filter(|_| given.is_valid()) else {
        let why = given.faults.first().map_or("there is nothing", |f| f.message.as_str());
        return Err(Refused::new(Reason::NotJson, format!("the text of the value is not JSON: {why}")));
    };
    let read = Read::of(draft)?;
    let (nodes, missing) = read.walk(pointer);
    if !missing.is_empty() || nodes.is_empty() {
        // A place is made for it first; then what was to come behind the last item has an index.
        let there = pointer.len() - missing.iter().map(|key| escape(key).len() + 1).sum::<usize>();
        let mut made = pointer.get(..there).unwrap_or_default().to_owned();
        let mut list =
            nodes.last().is_none_or(|n| !n.is_object()).then(|| nodes.last().map_or(0, |n| n.items().len()));
        for key in &missing {
            made = match list.filter(|_| key == "-") {
                Some(index) => format!("{made}/{index}"),
                None => format!("{made}/{}", escape(key)),
            };
            list = Some(0);
        }
        set(draft, pointer, &Value::Null)?;
        return set_text(draft, &made, text);
    }
    let found = read.find(pointer)?;
    let indent = indent(&draft.text, found.node.span.start as usize);
    // Nothing may come behind a comment to the end of the line.
    let tail = text.get(root.span.end as usize..).unwrap_or_default();
    let ends_in_comment = tail.rsplit('\n').next().is_some_and(|line| line.contains("//"));
    let mut text = reindented(text, indent, read.style.eol);
    if ends_in_comment {
        text.push_str(read.style.eol);
        text.push_str(indent);
    }
    read.make(draft, &[Edit { span: found.node.span, text }])
}

/// A text whose lines behind the first are indented by `indent` where they were indented least.
fn reindented(text: &str, indent: &str, eol: &str) -> String {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines = || text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let least = lines().map(blanks).min().unwrap_or(0);
    let mut out = text.lines().next().unwrap_or_default().to_owned();
    for line in text.lines().skip(1) {
        out.push_str(eol);
        if !line.trim().is_empty() {
            out.push_str(indent);
            out.push_str(&line[least..]);
        }
    }
    out
}

fn remove(draft: &mut Draft<'_>, pointer: &str) -> Done {
    let read = Read::of(draft)?;
    let found = read.find(pointer)?;
    let Some(parent) = found.parent() else {
        return Err(Refused::nowhere(pointer, "is the whole document, which is in nothing"));
    };
    let same = |m: &json::Member| *m.key == *found.key;
    let times = parent.members().iter().filter(|m| same(m)).count();
    if times > MOST {
        return Err(broken());
    }
    let member = parent.members().iter().rposition(same);
    let Some(index) = member.or_else(|| found.key.parse().ok()) else {
        return Err(Refused::nowhere(pointer, "leads nowhere"));
    };
    let edits = read.list(draft, parent, found.grandparent())?.remove(index);
    read.make(draft, &edits)?;
    // Of a key that stood twice the first would count now.
    if times > 1 { remove(draft, pointer) } else { Ok(()) }
}

fn insert(draft: &mut Draft<'_>, pointer: &str, index: usize, value: &Value) -> Done {
    let read = Read::of(draft)?;
    let (nodes, missing) = read.walk(pointer);
    let too_far = || Refused::nowhere(pointer, &format!("has no place {index}"));
    match nodes.last().filter(|_| missing.is_empty()).map(|n| (n, &n.kind)) {
        None | Some((_, Kind::Null)) if index == 0 => set(draft, pointer, &Value::Array(vec![value.clone()])),
        Some((node, Kind::Array(items))) if index <= items.len() => {
            let list = read.list(draft, node, nodes.iter().rev().nth(1).copied())?;
            let edits = list.insert(index, None, value);
            read.make(draft, &edits)
        }
        None | Some((_, Kind::Null | Kind::Array(_))) => Err(too_far()),
        Some((node, _)) => Err(Refused::nowhere(pointer, &format!("is no array, but {}", node.type_name()))),
    }
}

fn shift(draft: &mut Draft<'_>, pointer: &str, from: usize, to: usize) -> Done {
    let read = Read::of(draft)?;
    let found = read.find(pointer)?;
    let count = found.node.items().len();
    if from >= count || to >= count {
        return Err(Refused::nowhere(pointer, &format!("has no item {}", from.max(to))));
    }
    if from == to {
        return Ok(());
    }
    let edits = read.list(draft, found.node, found.parent())?.move_item(from, to);
    read.make(draft, &edits)
}

fn rename(draft: &mut Draft<'_>, pointer: &str, key: &str) -> Done {
    let read = Read::of(draft)?;
    let found = read.find(pointer)?;
    let members = found.parent().map(Node::members).unwrap_or_default();
    if members.is_empty() {
        return Err(Refused::nowhere(pointer, "is no member of an object, so it has no key"));
    }
    if found.key == key {
        return Ok(());
    }
    if members.iter().any(|m| &*m.key == key) {
        return Err(Refused::new(
            Reason::KeyExists,
            format!("there is a `{key}` beside `{pointer}` already"),
        ));
    }
    let old = members.iter().filter(|m| *m.key == *found.key);
    let edits: Vec<Edit> =
        old.map(|m| Edit { span: m.key_span, text: Value::from(key).to_string() }).collect();
    read.make(draft, &edits)
}
