//! Replacement texts: `$1`, `${name}` and backslashes.

use crate::value::Fail;

/// A part of a replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Group(usize),
}

/// Reads a replacement for a pattern with these groups. Java reads it anew at every match, so nothing fails when
/// nothing matches.
pub(super) fn parse(text: &str, groups: usize, names: &[(String, usize)]) -> Result<Vec<Part>, Fail> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some(c) => plain.push(c),
                None => {
                    return Err(Fail::new(
                        "the replacement ends with a lone backslash: write `\\\\` for a backslash",
                    ));
                }
            },
            '$' => {
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                match chars.next() {
                    Some('{') => {
                        let mut name = String::new();
                        while let Some(c) = chars.next_if(char::is_ascii_alphanumeric) {
                            name.push(c);
                        }
                        parts.push(Part::Group(named(&name, chars.next(), names)?));
                    }
                    Some(c) if c.is_ascii_digit() => {
                        let mut group = c.to_digit(10).unwrap_or(0) as usize;
                        if group >= groups {
                            return Err(Fail::new(format!(
                                "the replacement takes group {group}, and the pattern has {}",
                                count(groups)
                            )));
                        }
                        // More digits belong to it for as long as there is such a group.
                        while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                            let longer = group * 10 + digit as usize;
                            if longer >= groups {
                                break;
                            }
                            group = longer;
                            chars.next();
                        }
                        parts.push(Part::Group(group));
                    }
                    Some(c) => {
                        return Err(Fail::new(format!(
                            "`${c}` in the replacement names no group: write `\\$` for a dollar sign"
                        )));
                    }
                    None => {
                        return Err(Fail::new(
                            "the replacement ends with a lone `$`: write `\\$` for a dollar sign",
                        ));
                    }
                }
            }
            c => plain.push(c),
        }
    }
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    Ok(parts)
}

fn count(groups: usize) -> String {
    match groups - 1 {
        0 => "no groups".to_owned(),
        1 => "one group".to_owned(),
        n => format!("{n} groups"),
    }
}

fn named(name: &str, close: Option<char>, names: &[(String, usize)]) -> Result<usize, Fail> {
    if name.is_empty() {
        return Err(Fail::new("`${` in the replacement needs the name of a group"));
    }
    if close != Some('}') {
        return Err(Fail::new(format!("`${{{name}` in the replacement is not closed with `}}`")));
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Fail::new(format!(
            "`${{{name}}}` in the replacement: a group's name begins with a letter; by number it is `${name}`"
        )));
    }
    match names.iter().find(|(known, _)| known == name) {
        Some((_, group)) => Ok(*group),
        None => {
            Err(Fail::new(format!("the replacement takes group `{name}`, which the pattern does not have")))
        }
    }
}
