//! What schemas expect of one value, by what stands in it and around it now: for completion and hover.
//!
//! A check says what is wrong with a whole value; this says what may be written in a place. An `if` is asked of what is
//! there: where that cannot be told yet, because a value is missing or a placeholder, both ways stay open.

use super::condition::{Branch, condition};
use crate::json::{Kind, Node, escape, unescape};
use crate::placeholder::{self, Variables};
use serde_json::Value;
use std::cmp::Ordering;

/// A schema and the value of a body that it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held<'s> {
    /// The JSON pointer of the value.
    pub at: &'s str,
    /// The schema.
    pub schema: &'s Value,
    /// The keys that it names are all there are; others only tell what they mean.
    pub names_all: bool,
}

/// What is expected of one value.
#[derive(Debug)]
pub(crate) struct Expected<'s> {
    rules: Vec<Rule<'s>>,
}

/// A schema that applies.
#[derive(Clone, Debug)]
struct Rule<'s> {
    schema: &'s Value,
    /// The schema that its references lead into.
    root: &'s Value,
    /// It applies as things stand; otherwise it may.
    is_certain: bool,
    /// See [`Held::names_all`].
    names_all: bool,
    /// What makes it apply, in words that follow "when".
    why: Option<String>,
}

/// A key that an object may have.
#[derive(Debug)]
pub(crate) struct Key<'s> {
    /// The key.
    pub name: &'s str,
    /// It must be there.
    pub is_required: bool,
    /// What makes it so, in words that follow "when".
    pub why: Option<String>,
    /// What is expected of its value.
    pub value: Expected<'s>,
}

/// More schemas than this for one value help nobody.
const MOST: usize = 200;

impl<'s> Expected<'s> {
    /// What schemas expect of the value of a body at a pointer.
    pub(crate) fn of(held: &[Held<'s>], body: &Node, pointer: &str, variables: &Variables) -> Self {
        let mut found = Vec::new();
        let reader = Reader { variables };
        for Held { at, schema, names_all } in held {
            let Some(rest) = pointer.strip_prefix(at).filter(|r| r.is_empty() || r.starts_with('/')) else {
                continue;
            };
            let mut node = body.at(at);
            let mut rules = Vec::new();
            let first = Rule { schema, root: schema, is_certain: true, names_all: *names_all, why: None };
            reader.apply(first, node, &mut rules);
            for token in rest.split('/').skip(1) {
                let token = unescape(token);
                node = node.and_then(|n| n.at(&format!("/{}", escape(&token))));
                rules = reader.below(&rules, &token, node);
            }
            found.append(&mut rules);
        }
        Expected { rules: found }
    }

    /// The keys it may have, as the schemas list them.
    pub(crate) fn keys(&self, node: Option<&Node>, variables: &Variables) -> Vec<Key<'s>> {
        let mut keys: Vec<Key<'s>> = Vec::new();
        let reader = Reader { variables };
        let forbidden: Vec<&str> = self.certain().filter_map(|r| forbidden(r.schema)).flatten().collect();
        let mut names: Vec<&'s str> = Vec::new();
        let names_all = self.rules.iter().any(|r| r.names_all && r.schema.get("properties").is_some());
        for rule in self.rules.iter().filter(|r| r.names_all || !names_all) {
            let named = object(rule.schema, "properties").map(|(name, _)| name.as_str());
            for name in named.chain(required(rule.schema)) {
                if !names.contains(&name) && !forbidden.contains(&name) {
                    names.push(name);
                }
            }
        }
        for name in names {
            let of_value: Vec<_> = reader.below(&self.rules, name, node.and_then(|n| n.get(name)));
            if of_value.iter().any(|r| r.is_certain && *r.schema == Value::Bool(false)) {
                continue;
            }
            let is_asked =
                |r: &&Rule<'s>| required(r.schema).any(|n| n == name) || reader.depends(r, node, name);
            let asked = self.certain().find(is_asked);
            let why = asked.and_then(|r| r.why.clone());
            keys.push(Key { name, is_required: asked.is_some(), why, value: Expected { rules: of_value } });
        }
        keys
    }

