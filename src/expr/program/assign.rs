//! Assignments. The parser takes them only as the whole of an expression, so what they change is seen by nobody but
//! another assignment in the same chain: names become variables of the run, and into objects nothing is written.

use super::access;
use super::node::{Assign, Key, Place, Step};
use super::operators;
use super::run::Run;
use crate::value::{Fail, Value};
use std::borrow::Cow;

impl<'r> Run<'_, 'r> {
    /// `target = value`, `target += value`: gives what is assigned.
    #[inline(never)]
    pub(super) fn assign(self, assign: &'r Assign) -> Result<Value<'r>, Fail> {
        let right = self.eval(&assign.value)?;
        let (Some((last, steps)), Place::Field(field)) = (assign.steps.split_last(), &assign.root) else {
            return self.assign_root(assign, right);
        };
        let mut object = self.field(field).unwrap_or_default();
        let mut dotted = matches!(object, Value::Null);
        for (i, step) in steps.iter().enumerate() {
            if !matches!(object, Value::Null) {
                object = self.step(&object, step)?;
            }
            if !matches!(object, Value::Null) {
                dotted = false;
            } else if dotted && let Some(full) = assign.dotted.get(i) {
                object = self.named(full);
            } else if !dotted {
                return Err(illegal(assign));
            }
        }
        if matches!(object, Value::Null)
            && dotted
            && let (Step::Member { .. }, Some(full)) = (last, assign.dotted.get(steps.len()))
        {
            // No object anywhere: a variable with dots in its name.
            let value = self.combined(assign, self.named(full), right)?;
            self.env.set_variable(full, value.clone());
            return Ok(value);
        }
        self.assign_into(assign, &object, last, right)
    }

    /// To a name alone, or into something that has none.
    fn assign_root(self, assign: &'r Assign, right: Value<'r>) -> Result<Value<'r>, Fail> {
        match (&assign.root, assign.steps.split_last()) {
            (Place::Field(field), None) => {
                let value = self.combined(assign, self.field(field).unwrap_or_default(), right)?;
                self.env.set_variable(&field.name, value.clone());
                Ok(value)
            }
            (Place::Other(root), Some((last, steps))) => {
                let mut object = self.eval(root)?;
                for step in steps {
                    if matches!(object, Value::Null) {
                        return Err(illegal(assign));
                    }
                    object = self.step(&object, step)?;
                }
                self.assign_into(assign, &object, last, right)
            }
            _ => Err(illegal(assign)),
        }
    }

    /// The value that would be written there; null where nothing can be.
    fn assign_into(
        self,
        assign: &'r Assign,
        object: &Value<'r>,
        last: &'r Step,
        right: Value<'r>,
    ) -> Result<Value<'r>, Fail> {
        let key = match last {
            Step::Member { key: Key::Name(name), .. } => Value::Text(Cow::Borrowed(name)),
            Step::Member { key: Key::Number(number), .. } => Value::Int(*number),
            Step::Index(index) => self.eval(index)?,
            Step::Method(_) | Step::Operator(_) | Step::Apply(_) => return Err(illegal(assign)),
        };
        if matches!(object, Value::Null) || matches!(key, Value::Null) {
            return Ok(Value::Null);
        }
        let old = match assign.operator {
            Some(_) => access::element(self, object, &key)?,
            None => Value::Null,
        };
        self.combined(assign, old, right)
    }

    fn combined(self, assign: &Assign, old: Value<'r>, right: Value<'r>) -> Result<Value<'r>, Fail> {
        match assign.operator {
            Some(operator) => {
                operators::compound(operator, &old, &right, self).map_err(|fail| fail.at(assign.range))
            }
            None => Ok(right),
        }
    }
}

fn illegal(assign: &Assign) -> Fail {
    Fail::new("nothing is there to assign to").at(assign.range)
}
