//! R27: a target connection has a base connection only in the oldest kind of dataflow, and then the dataset's own.

use super::references::{handed_on, literal, may_be_same};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::steps::StepId;
use std::collections::BTreeSet;

static RULES: [Rule; 1] = [Rule {
    code: "target-base-connection",
    number: "R27",
    severity: Severity::Info,
    what: "A target connection has a baseConnectionId that this dataflow does not make.",
    why: "Only the oldest tutorials have one, made by a dataset base connection; today none is needed. The source's \
          base connection in its place is a warning.",
    example: r#"{"name": "Target", "baseConnectionId": "d6c3988d-14ef-4000-8398-8d14ef000021", "params": {"dataSetId": "{DATASET_ID}"}}"#,
    remedy: "Remove baseConnectionId from the target connection.",
    source: "Sources tutorials, old and current: create a target connection",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    const AT: &str = "/baseConnectionId";
    let flow = cx.flow;
    if cx.exports() {
        return;
    }
    let given = handed_on(flow, StepId::BaseConnection).ids;
    let is_old = flow.of(StepId::DatasetBaseConnection).next().is_some();
    let own = handed_on(flow, StepId::DatasetBaseConnection).ids;
    let used =
        flow.bodies(StepId::SourceConnection).filter_map(|(_, r)| literal(cx, r.get("baseConnectionId")?));
    let accounts: BTreeSet<_> =
        used.chain(given.iter().map(|g| g.id.into())).map(|id| id.to_ascii_lowercase()).collect();
    for (body, root) in flow.bodies(StepId::TargetConnection) {
        let Some(node) = root.at(AT) else { continue };
        let id = literal(cx, node);
        if is_old
            && id.as_ref().is_none_or(|id| own.is_empty() || own.iter().any(|g| may_be_same(cx, g.id, id)))
        {
            continue;
        }
        if id.is_some_and(|id| accounts.contains(&id.to_ascii_lowercase())) {
            cx.at_value(&RULES[0], body, AT)
                .step(Some(StepId::TargetConnection))
                .severity(Severity::Warning)
                .help("remove baseConnectionId: the data lake needs no account")
                .say("this is the source's base connection; the target is the data lake");
        } else {
            cx.at(&RULES[0], body, AT)
                .step(Some(StepId::TargetConnection))
                .help("current target connections have no baseConnectionId")
                .say("a target connection needs no base connection any more");
        }
    }
}
