//! Whether what a mapping gives can become what its destination takes, told before any record is mapped.

use super::convert::scalar;
use super::{Shape, Type};
use crate::datum::Datum;
use crate::diagnostic::Severity;
use crate::expr::ast::{Expr, Kind};
use crate::expr::{Finding, Kinds, Range, infer};
use crate::functions;
use crate::java::time::{DatePattern, Moment, Zone};
use crate::placeholder;
use serde_json::Value;
use std::borrow::Cow;

const TYPE: &str = "wrong-result-type";
const CHOICE: &str = "value-not-in-enum";

/// What keeps an expression's result from its destination. `spread`: the elements of an array result go to entries
/// of their own, as a `[*]` in the destination has it.
#[must_use]
pub fn check_result(tree: &Expr, target: &Shape, spread: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    branches(tree, true, &mut |leaf, always| {
        out.extend(check_leaf(leaf, target, spread, always));
    });
    out
}

/// What keeps a constant from its destination: its code and what is wrong.
#[must_use]
pub fn check_constant(value: &Datum<'_>, target: &Shape) -> Option<(&'static str, String)> {
    if matches!(value, Datum::Null) || matches!(value, Datum::Text(text) if placeholder::is_open(text)) {
        return None;
    }
    let structured = matches!(target.kind, Type::Object | Type::Array);
    if structured && !matches!(value, Datum::Array(_) | Datum::Object(_)) {
        return Some((TYPE, format!("{} cannot become {}", value, target.kind.title())));
    }
    let converted = match scalar(value, target) {
        Err(message) => return Some((TYPE, message)),
        Ok(converted) => converted,
    };
    let converted = converted.as_ref().unwrap_or(value);
    let choices = target.choices.as_ref()?;
    if choices.is_empty() || choices.iter().any(|choice| same(choice, converted)) {
        return None;
    }
    let known: Vec<String> = choices.iter().take(8).map(Value::to_string).collect();
    let more = if choices.len() > known.len() { ", …" } else { "" };
    Some((
        CHOICE,
        format!("{converted} is none of the values the field may have: {}{more}", known.join(", ")),
    ))
}

fn same(choice: &Value, value: &Datum<'_>) -> bool {
    match (choice, value) {
        (Value::String(a), Datum::Text(b)) => a == b,
        (Value::Number(a), Datum::Number(b)) => a.as_f64() == b.parse().ok(),
        (Value::Bool(a), Datum::Bool(b)) => a == b,
        // Numbers, dates and structures in enumerations are left to the validator.
        (_, Datum::Array(_) | Datum::Object(_)) => true,
        _ => false,
    }
}

/// The parts of an expression whose value may be its own, and whether each is always.
fn branches<'e>(expr: &'e Expr, always: bool, each: &mut dyn FnMut(&'e Expr, bool)) {
    match &expr.kind {
        Kind::Ternary { then, otherwise, .. } => {
            branches(then, false, each);
            branches(otherwise, false, each);
        }
        Kind::Elvis { value, otherwise } => {
            branches(value, false, each);
            branches(otherwise, false, each);
        }
        Kind::Call { name, arguments } => {
            match functions::find(&name.text).and_then(|function| function.results(arguments)) {
                Some(results) => results.for_each(|value| branches(value, false, each)),
                None => each(expr, always),
            }
        }
        _ => each(expr, always),
    }
}

