//! The base connection read: where the inlet URL of an HTTP API source is.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::GetBaseConnection,
    name: "getBaseConnection",
    title: "base connection read",
    method: "GET",
    path: "/data/foundation/flowservice/connections/{BASE_CONNECTION_ID}",
    schema: None,
    needs: &[],
    expects: &[],
    captures: &[
        ("INLET_URL", "$.items[0].auth.params.inletUrl"),
        ("BASE_CONNECTION_ETAG", "$.items[0].etag"),
    ],
    resembles: |_| 0,
};
