//! The schemas that a body is held against while it is written: the step's, those of the flow spec that governs the
//! flow, and what the catalogue knows of the source, written as schemas.

use super::scene::Scene;
use crate::json::Node;
use crate::schema::{Held, examples, of_step};
use crate::spec::{ConnectionSpec, FILE_PROPERTIES, FlowSpec, Kind, Part, ResolvedFlowSpec};
use crate::steps::StepId;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// Schemas and the JSON pointers of what they are about.
#[derive(Default)]
pub(super) struct Schemas(Vec<(String, Cow<'static, Value>)>);

impl Schemas {
    /// Those of a value that one schema is about.
    pub(super) fn one(schema: Value) -> Schemas {
        Schemas(vec![(String::new(), Cow::Owned(schema))])
    }

    /// Those of the body of a step.
    pub(super) fn of(scene: &Scene<'_>, step: StepId, body: &Node) -> Schemas {
        let mut all = Schemas::default();
        if let Some(schema) = of_step(step) {
            all.0.push((String::new(), Cow::Borrowed(schema.value())));
        }
        match step {
            StepId::Flow => all.flow(scene, body),
            StepId::SourceConnection => {
                all.own("/data", file_properties());
                if let Some(spec) = scene.connection_spec(body) {
                    all.own("", source_connection(spec));
                }
            }
            StepId::BaseConnection => {
                if let Some(spec) = scene.connection_spec(body) {
                    let params = keys(spec.required_auth_params, spec.optional_auth_params);
                    all.own("/auth", json!({"properties": {"specName": {"examples": spec.auth}, "params": params}}));
                }
            }
            _ => {}
        }
        all
    }

    /// As expectations are made of them.
    pub(super) fn held(&self) -> Vec<Held<'_>> {
        self.0.iter().map(|(at, schema)| Held { at, schema }).collect()
    }

    fn own(&mut self, at: &str, schema: Value) {
        self.0.push((at.to_owned(), Cow::Owned(schema)));
    }

    fn part(&mut self, at: String, part: Option<Part<'_>>) {
        match part {
            Some(Part::Given(_, node)) => self.0.push((at, Cow::Owned(node.to_value()))),
            Some(Part::BuiltIn(schema)) => {
                self.0.extend(schema.get().map(|schema| (at, Cow::Borrowed(schema.value()))));
            }
            None => {}
        }
    }

    fn flow(&mut self, scene: &Scene<'_>, body: &Node) {
        let spec = ResolvedFlowSpec::of(&scene.flow, body);
        let Some(spec) = spec else {
            let options = FlowSpec::common_options();
            self.part("/options".to_owned(), Some(Part::BuiltIn(options)));
            return;
        };
        self.part("/scheduleParams".to_owned(), spec.schedule());
        self.part("/options".to_owned(), spec.options().or(Some(Part::BuiltIn(FlowSpec::common_options()))));
        match spec.takes_schedule() {
            Some(true) => self.own("", json!({"required": ["scheduleParams"]})),
            Some(false) => self.own("", json!({"properties": {"scheduleParams": false}})),
            None => {}
        }
        let names = spec.transformations().unwrap_or_default();
        let list = body.get("transformations").map_or(&[][..], Node::items);
        let name = |item: &Node| item.get("name").and_then(Node::as_str).map(str::to_owned);
        let there: Vec<_> = list.iter().map(name).collect();
        for (i, own) in there.iter().enumerate() {
            let at = format!("/transformations/{i}");
            let is_left = |n: &&&str| !there.iter().enumerate().any(|(j, t)| j != i && t.as_deref() == Some(n));
            let left: Vec<_> = names.iter().filter(is_left).collect();
            if !left.is_empty() {
                self.own(&at, json!({"properties": {"name": {"enum": left}}}));
            }
            self.part(format!("{at}/params"), own.as_deref().and_then(|own| spec.transformation(own)));
        }
        if let Some(source) = scene.source() {
            let format = json!({"properties": {"dateFormat": {"examples": [source.delta_format]}}});
            for i in 0..list.len() {
                self.own(&format!("/transformations/{i}/params/deltaColumn"), format.clone());
            }
        }
    }
}

impl Scene<'_> {
    /// The connection spec that a body names, where the catalogue has it.
    pub(super) fn connection_spec(&self, body: &Node) -> Option<&'static ConnectionSpec> {
        ConnectionSpec::by_id(&self.literal(body.at("/connectionSpec/id")?)?)
    }

    /// What the dataflow reads.
    pub(super) fn source(&self) -> Option<&'static ConnectionSpec> {
        let of = |step| self.body(step).and_then(|body| self.connection_spec(body));
        of(StepId::SourceConnection).or_else(|| of(StepId::BaseConnection))
    }
}

/// Which of the properties of files a format has.
fn file_properties() -> Value {
    let formats = examples(StepId::SourceConnection, "/data/format");
    let of = |(key, theirs): &(&str, &[&str])| {
        let others: Vec<_> = formats.iter().filter(|f| !theirs.contains(f)).collect();
        let none = json!({"properties": {"properties": {"properties": {*key: false}}}});
        json!({"if": {"properties": {"format": {"enum": others}}, "required": ["format"]}, "then": none})
    };
    json!({"allOf": FILE_PROPERTIES.iter().map(of).collect::<Vec<_>>()})
}

/// What the catalogue knows of source connections of a source.
fn source_connection(spec: &ConnectionSpec) -> Value {
    let mut params = keys(spec.required_params, spec.optional_params);
    // What reads tables is not offered where files are read, and the other way round.
    let tables = ["tableName", "columns"];
    let files = ["path", "type"];
    let is_own = |key: &str| spec.required_params.contains(&key) || spec.optional_params.contains(&key);
    let (others, filters) = match spec.kind {
        Kind::Tabular if !spec.self_serve => (&files[..], spec.filters),
        Kind::File => (&tables[..], false),
        _ => (&[tables[0], tables[1], files[0], files[1]][..], false),
    };
    let filters = (!filters).then_some("filters");
    if let Some(properties) = params.get_mut("properties").and_then(Value::as_object_mut) {
        for key in others.iter().copied().chain(filters).filter(|key| !is_own(key)) {
            properties.insert(key.to_owned(), Value::Bool(false));
        }
    }
    let mut properties = Map::new();
    properties.insert("params".to_owned(), params);
    if !spec.formats.is_empty() {
        properties.insert("data".to_owned(), json!({"properties": {"format": {"enum": spec.formats}}}));
    }
    if !spec.has_base_connection {
        properties.insert("baseConnectionId".to_owned(), Value::Bool(false));
    }
    let required = if spec.has_base_connection { &["baseConnectionId", "data"][..] } else { &["data"] };
    json!({"properties": properties, "required": required})
}

/// An object that has keys as far as they are known.
fn keys(required: &[&str], optional: &[&str]) -> Value {
    let properties: Map<_, _> = required.iter().chain(optional).map(|k| ((*k).to_owned(), json!({}))).collect();
    json!({"properties": properties, "required": required})
}
