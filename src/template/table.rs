//! Tables: databases, CRM systems and others that are read row by row, again and again.

use super::document::filled;
use super::text::{kebab, placeholder};
use super::{FlowKind, Template};
use crate::spec::{FlowSpec, Kind};

pub(super) static KIND: FlowKind = FlowKind {
    name: "table",
    about: "rows of a table, read on a schedule",
    template: None,
    takes: |spec| spec.kind == Kind::Tabular && !spec.self_serve,
    flow_spec: |_| FlowSpec::find("CRMToAEP"),
    has_base_connection: true,
    auth: &[],
    source,
    is_mapped: true,
    has_dataset_base: false,
    flow: "",
};

const SOURCE: &str = r#"    "sourceConnection": {
      "name": "<<title>> table",
      "baseConnectionId": "{BASE_CONNECTION_ID}",
      "data": { "format": "tabular" },
      // The table as exploring the account spells it:
      // GET /data/foundation/flowservice/connections/{BASE_CONNECTION_ID}/explore?objectType=root
      "params": { "tableName": "<<table>>" },
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

fn source(template: &Template) -> String {
    filled(template, SOURCE, &[("table", &table(template))])
}

/// The table, or a placeholder for it.
pub(super) fn table(template: &Template) -> String {
    let unknown = || placeholder(&kebab(&template.title), "tableName");
    template.records.table.map_or_else(unknown, str::to_owned)
}
