//! Parts between commas: arguments, lists, sets, maps; and text in backticks, whose parts stand between `${` and `}`.

use super::super::ast::{Expr, Kind, Part, Range};
use super::super::lex::{Lexed, lex, unescape};
use super::{Fault, Inside, Parser, brackets};

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
                    self.fault(fault.instead(""));
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

    /// Text in backticks: its `${…}` and `#{…}` are expressions, up to the brace that closes them.
    pub(super) fn template(&mut self, range: Range) -> Expr {
        self.at += 1;
        let inner = &self.text[range.start + 1..range.end - 1];
        let base = range.start + 1;
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut at = 0;
        while at < inner.len() {
            let rest = &inner[at..];
            if rest.starts_with("${") || rest.starts_with("#{") {
                let Some(length) = braced_length(&rest[2..]) else {
                    let start = base + at;
                    let message = format!("`{}` is never closed with `}}`", &rest[..2]);
                    self.fault(Fault::at(Range::new(start, start + 2), message));
                    break;
                };
                if !literal.is_empty() {
                    parts.push(Part::Text(constant(&literal).into()));
                    literal.clear();
                }
                let start = base + at + 2;
                parts.push(Part::Value(self.embedded(Range::new(start, start + length))));
                at += 2 + length + 1;
                continue;
            }
            if rest == "$" || rest == "#" {
                let start = base + at;
                let fault = Fault::at(
                    Range::new(start, start + 1),
                    format!("a text in backticks cannot end with `{rest}`"),
                );
                self.fault(fault.instead(format!("\\{rest}")));
            }
            // A backslash and what it protects go together, as do `$` and what follows it.
            let length = match rest.chars().next() {
                Some(c @ ('\\' | '$' | '#')) => {
                    c.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8)
                }
                Some(c) => c.len_utf8(),
                None => break,
            };
            literal.push_str(&rest[..length]);
            at += length;
        }
        if !literal.is_empty() {
            parts.push(Part::Text(constant(&literal).into()));
        }
        Expr { kind: Kind::Template(parts), range }
    }

    /// An expression within a text.
    fn embedded(&mut self, range: Range) -> Expr {
        let Lexed { tokens, mut faults, .. } = lex(&self.text[..range.end], range.start);
        let tokens = brackets::balance(self.text, tokens, &mut faults);
        if tokens.is_empty() {
            if faults.is_empty() {
                faults.push(Fault::at(
                    Range::new(range.start - 2, range.end + 1),
                    "nothing stands between the braces",
                ));
            }
            faults.into_iter().for_each(|f| self.fault(f));
            return Self::missing(range);
        }
        let mut inner = Parser::new(self.text, tokens, range.end);
        inner.nesting = self.nesting;
        let tree = inner.whole();
        faults.append(&mut inner.faults);
        faults.into_iter().for_each(|f| self.fault(f));
        tree
    }
}

/// How far it is to the brace that closes; braces within count.
fn braced_length(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(i),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The literal text of a part: escapes of texts first, then `\$` and `\#`.
fn constant(raw: &str) -> String {
    let text = unescape(raw, '`');
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('$' | '#')) => out.extend(chars.next()),
            ('\\', Some('\\')) => {
                out.push('\\');
                out.extend(chars.next());
            }
            _ => out.push(c),
        }
    }
    out
}
