//! Texts for tools that fill `{{NAME}}` in themselves: which placeholders are variables there, and how a text is written.
//!
//! Such tools put a value in as it is. So a given value becomes a variable only where it stands for itself in every
//! place; anything else is written in place, encoded.

use super::{Encoding, Part, Request, Text, needed};
use std::collections::{BTreeMap, BTreeSet};

/// The variables of a chain of requests.
#[derive(Debug)]
pub(super) struct Names<'r> {
    /// Those with a value, in order of name.
    pub given: BTreeMap<&'r str, &'r str>,
    /// Those that the user must still give a value, in order of use.
    pub needed: Vec<&'r str>,
    /// Those that the answer to one request fills for another.
    pub handed_on: BTreeSet<&'static str>,
}

impl<'r> Names<'r> {
    pub(super) fn of(requests: &'r [Request]) -> Names<'r> {
        let parts = || requests.iter().flat_map(Request::texts).flat_map(|text| &text.parts);
        let mut given = BTreeMap::new();
        let mut open = BTreeSet::new();
        let mut not_plain = BTreeSet::new();
        for part in parts() {
            match part {
                Part::Hole { name, value: Some(value), encoding, .. } => {
                    given.insert(name.as_str(), value.as_str());
                    if encoding.encode(value) != *value || !is_plain(value) {
                        not_plain.insert(name.as_str());
                    }
                }
                Part::Hole { name, value: None, .. } => _ = open.insert(name.as_str()),
                Part::Literal(_) => {}
            }
        }
        given.retain(|name, _| !not_plain.contains(name));
        let captures = requests.iter().flat_map(|r| r.captures).map(|(name, _)| *name);
        let handed_on = captures.filter(|name| open.contains(name)).collect();
        Names { given, needed: needed(requests), handed_on }
    }

    /// The text with its variables in double braces.
    pub(super) fn write(&self, text: &Text) -> String {
        let mut out = String::new();
        let mut parts = text.parts.iter().peekable();
        while let Some(part) = parts.next() {
            match part {
                Part::Literal(text) => {
                    // What stands in double braces would be taken for a variable; in JSON a brace has another spelling.
                    out.push_str(&text.replace("{{", "{\\u007b"));
                    let is_before = matches!(parts.peek(), Some(Part::Hole { encoding: Encoding::Json, .. }));
                    if is_before && out.ends_with('{') {
                        out.pop();
                        out.push_str("\\u007b");
                    }
                }
                Part::Hole { name, encoding, value: Some(value), .. }
                    if !self.given.contains_key(name.as_str()) =>
                {
                    let value = encoding.encode(value);
                    let is_json = *encoding == Encoding::Json;
                    out.push_str(&if is_json { value.replace("{{", "{\\u007b") } else { value });
                }
                Part::Hole { name, .. } => out.push_str(&format!("{{{{{name}}}}}")),
            }
        }
        out
    }
}

/// Is a value safe on a line of its own?
fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && value.trim() == value
        && !value.contains(|c: char| c.is_control() || "{}\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataflow::{Dataflow, Origin};
    use crate::input::{self, NoFiles};
    use crate::request::{Options, requests};
    use crate::text::{FileId, Sources};

    fn of(document: &str) -> Vec<Request> {
        let mut sources = Sources::default();
        let file = sources.add("a.dataflow.json", document);
        let read = input::read(file, &mut sources, &NoFiles);
        let flow = read.dataflows.into_iter().next();
        requests(&flow.unwrap_or_else(|| Dataflow::new(Origin::Document, FileId(0))), &Options::default())
    }

    #[test]
    fn a_value_is_a_variable_where_it_stands_for_itself() {
        let all = of(r#"{"variables": {"A": "acme", "Q": "say \"x\"", "B": "{{A}}"},
            "steps": {"dataset": {"a": "{A} {Q} {B} {OPEN} {{ no }} {{A} {{{A}"}}}"#);
        let names = Names::of(&all);
        assert_eq!(names.given, [("A", "acme")].into());
        assert!(names.needed.contains(&"OPEN"));
        let body = all[0].body.as_ref().map(|b| names.write(b));
        assert_eq!(
            body.as_deref(),
            Some(r#"{"a": "{{A}} say \"x\" {\u007bA}} {{OPEN}} {\u007b no }} \u007b{{A}} {\u007b{{A}}"}"#)
        );
    }
}
