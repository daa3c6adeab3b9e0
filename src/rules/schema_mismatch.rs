//! R23, R24, R32: the target schema, the dataset, the target connection and the mapping set name one schema. They are
//! decided together, so that one wrong id gives one finding, at the end that stands alone.

use super::schema_ids::{Use, may_name_one};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::placeholder;
use crate::steps::StepId;
use std::collections::BTreeSet;

static RULES: [Rule; 3] = [
    Rule {
        code: "dataset-schema-mismatch",
        number: "R23",
        severity: Severity::Error,
        what: "The dataset's schemaRef.id is not the schema that this dataflow created or uses.",
        why: "The data would land under another schema.",
        example: r#"{"schemaRef": {"id": "https://ns.adobe.com/acme/schemas/2b7d1c4f09ae4d5e8c3f6a7b9012cdef"}}"#,
        remedy: "Use the `$id` of the target schema's response.",
        source: "Sources tutorials: create a target dataset",
    },
    Rule {
        code: "target-schema-mismatch",
        number: "R24",
        severity: Severity::Error,
        what: "The target connection's data.schema.id is not the schema of its dataset.",
        why: "The flow would write data of one schema into a dataset of another.",
        example: r#"{"data": {"schema": {"id": "https://ns.adobe.com/acme/schemas/2b7d1c4f09ae4d5e8c3f6a7b9012cdef"}}}"#,
        remedy: "Use the same schema id in the dataset and the target connection.",
        source: "Sources tutorials: create a target connection",
    },
    Rule {
        code: "mapping-schema-mismatch",
        number: "R32",
        severity: Severity::Error,
        what: "The mapping set's output schema is not the schema of the dataset and the target connection.",
        why: "The mapping would produce fields that the dataset's schema does not have.",
        example: r#"{"outputSchema": {"schemaRef": {"id": "https://ns.adobe.com/acme/schemas/2b7d1c4f09ae4d5e8c3f6a7b9012cdef"}}}"#,
        remedy: "Use the target schema's id as the output schema.",
        source: "Sources tutorials: create a mapping",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let all = cx.schema_ids();
    let of = |step: StepId, in_response: bool| {
        all.iter().filter(move |u| u.step == step && u.in_response == in_response).collect::<Vec<_>>()
    };
    let schema: Vec<_> = of(StepId::TargetSchema, true).into_iter().filter(|u| u.pointer == "/$id").collect();
    let (dataset, target) = (of(StepId::Dataset, false), of(StepId::TargetConnection, false));
    let mapping = of(StepId::MappingSet, false);
    if !schema.is_empty() {
        against(cx, &RULES[0], &dataset, &[&schema]);
        against(cx, &RULES[1], &target, &[&schema]);
        against(cx, &RULES[2], &mapping, &[&schema]);
        return;
    }
    // Without the schema's response the ends can only be held against each other.
    let outvoted = |cx: &Context<'_>, uses: &[&Use<'_>], others: &[&Use<'_>]| {
        !others.is_empty() && uses.iter().all(|u| others.iter().any(|o| may_name_one(cx, u.text, o.text)))
    };
    if outvoted(cx, &target, &mapping) && !dataset.is_empty() {
        against(cx, &RULES[0], &dataset, &[&target]);
        return;
    }
    against(cx, &RULES[1], &target, &[&dataset]);
    against(cx, &RULES[2], &mapping, &[&target, &dataset]);
}

/// Reports every use that can be none of the others: what each group of others says, the nearest first.
fn against(cx: &mut Context<'_>, rule: &'static Rule, uses: &[&Use<'_>], groups: &[&[&Use<'_>]]) {
    let mut texts = BTreeSet::new();
    let others: Vec<&&Use<'_>> =
        groups.iter().flat_map(|g| g.iter()).filter(|o| texts.insert(o.text)).collect();
    for one in uses {
        let Some(other) = others.first() else { return };
        if others.iter().any(|o| may_name_one(cx, one.text, o.text)) {
            continue;
        }
        let where_to = match (other.step, other.in_response) {
            (StepId::TargetSchema, _) => "the target schema's response returned this id",
            (StepId::Dataset, _) => "the dataset has this schema",
            _ => "the target connection has this schema",
        };
        let what = match one.step {
            StepId::Dataset => "the dataset's schema",
            StepId::TargetConnection => "the target connection's schema",
            _ => "the mapping set's output schema",
        };
        let report = cx
            .at_value(rule, one.body, one.pointer)
            .step(Some(one.step))
            .related(other.body.file, other.node.span, where_to)
            .help(format!("use one schema throughout: `{}`", other.text));
        // Which of two requests is right only the schema's own response can tell.
        let sure = other.in_response
            && others.iter().all(|o| o.text == other.text)
            && placeholder::name(other.text).is_none();
        let report = if sure { report.fix(one.node.span, format!("\"{}\"", other.text)) } else { report };
        report.say(format!("{what} `{}` is not `{}`", short(one.text), short(other.text)));
    }
}

/// The telling end of a schema id.
fn short(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}
