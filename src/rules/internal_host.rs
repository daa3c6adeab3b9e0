//! R11: requests go to the production host.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::operation::Host;

static RULES: [Rule; 1] = [Rule {
    code: "internal-host",
    number: "R11",
    severity: Severity::Warning,
    what: "A request goes to a stage or integration host of Platform.",
    why: "Only Adobe's own networks and test organizations reach these hosts.",
    example: "curl -X POST https://platform-int.adobe.io/data/foundation/flowservice/flows",
    remedy: "Use platform.adobe.io (dcs.adobedc.net for streaming).",
    source: "OpenAPI files: servers; a tutorial that kept an internal host",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if sent.found.host != Host::Internal {
            continue;
        }
        let host = &sent.envelope.url.text[sent.found.host_range.clone()];
        let at = sent.url_part(host);
        let wanted = if host.starts_with("dcs") { "dcs.adobedc.net" } else { "platform.adobe.io" };
        let mut report = cx.at_span(&RULES[0], sent.file(), at).step(sent.exchange.step);
        if (at.end - at.start) as usize == host.len() {
            report = report.fix(at, wanted);
        }
        report.help(format!("use {wanted}")).say(format!("`{host}` is internal to Adobe"));
    }
}