    fn certain(&self) -> impl Iterator<Item = &Rule<'s>> {
        self.rules.iter().filter(|r| r.is_certain)
    }

    /// The first of the schemas that has a keyword, with its value.
    fn first(&self, keyword: &str) -> Option<&'s Value> {
        self.certain().chain(self.rules.iter().filter(|r| !r.is_certain)).find_map(|r| r.schema.get(keyword))
    }

    /// What it is called.
    pub(crate) fn title(&self) -> Option<&'s str> {
        self.first("title").and_then(Value::as_str)
    }

    /// What it is.
    pub(crate) fn about(&self) -> Option<&'s str> {
        self.first("description").and_then(Value::as_str)
    }

    /// What it is when nothing is written.
    pub(crate) fn default(&self) -> Option<&'s Value> {
        self.first("default")
    }

    /// The values it may have; none when there are too many to tell.
    pub(crate) fn choices(&self) -> Option<Vec<&'s Value>> {
        let all = |is_certain| {
            let rules = self.rules.iter().filter(move |r| r.is_certain == is_certain);
            rules.filter_map(|r| choices(r.schema))
        };
        let common = |left: Vec<&'s Value>, other: Vec<&'s Value>| {
            left.into_iter().filter(|value| other.contains(value)).collect()
        };
        all(true).reduce(common).or_else(|| {
            let any = all(false).flatten().fold(Vec::new(), |mut any, value| {
                if !any.contains(&value) {
                    any.push(value);
                }
                any
            });
            Some(any).filter(|any| !any.is_empty())
        })
    }

    /// Values that are usual, where others may stand too.
    pub(crate) fn examples(&self) -> Vec<&'s Value> {
        let mut found = Vec::new();
        for example in self.rules.iter().filter_map(|r| r.schema.get("examples")?.as_array()).flatten() {
            if !found.contains(&example) {
                found.push(example);
            }
        }
        found
    }

    /// The types it may have, as JSON Schema names them; none when any will do.
    pub(crate) fn types(&self) -> Vec<&'s str> {
        let mut left: Option<Vec<&'s str>> = None;
        for rule in self.certain() {
            let types: Vec<&str> = match rule.schema.get("type") {
                Some(Value::String(one)) => vec![one],
                Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            left = Some(match left {
                Some(left) => left.into_iter().filter(|t| types.contains(t)).collect(),
                None => types,
            });
        }
        left.unwrap_or_default()
    }

    /// The limits that a number has, in words.
    pub(crate) fn limits(&self) -> Vec<String> {
        let words = [
            ("minimum", "at least"),
            ("maximum", "at most"),
            ("exclusiveMinimum", "more than"),
            ("exclusiveMaximum", "less than"),
        ];
        let limit = |rule: &Rule<'s>, keyword: &str, words: &str| {
            let limit = rule.schema.get(keyword)?;
            let when = rule.why.as_ref().map(|why| format!(" when {why}")).unwrap_or_default();
            Some(format!("{words} {limit}{when}"))
        };
        let of = |rule: &Rule<'s>| words.map(|(keyword, words)| limit(rule, keyword, words));
        self.certain().flat_map(of).flatten().collect()
    }
}

/// The members of an object that stands behind a keyword.
fn object<'s>(schema: &'s Value, keyword: &str) -> impl Iterator<Item = (&'s String, &'s Value)> + use<'s> {
    schema.get(keyword).and_then(Value::as_object).into_iter().flatten()
}

fn array<'s>(schema: &'s Value, keyword: &str) -> impl Iterator<Item = &'s Value> + use<'s> {
    schema.get(keyword).and_then(Value::as_array).into_iter().flatten()
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    array(schema, "required").filter_map(Value::as_str)
}

/// The key that may not be there.
fn forbidden(schema: &Value) -> Option<impl Iterator<Item = &str>> {
    let not = schema.get("not")?;
    let is_alone = not.as_object()?.len() == 1 && array(not, "required").count() == 1;
    is_alone.then(|| required(not))
}

