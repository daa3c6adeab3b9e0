//! Where a grapheme ends (`\X`), by the rules of Unicode 12 that Java 17 has, and the tables that `\b` asks.

use super::sets::{self, Set, property, raw_property, union};
use regex_syntax::hir::ClassUnicode;
use std::cell::OnceCell;

/// Sets that are made once.
pub(super) struct Tables {
    /// `\w` with `(?U)`
    pub(super) word: Set,
    /// `Character.isLetterOrDigit`
    pub(super) letter_or_digit: Set,
    /// Nonspacing marks
    pub(super) mark: Set,
    /// Characters by their part in graphemes.
    parts: Vec<(Part, Set)>,
}

thread_local! {
    static TABLES: OnceCell<Tables> = const { OnceCell::new() };
}

/// Asks the tables.
pub(super) fn tables<T>(ask: impl FnOnce(&Tables) -> T) -> T {
    TABLES.with(|tables| ask(tables.get_or_init(Tables::new)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Other,
    Cr,
    Lf,
    Control,
    Extend,
    Zwj,
    Regional,
    Prepend,
    Spacing,
    L,
    V,
    T,
    Lv,
    Lvt,
    Pictographic,
}

impl Tables {
    fn new() -> Tables {
        let named = |name: &str| property(name).unwrap_or_else(ClassUnicode::empty);
        let gcb = |name: &str| Set::new(named(&format!("gcb={name}")));
        let parts = vec![
            (Part::Pictographic, Set::new(named("Extended_Pictographic"))),
            (Part::Extend, gcb("Extend")),
            (Part::Zwj, gcb("ZWJ")),
            (Part::Regional, gcb("Regional_Indicator")),
            (Part::Prepend, gcb("Prepend")),
            (Part::Spacing, gcb("SpacingMark")),
            (Part::L, gcb("L")),
            (Part::V, gcb("V")),
            (Part::T, gcb("T")),
            (Part::Lv, gcb("LV")),
            (Part::Lvt, gcb("LVT")),
            (Part::Control, Set::new(raw_property("gcb=Control").unwrap_or_else(ClassUnicode::empty))),
        ];
        Tables {
            word: Set::new(sets::word(true)),
            letter_or_digit: Set::new(union(named("L"), &named("Nd"))),
            mark: Set::new(named("Mn")),
            parts,
        }
    }

    fn part(&self, c: char) -> Part {
        match c {
            '\r' => Part::Cr,
            '\n' => Part::Lf,
            '\0'..='\u{1F}' => Part::Control,
            ' '..='\u{7E}' => Part::Other,
            _ => self.parts.iter().find(|(_, set)| set.has(c)).map_or(Part::Other, |(part, _)| *part),
        }
    }
}

/// The end of the grapheme that begins at a place; none at the end of the text.
pub(super) fn next(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    tables(|tables| {
        let mut chars = rest.char_indices().map(|(i, c)| (i, tables.part(c)));
        let (_, mut last) = chars.next()?;
        let picture = last == Part::Pictographic;
        let mut regionals = usize::from(last == Part::Regional);
        for (i, part) in chars {
            let joined = match (last, part) {
                (Part::Zwj, Part::Pictographic) if picture => true,
                (Part::Regional, Part::Regional) => regionals % 2 == 1,
                (last, part) => joins(last, part),
            };
            if !joined {
                return Some(at + i);
            }
            regionals += usize::from(part == Part::Regional);
            last = part;
        }
        Some(text.len())
    })
}

fn joins(a: Part, b: Part) -> bool {
    use Part::{Control, Cr, Extend, L, Lf, Lv, Lvt, Prepend, Spacing, T, V, Zwj};
    match (a, b) {
        (Cr, Lf) => true,
        (Cr | Lf | Control, _) | (_, Cr | Lf | Control) => false,
        (_, Extend | Zwj | Spacing) | (Prepend, _) => true,
        (L, L | V | Lv | Lvt) | (Lv | V, V | T) | (Lvt | T, T) => true,
        _ => false,
    }
}
