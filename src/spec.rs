//! What preflow knows offline of Platform's connection specs and flow specs: a catalogue to look things up in, and
//! the flow spec that one dataflow is held against.
//!
//! The catalogue is a snapshot of public documentation. What it says can prove that something fits; that something is
//! missing from it proves nothing.

mod connection;
mod connection_table;
mod describe;
mod flow;
mod flow_table;
mod resolved;
mod schedule;

pub use connection::ConnectionSpec;
pub use describe::{Auth, Catalogue, ConnectionSpecDescription, Keys};
pub use flow::{FlowSpec, Transformation};
pub use resolved::{Part, Ready, ResolvedFlowSpec};

/// The connection spec of the data lake, the one target of source flows.
pub const DATA_LAKE: &str = "c604ff05-7f1a-43c0-8e18-33bf874cb11c";

/// The properties of files that a source connection may tell in `data.properties`, each with the formats that have it.
pub static FILE_PROPERTIES: &[(&str, &[&str])] = &[
    ("columnDelimiter", &["delimited"]),
    ("encoding", &["delimited"]),
    ("compressionType", &["delimited", "json"]),
];

/// What a connection spec connects to, or a flow spec carries: it decides data formats, parameters and whether there
/// is a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Tables: databases, CRM systems, REST sources read as tables. Batch.
    Tabular,
    /// Files of a cloud storage. Batch.
    File,
    /// Events as they come; no schedule.
    Streaming,
    /// Where data lands: the data lake, or a destination.
    Target,
}

impl Kind {
    /// `tabular`, `file`, `streaming` or `target`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Tabular => "tabular",
            Kind::File => "file",
            Kind::Streaming => "streaming",
            Kind::Target => "target",
        }
    }
}

/// Is the distance between two names small enough that one may be a slip for the other?
fn is_near(a: &str, b: &str) -> Option<usize> {
    let distance = strsim::osa_distance(&a.to_lowercase(), &b.to_lowercase());
    (distance <= a.chars().count().max(b.chars().count()) / 4 + 1).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_uuids_in_lower_case() {
        let mut ids: Vec<_> =
            ConnectionSpec::all().iter().map(|s| s.id).chain(FlowSpec::all().iter().map(|s| s.id)).collect();
        assert_eq!(ids.len(), 84 + 8);
        for id in &ids {
            let groups: Vec<_> = id.split('-').map(str::len).collect();
            assert_eq!(groups, [8, 4, 4, 4, 12], "{id}");
            assert!(id.bytes().all(|b| matches!(b, b'-' | b'0'..=b'9' | b'a'..=b'f')), "{id}");
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 84 + 8);
    }

    #[test]
    fn every_schema_of_the_catalogue_compiles() {
        for spec in FlowSpec::all() {
            let parts = spec.transformations.iter().map(|t| &t.schema);
            for part in parts.chain(spec.schedule).chain(spec.options) {
                assert!(part.get().is_some(), "{}", spec.title());
            }
        }
    }

    #[test]
    fn flow_specs_list_known_connection_specs() {
        for spec in FlowSpec::all() {
            for id in spec.sources.iter().chain(spec.targets) {
                assert!(ConnectionSpec::by_id(id).is_some(), "{}: {id}", spec.title());
            }
        }
    }

    #[test]
    fn connection_specs_are_found_by_any_of_their_names() {
        let name = |text| ConnectionSpec::find(text).map(|s| s.title());
        assert_eq!(name("CFC0FEE1-7dc0-40ef-b73e-d8b134c436f5").as_deref(), Some("Salesforce"));
        assert_eq!(name("salesforce").as_deref(), Some("Salesforce"));
        assert_eq!(name("google adwords").as_deref(), Some("Google Ads"));
        assert_eq!(name(""), None);
        let near = |text| ConnectionSpec::nearest(text).map(|s| s.title());
        assert_eq!(near("Salesfroce").as_deref(), Some("Salesforce"));
        assert_eq!(near("Dynamics").as_deref(), Some("Microsoft Dynamics"));
        assert_eq!(near("ccfc0fee1-7dc0-40ef-b73e-d8b134c436f5").as_deref(), Some("Salesforce"));
        assert_eq!(near("bf367b0d-3d9b-4060-b67b-0d3d9bd06094").as_deref(), Some("SFTP"));
        assert_eq!(near("something else"), None);
        assert_eq!(near("00000000-7dc0-40ef-b73e-d8b134c436f5"), None);
    }

    #[test]
    fn flow_specs_are_found_by_name_and_id() {
        assert_eq!(FlowSpec::find("crmtoaep").map(|s| s.id), Some("14518937-270c-4525-bdec-c2ba7cce3860"));
        assert_eq!(FlowSpec::nearest("CRMtoAPE").and_then(|s| s.name), Some("CRMToAEP"));
        assert_eq!(FlowSpec::nearest("Salesforce").map(|s| s.id), None);
    }

    #[test]
    fn flow_specs_as_json_look_like_a_look_up() {
        let crm = FlowSpec::find("CRMToAEP").unwrap().to_json();
        assert_eq!(crm.pointer("/transformationSpecs/0/spec/required/0").unwrap(), "deltaColumn");
        assert_eq!(crm.pointer("/scheduleSpec/spec/else/then/properties/interval/minimum").unwrap(), 15);
        assert_eq!(crm.pointer("/attributes/frequency").unwrap(), "batch");
        let webhook = FlowSpec::find("GenericStreamingAEP").unwrap().to_json();
        assert!(webhook.get("scheduleSpec").is_none());
        assert_eq!(webhook.pointer("/attributes/frequency").unwrap(), "streaming");
    }
}
