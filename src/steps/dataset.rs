//! The dataset.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::Dataset,
    name: "dataset",
    title: "dataset",
    method: "POST",
    path: "/data/foundation/catalog/dataSets?requestDataSource=true",
    schema: None,
    captures: &[("DATASET_ID", "$[0]")],
    resembles: |_| 0,
};
