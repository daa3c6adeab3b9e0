//! The Java methods that expressions can call on values, in one table.
//!
//! A method is called when the receiver's class has it for these arguments, as JEXL looks for it; otherwise nothing
//! answers here, and JEXL's own arithmetic may. Methods whose results preflow has no values for are in the table too:
//! they exist, and their result is unknown. What reaches into Java itself is refused.

mod any;
mod arguments;
mod big;
mod date;
mod entry;
mod list;
mod map;
mod number;
mod simple;
mod text;
mod text_change;

use crate::functions::{Call, Example, Type};
use crate::value::{Fail, Value};
use std::sync::LazyLock;

/// A method, with all its overloads.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// The values that have it.
    pub receiver: Receiver,
    /// Its name, as Java spells it.
    pub name: &'static str,
    /// The types of the arguments of each overload, in the order tried.
    pub overloads: &'static [&'static [Type]],
    /// What it gives.
    pub returns: Type,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Examples with their results; those of Adobe's pages first. All run as tests.
    pub examples: &'static [Example],
    /// Runs it; none when no overload takes these arguments.
    pub run: Run,
}

/// Runs a method on a receiver. The arguments are those of the call.
pub type Run = for<'r> fn(&Value<'r>, &mut Call<'_, 'r>) -> Result<Option<Value<'r>>, Fail>;

/// The values that have a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Receiver {
    /// `String`
    Text,
    /// Any number
    Number,
    /// `Boolean`
    Boolean,
    /// `Character`
    Character,
    /// `ZonedDateTime`
    Date,
    /// `List` (not arrays)
    List,
    /// Java arrays, which JEXL lets answer a few methods of lists
    Array,
    /// `Set`
    Set,
    /// `Map`
    Map,
    /// JEXL's ranges of integers
    Range,
    /// Every value but null
    Any,
}

/// The table, by receiver.
const TABLE: &[(Receiver, &[&[Method]])] = &[
    (Receiver::Text, &[text::METHODS, text_change::METHODS]),
    (Receiver::Number, &[number::METHODS, big::METHODS]),
    (Receiver::Boolean, &[simple::BOOLEAN]),
    (Receiver::Character, &[simple::CHARACTER]),
    (Receiver::Date, &[date::METHODS]),
    (Receiver::List, &[list::LIST]),
    (Receiver::Array, &[list::ARRAY]),
    (Receiver::Set, &[list::SET]),
    (Receiver::Map, &[map::METHODS]),
    (Receiver::Range, &[simple::RANGE]),
    (Receiver::Any, &[any::METHODS]),
];

static ALL: LazyLock<Vec<Method>> =
    LazyLock::new(|| TABLE.iter().flat_map(|(_, parts)| parts.concat()).collect());

/// All methods.
#[must_use]
pub fn all() -> &'static [Method] {
    &ALL
}

/// The methods of a kind of values with that name, those of every value last.
fn named(receiver: Receiver, name: &str) -> impl Iterator<Item = &'static Method> {
    let of = |wanted: Receiver| {
        let found = TABLE.iter().find(|(receiver, _)| *receiver == wanted);
        found.into_iter().flat_map(|(_, parts)| parts.iter().copied().flatten())
    };
    of(receiver).chain(of(Receiver::Any)).filter(move |method| method.name == name)
}

/// Which methods a value has; none for null and what has only those of every value.
#[must_use]
pub fn receiver(value: &Value<'_>) -> Receiver {
    match value {
        Value::Text(_) => Receiver::Text,
        Value::Int(_)
        | Value::Long(_)
        | Value::BigInt(_)
        | Value::Float(_)
        | Value::Double(_)
        | Value::Decimal(_) => Receiver::Number,
        Value::Bool(_) => Receiver::Boolean,
        Value::Char(_) => Receiver::Character,
        Value::Date(_) => Receiver::Date,
        Value::List(_) if value.is_array() => Receiver::Array,
        Value::List(_) => Receiver::List,
        Value::Set(_) => Receiver::Set,
        Value::Map(_) => Receiver::Map,
        Value::Range { .. } => Receiver::Range,
        Value::Null | Value::Lambda(_) | Value::Unknown(_) => Receiver::Any,
    }
}

