//! From blocks of text in order (a tutorial's code blocks, a shell file) to one dataflow: which block is a request,
//! and which JSON is whose response.

use super::http::{self, Http};
use super::markdown::{self, Label, Piece};
use super::{Files, Read, body, curl, exchange, shell};
use crate::dataflow::{ApiFormat, Body, Dataflow, Exchange, Origin, Part};
use crate::json::Node;
use crate::steps::{self, Step, StepId};
use crate::text::{Excerpt, FileId, Place, Sources};

/// Reads a shell file.
pub(super) fn shell(file: FileId, sources: &mut Sources, files: &dyn Files) -> Read {
    let text = sources.get(file).text.clone();
    let mut script = Script::new(Dataflow::new(Origin::Shell, file), files);
    script.block(&Excerpt::verbatim(&text, 0), sources);
    script.finish()
}

/// Reads Markdown, or plain text with commands in it.
pub(super) fn markdown(file: FileId, sources: &mut Sources, files: &dyn Files) -> Read {
    let text = sources.get(file).text.clone();
    let page = markdown::read(&text);
    let mut flow = Dataflow::new(Origin::Markdown, file);
    // Adobe's pages mark names that are not to be translated.
    flow.name = page.title.map(|t| t.replace("[!DNL ", "").replace("[!UICONTROL ", "").replace(']', ""));
    flow.prose = page.prose;
    let mut script = Script::new(flow, files);
    for piece in page.pieces {
        match piece {
            Piece::Label(Label::Section) => {
                script.said = None;
                script.answers = false;
                script.documented = None;
            }
            Piece::Label(label) => {
                script.said = Some(label);
                script.answers = label == Label::Response;
            }
            Piece::Block(block) => script.block(&block, sources),
            Piece::Table(names) => {
                if let Some(exchange) = script.documented {
                    script.flow.prose.tables.push(markdown::property_table(exchange, names));
                }
            }
        }
    }
    script.finish()
}

/// Whose answer may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nobody,
    /// The exchange of that index.
    Ours(usize),
    /// A request to somebody else.
    Foreign,
}

struct Script<'f> {
    flow: Dataflow,
    files: &'f dyn Files,
    read: Read,
    last: Last,
    /// What the nearest label announces.
    said: Option<Label>,
    /// Have answers been announced, and no request since? Tabs show several below one label.
    answers: bool,
    /// The request that a property table would document.
    documented: Option<usize>,
    /// API-format lines that wait for their request.
    formats: Vec<crate::dataflow::Written>,
    /// What the commands so far have assigned.
    variables: shell::Variables,
}

impl<'f> Script<'f> {
    fn new(flow: Dataflow, files: &'f dyn Files) -> Self {
        Script {
            flow,
            files,
            read: Read::default(),
            last: Last::Nobody,
            said: None,
            answers: false,
            documented: None,
            formats: Vec::new(),
            variables: shell::Variables::default(),
        }
    }

    fn block(&mut self, text: &Excerpt<'_>, sources: &mut Sources) {
        let file = self.flow.file;
        let trimmed = text.text().trim_start();
        if trimmed.starts_with(['{', '[']) {
            self.json(text);
        } else if let Some(http) = http::read(file, text) {
            match http {
                Http::Formats(lines) => self.formats = lines,
                Http::Request(exchange) => self.push(*exchange),
                Http::Response(response) => self.respond(response),
            }
        } else if trimmed.contains("curl")
            || trimmed.starts_with('-')
            || starts_with_method(trimmed)
            || shell::is_url(trimmed.trim_start_matches(['\'', '"']))
        {
            self.commands(text, sources);
        } else if self.said == Some(Label::Response)
            && let Some(at) = text.text().find("\n{").or_else(|| text.text().find("\n["))
        {
            // The sentence in front of an answer slipped into its fence.
            self.json(&text.slice(at + 1, text.text().len()));
        }
        self.said = None;
    }

    fn commands(&mut self, text: &Excerpt<'_>, sources: &mut Sources) {
        for command in shell::read(text, &mut self.variables) {
            let mut cx = curl::Context {
                file: self.flow.file,
                files: self.files,
                diagnostics: &mut self.read.diagnostics,
                sources,
            };
            let before = cx.diagnostics.len();
            let (exchanges, faults) = curl::read(&command, &mut cx);
            let is_ours = exchanges.iter().any(exchange::is_ours)
                || exchanges.is_empty()
                    && command.curl().is_some()
                    && command.words.iter().any(|w| w.text().contains("adobe"));
            if is_ours {
                self.flow.shell_faults.extend(command.faults);
                self.flow.shell_faults.extend(faults);
            } else {
                self.read.diagnostics.truncate(before);
            }
            for exchange in exchanges {
                self.push(exchange);
            }
        }
    }

    fn push(&mut self, exchange: Exchange) {
        self.answers = false;
        if !exchange::is_ours(&exchange) {
            self.last = Last::Foreign;
            self.documented = None;
            return;
        }
        let index = self.flow.exchanges.len();
        let formats = self.formats.drain(..);
        self.flow.prose.formats.extend(formats.map(|line| ApiFormat { exchange: index, line }));
        self.flow.exchanges.push(exchange);
        self.last = Last::Ours(index);
        self.documented = Some(index);
    }

