//! Functions on the strings of Adobe Analytics.
//!
//! An event string is `event101=5:123456,scOpen`: name, value after `=`, serialization id after `:`. In a products
//! string products stand between `,` and their fields between `;`: category, name, quantity, price, events (between `|`)
//! and merchandising eVars (between `|`).

mod products;

use super::{Call, Category, Example, Function, Parameter, Run, Type, one, ours, ours_on, shown};
use crate::value::{Fail, Value};
use products::Event;

const FLOWS: Option<&str> = Some("In Web SDK and Adobe Analytics flows only.");
const UNPUBLISHED: Option<&str> =
    Some("Only in the page's source, commented out: it may not exist on the platform.");

const NULL_GIVES_NULL: &str = "A null text gives null (not documented).";
const ABSENT: &str = "An event that does not occur gives null.";
const NO_ID: &str = "An event without an id gives null.";
const ABSENT_IN_PRODUCT: &str = "A product without it has null in its place.";
const VALUE_ONE: &str = "An event of a product without a value has the value 1.";

const EVENT: &[Parameter] = &[
    one("EVENT_STRING", Type::Text, "events between commas: name[=value][:id]"),
    one("EVENT_NAME", Type::Text, ""),
];
const PRODUCTS: &[Parameter] = &[one("PRODUCTS_STRING", Type::Text, "")];
const PRODUCT_EVENT: &[Parameter] =
    &[one("PRODUCTS_STRING", Type::Text, ""), one("EVENT_NAME", Type::Text, "")];

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "aa_get_event_id",
        aliases: &[],
        category: Category::Analytics,
        parameters: EVENT,
        returns: Type::Text,
        summary: "The serialization id of an event.",
        nulls: NULL_GIVES_NULL,
        guesses: &[ABSENT, NO_ID],
        availability: FLOWS,
        examples: &[
            shown(r#"aa_get_event_id("event101=5:123456,scOpen", "event101")"#, r#""123456""#),
            ours(r#"aa_get_event_id("event101=5:123456,scOpen", "scOpen")"#, "null"),
        ],
        run: |call| {
            let (Some(text), Some(name)) = (call.text(0), call.text(1)) else { return Ok(Value::Null) };
            call.spend(text.len() / 16)?;
            match Event::find(&text, ',', &name) {
                None => Ok(guessed(call, ABSENT)),
                Some(event) => Ok(event.id.map(owned).unwrap_or_else(|| guessed(call, NO_ID))),
            }
        },
    },
    Function {
        name: "aa_get_event_value",
        aliases: &[],
        category: Category::Analytics,
        parameters: EVENT,
        returns: Type::Text,
        summary: "The value of an event; 1 when it is there without a value.",
        nulls: NULL_GIVES_NULL,
        guesses: &[ABSENT],
        availability: FLOWS,
        examples: &[
            shown(r#"aa_get_event_value("event101=5:123456,scOpen", "event101")"#, r#""5""#),
            ours(r#"aa_get_event_value("event101=5:123456,scOpen", "scOpen")"#, r#""1""#),
            ours(r#"aa_get_event_value("event101=5:123456,scOpen", "event1")"#, "null"),
        ],
        run: |call| {
            let (Some(text), Some(name)) = (call.text(0), call.text(1)) else { return Ok(Value::Null) };
            call.spend(text.len() / 16)?;
            let event = Event::find(&text, ',', &name);
            Ok(event.map(|e| owned(e.value.unwrap_or("1"))).unwrap_or_else(|| guessed(call, ABSENT)))
        },
    },
    field(
        "aa_get_product_categories",
        "The category of every product; null where it is empty.",
        &[
            shown(
                r#"aa_get_product_categories(";Example product 1;1;3.50,Example category 2;Example product 2;1;5.99")"#,
                r#"[null, "Example category 2"]"#,
            ),
            ours_on("aa_get_product_categories(products)", r#"{"products": null}"#, "null"),
        ],
        |call| fields(call, 0),
    ),
    field(
        "aa_get_product_names",
        "The name of every product.",
        &[shown(
            r#"aa_get_product_names(";Example product 1;1;3.50,Example category 2;Example product 2;1;5.99")"#,
            r#"["Example product 1", "Example product 2"]"#,
        )],
        |call| fields(call, 1),
    ),
    // Some translations of the page print the other name.
    Function {
        aliases: &["aa_get_product_quantity"],
        ..field(
            "aa_get_product_quantities",
            "The quantity of every product, as text; null where there is none.",
            &[shown(
                r#"aa_get_product_quantities(";Example product 1;1;3.50,Example category 2;Example product 2")"#,
                r#"["1", null]"#,
            )],
            |call| fields(call, 2),
        )
    },
    // Some translations of the page print the other name.
    Function {
        aliases: &["aa_get_product_price"],
        ..field(
            "aa_get_product_prices",
            "The price of every product, as text; null where there is none.",
            &[shown(
                r#"aa_get_product_prices(";Example product 1;1;3.50,Example category 2;Example product 2")"#,
                r#"["3.50", null]"#,
            )],
            |call| fields(call, 3),
        )
    },
    of_product(
        "aa_get_product_event_values",
        "The value of an event for every product.",
        FLOWS,
        PRODUCT_EVENT,
        &[
            shown(
                r#"aa_get_product_event_values(";Example product 1;1;4.20;event1=2.3|event2=5:1,;Example product 2;1;4.20;event1=3|event2=2:2", "event1")"#,
                r#"["2.3", "3"]"#,
            ),
            ours(r#"aa_get_product_event_values(";A;1;2;event1=7,;B;1;2", "event1")"#, r#"["7", null]"#),
        ],
        |call| events(call, |event| owned(event.value.unwrap_or("1"))),
    ),
    of_product(
        "aa_get_product_evars",
        "The value of a merchandising eVar for every product.",
        FLOWS,
        &[one("PRODUCTS_STRING", Type::Text, ""), one("EVAR_NAME", Type::Text, "")],
        &[
            shown(
                r#"aa_get_product_evars(";Example product;1;6.69;;eVar1=Merchandising value", "eVar1")"#,
                r#"["Merchandising value"]"#,
            ),
            ours(r#"aa_get_product_evars(";A;1;2;;eVar1=x|eVar2=y:z,;B", "eVar2")"#, r#"["y:z", null]"#),
        ],
        |call| {
            of_products(call, 5, |field, name| {
                let evar = field.split('|').filter_map(|e| e.split_once('=')).find(|(n, _)| n.trim() == name);
                evar.map(|(_, value)| owned(value))
            })
        },
    ),
    of_product(
        "aa_get_product_events",
        "Id and value of an event for every product, as objects.",
        UNPUBLISHED,
        PRODUCT_EVENT,
        &[shown(
            r#"aa_get_product_events(";Example product 1;1;4.20;event1=2.3|event2=5:1,;Example product 2;1;4.20;event1=3|event2=2:2", "event2")"#,
            r#"[{"id": "1", "value": "5"}, {"id": "2", "value": "2"}]"#,
        )],
        |call| {
            events(call, |event| {
                Value::map(vec![
                    (Value::text("id"), event.id.map_or(Value::Null, owned)),
                    (Value::text("value"), owned(event.value.unwrap_or("1"))),
                ])
            })
        },
    ),
    of_product(
        "aa_get_product_event_ids",
        "The serialization id of an event for every product.",
        UNPUBLISHED,
        PRODUCT_EVENT,
        &[shown(
            r#"aa_get_product_event_ids(";Example product 1;1;4.20;event1=2.3|event2=5:1,;Example product 2;1;4.20;event1=3|event2=2:2", "event2")"#,
            r#"["1", "2"]"#,
        )],
        |call| events(call, |event| event.id.map_or(Value::Null, owned)),
    ),
];

/// The entry of a function that gives one field of every product.
const fn field(
    name: &'static str,
    summary: &'static str,
    examples: &'static [Example],
    run: Run,
) -> Function {
    Function {
        name,
        aliases: &[],
        category: Category::Analytics,
        parameters: PRODUCTS,
        returns: Type::Array,
        summary,
        nulls: NULL_GIVES_NULL,
        guesses: &[],
        availability: FLOWS,
        examples,
        run,
    }
}

/// The entry of a function that looks for something in a field of every product.
const fn of_product(
    name: &'static str,
    summary: &'static str,
    availability: Option<&'static str>,
    parameters: &'static [Parameter],
    examples: &'static [Example],
    run: Run,
) -> Function {
    Function {
        name,
        aliases: &[],
        category: Category::Analytics,
        parameters,
        returns: Type::Array,
        summary,
        nulls: NULL_GIVES_NULL,
        guesses: &[ABSENT_IN_PRODUCT, VALUE_ONE],
        availability,
        examples,
        run,
    }
}

fn guessed(call: &Call<'_, '_>, about: &'static str) -> Value<'static> {
    call.guess(about);
    Value::Null
}

fn owned(text: &str) -> Value<'static> {
    Value::text(text.to_owned())
}

/// One field of every product.
fn fields<'r>(call: &mut Call<'_, 'r>, number: usize) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    call.spend(text.len() / 16)?;
    call.give_list(products::fields(&text, number).map(|f| f.map_or(Value::Null, owned)).collect())
}

/// What is found under the name in the second argument, in one field of every product.
fn of_products<'r>(
    call: &mut Call<'_, 'r>,
    number: usize,
    find: impl Fn(&str, &str) -> Option<Value<'static>>,
) -> Result<Value<'r>, Fail> {
    let (Some(text), Some(name)) = (call.text(0), call.text(1)) else { return Ok(Value::Null) };
    call.spend(text.len() / 16)?;
    let found = products::fields(&text, number).map(|field| match find(field.unwrap_or_default(), &name) {
        Some(value) => value,
        None => guessed(call, ABSENT_IN_PRODUCT),
    });
    call.give_list(found.collect())
}

/// Something of the named event of every product.
fn events<'r>(
    call: &mut Call<'_, 'r>,
    pick: impl Fn(Event<'_>) -> Value<'static>,
) -> Result<Value<'r>, Fail> {
    let one = std::cell::Cell::new(false);
    let found = of_products(call, 4, |field, name| {
        let event = Event::find(field, '|', name)?;
        one.set(one.get() || event.value.is_none());
        Some(pick(event))
    });
    if one.get() {
        call.guess(VALUE_ONE);
    }
    found
}
