//! Guided fields: the values of a document that people get wrong, each with what may stand there now.
//!
//! Which there are is one table of places; all else comes from what the bodies are held against: the schemas of the
//! steps, of the flow spec and of the catalogue. A change of a field is edits of the text.

use super::Given;
use super::held::Schemas;
use super::ids::connection_choices;
use super::scene::{Scene, Within};
use crate::check::Report;
use crate::dataflow::Origin;
use crate::diagnostic::Diagnostic;
use crate::edit::{Change, Refused, edit, made};
use crate::inspect::placeholders;
use crate::json::{Edit, Node, Pointer, escape, unescape};
use crate::placeholder::Variables;
use crate::schema::Expected;
use crate::spec::{FlowSpec, Part, ResolvedFlowSpec};
use crate::steps::StepId;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

/// The places of guided fields in the bodies of steps; `*` is every key that may stand there.
static PLACES: &[(StepId, &str)] = &[
    (StepId::BaseConnection, CONNECTION_SPEC),
    (StepId::BaseConnection, "/auth/specName"),
    (StepId::SourceConnection, CONNECTION_SPEC),
    (StepId::SourceConnection, "/data/format"),
    (StepId::SourceConnection, "/data/properties/*"),
    (StepId::DatasetBaseConnection, CONNECTION_SPEC),
    (StepId::TargetConnection, CONNECTION_SPEC),
    (StepId::Flow, FLOW_SPEC),
    (StepId::Flow, DELTA_COLUMN),
    (StepId::Flow, "/scheduleParams/*"),
    (StepId::Flow, "/options/*"),
];

const CONNECTION_SPEC: &str = "/connectionSpec/id";
const FLOW_SPEC: &str = "/flowSpec/id";
/// `-` is the transformation that has the delta column.
const DELTA_COLUMN: &str = "/transformations/-/params/deltaColumn/*";

/// A value of a document that people get wrong, and what may stand there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct GuidedField {
    /// The step whose body it is in; none for the document's own.
    pub step: Option<&'static str>,
    /// Where it is in the text, or would be; for `setField`.
    pub pointer: String,
    /// What it is called.
    pub label: String,
    /// What it is.
    pub about: Option<String>,
    /// What kind of value it has.
    pub kind: FieldKind,
    /// The value, as it is written.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: Option<Value>,
    /// The value as text: of a moment the time, of an id the name.
    pub text: Option<String>,
    /// The value that it has when none is written.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub default: Option<Value>,
    /// The values it may have; of `choice` and `id` there are no others, as far as is known.
    #[cfg_attr(feature = "wasm", tsify(type = "FieldChoice[]"))]
    pub choices: Vec<FieldChoice>,
    /// What else limits it, in words.
    pub limits: Vec<String>,
    /// Must it be there?
    pub is_required: bool,
    /// May it be there?
    pub is_allowed: bool,
    /// Where the value starts in the text.
    pub start: Option<usize>,
    /// Where it ends.
    pub end: Option<usize>,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// The kinds of values of guided fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub enum FieldKind {
    /// One of several values.
    Choice,
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A time, in seconds since 1970.
    Moment,
    /// The id of a connection spec or a flow spec.
    Id,
}

/// A value that a guided field may have.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct FieldChoice {
    /// The value.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: Value,
    /// What it is called.
    pub label: String,
    /// What it is.
    pub about: Option<String>,
    /// Does it fit the rest of the dataflow?
    pub fits: bool,
}

/// The guided fields of a dataflow document or a body. `report` is that of the same text.
///
/// ```
/// use preflow::{assist::{Given, guide}, check::{Options, check}, input::NoFiles};
/// let text = r#"{"steps": {"flow": {"flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860"},
///     "scheduleParams": {"startTime": 1718000000, "frequency": "once"}}}}"#;
/// let options = Options::default();
/// let given = Given { name: "-", text, files: &NoFiles, options: &options };
/// let fields = guide(&given, &check("-", text.as_bytes(), &NoFiles, &options));
/// let field = |end: &str| fields.iter().find(|f| f.pointer.ends_with(end)).unwrap();
/// assert!(field("/frequency").is_required && field("/frequency").choices.len() == 5);
/// assert!(!field("/interval").is_allowed);
/// assert_eq!(field("/startTime").text.as_deref(), Some("2024-06-10T06:13:20Z"));
/// ```
#[must_use]
pub fn guide(given: &Given<'_>, report: &Report) -> Vec<GuidedField> {
    let Some(scene) = Scene::at(given, 0, false) else { return Vec::new() };
    if !matches!(scene.flow.origin, Origin::Document | Origin::Body) {
        return Vec::new();
    }
    let mut guide = Guide { scene: &scene, report, fields: Vec::new() };
    guide.document();
    for (step, place) in PLACES {
        guide.place(*step, place);
    }
    guide.placeholders();
    guide.fields
}

