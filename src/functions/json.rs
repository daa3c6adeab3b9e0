//! Functions on JSON text.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
