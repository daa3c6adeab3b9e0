//! Reads Java's pattern syntax: alternatives, sequences, groups, flags and quantifiers.
//!
//! What is accepted and refused is what `Pattern.compile` of Java 17 accepts and refuses, odd corners included; the
//! words of the faults are ours.

use super::RegexFault;
use super::ast::{Assert, Case, Greed, Look, Node, Repeat, UNBOUNDED};
use super::length;
use super::scan::{END, Scan};
use super::sets::{self, Set};
use std::rc::Rc;

/// Groups and classes may be nested so deep. Java has no limit but its stack.
const MAX_DEPTH: usize = 200;

/// A pattern that was read.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) root: Node,
    /// How many groups there are, the whole match included.
    pub(super) groups: usize,
    /// The numbers of the named ones.
    pub(super) names: Vec<(String, usize)>,
}

/// Reads a pattern.
pub(super) fn parse(text: &str) -> Result<Pattern, RegexFault> {
    let mut parser = Parser { scan: Scan::new(text), groups: 1, names: Vec::new(), depth: 0 };
    let root = parser.alternatives()?;
    let scan = &parser.scan;
    if !scan.is_done() {
        // Only a closing parenthesis ends the alternatives early.
        return Err(scan.fault(scan.at, scan.at + 1, "`)` closes no group: write `\\)` for the character"));
    }
    if scan.ran_over() {
        let last = scan.at.saturating_sub(2);
        return Err(scan.fault(
            last,
            last + 1,
            "the pattern ends in the middle of an escape: a `\\` needs a character behind it",
        ));
    }
    Ok(Pattern { root, groups: parser.groups, names: parser.names })
}

pub(super) struct Parser {
    pub(super) scan: Scan,
    pub(super) groups: usize,
    pub(super) names: Vec<(String, usize)>,
    depth: usize,
}

/// Characters in a row, or something else.
enum Atom {
    Chars(Vec<u32>),
    Node(Node),
}

impl Parser {
    /// How letters compare here.
    pub(super) fn case(&self) -> Case {
        match (self.scan.flags.insensitive, self.scan.flags.unicode_case) {
            (false, _) => Case::Exact,
            (_, false) => Case::Ascii,
            _ => Case::Unicode,
        }
    }

