use super::*;
use crate::check::{Options, check};
use crate::input::NoFiles;

fn seen<T>(text: &str, see: impl FnOnce(&Inspection<'_>) -> T) -> T {
    see(&inspect(&check("-", text.as_bytes(), &NoFiles, &Options::default())))
}

const DOCUMENT: &str = r#"{
  "name": "Contacts",
  "variables": { "TENANT_ID": "acme", "UNUSED": "x" },
  "steps": {
    "baseConnection": {
      "name": "Account of {TEAM}",
      "auth": { "specName": "Basic Authentication", "params": { "username": "{USER}", "pwd": "{P}", "url": "é\u00e9{HOST}:{PORT}", "connection": "Server={HOST};Password={DB_PWD}" } },
      "connectionSpec": { "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0" }
    },
    "sourceConnection": { "name": "Contacts", "baseConnectionId": "{BASE_CONNECTION_ID}", "data": { "format": "tabluar" },
      "params": { "tableName": "Contact" }, "connectionSpec": { "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5" } },
    "flow": { "name": "Flow", "flowSpec": { "id": "14518937-270c-4525-bdec-c2ba7cce3860" }, "sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"],
      "targetConnectionIds": ["{TARGET_CONNECTION_ID}"],
      "scheduleParams": { "startTime": 1718000000, "frequency": "once", "interval": 1 } }
  }
}"#;

#[test]
fn findings_have_places_and_edits_with_a_title() {
    let found = seen(DOCUMENT, |i| {
        let mut all = Vec::new();
        for d in i.diagnostics.iter().filter(|d| !d.fix.is_empty()) {
            assert!(d.is_here);
            let titles = d.fix_title.clone().unwrap();
            all.push((d.finding.code.to_owned(), DOCUMENT[d.start..d.end].to_owned(), titles));
        }
        all
    });
    let found: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(
        found,
        [
            ("format-not-for-source", "\"tabluar\"", "Replace `\"tabluar\"` by `\"tabular\"`"),
            ("once-with-interval", "\"interval\"", "Remove `\"interval\": 1`"),
        ]
    );
}

#[test]
fn the_steps_of_a_document_are_all_that_it_can_have() {
    seen(DOCUMENT, |i| {
        let lines: Vec<_> = i
            .steps
            .iter()
            .map(|s| format!("{} {} {}", s.name, if s.is_written { "+" } else { "-" }, s.errors))
            .collect();
        assert_eq!(
            lines,
            [
                "baseConnection + 0",
                "adHocClass - 0",
                "adHocSchema - 0",
                "sourceConnection + 1",
                "targetSchema - 0",
                "dataset - 0",
                "datasetBaseConnection - 0",
                "targetConnection - 0",
                "mappingSet - 0",
                "flow + 1",
            ]
        );
        let flow = i.steps.last().unwrap();
        assert!(DOCUMENT[flow.start..flow.end].starts_with("\"flow\": {"));
        assert_eq!(
            (flow.method, flow.url.as_str()),
            ("POST", "https://platform.adobe.io/data/foundation/flowservice/flows")
        );
        assert_eq!(i.summary.errors, i.steps.iter().map(|s| s.errors).sum::<usize>());
    });
}

#[test]
fn placeholders_tell_where_their_values_come_from() {
    seen(DOCUMENT, |i| {
        let line = |p: &PlaceholderOutline| {
            let places: Vec<_> = p.places.iter().map(|r| &DOCUMENT[r.start..r.end]).collect();
            let secret = if p.is_secret { "secret" } else { "plain" };
            format!("{} {secret} {:?} {:?} {} {places:?}", p.name, p.value, p.from, p.uses)
        };
        let lines: Vec<_> = i.placeholders.iter().map(line).collect();
        assert_eq!(
            lines,
            [
                r#"ACCESS_TOKEN secret None None 3 []"#,
                r#"API_KEY secret None None 3 []"#,
                r#"ORG_ID plain None None 3 []"#,
                r#"SANDBOX_NAME plain None None 3 []"#,
                r#"TEAM plain None None 1 ["{TEAM}"]"#,
                r#"USER plain None None 1 ["{USER}"]"#,
                r#"P secret None None 1 ["{P}"]"#,
                r#"HOST plain None None 2 ["{HOST}", "{HOST}"]"#,
                r#"PORT plain None None 1 ["{PORT}"]"#,
                r#"DB_PWD secret None None 1 ["{DB_PWD}"]"#,
                r#"BASE_CONNECTION_ID plain None Some("baseConnection") 1 ["{BASE_CONNECTION_ID}"]"#,
                r#"SOURCE_CONNECTION_ID plain None Some("sourceConnection") 1 ["{SOURCE_CONNECTION_ID}"]"#,
                r#"TARGET_CONNECTION_ID plain None None 1 ["{TARGET_CONNECTION_ID}"]"#,
                r#"TENANT_ID plain Some("acme") None 0 []"#,
                r#"UNUSED plain Some("x") None 0 []"#,
            ]
        );
        let about = |name: &str| i.placeholders.iter().find(|p| p.name == name).unwrap().about.clone();
        assert_eq!(about("SOURCE_CONNECTION_ID"), "What the source connection answers in `$.id`.");
        assert_eq!(about("API_KEY"), "Sent to Platform in the header `x-api-key`.");
        assert_eq!(about("TEAM"), "What the base connection is called in Platform.");
        assert_eq!(about("USER"), "Stands in `auth.params.username` of the base connection.");
    });
}

#[test]
fn texts_of_other_kinds_are_seen_too() {
    let curl = "curl -X POST https://platform.adobe.io/data/foundation/flowservice/flows?mode=draft -d '{\"name\": \"{TEAM}\", \"scheduleParams\": 1}'\n";
    seen(curl, |i| {
        assert_eq!((i.kind, i.steps.len()), ("shell", 1));
        assert!(i.steps[0].errors > 0 && i.steps[0].url.ends_with("?mode=draft"));
        let team = i.placeholders.iter().find(|p| p.name == "TEAM").unwrap();
        assert_eq!(&curl[team.places[0].start..team.places[0].end], "{TEAM}");
    });
    seen("hello", |i| assert_eq!((i.kind, i.steps.len(), i.placeholders.len()), ("unknown", 0, 0)));
    seen("", |i| assert_eq!(i.diagnostics.len(), 1));
    seen(r#"{"name": "a", "schemaRef": {"id": "b"}}"#, |i| assert_eq!((i.kind, i.steps.len()), ("body", 1)));
}
