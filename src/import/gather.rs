//! What the inputs hold, put together: the bodies that create something, and what a document says besides.

use super::Input;
use super::answer;
use super::body::{self, Json};
use super::left_out::{bodies, query, requests};
use super::notes::Notes;
use crate::dataflow::{Dataflow, Exchange, Origin};
use crate::diagnostic::Severity;
use crate::input::{self, Files};
use crate::json::{self, Dialect, Node};
use crate::placeholder::Variables;
use crate::spec::FlowSpec;
use crate::steps::{Step, StepId};
use crate::text::{Excerpt, FileId, Place, Sources, Span};

/// A body that one of the steps of the document could have.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The step.
    pub step: &'static Step,
    /// Where the request begins.
    pub place: Place,
    /// The body.
    pub json: Json,
    /// Its value as it stands in the input, which pointers are looked up in; none where the body was made from an
    /// answer.
    pub written: Option<(FileId, Node)>,
    /// What the answer in the text hands on.
    pub given: Vec<(&'static str, String)>,
    /// Of several, is the last the one that counts? In a shell one tries until it works.
    pub last_counts: bool,
}

impl Candidate {
    /// What it hands on under that name.
    pub fn gives(&self, capture: &str) -> Option<&str> {
        self.given.iter().find(|(name, _)| *name == capture).map(|(_, value)| value.as_str())
    }

    /// Where a value of the body stands in the input.
    pub fn at(&self, pointer: &str) -> Place {
        let found = self.written.as_ref().and_then(|(file, root)| {
            Some(Place { file: *file, span: root.at(pointer).or(root.at(""))?.span })
        });
        found.unwrap_or(self.place)
    }
}

/// A header of a request as it was written.
#[derive(Debug)]
pub(super) struct Sent {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// Where it stands.
    pub place: Place,
}

/// What the inputs hold.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The name of the first input that has one.
    pub name: Option<String>,
    /// Values for placeholders.
    pub variables: Variables,
    /// The `flowSpec` of the document, as JSON.
    pub flow_spec: Option<String>,
    /// What else documents among the inputs say, as they say it: key and JSON.
    pub extras: Vec<(&'static str, String)>,
    /// Bodies, in order.
    pub candidates: Vec<Candidate>,
    /// Headers, in order.
    pub headers: Vec<Sent>,
    /// Tenants that ids in the inputs name.
    pub tenants: Vec<String>,
    /// Dataflows that were documents already.
    pub documents: Vec<Dataflow>,
    inputs: usize,
}

impl Gathered {
    /// The file, where the one input is a document already.
    pub fn sole_document(&self) -> Option<FileId> {
        self.documents.first().filter(|_| self.inputs == 1).map(|flow| flow.file)
    }
}

/// The keys of a document that are carried over as they are.
const CARRIED: [&str; 3] = ["description", "targetSchema", "samples"];

