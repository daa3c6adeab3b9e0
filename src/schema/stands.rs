//! When a body may be judged as it is written.

use crate::json::{Kind, Member, Node};
use crate::placeholder::{Template, Variables};
use serde_json::Number;
use std::collections::HashSet;

/// Is the value what is written: no variable to fill in, no key twice, no number that JSON does not have?
pub(super) fn stands(node: &Node, variables: &Variables) -> bool {
    match &node.kind {
        Kind::Null | Kind::Bool(_) => true,
        Kind::Number(text) => is_digits(text) || text.parse::<Number>().is_ok(),
        Kind::String(text) => {
            variables.is_empty() || Template::parse(text).placeholders().all(|p| !variables.contains_key(p))
        }
        Kind::Array(items) => items.iter().all(|item| stands(item, variables)),
        Kind::Object(members) => {
            is_distinct(members) && members.iter().all(|member| stands(&member.value, variables))
        }
    }
}

/// Is it a number as most are: digits, and no zero before others?
fn is_digits(text: &str) -> bool {
    text == "0" || !text.is_empty() && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// Does every key stand only once?
fn is_distinct(members: &[Member]) -> bool {
    if members.len() > 16 {
        let mut seen = HashSet::with_capacity(members.len());
        return members.iter().all(|m| seen.insert(&*m.key));
    }
    members.iter().enumerate().all(|(i, m)| members[..i].iter().all(|before| before.key != m.key))
}