    /// A JSON text: a response, the body of a request that shows none, or a bare body.
    fn json(&mut self, text: &Excerpt<'_>) {
        let response = body::response(self.flow.file, text);
        let root = response.root.as_ref();
        if root.is_some_and(is_flow_spec_answer) {
            return self.flow_spec(response);
        }
        if self.said != Some(Label::Request)
            && let Last::Ours(index) = self.last
            && self.flow.exchanges[index].response.is_none()
        {
            let exchange = &mut self.flow.exchanges[index];
            let wants_body = exchange.body.is_none() && exchange.operation.is_some_and(|o| o.has_body);
            if wants_body && self.said.is_none() && !root.is_none_or(is_answer) {
                exchange.body = Some(body::request(self.flow.file, text));
            } else {
                exchange.response = Some(response);
            }
            return;
        }
        // A text that says it is an answer, or looks like one, is nobody's body.
        let Some(root) = root else { return };
        if self.answers || self.last == Last::Foreign || is_answer(root) {
            return;
        }
        let Some(step) = resembles(root) else { return };
        let request = body::request(self.flow.file, text);
        if let Last::Ours(index) = self.last
            && let exchange = &mut self.flow.exchanges[index]
            && exchange.step == Some(step.id)
        {
            if exchange.body.is_none() {
                exchange.body = Some(request);
            }
            return;
        }
        self.push(bare(step, request));
    }

    fn respond(&mut self, response: Body) {
        if let Last::Ours(index) = self.last {
            self.flow.exchanges[index].response.get_or_insert(response);
        }
    }

    fn flow_spec(&mut self, response: Body) {
        let waiting = |e: &&mut Exchange| e.step == Some(StepId::FlowSpec) && e.response.is_none();
        if let Some(exchange) = self.flow.exchanges.iter_mut().rev().find(waiting) {
            exchange.response = Some(response);
            return;
        }
        let place = Place { file: response.file, span: response.span };
        let step = Some(StepId::FlowSpec);
        let response = Some(response);
        self.flow.exchanges.push(Exchange {
            step,
            operation: None,
            place,
            envelope: None,
            body: None,
            response,
        });
    }

    fn finish(mut self) -> Read {
        exchange::settle(&mut self.flow);
        let answer =
            self.flow.responses(StepId::FlowSpec).next().map(|(b, n)| Part { file: b.file, node: n.clone() });
        self.flow.flow_spec = answer;
        self.read.recognised = !self.flow.exchanges.is_empty() || !self.flow.shell_faults.is_empty();
        if self.read.recognised {
            self.read.dataflows.push(self.flow);
        }
        self.read
    }
}

/// `POST \` or `POST 'https://…'`: a curl command that lost its beginning.
fn starts_with_method(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(first, rest)| shell::METHODS.contains(&first) && rest.contains("://"))
}

/// An exchange of a body alone.
pub(super) fn bare(step: &Step, body: Body) -> Exchange {
    let place = Place { file: body.file, span: body.span };
    let step = Some(step.id);
    Exchange { step, operation: None, place, envelope: None, body: Some(body), response: None }
}

/// The step whose body a value looks like most.
pub(super) fn resembles(root: &Node) -> Option<&'static Step> {
    steps::by_shape(root).filter(|step| is_platforms(step.id, root))
}

/// Has the value more in common with Platform than a key that half of the world's JSON has (`allOf`, `mappings`,
/// `auth`)?
fn is_platforms(step: StepId, root: &Node) -> bool {
    let any = |keys: &[&str], node: &Node| keys.iter().any(|key| node.get(key).is_some());
    let items = |key: &str| root.get(key).map(Node::items).unwrap_or_default();
    match step {
        StepId::TargetSchema | StepId::AdHocClass | StepId::AdHocSchema => {
            let reference =
                |part: &Node| part.get("$ref").and_then(Node::as_str).is_some_and(|r| !r.starts_with('#'));
            root.members().iter().any(|m| m.key.starts_with("meta:"))
                || items("allOf").first().is_some_and(reference) && root.get("$schema").is_none()
        }
        StepId::MappingSet => {
            let keys = ["source", "sourceAttribute", "sourceType", "destination", "destinationXdmPath"];
            any(&["outputSchema", "xdmSchema"], root) || items("mappings").iter().any(|row| any(&keys, row))
        }
        StepId::BaseConnection => any(&["connectionSpec"], root) || root.at("/auth/specName").is_some(),
        StepId::Dataset => root.get("schemaRef").is_some_and(|r| any(&["id", "contentType"], r)),
        _ => true,
    }
}

/// Is it what `GET /flowSpecs` answers?
pub(super) fn is_flow_spec_answer(root: &Node) -> bool {
    let spec = root.at("/items/0").unwrap_or(root);
    ["transformationSpecs", "transformationSpec", "sourceConnectionSpecIds", "scheduleSpec"]
        .iter()
        .filter(|key| spec.get(key).is_some())
        .count()
        >= 2
        || (root.at("/items/0").is_some()
            && (spec.get("transformationSpecs").is_some() || spec.get("scheduleSpec").is_some()))
}

/// Does a value look like what a service answers, rather than like what one sends?
pub(super) fn is_answer(root: &Node) -> bool {
    let has = |key: &str| root.get(key).is_some_and(|v| v.as_str().is_some() || v.as_number().is_some());
    let is_reference = |n: &Node| n.as_str().is_some_and(|s| s.starts_with("@/"));
    has("id") && (has("etag") || has("createdAt") || has("createdDate") || root.members().len() <= 2)
        || has("$id")
        || has("etag")
        || root.get("items").is_some()
        || root.get("_page").is_some()
        || root.items().first().is_some_and(is_reference)
}
