//! The flow.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::Flow,
    name: "flow",
    title: "flow",
    method: "POST",
    path: "/data/foundation/flowservice/flows",
    schema: None,
    captures: &[("FLOW_ID", "$.id"), ("FLOW_ETAG", "$.etag")],
    resembles: |_| 0,
};
