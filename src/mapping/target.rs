//! The resolved target schema as mappings see it: which paths exist, and what each must hold.
//!
//! The schema is read once into a flat list of [`Shape`]s, so that neither a cycle of `$ref`s nor a big schema
//! costs anything per record. What cannot be known (a `$ref` to another document) makes a shape open: anything may
//! be in it. Judging a whole record is left to the JSON Schema validator in `reasons`.

use super::reasons::{Judge, Reason, detach};
use super::{Path, Segment};
use crate::datum::Datum;
use crate::placeholder::Template;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The number of a [`Shape`] in its [`TargetSchema`].
pub type ShapeId = usize;

/// How many pieces of schema the shapes may be made of in all; what lies beyond is open.
const MAX_PIECES: usize = 500_000;

/// Standard fields that begin with an underscore, as fields of a tenant do.
const STANDARD: &[&str] = &["_id", "_repo", "_experience", "_links", "_schema", "_customer", "_adobe"];

/// The type a field of the target schema has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Not known, or several.
    Any,
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A day: text with the format `date`.
    Date,
    /// A moment: text with the format `date-time`.
    DateTime,
    /// An object.
    Object,
    /// An array.
    Array,
}

impl Type {
    /// Its name with an article, as people say it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Type::Any => "any value",
            Type::String => "text",
            Type::Integer => "an integer",
            Type::Number => "a number",
            Type::Boolean => "a boolean",
            Type::Date => "a date",
            Type::DateTime => "a date-time",
            Type::Object => "an object",
            Type::Array => "an array",
        }
    }

    /// Its name, as schemas have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Type::Any => "any",
            Type::String => "string",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::Boolean => "boolean",
            Type::Date => "date",
            Type::DateTime => "date-time",
            Type::Object => "object",
            Type::Array => "array",
        }
    }

    /// Holds it neither members nor elements?
    #[must_use]
    pub fn is_scalar(self) -> bool {
        !matches!(self, Type::Any | Type::Object | Type::Array)
    }
}

/// What is known of one field of the target schema.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its type.
    pub kind: Type,
    /// The members of an object that have a name.
    pub members: HashMap<Box<str>, ShapeId>,
    /// What members of other names are, where any name is allowed (a map).
    pub others: Option<ShapeId>,
    /// What the elements of an array are.
    pub items: Option<ShapeId>,
    /// The names of the members that must be there.
    pub required: Vec<Box<str>>,
    /// The values it may have, where they are enumerated.
    pub choices: Option<Vec<Value>>,
    /// Members and type are not all known.
    pub open: bool,
    /// What people call it.
    pub title: Option<Box<str>>,
    /// What it means.
    pub about: Option<Box<str>>,
}

impl Shape {
    /// What a copied member of that name is: none when it is not copied, because there is no such field.
    pub(super) fn member(&self, name: &str) -> Option<Option<ShapeId>> {
        match self.members.get(name).copied().or(self.others) {
            None if !self.open => None,
            known => Some(known),
        }
    }
}

/// Where a path leads in the target schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// To this field.
    Found(ShapeId),
    /// Nobody can tell.
    Unknown,
    /// Nowhere: the step of this number does not exist within this field.
    Absent(usize, ShapeId),
}

/// A resolved target schema.
#[derive(Debug)]
pub struct TargetSchema {
    shapes: Vec<Shape>,
    /// The schema in the form the validator takes; it is compiled when the first record is judged.
    detached: Value,
    judge: OnceLock<Judge>,
    class: Option<String>,
}

impl TargetSchema {
    /// Reads a resolved XDM schema.
    ///
    /// ```
    /// use preflow::mapping::{At, Path, TargetSchema, Type};
    /// let schema = serde_json::json!({"properties": {"tags": {"type": "array", "items": {"type": "string"}}}});
    /// let target = TargetSchema::new(&schema);
    /// let At::Found(shape) = target.at(&Path::parse("tags[0]").0) else { panic!() };
    /// assert_eq!(target.shape(shape).kind, Type::String);
    /// assert!(matches!(target.at(&Path::parse("tag").0), At::Absent(0, _)));
    /// ```
    #[must_use]
    pub fn new(schema: &Value) -> Self {
        let mut builder =
            Builder { root: schema, shapes: Vec::new(), known: HashMap::new(), queue: Vec::new(), pieces: 0 };
        builder.intern(vec![(schema, false)]);
        while let Some((id, parts)) = builder.queue.pop() {
            builder.build(id, &parts);
        }
        let class = schema.get("meta:class").and_then(Value::as_str).map(str::to_owned);
        let detached = detach(schema);
        TargetSchema { shapes: builder.shapes, detached, judge: OnceLock::new(), class }
    }