    /// Goes one level deeper, for a group or class that begins at that place.
    pub(super) fn descend(&mut self, from: usize) -> Result<(), RegexFault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.scan.fault(
                from,
                from + 1,
                format!("more than {MAX_DEPTH} groups or classes in each other are not supported"),
            ));
        }
        Ok(())
    }

    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }

    fn alternatives(&mut self) -> Result<Node, RegexFault> {
        let first = self.sequence()?;
        if self.scan.peek() != '|' {
            return Ok(first);
        }
        let mut all = vec![first];
        while self.scan.peek() == '|' {
            self.scan.next();
            all.push(self.sequence()?);
        }
        Ok(Node::Alternate(all))
    }

    fn sequence(&mut self) -> Result<Node, RegexFault> {
        let mut all = Vec::new();
        loop {
            let c = self.scan.peek();
            let node = match c {
                '(' => {
                    if let Some(group) = self.group()? {
                        all.push(group);
                    }
                    continue;
                }
                '[' => Node::Set(Rc::new(Set::new(self.class()?))),
                '^' => {
                    self.scan.next();
                    let flags = self.scan.flags;
                    Node::Assert(if flags.multiline {
                        Assert::LineBegin { unix: flags.unix }
                    } else {
                        Assert::Begin
                    })
                }
                '$' => {
                    self.scan.next();
                    let unix = self.scan.flags.unix;
                    Node::Assert(if self.scan.flags.multiline {
                        Assert::LineFinish { unix }
                    } else {
                        Assert::Finish { unix }
                    })
                }
                '.' => {
                    self.scan.next();
                    Node::Set(Rc::new(Set::new(sets::dot(self.scan.flags.dotall, self.scan.flags.unix))))
                }
                '|' | ')' => break,
                '?' | '*' | '+' => {
                    let at = self.scan.at;
                    return Err(self.scan.fault(
                        at,
                        at + 1,
                        format!("`{c}` has nothing to repeat: write `\\{c}` for the character"),
                    ));
                }
                END if self.scan.is_done() => break,
                _ => match self.atom()? {
                    Atom::Node(node) => node,
                    Atom::Chars(chars) => self.literal(&chars),
                },
            };
            // A row of characters is longer than one only when no quantifier follows it.
            match self.quantified(node)? {
                Node::Concat(row) => all.extend(row),
                Node::Empty => {}
                node => all.push(node),
            }
        }
        Ok(match all.len() {
            0 => Node::Empty,
            1 => all.remove(0),
            _ => Node::Concat(all),
        })
    }

    /// Characters up to what is something else; one alone when a quantifier follows.
    fn atom(&mut self) -> Result<Atom, RegexFault> {
        let mut row: Vec<u32> = Vec::new();
        let mut last = self.scan.at;
        let mut c = self.scan.peek();
        loop {
            match c {
                '*' | '+' | '?' | '{' => {
                    if row.len() > 1 {
                        // The quantifier is for the last character only.
                        self.scan.at = last;
                        row.pop();
                    }
                    break;
                }
                '$' | '.' | '^' | '(' | '[' | '|' | ')' => break,
                '\\' => {
                    let start = self.scan.at;
                    let escaped = self.scan.next_raw();
                    if matches!(escaped, 'p' | 'P') {
                        if row.is_empty() {
                            return Ok(Atom::Node(Node::Set(Rc::new(Set::new(self.property(start)?)))));
                        }
                        self.scan.unread();
                        break;
                    }
                    self.scan.unread();
                    last = self.scan.at;
                    match self.escape()? {
                        super::escape::Escape::Char(code) => {
                            row.push(code);
                            c = self.scan.peek();
                        }
                        super::escape::Escape::Set(set) if row.is_empty() => {
                            return Ok(Atom::Node(Node::Set(Rc::new(Set::new(set)))));
                        }
                        super::escape::Escape::Node(node) if row.is_empty() => return Ok(Atom::Node(node)),
                        _ => {
                            self.scan.at = last;
                            break;
                        }
                    }
                }
                END if self.scan.is_done() => break,
                _ => {
                    last = self.scan.at;
                    row.push(u32::from(c));
                    c = self.scan.next();
                }
            }
        }
        Ok(Atom::Chars(row))
    }

    /// Characters as nodes; those in a row compare a little differently from one alone.
    fn literal(&self, row: &[u32]) -> Node {
        let case = self.case();
        let node = |&code: &u32| {
            // Half of a surrogate pair is in no text.
            let Some(c) = char::from_u32(code) else {
                return Node::Set(Rc::new(Set::new(sets::range(1, 0))));
            };
            let set = match case {
                Case::Exact => return Node::Literal(c),
                Case::Unicode if row.len() > 1 => sets::folding_to(sets::fold(c)),
                _ => sets::single(c, case),
            };
            match set.ranges() {
                [one] if one.start() == one.end() => Node::Literal(one.start()),
                _ => Node::Set(Rc::new(Set::new(set))),
            }
        };
        match row {
            [] => Node::Empty,
            [one] => node(one),
            _ => Node::Concat(row.iter().map(node).collect()),
        }
    }

    /// A group; none for `(?i)`.
    fn group(&mut self) -> Result<Option<Node>, RegexFault> {
        let start = self.scan.at;
        let flags = self.scan.flags;
        self.descend(start)?;
        let node = if self.scan.next() == '?' {
            match self.scan.skip() {
                ':' => Node::Group(None, Box::new(self.alternatives()?)),
                c @ ('=' | '!') => {
                    let node = Box::new(self.alternatives()?);
                    Node::Look(Look {
                        node,
                        behind: false,
                        negative: c == '!',
                        reach: (0, 0),
                        by_units: false,
                    })
                }
                '>' => Node::Atomic(Box::new(self.alternatives()?)),
                '<' => match self.scan.read() {
                    c @ ('=' | '!') => self.look_behind(start, c == '!')?,
                    c => {
                        let name = self.group_name(start, c)?;
                        if self.names.iter().any(|(known, _)| *known == name) {
                            return Err(self
                                .scan
                                .fault_from(start, format!("there is a group `{name}` already")));
                        }
                        self.names.push((name, self.groups));
                        self.capturing()?
                    }
                },
                '$' | '@' => return Err(self.scan.fault_from(start, "this kind of group does not exist")),
                _ => {
                    self.scan.unread();
                    self.change_flags()?;
                    match self.scan.read() {
                        ')' => {
                            self.ascend();
                            return Ok(None);
                        }
                        ':' => Node::Group(None, Box::new(self.alternatives()?)),
                        _ => return Err(self.unknown_group(start)),
                    }
                }
            }
        } else {
            self.capturing()?
        };
        if self.scan.read() != ')' {
            return Err(self.scan.fault(
                start,
                start + 1,
                "`(` opens a group that is never closed: write `\\(` for the character",
            ));
        }
        self.scan.flags = flags;
        self.ascend();
        self.quantified(node).map(Some)
    }

    fn unknown_group(&self, start: usize) -> RegexFault {
        let text: String =
            (start..self.scan.at).map(|i| self.scan.char_at(i)).filter(|c| *c != END).collect();
        let help = match &*text {
            "(?P" => ": Java writes named groups `(?<name>…)`",
            "(?#" => ": Java has comments only with (?x)",
            _ => "",
        };
        self.scan.fault_from(start, format!("`{text}` begins no kind of group that Java knows{help}"))
    }

    fn capturing(&mut self) -> Result<Node, RegexFault> {
        let number = self.groups;
        self.groups += 1;
        Ok(Node::Group(Some(number), Box::new(self.alternatives()?)))
    }

    fn look_behind(&mut self, start: usize, negative: bool) -> Result<Node, RegexFault> {
        let inside = self.scan.at;
        let node = Box::new(self.alternatives()?);
        let length = length::of(&node);
        if !length.bounded {
            return Err(self.scan.fault_from(start, "a look-behind needs an obvious maximum length: `*` and `+` behind groups, and references to groups, have none"));
        }
        let by_units = !self.scan.has_supplementary(inside);
        Ok(Node::Look(Look { node, behind: true, negative, reach: (length.min, length.max), by_units }))
    }

    /// The name of a group, whose first letter was read, up to the `>`.
    pub(super) fn group_name(&mut self, start: usize, first: char) -> Result<String, RegexFault> {
        if !first.is_ascii_alphabetic() {
            return Err(self.scan.fault_from(start, "a group's name begins with a letter from A to Z"));
        }
        let mut name = String::from(first);
        loop {
            match self.scan.read() {
                '>' => return Ok(name),
                c if c.is_ascii_alphanumeric() => name.push(c),
                _ => {
                    return Err(self
                        .scan
                        .fault_from(start, "a group's name has only letters and digits and ends with `>`"));
                }
            }
        }
    }

    fn change_flags(&mut self) -> Result<(), RegexFault> {
        let mut on = true;
        let mut c = self.scan.peek();
        loop {
            let flags = &mut self.scan.flags;
            match c {
                'i' => flags.insensitive = on,
                'm' => flags.multiline = on,
                's' => flags.dotall = on,
                'd' => flags.unix = on,
                'u' => flags.unicode_case = on,
                'x' => flags.comments = on,
                'U' => (flags.unicode_class, flags.unicode_case) = (on, on),
                'c' if on => {
                    let at = self.scan.at;
                    return Err(self.scan.fault(
                        at,
                        at + 1,
                        "the flag c (canonical equivalence) is not supported",
                    ));
                }
                'c' => {}
                '-' if on => on = false,
                _ => return Ok(()),
            }
            c = self.scan.next();
        }
    }

    /// The node with the quantifier that follows it.
    fn quantified(&mut self, node: Node) -> Result<Node, RegexFault> {
        let start = self.scan.at;
        let (min, max) = match self.scan.peek() {
            '?' => (0, 1),
            '*' => (0, UNBOUNDED),
            '+' => (1, UNBOUNDED),
            '{' => self.counts(start)?,
            _ => return Ok(node),
        };
        let kind = match self.scan.next() {
            '?' => Greed::Lazy,
            '+' => Greed::Possessive,
            _ => Greed::Greedy,
        };
        if kind != Greed::Greedy {
            self.scan.next();
        }
        Ok(Node::Repeat(Repeat { node: Box::new(node), min, max, kind, optional: (min, max) == (0, 1) }))
    }

    /// `{n}`, `{n,}`, `{n,m}`: the cursor ends on the `}`.
    fn counts(&mut self, start: usize) -> Result<(u32, u32), RegexFault> {
        let mut c = self.scan.skip();
        if !c.is_ascii_digit() {
            return Err(self.scan.fault(
                start,
                start + 1,
                "`{` begins a repetition like {2} or {1,3}: write `\\{` for the character",
            ));
        }
        let min = self.count(start, &mut c)?;
        let max = if c == ',' {
            c = self.scan.read();
            if c == '}' { UNBOUNDED } else { self.count(start, &mut c)? }
        } else {
            min
        };
        if c != '}' {
            return Err(self.scan.fault_from(start, "this repetition is not closed with `}`"));
        }
        if max < min {
            return Err(self.scan.fault_from(start, format!("the repetition goes from {min} down to {max}")));
        }
        self.scan.unread();
        Ok((min, max))
    }

    /// Digits from `c` on; `c` is then the character behind them.
    fn count(&mut self, start: usize, c: &mut char) -> Result<u32, RegexFault> {
        let mut n: u32 = 0;
        while let Some(digit) = c.to_digit(10) {
            n = n.saturating_mul(10).saturating_add(digit);
            if n > UNBOUNDED {
                return Err(self.scan.fault_from(start, "this repetition has too large a number"));
            }
            *c = self.scan.read();
        }
        Ok(n)
    }
}
