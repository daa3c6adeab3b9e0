//! Reading expressions: a tree, and everything that is wrong with the text.
//!
//! The grammar is JEXL 3.1's for one expression, with what Adobe's pages add: `${…}`, `\.`, letters of every script
//! and lambdas whose body is an expression. Reading goes on behind a mistake, so that each is told once, at its
//! place, in the words of somebody who maps fields. What functions and fields mean is not known here.

mod access;
mod binary;
mod brackets;
mod collection;
mod lambda;
mod operand;
mod quotes;
mod refuse;
mod template;

use super::ast::{Expr, Kind, Range};
use super::lex::{Lexed, Tok, Token, lex};

/// What is wrong with the text of an expression, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub range: Range,
    /// In a sentence without a full stop, in the words of a mapping author.
    pub message: String,
    /// What to do, where there is more to say.
    pub help: Option<String>,
    /// The text that should stand in the range, where only one can be meant.
    pub instead: Option<String>,
    /// Where `instead` goes when that is not the range itself.
    pub edit: Option<Range>,
    /// Every version of the engine refuses the text for it. Otherwise some take it, though hardly as it was meant.
    pub certain: bool,
}

impl Fault {
    /// A fault at that place.
    pub fn at(range: Range, message: impl Into<String>) -> Fault {
        Fault { range, message: message.into(), help: None, instead: None, edit: None, certain: true }
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// What should stand in the range.
    #[must_use]
    pub fn instead(mut self, text: impl Into<String>) -> Fault {
        self.instead = Some(text.into());
        self
    }

    /// What should stand at another place.
    #[must_use]
    pub fn put(mut self, range: Range, text: impl Into<String>) -> Fault {
        self.edit = Some(range);
        self.instead(text)
    }

    /// Some version of the engine takes it.
    #[must_use]
    pub fn uncertain(mut self) -> Fault {
        self.certain = false;
        self
    }

    /// The edit that mends it: a range and its new text.
    #[must_use]
    pub fn mend(&self) -> Option<(Range, &str)> {
        Some((self.edit.unwrap_or(self.range), self.instead.as_deref()?))
    }
}

/// What a text was read as.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree; `Missing` stands where something could not be read.
    pub tree: Expr,
    /// What is wrong, in the order of the text. Without faults the tree is whole.
    pub faults: Vec<Fault>,
}

/// The most characters an expression may have: the limit of Data Prep.
pub const MAX_LENGTH: usize = 4096;
/// The deepest nesting of brackets, branches and lambdas.
pub const MAX_NESTING: usize = 200;
/// The deepest tree. A chain of operators makes a tree as deep as it is long, without any nesting.
const MAX_TREE: usize = 600;

/// The most faults that are told: the rest of so broken a text is no news.
const MAX_FAULTS: usize = 50;

/// Reads an expression, however broken it is.
///
/// ```
/// use preflow::expr::parse;
/// assert!(parse("iif(a == 1, 'one', concat(b, \" more\"))").faults.is_empty());
/// let faults = parse("iif(a = 1, ‘one’, upper(b c))").faults;
/// assert_eq!(faults.len(), 3);
/// assert_eq!(faults[1].instead.as_deref(), Some("'one'"));
/// ```
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let whole = Range::new(0, text.len());
    if let Some((end, _)) = text.char_indices().nth(MAX_LENGTH) {
        let length = MAX_LENGTH + text[end..].chars().count();
        let message =
            format!("the expression has {length} characters, and {MAX_LENGTH} are the most there may be");
        return failed(whole, Fault::at(Range::new(end, text.len()), message));
    }
    if !text.is_empty() && text.trim().is_empty() {
        return failed(whole, Fault::at(whole, "the expression is empty"));
    }
    let lexed = lex(text, 0);
    let mut parsed = match lexed.unclosed {
        Some(unclosed) => quotes::read(text, &lexed, unclosed),
        None => read(text, lexed),
    };
    if parsed.faults.is_empty() && depth(&parsed.tree) > MAX_TREE {
        let message = format!("the expression nests its parts more than {MAX_TREE} levels deep");
        return failed(
            whole,
            Fault::at(whole, message).help("calculate a part of it in a mapping of its own"),
        );
    }
    parsed.faults.sort_by(|a, b| (a.range, &a.message).cmp(&(b.range, &b.message)));
    parsed.faults.dedup_by(|a, b| a.range == b.range && a.message == b.message);
    parsed.faults.truncate(MAX_FAULTS);
    parsed
}

fn failed(range: Range, fault: Fault) -> Parsed {
    Parsed { tree: Expr { kind: Kind::Missing, range }, faults: vec![fault] }
}

/// Reads tokens.
fn read(text: &str, lexed: Lexed) -> Parsed {
    let Lexed { tokens, mut faults, lost, .. } = lexed;
    let before = faults.len();
    let tokens = brackets::balance(tokens, lost, &mut faults);
    let balanced = faults.len() == before;
    if tokens.is_empty() {
        let kind = if faults.is_empty() { Kind::Null } else { Kind::Missing };
        return Parsed { tree: Expr { kind, range: Range::new(0, text.len()) }, faults };
    }
    let mut parser = Parser::new(text, tokens, text.len());
    parser.balanced = balanced;
    let tree = parser.whole();
    faults.append(&mut parser.faults);
    Parsed { tree, faults }
}

/// How deep a tree is, without recursion.
fn depth(tree: &Expr) -> usize {
    let mut deepest = 0;
    let mut open = vec![(tree, 1)];
    while let Some((expr, level)) = open.pop() {
        deepest = deepest.max(level);
        open.extend(expr.children().into_iter().map(|child| (child, level + 1)));
    }
    deepest
}

