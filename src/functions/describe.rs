//! What there is to read about functions and methods, as plain data: for the reference page, the command line, and
//! completion and hover in editors.

use super::{Category, Count, Example, Function, Type};
use crate::java::methods::{self, Method, Receiver};
use serde::{Serialize, Serializer};

/// A function or a method.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "FunctionDescription"))]
pub struct Description {
    /// Its name.
    pub name: &'static str,
    /// Other names it answers to.
    pub aliases: &'static [&'static str],
    /// The heading it belongs under.
    pub category: String,
    /// The ways it is written: `upper(INPUT)`, `text.equals(any)`.
    pub signatures: Vec<String>,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// What a function takes; empty for methods, whose signatures say it.
    #[cfg_attr(feature = "wasm", tsify(type = "FunctionParameter[]"))]
    pub parameters: Vec<Argument>,
    /// What it gives.
    pub returns: String,
    /// What it makes of nulls, in one line; empty for methods.
    pub nulls: &'static str,
    /// What no public document says, and what is done instead.
    pub guesses: &'static [&'static str],
    /// Where it can be used, when not everywhere.
    pub availability: Option<&'static str>,
    /// Examples with their results.
    #[cfg_attr(feature = "wasm", tsify(type = "FunctionExample[]"))]
    pub examples: &'static [Example],
}

/// What a function takes in one place.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "FunctionParameter"))]
pub struct Argument {
    /// Its name in the documents.
    pub name: &'static str,
    /// What can be given.
    #[serde(rename = "type")]
    pub kind: String,
    /// It has to be given.
    pub required: bool,
    /// It can be given more than once.
    pub repeats: bool,
    /// What it means, in a few words; may be empty.
    pub about: &'static str,
}

/// Every function in the order of the categories, then every method.
#[must_use]
pub fn descriptions() -> Vec<Description> {
    let functions = super::all().iter().map(|f| Description::of(f));
    functions.chain(methods::all().iter().map(Description::of_method)).collect()
}

impl Description {
    /// That of a function.
    #[must_use]
    pub fn of(function: &Function) -> Description {
        let parameters = function.parameters.iter().map(|p| Argument {
            name: p.name,
            kind: p.kind.title(),
            required: matches!(p.count, Count::One | Count::Pairs),
            repeats: matches!(p.count, Count::Many | Count::Pairs),
            about: p.about,
        });
        Description {
            name: function.name,
            aliases: function.aliases,
            category: function.category.title().to_owned(),
            signatures: vec![function.signature()],
            summary: function.summary,
            parameters: parameters.collect(),
            returns: function.returns.title(),
            nulls: function.nulls,
            guesses: function.guesses,
            availability: function.availability,
            examples: function.examples,
        }
    }

    /// That of a method.
    #[must_use]
    pub fn of_method(method: &Method) -> Description {
        let receiver = method.receiver.title();
        let overloads = if method.overloads.is_empty() { &[&[][..]][..] } else { method.overloads };
        let signature = |types: &&[Type]| {
            let types: Vec<String> = types.iter().map(|t| t.title()).collect();
            format!("{receiver}.{}({})", method.name, types.join(", "))
        };
        Description {
            name: method.name,
            aliases: &[],
            category: format!("Methods of {}", method.receiver.plural()),
            signatures: overloads.iter().map(signature).collect(),
            summary: method.summary,
            parameters: Vec::new(),
            returns: method.returns.title(),
            nulls: "",
            guesses: &[],
            availability: None,
            examples: method.examples,
        }
    }
}

impl Type {
    /// Its name for people.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Type::Any => "any",
            Type::Text => "text",
            Type::Regex => "regular expression",
            Type::DatePattern => "date pattern",
            Type::Word(words) => return words.join(" | "),
            Type::Path => "path",
            Type::Integer => "whole number",
            Type::Number => "number",
            Type::Boolean => "boolean",
            Type::Date => "date",
            Type::Array => "array",
            Type::Object => "object",
            Type::Lambda => "lambda",
            Type::Null => "null",
        }
        .to_owned()
    }
}

impl Category {
    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Category::String => "Text",
            Category::Regex => "Regular expressions",
            Category::Hashing => "Hashing",
            Category::Url => "URLs",
            Category::Date => "Dates",
            Category::Object => "Objects",
            Category::Array => "Arrays",
            Category::Map => "Maps",
            Category::Logical => "Choices",
            Category::Aggregation => "Aggregation",
            Category::Conversion => "Conversions",
            Category::Json => "JSON",
            Category::Special => "Ids",
            Category::UserAgent => "User agents",
            Category::Analytics => "Adobe Analytics",
        }
    }
}

impl Receiver {
    /// One of the values that have a method.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Receiver::Text => "text",
            Receiver::Number => "number",
            Receiver::Boolean => "boolean",
            Receiver::Character => "character",
            Receiver::Date => "date",
            Receiver::List => "list",
            Receiver::Array => "array",
            Receiver::Set => "set",
            Receiver::Map => "map",
            Receiver::Range => "range",
            Receiver::Any => "any",
        }
    }

    /// All of them.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Receiver::Text => "texts",
            Receiver::Number => "numbers",
            Receiver::Boolean => "booleans",
            Receiver::Character => "characters",
            Receiver::Date => "dates",
            Receiver::List => "lists",
            Receiver::Array => "arrays",
            Receiver::Set => "sets",
            Receiver::Map => "maps and objects",
            Receiver::Range => "ranges",
            Receiver::Any => "all values",
        }
    }
}

/// Writes the JSON in a text; an empty text is the empty object.
pub(super) fn json<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    let text = if text.is_empty() { "{}" } else { text };
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => value.serialize(to),
        Err(error) => Err(serde::ser::Error::custom(error)),
    }
}
