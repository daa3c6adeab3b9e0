//! Values as copies in the form that `jsonschema` brings along; see [`validator`](super::validator) for why.

use super::validator::Instance;
use crate::datum::Datum;
use crate::json::Node;
use jsonschema::Validator;
use jsonschema::json::SerdeJson;

impl Instance for Node {
    type Form = SerdeJson;

    fn is_accepted(&self, validator: &Validator) -> bool {
        validator.is_valid(&self.to_value())
    }
}

impl Instance for Datum<'_> {
    type Form = SerdeJson;

    fn is_accepted(&self, validator: &Validator) -> bool {
        validator.is_valid(&self.to_value())
    }
}
