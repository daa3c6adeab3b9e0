//! Hover: what a key or a value of a document means.

use super::begin::View;
use super::held::Schemas;
use super::mappings::{Named, named};
use super::scene::{Scene, Within};
use super::{Hover, expression};
use crate::json::{Node, Pointer, written};
use crate::mapping::{At, Path, SourceType, TargetSchema};
use crate::placeholder::{self, Piece, Template, names_secret};
use crate::spec::{ConnectionSpec, FlowSpec};
use crate::text::Span;
use serde_json::Value;

/// What stands at an offset.
struct Pointed<'n> {
    pointer: Pointer,
    /// Its key, where the offset is on the key.
    key: Option<Span>,
    node: &'n Node,
}

/// What of a value stands at an offset; none between values.
fn pointed(root: &Node, offset: u32) -> Option<Pointed<'_>> {
    let holds = |span: Span| span.start <= offset && offset < span.end;
    let mut pointer = Pointer::default();
    let mut node = root;
    loop {
        if let Some(member) = node.members().iter().find(|m| holds(m.key_span)) {
            pointer.push_key(&member.key);
            return Some(Pointed { pointer, key: Some(member.key_span), node: &member.value });
        }
        if let Some(member) = node.members().iter().find(|m| holds(m.value.span)) {
            pointer.push_key(&member.key);
            node = &member.value;
        } else if let Some((i, item)) = node.items().iter().enumerate().find(|(_, n)| holds(n.span)) {
            pointer.push_index(i);
            node = item;
        } else {
            let is_value = holds(node.span) && !node.is_object() && node.items().is_empty();
            return is_value.then_some(Pointed { pointer, key: None, node });
        }
    }
}

