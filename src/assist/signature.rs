//! How calls are written, at the argument that is being written.

use crate::expr::{Call, Range, calls};
use crate::functions::{self, Description, Function};
use crate::java::methods::{self, Method};
use serde::Serialize;

/// How a function or a method is called, at the argument that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Signature {
    /// Its name.
    pub name: String,
    /// How it is written.
    pub label: String,
    /// What it takes.
    #[cfg_attr(feature = "wasm", tsify(type = "SignatureParameter[]"))]
    pub parameters: Vec<Parameter>,
    /// The number of the parameter that the argument is for; none where it takes no more.
    pub active: Option<usize>,
    /// What it is for.
    pub about: String,
    /// Where its name begins in the expression.
    pub start: usize,
    /// Where its name ends.
    pub end: usize,
}

/// A parameter in a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "SignatureParameter"))]
pub struct Parameter {
    /// Its name; of a method, the type it takes.
    pub label: String,
    /// Where it begins in the label of the signature.
    pub start: usize,
    /// Where it ends there.
    pub end: usize,
    /// What can be given, and what it means.
    pub about: String,
}

/// How the call that an offset is in is written; none outside of calls of what is known.
///
/// ```
/// let signature = preflow::assist::signature("substr(name, ", 13).unwrap();
/// assert_eq!(signature.label, "substr(INPUT, START_INDEX, LENGTH)");
/// assert_eq!(signature.active, Some(1));
/// ```
#[must_use]
pub fn signature(text: &str, offset: usize) -> Option<Signature> {
    let offset = super::boundary(text, offset);
    let known = |call: Call| {
        let at = call.range;
        if call.is_method {
            let mut named = methods::all().iter().filter(|m| m.name == &*call.name).peekable();
            let first = *named.peek()?;
            let overload = |m: &Method| m.overloads.iter().position(|types| types.len() > call.argument);
            let (method, overload) = named.find_map(|m| Some((m, overload(m)?))).unwrap_or((first, 0));
            return Some(of_method(method, overload, call.argument, at));
        }
        functions::find(&call.name).map(|function| of_function(function, call.argument, at))
    };
    calls(text, offset).into_iter().rev().find_map(known)
}

fn of_function(function: &'static Function, argument: usize, at: Range) -> Signature {
    let label = function.signature();
    let mut from = function.name.len();
    let parameters = function.parameters.iter().map(|parameter| {
        let about = match parameter.about {
            "" => parameter.kind.title(),
            about => format!("{}: {about}", parameter.kind.title()),
        };
        place_in(&label, &mut from, parameter.name.to_owned(), about)
    });
    let parameters = parameters.collect();
    let active = function.parameter(argument);
    let active = active.and_then(|own| function.parameters.iter().position(|p| std::ptr::eq(p, own)));
    let about = function.summary.to_owned();
    Signature {
        name: function.name.to_owned(),
        label,
        parameters,
        active,
        about,
        start: at.start,
        end: at.end,
    }
}

fn of_method(method: &Method, overload: usize, argument: usize, at: Range) -> Signature {
    let types = method.overloads.get(overload).copied().unwrap_or_default();
    let label = Description::of_method(method)
        .signatures
        .swap_remove(overload.min(method.overloads.len().saturating_sub(1)));
    let mut from = label.find('(').unwrap_or_default();
    let parameters =
        types.iter().map(|kind| place_in(&label, &mut from, kind.title(), String::new())).collect();
    let active = (argument < types.len()).then_some(argument);
    let about = method.summary.to_owned();
    Signature { name: method.name.to_owned(), label, parameters, active, about, start: at.start, end: at.end }
}

/// A parameter with its place in the label, behind those before it.
fn place_in(signature: &str, from: &mut usize, label: String, about: String) -> Parameter {
    let start = signature.get(*from..).and_then(|rest| rest.find(&label)).map_or(*from, |n| *from + n);
    *from = (start + label.len()).min(signature.len());
    Parameter { start, end: *from, label, about }
}
