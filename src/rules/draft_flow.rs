//! R53: a draft may leave things out, but has them when it is published.

use super::references::{is_draft, readable};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::spec::FlowSpec;
use crate::steps::StepId;

static RULES: [Rule; 1] = [Rule {
    code: "incomplete-draft-published",
    number: "R53",
    severity: Severity::Warning,
    what: "A flow that was made as a draft without transformations or schedule is published, and no PATCH in between \
           adds them.",
    why: "A draft may be incomplete, a published flow may not.",
    example: "curl -X POST 'https://platform.adobe.io/data/foundation/flowservice/flows?mode=draft' …\n\
              curl -X POST 'https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID}/action?op=publish' …",
    remedy: "PATCH the flow with what is missing before publishing it.",
    source: "Draft tutorial: update and publish a draft flow",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    let Some(draft) = flow.exchanges.iter().position(|e| e.step == Some(StepId::Flow) && is_draft(e)) else {
        return;
    };
    let Some((body, root)) = readable(&flow.exchanges[draft]) else { return };
    let spec = root.at("/flowSpec/id").and_then(Node::as_str).and_then(FlowSpec::by_id);
    // Only what its flow spec is known to take can be missing.
    let Some(spec) = spec else { return };
    let due =
        [("transformations", !spec.transformations.is_empty()), ("scheduleParams", spec.schedule.is_some())];
    let mut missing: Vec<&str> =
        due.iter().filter(|(key, due)| *due && root.get(key).is_none()).map(|(key, _)| *key).collect();
    for exchange in &flow.exchanges[draft + 1..] {
        let Some(envelope) = &exchange.envelope else { continue };
        let (path, query) = envelope.url.text.split_once('?').unwrap_or((&envelope.url.text, ""));
        if !path.contains("/flows/") {
            continue;
        }
        if envelope.method.text.eq_ignore_ascii_case("PATCH") {
            // A body that cannot be read may add anything.
            let Some((_, patch)) = readable(exchange) else { return };
            let paths: Vec<&str> = patch.items().iter().filter_map(|op| op.get("path")?.as_str()).collect();
            missing.retain(|key| !paths.iter().any(|p| p.trim_start_matches('/').starts_with(key)));
        } else if path.ends_with("/action") && query.split('&').any(|q| q.eq_ignore_ascii_case("op=publish"))
        {
            if !missing.is_empty() {
                let list = missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(" and ");
                cx.at_span(&RULES[0], flow.file, envelope.url.span)
                    .step(Some(StepId::Flow))
                    .related(body.file, body.span, "the draft was made here")
                    .help(format!("PATCH the flow with {list} first"))
                    .say(format!("the draft is published without {list}"));
            }
            return;
        }
    }
}
