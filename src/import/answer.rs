//! From what Platform answers to a `GET` to the bodies that would create the same: what the service itself adds is
//! left out. What a body takes is what the schema of its step knows; there is no second list of that.

use super::body;
use super::gather::{Candidate, Gathered, start};
use super::notes::Notes;
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::input;
use crate::json::{self, Dialect, Node};
use crate::spec::FlowSpec;
use crate::steps::{Step, StepId};
use crate::text::{Excerpt, FileId, Place, Sources};
use serde_json::{Map, Value, json};

/// The media type of a target schema's first version, for answers that name none.
const MEDIA_TYPE: &str = "application/vnd.adobe.xed-full+json;version=1";

/// Takes an answer that stands alone in a file; false when it is none.
pub(super) fn gather(file: FileId, sources: &Sources, gathered: &mut Gathered, notes: &mut Notes) -> bool {
    let text = &sources.get(file).text;
    let may_be_ours = || input::has_our_words(text) || text.contains("\"meta:class\"");
    if !text.trim_start().starts_with(['{', '[']) || !may_be_ours() {
        return false;
    }
    let parsed = json::parse(&Excerpt::verbatim(text, 0), Dialect::Relaxed);
    parsed.root.is_some_and(|root| of(file, &root, gathered, notes))
}

/// Takes an answer that a text shows.
pub(super) fn of_response(response: &Body, gathered: &mut Gathered, notes: &mut Notes) {
    if let Some(root) = &response.root {
        of(response.file, root, gathered, notes);
    }
}

fn of(file: FileId, root: &Node, gathered: &mut Gathered, notes: &mut Notes) -> bool {
    if input::is_flow_spec_answer(root) {
        flow_spec(root, gathered);
        return true;
    }
    let mut any = false;
    for (id, object) in objects(root) {
        any |= one(file, id, object, gathered, notes);
    }
    any
}

/// The flow spec that an answer shows: by its name where preflow knows it.
fn flow_spec(root: &Node, gathered: &mut Gathered) {
    let name = root.at("/items/0").unwrap_or(root).get("name").and_then(Node::as_str);
    let known = name.filter(|name| FlowSpec::find(name).is_some());
    let text = known.map_or_else(|| root.to_value(), Value::from);
    gathered.flow_spec.get_or_insert_with(|| format!("{text:#}"));
}

/// The objects of an answer, with the id where that is their key.
fn objects(root: &Node) -> Vec<(Option<&str>, &Node)> {
    let items = root.get("items").map_or(root.items(), Node::items);
    if !items.is_empty() {
        return items.iter().map(|item| (None, item)).collect();
    }
    // Catalog answers with an object of objects by id.
    let is_id = |key: &str| key.len() == 24 && key.bytes().all(|b| b.is_ascii_hexdigit());
    let by_id: Vec<_> = root.members().iter().filter(|m| is_id(&m.key)).collect();
    if by_id.is_empty() {
        return vec![(None, root)];
    }
    by_id.into_iter().map(|m| (Some(&*m.key), &m.value)).collect()
}

fn one(file: FileId, id: Option<&str>, object: &Node, gathered: &mut Gathered, notes: &mut Notes) -> bool {
    let Some(step) = input::step_of(object) else { return false };
    let place = start(Place { file, span: object.span });
    if step.id == StepId::TargetSchema && object.get("allOf").is_none() {
        resolved(step, place, object, gathered, notes);
        return true;
    }
    let (value, dropped) = creation(step, object);
    let Some(json) = body::fresh(&value) else { return false };
    let mut given = step.handed_on(object);
    // Catalog's answer to a creation is another than to a look-up.
    if step.id == StepId::Dataset {
        let id = id.or_else(|| object.get("id")?.as_str());
        let name = step.captures.first().map(|(name, _)| *name);
        given.extend(name.zip(id.map(str::to_owned)));
    }
    if !dropped.is_empty() {
        let names: Vec<String> = dropped.iter().map(|key| format!("`{key}`")).collect();
        let message =
            format!("left out of the {} is what Platform itself adds: {}", step.title, names.join(", "));
        notes.say("read-only-left-out", Severity::Info, place, message).step(step);
    }
    gathered.candidates.push(Candidate { step, place, json, written: None, given, last_counts: false });
    true
}