/// The edits that give a guided field a value, or take it out where there is none: with what goes with it. A key beside
/// it that the new value forbids is taken out, and the spec of a source is changed in both of its connections.
///
/// # Errors
/// When the text is broken around the place, or has no such place.
pub fn set_field(given: &Given<'_>, pointer: &str, value: Option<&Value>) -> Result<Vec<Edit>, Refused> {
    let mut changes = Vec::new();
    let scene = Scene::at(given, 0, false);
    if let Some(scene) = &scene {
        changes.extend(scene.along(pointer, value));
    }
    let text = made(given.text, &edit(given.text, &changes)?).unwrap_or_default();
    let now = Given { text: &text, ..*given };
    if let (Some(before), Some(after)) = (&scene, Scene::at(&now, 0, false)) {
        let (object, _) = pointer.rsplit_once('/').unwrap_or_default();
        let keys = after.root.at(object).map(Node::members).unwrap_or_default();
        let is_new = |key: &str| {
            let at = format!("{object}/{}", escape(key));
            at != pointer && before.is_allowed(&at) && !after.is_allowed(&at)
        };
        let gone = keys.iter().filter(|m| is_new(&m.key));
        changes.extend(gone.map(|m| Change::remove(format!("{object}/{}", escape(&m.key)))));
    }
    edit(given.text, &changes)
}

impl Scene<'_> {
    /// The changes that give a field a value, or take it out.
    fn along(&self, pointer: &str, value: Option<&Value>) -> Vec<Change> {
        let Some(value) = value else {
            return self.root.at(pointer).map(|_| Change::remove(pointer)).into_iter().collect();
        };
        if let Some((list, rest)) = pointer.split_once("/-/")
            && let Some(name) = self.body(StepId::Flow).and_then(|flow| delta_transformation(self, flow))
        {
            let inner = rest.split('/').rev().fold(value.clone(), |value, key| json!({unescape(key): value}));
            let mut item = json!({"name": name});
            if let (Some(item), Value::Object(inner)) = (item.as_object_mut(), inner) {
                item.extend(inner);
            }
            return vec![Change::insert(list, 0, item)];
        }
        let mut changes = vec![Change::set(pointer, value.clone())];
        let (base, source) = (StepId::BaseConnection.name(), StepId::SourceConnection.name());
        for (one, other) in [(base, source), (source, base)] {
            let at = |step: &str| format!("/steps/{step}{CONNECTION_SPEC}");
            if pointer == at(one)
                && let (Some(a), Some(b)) = (self.root.at(&at(one)), self.root.at(&at(other)))
                && a.as_str() == b.as_str()
            {
                changes.push(Change::set(at(other), value.clone()));
            }
        }
        changes
    }

    /// May the value of a pointer into the text be there?
    fn is_allowed(&self, pointer: &str) -> bool {
        let within = self.within(pointer);
        match within {
            Within::Document(_) => true,
            Within::Body(_, body, inside) => {
                is_allowed(&Schemas::of(self, within), body, inside, &self.flow.variables)
            }
        }
    }
}

/// Is every key on the way to a place one that may be there?
fn is_allowed(schemas: &Schemas, body: &Node, pointer: &str, variables: &Variables) -> bool {
    let held = schemas.held();
    let places = pointer.match_indices('/').map(|(at, _)| at);
    places.zip(pointer.split('/').skip(1)).all(|(at, key)| {
        let node = body.at(&pointer[..at]);
        let is_item = node.is_some_and(|n| !n.is_object()) || key.parse::<usize>().is_ok();
        let expected = Expected::of(&held, body, &pointer[..at], variables);
        is_item || expected.keys(node, variables).iter().any(|k| k.name == unescape(key))
    })
}

struct Guide<'g> {
    scene: &'g Scene<'g>,
    report: &'g Report,
    fields: Vec<GuidedField>,
}

