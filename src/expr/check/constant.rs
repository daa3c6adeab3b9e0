//! Parts of an expression that give the same for every record, and what they give.

use super::{Checker, Finding};
use crate::datum::Datum;
use crate::diagnostic::Severity;
use crate::expr::ast::{Expr, Kind};
use crate::expr::env::{Env, Settings};
use crate::expr::program::Program;
use crate::functions::{self, Category, Type};
use crate::placeholder;

/// What a constant part comes to.
pub(super) enum Constant {
    /// A value, of this truth.
    Value(bool),
    /// A failure with this message.
    Fails(String),
}

/// The longest part that is evaluated, in bytes: what people write as a constant is short.
const MAX_LENGTH: usize = 300;

/// What a part comes to for every record; none when that depends on the record, the clock or chance, or when it
/// rests on a guess of ours.
pub(super) fn constant(expr: &Expr) -> Option<Constant> {
    if expr.range.end - expr.range.start > MAX_LENGTH || !is_constant(expr) {
        return None;
    }
    let record = Datum::Object(crate::datum::Members::default());
    let settings = Settings::default();
    let program = Program::new(expr);
    let env = Env::new(&record, 1, &settings);
    let value = program.run(&env);
    if !env.take_guesses().is_empty() {
        return None;
    }
    Some(match value {
        Ok(value) => Constant::Value(value.is_true()),
        Err(fail) => Constant::Fails(fail.message().to_owned()),
    })
}

/// The truth of a part that does not depend on the record.
pub(super) fn truth(expr: &Expr) -> Option<bool> {
    match constant(expr)? {
        Constant::Value(truth) => Some(truth),
        Constant::Fails(_) => None,
    }
}

/// Is all that it is made of written out, and cheap to evaluate?
fn is_constant(expr: &Expr) -> bool {
    let own = match &expr.kind {
        Kind::Missing
        | Kind::Name(_)
        | Kind::Apply { .. }
        | Kind::Assign { .. }
        | Kind::Lambda { .. }
        | Kind::Template(_) => false,
        Kind::Text(text) => !placeholder::is_open(text),
        Kind::Call { name, arguments } => functions::find(&name.text).is_some_and(|function| {
            let of_clock_or_chance = [
                "now",
                "timestamp",
                "uuid",
                "current_timestamp",
                "current_date",
                "fpid_to_ecid",
                "lpad",
                "rpad",
            ];
            let reads_record = function.parameters.iter().any(|p| p.kind == Type::Path);
            function.accepts(arguments.len())
                && !reads_record
                && function.category != Category::UserAgent
                && !of_clock_or_chance.contains(&function.name)
        }),
        Kind::Method { name, .. } => !matches!(&*name.text, "repeat" | "hashCode" | "toString"),
        _ => true,
    };
    own && expr.children().into_iter().all(is_constant)
}

impl<'t> Checker<'t> {
    /// Reports a part that fails for every record, whichever it is; true when the part is constant at all.
    pub(super) fn always_fails(&mut self, expr: &'t Expr) -> bool {
        let makes = matches!(
            expr.kind,
            Kind::Call { .. } | Kind::Method { .. } | Kind::Binary { .. } | Kind::Unary { .. }
        );
        if !makes {
            return false;
        }
        match constant(expr) {
            Some(Constant::Fails(message)) => {
                // What is known better is told better.
                if !self.out.iter().any(|f| f.range.start < expr.range.end && expr.range.start < f.range.end)
                {
                    let message = format!("`{}` fails for every record: {message}", self.written(expr));
                    self.add(Finding::new("always-fails", Severity::Warning, expr.range, message));
                }
                true
            }
            Some(Constant::Value(_)) => true,
            None => false,
        }
    }
}
