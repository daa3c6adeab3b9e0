//! What follows an operand: members, elements, methods, calls of values.

use super::super::ast::{Expr, Kind, Name, Range, is_reserved};
use super::super::lex::Tok;
use super::operand::is_annotation;
use super::{Fault, Inside, Parser};

impl Parser<'_> {
    pub(super) fn accesses(&mut self, mut of: Expr) -> Expr {
        loop {
            if self.at(".") {
                of = self.member(of);
            } else if self.at("[") {
                of = self.index(of);
                of = self.applications(of);
            } else {
                return of;
            }
        }
    }

    /// Calls of a value: `(x -> x)(1)`, `a[0](1)`.
    pub(super) fn applications(&mut self, mut of: Expr) -> Expr {
        while self.at("(") {
            let arguments = self.arguments();
            let range = Range::new(of.range.start, self.read_to());
            of = Expr { kind: Kind::Apply { of: Box::new(of), arguments }, range };
        }
        of
    }

    fn member(&mut self, of: Expr) -> Expr {
        let dot = self.here();
        self.at += 1;
        let Some(token) = self.peek().cloned() else { return self.no_member(of, dot) };
        let range = token.range;
        let names = match token.kind {
            Tok::Word(word) => {
                self.check_member(&of, &word, range);
                vec![Name { text: word, wrapped: false, range }]
            }
            Tok::Wrapped(names) => names,
            Tok::Text(text) => vec![Name { text, wrapped: true, range }],
            _ => return self.no_member(of, dot),
        };
        self.at += 1;
        let start = of.range.start;
        let mut value = of;
        let last = names.len().saturating_sub(1);
        for (i, name) in names.into_iter().enumerate() {
            let of = Box::new(value);
            if i == last && self.at("(") {
                let arguments = self.arguments();
                let range = Range::new(start, self.read_to());
                self.check_method(&name, &arguments);
                let is_method = name.wrapped || !matches!(&*name.text, "size" | "empty");
                let call = Expr { kind: Kind::Method { of, name, arguments }, range };
                return if is_method { self.applications(call) } else { call };
            }
            let range = Range::new(start, name.range.end);
            value = Expr { kind: Kind::Member { of, name }, range };
        }
        value
    }

    /// A dot with no name behind it.
    fn no_member(&mut self, of: Expr, dot: Range) -> Expr {
        let fault = match (&of.kind, self.peek()) {
            (Kind::Missing, _) => return of,
            (Kind::Number(text), _) => {
                let written = Range::new(of.range.start, dot.end);
                let message = format!("`{text}.` needs a digit behind the point");
                Fault::at(written, message).instead(format!("{text}.0"))
            }
            (_, None) => Fault::at(dot, "a name is missing after the dot"),
            (_, Some(next)) if next.is("[") => {
                Fault::at(dot, "an element is taken without a dot, as in `list[0]`").instead("")
            }
            (_, Some(next)) if next.is("*") => Fault::at(dot, "`.*` has no meaning in an expression"),
            (_, Some(_)) => Fault::at(dot, "a name is missing after the dot"),
        };
        let skip = fault.message.starts_with("`.*`");
        self.fault(fault);
        if skip {
            self.at += 1;
        }
        let range = of.range.to(dot);
        if self.at("[") || self.at(".") { of } else { Self::missing(range) }
    }

    fn index(&mut self, of: Expr) -> Expr {
        let open = self.here();
        self.at += 1;
        let colons = std::mem::take(&mut self.colons);
        let index = if self.at("]") {
            let fault = Fault::at(open.to(self.here()), "`[]` names no element");
            self.fault(fault.help("the first element is `[0]`; a whole list needs no brackets"));
            Self::missing(Range::new(open.end, open.end))
        } else if self.at("*") && self.is_ahead(1, "]") {
            let fault = Fault::at(self.here(), "`[*]` has no meaning in an expression");
            self.fault(fault.help("it stands only in paths of ATTRIBUTE mappings; expressions have `filterArray` and `transformArray`"));
            self.at += 1;
            Self::missing(Range::new(open.end, open.end))
        } else {
            self.expression(Inside::Part)
        };
        while !self.at("]") && self.peek().is_some() {
            if self.at(",") {
                let fault = Fault::at(self.here(), "an element is taken with one index");
                self.fault(fault.help("an element of an element is `[0][1]`"));
                self.at += 1;
            } else {
                self.left_over();
            }
            if self.starts_operand(0) {
                self.expression(Inside::Part);
            }
        }
        self.colons = colons;
        self.take("]");
        let range = Range::new(of.range.start, self.read_to());
        Expr { kind: Kind::Index { of: Box::new(of), index: Box::new(index) }, range }
    }

    /// Words after a dot that are not read as names.
    fn check_member(&mut self, of: &Expr, word: &str, range: Range) {
        let is_call = self.is_ahead(1, "(");
        if matches!(word, "size" | "empty") {
            if !is_call {
                let fault = Fault::at(range, format!("`.{word}` is a method and needs `()`"));
                self.fault(fault.help(format!("a field of that name is written `${{{word}}}`")));
            }
        } else if is_reserved(word) || is_annotation(word) {
            let message = format!("`{word}` is a word of the language and cannot be the name of a field");
            let fault = Fault::at(range, message).help("a field of that name stands in `${…}`");
            self.fault(fault.instead(format!("${{{word}}}")).uncertain());
        } else {
            self.refused_member(of, word, range);
        }
    }

    fn check_method(&mut self, name: &Name, arguments: &[Expr]) {
        if !name.wrapped && matches!(&*name.text, "size" | "empty") && !arguments.is_empty() {
            let message = format!("`.{}()` takes no arguments", name.text);
            self.fault(Fault::at(name.range, message));
        }
    }
}
