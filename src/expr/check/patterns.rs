//! Regular expressions, date patterns and separators in quotes: do they compile, and do they say what was meant?

use super::literal::{inside, quoted, text};
use super::{Checker, Finding};
use crate::diagnostic::Severity;
use crate::expr::ast::{Expr, Kind};
use crate::functions::{Function, Type};
use crate::java::regex::Regex;
use crate::java::time::DatePattern;

/// Characters that mean something else in a regular expression, alone as they are.
const META: &[char] = &['|', '.', '*', '+', '?', '^', '$', '(', ')', '[', '{'];

impl<'t> Checker<'t> {
    /// An argument that holds a pattern.
    pub(super) fn pattern_argument(&mut self, kind: Type, argument: &Expr) {
        match kind {
            Type::Regex => self.regex(argument),
            Type::DatePattern => self.date_pattern(argument),
            _ => {}
        }
    }

    /// A regular expression, where it is a literal.
    pub(super) fn regex(&mut self, literal: &Expr) {
        let Some(pattern) = text(literal) else { return };
        let Err(fault) = Regex::new(pattern) else { return };
        let range = inside(self.text, literal, fault.start, fault.end);
        self.add(Finding::new("bad-regex", Severity::Error, range, fault.message));
    }

    fn date_pattern(&mut self, literal: &Expr) {
        let Some(pattern) = text(literal) else { return };
        let compiled = match DatePattern::new(pattern) {
            Ok(compiled) => compiled,
            Err(fault) => {
                let range = inside(self.text, literal, fault.start, fault.end);
                self.add(Finding::new("unreadable-date-pattern", Severity::Error, range, fault.message));
                return;
            }
        };
        for doubt in compiled.doubts() {
            let range = inside(self.text, literal, doubt.start, doubt.end);
            let letters = pattern.get(doubt.start..doubt.end).unwrap_or_default();
            // Fractions of any length, hours up to 24 and the years of weeks are all in use.
            let is_seconds = doubt.instead.as_deref().is_some_and(|instead| instead.starts_with('s'));
            let is_mild = letters.starts_with(['S', 'k', 'u', 'y']) && !is_seconds;
            let severity = if is_mild { Severity::Info } else { Severity::Warning };
            let finding = Finding::new("doubtful-date-pattern", severity, range, doubt.message);
            self.add(match doubt.instead {
                Some(instead) if is_mild => finding.help(format!("`{instead}` is more usual")),
                Some(instead) => finding.help(format!("write `{instead}`")).edit(range, instead),
                None => finding,
            });
        }
    }

    /// What separates the pieces of a text: a set of characters for `split`, a regular expression for `explode`.
    pub(super) fn separator(&mut self, function: &Function, arguments: &[Expr]) {
        let [input, rest @ ..] = arguments else { return };
        let Some(separator) = rest.first() else { return };
        let takes_text_first =
            matches!(function.name, "split" | "explode" | "matches_regex" | "extract_regex");
        if takes_text_first
            && let Some(first) = text(input)
            && is_open(separator)
            && (is_separator(first) || (function.name.ends_with("regex") && looks_like_regex(first)))
        {
            let (one, other) = (self.written(input), self.written(separator));
            let range = super::Range { start: input.range.start, end: separator.range.end };
            let message = format!("two arguments of `{}` have changed places", function.name);
            let finding = Finding::new("swapped-arguments", Severity::Warning, range, message)
                .help(format!("`{}` is written `{}`", function.name, function.signature()))
                .edit(input.range, other)
                .edit(separator.range, one);
            self.add(finding);
            return;
        }
        let Some(given) = text(separator) else { return };
        match function.name {
            "split" if given.chars().count() > 1 && given != "\r\n" => self.character_set(separator, given),
            "explode" => self.bare_metacharacter(separator, given),
            _ => {}
        }
    }

    fn character_set(&mut self, separator: &Expr, given: &str) {
        let mut letters: Vec<char> = given.chars().filter(|c| *c != '\\').collect();
        letters.dedup();
        if letters.len() <= 1 && given.contains('\\') {
            return; // a character with its escape
        }
        // Signs that differ may well be meant as a set, and blanks around one are a habit that seldom hurts; a word or a
        // sign twice is meant as a whole.
        let is_set = letters.len() > 1
            && letters.iter().enumerate().all(|(i, c)| !c.is_alphanumeric() && !letters[..i].contains(c));
        let severity = if is_set { Severity::Info } else { Severity::Warning };
        let mut each: Vec<String> = Vec::new();
        for c in letters {
            let shown = format!("`{c}`");
            if !each.contains(&shown) {
                each.push(shown);
            }
        }
        let message = if each.len() == 1 {
            format!("`split` takes a set of characters: `{given}` is the same as {}", each[0])
        } else {
            format!(
                "`split` takes a set of characters: the text is cut at every {}",
                each.join(" and every ")
            )
        };
        let finding = Finding::new("separator-set", severity, separator.range, message);
        self.add(finding.help("`explode(STRING, REGEX)` cuts at a whole separator"));
    }

    /// A separator that is a regular expression of one sign with a meaning of its own.
    pub(super) fn bare_metacharacter(&mut self, separator: &Expr, given: &str) {
        let Some(sign) = given.chars().next().filter(|c| META.contains(c)) else { return };
        if given.chars().any(|c| c != sign) || Regex::new(given).is_err() {
            return;
        }
        let escaped: String = given.chars().flat_map(|c| ['\\', c]).collect();
        let message = match sign {
            '|' => format!(
                "the regular expression `{given}` matches everywhere: the text is cut into single characters"
            ),
            '.' => format!(
                "the regular expression `{given}` matches every character: nothing of the text is left"
            ),
            _ => format!("the regular expression `{given}` matches a place, not the sign"),
        };
        let range = inside(self.text, separator, 0, given.len());
        let instead = quoted(self.text, separator, &escaped);
        let finding = Finding::new("bare-metacharacter", Severity::Warning, range, message)
            .help(format!("write `{instead}` for the sign itself"));
        self.add(if range == separator.range { finding } else { finding.edit(range, instead) });
    }
}

/// Depends on the record.
fn is_open(expr: &Expr) -> bool {
    !matches!(expr.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null | Kind::Missing)
}

fn is_separator(text: &str) -> bool {
    !text.is_empty() && text.len() <= 3 && text.chars().all(|c| c.is_ascii_punctuation() || c == ' ')
}

fn looks_like_regex(text: &str) -> bool {
    text.contains(['\\', '^', '$', '[', '(', '*', '+']) && Regex::new(text).is_ok()
}
