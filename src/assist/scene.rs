//! Where the cursor stands: in which body of which dataflow, and what can be written there.

use super::Given;
use crate::dataflow::{Body, Dataflow, Origin};
use crate::input;
use crate::json::{Kind, Node, Role, Spot, lenient, unescape};
use crate::steps::{self, StepId};
use crate::text::{FileId, Sources, Span};

/// A text around a cursor.
pub(super) struct Scene<'g> {
    pub given: &'g Given<'g>,
    pub sources: Sources,
    pub flow: Dataflow,
    /// The value that the cursor is in: the document, or a body.
    pub root: Node,
    /// Where something can be written.
    pub spot: Option<Spot>,
    /// The step that the whole value is the body of; none for a document.
    step: Option<StepId>,
}

/// What a place belongs to.
#[derive(Clone, Copy)]
pub(super) enum Within<'s> {
    /// The document around the bodies, with the JSON pointer in it.
    Document(&'s str),
    /// The body of a step, with the JSON pointer in it.
    Body(StepId, &'s Node, &'s str),
}

impl<'g> Scene<'g> {
    /// What is around an offset. While something `is_typed` there, the value that stands at it counts for nothing.
    pub(super) fn at(given: &'g Given<'g>, offset: usize, is_typed: bool) -> Option<Scene<'g>> {
        let mut sources = Sources::default();
        let file = sources.add(given.name, given.text);
        let start = given.text.trim_start();
        let is_json = start.starts_with(['{', '[']) || start.starts_with("//") || start.starts_with("/*");
        let mut scene = if is_json {
            Scene::of_json(given, file, sources, offset, is_typed)
        } else {
            Scene::of_commands(given, file, sources, offset, is_typed)
        }?;
        given.options.give(std::slice::from_mut(&mut scene.flow), &mut scene.sources);
        Some(scene)
    }

    fn of_json(
        given: &'g Given<'g>,
        file: FileId,
        mut sources: Sources,
        offset: usize,
        is_typed: bool,
    ) -> Option<Scene<'g>> {
        let (root, spot) = read(given.text, 0, offset, is_typed)?;
        // The bodies of a Postman collection are texts in it.
        if root.get("item").is_some() && root.get("info").is_some() {
            return None;
        }
        let flow = input::tree(file, root.clone(), &mut sources, given.files)?;
        let is_body = flow.origin == Origin::Body;
        let step = flow.exchanges.first().filter(|_| is_body).and_then(|e| e.step);
        Some(Scene { given, sources, flow, root, spot, step })
    }

    /// A body among commands, where it stands in the text as it is sent.
    fn of_commands(
        given: &'g Given<'g>,
        file: FileId,
        mut sources: Sources,
        offset: usize,
        is_typed: bool,
    ) -> Option<Scene<'g>> {
        let dataflows = input::read(file, &mut sources, given.files).dataflows;
        let holds = |body: &&Body| body.file == file && body.span.range().contains(&offset);
        dataflows.into_iter().find_map(|flow| {
            let (step, body) =
                flow.exchanges.iter().find_map(|e| Some((e.step?, e.body.as_ref().filter(holds)?)))?;
            let text = given.text.get(body.span.range()).filter(|text| *text == body.text.trim())?;
            let (root, spot) = read(text, body.span.start as usize, offset, is_typed)?;
            Some(Scene { given, sources: std::mem::take(&mut sources), root, spot, step: Some(step), flow })
        })
    }

    /// What a place belongs to, by its JSON pointer.
    pub(super) fn within<'s>(&'s self, pointer: &'s str) -> Within<'s> {
        if let Some(step) = self.step {
            return Within::Body(step, &self.root, pointer);
        }
        let inside = pointer.strip_prefix("/steps/").and_then(|rest| {
            let (name, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let name = unescape(name);
            Some(Within::Body(steps::by_name(&name)?.id, self.root.get("steps")?.get(&name)?, rest))
        });
        inside.unwrap_or(Within::Document(pointer))
    }

    /// The first body of a step. That of the cursor goes before others, as it stands here.
    pub(super) fn body(&self, step: StepId) -> Option<&Node> {
        let own = if self.step == Some(step) { Some(&self.root) } else { None };
        own.or_else(|| self.flow.bodies(step).next().map(|(_, root)| root))
    }

    /// The text of a value with its variables, where no placeholder is left in it.
    pub(super) fn literal(&self, node: &Node) -> Option<String> {
        let text = crate::placeholder::fill(node.as_str()?, &self.flow.variables);
        (!text.is_empty() && !crate::placeholder::is_open(&text)).then(|| text.into_owned())
    }
}

fn read(text: &str, base: usize, offset: usize, is_typed: bool) -> Option<(Node, Option<Spot>)> {
    let read = lenient(text, base, offset);
    let mut root = read.root?;
    if let Some(spot) = read.spot.as_ref().filter(|s| is_typed && s.role == Role::Value) {
        clear(&mut root, &spot.pointer);
    }
    Some((root, read.spot))
}

/// Makes a value one that has yet to be written.
fn clear(root: &mut Node, pointer: &str) {
    let mut node = root;
    for token in pointer.split('/').skip(1) {
        let key = unescape(token);
        let next = match &mut node.kind {
            Kind::Object(members) => members.iter_mut().rev().find(|m| *m.key == *key).map(|m| &mut m.value),
            Kind::Array(items) => key.parse::<usize>().ok().and_then(|i| items.get_mut(i)),
            _ => None,
        };
        let Some(next) = next else { return };
        node = next;
    }
    let end = node.span.start;
    *node = Node { span: Span { start: end, end }, kind: Kind::Null };
}
