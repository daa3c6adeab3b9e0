//! The dataset base connection.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::DatasetBaseConnection,
    name: "datasetBaseConnection",
    title: "dataset base connection",
    method: "POST",
    path: "/data/foundation/flowservice/connections",
    schema: None,
    captures: &[("DATASET_BASE_CONNECTION_ID", "$.id"), ("DATASET_BASE_CONNECTION_ETAG", "$.etag")],
    resembles: |_| 0,
};
