//! Names that are read as fields and look like something else.

use super::{Checker, Finding};
use crate::diagnostic::Severity;
use crate::expr::ast::Name;
use crate::functions;

/// Words of the language that people write in other letters; so written they name a field.
const WORDS: &[(&str, &str)] = &[
    ("null", "null"),
    ("none", "null"),
    ("nil", "null"),
    ("undefined", "null"),
    ("true", "true"),
    ("false", "false"),
];

/// Words that are reserved without being words of the grammar.
const RESERVED: &[&str] = &["_errors", "do"];

impl<'t> Checker<'t> {
    pub(super) fn name(&mut self, name: &'t Name) {
        if name.wrapped || self.variables.contains(&*name.text) {
            return;
        }
        let text = &*name.text;
        let lower = text.to_ascii_lowercase();
        if let Some((_, word)) = WORDS.iter().find(|(other, word)| *other == lower && *word != text) {
            let finding = Finding::new(
                "misspelt-word",
                Severity::Warning,
                name.range,
                format!("`{text}` is read as the name of a field"),
            );
            let finding = finding.help(format!("write `{word}`, or `${{{text}}}` for a field of that name"));
            self.add(finding.edit(name.range, *word));
        } else if functions::find(text).is_some() || RESERVED.contains(&text) {
            let what =
                if RESERVED.contains(&text) { "is a reserved word" } else { "is the name of a function" };
            // Adobe's own examples call methods of a bare `date`. Of a name alone it is less plain that it is a field:
            // the parentheses may be missing.
            let is_plain = self.owners.contains(&name.range);
            let severity = if is_plain { Severity::Info } else { Severity::Warning };
            let finding = Finding::new(
                "reserved-field-name",
                severity,
                name.range,
                format!("the field name `{text}` {what}"),
            );
            let finding = finding.help(format!("write `${{{text}}}`"));
            self.add(finding.edit(name.range, format!("${{{text}}}")));
        }
    }
}
