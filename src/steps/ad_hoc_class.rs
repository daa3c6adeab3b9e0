//! The ad hoc class.

use super::{Step, StepId};

pub(super) static STEP: Step = Step {
    id: StepId::AdHocClass,
    name: "adHocClass",
    title: "ad hoc class",
    method: "POST",
    path: "/data/foundation/schemaregistry/tenant/classes",
    schema: None,
    captures: &[("AD_HOC_CLASS_ID", "$['$id']")],
    resembles: |_| 0,
};