fn choices(schema: &Value) -> Option<Vec<&Value>> {
    schema
        .get("const")
        .map(|one| vec![one])
        .or_else(|| Some(schema.get("enum")?.as_array()?.iter().collect()))
}

/// Does everything hold? None where that cannot be told.
fn every(all: &mut dyn Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_sure = true;
    for one in all {
        match one {
            Some(false) => return Some(false),
            Some(true) => {}
            None => is_sure = false,
        }
    }
    is_sure.then_some(true)
}

struct Reader<'v> {
    variables: &'v Variables,
}

impl Reader<'_> {
    /// Adds a schema and all that apply to the same value with it.
    fn apply<'s>(&self, rule: Rule<'s>, node: Option<&Node>, found: &mut Vec<Rule<'s>>) {
        if found.len() >= MOST || found.iter().any(|r| std::ptr::eq(r.schema, rule.schema)) {
            return;
        }
        found.push(rule.clone());
        let schema = rule.schema;
        let with = |schema, is_certain| Rule { schema, is_certain, ..rule.clone() };
        if let Some(target) = self.target(rule.root, schema) {
            self.apply(with(target, rule.is_certain), node, found);
        }
        for inner in array(schema, "allOf") {
            self.apply(with(inner, rule.is_certain), node, found);
        }
        for keyword in ["anyOf", "oneOf"] {
            let open: Vec<_> = array(schema, keyword)
                .filter(|s| self.holds(rule.root, s, node, false, 0) != Some(false))
                .collect();
            for inner in &open {
                self.apply(with(inner, rule.is_certain && open.len() == 1), node, found);
            }
        }
        if let Some(test) = schema.get("if") {
            let holds = self.holds(rule.root, test, node, true, 0);
            for (keyword, wanted) in [("then", true), ("else", false)] {
                let Some(inner) = schema.get(keyword).filter(|_| holds != Some(!wanted)) else { continue };
                let branch = Branch { test, holds: wanted, at: String::new() };
                let why = condition(&branch, node.map(Node::to_value).as_ref()).text;
                let why = match &rule.why {
                    Some(outer) if *outer != why => format!("{outer} and {why}"),
                    _ => why,
                };
                let next = Rule { why: Some(why), ..with(inner, rule.is_certain && holds.is_some()) };
                self.apply(next, node, found);
            }
        }
        for keyword in ["dependencies", "dependentSchemas"] {
            for (key, inner) in object(schema, keyword) {
                if !inner.is_array() && node.is_some_and(|n| n.get(key).is_some()) {
                    self.apply(with(inner, rule.is_certain), node, found);
                }
            }
        }
    }

    /// Does a schema ask for a key because another one is there?
    fn depends(&self, rule: &Rule<'_>, node: Option<&Node>, name: &str) -> bool {
        ["dependencies", "dependentRequired"].iter().flat_map(|keyword| object(rule.schema, keyword)).any(
            |(key, names)| {
                let is_asked = names.as_array().is_some_and(|names| names.iter().any(|n| n == name));
                is_asked && node.is_some_and(|n| n.get(key).is_some())
            },
        )
    }

    /// The schemas of a member or an item.
    fn below<'s>(&self, rules: &[Rule<'s>], token: &str, node: Option<&Node>) -> Vec<Rule<'s>> {
        let mut found = Vec::new();
        for rule in rules {
            let named = rule.schema.get("properties").and_then(|p| p.get(token));
            let others = rule.schema.get("additionalProperties").filter(|s| s.is_object() && named.is_none());
            let index = token.parse::<usize>().ok();
            let items = rule.schema.get("items").filter(|_| index.is_some());
            let items = items.and_then(|items| match items {
                Value::Array(each) => each.get(index?),
                one => Some(one),
            });
            for schema in [named, others, items].into_iter().flatten() {
                self.apply(Rule { schema, ..rule.clone() }, node, &mut found);
            }
        }
        found
    }

    fn target<'s>(&self, root: &'s Value, schema: &Value) -> Option<&'s Value> {
        root.pointer(schema.get("$ref")?.as_str()?.strip_prefix('#')?)
    }

    /// Does a value meet a schema, as far as that can be told? Half-written values may lack what is required, if it is
    /// not asked `as_it_is`.
    fn holds(
        &self,
        root: &Value,
        schema: &Value,
        node: Option<&Node>,
        as_it_is: bool,
        depth: usize,
    ) -> Option<bool> {
        let Some(keywords) = schema.as_object() else { return schema.as_bool() };
        let node = node.filter(|n| n.span.start < n.span.end && depth < 20)?;
        let text = node.as_str();
        let filled = text.map(|t| placeholder::fill(t, self.variables));
        let text = filled.as_deref();
        let is_open = text.is_some_and(placeholder::is_open);
        let inside = |inner: &Value| self.holds(root, inner, Some(node), as_it_is, depth + 1);
        let mut keyword = |(keyword, value): (&String, &Value)| -> Option<bool> {
            match keyword.as_str() {
                "type" => {
                    let name = node.type_name();
                    let fits = |t: &Value| {
                        t == name
                            || name == "number"
                                && t == "integer"
                                && !node.as_number().is_some_and(|n| n.contains('.'))
                    };
                    let fits = value.as_array().map_or_else(|| fits(value), |all| all.iter().any(fits));
                    if is_open { None } else { Some(fits) }
                }
                "const" | "enum" => {
                    let equals = |v: &Value| match (text, v.as_str()) {
                        (Some(text), Some(v)) => text == v,
                        _ => node.to_value() == *v,
                    };
                    let all = choices(schema)?;
                    if is_open { None } else { Some(all.into_iter().any(equals)) }
                }
                "required" => {
                    let has_all = required(schema).all(|key| node.get(key).is_some());
                    if !node.is_object() || has_all { Some(true) } else { as_it_is.then_some(false) }
                }
                "properties" => {
                    // Strictly, what is not there meets everything; but it is about to be written.
                    let mut each = object(schema, "properties").map(|(key, inner)| match node.get(key) {
                        Some(value) => self.holds(root, inner, Some(value), as_it_is, depth + 1),
                        None if as_it_is => None,
                        None => Some(true),
                    });
                    every(&mut each)
                }
                "not" => inside(value).map(|holds| !holds),
                "allOf" => every(&mut array(schema, "allOf").map(inside)),
                "anyOf" | "oneOf" => {
                    let none = every(&mut array(schema, keyword).map(|inner| inside(inner).map(|h| !h)));
                    none.map(|none| !none)
                }
                "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                    let number: f64 = match &node.kind {
                        Kind::Number(number) => number.parse().ok()?,
                        _ => return if is_open { None } else { Some(true) },
                    };
                    let order = number.partial_cmp(&value.as_f64()?)?;
                    Some(match keyword.as_str() {
                        "minimum" => order != Ordering::Less,
                        "maximum" => order != Ordering::Greater,
                        "exclusiveMinimum" => order == Ordering::Greater,
                        _ => order == Ordering::Less,
                    })
                }
                "$ref" => inside(self.target(root, schema)?),
                "title" | "description" | "$comment" | "examples" | "default" | "format" | "$id"
                | "$schema" | "definitions" | "$defs" => Some(true),
                _ => None,
            }
        };
        every(&mut keywords.iter().map(&mut keyword))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::lenient;
    use serde_json::json;

    /// The keys an object may have, those it must have first with `!`, and what makes it so.
    fn keys(schema: Value, text: &str) -> Vec<String> {
        let node = lenient(text, 0, usize::MAX).root.unwrap();
        let variables = Variables::new();
        let held = [Held { at: "", schema: &schema, names_all: false }];
        let keys = Expected::of(&held, &node, "", &variables).keys(Some(&node), &variables);
        let shown = |k: &Key<'_>| match (&k.why, k.is_required) {
            (Some(why), true) => format!("{}! when {why}", k.name),
            (None, true) => format!("{}!", k.name),
            _ => k.name.to_owned(),
        };
        keys.iter().map(shown).collect()
    }

    fn choices(schema: Value, text: &str, pointer: &str) -> String {
        let node = lenient(text, 0, usize::MAX).root.unwrap();
        let held = [Held { at: "", schema: &schema, names_all: false }];
        let expected = Expected::of(&held, &node, pointer, &Variables::new());
        json!(expected.choices()).to_string()
    }

    #[test]
    fn conditions_are_asked_of_what_stands_there() {
        let kind = || {
            json!({
                "properties": {"kind": {}},
                "if": {"properties": {"kind": {"const": "a"}}},
                "then": {"properties": {"x": {}}, "required": ["x"]},
                "else": {"required": ["y"], "not": {"required": ["z"]}},
                "dependencies": {"x": ["w"], "y": {"required": ["v"]}},
                "allOf": [{"properties": {"z": {}}}]
            })
        };
        assert_eq!(keys(kind(), r#"{"kind": "a"}"#), ["kind", "z", "x! when `kind` is `a`"]);
        assert_eq!(keys(kind(), r#"{"kind": "b"}"#), ["kind", "y! when `kind` is `b`"]);
        assert_eq!(keys(kind(), r#"{"kind": "{KIND}"}"#), ["kind", "z", "x", "y"]);
        assert_eq!(keys(kind(), "{}"), ["kind", "z", "x", "y"]);
        assert_eq!(keys(kind(), r#"{"kind": }"#), ["kind", "z", "x", "y"]);
        assert_eq!(keys(kind(), r#"{"kind": "b", "y": 1}"#), ["kind", "y! when `kind` is `b`", "v!"]);
    }

    #[test]
    fn alternatives_that_contradict_what_is_written_are_out() {
        let one = || {
            json!({"oneOf": [
                {"properties": {"type": {"const": "a"}, "p": {}}, "required": ["type", "p"]},
                {"properties": {"type": {"enum": ["b", "c"]}, "q": {"enum": [1, 2]}}, "required": ["q"]},
                {"$ref": "#/definitions/d"}
            ], "definitions": {"d": {"properties": {"type": {"const": "d"}, "q": {"enum": [2, 3]}}}}})
        };
        assert_eq!(keys(one(), r#"{"type": "a"}"#), ["type!", "p!"]);
        assert_eq!(keys(one(), r#"{"type": "c"}"#), ["type", "q!"]);
        assert_eq!(keys(one(), "{}"), ["type", "p", "q"]);
        assert_eq!(choices(one(), "{}", "/type"), r#"["a","b","c","d"]"#);
        assert_eq!(choices(one(), "{}", "/q"), "[1,2,3]");
        assert_eq!(choices(one(), r#"{"type": "d"}"#, "/q"), "[2,3]");
        let both = json!({"allOf": [{"items": {"enum": [1, 2]}}, {"items": {"enum": [2, 3]}}]});
        assert_eq!(choices(both, "[0]", "/0"), "[2]");
    }

    #[test]
    fn numbers_and_types_decide_too() {
        let limit =
            |keyword: &str| json!({"if": {"properties": {"n": {keyword: 5}}}, "then": {"required": ["x"]}});
        for (keyword, below, at, above) in [
            ("minimum", false, true, true),
            ("maximum", true, true, false),
            ("exclusiveMinimum", false, false, true),
            ("exclusiveMaximum", true, false, false),
        ] {
            for (n, holds) in [(4, below), (5, at), (6, above)] {
                assert_eq!(
                    keys(limit(keyword), &format!("{{\"n\": {n}}}")).len(),
                    usize::from(holds),
                    "{keyword} {n}"
                );
            }
        }
        let kind = json!({"if": {"properties": {"n": {"type": ["integer", "null"]}}, "required": ["n"]}, "then": {"required": ["x"]}});
        assert_eq!(keys(kind.clone(), r#"{"n": 1}"#).len(), 1);
        assert_eq!(keys(kind.clone(), r#"{"n": "1"}"#).len(), 0);
        assert_eq!(keys(kind, r#"{}"#).len(), 0);
    }
}
