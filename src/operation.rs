//! The operations of Platform's APIs that a dataflow's requests can be: one table.

use crate::steps::StepId;

/// The services behind the Platform host, and the streaming host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `/data/foundation/flowservice`
    Flow,
    /// `/data/foundation/schemaregistry`
    SchemaRegistry,
    /// `/data/foundation/catalog`
    Catalog,
    /// `/data/foundation/conversion`
    DataPrep,
    /// `/data/foundation/connectors`
    Connectors,
    /// `dcs.adobedc.net/collection`
    Streaming,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// The service it belongs to.
    pub service: Service,
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the host; `{}` stands for one segment.
    pub path: &'static str,
    /// The step it performs, when it is the one request of a step.
    pub step: Option<StepId>,
    /// Does it send a body?
    pub has_body: bool,
    /// Does it need `If-Match`?
    pub needs_if_match: bool,
}

/// Every known operation.
pub static OPERATIONS: &[Operation] = &[];
