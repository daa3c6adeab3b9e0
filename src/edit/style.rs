//! How a document is written, and values written like it.

use crate::json::{Kind, Node};
use serde_json::Value;

/// How many characters an object or array on one line may have.
const WIDTH: usize = 100;

/// How a document is written.
pub(super) struct Style {
    /// Its line breaks.
    pub eol: &'static str,
    /// What each level is indented by.
    pub unit: String,
    /// It is one line.
    pub is_flat: bool,
    /// It has objects or arrays on one line.
    has_lines: bool,
    /// A blank inside the braces of an object on one line.
    pad: &'static str,
    /// Between a key and its value.
    pub colon: &'static str,
    /// Between values on one line.
    pub comma: &'static str,
}

impl Style {
    pub fn of(text: &str, root: Option<&Node>) -> Style {
        let eol = text.find('\n').filter(|at| text[..*at].ends_with('\r')).map_or("\n", |_| "\r\n");
        let mut seen = Seen { text, ..Seen::default() };
        if let Some(root) = root {
            seen.root = root.span.start as usize;
            seen.look(root);
        }
        let is_flat = root.is_some_and(|r| is_filled(r) && is_one_line(text, r));
        let colon = if seen.colon == Some("") { ":" } else { ": " };
        let is_tight = seen.comma.unwrap_or(colon == ":");
        Style {
            eol,
            unit: seen.unit.unwrap_or_else(|| "  ".to_owned()),
            is_flat,
            has_lines: seen.has_lines || !seen.has_blocks,
            pad: if seen.pad.unwrap_or(!is_tight) { " " } else { "" },
            colon,
            comma: if is_tight { "," } else { ", " },
        }
    }

    /// What stands before and behind the members of an object, or the items of an array, on one line.
    pub fn pad(&self, is_object: bool) -> &'static str {
        if is_object { self.pad } else { "" }
    }

    /// A member's text in front of its value.
    pub fn key(&self, key: &str) -> String {
        format!("{}{}", Value::from(key), self.colon)
    }

    /// A value as text, where lines are indented by `indent`.
    pub fn written(&self, value: &Value, indent: &str, is_line: bool) -> String {
        let mut out = String::new();
        self.write(value, indent, is_line, &mut out);
        out
    }

    /// Does a value of its own accord go on one line?
    pub fn is_short(&self, value: &Value) -> bool {
        self.has_lines && is_plain(value) && self.fits(value)
    }

    /// Is it not too long for one line?
    pub fn fits(&self, value: &Value) -> bool {
        self.written(value, "", true).len() <= WIDTH
    }

    fn write(&self, value: &Value, indent: &str, is_line: bool, out: &mut String) {
        let (open, close, members): (_, _, Vec<(Option<&str>, &Value)>) = match value {
            Value::Object(o) if !o.is_empty() => {
                ('{', '}', o.iter().map(|(k, v)| (Some(k.as_str()), v)).collect())
            }
            Value::Array(a) if !a.is_empty() => ('[', ']', a.iter().map(|v| (None, v)).collect()),
            scalar => return out.push_str(&scalar.to_string()),
        };
        let deeper = format!("{indent}{}", self.unit);
        let pad = self.pad(open == '{');
        out.push(open);
        for (i, (key, value)) in members.into_iter().enumerate() {
            match (i, is_line) {
                (0, true) => out.push_str(pad),
                (_, true) => out.push_str(self.comma),
                (0, false) => {}
                (_, false) => out.push(','),
            }
            if !is_line {
                out.push_str(self.eol);
                out.push_str(&deeper);
            }
            if let Some(key) = key {
                out.push_str(&self.key(key));
            }
            self.write(value, &deeper, is_line || self.is_short(value), out);
        }
        if is_line {
            out.push_str(pad);
        } else {
            out.push_str(self.eol);
            out.push_str(indent);
        }
        out.push(close);
    }
}

/// Has it members or items?
pub(super) fn is_filled(node: &Node) -> bool {
    !node.members().is_empty() || !node.items().is_empty()
}

/// Does it stand on one line?
pub(super) fn is_one_line(text: &str, node: &Node) -> bool {
    !text.get(node.span.range()).unwrap_or_default().contains('\n')
}

/// No array or object, or one without any in it?
fn is_plain(value: &Value) -> bool {
    let is_scalar = |v: &Value| match v {
        Value::Array(a) => a.is_empty(),
        Value::Object(o) => o.is_empty(),
        _ => true,
    };
    match value {
        Value::Array(a) => a.iter().all(is_scalar),
        Value::Object(o) => o.values().all(is_scalar),
        _ => true,
    }
}

/// The blanks that the line of an offset begins with.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Is there nothing but blanks on the line before an offset?
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '\t']).ends_with('\n')
}

/// What has been seen of the style, the first time each.
#[derive(Default)]
struct Seen<'t> {
    text: &'t str,
    unit: Option<String>,
    /// Is there a blank inside the braces of an object on one line?
    pad: Option<bool>,
    colon: Option<&'t str>,
    /// No blank behind a comma?
    comma: Option<bool>,
    has_lines: bool,
    /// Are there others, besides the root?
    has_blocks: bool,
    root: usize,
}

impl Seen<'_> {
    fn look(&mut self, node: &Node) {
        let (text, start) = (self.text, node.span.start as usize);
        let first = match &node.kind {
            Kind::Object(members) => members.first().map(|m| m.key_span.start as usize),
            Kind::Array(items) => items.first().map(|i| i.span.start as usize),
            _ => None,
        };
        let Some(first) = first else { return };
        if is_one_line(text, node) {
            self.has_lines = true;
            if node.is_object() {
                self.pad.get_or_insert(text[start + 1..].starts_with(' '));
            }
        } else {
            self.has_blocks |= start > self.root;
        }
        if self.unit.is_none() && starts_line(text, first) {
            let unit = indent(text, first).strip_prefix(indent(text, start)).filter(|u| !u.is_empty());
            self.unit = unit.map(str::to_owned);
        }
        let mut last: Option<usize> = None;
        for member in node.members() {
            if self.colon.is_none() {
                let between = text.get(member.key_span.end as usize..member.value.span.start as usize);
                self.colon = between.and_then(|b| b.trim_start().strip_prefix(':'));
            }
            self.between(last, member.key_span.start as usize);
            last = Some(member.value.span.end as usize);
            self.look(&member.value);
        }
        for item in node.items() {
            self.between(last, item.span.start as usize);
            last = Some(item.span.end as usize);
            self.look(item);
        }
    }

    fn between(&mut self, last: Option<usize>, next: usize) {
        let between = last.and_then(|last| self.text.get(last..next)).filter(|b| !b.contains('\n'));
        if let (None, Some(between)) = (self.comma, between) {
            self.comma = Some(between.trim_start() == ",");
        }
    }
}
