//! Functions on the strings of Adobe Analytics.

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
