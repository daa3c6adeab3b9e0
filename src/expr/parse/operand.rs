//! Operands: literals, names, calls, brackets, and the prefix operators before them.

use super::super::ast::{Binary, Expr, Kind, Name, Range, Unary, is_reserved};
use super::super::lex::{Tok, Token};
use super::{Fault, Inside, Parser};

impl Parser<'_> {
    /// An operand with its prefix operators.
    pub(super) fn unary(&mut self) -> Expr {
        let mut prefixes = Vec::new();
        while let Some((unary, range)) = self.prefix() {
            prefixes.extend(unary.map(|u| (u, range)));
        }
        let operand = self.operand();
        let operand = self.accesses(operand);
        prefixes.into_iter().rev().fold(operand, |operand, (operator, range)| {
            let range = range.to(operand.range);
            Expr { kind: Kind::Unary { operator, operand: Box::new(operand) }, range }
        })
    }

    /// A prefix operator, or a sign that people take for one and that is passed over.
    fn prefix(&mut self) -> Option<(Option<Unary>, Range)> {
        let token = self.peek()?.clone();
        let range = token.range;
        let unary = match &token.kind {
            Tok::Sign("-") => Some(Unary::Negate),
            Tok::Sign("!") => Some(Unary::Not),
            Tok::Sign("~") => Some(Unary::Complement),
            Tok::Sign("+") if self.starts_operand(1) => {
                self.fault(Fault::at(range, "a number has no `+` before it").instead("").uncertain());
                None
            }
            Tok::Sign("++") if self.starts_operand(1) => {
                self.fault(Fault::at(range, "there is no operator `++`").help("add 1 with `+ 1`"));
                None
            }
            Tok::Sign("!$") if self.ahead(1).is_some_and(|t| t.range.start == range.end) => {
                let fault = Fault::at(range, "`!$` is read as one operator, \"does not end with\"");
                self.fault(fault.instead("! $"));
                Some(Unary::Not)
            }
            Tok::Word(word) => match &**word {
                "not" if self.is_prefix() => Some(Unary::Not),
                "empty" if self.is_prefix() => Some(Unary::Empty),
                "size" if self.is_prefix() => Some(Unary::Size),
                other if other.eq_ignore_ascii_case("not") && other != "not" && self.is_foreign_not() => {
                    self.fault(
                        Fault::at(
                            range,
                            format!("operators are written in small letters: `not`, not `{other}`"),
                        )
                        .instead("not"),
                    );
                    Some(Unary::Not)
                }
                _ => return None,
            },
            _ => return None,
        };
        self.at += 1;
        Some((unary, range))
    }

    /// Does an operand follow the word, so that it is an operator and no name?
    fn is_prefix(&self) -> bool {
        self.starts_operand(1) || self.is_ahead(1, "-") || self.is_ahead(1, "+")
    }

    fn is_foreign_not(&self) -> bool {
        self.starts_operand(1) && !self.is_ahead(1, "[") && !self.is_ahead(1, "{")
    }

    fn operand(&mut self) -> Expr {
        let Some(token) = self.peek().cloned() else { return self.absent() };
        let range = token.range;
        match token.kind {
            Tok::Word(word) => self.word(&word, range),
            Tok::Wrapped(names) => {
                self.at += 1;
                if self.at("(")
                    && let [name] = names.as_slice()
                {
                    let message = format!("`{}` is a field and cannot be called", self.shown(range));
                    self.fault(Fault::at(range, message).instead(&*name.text));
                    return self.call(name.clone());
                }
                path(names, range)
            }
            Tok::Number(text) => {
                self.at += 1;
                Expr { kind: Kind::Number(text), range }
            }
            Tok::Text(text) => {
                self.at += 1;
                Expr { kind: Kind::Text(text), range }
            }
            Tok::Template => self.template(range),
            Tok::Junk => {
                self.at += 1;
                while self.peek().is_some_and(|t| t.kind == Tok::Junk) {
                    self.at += 1;
                }
                if self.starts_operand(0) { self.operand() } else { Self::missing(range) }
            }
            Tok::Sign("(") => self.parentheses(),
            Tok::Sign("[") => self.array(),
            Tok::Sign("{") => self.braces(),
            Tok::Sign(_) => self.absent(),
        }
    }

    /// Nothing stands where an operand must.
    fn absent(&mut self) -> Expr {
        let here = self.here();
        let place = Range::new(here.start, here.start);
        let shown = |t: &Token, p: &Self| p.shown(t.range);
        let fault = match (self.previous(), self.peek()) {
            // The one before has been told already.
            (Some(Token { kind: Tok::Junk, .. }), _) => return Self::missing(place),
            (Some(left), right) if left.is("(") && right.is_some_and(|t| t.is(")")) => {
                let range = left.range.to(here);
                Fault::at(range, "nothing stands between the parentheses")
            }
            (Some(left), _) if left.is("...") => {
                Fault::at(left.range, "`...` stands only at the end of a list in `[…]`")
            }
            (Some(left), _) if left.is("->") => Fault::at(left.range, "the lambda has no body"),
            (Some(left), Some(right)) if is_opener(left) || left.is(",") || left.is(":") || left.is("?") => {
                if right.is("...") {
                    Fault::at(right.range, "`...` stands only at the end of a list in `[…]`")
                } else if right.is(".") || right.is("=") {
                    Fault::at(right.range, format!("a value is missing before `{}`", shown(right, self)))
                } else if is_closer(right) || right.is(",") {
                    let place = if is_opener(left) { right.range } else { left.range };
                    let side = if is_opener(left) { "before" } else { "after" };
                    let sign = if is_opener(left) { right } else { left };
                    Fault::at(place, format!("a value is missing {side} `{}`", shown(sign, self)))
                } else {
                    Fault::at(right.range, format!("a value is missing before `{}`", shown(right, self)))
                }
            }
            (Some(left), _) => {
                Fault::at(left.range, format!("a value is missing after `{}`", shown(left, self)))
            }
            (None, Some(right)) => {
                Fault::at(right.range, format!("a value is missing before `{}`", shown(right, self)))
            }
            (None, None) => Fault::at(place, "the expression is empty"),
        };
        // An operator that lacks both operands is told once.
        if self.faults.last().is_none_or(|last| last.range != fault.range) {
            self.fault(fault);
        }
        // What cannot begin or end anything would be met again.
        if self.peek().is_some_and(|t| t.is("...") || t.is("=>") || t.is("->")) {
            self.at += 1;
            if self.starts_operand(0) {
                return self.unary();
            }
        }
        Self::missing(place)
    }

    fn word(&mut self, word: &str, range: Range) -> Expr {
        if let Some(lambda) = self.lambda() {
            return lambda;
        }
        let constant = match word {
            "null" => Some(Kind::Null),
            "true" => Some(Kind::Bool(true)),
            "false" => Some(Kind::Bool(false)),
            "NaN" => Some(Kind::Number("NaN".into())),
            _ => None,
        };
        if let Some(kind) = constant {
            self.at += 1;
            return Expr { kind, range };
        }
        if let Some(refused) = self.refused(word, range) {
            return refused;
        }
        if is_reserved(word) {
            return self.reserved(word, range);
        }
        if is_annotation(word) {
            let message = format!("`{word}` is an annotation, which only scripts may have");
            let wrapped = format!("${{{word}}}");
            self.fault(
                Fault::at(range, message).help("a field of that name stands in `${…}`").instead(wrapped),
            );
        }
        self.at += 1;
        let name = Name { text: word.into(), wrapped: false, range };
        if self.at(":")
            && let Some(function) = self.ahead(1).and_then(Token::word)
            && !is_reserved(function)
            && self.is_ahead(2, "(")
        {
            return self.namespace(name);
        }
        if self.at("(") { self.call(name) } else { Expr { kind: Kind::Name(name), range } }
    }

    /// `a : f(`: JEXL takes this for a function of a namespace wherever it stands.
    fn namespace(&mut self, name: Name) -> Expr {
        let (word, range) = (name.text.clone(), name.range);
        let called = self.ahead(1).map_or(range, |t| t.range);
        let function = self.ahead(1).and_then(Token::word).unwrap_or_default().to_owned();
        if self.colons > 0 {
            let message = format!(
                "`{word} : {function}(…)` is read as a function `{function}` of a namespace `{word}`"
            );
            let help = format!("put the name before the colon in parentheses: `({word})`");
            self.fault(Fault::at(range, message).help(help).instead(format!("({word})")).uncertain());
            return Expr { kind: Kind::Name(name), range };
        }
        let message = format!("`{word}:` is a namespace, and Data Prep has none");
        self.fault(Fault::at(range.to(self.here()), message).instead(""));
        // The function is called all the same.
        self.at += 2;
        self.call(Name { text: function.into(), wrapped: false, range: called })
    }

    /// A reserved word where a name or an operand should be.
    fn reserved(&mut self, word: &str, range: Range) -> Expr {
        let is_operator = Binary::of_word(word).is_some();
        // `and b`: its left operand is missing.
        if is_operator && self.starts_operand(1) {
            return self.absent();
        }
        self.at += 1;
        let message = format!("`{word}` is a word of the language and cannot be the name of a field");
        let fault = Fault::at(range, message).help("a field of that name stands in `${…}`");
        self.fault(fault.instead(format!("${{{word}}}")));
        let name = Name { text: word.into(), wrapped: true, range };
        if self.at("(") { self.call(name) } else { Expr { kind: Kind::Name(name), range } }
    }

    /// A call of a function; `(` comes next.
    pub(super) fn call(&mut self, name: Name) -> Expr {
        let start = name.range;
        let arguments = self.arguments();
        let range = Range::new(start.start, self.read_to());
        Expr { kind: Kind::Call { name, arguments }, range }
    }

    /// `(a)`, or a lambda with its parameters.
    fn parentheses(&mut self) -> Expr {
        if let Some(lambda) = self.lambda() {
            return lambda;
        }
        let open = self.here();
        self.at += 1;
        let colons = std::mem::take(&mut self.colons);
        let mut inner = self.expression(Inside::Part);
        while !self.at(")") && self.peek().is_some() {
            if self.at(",") {
                let fault = Fault::at(self.here(), "parentheses hold one value, and a comma makes two");
                if self.balanced {
                    self.fault(fault.help("only calls and lists have parts between commas"));
                }
                self.at += 1;
            } else {
                self.left_over();
            }
            if self.starts_operand(0) {
                self.expression(Inside::Part);
                inner = Self::missing(inner.range);
            }
        }
        self.colons = colons;
        self.take(")");
        let range = Range::new(open.start, self.read_to());
        self.applications(Expr { kind: inner.kind, range })
    }
}

/// `@word`; a second `@` makes it a name.
pub(super) fn is_annotation(word: &str) -> bool {
    word.strip_prefix('@').is_some_and(|rest| !rest.is_empty() && !rest.contains('@'))
}

fn is_opener(token: &Token) -> bool {
    ["(", "[", "{"].iter().any(|s| token.is(s))
}

fn is_closer(token: &Token) -> bool {
    [")", "]", "}"].iter().any(|s| token.is(s))
}

/// The path that `${a.b}` means.
fn path(names: Vec<Name>, range: Range) -> Expr {
    let mut names = names.into_iter();
    let Some(first) = names.next() else { return Expr { kind: Kind::Missing, range } };
    let root = Expr { range: Range::new(range.start, first.range.end), kind: Kind::Name(first) };
    let mut path = names.fold(root, |of, name| {
        let range = Range::new(range.start, name.range.end);
        Expr { kind: Kind::Member { of: Box::new(of), name }, range }
    });
    path.range = range;
    path
}
