//! The target connection.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::TargetConnection,
    name: "targetConnection",
    title: "target connection",
    method: "POST",
    path: "/data/foundation/flowservice/targetConnections",
    schema: None,
    captures: &[("TARGET_CONNECTION_ID", "$.id"), ("TARGET_CONNECTION_ETAG", "$.etag")],
    resembles: |_| 0,
};
