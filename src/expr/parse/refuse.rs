//! What is refused by name: statements, constructors, the way to Java's classes.

use super::super::ast::{Expr, Kind, Name, Range};
use super::super::lex::Token;
use super::{Fault, Parser};

const ONE: &str = "a calculated field is one expression, not a script";

impl Parser<'_> {
    /// A statement or constructor that begins with this word, reported and passed over.
    pub(super) fn refused(&mut self, word: &str, range: Range) -> Option<Expr> {
        let next_is_word = self.ahead(1).and_then(Token::word).is_some();
        match word {
            "if" if self.is_ahead(1, "(") => Some(self.refused_if(range)),
            "for" | "while" if self.is_ahead(1, "(") => {
                let message = format!("there are no loops: `{word}` starts one, and {ONE}");
                let fault = Fault::at(range, message);
                self.fault(fault.help("`filterArray` and `transformArray` work on every element of a list"));
                Some(self.refuse_rest(range))
            }
            "do" if self.is_ahead(1, "{") => {
                self.fault(Fault::at(range, format!("there are no loops: `do` starts one, and {ONE}")));
                Some(self.refuse_rest(range))
            }
            "var" | "let" | "const" | "def" if next_is_word => {
                self.fault(Fault::at(
                    range,
                    format!("there are no variables: `{word}` declares one, and {ONE}"),
                ));
                Some(self.refuse_rest(range))
            }
            "function" if self.is_ahead(1, "(") || next_is_word => {
                let fault = Fault::at(range, format!("functions cannot be defined: {ONE}"));
                self.fault(fault.help("a lambda is written `x -> x > 0`"));
                Some(self.refuse_rest(range))
            }
            "return" if self.starts_operand(1) || self.is_ahead(1, "-") => {
                self.fault(Fault::at(range, format!("there is no `return`: {ONE}")).instead(""));
                self.at += 1;
                Some(self.unary())
            }
            "switch" | "try" if self.is_ahead(1, "{") || (word == "switch" && self.is_block_after_call()) => {
                self.fault(Fault::at(range, format!("there is no `{word}`: {ONE}")));
                Some(self.refuse_rest(range))
            }
            "throw" if next_is_word => {
                self.fault(Fault::at(range, format!("there is no `throw`: {ONE}")));
                Some(self.refuse_rest(range))
            }
            "break" | "continue" if self.ahead(1).is_none_or(|t| t.is(";")) && self.at == 0 => {
                self.fault(Fault::at(range, format!("there are no loops to `{word}`: {ONE}")));
                Some(self.refuse_rest(range))
            }
            "new" if self.is_ahead(1, "(") || next_is_word => {
                let message = "`new` makes Java objects, which a mapping cannot have";
                let fault = Fault::at(range, message);
                self.fault(fault.help("a field of that name stands in `${new}`").uncertain());
                self.at += 1;
                if next_is_word {
                    self.at += 1;
                    while self.at(".") && self.ahead(1).and_then(Token::word).is_some() {
                        self.at += 2;
                    }
                }
                if self.at("(") {
                    self.arguments();
                }
                Some(Self::missing(range))
            }
            other if other.eq_ignore_ascii_case("case") && self.is_when() => {
                let fault = Fault::at(range, format!("there is no `{other} … when …`"));
                self.fault(
                    fault.help("write `iif(condition, value, other)` or `decode(field, key, value, …)`"),
                );
                Some(self.refuse_rest(range))
            }
            _ => None,
        }
    }

    fn is_when(&self) -> bool {
        (1..=3).any(|by| self.ahead(by).and_then(Token::word).is_some_and(|w| w.eq_ignore_ascii_case("when")))
    }

    fn is_block_after_call(&self) -> bool {
        (2..40).any(|by| self.is_ahead(by, ")") && self.is_ahead(by + 1, "{"))
    }

    /// `if (c) a else b`, or `if(c, a, b)` as spreadsheets have it.
    fn refused_if(&mut self, range: Range) -> Expr {
        let before = self.faults.len();
        self.at += 1;
        let arguments = self.arguments();
        if arguments.len() > 1 {
            let fault =
                Fault::at(range, "the function is called `iif`; `if` starts a statement").instead("iif");
            self.faults.insert(before, fault);
            let whole = Range::new(range.start, self.read_to());
            let name = Name { text: "iif".into(), wrapped: false, range };
            return Expr { kind: Kind::Call { name, arguments }, range: whole };
        }
        let fault = Fault::at(range, format!("there is no `if`: {ONE}"));
        self.faults.insert(
            before,
            fault.help("write `iif(condition, value, other)` or `condition ? value : other`"),
        );
        self.refuse_rest(range)
    }

    /// What belongs to a statement is no news: nothing behind it is read.
    fn refuse_rest(&mut self, range: Range) -> Expr {
        self.give_up();
        Self::missing(range)
    }

    /// Members that lead to Java's classes. A field of a record may be called `class`.
    pub(super) fn refused_member(&mut self, of: &Expr, word: &str, range: Range) {
        let is_call = self.is_ahead(1, "(");
        let is_class = word == "class" && (!is_path(of) || self.leads_on());
        if is_class || (is_call && matches!(word, "getClass" | "forName" | "getClassLoader" | "newInstance"))
        {
            // One word for the whole chain.
            if !self.faults.last().is_some_and(|f| f.message.starts_with(CLASSES)) {
                self.fault(Fault::at(range, format!("{CLASSES}: `{word}` leads there")).uncertain());
            }
        }
    }

    /// Does a call follow in the chain of members?
    fn leads_on(&self) -> bool {
        let mut by = 1;
        while self.is_ahead(by, ".") {
            if self.is_ahead(by + 2, "(") {
                return self
                    .ahead(by + 1)
                    .and_then(Token::word)
                    .is_some_and(|w| w.starts_with("get") || w == "forName");
            }
            by += 2;
        }
        false
    }
}

const CLASSES: &str = "a mapping cannot reach Java's classes";

/// Does it name a field of the record?
fn is_path(of: &Expr) -> bool {
    match &of.kind {
        Kind::Name(_) => true,
        Kind::Member { of, .. } | Kind::Index { of, .. } => is_path(of),
        _ => false,
    }
}
