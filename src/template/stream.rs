//! Streams that Platform pulls: message queues, and tables that are watched.

use super::document::{filled, provider};
use super::http_api::HTTP_API;
use super::text::{comment, json, kebab, placeholder};
use super::{FlowKind, Template};
use crate::spec::{FlowSpec, Kind};
use serde_json::{Map, Value};

pub(super) static KIND: FlowKind = FlowKind {
    name: "stream",
    about: "messages, taken as they come",
    template: None,
    takes: |spec| spec.kind == Kind::Streaming && !spec.self_serve && spec.id != HTTP_API,
    flow_spec: |spec| FlowSpec::all().iter().find(|f| f.is_streaming() && f.sources.contains(&spec.id)),
    has_base_connection: true,
    auth: &[],
    source,
    is_mapped: true,
    has_dataset_base: false,
    flow: "A streaming flow has no scheduleParams. A new one takes about five minutes before data arrives.",
};

const SOURCE: &str = r#"    "sourceConnection": {
      "name": "<<title>> stream",
<<provider>>
      "baseConnectionId": "{BASE_CONNECTION_ID}",
<<data>>
<<about>>
      "params": <<params>>,
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

/// The parameters that are no name of the user's, with a value to begin with and what to know of it.
static VALUES: &[(&str, &str, &str)] = &[
    ("dataType", "raw", "dataType `raw` is mapped, `xdm` is taken as it is."),
    ("reset", "latest", "reset `latest` begins with what comes next, `earliest` with all that is kept."),
    ("consumerGroup", "$Default", "Each flow needs a consumerGroup of its own."),
];

fn source(template: &Template) -> String {
    let spec = template.spec;
    let source = kebab(&template.title);
    let mut params = Map::new();
    let mut about = String::new();
    for key in spec.required_params.iter().chain(spec.optional_params) {
        let value = match VALUES.iter().find(|(name, ..)| name == key) {
            Some((_, value, told)) => {
                about.push_str(&comment(6, told));
                (*value).to_owned()
            }
            None => placeholder(&source, key),
        };
        params.insert((*key).to_owned(), Value::from(value));
    }
    if params.is_empty() {
        let told = "No public page tells its parameters: GET /data/foundation/flowservice/connectionSpecs/";
        about = comment(6, &format!("{told}{} lists them under `sourceSpec`.", spec.id));
    }
    // A table that is watched has no data format.
    let data = match spec.required_params.contains(&"tableName") {
        true => String::new(),
        false => spec
            .formats
            .first()
            .map_or(String::new(), |f| format!("      \"data\": {{ \"format\": \"{f}\" }},\n")),
    };
    let params = json(&Value::Object(params), 6, 10);
    let values = [("provider", provider(template)), ("data", data), ("about", about), ("params", params)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    filled(template, SOURCE, &values)
}
