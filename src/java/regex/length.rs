//! How long a match can be, as far as Java computes it: that decides which look-behinds it accepts and how far they
//! look, and which quantified groups it treats as always matching in one way only.
//!
//! The numbers overflow as Java's do; a look-behind of `a*` counts on it.

use super::ast::{Greed, Node, Repeat, UNBOUNDED};

/// What is known of a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    pub(super) min: i32,
    pub(super) max: i32,
    /// `max` is one.
    pub(super) bounded: bool,
    /// It matches in one way only at any place.
    pub(super) fixed: bool,
}

const START: Length = Length { min: 0, max: 0, bounded: true, fixed: true };

/// The lengths of a node alone.
pub(super) fn of(node: &Node) -> Length {
    let mut length = START;
    add(&mut length, node);
    length
}

/// Does Java repeat this group with the loop for bodies that match in one way only?
pub(super) fn is_fixed(body: &Node) -> bool {
    of(body).fixed
}

/// Is it a group with an end of its own in Java's tree, unlike atomic ones and conditions?
fn is_group(node: &Node) -> bool {
    matches!(node, Node::Group(..))
}

/// Adds what a node has.
fn add(so_far: &mut Length, node: &Node) {
    let mut row = Vec::new();
    flatten(node, &mut row);
    add_row(so_far, &row);
}

/// The nodes that follow each other, groups without quantifier opened.
fn flatten<'n>(node: &'n Node, row: &mut Vec<&'n Node>) {
    match node {
        Node::Concat(all) => all.iter().for_each(|node| flatten(node, row)),
        Node::Group(_, node) => flatten(node, row),
        node => row.push(node),
    }
}

fn add_row(so_far: &mut Length, row: &[&Node]) {
    for (i, node) in row.iter().enumerate() {
        match node {
            Node::Literal(_) | Node::Set(_) => grow(so_far, 1, 1),
            Node::LineEnd => grow(so_far, 1, 2),
            Node::Grapheme => {
                grow(so_far, 1, 0);
                so_far.fixed = false;
            }
            Node::BackReference { .. } => so_far.bounded = false,
            Node::Atomic(node) => add(so_far, node),
            Node::Alternate(all) => return branch(so_far, all.iter(), row.get(i + 1..)),
            Node::Repeat(repeat) => {
                let stepwise = is_group(&repeat.node) && repeat.kind != Greed::Possessive;
                if stepwise && repeat.optional {
                    return branch(so_far, [&*repeat.node, &Node::Empty].into_iter(), row.get(i + 1..));
                }
                if stepwise && !is_fixed(&repeat.node) {
                    // Java looks at nothing behind such a loop.
                    (so_far.bounded, so_far.fixed) = (false, false);
                    return;
                }
                add_repeat(so_far, repeat);
            }
            Node::Empty | Node::Assert(_) | Node::Look(_) | Node::Concat(_) | Node::Group(..) => {}
        }
    }
}

fn grow(length: &mut Length, min: i32, max: i32) {
    length.min = length.min.wrapping_add(min);
    length.max = length.max.wrapping_add(max);
}

/// One of several ways; what follows is computed from zero and added unchecked.
fn branch<'n>(so_far: &mut Length, ways: impl Iterator<Item = &'n Node>, rest: Option<&[&Node]>) {
    let (mut min, mut max) = (i32::MAX, -1);
    let mut bounded = so_far.bounded;
    for way in ways {
        let one = of(way);
        min = min.min(one.min);
        max = max.max(one.max);
        bounded &= one.bounded;
    }
    let mut behind = START;
    add_row(&mut behind, rest.unwrap_or_default());
    grow(so_far, min, max);
    grow(so_far, behind.min, behind.max);
    so_far.bounded = bounded && behind.bounded;
    so_far.fixed = false;
}

fn add_repeat(so_far: &mut Length, repeat: &Repeat) {
    if repeat.optional {
        let min = so_far.min;
        add(so_far, &repeat.node);
        (so_far.min, so_far.fixed) = (min, false);
        return;
    }
    // Java's loop for one character, greedy and without limit.
    let run = matches!(*repeat.node, Node::Literal(_) | Node::Set(_))
        && repeat.kind == Greed::Greedy
        && repeat.max == UNBOUNDED;
    if run {
        grow(so_far, repeat.min.cast_signed(), if so_far.bounded { i32::MAX } else { 0 });
        so_far.fixed = false;
        return;
    }
    let one = of(&repeat.node);
    let min = one.min.wrapping_mul(repeat.min.cast_signed()).wrapping_add(so_far.min);
    so_far.min = if min < so_far.min { 0x0FFF_FFFF } else { min };
    if so_far.bounded && one.bounded {
        let max = one.max.wrapping_mul(repeat.max.cast_signed()).wrapping_add(so_far.max);
        so_far.bounded = max >= so_far.max;
        so_far.max = max;
    } else {
        so_far.bounded = false;
    }
    so_far.fixed = so_far.fixed && one.fixed && repeat.min == repeat.max;
}
