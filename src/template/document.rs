//! The document around what a kind of source adds: the head, the account, the steps of the target, the schema and the
//! sample records.

use super::Template;
use super::flow::flow;
use super::text::{comment, fill, json, lines, placeholder};
use crate::spec::DATA_LAKE;
use serde_json::{Value, json};

/// The document of a template.
pub(super) fn of(template: &Template) -> String {
    let mut out = head(template);
    let body = (template.kind.source)(template);
    if template.kind.has_base_connection && template.spec.has_base_connection {
        out.push_str(&base_connection(template));
    }
    out.push_str(&body);
    out.push_str(&target(template));
    if template.is_mapped() {
        out.push_str(&mapping_set(template));
    }
    out.push_str(&flow(template));
    out.push_str(&tail(template));
    out
}

/// What a step is called in Platform.
pub(super) fn name(template: &Template) -> String {
    format!("{} {}", template.title, template.records.subject.things)
}

/// Fills a skeleton with what every step may need, and more.
pub(super) fn filled(template: &Template, skeleton: &str, values: &[(&str, &str)]) -> String {
    let name = name(template);
    let common = [
        ("title", template.title.as_str()),
        ("name", name.as_str()),
        ("id", template.spec.id),
        ("lake", DATA_LAKE),
        ("class", template.records.subject.class),
    ];
    fill(skeleton, &[values, &common].concat())
}

const HEAD: &str = r#"  "name": "<<name>>",
<<variables>>
<<about>>
  "flowSpec": "<<flow spec>>",
  "steps": {
"#;

const PLACEHOLDERS: &str = "{UPPER_SNAKE} is a placeholder. Ids such as {SOURCE_CONNECTION_ID} come from the answer to \
    an earlier request and are handed on when you send. The others are yours: write a value in their place, list it \
    under `variables`, or give it when you send; keep secrets for that, outside of this file.";

const VARIABLES: &str = r#"  // Your tenant id, without the underscore: `tenantId` of GET /data/foundation/schemaregistry/stats.
  "variables": { "TENANT_ID": "acme" },
"#;

fn head(template: &Template) -> String {
    let mut out = "{\n".to_owned();
    out.push_str(&comment(2, &format!("{}: {}.", template.title, template.kind.about)));
    if let Some(note) = template.spec.note {
        out.push_str(&comment(2, &format!("About its connection spec: {note}.")));
    }
    out.push_str(&comment(2, PLACEHOLDERS));
    let variables = if template.records.has_own_fields() { VARIABLES } else { "" };
    let about = template
        .flow_spec
        .note
        .map_or_else(String::new, |note| comment(2, &format!("About the flow spec: {note}.")));
    let values = [("variables", variables), ("about", &about), ("flow spec", template.flow_spec.title())];
    out + &filled(template, HEAD, &values)
}

const BASE: &str = r#"    "baseConnection": {
      "name": "<<title>> account",
<<provider>>
      "auth": {
<<kinds>>
        "specName": "<<auth>>",
        "params": <<params>>
      },
      "connectionSpec": { "id": "<<id>>", "version": "1.0" }
    },
"#;

fn base_connection(template: &Template) -> String {
    let spec = template.spec;
    let source = super::text::kebab(&template.title);
    let decided = |key: &str| template.kind.auth.iter().find(|(k, _)| *k == key).map(|(_, value)| *value);
    let value = |key: &str| decided(key).map_or_else(|| placeholder(&source, key), str::to_owned);
    let params =
        spec.required_auth_params.iter().map(|key| ((*key).to_owned(), Value::from(value(key)))).collect();
    let unknown = placeholder(&source, "authSpecName");
    let (auth, kinds) = match spec.auth {
        [] => {
            let told = format!(
                "No public page tells its ways to sign in: GET /connectionSpecs/{} lists them as `authSpec`, with the \
                 name to write here and the keys of `params`.",
                spec.id
            );
            (unknown.as_str(), told)
        }
        [one] => (*one, String::new()),
        [one, others @ ..] => (*one, format!("Or `{}`, which may take other `params`.", others.join("`, `"))),
    };
    let mut kinds = comment(8, &kinds);
    if !spec.optional_auth_params.is_empty() {
        let keys = spec.optional_auth_params.join(", ");
        kinds.push_str(&comment(8, &format!("`params` may also have {keys}.")));
    }
    if spec.required_auth_params.contains(&"connectionString") {
        kinds
            .push_str(&comment(8, "The whole connection string, host and password included, is one secret."));
    }
    let params = json(&Value::Object(params), 8, 10);
    let values =
        [("kinds", kinds.as_str()), ("auth", auth), ("params", &params), ("provider", &provider(template))];
    filled(template, BASE, &values)
}

