//! `java.util.regex`: Java's patterns, read and run as Java 17 reads and runs them.
//!
//! Reading is in `parse` and its neighbours, running in `machine`, which follows Java step by step. Patterns that are
//! plain text are searched as such; those that an automaton matches alike become one when they are used often, or when
//! the machine takes long.
//! Places in texts never leave this module, so UTF-8 serves where Java counts in UTF-16.

mod ast;
mod automaton;
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
use automaton::Automaton;
use machine::{Machine, TooLong};
use program::Program;
use regex_automata::util::captures::Captures;
use regex_automata::{Input, meta};
use std::cell::Cell;

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
    /// The pattern as an automaton, where it can be one.
    automaton: Option<Automaton>,
    /// How much it was used: what is used often is worth an automaton.
    used: Cell<usize>,
    groups: usize,
    names: Vec<(String, usize)>,
}

/// How often a pattern is run by the machine before its automaton is built. 64 bytes of text count like one use.
const WORTH: usize = 32;

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
        let literal = literal(&root);
        let automaton = if literal.is_none() { Automaton::new(&root) } else { None };
        Ok(Regex { literal, program: Program::new(&root), automaton, used: Cell::new(0), groups, names })
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
        if let Some(whole) = self.worth(text).and_then(Automaton::whole) {
            return Ok(whole.is_match(text));
        }
        match Machine::new(&self.program, self.groups, text, true, self.limit(text)).match_at(0) {
            Ok(end) => Ok(end.is_some()),
            Err(TooLong) => {
                let whole = self.fitting(text).and_then(Automaton::whole).ok_or(TooLong)?;
                Ok(whole.is_match(text))
            }
        }
    }

    /// The automaton, if it can be run on that text.
    fn fitting(&self, text: &str) -> Option<&Automaton> {
        self.automaton.as_ref().filter(|automaton| automaton.takes(text))
    }

    /// The automaton, if it is worth to run it on that text.
    fn worth(&self, text: &str) -> Option<&Automaton> {
        let used = self.used.get().saturating_add(1 + text.len() / 64);
        self.used.set(used);
        if used < WORTH { None } else { self.fitting(text) }
    }

    /// The machine's limit of steps: what an automaton can take over is not tried long.
    fn limit(&self, text: &str) -> u64 {
        if self.fitting(text).is_some() { machine::MAX_STEPS / 100 } else { machine::MAX_STEPS }
    }

    /// The groups of the first match anywhere (`Matcher.find`): the whole match first, none for a group that took no part.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn find<'t>(&self, text: &'t str) -> Result<Option<Vec<Option<&'t str>>>, Fail> {
        let mut matches = Matches::new(self, text, true);
        Ok(matches.next()?.map(|_| matches.texts()))
    }

    /// The groups of every match in turn.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn find_all<'t>(&self, text: &'t str) -> Result<Vec<Vec<Option<&'t str>>>, Fail> {
        let mut matches = Matches::new(self, text, true);
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
        let by_automaton = |whole: &meta::Regex| {
            let mut captures = whole.create_captures();
            whole.captures(text, &mut captures);
            captures.is_match().then(|| groups_of(text, &captures))
        };
        if let Some(whole) = self.worth(text).and_then(Automaton::whole) {
            return Ok(by_automaton(whole));
        }
        let mut machine = Machine::new(&self.program, self.groups, text, true, self.limit(text));
        match machine.match_at(0) {
            Ok(end) => Ok(end.map(|end| texts(text, (0, end), &machine))),
            Err(TooLong) => {
                let whole = self.fitting(text).and_then(Automaton::whole).ok_or(TooLong)?;
                Ok(by_automaton(whole))
            }
        }
    }

    /// `String.split(regex, limit)`: at most `limit` pieces when it is above 0; trailing empty pieces are dropped when it is 0.
    ///
    /// # Errors
    /// When matching takes too many steps.
    pub fn split<'t>(&self, text: &'t str, limit: i32) -> Result<Vec<&'t str>, Fail> {
        let room = usize::try_from(limit).ok().filter(|n| *n > 0).unwrap_or(usize::MAX);
        let mut pieces = Vec::new();
        let mut from = 0;
        let mut matches = Matches::new(self, text, false);
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
        let mut matches = Matches::new(self, text, replacement.contains('$'));
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

fn groups_of<'t>(text: &'t str, captures: &Captures) -> Vec<Option<&'t str>> {
    captures.iter().map(|span| span.and_then(|span| text.get(span.start..span.end))).collect()
}

/// Matches one after another, as `Matcher.find` goes.
struct Matches<'p, 't> {
    regex: &'p Regex,
    text: &'t str,
    engine: Engine<'p, 't>,
    /// Groups are wanted, not only the whole match.
    groups: bool,
    /// The last match.
    last: Option<(usize, usize)>,
}

/// What searches.
enum Engine<'p, 't> {
    Literal(&'p str),
    Machine(Machine<'p, 't>),
    Automaton(&'p meta::Regex, Captures),
}

impl<'p, 't> Matches<'p, 't> {
    fn new(regex: &'p Regex, text: &'t str, groups: bool) -> Self {
        let engine = match &regex.literal {
            Some(literal) => Engine::Literal(literal),
            None => match regex.worth(text).and_then(Automaton::find) {
                Some(find) => Engine::Automaton(find, find.create_captures()),
                None => Engine::Machine(Machine::new(
                    &regex.program,
                    regex.groups,
                    text,
                    false,
                    regex.limit(text),
                )),
            },
        };
        Matches { regex, text, engine, groups, last: None }
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
        if let Engine::Machine(machine) = &mut self.engine {
            match machine.find(from, self.last.map_or(0, |(_, end)| end)) {
                Ok(found) => {
                    self.last = found.or(self.last);
                    return Ok(found);
                }
                Err(TooLong) => {
                    let find = self.regex.fitting(self.text).and_then(Automaton::find).ok_or(TooLong)?;
                    self.engine = Engine::Automaton(find, find.create_captures());
                }
            }
        }
        let found = match &mut self.engine {
            Engine::Literal(literal) => {
                self.text[from..].find(*literal).map(|i| (from + i, from + i + literal.len()))
            }
            Engine::Automaton(find, captures) => {
                let input = Input::new(self.text).range(from..);
                if self.groups {
                    find.search_captures(&input, captures);
                    captures.get_match().map(|m| (m.start(), m.end()))
                } else {
                    find.search(&input).map(|m| (m.start(), m.end()))
                }
            }
            Engine::Machine(_) => None,
        };
        self.last = found.or(self.last);
        Ok(found)
    }

    fn texts(&self) -> Vec<Option<&'t str>> {
        match &self.engine {
            Engine::Automaton(_, captures) => groups_of(self.text, captures),
            Engine::Machine(machine) => texts(self.text, self.last.unwrap_or_default(), machine),
            Engine::Literal(_) => vec![self.group(0)],
        }
    }

    fn group(&self, group: usize) -> Option<&'t str> {
        let (from, to) = match &self.engine {
            _ if group == 0 => self.last?,
            Engine::Automaton(_, captures) => captures.get_group(group).map(|span| (span.start, span.end))?,
            Engine::Machine(machine) => (*machine.groups.get(group)?)?,
            Engine::Literal(_) => return None,
        };
        self.text.get(from..to)
    }
}
