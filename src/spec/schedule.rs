//! The schedule specs that flow specs use, as JSON Schema texts.

/// Today's: a flow may run once, and then takes neither interval nor backfill.
pub(super) const PERIODIC: &str = r#"{
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
}"#;

/// The one that early tutorials show: no `once`, interval always required, an optional end. Bundles bring it along
/// themselves; here it serves tests.
#[cfg(test)]
pub(crate) const PERIODIC_EARLY: &str = r#"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "startTime": {"type": "integer"},
    "endTime": {"type": "integer"},
    "interval": {"type": "integer"},
    "frequency": {"type": "string", "enum": ["minute", "hour", "day", "week"]},
    "backfill": {"type": "boolean", "default": true}
  },
  "required": ["startTime", "frequency", "interval"],
  "if": {"properties": {"frequency": {"const": "minute"}}},
  "then": {"properties": {"interval": {"minimum": 15}}},
  "else": {"properties": {"interval": {"minimum": 1}}}
}"#;