impl Scene<'_> {
    /// What stands at an offset means.
    pub(super) fn hover(&self, offset: usize) -> Option<Hover> {
        let found = pointed(&self.root, Span::new(offset, offset).start)?;
        let within = self.within(found.pointer.as_str());
        if found.key.is_none()
            && let Some(hover) = self.hover_value(within, found.node, offset)
        {
            return Some(hover);
        }
        self.hover_key(within, &found)
    }

    fn hover_key(&self, within: Within<'_>, found: &Pointed<'_>) -> Option<Hover> {
        let pointer = found.pointer.as_str();
        let schemas = Schemas::of(self, within);
        let view = View::new(self, within, &schemas);
        let inside = view.inside;
        // The object around it tells whether it has to be there.
        let (object, name) = inside.rsplit_once('/').unwrap_or(("", pointer.rsplit('/').next()?));
        let name = crate::json::unescape(name);
        let keys = view.expected(object).keys(view.body.at(object), &self.flow.variables);
        let key = keys.iter().find(|k| k.name == name).filter(|_| !inside.is_empty());
        let own = view.expected(inside);
        let mut lines = Vec::new();
        if let Some(key) = key.filter(|k| k.is_required) {
            lines.push(key.why.as_ref().map_or("Required".to_owned(), |why| format!("Required when {why}")));
        }
        let list = |values: Vec<&Value>| values.iter().map(|v| v.to_string()).collect::<Vec<_>>().join(", ");
        if let Some(choices) = own.choices() {
            lines.push(format!("One of: {}", list(choices)));
        } else if !own.examples().is_empty() {
            lines.push(format!("For example: {}", list(own.examples())));
        }
        let types = own.types();
        if !types.is_empty() {
            lines.push(format!("Type: {}", types.join(" or ")));
        }
        lines.extend(own.limits());
        lines.extend(own.default().map(|value| format!("Default: {value}")));
        if let (Within::Body(..), "/scheduleParams/startTime") = (within, inside)
            && let Some(moment) = moment(found.node)
        {
            lines.push(format!("Here: {moment}"));
        }
        let span = found.key.unwrap_or(found.node.span).range();
        let title = own.title().map_or_else(|| name.to_string(), str::to_owned);
        let text = own.about().unwrap_or_default().to_owned();
        let is_known = own.title().is_some() || !text.is_empty() || !lines.is_empty();
        is_known.then_some(Hover { start: span.start, end: span.end, title, text, lines })
    }

    fn hover_value(&self, within: Within<'_>, node: &Node, offset: usize) -> Option<Hover> {
        let written = written(node, self.given.text)?;
        // The part of the text that came from the bytes up to the offset.
        let text = written.text();
        let at = text
            .char_indices()
            .map(|(i, c)| (i, i + c.len_utf8()))
            .find(|(i, end)| written.span(*i, *end).range().contains(&offset))?
            .0;
        let place = |start: usize, end: usize| written.span(start, end).range();
        if let Within::Body(step, body, pointer) = within {
            match named(step, pointer) {
                Some(Named::Source(index)) => {
                    let mapping = body.at(&format!("/mappings/{index}"));
                    if mapping.and_then(|m| self.source_type(m)) != Some(SourceType::Static) {
                        let fields = self.fields();
                        let hover = expression::hover(text, at, &fields);
                        if let Some(mut hover) = hover {
                            let span = place(hover.start, hover.end);
                            (hover.start, hover.end) = (span.start, span.end);
                            return Some(hover);
                        }
                    }
                }
                Some(Named::Destination(_)) => {
                    let hover = self.hover_destination(text, place(0, text.len()));
                    if hover.is_some() {
                        return hover;
                    }
                }
                Some(Named::Delta) => {
                    let field = self
                        .fields()
                        .into_iter()
                        .find(|f| f.path.root() == Some(text) && f.path.segments.len() == 1);
                    if let Some(field) = field {
                        let span = place(0, text.len());
                        return Some(expression::of_field(
                            &field,
                            crate::expr::Range::new(span.start, span.end),
                        ));
                    }
                }
                None => {}
            }
        }
        let mut start = 0;
        for piece in Template::parse(text).pieces {
            let (Piece::Literal(own) | Piece::Hole { written: own, .. }) = piece;
            let end = start + own.len();
            if let Piece::Hole { name, .. } = piece
                && (start..end).contains(&at)
            {
                let value = self.flow.variables.get(name).filter(|_| !names_secret(name));
                let lines = value.into_iter().map(|value| format!("Value: {value}")).collect();
                let span = place(start, end);
                let text = self.about_placeholder(name);
                return Some(Hover { start: span.start, end: span.end, title: own.to_owned(), text, lines });
            }
            start = end;
        }
        let id = placeholder::fill(text, &self.flow.variables);
        let (title, text, note) = if let Some(spec) = ConnectionSpec::by_id(&id) {
            let about = format!("The connection spec of {} ({}).", spec.title(), spec.kind.name());
            (spec.title(), about, spec.note)
        } else {
            let is_named = matches!(within, Within::Document(_));
            let spec = FlowSpec::by_id(&id).or_else(|| FlowSpec::find(&id).filter(|_| is_named))?;
            (spec.title().to_owned(), format!("A flow spec for {} sources.", spec.kind.name()), spec.note)
        };
        let span = place(0, written.text().len());
        let lines = note.map(str::to_owned).into_iter().collect();
        Some(Hover { start: span.start, end: span.end, title, text, lines })
    }

    fn hover_destination(&self, text: &str, span: std::ops::Range<usize>) -> Option<Hover> {
        let schema = self.flow.target_schema.as_ref()?;
        let target = TargetSchema::new(&schema.node.to_value());
        let filled = placeholder::fill(text, &self.flow.variables);
        let path = Path::parse(&filled).0;
        let (text, lines) = match target.at(&path) {
            At::Found(id) => {
                let shape = target.shape(id);
                let choices = shape
                    .choices
                    .as_ref()
                    .map(|c| c.iter().map(Value::to_string).collect::<Vec<_>>().join(", "));
                let choices = choices.map(|c| format!("One of: {c}"));
                (format!("A field of the target schema: {}.", shape.kind.title()), choices)
            }
            At::Unknown => return None,
            At::Absent(..) => ("The target schema has no such field.".to_owned(), None),
        };
        let title = target.spelled_out(&path).to_string();
        Some(Hover { start: span.start, end: span.end, title, text, lines: lines.into_iter().collect() })
    }
}

/// The moment that a number of seconds is.
fn moment(node: &Node) -> Option<String> {
    let seconds = node.as_number().or(node.as_str())?.parse().ok()?;
    jiff::Timestamp::from_second(seconds).ok().map(|moment| moment.to_string())
}
