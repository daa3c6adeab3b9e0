//! The tree of an expression: what was written, with the bytes it was written in.
//!
//! Nothing is decided here about meaning: numbers keep their text, names may be fields or not.

/// A stretch of the expression's text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Range {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: Kind,
    /// Where it was written.
    pub range: Range,
}

/// A name and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, `\.` and `${…}` resolved.
    pub text: Box<str>,
    /// It was written in `${…}` or in quotes: any text may be a name there, reserved words too.
    pub wrapped: bool,
    /// Where it was written, wrapping included.
    pub range: Range,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Stands where an operand should: the parser reported a fault there.
    Missing,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as written, suffix included (`12`, `0x1F`, `1.5f`, `NaN`). `value::number` knows its type.
    Number(Box<str>),
    /// Text in quotes, escapes resolved.
    Text(Box<str>),
    /// Text in backticks: literal parts and `${…}` in turn.
    Template(Vec<Part>),
    /// `[a, b]`; `[a, ...]` is growable.
    Array {
        /// The elements.
        items: Vec<Expr>,
        /// `...` stood at the end: a list, no array.
        growable: bool,
    },
    /// `{a, b}`, `{}`
    Set(Vec<Expr>),
    /// `{k: v}`, `{:}`
    Map(Vec<(Expr, Expr)>),
    /// A field of the record, a lambda's parameter, or a variable.
    Name(Name),
    /// `of.name`, `of.'name'`, `of.0`
    Member {
        /// The object.
        of: Box<Expr>,
        /// The member.
        name: Name,
    },
    /// `of[index]`
    Index {
        /// The list, array or map.
        of: Box<Expr>,
        /// Which element.
        index: Box<Expr>,
    },
    /// `name(arguments)`
    Call {
        /// The function.
        name: Name,
        /// The arguments.
        arguments: Vec<Expr>,
    },
    /// `of.name(arguments)`
    Method {
        /// The receiver.
        of: Box<Expr>,
        /// The method.
        name: Name,
        /// The arguments.
        arguments: Vec<Expr>,
    },
    /// `(x -> …)(arguments)`: a call of a value.
    Apply {
        /// What is called.
        of: Box<Expr>,
        /// The arguments.
        arguments: Vec<Expr>,
    },
    /// `-x`, `!x`, `empty x`
    Unary {
        /// The operator.
        operator: Unary,
        /// The operand.
        operand: Box<Expr>,
    },
    /// `a + b`
    Binary {
        /// The operator.
        operator: Binary,
        /// Where the operator stands.
        at: Range,
        /// The left operand.
        left: Box<Expr>,
        /// The right operand.
        right: Box<Expr>,
    },
    /// `a ? b : c`
    Ternary {
        /// The condition.
        condition: Box<Expr>,
        /// The value when it holds.
        then: Box<Expr>,
        /// The value when it does not.
        otherwise: Box<Expr>,
    },
    /// `a ?: b`
    Elvis {
        /// The value when it is true.
        value: Box<Expr>,
        /// The value when it is not.
        otherwise: Box<Expr>,
    },
    /// `a = b`, `a += b`
    Assign {
        /// The operator of a compound assignment.
        operator: Option<Binary>,
        /// A name, member or index.
        target: Box<Expr>,
        /// What is assigned.
        value: Box<Expr>,
    },
    /// `x -> …`, `(x, y) -> …`, `function(x) {…}`
    Lambda {
        /// The parameters.
        parameters: Vec<Name>,
        /// The body, one expression.
        body: Box<Expr>,
    },
}

/// A part of text in backticks.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// As it stands.
    Text(Box<str>),
    /// `${…}`
    Value(Expr),
}

/// A prefix operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// `-`
    Negate,
    /// `!`, `not`
    Not,
    /// `~`
    Complement,
    /// `empty`
    Empty,
    /// `size`
    Size,
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named after its sign, which `sign` gives")]
pub enum Binary {
    Or,
    And,
    BitOr,
    BitXor,
    BitAnd,
    Equal,
    NotEqual,
    Range,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    Matches,
    NotMatches,
    StartsWith,
    NotStartsWith,
    EndsWith,
    NotEndsWith,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Range {
    /// The stretch from one byte to another.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Range {
        Range { start, end }
    }

    /// From the beginning of this to the end of another.
    #[must_use]
    pub fn to(self, other: Range) -> Range {
        Range { start: self.start, end: other.end.max(self.start) }
    }
}

impl Unary {
    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Unary::Negate => "-",
            Unary::Not => "!",
            Unary::Complement => "~",
            Unary::Empty => "empty",
            Unary::Size => "size",
        }
    }
}

/// Every operator between two operands: its sign, its word where it has one, and how tightly it binds (the levels
/// of JEXL's grammar, a higher one binds more tightly).
const OPERATORS: &[(Binary, &str, Option<&str>, u8)] = &[
    (Binary::Or, "||", Some("or"), 3),
    (Binary::And, "&&", Some("and"), 4),
    (Binary::BitOr, "|", None, 5),
    (Binary::BitXor, "^", None, 6),
    (Binary::BitAnd, "&", None, 7),
    (Binary::Equal, "==", Some("eq"), 8),
    (Binary::NotEqual, "!=", Some("ne"), 8),
    (Binary::Range, "..", None, 8),
    (Binary::Less, "<", Some("lt"), 9),
    (Binary::Greater, ">", Some("gt"), 9),
    (Binary::LessOrEqual, "<=", Some("le"), 9),
    (Binary::GreaterOrEqual, ">=", Some("ge"), 9),
    (Binary::Matches, "=~", None, 9),
    (Binary::NotMatches, "!~", None, 9),
    (Binary::StartsWith, "=^", None, 9),
    (Binary::NotStartsWith, "!^", None, 9),
    (Binary::EndsWith, "=$", None, 9),
    (Binary::NotEndsWith, "!$", None, 9),
    (Binary::Add, "+", None, 10),
    (Binary::Subtract, "-", None, 10),
    (Binary::Multiply, "*", None, 11),
    (Binary::Divide, "/", Some("div"), 11),
    (Binary::Modulo, "%", Some("mod"), 11),
];

impl Binary {
    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        OPERATORS.iter().find(|o| o.0 == self).map_or("", |o| o.1)
    }

    /// How tightly it binds: from 3 (`||`) to 11 (`*`).
    #[must_use]
    pub fn level(self) -> u8 {
        OPERATORS.iter().find(|o| o.0 == self).map_or(0, |o| o.3)
    }

    /// May operators of its level not stand in a row (`a < b < c`)?
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(self.level(), 8 | 9)
    }

    /// The operator of that sign.
    #[must_use]
    pub fn of_sign(sign: &str) -> Option<Binary> {
        OPERATORS.iter().find(|o| o.1 == sign).map(|o| o.0)
    }

    /// The operator of that word (`and`, `eq`, `div`, …).
    #[must_use]
    pub fn of_word(word: &str) -> Option<Binary> {
        OPERATORS.iter().find(|o| o.2 == Some(word)).map(|o| o.0)
    }
}

/// The words of JEXL 3.1 that cannot be names. As the name of a field they are written `${word}`.
pub const RESERVED: &[&str] = &[
    "if", "else", "for", "while", "new", "var", "empty", "size", "null", "true", "false", "return",
    "function", "break", "continue", "and", "or", "eq", "ne", "gt", "ge", "lt", "le", "div", "mod", "not",
    "NaN",
];

/// Can it not be a name because the language uses it itself?
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}
