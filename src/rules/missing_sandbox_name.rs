//! R05: every request to Platform names its sandbox.

use super::header_names::{find, has_unseen, require};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::operation::Service;

static RULES: [Rule; 1] = [Rule {
    code: "missing-sandbox-name",
    number: "R05",
    severity: Severity::Error,
    what: "A request to Platform has no `x-sandbox-name` header.",
    why: "Schema Registry, Catalog and Data Prep refuse it. Flow Service (a warning) takes the organization's default \
          sandbox, production as a rule, whatever was meant.",
    example: "curl 'https://platform.adobe.io/data/foundation/catalog/dataSets' -H 'Authorization: …' -H 'x-api-key: …' -H 'x-gw-ims-org-id: …'",
    remedy: "Add `x-sandbox-name: {SANDBOX_NAME}`.",
    source: "OpenAPI files: required on the three services, described as defaulting on Flow Service",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if !sent.is_gateway() || has_unseen(&sent) || find(&sent, "x-sandbox-id").is_some() {
            continue;
        }
        let severity = match sent.found.service {
            Some(Service::SchemaRegistry | Service::Catalog | Service::DataPrep) => Severity::Error,
            Some(Service::Flow | Service::Connectors) => Severity::Warning,
            Some(Service::Streaming) | None => continue,
        };
        require(cx, &RULES[0], severity, &sent, "x-sandbox-name");
    }
}
