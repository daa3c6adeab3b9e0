//! Writing a tree as text that is read as the same tree, with no parentheses more than that needs.

use super::ast::{Expr, Kind, Name, Part, Unary, is_reserved};
use super::lex::{is_part, is_start, quote};
use std::fmt;

/// How tightly parts bind: the levels of the operators (3 to 11) lie between these.
const ANYTHING: u8 = 0;
const CONDITION: u8 = 3;
const PREFIX: u8 = 12;
const OPERAND: u8 = 13;

/// Writes a tree.
///
/// ```
/// use preflow::expr::{parse, print};
/// let tree = parse("((a + b)) * (c[0]) == 'x' and not(${First Name}.d)").tree;
/// assert_eq!(print(&tree), r#"(a + b) * c[0] == "x" && !${First Name}.d"#);
/// ```
#[must_use]
pub fn print(tree: &Expr) -> String {
    at_level(tree, ANYTHING)
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(self))
    }
}

/// Its text where something that binds as tightly as `level` has to stand.
fn at_level(expr: &Expr, level: u8) -> String {
    let text = text(expr);
    if level_of(expr) < level { format!("({text})") } else { text }
}

fn level_of(expr: &Expr) -> u8 {
    match &expr.kind {
        Kind::Lambda { .. } | Kind::Assign { .. } => ANYTHING,
        Kind::Ternary { .. } | Kind::Elvis { .. } => ANYTHING + 1,
        Kind::Binary { operator, .. } => operator.level(),
        Kind::Unary { .. } => PREFIX,
        _ => OPERAND,
    }
}

