//! The source connection.

use super::{Need, Step, StepId, is_data_lake, points};

pub(super) static STEP: Step = Step {
    id: StepId::SourceConnection,
    name: "sourceConnection",
    title: "source connection",
    method: "POST",
    path: "/data/foundation/flowservice/sourceConnections",
    schema: Some(SCHEMA),
    needs: &[
        Need { pointer: "/baseConnectionId", capture: "BASE_CONNECTION_ID" },
        Need { pointer: "/data/schema/id", capture: "AD_HOC_SCHEMA_ID" },
    ],
    expects: &[],
    captures: &[("SOURCE_CONNECTION_ID", "$.id"), ("SOURCE_CONNECTION_ETAG", "$.etag")],
    resembles: |body| {
        if is_data_lake(body) || body.at("/params/dataSetId").is_some() || body.get("auth").is_some() {
            return 0;
        }
        let core = points(body, &[("/data", 3), ("/params", 2)]);
        // Records, events and answers have `data` too.
        let own = points(body, &[("/baseConnectionId", 3), ("/connectionSpec", 2), ("/params/tableName", 3)]);
        let format = if body.at("/data/format").is_some_and(|f| f.as_str().is_some()) { 2 } else { 0 };
        if core == 0 || own + format == 0 { 0 } else { core + own + format }
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Source connection",
  "description": "What to read at the source: which table, files or stream.",
  "type": "object",
  "required": ["name", "connectionSpec"],
  "properties": {
    "name": {"title": "Name", "description": "What the source connection is called in Platform.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "baseConnectionId": {"title": "Base connection", "description": "The id of the base connection. Webhook sources and the Data Landing Zone have none.", "type": "string"},
    "connectionSpec": {
      "title": "Connection spec",
      "description": "The source; the same as the base connection's.",
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": {"title": "Connection spec id", "description": "The same in every organisation; `preflow specs` lists them.", "type": "string", "minLength": 1},
        "version": {"title": "Version", "description": "The version of the connection spec: `1.0`.", "examples": ["1.0"], "type": "string"}
      }
    },
    "data": {
      "title": "Data",
      "description": "The form the source gives its data in.",
      "type": "object",
      "properties": {
        "format": {"title": "Format", "description": "`tabular` for tables; `delimited`, `json` or `parquet` for files; `json` for self-serve and streaming sources.", "examples": ["tabular", "delimited", "json", "parquet"], "type": "string"},
        "properties": {
          "title": "File properties",
          "description": "How files are written.",
          "type": "object",
          "properties": {
            "columnDelimiter": {"title": "Column delimiter", "description": "One character; a comma unless told otherwise. Delimited files only.", "type": "string"},
            "encoding": {"title": "Encoding", "description": "`UTF-8` or `ISO-8859-1`. Delimited files only.", "examples": ["UTF-8", "ISO-8859-1"], "type": "string"},
            "compressionType": {"title": "Compression", "description": "`bzip2`, `gzip`, `deflate`, `zipDeflate`, `tarGzip` or `tar`. Delimited and JSON files only.", "examples": ["bzip2", "gzip", "deflate", "zipDeflate", "tarGzip", "tar"], "type": "string"}
          }
        },
        "schema": {
          "title": "Ad hoc schema",
          "description": "The schema of the source's columns. Only the oldest flow needs it.",
          "type": "object",
          "properties": {
            "id": {"title": "Schema id", "description": "The `$id` of the ad hoc schema.", "type": "string"},
            "version": {"title": "Media type", "description": "The media type that names the schema's version.", "type": "string"}
          }
        }
      }
    },
    "params": {
      "title": "Parameters",
      "description": "What to read. Tables take `tableName`, files `path`; self-serve and streaming sources have keys of their own.",
      "type": "object",
      "properties": {
        "tableName": {"title": "Table", "description": "The path of the table at the source.", "type": "string"},
        "columns": {
          "title": "Columns",
          "description": "The columns of the table.",
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "name": {"title": "Column", "description": "The name of the column at the source.", "type": "string"},
              "type": {"title": "Type", "description": "The type of the column.", "type": "string"}
            }
          }
        },
        "filters": {"title": "Filter", "description": "A PQL filter, for the sources that filter rows themselves.", "type": "object"},
        "path": {"title": "Path", "description": "The path of a file or folder; `*` stands for any text.", "type": "string"},
        "type": {"title": "File or folder", "description": "`file` or `folder`.", "examples": ["file", "folder"], "type": "string"}
      }
    }
  }
}"##;
