//! Values while an expression is evaluated: Java's types, because the platform's engine runs on them.
//!
//! A value borrows from the record and the expression wherever it can. What operators make of values is in the
//! modules below; methods are in `java`, functions in `functions`.

pub(crate) mod arithmetic;
pub(crate) mod coerce;
pub(crate) mod compare;
pub(crate) mod decimal;
pub(crate) mod floating;
mod json;
pub(crate) mod matching;
pub(crate) mod number;
mod same;
pub(crate) mod text;
mod truth;

use crate::datum::{Datum, Members};
use crate::java::time::Moment;
use bigdecimal::BigDecimal;
use num_bigint::BigInt;
use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

/// The most bytes a text may have.
pub const MAX_TEXT: usize = 16 << 20;
/// The most elements a list, set or map may have.
pub const MAX_ITEMS: usize = 1_000_000;

/// A value of the expression language. Comments name the Java type it stands for.
#[derive(Clone, Debug, Default)]
pub enum Value<'r> {
    /// `null`
    #[default]
    Null,
    /// `Boolean`
    Bool(bool),
    /// `Integer`
    Int(i32),
    /// `Long`
    Long(i64),
    /// `BigInteger`
    BigInt(Rc<BigInt>),
    /// `Float`
    Float(f32),
    /// `Double`
    Double(f64),
    /// `BigDecimal`
    Decimal(Rc<BigDecimal>),
    /// `Character`: one UTF-16 unit
    Char(u16),
    /// `String`. Half of a surrogate pair, which Rust cannot hold, is U+FFFD.
    Text(Cow<'r, str>),
    /// `ZonedDateTime`
    Date(Rc<Moment>),
    /// An array or a `List`.
    List(List<'r>),
    /// `HashSet`, in the order Java iterates over it: `Value::hash_set` makes it
    Set(Rc<Vec<Value<'r>>>),
    /// `HashMap` or `LinkedHashMap`
    Map(Map<'r>),
    /// `IntegerRange`: both ends belong to it; it counts down when `from` is above `to`
    Range {
        /// The first number.
        from: i32,
        /// The last number.
        to: i32,
    },
    /// A lambda.
    Lambda(Rc<crate::expr::Lambda<'r>>),
    /// A value that is not known here, and why. Whatever is made of it is unknown too, unless it does not depend on
    /// it.
    Unknown(Unknown),
}

/// Why a value is not known.
#[derive(Clone, Debug)]
pub enum Unknown {
    /// It exists on the platform but cannot be computed here.
    Here(&'static str),
    /// No function and no method answers the call that should give it.
    Unanswered(Fail),
}

/// An array or a list.
#[derive(Clone, Debug)]
pub enum List<'r> {
    /// A list of the record (`ArrayList`).
    Record(&'r [Datum<'r>]),
    /// One made by the expression.
    Made(Rc<Items<'r>>),
}

/// The elements of a list that an expression made.
#[derive(Clone, Debug)]
pub struct Items<'r> {
    /// Which Java type it is.
    pub kind: ListKind,
    /// The elements.
    pub items: Vec<Value<'r>>,
}

/// Which Java type a list is: arrays are equal only to themselves and have few methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// `ArrayList` and its like
    List,
    /// A Java array of that element type (`int`, `String`, `Object`, …), as JEXL literals and `split` make them.
    Array(&'static str),
}

/// A map.
#[derive(Clone, Debug)]
pub enum Map<'r> {
    /// An object of the record (`LinkedHashMap`).
    Record(&'r Members<'r>),
    /// One made by the expression.
    Made(Rc<Entries<'r>>),
}

/// The entries of a map that an expression made, in the order Java iterates over them: `Value::hash_map` and
/// `Value::map` make it.
#[derive(Clone, Debug)]
pub struct Entries<'r> {
    /// It is a `HashMap`; a `LinkedHashMap` otherwise.
    pub hashed: bool,
    /// Keys and values; keys differ.
    pub entries: Vec<(Value<'r>, Value<'r>)>,
}

/// Why an expression gave no value, or a part of it could not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fail(Box<Why>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Why {
    message: String,
    range: Option<crate::expr::Range>,
    fatal: bool,
}

impl Fail {
    /// A failure; the evaluator adds its place.
    pub fn new(message: impl Into<String>) -> Fail {
        Fail(Box::new(Why { message: message.into(), range: None, fatal: false }))
    }

    /// A failure that `size(…)` and `empty(…)` do not take for null, as they take others: in the engine an exception
    /// that is none of its own.
    pub fn fatal(message: impl Into<String>) -> Fail {
        Fail(Box::new(Why { message: message.into(), range: None, fatal: true }))
    }

    /// The failure at that place of the expression, unless its place is known already.
    #[must_use]
    pub fn at(mut self, range: crate::expr::Range) -> Fail {
        self.0.range.get_or_insert(range);
        self
    }

    /// What happened, in a sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in the expression's text.
    #[must_use]
    pub fn range(&self) -> Option<crate::expr::Range> {
        self.0.range
    }

    /// Does it end the whole expression?
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.0.fatal
    }
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Fail {}

impl<'r> Value<'r> {
    /// A value that exists on the platform but cannot be computed here, for that reason.
    #[must_use]
    pub const fn unknown(why: &'static str) -> Value<'r> {
        Value::Unknown(Unknown::Here(why))
    }

    /// Text that borrows or is made.
    pub fn text(text: impl Into<Cow<'r, str>>) -> Value<'r> {
        Value::Text(text.into())
    }

    /// An `ArrayList` of these elements.
    #[must_use]
    pub fn list(items: Vec<Value<'r>>) -> Value<'r> {
        Value::List(List::Made(Rc::new(Items { kind: ListKind::List, items })))
    }

    /// A `LinkedHashMap` of these entries; keys must differ.
    #[must_use]
    pub fn map(entries: Vec<(Value<'r>, Value<'r>)>) -> Value<'r> {
        Value::Map(Map::Made(Rc::new(Entries { hashed: false, entries })))
    }

    /// The value of a datum of the record. Whole numbers are `Integer`, `Long` or `BigInteger` by size; numbers with
    /// a point or an exponent are `Double`.
    #[must_use]
    pub fn of(datum: &'r Datum<'r>) -> Value<'r> {
        match datum {
            Datum::Null => Value::Null,
            Datum::Bool(b) => Value::Bool(*b),
            Datum::Number(text) => Value::json_number(text),
            Datum::Text(text) => Value::Text(Cow::Borrowed(text)),
            Datum::Array(items) => Value::List(List::Record(items)),
            Datum::Object(members) => Value::Map(Map::Record(members)),
        }
    }

    /// The value of a number in JSON text. One of more digits than we calculate with is unknown.
    #[must_use]
    pub fn json_number(text: &str) -> Value<'static> {
        if let Ok(n) = text.parse::<i32>() {
            return Value::Int(n);
        }
        if let Ok(n) = text.parse::<i64>() {
            return Value::Long(n);
        }
        if text.contains(['.', 'e', 'E']) {
            return Value::Double(text.parse().unwrap_or(f64::NAN));
        }
        match number::parse_big_int(text) {
            Some(n) => Value::BigInt(Rc::new(n)),
            None => Value::unknown("a number of more than 100,000 digits"),
        }
    }
}

impl<'r> List<'r> {
    /// How many elements it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            List::Record(items) => items.len(),
            List::Made(made) => made.items.len(),
        }
    }

    /// Has it none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element of that number, from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Value<'r>> {
        match self {
            List::Record(items) => items.get(index).map(Value::of),
            List::Made(made) => made.items.get(index).cloned(),
        }
    }

    /// Its elements, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Value<'r>> + '_ {
        (0..self.len()).map(|i| self.get(i).unwrap_or_default())
    }
}

impl<'r> Map<'r> {
    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Map::Record(members) => members.len(),
            Map::Made(made) => made.entries.len(),
        }
    }

    /// Has it none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
