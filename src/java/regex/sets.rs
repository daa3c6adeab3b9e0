//! Sets of characters: Java's notion of classes over the Unicode tables of `regex-syntax`, cut to the characters
//! that Java 17 knows (Unicode 13).

use super::ast::Case;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// A set of code points, quick to ask. Surrogates are never in it: no text holds them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set {
    ascii: u128,
    /// The ranges, sorted.
    pub(super) class: ClassUnicode,
}

impl Set {
    pub(super) fn new(class: ClassUnicode) -> Set {
        let mut ascii = 0;
        for range in class.ranges() {
            let (from, to) = (u32::from(range.start()), u32::from(range.end()).min(127));
            (from..=to).for_each(|c| ascii |= 1 << c);
        }
        Set { ascii, class }
    }

    pub(super) fn has(&self, c: char) -> bool {
        if c.is_ascii() {
            return self.ascii >> u32::from(c) & 1 == 1;
        }
        let ranges = self.class.ranges();
        let i = ranges.partition_point(|range| range.end() < c);
        ranges.get(i).is_some_and(|range| range.start() <= c)
    }
}

/// The code points of a range, surrogates left out.
pub(super) fn range(from: u32, to: u32) -> ClassUnicode {
    let mut out = ClassUnicode::empty();
    for (from, to) in [(from, to.min(0xD7FF)), (from.max(0xE000), to)] {
        if let (true, Some(from), Some(to)) = (from <= to, char::from_u32(from), char::from_u32(to)) {
            out.push(ClassUnicodeRange::new(from, to));
        }
    }
    out
}

/// These ranges.
pub(super) fn ranges(all: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(all.iter().map(|&(from, to)| ClassUnicodeRange::new(from, to)))
}

/// Everything else.
pub(super) fn negated(mut class: ClassUnicode) -> ClassUnicode {
    class.negate();
    class
}

/// Both together.
pub(super) fn union(mut a: ClassUnicode, b: &ClassUnicode) -> ClassUnicode {
    a.union(b);
    a
}

/// What a Unicode property of `regex-syntax` holds (`L`, `sc=Greek`, `Alphabetic`), whatever the Unicode version.
pub(super) fn raw_property(name: &str) -> Option<ClassUnicode> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-' | '=' | '.');
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let tree = regex_syntax::parse(&format!(r"\p{{{name}}}")).ok()?;
    match tree.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class),
        HirKind::Class(Class::Bytes(class)) => class.to_unicode_class(),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(ranges(&text.chars().map(|c| (c, c)).collect::<Vec<_>>()))
        }
        _ => None,
    }
}

/// What a Unicode property holds of the characters that Java 17 knows.
pub(super) fn property(name: &str) -> Option<ClassUnicode> {
    let mut class = raw_property(name)?;
    // Unassigned characters are asked for by their own name only.
    class.intersect(&raw_property("Age=13.0")?);
    for (_, from, to, then) in CHANGED.iter().filter(|(changed, ..)| *changed == name) {
        let part = ranges(&[(*from, *to)]);
        if *then {
            class.union(&part);
        } else {
            class.difference(&part);
        }
    }
    Some(class)
}

/// Characters that changed since Unicode 13: the property, the characters, and whether they had it then.
const CHANGED: &[(&str, char, char, bool)] = &[
    ("Alphabetic", '\u{363}', '\u{36F}', false),
    ("Alphabetic", '\u{C04}', '\u{C04}', false),
    ("Alphabetic", '\u{F82}', '\u{F83}', false),
    ("Alphabetic", '\u{1DD3}', '\u{1DE6}', false),
    ("Alphabetic", '\u{11080}', '\u{11081}', false),
    ("Bidi_Mirrored", '\u{226D}', '\u{226D}', false),
    ("ID_Continue", '\u{2E2F}', '\u{2E2F}', true),
    ("ID_Continue", '\u{30FB}', '\u{30FB}', false),
    ("ID_Continue", '\u{FF65}', '\u{FF65}', false),
    ("ID_Start", '\u{2E2F}', '\u{2E2F}', true),
    ("Lowercase", '\u{10FC}', '\u{10FC}', false),
    ("Lowercase", '\u{AB69}', '\u{AB69}', false),
    ("Mc", '\u{1734}', '\u{1734}', false),
    ("Mc", '\u{1171E}', '\u{1171E}', false),
    ("Mn", '\u{1734}', '\u{1734}', true),
    ("Mn", '\u{1171E}', '\u{1171E}', true),
];

