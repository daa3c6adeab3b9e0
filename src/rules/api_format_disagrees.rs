//! R64: the API-format line and the request below it are the same operation.

use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::operation;
use crate::placeholder::Template;

static RULES: [Rule; 1] = [Rule {
    code: "api-format-disagrees",
    number: "R64",
    severity: Severity::Info,
    what: "The API-format line names another method or path than the request that follows it.",
    why: "Readers take one of the two, and one of them is wrong.",
    example: "`GET /flows/{FLOW_ID}` above `curl -X PATCH …/flowservice/flows/4982…`",
    remedy: "Write the same method and path in both; a query may be left out.",
    source: "The request itself",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for format in &flow.prose.formats {
        let Some(exchange) = flow.exchanges.get(format.exchange) else { continue };
        let Some(envelope) = &exchange.envelope else { continue };
        let mut words = format.line.text.split_whitespace();
        let (Some(method), Some(path)) = (words.next(), words.next()) else { continue };
        let found = operation::find(&envelope.method.text, &envelope.url.text);
        let sent_path = &envelope.url.text[found.path_range.clone()];
        let what = if !method.eq_ignore_ascii_case(&envelope.method.text) {
            format!("the format says {method}, the request is a {}", envelope.method.text)
        } else if !ends_alike(path, sent_path) {
            format!("the format says `{path}`, the request goes to `{sent_path}`")
        } else {
            continue;
        };
        cx.at_span(&RULES[0], flow.file, format.line.span)
            .step(exchange.step)
            .related(exchange.place.file, envelope.url.span, "the request")
            .say(what);
    }
}

/// Does the path end in the abbreviated one, placeholders standing for anything?
fn ends_alike(format: &str, path: &str) -> bool {
    let format =
        format.split_once("://").map_or(format, |(_, rest)| rest.find('/').map_or("", |i| &rest[i..]));
    let segments = |p: &str| -> Vec<String> {
        let p = p.split(['?', '#']).next().unwrap_or(p);
        p.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect()
    };
    let (short, long) = (segments(format), segments(path));
    let alike = |a: &str, b: &str| {
        let hole = |s: &str| s.contains(['{', '<', '$', ':']);
        hole(a) || hole(b) || Template::parse(a).may_equal(&Template::parse(b))
    };
    short.len() <= long.len() && short.iter().rev().zip(long.iter().rev()).all(|(a, b)| alike(a, b))
}

#[cfg(test)]
mod tests {
    use super::ends_alike;

    #[test]
    fn abbreviations_agree() {
        let flow = "/data/foundation/flowservice/flows/4982698b";
        assert!(ends_alike("/flows/{FLOW_ID}", flow));
        assert!(ends_alike("/flows/{FLOW_ID}?x=1", flow));
        assert!(ends_alike("https://platform.adobe.io/data/foundation/flowservice/flows/{ID}", flow));
        assert!(!ends_alike("/runs/{RUN_ID}", flow));
        assert!(!ends_alike("/flows", flow));
    }
}
