//! The ad hoc schema.

use super::{Need, Step, StepId};
use crate::json::Node;

pub(super) static STEP: Step = Step {
    id: StepId::AdHocSchema,
    name: "adHocSchema",
    title: "ad hoc schema",
    method: "POST",
    path: "/data/foundation/schemaregistry/tenant/schemas",
    schema: Some(SCHEMA),
    needs: &[Need { pointer: "/allOf/*/$ref", capture: "AD_HOC_CLASS_ID" }],
    expects: &["/title", "/allOf"],
    captures: &[("AD_HOC_SCHEMA_ID", "$['$id']")],
    resembles: |body| {
        let Some([part]) = body.get("allOf").map(Node::items) else { return 0 };
        let class = part.get("$ref").and_then(Node::as_str).unwrap_or_default();
        let is_class = class.contains("/classes/") || class == "{AD_HOC_CLASS_ID}";
        if is_class && body.get("meta:class").is_none() { 12 } else { 0 }
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Ad hoc schema",
  "description": "The schema of the ad hoc class. Only the oldest flow needs one.",
  "type": "object",
  "properties": {
    "title": {"title": "Title", "description": "The name of the schema.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "type": {"description": "Always `object`.", "const": "object"},
    "allOf": {
      "title": "Parts",
      "description": "A reference to the ad hoc class.",
      "type": "array",
      "minItems": 1,
      "items": {"type": "object", "properties": {"$ref": {"type": "string", "minLength": 1}}}
    }
  }
}"##;
