//! The schedule spec that batch flow specs share, as a JSON Schema. Early tutorials show a narrower one; it is read
//! from their text.

use crate::schema::BuiltIn;

/// A flow may run once, and then takes neither interval nor backfill.
pub(super) static PERIODIC: BuiltIn = BuiltIn::new(
    r#"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "startTime": {"type": "integer", "description": "epoch time"},
    "frequency": {"type": "string", "enum": ["once", "minute", "hour", "day", "week"]},
    "interval": {"type": "integer"},
    "backfill": {"type": "boolean", "default": true}
  },
  "required": ["startTime", "frequency"],
  "if": {"properties": {"frequency": {"const": "once"}}},
  "then": {"allOf": [{"not": {"required": ["interval"]}}, {"not": {"required": ["backfill"]}}]},
  "else": {
    "required": ["interval"],
    "if": {"properties": {"frequency": {"const": "minute"}}},
    "then": {"properties": {"interval": {"minimum": 15}}},
    "else": {"properties": {"interval": {"minimum": 1}}}
  }
}"#,
);
