//! The flow spec look-up.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::FlowSpec,
    name: "flowSpec",
    title: "flow spec look-up",
    method: "GET",
    path: "/data/foundation/flowservice/flowSpecs/{FLOW_SPEC_ID}",
    schema: None,
    needs: &[],
    expects: &[],
    captures: &[("FLOW_SPEC_ID", "$.items[0].id")],
    resembles: |_| 0,
};
