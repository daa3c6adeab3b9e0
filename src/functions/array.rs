//! Functions on arrays.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
