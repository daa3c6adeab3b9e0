//! Holding a value against a schema.

use super::condition::{Branch, branches, condition, keys};
use super::failure::{Condition, Failure, Fault, deletion};
use super::message::{alternatives, demand, shown, subject, type_of, wanted_types};
use super::stands::stands;
use super::{Schema, nearest};
use crate::json::{Edit, Kind, Node, escape, unescape};
use crate::placeholder::{self, Template, Variables};
use crate::text::Span;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as K;
use serde_json::Value;
use std::collections::BTreeMap;

/// More failures than this in one value help nobody.
const MOST: usize = 100;
/// How often a value is read: one read as another type may meet other conditions, and fail other types.
const READINGS: usize = 5;

impl Schema {
    /// What the schema does not take of a value. Variables are filled in first; placeholders that are left satisfy
    /// whatever is asked of them.
    #[must_use]
    pub fn check(&self, node: &Node, variables: &Variables) -> Vec<Failure> {
        if stands(node, variables) && self.validator.accepts(node) {
            return Vec::new();
        }
        let mut open = BTreeMap::new();
        let value = read(node, variables, &mut String::new(), &mut open);
        let mut failures = Vec::new();
        let mut check = Check { schema: self, node, value, open };
        for reading in 1..=READINGS {
            let errors: Vec<_> = self.validator.errors(&check.value).take(MOST).collect();
            let changes: Vec<_> = match reading {
                READINGS => Vec::new(),
                _ => errors.iter().filter_map(|e| check.coercion(e)).collect(),
            };
            if changes.is_empty() {
                failures.extend(errors.iter().flat_map(|e| check.failures(e)));
                break;
            }
            drop(errors);
            for (failure, coerced) in changes {
                if let Some(place) = check.value.pointer_mut(&failure.pointer) {
                    *place = coerced;
                    failures.push(failure);
                }
            }
        }
        settle(failures)
    }
}

/// The value of a node with its variables, and the places that hold placeholders: whole ones (`true`) and parts.
fn read(node: &Node, variables: &Variables, at: &mut String, open: &mut BTreeMap<String, bool>) -> Value {
    match &node.kind {
        Kind::String(text) if Template::has_marks(text) => {
            let filled = Template::parse(text).fill(variables);
            let template = Template::parse(&filled);
            if template.is_open() {
                open.insert(at.clone(), template.is_placeholder());
            }
            Value::String(filled)
        }
        Kind::Array(items) => {
            let mut values = Vec::with_capacity(items.len());
            for (i, item) in items.iter().enumerate() {
                let length = at.len();
                at.push_str(&format!("/{i}"));
                values.push(read(item, variables, at, open));
                at.truncate(length);
            }
            Value::Array(values)
        }
        Kind::Object(members) => {
            let mut object = serde_json::Map::with_capacity(members.len());
            for member in members {
                let length = at.len();
                at.push('/');
                at.push_str(&escape(&member.key));
                object.insert(member.key.to_string(), read(&member.value, variables, at, open));
                at.truncate(length);
            }
            Value::Object(object)
        }
        _ => node.to_value(),
    }
}

struct Check<'c> {
    schema: &'c Schema,
    node: &'c Node,
    value: Value,
    /// Where placeholders stand; `true` where one is the whole value.
    open: BTreeMap<String, bool>,
}

