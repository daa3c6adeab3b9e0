//! The expressions of the mapping sets, read and checked once for all rules about them. It knows no rule.

use super::mapping_sets::replacement;
use super::unknown_source_field::columns;
use super::{Context, Rule};
use crate::diagnostic::Severity;
use crate::expr::{Finding, Parsed, check, parse};
use crate::mapping::{At, Mapping, SourceKind, check_result};
use std::rc::Rc;

/// Of a field that is called like a function.
pub(super) const RESERVED: &str = "reserved-field-name";

/// An expression of a mapping set.
pub(super) struct Expression {
    /// The number of its mapping set among those of the dataflow.
    pub(super) set: usize,
    /// Its number among the mappings of the set.
    pub(super) mapping: usize,
    /// What it was read as.
    pub(super) parsed: Parsed,
    /// What is wrong with it; nothing where it could not be read.
    findings: Vec<Finding>,
}

/// Could all of it be read? What only some versions of the engine refuse leaves a whole tree.
pub(super) fn is_whole(parsed: &Parsed) -> bool {
    parsed.faults.iter().all(|f| !f.certain)
}

impl Context<'_> {
    /// The expressions of the mapping sets.
    pub(super) fn expressions(&self) -> Rc<[Expression]> {
        Rc::clone(self.expressions.get_or_init(|| self.read_expressions()))
    }

    fn read_expressions(&self) -> Rc<[Expression]> {
        let shared = self.mapping_sets();
        let columns = columns(self);
        let is_delivered = |name: &str| {
            self.samples.iter().any(|record| record.get(name).is_some())
                || columns.as_ref().is_some_and(|columns| columns.names.contains(name))
        };
        let mut out = Vec::new();
        for (set, (_, mappings)) in shared.sets.iter().enumerate() {
            for (mapping, one) in mappings.mappings.iter().enumerate() {
                if one.kind != SourceKind::Expression {
                    continue;
                }
                let text = one.source.text.as_str();
                let parsed = parse(text);
                let mut findings = Vec::new();
                if is_whole(&parsed) {
                    findings = check(text, &parsed.tree);
                    // What the source delivers is a field, whatever it is called.
                    for finding in findings.iter_mut().filter(|f| f.code == RESERVED) {
                        if text.get(finding.range.start..finding.range.end).is_some_and(is_delivered) {
                            finding.severity = Severity::Info;
                        }
                    }
                    findings.extend(self.misfits(one, &parsed));
                }
                out.push(Expression { set, mapping, parsed, findings });
            }
        }
        out.into()
    }

    /// What keeps the result from its destination.
    fn misfits(&self, mapping: &Mapping, parsed: &Parsed) -> Vec<Finding> {
        let shared = self.mapping_sets();
        let Some((_, target)) = &shared.target else { return Vec::new() };
        match target.at(&mapping.destination_path) {
            At::Found(id) if mapping.is_usable() => {
                let spread = mapping.destination_path.each_count() > 0;
                check_result(&parsed.tree, target.shape(id), spread)
            }
            _ => Vec::new(),
        }
    }

    /// Reports what was found of these rules.
    pub(super) fn report_expressions(&mut self, rules: &'static [Rule]) {
        let (shared, expressions) = (self.mapping_sets(), self.expressions());
        for expression in expressions.iter() {
            let Some((body, set)) = shared.sets.get(expression.set) else { continue };
            let Some(mapping) = set.mappings.get(expression.mapping) else { continue };
            for finding in &expression.findings {
                let Some(rule) = rules.iter().find(|r| r.code == finding.code) else { continue };
                let entry = &mapping.source;
                let span = self.part(body, entry, finding.range.start, finding.range.end);
                let edits: Option<Vec<_>> = finding
                    .edits
                    .iter()
                    .map(|(range, text)| {
                        let span = self.part(body, entry, range.start, range.end);
                        Some((span, replacement(entry, span, text)?))
                    })
                    .collect();
                let mut report =
                    self.at_mapping(rule, body, (mapping, entry), span).severity(finding.severity);
                for (span, text) in edits.unwrap_or_default() {
                    report = report.fix(span, text);
                }
                if let Some(help) = &finding.help {
                    report = report.help(help);
                }
                report.say(&finding.message);
            }
        }
    }
}
