//! The edge to JavaScript: what it takes, gives and throws.

use super::{code, json, member, text};
use js_sys::{Array, Uint8Array};
use preflow::wasm;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const NONE: JsValue = JsValue::UNDEFINED;
const DOCUMENT: &str = include_str!("../cases/rules/once-with-interval/fires.dataflow.json");
const MAPPING: &str = r#"{
    "targetSchema": {"type": "object", "properties": {"n": {}, "big": {}, "text": {"type": "string"}}},
    "steps": {"mappingSet": {"mappings": [
        {"sourceType": "ATTRIBUTE", "source": "n", "destination": "n"},
        {"sourceType": "EXPRESSION", "source": "big + 1", "destination": "big"},
        {"sourceType": "EXPRESSION", "source": "concat(name, \"!\")", "destination": "text"}
    ]}}
}"#;
const RECORDS: &str = "{\"n\": 0.10, \"big\": 9007199254740993, \"name\": \"Zoë 良\"}\n\
                       {\"n\": 1e400, \"big\": 9223372036854775806, \"name\": \"\\ud83d\\ude00\"}\n";
const MAPPED: &str = "{\"record\":1,\"data\":{\"n\":0.10,\"big\":9007199254740994,\"text\":\"Zoë 良!\"},\
                      \"errors\":[],\"rejected\":false,\"reasons\":[]}\n\
                      {\"record\":2,\"data\":{\"n\":1e400,\"big\":9223372036854775807,\"text\":\"😀!\"},\
                      \"errors\":[],\"rejected\":false,\"reasons\":[]}\n";

fn bytes(text: &str) -> JsValue {
    Uint8Array::from(text.as_bytes()).into()
}

#[wasm_bindgen_test]
fn a_check_gives_the_object_of_its_json() {
    let report = wasm::check(DOCUMENT.into(), NONE).unwrap();
    let same: serde_json::Value =
        serde_json::from_str(&wasm::check_text(DOCUMENT.into(), "json".into(), NONE).unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text(&report)).unwrap(), same);
    assert_eq!(text(&wasm::check(bytes(DOCUMENT), NONE).unwrap()), text(&report));
    let findings: Array = member(&report, "diagnostics").into();
    assert!(findings.iter().any(|found| member(&found, "code") == "once-with-interval"));
    let options = json(r#"{"name": "a.dataflow.json", "ignore": ["once-with-interval"]}"#);
    let findings: Array = member(&wasm::check(DOCUMENT.into(), options).unwrap(), "diagnostics").into();
    assert!(!findings.iter().any(|found| member(&found, "code") == "once-with-interval"));
}

