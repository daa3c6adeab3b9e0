//! Names: bare ones, those in `${…}`, and placeholders that stand for names or parts of them.

use super::super::ast::{Name, Range, is_reserved};
use super::super::parse::Fault;
use super::foreign::{is_foreign, is_invisible};
use super::{Lexer, Tok};
use crate::placeholder::hole;

/// Can a bare name start with it?
pub(in super::super) fn is_start(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '$' | '@')
}

/// Can it stand in a bare name?
pub(in super::super) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '@')
}

/// A symbol that means nothing to the language and may well be part of somebody's name: `€`, a combining mark.
fn is_odd(c: char) -> bool {
    !c.is_ascii() && !is_part(c) && !c.is_control() && !is_invisible(c) && !is_foreign(c)
}

impl Lexer<'_> {
    /// A bare name, with what people leave in it.
    pub(super) fn word(&mut self) {
        let start = self.at;
        let mut name = String::new();
        let mut doubled = false;
        let mut markdown = false;
        // A sign that no bare name has.
        let mut odd = None;
        let after_dot = self.after_dot();
        while let Some(c) = self.peek() {
            let rest = self.rest();
            if is_part(c) {
                if rest.starts_with("${") {
                    break;
                }
                // A digit of another script.
                if name.is_empty() && !is_start(c) && !after_dot {
                    odd.get_or_insert(c);
                }
                name.push(c);
                self.at += c.len_utf8();
            } else if rest.starts_with("\\.") {
                name.push('.');
                self.at += 2;
            } else if rest.starts_with("\\\\.") {
                name.push('.');
                self.at += 3;
                doubled = true;
            } else if rest.starts_with("\\_") {
                name.push('_');
                self.at += 2;
                markdown = true;
            } else if c == '{' && !is_reserved(&name) && hole(rest).is_some() {
                let length = hole(rest).map_or(1, |(_, length)| length);
                name.push_str(&rest[..length]);
                self.at += length;
            } else if is_invisible(c) && self.goes_on_after_invisible() {
                self.invisible();
            } else if is_odd(c) || (c == '#' && !rest.starts_with("##") && !name.is_empty()) {
                odd.get_or_insert(c);
                name.push(c);
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
        let range = Range::new(start, self.at);
        if doubled || markdown {
            let written = &self.text[start..self.at];
            let instead = written.replace("\\\\.", "\\.").replace("\\_", "_");
            let message = if doubled {
                format!("a dot in a name is protected by one backslash, not two, as in `{instead}`")
            } else {
                "`\\_` is Markdown's way to write `_`; expressions have no such escape".to_owned()
            };
            self.fault(Fault::at(range, message).instead(instead));
        }
        if let Some(odd) = odd {
            let message = format!("`{odd}` stands in no bare name");
            let wrapped = format!("${{{}}}", name.replace('.', "\\."));
            let fault = Fault::at(range, message)
                .help("a name with other signs than letters, digits, `_` and `$` stands in `${…}`");
            self.fault(fault.instead(wrapped));
        }
        self.push(Tok::Word(name.into()), start);
    }

    fn goes_on_after_invisible(&self) -> bool {
        self.rest().chars().find(|c| !is_invisible(*c)).is_some_and(is_part)
    }

    /// `${…}`; its dots lead into objects, as outside.
    pub(super) fn wrapped(&mut self) {
        let start = self.at;
        if let Some(inner) = self.rest().strip_prefix("${{")
            && let Some(length) = inner.find("}}")
        {
            self.at += length + 5;
            let name = inner[..length].trim();
            let message = format!("`${{{{{name}}}}}` has a pair of braces too much");
            self.fault(Fault::at(Range::new(start, self.at), message).instead(format!("${{{name}}}")));
            self.push(Tok::Word(name.into()), start);
            return;
        }
        let from = start + 2;
        let to = match self.rest().find('}') {
            Some(length) => {
                self.at = start + length + 1;
                start + length
            }
            None => self.unclosed_name(from),
        };
        let inner = &self.text[from..to];
        let mut names = Vec::new();
        let mut at = from;
        let mut is_whole = true;
        for part in split_at_dots(inner) {
            let range = Range::new(at, at + part.len());
            is_whole &= !part.is_empty();
            names.push(Name { text: part.replace("\\.", ".").into(), wrapped: true, range });
            at += part.len() + 1;
        }
        let whole = Range::new(start, self.at);
        // The wrapping belongs to the name when there is but one.
        if let [only] = names.as_mut_slice() {
            only.range = whole;
        }
        if !is_whole {
            let message = if inner.is_empty() {
                "`${}` holds no name"
            } else {
                "`${…}` holds an empty name beside a dot"
            };
            self.fault(Fault::at(whole, message));
            self.push(Tok::Junk, start);
            return;
        }
        self.push(Tok::Wrapped(names), start);
    }

    /// The end of a name whose `${` is never closed: what no field is called ends it.
    fn unclosed_name(&mut self, from: usize) -> usize {
        let rest = &self.text[from..];
        let ends = |c: char| ",()[]\"'`+*=<>!?:&|;".contains(c);
        let end = from + rest.find(ends).unwrap_or(rest.len());
        self.at = self.text[..end].trim_end().len().max(from);
        let fault = Fault::at(Range::new(from - 2, from), "`${` is never closed with `}`");
        let is_plain = self.text[end..].is_empty() || self.text[end..].starts_with([',', ')']);
        self.fault(if is_plain { fault.put(Range::new(self.at, self.at), "}") } else { fault });
        self.at
    }

    /// `{TENANT_ID}` and its like: content that nobody knows yet, read as a name. `{{field}}` of other template
    /// languages is a name with a fault.
    pub(super) fn placeholder(&mut self) -> bool {
        let rest = self.rest();
        if rest.starts_with('<') && self.after_value() {
            return false;
        }
        let Some((name, length)) = hole(rest) else { return false };
        // `{A}` of one letter is a set.
        if name.len() < 2 && !rest.starts_with("{{") {
            return false;
        }
        let start = self.at;
        if rest.starts_with("{{") && name.contains(|c: char| c.is_ascii_lowercase()) {
            self.at += length;
            let message =
                format!("`{{{{{name}}}}}` is the syntax of a template; a field is named without braces");
            self.fault(Fault::at(Range::new(start, self.at), message).instead(name).uncertain());
            self.push(Tok::Word(name.into()), start);
            return true;
        }
        // What is glued to it belongs to the name.
        let written = &rest[..length];
        self.at += length;
        if self.peek().is_some_and(|c| is_part(c) || c == '\\') {
            self.word();
            if let Some(token) = self.lexed.tokens.last_mut()
                && let Tok::Word(tail) = &token.kind
            {
                token.kind = Tok::Word(format!("{written}{tail}").into());
                token.range.start = start;
            }
        } else {
            self.push(Tok::Word(written.into()), start);
        }
        true
    }
}

/// The names in a wrapping, parted at the dots that no backslash protects.
fn split_at_dots(text: &str) -> impl Iterator<Item = &str> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let bytes = text.as_bytes();
        let dot = (from..bytes.len()).find(|i| bytes[*i] == b'.' && (*i == from || bytes[i - 1] != b'\\'));
        start = dot.map(|i| i + 1);
        Some(&text[from..dot.unwrap_or(text.len())])
    })
}
