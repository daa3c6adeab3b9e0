//! The flow of a template: its transformations and its schedule, as its flow spec asks for them.

use super::document::filled;
use super::text::{comment, fill, json};
use super::{Template, copies};
use serde_json::json;

/// The first day of 2027: a core without a clock cannot say when now is.
const START: u64 = 1_798_761_600;

const FLOW: &str = r#"    "flow": {
<<about>>
      "name": "<<name>><<every>>",
      "flowSpec": { "id": "<<flow spec>>", "version": "1.0" },
      "sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"],
      "targetConnectionIds": ["{TARGET_CONNECTION_ID}"]<<more>>
    }
  }<<end>>
"#;

const COPY: &str = r#"        {
          "name": "Copy",
          "params": {
            // The column with the time of a row's last change: by it the runs after the first find what is new.
            // Its dates are read as <<format>>; listed `columns` must include it.
            "deltaColumn": <<column>>
          }
        },
"#;

const MAPPING: &str = r#"        // Version 0 is the new mapping set; changing the set raises its version, and the flow keeps the old one.
        { "name": "Mapping", "params": { "mappingId": "{MAPPING_ID}", "mappingVersion": 0 } }
"#;

const SCHEDULE: &str = r#"      // startTime: seconds since 1970, not milliseconds (here 2027-01-01T00:00:00Z). interval: how many minutes, hours,
      // days or weeks lie between two runs, for `minute` at least 15. With "frequency": "once" neither interval nor
      // backfill may stand here. backfill: the first run loads all that is there.
      "scheduleParams": { "startTime": <<start>>, "frequency": "day", "interval": 1, "backfill": true }"#;

/// The flow, from its name to the end of `steps`.
pub(super) fn flow(template: &Template) -> String {
    let flow_spec = template.flow_spec;
    let mut more = String::new();
    if template.is_mapped() {
        more.push_str(",\n      \"transformations\": [\n");
        if copies(flow_spec) {
            let format = template.spec.delta_format;
            let column =
                json!({ "name": template.records.changed(), "dateFormat": format, "timezone": "UTC" });
            let column = json(&column, 12, 15);
            more.push_str(&fill(COPY, &[("column", &column), ("format", format)]));
        }
        more.push_str(MAPPING);
        more.push_str("      ]");
    }
    if flow_spec.schedule.is_some() {
        more.push_str(",\n");
        more.push_str(&SCHEDULE.replace("<<start>>", &START.to_string()));
    }
    let every = if flow_spec.schedule.is_some() { ", daily" } else { "" };
    let about = comment(6, template.kind.flow);
    let end = if template.is_mapped() { "," } else { "" };
    let values =
        [("every", every), ("flow spec", flow_spec.id), ("about", &about), ("more", &more), ("end", end)];
    filled(template, FLOW, &values)
}
