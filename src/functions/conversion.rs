//! Conversions between types.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
