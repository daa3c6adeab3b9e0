//! What a bundle's own answers show: which ids were created by when, and where else an id occurs.
//!
//! For the rules about requests that follow the creation. Must not judge.

use super::Context;
use super::sent::{self, Sent};
use crate::dataflow::Body;
use crate::json::Node;
use crate::operation::Service;
use crate::text::{FileId, Span};

/// An id that an answer to a creation shows.
#[derive(Clone, Copy)]
pub(super) struct Created<'a> {
    /// The exchange that created it.
    pub exchange: usize,
    /// The id.
    pub id: &'a str,
    /// Where the answer shows it.
    pub file: FileId,
    /// Where the answer shows it.
    pub span: Span,
}

/// The ids that `POST` on this path of a service created, in order.
pub(super) fn ids<'a>(sent: &[Sent<'a>], service: Service, path: &str) -> Vec<Created<'a>> {
    let creations = sent.iter().filter(|s| s.asks("POST", service, path));
    creations
        .filter_map(|s| Some((s, s.exchange.response.as_ref()?)))
        .filter_map(|(s, r)| of_answer(s, r))
        .collect()
}

fn of_answer<'a>(sent: &Sent<'a>, response: &'a Body) -> Option<Created<'a>> {
    let root = response.root.as_ref()?;
    let node = root.get("id").or_else(|| root.at("/items/0/id")).or_else(|| root.items().first())?;
    let text = node.as_str()?;
    let id = text.strip_prefix("@/dataSets/").or_else(|| text.strip_prefix("@/datasets/")).unwrap_or(text);
    Some(Created { exchange: sent.index, id, file: response.file, span: node.span })
}

/// Does the text occur in a body or an answer before this exchange, or in the body of it?
pub(super) fn occurs_before(cx: &Context<'_>, exchange: usize, id: &str) -> bool {
    let before = &cx.flow.exchanges[..exchange];
    let bodies = before.iter().flat_map(|e| [&e.body, &e.response]).flatten();
    bodies.chain(cx.flow.exchanges[exchange].body.as_ref()).any(|b| b.text.contains(id))
}

/// The id that a request names is none of those the bundle has created by then, and all of them are known.
pub(super) fn is_foreign<'c, 'a>(
    created: &'c [Created<'a>],
    exchange: usize,
    id: &str,
) -> Option<&'c Created<'a>> {
    let mut before = created.iter().filter(|c| c.exchange < exchange).peekable();
    before.peek()?;
    let mut last = None;
    for one in before {
        if !is_id(one.id) || one.id.eq_ignore_ascii_case(id) {
            return None;
        }
        last = Some(one);
    }
    if is_id(id) { last } else { None }
}

/// Is it an id, and no word that stands for one (`SOME_ID`, `string`, `your-flow-id`)? Ids have digits, and no
/// capitals with underscores.
fn is_id(text: &str) -> bool {
    let is_name = text.contains('_') && !text.contains(|c: char| c.is_ascii_lowercase());
    sent::is_literal(text) && text.contains(|c: char| c.is_ascii_digit()) && !is_name
}

/// The objects of an answer: its `items`, or itself.
pub(super) fn objects(root: &Node) -> Vec<&Node> {
    match root.get("items") {
        Some(items) => items.items().iter().collect(),
        None => vec![root],
    }
}
