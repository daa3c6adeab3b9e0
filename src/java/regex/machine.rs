//! Runs a pattern on a text as `java.util.regex.Matcher` does: trying, failing and going back, with a limit.
//!
//! What has to be undone on the way back lies on one stack. As in Java, a body that matched as a whole (atomic groups,
//! conditions, loops over fixed bodies) leaves what its inner groups remembered, whatever happens later.

use super::ast::{Assert, Case, Greed};
use super::grapheme;
use super::program::{At, Program, Step};
use super::sets::{self, Set};
use std::rc::Rc;

/// The most steps one search may take. A step takes some nanoseconds; what takes longer counts as several.
pub(super) const MAX_STEPS: u64 = 20_000_000;
/// The most entries the stack may hold.
const MAX_STACK: usize = 1_000_000;

/// So many characters of ASCII are passed over in the time of a step,
const CHARS: usize = 4;
/// so many bytes are compared,
const BYTES: usize = 64;
/// and so many groups are copied. These are estimates with room to spare.
const GROUPS: usize = 8;
/// A character is looked up in so many tables, each in about a step, to find where a grapheme ends,
const TABLES: usize = 12;
/// and in so many steps when upper and lower case are the same, or when it may be a mark.
const TABLE: usize = 4;

/// The search took too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Where a group matched.
pub(super) type Slot = Option<(usize, usize)>;

/// What to do when going back.
#[derive(Clone, Copy, Debug)]
enum Back {
    /// Go on there.
    Go { step: At, at: usize },
    /// A note had this value.
    Local { local: usize, value: usize },
    /// A group had this place.
    Group { group: usize, place: Slot },
    /// A run may give back characters, down to `min`.
    Shorter { step: At, min: usize, at: usize },
    /// A reluctant run may take more.
    Longer { step: At, at: usize, count: u32 },
    /// A reluctant loop over a whole body may go round again.
    Whole { step: At, at: usize, count: u32 },
}

/// A search on one text.
pub(super) struct Machine<'p, 't> {
    program: &'p Program,
    text: &'t str,
    /// The groups' places; the whole match is not among them.
    pub(super) groups: Vec<Slot>,
    locals: Vec<usize>,
    stack: Vec<Back>,
    left: u64,
    /// The match has to end where the text ends.
    whole: bool,
    /// Where the last match ended (`\G`).
    last_match: usize,
    behind_end: usize,
}

impl<'p, 't> Machine<'p, 't> {
    pub(super) fn new(program: &'p Program, groups: usize, text: &'t str, whole: bool, limit: u64) -> Self {
        Machine {
            program,
            text,
            groups: vec![None; groups],
            locals: vec![0; program.locals],
            stack: Vec::new(),
            left: limit,
            whole,
            last_match: 0,
            behind_end: 0,
        }
    }

    /// Counts work beyond that of one step.
    fn spend(&mut self, steps: usize) -> Result<(), TooLong> {
        self.left = self.left.checked_sub(steps as u64).ok_or(TooLong)?;
        Ok(())
    }

    /// The end of a match that begins at that place.
    pub(super) fn match_at(&mut self, at: usize) -> Result<Option<usize>, TooLong> {
        self.stack.clear();
        self.run(0, at)
    }