    /// The class of the schema (`meta:class`).
    #[must_use]
    pub fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    /// Why records cannot be judged by this schema, where they cannot.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.judge().fault()
    }

    fn judge(&self) -> &Judge {
        self.judge.get_or_init(|| Judge::new(&self.detached))
    }

    /// The shape of the root.
    #[must_use]
    pub fn root(&self) -> &Shape {
        &self.shapes[0]
    }

    /// A shape.
    ///
    /// # Panics
    /// When `id` came from another schema.
    #[must_use]
    pub fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id]
    }

    /// Where a destination path leads. Placeholders in names fit every name they may stand for.
    #[must_use]
    pub fn at(&self, path: &Path) -> At {
        let mut here = 0;
        for (i, step) in path.segments.iter().enumerate() {
            let shape = &self.shapes[here];
            let next = match step {
                Segment::Key { name, wrapped, .. } => match self.member(shape, name, *wrapped) {
                    Member::One(id) => Some(id),
                    Member::Some => return At::Unknown,
                    Member::None => None,
                },
                Segment::Index(_) | Segment::Each => shape.items,
            };
            here = match next {
                Some(id) => id,
                None if shape.open => return At::Unknown,
                None => return At::Absent(i, here),
            };
        }
        At::Found(here)
    }

    /// The path with the placeholders in its names replaced where the schema leaves one choice.
    #[must_use]
    pub fn spelled_out(&self, path: &Path) -> Path {
        let mut out = path.clone();
        let mut shape = Some(self.root());
        for step in &mut out.segments {
            let Some(here) = shape else { break };
            let next = match step {
                Segment::Key { name, wrapped, .. } => {
                    let Member::One(id) = self.member(here, name, *wrapped) else { break };
                    if !*wrapped && Template::parse(name).is_open() {
                        let fitting = here.members.iter().find(|(_, member)| **member == id);
                        if let Some((member, _)) = fitting {
                            name.clone_from(member);
                        }
                    }
                    Some(id)
                }
                Segment::Index(_) | Segment::Each => here.items,
            };
            shape = next.map(|id| self.shape(id));
        }
        out
    }

    fn member(&self, shape: &Shape, name: &str, wrapped: bool) -> Member {
        if let Some(id) = shape.members.get(name) {
            return Member::One(*id);
        }
        let template = Template::parse(name);
        if !wrapped && template.is_open() {
            // The usual placeholder stands for the tenant, and no standard field is one.
            let mut fitting = shape.members.iter().filter(|(m, id)| {
                template.may_equal(&Template::parse(m))
                    && !STANDARD.contains(&&***m)
                    && !self.shapes[**id].kind.is_scalar()
            });
            match (fitting.next(), fitting.next()) {
                (Some((_, id)), None) => return Member::One(*id),
                (Some(_), Some(_)) => return Member::Some,
                _ => {}
            }
        } else if let Some((_, id)) = shape.members.iter().find(|(m, _)| {
            let member = Template::parse(m);
            member.is_open() && member.may_equal(&Template::parse(name))
        }) {
            return Member::One(*id);
        }
        shape.others.map_or(Member::None, Member::One)
    }

    /// Why ingestion would refuse a mapped record; empty when it takes it.
    #[must_use]
    pub fn reasons(&self, data: &Datum<'_>) -> Vec<Reason> {
        self.judge().reasons(data)
    }
}

enum Member {
    One(ShapeId),
    Some,
    None,
}

/// A piece of schema that a field must obey, and whether it is only one of several choices.
type Piece<'s> = (&'s Value, bool);

struct Builder<'s> {
    root: &'s Value,
    shapes: Vec<Shape>,
    known: HashMap<Vec<(usize, bool)>, ShapeId>,
    queue: Vec<(ShapeId, Vec<Piece<'s>>)>,
    pieces: usize,
}

impl<'s> Builder<'s> {
    fn intern(&mut self, parts: Vec<Piece<'s>>) -> ShapeId {
        let key: Vec<_> = parts.iter().map(|(v, loose)| (std::ptr::from_ref(*v) as usize, *loose)).collect();
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.shapes.len();
        self.shapes.push(Shape {
            kind: Type::Any,
            members: HashMap::new(),
            others: None,
            items: None,
            required: Vec::new(),
            choices: None,
            open: true,
            title: None,
            about: None,
        });
        self.known.insert(key, id);
        self.pieces += parts.len();
        if self.pieces < MAX_PIECES {
            self.queue.push((id, parts));
        }
        id
    }

