//! Streaming sources built with the self-serve kit: they push to a URL of the flow, and have no account.

use super::document::{filled, provider};
use super::{FlowKind, Template};
use crate::spec::{FlowSpec, Kind};

pub(super) static KIND: FlowKind = FlowKind {
    name: "webhook",
    about: "events that the source pushes to a URL of the flow",
    template: None,
    takes: |spec| spec.kind == Kind::Streaming && spec.self_serve,
    flow_spec: |_| FlowSpec::find("GenericStreamingAEP"),
    has_base_connection: false,
    auth: &[],
    source,
    is_mapped: true,
    has_dataset_base: false,
    flow: "A streaming flow has no scheduleParams. The URL to give the source is `inletUrl` in the answer to reading \
           the flow (the last request).",
};

const SOURCE: &str = r#"    // A webhook has no base connection: nobody signs in, the source pushes.
    "sourceConnection": {
      "name": "<<title>> webhook",
<<provider>>
      "data": { "format": "<<format>>" },
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

fn source(template: &Template) -> String {
    let format = template.spec.formats.first().copied().unwrap_or_default();
    filled(template, SOURCE, &[("provider", &provider(template)), ("format", format)])
}
