//! The flow.

use super::{Need, Step, StepId, points};

pub(super) static STEP: Step = Step {
    id: StepId::Flow,
    name: "flow",
    title: "flow",
    method: "POST",
    path: "/data/foundation/flowservice/flows",
    schema: Some(SCHEMA),
    needs: &[
        Need { pointer: "/flowSpec/id", capture: "FLOW_SPEC_ID" },
        Need { pointer: "/sourceConnectionIds/*", capture: "SOURCE_CONNECTION_ID" },
        Need { pointer: "/targetConnectionIds/*", capture: "TARGET_CONNECTION_ID" },
        Need { pointer: "/transformations/*/params/mappingId", capture: "MAPPING_ID" },
        Need { pointer: "/transformations/*/params/mappingVersion", capture: "MAPPING_VERSION" },
    ],
    expects: &[],
    captures: &[("FLOW_ID", "$.id"), ("FLOW_ETAG", "$.etag")],
    resembles: |body| {
        let keys = [
            ("/flowSpec", 6),
            ("/sourceConnectionIds", 6),
            ("/targetConnectionIds", 6),
            ("/transformations", 3),
        ];
        points(body, &keys) + points(body, &[("/scheduleParams", 3)])
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Flow",
  "description": "The dataflow itself: from which source connection, through which transformations, to which target, and when.",
  "type": "object",
  "required": ["name", "flowSpec", "sourceConnectionIds", "targetConnectionIds"],
  "properties": {
    "name": {"title": "Name", "description": "What the flow is called in Platform.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "flowSpec": {
      "title": "Flow spec",
      "description": "The kind of flow; it decides transformations, schedule and options.",
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": {"title": "Flow spec id", "description": "The same in every organisation; `preflow specs` lists them.", "type": "string", "minLength": 1},
        "version": {"title": "Version", "description": "The version of the flow spec: `1.0`.", "examples": ["1.0"], "type": "string"}
      }
    },
    "sourceConnectionIds": {"title": "Source connections", "description": "The id of the source connection, in an array.", "type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
    "targetConnectionIds": {"title": "Target connections", "description": "The id of the target connection, in an array.", "type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
    "transformations": {
      "title": "Transformations",
      "description": "What is done to the data; `Mapping` names the mapping set, `Copy` the delta column of a table.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["name", "params"],
        "properties": {
          "name": {"title": "Name", "description": "The name of the transformation, fixed by the flow spec.", "examples": ["Mapping", "Copy", "Encryption"], "type": "string"},
          "params": {
            "title": "Parameters",
            "description": "What the transformation works with.",
            "type": "object",
            "properties": {
              "mappingId": {"title": "Mapping set", "description": "The id of the mapping set (Mapping)."},
              "mappingVersion": {"title": "Version of the mapping set", "description": "0 for a new mapping set (Mapping)."},
              "deltaColumn": {"title": "Delta column", "description": "The column that tells new rows from old ones: `name`, `dateFormat`, `timezone` (Copy).",
                "properties": {
                  "name": {"title": "Column", "description": "The column that holds the time of a row's last change."},
                  "dateFormat": {"title": "Date format", "description": "How the source writes that time; databases and CRM systems differ."},
                  "timezone": {"title": "Time zone", "description": "The zone of that time.", "examples": ["UTC"]}
                },
                "additionalProperties": {}
              },
              "publicKeyId": {"title": "Key", "description": "The id of the key that the files are encrypted for (Encryption)."}
            }
          }
        }
      }
    },
    "scheduleParams": {
      "title": "Schedule",
      "description": "When the flow runs. Streaming flows have none.",
      "type": "object",
      "properties": {
        "startTime": {"title": "Start", "description": "Seconds since 1970, as a number."},
        "frequency": {"title": "Frequency", "description": "`once`, `minute`, `hour`, `day` or `week`.", "examples": ["once", "minute", "hour", "day", "week"]},
        "interval": {"title": "Interval", "description": "How many minutes, hours, days or weeks lie between two runs: at least 15 for minutes. Not with `once`."},
        "backfill": {"title": "Backfill", "description": "Load all that is there in the first run. Not with `once`."}
      }
    },
    "options": {"title": "Options", "description": "`errorDiagnosticsEnabled` and `partialIngestionPercent`.", "type": "object"}
  }
}"##;
