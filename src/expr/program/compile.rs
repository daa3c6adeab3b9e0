//! From the tree to the form that runs.

use super::fallback::Fallback;
use super::node::{Assign, Call, Field, Key, LambdaCode, Link, Node, Path, Place, Step, Target};
use crate::expr::Site;
use crate::expr::ast::{Expr, Kind, Name, Part, Range, Unary};
use crate::functions;
use crate::value::{Value, number};
use std::cell::Cell;

/// Compiles a tree.
pub(super) fn compile(tree: &Expr) -> Node {
    Compiler { scopes: Vec::new() }.node(tree)
}

/// The names of a lambda under way: its parameters, then what it captures.
#[derive(Default)]
struct Scope {
    names: Vec<Box<str>>,
    parameters: usize,
    /// Where the surroundings keep what is captured.
    captures: Vec<usize>,
}

struct Compiler {
    scopes: Vec<Scope>,
}

impl Compiler {
    fn nodes(&mut self, trees: &[Expr]) -> Box<[Node]> {
        trees.iter().map(|tree| self.node(tree)).collect()
    }

    fn boxed(&mut self, tree: &Expr) -> Box<Node> {
        Box::new(self.node(tree))
    }

    fn node(&mut self, tree: &Expr) -> Node {
        match &tree.kind {
            Kind::Missing | Kind::Null => Node::Constant(Value::Null),
            Kind::Bool(b) => Node::Constant(Value::Bool(*b)),
            Kind::Number(text) => Node::Constant(number::literal(text).unwrap_or_default()),
            Kind::Text(text) => Node::Text(text.clone()),
            Kind::Template(parts) => Node::Template(parts.iter().map(|part| self.part(part)).collect()),
            Kind::Array { items, growable } => {
                Node::Array { items: self.nodes(items), growable: *growable, range: tree.range }
            }
            Kind::Set(items) => Node::Set(self.nodes(items), tree.range),
            Kind::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (self.node(key), self.node(value)));
                Node::Map(entries.collect(), tree.range)
            }
            Kind::Name(name) => self.name(name),
            Kind::Member { .. } | Kind::Index { .. } | Kind::Method { .. } | Kind::Apply { .. } => {
                self.path(tree)
            }
            Kind::Call { name, arguments } => self.call(name, arguments, tree.range),
            Kind::Unary { operator, operand } => self.unary(*operator, operand, tree.range),
            Kind::Binary { .. } => self.chain(tree),
            Kind::Ternary { condition, then, otherwise } => {
                Node::Ternary(Box::new([self.node(condition), self.node(then), self.node(otherwise)]))
            }
            Kind::Elvis { value, otherwise } => {
                Node::Elvis(Box::new([self.node(value), self.node(otherwise)]))
            }
            Kind::Assign { operator, target, value } => {
                let value = self.node(value);
                let (root, steps) = self.flatten(target);
                let (dotted, root) = (dotted(root, &steps), self.place(root));
                Node::Assign(Box::new(Assign {
                    operator: *operator,
                    root,
                    steps,
                    dotted,
                    value,
                    range: tree.range,
                }))
            }
            Kind::Lambda { parameters, body } => self.lambda(parameters, body),
        }
    }

    fn part(&mut self, part: &Part) -> Node {
        match part {
            Part::Text(text) => Node::Text(text.clone()),
            Part::Value(tree) => self.node(tree),
        }
    }

    fn name(&mut self, name: &Name) -> Node {
        match self.resolve(&name.text, self.scopes.len()) {
            Some(slot) => Node::Local(slot),
            None => Node::Field(field(name)),
        }
    }

    /// The place of a name in the frame of the innermost of so many lambdas; captured from the outer ones if need be.
    fn resolve(&mut self, name: &str, scopes: usize) -> Option<usize> {
        let depth = scopes.checked_sub(1)?;
        if let Some(slot) = self.scopes[depth].names.iter().rposition(|n| **n == *name) {
            return Some(slot);
        }
        let outer = self.resolve(name, depth)?;
        let scope = &mut self.scopes[depth];
        scope.names.push(name.into());
        scope.captures.push(outer);
        Some(scope.names.len() - 1)
    }

    fn lambda(&mut self, parameters: &[Name], body: &Expr) -> Node {
        let names = parameters.iter().map(|name| name.text.clone()).collect();
        self.scopes.push(Scope { names, parameters: parameters.len(), captures: Vec::new() });
        let body_node = self.node(body);
        let scope = self.scopes.pop().unwrap_or_default();
        Node::Lambda(Box::new(LambdaCode {
            parameters: scope.parameters,
            captures: scope.captures.into(),
            body: body_node,
            depth: depth(body),
        }))
    }

    fn unary(&mut self, operator: Unary, operand: &Expr, range: Range) -> Node {
        if let (Unary::Negate, Kind::Number(text)) = (operator, &operand.kind)
            && let Some(value) = number::literal(text)
            && let Ok(negative) = crate::value::arithmetic::negate(&value)
        {
            // `-2147483648` is an Integer although 2147483648 is a Long; with parentheses it stays one.
            let plain = range.end == operand.range.end && text.bytes().all(|b| b.is_ascii_alphanumeric());
            return Node::Constant(match negative {
                Value::Long(n) if plain && !text.ends_with(['l', 'L']) => Value::integer(n),
                other => other,
            });
        }
        Node::Unary(operator, self.boxed(operand), range)
    }

    /// The operators down the left side, flat: they may be two thousand.
    fn chain(&mut self, tree: &Expr) -> Node {
        let mut links = Vec::new();
        let mut first = tree;
        while let Kind::Binary { operator, left, right, .. } = &first.kind {
            links.push((*operator, &**right, first.range));
            first = left;
        }
        let first = self.boxed(first);
        let link = |(operator, right, range): (_, &Expr, _)| Link {
            operator,
            right: self.node(right),
            range,
            site: Site::default(),
        };
        Node::Chain(first, links.into_iter().rev().map(link).collect())
    }

    /// What a path starts with, and its steps.
    fn flatten<'t>(&mut self, tree: &'t Expr) -> (&'t Expr, Box<[Step]>) {
        let mut steps = Vec::new();
        let mut root = tree;
        loop {
            let (of, step) = match &root.kind {
                Kind::Member { of, name } => {
                    (of, Step::Member { key: key(name), near: Cell::new(0), range: root.range })
                }
                Kind::Index { of, index } => (of, Step::Index(self.node(index))),
                Kind::Method { of, name, arguments }
                    if arguments.is_empty() && sized(&name.text).is_some() =>
                {
                    (of, Step::Operator(sized(&name.text).unwrap_or(Unary::Size)))
                }
                Kind::Method { of, name, arguments } => {
                    let target = Target::Other(Fallback::find(&name.text, arguments.len() + 1));
                    (of, Step::Method(self.call_of(&name.text, target, arguments, root.range)))
                }
                Kind::Apply { of, arguments } => {
                    (of, Step::Apply(self.call_of("", Target::Other(None), arguments, root.range)))
                }
                _ => break,
            };
            steps.push(step);
            root = of;
        }
        steps.reverse();
        (root, steps.into())
    }

    fn path(&mut self, tree: &Expr) -> Node {
        let (root, steps) = self.flatten(tree);
        let dotted = dotted(root, &steps);
        Node::Path(Box::new(Path { root: self.node(root), steps, dotted }))
    }

    fn place(&mut self, root: &Expr) -> Place {
        match self.node(root) {
            Node::Field(field) => Place::Field(field),
            other => Place::Other(other),
        }
    }

    fn call(&mut self, name: &Name, arguments: &[Expr], range: Range) -> Node {
        let text = &*name.text;
        if let (Some(operator), [operand]) = (sized(text), arguments) {
            return Node::Unary(operator, self.boxed(operand), range);
        }
        let target = match (self.resolve(text, self.scopes.len()), functions::find(text)) {
            (Some(slot), _) => Target::Local(slot),
            (None, Some(function)) if function.accepts(arguments.len()) => Target::Function(function),
            _ => Target::Other(Fallback::find(text, arguments.len())),
        };
        Node::Call(Box::new(self.call_of(text, target, arguments, range)))
    }

    fn call_of(&mut self, name: &str, target: Target, arguments: &[Expr], range: Range) -> Call {
        Call {
            name: name.into(),
            target,
            arguments: self.nodes(arguments),
            ranges: arguments.iter().map(|argument| argument.range).collect(),
            range,
            site: Site::default(),
        }
    }
}

