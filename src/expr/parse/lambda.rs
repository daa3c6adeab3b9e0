//! Lambdas: `x -> …`, `(x, y) -> …`, `function(x) {…}`.
//!
//! JEXL 3.1 wants a block as the body, Adobe's examples have an expression; both are read. A block holds one
//! expression here, as a calculated field does.

use super::super::ast::{Expr, Kind, Name, Range, is_reserved};
use super::super::lex::Token;
use super::operand::is_annotation;
use super::{Fault, Inside, Parser};

impl Parser<'_> {
    /// A lambda, when one begins here.
    pub(super) fn lambda(&mut self) -> Option<Expr> {
        let start = self.here().start;
        let parameters = self.parameters()?;
        let body = if self.at("{") { self.block() } else { self.expression(self.inside) };
        let range = Range::new(start, self.read_to().max(start));
        Some(Expr { kind: Kind::Lambda { parameters, body: Box::new(body) }, range })
    }

    /// The parameters with what follows them up to the body; nothing is taken when this is no lambda.
    fn parameters(&mut self) -> Option<Vec<Name>> {
        let is_arrow = |p: &Self, by: usize| p.is_ahead(by, "->") || (p.is_ahead(by, "=>") && p.nesting > 1);
        let mut at = 0;
        let is_function = self.peek()?.word() == Some("function");
        if !is_function && self.peek()?.word().is_some() {
            if !is_arrow(self, 1) {
                return None;
            }
            let parameter = self.parameter(0)?;
            self.arrow(1);
            return Some(vec![parameter]);
        }
        at += usize::from(is_function);
        if !self.is_ahead(at, "(") {
            return None;
        }
        at += 1;
        let mut places = Vec::new();
        while !self.is_ahead(at, ")") {
            self.ahead(at)?.word()?;
            places.push(at);
            at += 1;
            if self.is_ahead(at, ",") && !self.is_ahead(at + 1, ")") {
                at += 1;
            } else if !self.is_ahead(at, ")") {
                return None;
            }
        }
        at += 1;
        let goes_on = if is_function { self.is_ahead(at, "{") } else { is_arrow(self, at) };
        if !goes_on {
            return None;
        }
        let parameters = places.into_iter().filter_map(|p| self.parameter(p)).collect();
        if is_function {
            self.at += at;
        } else {
            self.arrow(at);
        }
        Some(parameters)
    }

    fn parameter(&mut self, by: usize) -> Option<Name> {
        let token = self.ahead(by)?;
        let (range, word) = (token.range, token.word()?.to_owned());
        if is_reserved(&word) || is_annotation(&word) {
            let message = format!("`{word}` is a word of the language and cannot be a parameter");
            self.fault(Fault::at(range, message));
        }
        Some(Name { text: word.into(), wrapped: false, range })
    }

    /// Passes over the arrow.
    fn arrow(&mut self, by: usize) {
        if let Some(token) = self.ahead(by).filter(|t| t.is("=>")) {
            let fault = Fault::at(token.range, "the arrow of a lambda is `->`").instead("->");
            self.fault(fault);
        }
        self.at += by + 1;
    }

    /// `{ expression }`
    fn block(&mut self) -> Expr {
        let open = self.here();
        self.at += 1;
        let colons = std::mem::take(&mut self.colons);
        while self.take(";").is_some() {}
        if self.at("}") {
            self.at += 1;
            self.colons = colons;
            return Expr { kind: Kind::Null, range: Range::new(open.start, self.read_to()) };
        }
        if self.peek().and_then(Token::word) == Some("return") && self.starts_operand(1) {
            self.at += 1;
        }
        let mut body = self.expression(Inside::Part);
        while self.take(";").is_some() {}
        if self.at(":") || self.at(",") {
            // `x -> {a: 1}`: meant as a map, read as a block.
            let fault = Fault::at(open, "a map or set as the body of a lambda stands in parentheses");
            self.fault(fault.help("write `x -> ({…})`: braces alone are a block"));
            self.skip_to_brace();
        } else if !self.at("}") {
            let fault =
                Fault::at(self.here(), "the body of a lambda is one expression; a second one starts here");
            self.fault(fault);
            self.skip_to_brace();
        }
        self.colons = colons;
        self.take("}");
        body.range = Range::new(open.start, self.read_to());
        body
    }

    fn skip_to_brace(&mut self) {
        let mut depth = 0usize;
        while let Some(token) = self.peek() {
            if token.is("{") {
                depth += 1;
            } else if token.is("}") {
                if depth == 0 {
                    return;
                }
                depth -= 1;
            }
            self.at += 1;
        }
    }
}
