//! The ids that one step hands to the next become placeholders: those that an answer in the text shows, and those
//! of which it is safe to say that they stand for a step of this document. What stays is told.

use super::body;
use super::gather::Candidate;
use super::notes::Notes;
use crate::diagnostic::Severity;
use crate::json::{Edit, Node};
use crate::placeholder::{self, Template};
use crate::steps::{STEPS, StepId, captures};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An id of fewer letters may stand in a body by chance.
const LONG: usize = 20;

/// A value in a body that stands where an earlier result belongs.
struct Place {
    /// Whose body.
    step: usize,
    pointer: String,
    /// The placeholder that belongs there.
    capture: &'static str,
    text: String,
}

/// What becomes of the values that stand where the result of a step belongs.
enum Fate {
    Becomes(&'static str),
    Stays,
    /// No answer shows it: the other places decide.
    Open,
}

/// Replaces ids in the bodies of a dataflow.
pub(super) fn link(steps: &mut [Candidate], notes: &mut Notes) {
    let places = places(steps);
    let mut edits: BTreeMap<(usize, String), &'static str> = BTreeMap::new();
    let mut open: Vec<&Place> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for place in &places {
        match fate(place, steps, notes, &mut told) {
            Fate::Becomes(name) => {
                edits.insert((place.step, place.pointer.clone()), name);
            }
            Fate::Stays => {}
            Fate::Open => open.push(place),
        }
    }
    for (capture, _) in captures() {
        let here: Vec<&&Place> = open.iter().filter(|p| p.capture == capture).collect();
        if let Some(name) = agreed(&here, steps, notes) {
            edits.extend(here.iter().map(|p| ((p.step, p.pointer.clone()), name)));
        }
    }
    for (index, pointer, name) in elsewhere(steps) {
        // What stands where a result belongs is decided.
        if !places.iter().any(|p| p.step == index && p.pointer == pointer) {
            edits.insert((index, pointer), name);
        }
    }
    for (index, step) in steps.iter_mut().enumerate() {
        let mut here: Vec<Edit> = edits
            .range((index, String::new())..(index + 1, String::new()))
            .filter_map(|((_, pointer), name)| {
                let span = step.json.root.at(pointer)?.span;
                Some(Edit { span, text: format!("\"{{{name}}}\"") })
            })
            .collect();
        if let Some(changed) = body::changed(&step.json.text, &mut here) {
            step.json = changed;
        }
    }
}

/// Where earlier results belong, in order.
fn places(steps: &[Candidate]) -> Vec<Place> {
    let mut found = Vec::new();
    for (step, candidate) in steps.iter().enumerate() {
        for need in candidate.step.needs.iter().filter(|n| n.capture != flow_spec()) {
            for (pointer, node) in need.places(&candidate.json.root) {
                if let Some(text) = node.as_str().or(node.as_number()).filter(|text| !text.is_empty()) {
                    found.push(Place { step, pointer, capture: need.capture, text: text.to_owned() });
                }
            }
        }
    }
    found
}

/// The placeholder of the flow spec's id: that id is the same everywhere and stays readable.
fn flow_spec() -> &'static str {
    StepId::FlowSpec.step().captures.first().map_or("", |(name, _)| name)
}

/// Is the value of that name an id, or a mere number beside one?
fn is_id(capture: &str) -> bool {
    STEPS.iter().any(|s| s.captures.first().is_some_and(|(name, _)| *name == capture))
}

fn fate<'p>(place: &'p Place, steps: &[Candidate], notes: &mut Notes, told: &mut Vec<&'p str>) -> Fate {
    let text = place.text.as_str();
    let hole = placeholder::name(text);
    if hole.is_some_and(|name| captures().iter().any(|(known, _)| *known == name)) {
        return Fate::Stays;
    }
    let user = &steps[place.step];
    let giver = steps.iter().find(|s| s.step.captures.iter().any(|(name, _)| *name == place.capture));
    let at = user.at(&place.pointer);
    let Some(giver) = giver else {
        if hole.is_none() && is_id(place.capture) && !told.contains(&text) {
            told.push(text);
            let title = maker(place.capture);
            let message = format!("`{text}` stays: no request here creates the {title} it names");
            notes
                .say("id-stays", Severity::Info, at, message)
                .step(user.step)
                .pointer(place.pointer.as_str());
        }
        return Fate::Stays;
    };
    let title = giver.step.title;
    let shown = giver.gives(place.capture).filter(|id| *id == text || placeholder::name(id).is_none());
    if shown.is_some_and(|id| same(text, id)) || (hole.is_some() && is_id(place.capture)) {
        return Fate::Becomes(place.capture);
    }
    let Some(shown) = shown else {
        return if is_id(place.capture) { Fate::Open } else { Fate::Stays };
    };
    if !is_id(place.capture) {
        let message = format!(
            "`{text}` stays: the answer to the {title}'s request shows `{shown}`, and nobody can say which is meant"
        );
        notes.say("id-stays", Severity::Info, at, message).step(user.step).pointer(place.pointer.as_str());
        return Fate::Stays;
    }
    let other = steps.iter().find_map(|s| {
        let given = s.given.first().filter(|(name, id)| is_id(name) && same(text, id))?;
        Some((given.0, s.step))
    });
    if let Some((name, owner)) = other.filter(|(_, owner)| owner.id < user.step.id) {
        let message = format!(
            "`{text}` is the id of the {}, where the {title}'s is due; it becomes `{{{name}}}`",
            owner.title
        );
        notes
            .say("id-replaced", Severity::Warning, at, message)
            .step(user.step)
            .pointer(place.pointer.as_str());
        return Fate::Becomes(name);
    }
    let message =
        format!("`{text}` stays: the {title}'s id is `{shown}`, as the answer to its request shows");
    notes
        .say("id-stays", Severity::Warning, at, message)
        .help(format!("write `{{{}}}` if this {title} is meant", place.capture))
        .step(user.step)
        .pointer(place.pointer.as_str());
    Fate::Stays
}

