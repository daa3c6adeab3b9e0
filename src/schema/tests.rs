use crate::json::{Dialect, parse};
use crate::placeholder::Variables;
use crate::schema::{Draft, Failure, Schema};
use crate::spec::FlowSpec;
use crate::text::Excerpt;
use serde_json::{Value, json};

fn failures(schema: Value, text: &str) -> Vec<Failure> {
    let schema = Schema::compile(schema, Draft::Seven).unwrap();
    let node = parse(&Excerpt::verbatim(text, 0), Dialect::Strict).root.unwrap();
    schema.check(&node, &Variables::from([("MINUTES".to_owned(), "15".to_owned())]))
}

fn messages(schema: Value, text: &str) -> Vec<String> {
    failures(schema, text).into_iter().map(|f| f.message).collect()
}

fn schedule() -> Value {
    FlowSpec::find("CRMToAEP").unwrap().to_json().pointer("/scheduleSpec/spec").unwrap().clone()
}

#[test]
fn conditions_say_why() {
    let of = |text: &str| messages(schedule(), text);
    assert_eq!(of(r#"{"startTime": 1, "frequency": "once"}"#), [] as [&str; 0]);
    assert_eq!(
        of(r#"{"startTime": 1, "frequency": "once", "interval": 15, "backfill": true}"#),
        [
            "`interval` must be left out when `frequency` is `once`",
            "`backfill` must be left out when `frequency` is `once`"
        ]
    );
    assert_eq!(
        of(r#"{"startTime": 1, "frequency": "minute", "interval": 5}"#),
        ["`interval` is `5`, but must be at least 15 when `frequency` is `minute`"]
    );
    assert_eq!(
        of(r#"{"startTime": 1, "frequency": "day", "interval": 0}"#),
        ["`interval` is `0`, but must be at least 1 when `frequency` is `day`"]
    );
    assert_eq!(
        of(r#"{"startTime": 1, "frequency": "week"}"#),
        ["`interval` is missing; it is required when `frequency` is `week`"]
    );
    assert_eq!(
        of(r#"{"startTime": 1, "frequency": "minutes", "interval": 0}"#),
        ["`frequency` is `minutes`, but must be `once`, `minute`, `hour`, `day` or `week`"]
    );
    assert_eq!(of(r#"{"startTime": 1, "interval": 0}"#), ["`frequency` is missing"]);
}

#[test]
fn quoted_values_are_read_and_then_checked() {
    let of = |text: &str| messages(schedule(), text);
    assert_eq!(
        of(r#"{"startTime": "1591043454", "frequency": "minute", "interval": "5"}"#),
        [
            "`startTime` is the string `\"1591043454\"`, but must be an integer",
            "`interval` is the string `\"5\"`, but must be an integer",
            "`interval` is `5`, but must be at least 15 when `frequency` is `minute`"
        ]
    );
    assert_eq!(
        of(r#"{"startTime": 1, "frequency": "day", "interval": "soon"}"#),
        ["`interval` is the string `soon`, but must be an integer"]
    );
    assert_eq!(of(r#"{"startTime": 1.0, "frequency": "day", "interval": 15.0}"#), [] as [&str; 0]);
    assert_eq!(of(r#"{"startTime": 1, "frequency": "day", "interval": 15.5}"#).len(), 1);
    assert_eq!(of(r#"{"startTime": 1, "frequency": "minute", "interval": "{MINUTES}"}"#).len(), 1);
    for huge in ["1e400", "-1e400", "123456789012345678901234567890", "1e-400"] {
        let text = format!(r#"{{"startTime": {huge}, "frequency": "day", "interval": {huge}}}"#);
        let _ = of(&text);
    }
}

#[test]
fn placeholders_satisfy_everything_but_what_is_not_there() {
    let of = |text: &str| messages(schedule(), text);
    let none: [&str; 0] = [];
    assert_eq!(of(r#"{"startTime": "{START}", "frequency": "{FREQUENCY}", "interval": "{N}"}"#), none);
    assert_eq!(of(r#"{"startTime": 1, "frequency": "{FREQUENCY}"}"#), none);
    assert_eq!(of(r#"{"startTime": "{START}", "frequency": "once", "interval": "{N}"}"#).len(), 1);
    assert_eq!(of(r#"{"startTime": "1{REST}", "frequency": "once"}"#), none);
    assert_eq!(of(r#"{"startTime": "at {TIME}", "frequency": "once"}"#).len(), 1);
    let schema =
        json!({"anyOf": [{"type": "integer"}, {"properties": {"a": {"const": 1}}, "required": ["a", "b"]}]});
    assert_eq!(messages(schema.clone(), r#""{X}""#), none);
    assert_eq!(messages(schema, r#"{"a": "{X}", "b": 1}"#), none);
}

#[test]
fn generic_failures_read_well() {
    let of = |schema: Value, text: &str| messages(schema, text);
    assert_eq!(
        of(
            json!({"if": {"required": ["a"], "properties": {"b": {"enum": ["x", "y"]}}}, "then": {"required": ["c"]}}),
            r#"{"a": 1, "b": "x"}"#
        ),
        ["`c` is missing; it is required when `b` is `x` or `y` and there is `a`"]
    );
    assert_eq!(
        of(json!({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}), "{}"),
        ["the body needs `a` or `b`"]
    );
    assert_eq!(
        of(json!({"properties": {"list": {"items": {"type": "object"}}}}), r#"{"list": [1]}"#),
        ["`list[0]` is the number `1`, but must be an object"]
    );
    assert_eq!(
        of(json!({"properties": {"a": {"maxLength": 1}, "b": {"minItems": 1}, "c": {"format": "uri", "pattern": "^h"}}}), r#"{"a": "xyz", "b": [], "c": "x"}"#).len(),
        3
    );
    assert_eq!(
        of(json!({"properties": {"name": {}}, "required": ["name"]}), r#"{"nmae": 1}"#),
        ["`name` is missing"]
    );
    assert_eq!(
        of(
            json!({"properties": {"a": {"$ref": "#/definitions/a"}}, "definitions": {"a": {"if": {"properties": {"k": {"const": true}}, "required": ["k"]}, "else": {"required": ["z"]}}}}),
            r#"{"a": {"k": false}}"#
        ),
        ["`z` is missing in `a`; it is required when `k` is `false`"]
    );
}

#[test]
fn the_last_of_two_equal_keys_counts_and_variables_are_filled_in() {
    let number = || json!({"properties": {"a": {"type": "integer"}}, "maxProperties": 1});
    assert_eq!(messages(number(), r#"{"a": [], "a": 1}"#), [] as [&str; 0]);
    assert_eq!(messages(number(), r#"{"a": 1, "a": []}"#).len(), 1);
    let quarter = || json!({"const": "15"});
    assert_eq!(messages(quarter(), r#""{MINUTES}""#), [] as [&str; 0]);
    assert_eq!(messages(json!({"const": "{MINUTES}"}), r#""{MINUTES}""#).len(), 1);
}

#[test]
fn unknown_keys_are_found_at_every_depth() {
    let of = |schema: Value, text: &str| {
        let schema = Schema::compile(schema, Draft::Seven).unwrap();
        let node = parse(&Excerpt::verbatim(text, 0), Dialect::Strict).root.unwrap();
        let key = |k: crate::schema::UnknownKey| (k.object, k.key, k.near.unwrap_or_default());
        schema.unknown_keys(&node).into_iter().map(key).collect::<Vec<_>>()
    };
    let text = |object: &str, key: &str, near: &str| (object.to_owned(), key.to_owned(), near.to_owned());
    let tree = json!({"properties": {"value": {}, "branches": {"items": {"$ref": "#"}}}});
    assert_eq!(
        of(tree, r#"{"value": {"any": 1}, "branches": [{}, {"branches": [{"vlaue": 1, "{KEY}": 2}]}]}"#),
        [text("/branches/1/branches/0", "vlaue", "value")]
    );
    let parts = json!({"properties": {"a": {}}, "if": {"required": ["a"]}, "then": {"properties": {"b": {}}}, "allOf": [{"properties": {"o": {"properties": {"c": {}}, "additionalProperties": {"type": "string"}}}}]});
    assert_eq!(of(parts, r#"{"a": 1, "b": 2, "d": 3, "o": {"e": 4}}"#), [text("", "d", "")]);
    // Parts that meet in another way for every text of 20 letters.
    let mut definitions = serde_json::Map::new();
    for i in 0..20 {
        let next = json!({"$ref": format!("#/definitions/d{}", i + 1)});
        definitions.insert(format!("d{i}"), json!({"properties": {"x": next, "y": next}}));
    }
    definitions.insert("d20".to_owned(), json!({}));
    definitions.insert("start".to_owned(), json!({"properties": {"x": {"$ref": "#/definitions/start"}, "y": {"allOf": [{"$ref": "#/definitions/start"}, {"$ref": "#/definitions/d0"}]}}}));
    let hostile = json!({"$ref": "#/definitions/start", "definitions": definitions});
    assert_eq!(of(hostile, r#"{"x": {"y": {"z": 1}}}"#), [text("/x/y", "z", "")]);
}

#[test]
fn fixes_edit_only_what_is_wrong() {
    let text = r#"{"startTime": "1", "frequency": "once", "interval": 15}"#;
    let mut mended = text.to_owned();
    let mut edits: Vec<_> = failures(schedule(), text).into_iter().flat_map(|f| f.fix).collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.span.start));
    for edit in edits {
        mended.replace_range(edit.span.range(), &edit.text);
    }
    assert_eq!(mended, r#"{"startTime": 1, "frequency": "once"}"#);
}

#[test]
fn users_schemas_cannot_hang_or_break_the_check() {
    let broken = |schema| Schema::compile(schema, Draft::Seven).unwrap_err().message;
    assert!(broken(json!({"$ref": "https://example.com/other.json"})).contains("not in it"));
    assert!(broken(json!({"type": "strnig"})).contains("no JSON Schema"));
    assert!(broken(json!({"pattern": "("})).contains("pattern"));
    let evil = json!({"pattern": "^(?=a)(a+)+\\1$"});
    let text = format!("\"{}b\"", "a".repeat(200));
    let _ = failures(evil, &text);
}