fn text(expr: &Expr) -> String {
    match &expr.kind {
        Kind::Missing => String::new(),
        Kind::Null => "null".to_owned(),
        Kind::Bool(truth) => truth.to_string(),
        Kind::Number(digits) => digits.to_string(),
        Kind::Text(text) => quote(text, '"'),
        Kind::Template(parts) => template(parts),
        Kind::Array { items, growable } => {
            let mut parts: Vec<String> = items.iter().map(print).collect();
            parts.extend(growable.then(|| "...".to_owned()));
            format!("[{}]", parts.join(", "))
        }
        Kind::Set(items) => set(items),
        Kind::Map(entries) if entries.is_empty() => "{:}".to_owned(),
        Kind::Map(entries) => {
            let entry = |(key, value): &(Expr, Expr)| pair(print(key), " : ", print(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Kind::Name(name) => root(name),
        Kind::Member { of, name } => format!("{}.{}", receiver(of), member(name)),
        Kind::Index { of, index } => format!("{}[{}]", receiver(of), print(index)),
        Kind::Call { name, arguments } => format!("{}({})", root(name), list(arguments)),
        Kind::Method { of, name, arguments } => {
            format!("{}.{}({})", receiver(of), member(name), list(arguments))
        }
        Kind::Apply { of, arguments } => {
            // Only an element or what was called already is called as it stands.
            let called = match &of.kind {
                Kind::Index { .. } | Kind::Apply { .. } => text(of),
                Kind::Method { name, .. } if name.wrapped || !is_reserved(&name.text) => text(of),
                _ => format!("({})", print(of)),
            };
            format!("{called}({})", list(arguments))
        }
        Kind::Unary { operator, operand } => {
            let sign = operator.sign();
            let operand = at_level(operand, PREFIX);
            // `!~` and `!$` are operators of their own.
            let is_glued = *operator == Unary::Not
                && (operand.starts_with('~') || operand.starts_with('$') && !operand.starts_with("${"));
            let blank = if sign.len() > 1 || is_glued { " " } else { "" };
            format!("{sign}{blank}{operand}")
        }
        Kind::Binary { operator, left, right, .. } => {
            let level = operator.level();
            let left = at_level(left, level + u8::from(operator.is_single()));
            format!("{left} {} {}", operator.sign(), at_level(right, level + 1))
        }
        Kind::Ternary { condition, then, otherwise } => {
            let condition = at_level(condition, CONDITION);
            pair(format!("{condition} ? {}", print(then)), " : ", branch(otherwise))
        }
        Kind::Elvis { value, otherwise } => {
            format!("{} ?: {}", at_level(value, CONDITION), branch(otherwise))
        }
        Kind::Assign { operator, target, value } => {
            let sign = operator.map_or("", |o| o.sign());
            format!("{} {sign}= {}", at_level(target, OPERAND), print(value))
        }
        Kind::Lambda { parameters, body } => lambda(parameters, body),
    }
}

/// The last part of a branch; an assignment there would take the place of the whole.
fn branch(expr: &Expr) -> String {
    at_level(expr, if matches!(expr.kind, Kind::Assign { .. }) { CONDITION } else { ANYTHING })
}

fn list(items: &[Expr]) -> String {
    items.iter().map(print).collect::<Vec<_>>().join(", ")
}

/// What a member, an element or a method is taken of.
fn receiver(of: &Expr) -> String {
    // The point of a member would become the number's.
    if matches!(of.kind, Kind::Number(_)) { format!("({})", text(of)) } else { at_level(of, OPERAND) }
}

/// Two texts around a colon: `name : function(` would be read as a function of a namespace.
fn pair(left: String, colon: &str, right: String) -> String {
    // A protected dot belongs to its name.
    let (before, after) = (left.replace("\\.", "_"), right.replace("\\.", "_"));
    let starts_call = after
        .find(|c| !is_part(c))
        .is_some_and(|end| after[end..].starts_with(['(', '{']) && !is_reserved(&after[..end]));
    let word = before.trim_end_matches(is_part);
    let ends_name = (word.len() < before.len() && !word.ends_with('.')) || word.ends_with(['}', '>']);
    if starts_call && ends_name { format!("{left}{colon}({right})") } else { format!("{left}{colon}{right}") }
}

/// `{A_B}` would be a placeholder.
fn set(items: &[Expr]) -> String {
    let inner = list(items);
    let is_placeholder = crate::placeholder::hole(&format!("{{{inner}}}")).is_some();
    if is_placeholder || inner.starts_with('{') { format!("{{ {inner} }}") } else { format!("{{{inner}}}") }
}

fn is_bare(name: &str) -> bool {
    let mut rest = name;
    if !rest.starts_with(|c| is_start(c) || matches!(c, '{' | '<')) {
        return false;
    }
    while let Some(c) = rest.chars().next() {
        if is_part(c) || c == '.' {
            rest = &rest[c.len_utf8()..];
        } else if let Some((_, length)) = crate::placeholder::hole(rest) {
            rest = &rest[length..];
        } else {
            return false;
        }
    }
    true
}

/// A bare name, its dots protected; those of a placeholder in it (`{{A.B}}`) are the placeholder's.
fn bare(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let length = crate::placeholder::hole(rest).map_or(c.len_utf8(), |(_, length)| length);
        let (part, behind) = rest.split_at(length);
        out.push_str(if part == "." { "\\." } else { part });
        rest = behind;
    }
    out
}

/// A name at the beginning of a path.
fn root(name: &Name) -> String {
    if name.wrapped || !is_bare(&name.text) || is_reserved(&name.text) {
        format!("${{{}}}", name.text.replace('.', "\\."))
    } else {
        bare(&name.text)
    }
}

/// A name after a dot.
fn member(name: &Name) -> String {
    if !name.wrapped {
        return bare(&name.text);
    }
    if name.text.contains(['}', '\\', '\n', '\r']) || name.text.is_empty() {
        quote(&name.text, '"')
    } else {
        root(name)
    }
}

fn lambda(parameters: &[Name], body: &Expr) -> String {
    let names: Vec<String> = parameters.iter().map(|p| bare(&p.text)).collect();
    let head = match names.as_slice() {
        [only] => only.clone(),
        several => format!("({})", several.join(", ")),
    };
    let body = print(body);
    // Braces would be a block.
    if body.starts_with('{') { format!("{head} -> ({body})") } else { format!("{head} -> {body}") }
}

/// Text in backticks.
fn template(parts: &[Part]) -> String {
    let mut out = String::from("`");
    for part in parts {
        match part {
            Part::Value(value) => {
                out.push_str("${");
                out.push_str(&print(value));
                out.push('}');
            }
            Part::Text(text) => {
                for c in text.chars() {
                    match c {
                        '`' => out.push_str("\\`"),
                        '\\' => out.push_str("\\\\"),
                        '$' | '#' => out.extend(['\\', c]),
                        c => out.push(c),
                    }
                }
            }
        }
    }
    out.push('`');
    out
}
