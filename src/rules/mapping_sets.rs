//! The mapping sets of a dataflow and the target schema they write to, read once for all rules about them. It knows
//! no rule.

use super::Context;
use crate::dataflow::{Body, Part};
use crate::mapping::{Entry, Mapping, MappingSet, TargetSchema};
use crate::placeholder;
use crate::steps::StepId;
use crate::text::Span;
use std::rc::Rc;

/// What the rules about mapping sets share.
pub struct MappingSets<'a> {
    /// The mapping sets and the bodies they stand in.
    pub(super) sets: Vec<(&'a Body, MappingSet)>,
    /// The resolved target schema, where the dataflow gives one.
    pub(super) target: Option<(&'a Part, TargetSchema)>,
}

impl<'a> Context<'a> {
    /// The mapping sets of the dataflow.
    pub(super) fn mapping_sets(&self) -> Rc<MappingSets<'a>> {
        let flow = self.flow;
        let read = || {
            let variables = &flow.variables;
            let bodies = flow.bodies(StepId::MappingSet);
            let sets: Vec<_> = bodies.map(|(body, root)| (body, MappingSet::read(root, variables))).collect();
            // Without a mapping set nobody asks for the schema, which may be big.
            let part = flow.target_schema.as_ref().filter(|part| !sets.is_empty() && part.node.is_object());
            let target = part.map(|part| (part, TargetSchema::new(&part.node.to_value())));
            Rc::new(MappingSets { sets, target })
        };
        Rc::clone(self.mapping_sets.get_or_init(read))
    }

    /// The tenant in the ids of the dataflow's schemas, as written, where they agree on one.
    pub(super) fn tenant(&self) -> Option<String> {
        let all = self.schema_ids();
        let mut tenants = all
            .iter()
            .filter_map(|one| Some((one.text, one.id.as_ref()?)))
            .filter(|(text, id)| text.contains("ns.adobe.com/") && !id.is_adobes())
            .map(|(_, id)| placeholder::fill(id.tenant, &self.flow.variables));
        let first = tenants.next().filter(|t| !t.is_empty())?;
        tenants.all(|t| t == first).then(|| first.into_owned())
    }

    /// The bytes of a part of the text of one of a mapping's keys.
    pub(super) fn part(&self, body: &Body, entry: &Entry, start: usize, end: usize) -> Span {
        entry.span_in(&self.sources.get(body.file).text, &self.flow.variables, start, end)
    }

    /// Starts a report at a part of the text of one of a mapping's keys.
    pub(super) fn at_mapping<'c>(
        &'c mut self,
        rule: &'static super::Rule,
        body: &Body,
        (mapping, entry): (&Mapping, &Entry),
        span: Span,
    ) -> super::Report<'c> {
        let mut report = self.at_span(rule, body.file, span).step(Some(StepId::MappingSet));
        report.diagnostic.pointer = Some(mapping.pointer(entry));
        report
    }
}

/// The edit text that replaces part of a string, as it stands in JSON; none where the part has no bytes of its own,
/// or the string has placeholders that are filled: they must stay.
pub(super) fn replacement(entry: &Entry, span: Span, text: &str) -> Option<String> {
    let inside = span != entry.node.span && entry.node.as_str() == Some(&entry.text);
    let quoted = serde_json::to_string(text).ok()?;
    Some(if inside { quoted[1..quoted.len() - 1].to_owned() } else { return None })
}
