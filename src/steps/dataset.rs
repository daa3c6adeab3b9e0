//! The dataset.

use super::{Need, Step, StepId, points};

pub(super) static STEP: Step = Step {
    id: StepId::Dataset,
    name: "dataset",
    title: "dataset",
    method: "POST",
    path: "/data/foundation/catalog/dataSets?requestDataSource=true",
    schema: Some(SCHEMA),
    needs: &[Need { pointer: "/schemaRef/id", capture: "SCHEMA_ID" }],
    expects: &["/name", "/schemaRef"],
    captures: &[("DATASET_ID", "$[0]")],
    resembles: |body| {
        points(body, &[("/schemaRef", 8), ("/tags/unifiedProfile", 4), ("/enableErrorDiagnostics", 2)])
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Dataset",
  "description": "Where the data is kept in the data lake.",
  "type": "object",
  "properties": {
    "name": {"title": "Name", "description": "What the dataset is called in Platform.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "schemaRef": {
      "title": "Schema",
      "description": "The target schema.",
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": {"title": "Schema id", "description": "The `$id` of the target schema.", "type": "string", "minLength": 1},
        "contentType": {"title": "Media type", "description": "The media type that names the schema's version, such as `application/vnd.adobe.xed-full-notext+json; version=1`.", "examples": ["application/vnd.adobe.xed-full-notext+json; version=1", "application/vnd.adobe.xed-full+json;version=1"], "type": "string"}
      }
    },
    "tags": {
      "title": "Tags",
      "description": "`unifiedProfile` and `unifiedIdentity` with `enabled:true` bring the data to the Profile and Identity services.",
      "type": "object",
      "properties": {
        "unifiedProfile": {"title": "For Profile", "description": "`enabled:true`, in an array: rows become part of profiles.", "examples": [["enabled:true"]]},
        "unifiedIdentity": {"title": "For Identity", "description": "`enabled:true`, in an array: identities of rows are linked.", "examples": [["enabled:true"]]}
      },
      "additionalProperties": {}
    },
    "enableErrorDiagnostics": {"title": "Error diagnostics", "description": "Collect details of refused rows.", "type": "boolean"}
  }
}"##;
