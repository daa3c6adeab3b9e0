//! What there is to say about an expression that was tried on a record: why it has no value, and what else is wrong.

use super::{Finding, NoValue, Range, check, parse};
use crate::diagnostic::Severity;
use crate::value::Fail;

/// What is found of an expression of constants, which is what people try out.
const OF_CONSTANTS: &[&str] =
    &["comparison-always-same", "constant-condition", "always-fails", "limited-function"];

/// What is told of a call that nothing answers, before running.
const UNANSWERED: &[&str] = &["unknown-function", "no-such-method", "wrong-argument-count"];

/// All there is to say: first why there is no value (`why`), or which call nothing answered (`missed`; the engine gives
/// null for it), then what else is wrong.
///
/// ```
/// use preflow::expr::{Settings, evaluate, explain};
/// let record = preflow::datum::Datum::object();
/// let text = "upper(";
/// let result = evaluate(text, &record, &Settings::default());
/// assert_eq!(explain(text, result.as_ref().err(), None)[0].code, "broken-expression");
/// ```
#[must_use]
pub fn explain(expression: &str, why: Option<&NoValue>, missed: Option<&Fail>) -> Vec<Finding> {
    let mut findings = match why {
        Some(NoValue::Malformed(_)) => Vec::new(),
        _ => check(expression, &parse(expression).tree),
    };
    // A name that nothing answers to is told with what to write instead, wherever that can be told before running.
    let is_told = |fail: &Fail| {
        let within = |outer: Range, inner: Range| outer.start <= inner.start && inner.end <= outer.end;
        findings.iter().any(|finding| {
            UNANSWERED.contains(&finding.code)
                && fail.range().is_some_and(|range| within(range, finding.range))
        })
    };
    let failed = match why {
        Some(NoValue::Failed(fail)) => Some(fail),
        Some(NoValue::Malformed(_)) => None,
        None => missed.filter(|fail| !is_told(fail)),
    };
    findings.retain(|finding| {
        // Why it failed there is told by the failure itself.
        let is_failure = failed.is_some_and(|fail| fail.range() == Some(finding.range));
        !is_failure && !OF_CONSTANTS.contains(&finding.code)
    });
    let error = |code, range, message, help| Finding {
        code,
        severity: Severity::Error,
        range,
        message,
        help,
        edits: Vec::new(),
    };
    let mut all = Vec::new();
    if let Some(NoValue::Malformed(faults)) = why {
        all.extend(
            faults.iter().map(|fault| {
                error("broken-expression", fault.range, fault.message.clone(), fault.help.clone())
            }),
        );
    }
    if let Some(fail) = failed {
        let range = fail.range().unwrap_or(Range { start: 0, end: expression.len() });
        let help = "a mapping would leave its destination empty on this record".to_owned();
        all.push(error("failed-expression", range, fail.message().to_owned(), Some(help)));
    }
    all.append(&mut findings);
    all
}
