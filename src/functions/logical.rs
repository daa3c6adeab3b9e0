//! Functions that choose.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
