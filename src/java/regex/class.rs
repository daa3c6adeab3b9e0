//! Reads classes: `[a-z&&[^aeiou]]`.
//!
//! The order in which Java combines the parts of a class is not the obvious one; this follows it step by step.

use super::RegexFault;
use super::ast::Case;
use super::escape::Escape;
use super::parse::Parser;
use super::scan::END;
use super::sets::{self, negated, union};
use regex_syntax::hir::ClassUnicode;

/// What was read so far. Single Latin-1 characters are gathered apart, and those that come later count for earlier
/// uses too.
enum Part {
    Gathered,
    Set(ClassUnicode),
    Union(Box<Part>, Box<Part>),
    And(Box<Part>, Box<Part>),
}

impl Part {
    fn or(this: Option<Part>, other: Part) -> Part {
        match this {
            None => other,
            Some(this) => Part::Union(Box::new(this), Box::new(other)),
        }
    }

    fn resolve(&self, gathered: &ClassUnicode) -> ClassUnicode {
        match self {
            Part::Gathered => gathered.clone(),
            Part::Set(set) => set.clone(),
            Part::Union(a, b) => union(a.resolve(gathered), &b.resolve(gathered)),
            Part::And(a, b) => {
                let mut both = a.resolve(gathered);
                both.intersect(&b.resolve(gathered));
                both
            }
        }
    }

    fn clone_of(&self) -> Part {
        match self {
            Part::Gathered => Part::Gathered,
            Part::Set(set) => Part::Set(set.clone()),
            Part::Union(a, b) => Part::Union(Box::new(a.clone_of()), Box::new(b.clone_of())),
            Part::And(a, b) => Part::And(Box::new(a.clone_of()), Box::new(b.clone_of())),
        }
    }
}

impl Parser {
    /// A class; the cursor stands on its `[`.
    pub(super) fn class(&mut self) -> Result<ClassUnicode, RegexFault> {
        let start = self.scan.at;
        self.class_in(start, true)
    }

    /// A class, or with `closed` false the right side of `&&` that has no brackets of its own: its `]` is left.
    fn class_in(&mut self, start: usize, closed: bool) -> Result<ClassUnicode, RegexFault> {
        self.descend(start)?;
        let mut whole: Option<Part> = None;
        // The part read last, which `&&` without a right side repeats; none when it was gathered.
        let mut last: Option<Part> = None;
        let mut gathered = ClassUnicode::empty();
        let mut pending = false;
        let mut negative = false;
        let mut c = self.scan.next();
        if c == '^' && self.scan.char_at(self.scan.at.wrapping_sub(1)) == '[' {
            negative = true;
            c = self.scan.next();
        }
        loop {
            match c {
                '[' => {
                    let inner = self.class()?;
                    last = Some(Part::Set(inner.clone()));
                    whole = Some(Part::or(whole, Part::Set(inner)));
                    c = self.scan.peek();
                    continue;
                }
                '&' => {
                    if self.scan.next() != '&' {
                        self.scan.unread();
                    } else {
                        c = self.scan.next();
                        let mut right: Option<ClassUnicode> = None;
                        while c != ']' && c != '&' {
                            let one = if c == '[' {
                                self.class()?
                            } else {
                                self.scan.unread();
                                self.class_in(start, false)?
                            };
                            right = Some(right.map_or(one.clone(), |all| union(all, &one)));
                            c = self.scan.peek();
                        }
                        if pending {
                            if whole.is_none() {
                                last = Some(Part::Gathered);
                            }
                            whole = Some(Part::or(whole, Part::Gathered));
                            pending = false;
                        }
                        if let Some(right) = right {
                            last = Some(Part::Set(right));
                        }
                        whole = match (whole, &last) {
                            (None, Some(last)) => Some(last.clone_of()),
                            (Some(whole), Some(last)) => {
                                Some(Part::And(Box::new(whole), Box::new(last.clone_of())))
                            }
                            // Java refuses the first, and fails at the second only when it runs.
                            (_, None) => {
                                return Err(self
                                    .scan
                                    .fault_from(start, "`&&` has nothing on one of its sides"));
                            }
                        };
                        continue;
                    }
                }
                END if self.scan.is_done() => {
                    return Err(self.scan.fault(
                        start,
                        start + 1,
                        "`[` opens a class that is never closed: write `\\[` for the character",
                    ));
                }
                ']' if whole.is_some() || pending => {
                    if closed {
                        self.scan.next();
                    }
                    if pending {
                        whole = Some(Part::or(whole, Part::Gathered));
                    }
                    self.ascend();
                    let set = whole.map(|part| part.resolve(&gathered)).unwrap_or_else(ClassUnicode::empty);
                    return Ok(if negative { negated(set) } else { set });
                }
                _ => {}
            }
            match self.class_item(&mut gathered)? {
                Some(set) => {
                    last = Some(Part::Set(set.clone()));
                    whole = Some(Part::or(whole, Part::Set(set)));
                }
                None => {
                    pending = true;
                    last = None;
                }
            }
            c = self.scan.peek();
        }
    }