/// A schema with its references resolved is not what creates it, but what mappings are checked against.
fn resolved(step: &Step, place: Place, object: &Node, gathered: &mut Gathered, notes: &mut Notes) {
    let key = "targetSchema";
    if gathered.extras.iter().all(|(known, _)| *known != key) {
        gathered.extras.push((key, format!("{:#}", object.to_value())));
    }
    let message = "a resolved schema does not say what it is made of, so no step creates it; it is the document's \
                   `targetSchema`";
    notes.say("request-left-out", Severity::Info, place, message).step(step);
}

/// The body that would create an object, and the keys of it that are left out.
fn creation(step: &Step, object: &Node) -> (Value, Vec<String>) {
    let schema: Value = step.schema.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let properties = schema.get("properties").and_then(Value::as_object);
    let takes = |key: &str| properties.is_none_or(|p| p.contains_key(key)) && !is_given(step, key);
    let mut kept = Map::new();
    let mut dropped = Vec::new();
    if let Value::Object(members) = object.to_value() {
        for (key, value) in members {
            if takes(&key) {
                kept.insert(key, value);
            } else {
                dropped.push(key);
            }
        }
    }
    match step.id {
        StepId::BaseConnection => {
            remove(&mut kept, &["auth", "params"], &["inletUrl", "inletId"], &mut dropped)
        }
        StepId::Flow => remove(&mut kept, &["options"], &["inletUrl"], &mut dropped),
        StepId::Dataset => tags(&mut kept),
        StepId::MappingSet => mapping_set(&mut kept, object, &mut dropped),
        _ => {}
    }
    (Value::Object(kept), dropped)
}

/// Keys that a body may have and the service fills in: the old form of a mapping set has an id and a version.
fn is_given(step: &Step, key: &str) -> bool {
    step.id == StepId::MappingSet && matches!(key, "id" | "version")
}

/// Takes keys out of an object inside another; empty, it goes too.
fn remove(kept: &mut Map<String, Value>, path: &[&str], keys: &[&str], dropped: &mut Vec<String>) {
    let Some((last, parents)) = path.split_last() else { return };
    let parent = parents.iter().try_fold(kept, |map, key| map.get_mut(*key)?.as_object_mut());
    let Some(parent) = parent else { return };
    let Some(object) = parent.get_mut(*last).and_then(Value::as_object_mut) else { return };
    let before = dropped.len();
    for key in keys {
        if object.shift_remove(*key).is_some() {
            dropped.push((*key).to_owned());
        }
    }
    if object.is_empty() && dropped.len() > before && parents.is_empty() {
        parent.shift_remove(*last);
    }
}

/// Tags of Platform's own (`adobe/…`) go.
fn tags(kept: &mut Map<String, Value>) {
    if let Some(tags) = kept.get_mut("tags").and_then(Value::as_object_mut) {
        tags.retain(|key, _| !key.starts_with("adobe/"));
        if tags.is_empty() {
            kept.shift_remove("tags");
        }
    }
}

/// Rows of an answer have both the old and the new form, and more than a body takes.
fn mapping_set(kept: &mut Map<String, Value>, object: &Node, dropped: &mut Vec<String>) {
    let mut is_new = false;
    for row in kept.get_mut("mappings").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(row) = row.as_object_mut() else { continue };
        let both = row.contains_key("source") && row.contains_key("destination");
        is_new |= both;
        row.retain(|key, value| {
            let is_new_form =
                matches!(key.as_str(), "sourceType" | "source" | "destination" | "name" | "description");
            let is_old_form = matches!(
                key.as_str(),
                "sourceAttribute" | "destinationXdmPath" | "identity" | "identityGroup" | "namespaceCode"
            );
            !value.is_null() && (is_new_form || (is_old_form && !both))
        });
    }
    let schema = ["outputSchemaRef", "schemaRef"]
        .iter()
        .find_map(|key| object.get(key))
        .filter(|s| s.get("id").is_some_and(|id| id.as_str().is_some()));
    let old = object.get("xdmSchema").and_then(Node::as_str);
    if is_new && !kept.contains_key("outputSchema") {
        let text = |key: &str| schema.and_then(|s| s.get(key)).and_then(Node::as_str);
        if let Some(id) = text("id").or(old) {
            // Answers may have a bare version there.
            let media = text("contentType").filter(|text| text.contains('/')).unwrap_or(MEDIA_TYPE);
            let output = json!({"schemaRef": {"id": id, "contentType": media}});
            kept.shift_insert(0, "outputSchema".to_owned(), output);
        }
    }
    if kept.contains_key("outputSchema") {
        for key in ["xdmSchema", "xdmVersion"] {
            if kept.shift_remove(key).is_some() {
                dropped.push(key.to_owned());
            }
        }
    }
}