/// Reads all inputs.
pub(super) fn gather(
    inputs: &[Input<'_>],
    files: &dyn Files,
    sources: &mut Sources,
    notes: &mut Notes,
) -> Gathered {
    let mut gathered = Gathered { inputs: inputs.len(), ..Gathered::default() };
    for input in inputs {
        let text = match input::decode(input.bytes) {
            Ok(text) => text,
            Err(error) => {
                notes.extend(vec![input::unreadable(input.name, input.bytes, error, sources)]);
                continue;
            }
        };
        gathered.tenants(&text);
        let file = sources.add(input.name, text);
        let read = input::read(file, sources, files);
        if !read.recognised && answer::gather(file, sources, &mut gathered, notes) {
            continue;
        }
        let mut said = read.diagnostics;
        if !read.recognised {
            // The file was named: that nothing comes of it matters.
            said.iter_mut().for_each(|d| d.severity = d.severity.min(Severity::Warning));
        }
        notes.extend(said);
        for flow in read.dataflows {
            gathered.dataflow(flow, sources, notes);
        }
    }
    gathered
}

impl Gathered {
    fn dataflow(&mut self, flow: Dataflow, sources: &Sources, notes: &mut Notes) {
        self.name = self.name.take().or_else(|| flow.name.clone());
        self.variables.extend(flow.variables.clone());
        if flow.origin == Origin::Document {
            self.carry(&flow, sources);
        }
        let before = self.candidates.len();
        let mut others = Vec::new();
        for exchange in &flow.exchanges {
            self.headers(exchange);
            match exchange.step.map(StepId::step).filter(|s| s.schema.is_some()) {
                Some(step) => self.creation(step, exchange, &flow, sources, notes),
                None if exchange.step == Some(StepId::FlowSpec) => self.look_up(exchange),
                None if exchange.step.is_none() => others.push(exchange),
                // What reads an inlet URL follows from the bodies.
                None => {}
            }
        }
        if self.candidates.len() == before {
            // Nothing is created: what the text reads is what it is about.
            for response in flow.exchanges.iter().filter_map(|e| e.response.as_ref()) {
                answer::of_response(response, self, notes);
            }
            others.retain(|e| e.response.is_none());
        }
        requests(&others, notes);
        if flow.origin == Origin::Document {
            self.documents.push(flow);
        }
    }

    /// Takes over what a document says besides its bodies.
    fn carry(&mut self, flow: &Dataflow, sources: &Sources) {
        let text = &sources.get(flow.file).text;
        let Some(root) = json::parse(&Excerpt::verbatim(text, 0), Dialect::Relaxed).root else { return };
        let raw = |key: &str| Some(text.get(root.get(key)?.span.range())?.to_owned());
        self.flow_spec = self.flow_spec.take().or_else(|| raw("flowSpec"));
        for key in CARRIED {
            if let Some(value) = raw(key).filter(|_| self.extras.iter().all(|(k, _)| *k != key)) {
                self.extras.push((key, value));
            }
        }
    }

    fn headers(&mut self, exchange: &Exchange) {
        let headers = exchange.envelope.iter().flat_map(|e| &e.headers).filter(|h| !h.implied);
        self.headers.extend(headers.filter_map(|h| {
            let place = Place { file: exchange.place.file, span: h.span };
            Some(Sent { name: h.name.trim().to_owned(), value: h.value.clone()?, place })
        }));
    }

    /// A request that creates something.
    fn creation(
        &mut self,
        step: &'static Step,
        exchange: &Exchange,
        flow: &Dataflow,
        sources: &Sources,
        notes: &mut Notes,
    ) {
        let place = start(exchange.place);
        let title = step.title;
        let Some(body) = &exchange.body else {
            let message = format!("the request of the {title} has no JSON body, so it is left out");
            notes.say("request-left-out", Severity::Warning, place, message).step(step);
            return;
        };
        // The comments of a document go with it.
        let text = match flow.origin {
            Origin::Document => sources.slice(Place { file: body.file, span: body.span }),
            _ => &body.text,
        };
        let Some((json, taken)) = body::read(text, &flow.variables) else {
            let message = format!("the body of the {title} is not JSON, so the step is left out");
            let at = Place { file: body.file, span: body.span };
            notes.say("body-not-json", Severity::Error, start(at), message).step(step);
            return;
        };
        bodies(&taken, step, body, notes);
        query(step, exchange, notes);
        let given = exchange.response.as_ref().and_then(|r| r.root.as_ref());
        let given = given.map(|root| step.handed_on(root)).unwrap_or_default();
        let written = body.root.clone().map(|root| (body.file, root));
        let last_counts = flow.origin == Origin::Shell;
        self.candidates.push(Candidate { step, place, json, written, given, last_counts });
    }

    /// What a flow spec look-up asks for, or answers, becomes the document's `flowSpec`.
    fn look_up(&mut self, exchange: &Exchange) {
        if self.flow_spec.is_some() {
            return;
        }
        let answer = exchange.response.as_ref().and_then(|r| r.root.as_ref());
        // A list of all flow specs names none.
        let answer = answer.filter(|root| root.get("items").is_none_or(|items| items.items().len() == 1));
        let spec = answer.map(|root| root.at("/items/0").unwrap_or(root));
        let said = |key: &str| spec.and_then(|s| s.get(key)).and_then(Node::as_str);
        let asked = exchange.envelope.as_ref().and_then(|e| asked_for(&e.url.text));
        let known = asked.clone().or_else(|| said("name").or(said("id")).map(str::to_owned));
        self.flow_spec = match known {
            // preflow knows these; an answer on a page may be old or abridged.
            Some(name) if FlowSpec::find(&name).is_some() => Some(quoted(&name)),
            _ if answer.is_some() => answer.map(|root| format!("{:#}", root.to_value())),
            _ => asked.map(|name| quoted(&name)),
        };
    }

    /// Notes the tenants that schema ids in a text name.
    pub fn tenants(&mut self, text: &str) {
        const NAMESPACE: &str = "https://ns.adobe.com/";
        for (at, _) in text.match_indices(NAMESPACE) {
            let rest = &text[at + NAMESPACE.len()..];
            let tenant = rest.split('/').next().unwrap_or_default();
            let names_resource = ["schemas/", "classes/", "mixins/", "datatypes/", "fieldgroups/"]
                .iter()
                .any(|kind| rest[tenant.len()..].strip_prefix('/').is_some_and(|r| r.starts_with(kind)));
            let is_name = !tenant.is_empty()
                && tenant.len() < 100
                && tenant.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
            if is_name && names_resource && tenant != "xdm" && !self.tenants.iter().any(|t| t == tenant) {
                self.tenants.push(tenant.to_owned());
            }
        }
    }
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The beginning of a place.
pub(super) fn start(place: Place) -> Place {
    Place { file: place.file, span: Span { start: place.span.start, end: place.span.start } }
}

/// The name or id that a look-up asks for.
fn asked_for(url: &str) -> Option<String> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    if let Some((_, id)) = path.trim_end_matches('/').rsplit_once("/flowSpecs/") {
        return (!crate::placeholder::is_open(id) && !id.starts_with('$')).then(|| id.to_owned());
    }
    let name = query.split('&').find_map(|part| part.strip_prefix("property=name=="))?;
    let name = name.replace("%22", "\"").replace("%20", " ");
    let name = name.trim_matches(['"', '\\']);
    (!name.is_empty() && !crate::placeholder::is_open(name)).then(|| name.to_owned())
}