impl Guide<'_> {
    /// The document's own flow spec.
    fn document(&mut self) {
        let node = self.scene.root.get("flowSpec");
        let is_text = node.is_none_or(|n| n.as_str().is_some());
        if self.scene.flow.origin != Origin::Document || !is_text {
            return;
        }
        let schema = Schemas::of(self.scene, Within::Document(""));
        let mut field = self.field(None, "/flowSpec".to_owned(), &schema, &self.scene.root, "/flowSpec");
        field.kind = FieldKind::Id;
        field.choices = flow_specs(self.scene, |spec| spec.name);
        self.fields.push(field);
    }

    /// The fields of a place in the body of a step.
    fn place(&mut self, step: StepId, place: &str) {
        let Some(body) = self.scene.body(step) else { return };
        let schemas = Schemas::of(self.scene, Within::Body(step, body, ""));
        let mut place = place.to_owned();
        if place == DELTA_COLUMN {
            match delta_column(self.scene, body) {
                Some(at) => place = at,
                None => return,
            }
        }
        // Behind the last item is an index that schemas know of, too.
        let count = body.get("transformations").map_or(0, |list| list.items().len());
        let inside = |pointer: &str| pointer.replacen("/-/", &format!("/{count}/"), 1);
        let Some(object) = place.strip_suffix("/*") else {
            let field = self.field(Some(step), place.clone(), &schemas, body, &place);
            return self.fields.push(field);
        };
        for key in keys(&schemas, step, body, &inside(object), &self.scene.flow.variables) {
            let pointer = format!("{object}/{}", escape(&key));
            let at = inside(&pointer);
            let field = self.field(Some(step), pointer, &schemas, body, &at);
            self.fields.push(field);
        }
    }

    fn field(
        &self,
        step: Option<StepId>,
        pointer: String,
        schemas: &Schemas,
        body: &Node,
        inside: &str,
    ) -> GuidedField {
        let variables = &self.scene.flow.variables;
        let held = schemas.held();
        let (object, key) = inside.rsplit_once('/').unwrap_or(("", inside));
        let expected = Expected::of(&held, body, inside, variables);
        let around = Expected::of(&held, body, object, variables);
        let node = body.at(inside);
        let key_of = around.keys(body.at(object), variables);
        let is_required = key_of.iter().any(|k| k.name == unescape(key) && k.is_required);
        let value = node.map(Node::to_value);
        let all = expected.choices();
        let examples = expected.examples();
        let choice = |value: &&Value| FieldChoice {
            value: (*value).clone(),
            label: value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            about: None,
            fits: true,
        };
        let types = expected.types();
        let is_type = |name: &str| types.contains(&name);
        let mut field = GuidedField {
            step: step.map(StepId::name),
            label: expected.title().map_or_else(|| unescape(key).into_owned(), str::to_owned),
            about: expected.about().map(str::to_owned),
            kind: match () {
                () if key.ends_with("Time") => FieldKind::Moment,
                () if matches!(inside, CONNECTION_SPEC | FLOW_SPEC) => FieldKind::Id,
                () if is_type("boolean") => FieldKind::Boolean,
                () if is_type("integer") || is_type("number") => FieldKind::Number,
                () if all.is_some() => FieldKind::Choice,
                () => FieldKind::Text,
            },
            text: node.and_then(|n| n.as_str().or(n.as_number())).map(str::to_owned),
            value,
            default: expected.default().cloned(),
            choices: all.unwrap_or(examples).iter().map(choice).collect(),
            limits: expected.limits(),
            is_required,
            is_allowed: is_allowed(schemas, body, inside, variables),
            start: node.map(|n| n.span.range().start),
            end: node.map(|n| n.span.range().end),
            problem: self.problem(step, inside),
            pointer: self.whole(step, pointer),
        };
        self.refine(&mut field, step, inside);
        field
    }

    /// What the catalogue and the samples know of a field.
    fn refine(&self, field: &mut GuidedField, step: Option<StepId>, inside: &str) {
        match (field.kind, step) {
            (FieldKind::Id, Some(StepId::Flow)) => {
                field.choices = flow_specs(self.scene, |spec| Some(spec.id));
            }
            (FieldKind::Id, Some(step)) => field.choices = connection_choices(self.scene, step),
            (FieldKind::Moment, _) => {
                let seconds = field.text.as_deref().and_then(|t| t.parse().ok());
                let moment = seconds.and_then(|s| Timestamp::from_second(s).ok());
                field.text = moment.map(|m| m.to_string()).or(field.text.take());
            }
            _ if inside.ends_with("/deltaColumn/name") => {
                let mut fields: Vec<_> = self.scene.fields();
                fields.retain(|f| f.path.segments.len() == 1);
                fields.sort_by_key(|f| !f.is_date);
                let choice = |f: &super::fields::Field| {
                    let name = f.path.root()?;
                    let fits = f.is_date || f.example.is_none();
                    Some(FieldChoice { value: name.into(), label: name.to_owned(), about: f.detail(), fits })
                };
                field.choices = fields.iter().filter_map(choice).collect();
                let missing = self.report.diagnostics.iter().find(|d| d.code == "missing-delta-column");
                field.is_required |= missing.is_some();
                field.problem = field.problem.take().or(missing.map(|d| d.message.clone()));
            }
            _ => {}
        }
        if field.kind == FieldKind::Id {
            let chosen = field.choices.iter().find(|c| Some(&c.value) == field.value.as_ref());
            field.text = chosen.map(|c| c.label.clone()).or(field.text.take());
        }
    }

    /// A pointer into the text of one into a body.
    fn whole(&self, step: Option<StepId>, pointer: String) -> String {
        match step {
            Some(step) if self.scene.flow.origin == Origin::Document => {
                format!("/steps/{}{pointer}", step.name())
            }
            _ => pointer,
        }
    }

    /// What is wrong with a value, or with its absence.
    fn problem(&self, step: Option<StepId>, inside: &str) -> Option<String> {
        let (object, key) = inside.rsplit_once('/')?;
        let of_step = |d: &&Diagnostic| d.step == step.map(StepId::name);
        let at = |d: &&Diagnostic, pointer: &str| d.pointer.as_deref() == Some(pointer);
        let is_missing = |d: &&Diagnostic| at(d, object) && d.message.contains(&format!("`{key}`"));
        let of = || self.report.diagnostics.iter().filter(of_step);
        let found = of().filter(|d| at(d, inside)).min_by_key(|d| d.severity);
        found.or_else(|| of().find(is_missing)).map(|d| d.message.clone())
    }

    /// The values of placeholders that are no secrets and no results.
    fn placeholders(&mut self) {
        if self.scene.flow.origin != Origin::Document {
            return;
        }
        let outlines = placeholders::of(self.report);
        for outline in outlines.into_iter().filter(|o| !o.is_secret && o.from.is_none()) {
            let mut pointer = Pointer::default();
            pointer.push_key("variables");
            pointer.push_key(&outline.name);
            let span = self.scene.root.at(pointer.as_str()).map(|n| n.span.range());
            self.fields.push(GuidedField {
                step: None,
                pointer: pointer.to_string(),
                label: outline.name,
                about: Some(outline.about).filter(|a| !a.is_empty()),
                kind: FieldKind::Text,
                value: outline.value.as_deref().map(Value::from),
                text: outline.value,
                default: None,
                choices: Vec::new(),
                limits: Vec::new(),
                is_required: outline.uses > 0,
                is_allowed: true,
                start: span.as_ref().map(|s| s.start),
                end: span.map(|s| s.end),
                problem: None,
            });
        }
    }
}

