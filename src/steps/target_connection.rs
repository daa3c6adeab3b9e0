//! The target connection.

use super::{Need, Step, StepId, is_data_lake, points};

pub(super) static STEP: Step = Step {
    id: StepId::TargetConnection,
    name: "targetConnection",
    title: "target connection",
    method: "POST",
    path: "/data/foundation/flowservice/targetConnections",
    schema: Some(SCHEMA),
    needs: &[
        Need { pointer: "/data/schema/id", capture: "SCHEMA_ID" },
        Need { pointer: "/params/dataSetId", capture: "DATASET_ID" },
        Need { pointer: "/baseConnectionId", capture: "DATASET_BASE_CONNECTION_ID" },
    ],
    expects: &["/name", "/data/schema", "/params/dataSetId"],
    captures: &[("TARGET_CONNECTION_ID", "$.id"), ("TARGET_CONNECTION_ETAG", "$.etag")],
    resembles: |body| {
        let core = points(body, &[("/params/dataSetId", 12)]) + if is_data_lake(body) { 8 } else { 0 };
        if core == 0 || body.get("auth").is_some() {
            0
        } else {
            core + points(body, &[("/data", 3), ("/params", 1)])
        }
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Target connection",
  "description": "Where the data lands: a dataset of the data lake.",
  "type": "object",
  "required": ["connectionSpec", "data"],
  "properties": {
    "name": {"title": "Name", "description": "What the target connection is called in Platform.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "baseConnectionId": {"title": "Dataset base connection", "description": "Only in the oldest flow.", "type": "string"},
    "connectionSpec": {
      "title": "Connection spec",
      "description": "The data lake: `c604ff05-7f1a-43c0-8e18-33bf874cb11c`.",
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": {"title": "Connection spec id", "description": "The same in every organisation; `preflow specs` lists them.", "type": "string", "minLength": 1},
        "version": {"title": "Version", "description": "The version of the connection spec: `1.0`.", "examples": ["1.0"], "type": "string"}
      }
    },
    "data": {
      "title": "Data",
      "description": "The form the data lands in.",
      "type": "object",
      "properties": {
        "format": {"title": "Format", "description": "May be left out; `parquet_xdm` in many tutorials.", "examples": ["parquet_xdm"], "type": "string"},
        "schema": {
          "title": "Schema",
          "description": "The target schema; the same as the dataset's.",
          "type": "object",
          "properties": {
            "id": {"title": "Schema id", "description": "The `$id` of the target schema.", "type": "string"},
            "version": {"title": "Media type", "description": "The media type that names the schema's version, such as `application/vnd.adobe.xed-full+json;version=1`.", "examples": ["application/vnd.adobe.xed-full+json;version=1"], "type": "string"}
          }
        }
      }
    },
    "params": {
      "title": "Parameters",
      "description": "Which dataset.",
      "type": "object",
      "properties": {
        "dataSetId": {"title": "Dataset", "description": "The id of the dataset, without `@/dataSets/`.", "type": "string"}
      }
    }
  }
}"##;
