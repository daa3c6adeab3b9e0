//! The source connection.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::SourceConnection,
    name: "sourceConnection",
    title: "source connection",
    method: "POST",
    path: "/data/foundation/flowservice/sourceConnections",
    schema: None,
    captures: &[("SOURCE_CONNECTION_ID", "$.id"), ("SOURCE_CONNECTION_ETAG", "$.etag")],
    resembles: |_| 0,
};
