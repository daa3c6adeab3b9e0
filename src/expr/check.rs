//! What can be told wrong of an expression before it runs.
//!
//! [`check`] is a pure function over a tree that parsed without faults; rules, `preflow eval` and pages use it alike.
//! It reports as an error only what surely refuses or nulls the result of every record. What a dataflow adds, the
//! fields that samples have and the type of the destination, comes with the [`Context`].

mod arguments;
mod conditions;
mod constant;
mod elsewhere;
mod literal;
mod names;
mod patterns;
mod possible;

use super::ast::{Expr, Kind, Range};
use crate::diagnostic::Severity;
use std::collections::HashSet;

/// Something wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The fault's name, of the published rules.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where in the expression.
    pub range: Range,
    /// What was found, in a sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The edits that mend it, where only one thing can be meant.
    pub edits: Vec<(Range, String)>,
}

impl Finding {
    fn new(code: &'static str, severity: Severity, range: Range, message: impl Into<String>) -> Finding {
        Finding { code, severity, range, message: message.into(), help: None, edits: Vec::new() }
    }

    fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    fn edit(mut self, range: Range, text: impl Into<String>) -> Finding {
        self.edits.push((range, text.into()));
        self
    }
}

/// What is wrong with an expression that was read without faults. The findings are in the order of the text.
///
/// ```
/// use preflow::expr::{check, parse};
/// let text = "substring(name, 0)";
/// let findings = check(text, &parse(text).tree);
/// assert_eq!(findings[0].code, "unknown-function");
/// ```
#[must_use]
pub fn check(text: &str, tree: &Expr) -> Vec<Finding> {
    let mut checker = Checker { text, variables: HashSet::new(), owners: HashSet::new(), out: Vec::new() };
    assigned(tree, &mut checker.variables);
    checker.visit(tree);
    checker.failing(tree);
    checker.out.sort_by_key(|f| (f.range, f.code));
    checker.out.dedup();
    checker.out
}

struct Checker<'t> {
    text: &'t str,
    /// Names that are no fields: parameters of lambdas and what is assigned.
    variables: HashSet<&'t str>,
    /// The names with a member, an element or a method behind them: functions have none.
    owners: HashSet<Range>,
    out: Vec<Finding>,
}

impl<'t> Checker<'t> {
    fn add(&mut self, finding: Finding) {
        self.out.push(finding);
    }

    /// The text of a node as it was written.
    fn written(&self, expr: &Expr) -> &'t str {
        self.text.get(expr.range.start..expr.range.end).unwrap_or_default()
    }

    fn visit(&mut self, expr: &'t Expr) {
        if let Kind::Member { of, .. } | Kind::Index { of, .. } | Kind::Method { of, .. } = &expr.kind
            && let Kind::Name(name) = &of.kind
        {
            self.owners.insert(name.range);
        }
        match &expr.kind {
            Kind::Name(name) => self.name(name),
            Kind::Call { name, arguments } => self.call(expr, name, arguments),
            Kind::Method { of, name, arguments } => self.method(expr, of, name, arguments),
            Kind::Binary { operator, left, right, .. } => self.binary(expr, *operator, left, right),
            Kind::Ternary { condition, otherwise, .. } => {
                self.condition(condition);
                self.repeated_branch(condition, otherwise);
            }
            Kind::Lambda { parameters, body } => {
                let new: Vec<&str> =
                    parameters.iter().map(|p| &*p.text).filter(|p| self.variables.insert(p)).collect();
                self.visit(body);
                for name in new {
                    self.variables.remove(name);
                }
                return;
            }
            _ => {}
        }
        for child in expr.children() {
            self.visit(child);
        }
    }

    /// The largest parts that fail for every record.
    fn failing(&mut self, expr: &'t Expr) {
        if !self.always_fails(expr) {
            for child in expr.children() {
                self.failing(child);
            }
        }
    }
}

/// The names an expression assigns to.
fn assigned<'e>(expr: &'e Expr, names: &mut HashSet<&'e str>) {
    if let Kind::Assign { target, .. } = &expr.kind
        && let Kind::Name(name) = &target.kind
    {
        names.insert(&name.text);
    }
    for child in expr.children() {
        assigned(child, names);
    }
}