/// `Character.toUpperCase(int)`: one character to one.
pub(crate) fn upper(c: char) -> char {
    let mut all = c.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        // Where the full mapping has several characters, the simple one is the title case of the Greek vowels with a
        // subscript, or the character itself.
        _ => match c {
            '\u{1F80}'..='\u{1F87}' | '\u{1F90}'..='\u{1F97}' | '\u{1FA0}'..='\u{1FA7}' => shift(c, 8),
            '\u{1FB3}' | '\u{1FC3}' | '\u{1FF3}' => shift(c, 9),
            _ => c,
        },
    }
}

/// `Character.toLowerCase(int)`: one character to one.
pub(crate) fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ if c == '\u{130}' => 'i',
        _ => c,
    }
}

fn shift(c: char, by: u32) -> char {
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

/// Lower case of upper case: equal for characters that differ in case only, as Java compares them.
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { lower(upper(c)) }
}

/// Every character that has a case.
fn cased() -> impl Iterator<Item = char> {
    ('\0'..='\u{1E943}').filter(|&c| lower(c) != c || upper(c) != c)
}

/// All characters that fold to this one.
pub(super) fn folding_to(folded: char) -> ClassUnicode {
    let mut out = ranges(&[(folded, folded)]);
    cased().filter(|&c| fold(c) == folded).for_each(|c| out.push(ClassUnicodeRange::new(c, c)));
    out
}

/// A character that stands alone, in a class or before a quantifier.
pub(super) fn single(c: char, case: Case) -> ClassUnicode {
    match case {
        Case::Unicode if upper(c) != fold(c) => folding_to(fold(c)),
        Case::Ascii if c.is_ascii_alphabetic() => ranges(&[
            (c.to_ascii_lowercase(), c.to_ascii_lowercase()),
            (c.to_ascii_uppercase(), c.to_ascii_uppercase()),
        ]),
        _ => ranges(&[(c, c)]),
    }
}

/// A range in a class.
pub(super) fn cased_range(from: u32, to: u32, case: Case) -> ClassUnicode {
    let mut out = range(from, to);
    let inside = |c: char| (from..=to).contains(&u32::from(c));
    match case {
        Case::Exact => {}
        Case::Ascii => ('\0'..='\u{7F}')
            .filter(|c| inside(c.to_ascii_lowercase()) || inside(c.to_ascii_uppercase()))
            .for_each(|c| out.push(ClassUnicodeRange::new(c, c))),
        Case::Unicode => cased()
            .filter(|&c| inside(upper(c)) || inside(fold(c)))
            .for_each(|c| out.push(ClassUnicodeRange::new(c, c))),
    }
    out
}

/// `\d`
pub(super) fn digit(unicode: bool) -> ClassUnicode {
    if unicode { property("Nd").unwrap_or_else(ClassUnicode::empty) } else { ranges(&[('0', '9')]) }
}

/// `\s`
pub(super) fn space(unicode: bool) -> ClassUnicode {
    let ascii = ranges(&[('\t', '\r'), (' ', ' ')]);
    if !unicode {
        return ascii;
    }
    let all = union(ascii, &ranges(&[('\u{85}', '\u{85}')]));
    property("Z").map_or(all.clone(), |z| union(all, &z))
}

/// `\w`
pub(super) fn word(unicode: bool) -> ClassUnicode {
    if !unicode {
        return ranges(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);
    }
    let parts = ["Alphabetic", "M", "Nd", "Pc"];
    parts
        .iter()
        .filter_map(|name| property(name))
        .fold(ranges(&[('\u{200C}', '\u{200D}')]), |a, b| union(a, &b))
}

/// `\h`
pub(super) fn horizontal() -> ClassUnicode {
    ranges(&[
        ('\t', '\t'),
        (' ', ' '),
        ('\u{A0}', '\u{A0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{180E}', '\u{180E}'),
        ('\u{2000}', '\u{200A}'),
        ('\u{202F}', '\u{202F}'),
        ('\u{205F}', '\u{205F}'),
        ('\u{3000}', '\u{3000}'),
    ])
}

/// `\v`
pub(super) fn vertical() -> ClassUnicode {
    ranges(&[('\n', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')])
}

/// `.`
pub(super) fn dot(all: bool, unix: bool) -> ClassUnicode {
    match (all, unix) {
        (true, _) => negated(ClassUnicode::empty()),
        (_, true) => negated(ranges(&[('\n', '\n')])),
        _ => negated(ranges(&[('\n', '\n'), ('\r', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')])),
    }
}
