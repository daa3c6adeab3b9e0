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
        } else if RESERVED.contains(&text) {
            self.reserved(name, "is a reserved word", Severity::Warning, false);
        } else if let Some(function) = functions::find(text) {
            // Adobe's own examples call methods of a bare `date`. Of a name alone it is less plain that it is a field.
            let is_plain = self.owners.contains(&name.range);
            let severity = if is_plain { Severity::Info } else { Severity::Warning };
            let may_be_call = function.parameters.is_empty() && !is_plain;
            self.reserved(name, "is the name of a function", severity, may_be_call);
        }
    }

    fn reserved(&mut self, name: &Name, what: &str, severity: Severity, may_be_call: bool) {
        let text = &*name.text;
        let message = format!("the field name `{text}` {what}");
        let finding = Finding::new("reserved-field-name", severity, name.range, message);
        let wrapped = format!("${{{text}}}");
        self.add(if may_be_call {
            finding.help(format!("write `{text}()` to call it, or `{wrapped}` for a field of that name"))
        } else {
            finding.help(format!("write `{wrapped}`")).edit(name.range, wrapped)
        });
    }
}
