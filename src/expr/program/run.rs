//! The walk over a compiled expression.

use super::node::{Call, Field, LambdaCode, Link, Node, Path, Step, Target};
use super::operators;
use super::{Lambda, access, build};
use crate::datum::Datum;
use crate::expr::Env;
use crate::expr::ast::{Range, Unary};
use crate::functions;
use crate::java::methods;
use crate::value::{Fail, Value};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::rc::Rc;

/// The arguments of a call, evaluated.
pub(super) type Arguments<'r> = SmallVec<[Value<'r>; 4]>;

/// One run of a program, or of a lambda in it.
#[derive(Clone, Copy)]
pub(super) struct Run<'e, 'r> {
    pub env: &'e Env<'r>,
    /// The parameters of the lambda under way, and the variables it captured.
    pub frame: &'e [Value<'r>],
}

impl<'r> Run<'_, 'r> {
    /// The value of a node.
    pub(super) fn eval(self, mut node: &'r Node) -> Result<Value<'r>, Fail> {
        loop {
            return match node {
                Node::Constant(value) => Ok(value.clone()),
                Node::Text(text) => Ok(Value::Text(Cow::Borrowed(text))),
                Node::Field(field) => Ok(self.field(field).unwrap_or_default()),
                Node::Local(slot) => Ok(self.local(*slot)),
                Node::Path(path) => self.path(path),
                Node::Chain(first, links) => self.chain(first, links),
                Node::Call(call) => self.call(call),
                // The last operand takes the place of the whole, so that a long row of these needs no depth.
                Node::Ternary(parts) => {
                    let [condition, then, otherwise] = &**parts;
                    node = match self.condition(condition)? {
                        Ok(holds) => {
                            if holds {
                                then
                            } else {
                                otherwise
                            }
                        }
                        Err(unknown) => return Ok(unknown),
                    };
                    continue;
                }
                Node::Elvis(parts) => {
                    let [value, otherwise] = &**parts;
                    let value = self.eval(value)?;
                    if matches!(value, Value::Unknown(_)) || value.is_true() {
                        return Ok(value);
                    }
                    node = otherwise;
                    continue;
                }
                Node::Unary(operator, operand, range) => self.unary(*operator, operand, *range),
                Node::Template(parts) => self.template(parts),
                Node::Array { items, growable, range } => match self.known(items)? {
                    Ok(items) => build::array(self.env, items, *growable).map_err(|fail| fail.at(*range)),
                    Err(unknown) => Ok(unknown),
                },
                Node::Set(items, range) => match self.known(items)? {
                    Ok(items) => build::set(self.env, items).map_err(|fail| fail.at(*range)),
                    Err(unknown) => Ok(unknown),
                },
                Node::Map(entries, range) => self.map(entries, *range),
                Node::Assign(assign) => self.assign(assign),
                Node::Lambda(code) => Ok(self.lambda(code)),
            };
        }
    }

    fn local(self, slot: usize) -> Value<'r> {
        self.frame.get(slot).cloned().unwrap_or_default()
    }

    /// The value of a name; none when neither a variable nor the record has it.
    #[inline]
    pub(super) fn field(self, field: &Field) -> Option<Value<'r>> {
        if let Some(value) = self.env.variable(&field.name) {
            return Some(value);
        }
        let Datum::Object(members) = self.env.record else { return None };
        let (at, value) = members.get_near(&field.name, field.near.get())?;
        field.near.set(at);
        Some(Value::of(value))
    }

    /// The value of a name that nothing is remembered of.
    pub(super) fn named(self, name: &str) -> Value<'r> {
        if let Some(value) = self.env.variable(name) {
            return value;
        }
        match self.env.record {
            Datum::Object(members) => members.get(name).map(Value::of).unwrap_or_default(),
            _ => Value::Null,
        }
    }

    /// The truth of a condition, or the unknown value that it is.
    fn condition(self, node: &'r Node) -> Result<Result<bool, Value<'r>>, Fail> {
        let value = self.eval(node)?;
        Ok(if matches!(value, Value::Unknown(_)) { Err(value) } else { Ok(value.is_true()) })
    }

    pub(super) fn all(self, nodes: &'r [Node]) -> Result<Arguments<'r>, Fail> {
        let mut values = Arguments::with_capacity(nodes.len());
        for node in nodes {
            values.push(self.eval(node)?);
        }
        Ok(values)
    }

    /// All the values, or the first that is not known.
    fn known(self, nodes: &'r [Node]) -> Result<Result<Arguments<'r>, Value<'r>>, Fail> {
        let values = self.all(nodes)?;
        let unknown = values.iter().find(|value| matches!(value, Value::Unknown(_)));
        Ok(match unknown {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(values),
        })
    }

    fn chain(self, first: &'r Node, links: &'r [Link]) -> Result<Value<'r>, Fail> {
        let mut value = self.eval(first)?;
        for link in links {
            value = operators::binary(self, value, link)?;
        }
        Ok(value)
    }

    #[inline(never)]
    fn unary(self, operator: Unary, operand: &'r Node, range: Range) -> Result<Value<'r>, Fail> {
        let value = match (self.eval(operand), operator) {
            // `size` and `empty` take a failure for null.
            (Err(fail), Unary::Size | Unary::Empty) if !fail.is_fatal() => Value::Null,
            (value, _) => value?,
        };
        operators::unary(operator, &value, self.env.settings.strict).map_err(|fail| fail.at(range))
    }

    #[inline(never)]
    fn template(self, parts: &'r [Node]) -> Result<Value<'r>, Fail> {
        if let [part] = parts {
            return self.eval(part);
        }
        let mut out = String::new();
        for part in parts {
            match self.eval(part)? {
                Value::Null => {}
                unknown @ Value::Unknown(_) => return Ok(unknown),
                value => out.push_str(&value.to_text()),
            }
            if out.len() > crate::value::MAX_TEXT {
                return Err(Fail::fatal("the text is too large"));
            }
        }
        self.env.spend_text(out.len())?;
        Ok(Value::text(out))
    }

    #[inline(never)]
    fn map(self, nodes: &'r [(Node, Node)], range: Range) -> Result<Value<'r>, Fail> {
        let mut entries = Vec::with_capacity(nodes.len());
        for (key, value) in nodes {
            entries.push((self.eval(key)?, self.eval(value)?));
        }
        let is_unknown = |value: &&Value<'_>| matches!(value, Value::Unknown(_));
        if let Some(unknown) = entries.iter().flat_map(|(key, value)| [key, value]).find(is_unknown) {
            return Ok(unknown.clone());
        }
        build::map(self.env, entries).map_err(|fail| fail.at(range))
    }

    fn lambda(self, code: &'r LambdaCode) -> Value<'r> {
        let captured = code.captures.iter().map(|slot| self.local(*slot)).collect();
        Value::Lambda(Rc::new(Lambda { code, captured }))
    }

    /// Walks a path as JEXL's interpreter does: as long as nothing is found, the name with dots is tried as a field.
    fn path(self, path: &'r Path) -> Result<Value<'r>, Fail> {
        let mut value = self.eval(&path.root)?;
        let mut dotted = matches!(path.root, Node::Field(_)) && matches!(value, Value::Null);
        for (i, step) in path.steps.iter().enumerate() {
            let is_null = matches!(value, Value::Null);
            if let (true, Step::Operator(operator)) = (is_null, step) {
                value = operators::unary(*operator, &value, self.env.settings.strict)?;
                continue;
            }
            if is_null && (!dotted || matches!(step, Step::Method(_) | Step::Apply(_))) {
                // An operator behind still has its say.
                continue;
            }
            if !is_null && matches!(step, Step::Method(_) | Step::Apply(_)) {
                dotted = false;
            }
            if !is_null {
                value = self.step(&value, step)?;
            }
            if !matches!(value, Value::Null) {
                dotted = false;
            } else if dotted {
                value = path
                    .dotted
                    .get(i.min(path.dotted.len().saturating_sub(1)))
                    .map(|name| self.named(name))
                    .unwrap_or_default();
            }
        }
        Ok(value)
    }

    /// One step from a value that is not null.
    pub(super) fn step(self, of: &Value<'r>, step: &'r Step) -> Result<Value<'r>, Fail> {
        if matches!(of, Value::Unknown(_)) {
            return Ok(of.clone());
        }
        match step {
            Step::Member { key, near, range } => access::member(self, of, key, near, *range),
            Step::Index(index) => {
                let index = self.eval(index)?;
                access::element(self, of, &index)
            }
            Step::Method(call) => self.method(of, call),
            Step::Operator(operator) => operators::unary(*operator, of, self.env.settings.strict),
            Step::Apply(call) => {
                let arguments = self.all(&call.arguments)?;
                self.apply(of, arguments, call.range)
            }
        }
    }

    /// A call of a value: only a lambda answers.
    pub(super) fn apply(
        self,
        of: &Value<'r>,
        arguments: Arguments<'r>,
        range: Range,
    ) -> Result<Value<'r>, Fail> {
        match of {
            Value::Lambda(lambda) => lambda.apply(self.env, arguments.into_vec()),
            Value::Unknown(_) => Ok(of.clone()),
            _ => Ok(self.env.unanswered(|| Fail::new(format!("{} cannot be called", of.shown())).at(range))),
        }
    }

    fn call(self, call: &'r Call) -> Result<Value<'r>, Fail> {
        let mut arguments = self.all(&call.arguments)?;
        match &call.target {
            Target::Function(function) => {
                // What is only handed on may be another argument.
                let count = arguments.len();
                let unknown = |(_, value): &(usize, &Value<'_>)| matches!(value, Value::Unknown(_));
                let mut unknown = arguments.iter().enumerate().filter(unknown);
                if let Some((_, unknown)) = unknown.find(|(at, _)| !function.is_result(*at, count)) {
                    return Ok(unknown.clone());
                }
                let mut under_way = functions::Call {
                    arguments: &mut arguments,
                    ranges: &call.ranges,
                    env: self.env,
                    site: &call.site,
                };
                let value = (function.run)(&mut under_way).map_err(|fail| fail.at(call.range))?;
                build::weigh(self.env, &value).map_err(|fail| fail.at(call.range))?;
                Ok(value)
            }
            Target::Local(slot) => self.apply(&self.local(*slot), arguments, call.range),
            Target::Other(fallback) => {
                if let Some(value) = self.env.variable(&call.name) {
                    return self.apply(&value, arguments, call.range);
                }
                match fallback {
                    Some(fallback) => fallback.run(self, &arguments, call),
                    None => {
                        let why = || Fail::new(functions::unanswered(&call.name, arguments.len()));
                        Ok(self.env.unanswered(|| why().at(call.range)))
                    }
                }
            }
        }
    }

    #[inline(never)]
    fn method(self, of: &Value<'r>, call: &'r Call) -> Result<Value<'r>, Fail> {
        let mut arguments = self.all(&call.arguments)?;
        if let Some(unknown) = arguments.iter().find(|value| matches!(value, Value::Unknown(_))) {
            return Ok(unknown.clone());
        }
        let mut under_way = functions::Call {
            arguments: &mut arguments,
            ranges: &call.ranges,
            env: self.env,
            site: &call.site,
        };
        let answer = methods::call(of, &call.name, &mut under_way).map_err(|fail| fail.at(call.range))?;
        if let Some(value) = answer {
            build::weigh(self.env, &value).map_err(|fail| fail.at(call.range))?;
            return Ok(value);
        }
        // A lambda that a map holds under that name.
        if let Value::Map(map) = of
            && let Some(value) = map.get(&Value::Text(Cow::Borrowed(&call.name)))
            && !matches!(value, Value::Null)
        {
            return self.apply(&value, arguments, call.range);
        }
        match &call.target {
            Target::Other(Some(fallback)) => {
                arguments.insert(0, of.clone());
                fallback.run(self, &arguments, call)
            }
            _ => {
                let why = || Fail::new(methods::unanswered(of, &call.name, arguments.len()));
                Ok(self.env.unanswered(|| why().at(call.range)))
            }
        }
    }
}