/// Calls a method of a value that is not null; none when it has no such method for these arguments.
///
/// # Errors
/// When the method throws.
pub fn call<'r>(of: &Value<'r>, name: &str, call: &mut Call<'_, 'r>) -> Result<Option<Value<'r>>, Fail> {
    if let Value::Null | Value::Unknown(_) = of {
        return Ok(Some(of.clone()));
    }
    for method in named(receiver(of), name) {
        let unmodelled = method.examples.is_empty();
        let fits = |overload: &&[Type]| {
            overload.len() == call.len()
                && (!unmodelled
                    || overload.iter().enumerate().all(|(i, kind)| arguments::fits(call, i, *kind)))
        };
        if method.overloads.iter().any(fits)
            && let Some(value) = (method.run)(of, call)?
        {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// Why a value that is not null does not answer a call of a method.
#[must_use]
pub fn unanswered(of: &Value<'_>, name: &str, given: usize) -> String {
    let here = receiver(of);
    // Of what has only the methods of every value, only a lambda is no null and known.
    let these = if here == Receiver::Any { "lambdas" } else { here.plural() };
    if named(here, name).next().is_some() {
        let counts = || named(here, name).flat_map(|method| method.overloads.iter().map(|types| types.len()));
        return if counts().any(|count| count == given) {
            format!("`.{name}(…)` of {these} does not take these arguments")
        } else {
            let plural = if given == 1 { "" } else { "s" };
            format!("`.{name}(…)` of {these} does not take {given} argument{plural}")
        };
    }
    if all().iter().any(|method| method.name == name) {
        format!("{these} have no method `.{name}(…)`")
    } else {
        format!("no value has a method `.{name}(…)`")
    }
}

/// The method whose name is nearest to one that does not exist, among those of a kind of values, or of all.
#[must_use]
pub fn nearest(receiver: Option<Receiver>, name: &str) -> Option<&'static str> {
    let wanted = name.to_ascii_lowercase();
    all()
        .iter()
        .filter(|method| receiver.is_none_or(|r| method.receiver == r || method.receiver == Receiver::Any))
        .map(|method| (strsim::damerau_levenshtein(&wanted, &method.name.to_ascii_lowercase()), method.name))
        .filter(|(distance, near)| *distance <= (near.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, near)| near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datum::Datum;
    use crate::expr::{Env, Program, Settings, parse};
    use std::collections::HashSet;

    #[test]
    fn examples_are_right() {
        let record = Datum::Object(crate::datum::Members::default());
        let settings = Settings::default();
        for method in all() {
            for example in method.examples {
                let parsed = parse(example.expression);
                assert!(parsed.faults.is_empty(), "{}: {:?}", example.expression, parsed.faults);
                let program = Program::new(&parsed.tree);
                let env = Env::new(&record, 1, &settings);
                let value = program.run(&env).and_then(|value| value.to_json());
                let value = value.unwrap_or_else(|fail| panic!("{}: {fail}", example.expression));
                let ours: serde_json::Value = serde_json::from_str(&value).unwrap();
                let wanted: serde_json::Value = serde_json::from_str(example.result).unwrap();
                assert_eq!(ours, wanted, "{}", example.expression);
            }
        }
    }

    #[test]
    fn every_method_stands_once_below_its_receiver() {
        let mut seen = HashSet::new();
        for (receiver, parts) in TABLE {
            for method in parts.iter().copied().flatten() {
                assert_eq!(method.receiver, *receiver, "{}", method.name);
                assert!(seen.insert((method.receiver, method.name)), "{:?} {}", method.receiver, method.name);
                assert!(!method.overloads.is_empty() && !method.summary.ends_with('.'), "{}", method.name);
            }
        }
        assert_eq!(all().len(), seen.len());
    }

    #[test]
    fn misspelt_names_have_a_nearest_one() {
        assert_eq!(nearest(Some(Receiver::Text), "toUppercase"), Some("toUpperCase"));
        assert_eq!(nearest(Some(Receiver::Text), "substing"), Some("substring"));
        assert_eq!(nearest(None, "containKey"), Some("containsKey"));
        assert_eq!(nearest(Some(Receiver::Map), "frobnicate"), None);
    }
}
