//! Guided fields: which there are, what may stand in them, and what setting one changes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::assist::{FieldKind, Given, GuidedField, guide, set_field};
use preflow::check::{Options, check};
use preflow::edit::made;
use preflow::input::NoFiles;
use preflow::{edit, template};
use serde_json::{Value, json};

fn fields(text: &str) -> Vec<GuidedField> {
    let options = Options::default();
    let given = Given { name: "-", text, files: &NoFiles, options: &options };
    guide(&given, &check("-", text.as_bytes(), &NoFiles, &options))
}

fn field(text: &str, pointer: &str) -> GuidedField {
    let all = fields(text);
    let found = all.iter().find(|f| f.pointer == pointer);
    found
        .unwrap_or_else(|| {
            panic!("{pointer} is none of {:?}", all.iter().map(|f| &f.pointer).collect::<Vec<_>>())
        })
        .clone()
}

/// The text after a field is set.
fn set(text: &str, pointer: &str, value: impl Into<Option<Value>>) -> String {
    let options = Options::default();
    let given = Given { name: "-", text, files: &NoFiles, options: &options };
    made(text, &set_field(&given, pointer, value.into().as_ref()).unwrap()).unwrap()
}

/// A flow in a document.
fn flow(body: &str) -> String {
    format!("{{\"steps\": {{\"flow\": {{\n  {body}\n}}}}}}")
}

const CRM: &str = r#""flowSpec": { "id": "14518937-270c-4525-bdec-c2ba7cce3860", "version": "1.0" }"#;
const REST: &str = r#""flowSpec": { "id": "6499120c-0b15-42dc-936e-847ea3c24d72", "version": "1.0" }"#;
const WEBHOOK: &str = r#""flowSpec": { "id": "e77fde5a-22a8-11ed-861d-0242ac120002", "version": "1.0" }"#;

/// Of the fields of the schedule: its key, `!` where it must be there, `-` where it may not.
fn schedule(text: &str) -> Vec<String> {
    let all = fields(text);
    let of_schedule =
        all.iter().filter_map(|f| Some((f, f.pointer.strip_prefix("/steps/flow/scheduleParams/")?)));
    of_schedule
        .map(|(f, key)| {
            let mark = if f.is_required { "!" } else { "" };
            let mark = if f.is_allowed { mark } else { "-" };
            format!("{mark}{key}")
        })
        .collect()
}

#[test]
fn the_frequency_and_the_flow_spec_decide_on_the_schedule() {
    for (spec, params, expected) in [
        (
            CRM,
            r#"{"startTime": 1, "frequency": "once"}"#,
            ["!startTime", "!frequency", "-interval", "-backfill"],
        ),
        (
            CRM,
            r#"{"startTime": 1, "frequency": "day", "interval": 1}"#,
            ["!startTime", "!frequency", "!interval", "backfill"],
        ),
        (
            CRM,
            r#"{"startTime": 1, "frequency": "{FREQUENCY}"}"#,
            ["!startTime", "!frequency", "interval", "backfill"],
        ),
        (CRM, "{}", ["!startTime", "!frequency", "interval", "backfill"]),
        (WEBHOOK, "{}", ["-startTime", "-frequency", "-interval", "-backfill"]),
    ] {
        let text = flow(&format!("{spec},\n  \"scheduleParams\": {params}"));
        assert_eq!(schedule(&text), expected, "{text}");
    }
    // Where there is none yet, the same may be said of it.
    assert_eq!(schedule(&flow(CRM))[..2], ["!startTime", "!frequency"]);
    assert_eq!(schedule(&flow(WEBHOOK))[0], "-startTime");
    // A flow spec in the text goes before the catalogue's.
    let own = r#"{"flowSpec": {"id": "x", "scheduleSpec": {"spec": {"properties": {"startTime": {"type": "integer"}, "endTime": {"type": "integer"}, "frequency": {"enum": ["hour"]}}, "required": ["endTime"]}}},
        "steps": {"flow": {"flowSpec": {"id": "x"}, "scheduleParams": {}}}}"#;
    assert!(schedule(own).contains(&"!endTime".to_owned()), "{:?}", schedule(own));
    let choices = field(own, "/steps/flow/scheduleParams/frequency").choices;
    assert_eq!(choices.iter().map(|c| c.label.as_str()).collect::<Vec<_>>(), ["hour"]);
}