#[wasm_bindgen_test]
fn previews_keep_every_digit_as_text() {
    assert_eq!(wasm::preview_text(MAPPING.into(), RECORDS.into(), NONE).unwrap(), MAPPED);
    assert_eq!(wasm::preview_text(bytes(MAPPING), bytes(RECORDS), NONE).unwrap(), MAPPED);
    let preview = wasm::preview(MAPPING.into(), RECORDS.into(), json(r#"{"limit": 1}"#)).unwrap();
    let records: Array = member(&preview, "records").into();
    assert_eq!(records.length(), 1);
    assert_eq!(member(&member(&records.get(0), "data"), "n"), 0.1);
    assert_eq!(member(&member(&preview, "summary"), "records"), 1);
    assert_eq!(member(&preview, "usedTheClock"), false);
}

#[wasm_bindgen_test]
fn values_of_expressions() {
    let value =
        |expression: &str, record| member(&wasm::evaluate(expression.into(), record, NONE).unwrap(), "text");
    assert_eq!(value("1.50b + n", json(r#"{"n": 1}"#)), "2.50");
    assert_eq!(
        value("id + 1", r#"{"id": 123456789012345678901234567890}"#.into()),
        "123456789012345678901234567891"
    );
    assert_eq!(value("9223372036854775807 + 1", NONE), "9223372036854775808");
    let at = json(r#"{"now": "2026-03-29T00:30:00Z", "zone": "Europe/Berlin"}"#);
    let given = wasm::evaluate("now()".into(), NONE, at).unwrap();
    assert_eq!(member(&given, "text"), "\"2026-03-29T01:30:00+01:00[Europe/Berlin]\"");
    assert_eq!(member(&given, "usedTheClock"), false);
    assert_eq!(member(&wasm::evaluate("now()".into(), NONE, NONE).unwrap(), "usedTheClock"), true);
    // Places are in UTF-16 units, as JavaScript counts.
    let findings: Array = member(&wasm::evaluate("'😀' + )".into(), NONE, NONE).unwrap(), "findings").into();
    assert_eq!(member(&findings.get(0), "start"), 5);
}

#[wasm_bindgen_test]
fn lists_and_texts() {
    for list in [wasm::functions(), wasm::rules(), wasm::templates()] {
        assert!(Array::from(&list.unwrap()).length() > 5);
    }
    assert!(text(&wasm::specs().unwrap()).contains("CRMToAEP"));
    assert!(member(&wasm::document_schema().unwrap(), "properties").is_object());
    assert_eq!(String::from(wasm::version()), env!("CARGO_PKG_VERSION"));
    let formats = wasm::formats().unwrap();
    for name in Array::from(&member(&formats, "requests")).iter().map(|format| member(&format, "name")) {
        let said = wasm::requests_text(DOCUMENT.into(), name.clone(), NONE).unwrap();
        assert!(!said.is_empty(), "{name:?}");
    }
    let requests: Array = wasm::requests(DOCUMENT.into(), NONE).unwrap().into();
    assert!(requests.iter().any(|request| member(&request, "step") == "flow"));
    for template in Array::from(&wasm::templates().unwrap()).iter() {
        let name = member(&template, "name").as_string().unwrap();
        let document = wasm::new_document(name.as_str().into()).unwrap();
        let report = wasm::check(document.as_str().into(), NONE).unwrap();
        assert_eq!(member(&member(&report, "summary"), "errors"), 0, "{name}");
    }
    let curl = wasm::requests_text(DOCUMENT.into(), "curl".into(), NONE).unwrap();
    let imported = wasm::import_text(curl.as_str().into(), "flow.sh".into()).unwrap();
    assert!(member(&imported, "document").as_string().unwrap().contains("\"flow\""));
}

#[wasm_bindgen_test]
fn what_is_thrown_has_a_code() {
    let options = |text| json(text);
    assert_eq!(code(wasm::check(1.into(), NONE)), "bad-argument");
    assert_eq!(code(wasm::check(DOCUMENT.into(), options(r#"{"name": 1}"#))), "bad-options");
    assert_eq!(code(wasm::check(DOCUMENT.into(), options(r#"{"select": ["R999"]}"#))), "unknown-code");
    assert_eq!(code(wasm::check_text(DOCUMENT.into(), "xml".into(), NONE)), "unknown-format");
    assert_eq!(code(wasm::requests_text(DOCUMENT.into(), "xml".into(), NONE)), "unknown-format");
    assert_eq!(code(wasm::requests(DOCUMENT.into(), options(r#"{"step": "flaw"}"#))), "unknown-step");
    assert_eq!(code(wasm::new_document("flaw".into())), "unknown-template");
    assert_eq!(code(wasm::preview(DOCUMENT.into(), NONE, NONE)), "no-mapping-set");
    assert_eq!(code(wasm::preview(MAPPING.into(), NONE, NONE)), "no-samples");
    assert_eq!(
        code(wasm::preview_text(MAPPING.into(), "{}".into(), options(r#"{"select": "$["}"#))),
        "unreadable-records"
    );
    assert_eq!(code(wasm::evaluate("1".into(), "[]".into(), NONE)), "bad-argument");
    assert_eq!(code(wasm::evaluate("1".into(), "{".into(), NONE)), "bad-argument");
    assert_eq!(code(wasm::evaluate("1".into(), NONE, options(r#"{"zone": "Mars"}"#))), "bad-options");
    assert_eq!(code(wasm::evaluate("1".into(), NONE, options(r#"{"now": "soon"}"#))), "bad-options");
}
