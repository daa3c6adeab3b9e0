//! The schema of dataflow documents, for editors: put together from the steps' own schemas, so that nothing is said
//! twice. (It is the one part of this module that knows what a dataflow is.)

use super::{Draft, Schema};
use crate::json::escape;
use crate::spec::FlowSpec;
use crate::steps::{STEPS, captures};
use serde_json::{Map, Value, json};

/// Where a document that preflow writes says its schema is: beside it, as no address on the net is ours.
pub const DOCUMENT_SCHEMA: &str = "./dataflow.schema.json";

/// The JSON Schema (draft 2020-12) of `*.dataflow.json`.
#[must_use]
pub fn document_schema() -> Value {
    let mut definitions = Map::new();
    let mut steps = Map::new();
    for step in STEPS {
        let Some(mut schema) = step.schema.and_then(|text| serde_json::from_str::<Value>(text).ok()) else {
            continue;
        };
        if let Some(object) = schema.as_object_mut() {
            object.shift_remove("$schema");
        }
        definitions.insert(step.name.to_owned(), schema);
        steps.insert(step.name.to_owned(), json!({"$ref": format!("#/$defs/{}", escape(step.name))}));
    }
    let placeholders: Vec<_> = captures().into_iter().map(|(name, _)| format!("`{{{name}}}`")).collect();
    let names: Vec<_> = FlowSpec::all().iter().filter_map(|s| s.name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dataflow",
        "description": "A dataflow of Adobe Experience Platform: the request bodies of its steps, exactly as they are sent, and what preflow needs to check and preview them.",
        "type": "object",
        "required": ["steps"],
        "properties": {
            "$schema": {"description": "Where this schema is.", "type": "string"},
            "name": {"title": "Name", "description": "What the dataflow is called in reports.", "type": "string"},
            "variables": {
                "title": "Variables",
                "description": "Values for placeholders such as `{TENANT_ID}`. Keep secrets out: they come from the environment.",
                "type": "object",
                "additionalProperties": {"type": ["string", "number", "boolean"]}
            },
            "flowSpec": {
                "title": "Flow spec",
                "description": "The flow spec to check against: a name or id that preflow knows, a file with the answer of GET /flowSpecs, or that answer itself.",
                "anyOf": [
                    {"type": "string", "examples": names},
                    {"type": "object"},
                    {"type": "array", "items": {"type": "object"}}
                ]
            },
            "steps": {
                "title": "Steps",
                "description": format!(
                    "The body of each step; any of them may be left out, and their order does not matter. A body refers to the result of an earlier step by its placeholder: {}.",
                    placeholders.join(", ")
                ),
                "type": "object",
                "properties": steps,
                "additionalProperties": false
            },
            "targetSchema": {
                "title": "Resolved target schema",
                "description": "The target schema as the registry resolves it (media type `application/vnd.adobe.xed-full+json`): a file, or the schema itself. Mappings and previews are checked against it.",
                "type": ["string", "object"]
            },
            "samples": {
                "title": "Sample records",
                "description": "Records of the source, to preview the mapping with: a file, or the records themselves.",
                "type": "object",
                "properties": {
                    "file": {"title": "File", "description": "JSON, NDJSON, CSV or TSV.", "type": "string"},
                    "records": {"title": "Records", "description": "The records themselves.", "type": "array"},
                    "select": {"title": "Selection", "description": "A JSONPath that picks the records out of the file.", "type": "string"}
                }
            }
        },
        "$defs": definitions
    })
}

/// The schema of a step's body, ready for use; compiled once.
#[must_use]
pub fn of_step(id: crate::steps::StepId) -> Option<&'static Schema> {
    use std::sync::OnceLock;
    static COMPILED: [OnceLock<Option<Schema>>; 16] = [const { OnceLock::new() }; 16];
    let compile = || {
        // They say nothing that draft-07 reads otherwise, and one meta-schema is made ready faster than two.
        let mut value: Value = serde_json::from_str(id.step().schema?).ok()?;
        value.as_object_mut()?.shift_remove("$schema");
        Schema::compile(value, Draft::Seven).ok()
    };
    COMPILED.get(id as usize)?.get_or_init(compile).as_ref()
}

/// The values that the schema of a step's body names as examples for the value at a pointer.
pub(crate) fn examples(id: crate::steps::StepId, pointer: &str) -> Vec<&'static str> {
    let schema = of_step(id).map(Schema::value);
    let place = schema.and_then(|s| s.pointer(&pointer.replace('/', "/properties/")));
    let values = place.and_then(|s| s.get("examples")?.as_array());
    values.into_iter().flatten().filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_with_a_body_has_a_schema_with_texts() {
        for step in STEPS {
            assert_eq!(of_step(step.id).is_some(), step.method == "POST", "{}", step.name);
        }
        let schema = document_schema();
        Schema::compile(schema.clone(), Draft::Latest).unwrap();
        for definition in schema["$defs"].as_object().unwrap().values() {
            assert!(definition["title"].is_string() && definition["description"].is_string());
            for (key, property) in definition["properties"].as_object().unwrap() {
                assert!(property["description"].is_string(), "{key}");
            }
        }
    }
}
