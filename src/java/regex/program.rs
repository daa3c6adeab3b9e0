//! A pattern as instructions for the machine that runs it.
//!
//! Java repeats groups in two ways that differ in what they remember of inner groups: bodies that match in one way
//! only are matched as a whole, others step by step. The instructions keep the two apart.

use super::ast::{Assert, Case, Greed, Node, Repeat};
use super::length;
use super::sets::Set;
use std::rc::Rc;

/// An index of an instruction.
pub(super) type At = usize;

/// One step of the machine.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Char(char),
    Set(Rc<Set>),
    Assert(Assert),
    /// Goes on at the first, at the second when that fails.
    Split(At, At),
    Jump(At),
    /// Notes where a group begins.
    Open {
        local: usize,
    },
    /// A group ends: its place is remembered when it has a number.
    Close {
        local: usize,
        group: Option<usize>,
    },
    /// Characters of a set in a row.
    Run {
        set: Rc<Set>,
        min: u32,
        max: u32,
        kind: Greed,
    },
    /// The body as a whole, again and again; what is behind is at `next`. Sets the group, if any, each time.
    Whole {
        body: At,
        next: At,
        min: u32,
        max: u32,
        kind: Greed,
        group: Option<usize>,
    },
    /// Enters a loop: sets its count.
    Enter(usize),
    /// The body of a loop ended.
    Again(usize),
    /// One more round of a reluctant loop.
    More(usize),
    /// `(?=…)` and the like; the body ends with `Done`.
    Look {
        body: At,
        next: At,
        negative: bool,
    },
    /// `(?<=…)` and the like; the body ends with `DoneBehind`.
    Behind {
        body: At,
        next: At,
        negative: bool,
        reach: (i32, i32),
        by_units: bool,
    },
    /// `(?>…)`
    Atomic {
        body: At,
        next: At,
    },
    BackReference {
        group: usize,
        case: Case,
    },
    Grapheme,
    /// A body ended.
    Done,
    /// The body of a look-behind ended: only here if it began the look.
    DoneBehind,
    /// The whole pattern matched.
    Match,
}

/// A loop over a body that may match in several ways.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loop {
    pub(super) body: At,
    pub(super) next: At,
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) lazy: bool,
    /// Where the body's begin is noted.
    pub(super) local: usize,
    /// Where the count is.
    pub(super) count: usize,
}

/// A pattern, compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) loops: Vec<Loop>,
    pub(super) locals: usize,
}

impl Program {
    pub(super) fn new(root: &Node) -> Program {
        let mut program = Program::default();
        program.add(root);
        program.steps.push(Step::Match);
        program
    }

    fn here(&self) -> At {
        self.steps.len()
    }

    /// Leaves room for a step that is known later.
    fn reserve(&mut self) -> At {
        self.steps.push(Step::Done);
        self.here() - 1
    }

