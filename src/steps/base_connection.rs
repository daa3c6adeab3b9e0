//! The base connection.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::BaseConnection,
    name: "baseConnection",
    title: "base connection",
    method: "POST",
    path: "/data/foundation/flowservice/connections",
    schema: None,
    captures: &[("BASE_CONNECTION_ID", "$.id"), ("BASE_CONNECTION_ETAG", "$.etag")],
    resembles: |_| 0,
};
