//! Which texts an expression can give, as far as it says so itself: `upper(x)` gives no small letters, and a
//! `decode` of three words gives one of three words.

use super::literal::text;
use crate::expr::ast::{Expr, Kind};
use crate::expr::infer::infer;
use crate::expr::kinds::Kinds;
use crate::functions::{self, Type};

/// Why an expression never equals a text; none when it may.
pub(super) fn never(expr: &Expr, literal: &str, ignore_case: bool) -> Option<String> {
    let kinds = infer(expr).without(Kinds::NULL);
    if kinds == Kinds::NONE {
        return None;
    }
    if kinds.within(Kinds::DATE) && !literal.contains('T') {
        return Some("a date is no text: `format(…)` makes text of it".to_owned());
    }
    if kinds.within(Kinds::ELEMENTS | Kinds::MAP) && !literal.starts_with(['[', '{']) {
        return Some(format!("{} is no text", kinds.title()));
    }
    if let Some(words) = words(expr, 0) {
        let same =
            |word: &str| if ignore_case { word.eq_ignore_ascii_case(literal) } else { word == literal };
        if !words.iter().any(|w| same(w)) {
            let words: Vec<String> = words.iter().take(6).map(|w| format!("`{w}`")).collect();
            return Some(format!("it is always {}", words.join(" or ")));
        }
    }
    shape(expr, literal, ignore_case)
}

/// Why comparing a number with a text fails: the text is no number.
pub(super) fn no_number(expr: &Expr, literal: &str) -> Option<String> {
    let kinds = infer(expr).without(Kinds::NULL);
    let number = kinds != Kinds::NONE && kinds.within(Kinds::NUMBER);
    (number && literal.trim().parse::<f64>().is_err()).then(|| format!("`{literal}` is no number"))
}

/// What the outermost call makes of every text.
fn shape(expr: &Expr, literal: &str, ignore_case: bool) -> Option<String> {
    let (name, of, arguments): (&str, &Expr, &[Expr]) = match &expr.kind {
        Kind::Call { name, arguments } => {
            let (of, rest) = arguments.split_first()?;
            (functions::find(&name.text)?.name, of, rest)
        }
        Kind::Method { of, name, arguments } => (&name.text, of, arguments),
        _ => return None,
    };
    let number = |at: usize| match arguments.get(at).map(|a| &a.kind) {
        Some(Kind::Number(text)) => text.parse::<usize>().ok(),
        _ => None,
    };
    let longest = match (name, arguments.len()) {
        ("left" | "right", 1) => number(0),
        ("substr", 2) => number(1),
        ("substring", 2) => number(1).zip(number(0)).and_then(|(end, start)| end.checked_sub(start)),
        _ => None,
    };
    match (name, arguments.len()) {
        ("upper" | "toUpperCase", 0) if !ignore_case && literal != literal.to_uppercase() => {
            Some(format!("`{name}(…)` leaves no small letters"))
        }
        ("lower" | "toLowerCase", 0) if !ignore_case && literal != literal.to_lowercase() => {
            Some(format!("`{name}(…)` leaves no capital letters"))
        }
        ("trim" | "strip", 0) if literal != literal.trim() => {
            Some(format!("`{name}(…)` leaves no blanks at the ends"))
        }
        // Blanks and letters do not get in each other's way.
        ("trim" | "strip", 0) if is_named(of, &["upper", "lower", "toUpperCase", "toLowerCase"]) => {
            shape(of, literal, ignore_case)
        }
        ("upper" | "lower" | "toUpperCase" | "toLowerCase", 0) if is_named(of, &["trim", "strip"]) => {
            shape(of, literal, true)
        }
        _ => {
            let longest = longest?;
            let units = literal.encode_utf16().count();
            (units > longest)
                .then(|| format!("it has at most {longest} characters, and the text has {units}"))
        }
    }
}

/// Is it a call of one of these?
fn is_named(expr: &Expr, names: &[&str]) -> bool {
    match &expr.kind {
        Kind::Call { name, .. } => functions::find(&name.text).is_some_and(|f| names.contains(&f.name)),
        Kind::Method { name, .. } => names.contains(&&*name.text),
        _ => false,
    }
}

/// The texts an expression chooses from, where it names all of them.
pub(super) fn words(expr: &Expr, depth: usize) -> Option<Vec<&str>> {
    if depth > 20 {
        return None;
    }
    match &expr.kind {
        Kind::Text(_) => text(expr).map(|t| vec![t]),
        Kind::Null => Some(Vec::new()),
        Kind::Ternary { then, otherwise, .. } => join([&**then, &**otherwise], depth),
        Kind::Elvis { value, otherwise } => join([&**value, &**otherwise], depth),
        Kind::Call { name, arguments } => {
            let function = functions::find(&name.text)?;
            match function.returns {
                Type::Null => Some(Vec::new()),
                _ => join(function.results(arguments)?, depth),
            }
        }
        _ => None,
    }
}

fn join<'e>(values: impl IntoIterator<Item = &'e Expr>, depth: usize) -> Option<Vec<&'e str>> {
    let mut out = Vec::new();
    for value in values {
        out.extend(words(value, depth + 1)?);
    }
    Some(out)
}
