//! Values as they stand, in the forms that `jsonschema` can ask them in.

mod data;
mod node;

use super::validator::Instance;
use crate::datum::Datum;
use crate::json::Node;
use jsonschema::Validator;

impl Instance for Node {
    type Form = node::Positioned;

    fn is_accepted(&self, validator: &Validator<Self::Form>) -> bool {
        validator.is_valid(self)
    }
}

impl Instance for Datum<'_> {
    type Form = data::Plain;

    fn is_accepted(&self, validator: &Validator<Self::Form>) -> bool {
        validator.is_valid(self)
    }
}
