//! Walking trees: the parts of an expression, and the fields of the record that it reads.

use super::ast::{Expr, Kind, Name, Part, Range};
use crate::path::{Path, Segment};

/// A field that an expression reads.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldUse<'e> {
    /// The way to it, the root first.
    pub path: Vec<Step<'e>>,
    /// Where it is written.
    pub range: Range,
}

/// A step on the way to a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<'e> {
    /// Into the member of that name.
    Name(&'e Name),
    /// Into the member of that name, written `['name']`.
    Key(&'e str, Range),
    /// Into the element of that number.
    Index(usize, Range),
    /// Into an element or member that only the record tells.
    Computed(Range),
}

impl Step<'_> {
    /// The step of a path; none where only the record tells.
    #[must_use]
    pub fn segment(&self) -> Option<Segment> {
        let key = |name: &str, wrapped, at: Range| Segment::Key {
            name: name.into(),
            wrapped,
            at: (at.start, at.end),
        };
        match self {
            Step::Name(name) => Some(key(&name.text, name.wrapped, name.range)),
            Step::Key(text, range) => Some(key(text, true, *range)),
            Step::Index(n, _) => Some(Segment::Index(*n)),
            Step::Computed(_) => None,
        }
    }
}

impl FieldUse<'_> {
    /// The way as a path; what only the record tells is any element.
    #[must_use]
    pub fn to_path(&self) -> Path {
        Path { segments: self.path.iter().map(|step| step.segment().unwrap_or(Segment::Each)).collect() }
    }
}

impl Expr {
    /// Its direct parts, in the order of the text.
    #[must_use]
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            Kind::Missing | Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) | Kind::Name(_) => {
                Vec::new()
            }
            Kind::Template(parts) => {
                parts.iter().filter_map(|p| if let Part::Value(e) = p { Some(e) } else { None }).collect()
            }
            Kind::Array { items, .. } | Kind::Set(items) => items.iter().collect(),
            Kind::Map(entries) => entries.iter().flat_map(|(k, v)| [k, v]).collect(),
            Kind::Member { of, .. } => vec![of],
            Kind::Index { of, index } => vec![of, index],
            Kind::Call { arguments, .. } => arguments.iter().collect(),
            Kind::Method { of, arguments, .. } | Kind::Apply { of, arguments } => {
                std::iter::once(&**of).chain(arguments).collect()
            }
            Kind::Unary { operand, .. } => vec![operand],
            Kind::Binary { left, right, .. } => vec![left, right],
            Kind::Ternary { condition, then, otherwise } => vec![condition, then, otherwise],
            Kind::Elvis { value, otherwise } => vec![value, otherwise],
            Kind::Assign { target, value, .. } => vec![target, value],
            Kind::Lambda { body, .. } => vec![body],
        }
    }

    /// Visits it and everything in it, outer parts first, in the order of the text.
    ///
    /// ```
    /// let tree = preflow::expr::parse("upper(a) + b").tree;
    /// let mut count = 0;
    /// tree.walk(&mut |_| count += 1);
    /// assert_eq!(count, 4);
    /// ```
    pub fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        let mut open = vec![self];
        while let Some(expr) = open.pop() {
            visit(expr);
            open.extend(expr.children().into_iter().rev());
        }
    }
}

/// The fields that an expression reads, in the order of the text; parameters of lambdas and variables that the
/// expression assigns are none.
///
/// ```
/// use preflow::expr::{fields, parse, Step};
/// let tree = parse("filterArray(a.b[0], x -> x > c['d'])").tree;
/// let fields = fields(&tree);
/// assert_eq!(fields.len(), 2);
/// assert!(matches!(fields[0].path[..], [Step::Name(_), Step::Name(_), Step::Index(0, _)]));
/// assert!(matches!(fields[1].path[..], [Step::Name(_), Step::Key("d", _)]));
/// ```
#[must_use]
pub fn fields(tree: &Expr) -> Vec<FieldUse<'_>> {
    let mut found = Vec::new();
    let mut hidden = Vec::new();
    tree.walk(&mut |e| {
        if let Kind::Assign { target, .. } = &e.kind
            && let Kind::Name(name) = &target.kind
        {
            hidden.push(&*name.text);
        }
    });
    collect(tree, &mut hidden, &mut found);
    found
}

/// The paths of the fields that the text of an expression reads, in order, each once.
///
/// ```
/// assert_eq!(preflow::expr::reads("concat(a.b, a.b, c['d e'])"), ["a.b", "c.${d e}"]);
/// ```
#[must_use]
pub fn reads(expression: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for field in fields(&super::parse(expression).tree) {
        let path = field.to_path().to_string();
        if !all.contains(&path) {
            all.push(path);
        }
    }
    all
}

fn collect<'e>(expr: &'e Expr, hidden: &mut Vec<&'e str>, found: &mut Vec<FieldUse<'e>>) {
    if let Some(path) = path(expr) {
        let is_hidden = matches!(path.first(), Some(Step::Name(root)) if hidden.contains(&&*root.text));
        if !is_hidden {
            found.push(FieldUse { path, range: expr.range });
        }
        // What is computed within brackets reads fields of its own.
        let mut at = expr;
        let mut inner = Vec::new();
        while let Kind::Member { of, .. } | Kind::Index { of, .. } = &at.kind {
            if let Kind::Index { index, .. } = &at.kind {
                inner.push(&**index);
            }
            at = of;
        }
        for index in inner.into_iter().rev() {
            collect(index, hidden, found);
        }
        return;
    }
    let visible = hidden.len();
    if let Kind::Lambda { parameters, .. } = &expr.kind {
        hidden.extend(parameters.iter().map(|p| &*p.text));
    }
    for child in expr.children() {
        collect(child, hidden, found);
    }
    hidden.truncate(visible);
}

/// The way an expression names a field, when it does nothing else.
fn path(expr: &Expr) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    let mut at = expr;
    loop {
        match &at.kind {
            Kind::Name(name) => {
                steps.push(Step::Name(name));
                steps.reverse();
                return Some(steps);
            }
            Kind::Member { of, name } => {
                steps.push(Step::Name(name));
                at = of;
            }
            Kind::Index { of, index } => {
                steps.push(match &index.kind {
                    Kind::Text(key) => Step::Key(key, index.range),
                    Kind::Number(digits) => {
                        digits.parse().map_or(Step::Computed(index.range), |n| Step::Index(n, index.range))
                    }
                    _ => Step::Computed(index.range),
                });
                at = of;
            }
            _ => return None,
        }
    }
}
