//! The flow spec that a flow is held against: the one the user gives, the one a look-up in the same text shows, or
//! the catalogue's, in this order.

use super::{FlowSpec, Kind};
use crate::dataflow::Dataflow;
use crate::json::Node;
use crate::placeholder;
use crate::schema::{Broken, BuiltIn, Draft, Schema};
use crate::steps::StepId;
use crate::text::{FileId, Place, Span};
use std::ops::Deref;
use std::rc::Rc;

/// A flow spec and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct ResolvedFlowSpec<'a> {
    given: Option<Given<'a>>,
    known: Option<&'static FlowSpec>,
}

#[derive(Clone, Copy, Debug)]
struct Given<'a> {
    file: FileId,
    node: &'a Node,
}

/// The schema of a part of a flow.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// In one of the user's files.
    Given(FileId, &'a Node),
    /// In the catalogue.
    BuiltIn(&'static BuiltIn),
}

/// A compiled schema, the catalogue's or one's own.
#[derive(Clone, Debug)]
pub enum Ready {
    /// The catalogue's, compiled once.
    BuiltIn(&'static Schema),
    /// From the user's text.
    Own(Rc<Schema>),
}

impl Deref for Ready {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        match self {
            Ready::BuiltIn(schema) => schema,
            Ready::Own(schema) => schema,
        }
    }
}

impl Part<'_> {
    /// The schema, ready for use.
    ///
    /// # Errors
    /// When the user's text is no schema that can be used.
    pub fn compile(&self) -> Result<Ready, Broken> {
        match self {
            Part::Given(_, node) => {
                Schema::compile(node.to_value(), Draft::Seven).map(|s| Ready::Own(Rc::new(s)))
            }
            Part::BuiltIn(schema) => schema.get().map(Ready::BuiltIn).ok_or_else(|| Broken {
                message: "the catalogue's schema is broken".to_owned(),
                pointer: String::new(),
            }),
        }
    }
}

impl<'a> ResolvedFlowSpec<'a> {
    /// The flow spec of a flow's body; none where nothing tells it.
    #[must_use]
    pub fn of(flow: &'a Dataflow, body: &Node) -> Option<Self> {
        let id =
            body.at("/flowSpec/id").and_then(Node::as_str).map(|id| placeholder::fill(id, &flow.variables));
        let id = id.as_deref().filter(|id| !placeholder::is_open(id));
        let has_id = |g: &Given<'_>| id.is_some() && g.node.get("id").and_then(Node::as_str) == id;
        let mut given = Vec::new();
        if let Some(part) = &flow.flow_spec {
            if let Some(name) = part.node.as_str() {
                let name = placeholder::fill(name, &flow.variables);
                if let Some(known) = FlowSpec::find(&name) {
                    return Some(ResolvedFlowSpec { given: None, known: Some(known) });
                }
            }
            given.extend(items(&part.node).map(|node| Given { file: part.file, node }));
        }
        let first = given.len();
        for (body, root) in flow.responses(StepId::FlowSpec) {
            given.extend(items(root).map(|node| Given { file: body.file, node }));
        }
        // Several look-ups on one page are told apart by the id; one look-up is what the flow should be made of.
        let same = |a: &Given<'_>, b: &Given<'_>| {
            a.node.get("id").and_then(Node::as_str) == b.node.get("id").and_then(Node::as_str)
        };
        let only = given.first().copied().filter(|one| first == 1 || given.iter().all(|g| same(g, one)));
        let chosen = given.iter().copied().find(has_id).or(only);
        let id = chosen.map_or(id, |g| g.node.get("id").and_then(Node::as_str));
        let known = id.map_or_else(|| asked_for(flow), FlowSpec::by_id);
        (chosen.is_some() || known.is_some()).then_some(ResolvedFlowSpec { given: chosen, known })
    }

