//! How the text of an edit must be spelt where it goes.
//!
//! Rules write edits as JSON. A body may stand in double quotes of a shell or inside a JSON string, where each `"`
//! is an escape; text that was spliced in as it is would break what it mends. How a body spells its quotes is read
//! off its own keys.

use crate::dataflow::{Body, Dataflow, Origin};
use crate::diagnostic::Diagnostic;
use crate::json::Node;
use crate::text::Sources;

/// The rule about commands that a shell does not read as they were meant.
const BROKEN_COMMAND: &str = "R09";

/// Spells the edits of every diagnostic as their places need it. Where that cannot be told, the edits are dropped.
pub(crate) fn spell(diagnostics: &mut [Diagnostic], flows: &[Dataflow], sources: &Sources) {
    if diagnostics.iter().all(|d| d.fix.is_empty()) {
        return;
    }
    for flow in flows.iter().filter(|f| !matches!(f.origin, Origin::Document | Origin::Body)) {
        for body in flow.exchanges.iter().flat_map(|e| [&e.body, &e.response]).flatten() {
            let quote = body.root.as_ref().and_then(|root| quote(root, body, sources));
            let inside = |d: &&mut Diagnostic| {
                let span = body.span;
                // The edits of what breaks a command are shell text already.
                d.rule != Some(BROKEN_COMMAND)
                    && d.place.file == body.file
                    && d.fix.iter().any(|e| span.start <= e.span.start && e.span.end <= span.end)
            };
            for diagnostic in diagnostics.iter_mut().filter(inside) {
                spell_one(diagnostic, quote);
            }
        }
    }
}

fn spell_one(diagnostic: &mut Diagnostic, quote: Option<&str>) {
    let is_told = |text: &str| {
        // Apostrophes end a quoted argument; what else a shell or a JSON string takes for its own is told by `quote`.
        !text.contains('\'')
            && match quote {
                Some("\"") => true,
                Some(_) => !text.contains(['\\', '$', '`', '\n']),
                None => !text.contains(['"', '\\', '$', '`']),
            }
    };
    if !diagnostic.fix.iter().all(|e| is_told(&e.text)) {
        diagnostic.fix.clear();
        return;
    }
    if let Some(quote) = quote.filter(|q| *q != "\"") {
        for edit in &mut diagnostic.fix {
            edit.text = edit.text.replace('"', quote);
        }
    }
}

/// How a body spells `"`: what stands around a key in the file.
fn quote<'s>(node: &Node, body: &Body, sources: &'s Sources) -> Option<&'s str> {
    let text = &sources.get(body.file).text;
    let of_members = node.members().iter().find_map(|member| {
        let written = text.get(member.key_span.range())?;
        let quote = written.split_once(&*member.key).filter(|(before, after)| before == after)?.0;
        (!member.key.is_empty() && !quote.is_empty()).then_some(quote)
    });
    of_members.or_else(|| {
        let values = node.members().iter().map(|m| &m.value).chain(node.items());
        values.into_iter().find_map(|value| quote(value, body, sources))
    })
}
