//! The names in `\p{…}`: POSIX classes, categories, scripts, blocks, and the questions of `java.lang.Character`.

use super::blocks;
use super::sets::{self, negated, property, range, ranges, raw_property, union};
use regex_syntax::hir::ClassUnicode;

/// What is known of a name in `\p{…}`.
pub(super) struct Context {
    /// `(?i)`
    pub(super) insensitive: bool,
    /// `(?U)`
    pub(super) unicode_class: bool,
}

/// The set of a name; none when Java knows no such name.
pub(super) fn named(name: &str, context: &Context) -> Option<ClassUnicode> {
    let insensitive = context.insensitive;
    if let Some((key, value)) = name.split_once('=') {
        return match &*key.to_lowercase() {
            "sc" | "script" => script(value),
            "blk" | "block" => blocks::block(value),
            "gc" | "general_category" => plain(value, insensitive),
            _ => None,
        };
    }
    if let Some(block) = name.strip_prefix("In") {
        return blocks::block(block);
    }
    if let Some(name) = name.strip_prefix("Is") {
        let upper = name.to_uppercase();
        return binary(&upper, insensitive)
            .or_else(|| posix(&upper, insensitive))
            .or_else(|| plain(name, insensitive))
            .or_else(|| script(name));
    }
    let posix = if context.unicode_class { posix(&name.to_uppercase(), insensitive) } else { None };
    posix.or_else(|| plain(name, insensitive))
}

fn script(name: &str) -> Option<ClassUnicode> {
    let known = |c: char| c.is_ascii_alphanumeric() || c == '_';
    // Java wants the underscores of the long names.
    if !name.chars().all(known) {
        return None;
    }
    if matches!(&*name.to_uppercase(), "UNKNOWN" | "ZZZZ") {
        return Some(union(unassigned()?, &property("Co")?));
    }
    property(&format!("sc={name}"))
}

fn all_of(names: &[&str]) -> Option<ClassUnicode> {
    names.iter().try_fold(ClassUnicode::empty(), |all, name| Some(union(all, &property(name)?)))
}

/// The class, or all letters with a case when case does not count.
fn cased(name: &str, insensitive: bool) -> Option<ClassUnicode> {
    if insensitive { all_of(&["Lowercase", "Uppercase", "Lt"]) } else { property(name) }
}

/// POSIX names with `(?U)` or after `Is`: the name in capitals.
fn posix(name: &str, insensitive: bool) -> Option<ClassUnicode> {
    match name {
        "ALPHA" => property("Alphabetic"),
        "LOWER" => cased("Lowercase", insensitive),
        "UPPER" => cased("Uppercase", insensitive),
        "SPACE" => Some(sets::space(true)),
        "PUNCT" => property("P"),
        "XDIGIT" => hex_digit(),
        "ALNUM" => all_of(&["Alphabetic", "Nd"]),
        "CNTRL" => property("Cc"),
        "DIGIT" => property("Nd"),
        "BLANK" => blank(),
        "GRAPH" => graph(),
        "PRINT" => {
            let mut print = union(graph()?, &blank()?);
            print.difference(&property("Cc")?);
            Some(print)
        }
        _ => None,
    }
}

fn hex_digit() -> Option<ClassUnicode> {
    let letters = ranges(&[('A', 'F'), ('a', 'f'), ('\u{FF21}', '\u{FF26}'), ('\u{FF41}', '\u{FF46}')]);
    Some(union(letters, &property("Nd")?))
}

fn blank() -> Option<ClassUnicode> {
    Some(union(ranges(&[('\t', '\t')]), &property("Zs")?))
}

fn graph() -> Option<ClassUnicode> {
    Some(negated(union(all_of(&["Z", "Cc"])?, &unassigned()?)))
}

fn unassigned() -> Option<ClassUnicode> {
    // Noncharacters have an age and stay unassigned.
    Some(union(negated(raw_property("Age=13.0")?), &raw_property("Cn")?))
}

/// Unicode's binary properties after `Is`: the name in capitals.
fn binary(name: &str, insensitive: bool) -> Option<ClassUnicode> {
    match name {
        "ALPHABETIC" => property("Alphabetic"),
        "ASSIGNED" => Some(negated(unassigned()?)),
        "CONTROL" => property("Cc"),
        "HEXDIGIT" | "HEX_DIGIT" => hex_digit(),
        "IDEOGRAPHIC" => property("Ideographic"),
        "JOINCONTROL" | "JOIN_CONTROL" => Some(ranges(&[('\u{200C}', '\u{200D}')])),
        "LETTER" => property("L"),
        "LOWERCASE" => cased("Lowercase", insensitive),
        "UPPERCASE" => cased("Uppercase", insensitive),
        "TITLECASE" => cased("Lt", insensitive),
        "NONCHARACTERCODEPOINT" | "NONCHARACTER_CODE_POINT" => raw_property("Noncharacter_Code_Point"),
        "PUNCTUATION" => property("P"),
        "WHITESPACE" | "WHITE_SPACE" => Some(sets::space(true)),
        "WORD" => Some(sets::word(true)),
        _ => None,
    }
}

