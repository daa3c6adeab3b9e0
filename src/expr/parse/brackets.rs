//! Brackets, made to match before anything else is read: the parser then knows where every part ends.

use super::super::ast::{Binary, Range};
use super::super::lex::{Tok, Token};
use super::Fault;

const PAIRS: [(&str, &str); 3] = [("(", ")"), ("[", "]"), ("{", "}")];

/// How many brackets that are never closed are told, the innermost first.
const MAX_UNCLOSED: usize = 8;

fn closer_of(sign: &str) -> Option<&'static str> {
    PAIRS.iter().find(|p| p.0 == sign).map(|p| p.1)
}

fn is_closer(sign: &str) -> bool {
    PAIRS.iter().any(|p| p.1 == sign)
}

/// Adds the closing brackets that are missing and drops those that close nothing, with a fault for each. Brackets
/// whose end may be in what was lost are no news.
pub(super) fn balance(tokens: Vec<Token>, lost: bool, faults: &mut Vec<Fault>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    // Open brackets: their place in `out` and what closes them.
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut unclosed = Vec::new();
    // A comma outside of brackets: it is their beginning that is missing.
    let mut has_loose_comma = false;
    for (i, token) in tokens.iter().enumerate() {
        has_loose_comma |= open.is_empty() && token.is(",");
        let Tok::Sign(sign) = token.kind else {
            out.push(token.clone());
            continue;
        };
        if let Some(closer) = closer_of(sign) {
            open.push((out.len(), closer));
        } else if is_closer(sign) {
            match open.iter().rposition(|o| o.1 == sign) {
                Some(level) => {
                    // Whatever was opened within is never closed.
                    while open.len() > level + 1 {
                        unclosed.extend(open.pop().map(|(at, closer)| close(&mut out, at, closer)));
                    }
                    open.pop();
                }
                None => match open.last() {
                    Some(&(at, closer)) if !is_closed_later(&tokens[i + 1..], closer) => {
                        let opener = shown(&out[at]);
                        let message = format!("`{opener}` is closed by `{sign}`");
                        faults.push(Fault::at(token.range, message).instead(closer));
                        open.pop();
                        out.push(Token { kind: Tok::Sign(closer), range: token.range });
                        continue;
                    }
                    _ => {
                        let mut fault = Fault::at(token.range, format!("`{sign}` closes nothing"));
                        if i + 1 == tokens.len() && !has_loose_comma {
                            fault = fault.instead("");
                        }
                        faults.push(fault);
                        continue;
                    }
                },
            }
        }
        out.push(token.clone());
    }
    while let Some((at, closer)) = open.pop() {
        unclosed.push(close(&mut out, at, closer));
    }
    let is_only = unclosed.len() == 1;
    unclosed.truncate(if lost { 0 } else { MAX_UNCLOSED });
    for one in unclosed {
        let token = &out[one.opener];
        let opener = shown(token);
        let of = match one.opener.checked_sub(1).map(|i| &out[i]) {
            Some(Token { kind: Tok::Word(word), range })
                if opener == "(" && range.end == token.range.start =>
            {
                format!(" of `{word}`")
            }
            _ => String::new(),
        };
        let fault = Fault::at(token.range, format!("the `{opener}`{of} is never closed"));
        let fault = fault.help(format!("put `{}` where it ends", one.closer));
        faults.push(if is_only && is_plain(&out[one.opener + 1..one.at]) {
            fault.put(Range::new(one.end, one.end), one.closer)
        } else {
            fault
        });
    }
    out
}

/// A bracket that was never closed.
struct Unclosed {
    opener: usize,
    closer: &'static str,
    /// Where its end was put.
    end: usize,
    /// Its place among the tokens.
    at: usize,
}

fn close(out: &mut Vec<Token>, opener: usize, closer: &'static str) -> Unclosed {
    let end = out.last().map_or(0, |t| t.range.end);
    out.push(Token { kind: Tok::Sign(closer), range: Range::new(end, end) });
    Unclosed { opener, closer, end, at: out.len() - 1 }
}

/// Is there only one place where brackets around these tokens can end, their end? Not when an operator or a longer
/// list in brackets stands behind the last comma: the end could be before it.
fn is_plain(inner: &[Token]) -> bool {
    let mut depth = 0usize;
    for (i, token) in inner.iter().enumerate().rev() {
        match &token.kind {
            Tok::Sign(sign) if is_closer(sign) => depth += 1,
            Tok::Sign(sign) if closer_of(sign).is_some() => {
                if depth == 0 {
                    return false;
                }
                depth -= 1;
            }
            Tok::Sign(",") => return depth == 0,
            Tok::Sign("." | "!" | "~") => {}
            Tok::Sign("-") if i == 0 || inner[i - 1].is(",") => {}
            Tok::Sign(_) | Tok::Junk => return false,
            Tok::Word(word) if Binary::of_word(word).is_some() => return false,
            _ => {}
        }
    }
    !inner.is_empty()
}

/// Will the bracket that is open now be closed?
fn is_closed_later(tokens: &[Token], closer: &str) -> bool {
    let mut depth = 0usize;
    for token in tokens {
        if let Tok::Sign(sign) = token.kind {
            if closer_of(sign) == Some(closer) {
                depth += 1;
            } else if sign == closer {
                if depth == 0 {
                    return true;
                }
                depth -= 1;
            }
        }
    }
    false
}

fn shown(token: &Token) -> &'static str {
    if let Tok::Sign(sign) = token.kind { sign } else { "" }
}
