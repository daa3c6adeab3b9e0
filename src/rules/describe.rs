//! What there is to read about rules, as plain data: for the command line, the npm package and pages.

use super::Rule;
use crate::diagnostic::Severity;
use crate::input;
use serde::Serialize;

/// A rule.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct RuleDescription {
    /// The fault's name, in kebab-case.
    pub code: &'static str,
    /// The number in the published rule list, where the fault is of that list.
    pub rule: Option<&'static str>,
    /// The severity it is reported with, unless a case is provably better or worse.
    pub severity: Severity,
    /// What is looked for, in a sentence.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A text that has the fault.
    pub example: &'static str,
    /// The change to make.
    pub remedy: &'static str,
    /// Where the knowledge comes from.
    pub source: &'static str,
}

impl From<&Rule> for RuleDescription {
    fn from(rule: &Rule) -> Self {
        let Rule { code, number: _, severity, what, why, example, remedy, source } = *rule;
        RuleDescription { code, rule: rule.number(), severity, what, why, example, remedy, source }
    }
}

/// Every rule, in the order of the rule numbers.
#[must_use]
pub fn descriptions() -> Vec<RuleDescription> {
    super::all().map(RuleDescription::from).collect()
}

/// The rules of that code or number.
pub fn named(name: &str) -> impl Iterator<Item = &'static Rule> {
    super::all()
        .filter(move |r| r.code == name || r.number().is_some_and(|number| number.eq_ignore_ascii_case(name)))
}

/// The codes of diagnostics that a user means by a code or a rule number: several where rules share a number, none
/// where nothing has that name.
///
/// ```
/// assert_eq!(preflow::rules::codes("once-with-interval"), ["once-with-interval"]);
/// assert!(preflow::rules::codes("r48").iter().any(|code| code == "once-with-interval"));
/// assert!(preflow::rules::codes("no-such-thing").is_empty());
/// ```
#[must_use]
pub fn codes(name: &str) -> Vec<String> {
    let of_files = input::CODES.iter().copied().filter(|code| *code == name);
    named(name).map(|rule| rule.code).chain(of_files).map(str::to_owned).collect()
}
