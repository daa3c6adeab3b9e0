//! R03: every request to Platform carries a bearer token.

use super::header_names::{find, has_unseen, is_translated_bearer, require};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::placeholder::{Piece, Template};

static RULES: [Rule; 2] = [
    Rule {
        code: "missing-authorization",
        number: "R03",
        severity: Severity::Error,
        what: "A request to Platform has no `Authorization` header.",
        why: "The gateway refuses it with 403010, \"Oauth token is missing\". Tutorials often drop the header where the \
              flow spec is looked up and where the flow is created.",
        example: "curl -X POST 'https://platform.adobe.io/data/foundation/flowservice/flows' -H 'x-api-key: {API_KEY}' …",
        remedy: "Add `Authorization: Bearer {ACCESS_TOKEN}`.",
        source: "OpenAPI files: the header is required on every operation",
    },
    Rule {
        code: "authorization-not-bearer",
        number: "R03",
        severity: Severity::Error,
        what: "The `Authorization` header does not say `Bearer` before its token.",
        why: "The gateway takes no other scheme and answers that the token is missing or invalid.",
        example: "Authorization: {ACCESS_TOKEN}",
        remedy: "Write `Authorization: Bearer {ACCESS_TOKEN}`.",
        source: "OpenAPI files; Platform's guide to calling its APIs",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if !sent.is_gateway() || has_unseen(&sent) {
            continue;
        }
        require(cx, &RULES[0], RULES[0].severity, &sent, "Authorization");
        let Some(header) = find(&sent, "Authorization") else { continue };
        let Some(value) = header.value.as_deref().filter(|v| !v.is_empty()) else { continue };
        if let Some(found) = fault(value) {
            cx.at_span(&RULES[1], sent.file(), header.span)
                .step(sent.exchange.step)
                .help("write `Authorization: Bearer {ACCESS_TOKEN}`, with one blank behind `Bearer`")
                .say(found);
        }
    }
}

/// What is wrong with a value; none when it is, or may become, a bearer token.
fn fault(value: &str) -> Option<String> {
    let template = Template::parse(value);
    if let [Piece::Hole { name, .. }] = template.pieces.as_slice() {
        let name = name.to_ascii_uppercase();
        // `$AUTHORIZATION` may hold the scheme as well; an access token does not.
        let token = name.contains("TOKEN") && !name.contains("BEARER") && !name.contains("AUTH");
        return token.then(|| "the `Authorization` header lacks `Bearer` before the token".to_owned());
    }
    if matches!(template.pieces.first(), Some(Piece::Hole { .. })) || value.starts_with(['$', '{']) {
        return None;
    }
    let (scheme, rest) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
    if scheme.eq_ignore_ascii_case("Bearer") {
        return rest
            .trim()
            .is_empty()
            .then(|| "the `Authorization` header has no token behind `Bearer`".to_owned());
    }
    // Reported as a translation.
    if is_translated_bearer(scheme) {
        return None;
    }
    Some(if rest.is_empty() {
        "the `Authorization` header lacks `Bearer` and a blank before the token".to_owned()
    } else {
        format!("the `Authorization` header says `{scheme}` where Platform takes `Bearer`")
    })
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn bearer_tokens_and_what_may_hold_one() {
        for value in [
            "Bearer {ACCESS_TOKEN}",
            "bearer abc",
            "$AUTH",
            "{{authorization}}",
            "{AUTH_SCHEME} abc",
            "${BEARER_TOKEN}",
        ] {
            assert_eq!(fault(value), None, "{value}");
        }
        for value in [
            "{ACCESS_TOKEN}",
            "{{access_token}}",
            "Bearer",
            "Bearer{ACCESS_TOKEN}",
            "Basic abc",
            "eyJhbGciOi",
        ] {
            assert!(fault(value).is_some(), "{value}");
        }
    }
}
