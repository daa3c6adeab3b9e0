//! Patterns without references, conditions and the like, as finite automata: linear in the text, whatever the pattern.
//!
//! Only what gives the same groups as Java is translated. `$` and `\b` have a simple meaning on texts without line
//! ends, or of ASCII alone; other texts go to the machine.

use super::ast::{Assert, Greed, Node, Repeat, UNBOUNDED};
use super::length;
use super::sets::vertical;
use regex_automata::meta::{Config, Regex};
use regex_syntax::hir::{Capture, Class, ClassUnicode, Hir, Look, Repetition};
use std::cell::OnceCell;

/// The most memory an automaton may take while it is built.
const SIZE: usize = 1 << 20;

/// Which texts a translation is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// Only ASCII.
    ascii: bool,
    /// No line ends, and not empty.
    one_line: bool,
}

/// A pattern that can be an automaton.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    tree: Hir,
    needs: Needs,
    find: OnceCell<Option<Regex>>,
    whole: OnceCell<Option<Regex>>,
}

impl Automaton {
    /// The automaton of a pattern, if it can be one.
    pub(super) fn new(root: &Node) -> Option<Automaton> {
        let mut needs = Needs::default();
        let tree = translate(root, &mut needs)?;
        Some(Automaton { tree, needs, find: OnceCell::new(), whole: OnceCell::new() })
    }

    /// Can it be run on that text?
    pub(super) fn takes(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        (!self.needs.ascii || text.is_ascii())
            && (!self.needs.one_line
                || !text.is_empty()
                    && !bytes.iter().any(|b| matches!(b, b'\n' | b'\r'))
                    && !text.contains(['\u{85}', '\u{2028}', '\u{2029}']))
    }

    /// Searches anywhere; none when it is too large to be built.
    pub(super) fn find(&self) -> Option<&Regex> {
        self.find.get_or_init(|| build(&self.tree)).as_ref()
    }

    /// Matches whole texts.
    pub(super) fn whole(&self) -> Option<&Regex> {
        let whole = || Hir::concat(vec![Hir::look(Look::Start), self.tree.clone(), Hir::look(Look::End)]);
        self.whole.get_or_init(|| build(&whole())).as_ref()
    }
}

fn build(tree: &Hir) -> Option<Regex> {
    let config =
        Config::new().nfa_size_limit(Some(SIZE)).onepass_size_limit(Some(SIZE)).hybrid_cache_capacity(SIZE);
    Regex::builder().configure(config).build_from_hir(tree).ok()
}

fn translate(node: &Node, needs: &mut Needs) -> Option<Hir> {
    Some(match node {
        Node::Empty => Hir::empty(),
        Node::Literal(c) => Hir::literal(c.encode_utf8(&mut [0; 4]).as_bytes()),
        Node::Set(set) => class(set.class.clone()),
        Node::Concat(all) => Hir::concat(translate_all(all, needs)?),
        Node::Alternate(all) => Hir::alternation(translate_all(all, needs)?),
        Node::Group(None, node) => translate(node, needs)?,
        Node::Group(Some(number), node) => {
            let sub = Box::new(translate(node, needs)?);
            Hir::capture(Capture { index: u32::try_from(*number).ok()?, name: None, sub })
        }
        Node::Repeat(repeat) => translate_repeat(repeat, needs)?,
        Node::LineEnd => Hir::alternation(vec![Hir::literal(*b"\r\n"), class(vertical())]),
        Node::Assert(assert) => translate_assert(*assert, needs)?,
        Node::Look(_) | Node::Atomic(_) | Node::BackReference { .. } | Node::Grapheme => return None,
    })
}

fn translate_all(all: &[Node], needs: &mut Needs) -> Option<Vec<Hir>> {
    all.iter().map(|node| translate(node, needs)).collect()
}

fn class(class: ClassUnicode) -> Hir {
    Hir::class(Class::Unicode(class))
}

fn translate_assert(assert: Assert, needs: &mut Needs) -> Option<Hir> {
    Some(Hir::look(match assert {
        Assert::Begin => Look::Start,
        Assert::End => Look::End,
        Assert::LineBegin { .. } => {
            needs.one_line = true;
            Look::Start
        }
        Assert::LineFinish { .. } | Assert::Finish { .. } => {
            needs.one_line = true;
            Look::End
        }
        Assert::Word { not, .. } => {
            needs.ascii = true;
            if not { Look::WordAsciiNegate } else { Look::WordAscii }
        }
        Assert::LastMatch => return None,
    }))
}

fn translate_repeat(repeat: &Repeat, needs: &mut Needs) -> Option<Hir> {
    let Repeat { node, min, max, kind, optional } = repeat;
    if *kind == Greed::Possessive {
        return None;
    }
    // What never runs would be dropped, with its groups.
    if *max == 0 && has_groups(node) {
        return None;
    }
    let sub = translate(node, needs)?;
    match &**node {
        Node::Literal(_) | Node::Set(_) => {}
        // Java and the automaton differ in rounds that match nothing, and in what groups in a body of one way remember.
        Node::Group(_, body) => {
            let empty = sub.properties().minimum_len().is_none_or(|n| n == 0);
            let leaks = length::is_fixed(body) && has_groups(body);
            if !optional && (empty || leaks) {
                return None;
            }
        }
        _ => return None,
    }
    let max = if *max == UNBOUNDED { None } else { Some(*max) };
    Some(Hir::repetition(Repetition { min: *min, max, greedy: *kind == Greed::Greedy, sub: Box::new(sub) }))
}

fn has_groups(node: &Node) -> bool {
    match node {
        Node::Group(Some(_), _) => true,
        Node::Group(None, node) => has_groups(node),
        Node::Repeat(repeat) => has_groups(&repeat.node),
        Node::Concat(all) | Node::Alternate(all) => all.iter().any(has_groups),
        _ => false,
    }
}