/// The keys that an object may have, those first that its step's own schema names, whether they are allowed now or not.
fn keys(schemas: &Schemas, step: StepId, body: &Node, object: &str, variables: &Variables) -> Vec<String> {
    let own = Schemas::of_step(step);
    let mut keys: Vec<String> = Vec::new();
    for held in [own.held(), schemas.held()] {
        let expected = Expected::of(&held, body, object, variables);
        for key in expected.keys(body.at(object), variables) {
            if !keys.iter().any(|k| k == key.name) {
                keys.push(key.name.to_owned());
            }
        }
    }
    keys
}

/// The flow specs as choices; `value` is what names one.
fn flow_specs(scene: &Scene<'_>, value: fn(&FlowSpec) -> Option<&'static str>) -> Vec<FieldChoice> {
    let mut choices: Vec<FieldChoice> = FlowSpec::all()
        .iter()
        .filter(|spec| spec.kind != crate::spec::Kind::Target)
        .filter_map(|spec| {
            Some(FieldChoice {
                value: value(spec)?.into(),
                label: spec.title().to_owned(),
                about: spec.note.map(str::to_owned),
                fits: scene.fits_source(spec),
            })
        })
        .collect();
    choices.sort_by_key(|c| !c.fits);
    choices
}

/// The name of the transformation of a flow that has a delta column.
fn delta_transformation(scene: &Scene<'_>, flow: &Node) -> Option<String> {
    const AT: &str = "/properties/deltaColumn";
    let spec = ResolvedFlowSpec::of(&scene.flow, flow)?;
    let has = |name: &&str| match spec.transformation(name) {
        Some(Part::Given(_, node)) => node.at(AT).is_some(),
        Some(Part::BuiltIn(schema)) => schema.get().is_some_and(|s| s.value().pointer(AT).is_some()),
        None => false,
    };
    spec.transformations()?.into_iter().find(has).map(str::to_owned)
}

/// Where the delta column is in a flow, or would be; none where there can be none.
fn delta_column(scene: &Scene<'_>, flow: &Node) -> Option<String> {
    let name = delta_transformation(scene, flow);
    let list = flow.get("transformations").map_or(&[][..], Node::items);
    let is_it = |item: &Node| {
        item.at("/params/deltaColumn").is_some()
            || name.is_some() && item.get("name").and_then(Node::as_str) == name.as_deref()
    };
    match list.iter().position(is_it) {
        Some(index) => Some(DELTA_COLUMN.replace('-', &index.to_string())),
        None => name.map(|_| DELTA_COLUMN.to_owned()),
    }
}

impl GuidedField {
    /// Changes every offset into the text.
    pub fn offsets(&mut self, change: &mut dyn FnMut(&mut usize)) {
        self.start.as_mut().map(&mut *change);
        self.end.as_mut().map(change);
    }
}