#[test]
fn fields_say_what_they_are() {
    let text = flow(&format!(
        "{CRM},\n  \"scheduleParams\": {{\"startTime\": 1718000000000, \"frequency\": \"minute\", \"interval\": 5}}"
    ));
    let at = |key: &str| field(&text, &format!("/steps/flow/scheduleParams/{key}"));
    let start = at("startTime");
    assert_eq!((start.kind, start.label.as_str(), start.step), (FieldKind::Moment, "Start", Some("flow")));
    assert!(start.problem.unwrap().contains("milliseconds"));
    assert_eq!(&text[start.start.unwrap()..start.end.unwrap()], "1718000000000");
    let frequency = at("frequency");
    assert_eq!((frequency.kind, frequency.value), (FieldKind::Choice, Some(json!("minute"))));
    assert_eq!(
        frequency.choices.iter().map(|c| c.value.clone()).collect::<Vec<_>>(),
        ["once", "minute", "hour", "day", "week"]
    );
    let interval = at("interval");
    assert_eq!(
        (interval.kind, interval.limits),
        (FieldKind::Number, vec!["at least 15 when `frequency` is `minute`".to_owned()])
    );
    assert!(interval.problem.unwrap().contains("at least 15"));
    let backfill = at("backfill");
    assert_eq!(
        (backfill.kind, backfill.default, backfill.start),
        (FieldKind::Boolean, Some(json!(true)), None)
    );
    let missing =
        flow(&format!("{CRM},\n  \"scheduleParams\": {{\"startTime\": 1, \"frequency\": \"day\"}}"));
    assert!(
        field(&missing, "/steps/flow/scheduleParams/interval")
            .problem
            .unwrap()
            .contains("`interval` is missing")
    );
}

#[test]
fn specs_are_named_and_those_that_fit_come_first() {
    let text = r#"{"steps": {
        "sourceConnection": {"connectionSpec": {"id": "ecadc60c-7455-4d87-84dc-2a0e293d997b"}, "data": {"format": "parquet"}},
        "targetConnection": {"connectionSpec": {"id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c"}},
        "flow": {"flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860"}}}}"#;
    let source = field(text, "/steps/sourceConnection/connectionSpec/id");
    assert_eq!((source.kind, source.text.as_deref()), (FieldKind::Id, Some("Amazon S3")));
    assert!(source.choices[0].fits && !source.choices.last().unwrap().fits);
    assert!(source.choices.iter().any(|c| c.label == "Salesforce" && c.fits));
    let target = field(text, "/steps/targetConnection/connectionSpec/id");
    assert_eq!(target.choices.len(), 1);
    let spec = field(text, "/steps/flow/flowSpec/id");
    assert_eq!(spec.text.as_deref(), Some("CRMToAEP"));
    assert_eq!((spec.choices[0].label.as_str(), spec.choices[0].fits), ("CloudStorageToAEP", true));
    // Parquet has none of the properties of text files.
    let allowed = |key: &str, text: &str| {
        field(text, &format!("/steps/sourceConnection/data/properties/{key}")).is_allowed
    };
    for key in ["columnDelimiter", "encoding", "compressionType"] {
        assert!(!allowed(key, text), "{key}");
        assert!(allowed(key, &text.replace("parquet", "delimited")), "{key}");
        assert_eq!(allowed(key, &text.replace("parquet", "json")), key == "compressionType", "{key}");
    }
    let format = field(text, "/steps/sourceConnection/data/format");
    assert_eq!(
        format.choices.iter().map(|c| c.label.as_str()).collect::<Vec<_>>(),
        ["delimited", "json", "parquet"]
    );
    assert_eq!(field(text, "/flowSpec").choices[0].value, "CloudStorageToAEP");
}

