//! Expressions compiled to the form that runs.

use super::ast::Expr;
use super::env::Env;
use crate::value::{Fail, Value};
use std::rc::Rc;

/// The most steps of work one evaluation may take.
pub const MAX_STEPS: u64 = 10_000_000;

/// A compiled expression.
#[derive(Debug)]
pub struct Program {}

impl Program {
    /// Compiles a tree without faults.
    #[must_use]
    pub fn new(_tree: &Expr) -> Program {
        Program {}
    }

    /// Evaluates it on a record.
    ///
    /// # Errors
    /// When the platform would null the destination and log a warning.
    pub fn run<'r>(&'r self, _env: &Env<'r>) -> Result<Value<'r>, Fail> {
        Err(Fail::new("expressions are not evaluated yet"))
    }
}

/// A lambda with the variables it was made among.
#[derive(Debug)]
pub struct Lambda<'r> {
    /// Its parameters.
    pub parameters: &'r [Rc<str>],
}

impl<'r> Lambda<'r> {
    /// Its value for these arguments: missing ones are null, surplus ones are ignored.
    ///
    /// # Errors
    /// When its body fails.
    pub fn apply(&self, _env: &Env<'r>, _arguments: Vec<Value<'r>>) -> Result<Value<'r>, Fail> {
        Err(Fail::new("lambdas are not evaluated yet"))
    }
}