/// The placeholder for ids that no answer shows: one and the same wherever the step's result belongs, it can only
/// be the step's.
fn agreed(here: &[&&Place], steps: &[Candidate], notes: &mut Notes) -> Option<&'static str> {
    let first = here.first()?;
    let user = &steps[first.step];
    let title = maker(first.capture);
    let at = user.at(&first.pointer);
    let name = first.capture;
    if here.iter().all(|p| same(&p.text, &first.text)) {
        let message =
            format!("`{}` becomes `{{{name}}}`: it stands where the {title}'s id belongs", first.text);
        notes
            .say("id-replaced", Severity::Info, at, message)
            .help("no answer in the text shows the id")
            .step(user.step)
            .pointer(first.pointer.as_str());
        return Some(name);
    }
    let message = format!("the {title}'s id is not the same everywhere, so the ids stay");
    let note = notes.say("id-stays", Severity::Warning, at, message).step(user.step);
    here.iter().skip(1).filter(|p| !same(&p.text, &first.text)).fold(
        note.pointer(first.pointer.as_str()).help(format!("write `{{{name}}}` where this {title} is meant")),
        |note, p| note.related(steps[p.step].at(&p.pointer), "another one"),
    );
    None
}

/// Ids that answers show and that stand in other places of later bodies.
fn elsewhere(steps: &[Candidate]) -> Vec<(usize, String, &'static str)> {
    let mut found = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let known: Vec<(&'static str, &str)> = steps[..index]
            .iter()
            .flat_map(|s| &s.given)
            .filter(|(name, id)| is_id(name) && id.len() >= LONG && !placeholder::is_open(id))
            .map(|(name, id)| (*name, id.as_str()))
            .collect();
        if !known.is_empty() {
            texts(&step.json.root, String::new(), &mut |pointer, text| {
                if let Some((name, _)) = known.iter().find(|(_, id)| *id == text) {
                    found.push((index, pointer.to_owned(), *name));
                }
            });
        }
    }
    found
}

/// Every text of a body with its pointer.
pub(super) fn texts<'n>(node: &'n Node, pointer: String, visit: &mut dyn FnMut(&str, &'n str)) {
    if let Some(text) = node.as_str() {
        visit(&pointer, text);
    }
    for member in node.members() {
        texts(&member.value, format!("{pointer}/{}", crate::json::escape(&member.key)), visit);
    }
    for (i, item) in node.items().iter().enumerate() {
        texts(item, format!("{pointer}/{i}"), visit);
    }
}

/// What people call the step that hands on a value of that name.
fn maker(capture: &str) -> &'static str {
    captures().iter().find(|(name, _)| *name == capture).map_or("step", |(_, id)| id.step().title)
}

/// Can two texts be the same id? Letters count without case, placeholders for any text, and a schema's `altId` for
/// its `$id`.
pub(super) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (schema_id(a), schema_id(b));
    if a.eq_ignore_ascii_case(&b) {
        return true;
    }
    let (a, b) = (Template::parse(&a), Template::parse(&b));
    (a.is_open() || b.is_open()) && !a.is_placeholder() && !b.is_placeholder() && a.may_equal(&b)
}

/// `_acme.schemas.94aa` as `https://ns.adobe.com/acme/schemas/94aa`.
fn schema_id(text: &str) -> Cow<'_, str> {
    match text
        .split_once(".schemas.")
        .map(|(tenant, hash)| (tenant.strip_prefix('_').unwrap_or(tenant), hash))
    {
        Some((tenant, hash)) if !tenant.contains('/') => {
            format!("https://ns.adobe.com/{tenant}/schemas/{hash}").into()
        }
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn ids_are_compared_as_what_they_name() {
        assert!(same("9A60-b", "9a60-b"));
        assert!(same("_acme.schemas.94aa", "https://ns.adobe.com/acme/schemas/94aa"));
        assert!(same("{TENANT_ID}.schemas.94aa", "https://ns.adobe.com/acme/schemas/94aa"));
        assert!(same(
            "https://ns.adobe.com/{TENANT_ID}/schemas/94aa",
            "https://ns.adobe.com/acme/schemas/94aa"
        ));
        assert!(!same(
            "https://ns.adobe.com/{TENANT_ID}/schemas/94ab",
            "https://ns.adobe.com/acme/schemas/94aa"
        ));
        assert!(!same("{ID}", "9a60"));
    }
}