impl Check<'_> {
    /// Is there a placeholder in the value at a pointer?
    fn is_open_below(&self, pointer: &str) -> bool {
        let inside =
            |p: &str| p == pointer || p.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'));
        self.open
            .range(pointer.to_owned()..)
            .take_while(|(p, _)| p.starts_with(pointer))
            .any(|(p, _)| inside(p))
    }

    /// Does an `if` on the way look at a placeholder?
    fn is_undecided(&self, branches: &[Branch<'_>]) -> bool {
        branches
            .iter()
            .any(|b| keys(b.test).iter().any(|k| self.is_open_below(&format!("{}/{}", b.at, escape(k)))))
    }

    /// Could the error vanish once placeholders have their values?
    fn is_forgiven(&self, error: &ValidationError<'_>) -> bool {
        let at = error.instance_path().as_str();
        match error.kind() {
            K::Required { .. }
            | K::FalseSchema
            | K::AdditionalProperties { .. }
            | K::UnevaluatedProperties { .. } => false,
            K::MinProperties { .. }
            | K::MaxProperties { .. }
            | K::MinItems { .. }
            | K::MaxItems { .. }
            | K::AdditionalItems { .. } => false,
            K::PropertyNames { error } => {
                matches!(error.instance().as_str(), Some(s) if placeholder::is_open(s))
            }
            K::Not { schema } => required_only(schema).is_none() && self.is_open_below(at),
            K::AnyOf { context } | K::OneOfNotValid { context } => {
                context.iter().any(|branch| branch.iter().all(|e| self.is_forgiven(e)))
            }
            K::Type { .. } => match self.open.get(at) {
                Some(true) => true,
                Some(false) => numeric_around_holes(error.instance()),
                None => false,
            },
            _ => self.is_open_below(at),
        }
    }

    fn why(&self, error: &ValidationError<'_>) -> Option<Vec<Condition>> {
        let (branches, _) =
            branches(self.schema.value(), error.evaluation_path().as_str(), error.instance_path().as_str());
        if self.is_undecided(&branches) {
            return None;
        }
        Some(branches.iter().map(|b| condition(b, self.value.pointer(&b.at))).collect())
    }

    /// The reading of a value as the type that is wanted, where that is the fault.
    fn coercion(&self, error: &ValidationError<'_>) -> Option<(Failure, Value)> {
        let K::Type { kind } = error.kind() else { return None };
        if self.is_forgiven(error) {
            return None;
        }
        let conditions = self.why(error)?;
        let at = error.instance_path().as_str();
        let node = self.node.at(at)?;
        let wanted = wanted_types(kind);
        let name = subject(at).unwrap_or_else(|| "this".to_owned());
        let (coerced, fault, message, help) = match &**error.instance() {
            Value::String(text) => {
                let coerced = unquoted(text, &wanted)?;
                let plain = coerced.to_string();
                let message =
                    format!("{name} is the string `\"{text}\"`, but must be {}", alternatives(&wanted));
                (
                    coerced,
                    Fault::QuotedValue(plain.clone()),
                    message,
                    format!("write it without quotes: `{plain}`"),
                )
            }
            found @ (Value::Number(_) | Value::Bool(_)) if wanted.contains(&"a string") => {
                let text = found.to_string();
                let message = format!("{name} is {} {}, but must be a string", type_of(found), shown(found))
                    .replace("a boolean", "the boolean")
                    .replace("a number", "the number");
                let help = format!("write it in quotes: `\"{text}\"`");
                (Value::String(text), Fault::UnquotedValue, message, help)
            }
            _ => return None,
        };
        let text = match &fault {
            Fault::QuotedValue(plain) => plain.clone(),
            _ => coerced.to_string(),
        };
        // A text with a variable in it is not the value that is sent.
        let is_literal = node.as_str().is_none_or(|s| !placeholder::is_open(s));
        let fix = if is_literal { vec![Edit { span: node.span, text }] } else { Vec::new() };
        let failure = Failure {
            pointer: at.to_owned(),
            fault,
            message,
            help: Some(help),
            conditions,
            span: node.span,
            fix,
        };
        Some((failure, coerced))
    }

    fn failures(&self, error: &ValidationError<'_>) -> Vec<Failure> {
        if self.is_forgiven(error) {
            return Vec::new();
        }
        let Some(conditions) = self.why(error) else { return Vec::new() };
        let at = error.instance_path().as_str();
        let name = subject(at).unwrap_or_else(|| "the body".to_owned());
        let when = when(&conditions);
        let found = &**error.instance();
        let make = |fault: Fault, message: String| {
            let span = self.span(at);
            Failure {
                pointer: at.to_owned(),
                fault,
                message,
                help: None,
                conditions: conditions.clone(),
                span,
                fix: Vec::new(),
            }
        };
        match error.kind() {
            K::Required { property } => {
                self.missing(error, property.as_str().unwrap_or_default(), make, &when)
            }
            K::AdditionalProperties { unexpected } | K::UnevaluatedProperties { unexpected } => {
                let unexpected = unexpected.iter().filter(|k| !placeholder::is_open(k));
                unexpected.map(|key| self.not_allowed(at, key, &conditions, &when)).collect()
            }
            K::FalseSchema => match at.rsplit_once('/') {
                Some((object, _)) if self.node.at(object).is_some_and(Node::is_object) => {
                    let key = unescape(&at[object.len() + 1..]);
                    vec![self.not_allowed(object, &key, &conditions, &when)]
                }
                _ => vec![make(Fault::Other, format!("{name} is not allowed{when}"))],
            },
            K::Not { schema } => match required_only(schema).as_deref() {
                Some([key]) => vec![self.not_allowed(at, key, &conditions, &when)],
                Some(keys) => {
                    let keys: Vec<_> = keys.iter().map(|k| format!("`{k}`")).collect();
                    vec![make(Fault::Other, format!("{} may not stand together{when}", keys.join(" and ")))]
                }
                None => vec![make(Fault::Other, format!("{name} may not be {}{when}", shown(found)))],
            },
            K::Type { kind } => {
                let what = match found {
                    Value::String(_) | Value::Number(_) => {
                        format!("{} {}", type_of(found).replacen('a', "the", 1), shown(found))
                    }
                    _ => type_of(found).to_owned(),
                };
                vec![make(
                    Fault::Type,
                    format!("{name} is {what}, but must be {}{when}", alternatives(&wanted_types(kind))),
                )]
            }
            K::Enum { options } => {
                let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
                vec![self.not_one_of(make(Fault::Other, String::new()), &name, found, options, &when)]
            }
            K::Constant { expected_value } => {
                vec![self.not_one_of(
                    make(Fault::Other, String::new()),
                    &name,
                    found,
                    std::slice::from_ref(expected_value),
                    &when,
                )]
            }
            K::AnyOf { context } | K::OneOfNotValid { context } => self.none_of(context, make, &name, &when),
            K::OneOfMultipleValid { .. } => vec![make(
                Fault::Other,
                format!("{name} fits several of the forms that exclude each other{when}"),
            )],
            K::PropertyNames { error } => vec![make(
                Fault::Other,
                format!("the key {} is not one that {name} may have{when}", shown(error.instance())),
            )],
            K::BacktrackLimitExceeded { .. } | K::RegexEngineFailure { .. } | K::Referencing(_) => Vec::new(),
            K::Custom { message, .. } => vec![make(Fault::Other, format!("{name}: {message}{when}"))],
            kind => {
                let fault = match kind {
                    K::Minimum { .. }
                    | K::Maximum { .. }
                    | K::ExclusiveMinimum { .. }
                    | K::ExclusiveMaximum { .. }
                    | K::MultipleOf { .. } => Fault::OutOfRange,
                    K::MinItems { .. }
                    | K::MaxItems { .. }
                    | K::AdditionalItems { .. }
                    | K::UniqueItems
                    | K::Contains
                    | K::MinProperties { .. }
                    | K::MaxProperties { .. } => Fault::Items,
                    _ => Fault::Form,
                };
                let Some(demand) = demand(kind) else { return Vec::new() };
                let is = match found {
                    Value::Array(_) | Value::Object(_) => String::new(),
                    found => format!("is {}, but ", shown(found)),
                };
                vec![make(fault, format!("{name} {is}{demand}{when}"))]
            }
        }
    }

    /// Where to point for a value: scalars themselves, else their key, else their first bracket.
    fn span(&self, pointer: &str) -> Span {
        let Some(node) = self.node.at(pointer) else { return self.node.span };
        match node.kind {
            Kind::Array(_) | Kind::Object(_) => match self.node.key_span_at(pointer) {
                Some(span) if span != node.span => span,
                _ => Span { start: node.span.start, end: node.span.start + 1 },
            },
            _ => node.span,
        }
    }

    fn missing(
        &self,
        error: &ValidationError<'_>,
        key: &str,
        make: impl Fn(Fault, String) -> Failure,
        when: &str,
    ) -> Vec<Failure> {
        let at = error.instance_path().as_str();
        let object = self.node.at(at);
        let keys = object.map(Node::members).unwrap_or_default();
        let mut known = Vec::new();
        let (_, holder) = branches(self.schema.value(), error.evaluation_path().as_str(), at);
        self.schema.in_place(holder.unwrap_or(self.schema.value()), &mut known);
        let is_known =
            |k: &str| known.iter().any(|s| s.get("properties").is_some_and(|p| p.get(k).is_some()));
        let slip = nearest(key, keys.iter().map(|m| &*m.key).filter(|k| !is_known(k)));
        let within = subject(at).map(|s| format!(" in {s}")).unwrap_or_default();
        let mut message = format!("`{key}` is missing{within}");
        if !when.is_empty() {
            message += &format!("; it is required{when}");
        }
        let mut failure =
            make(Fault::Missing { key: key.to_owned(), slip: slip.map(str::to_owned) }, message);
        if let Some(member) = slip.and_then(|s| object.and_then(|o| o.member(s))) {
            failure.help = Some(format!("`{}` looks like a slip for it", member.key));
            failure.span = member.key_span;
            failure.fix = vec![Edit { span: member.key_span, text: Value::from(key).to_string() }];
        }
        vec![failure]
    }

    fn not_allowed(&self, object: &str, key: &str, conditions: &[Condition], when: &str) -> Failure {
        let pointer = format!("{object}/{}", escape(key));
        let node = self.node.at(object);
        let span = node.and_then(|o| o.member(key)).map_or(self.node.span, |m| m.key_span);
        let fix = node.map(|o| deletion(o, key)).unwrap_or_default();
        let message = if when.is_empty() {
            let within = subject(object).map(|s| format!(" in {s}")).unwrap_or_default();
            format!(
                "`{key}` is not a key that may stand{}",
                if within.is_empty() { " here".to_owned() } else { within }
            )
        } else {
            format!("`{key}` must be left out{when}")
        };
        Failure {
            pointer,
            fault: Fault::NotAllowed(key.to_owned()),
            message,
            help: Some(format!("leave out `{key}`")),
            conditions: conditions.to_vec(),
            span,
            fix,
        }
    }

    fn not_one_of(
        &self,
        mut failure: Failure,
        name: &str,
        found: &Value,
        options: &[Value],
        when: &str,
    ) -> Failure {
        let texts: Vec<_> =
            options.iter().map(|o| o.as_str().map_or_else(|| o.to_string(), str::to_owned)).collect();
        let mut listed: Vec<_> = options.iter().take(12).map(shown).collect();
        if options.len() > listed.len() {
            listed.push(format!("one of {} more", options.len() - listed.len()));
        }
        failure.message = format!("{name} is {}, but must be {}{when}", shown(found), alternatives(&listed));
        let near = found.as_str().and_then(|f| nearest(f, texts.iter().map(String::as_str)));
        if let Some(near) = near {
            failure.help = Some(format!("`{near}` is the nearest"));
            if self.node.at(&failure.pointer).and_then(Node::as_str) == found.as_str() {
                failure.fix = vec![Edit { span: failure.span, text: Value::from(near).to_string() }];
            }
        }
        failure.fault = Fault::NotOneOf(texts);
        failure
    }

    /// No branch of an `anyOf` or `oneOf` takes the value: say what the branches want, or what the nearest one does.
    fn none_of(
        &self,
        context: &[Vec<ValidationError<'static>>],
        make: impl Fn(Fault, String) -> Failure,
        name: &str,
        when: &str,
    ) -> Vec<Failure> {
        let keys: Vec<_> = context
            .iter()
            .filter_map(|branch| match branch.as_slice() {
                [one] => match one.kind() {
                    K::Required { property } => property.as_str(),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        if keys.len() == context.len() && !keys.is_empty() {
            let quoted: Vec<_> = keys.iter().map(|k| format!("`{k}`")).collect();
            let message = format!("{name} needs {}{when}", alternatives(&quoted));
            return vec![make(Fault::MissingOneOf(keys.iter().map(|k| (*k).to_owned()).collect()), message)];
        }
        // The nearest branch is the one whose failures lie deepest, then the one with the fewest.
        let depth = |branch: &[ValidationError<'_>]| {
            branch.iter().map(|e| e.instance_path().as_str().matches('/').count()).max().unwrap_or(0)
        };
        let nearest = context.iter().min_by_key(|branch| (std::cmp::Reverse(depth(branch)), branch.len()));
        let types: Vec<_> = context
            .iter()
            .filter_map(|branch| match branch.as_slice() {
                [one] => match one.kind() {
                    K::Type { kind } => Some(wanted_types(kind)),
                    _ => None,
                },
                _ => None,
            })
            .flatten()
            .collect();
        if types.len() >= context.len()
            && let Some(found) = context.first().and_then(|b| b.first())
        {
            return vec![make(
                Fault::Type,
                format!(
                    "{name} is {}, but must be {}{when}",
                    type_of(found.instance()),
                    alternatives(&types)
                ),
            )];
        }
        nearest.into_iter().flatten().flat_map(|error| self.failures(error)).collect()
    }
}

/// The number or truth value a string holds, if it is of a wanted type.
fn unquoted(text: &str, wanted: &[&str]) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    let fits = match &value {
        Value::Bool(_) => wanted.contains(&"a boolean"),
        Value::Number(n) => wanted.contains(&"a number") || (wanted.contains(&"an integer") && is_integer(n)),
        _ => false,
    };
    fits.then_some(value)
}

fn is_integer(number: &serde_json::Number) -> bool {
    let text = number.to_string();
    match text.split_once('.') {
        Some((_, fraction)) => fraction.bytes().all(|b| b == b'0'),
        None => !text.contains(['e', 'E']),
    }
}

/// Can the text be a number once its placeholders have their values?
fn numeric_around_holes(value: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    let literal = |p: &crate::placeholder::Piece<'_>| match p {
        crate::placeholder::Piece::Literal(t) => {
            t.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'))
        }
        crate::placeholder::Piece::Hole { .. } => true,
    };
    Template::parse(text).pieces.iter().all(literal)
}

/// The keys of a schema that asks for nothing but keys.
fn required_only(schema: &Value) -> Option<Vec<&str>> {
    let object = schema.as_object()?;
    object
        .keys()
        .all(|k| matches!(k.as_str(), "required" | "type" | "description" | "title"))
        .then_some(())?;
    Some(object.get("required")?.as_array()?.iter().filter_map(Value::as_str).collect())
}

/// ` when …`, the conditions in words; what is not met is left out where something about the same key is.
fn when(conditions: &[Condition]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for condition in conditions {
        let told = !condition.holds
            && conditions.iter().any(|c| c.holds && c.key.is_some() && c.key == condition.key);
        if !told && !texts.contains(&condition.text.as_str()) {
            texts.push(&condition.text);
        }
    }
    if texts.is_empty() { String::new() } else { format!(" when {}", texts.join(" and ")) }
}

/// Takes out what follows only from another failure, and what is said twice.
fn settle(failures: Vec<Failure>) -> Vec<Failure> {
    let at = |f: &Failure| f.pointer.clone();
    let wrong: Vec<String> =
        failures.iter().filter(|f| matches!(f.fault, Fault::NotOneOf(_) | Fault::Type)).map(at).collect();
    let missing: Vec<(String, String)> = failures
        .iter()
        .filter_map(|f| match &f.fault {
            Fault::Missing { key, .. } if f.conditions.is_empty() => Some((f.pointer.clone(), key.clone())),
            _ => None,
        })
        .collect();
    let mut kept: Vec<Failure> = Vec::new();
    for failure in failures {
        let follows = failure.conditions.iter().any(|c| {
            let Some(key) = &c.key else { return false };
            let beside = |object: &str| failure.pointer.starts_with(object);
            wrong.iter().any(|w| w.rsplit_once('/').is_some_and(|(o, k)| k == escape(key) && beside(o)))
                || missing.iter().any(|(o, k)| k == key && beside(o))
        });
        let twice = kept.iter().any(|k| k.pointer == failure.pointer && k.fault == failure.fault);
        if !follows && !twice {
            kept.push(failure);
        }
    }
    kept
}
