//! Reads what a backslash begins.

use super::RegexFault;
use super::ast::{Assert, Node};
use super::parse::Parser;
use super::property::{self, Context};
use super::sets::{self, negated};
use regex_syntax::hir::ClassUnicode;

/// What an escape stands for.
pub(super) enum Escape {
    /// A code point; half of a surrogate pair too.
    Char(u32),
    /// A class.
    Set(ClassUnicode),
    /// Something that only stands outside of classes.
    Node(Node),
}

impl Parser {
    /// An escape outside of classes; the cursor stands on the backslash.
    pub(super) fn escape(&mut self) -> Result<Escape, RegexFault> {
        self.any_escape(false, false)
    }

    /// An escape; in ranges of classes `\v` is one character.
    pub(super) fn any_escape(&mut self, in_class: bool, in_range: bool) -> Result<Escape, RegexFault> {
        let start = self.scan.at;
        let c = self.scan.skip();
        let flags = self.scan.flags;
        let (unicode, unix) = (flags.unicode_class, flags.unix);
        let set = |class: ClassUnicode| Ok(Escape::Set(class));
        let assert = |assert: Assert| Ok(Escape::Node(Node::Assert(assert)));
        match c {
            '0' => self.octal(start),
            'a' => Ok(Escape::Char(7)),
            'c' => self.control(start),
            'e' => Ok(Escape::Char(0x1B)),
            'f' => Ok(Escape::Char(0xC)),
            'n' => Ok(Escape::Char(0xA)),
            'r' => Ok(Escape::Char(0xD)),
            't' => Ok(Escape::Char(9)),
            'u' => self.utf16(start),
            'x' => self.hexadecimal(start),
            'v' if in_range => Ok(Escape::Char(0xB)),
            'd' => set(sets::digit(unicode)),
            'D' => set(negated(sets::digit(unicode))),
            'h' => set(sets::horizontal()),
            'H' => set(negated(sets::horizontal())),
            's' => set(sets::space(unicode)),
            'S' => set(negated(sets::space(unicode))),
            'v' => set(sets::vertical()),
            'V' => set(negated(sets::vertical())),
            'w' => set(sets::word(unicode)),
            'W' => set(negated(sets::word(unicode))),
            'N' => {
                Err(self.unsupported(start, "\\N{…} (a character by its name)", "use \\x{…} with its number"))
            }
            'A' if !in_class => assert(Assert::Begin),
            'z' if !in_class => assert(Assert::End),
            'Z' if !in_class => assert(Assert::Finish { unix }),
            'G' if !in_class => assert(Assert::LastMatch),
            'B' if !in_class => assert(Assert::Word { not: true, unicode }),
            'b' if !in_class => self.word_boundary(start),
            'R' if !in_class => Ok(Escape::Node(Node::LineEnd)),
            'X' if !in_class => Ok(Escape::Node(Node::Grapheme)),
            'k' if !in_class => self.named_reference(start),
            '1'..='9' if !in_class => Ok(self.numbered_reference(c)),
            c if c.is_ascii_alphanumeric() => Err(self.unknown(start, c, in_class)),
            c => Ok(Escape::Char(u32::from(c))),
        }
    }

    fn unknown(&self, start: usize, c: char, in_class: bool) -> RegexFault {
        let message = if in_class {
            format!("`\\{c}` means nothing in [brackets]")
        } else if c == 'E' {
            "`\\E` ends a quotation that `\\Q` did not begin".to_owned()
        } else {
            format!(
                "`\\{c}` means nothing in a regular expression: write `{c}` for the letter, `\\\\` for a backslash"
            )
        };
        self.scan.fault_from(start, message)
    }

    fn unsupported(&self, start: usize, what: &str, instead: &str) -> RegexFault {
        self.scan.fault_from(start, format!("{what} is not supported: {instead}"))
    }

    fn word_boundary(&mut self, start: usize) -> Result<Escape, RegexFault> {
        let unicode = self.scan.flags.unicode_class;
        if self.scan.peek() == '{' && self.scan.char_at(self.scan.at + 1) == 'g' {
            self.scan.at += 3;
            return Err(self.unsupported(
                start,
                "\\b{g} (the edge of a grapheme)",
                "\\X matches a whole grapheme",
            ));
        }
        Ok(Escape::Node(Node::Assert(Assert::Word { not: false, unicode })))
    }

    fn numbered_reference(&mut self, first: char) -> Escape {
        let mut group = first.to_digit(10).unwrap_or(0) as usize;
        // More digits belong to it for as long as there is such a group so far.
        while let Some(digit) = self.scan.peek().to_digit(10) {
            let longer = group * 10 + digit as usize;
            if longer >= self.groups {
                break;
            }
            group = longer;
            self.scan.read();
        }
        Escape::Node(Node::BackReference { group, case: self.case() })
    }