    fn build(&mut self, id: ShapeId, parts: &[Piece<'s>]) {
        let mut all: Vec<Piece<'s>> = Vec::new();
        let mut open = false;
        for part in parts {
            self.flatten(*part, &mut all, &mut open);
        }
        self.pieces += all.len();
        let mut kind = Type::Any;
        let mut members: Vec<(&'s str, Vec<Piece<'s>>)> = Vec::new();
        let mut positions: HashMap<&'s str, usize> = HashMap::new();
        let (mut items, mut others, mut required) = (Vec::new(), Vec::new(), Vec::new());
        let mut any_name = false;
        let (mut choices, mut title, mut about) = (None, None, None);
        for (part, loose) in &all {
            let Value::Object(part) = part else { continue };
            if !loose && kind == Type::Any {
                kind = type_of(part);
            }
            let text = |key: &str| part.get(key).and_then(Value::as_str).map(Box::from);
            title = title.or_else(|| text("title"));
            about = about.or_else(|| text("description"));
            if !loose && choices.is_none() {
                let one = part.get("const").map(|value| vec![value.clone()]);
                choices = part.get("enum").and_then(Value::as_array).cloned().or(one);
            }
            for (name, schema) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let position = *positions.entry(name).or_insert_with(|| {
                    members.push((name, Vec::new()));
                    members.len() - 1
                });
                members[position].1.push((schema, *loose));
            }
            match part.get("items") {
                Some(schema @ (Value::Object(_) | Value::Bool(true))) => items.push((schema, *loose)),
                Some(_) => open = true,
                None => {}
            }
            match part.get("additionalProperties") {
                Some(schema @ Value::Object(_)) => others.push((schema, *loose)),
                Some(Value::Bool(true)) => any_name = true,
                _ => {}
            }
            any_name |= part.contains_key("patternProperties");
            if !loose && let Some(names) = part.get("required").and_then(Value::as_array) {
                required.extend(names.iter().filter_map(Value::as_str).map(Box::from));
            }
        }
        if kind == Type::Any && !members.is_empty() {
            kind = Type::Object;
        }
        if kind == Type::Any && !items.is_empty() {
            kind = Type::Array;
        }
        open |= any_name
            || kind == Type::Any
            || (kind == Type::Object && members.is_empty() && others.is_empty())
            || (kind == Type::Array && items.is_empty());
        let members = members.into_iter().map(|(name, parts)| (name.into(), self.intern(parts))).collect();
        let items = (!items.is_empty()).then(|| self.intern(items));
        let others = (!others.is_empty()).then(|| self.intern(others));
        self.shapes[id] = Shape { kind, members, others, items, required, choices, open, title, about };
    }

    /// Gathers a piece with all it refers to and is composed of.
    fn flatten(&self, (part, loose): Piece<'s>, all: &mut Vec<Piece<'s>>, open: &mut bool) {
        if all.iter().any(|(seen, l)| std::ptr::eq(*seen, part) && *l == loose) || all.len() > 1_000 {
            return;
        }
        all.push((part, loose));
        let Value::Object(members) = part else { return };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            match resolve(self.root, reference) {
                Some(target) => self.flatten((target, loose), all, open),
                None => *open = true,
            }
        }
        let list = |key: &str| members.get(key).and_then(Value::as_array).into_iter().flatten();
        for part in list("allOf") {
            self.flatten((part, loose), all, open);
        }
        for part in list("anyOf").chain(list("oneOf")) {
            self.flatten((part, true), all, open);
        }
        for part in ["then", "else"].iter().filter_map(|key| members.get(*key)) {
            self.flatten((part, true), all, open);
        }
    }
}

/// The value a local `$ref` names.
pub(super) fn resolve<'s>(root: &'s Value, reference: &str) -> Option<&'s Value> {
    let pointer = reference.strip_prefix('#')?;
    root.pointer(pointer)
}

/// The type a piece of schema states.
fn type_of(part: &Map<String, Value>) -> Type {
    let word = |key: &str| part.get(key).and_then(Value::as_str);
    let stated = match part.get("type") {
        Some(Value::Array(types)) => {
            let mut names = types.iter().filter_map(Value::as_str).filter(|t| *t != "null");
            let one = names.next();
            if names.next().is_some() { None } else { one }
        }
        _ => word("type"),
    };
    match (stated, word("format"), word("meta:xdmType")) {
        (Some("string") | None, _, Some("date")) | (Some("string"), Some("date"), _) => Type::Date,
        (Some("string") | None, _, Some("date-time")) | (Some("string"), Some("date-time"), _) => {
            Type::DateTime
        }
        (Some("integer"), ..) | (None, _, Some("int" | "integer" | "long" | "short" | "byte")) => {
            Type::Integer
        }
        (Some("number"), ..) | (None, _, Some("double" | "number")) => Type::Number,
        (Some("boolean"), ..) | (None, _, Some("boolean")) => Type::Boolean,
        (Some("object"), ..) | (None, _, Some("object" | "map")) => Type::Object,
        (Some("array"), ..) | (None, _, Some("array")) => Type::Array,
        (Some("string"), ..) | (None, _, Some("string")) => Type::String,
        _ => Type::Any,
    }
}