    /// A character, a range or an escape; none when it was gathered.
    fn class_item(&mut self, gathered: &mut ClassUnicode) -> Result<Option<ClassUnicode>, RegexFault> {
        let start = self.scan.at;
        let code = if self.scan.peek() == '\\' {
            let c = self.scan.next_raw();
            if matches!(c, 'p' | 'P') {
                return self.property(start).map(Some);
            }
            let in_range = self.scan.char_at(self.scan.at + 1) == '-';
            self.scan.unread();
            match self.any_escape(true, in_range)? {
                Escape::Char(code) => code,
                Escape::Set(set) => return Ok(Some(set)),
                Escape::Node(_) => {
                    return Err(self.scan.fault_from(start, "this escape means nothing in [brackets]"));
                }
            }
        } else {
            let c = self.scan.peek();
            self.scan.next();
            u32::from(c)
        };
        if self.scan.peek() == '-' {
            let end = self.scan.char_at(self.scan.at + 1);
            if end != '[' && end != ']' {
                return self.class_range(start, code).map(Some);
            }
        }
        Ok(self.class_char(gathered, code))
    }

    /// The rest of a range from `from` on; the cursor stands on the `-`.
    fn class_range(&mut self, start: usize, from: u32) -> Result<ClassUnicode, RegexFault> {
        self.scan.next();
        let to = if self.scan.peek() == '\\' {
            match self.any_escape(true, true)? {
                Escape::Char(code) => Some(code),
                _ => None,
            }
        } else {
            let c = self.scan.peek();
            self.scan.next();
            Some(u32::from(c))
        };
        match to {
            Some(to) if to >= from => Ok(sets::cased_range(from, to, self.case())),
            Some(_) => Err(self
                .scan
                .fault_from(start, "this range ends before it begins: write `\\-` for the hyphen")),
            None => {
                Err(self.scan.fault_from(start, "a class cannot end a range: write `\\-` for the hyphen"))
            }
        }
    }

    fn class_char(&mut self, gathered: &mut ClassUnicode, code: u32) -> Option<ClassUnicode> {
        let Some(c) = char::from_u32(code) else { return Some(ClassUnicode::empty()) };
        let case = self.case();
        // Letters whose other case lies outside of Latin-1 are no gathered ones.
        let far = case == Case::Unicode
            && matches!(code, 0xFF | 0xB5 | 0x49 | 0x69 | 0x53 | 0x73 | 0x4B | 0x6B | 0xC5 | 0xE5);
        if code >= 256 || far {
            return Some(sets::single(c, case));
        }
        let cased = match case {
            Case::Exact => vec![c],
            _ if c.is_ascii() => vec![c.to_ascii_lowercase(), c.to_ascii_uppercase()],
            Case::Unicode => vec![c, sets::lower(c), sets::upper(c)],
            Case::Ascii => vec![c],
        };
        gathered.union(&sets::ranges(&cased.iter().map(|&c| (c, c)).collect::<Vec<_>>()));
        None
    }
}
