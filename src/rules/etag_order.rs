//! R66: a sample flow is not older than its parts.
//!
//! An etag of Flow Service ends in the second of the change, in hexadecimal, and four zeros.

use super::{Context, Group, Rule};
use crate::dataflow::{Body, Exchange};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::StepId;
use crate::text::Span;

static RULES: [Rule; 1] = [Rule {
    code: "etag-older-than-its-parts",
    number: "R66",
    severity: Severity::Info,
    what: "By the etags of the samples, a flow is older than a connection it was made from.",
    why: "One of the two responses was pasted from another run. Etags end in the second of the change.",
    example: "source connection \"…-5ed560520000\" (1 June 2020), its flow \"…-5ebc4c8b0000\" (13 May 2020)",
    remedy: "Take both samples from one run.",
    source: "Observed: the last group of an etag is createdAt in hexadecimal, then 0000",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// What an answer to a creation shows.
struct Stamp<'a> {
    id: &'a str,
    second: u64,
    body: &'a Body,
    span: Span,
}

fn stamp(exchange: &Exchange) -> Option<Stamp<'_>> {
    let body = exchange.response.as_ref()?;
    let root = body.root.as_ref()?;
    let node = root.get("etag")?;
    let group = node.as_str()?.trim_matches('"').rsplit('-').next()?;
    let hex = group.strip_suffix("0000").filter(|h| h.len() == 8)?;
    let second = u64::from_str_radix(hex, 16).ok()?;
    // Between 2014 and 2100: otherwise it is not a time.
    (1_388_534_400..4_102_444_800).contains(&second).then_some(())?;
    Some(Stamp { id: root.get("id")?.as_str()?, second, body, span: node.span })
}

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    let parts: [(StepId, &[(&str, StepId)]); 2] = [
        (
            StepId::Flow,
            &[
                ("sourceConnectionIds", StepId::SourceConnection),
                ("targetConnectionIds", StepId::TargetConnection),
            ],
        ),
        (StepId::SourceConnection, &[("baseConnectionId", StepId::BaseConnection)]),
    ];
    for (step, uses) in parts {
        for exchange in flow.of(step) {
            let Some(made) = stamp(exchange) else { continue };
            let Some(root) = exchange.body.as_ref().and_then(|b| b.root.as_ref()) else { continue };
            let mut younger = Vec::new();
            for (key, part) in uses {
                let used = root.get(key);
                let ids: Vec<&str> = used
                    .map_or(&[] as &[Node], Node::items)
                    .iter()
                    .chain(used)
                    .filter_map(Node::as_str)
                    .collect();
                let stamps = flow.of(*part).filter_map(stamp);
                younger.extend(
                    stamps
                        .filter(|s| ids.contains(&s.id) && made.second < s.second)
                        .map(|s| (part.step().title, s)),
                );
            }
            let [(title, _), ..] = younger.as_slice() else { continue };
            let whose = step.step().title;
            let message = format!("by its etag this {whose} is older than the {title} it is made from");
            let mut report = cx.at_span(&RULES[0], made.body.file, made.span).step(Some(step));
            for (title, part) in &younger {
                report = report.related(part.body.file, part.span, format!("the {title} is younger"));
            }
            report.help("take all samples from one run").say(message);
        }
    }
}
