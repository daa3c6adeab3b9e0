//! The functions of the Data Prep language, one table entry each.
//!
//! An entry holds everything there is to know of a function; `docs/functions.md`, `preflow functions`, completion,
//! the checks before running and the tests of the documented examples derive from it. To add a function, write its
//! entry in the file of its category and list it there.

mod call;
pub(crate) mod date_formats;
mod date_parts;
mod describe;
mod entry;
mod hold;

use crate::value::{Fail, Value};
pub use call::Call;
pub use describe::{Argument, Description, descriptions};
pub(crate) use entry::{many, one, optional, ours, ours_on, pairs, shown, shown_on};
use serde::Serialize;
use std::sync::LazyLock;

macro_rules! families {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*
        static FAMILIES: &[&[Function]] = &[$($file::FUNCTIONS),*];
    };
}

// In the order of the documents.
families! {
    string,
    regex,
    hashing,
    url,
    date,
    object,
    array,
    map,
    logical,
    aggregation,
    conversion,
    json,
    special,
    user_agent,
    analytics,
}

/// A function: what it is called, takes and gives, and how it runs.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Other names it answers to.
    pub aliases: &'static [&'static str],
    /// Where it belongs.
    pub category: Category,
    /// What it takes.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub returns: Type,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// What it makes of null arguments, in one line.
    pub nulls: &'static str,
    /// What of its behaviour no public document says, and what is done instead: one line each. Empty when all is
    /// documented.
    pub guesses: &'static [&'static str],
    /// Where it can be used, when not everywhere.
    pub availability: Option<&'static str>,
    /// Examples; those of Adobe's pages first. All run as tests.
    pub examples: &'static [Example],
    /// Runs it. The number of arguments fits the parameters.
    pub run: Run,
}

/// Runs a function on the arguments of a call.
pub type Run = for<'r> fn(&mut Call<'_, 'r>) -> Result<Value<'r>, Fail>;

/// What a function takes in one place.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name in the documents, in their capitals (`START_INDEX`).
    pub name: &'static str,
    /// What can be given.
    pub kind: Type,
    /// How often it may be given.
    pub count: Count,
    /// What it means, in a few words; empty when the name says it.
    pub about: &'static str,
    /// What the function does with it.
    pub part: Part,
}

/// What a function does with an argument. All are evaluated before it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It looks at it.
    LookedAt,
    /// It gives it as its result or not, and looks no further than whether it is null. A lone one in place of many may
    /// be an array of them.
    Result,
    /// By turns it looks at one and gives the next; a last one alone is a result. A lone one may be an array of them.
    InTurn,
}

/// How often an argument may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Once.
    One,
    /// Once or not at all; only at the end.
    Optional,
    /// Any number of times, also none; only last.
    Many,
    /// Once or more, together with the parameter before it: pairs of the two. Only last.
    Pairs,
}

/// Types of arguments and results, as far as they can be told before running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Anything
    Any,
    /// Text
    Text,
    /// A Java regular expression in text
    Regex,
    /// A Java date pattern in text
    DatePattern,
    /// One of these words in text, in any case
    Word(&'static [&'static str]),
    /// A path into the record, in text
    Path,
    /// A whole number
    Integer,
    /// A number
    Number,
    /// True or false
    Boolean,
    /// A date with time and zone
    Date,
    /// An array
    Array,
    /// An object or map
    Object,
    /// A lambda
    Lambda,
    /// Always null
    Null,
}

/// Where a function belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the titles say it")]
pub enum Category {
    String,
    Regex,
    Hashing,
    Url,
    Date,
    Object,
    Array,
    Map,
    Logical,
    Aggregation,
    Conversion,
    Json,
    Special,
    UserAgent,
    Analytics,
}

/// An example with its result.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "FunctionExample"))]
pub struct Example {
    /// The expression.
    pub expression: &'static str,
    /// The record it runs on, in JSON; empty for `{}`.
    #[serde(serialize_with = "describe::json")]
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub record: &'static str,
    /// The result, in JSON. For results that depend on clock or chance: of a preview at
    /// 2026-01-02T03:04:05Z with seed 0.
    #[serde(serialize_with = "describe::json")]
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub result: &'static str,
    /// An Adobe page shows it (`true`), or it is ours.
    pub documented: bool,
}

static ALL: LazyLock<Vec<&'static Function>> = LazyLock::new(|| FAMILIES.iter().copied().flatten().collect());

/// All functions, in the order of their categories.
#[must_use]
pub fn all() -> &'static [&'static Function] {
    &ALL
}

/// Every name and alias, in the order of bytes: checks look several up for each word of an expression.
static NAMES: LazyLock<Vec<(&'static str, &'static Function)>> = LazyLock::new(|| {
    let mut names: Vec<_> = all().iter().flat_map(|f| f.names().map(|name| (name, *f))).collect();
    names.sort_by_key(|(name, _)| *name);
    names
});

