//! Assignments. They change variables of the run, never the record: an object that is assigned into becomes a variable
//! of its own.

use super::access;
use super::node::{Assign, Key, Place, Step};
use super::operators;
use super::run::Run;
use crate::value::{Entries, Fail, Items, List, ListKind, Map, Value};
use std::borrow::Cow;
use std::rc::Rc;

impl<'r> Run<'_, 'r> {
    /// `target = value`, `target += value`: gives what is assigned.
    #[inline(never)]
    pub(super) fn assign(self, assign: &'r Assign) -> Result<Value<'r>, Fail> {
        let right = self.eval(&assign.value)?;
        match assign.steps.split_last() {
            Some((last, steps)) => self.assign_into(assign, steps, last, right),
            None => {
                let old = match (&assign.root, assign.operator) {
                    (_, None) => Value::Null,
                    (Place::Field(field), _) => self.field(field).unwrap_or_default(),
                    (Place::Local(slot), _) => self.frame.get(*slot),
                    (Place::Other(_), _) => Value::Null,
                };
                let value = self.combined(assign, old, right)?;
                match &assign.root {
                    Place::Field(field) => self.set(&field.name, value.clone())?,
                    Place::Local(slot) => self.frame.set(*slot, value.clone()),
                    Place::Other(_) => return Err(illegal(assign)),
                }
                Ok(value)
            }
        }
    }

    fn assign_into(
        self,
        assign: &'r Assign,
        steps: &'r [Step],
        last: &'r Step,
        right: Value<'r>,
    ) -> Result<Value<'r>, Fail> {
        let root = match &assign.root {
            Place::Field(field) => self.field(field).unwrap_or_default(),
            Place::Local(slot) => self.frame.get(*slot),
            Place::Other(node) => self.eval(node)?,
        };
        // What is found on the way, so that it can be rebuilt around what changes.
        let mut name = match &assign.root {
            Place::Field(field) => Some(&field.name),
            _ => None,
        };
        let mut dotted = name.is_some() && matches!(root, Value::Null);
        let mut way: Vec<(Value<'r>, Value<'r>)> = Vec::new();
        let mut lost = false;
        let mut object = root;
        for (i, step) in steps.iter().enumerate() {
            if matches!(object, Value::Null) && !dotted {
                return Err(illegal(assign));
            }
            if !matches!(object, Value::Null) {
                let (next, key) = self.down(&object, step)?;
                match key {
                    Some(key) => way.push((object, key)),
                    None => lost = true,
                }
                object = next;
            }
            if !matches!(object, Value::Null) {
                dotted = false;
            } else if dotted && let Some(full) = assign.dotted.get(i) {
                name = Some(full);
                object = self.named(full);
            }
        }
        if matches!(object, Value::Null)
            && dotted
            && let (Step::Member { .. }, Some(full)) = (last, assign.dotted.get(steps.len()))
        {
            // No object anywhere: a variable with dots in its name.
            let value = self.combined(assign, self.named(full), right)?;
            self.set(full, value.clone())?;
            return Ok(value);
        }
        let key = match last {
            Step::Member { key, .. } => of_key(key),
            Step::Index(index) => self.eval(index)?,
            Step::Method(_) | Step::Apply(_) => return Err(illegal(assign)),
        };
        if matches!(object, Value::Null) || matches!(key, Value::Null) {
            return Ok(Value::Null);
        }
        let old = match assign.operator {
            Some(_) => access::element(self, &object, &key)?,
            None => Value::Null,
        };
        let value = self.combined(assign, old, right)?;
        if lost {
            return Ok(value);
        }
        let mut whole = with(object, key, value.clone());
        while let Some((around, key)) = way.pop() {
            whole = with(around, key, whole);
        }
        super::build::weigh(self.env, &whole)?;
        match (&assign.root, name) {
            (Place::Local(slot), _) => self.frame.set(*slot, whole),
            (_, Some(name)) => self.set(name, whole)?,
            _ => {}
        }
        Ok(value)
    }

    /// A step on the way to what is assigned, with its key; methods have none.
    fn down(self, of: &Value<'r>, step: &'r Step) -> Result<(Value<'r>, Option<Value<'r>>), Fail> {
        let key = match step {
            Step::Member { key, .. } => Some(of_key(key)),
            Step::Index(index) => Some(self.eval(index)?),
            Step::Method(_) | Step::Apply(_) => None,
        };
        match key {
            Some(key) => Ok((access::element(self, of, &key)?, Some(key))),
            None => Ok((self.step(of, step)?, None)),
        }
    }

    fn combined(self, assign: &Assign, old: Value<'r>, right: Value<'r>) -> Result<Value<'r>, Fail> {
        match assign.operator {
            Some(operator) => {
                operators::compound(operator, &old, &right, self).map_err(|fail| fail.at(assign.range))
            }
            None => Ok(right),
        }
    }

    fn set(self, name: &str, value: Value<'r>) -> Result<(), Fail> {
        super::build::weigh(self.env, &value)?;
        self.env.set_variable(name, value);
        Ok(())
    }
}

fn illegal(assign: &Assign) -> Fail {
    Fail::new("nothing is there to assign to").at(assign.range)
}

fn of_key<'r>(key: &'r Key) -> Value<'r> {
    match key {
        Key::Name(name) => Value::Text(Cow::Borrowed(name)),
        Key::Number(number) => Value::Int(*number),
    }
}

/// A list or map with an element changed or an entry set; as it was where there is no such element.
fn with<'r>(object: Value<'r>, key: Value<'r>, value: Value<'r>) -> Value<'r> {
    match object {
        Value::Map(map) => {
            let hashed = matches!(&map, Map::Made(made) if made.hashed);
            let mut entries: Vec<_> = map.iter().collect();
            match entries.iter_mut().find(|(known, _)| known.same(&key)) {
                Some((_, slot)) => *slot = value,
                None => entries.push((key, value)),
            }
            if hashed {
                let count = entries.len();
                return Value::hash_map(entries, count);
            }
            Value::Map(Map::Made(Rc::new(Entries { hashed, entries })))
        }
        Value::List(list) if access::is_number(&key) => {
            let Some(at) = access::place(&list, &key) else { return Value::List(list) };
            let kind = match &list {
                List::Made(made) => made.kind,
                List::Record(_) => ListKind::List,
            };
            let mut items: Vec<_> = list.iter().collect();
            if let Some(slot) = items.get_mut(at) {
                *slot = value;
            }
            Value::List(List::Made(Rc::new(Items { kind, items })))
        }
        other => other,
    }
}
