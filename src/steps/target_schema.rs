//! The target schema.

use super::{Step, StepId, points};

pub(super) static STEP: Step = Step {
    id: StepId::TargetSchema,
    name: "targetSchema",
    title: "target schema",
    method: "POST",
    path: "/data/foundation/schemaregistry/tenant/schemas",
    schema: Some(SCHEMA),
    needs: &[],
    expects: &["/title", "/type", "/allOf"],
    captures: &[("SCHEMA_ID", "$['$id']")],
    resembles: |body| {
        points(body, &[("/allOf", 8), ("/meta:class", 2), ("/meta:resourceType", 1), ("/title", 1)])
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Target schema",
  "description": "The XDM schema that the data is mapped to.",
  "type": "object",
  "properties": {
    "title": {"title": "Title", "description": "The name of the schema.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "type": {"description": "Always `object`.", "const": "object"},
    "allOf": {
      "title": "Class and field groups",
      "description": "One reference to a class, `https://ns.adobe.com/xdm/context/profile` or `https://ns.adobe.com/xdm/context/experienceevent`, and references to the field groups.",
      "type": "array",
      "minItems": 1,
      "items": {"type": "object", "properties": {"$ref": {"title": "Reference", "description": "The `$id` of a class or field group.", "examples": ["https://ns.adobe.com/xdm/context/profile", "https://ns.adobe.com/xdm/context/experienceevent"], "type": "string", "minLength": 1}}}
    },
    "meta:class": {"title": "Class", "description": "The class; the registry finds it itself.", "examples": ["https://ns.adobe.com/xdm/context/profile", "https://ns.adobe.com/xdm/context/experienceevent"], "type": "string"}
  }
}"##;
