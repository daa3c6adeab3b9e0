//! The steps of a dataflow: one file each, one line in the list below.
//!
//! A [`Step`] says what a step is called, which request makes it, what its body must be, how a bare body of its
//! kind is told from others, and what it hands on. Requests, rules, the document schema and the help derive from
//! it.

use crate::json::Node;

macro_rules! steps {
    ($($file:ident $step:ident),* $(,)?) => {
        $(mod $file;)*

        /// Names a step of a dataflow.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum StepId {
            $(#[doc = concat!("See `src/steps/", stringify!($file), ".rs`.")] $step,)*
        }

        /// Every step, in the order they are sent.
        pub static STEPS: &[&Step] = &[$(&$file::STEP),*];
    };
}

steps! {
    base_connection BaseConnection,
    ad_hoc_class AdHocClass,
    ad_hoc_schema AdHocSchema,
    source_connection SourceConnection,
    target_schema TargetSchema,
    dataset Dataset,
    dataset_base_connection DatasetBaseConnection,
    target_connection TargetConnection,
    mapping_set MappingSet,
    flow_spec FlowSpec,
    flow Flow,
    get_flow GetFlow,
    get_base_connection GetBaseConnection,
}

/// What is known of a step.
#[derive(Debug)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Its key in a dataflow document (`sourceConnection`).
    pub name: &'static str,
    /// What people call it (`source connection`).
    pub title: &'static str,
    /// `POST` or `GET`.
    pub method: &'static str,
    /// The path on the Platform host, query included, placeholders for ids.
    pub path: &'static str,
    /// The JSON Schema (draft 2020-12) of its body; none when it sends none.
    pub schema: Option<&'static str>,
    /// What the answer hands on: placeholder name and a JSONPath into the response.
    pub captures: &'static [(&'static str, &'static str)],
    /// How surely a bare body is one of this step: 0 not at all; the step with the most points is taken.
    pub resembles: fn(&Node) -> u32,
}

impl StepId {
    /// The step.
    #[must_use]
    pub fn step(self) -> &'static Step {
        STEPS[self as usize]
    }

    /// Its key in a dataflow document.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.step().name
    }
}

/// The step of that key in a dataflow document.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Step> {
    STEPS.iter().copied().find(|s| s.name == name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_in_the_order_of_the_ids() {
        for (i, step) in super::STEPS.iter().enumerate() {
            assert_eq!(step.id as usize, i, "{}", step.name);
            assert_eq!(step.id.name(), step.name);
        }
    }
}
