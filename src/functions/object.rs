//! Functions on objects.

mod delimited;
mod present;

use super::hold::{self, Gathered};
use super::{Call, Category, Function, Type, one, optional, ours, ours_on, pairs, shown, shown_on};
use crate::value::{Fail, Map, Value};
use std::borrow::Cow;

const EMPTY_NULL: &str =
    "Null, the empty text and the empty object are empty, too; numbers and booleans are not.";
const UNEQUAL: &str =
    "There are as many objects as the longest array has elements; a shorter one leaves its key out.";
const ZIP_OTHER: &str =
    "A value that is no array is taken as its only element; null counts as an empty array.";
pub(super) const DUPLICATE: &str = "Of a key that is given twice the last value counts.";
const HASHED: &str = "Keys of a map literal are sorted: the platform's hash map promises no order.";
const SET_NULL: &str = "A field that is there and null counts as set.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "is_empty",
        aliases: &[],
        category: Category::Object,
        parameters: &[one("INPUT", Type::Any, "")],
        returns: Type::Boolean,
        summary: "Whether an array or object holds nothing.",
        nulls: "Null is empty (not documented).",
        guesses: &[EMPTY_NULL],
        availability: None,
        examples: &[
            shown("is_empty([1, null, 2, 3])", "false"),
            ours("is_empty([])", "true"),
            ours_on("is_empty(tags)", r#"{"tags": null}"#, "true"),
            ours(r#"is_empty("")"#, "true"),
            ours("is_empty(0)", "false"),
        ],
        run: |call| {
            let value = call.get(0);
            if !matches!(value, Value::List(_)) {
                call.guess(EMPTY_NULL);
            }
            Ok(Value::Bool(match value {
                Value::Null => true,
                Value::Text(text) => text.is_empty(),
                Value::List(list) => list.is_empty(),
                Value::Set(items) => items.is_empty(),
                Value::Map(map) => map.is_empty(),
                _ => false,
            }))
        },
    },
    Function {
        name: "arrays_to_objects",
        aliases: &[],
        category: Category::Object,
        parameters: &[one("KEY", Type::Text, ""), pairs("ARRAY", Type::Array, "the values of that key")],
        returns: Type::Array,
        summary: "Makes an array of objects from arrays that hold the values of one key each.",
        nulls: "A null array counts as an empty one (not documented).",
        guesses: &[UNEQUAL, ZIP_OTHER],
        availability: None,
        examples: &[
            shown(
                r#"arrays_to_objects('sku', explode("id1|id2", '\\|'), 'price', [22.5,14.35])"#,
                r#"[{"sku": "id1", "price": 22.5}, {"sku": "id2", "price": 14.35}]"#,
            ),
            ours(r#"arrays_to_objects("id", ["a", "b"], "n", [1])"#, r#"[{"id": "a", "n": 1}, {"id": "b"}]"#),
        ],
        run: arrays_to_objects,
    },
    Function {
        name: "to_object",
        aliases: &[],
        category: Category::Object,
        parameters: &[one("KEY", Type::Text, ""), pairs("VALUE", Type::Any, "what the object has there")],
        returns: Type::Object,
        summary: "Makes an object of keys and values that are given in turn.",
        nulls: "A null value stays null; a null key fails (not documented).",
        guesses: &[DUPLICATE],
        availability: None,
        examples: &[
            shown(
                r#"to_object("firstName", "John", "lastName", "Doe")"#,
                r#"{"firstName": "John", "lastName": "Doe"}"#,
            ),
            ours(r#"to_object("a", 1, "a", 2)"#, r#"{"a": 2}"#),
            ours_on(r#"to_object("id", id)"#, r#"{"id": null}"#, r#"{"id": null}"#),
        ],
        run: |call| keys_and_values(call),
    },
    Function {
        name: "str_to_object",
        aliases: &[],
        category: Category::Object,
        parameters: &[
            one("STRING", Type::Text, ""),
            optional("VALUE_DELIMITER", Type::Text, "between key and value, `:` when left out"),
            optional("FIELD_DELIMITER", Type::Text, "between the pairs, `,` when left out"),
        ],
        returns: Type::Object,
        summary: "Makes an object of a text with keys and values, and cuts blanks off both.",
        nulls: "A null STRING gives null; null delimiters are the usual ones (not documented).",
        guesses: delimited::GUESSES,
        availability: None,
        examples: &[
            shown(
                r#"str_to_object("firstName - John ; lastName - Doe ; phone - 123 456 7890", "-", ";")"#,
                r#"{"firstName": "John", "lastName": "Doe", "phone": "123 456 7890"}"#,
            ),
            shown(
                r#"str_to_object("firstName - John ; lastName - ; phone - 123 456 7890", "-", ";").get("firstName")"#,
                r#""John""#,
            ),
            ours(r#"str_to_object("a: 1, b: x:y, c")"#, r#"{"a": "1", "b": "x:y", "c": ""}"#),
        ],
        run: |call| {
            let Some(text) = call.text(0) else { return Ok(Value::Null) };
            let mut object = Gathered::default();
            for (key, value) in delimited::pairs(call, &text, 1)? {
                if object.set(key.into(), Value::text(value)) {
                    call.guess(delimited::REPEATED);
                }
            }
            Ok(object.into_map())
        },
    },
    Function {
        name: "contains_key",
        aliases: &["is_set"],
        category: Category::Object,
        parameters: &[one("INPUT", Type::Path, "a field of the source, as text")],
        returns: Type::Boolean,
        summary: "Whether the source record has a field. `is_set` is its old name.",
        nulls: "A field that is there and null counts as set (not documented).",
        guesses: &[SET_NULL],
        availability: None,
        examples: &[
            shown_on(
                r#"contains_key("evars.evar.field1")"#,
                r#"{"evars": {"evar": {"field1": "value"}}}"#,
                "true",
            ),
            shown_on(r#"contains_key("evars.evar.field1")"#, r#"{"evars": {"evar": {}}}"#, "false"),
            ours_on(r#"contains_key("emails[1].address")"#, r#"{"emails": [{"address": "a@b.c"}]}"#, "false"),
            ours_on(r#"is_set("name")"#, r#"{"name": null}"#, "true"),
        ],
        run: |call| {
            let Some(path) = call.text(0) else { return Ok(Value::Bool(false)) };
            let found = present::find(call.env.record, &path);
            if found == Some(true) {
                call.guess(SET_NULL);
            }
            Ok(Value::Bool(found.is_some()))
        },
    },
    Function {
        name: "nullify",
        aliases: &[],
        category: Category::Object,
        parameters: &[],
        returns: Type::Null,
        summary: "Null, for a destination that is meant to stay empty.",
        nulls: "It takes nothing.",
        guesses: &[],
        availability: None,
        examples: &[shown("nullify()", "null")],
        run: |_| Ok(Value::Null),
    },
    Function {
        name: "get_keys",
        aliases: &[],
        category: Category::Object,
        parameters: &[one("OBJECT", Type::Object, "")],
        returns: Type::Array,
        summary: "The keys of an object.",
        nulls: "Null gives null (not documented).",
        guesses: &[HASHED],
        availability: None,
        examples: &[
            shown(r#"get_keys({"book1": "Pride and Prejudice", "book2": "1984"})"#, r#"["book1", "book2"]"#),
            ours_on("get_keys(a)", r#"{"a": {"z": 1, "y": {}}}"#, r#"["z", "y"]"#),
        ],
        run: |call| {
            let Some(entries) = hold::object(call, 0)? else { return Ok(Value::Null) };
            let mut keys: Vec<_> = entries.into_iter().map(|(key, _)| key.to_text()).collect();
            if matches!(call.get(0), Value::Map(Map::Made(made)) if made.hashed) && keys.len() > 1 {
                call.guess(HASHED);
                keys.sort();
            }
            Ok(Value::list(keys.into_iter().map(Value::Text).collect()))
        },
    },
    Function {
        name: "get_values",
        aliases: &[],
        category: Category::Object,
        parameters: &[
            one("STRING", Type::Text, ""),
            one("KEY", Type::Text, ""),
            one("VALUE_DELIMITER", Type::Text, "between key and value; null or empty means `:`"),
            optional("FIELD_DELIMITER", Type::Text, "between the pairs; null or empty means `,`"),
        ],
        returns: Type::Text,
        summary: "The value of one key in a text with keys and values.",
        nulls: "A null STRING or KEY, and a KEY that does not occur, give null (not documented).",
        guesses: delimited::GUESSES,
        availability: None,
        examples: &[
            shown(
                r#"get_values("firstName - John , lastName - Cena , phone - 555 420 8692", "firstName", "-", ",")"#,
                r#""John""#,
            ),
            ours(r#"get_values("a:1,b:2", "b", null)"#, r#""2""#),
            ours(r#"get_values("a:1,b:2", "c", ":")"#, "null"),
        ],
        run: |call| {
            let (Some(text), Some(wanted)) = (call.text(0), call.text(1)) else { return Ok(Value::Null) };
            let found = delimited::pairs(call, &text, 2)?;
            let mut found = found.into_iter().filter(|(key, _)| *key == wanted.trim());
            let value = found.next_back().map(|(_, value)| value);
            if found.next().is_some() {
                call.guess(delimited::REPEATED);
            }
            Ok(value.map_or(Value::Null, Value::text))
        },
    },
];

fn arrays_to_objects<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    let mut columns: Vec<(Cow<'r, str>, Vec<Value<'r>>)> = Vec::new();
    for i in (0..call.len()).step_by(2) {
        let key = key(call, i)?;
        let items = match hold::items(call, call.get(i + 1))? {
            Some(items) => items,
            None => {
                call.guess(ZIP_OTHER);
                Some(call.take(i + 1)).filter(|v| !matches!(v, Value::Null)).into_iter().collect()
            }
        };
        columns.push((key, items));
    }
    let length = columns.iter().map(|(_, items)| items.len()).max().unwrap_or(0);
    if columns.iter().any(|(_, items)| items.len() != length) {
        call.guess(UNEQUAL);
    }
    let mut columns: Vec<_> = columns.into_iter().map(|(key, items)| (key, items.into_iter())).collect();
    let mut objects = Vec::with_capacity(length);
    for _ in 0..length {
        call.spend(columns.len())?;
        let mut object = Gathered::default();
        for (key, items) in &mut columns {
            if let Some(item) = items.next() {
                object.set(key.clone(), item);
            }
        }
        objects.push(object.into_map());
    }
    call.give_list(objects)
}

/// The key in an argument.
pub(super) fn key<'r>(call: &Call<'_, 'r>, index: usize) -> Result<Cow<'r, str>, Fail> {
    call.text(index).ok_or_else(|| call.fail_at(index, "the key is null: write its name in quotes"))
}

/// A map of keys and values that are given in turn.
pub(super) fn keys_and_values<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    if call.len() % 2 == 1 {
        return Err(call.fail_at(call.len() - 1, "the last key has no value"));
    }
    let mut map = Gathered::default();
    for i in (0..call.len()).step_by(2) {
        let key = key(call, i)?;
        if map.set(key, call.take(i + 1)) {
            call.guess(DUPLICATE);
        }
    }
    Ok(map.into_map())
}
