//! Functions on objects.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
