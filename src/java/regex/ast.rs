//! The tree of a pattern: what Java reads in it. Flags are resolved where they apply.

use super::sets::Set;
use std::rc::Rc;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Nothing, which always matches.
    Empty,
    /// One character as it stands.
    Literal(char),
    /// One character of a set.
    Set(Rc<Set>),
    /// One after another.
    Concat(Vec<Node>),
    /// The first that lets the rest match.
    Alternate(Vec<Node>),
    /// `(…)`, with its number, or `(?:…)`.
    Group(Option<usize>, Box<Node>),
    /// A quantifier.
    Repeat(Repeat),
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
    Look(Look),
    /// `(?>…)`
    Atomic(Box<Node>),
    /// `\1`, `\k<name>`
    BackReference {
        /// The group's number.
        group: usize,
        /// How letters compare.
        case: Case,
    },
    /// A place in the text.
    Assert(Assert),
    /// `\R`
    LineEnd,
    /// `\X`
    Grapheme,
}

/// A quantifier and what it repeats.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Repeat {
    /// What is repeated.
    pub(super) node: Box<Node>,
    /// At least so often.
    pub(super) min: u32,
    /// At most so often; `UNBOUNDED` for no limit.
    pub(super) max: u32,
    /// Which way it goes.
    pub(super) kind: Greed,
    /// It was written `?` or `{0,1}`.
    pub(super) optional: bool,
}

/// Java's number for "no upper limit".
pub(super) const UNBOUNDED: u32 = i32::MAX as u32;

/// Which way a quantifier goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    /// As often as possible first.
    Greedy,
    /// As rarely as possible first.
    Lazy,
    /// As often as possible, and that stands.
    Possessive,
}

/// A condition on what follows or precedes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// What has to match, or must not.
    pub(super) node: Box<Node>,
    /// It looks back.
    pub(super) behind: bool,
    /// It must not match.
    pub(super) negative: bool,
    /// How many characters a look back may start before its end, at least and at most, as Java computes it (with its
    /// overflows).
    pub(super) reach: (i32, i32),
    /// Java counts a look back in UTF-16 units, unless the pattern holds a supplementary character behind its start.
    pub(super) by_units: bool,
}

/// How letters compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As they stand.
    Exact,
    /// `(?i)`: ASCII letters in either case.
    Ascii,
    /// `(?iu)`: all letters in either case.
    Unicode,
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assert {
    /// `\A`, `^`
    Begin,
    /// `\z`
    End,
    /// `\G`
    LastMatch,
    /// `^` with `(?m)`
    LineBegin {
        /// `(?d)`: only `\n` ends lines.
        unix: bool,
    },
    /// `$` with `(?m)`
    LineFinish {
        /// `(?d)`
        unix: bool,
    },
    /// `$`, `\Z`: the end, or before the line terminator that ends the text.
    Finish {
        /// `(?d)`
        unix: bool,
    },
    /// `\b`
    Word {
        /// `\B`
        not: bool,
        /// `(?U)`
        unicode: bool,
    },
}