const COMMA: &str = "a comma stands outside of any call or list";

/// What surrounds the expression that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Nothing: it is the whole.
    Nothing,
    /// A list of parts between commas.
    List,
    /// Anything else that ends by itself: brackets, the middle of `? :`.
    Part,
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    /// One past the last byte that is read.
    end: usize,
    faults: Vec<Fault>,
    nesting: usize,
    inside: Inside,
    /// How many `? …` or map keys wait for their colon.
    colons: usize,
    /// All brackets are as they were written. Where they are not, a comma outside of brackets is no news.
    balanced: bool,
    /// Reading has given up; whatever follows is no news.
    lost: bool,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, tokens: Vec<Token>, end: usize) -> Parser<'t> {
        let inside = Inside::Nothing;
        Parser {
            text,
            tokens,
            at: 0,
            end,
            faults: Vec::new(),
            nesting: 0,
            inside,
            colons: 0,
            balanced: true,
            lost: false,
        }
    }

    /// Everything there is, and a word on what is left over.
    fn whole(&mut self) -> Expr {
        let mut tree = self.expression(Inside::Nothing);
        while !self.lost && self.peek().is_some() {
            self.left_over();
            if self.starts_operand(0) {
                let more = self.expression(Inside::Nothing);
                let range = tree.range.to(more.range);
                tree = Expr { kind: Kind::Missing, range };
            }
        }
        tree
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn ahead(&self, by: usize) -> Option<&Token> {
        self.tokens.get(self.at + by)
    }

    fn at(&self, sign: &str) -> bool {
        self.is_ahead(0, sign)
    }

    fn is_ahead(&self, by: usize, sign: &str) -> bool {
        self.ahead(by).is_some_and(|t| t.is(sign))
    }

    /// Takes a sign when it is there.
    fn take(&mut self, sign: &str) -> Option<Range> {
        let range = self.peek().filter(|t| t.is(sign))?.range;
        self.at += 1;
        Some(range)
    }

    fn previous(&self) -> Option<&Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// Where the next token stands; the end of the text when there is none.
    fn here(&self) -> Range {
        self.peek().map_or(Range::new(self.end, self.end), |t| t.range)
    }

    /// The end of what was read so far.
    fn read_to(&self) -> usize {
        self.previous().map_or(0, |t| t.range.end)
    }

    fn fault(&mut self, fault: Fault) {
        if !self.lost {
            self.faults.push(fault);
        }
    }

    /// A part of the text, shortened where it is long.
    fn shown(&self, range: Range) -> String {
        let text = self.text.get(range.start..range.end).unwrap_or_default();
        match text.char_indices().nth(30) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    }

    fn missing(range: Range) -> Expr {
        Expr { kind: Kind::Missing, range }
    }

    /// Gives up: nothing that follows is read.
    fn give_up(&mut self) {
        self.lost = true;
        self.at = self.tokens.len();
    }

    /// Reads something nested, unless that is too deep.
    fn nested<T>(&mut self, inside: Inside, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.nesting >= MAX_NESTING {
            let message = format!("the expression nests more than {MAX_NESTING} levels deep");
            let fault =
                Fault::at(self.here(), message).help("calculate a part of it in a mapping of its own");
            self.fault(fault);
            self.give_up();
            return None;
        }
        let outside = std::mem::replace(&mut self.inside, inside);
        self.nesting += 1;
        let value = read(self);
        self.nesting -= 1;
        self.inside = outside;
        Some(value)
    }

    /// Can a value begin with the token that many ahead?
    fn starts_operand(&self, by: usize) -> bool {
        let Some(token) = self.ahead(by) else { return false };
        match &token.kind {
            Tok::Word(word) => super::ast::Binary::of_word(word).is_none() && !matches!(&**word, "else"),
            Tok::Wrapped(_) | Tok::Number(_) | Tok::Text(_) | Tok::Template => true,
            Tok::Sign(sign) => matches!(*sign, "(" | "[" | "{" | "!" | "~"),
            Tok::Junk => false,
        }
    }

    /// Reports a token that nothing can begin or continue with, and passes over it.
    fn left_over(&mut self) {
        let Some(token) = self.peek().cloned() else { return };
        let range = token.range;
        let last = self.at + 1 == self.tokens.len();
        let fault = match token.kind {
            Tok::Sign(",") if !self.balanced || self.faults.iter().any(|f| f.message == COMMA) => {
                self.at += 1;
                return;
            }
            Tok::Sign(",") => Fault::at(range, COMMA).help("parts are joined with `+` or `concat(…)`"),
            Tok::Sign(";") if last => {
                Fault::at(range, "a calculated field is one expression without `;` at its end").instead("")
            }
            Tok::Sign(";") => {
                Fault::at(range, "a calculated field is one expression; `;` starts a second one")
            }
            Tok::Sign(":") => Fault::at(range, "`:` has no `?` before it"),
            Tok::Sign("->" | "=>") => {
                Fault::at(range, "before the arrow of a lambda stands the name of its parameter")
                    .help("as in `filterArray(list, x -> x > 0)`")
            }
            Tok::Sign("...") => Fault::at(range, "`...` stands only at the end of a list in `[…]`"),
            Tok::Sign("++") => Fault::at(range, "there is no operator `++`").help("add 1 with `+ 1`"),
            Tok::Sign(sign) => Fault::at(range, format!("`{sign}` has no meaning here")),
            Tok::Word(word) if &*word == "else" => {
                Fault::at(range, "there is no `else`").help("write `iif(condition, value, other)`")
            }
            _ => {
                self.at += 1;
                return;
            }
        };
        self.fault(fault);
        self.at += 1;
    }
}

#[cfg(test)]
mod tests;
