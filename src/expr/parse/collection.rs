//! Parts between commas: arguments, lists, sets, maps.

use super::super::ast::{Expr, Kind, Range};
use super::{Fault, Inside, Parser};

impl Parser<'_> {
    /// `(a, b)`; the opening bracket comes next.
    pub(super) fn arguments(&mut self) -> Vec<Expr> {
        self.at += 1;
        let colons = std::mem::take(&mut self.colons);
        let (items, _) = self.parts(")", "argument");
        self.colons = colons;
        items
    }

    /// `[a, b]`, `[a, ...]`
    pub(super) fn array(&mut self) -> Expr {
        let open = self.here();
        self.at += 1;
        let colons = std::mem::take(&mut self.colons);
        let (items, growable) = self.parts("]", "element");
        self.colons = colons;
        let range = Range::new(open.start, self.read_to());
        Expr { kind: Kind::Array { items, growable }, range }
    }

    /// Parts up to a closing bracket, which is taken too; and whether `...` stood at their end.
    fn parts(&mut self, closer: &str, what: &str) -> (Vec<Expr>, bool) {
        let mut items = Vec::new();
        while !self.at(closer) && self.peek().is_some() {
            if self.at("...") && closer == "]" && self.is_ahead(1, closer) {
                self.at += 2;
                return (items, true);
            }
            // `[, ...]` is a growable list without elements.
            if self.at(",")
                && self.is_ahead(1, "...")
                && self.is_ahead(2, closer)
                && closer == "]"
                && items.is_empty()
            {
                self.at += 1;
                continue;
            }
            if self.at(",") {
                let fault = Fault::at(self.here(), format!("an {what} is missing before the comma"));
                self.fault(fault);
                self.at += 1;
                items.push(Self::missing(Range::new(self.read_to(), self.read_to())));
                continue;
            }
            items.push(self.expression(Inside::List));
            self.comma(closer, what);
        }
        self.take(closer);
        (items, false)
    }

    /// What stands between two parts.
    fn comma(&mut self, closer: &str, what: &str) {
        while !self.at(closer) && self.peek().is_some() {
            if let Some(comma) = self.take(",") {
                if self.at(closer) {
                    let fault = Fault::at(comma, format!("no {what} follows the last comma"));
                    let fault = fault.instead("");
                    self.fault(if closer == ")" { fault } else { fault.uncertain() });
                }
                return;
            }
            if self.starts_operand(0) {
                self.adjacent("a comma", Some(", "));
                return;
            }
            if self.at(";") {
                let fault = Fault::at(self.here(), "parts are separated with commas").instead(",");
                self.fault(fault);
                self.at += 1;
                return;
            }
            self.left_over();
        }
    }

    /// `{a, b}`, `{a: b}`, `{:}`, `{}`
    pub(super) fn braces(&mut self) -> Expr {
        let open = self.here();
        self.at += 1;
        let colons = std::mem::take(&mut self.colons);
        let kind = self.braced();
        self.colons = colons;
        Expr { kind, range: Range::new(open.start, self.read_to()) }
    }

    fn braced(&mut self) -> Kind {
        if self.at(":") && self.is_ahead(1, "}") {
            self.at += 2;
            return Kind::Map(Vec::new());
        }
        let mut entries: Vec<(Expr, Option<Expr>)> = Vec::new();
        while !self.at("}") && self.peek().is_some() {
            if self.at(",") {
                self.fault(Fault::at(self.here(), "an element is missing before the comma"));
                self.at += 1;
                continue;
            }
            self.colons += 1;
            let key = self.expression(Inside::List);
            self.colons -= 1;
            let value = match self.take(":") {
                Some(colon) if self.at("}") || self.at(",") => {
                    self.fault(Fault::at(colon, format!("the key `{}` has no value", self.shown(key.range))));
                    Some(Self::missing(Range::new(colon.end, colon.end)))
                }
                Some(_) => Some(self.expression(Inside::List)),
                None => None,
            };
            entries.push((key, value));
            self.comma("}", "element");
        }
        self.take("}");
        let is_map = entries.iter().any(|e| e.1.is_some());
        if !is_map {
            return Kind::Set(entries.into_iter().map(|e| e.0).collect());
        }
        let mut pairs = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if value.is_none() && key.kind != Kind::Missing {
                let message = format!("`{}` has no value, but its neighbours have", self.shown(key.range));
                self.fault(
                    Fault::at(key.range, message).help("an entry of a map is written `\"key\": value`"),
                );
            }
            let end = key.range.end;
            pairs.push((key, value.unwrap_or(Self::missing(Range::new(end, end)))));
        }
        Kind::Map(pairs)
    }
}
