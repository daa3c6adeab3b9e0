//! Conditions and comparisons that come out the same for every record, and branches that are never taken.

use super::constant::truth;
use super::literal::text;
use super::possible::{never, no_number};
use super::{Checker, Finding};
use crate::diagnostic::Severity;
use crate::expr::ast::{Binary, Expr, Kind};
use crate::expr::infer::infer;
use crate::expr::kinds::Kinds;
use crate::functions::Function;

const SAME: &str = "comparison-always-same";

impl<'t> Checker<'t> {
    pub(super) fn binary(&mut self, expr: &'t Expr, operator: Binary, left: &'t Expr, right: &'t Expr) {
        if is_comparison(operator)
            && let Some(truth) = truth(expr)
        {
            let message = format!("this comparison is always {truth}");
            self.add(
                Finding::new(SAME, Severity::Warning, expr.range, message).help("both sides are constants"),
            );
            return;
        }
        match operator {
            Binary::Matches | Binary::NotMatches => self.regex(right),
            Binary::Equal | Binary::NotEqual => self.equality(expr, operator, left, right),
            Binary::And | Binary::Or => {
                self.condition(left);
                self.condition(right);
                self.chain(operator, expr);
            }
            _ => {}
        }
    }

    /// Something that decides: it should depend on the record.
    pub(super) fn condition(&mut self, condition: &'t Expr) {
        if matches!(condition.kind, Kind::Binary { operator, .. } if is_comparison(operator)) {
            // Told where the comparison is.
        } else if let Some(truth) = truth(condition) {
            let message = format!("the condition `{}` is always {truth}", self.written(condition));
            self.add(Finding::new("constant-condition", Severity::Warning, condition.range, message));
        }
    }

    fn equality(&mut self, expr: &Expr, operator: Binary, left: &Expr, right: &Expr) {
        let always = if operator == Binary::Equal { "false" } else { "true" };
        let number = |expr: &Expr, literal: &Expr| no_number(expr, text(literal)?);
        if let Some(reason) = number(left, right).or_else(|| number(right, left)) {
            let message = "this comparison fails wherever there is a number";
            self.add(Finding::new(SAME, Severity::Warning, expr.range, message).help(reason));
            return;
        }
        let mut say = |reason: String, always: &str| {
            let message = format!("this comparison is always {always}");
            self.out.push(Finding::new(SAME, Severity::Warning, expr.range, message).help(reason));
        };
        let of = |expr: &Expr, literal: &Expr| text(literal).and_then(|text| never(expr, text, false));
        if let Some(reason) = of(left, right).or_else(|| of(right, left)) {
            say(reason, always);
            return;
        }
        let (one, other) = (
            self.text.get(left.range.start..left.range.end),
            self.text.get(right.range.start..right.range.end),
        );
        let is_literal =
            |e: &Expr| matches!(e.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null);
        if one == other && !is_literal(left) && !matches!(left.kind, Kind::Call { .. } | Kind::Array { .. }) {
            let always = if operator == Binary::Equal { "true" } else { "false" };
            say("both sides are the same".to_owned(), always);
        }
    }

    /// A chain of `&&` or `||`: what one link says of a value, another may deny or repeat.
    fn chain(&mut self, operator: Binary, expr: &'t Expr) {
        let mut links = Vec::new();
        flatten(operator, expr, &mut links);
        let sign = if operator == Binary::And { Binary::Equal } else { Binary::NotEqual };
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for (i, link) in links.iter().enumerate() {
            let written = self.written(link);
            if links[..i].iter().any(|l| self.written(l) == written) && !matches!(link.kind, Kind::Missing) {
                let message = format!("`{written}` stands twice in this condition");
                self.add(Finding::new("repeated-condition", Severity::Warning, link.range, message));
                continue;
            }
            let Some((value, literal)) = compared(link, sign) else { continue };
            let value = self.written(value);
            if let Some((_, before)) = seen.iter().find(|(v, _)| *v == value) {
                let (word, always) =
                    if operator == Binary::And { ("be", "false") } else { ("differ from", "true") };
                let help = if operator == Binary::And {
                    format!("`{value}` cannot be `{before}` and `{literal}` at once; `||` is \"or\"")
                } else {
                    format!(
                        "whatever `{value}` is, it differs from `{before}` or from `{literal}`; `&&` is \"and\""
                    )
                };
                let message = format!("this condition is always {always}: `{value}` must {word} two texts");
                self.add(Finding::new(SAME, Severity::Warning, link.range, message).help(help));
            }
            seen.push((value, literal));
        }
    }

