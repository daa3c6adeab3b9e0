//! The compiled form: what a run walks over.

use super::fallback::Fallback;
use crate::expr::Site;
use crate::expr::ast::{Binary, Range, Unary};
use crate::functions::Function;
use crate::value::Value;
use std::cell::Cell;

/// One step of work.
#[derive(Debug)]
pub(super) enum Node {
    /// A value that needs no borrowing.
    Constant(Value<'static>),
    /// Text, borrowed by its values.
    Text(Box<str>),
    /// A field of the record or a variable.
    Field(Field),
    /// A parameter of a lambda or a variable that it captured.
    Local(usize),
    /// Members, elements and methods of something.
    Path(Box<Path>),
    /// Text in backticks.
    Template(Box<[Node]>),
    /// `[a, b]`
    Array { items: Box<[Node]>, growable: bool, range: Range },
    /// `{a, b}`
    Set(Box<[Node]>, Range),
    /// `{k: v}`
    Map(Box<[(Node, Node)]>, Range),
    /// `-x`
    Unary(Unary, Box<Node>, Range),
    /// `a + b - c`: operators of one side, from the left.
    Chain(Box<Node>, Box<[Link]>),
    /// `a ? b : c`
    Ternary(Box<[Node; 3]>),
    /// `a ?: b`
    Elvis(Box<[Node; 2]>),
    /// `f(a)`
    Call(Box<Call>),
    /// `a = b`
    Assign(Box<Assign>),
    /// `x -> …`
    Lambda(Box<LambdaCode>),
}

/// A name that the record or a variable answers.
#[derive(Debug)]
pub(super) struct Field {
    pub name: Box<str>,
    /// Where the record had it last.
    pub near: Cell<usize>,
}

/// An operator and its right operand.
#[derive(Debug)]
pub(super) struct Link {
    pub operator: Binary,
    pub right: Node,
    /// Both operands.
    pub range: Range,
    /// For the pattern of `=~`.
    pub site: Site,
}

/// Something, and what is taken of it.
#[derive(Debug)]
pub(super) struct Path {
    pub root: Node,
    pub steps: Box<[Step]>,
    /// When the root is a field: its name with one, two, … members behind it, as far as only members follow. Such a
    /// name may be a field too.
    pub dotted: Box<[Box<str>]>,
}

/// What is taken of a value.
#[derive(Debug)]
pub(super) enum Step {
    /// `.name`
    Member { key: Key, near: Cell<usize>, range: Range },
    /// `[index]`
    Index(Node),
    /// `.name(arguments)`
    Method(Call),
    /// `.size()`, `.empty()`: of null too
    Operator(Unary),
    /// `(arguments)`
    Apply(Call),
}

/// A member's name; digits are a number, as in `list.0`.
#[derive(Debug)]
pub(super) enum Key {
    Name(Box<str>),
    Number(i32),
}

/// A call of a function or method.
#[derive(Debug)]
pub(super) struct Call {
    pub name: Box<str>,
    pub target: Target,
    pub arguments: Box<[Node]>,
    pub ranges: Box<[Range]>,
    pub range: Range,
    pub site: Site,
}

/// What a call reaches.
#[derive(Debug)]
pub(super) enum Target {
    /// A function of the table, with a number of arguments that it takes.
    Function(&'static Function),
    /// A parameter of a lambda.
    Local(usize),
    /// A variable that holds a lambda, or a method of JEXL's arithmetic, which answers where nothing else does.
    Other(Option<Fallback>),
}

/// An assignment.
#[derive(Debug)]
pub(super) struct Assign {
    pub operator: Option<Binary>,
    pub root: Place,
    /// Members and elements on the way; empty when a name alone is assigned to.
    pub steps: Box<[Step]>,
    pub dotted: Box<[Box<str>]>,
    pub value: Node,
    pub range: Range,
}

/// What an assignment changes.
#[derive(Debug)]
pub(super) enum Place {
    Field(Field),
    /// Something without a name.
    Other(Node),
}

/// The code of a lambda.
#[derive(Debug)]
pub(super) struct LambdaCode {
    pub parameters: usize,
    /// Variables of the surroundings that it uses, behind the parameters in its frame.
    pub captures: Box<[usize]>,
    pub body: Node,
    /// How deep the body nests.
    pub depth: usize,
}
