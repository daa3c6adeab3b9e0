//! What an expression can give, told from its text and the tables of functions and methods alone.
//!
//! Everything here errs on the side of saying too many kinds: what a check reports has to be certain.

use super::ast::{Binary, Expr, Kind, Unary};
use super::kinds::Kinds;
use crate::functions::{self, Count, Type};
use crate::java::methods::{self, Method, Receiver};

/// The kinds of values an expression can give. A function or method may give null beside what its table says.
#[must_use]
pub fn infer(expr: &Expr) -> Kinds {
    match &expr.kind {
        Kind::Missing | Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. } | Kind::Apply { .. } => {
            Kinds::ANY
        }
        Kind::Null => Kinds::NULL,
        Kind::Bool(_) => Kinds::BOOLEAN,
        Kind::Number(text) => number(text),
        Kind::Text(_) | Kind::Template(_) => Kinds::TEXT,
        Kind::Array { growable: true, .. } => Kinds::LIST,
        Kind::Array { .. } => Kinds::ARRAY,
        Kind::Set(_) => Kinds::SET,
        Kind::Map(_) => Kinds::MAP,
        Kind::Call { name, arguments } => call(&name.text, arguments),
        Kind::Method { of, name, .. } => method(infer(of), &name.text),
        Kind::Unary { operator, operand } => unary(*operator, operand),
        Kind::Binary { operator, left, right, .. } => binary(*operator, infer(left), infer(right)),
        Kind::Ternary { then, otherwise, .. } => infer(then) | infer(otherwise),
        Kind::Elvis { value, otherwise } => infer(value).without(Kinds::NULL) | infer(otherwise),
        Kind::Assign { operator: None, value, .. } => infer(value),
        Kind::Assign { operator: Some(operator), value, .. } => binary(*operator, Kinds::ANY, infer(value)),
        Kind::Lambda { .. } => Kinds::LAMBDA,
    }
}

fn number(text: &str) -> Kinds {
    let hex = text.starts_with("0x") || text.starts_with("0X");
    // A BigDecimal is taken where a whole number is: JEXL narrows it.
    if !hex && text.ends_with(['b', 'B']) {
        return Kinds::NUMBER;
    }
    let fraction = !hex && (text.contains(['.', 'e', 'E', 'N']) || text.ends_with(['d', 'D', 'f', 'F']));
    if fraction { Kinds::FRACTION } else { Kinds::INTEGER }
}

fn call(name: &str, arguments: &[Expr]) -> Kinds {
    let Some(function) = functions::find(name) else { return Kinds::ANY };
    let all = |values: &[Expr]| values.iter().fold(Kinds::NULL, |kinds, value| kinds | infer(value));
    if let Some(results) = function.results(arguments) {
        let is_sure = function.parameters.iter().all(|p| p.count == Count::One);
        let start = if is_sure { Kinds::NONE } else { Kinds::NULL };
        return results.fold(start, |kinds, value| kinds | infer(value));
    }
    match (function.name, arguments) {
        // With one argument it may be an array, of which they give an element.
        ("min" | "max", [_, _, ..]) => all(arguments),
        ("nullify", _) => Kinds::NULL,
        _ => Kinds::of(function.returns) | Kinds::NULL,
    }
}

fn method(receiver: Kinds, name: &str) -> Kinds {
    let named = || methods::all().iter().filter(|m| m.name == name);
    if named().next().is_none() {
        return Kinds::ANY;
    }
    named()
        .filter(|m| receiver.meets(Kinds::receiving(m.receiver)))
        .fold(Kinds::NULL, |kinds, method| kinds | returned(method))
}

/// What a method gives; its table has no type for characters, and one for all that has elements.
fn returned(method: &Method) -> Kinds {
    match method.returns {
        Type::Text if method.name == "charAt" || method.receiver == Receiver::Character => {
            Kinds::TEXT | Kinds::CHARACTER
        }
        Type::Array => Kinds::ELEMENTS,
        kind => Kinds::of(kind),
    }
}

fn unary(operator: Unary, operand: &Expr) -> Kinds {
    match operator {
        Unary::Not | Unary::Empty => Kinds::BOOLEAN,
        Unary::Complement => Kinds::INTEGER,
        Unary::Size => Kinds::INTEGER | Kinds::NULL,
        Unary::Negate => {
            let of = infer(operand);
            if of.within(Kinds::NUMBER) { of } else { Kinds::NUMBER | Kinds::BOOLEAN | Kinds::NULL }
        }
    }
}

fn binary(operator: Binary, left: Kinds, right: Kinds) -> Kinds {
    use Binary::{Add, BitAnd, BitOr, BitXor, Divide, Modulo, Multiply, Range, Subtract};
    match operator {
        BitAnd | BitOr | BitXor => Kinds::INTEGER,
        Range => Kinds::RANGE,
        Add if left.within(Kinds::TEXT) && right.within(Kinds::TEXT) => Kinds::TEXT,
        Add if left.meets(Kinds::TEXT) || right.meets(Kinds::TEXT) => Kinds::TEXT | Kinds::NUMBER,
        Add | Subtract | Multiply if left.within(Kinds::INTEGER) && right.within(Kinds::INTEGER) => {
            Kinds::INTEGER
        }
        Add | Subtract | Multiply | Divide | Modulo => Kinds::NUMBER,
        _ => Kinds::BOOLEAN,
    }
}
