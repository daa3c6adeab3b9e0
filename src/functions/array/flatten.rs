//! Arrays of arrays, made one array.

use crate::functions::{Call, hold};
use crate::value::{Fail, Value};

/// The elements, those of arrays among them in their place. The way is kept in a list of ours: no data is so deep
/// that it could overflow.
pub(super) fn flat<'r>(call: &Call<'_, 'r>, items: Vec<Value<'r>>) -> Result<Vec<Value<'r>>, Fail> {
    let mut flat = Vec::new();
    let mut open = vec![items.into_iter()];
    while let Some(items) = open.last_mut() {
        match items.next() {
            None => {
                open.pop();
            }
            Some(item) => match hold::items(call, &item)? {
                Some(inner) => open.push(inner.into_iter()),
                None => flat.push(item),
            },
        }
    }
    Ok(flat)
}
