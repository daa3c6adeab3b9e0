//! Functions with regular expressions.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
