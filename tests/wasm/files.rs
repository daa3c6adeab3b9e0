//! Previews of files, through the streams of the place they run in.

use super::{code, json, member, text};
use js_sys::{Array, Error, Function, Reflect};
use preflow::wasm;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, Blob};

const NONE: JsValue = JsValue::UNDEFINED;
const MAPPING: &str = r#"{"mappings": [
    {"sourceType": "ATTRIBUTE", "source": "id", "destination": "_id"},
    {"sourceType": "EXPRESSION", "source": "upper(name)", "destination": "person.name"}
]}"#;

fn blob(text: &str) -> JsValue {
    Blob::new_with_str_sequence(&Array::of1(&text.into())).unwrap().into()
}

fn records(count: usize) -> String {
    (0..count).fold(String::new(), |mut out, i| {
        let _ = writeln!(out, "{{\"id\": {i}.50, \"name\": \"Zoë 良子 😀 {i}\"}}");
        out
    })
}

/// A function of JavaScript that hands on what it is called with; the other part keeps it alive.
type Called = (JsValue, Closure<dyn FnMut(JsValue) -> Result<(), JsValue>>);

fn called(each: impl FnMut(JsValue) -> Result<(), JsValue> + 'static) -> Called {
    let closure = Closure::new(each);
    (closure.as_ref().clone(), closure)
}

fn options(members: &[(&str, &JsValue)]) -> JsValue {
    let options = json("{}");
    for (name, value) in members {
        Reflect::set(&options, &(*name).into(), value).unwrap();
    }
    options
}

/// What a preview gives, and all the text it hands on.
async fn previewed(text: &str, rest: &[(&str, &JsValue)]) -> (JsValue, String) {
    let all = Rc::new(RefCell::new(String::new()));
    let sink = all.clone();
    let (on_text, _kept) = called(move |text| {
        sink.borrow_mut().push_str(&text.as_string().unwrap());
        Ok(())
    });
    let options = options(&[&[("onText", &on_text)], rest].concat());
    let given = wasm::preview_file(blob(text), MAPPING.into(), options, NONE).await.unwrap();
    let all = all.borrow().clone();
    (given, all)
}

#[wasm_bindgen_test]
async fn a_file_gives_what_its_text_gives() {
    // Larger than a chunk, so that characters and records lie across the seams.
    let ndjson = records(30_000);
    let wanted = wasm::preview_text(MAPPING.into(), ndjson.as_str().into(), NONE).unwrap();
    let (given, all) = previewed(&ndjson, &[("keep", &2.into())]).await;
    assert!(all == wanted);
    assert!(all.contains("\"_id\":29999.50,\"person\":{\"name\":\"ZOË 良子 😀 29999\"}"));
    assert_eq!(member(&member(&given, "summary"), "records"), 30_000);
    assert_eq!(Array::from(&member(&given, "records")).length(), 2);
    assert_eq!(Array::from(&member(&given, "failing")).length(), 0);
}

#[wasm_bindgen_test]
async fn every_form_of_records_is_read() {
    for (text, name) in [
        ("[{\"id\": 1, \"name\": \"a\"}, {\"id\": 2, \"name\": \"b\"}]", ""),
        ("id,name\n1,a\n2,b\n", "records.csv"),
        ("id\tname\n1\ta\n2\tb\n", "records.tsv"),
    ] {
        let (given, all) = previewed(text, &[("recordsName", &name.into())]).await;
        assert_eq!(all.lines().count(), 2, "{text}");
        assert!(all.contains("\"person\":{\"name\":\"B\"}"), "{all}");
        assert_eq!(member(&member(&given, "summary"), "records"), 2);
    }
    let (given, all) =
        previewed("{\"at\": {\"all\": [{\"id\": 7}]}}", &[("select", &"$.at.all[*]".into())]).await;
    assert!(all.contains("\"_id\":7"), "{all}");
    assert_eq!(member(&given, "usedTheClock"), false);
    let (_, all) = previewed(&records(50_000), &[("limit", &3.into())]).await;
    assert_eq!(all.lines().count(), 3);
}

#[wasm_bindgen_test]
async fn progress_is_told() {
    let ndjson = records(60_000);
    let told = Rc::new(RefCell::new(Vec::new()));
    let sink = told.clone();
    let (on_progress, _kept) = called(move |progress| {
        let number = |name| member(&progress, name).as_f64().unwrap();
        sink.borrow_mut().push((number("bytes"), number("total"), number("records"), number("rejected")));
        Ok(())
    });
    wasm::preview_file(blob(&ndjson), MAPPING.into(), NONE, on_progress).await.unwrap();
    let told = told.borrow();
    let size = ndjson.len() as f64;
    // Node hands over all of a file in memory at once, and then says that it was all.
    assert!(told.len() >= 2, "{told:?}");
    assert!(told.is_sorted_by(|a, b| a.0 <= b.0 && a.2 <= b.2), "{told:?}");
    assert_eq!(told.last(), Some(&(size, size, 60_000.0, 0.0)));
}

