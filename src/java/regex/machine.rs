//! Runs a pattern on a text as `java.util.regex.Matcher` does: trying, failing and going back, with a limit.
//!
//! What has to be undone on the way back lies on one stack. As in Java, a body that matched as a whole (atomic groups,
//! conditions, loops over fixed bodies) leaves what its inner groups remembered, whatever happens later.

use super::ast::{Assert, Case, Greed};
use super::grapheme;
use super::program::{At, Program, Step};
use super::sets::{self, Set};
use std::rc::Rc;

/// The most steps one search may take.
pub(super) const MAX_STEPS: u64 = 20_000_000;
/// The most entries the stack may hold.
const MAX_STACK: usize = 1_000_000;

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

    /// The end of a match that begins at that place.
    pub(super) fn match_at(&mut self, at: usize) -> Result<Option<usize>, TooLong> {
        self.stack.clear();
        self.run(0, at)
    }

    /// The first match that begins at or behind a place; the last one ended at `last`.
    pub(super) fn find(&mut self, from: usize, last: usize) -> Result<Option<(usize, usize)>, TooLong> {
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
            self.left = self.left.checked_sub(1).ok_or(TooLong)?;
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
            Step::Assert(assert) => self.holds(assert, at).then_some((step + 1, at)),
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
            Step::BackReference { group, case } => self.refer(group, case, at).map(|end| (step + 1, end)),
            Step::Grapheme => grapheme::next(self.text, at).map(|end| (step + 1, end)),
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
        self.left = self.left.checked_sub(u64::from(count) / 8).ok_or(TooLong)?;
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
    fn reach(&self, max: i32, by_units: bool, at: usize) -> Option<i64> {
        if max >= 0 {
            return Some(i64::from(max));
        }
        let over = -i64::from(max);
        if by_units {
            return (at as i64 + over > i64::from(i32::MAX)).then_some(i64::MAX);
        }
        if max == i32::MIN {
            return Some(0);
        }
        let rest = self.text.get(at..).unwrap_or_default().chars().count() as i64;
        Some(rest.min(over))
    }

    /// Does a body end here that begins so many characters before?
    fn behind(
        &mut self,
        body: At,
        (min, max): (i32, i32),
        by_units: bool,
        at: usize,
    ) -> Result<bool, TooLong> {
        let Some(limit) = self.reach(max, by_units, at) else { return Ok(false) };
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
            self.left = self.left.checked_sub(1).ok_or(TooLong)?;
        }
        self.behind_end = outer;
        Ok(found)
    }

    fn refer(&self, group: usize, case: Case, at: usize) -> Option<usize> {
        let (from, to) = (*self.groups.get(group)?)?;
        let wanted = self.text.get(from..to)?;
        if case == Case::Exact {
            return self.text.get(at..)?.starts_with(wanted).then_some(at + wanted.len());
        }
        let mut end = at;
        for a in wanted.chars() {
            let b = self.char_at(end)?;
            let same = match case {
                Case::Unicode => sets::upper(a) == sets::upper(b) || sets::fold(a) == sets::fold(b),
                _ => a.eq_ignore_ascii_case(&b),
            };
            if !same {
                return None;
            }
            end += b.len_utf8();
        }
        Some(end)
    }

    fn holds(&self, assert: Assert, at: usize) -> bool {
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
            Assert::Word { not, unicode } => (self.word(at, unicode) == self.word_before(at, unicode)) == not,
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
    fn word(&self, at: usize, unicode: bool) -> bool {
        self.char_at(at).is_some_and(|c| Self::is_word(c, unicode) || self.is_mark(c) && self.has_base(at))
    }

    fn word_before(&self, at: usize, unicode: bool) -> bool {
        self.char_before(at)
            .is_some_and(|c| Self::is_word(c, unicode) || self.is_mark(c) && self.has_base(at - c.len_utf8()))
    }

    fn is_mark(&self, c: char) -> bool {
        !c.is_ascii() && grapheme::tables(|t| t.mark.has(c))
    }

    /// Does the mark at a place stand on a letter or digit?
    fn has_base(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let base = before.chars().rev().find(|c| !self.is_mark(*c));
        base.is_some_and(|c| Self::is_word(c, false) && c != '_')
    }
}
