//! The mapping set.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::MappingSet,
    name: "mappingSet",
    title: "mapping set",
    method: "POST",
    path: "/data/foundation/conversion/mappingSets",
    schema: None,
    captures: &[("MAPPING_ID", "$.id"), ("MAPPING_VERSION", "$.version")],
    resembles: |_| 0,
};