    fn put(&mut self, at: At, step: Step) {
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = step;
        }
    }

    fn local(&mut self) -> usize {
        self.locals += 1;
        self.locals - 1
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::Empty => {}
            Node::Literal(c) => self.steps.push(Step::Char(*c)),
            Node::Set(set) => self.steps.push(Step::Set(set.clone())),
            Node::Concat(all) => all.iter().for_each(|node| self.add(node)),
            Node::Alternate(all) => self.alternate(all),
            Node::Group(number, node) => self.group(*number, node),
            Node::Repeat(repeat) => self.repeat(repeat),
            Node::Look(look) => {
                let at = self.reserve();
                let body = self.here();
                self.add(&look.node);
                self.steps.push(if look.behind { Step::DoneBehind } else { Step::Done });
                let (next, negative) = (self.here(), look.negative);
                self.put(
                    at,
                    if look.behind {
                        Step::Behind { body, next, negative, reach: look.reach, by_units: look.by_units }
                    } else {
                        Step::Look { body, next, negative }
                    },
                );
            }
            Node::Atomic(node) => {
                let at = self.reserve();
                let body = self.here();
                self.add(node);
                self.steps.push(Step::Done);
                self.put(at, Step::Atomic { body, next: self.here() });
            }
            Node::BackReference { group, case } => {
                self.steps.push(Step::BackReference { group: *group, case: *case });
            }
            Node::Assert(assert) => self.steps.push(Step::Assert(*assert)),
            Node::LineEnd => {
                // `\r\n` as one, or else any single one.
                let at = self.reserve();
                self.steps.extend([Step::Char('\r'), Step::Char('\n')]);
                let jump = self.reserve();
                let other = self.here();
                self.steps.push(Step::Set(Rc::new(Set::new(super::sets::vertical()))));
                self.put(at, Step::Split(at + 1, other));
                self.put(jump, Step::Jump(self.here()));
            }
            Node::Grapheme => self.steps.push(Step::Grapheme),
        }
    }

    fn alternate(&mut self, all: &[Node]) {
        let mut jumps = Vec::new();
        for (i, node) in all.iter().enumerate() {
            if i + 1 == all.len() {
                self.add(node);
                break;
            }
            let at = self.reserve();
            self.add(node);
            jumps.push(self.reserve());
            self.put(at, Step::Split(at + 1, self.here()));
        }
        let end = self.here();
        jumps.into_iter().for_each(|at| self.put(at, Step::Jump(end)));
    }

    fn group(&mut self, number: Option<usize>, node: &Node) {
        let Some(number) = number else { return self.add(node) };
        let local = self.local();
        self.steps.push(Step::Open { local });
        self.add(node);
        self.steps.push(Step::Close { local, group: Some(number) });
    }

    fn repeat(&mut self, repeat: &Repeat) {
        let Repeat { node, min, max, kind, optional } = repeat;
        let (min, max, kind) = (*min, *max, *kind);
        let set = match &**node {
            Node::Set(set) => Some(set.clone()),
            Node::Literal(c) => Some(Rc::new(Set::new(super::sets::ranges(&[(*c, *c)])))),
            _ => None,
        };
        if let Some(set) = set {
            self.steps.push(Step::Run { set, min, max, kind });
            return;
        }
        if let (Node::Group(number, inner), true) = (&**node, kind != Greed::Possessive) {
            if *optional {
                return self.optional(node, kind);
            }
            if length::is_fixed(inner) {
                return self.whole(inner, (min, max, kind), *number);
            }
            return self.repeat_loop(*number, inner, (min, max, kind));
        }
        self.whole(node, (min, max, kind), None);
    }

    fn whole(&mut self, node: &Node, (min, max, kind): (u32, u32, Greed), group: Option<usize>) {
        let at = self.reserve();
        let body = self.here();
        self.add(node);
        self.steps.push(Step::Done);
        self.put(at, Step::Whole { body, next: self.here(), min, max, kind, group });
    }

    fn optional(&mut self, group: &Node, kind: Greed) {
        let at = self.reserve();
        self.add(group);
        let next = self.here();
        self.put(at, if kind == Greed::Lazy { Step::Split(next, at + 1) } else { Step::Split(at + 1, next) });
    }

    fn repeat_loop(&mut self, number: Option<usize>, node: &Node, (min, max, kind): (u32, u32, Greed)) {
        let (local, count, index) = (self.local(), self.local(), self.loops.len());
        let lazy = kind == Greed::Lazy;
        self.loops.push(Loop { body: 0, next: 0, min, max, lazy, local, count });
        self.steps.push(Step::Enter(index));
        let body = self.here();
        self.steps.push(Step::Open { local });
        self.add(node);
        self.steps.push(Step::Close { local, group: number });
        self.steps.push(Step::Again(index));
        let next = self.here();
        if let Some(slot) = self.loops.get_mut(index) {
            (slot.body, slot.next) = (body, next);
        }
        // Reluctant loops come back to here for another round.
        if lazy {
            let over = self.reserve();
            self.steps.push(Step::More(index));
            self.put(over, Step::Jump(over + 2));
        }
    }
}
