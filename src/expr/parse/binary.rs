//! Operators between operands: how tightly they bind, what stands in a row, and what people write in their place.

use super::super::ast::{Binary, Expr, Kind, Range};
use super::super::lex::{Tok, is_part};
use super::{Fault, Inside, Parser};

/// An operator that waits for its right operand.
struct Waiting {
    left: Expr,
    operator: Binary,
    at: Range,
    /// It was made up where none stood.
    invented: bool,
}

impl Parser<'_> {
    /// A whole expression: branches and assignments, right to left.
    pub(super) fn expression(&mut self, inside: Inside) -> Expr {
        let start = self.here().start;
        let read = self.nested(inside, |p| p.branches());
        read.unwrap_or_else(|| Self::missing(Range::new(start, start)))
    }

    /// A value inside what is being read, as `inside` says, but at the same depth of commas.
    fn branches(&mut self) -> Expr {
        // Conditions with what holds for them; the last part is not among them.
        let mut links: Vec<(Expr, Option<Expr>)> = Vec::new();
        let last = loop {
            let condition = self.binary();
            if self.take("?:").is_some() {
                links.push((condition, None));
            } else if let Some(mark) = self.take("?") {
                self.colons += 1;
                let then = self.expression(Inside::Part);
                self.colons -= 1;
                if self.take(":").is_none() {
                    let message = "`?` has no `:` with the value for the other case";
                    let fault = Fault::at(mark, message).help("write `condition ? value : other`");
                    self.fault(fault);
                    let range = condition.range.to(then.range);
                    let otherwise = Box::new(Self::missing(Range::new(range.end, range.end)));
                    let (condition, then) = (Box::new(condition), Box::new(then));
                    break Expr { kind: Kind::Ternary { condition, then, otherwise }, range };
                }
                links.push((condition, Some(then)));
            } else {
                break self.assignment(condition, links.is_empty());
            }
        };
        links.into_iter().rev().fold(last, |otherwise, (condition, then)| {
            let range = condition.range.to(otherwise.range);
            let (condition, otherwise) = (Box::new(condition), Box::new(otherwise));
            let kind = match then {
                Some(then) => Kind::Ternary { condition, then: Box::new(then), otherwise },
                None => Kind::Elvis { value: condition, otherwise },
            };
            Expr { kind, range }
        })
    }

    /// `target = value`, when an assignment follows.
    fn assignment(&mut self, target: Expr, alone: bool) -> Expr {
        let Some(Tok::Sign(sign)) = self.peek().map(|t| t.kind.clone()) else { return target };
        let operator = match sign {
            "=" => None,
            "+=" | "-=" | "*=" | "/=" | "%=" | "&=" | "|=" | "^=" => Binary::of_sign(&sign[..1]),
            _ => return target,
        };
        let at = self.here();
        self.at += 1;
        let before = self.faults.len();
        let inside = self.inside;
        let outermost = inside == Inside::Nothing && alone;
        let value = self.expression(inside);
        let has_place =
            matches!(target.kind, Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. } | Kind::Missing);
        // What follows is compared too.
        let told = self.faults[before..].iter().any(|f| f.instead.as_deref() == Some("=="));
        let range = target.range.to(value.range);
        if operator.is_none() && (!outermost || !has_place || told || is_idle(&value)) {
            let message = "`=` assigns; two values are compared with `==`";
            let mut fault = Fault::at(at, message).instead("==");
            fault.certain = !has_place;
            self.fault(fault);
            let (left, right) = (Box::new(target), Box::new(value));
            return Expr { kind: Kind::Binary { operator: Binary::Equal, at, left, right }, range };
        }
        if !has_place {
            let message =
                format!("`{sign}` assigns, and nothing can be assigned to `{}`", self.shown(target.range));
            self.fault(Fault::at(at, message));
        }
        let (target, value) = (Box::new(target), Box::new(value));
        Expr { kind: Kind::Assign { operator, target, value }, range }
    }

    /// Operands and the operators between them.
    fn binary(&mut self) -> Expr {
        let mut waiting: Vec<Waiting> = Vec::new();
        loop {
            let mut left = self.unary();
            let next = self.operator();
            let level = next.as_ref().map_or(0, |n| n.0.level());
            while let Some(top) = waiting.pop_if(|w| w.operator.level() >= level) {
                let same = top.operator.level() == level && level > 0;
                if let Some((operator, at, _)) =
                    next.as_ref().filter(|n| same && n.0.is_single() && !top.invented)
                {
                    self.chained(top.operator, *operator, *at);
                }
                let range = top.left.range.to(left.range);
                let (operator, at) = (top.operator, top.at);
                let kind = Kind::Binary { operator, at, left: Box::new(top.left), right: Box::new(left) };
                left = Expr { kind, range };
            }
            match next {
                Some((operator, at, invented)) => waiting.push(Waiting { left, operator, at, invented }),
                None => return left,
            }
        }
    }

    fn chained(&mut self, first: Binary, second: Binary, at: Range) {
        let message = if second == Binary::Range || first == Binary::Range {
            format!("`{}` cannot follow `{}` without parentheses", second.sign(), first.sign())
        } else {
            format!("comparisons cannot stand in a row: `{}` follows `{}`", second.sign(), first.sign())
        };
        let help = "join two comparisons with `&&`, or put one in parentheses";
        self.fault(Fault::at(at, message).help(help));
    }

    /// The operator that comes next, taken; with whether it was made up.
    fn operator(&mut self) -> Option<(Binary, Range, bool)> {
        loop {
            let token = self.peek()?.clone();
            let range = token.range;
            match &token.kind {
                Tok::Sign("=>") => {
                    self.at += 1;
                    let fault = Fault::at(range, "there is no operator `=>`");
                    self.fault(fault.help("greater or equal is `>=`, and the arrow of a lambda is `->`"));
                    return Some((Binary::GreaterOrEqual, range, true));
                }
                Tok::Sign("++") => {
                    self.at += 1;
                    self.fault(Fault::at(range, "there is no operator `++`").help("add 1 with `+ 1`"));
                    if self.starts_operand(0) {
                        return Some((Binary::Add, range, false));
                    }
                }
                Tok::Sign(sign) => {
                    if let Some(operator) = self.parted(sign, range) {
                        return Some(operator);
                    }
                    if let Some(operator) = Binary::of_sign(sign) {
                        self.at += 1;
                        return Some((operator, range, false));
                    }
                    return self.invented();
                }
                Tok::Word(word) => {
                    if let Some(operator) = Binary::of_word(word) {
                        self.at += 1;
                        return Some((operator, range, false));
                    }
                    return self.foreign_word(word, range).or_else(|| self.invented());
                }
                Tok::Junk => {
                    self.at += 1;
                    if self.starts_operand(0) {
                        return Some((Binary::Add, range, true));
                    }
                }
                _ => return self.invented(),
            }
        }
    }

    /// An operator with a blank in it: `= =`, `& &`.
    fn parted(&mut self, first: &str, range: Range) -> Option<(Binary, Range, bool)> {
        let Tok::Sign(second) = self.ahead(1)?.kind else { return None };
        let meant = match (first, second) {
            ("=", "=") => "==",
            ("!", "=") => "!=",
            ("<", "=") => "<=",
            (">", "=") | ("=", ">") => ">=",
            ("&", "&") => "&&",
            ("|", "|") => "||",
            _ => return None,
        };
        let range = range.to(self.ahead(1)?.range);
        self.at += 2;
        self.fault(Fault::at(range, format!("`{meant}` is written without a blank")).instead(meant));
        Some((Binary::of_sign(meant)?, range, false))
    }

    /// Words of other languages that stand where an operator must.
    fn foreign_word(&mut self, word: &str, range: Range) -> Option<(Binary, Range, bool)> {
        // A comma may be missing before a name; only what has an operand behind it is meant as an operator.
        let lower = word.to_ascii_lowercase();
        let second = self.ahead(1).and_then(|t| t.word()).map(str::to_ascii_lowercase);
        let is_negated = second.as_deref() == Some("not");
        if !self.starts_operand(1) && !is_negated {
            return None;
        }
        if let Some(operator) = Binary::of_word(&lower) {
            self.at += 1;
            let message = format!("operators are written in small letters: `{lower}`, not `{word}`");
            self.fault(Fault::at(range, message).instead(lower));
            return Some((operator, range, false));
        }
        let (operator, length, message, instead) = match &*lower {
            "in" => (Binary::Matches, 1, "there is no operator `in`", Some("=~")),
            "not" if second.as_deref() == Some("in") => {
                (Binary::NotMatches, 2, "there is no operator `not in`", Some("!~"))
            }
            "is" if is_negated => (Binary::NotEqual, 2, "there is no operator `is not`", Some("!=")),
            "is" => (Binary::Equal, 1, "there is no operator `is`", Some("==")),
            "equals" => (Binary::Equal, 1, "there is no operator `equals`", Some("==")),
            "like" | "matches" | "contains" => (Binary::Matches, 1, "", None),
            "xor" => (Binary::NotEqual, 1, "there is no operator `xor`", Some("!=")),
            _ => return None,
        };
        let range = range.to(self.ahead(length - 1).map_or(range, |t| t.range));
        self.at += length;
        let mut fault = Fault::at(
            range,
            if message.is_empty() { format!("there is no operator `{word}`") } else { message.into() },
        );
        if let Some(instead) = instead {
            fault = fault.instead(instead);
        } else {
            fault =
                fault.help("`=~` matches a regular expression, `.contains(…)` looks for a part of a text");
        }
        self.fault(fault);
        Some((operator, range, false))
    }

    /// Stands for the operator that is missing between two values.
    fn invented(&mut self) -> Option<(Binary, Range, bool)> {
        if self.inside == Inside::List || !self.starts_operand(0) {
            return None;
        }
        let gap = Range::new(self.read_to(), self.here().start);
        self.adjacent("an operator", None);
        Some((Binary::Or, gap, true))
    }

    /// Reports two values side by side; `what` is missing between them, which would be written `instead`.
    pub(super) fn adjacent(&mut self, what: &str, instead: Option<&str>) {
        let (Some(left), Some(right)) = (self.previous().cloned(), self.peek().cloned()) else { return };
        let gap = Range::new(left.range.end, right.range.start);
        let shown = (self.shown(left.range), self.shown(right.range));
        let both = |p: &Self| {
            let words = left.word().is_some() && right.word().is_some() && !p.is_ahead(1, "(");
            words && p.text.get(gap.start..gap.end).is_some_and(|g| !g.is_empty() && g.trim().is_empty())
        };
        // `First Name`: the usual reason for two names in a row.
        if both(self) {
            let mut end = right.range;
            let mut by = 1;
            while self.ahead(by).is_some_and(|t| t.word().is_some_and(|w| Binary::of_word(w).is_none())) {
                end = self.ahead(by).map_or(end, |t| t.range);
                by += 1;
            }
            let whole = left.range.to(end);
            let name = self.shown(whole);
            let fault = Fault::at(whole, format!("nothing joins the names in `{name}`"));
            self.fault(fault.help(format!(
                "one field of that name is written `${{{name}}}`; otherwise {what} is missing"
            )));
            // The rest of the name is no news.
            self.at += by - 1;
            return;
        }
        let message = match &left.kind {
            Tok::Sign(_) => format!("{what} is missing before `{}`", shown.1),
            _ => format!("{what} is missing between `{}` and `{}`", shown.0, shown.1),
        };
        let mut fault = Fault::at(gap, message);
        if let Some(instead) = instead {
            fault = fault.instead(instead);
        }
        if gap.start == gap.end
            && right.word().is_some_and(|w| w.starts_with(is_part))
            && left.word().is_some()
        {
            fault.instead = None;
        }
        self.fault(fault);
    }
}

/// A value that decides nothing: a branch on a constant is a comparison gone wrong.
fn is_idle(value: &Expr) -> bool {
    let Kind::Ternary { condition, .. } = &value.kind else { return false };
    matches!(condition.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null)
}