    /// Its name or id, for messages.
    #[must_use]
    pub fn title(&self) -> &'a str {
        let of = |key| self.given.and_then(|g| g.node.get(key)).and_then(Node::as_str);
        of("name").or(self.known.map(FlowSpec::title)).or(of("id")).unwrap_or("flow spec")
    }

    /// The catalogue's entry of the same id.
    #[must_use]
    pub fn known(&self) -> Option<&'static FlowSpec> {
        self.known
    }

    /// Is it in the user's text, not only in the catalogue?
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.given.is_some()
    }

    /// Where a part of it stands in the user's text: its key.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Option<Place> {
        let given = self.given?;
        Some(Place { file: given.file, span: given.node.key_span_at(pointer)? })
    }

    /// The names of the transformations it takes; none when that is not known.
    #[must_use]
    pub fn transformations(&self) -> Option<Vec<&'a str>> {
        let mut names = Vec::new();
        let known = self.known.map(|k| k.transformations).unwrap_or_default();
        match self.given_transformations() {
            Some(list) => {
                names.extend(list.items().iter().filter_map(|t| t.get("name")?.as_str()));
                // Texts leave out what is documented elsewhere.
                names.extend(known.iter().map(|t| t.name).filter(|n| *n == "Encryption"));
                names.dedup();
                Some(names)
            }
            None if known.is_empty() => None,
            None => Some(known.iter().map(|t| t.name).collect()),
        }
    }

    /// The schema of the parameters of a transformation.
    #[must_use]
    pub fn transformation(&self, name: &str) -> Option<Part<'a>> {
        let given = self.given_transformations().and_then(|list| {
            list.items().iter().find(|t| t.get("name").and_then(Node::as_str) == Some(name))?.get("spec")
        });
        if let (Some(node), Some(g)) = (given, self.given) {
            return Some(Part::Given(g.file, node));
        }
        let known = self.known?.transformations.iter().find(|t| t.name == name)?;
        Some(Part::BuiltIn(&known.schema))
    }

    /// The schema of `scheduleParams`.
    #[must_use]
    pub fn schedule(&self) -> Option<Part<'a>> {
        self.part("/scheduleSpec/spec").or_else(|| self.known?.schedule.map(Part::BuiltIn))
    }

    /// The schema of `options`.
    #[must_use]
    pub fn options(&self) -> Option<Part<'a>> {
        self.part("/optionSpec/spec").or_else(|| self.known?.options.map(Part::BuiltIn))
    }

    /// Does it take a schedule? None when that is not known.
    #[must_use]
    pub fn takes_schedule(&self) -> Option<bool> {
        if self.schedule().is_some() {
            return Some(true);
        }
        let frequency = self.given.and_then(|g| g.node.at("/attributes/frequency")).and_then(Node::as_str);
        let streams = frequency == Some("streaming") || self.known.is_some_and(|k| k.kind == Kind::Streaming);
        streams.then_some(false)
    }

    /// The connection specs of sources it lists in the user's text, with their places.
    #[must_use]
    pub fn given_sources(&self) -> Option<Vec<(&'a str, Place)>> {
        self.ids("sourceConnectionSpecIds")
    }

    /// The connection specs of targets it lists in the user's text, with their places.
    #[must_use]
    pub fn given_targets(&self) -> Option<Vec<(&'a str, Place)>> {
        self.ids("targetConnectionSpecIds")
    }

    fn ids(&self, key: &str) -> Option<Vec<(&'a str, Place)>> {
        let given = self.given?;
        let place = |span: Span| Place { file: given.file, span };
        let list =
            given.node.get(key)?.items().iter().filter_map(|n| Some((n.as_str()?, place(n.span)))).collect();
        Some(list)
    }

    fn part(&self, pointer: &str) -> Option<Part<'a>> {
        let given = self.given?;
        given.node.at(pointer).map(|node| Part::Given(given.file, node))
    }

    fn given_transformations(&self) -> Option<&'a Node> {
        let node = self.given?.node;
        node.get("transformationSpecs").or_else(|| node.get("transformationSpec"))
    }
}

/// The flow spec that every look-up of the text asks for: a script takes the id from the answer.
fn asked_for(flow: &Dataflow) -> Option<&'static FlowSpec> {
    let urls = flow.of(StepId::FlowSpec).filter_map(|e| e.envelope.as_ref()).map(|e| e.url.text.as_str());
    let mut asked = urls.map(named_in);
    let first = asked.next()??;
    asked.all(|other| other.is_some_and(|o| o.id == first.id)).then_some(first)
}

/// The flow spec that the URL of a look-up names by its id or its name.
fn named_in(url: &str) -> Option<&'static FlowSpec> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let by_id = path.rsplit('/').next().and_then(FlowSpec::by_id);
    let plain = query.replace("%3D", "=").replace("%3d", "=").replace("%22", "\"");
    let (_, name) = plain.split_once("name==").unwrap_or_default();
    let name = name.split('&').next().unwrap_or_default().trim_matches(['"', '\'']);
    by_id.or_else(|| FlowSpec::find(name))
}

/// The flow specs of an answer: its `items`, an array, or one alone.
fn items(node: &Node) -> impl Iterator<Item = &Node> {
    let list = node.get("items").unwrap_or(node);
    let (many, one) = if list.is_object() { (&[][..], Some(list)) } else { (list.items(), None) };
    many.iter().chain(one)
}
