//! Expressions compiled to the form that runs.
//!
//! A tree is compiled once: names are resolved to lambda parameters or members of the record, functions to their table
//! entries, literals to values; chains of operators and of members become flat. A run borrows the record and the
//! program and allocates only for what it makes.

mod access;
mod assign;
mod build;
mod compile;
mod fallback;
mod node;
mod operators;
mod run;

use super::ast::Expr;
use super::env::Env;
use crate::value::{Fail, Value};
use node::{LambdaCode, Node};
use run::Run;

/// The most steps of work one evaluation may take. A step is a call of a lambda, or 16 bytes of text or an element made.
pub const MAX_STEPS: u64 = 10_000_000;
/// How deep expressions may nest while lambdas call each other.
const MAX_DEPTH: usize = 600;

/// A compiled expression.
#[derive(Debug)]
pub struct Program {
    root: Node,
}

impl Program {
    /// Compiles a tree without faults. Where something is missing in it, null stands.
    #[must_use]
    pub fn new(tree: &Expr) -> Program {
        Program { root: compile::compile(tree) }
    }

    /// Evaluates it on a record.
    ///
    /// # Errors
    /// When the platform would null the destination and log a warning; also when it takes too many steps, or makes
    /// texts or lists that are too large.
    pub fn run<'r>(&'r self, env: &Env<'r>) -> Result<Value<'r>, Fail> {
        Run { env, frame: &[] }.eval(&self.root)
    }
}

/// A lambda with the variables it was made among.
#[derive(Debug)]
pub struct Lambda<'r> {
    code: &'r LambdaCode,
    captured: Box<[Value<'r>]>,
}

impl<'r> Lambda<'r> {
    /// How many parameters it has.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.code.parameters
    }

    /// Its value for these arguments: missing ones are null, surplus ones are ignored.
    ///
    /// # Errors
    /// When its body fails, or lambdas call each other too deeply.
    pub fn apply(&self, env: &Env<'r>, arguments: Vec<Value<'r>>) -> Result<Value<'r>, Fail> {
        let depth = env.depth.get() + self.code.depth;
        if depth > MAX_DEPTH {
            return Err(Fail::fatal("lambdas call each other too deeply"));
        }
        env.spend(1 + self.code.depth as u64)?;
        let mut values = arguments;
        values.resize(self.code.parameters, Value::Null);
        values.extend(self.captured.iter().cloned());
        let before = env.depth.replace(depth);
        let value = Run { env, frame: &values }.eval(&self.code.body);
        env.depth.set(before);
        value
    }
}
