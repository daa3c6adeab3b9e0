//! REST sources built with the self-serve kit: read on a schedule like tables, with parameters of their own.

use super::document::filled;
use super::text::{comment, json, kebab, placeholder};
use super::{FlowKind, Template};
use crate::spec::{FlowSpec, Kind};
use serde_json::{Map, Value};

pub(super) static KIND: FlowKind = FlowKind {
    name: "rest",
    about: "what a REST API answers, read on a schedule",
    template: None,
    takes: |spec| spec.kind == Kind::Tabular && spec.self_serve,
    flow_spec: |_| FlowSpec::find("RestStorageToAEP"),
    has_base_connection: true,
    auth: &[],
    source,
    is_mapped: true,
    has_dataset_base: false,
    flow: "This flow spec knows no Copy transformation: the source itself asks its API for what is new.",
};

const SOURCE: &str = r#"    "sourceConnection": {
      "name": "<<title>> API",
      "baseConnectionId": "{BASE_CONNECTION_ID}",
      "data": { "format": "<<format>>" },
<<about>>
      "params": <<params>>,
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

fn source(template: &Template) -> String {
    let spec = template.spec;
    let source = kebab(&template.title);
    let param = |key: &&str| ((*key).to_owned(), Value::from(placeholder(&source, key)));
    let params: Map<String, Value> = spec.required_params.iter().map(param).collect();
    let about = comment(
        6,
        &format!(
            "The source's own parameters: GET /data/foundation/flowservice/connectionSpecs/{} lists them under \
             `sourceSpec.spec.properties`.",
            spec.id
        ),
    );
    let params = json(&Value::Object(params), 6, 10);
    let format = spec.formats.first().copied().unwrap_or_default();
    filled(template, SOURCE, &[("format", format), ("about", &about), ("params", &params)])
}