    /// What is special to one function.
    pub(super) fn function(&mut self, function: &'static Function, arguments: &'t [Expr]) {
        match (function.name, arguments) {
            ("iif", [condition, _, otherwise]) => {
                self.condition(condition);
                self.repeated_branch(condition, otherwise);
            }
            ("decode", [key, rest @ ..]) => self.decode(key, rest),
            ("split" | "explode" | "matches_regex" | "extract_regex", arguments) => {
                self.separator(function, arguments);
            }
            _ => {}
        }
    }

    /// `iif(a, 1, iif(a, 2, 3))`
    pub(super) fn repeated_branch(&mut self, condition: &'t Expr, otherwise: &'t Expr) {
        let written = self.written(condition);
        let mut rest = otherwise;
        for _ in 0..200 {
            let next = match &rest.kind {
                Kind::Call { name, arguments } if &*name.text == "iif" => match arguments.as_slice() {
                    [condition, _, otherwise] => (condition, otherwise),
                    _ => return,
                },
                Kind::Ternary { condition, otherwise, .. } => (&**condition, &**otherwise),
                _ => return,
            };
            if self.written(next.0) == written {
                let message = format!("`{written}` was asked before: this branch is never taken");
                self.add(Finding::new("dead-branch", Severity::Warning, next.0.range, message));
                return;
            }
            rest = next.1;
        }
    }

    fn decode(&mut self, key: &'t Expr, rest: &'t [Expr]) {
        let matches = rest.chunks_exact(2).map(|pair| &pair[0]);
        let mut seen: Vec<&str> = Vec::new();
        for literal in matches {
            let Some(word) = text(literal) else { continue };
            if seen.contains(&word) {
                let message =
                    format!("`{word}` stands before in this `decode`: its second value is never used");
                self.add(Finding::new("dead-branch", Severity::Warning, literal.range, message));
            } else if let Some(reason) =
                never(key, word, false).filter(|_| !infer(key).within(Kinds::NUMBER | Kinds::NULL))
            {
                let message = format!("`{}` is never `{word}`", self.written(key));
                self.add(Finding::new("dead-branch", Severity::Warning, literal.range, message).help(reason));
            }
            seen.push(word);
        }
    }

    /// What is special to one method.
    pub(super) fn called_method(&mut self, call: &'t Expr, of: &'t Expr, name: &str, arguments: &'t [Expr]) {
        match (name, arguments) {
            ("equals" | "equalsIgnoreCase", [other]) => {
                let reason = text(other)
                    .and_then(|text| never(of, text, name != "equals"))
                    .or_else(|| text(of).and_then(|text| never(other, text, name != "equals")))
                    .or_else(|| unlike(of, other));
                if let Some(reason) = reason {
                    let finding =
                        Finding::new(SAME, Severity::Warning, call.range, "this comparison is always false");
                    self.add(finding.help(reason));
                }
            }
            ("split" | "replaceAll" | "replaceFirst", [pattern, ..]) => {
                if let Some(given) = text(pattern) {
                    self.bare_metacharacter(pattern, given);
                }
            }
            _ => {}
        }
    }
}

fn is_comparison(operator: Binary) -> bool {
    matches!(operator.level(), 8 | 9) && operator != Binary::Range
}

/// Why Java's `equals` is false for two values: their types differ.
fn unlike(one: &Expr, other: &Expr) -> Option<String> {
    let (a, b) = (infer(one).without(Kinds::NULL), infer(other).without(Kinds::NULL));
    let known = a != Kinds::NONE && b != Kinds::NONE && !a.meets(b);
    known.then(|| format!("`.equals(…)` is false between {} and {}", a.title(), b.title()))
}

fn flatten<'e>(operator: Binary, expr: &'e Expr, links: &mut Vec<&'e Expr>) {
    match &expr.kind {
        Kind::Binary { operator: here, left, right, .. } if *here == operator => {
            flatten(operator, left, links);
            flatten(operator, right, links);
        }
        _ => links.push(expr),
    }
}

/// The value and the text of `value == "text"` or `value.equals("text")`.
fn compared(expr: &Expr, sign: Binary) -> Option<(&Expr, &str)> {
    match &expr.kind {
        Kind::Binary { operator, left, right, .. } if *operator == sign => match (text(left), text(right)) {
            (None, Some(literal)) => Some((left, literal)),
            (Some(literal), None) => Some((right, literal)),
            _ => None,
        },
        Kind::Method { of, name, arguments } if sign == Binary::Equal && &*name.text == "equals" => {
            let [other] = arguments.as_slice() else { return None };
            text(of).is_none().then_some((&**of, text(other)?))
        }
        _ => None,
    }
}
