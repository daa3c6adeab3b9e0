//! The way tables were read in 2020, which runbooks still have: the columns described by an ad hoc class and schema,
//! the target connection on a base connection of its own.

use super::document::filled;
use super::table::table;
use super::text::json;
use super::{FlowKind, Template};
use crate::spec::FlowSpec;
use serde_json::{Map, Value, json};

/// The one source that has a template of it: for all others it would be the same.
const SALESFORCE: &str = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5";

pub(super) static KIND: FlowKind = FlowKind {
    name: "old-table",
    about: "rows of a table, read in the way of 2020: ad hoc schema, dataset base connection",
    template: Some("crm-old-flow"),
    takes: |spec| spec.id == SALESFORCE,
    flow_spec: |_| FlowSpec::find("CRMToAEP"),
    has_base_connection: true,
    auth: &[],
    source,
    is_mapped: true,
    has_dataset_base: true,
    flow: "Today's flows need neither ad hoc class and schema nor a base connection for the dataset; runbooks still \
           have them.",
};

const SOURCE: &str = r#"    // The columns of the table. The answer renames `_adhoc` and gives the class's `$id`, {AD_HOC_CLASS_ID}.
    "adHocClass": {
      "title": "<<title>> columns",
      "type": "object",
      "allOf": [
        { "$ref": "https://ns.adobe.com/xdm/data/adhoc" },
        { "properties": { "_adhoc": { "type": "object", "properties": <<properties>> } } }
      ]
    },
    "adHocSchema": {
      "title": "<<title>> table, raw",
      "type": "object",
      "allOf": [{ "$ref": "{AD_HOC_CLASS_ID}" }]
    },
    "sourceConnection": {
      "name": "<<title>> table",
      "baseConnectionId": "{BASE_CONNECTION_ID}",
      "data": {
        "format": "tabular",
        // The ad hoc schema; the target schema has no place in a source connection.
        "schema": { "id": "{AD_HOC_SCHEMA_ID}", "version": "application/vnd.adobe.xed-full-notext+json; version=1" }
      },
      "params": { "tableName": "<<table>>" },
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

fn source(template: &Template) -> String {
    let column = |(name, is_moment): (&str, bool)| {
        let to = if is_moment {
            json!({ "type": "string", "format": "date-time" })
        } else {
            json!({ "type": "string" })
        };
        (name.to_owned(), to)
    };
    let properties: Map<String, Value> = template.records.columns().map(column).collect();
    let properties = json(&Value::Object(properties), 8, 64);
    filled(template, SOURCE, &[("properties", &properties), ("table", &table(template))])
}
