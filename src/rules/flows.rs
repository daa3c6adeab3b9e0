//! The flows of a dataflow and the flow specs they are held against, found once for all rules about them, and the
//! schemas in those, compiled once. It knows no rule.

use super::references::{is_draft, readable};
use super::{Context, Rule};
use crate::dataflow::{Body, Exchange};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::schema::Broken;
use crate::spec::{Part, Ready, ResolvedFlowSpec};
use crate::steps::StepId;
use crate::text::Span;
use std::fmt::Display;
use std::rc::Rc;

/// A flow's body and the flow spec it is held against.
pub struct Flow<'a> {
    pub(super) body: &'a Body,
    pub(super) root: &'a Node,
    /// May it still lack parts?
    pub(super) is_draft: bool,
    pub(super) spec: Option<ResolvedFlowSpec<'a>>,
}

/// The schemas in the user's flow specs that have been compiled, each with the text it stands in.
pub(super) type Compiled<'a> = Vec<(&'a Node, Result<Ready, Broken>)>;

impl<'a> Context<'a> {
    /// The flows of the dataflow.
    pub(super) fn flows(&self) -> Rc<[Flow<'a>]> {
        let flow = self.flow;
        let of = |exchange: &'a Exchange| {
            let (body, root) = readable(exchange)?;
            let spec = ResolvedFlowSpec::of(flow, root);
            Some(Flow { body, root, is_draft: is_draft(exchange), spec })
        };
        let find = || flow.exchanges.iter().filter(|e| e.step == Some(StepId::Flow)).filter_map(of).collect();
        Rc::clone(self.flows.get_or_init(find))
    }

    /// The schema of a part, ready for use; one that cannot be used is reported with the rule, as a warning.
    pub(super) fn compile(
        &mut self,
        rule: &'static Rule,
        part: Part<'a>,
        what: impl Display,
    ) -> Option<Ready> {
        let Part::Given(file, node) = part else { return part.compile().ok() };
        let ready = match self.compiled.iter().find(|(known, _)| std::ptr::eq(*known, node)) {
            Some((_, ready)) => ready.clone(),
            None => {
                let ready = part.compile();
                self.compiled.push((node, ready.clone()));
                ready
            }
        };
        let tell = |broken: &Broken| {
            let span = node.key_span_at(&broken.pointer).filter(|s| *s != node.span);
            let start = Span { start: node.span.start, end: node.span.start + 1 };
            self.at_span(rule, file, span.unwrap_or(start))
                .step(Some(StepId::FlowSpec))
                .severity(Severity::Warning)
                .help("correct the flow spec, or leave it out to use the built-in one")
                .say(format!("{what} cannot be checked: {}", broken.message));
        };
        ready.inspect_err(tell).ok()
    }
}
