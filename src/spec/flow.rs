//! One flow spec of the catalogue, and the look-ups by id and by name.

use super::flow_table::FLOW_SPECS;
use super::{Kind, is_near};
use crate::schema::BuiltIn;
use serde_json::{Map, Value, json};

/// A kind of flow: which sources it reads, and what transformations, schedule and options it takes.
#[derive(Debug)]
pub struct FlowSpec {
    /// Its id, the same in every organisation.
    pub id: &'static str,
    /// Its name, where a public text tells it.
    pub name: Option<&'static str>,
    /// What it reads; [`Kind::Target`] for flows that export.
    pub kind: Kind,
    /// The provider that runs it.
    pub provider: Option<&'static str>,
    /// The transformations it takes.
    pub transformations: &'static [&'static Transformation],
    /// The JSON Schema of `scheduleParams`; none for flows without a schedule, and where it is not known.
    pub schedule: Option<&'static BuiltIn>,
    /// The JSON Schema of `options`, where known.
    pub options: Option<&'static BuiltIn>,
    /// The connection specs it is known to read (a snapshot).
    pub sources: &'static [&'static str],
    /// The connection specs it is known to write.
    pub targets: &'static [&'static str],
    /// What else to know.
    pub note: Option<&'static str>,
}

/// A transformation that a flow spec takes.
#[derive(Debug)]
pub struct Transformation {
    /// Its name, as `transformations[].name` must spell it.
    pub name: &'static str,
    /// The JSON Schema of its `params`.
    pub schema: BuiltIn,
}

impl FlowSpec {
    /// Every flow spec of the catalogue.
    #[must_use]
    pub fn all() -> &'static [FlowSpec] {
        FLOW_SPECS
    }

    /// The flow spec of that id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static FlowSpec> {
        FLOW_SPECS.iter().find(|s| s.id.eq_ignore_ascii_case(id))
    }

    /// The flow spec of that id or name; case does not matter.
    #[must_use]
    pub fn find(id_or_name: &str) -> Option<&'static FlowSpec> {
        let same = |s: &&FlowSpec| s.name.is_some_and(|n| n.eq_ignore_ascii_case(id_or_name));
        Self::by_id(id_or_name).or_else(|| FLOW_SPECS.iter().find(same))
    }

    /// The flow spec that a wrong id or name most likely means.
    #[must_use]
    pub fn nearest(text: &str) -> Option<&'static FlowSpec> {
        let is_slip =
            |s: &&FlowSpec| text.len() >= 30 && strsim::osa_distance(&text.to_lowercase(), s.id) <= 2;
        let distance = |s: &'static FlowSpec| s.name.and_then(|n| is_near(text, n)).map(|d| (d, s));
        FLOW_SPECS
            .iter()
            .find(is_slip)
            .or_else(|| FLOW_SPECS.iter().filter_map(distance).min_by_key(|(d, _)| *d).map(|(_, s)| s))
    }

    /// Its name, or its id where it has none.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.name.unwrap_or(self.id)
    }

    /// The schema of `options` of source flows, for specs that do not show theirs.
    #[must_use]
    pub fn common_options() -> &'static BuiltIn {
        &super::flow_table::OPTIONS
    }

    /// Does it stream, that is, take no schedule?
    #[must_use]
    pub fn is_streaming(&self) -> bool {
        self.kind == Kind::Streaming
    }

    /// It as an item of a `GET /flowSpecs` answer.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut item = Map::new();
        let mut put = |key: &str, value: Value| item.insert(key.to_owned(), value);
        put("id", json!(self.id));
        if let Some(name) = self.name {
            put("name", json!(name));
        }
        if let Some(provider) = self.provider {
            put("providerId", json!(provider));
        }
        put("version", json!("1.0"));
        put("sourceConnectionSpecIds", json!(self.sources));
        put("targetConnectionSpecIds", json!(self.targets));
        let transformation = |t: &&Transformation| json!({"name": t.name, "spec": t.schema.to_json()});
        put("transformationSpecs", self.transformations.iter().map(transformation).collect());
        if let Some(options) = self.options {
            put("optionSpec", json!({"name": "OptionSpec", "spec": options.to_json()}));
        }
        if let Some(schedule) = self.schedule {
            put(
                "scheduleSpec",
                json!({"name": "PeriodicSchedule", "type": "Periodic", "spec": schedule.to_json()}),
            );
        }
        let frequency = if self.is_streaming() { "streaming" } else { "batch" };
        put("attributes", json!({"isSourceFlow": self.kind != Kind::Target, "frequency": frequency}));
        Value::Object(item)
    }
}
