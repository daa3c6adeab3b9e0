//! The HTTP API: messages that the user's own systems send, either raw and mapped, or XDM already.

use super::document::{filled, provider};
use super::{FlowKind, Template};
use crate::spec::FlowSpec;

/// Its connection spec.
pub(super) const HTTP_API: &str = "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb";

/// The flow spec without transformations, which has no known name.
const WITHOUT_MAPPING: &str = "d8a6f005-7eaf-4153-983e-e8574508b877";

pub(super) static RAW: FlowKind = FlowKind {
    name: "http-api",
    about: "messages of your own systems, sent raw and mapped as they come",
    template: Some("http-api-raw"),
    takes: |spec| spec.id == HTTP_API,
    flow_spec: |_| FlowSpec::find("Steam data with transformation"),
    has_base_connection: true,
    auth: &[("dataType", "raw")],
    source,
    is_mapped: true,
    has_dataset_base: false,
    flow: "A streaming flow has no scheduleParams. Its URL is `inletUrl` of the base connection, read again (the last \
           request); messages name the flow in the header x-adobe-flow-id. Allow it about five minutes before the first.",
};

pub(super) static XDM: FlowKind = FlowKind {
    name: "http-api-xdm",
    about: "messages of your own systems that are XDM already, stored as they come",
    template: Some("http-api-xdm"),
    is_mapped: false,
    flow_spec: |_| FlowSpec::by_id(WITHOUT_MAPPING),
    auth: &[("dataType", "xdm")],
    takes: |spec| spec.id == HTTP_API,
    has_base_connection: true,
    source,
    has_dataset_base: false,
    flow: "Neither scheduleParams nor a mapping: this flow spec takes no transformations, so there is nothing to \
           preview. Its URL is `inletUrl` of the base connection, read again (the last request). A message has \
           body.header with schemaRef, flowId and datasetId, and its data in body.xdmEntity, as the schema has it.",
};

const SOURCE: &str = r#"    "sourceConnection": {
      "name": "<<title>> messages",
<<provider>>
      "baseConnectionId": "{BASE_CONNECTION_ID}",
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

fn source(template: &Template) -> String {
    filled(template, SOURCE, &[("provider", &provider(template))])
}
