//! `java.util.regex`: Java's patterns, read and run as Java 17 reads and runs them.
//!
//! Reading is in `parse` and its neighbours, running in `machine`. Patterns that are plain text are searched as such.
//! Places in texts never leave this module, so UTF-8 serves where Java counts in UTF-16.

mod ast;
mod blocks;
mod class;
mod escape;
mod grapheme;
mod length;
mod machine;
mod parse;
mod program;
mod property;
mod replace;
mod scan;
mod sets;

use crate::value::Fail;
use ast::Node;
use machine::{Machine, TooLong};
use program::Program;

pub(crate) use sets::{fold, lower, upper};

/// Is the character in the class of that name (`\p{name}`)?
pub(crate) fn named_class(name: &str, c: char) -> bool {
    let context = property::Context { insensitive: false, unicode_class: false };
    property::named(name, &context).is_some_and(|class| sets::Set::new(class).has(c))
}

/// A compiled `java.util.regex.Pattern`. Matching takes a bounded number of steps.
#[derive(Clone, Debug)]
pub struct Regex {
    /// The pattern is this text and nothing else.
    literal: Option<String>,
    program: Program,
    groups: usize,
    names: Vec<(String, usize)>,
}

/// What is wrong with a regular expression, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegexFault {
    /// First byte in the pattern.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In a sentence.
    pub message: String,
}

impl From<TooLong> for Fail {
    fn from(_: TooLong) -> Fail {
        Fail::new("the regular expression takes too many steps on this text")
    }
}

impl Regex {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When `Pattern.compile` would throw, or the pattern uses what is not supported (the message says which).
    pub fn new(pattern: &str) -> Result<Regex, RegexFault> {
        let parse::Pattern { root, groups, names } = parse::parse(pattern)?;
        Ok(Regex { literal: literal(&root), program: Program::new(&root), groups, names })
    }

    /// The numbers of the named groups.
    #[must_use]
    pub fn names(&self) -> &[(String, usize)] {
        &self.names
    }

    /// How many groups the pattern has, the whole match included.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.groups
    }

    /// Does it match the whole text (`Matcher.matches`)?
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn matches(&self, text: &str) -> Result<bool, Fail> {
        if let Some(literal) = &self.literal {
            return Ok(text == literal);
        }
        Ok(Machine::new(&self.program, self.groups, text, true).match_at(0)?.is_some())
    }

    /// The groups of the first match anywhere (`Matcher.find`): the whole match first, none for a group that took no part.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn find<'t>(&self, text: &'t str) -> Result<Option<Vec<Option<&'t str>>>, Fail> {
        let mut matches = Matches::new(self, text);
        Ok(matches.next()?.map(|_| matches.texts()))
    }

    /// The groups of every match in turn.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn find_all<'t>(&self, text: &'t str) -> Result<Vec<Vec<Option<&'t str>>>, Fail> {
        let mut matches = Matches::new(self, text);
        let mut all = Vec::new();
        while matches.next()?.is_some() {
            all.push(matches.texts());
        }
        Ok(all)
    }

    /// The groups of a match of the whole text.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn groups<'t>(&self, text: &'t str) -> Result<Option<Vec<Option<&'t str>>>, Fail> {
        let mut machine = Machine::new(&self.program, self.groups, text, true);
        let end = machine.match_at(0)?;
        Ok(end.map(|end| texts(text, (0, end), &machine)))
    }

    /// `String.split(regex, limit)`: at most `limit` pieces when it is above 0; trailing empty pieces are dropped when it is 0.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn split<'t>(&self, text: &'t str, limit: i32) -> Result<Vec<&'t str>, Fail> {
        let room = usize::try_from(limit).ok().filter(|n| *n > 0).unwrap_or(usize::MAX);
        let mut pieces = Vec::new();
        let mut from = 0;
        let mut matches = Matches::new(self, text);
        while pieces.len() + 1 < room
            && let Some((start, end)) = matches.next()?
        {
            // Nothing at the very start separates nothing.
            if end == 0 {
                continue;
            }
            pieces.push(&text[from..start]);
            from = end;
        }
        if from == 0 {
            return Ok(vec![text]);
        }
        pieces.push(&text[from..]);
        if limit == 0 {
            let kept = pieces.iter().rposition(|piece| !piece.is_empty()).map_or(0, |i| i + 1);
            pieces.truncate(kept);
        }
        Ok(pieces)
    }

    /// `String.replaceAll`, or `replaceFirst` when `all` is false; `$1`, `${name}` and backslashes count in `replacement`.
    ///
    /// # Errors
    /// When the replacement is malformed, or matching takes too many steps.
    pub fn replace(&self, text: &str, replacement: &str, all: bool) -> Result<String, Fail> {
        let mut out = String::new();
        let mut from = 0;
        let mut parts = None;
        let mut matches = Matches::new(self, text);
        while let Some((start, end)) = matches.next()? {
            let parts = match &parts {
                Some(parts) => parts,
                None => parts.insert(replace::parse(replacement, self.groups, &self.names)?),
            };
            out.push_str(&text[from..start]);
            for part in parts {
                match part {
                    replace::Part::Text(text) => out.push_str(text),
                    replace::Part::Group(group) => out.push_str(matches.group(*group).unwrap_or_default()),
                }
            }
            if out.len() > MAX_RESULT {
                return Err(Fail::new("the replaced text is too large"));
            }
            from = end;
            if !all {
                break;
            }
        }
        out.push_str(&text[from..]);
        Ok(out)
    }
}

