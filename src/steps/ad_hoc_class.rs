//! The ad hoc class.

use super::{Step, StepId};
use crate::json::Node;

pub(super) static STEP: Step = Step {
    id: StepId::AdHocClass,
    name: "adHocClass",
    title: "ad hoc class",
    method: "POST",
    path: "/data/foundation/schemaregistry/tenant/classes",
    schema: Some(SCHEMA),
    needs: &[],
    expects: &["/title", "/allOf"],
    captures: &[("AD_HOC_CLASS_ID", "$['$id']")],
    resembles: |body| {
        let is_ad_hoc = |part: &Node| {
            part.get("$ref").and_then(Node::as_str) == Some("https://ns.adobe.com/xdm/data/adhoc")
                || part.at("/properties/_adhoc").is_some()
        };
        if body.get("allOf").is_some_and(|parts| parts.items().iter().any(is_ad_hoc)) { 20 } else { 0 }
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Ad hoc class",
  "description": "The class of a schema that mirrors the columns of the source. Only the oldest flow needs one.",
  "type": "object",
  "properties": {
    "title": {"title": "Title", "description": "The name of the class.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "type": {"description": "Always `object`.", "const": "object"},
    "allOf": {
      "title": "Parts",
      "description": "A reference to `https://ns.adobe.com/xdm/data/adhoc`, and an object whose `properties._adhoc` lists the columns.",
      "type": "array",
      "minItems": 1,
      "items": {"type": "object"}
    }
  }
}"##;
