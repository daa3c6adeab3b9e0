//! The ad hoc schema.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::AdHocSchema,
    name: "adHocSchema",
    title: "ad hoc schema",
    method: "POST",
    path: "/data/foundation/schemaregistry/tenant/schemas",
    schema: None,
    captures: &[("AD_HOC_SCHEMA_ID", "$['$id']")],
    resembles: |_| 0,
};
