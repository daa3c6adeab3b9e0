//! Text in backticks, whose `${…}` and `#{…}` are expressions.
//!
//! It is cut as JEXL 3.1's template engine does: escapes of texts are resolved first, then `\$` and `\#` protect,
//! `$` swallows the character behind it, and braces within count up to the one that closes.

use super::super::ast::{Expr, Kind, Part, Range};
use super::super::lex::{Lexed, characters, lex};
use super::{Fault, Parser, brackets};

impl Parser<'_> {
    /// A text in backticks, which is the next token.
    pub(super) fn template(&mut self, range: Range) -> Expr {
        self.at += 1;
        let base = range.start + 1;
        let inner = self.text.get(base..range.end.saturating_sub(1)).unwrap_or_default();
        let characters = characters(inner, '`');
        let place = |i: usize| characters.get(i).map_or(inner.len(), |c| c.1.start) + base;
        let is = |i: usize, c: char| characters.get(i).is_some_and(|own| own.0 == c);
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut i = 0;
        while let Some(&(c, _)) = characters.get(i) {
            let sign = Range::new(place(i), place(i + 1));
            if matches!(c, '$' | '#') && is(i + 1, '{') {
                let Some(end) = closing_brace(&characters, i + 2, c == '#') else {
                    let open = Range::new(sign.start, place(i + 2));
                    self.fault(Fault::at(open, format!("`{c}{{` is never closed with `}}`")));
                    break;
                };
                if !literal.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut literal).into()));
                }
                parts.push(Part::Value(self.embedded(Range::new(place(i + 2), place(end)))));
                i = end + 1;
            } else if matches!(c, '$' | '#' | '\\') {
                match characters.get(i + 1) {
                    Some(&(next @ ('$' | '#'), _)) if c == '\\' => literal.push(next),
                    Some(&(next, _)) => literal.extend([c, next]),
                    None => {
                        let message = format!("a text in backticks cannot end with `{c}`");
                        let fault = Fault::at(sign, message);
                        self.fault(if c == '\\' { fault } else { fault.instead(format!("\\{c}")) });
                    }
                }
                i += 2;
            } else {
                literal.push(c);
                i += 1;
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Text(literal.into()));
        }
        Expr { kind: Kind::Template(parts), range }
    }

    /// An expression within a text.
    fn embedded(&mut self, range: Range) -> Expr {
        let Lexed { tokens, mut faults, lost, .. } = lex(&self.text[..range.end], range.start);
        let tokens = brackets::balance(tokens, lost, &mut faults);
        let mut tree = Expr { kind: Kind::Null, range };
        if !tokens.is_empty() {
            let mut inner = Parser::new(self.text, tokens, range.end);
            inner.nesting = self.nesting;
            tree = inner.whole();
            faults.append(&mut inner.faults);
        }
        faults.into_iter().for_each(|f| self.fault(f));
        tree
    }
}

/// The brace that closes; in `#{…}` texts in quotes are passed over, in `${…}` they are not.
fn closing_brace(characters: &[(char, Range)], start: usize, skips_texts: bool) -> Option<usize> {
    let mut depth = 0usize;
    let mut quote = None;
    for (i, (c, _)) in characters.iter().enumerate().skip(start) {
        match c {
            c if quote.is_some() => quote = quote.filter(|q| q != c),
            '"' | '\'' if skips_texts => quote = Some(*c),
            '{' => depth += 1,
            '}' if depth == 0 => return Some(i),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}
