//! R02: requests go over https.

use super::sent::part_span;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::operation::Host;

static RULES: [Rule; 1] = [Rule {
    code: "insecure-url",
    number: "R02",
    severity: Severity::Error,
    what: "A request to Platform is sent over plain http.",
    why: "The access token and the data would travel in clear, and the gateway does not answer there.",
    example: "curl -X POST 'http://platform.adobe.io/data/foundation/flowservice/sourceConnections'",
    remedy: "Write https.",
    source: "Platform APIs take https only; the OpenAPI files list no other scheme",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if !matches!(sent.found.host, Host::Platform | Host::Internal | Host::Streaming) {
            continue;
        }
        let url = &sent.envelope.url;
        let host = &url.text[sent.found.host_range.clone()];
        let (message, scheme) = match sent.found.scheme {
            Some(scheme) if scheme.eq_ignore_ascii_case("http") => {
                (format!("the request to {host} is sent over plain http"), scheme.len())
            }
            None => (format!("without a scheme, the request to {host} goes over plain http"), 0),
            Some(_) => continue,
        };
        let part = part_span(url, 0, scheme);
        let at = if scheme == 0 { url.span } else { part.unwrap_or(url.span) };
        let mut report = cx
            .at_span(&RULES[0], sent.file(), at)
            .step(sent.exchange.step)
            .help("write https: the access token would travel in clear");
        if let Some(span) = part {
            report = report.fix(span, if scheme == 0 { "https://" } else { "https" });
        }
        report.say(message);
    }
}
