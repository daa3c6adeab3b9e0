//! The ids that steps hand on: what responses in the text returned, and whether a later request uses one of them.
//!
//! Shared by the rules about single references, so that all of them treat variants on one page, elided responses,
//! placeholders and masked ids alike. It knows no rule; each of those says where it looks and what it reports.

use super::{Context, Rule};
use crate::dataflow::{Body, Dataflow, Exchange};
use crate::diagnostic::Severity;
use crate::json::{Node, Pointer};
use crate::placeholder;
use crate::spec::FlowSpec;
use crate::steps::{StepId, keys};
use crate::text::Span;
use std::borrow::Cow;

/// A place in a step's body that takes another step's id.
pub(super) struct Reference {
    /// The step whose body it is in.
    pub at: StepId,
    /// Keys on the way to it; `*` is every item of an array.
    pub path: &'static [&'static str],
    /// The step that hands the id on.
    pub from: StepId,
}

/// An id that a response shows.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// The id.
    pub id: &'a str,
    /// The response.
    pub body: &'a Body,
    /// Where it stands.
    pub span: Span,
    /// The response's exchange, as an index.
    pub exchange: usize,
}

/// The ids that the responses of a step show.
pub(super) struct HandedOn<'a> {
    /// The ids, in order.
    pub ids: Vec<Given<'a>>,
    /// Every request of the step has a response with an id, and shows all of it, so that there can be no other.
    pub complete: bool,
}

/// A text with more exchanges than this is a log or a collection of everything: what one of its responses returned
/// proves nothing about another of its requests.
const MOST_EXCHANGES: usize = 1000;

/// What the responses of a step hand on as its id.
pub(super) fn handed_on(flow: &Dataflow, step: StepId) -> HandedOn<'_> {
    if flow.exchanges.len() > MOST_EXCHANGES {
        return HandedOn { ids: Vec::new(), complete: false };
    }
    if flow.of(step).all(|e| e.response.is_none()) {
        let complete = flow.of(step).next().is_none();
        return HandedOn { ids: Vec::new(), complete };
    }
    let path = step.step().captures.first().map_or("$.id", |(_, path)| path);
    // A look-up may list several flow specs; any of them was returned.
    let keys: Vec<&str> =
        keys(path).into_iter().map(|k| if step == StepId::FlowSpec && k == "0" { "*" } else { k }).collect();
    let mut found = HandedOn { ids: Vec::new(), complete: true };
    for (exchange, e) in flow.exchanges.iter().enumerate().filter(|(_, e)| e.step == Some(step)) {
        let before = found.ids.len();
        if let Some((body, root)) = e.response.as_ref().and_then(|b| Some((b, b.root.as_ref()?))) {
            // Texts print an answer whole, or only the item that matters.
            let ids = [&keys[..], &["items", "*", "id"], &["id"]].into_iter().map(|k| find(root, k));
            for (_, node) in ids.into_iter().find(|found| !found.is_empty()).unwrap_or_default() {
                if let Some(text) = node.as_str().filter(|t| !is_masked(t)) {
                    let skip = if step == StepId::Dataset { text.rfind('/').map_or(0, |i| i + 1) } else { 0 };
                    let span = node.part_span(skip, text.len());
                    found.ids.push(Given { id: &text[skip..], body, span, exchange });
                }
            }
        }
        found.complete &= found.ids.len() > before && !(step == StepId::FlowSpec && lists_all(e));
    }
    found
}

/// Does the look-up ask for all flow specs, so that a text shows only some of the answer?
fn lists_all(look_up: &Exchange) -> bool {
    look_up.envelope.as_ref().is_some_and(|e| {
        let url = &e.url.text;
        url.split('?').next().is_some_and(|path| path.trim_end_matches('/').ends_with("/flowSpecs"))
            && !url.contains("property=")
    })
}

/// The way to a value: a path of keys, and the items taken where it says `*`.
#[derive(Clone, Copy)]
pub(super) struct Way<'p> {
    path: &'p [&'p str],
    indexes: [usize; MOST_STARS],
}

/// How many `*` a path may have.
const MOST_STARS: usize = 2;

impl Way<'_> {
    /// As a JSON pointer.
    pub fn pointer(&self) -> String {
        let mut indexes = self.indexes.iter();
        let mut pointer = Pointer::default();
        for key in self.path {
            match indexes.as_slice() {
                [index, ..] if *key == "*" => {
                    pointer.push_index(*index);
                    indexes.next();
                }
                _ => pointer.push_key(key),
            }
        }
        pointer.to_string()
    }
}

/// The values at a path of keys, and the ways to them; `*` is every item of an array.
pub(super) fn find<'a, 'p>(root: &'a Node, path: &'p [&'p str]) -> Vec<(Way<'p>, &'a Node)> {
    let mut found = Vec::new();
    collect(root, path, 0, Way { path, indexes: [0; MOST_STARS] }, &mut found);
    found
}

/// Goes the keys that are left of a path, `stars` of whose `*` have been passed.
fn collect<'a, 'p>(
    node: &'a Node,
    keys: &'p [&'p str],
    stars: usize,
    way: Way<'p>,
    found: &mut Vec<(Way<'p>, &'a Node)>,
) {
    let Some((key, keys)) = keys.split_first() else {
        found.push((way, node));
        return;
    };
    if *key == "*" {
        for (i, item) in node.items().iter().enumerate() {
            let mut way = way;
            way.indexes[stars] = i;
            collect(item, keys, stars + 1, way, found);
        }
    } else if let Some(value) =
        node.get(key).or_else(|| key.parse().ok().and_then(|i: usize| node.items().get(i)))
    {
        collect(value, keys, stars, way, found);
    }
}

