//! Every template is what a newcomer needs: it checks without a finding, its sample records map, its requests are in
//! order, and nothing in it is a secret.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::check::{Options, Report, check};
use preflow::input::NoFiles;
use preflow::spec::{ConnectionSpec, FlowSpec, Kind};
use preflow::steps::StepId;
use preflow::template::{self, Template};
use preflow::{preview, request};
use std::collections::BTreeSet;

fn read(template: &Template) -> Report {
    let document = template.document();
    check(&format!("{}.dataflow.json", template.name()), document.as_bytes(), &NoFiles, &Options::default())
}

/// The bodies of a step, as JSON.
fn body(report: &Report, step: StepId) -> Option<serde_json::Value> {
    let (body, _) = report.dataflows[0].bodies(step).next()?;
    Some(serde_json::from_str(&body.text).unwrap_or_else(|e| panic!("{e}: {}", body.text)))
}

fn flow_spec(report: &Report) -> &'static FlowSpec {
    FlowSpec::by_id(body(report, StepId::Flow).unwrap()["flowSpec"]["id"].as_str().unwrap()).unwrap()
}

#[test]
fn every_template_checks_clean() {
    let mut said = Vec::new();
    for template in template::all() {
        let report = read(template);
        assert!(report.recognised && report.readable);
        let name = template.name();
        said.extend(report.diagnostics.iter().map(|d| format!("{name}: {}: {}", d.code, d.message)));
    }
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn every_sample_record_is_mapped_without_a_guess() {
    let mut mapped = 0;
    for template in template::all() {
        let name = template.name();
        let report = read(template);
        let run = preview::of(&report.dataflows[0], &report.sources, &NoFiles, preview::Options::default());
        let run = match run {
            Ok(run) => run,
            // What is XDM already, and a source that takes no mapping, has nothing to preview.
            Err(preview::Unavailable::NoMappingSet) => {
                assert!(matches!(name, "http-api-xdm" | "mailchimp-campaign"), "{name}");
                continue;
            }
            Err(why) => panic!("{name}: {why}"),
        };
        let records: Vec<_> = run.collect();
        assert_eq!(records.len(), 2, "{name}");
        for record in records {
            assert!(
                !record.rejected && record.errors.is_empty() && record.guesses.is_empty(),
                "{name}: {record:?}"
            );
            let text = serde_json::to_string(&record.data).unwrap();
            assert!(!text.contains("null"), "{name}: {text}");
        }
        let set = body(&report, StepId::MappingSet).unwrap();
        let calculated =
            set["mappings"].as_array().unwrap().iter().filter(|m| m["sourceType"] == "EXPRESSION").count();
        assert!(calculated > 0, "{name}");
        mapped += 1;
    }
    assert!(mapped > 70);
}

#[test]
fn requests_come_in_order_and_need_nothing_twice() {
    for template in template::all() {
        let name = template.name();
        let report = read(template);
        let requests = request::requests(&report.dataflows[0], &request::Options::default());
        let steps: Vec<_> = requests.iter().map(|r| r.step).collect();
        assert!(steps.is_sorted(), "{name}: {steps:?}");
        for step in [
            StepId::SourceConnection,
            StepId::TargetSchema,
            StepId::Dataset,
            StepId::TargetConnection,
            StepId::Flow,
        ] {
            assert!(steps.contains(&step), "{name}: {step:?}");
        }
        let spec = template.connection_spec();
        let signs_in = spec.has_base_connection && template.kind().name != "webhook";
        assert_eq!(steps.contains(&StepId::BaseConnection), signs_in, "{name}");
        // What an earlier request hands on is never asked of the user.
        let needed = request::needed(&requests);
        let handed_on: Vec<_> = preflow::steps::captures().into_iter().map(|(capture, _)| capture).collect();
        assert!(needed.iter().all(|n| !handed_on.contains(n)), "{name}: {needed:?}");
        let inlet = match template.kind().name {
            "webhook" => Some(StepId::GetFlow),
            "http-api" | "http-api-xdm" => Some(StepId::GetBaseConnection),
            _ => None,
        };
        assert_eq!(steps.last().copied(), inlet.or(Some(StepId::Flow)), "{name}");
        // Comments leave nothing behind in what is sent.
        for text in requests.iter().filter_map(request::Request::body_text) {
            assert!(!text.contains("// ") && text.lines().all(|l| !l.trim().is_empty()), "{name}: {text}");
        }
        // Read back as shell text, they are as clean.
        let script = request::FORMATS.iter().find(|f| f.name == "script").unwrap();
        let text = (script.render)(&requests);
        let again = check("requests.sh", text.as_bytes(), &NoFiles, &Options::default());
        let said: Vec<_> = again.diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect();
        assert!(said.is_empty(), "{name}: {said:#?}");
    }
}

#[test]
fn flows_have_what_their_flow_spec_asks_for() {
    for template in template::all() {
        let name = template.name();
        let report = read(template);
        let flow = body(&report, StepId::Flow).unwrap();
        let spec = flow_spec(&report);
        let named = report.dataflows[0].flow_spec.as_ref().unwrap().node.as_str().unwrap().to_owned();
        assert_eq!(FlowSpec::find(&named).unwrap().id, spec.id, "{name}");
        assert_eq!(spec.kind, template.connection_spec().kind, "{name}");
        assert_eq!(flow.get("scheduleParams").is_some(), !spec.is_streaming(), "{name}");
        let copy = flow.pointer("/transformations/0/params/deltaColumn");
        let copies = spec.transformations.iter().any(|t| t.name == "Copy");
        assert_eq!(copy.is_some(), copies, "{name}");
        if let Some(copy) = copy {
            assert_eq!(copy["dateFormat"], template.connection_spec().delta_format, "{name}");
        }
        let source = body(&report, StepId::SourceConnection).unwrap();
        assert_eq!(source["connectionSpec"]["id"], template.connection_spec().id, "{name}");
        for key in template.connection_spec().required_params {
            assert!(source["params"][key].is_string(), "{name}: {key}");
        }
        if let Some(base) = body(&report, StepId::BaseConnection) {
            let params = base["auth"]["params"].as_object().unwrap();
            let keys: Vec<&str> = params.keys().map(String::as_str).collect();
            assert_eq!(keys, template.connection_spec().required_auth_params, "{name}");
        }
    }
}

#[test]
fn every_source_and_every_kind_of_flow_is_covered() {
    for spec in ConnectionSpec::all().iter().filter(|s| s.kind != Kind::Target) {
        assert!(template::all().any(|t| t.connection_spec().id == spec.id), "{}", spec.title());
    }
    let kinds: BTreeSet<_> = template::all().map(|t| t.kind().name).collect();
    let expected =
        ["table", "old-table", "file", "rest", "stream", "http-api", "http-api-xdm", "webhook"].into();
    assert_eq!(kinds, expected);
    let flow_specs: BTreeSet<_> = template::all().map(|t| flow_spec(&read(t)).id).collect();
    for spec in FlowSpec::all().iter().filter(|s| s.kind != Kind::Target) {
        assert!(flow_specs.contains(spec.id), "{}", spec.title());
    }
    for name in ["salesforce", "microsoft-dynamics", "crm-old-flow", "hubspot", "customer-io", "chatlio"] {
        assert!(template::find(name).is_some(), "{name}");
    }
}

#[test]
fn names_are_unique_and_in_kebab_case() {
    let mut seen = BTreeSet::new();
    for template in template::all() {
        let name = template.name();
        assert!(seen.insert(name), "{name}");
        assert!(!name.starts_with('-') && !name.ends_with('-') && !name.contains("--"), "{name}");
        assert!(name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')), "{name}");
        assert_eq!(template::find(&name.to_uppercase()).map(Template::name), Some(name));
        assert!(!template.about().contains('\n') && !template.title().is_empty());
    }
}

#[test]
fn there_is_no_secret_and_no_hole() {
    for template in template::all() {
        let name = template.name();
        let text = template.document();
        assert!(!text.contains("<<") && !text.contains(">>"), "{name}: {text}");
        let report = read(template);
        if let Some(base) = body(&report, StepId::BaseConnection) {
            for (key, value) in base["auth"]["params"].as_object().unwrap() {
                let value = value.as_str().unwrap();
                // What the kind of flow decides is no secret.
                let is_open = value.starts_with('{') && value.ends_with('}');
                assert!(is_open || key == "dataType", "{name}: {key}");
                assert!(!["{ACCESS_TOKEN}", "{API_KEY}"].contains(&value), "{name}: {key}");
            }
        }
    }
}

#[test]
fn the_text_reads_well() {
    for template in template::all() {
        let name = template.name();
        let text = template.document();
        assert!(text.starts_with("{\n  // ") && text.ends_with("\n}\n"), "{name}");
        assert!(text.lines().filter(|l| l.trim_start().starts_with("//")).count() > 8, "{name}");
        for line in text.lines() {
            assert!(
                line.chars().count() <= 120 && line == line.trim_end() && !line.is_empty(),
                "{name}: {line}"
            );
        }
        let size = text.len();
        assert!((2_500..9_000).contains(&size), "{name}: {size}");
        assert_eq!(text, template.document());
    }
}