/// The function of that name or alias.
#[must_use]
pub fn find(name: &str) -> Option<&'static Function> {
    let at = NAMES.binary_search_by_key(&name, |(name, _)| name).ok()?;
    Some(NAMES[at].1)
}

/// The name or alias that was probably meant.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    let given = name.to_lowercase();
    let names = all().iter().flat_map(|f| f.names());
    let near = names.map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &given), name));
    let best = near.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, name)| name)
}

/// Why no function answers a call of that name with so many arguments.
#[must_use]
pub fn unanswered(name: &str, given: usize) -> String {
    match find(name) {
        Some(function) => function.miscount(given),
        None => format!("there is no function `{name}`"),
    }
}

impl Function {
    /// Its name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// Can it be called with so many arguments?
    #[must_use]
    pub fn accepts(&self, count: usize) -> bool {
        let given = |c: Count| self.parameters.iter().filter(|p| p.count == c).count();
        let (one, optional) = (given(Count::One), given(Count::Optional));
        match self.parameters.last().map(|p| p.count) {
            Some(Count::Many) => count >= one,
            // The parameter before is the first half of the pair.
            Some(Count::Pairs) => count > one && (count - one) % 2 == 1,
            _ => (one..=one + optional).contains(&count),
        }
    }

    /// That it cannot be called with so many arguments.
    #[must_use]
    pub fn miscount(&self, given: usize) -> String {
        let name = self.name;
        let of = |kind: Count| self.parameters.iter().filter(|p| p.count == kind).count();
        let (least, most) = (of(Count::One), of(Count::One) + of(Count::Optional));
        let arguments = |n: usize| if n == 1 { "1 argument".to_owned() } else { format!("{n} arguments") };
        match self.parameters.last().map(|p| p.count) {
            Some(Count::Pairs) if given > least && (given - least).is_multiple_of(2) => {
                let last = self.parameters.iter().rev().take(2).map(|p| p.name).collect::<Vec<_>>();
                format!(
                    "`{name}` takes pairs of {} and {}, and the last has no second half",
                    last[1], last[0]
                )
            }
            Some(Count::Pairs) => format!("`{name}` takes at least {}, not {given}", arguments(least + 1)),
            Some(Count::Many) => format!("`{name}` takes at least {}, not {given}", arguments(least)),
            _ if most == 0 => format!("`{name}` takes no arguments, not {given}"),
            _ if least == most => format!("`{name}` takes {}, not {given}", arguments(least)),
            _ => format!("`{name}` takes {least} to {}, not {given}", arguments(most)),
        }
    }

    /// The parameter that the argument at that place is given for.
    #[must_use]
    pub fn parameter(&self, at: usize) -> Option<&'static Parameter> {
        let all = self.parameters;
        let last = all.last()?;
        match last.count {
            Count::Pairs if at + 2 >= all.len() => {
                let first = all.len() - 2;
                all.get(first + (at - first) % 2)
            }
            Count::Many if at >= all.len() => Some(last),
            _ => all.get(at),
        }
    }

    /// May the argument at that place, of so many, be the result as it is, and is it otherwise not looked at?
    #[must_use]
    pub fn is_result(&self, at: usize, count: usize) -> bool {
        match self.parameter(at).map(|p| p.part) {
            None | Some(Part::LookedAt) => false,
            Some(Part::Result) => true,
            Some(Part::InTurn) => {
                let first = self.parameters.len() - 1;
                (at - first) % 2 == 1 || at + 1 == count
            }
        }
    }

    /// The arguments of which one is the result, or null where none need be; none where it makes its result, or where
    /// an array of them may be given.
    pub fn results<'a, T>(&self, arguments: &'a [T]) -> Option<impl Iterator<Item = &'a T>> {
        let count = arguments.len();
        let is_alone = |p: &Parameter| p.count == Count::Many && count <= self.parameters.len();
        let chosen = self.parameters.iter().find(|p| p.part != Part::LookedAt);
        chosen.filter(|p| self.accepts(count) && !is_alone(p))?;
        Some((0..count).filter(move |at| self.is_result(*at, count)).filter_map(|at| arguments.get(at)))
    }

    /// How it is written: `explode(STRING[, REGEX])`, `to_object(KEY, VALUE, ...)`.
    #[must_use]
    pub fn signature(&self) -> String {
        let mut text = format!("{}(", self.name);
        for (i, parameter) in self.parameters.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let name = parameter.name;
            text.push_str(&match parameter.count {
                Count::One => format!("{comma}{name}"),
                Count::Optional => format!("[{comma}{name}]"),
                Count::Many | Count::Pairs => format!("{comma}{name}, ..."),
            });
        }
        text.push(')');
        text
    }
}