/// Samples for streaming sources send their provider.
pub(super) fn provider(template: &Template) -> String {
    let of = |id| format!("      \"providerId\": \"{id}\",\n");
    template.flow_spec.provider.filter(|_| template.flow_spec.is_streaming()).map_or(String::new(), of)
}

const TARGET: &str = r#"    "targetSchema": {
      "type": "object",
      "title": "<<name>>",
      // One class, then the field groups that bring the fields.
<<own>>
      "allOf": [
<<refs>>
      ]
    },
    "dataset": {
      "name": "<<name>>",
      // {SCHEMA_ID} is the schema's `$id` throughout, never its `meta:altId`. Real-Time Customer Profile also needs an
      // identity in the schema and "tags": {"unifiedProfile": ["enabled:true"], "unifiedIdentity": ["enabled:true"]}.
      "schemaRef": { "id": "{SCHEMA_ID}", "contentType": "application/vnd.adobe.xed-full-notext+json; version=1" }
    },
<<dataset base>>
    "targetConnection": {
      "name": "<<name>> in the data lake",
<<base id>>
      "data": {
        "schema": { "id": "{SCHEMA_ID}", "version": "application/vnd.adobe.xed-full+json;version=1" }
      },
      // The id alone, without the `@/dataSets/` that the answer has before it.
      "params": { "dataSetId": "{DATASET_ID}" },
      // The data lake, whatever the source is.
      "connectionSpec": { "id": "<<lake>>", "version": "1.0" }
    },
"#;

const OWN_FIELDS: &str =
    "      // {FIELD_GROUP_ID}: the last part of the `$id` of the field group with your own fields.\n";

const DATASET_BASE: &str = r#"    "datasetBaseConnection": {
      "name": "Data lake",
      "description": "One for the whole sandbox is enough",
      "connectionSpec": { "id": "<<lake>>", "version": "1.0" }
    },
"#;

fn target(template: &Template) -> String {
    let subject = template.records.subject;
    let standard = |name: &&str| format!("https://ns.adobe.com/xdm/context/{name}");
    let mut refs: Vec<String> = [subject.class].iter().chain(subject.groups).map(standard).collect();
    let mut own = "";
    if template.records.has_own_fields() {
        refs.push("https://ns.adobe.com/{TENANT_ID}/mixins/{FIELD_GROUP_ID}".to_owned());
        own = OWN_FIELDS;
    }
    let refs: Vec<Value> = refs.iter().map(|to| json!({ "$ref": to })).collect();
    let refs = lines(&refs, 8);
    let (dataset_base, base_id) = match template.kind.has_dataset_base {
        true => (DATASET_BASE, "      \"baseConnectionId\": \"{DATASET_BASE_CONNECTION_ID}\",\n"),
        false => ("", ""),
    };
    let values = [("own", own), ("refs", &refs), ("dataset base", dataset_base), ("base id", base_id)];
    filled(template, TARGET, &values)
}

const MAPPING_SET: &str = r#"    "mappingSet": {
      "outputSchema": {
        "schemaRef": { "id": "{SCHEMA_ID}", "contentType": "application/vnd.adobe.xed-full+json;version=1" }
      },
      // ATTRIBUTE copies a field of the source, EXPRESSION calculates (`preflow functions` explains the functions),
      // STATIC is a fixed text. Field names are case-sensitive; in an expression `${field}` is a field that is called
      // like a function.
      "mappings": [
<<mappings>>
      ]
    },
"#;

fn mapping_set(template: &Template) -> String {
    filled(template, MAPPING_SET, &[("mappings", &lines(&template.records.mappings(), 8))])
}

const TAIL: &str = r#"  // The fields that are mapped, with their types, for checks and preview. Better is a file with the whole schema, as
  // "targetSchema": "schema.json": GET /data/foundation/schemaregistry/tenant/schemas/{SCHEMA_ID} answers it, with
  // the header Accept: application/vnd.adobe.xed-full+json;version=1.
  "targetSchema": <<schema>>,
  // Made up. Put a few real records in their place, or a file with them (JSON, NDJSON or CSV): "file": "records.csv".
  "samples": {
    "records": [
<<records>>
    ]
  }
}
"#;

fn tail(template: &Template) -> String {
    if !template.is_mapped() {
        return "}\n".to_owned();
    }
    let schema = json(&template.records.schema(), 2, 16);
    let records = lines(&template.records.values(), 6);
    filled(template, TAIL, &[("schema", &schema), ("records", &records)])
}
