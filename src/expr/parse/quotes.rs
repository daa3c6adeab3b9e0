//! A text without its closing quote: where that may be missing.
//!
//! Behind a missing quote everything is read inside out, so the place where the text runs out is rarely the place of
//! the mistake. Each place where the quote may belong is tried; the one behind which most of the rest makes sense is
//! it, and when there is only one such place it can be put there.

use super::super::ast::{Expr, Kind, Range};
use super::super::lex::{Lexed, Tok, Token, lex, straight};
use super::{Fault, Parsed, read as read_tokens};

/// The most places that are tried.
const MAX_TRIALS: usize = 64;

/// A way to mend the quotes.
struct Trial {
    at: usize,
    remove: usize,
    insert: String,
    /// The quote at which the text in question starts.
    opener: Range,
    what: What,
}

/// What is done to them, the likelier first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Typographic,
    Other,
    Apostrophe,
    Doubled,
    Missing,
    Unopened,
}

/// Reads a text whose token `unclosed` is a text that never ends.
pub(super) fn read(text: &str, lexed: &Lexed, unclosed: usize) -> Parsed {
    let mut best: Vec<(Trial, Vec<Fault>)> = Vec::new();
    for trial in trials(text, &lexed.tokens, unclosed).take(MAX_TRIALS) {
        if best.iter().any(|(b, _)| b.at == trial.at && b.remove == trial.remove && b.what == trial.what) {
            continue;
        }
        let mut mended = text.to_owned();
        mended.replace_range(trial.at..trial.at + trial.remove, &trial.insert);
        let lexed = lex(&mended, 0);
        if lexed.unclosed.is_some() {
            continue;
        }
        let faults = read_tokens(&mended, lexed).faults;
        let rank = (faults.len(), trial.what);
        let lowest = best.first().map_or((usize::MAX, What::Missing), |b| (b.1.len(), b.0.what));
        if rank < lowest {
            best.clear();
        }
        if rank <= lowest {
            best.push((trial, faults));
        }
    }
    let tree = Expr { kind: Kind::Missing, range: Range::new(0, text.len()) };
    let is_only = best.len() == 1;
    let Some((trial, faults)) = best.into_iter().next() else {
        // Nowhere: the texts alone are told.
        return Parsed { tree, faults: lexed.faults.clone() };
    };
    let back = |x: usize| match x {
        x if x <= trial.at => x,
        x if x >= trial.at + trial.insert.len() => x - trial.insert.len() + trial.remove,
        _ => trial.at,
    };
    let back = |range: Range| Range::new(back(range.start), back(range.end));
    let mut faults: Vec<Fault> =
        faults.into_iter().map(|f| Fault { range: back(f.range), edit: f.edit.map(back), ..f }).collect();
    faults.push(trial.fault(text, is_only));
    Parsed { tree, faults }
}

impl Trial {
    fn fault(&self, text: &str, is_only: bool) -> Fault {
        let place = Range::new(self.at, self.at + self.remove);
        let quote = &text[self.opener.start..self.opener.end];
        let fault = match self.what {
            What::Missing => {
                Fault::at(self.opener, format!("the text that starts with `{quote}` is never closed"))
            }
            What::Typographic | What::Other => {
                let closing = &text[place.start..place.end];
                Fault::at(place, format!("the text that starts with `{quote}` is closed by `{closing}`"))
            }
            What::Doubled => Fault::at(place, format!("there is one `{quote}` too many")),
            What::Unopened => {
                Fault::at(self.opener, format!("the `{quote}` closes a text that no `{quote}` opens"))
            }
            What::Apostrophe => {
                let place = Range::new(self.at, self.at + 1);
                Fault::at(place, "an apostrophe in a text ends it")
                    .help("write `\\'`, or put the text in `\"…\"`")
            }
        };
        if is_only { fault.put(place, self.insert.clone()) } else { fault }
    }
}

/// The places where a quote may be missing or too much, in the order of the text.
fn trials<'a>(text: &'a str, tokens: &'a [Token], unclosed: usize) -> impl Iterator<Item = Trial> + 'a {
    let mark = tokens.get(unclosed).and_then(|t| text[t.range.start..].chars().next()).unwrap_or('"');
    let texts = tokens.iter().filter(move |t| t.kind_is_text() && text[t.range.start..].starts_with(mark));
    texts.flat_map(move |token| {
        let opener = Range::new(token.range.start, token.range.start + mark.len_utf8());
        let is_last = tokens.get(unclosed).is_some_and(|t| t.range == token.range);
        let inner = &text[opener.end..token.range.end];
        let new = move |at, remove, insert: &str, what| Trial {
            at,
            remove,
            insert: insert.to_owned(),
            opener,
            what,
        };
        let marks = mark.to_string();
        let mut found = Vec::new();
        let is_mark = |at: usize| text[at..].starts_with(mark);
        let before = text[..opener.start].chars().next_back();
        if token.range.end > opener.end && is_mark(opener.end) || before == Some(mark) {
            found.push(new(opener.start, mark.len_utf8(), "", What::Doubled));
        }
        // `k1"`: the quote before the word is missing.
        if let Some(start) = unopened(tokens, token) {
            found.push(new(start, 0, &marks, What::Unopened));
        }
        for (i, c) in inner.char_indices() {
            let at = opener.end + i;
            if straight(c) == Some(mark) {
                found.push(new(at, c.len_utf8(), &marks, What::Typographic));
            } else if matches!(c, '"' | '\'') && c != mark && is_last {
                found.push(new(at, 1, &marks, What::Other));
            } else if matches!(c, ',' | ')' | ']' | '}' | '+' | '=' | '!' | '?' | ':' | '&' | '|' | '<' | '>')
            {
                let at = text[..at].trim_end().len().max(opener.end);
                found.push(new(at, 0, &marks, What::Missing));
            }
        }
        if is_last {
            found.push(new(text.trim_end().len().max(opener.end), 0, &marks, What::Missing));
        } else if mark == '\'' {
            let end = token.range.end - 1;
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if letter(text[..end].chars().next_back()) && letter(text[end + 1..].chars().next()) {
                found.push(new(end, 0, "\\", What::Apostrophe));
            }
        }
        found.dedup_by_key(|t| (t.at, t.remove));
        found
    })
}

/// Where the text begins that this token's quote closes, if it closes one: behind the last bracket, comma or
/// operator that has a blank beside it.
fn unopened(tokens: &[Token], token: &Token) -> Option<usize> {
    let at = tokens.iter().position(|t| t.range == token.range)?;
    let before = tokens.get(at.checked_sub(1)?)?;
    if before.range.end != token.range.start || matches!(before.kind, Tok::Sign(_) | Tok::Text(_)) {
        return None;
    }
    let ends = |t: &Token| ["(", ",", "[", "{", "+", "==", "!=", "?", "&&", "||"].iter().any(|s| t.is(s));
    tokens[..at].iter().rposition(ends).map_or(tokens.first(), |i| tokens.get(i + 1)).map(|t| t.range.start)
}

impl Token {
    fn kind_is_text(&self) -> bool {
        matches!(self.kind, Tok::Text(_))
    }
}