#[wasm_bindgen_test]
async fn it_stops_when_it_is_told_to() {
    let stop = AbortController::new().unwrap();
    let (times, abort) = (Rc::new(RefCell::new(0)), stop.clone());
    let count = times.clone();
    let (on_progress, _kept) = called(move |_| {
        *count.borrow_mut() += 1;
        abort.abort();
        Ok(())
    });
    let signal = options(&[("signal", &stop.signal())]);
    let ndjson = records(100_000);
    let run = wasm::preview_file(blob(&ndjson), MAPPING.into(), signal.clone(), on_progress);
    assert_eq!(code(run.await), "aborted");
    assert_eq!(*times.borrow(), 1);
    // Aborted before it begins.
    assert_eq!(code(wasm::preview_file(blob("{}"), MAPPING.into(), signal, NONE).await), "aborted");
    // And the next one runs.
    assert_eq!(previewed(&records(5), &[]).await.1.lines().count(), 5);
}

#[wasm_bindgen_test]
async fn the_event_loop_has_its_turn() {
    // A message that is posted as the preview begins arrives before it ends.
    let channel = web_sys::MessageChannel::new().unwrap();
    let ended = Rc::new(RefCell::new(false));
    let (arrived, seen) = (Rc::new(RefCell::new(None)), ended.clone());
    let note = arrived.clone();
    let (on_message, _kept) = called(move |_| {
        note.borrow_mut().get_or_insert(*seen.borrow());
        Ok(())
    });
    channel.port1().set_onmessage(Some(on_message.unchecked_ref::<Function>()));
    channel.port2().post_message(&JsValue::NULL).unwrap();
    wasm::preview_file(blob(&records(60_000)), MAPPING.into(), NONE, NONE).await.unwrap();
    *ended.borrow_mut() = true;
    channel.port1().close();
    assert_eq!(*arrived.borrow(), Some(false));
}

#[wasm_bindgen_test]
async fn what_is_thrown_has_a_code() {
    let run = |text: &str, mapping: &str, options: JsValue| {
        let (blob, mapping) = (blob(text), mapping.into());
        async move { code(wasm::preview_file(blob, mapping, options, NONE).await) }
    };
    assert_eq!(run("{}", MAPPING, 1.into()).await, "bad-options");
    assert_eq!(run("{}", MAPPING, json(r#"{"keep": -1}"#)).await, "bad-options");
    assert_eq!(run("{}", MAPPING, json(r#"{"onText": 1}"#)).await, "bad-options");
    assert_eq!(run("{}", MAPPING, json(r#"{"signal": {}}"#)).await, "bad-options");
    assert_eq!(run("{}", MAPPING, json(r#"{"limit": "x"}"#)).await, "bad-options");
    assert_eq!(run("{}", "{\"name\": 1}", NONE).await, "no-mapping-set");
    assert_eq!(run("{}", MAPPING, json(r#"{"select": "$["}"#)).await, "unreadable-records");
    let bad = wasm::preview_file(blob("{}"), 1.into(), NONE, NONE).await;
    assert_eq!(code(bad), "bad-argument");
}

#[wasm_bindgen_test]
async fn what_a_callback_throws_comes_through() {
    let (throws, _kept) = called(|_| Err(Error::new("mine").into()));
    for (options, on_progress) in [(options(&[("onText", &throws)]), NONE), (NONE, throws.clone())] {
        let thrown = wasm::preview_file(blob(&records(3)), MAPPING.into(), options, on_progress).await;
        assert_eq!(member(&thrown.unwrap_err(), "message"), "mine");
    }
}

#[wasm_bindgen_test]
async fn failing_records_are_kept_apart() {
    let mapping = r#"{
        "targetSchema": {"type": "object", "properties": {"n": {"type": "integer"}}},
        "steps": {"mappingSet": {"mappings": [{"sourceType": "ATTRIBUTE", "source": "n", "destination": "n"}]}}
    }"#;
    let ndjson: String =
        (0..20).map(|i| format!("{{\"n\": {}}}\n", if i % 2 == 0 { "1" } else { "\"x\"" })).collect();
    let options = json(r#"{"keep": 1, "keepFailing": 3}"#);
    let given = wasm::preview_file(blob(&ndjson), mapping.into(), options, NONE).await.unwrap();
    let numbers = |name| {
        let records = Array::from(&member(&given, name));
        text(&records.iter().map(|record| member(&record, "record")).collect::<Array>())
    };
    assert_eq!(numbers("records"), "[1]");
    assert_eq!(numbers("failing"), "[2,4,6]");
}
