//! R04: every request to Platform names its client and its organization.

use super::header_names::{has_unseen, require};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;

static RULES: [Rule; 2] = [
    Rule {
        code: "missing-api-key",
        number: "R04",
        severity: Severity::Error,
        what: "A request to Platform has no `x-api-key` header.",
        why: "The gateway refuses it with 403000, \"Api Key is required\".",
        example: "curl 'https://platform.adobe.io/data/foundation/flowservice/flows' -H 'Authorization: Bearer {ACCESS_TOKEN}'",
        remedy: "Add `x-api-key: {API_KEY}`, the client id of the project in the Developer Console.",
        source: "OpenAPI files: the header is required on every operation",
    },
    Rule {
        code: "missing-org-id",
        number: "R04",
        severity: Severity::Error,
        what: "A request to Platform has no `x-gw-ims-org-id` header.",
        why: "The gateway refuses it with 400003: it cannot tell whose data is meant.",
        example: "curl 'https://platform.adobe.io/data/foundation/flowservice/flows' -H 'x-gw-org-id: {ORG_ID}' …",
        remedy: "Add `x-gw-ims-org-id: {ORG_ID}`.",
        source: "OpenAPI files: the header is required on every operation",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if sent.is_gateway() && !has_unseen(&sent) {
            require(cx, &RULES[0], RULES[0].severity, &sent, "x-api-key");
            require(cx, &RULES[1], RULES[1].severity, &sent, "x-gw-ims-org-id");
        }
    }
}