/// The operator that is also written as a function or method.
fn sized(name: &str) -> Option<Unary> {
    match name {
        "size" => Some(Unary::Size),
        "empty" => Some(Unary::Empty),
        _ => None,
    }
}

fn field(name: &Name) -> Field {
    Field { name: name.text.clone(), near: Cell::new(0) }
}

/// JEXL's reading of a member's name: digits without a leading zero are a number, and so is nothing at all.
fn key(name: &Name) -> Key {
    let text = &*name.text;
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    match digits {
        true => {
            Key::Number(text.bytes().fold(0_i32, |n, b| n.wrapping_mul(10).wrapping_add(i32::from(b - b'0'))))
        }
        false => Key::Name(text.into()),
    }
}

/// The names with dots that a path may mean instead: `a.b` and `a.b.c` of `a.b.c[0]`.
fn dotted(root: &Expr, steps: &[Step]) -> Box<[Box<str>]> {
    let Kind::Name(root) = &root.kind else { return Box::default() };
    let mut name = root.text.to_string();
    let mut out = Vec::new();
    for step in steps {
        let Step::Member { key, .. } = step else { break };
        name.push('.');
        match key {
            Key::Name(text) => name.push_str(text),
            Key::Number(number) => name.push_str(&number.to_string()),
        }
        out.push(name.clone().into_boxed_str());
    }
    out.into()
}

/// How deep a tree nests; chains of operators and members count as one level.
fn depth(tree: &Expr) -> usize {
    let of = |trees: &[Expr]| trees.iter().map(depth).max().unwrap_or(0);
    let mut deepest = 0;
    let mut tree = tree;
    loop {
        let (next, here) = match &tree.kind {
            Kind::Binary { left, right, .. } => (left, depth(right)),
            Kind::Member { of: next, .. } => (next, 0),
            Kind::Index { of: next, index } => (next, depth(index)),
            Kind::Method { of: next, arguments, .. } | Kind::Apply { of: next, arguments } => {
                (next, of(arguments))
            }
            _ => break,
        };
        deepest = deepest.max(here);
        tree = next;
    }
    let here = match &tree.kind {
        Kind::Template(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Value(tree) => depth(tree),
                Part::Text(_) => 0,
            })
            .max()
            .unwrap_or(0),
        Kind::Array { items, .. } | Kind::Set(items) => of(items),
        Kind::Map(entries) => entries.iter().map(|(k, v)| depth(k).max(depth(v))).max().unwrap_or(0),
        Kind::Call { arguments, .. } => of(arguments),
        Kind::Unary { operand, .. } => depth(operand),
        Kind::Ternary { condition, then, otherwise } => {
            depth(condition).max(depth(then)).max(depth(otherwise))
        }
        Kind::Elvis { value, otherwise } => depth(value).max(depth(otherwise)),
        Kind::Assign { target, value, .. } => depth(target).max(depth(value)),
        Kind::Lambda { body, .. } => depth(body),
        _ => 0,
    };
    deepest.max(here) + 1
}
