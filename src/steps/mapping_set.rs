//! The mapping set.

use super::{Need, Step, StepId, points};

pub(super) static STEP: Step = Step {
    id: StepId::MappingSet,
    name: "mappingSet",
    title: "mapping set",
    method: "POST",
    path: "/data/foundation/conversion/mappingSets",
    schema: Some(SCHEMA),
    needs: &[
        Need { pointer: "/xdmSchema", capture: "SCHEMA_ID" },
        Need { pointer: "/outputSchema/schemaRef/id", capture: "SCHEMA_ID" },
    ],
    expects: &[],
    captures: &[("MAPPING_ID", "$.id"), ("MAPPING_VERSION", "$.version")],
    resembles: |body| {
        points(body, &[("/mappings", 8), ("/outputSchema", 4), ("/xdmSchema", 6), ("/xdmVersion", 2)])
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Mapping set",
  "description": "What becomes of each source field.",
  "type": "object",
  "required": ["mappings"],
  "anyOf": [{"required": ["outputSchema"]}, {"required": ["xdmSchema"]}],
  "properties": {
    "name": {"title": "Name", "description": "What the mapping set is called.", "type": ["string", "null"]},
    "id": {"description": "Given by the service; `null` in the old form.", "type": ["string", "null"]},
    "version": {"title": "Version", "description": "The version of the mapping set; 0 for a new one.", "type": "integer"},
    "xdmSchema": {"title": "Target schema (old form)", "description": "The `$id` of the target schema.", "type": "string"},
    "xdmVersion": {"title": "Schema version (old form)", "description": "The version of the target schema: `1.0`.", "examples": ["1.0"], "type": "string"},
    "outputSchema": {
      "title": "Target schema",
      "description": "The schema that the mappings write.",
      "type": "object",
      "properties": {
        "schemaRef": {
          "type": "object",
          "properties": {
            "id": {"title": "Schema id", "description": "The `$id` of the target schema.", "type": "string"},
            "contentType": {"title": "Media type", "description": "The media type that names the schema's version.", "type": "string"}
          }
        }
      }
    },
    "inputSchema": {"title": "Source schema", "description": "May be left out.", "type": ["object", "null"]},
    "allowNullValues": {"title": "Keep nulls", "description": "Write null where a source field is null.", "type": "boolean"},
    "mappings": {
      "title": "Mappings",
      "description": "One entry for each destination path.",
      "type": "array",
      "items": {
        "type": "object",
        "properties": {
          "sourceType": {"title": "Kind of source", "description": "`ATTRIBUTE` for a field, `EXPRESSION` for a calculation, `STATIC` for a fixed text.", "examples": ["ATTRIBUTE", "EXPRESSION", "STATIC"], "type": ["string", "null"]},
          "source": {"title": "Source", "description": "A field, an expression or a fixed text."},
          "destination": {"title": "Destination path", "description": "The path in the target schema.", "type": ["string", "null"]},
          "sourceAttribute": {"title": "Source (old form)", "description": "A field or an expression.", "type": ["string", "null"]},
          "destinationXdmPath": {"title": "Destination path (old form)", "description": "The path in the target schema.", "type": ["string", "null"]},
          "identity": {"title": "Identity (old form)", "description": "Is the field an identity?", "type": ["boolean", "null"]}
        }
      }
    }
  }
}"##;
