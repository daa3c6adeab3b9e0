//! Functions that pick one of many.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