/// Is it an id made unreadable on purpose (`xxxxxxxx-xxxx`, `4cb0****`)?
pub(super) fn is_masked(text: &str) -> bool {
    let is_mask = |run: &[u8]| {
        run[0] == run[1] && run[1] == run[2] && matches!(run[0], b'x' | b'X' | b'*' | b'.' | b'#')
    };
    text.is_empty() || text.as_bytes().windows(3).any(is_mask) || text.contains('…')
}

/// The text of a string that is known to its last letter: variables filled in, no placeholder left, not masked.
pub(super) fn literal<'n>(cx: &Context<'_>, node: &'n Node) -> Option<Cow<'n, str>> {
    let text = cx.filled(node)?;
    // Every placeholder has one of these, and so has what is left of one.
    let is_whole = |b: u8| !matches!(b, b'{' | b'}' | b'<' | b'>');
    (text.bytes().all(is_whole) && !is_masked(&text)).then_some(text)
}

/// Can two ids be the same? Letters count without case.
pub(super) fn may_be_same(cx: &Context<'_>, a: &str, b: &str) -> bool {
    let is_open = |text: &str| text.contains(['{', '<', '$']);
    match is_open(a) || is_open(b) {
        true => cx.may_equal(a, b),
        false => a.eq_ignore_ascii_case(b),
    }
}

/// Reports every id at `reference` that no response of the step it must come from returned.
pub(super) fn check_reference(cx: &mut Context<'_>, rule: &'static Rule, reference: &Reference) {
    let flow = cx.flow;
    let given = handed_on(flow, reference.from);
    if given.ids.is_empty() {
        return;
    }
    for (index, exchange) in flow.exchanges.iter().enumerate().filter(|(_, e)| e.step == Some(reference.at)) {
        let Some((body, root)) = readable(exchange) else { continue };
        for (way, node) in find(root, reference.path) {
            let Some(id) = literal(cx, node) else { continue };
            if given.ids.iter().any(|g| may_be_same(cx, &id, g.id)) || !is_shaped(reference.from, &id) {
                continue;
            }
            let other = owner(cx, &id, reference.from);
            // The nearest response before the request is what a reader expects here.
            let Some(due) = given.ids.iter().rev().find(|g| g.exchange <= index).or(given.ids.first()) else {
                continue;
            };
            let noun = noun(reference.from);
            let message = match other {
                Some(step) => format!(
                    "`{id}` is the id of the {}; the {noun}'s, `{}`, is due here",
                    self::noun(step),
                    due.id
                ),
                None => format!(
                    "`{id}`{} is not the id of this dataflow's {noun}, which is `{}`{}",
                    known_as(reference.from, &id),
                    due.id,
                    known_as(reference.from, due.id)
                ),
            };
            let mut report = cx
                .at_value(rule, body, &way.pointer())
                .step(Some(reference.at))
                .related(due.body.file, due.span, format!("the {noun}'s id, as its response shows it"))
                .help(format!("use `{}`", due.id));
            if given.complete && given.ids.len() == 1 && !placeholder::is_open(due.id) {
                report = report.fix(node.span, format!("\"{}\"", due.id));
            }
            if !given.complete {
                // A response that is not shown may have returned it.
                report = report.severity(Severity::Warning);
            }
            report.say(message);
        }
    }
}

/// What a step's id is the id of.
fn noun(step: StepId) -> &'static str {
    if step == StepId::FlowSpec { "flow spec" } else { step.step().title }
}

/// The name of a flow spec, in brackets, behind its id.
fn known_as(step: StepId, id: &str) -> String {
    let spec = FlowSpec::by_id(id).filter(|_| step == StepId::FlowSpec);
    spec.and_then(|s| s.name).map_or(String::new(), |name| format!(" ({name})"))
}

/// The step, other than the right one, whose response returned this id.
pub(super) fn owner(cx: &Context<'_>, id: &str, right: StepId) -> Option<StepId> {
    let steps = crate::steps::STEPS.iter().map(|s| s.id).filter(|s| *s != right);
    steps.into_iter().find(|s| handed_on(cx.flow, *s).ids.iter().any(|g| g.id.eq_ignore_ascii_case(id)))
}

/// A body and its value, where it could be read.
pub(super) fn readable(exchange: &Exchange) -> Option<(&Body, &Node)> {
    exchange.body.as_ref().and_then(|b| Some((b, b.root.as_ref()?)))
}

/// Has the id the shape its kind has? What has not is the shape rule's to report.
pub(super) fn is_shaped(from: StepId, id: &str) -> bool {
    match from {
        StepId::Dataset => is_hex(id, 24),
        StepId::MappingSet => is_hex(id, 32) || is_uuid(id),
        _ => is_uuid(id),
    }
}

/// Hexadecimal digits, exactly so many?
pub(super) fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Groups of 8, 4, 4, 4 and 12 hexadecimal digits?
pub(super) fn is_uuid(text: &str) -> bool {
    let is_right = |(i, b): (usize, u8)| match i {
        8 | 13 | 18 | 23 => b == b'-',
        _ => b.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_right)
}

/// Is the flow created as a draft, to be completed before it is published?
pub(super) fn is_draft(exchange: &Exchange) -> bool {
    exchange.envelope.as_ref().is_some_and(|e| {
        e.url
            .text
            .split_once('?')
            .is_some_and(|(_, query)| query.split('&').any(|p| p.eq_ignore_ascii_case("mode=draft")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert!(is_uuid("ea1c2a08-b722-11eb-8529-0242ac130003"));
        assert!(!is_uuid("cea1c2a08-b722-11eb-8529-0242ac130003"));
        assert!(!is_uuid("ea1c2a08-b722-11eb-8529-0242ac13000g"));
        assert!(is_masked("4cb0c374-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));
    }
}
