//! Whatever is read without a fault can be evaluated: in a value that is JSON, or in a failure, before long.

#![no_main]

use libfuzzer_sys::fuzz_target;
use preflow::datum::Reader;
use preflow::expr::{NoValue, Settings, evaluate};

const RECORD: &[u8] = br#"{"a": null, "b": 7, "c": {"d": "2024-02-29", "e.f": [1, {"g": 1.5}]}, "e.f": "x,y;z",
    "s": "Ab \u00e9\ud83d\ude00", "t": true, "list": [1, "b", null, [2]], "big": 99999999999999999999, "n": -0.0}"#;

fuzz_target!(|text: &str| {
    let Ok(record) = Reader::default().read(RECORD) else { return };
    for strict in [false, true] {
        let settings = Settings { strict, ..Settings::default() };
        match evaluate(text, &record, &settings) {
            Ok(answer) => assert!(Reader::default().read(answer.value.to_string().as_bytes()).is_ok()),
            Err(NoValue::Malformed(faults)) => assert!(!faults.is_empty()),
            Err(NoValue::Failed(fail)) => {
                assert!(fail.range().is_none_or(|r| text.get(r.start..r.end).is_some()), "{fail:?}");
            }
        }
    }
});
