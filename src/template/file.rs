//! Files of a cloud storage.

use super::document::filled;
use super::text::{comment, kebab, placeholder};
use super::{FlowKind, Template};
use crate::spec::{FlowSpec, Kind};

pub(super) static KIND: FlowKind = FlowKind {
    name: "file",
    about: "files of a folder, read on a schedule",
    template: None,
    takes: |spec| spec.kind == Kind::File,
    flow_spec: |_| FlowSpec::find("CloudStorageToAEP"),
    has_base_connection: true,
    auth: &[],
    source,
    is_mapped: true,
    has_dataset_base: false,
    flow: "A run takes the files that changed after the run before it. Encrypted files need an Encryption \
           transformation with a publicKeyId besides Mapping.",
};

const SOURCE: &str = r#"    "sourceConnection": {
      "name": "<<title>> files",
<<base>>
      "data": {
        // Or `json` or `parquet`; a delimiter and an encoding belong to delimited files only.
        "format": "<<format>>",
        "properties": { "columnDelimiter": ",", "encoding": "UTF-8" }
      },
<<explore>>
      "params": { "path": "<<path>>", "type": "folder", "recursive": true },
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

fn source(template: &Template) -> String {
    let spec = template.spec;
    let (base, explored) = match spec.has_base_connection {
        true => (
            "      \"baseConnectionId\": \"{BASE_CONNECTION_ID}\",\n",
            "connections/{BASE_CONNECTION_ID}".to_owned(),
        ),
        false => ("", format!("connectionSpecs/{}", spec.id)),
    };
    let explore = comment(
        6,
        &format!(
            "A folder, or with \"type\": \"file\" one file; `*` stands for any text. To see what is there: GET \
             /data/foundation/flowservice/{explored}/explore?objectType=root"
        ),
    );
    let path = placeholder(&kebab(&template.title), "path");
    let format = spec.formats.first().copied().unwrap_or_default();
    let values = [("base", base), ("format", format), ("explore", &explore), ("path", &path)];
    filled(template, SOURCE, &values)
}
