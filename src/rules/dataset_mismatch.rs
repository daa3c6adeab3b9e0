//! R25: the target connection's dataSetId is the id in the dataset's response, without what stands around it.

use super::references::{Reference, check_reference, is_hex, literal};
use super::{Context, Group, Rule};
use crate::dataflow::Origin;
use crate::diagnostic::Severity;
use crate::steps::StepId;
use crate::text::Span;

static RULES: [Rule; 3] = [
    Rule {
        code: "dataset-mismatch",
        number: "R25",
        severity: Severity::Error,
        what: "The target connection's dataSetId is not the id that the dataset's response returned.",
        why: "The data would land in another dataset. A warning where a response is not shown.",
        example: r#"{"params": {"dataSetId": "63ec807d3f5ce91bd2d06c65"}}"#,
        remedy: "Use the id in `[\"@/dataSets/ID\"]` of this dataflow.",
        source: "Sources tutorials: create a target connection",
    },
    Rule {
        code: "dataset-id-with-prefix",
        number: "R25",
        severity: Severity::Error,
        what: "A dataSetId keeps the `@/dataSets/` (or the brackets and quotes) of the dataset's response.",
        why: "The service looks for a dataset of that name and finds none.",
        example: r#"{"params": {"dataSetId": "@/dataSets/63ec807d3f5ce91bd2d06c65"}}"#,
        remedy: "Use the bare id of 24 hexadecimal digits.",
        source: "Catalog: response of POST /dataSets",
    },
    Rule {
        code: "dataset-reference-spelling",
        number: "R25",
        severity: Severity::Info,
        what: "A text describes the dataset's response as `@/datasets/…`; the service writes `@/dataSets/…`.",
        why: "Who cuts the id out by that prefix does not find it.",
        example: "`\"@/datasets/{DATASET_ID}\"`",
        remedy: "Write `@/dataSets/`.",
        source: "Catalog: response of POST /dataSets",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

static REFERENCE: Reference =
    Reference { at: StepId::TargetConnection, path: &["params", "dataSetId"], from: StepId::Dataset };

const AT: &str = "/params/dataSetId";
const STEP: Option<StepId> = Some(StepId::TargetConnection);

fn check(cx: &mut Context<'_>) {
    check_reference(cx, &RULES[0], &REFERENCE);
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::TargetConnection) {
        let Some(node) = root.at(AT) else { continue };
        if let Some(item) = node.items().first().filter(|_| node.items().len() == 1) {
            let Some(text) = item.as_str() else { continue };
            let id = bare(text);
            cx.at_value(&RULES[1], body, AT)
                .step(STEP)
                .help("use the id alone, as a string")
                .fix(node.span, format!("\"{id}\""))
                .say("dataSetId is one id, not the list that the dataset's response is");
            continue;
        }
        let Some(text) = node.as_str() else { continue };
        let id = bare(text);
        if id.len() < text.len() && (text.contains('/') || text.contains('[')) {
            let report = cx.at_value(&RULES[1], body, AT).step(STEP).help(format!("use `{id}`"));
            report
                .fix(node.span, format!("\"{id}\""))
                .say(format!("dataSetId is the bare id, without `{}`", text.replacen(id, "…", 1)));
        } else if let Some(whole) = literal(cx, node).filter(|t| t.contains('/')) {
            // A variable brought the prefix in.
            cx.at_value(&RULES[1], body, AT)
                .step(STEP)
                .help(format!("set the variable to `{}`", bare(&whole)))
                .say(format!("dataSetId is the bare id, but its variable holds `{whole}`"));
        }
    }
    if flow.origin == Origin::Markdown {
        spelling(cx);
    }
}

/// What is left of a dataset reference without path, brackets and quotes.
fn bare(text: &str) -> &str {
    let text = text.trim_matches(['[', ']', '"', '\'', ' ']);
    let last = text.rsplit('/').next().unwrap_or(text);
    if last.is_empty() || !(last.contains('{') || is_hex(last, 24) || text.starts_with('@')) {
        text
    } else {
        last
    }
}

/// The prose of a tutorial: `@/datasets/` outside of any body.
fn spelling(cx: &mut Context<'_>) {
    const WRONG: &str = "@/datasets/";
    let flow = cx.flow;
    let text = &cx.sources.get(flow.file).text;
    let bodies: Vec<Span> =
        flow.exchanges.iter().flat_map(|e| e.body.iter().chain(&e.response)).map(|b| b.span).collect();
    for (at, _) in text.match_indices(WRONG) {
        let span = Span::new(at, at + WRONG.len());
        if bodies.iter().any(|b| b.start <= span.start && span.end <= b.end) {
            continue;
        }
        cx.at_span(&RULES[2], flow.file, span)
            .step(Some(StepId::Dataset))
            .fix(span, "@/dataSets/")
            .say("the service writes `@/dataSets/`, with a capital S");
    }
}