    /// The first match that begins at or behind a place; the last one ended at `last`.
    pub(super) fn find(&mut self, from: usize, last: usize) -> Result<Option<(usize, usize)>, TooLong> {
        self.spend(self.groups.len() / GROUPS)?;
        self.groups.fill(None);
        self.last_match = last;
        let mut at = from;
        loop {
            if let Some(end) = self.match_at(at)? {
                return Ok(Some((at, end)));
            }
            match self.char_at(at) {
                Some(c) => at += c.len_utf8(),
                None => return Ok(None),
            }
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn push(&mut self, back: Back) -> Result<(), TooLong> {
        if self.stack.len() >= MAX_STACK {
            return Err(TooLong);
        }
        self.stack.push(back);
        Ok(())
    }

    fn set_local(&mut self, local: usize, value: usize) -> Result<(), TooLong> {
        let Some(slot) = self.locals.get_mut(local) else { return Ok(()) };
        let old = std::mem::replace(slot, value);
        self.push(Back::Local { local, value: old })
    }

    fn set_group(&mut self, group: usize, from: usize, to: usize) -> Result<(), TooLong> {
        let Some(slot) = self.groups.get_mut(group) else { return Ok(()) };
        let place = slot.replace((from, to));
        self.push(Back::Group { group, place })
    }

    /// Runs a body from a place to its end; what lies on the stack is not touched.
    fn run(&mut self, step: At, at: usize) -> Result<Option<usize>, TooLong> {
        let base = self.stack.len();
        let mut now = Some((step, at));
        loop {
            self.spend(1)?;
            let Some((step, at)) = now else {
                if self.stack.len() <= base {
                    return Ok(None);
                }
                now = self.back()?;
                continue;
            };
            let program = self.program;
            let Some(what) = program.steps.get(step) else { return Ok(None) };
            now = match what {
                Step::Done => {
                    self.stack.truncate(base);
                    return Ok(Some(at));
                }
                Step::DoneBehind if at == self.behind_end => {
                    self.stack.truncate(base);
                    return Ok(Some(at));
                }
                Step::Match if !self.whole || at == self.text.len() => return Ok(Some(at)),
                Step::DoneBehind | Step::Match => None,
                what => self.step(what, step, at)?,
            };
        }
    }

    /// Goes back to the last choice.
    fn back(&mut self) -> Result<Option<(At, usize)>, TooLong> {
        let Some(back) = self.stack.pop() else { return Ok(None) };
        match back {
            Back::Go { step, at } => Ok(Some((step, at))),
            Back::Local { local, value } => {
                if let Some(slot) = self.locals.get_mut(local) {
                    *slot = value;
                }
                Ok(None)
            }
            Back::Group { group, place } => {
                if let Some(slot) = self.groups.get_mut(group) {
                    *slot = place;
                }
                Ok(None)
            }
            Back::Shorter { step, min, at } => {
                let at = at - self.char_before(at).map_or(0, char::len_utf8);
                if at > min {
                    self.push(Back::Shorter { step, min, at })?;
                }
                Ok(Some((step + 1, at)))
            }
            Back::Longer { step, at, count } => {
                let Some(Step::Run { set, max, .. }) = self.program.steps.get(step) else { return Ok(None) };
                match self.char_at(at) {
                    Some(c) if count < *max && set.has(c) => {
                        let at = at + c.len_utf8();
                        self.push(Back::Longer { step, at, count: count + 1 })?;
                        Ok(Some((step + 1, at)))
                    }
                    _ => Ok(None),
                }
            }
            Back::Whole { step, at, count } => {
                let Some(&Step::Whole { body, next, max, group, .. }) = self.program.steps.get(step) else {
                    return Ok(None);
                };
                if count >= max {
                    return Ok(None);
                }
                match self.run(body, at)? {
                    Some(end) if end != at => {
                        if let Some(group) = group {
                            self.set_group(group, at, end)?;
                        }
                        self.push(Back::Whole { step, at: end, count: count + 1 })?;
                        Ok(Some((next, end)))
                    }
                    _ => Ok(None),
                }
            }
        }
    }

    fn step(&mut self, what: &Step, step: At, at: usize) -> Result<Option<(At, usize)>, TooLong> {
        Ok(match *what {
            Step::Char(wanted) => {
                self.char_at(at).filter(|c| *c == wanted).map(|c| (step + 1, at + c.len_utf8()))
            }
            Step::Set(ref set) => {
                self.char_at(at).filter(|c| set.has(*c)).map(|c| (step + 1, at + c.len_utf8()))
            }
            Step::Assert(assert) => self.holds(assert, at)?.then_some((step + 1, at)),
            Step::Split(first, second) => {
                self.push(Back::Go { step: second, at })?;
                Some((first, at))
            }
            Step::Jump(to) => Some((to, at)),
            Step::Open { local } => {
                self.set_local(local, at)?;
                Some((step + 1, at))
            }
            Step::Close { local, group } => {
                if let (Some(group), Some(&from)) = (group, self.locals.get(local)) {
                    self.set_group(group, from, at)?;
                }
                Some((step + 1, at))
            }
            Step::Run { ref set, min, max, kind } => self.run_of(set, (min, max, kind), step, at)?,
            Step::Whole { body, next, min, max, kind, group } => {
                self.whole(body, next, (min, max, kind), group, step, at)?
            }
            Step::Enter(index) => self.enter(index, at)?,
            Step::Again(index) => self.again(index, step, at)?,
            Step::More(index) => self.more(index, at)?,
            Step::Look { body, next, negative } => {
                let end = self.run(body, at)?;
                (end.is_some() != negative).then_some((next, at))
            }
            Step::Behind { body, next, negative, reach, by_units } => {
                (self.behind(body, reach, by_units, at)? != negative).then_some((next, at))
            }
            Step::Atomic { body, next } => self.run(body, at)?.map(|end| (next, end)),
            Step::BackReference { group, case } => self.refer(group, case, at)?.map(|end| (step + 1, end)),
            Step::Grapheme => {
                let end = grapheme::next(self.text, at);
                self.spend(end.map_or(0, |end| (end - at) * TABLES))?;
                end.map(|end| (step + 1, end))
            }
            Step::Done | Step::DoneBehind | Step::Match => None,
        })
    }

    fn run_of(
        &mut self,
        set: &Rc<Set>,
        (min, max, kind): (u32, u32, Greed),
        step: At,
        start: usize,
    ) -> Result<Option<(At, usize)>, TooLong> {
        let (mut at, mut count) = (start, 0);
        let mut least = start;
        let wanted = if kind == Greed::Lazy { min } else { max };
        while count < wanted
            && let Some(c) = self.char_at(at)
            && set.has(c)
        {
            at += c.len_utf8();
            count += 1;
            if count == min {
                least = at;
            }
        }
        // Beyond ASCII, each is looked up among ranges.
        let chars = count as usize;
        self.spend(chars / CHARS + (at - start).saturating_sub(chars))?;
        if count < min {
            return Ok(None);
        }
        match kind {
            Greed::Greedy if at > least => self.push(Back::Shorter { step, min: least, at })?,
            Greed::Lazy => self.push(Back::Longer { step, at, count })?,
            _ => {}
        }
        Ok(Some((step + 1, at)))
    }

    fn whole(
        &mut self,
        body: At,
        next: At,
        (min, max, kind): (u32, u32, Greed),
        group: Option<usize>,
        step: At,
        mut at: usize,
    ) -> Result<Option<(At, usize)>, TooLong> {
        let mut count = 0;
        let mut still = None;
        while count < min {
            let Some(end) = self.run(body, at)? else { return Ok(None) };
            if let Some(group) = group {
                self.set_group(group, at, end)?;
            }
            count += 1;
            if end == at {
                // Over and over the same, unless a reference sees another group now.
                self.spend(self.groups.len() / GROUPS)?;
                if still.as_ref() == Some(&self.groups) {
                    break;
                }
                still = Some(self.groups.clone());
            }
            at = end;
        }
        count = count.max(min);
        if kind == Greed::Lazy {
            self.push(Back::Whole { step, at, count })?;
            return Ok(Some((next, at)));
        }
        while count < max {
            let Some(end) = self.run(body, at)? else { break };
            if end == at {
                if let (Greed::Possessive, Some(group)) = (kind, group) {
                    self.set_group(group, at, end)?;
                }
                break;
            }
            if kind == Greed::Greedy {
                self.push(Back::Go { step: next, at })?;
            }
            if let Some(group) = group {
                self.set_group(group, at, end)?;
            }
            at = end;
            count += 1;
        }
        Ok(Some((next, at)))
    }

    fn enter(&mut self, index: usize, at: usize) -> Result<Option<(At, usize)>, TooLong> {
        let Some(&it) = self.program.loops.get(index) else { return Ok(None) };
        if it.max == 0 {
            return Ok(Some((it.next, at)));
        }
        if it.min == 0 && it.lazy {
            self.set_local(it.count, 0)?;
            self.push(Back::Go { step: it.next + 1, at })?;
            return Ok(Some((it.next, at)));
        }
        if it.min == 0 {
            self.push(Back::Go { step: it.next, at })?;
        }
        self.set_local(it.count, 1)?;
        Ok(Some((it.body, at)))
    }

    fn again(&mut self, index: usize, _step: At, at: usize) -> Result<Option<(At, usize)>, TooLong> {
        let Some(&it) = self.program.loops.get(index) else { return Ok(None) };
        let count = self.locals.get(it.count).copied().unwrap_or(0);
        let begin = self.locals.get(it.local).copied().unwrap_or(0);
        if at == begin {
            return Ok(Some((it.next, at)));
        }
        if count < it.min as usize {
            self.set_local(it.count, count + 1)?;
            return Ok(Some((it.body, at)));
        }
        if it.lazy {
            if count < it.max as usize {
                self.push(Back::Go { step: it.next + 1, at })?;
            }
            return Ok(Some((it.next, at)));
        }
        if count >= it.max as usize {
            return Ok(Some((it.next, at)));
        }
        self.push(Back::Go { step: it.next, at })?;
        self.set_local(it.count, count + 1)?;
        Ok(Some((it.body, at)))
    }

    fn more(&mut self, index: usize, at: usize) -> Result<Option<(At, usize)>, TooLong> {
        let Some(&it) = self.program.loops.get(index) else { return Ok(None) };
        let count = self.locals.get(it.count).copied().unwrap_or(0);
        self.set_local(it.count, count + 1)?;
        Ok(Some((it.body, at)))
    }

    /// How far a look-behind goes. A negative maximum is one that ran over in Java's computation, and Java's search
    /// then runs over too: to no limit, to as much as follows, or to nothing at all.
    fn reach(&mut self, max: i32, by_units: bool, at: usize) -> Result<Option<i64>, TooLong> {
        if max >= 0 {
            return Ok(Some(i64::from(max)));
        }
        let over = -i64::from(max);
        if by_units {
            return Ok((at as i64 + over > i64::from(i32::MAX)).then_some(i64::MAX));
        }
        if max == i32::MIN {
            return Ok(Some(0));
        }
        let rest = self.text.get(at..).unwrap_or_default();
        self.spend(rest.len() / CHARS)?;
        Ok(Some((rest.chars().count() as i64).min(over)))
    }

    /// Does a body end here that begins so many characters before?
    fn behind(
        &mut self,
        body: At,
        (min, max): (i32, i32),
        by_units: bool,
        at: usize,
    ) -> Result<bool, TooLong> {
        let Some(limit) = self.reach(max, by_units, at)? else { return Ok(false) };
        let outer = std::mem::replace(&mut self.behind_end, at);
        let (mut start, mut chars, mut units) = (at, 0_i64, 0_i64);
        let mut found = false;
        loop {
            if chars >= i64::from(min) && self.run(body, start)?.is_some() {
                found = true;
                break;
            }
            let Some(c) = self.char_before(start) else { break };
            let used = if by_units { units } else { chars };
            if used >= limit {
                break;
            }
            start -= c.len_utf8();
            chars += 1;
            units += c.len_utf16() as i64;
            self.spend(1)?;
        }
        self.behind_end = outer;
        Ok(found)
    }

    fn refer(&mut self, group: usize, case: Case, at: usize) -> Result<Option<usize>, TooLong> {
        let text = self.text;
        let Some(&Some((from, to))) = self.groups.get(group) else { return Ok(None) };
        let (Some(wanted), Some(given)) = (text.get(from..to), text.get(at..)) else { return Ok(None) };
        if case == Case::Exact {
            // Most differ in the first byte, and what is too long is not compared at all.
            if wanted.bytes().next() == given.bytes().next() && wanted.len() <= given.len() {
                self.spend(wanted.len() / BYTES)?;
            }
            return Ok(given.starts_with(wanted).then_some(at + wanted.len()));
        }
        let mut given = given.chars();
        for a in wanted.chars() {
            self.spend(if a.is_ascii() { 1 } else { TABLE })?;
            let Some(b) = given.next() else { return Ok(None) };
            let same = match case {
                Case::Unicode => sets::upper(a) == sets::upper(b) || sets::fold(a) == sets::fold(b),
                _ => a.eq_ignore_ascii_case(&b),
            };
            if !same {
                return Ok(None);
            }
        }
        Ok(Some(text.len() - given.as_str().len()))
    }

    fn holds(&mut self, assert: Assert, at: usize) -> Result<bool, TooLong> {
        if let Assert::Word { not, unicode } = assert {
            return Ok((self.word(at, unicode)? == self.word_before(at, unicode)?) == not);
        }
        Ok(self.holds_beside(assert, at))
    }

    /// Does what is told by the characters beside a place hold there?
    fn holds_beside(&self, assert: Assert, at: usize) -> bool {
        let end = self.text.len();
        let before = || self.char_before(at);
        let next = || self.char_at(at);
        let line_end = |c: char, unix: bool| {
            c == '\n' || !unix && matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
        };
        let inside_crlf = |unix: bool| !unix && before() == Some('\r') && next() == Some('\n');
        match assert {
            Assert::Begin => at == 0,
            Assert::End => at == end,
            Assert::LastMatch => at == self.last_match,
            // Never at the end of the text, even behind a line.
            Assert::LineBegin { unix } => {
                at != end && before().is_none_or(|c| line_end(c, unix)) && !inside_crlf(unix)
            }
            Assert::LineFinish { unix } => next().is_none_or(|c| line_end(c, unix) && !inside_crlf(unix)),
            Assert::Finish { unix } => {
                let rest = self.text.get(at..).unwrap_or_default();
                let mut rest = rest.chars();
                match (rest.next(), rest.next(), rest.next()) {
                    (None, ..) => true,
                    (Some(c), None, _) => line_end(c, unix) && !inside_crlf(unix),
                    (Some('\r'), Some('\n'), None) => !unix,
                    _ => false,
                }
            }
            Assert::Word { .. } => false,
        }
    }

    fn is_word(c: char, unicode: bool) -> bool {
        if c.is_ascii() {
            return c == '_' || c.is_ascii_alphanumeric();
        }
        if unicode {
            grapheme::tables(|t| t.word.has(c))
        } else {
            grapheme::tables(|t| t.letter_or_digit.has(c))
        }
    }

    /// Is the character at a place one of a word?
    fn word(&mut self, at: usize, unicode: bool) -> Result<bool, TooLong> {
        let Some(c) = self.char_at(at) else { return Ok(false) };
        Ok(Self::is_word(c, unicode) || is_mark(c) && self.has_base(at)?)
    }

    fn word_before(&mut self, at: usize, unicode: bool) -> Result<bool, TooLong> {
        let Some(c) = self.char_before(at) else { return Ok(false) };
        Ok(Self::is_word(c, unicode) || is_mark(c) && self.has_base(at - c.len_utf8())?)
    }

    /// Does the mark at a place stand on a letter or digit?
    fn has_base(&mut self, at: usize) -> Result<bool, TooLong> {
        for c in self.text.get(..at).unwrap_or_default().chars().rev() {
            self.spend(TABLE)?;
            if !is_mark(c) {
                return Ok(Self::is_word(c, false) && c != '_');
            }
        }
        Ok(false)
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && grapheme::tables(|t| t.mark.has(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::regex::{Regex, parse};

    /// How many steps it takes to find a pattern in a text.
    fn steps(pattern: &str, text: &str) -> u64 {
        let Ok(parse::Pattern { root, groups, .. }) = parse::parse(pattern) else {
            panic!("{pattern} is no pattern")
        };
        let program = Program::new(&root);
        let mut machine = Machine::new(&program, groups, text, false, u64::MAX);
        let _ = machine.find(0, 0);
        u64::MAX - machine.left
    }

    /// No step takes longer the longer the text is, unless it counts for more.
    #[test]
    fn long_work_counts_as_many_steps() {
        let long = |text: &str| text.repeat(1 << 12);
        // A comparison of long texts.
        let (short, twice) = (steps(r"(a+)-\1$", "a-a"), format!("{}-{}", long("a"), long("a")));
        assert!(steps(r"^(a+)-\1$", &twice) > short + (1 << 12) / BYTES as u64);
        assert!(steps(r"(?i)^(a+)-\1$", &twice) > 1 << 12);
        // Characters that are looked up among ranges.
        assert!(steps(r"^\p{L}+", &long("é")) >= 1 << 12);
        assert!(steps(r"^[a-z]+", &long("e")) >= 1 << 9);
        // A grapheme of many characters, and the base of many marks.
        assert!(steps(r"^\X", &long("\u{301}")) > 1 << 13);
        assert!(steps(r"(?=.)\bx", &"\u{301}".repeat(1 << 9)) > 1 << 18);
        // Many groups, over and over.
        let groups = "()".repeat(1 << 10);
        assert!(steps(&format!("{groups}(?:){{9,}}"), "") > steps(&groups, "") + (1 << 7));
    }

    /// `\b` beyond ASCII is no matter for an automaton, which would take over after a few steps.
    #[test]
    fn a_text_that_no_automaton_takes_has_all_the_steps() {
        let matches = Regex::new(r"\b.*.*x").map(|regex| regex.matches(&format!("é{}", " ".repeat(700))));
        assert!(matches!(matches, Ok(Ok(false))), "{matches:?}");
    }
}
