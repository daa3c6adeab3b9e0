//! The dataset base connection.

use super::{Step, StepId, is_data_lake, points};

pub(super) static STEP: Step = Step {
    id: StepId::DatasetBaseConnection,
    name: "datasetBaseConnection",
    title: "dataset base connection",
    method: "POST",
    path: "/data/foundation/flowservice/connections",
    schema: Some(SCHEMA),
    needs: &[],
    expects: &["/name"],
    captures: &[("DATASET_BASE_CONNECTION_ID", "$.id"), ("DATASET_BASE_CONNECTION_ETAG", "$.etag")],
    resembles: |body| {
        let is_other = points(body, &[("/data", 1), ("/params", 1), ("/auth", 1)]) > 0;
        if is_data_lake(body) && !is_other { 10 } else { 0 }
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Dataset base connection",
  "description": "A connection to the data lake itself. Only the oldest flow needs one; one per sandbox is enough.",
  "type": "object",
  "required": ["connectionSpec"],
  "properties": {
    "name": {"title": "Name", "description": "What the connection is called in Platform.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "connectionSpec": {
      "title": "Connection spec",
      "description": "The data lake: `c604ff05-7f1a-43c0-8e18-33bf874cb11c`.",
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": {"title": "Connection spec id", "description": "The same in every organisation; `preflow specs` lists them.", "type": "string", "minLength": 1},
        "version": {"title": "Version", "description": "The version of the connection spec: `1.0`.", "examples": ["1.0"], "type": "string"}
      }
    }
  }
}"##;
