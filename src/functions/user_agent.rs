//! Functions on user agents.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