const CATEGORIES: &[&str] = &[
    "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Pd", "Ps", "Pe",
    "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf", "L", "M", "N", "Z", "P", "S",
];

/// Names without `Is` and `In`, which count their case: categories, ASCII's POSIX classes and Java's own questions.
fn plain(name: &str, insensitive: bool) -> Option<ClassUnicode> {
    if CATEGORIES.contains(&name) {
        return property(name);
    }
    if let Some(name) = name.strip_prefix("java") {
        return java(name, insensitive);
    }
    let ascii = |all: &[(char, char)]| Some(ranges(all));
    let letters = [('A', 'Z'), ('a', 'z')];
    match name {
        "Lu" | "Ll" | "Lt" if insensitive => all_of(&["Lu", "Ll", "Lt"]),
        "Lu" | "Ll" | "Lt" => property(name),
        "LC" => all_of(&["Lu", "Ll", "Lt"]),
        "LD" => all_of(&["L", "Nd"]),
        "Cn" => unassigned(),
        "C" => Some(union(all_of(&["Cc", "Cf", "Co"])?, &unassigned()?)),
        // No text here holds half of a surrogate pair.
        "Cs" => Some(ClassUnicode::empty()),
        "L1" => Some(range(0, 0xFF)),
        "all" => Some(negated(ClassUnicode::empty())),
        "ASCII" => Some(range(0, 0x7F)),
        "Alnum" => ascii(&[('0', '9'), ('A', 'Z'), ('a', 'z')]),
        "Alpha" => ascii(&letters),
        "Blank" => ascii(&[('\t', '\t'), (' ', ' ')]),
        "Cntrl" => ascii(&[('\0', '\u{1F}'), ('\u{7F}', '\u{7F}')]),
        "Digit" => ascii(&[('0', '9')]),
        "Graph" => ascii(&[('!', '~')]),
        "Lower" | "Upper" if insensitive => ascii(&letters),
        "Lower" => ascii(&[('a', 'z')]),
        "Upper" => ascii(&[('A', 'Z')]),
        "Print" => ascii(&[(' ', '~')]),
        "Punct" => ascii(&[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
        "Space" => ascii(&[('\t', '\r'), (' ', ' ')]),
        "XDigit" => ascii(&[('0', '9'), ('A', 'F'), ('a', 'f')]),
        _ => None,
    }
}

/// The methods `is…` of `java.lang.Character`.
fn java(name: &str, insensitive: bool) -> Option<ClassUnicode> {
    let ignorable = || {
        let controls = ranges(&[('\0', '\u{8}'), ('\u{E}', '\u{1B}'), ('\u{7F}', '\u{9F}')]);
        Some(union(controls, &property("Cf")?))
    };
    match name {
        "LowerCase" => cased("Lowercase", insensitive),
        "UpperCase" => cased("Uppercase", insensitive),
        "TitleCase" => cased("Lt", insensitive),
        "Alphabetic" => property("Alphabetic"),
        "Ideographic" => property("Ideographic"),
        "Digit" => property("Nd"),
        "Defined" => Some(negated(unassigned()?)),
        "Letter" => property("L"),
        "LetterOrDigit" => all_of(&["L", "Nd"]),
        "JavaIdentifierStart" => all_of(&["L", "Nl", "Sc", "Pc"]),
        "JavaIdentifierPart" => {
            Some(union(all_of(&["L", "Nl", "Sc", "Pc", "Nd", "Mc", "Mn"])?, &ignorable()?))
        }
        "UnicodeIdentifierStart" => property("ID_Start"),
        "UnicodeIdentifierPart" => Some(union(property("ID_Continue")?, &ignorable()?)),
        "IdentifierIgnorable" => ignorable(),
        "SpaceChar" => property("Z"),
        "Whitespace" => {
            let mut spaces = property("Z")?;
            spaces.difference(&ranges(&[
                ('\u{A0}', '\u{A0}'),
                ('\u{2007}', '\u{2007}'),
                ('\u{202F}', '\u{202F}'),
            ]));
            Some(union(spaces, &ranges(&[('\t', '\r'), ('\u{1C}', '\u{1F}')])))
        }
        "ISOControl" => Some(ranges(&[('\0', '\u{1F}'), ('\u{7F}', '\u{9F}')])),
        "Mirrored" => property("Bidi_Mirrored"),
        _ => None,
    }
}
