//! What stands around a place in an expression, finished or not: the word there, and the calls it is in.

use super::ast::Range;
use super::lex::{Lexed, Tok, Token, lex};

/// What can be written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Around {
    /// What is there now.
    pub word: Range,
    /// What it is.
    pub what: Word,
    /// A bracket follows, as after the name of a function.
    pub is_called: bool,
}

/// What a word at a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A name that begins a value: of a field, or of a function.
    Name,
    /// A name behind a dot.
    Member,
    /// A name in `${…}`.
    Wrapped,
    /// The inside of a text, and its quote.
    Text(char),
}

/// A call that a place is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// The name of the function or method.
    pub name: Box<str>,
    /// Where the name stands.
    pub range: Range,
    /// It is called on a value.
    pub is_method: bool,
    /// The number of the argument that the place is in, from 0.
    pub argument: usize,
}

/// What can be written at an offset; none in a comment, in a number, and where an operator has to stand.
pub(crate) fn around(text: &str, offset: usize) -> Option<Around> {
    let Lexed { tokens, unclosed, .. } = lex(text, 0);
    let at = tokens.partition_point(|t| t.range.start < offset);
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    let next_is = |i: usize| tokens.get(i).is_some_and(|t| t.is("("));
    if let Some(token) = before
        && offset <= token.range.end
    {
        let (start, end) = (token.range.start, token.range.end);
        let is_open = unclosed == Some(at - 1) || token.kind == Tok::Junk;
        match &token.kind {
            Tok::Text(_) if offset < end || is_open => {
                let quote = text.get(start..)?.chars().next()?;
                let end = if is_open { offset } else { end - quote.len_utf8() };
                let word = Range::new((start + quote.len_utf8()).min(offset), end.max(offset));
                return Some(Around { word, what: Word::Text(quote), is_called: false });
            }
            _ if text.get(start..)?.starts_with("${") => {
                return Some(Around { word: Range::new(start, end), what: Word::Wrapped, is_called: false });
            }
            Tok::Word(_) => {
                let is_member = at >= 2 && tokens[at - 2].is(".");
                let what = if is_member { Word::Member } else { Word::Name };
                return Some(Around { word: token.range, what, is_called: next_is(at) });
            }
            Tok::Sign(_) if offset == end => {}
            _ => return None,
        }
    }
    let from = before.map_or(0, |t| t.range.end);
    if is_comment(text.get(from..offset)?) {
        return None;
    }
    let what = match before {
        Some(token) if token.is(".") => Word::Member,
        Some(token) if token.ends_value() => return None,
        _ => Word::Name,
    };
    // A word that begins right here is the one to replace.
    let follows = tokens.get(at).filter(|t| t.range.start == offset && t.word().is_some());
    let word = follows.map_or(Range::new(offset, offset), |t| t.range);
    let is_called = next_is(if follows.is_some() { at + 1 } else { at });
    Some(Around { word, what, is_called })
}

/// Does a stretch between two tokens end in a comment?
fn is_comment(gap: &str) -> bool {
    let line = gap.rsplit(['\n', '\r']).next().unwrap_or_default();
    let block = gap.rfind("/*").is_some_and(|at| !gap[at..].contains("*/"));
    line.contains("//") || line.contains("##") || block
}

/// The calls that an offset is in, outermost first.
pub(crate) fn calls(text: &str, offset: usize) -> Vec<Call> {
    let Lexed { tokens, unclosed, .. } = lex(text, 0);
    let mut open: Vec<Option<Call>> = Vec::new();
    let ends = |i: usize, t: &Token| t.range.end <= offset && !(unclosed == Some(i) && t.range.end == offset);
    for (i, token) in tokens.iter().enumerate().take_while(|(i, t)| ends(*i, t)) {
        match token.kind {
            Tok::Sign("(" | "[" | "{") => {
                let name = i.checked_sub(1).and_then(|b| tokens.get(b)).filter(|_| token.is("("));
                open.push(name.and_then(|name| {
                    let is_method = i >= 2 && tokens[i - 2].is(".");
                    Some(Call { name: name.word()?.into(), range: name.range, is_method, argument: 0 })
                }));
            }
            Tok::Sign(")" | "]" | "}") => {
                open.pop();
            }
            Tok::Sign(",") => {
                if let Some(Some(call)) = open.last_mut() {
                    call.argument += 1;
                }
            }
            _ => {}
        }
    }
    open.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marked: &str) -> (String, usize) {
        (marked.replacen('|', "", 1), marked.find('|').unwrap())
    }

    #[test]
    fn places_are_told_apart() {
        use Word::{Member, Name, Text, Wrapped};
        for (marked, word, what) in [
            ("|", "", Some(Name)),
            ("up|per(a)", "upper", Some(Name)),
            ("upper(|)", "", Some(Name)),
            ("upper(na|", "na", Some(Name)),
            ("upper(a, |b", "b", Some(Name)),
            ("a.|", "", Some(Member)),
            ("a.b|.c", "b", Some(Member)),
            ("${first na|me}", "${first name}", Some(Wrapped)),
            ("${first na|", "${first na", Some(Wrapped)),
            ("date(a, 'yyyy|-MM')", "yyyy-MM", Some(Text('\''))),
            ("date(a, \"yy|", "yy", Some(Text('"'))),
            ("date(a, \"|\")", "", Some(Text('"'))),
            ("a |", "", None),
            ("a + |", "", Some(Name)),
            ("12|", "", None),
            ("a // b|", "", None),
            ("'a'|", "", None),
            ("/* b| */ a", "", None),
        ] {
            let (text, offset) = at(marked);
            let found = around(&text, offset);
            assert_eq!(found.map(|f| f.what), what, "{marked}");
            if let Some(found) = found {
                assert_eq!(&text[found.word.start..found.word.end], word, "{marked}");
            }
        }
    }

    #[test]
    fn calls_are_counted() {
        for (marked, expected) in [
            ("concat(a, upper(|", vec![("concat", 1), ("upper", 0)]),
            ("concat(a, [1, |", vec![("concat", 1)]),
            ("concat(upper(a), |)", vec![("concat", 1)]),
            ("a.replace('(', |", vec![("replace", 1)]),
            ("(a + |)", vec![]),
            ("concat(a)|", vec![]),
            ("concat|(a)", vec![]),
        ] {
            let (text, offset) = at(marked);
            let found = calls(&text, offset);
            let found: Vec<_> = found.iter().map(|c| (&*c.name, c.argument)).collect();
            assert_eq!(found, expected, "{marked}");
        }
    }
}