/// The longest text a replacement may make, in bytes.
const MAX_RESULT: usize = 16 << 20;

/// The text that a pattern is, when it is one.
fn literal(root: &Node) -> Option<String> {
    match root {
        Node::Literal(c) => Some(c.to_string()),
        Node::Concat(all) => {
            all.iter().map(|node| if let Node::Literal(c) = node { Some(*c) } else { None }).collect()
        }
        _ => None,
    }
}

fn texts<'t>(text: &'t str, (start, end): (usize, usize), machine: &Machine<'_, 't>) -> Vec<Option<&'t str>> {
    let mut all = vec![text.get(start..end)];
    all.extend(machine.groups.iter().skip(1).map(|place| place.and_then(|(from, to)| text.get(from..to))));
    all
}

/// Matches one after another, as `Matcher.find` goes.
struct Matches<'p, 't> {
    regex: &'p Regex,
    text: &'t str,
    machine: Machine<'p, 't>,
    /// The last match.
    last: Option<(usize, usize)>,
}

impl<'p, 't> Matches<'p, 't> {
    fn new(regex: &'p Regex, text: &'t str) -> Self {
        Matches { regex, text, machine: Machine::new(&regex.program, regex.groups, text, false), last: None }
    }

    fn next(&mut self) -> Result<Option<(usize, usize)>, Fail> {
        let from = match self.last {
            None => 0,
            // Behind an empty match the search begins one character further.
            Some((start, end)) if start == end => match self.text[end..].chars().next() {
                Some(c) => end + c.len_utf8(),
                None => return Ok(None),
            },
            Some((_, end)) => end,
        };
        let found = match &self.regex.literal {
            Some(literal) => {
                self.text[from..].find(literal.as_str()).map(|i| (from + i, from + i + literal.len()))
            }
            None => self.machine.find(from, self.last.map_or(0, |(_, end)| end))?,
        };
        if found.is_some() {
            self.last = found;
        }
        Ok(found)
    }

    fn texts(&self) -> Vec<Option<&'t str>> {
        texts(self.text, self.last.unwrap_or_default(), &self.machine)
    }

    fn group(&self, group: usize) -> Option<&'t str> {
        if group == 0 {
            return self.last.and_then(|(start, end)| self.text.get(start..end));
        }
        let (from, to) = (*self.machine.groups.get(group)?)?;
        self.text.get(from..to)
    }
}
