//! How much work a schema can ask for.
//!
//! References let a short schema stand for an endless one: two `$ref`s beside each other that lead back to their own
//! schema double the work with every level of the value. A schema is refused when the applications of schemas to one
//! value and 24 levels below it can exceed a limit; honest schemas stay far below.

use serde_json::Value;
use std::collections::HashMap;

const LEVELS: u8 = 24;
const LIMIT: u64 = 10_000_000;
/// Schemas nest no deeper than JSON may; references are counted on top.
const DEPTH: u16 = 600;

/// Can evaluating it take too long?
pub(super) fn is_too_large(schema: &Value) -> bool {
    let mut counter = Counter { root: schema, known: HashMap::new() };
    counter.cost(schema, LEVELS, 0) > LIMIT
}

struct Counter<'a> {
    root: &'a Value,
    /// The cost of a schema (by its address) with so many levels below it; 0 while it is being counted.
    known: HashMap<(*const Value, u8), u64>,
}

impl<'a> Counter<'a> {
    fn cost(&mut self, schema: &'a Value, levels: u8, depth: u16) -> u64 {
        let Some(keywords) = schema.as_object() else { return 1 };
        if depth > DEPTH {
            return LIMIT + 1;
        }
        let key = (std::ptr::from_ref(schema), levels);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        self.known.insert(key, 0);
        let mut sum: u64 = 1;
        // Keywords for items and members apply to values of their own, so that the dearest counts, not the sum.
        let mut below: u64 = 0;
        for (keyword, value) in keywords {
            let cost = match keyword.as_str() {
                "allOf" | "anyOf" | "oneOf" => self.all(value.as_array(), levels, depth),
                "not" | "if" | "then" | "else" | "propertyNames" => self.cost(value, levels, depth + 1),
                "dependentSchemas" | "dependencies" => self.values(value, levels, depth),
                "$ref" | "$dynamicRef" | "$recursiveRef" => match self.target(value) {
                    Some(target) => self.cost(target, levels, depth + 1),
                    None => 1,
                },
                _ if levels == 0 => 0,
                "properties" => self.dearest(value.as_object().map(|o| o.values()), levels - 1, depth),
                "patternProperties" => self.values(value, levels - 1, depth),
                "items" | "prefixItems" if value.is_array() => {
                    below = below.max(self.dearest(value.as_array().map(|a| a.iter()), levels - 1, depth));
                    0
                }
                "items"
                | "additionalProperties"
                | "additionalItems"
                | "unevaluatedItems"
                | "unevaluatedProperties"
                | "contains" => {
                    below = below.max(self.cost(value, levels - 1, depth + 1));
                    0
                }
                _ => 0,
            };
            sum = sum.saturating_add(cost);
        }
        let sum = sum.saturating_add(below);
        self.known.insert(key, sum);
        sum
    }

    fn all(&mut self, schemas: Option<&'a Vec<Value>>, levels: u8, depth: u16) -> u64 {
        let costs = schemas.into_iter().flatten().map(|s| self.cost(s, levels, depth + 1));
        costs.fold(0, u64::saturating_add)
    }

    fn values(&mut self, value: &'a Value, levels: u8, depth: u16) -> u64 {
        let schemas = value.as_object().into_iter().flat_map(|o| o.values());
        schemas.map(|s| self.cost(s, levels, depth + 1)).fold(0, u64::saturating_add)
    }

    fn dearest(&mut self, schemas: Option<impl Iterator<Item = &'a Value>>, levels: u8, depth: u16) -> u64 {
        schemas.into_iter().flatten().map(|s| self.cost(s, levels, depth + 1)).max().unwrap_or(0)
    }

    fn target(&self, reference: &Value) -> Option<&'a Value> {
        self.root.pointer(reference.as_str()?.strip_prefix('#')?)
    }
}

#[cfg(test)]
mod tests {
    use super::is_too_large;
    use serde_json::json;

    #[test]
    fn doubling_references_are_refused_and_recursion_is_not() {
        let tree = json!({"properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}, "items": {"items": {"$ref": "#"}}}});
        assert!(!is_too_large(&tree));
        let bomb = json!({"additionalProperties": {"allOf": [{"$ref": "#"}, {"$ref": "#"}, {"$ref": "#"}, {"$ref": "#"}]}});
        assert!(is_too_large(&bomb));
        let mut definitions = serde_json::Map::new();
        for i in 0..40 {
            let next = json!({"$ref": format!("#/definitions/d{}", i + 1)});
            definitions.insert(format!("d{i}"), json!({"allOf": [next, next]}));
        }
        assert!(is_too_large(&json!({"$ref": "#/definitions/d0", "definitions": definitions})));
    }
}
