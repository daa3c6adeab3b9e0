//! Functions on maps.

use super::hold::{self, Gathered};
use super::object::{DUPLICATE, key, keys_and_values};
use super::{Call, Category, Function, Type, many, one, optional, ours_on, shown, shown_on};
use crate::value::{Fail, Value};
use std::borrow::Cow;

const ONE_VALUE: &str = "A single KEY gives its value itself, not a map of key and value.";
const SEVERAL: &str = "Several keys give an array of their values; keys that the map lacks are passed over.";
const NULL_MAP: &str = "A null map adds nothing; without any map the result is null.";
const REPEATED: &str = "Of objects with the same value at KEY the last one counts.";
const WITHOUT: &str = "An object that lacks KEY is left out.";
const NO_KEYS: &str = "A null MAP or KEY gives false.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "map_get_values",
        aliases: &[],
        category: Category::Map,
        parameters: &[one("MAP", Type::Object, ""), one("KEY", Type::Any, "a key, or an array of keys")],
        returns: Type::Any,
        summary: "The value of a key in a map, or the values of several keys.",
        nulls: "A null MAP or KEY, and a KEY that the map lacks, give null (not documented).",
        guesses: &[ONE_VALUE, SEVERAL],
        availability: None,
        examples: &[
            shown_on(
                r#"map_get_values(book_details,"author")"#,
                r#"{"book_details": {"author": "George R. R. Martin", "price": 17.99, "ISBN": "ISBN-978-0553801477"}}"#,
                r#""George R. R. Martin""#,
            ),
            shown_on(
                "lower(map_get_values(mapObject, 'keyName'))",
                r#"{"mapObject": {"keyName": "ABC"}}"#,
                r#""abc""#,
            ),
            ours_on(r#"map_get_values(m, ["b", "a", "b", "z"])"#, r#"{"m": {"a": 1, "b": 2}}"#, "[2, 1]"),
        ],
        run: |call| {
            let (Some(_), Some((keys, several))) = (hold::object(call, 0)?, keys(call)?) else {
                return Ok(Value::Null);
            };
            if several {
                call.guess(SEVERAL);
                let found = keys.iter().filter_map(|key| hold::member(call.get(0), key));
                return call.give_list(found.collect());
            }
            call.guess(ONE_VALUE);
            Ok(keys.first().and_then(|key| hold::member(call.get(0), key)).unwrap_or_default())
        },
    },
    Function {
        name: "map_has_keys",
        aliases: &[],
        category: Category::Map,
        parameters: &[one("MAP", Type::Object, ""), one("KEY", Type::Any, "a key, or an array of keys")],
        returns: Type::Boolean,
        summary: "Whether a map has a key, or any of several keys.",
        nulls: "A null MAP or KEY gives false (not documented).",
        guesses: &[NO_KEYS],
        availability: None,
        examples: &[
            shown_on(
                r#"map_has_keys(book_details,"author")"#,
                r#"{"book_details": {"author": "George R. R. Martin", "price": 17.99, "ISBN": "ISBN-978-0553801477"}}"#,
                "true",
            ),
            ours_on(r#"map_has_keys(m, ["z", "a"])"#, r#"{"m": {"a": 1}}"#, "true"),
            ours_on(r#"map_has_keys(m, "z")"#, r#"{"m": {"a": 1}}"#, "false"),
        ],
        run: |call| {
            let (Some(_), Some((keys, _))) = (hold::object(call, 0)?, keys(call)?) else {
                call.guess(NO_KEYS);
                return Ok(Value::Bool(false));
            };
            Ok(Value::Bool(keys.iter().any(|key| hold::member(call.get(0), key).is_some())))
        },
    },
    Function {
        name: "add_to_map",
        aliases: &[],
        category: Category::Map,
        parameters: &[
            one("MAP_1", Type::Object, ""),
            one("MAP_2", Type::Object, ""),
            many("MAPS", Type::Object, "more maps"),
        ],
        returns: Type::Object,
        summary: "One map of the entries of several; of a key that occurs again the first value counts.",
        nulls: "Null maps add nothing (not documented).",
        guesses: &[NULL_MAP],
        availability: None,
        examples: &[
            shown_on(
                "add_to_map(book_details, book_details2)",
                r#"{"book_details": {"author": "George R. R. Martin", "price": 17.99, "ISBN": "ISBN-978-0553801477"},
                    "book_details2": {"author": "Neil Gaiman", "price": 17.99, "ISBN": "ISBN-0-380-97365-0", "publisher": "William Morrow"}}"#,
                r#"{"author": "George R. R. Martin", "price": 17.99, "ISBN": "ISBN-978-0553801477", "publisher": "William Morrow"}"#,
            ),
            ours_on(r#"add_to_map(a, {"k": 1}, {"l": 2})"#, r#"{"a": {"k": 0}}"#, r#"{"k": 0, "l": 2}"#),
        ],
        run: |call| {
            let mut map: Option<Gathered<'_>> = None;
            for i in 0..call.len() {
                let Some(entries) = hold::object(call, i)? else {
                    call.guess(NULL_MAP);
                    continue;
                };
                let map = map.get_or_insert_default();
                for (key, value) in entries {
                    let key = key.to_text();
                    if map.get_mut(&key).is_none() {
                        map.push(key, value);
                    }
                }
            }
            Ok(map.map_or(Value::Null, Gathered::into_map))
        },
    },
    Function {
        name: "object_to_map",
        aliases: &[],
        category: Category::Map,
        parameters: &[
            one("KEY_OR_OBJECT", Type::Any, "the first key, an object, or an array of objects"),
            optional(
                "VALUE_OR_ATTRIBUTE",
                Type::Any,
                "the first value, or the field that objects are keyed by",
            ),
            many("KEY_VALUE_PAIRS", Type::Any, "more keys and values"),
        ],
        returns: Type::Object,
        summary: "Makes a map: of keys and values, of an object, or of an array of objects by one of their fields.",
        nulls: "Null alone gives null; a null value stays null.",
        guesses: &[DUPLICATE, REPEATED, WITHOUT],
        availability: None,
        examples: &[
            shown(
                r#"object_to_map("firstName", "John", "lastName", "Doe")"#,
                r#"{"firstName": "John", "lastName": "Doe"}"#,
            ),
            shown_on(
                "object_to_map(address)",
                r#"{"address": {"line1": "345 park ave", "line2": "bldg 2", "City": "san jose", "State": "CA", "type": "office"}}"#,
                r#"{"line1": "345 park ave", "line2": "bldg 2", "City": "san jose", "State": "CA", "type": "office"}"#,
            ),
            shown_on(
                r#"object_to_map(addresses, "type")"#,
                r#"{"addresses": [{"City": "san jose", "type": "home"}, {"City": "san jose", "type": "work"}]}"#,
                r#"{"home": {"City": "san jose", "type": "home"}, "work": {"City": "san jose", "type": "work"}}"#,
            ),
            ours_on("object_to_map(address)", "{}", "null"),
        ],
        run: |call| match (call.len(), call.get(0)) {
            (1, _) => {
                hold::object(call, 0)?;
                Ok(call.take(0))
            }
            (2, Value::List(_) | Value::Null) => by_field(call),
            _ => keys_and_values(call),
        },
    },
    Function {
        name: "array_to_map",
        aliases: &[],
        category: Category::Map,
        parameters: &[
            one("INPUTS", Type::Array, "objects"),
            one("KEY", Type::Text, "the field that they are keyed by"),
        ],
        returns: Type::Object,
        summary: "Makes a map of an array of objects, by one of their fields.",
        nulls: "Null gives null.",
        guesses: &[REPEATED, WITHOUT],
        availability: None,
        examples: &[
            shown_on(
                r#"array_to_map(addresses, "type")"#,
                r#"{"addresses": [{"City": "san jose", "type": "home"}, {"City": "san jose", "type": "work"}]}"#,
                r#"{"home": {"City": "san jose", "type": "home"}, "work": {"City": "san jose", "type": "work"}}"#,
            ),
            ours_on(
                r#"array_to_map(a, "id")"#,
                r#"{"a": [{"id": 7, "n": 1}, {"n": 2}, {"id": 7, "n": 3}]}"#,
                r#"{"7": {"id": 7, "n": 3}}"#,
            ),
        ],
        run: |call| by_field(call),
    },
    Function {
        name: "to_map",
        aliases: &[],
        category: Category::Map,
        parameters: &[many("KEY_VALUE_PAIRS", Type::Any, "keys and values in turn, or one object")],
        returns: Type::Object,
        summary: "Makes a map of keys and values that are given in turn, or of an object.",
        nulls: "Null alone gives null; a null value stays null.",
        guesses: &[DUPLICATE],
        availability: None,
        examples: &[
            shown(
                r#"to_map("firstName", "John", "lastName", "Doe")"#,
                r#"{"firstName": "John", "lastName": "Doe"}"#,
            ),
            ours_on(r#"to_map("tags", tags)"#, r#"{"tags": ["a"]}"#, r#"{"tags": ["a"]}"#),
            ours_on("to_map(missing)", "{}", "null"),
        ],
        run: |call| {
            if call.len() == 1 {
                hold::object(call, 0)?;
                return Ok(call.take(0));
            }
            keys_and_values(call)
        },
    },
];

/// Keys, each once, and whether they were given as an array.
type Keys<'r> = (Vec<Cow<'r, str>>, bool);

/// The keys in the second argument; none for null.
fn keys<'r>(call: &Call<'_, 'r>) -> Result<Option<Keys<'r>>, Fail> {
    let Some(items) = hold::items(call, call.get(1))? else {
        return Ok(call.text(1).map(|key| (vec![key], false)));
    };
    let mut seen = Gathered::default();
    let mut keys = Vec::new();
    for item in items.iter().filter(|i| !matches!(i, Value::Null)) {
        let key = item.to_text();
        if !seen.set(key.clone(), Value::Null) {
            keys.push(key);
        }
    }
    Ok(Some((keys, true)))
}

/// A map of the objects in the first argument, under what each has in the field that the second names.
fn by_field<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let Some(objects) = hold::array(call, 0)? else { return Ok(Value::Null) };
    let field = key(call, 1)?;
    let mut map = Gathered::default();
    for object in objects {
        match hold::member(&object, &field) {
            None | Some(Value::Null) => call.guess(WITHOUT),
            Some(key) => {
                if map.set(key.to_text(), object) {
                    call.guess(REPEATED);
                }
            }
        }
    }
    Ok(map.into_map())
}