    fn named_reference(&mut self, start: usize) -> Result<Escape, RegexFault> {
        if self.scan.read() != '<' {
            return Err(self.scan.fault_from(start, "`\\k` needs a group's name, as in \\k<name>"));
        }
        let first = self.scan.read();
        let name = self.group_name(start, first)?;
        match self.names.iter().find(|(known, _)| *known == name) {
            Some((_, group)) => Ok(Escape::Node(Node::BackReference { group: *group, case: self.case() })),
            None => Err(self.scan.fault_from(start, format!("there is no group `{name}` before this"))),
        }
    }

    fn octal(&mut self, start: usize) -> Result<Escape, RegexFault> {
        let digit = |c: char| c.to_digit(8);
        let Some(first) = digit(self.scan.read()) else {
            return Err(self.scan.fault_from(start, "`\\0` needs a number in octal digits, as in \\011"));
        };
        let mut code = first;
        for room in 0..2 {
            if room == 1 && first > 3 {
                break;
            }
            match digit(self.scan.read()) {
                Some(next) => code = code * 8 + next,
                None => {
                    self.scan.unread();
                    break;
                }
            }
        }
        Ok(Escape::Char(code))
    }

    fn control(&mut self, start: usize) -> Result<Escape, RegexFault> {
        if self.scan.is_done() {
            return Err(self.scan.fault_from(start, "`\\c` needs a letter, as in \\cM"));
        }
        Ok(Escape::Char(u32::from(self.scan.read()) ^ 64))
    }

    fn hexadecimal(&mut self, start: usize) -> Result<Escape, RegexFault> {
        let wrong = |parser: &Parser| {
            parser
                .scan
                .fault_from(start, "`\\x` needs two hexadecimal digits, or some in braces, as in \\x{1F600}")
        };
        let c = self.scan.read();
        if let Some(high) = c.to_digit(16) {
            let Some(low) = self.scan.read().to_digit(16) else { return Err(wrong(self)) };
            return Ok(Escape::Char(high * 16 + low));
        }
        if c != '{' || !self.scan.peek().is_ascii_hexdigit() {
            return Err(wrong(self));
        }
        let mut code: u32 = 0;
        loop {
            match self.scan.read() {
                '}' => return Ok(Escape::Char(code)),
                c => match c.to_digit(16) {
                    Some(digit) => code = code * 16 + digit,
                    None => {
                        return Err(self
                            .scan
                            .fault_from(start, "the braces of `\\x{…}` hold hexadecimal digits only"));
                    }
                },
            }
            if code > 0x10_FFFF {
                return Err(self.scan.fault_from(start, "there is no character of so large a number"));
            }
        }
    }

    fn four_digits(&mut self, start: usize) -> Result<u32, RegexFault> {
        let mut code = 0;
        for _ in 0..4 {
            match self.scan.read().to_digit(16) {
                Some(digit) => code = code * 16 + digit,
                None => return Err(self.scan.fault_from(start, "`\\u` needs four hexadecimal digits")),
            }
        }
        Ok(code)
    }

    fn utf16(&mut self, start: usize) -> Result<Escape, RegexFault> {
        let first = self.four_digits(start)?;
        if (0xD800..0xDC00).contains(&first) {
            let behind = self.scan.at;
            if self.scan.read() == '\\' && self.scan.read() == 'u' {
                let second = self.four_digits(start)?;
                if (0xDC00..0xE000).contains(&second) {
                    return Ok(Escape::Char(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
                }
            }
            self.scan.at = behind;
        }
        Ok(Escape::Char(first))
    }

    /// `\p…`, `\P…`; the cursor stands on the letter, the backslash at `start`.
    pub(super) fn property(&mut self, start: usize) -> Result<ClassUnicode, RegexFault> {
        let negative = self.scan.char_at(self.scan.at) == 'P';
        let name: String = if self.scan.next() == '{' {
            self.scan.next();
            let from = self.scan.at;
            let Some(length) =
                (from..).take_while(|&i| self.scan.is_inside(i)).position(|i| self.scan.char_at(i) == '}')
            else {
                return Err(self.scan.fault_from(start, "`\\p{` is not closed with `}`"));
            };
            self.scan.at = from + length + 1;
            (from..from + length).map(|i| self.scan.char_at(i)).collect()
        } else {
            let one = self.scan.char_at(self.scan.at);
            self.scan.read();
            one.to_string()
        };
        if name.is_empty() {
            return Err(self.scan.fault_from(start, "`\\p{}` names no class of characters"));
        }
        let flags = self.scan.flags;
        let context = Context { insensitive: flags.insensitive, unicode_class: flags.unicode_class };
        match property::named(&name, &context) {
            Some(class) if negative => Ok(negated(class)),
            Some(class) => Ok(class),
            None => Err(self.scan.fault_from(
                start,
                format!("there is no class of characters named `{}`", name.trim_matches('\0')),
            )),
        }
    }
}
