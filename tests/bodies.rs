//! Bodies of any shape: whatever stands where the schemas and the flow spec look, a check answers.

#![allow(clippy::unwrap_used)]

use preflow::check::{Options, check};
use preflow::input::NoFiles;
use serde_json::{Value, json};

/// Small, repeatable, good enough to vary bodies with.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn odd(&mut self) -> Value {
        let huge = serde_json::from_str("1e400").unwrap();
        let all = [
            Value::Null,
            json!(true),
            json!(-0.5),
            huge,
            json!(""),
            json!("5"),
            json!("{ANY}"),
            json!("{A}-{B"),
            json!("\u{0}é😀/~"),
            json!([]),
            json!({}),
            json!([[{"": {"~/": [null]}}]]),
        ];
        all[self.roll(all.len())].clone()
    }

    fn change(&mut self, value: &mut Value) {
        match value {
            Value::Object(object) if !object.is_empty() && self.roll(5) > 0 => {
                let key = object.keys().nth(self.roll(object.len())).unwrap().clone();
                match self.roll(8) {
                    0 => drop(object.remove(&key)),
                    1 => {
                        let moved = object.remove(&key).unwrap();
                        object.insert(format!("{key}s"), moved);
                    }
                    _ => self.change(&mut object[&key]),
                }
            }
            Value::Array(items) if !items.is_empty() && self.roll(5) > 0 => {
                let at = self.roll(items.len());
                self.change(&mut items[at]);
            }
            other => *other = self.odd(),
        }
    }
}

#[test]
fn no_body_stops_a_check() {
    let base = include_str!("cases/rules/unknown-frequency/fires-older-flow-spec.dataflow.json");
    let base: Value = serde_json::from_str(base).unwrap();
    let mut dice = Dice(1);
    let mut changed = 0;
    for _ in 0..300 {
        let mut document = base.clone();
        for _ in 0..=dice.roll(4) {
            dice.change(&mut document);
        }
        let report = check("a.dataflow.json", document.to_string().as_bytes(), &NoFiles, &Options::default());
        changed += usize::from(report.diagnostics.iter().any(|d| d.rule == Some("R13")));
        for d in &report.diagnostics {
            assert!(!d.message.is_empty());
            let text = &report.sources.get(d.place.file).text;
            assert!(text.get(d.place.span.range()).is_some(), "{}: {}", d.code, d.message);
        }
    }
    assert!(changed > 10, "the changes reach the bodies");
}
