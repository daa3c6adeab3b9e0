//! Functions on arrays.

mod flatten;
mod quoted;

use super::hold;
use super::{Call, Category, Function, Type, many, one, optional, ours, ours_on, shown, shown_on};
use crate::java::utf16;
use crate::value::{Fail, MAX_TEXT, Value};

/// What the page marks functions of exports with.
const DESTINATIONS: Option<&str> = Some("Marked for destinations only (file-based exports).");

const APPEND_NULL: &str = "A null ARRAY counts as an empty one.";
const APPEND_OTHER: &str = "A value that is no array is taken as its only element.";
const JOIN_NULL: &str = "Null arguments add nothing.";
const SIZE_OTHER: &str =
    "A text has the size of its characters, an object that of its fields, null 0; other values have none.";
const STRING_NULL: &str = "A null element counts as the empty text; inside of objects it is `null`.";
const STRING_QUOTE: &str = "A quote inside of an object's text gets a backslash.";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "coalesce",
        aliases: &[],
        category: Category::Array,
        parameters: &[many("INPUT", Type::Any, "values, or one array of them").as_result()],
        returns: Type::Any,
        summary: "The first of its arguments, or of the elements of one array, that is not null.",
        nulls: "Nulls are passed over; when there is nothing else the result is null.",
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"coalesce(null, null, null, "first", null, "second")"#, r#""first""#),
            shown_on(
                "coalesce(subscriptions.hasPromotion)",
                r#"{"subscriptions": {"hasPromotion": [null, true, null, false, true]}}"#,
                "true",
            ),
            ours_on("coalesce(a, b)", "{}", "null"),
            ours(r#"coalesce("", "x")"#, r#""""#),
        ],
        run: |call| {
            if call.len() == 1 {
                let values = hold::arguments_or_array(call, 0)?;
                return Ok(values.into_iter().find(|v| !matches!(v, Value::Null)).unwrap_or_default());
            }
            let found = (0..call.len()).find(|i| !matches!(call.get(*i), Value::Null));
            Ok(found.map_or(Value::Null, |i| call.take(i)))
        },
    },
    Function {
        name: "first",
        aliases: &[],
        category: Category::Array,
        parameters: &[many("INPUT", Type::Any, "values, or one array of them").as_result()],
        returns: Type::Any,
        summary: "The first of its arguments, or of the elements of one array.",
        nulls: "A null or empty array gives null.",
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"first("1", "2", "3")"#, r#""1""#),
            shown_on(
                "first(purchaseTime)",
                r#"{"purchaseTime": ["1538097126", "1569633126", "1601255526", "1632791526", "1664327526"]}"#,
                r#""1538097126""#,
            ),
            ours("first([])", "null"),
            ours_on("first(tags)", "{}", "null"),
        ],
        run: |call| match (call.len(), call.get(0)) {
            (1, Value::List(list)) => Ok(list.get(0).unwrap_or_default()),
            (1, _) => Ok(hold::arguments_or_array(call, 0)?.into_iter().next().unwrap_or_default()),
            _ => Ok(call.take(0)),
        },
    },
    Function {
        name: "last",
        aliases: &[],
        category: Category::Array,
        parameters: &[many("INPUT", Type::Any, "values, or one array of them").as_result()],
        returns: Type::Any,
        summary: "The last of its arguments, or of the elements of one array.",
        nulls: "A null or empty array gives null (not documented).",
        guesses: &[],
        availability: None,
        examples: &[
            shown(r#"last("1", "2", "3")"#, r#""3""#),
            shown_on(
                "last(purchaseTime)",
                r#"{"purchaseTime": ["1538097126", "1569633126", "1601255526", "1632791526", "1664327526"]}"#,
                r#""1664327526""#,
            ),
            ours("last([])", "null"),
        ],
        run: |call| Ok(hold::arguments_or_array(call, 0)?.pop().unwrap_or_default()),
    },
    Function {
        name: "add_to_array",
        aliases: &[],
        category: Category::Array,
        parameters: &[one("ARRAY", Type::Array, ""), many("VALUES", Type::Any, "new elements")],
        returns: Type::Array,
        summary: "The array with more elements at its end; an array among them becomes one element.",
        nulls: "A null ARRAY counts as an empty one; a null value becomes an element (not documented).",
        guesses: &[APPEND_NULL, APPEND_OTHER],
        availability: None,
        examples: &[
            shown("add_to_array(['a', 'b'], 'c', 'd')", r#"["a", "b", "c", "d"]"#),
            shown_on(
                r#"array_to_string('_', add_to_array(organizations,"2023"))"#,
                r#"{"organizations": ["Marketing", "Sales", "Finance"]}"#,
                r#""Marketing_Sales_Finance_2023""#,
            ),
            ours("add_to_array([1], [2, 3])", "[1, [2, 3]]"),
            ours(r#"add_to_array(null, "a")"#, r#"["a"]"#),
        ],
        run: |call| {
            let mut items = elements(call, 0, APPEND_NULL)?;
            items.extend((1..call.len()).map(|i| call.take(i)));
            call.give_list(items)
        },
    },
    Function {
        name: "join_arrays",
        aliases: &[],
        category: Category::Array,
        parameters: &[one("ARRAY", Type::Array, ""), many("VALUES", Type::Array, "more arrays")],
        returns: Type::Array,
        summary: "One array of the elements of several, in order.",
        nulls: "Null arguments add nothing (not documented).",
        guesses: &[JOIN_NULL, APPEND_OTHER],
        availability: None,
        examples: &[
            shown("join_arrays(['a', 'b'], ['c'], ['d', 'e'])", r#"["a", "b", "c", "d", "e"]"#),
            ours("join_arrays([1], null, [2])", "[1, 2]"),
        ],
        run: |call| {
            let mut all = Vec::new();
            for i in 0..call.len() {
                all.append(&mut elements(call, i, JOIN_NULL)?);
            }
            call.give_list(all)
        },
    },
    Function {
        name: "to_array",
        aliases: &[],
        category: Category::Array,
        parameters: &[
            one("INCLUDE_NULLS", Type::Boolean, "whether nulls become elements"),
            many("VALUES", Type::Any, "the elements"),
        ],
        returns: Type::Array,
        summary: "Makes an array of values; the first argument says whether nulls stay.",
        nulls: "Null values are left out unless INCLUDE_NULLS is true.",
        guesses: &[],
        availability: None,
        examples: &[
            shown("to_array(false, 1, null, 2, 3)", "[1, 2, 3]"),
            ours("to_array(true, 1, null, 2)", "[1, null, 2]"),
            ours("to_array(false)", "[]"),
        ],
        run: |call| {
            let all = call.get(0).is_true();
            let values: Vec<_> = (1..call.len()).map(|i| call.take(i)).collect();
            Ok(Value::list(values.into_iter().filter(|v| all || !matches!(v, Value::Null)).collect()))
        },
    },
    Function {
        name: "size_of",
        aliases: &[],
        category: Category::Array,
        parameters: &[one("INPUT", Type::Any, "an array or an object")],
        returns: Type::Integer,
        summary: "How many elements an array has, or fields an object.",
        nulls: "Null has the size 0 (not documented).",
        guesses: &[SIZE_OTHER],
        availability: None,
        examples: &[
            shown("size_of([1, 2, 3, 4])", "4"),
            shown_on(
                "size_of(purchaseTime)",
                r#"{"purchaseTime": ["1538097126", "1569633126", "1601255526", "1632791526", "1664327526"]}"#,
                "5",
            ),
            ours_on("size_of(tags)", "{}", "0"),
            ours(r#"size_of("four")"#, "4"),
        ],
        run: |call| {
            if !matches!(call.get(0), Value::List(_)) {
                call.guess(SIZE_OTHER);
            }
            let size = match call.get(0) {
                Value::Null => 0,
                Value::List(list) => list.len(),
                Value::Set(items) => items.len(),
                Value::Map(map) => map.len(),
                Value::Text(text) => utf16::length(text),
                Value::Range { from, to } => usize::try_from(from.abs_diff(*to)).unwrap_or(usize::MAX) + 1,
                _ => return Ok(Value::Null),
            };
            Ok(i32::try_from(size).map_or(Value::Null, Value::Int))
        },
    },
    Function {
        name: "upsert_array_append",
        aliases: &[],
        category: Category::Array,
        parameters: &[one("ARRAY", Type::Array, "")],
        returns: Type::Array,
        summary: "The array as it is; when a streaming upsert updates a profile it is appended to what is there.",
        nulls: "Null gives null (not documented).",
        guesses: &[],
        availability: None,
        examples: &[shown("upsert_array_append([123, 456])", "[123, 456]")],
        run: |call| Ok(call.take(0)),
    },
    Function {
        name: "upsert_array_replace",
        aliases: &[],
        category: Category::Array,
        parameters: &[
            one("ARRAY", Type::Array, ""),
            optional(
                "INDEX",
                Type::Integer,
                "in older documents: where replacing begins; the result does not depend on it",
            ),
        ],
        returns: Type::Array,
        summary: "The array as it is; when a streaming upsert updates a profile it replaces what is there.",
        nulls: "Null gives null (not documented).",
        guesses: &[],
        availability: None,
        examples: &[shown("upsert_array_replace([123, 456], 1)", "[123, 456]")],
        run: |call| Ok(call.take(0)),
    },
    Function {
        name: "array_to_string",
        aliases: &[],
        category: Category::Array,
        parameters: &[one("SEPARATOR", Type::Text, "comes first"), one("ARRAY", Type::Array, "")],
        returns: Type::Text,
        summary: "Joins the elements of an array, also of arrays in it; objects are written as {'key':'text','number':1}.",
        nulls: "A null ARRAY gives null; a null element counts as the empty text (not documented).",
        guesses: &[STRING_NULL, STRING_QUOTE, APPEND_OTHER],
        availability: DESTINATIONS,
        examples: &[
            shown(r#"array_to_string(";", ["Hello", "world"])"#, r#""Hello;world""#),
            shown_on(
                "array_to_string('_',organizations)",
                r#"{"organizations": [{"id": 123, "orgName": "Acme Inc", "founded": 1990, "latestInteraction": 1708041600000},
                    {"id": 456, "orgName": "Superstar Inc", "founded": 2004, "latestInteraction": 1692921600000}]}"#,
                r#""{'id':123,'orgName':'Acme Inc','founded':1990,'latestInteraction':1708041600000}_{'id':456,'orgName':'Superstar Inc','founded':2004,'latestInteraction':1692921600000}""#,
            ),
            ours(r#"array_to_string(",", [[1, 2], [[3], null]])"#, r#""1,2,3,""#),
        ],
        run: array_to_string,
    },
    Function {
        name: "filterArray",
        aliases: &[],
        category: Category::Array,
        parameters: &[one("ARRAY", Type::Array, ""), one("PREDICATE", Type::Lambda, "x -> a condition on x")],
        returns: Type::Array,
        summary: "The elements for which a condition holds.",
        nulls: "A null ARRAY gives null (not documented).",
        guesses: &[],
        availability: DESTINATIONS,
        examples: &[
            shown("filterArray([5, -6, 0, 7], x -> x > 0)", "[5, 7]"),
            shown_on(
                "filterArray(organizations, org -> org.founded > 2021)",
                r#"{"organizations": [{"founded": 1990}, {"founded": 2004}, {"founded": 2021}]}"#,
                "[]",
            ),
            ours_on("filterArray(tags, t -> t != 'x')", r#"{"tags": ["a", "x"]}"#, r#"["a"]"#),
        ],
        run: |call| {
            let Some(items) = hold::array(call, 0)? else { return Ok(Value::Null) };
            let mut kept = Vec::new();
            for item in items {
                match call.apply(1, vec![item.clone()])? {
                    unknown @ Value::Unknown(_) => return Ok(unknown),
                    holds if holds.is_true() => kept.push(item),
                    _ => {}
                }
            }
            call.give_list(kept)
        },
    },
    Function {
        name: "transformArray",
        aliases: &[],
        category: Category::Array,
        parameters: &[
            one("ARRAY", Type::Array, ""),
            one("PREDICATE", Type::Lambda, "x -> what becomes of x"),
        ],
        returns: Type::Array,
        summary: "The array with every element replaced by what a lambda makes of it.",
        nulls: "A null ARRAY gives null (not documented).",
        guesses: &[],
        availability: DESTINATIONS,
        examples: &[
            shown("transformArray([5, 6, 7], x -> x + 1)", "[6, 7, 8]"),
            shown_on(
                "array_to_string('_', transformArray(organizations, org -> ucase(org.orgName)))",
                r#"{"organizations": [{"orgName": "Acme Inc"}, {"orgName": "Superstar Inc"}, {"orgName": "Energy Corp"}]}"#,
                r#""ACME INC_SUPERSTAR INC_ENERGY CORP""#,
            ),
        ],
        run: |call| {
            let Some(items) = hold::array(call, 0)? else { return Ok(Value::Null) };
            let mut made = Vec::with_capacity(items.len());
            for item in items {
                match call.apply(1, vec![item])? {
                    unknown @ Value::Unknown(_) => return Ok(unknown),
                    value => made.push(value),
                }
            }
            call.give_list(made)
        },
    },
    Function {
        name: "flattenArray",
        aliases: &[],
        category: Category::Array,
        parameters: &[one("ARRAY", Type::Array, "")],
        returns: Type::Array,
        summary: "One array of all elements, also of those of arrays in it, however deep.",
        nulls: "Null gives null; null elements stay (not documented).",
        guesses: &[],
        availability: DESTINATIONS,
        examples: &[
            shown(
                "flattenArray([[['a', 'b'], ['c', 'd']], [['e'], ['f']]])",
                r#"["a", "b", "c", "d", "e", "f"]"#,
            ),
            ours("flattenArray([1, [2, null, []]])", "[1, 2, null]"),
        ],
        run: |call| {
            let Some(items) = hold::array(call, 0)? else { return Ok(Value::Null) };
            let flat = flatten::flat(call, items)?;
            call.give_list(flat)
        },
    },
];

/// The elements of an argument; what is no array counts as one element.
fn elements<'r>(
    call: &mut Call<'_, 'r>,
    index: usize,
    of_null: &'static str,
) -> Result<Vec<Value<'r>>, Fail> {
    if let Some(items) = hold::items(call, call.get(index))? {
        return Ok(items);
    }
    Ok(match call.take(index) {
        Value::Null => {
            call.guess(of_null);
            Vec::new()
        }
        other => {
            call.guess(APPEND_OTHER);
            vec![other]
        }
    })
}

fn array_to_string<'r>(call: &mut Call<'_, 'r>) -> Result<Value<'r>, Fail> {
    if matches!(call.get(1), Value::Null) {
        return Ok(Value::Null);
    }
    let separator = call.text(0).unwrap_or_default();
    let items = elements(call, 1, STRING_NULL)?;
    let mut text = String::new();
    for (i, item) in flatten::flat(call, items)?.iter().enumerate() {
        if i > 0 {
            text.push_str(&separator);
        }
        if matches!(item, Value::Null) {
            call.guess(STRING_NULL);
        }
        if quoted::write(call, item, &mut text)? {
            call.guess(STRING_QUOTE);
        }
        if text.len() > MAX_TEXT {
            break;
        }
    }
    call.give_text(text)
}
