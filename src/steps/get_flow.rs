//! The flow read.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::GetFlow,
    name: "getFlow",
    title: "flow read",
    method: "GET",
    path: "/data/foundation/flowservice/flows/{FLOW_ID}",
    schema: None,
    needs: &[],
    expects: &[],
    captures: &[("INLET_URL", "$.items[0].options.inletUrl"), ("FLOW_ETAG", "$.items[0].etag")],
    resembles: |_| 0,
};
