//! The base connection.

use super::{Step, StepId, points};

pub(super) static STEP: Step = Step {
    id: StepId::BaseConnection,
    name: "baseConnection",
    title: "base connection",
    method: "POST",
    path: "/data/foundation/flowservice/connections",
    schema: Some(SCHEMA),
    needs: &[],
    expects: &["/name"],
    captures: &[("BASE_CONNECTION_ID", "$.id"), ("BASE_CONNECTION_ETAG", "$.etag")],
    resembles: |body| {
        let about_data = body.get("data").is_some();
        let keys = [("/auth", 8), ("/auth/specName", 2), ("/connectionSpec", 2)];
        if about_data || body.get("auth").is_none() { 0 } else { points(body, &keys) }
    },
};

const SCHEMA: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Base connection",
  "description": "An account at the source: how to sign in. Webhook sources and the Data Landing Zone have none.",
  "type": "object",
  "required": ["connectionSpec", "auth"],
  "properties": {
    "name": {"title": "Name", "description": "What the base connection is called in Platform.", "type": "string"},
    "description": {"title": "Description", "description": "Free text, shown in Platform.", "type": "string"},
    "connectionSpec": {
      "title": "Connection spec",
      "description": "The source to sign in to.",
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": {"title": "Connection spec id", "description": "The same in every organisation; `preflow specs` lists them.", "type": "string", "minLength": 1},
        "version": {"title": "Version", "description": "The version of the connection spec: `1.0`.", "examples": ["1.0"], "type": "string"}
      }
    },
    "auth": {
      "title": "Authentication",
      "description": "How to sign in to the source.",
      "type": "object",
      "required": ["specName"],
      "properties": {
        "specName": {"title": "Kind of authentication", "description": "One of those the connection spec offers, such as `Basic Authentication`, `ConnectionString` or `OAuth2 Refresh Code`.", "type": "string", "minLength": 1},
        "params": {"title": "Credentials", "description": "The keys that the kind of authentication asks for. Keep secrets in placeholders.", "type": "object"}
      }
    },
    "providerId": {"title": "Provider", "description": "Older samples for streaming sources send it.", "type": "string"}
  }
}"##;