#[test]
fn a_delta_column_is_a_field_of_the_samples() {
    let text = r#"{"flowSpec": "CRMToAEP", "steps": {"mappingSet": {"mappings": []}, "flow": {"flowSpec": {"id": "{FLOW_SPEC_ID}"},
        "transformations": [{"name": "Mapping", "params": {}}],
        "scheduleParams": {"startTime": 1718000000, "frequency": "day", "interval": 1}}},
        "samples": {"records": [{"Id": "1", "Changed": "2024-05-01T09:30:00Z"}]}}"#;
    let name = field(text, "/steps/flow/transformations/-/params/deltaColumn/name");
    assert_eq!(
        name.choices.iter().map(|c| (c.label.as_str(), c.fits)).collect::<Vec<_>>(),
        [("Changed", true), ("Id", false)]
    );
    assert!(name.is_required && name.is_allowed);
    let new = set(text, &name.pointer, json!("Changed"));
    assert!(new.contains(r#""transformations": [{"name": "Copy", "params": {"deltaColumn": {"name": "Changed"}}}, {"name": "Mapping", "params": {}}]"#), "{new}");
    let there = field(&new, "/steps/flow/transformations/0/params/deltaColumn/name");
    assert_eq!((there.text.as_deref(), there.problem), (Some("Changed"), None));
    // Self-serve sources have none.
    let rest = text.replace("CRMToAEP", "RestStorageToAEP");
    assert!(fields(&rest).iter().all(|f| !f.pointer.contains("deltaColumn")));
}

#[test]
fn setting_a_field_changes_what_goes_with_it() {
    let before = flow(&format!(
        "{CRM},\n  \"scheduleParams\": {{\n    \"startTime\": 1718000000,\n    \"frequency\": \"day\", // daily\n    \"interval\": 1,\n    \"backfill\": true\n  }}"
    ));
    assert_eq!(
        set(&before, "/steps/flow/scheduleParams/frequency", json!("once")),
        flow(&format!(
            "{CRM},\n  \"scheduleParams\": {{\n    \"startTime\": 1718000000,\n    \"frequency\": \"once\" // daily\n  }}"
        ))
    );
    assert_eq!(
        set(&before, "/steps/flow/scheduleParams/backfill", None),
        before.replace("1,\n    \"backfill\": true", "1")
    );
    assert_eq!(set(&before, "/steps/flow/scheduleParams/endTime", None), before);
    assert_eq!(
        set(&flow(REST), "/steps/flow/scheduleParams/frequency", json!("once")),
        flow(&format!("{REST},\n  \"scheduleParams\": {{ \"frequency\": \"once\" }}"))
    );
    // Base connection and source connection are of one source.
    let id = |id: &str| {
        format!(
            r#"{{"steps": {{"baseConnection": {{"connectionSpec": {{"id": "{id}"}}}}, "sourceConnection": {{"connectionSpec": {{"id": "{id}"}}}}}}}}"#
        )
    };
    let (old, new) = ("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "cc6a4487-9e91-433e-a3a3-9cf6626c1806");
    assert_eq!(set(&id(old), "/steps/sourceConnection/connectionSpec/id", json!(new)), id(new));
    // A body alone.
    let body = r#"{"name": "a", "flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860"}, "sourceConnectionIds": ["a"]}"#;
    assert!(
        set(body, "/scheduleParams/startTime", json!(1)).contains("\"scheduleParams\": {\"startTime\": 1}")
    );
    assert!(field(body, "/scheduleParams/startTime").is_allowed);
}

#[test]
fn placeholders_that_are_no_secrets_take_values() {
    let text = r#"{"variables": {"TENANT_ID": "acme"}, "steps": {"dataset": {"name": "{TEAM}", "schemaRef": {"id": "{SCHEMA_ID}/{TENANT_ID}"}},
        "baseConnection": {"auth": {"specName": "x", "params": {"password": "{PWD}"}}}}}"#;
    let names: Vec<String> = fields(text)
        .iter()
        .filter_map(|f| f.pointer.strip_prefix("/variables/").map(str::to_owned))
        .collect();
    assert_eq!(names, ["ORG_ID", "SANDBOX_NAME", "TEAM", "SCHEMA_ID", "TENANT_ID"]);
    let tenant = field(text, "/variables/TENANT_ID");
    assert_eq!(&text[tenant.start.unwrap()..tenant.end.unwrap()], "\"acme\"");
    assert!(
        set(text, "/variables/TEAM", json!("A"))
            .contains(r#""variables": {"TENANT_ID": "acme", "TEAM": "A"}"#)
    );
}

#[test]
fn every_template_has_fields_without_problems_that_can_all_be_set() {
    for (i, template) in template::all().enumerate() {
        let text = template.document();
        let all = fields(&text);
        assert!(all.len() > 5, "{}", template.name());
        for field in all {
            let title = format!("{} {}", template.name(), field.pointer);
            assert_eq!(field.problem, None, "{title}");
            assert!(field.is_allowed || field.start.is_none(), "{title}");
            let value = field.choices.first().map_or(json!("x"), |c| c.value.clone());
            // Some are enough to set: those of one kind differ in names only.
            if field.is_allowed && i % 9 == 0 {
                let new = set(&text, &field.pointer, value.clone());
                let root = preflow::json::parse(
                    &preflow::text::Excerpt::verbatim(&new, 0),
                    preflow::json::Dialect::Relaxed,
                );
                let pointer = field.pointer.replace("/-/", "/0/");
                assert_eq!(root.root.unwrap().at(&pointer).map(|n| n.to_value()), Some(value), "{title}");
            }
        }
    }
}

#[test]
fn no_text_does_harm() {
    let text = template::find("salesforce").unwrap().document();
    for at in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
        for broken in [&text[..at], &text[at..]] {
            for field in fields(broken) {
                let options = Options::default();
                let given = Given { name: "-", text: broken, files: &NoFiles, options: &options };
                if let Ok(edits) = set_field(&given, &field.pointer, Some(&json!("x"))) {
                    assert!(made(broken, &edits).is_some());
                }
            }
        }
    }
    assert_eq!(fields(""), []);
    assert!(edit::edit("", &[]).unwrap().is_empty());
}
