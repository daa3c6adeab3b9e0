//! The schemas that a body is held against while it is written: the step's, those of the flow spec that governs the
//! flow, and what the catalogue knows of the source, written as schemas.

use super::scene::{Scene, Within};
use crate::json::Node;
use crate::schema::{Held, document_schema, examples, of_step};
use crate::spec::{ConnectionSpec, FILE_PROPERTIES, FlowSpec, Kind, Part as SpecPart, ResolvedFlowSpec};
use crate::steps::StepId;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Schemas and the JSON pointers of what they are about.
#[derive(Default)]
pub(super) struct Schemas(Vec<Part>);

struct Part {
    at: String,
    schema: Cow<'static, Value>,
    /// The flow spec's: the step's own schema only tells what its keys mean.
    names_all: bool,
}

impl Schemas {
    /// That of a document, for what is around the bodies.
    fn of_document() -> Schemas {
        static SCHEMA: LazyLock<Value> = LazyLock::new(document_schema);
        Schemas(vec![Part { at: String::new(), schema: Cow::Borrowed(&SCHEMA), names_all: false }])
    }

    /// The schema of the body of a step, whatever the rest of the dataflow is.
    pub(super) fn of_step(step: StepId) -> Schemas {
        let schema = of_step(step).map(|schema| Cow::Borrowed(schema.value()));
        Schemas(
            schema.map(|schema| Part { at: String::new(), schema, names_all: false }).into_iter().collect(),
        )
    }

    /// Those of a document or of the body of a step.
    pub(super) fn of(scene: &Scene<'_>, within: Within<'_>) -> Schemas {
        let Within::Body(step, body, _) = within else { return Schemas::of_document() };
        let mut all = Schemas::of_step(step);
        all.own("", expectations(step.step().expects));
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
                    all.own(
                        "/auth",
                        json!({"properties": {"specName": {"examples": spec.auth}, "params": params}}),
                    );
                }
            }
            _ => {}
        }
        all
    }

    /// As expectations are made of them.
    pub(super) fn held(&self) -> Vec<Held<'_>> {
        self.0.iter().map(|p| Held { at: &p.at, schema: &p.schema, names_all: p.names_all }).collect()
    }

    fn own(&mut self, at: &str, schema: Value) {
        self.0.push(Part { at: at.to_owned(), schema: Cow::Owned(schema), names_all: false });
    }

    fn part(&mut self, at: &str, part: Option<SpecPart<'_>>) {
        let schema = match part {
            Some(SpecPart::Given(_, node)) => Some(Cow::Owned(node.to_value())),
            Some(SpecPart::BuiltIn(schema)) => schema.get().map(|schema| Cow::Borrowed(schema.value())),
            None => None,
        };
        self.0.extend(schema.map(|schema| Part { at: at.to_owned(), schema, names_all: true }));
    }

    fn flow(&mut self, scene: &Scene<'_>, body: &Node) {
        let spec = ResolvedFlowSpec::of(&scene.flow, body);
        let options = spec.and_then(|spec| spec.options());
        self.part("/options", options.or(Some(SpecPart::BuiltIn(FlowSpec::common_options()))));
        let Some(spec) = spec else { return };
        self.part("/scheduleParams", spec.schedule());
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
            let is_left =
                |n: &&&str| !there.iter().enumerate().any(|(j, t)| j != i && t.as_deref() == Some(n));
            let left: Vec<_> = names.iter().filter(is_left).collect();
            if !left.is_empty() {
                self.own(&at, json!({"properties": {"name": {"enum": left}}}));
            }
            self.part(&format!("{at}/params"), own.as_deref().and_then(|own| spec.transformation(own)));
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

/// An object that has what stands at these JSON pointers.
fn expectations(pointers: &[&str]) -> Value {
    let mut properties = Map::new();
    for pointer in pointers {
        let name = pointer.split('/').nth(1).unwrap_or_default();
        fn inside<'p>(p: &'p str, name: &str) -> Option<&'p str> {
            p.strip_prefix('/')?.strip_prefix(name).filter(|rest| rest.starts_with('/'))
        }
        let below: Vec<&str> = pointers.iter().filter_map(|p| inside(p, name)).collect();
        properties.insert(name.to_owned(), expectations(&below));
    }
    let required: Vec<_> = properties.keys().collect();
    json!({"required": required, "properties": properties})
}

/// An object that has keys as far as they are known.
fn keys(required: &[&str], optional: &[&str]) -> Value {
    let properties: Map<_, _> =
        required.iter().chain(optional).map(|k| ((*k).to_owned(), json!({}))).collect();
    json!({"properties": properties, "required": required})
}
