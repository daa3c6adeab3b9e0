//! The target schema.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::TargetSchema,
    name: "targetSchema",
    title: "target schema",
    method: "POST",
    path: "/data/foundation/schemaregistry/tenant/schemas",
    schema: None,
    captures: &[("SCHEMA_ID", "$['$id']")],
    resembles: |_| 0,
};