fn check_leaf(leaf: &Expr, target: &Shape, spread: bool, always: bool) -> Option<Finding> {
    let certain = if always { Severity::Error } else { Severity::Warning };
    if let Some(value) = constant(leaf) {
        let (code, message) = check_constant(&value, target)?;
        // The list of formats may be longer than what is published of it.
        let is_date = matches!(target.kind, Type::Date | Type::DateTime)
            && matches!(&value, Datum::Text(t) if t.bytes().filter(u8::is_ascii_digit).count() >= 4);
        // Which numbers and booleans become each other is open.
        let is_open = target.kind.is_scalar() && !matches!(value, Datum::Text(_)) && code == TYPE;
        let is_sure = !is_date && !is_open && target.kind != Type::Array;
        let severity = if is_sure { certain } else { Severity::Warning };
        return Some(finding(code, severity, leaf.range, message, None));
    }
    let kinds = infer(leaf).without(Kinds::NULL);
    if kinds == Kinds::NONE {
        return None;
    }
    if matches!(target.kind, Type::Date | Type::DateTime)
        && let Some(message) = date_text(leaf, target)
    {
        let help = "leave the date a date: the field takes it as it is";
        return Some(finding(TYPE, Severity::Warning, leaf.range, message, Some(help)));
    }
    let structured = Kinds::ELEMENTS | Kinds::MAP | Kinds::LAMBDA;
    let (never, open) = match target.kind {
        Type::Any => (Kinds::NONE, Kinds::NONE),
        Type::String => (structured, Kinds::NONE),
        Type::Boolean => (structured | Kinds::DATE, Kinds::NUMBER),
        Type::Integer | Type::Number => (structured | Kinds::DATE, Kinds::BOOLEAN),
        Type::Date | Type::DateTime => (structured | Kinds::BOOLEAN, Kinds::NUMBER),
        Type::Object => (Kinds::ANY.without(Kinds::MAP | Kinds::TEXT), Kinds::TEXT),
        Type::Array => (Kinds::LAMBDA, Kinds::ANY.without(Kinds::ELEMENTS)),
    };
    if spread && kinds.meets(Kinds::ELEMENTS) {
        return None;
    }
    let severity = if kinds.within(never) {
        certain
    } else if kinds.within(never | open) {
        Severity::Warning
    } else {
        return None;
    };
    let message = format!("the destination is {} and cannot hold {}", target.kind.title(), kinds.title());
    Some(finding(TYPE, severity, leaf.range, message, help(kinds, target.kind)))
}

fn help(kinds: Kinds, target: Type) -> Option<&'static str> {
    if kinds.within(Kinds::ELEMENTS) && target.is_scalar() {
        Some("take an element, as in `first(…)`, or join them, as in `join(\",\", …)`")
    } else if kinds.within(Kinds::NUMBER) && matches!(target, Type::Date | Type::DateTime) {
        Some(
            "`date(dformat(…, \"yyyy-MM-dd'T'HH:mm:ss.SSSX\"), \"yyyy-MM-dd'T'HH:mm:ss.SSSX\")` makes a date of milliseconds",
        )
    } else if target == Type::Array {
        Some("`to_array(false, …)` makes an array")
    } else {
        None
    }
}

fn finding(
    code: &'static str,
    severity: Severity,
    range: Range,
    message: String,
    help: Option<&str>,
) -> Finding {
    Finding { code, severity, range, message, help: help.map(str::to_owned), edits: Vec::new() }
}

/// The value of a literal.
fn constant(expr: &Expr) -> Option<Datum<'_>> {
    match &expr.kind {
        Kind::Text(text) if !placeholder::is_open(text) => Some(Datum::Text(Cow::Borrowed(text))),
        Kind::Bool(truth) => Some(Datum::Bool(*truth)),
        Kind::Number(text) if text.parse::<serde_json::Number>().is_ok() => {
            Some(Datum::Number(Cow::Borrowed(text)))
        }
        _ => None,
    }
}

/// Why the text that `format` or `dformat` makes of a date is not read as one again.
fn date_text(expr: &Expr, target: &Shape) -> Option<String> {
    let Kind::Call { name, arguments } = &expr.kind else { return None };
    let (true, [_, pattern]) = (matches!(&*name.text, "format" | "dformat"), arguments.as_slice()) else {
        return None;
    };
    let Kind::Text(pattern) = &pattern.kind else { return None };
    if placeholder::is_open(pattern) {
        return None;
    }
    let pattern = DatePattern::new(pattern).ok()?;
    // 2021-11-22T13:14:15.678Z and 2021-01-02T03:04:05Z: a day and a month of two digits, and of one.
    [1_637_586_855_678, 1_609_556_645_000].into_iter().find_map(|millis| {
        let text = pattern.format(&Moment::of_millis(millis, Zone::UTC)?).ok()?;
        let read = scalar(&Datum::Text(Cow::Borrowed(&text)), target);
        let kind = target.kind.title();
        let message = format!(
            "the text, such as `{text}`, is in none of the date formats that become {kind} by themselves"
        );
        read.is_err().then_some(message)
    })
}
