//! The mapping set as a table: what stands beside the mappings, what is suggested, and mapping sets in and out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/beside.rs"]
mod beside;

use beside::Beside;
use preflow::check::{self, Report, check};
use preflow::input::NoFiles;
use preflow::mapping_table::{self, CODES, Format, MappingTable, TargetField};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

fn checked(document: &str) -> Report {
    check("a.dataflow.json", document.as_bytes(), &NoFiles, &check::Options::default())
}

fn table(document: &Value) -> MappingTable {
    mapping_table::of(&checked(&document.to_string()), &NoFiles).unwrap()
}

/// A document with these mappings, this target schema and these records.
fn document(mappings: Value, target: Value, records: Value) -> Value {
    json!({
        "steps": {"mappingSet": {"outputSchema": {"schemaRef": {"id": "{SCHEMA_ID}"}}, "mappings": mappings}},
        "targetSchema": target,
        "samples": {"records": records}
    })
}

fn target() -> Value {
    json!({
        "type": "object",
        "meta:class": "https://ns.adobe.com/xdm/context/profile",
        "required": ["_id", "status"],
        "properties": {
            "_id": {"type": "string"},
            "status": {"type": "string", "enum": ["on", "off"], "title": "Status", "description": "Is it on?"},
            "age": {"type": "integer"},
            "person": {"type": "object", "properties": {"name": {"type": "object", "properties": {
                "firstName": {"type": "string"}, "lastName": {"type": "string"}
            }}}},
            "personalEmail": {"type": "object", "properties": {"address": {"type": "string"}}},
            "orders": {"type": "array", "items": {"type": "object", "properties": {
                "sku": {"type": "string"}, "price": {"type": "number"}
            }}},
            "tags": {"type": "array", "items": {"type": "string"}}
        }
    })
}

fn records() -> Value {
    json!([
        {"id": "a", "first_name": "Ada", "Last Name": "L", "email": "a@b.c", "age": "old", "stattus": "on",
         "orders": [{"sku": "x", "price": 1}, {"sku": "y"}]},
        {"id": "b", "first_name": null, "email": "d@e.f", "orders": []}
    ])
}

fn find<'t>(fields: &'t [TargetField], path: &str) -> &'t TargetField {
    let mut open: Vec<&TargetField> = fields.iter().collect();
    while let Some(field) = open.pop() {
        if field.path == path {
            return field;
        }
        open.extend(&field.children);
    }
    panic!("there is no {path}")
}

#[test]
fn a_table_has_all_around_the_mappings() {
    let mappings = json!([
        {"sourceType": "EXPRESSION", "source": "concat(first_name, ' ', ${Last Name}, first_name)", "destination": "person.name.firstName"},
        {"sourceType": "ATTRIBUTE", "source": "orders[*].price", "destination": "orders[*].price"},
        {"sourceType": "STATIC", "source": "maybe", "destination": "status"},
        {"sourceType": "ATTRIBUTE", "source": "id"},
        {"sourceType": "ATTRIBUTE", "source": "", "destination": ""}
    ]);
    let text = document(mappings, target(), records()).to_string();
    let report = checked(&text);
    let table = mapping_table::of(&report, &NoFiles).unwrap();
    assert_eq!(table.pointer.as_deref(), Some("/steps/mappingSet/mappings"));
    assert!(table.is_written);
    let kinds: Vec<_> = table.mappings.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [Some("EXPRESSION"), Some("ATTRIBUTE"), Some("STATIC"), None, Some("ATTRIBUTE")]);
    assert_eq!(table.mappings[0].reads, ["first_name", "${Last Name}"]);
    assert_eq!((table.mappings[1].target_type, table.mappings[1].is_required), (Some("a number"), false));
    assert_eq!((table.mappings[2].target_type, table.mappings[2].is_required), (Some("text"), true));
    assert!(
        table.mappings[2].findings.iter().any(|f| f.code == "value-not-in-enum"),
        "{:?}",
        table.mappings[2]
    );
    assert_eq!((&*table.mappings[3].source, &*table.mappings[3].destination), ("id", ""));
    let raw = &text[table.mappings[3].start..table.mappings[3].end];
    assert_eq!(
        serde_json::from_str::<Value>(raw).unwrap(),
        json!({"sourceType": "ATTRIBUTE", "source": "id"})
    );
    assert_eq!(table.mappings[3].pointer.as_deref(), Some("/steps/mappingSet/mappings/3"));

    let tree = table.target.unwrap();
    assert!(!tree.has_more);
    let names: Vec<_> = tree.fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["_id", "age", "orders", "person", "personalEmail", "status", "tags"]);
    let status = find(&tree.fields, "status");
    assert_eq!((status.mapping, status.is_mapped, status.is_required), (Some(2), true, true));
    assert_eq!((status.title.as_deref(), status.about.as_deref()), (Some("Status"), Some("Is it on?")));
    let person = find(&tree.fields, "person");
    assert_eq!((person.is_mapped, person.mapping, person.mapped_inside), (false, None, 1));
    assert_eq!(find(&tree.fields, "person.name.firstName").mapping, Some(0));
    let price = find(&tree.fields, "orders[*].price");
    assert_eq!((price.mapping, price.kind), (Some(1), "number"));
    assert_eq!(find(&tree.fields, "tags").type_title, "an array; an element is text");

    assert_eq!(table.records, 2);
    let field = |path: &str| table.fields.iter().find(|f| f.path == path).unwrap();
    assert_eq!((field("first_name").filled, field("first_name").is_used), (1, true));
    assert_eq!((field("orders[*].sku").filled, field("orders[*].sku").is_used), (1, false));
    assert_eq!(field("email").example.as_deref(), Some("\"a@b.c\""));
    assert!(field("orders[*].price").is_used && !field("orders").is_used);
}

#[test]
fn suggestions_are_proved() {
    let made = |mappings: Value| {
        let suggestions = table(&document(mappings, target(), records())).suggestions;
        suggestions
            .iter()
            .map(|s| {
                let kind = serde_json::to_value(s.kind).unwrap();
                format!(
                    "{} {} {}",
                    kind.as_str().unwrap(),
                    s.destination,
                    s.value["source"].as_str().unwrap()
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        made(json!([])),
        [
            // Required ones first; one letter too many, and the value is one of the allowed ones.
            "equal _id id",
            "near status stattus",
            // `age` is text that is no number: it does not suggest itself.
            "equal orders[*].price orders[*].price",
            "equal orders[*].sku orders[*].sku",
            "known personalEmail.address lower(trim(email))",
            "equal person.name.firstName first_name",
            "equal person.name.lastName ${Last Name}",
        ]
    );
    let mapped = json!([
        {"sourceType": "ATTRIBUTE", "source": "id", "destination": "_id"},
        {"sourceType": "ATTRIBUTE", "source": "stattus", "destination": "tags"},
        {"sourceType": "ATTRIBUTE", "source": "x", "destination": "orders"},
        {"sourceType": "ATTRIBUTE", "source": "x", "destination": "person"},
        {"sourceType": "ATTRIBUTE", "source": "email", "destination": "personalEmail.address"}
    ]);
    assert_eq!(made(mapped), ["required status "]);
    // Two fields of a name: which is meant nobody knows, unless the whole path tells.
    let target = json!({"properties": {"a": {"properties": {"city": {"type": "string"}}}, "town": {"type": "string"}}});
    let of = |records: Value| table(&document(json!([]), target.clone(), records)).suggestions;
    assert!(of(json!([{"x": {"city": "1"}, "y": {"city": "2"}}])).is_empty());
    assert_eq!(of(json!([{"a": {"city": "1"}, "y": {"city": "2"}}]))[0].source.as_deref(), Some("a.city"));
}

#[test]
fn mappings_are_written_as_those_that_are_there() {
    let old = json!({"steps": {"mappingSet": {"xdmSchema": "{SCHEMA_ID}", "mappings": [
        {"sourceAttribute": "a", "destinationXdmPath": "b"}
    ]}}});
    let of_old = table(&old);
    assert_eq!(
        serde_json::to_value(&of_old.keys).unwrap(),
        json!({"source": "sourceAttribute", "destination": "destinationXdmPath", "sourceType": null})
    );
    assert_eq!(of_old.new_mapping, json!({"sourceAttribute": "", "destinationXdmPath": ""}));
    let all = json!({"steps": {"mappingSet": {"xdmSchema": "{SCHEMA_ID}", "mappings": [
        {"destinationXdmPath": "b", "sourceAttribute": "a", "identity": true, "version": 0}
    ]}}});
    let expected = json!({"sourceAttribute": "", "destinationXdmPath": "", "identity": false, "version": 0});
    assert_eq!(table(&all).new_mapping, expected);
    let returned = json!({"steps": {"mappingSet": {"mappings": [
        {"sourceType": "text/x.schema-path", "source": "a", "destination": "b"}
    ]}}});
    assert_eq!(table(&returned).new_mapping["sourceType"], "text/x.schema-path");
    assert_eq!(
        table(&json!({"steps": {}})).new_mapping,
        json!({"sourceType": "ATTRIBUTE", "source": "", "destination": ""})
    );
    assert!(!table(&json!({"steps": {}})).is_written);

    // A body alone, and an array alone.
    let body =
        r#"{"mappings": [{"sourceType": "ATTRIBUTE", "source": "a", "destination": "b"}], "version": 0}"#;
    let report = check("m.json", body.as_bytes(), &NoFiles, &check::Options::default());
    assert_eq!(mapping_table::of(&report, &NoFiles).unwrap().pointer.as_deref(), Some("/mappings"));
    // In a tutorial nothing can be inserted by pointer.
    let page = format!(
        "```shell\ncurl -X POST https://platform.adobe.io/data/foundation/conversion/mappingSets -d '{body}'\n```\n"
    );
    let report = check("a.md", page.as_bytes(), &NoFiles, &check::Options::default());
    let of_page = mapping_table::of(&report, &NoFiles).unwrap();
    assert_eq!((of_page.pointer, of_page.mappings[0].pointer.as_deref()), (None, None));
    assert!(page[of_page.mappings[0].start..of_page.mappings[0].end].starts_with("{\"sourceType\""));
}

#[test]
fn a_schema_is_told_in_parts() {
    // Each field has ten fields of the same kind.
    let members: serde_json::Map<String, Value> =
        (0..10).map(|n| (format!("f{n}"), json!({"$ref": "#/definitions/d"}))).collect();
    let recursive =
        json!({"definitions": {"d": {"type": "object", "properties": members}}, "$ref": "#/definitions/d"});
    let wide: serde_json::Map<String, Value> = (0..60)
        .map(|a| {
            let inner: serde_json::Map<String, Value> =
                (0..60).map(|b| (format!("b{b}"), json!({"type": "string"}))).collect();
            (format!("a{a}"), json!({"type": "object", "properties": inner}))
        })
        .collect();
    for schema in [recursive, json!({"properties": wide})] {
        let report = checked(&document(json!([]), schema, json!([])).to_string());
        let tree = mapping_table::of(&report, &NoFiles).unwrap().target.unwrap();
        assert!(tree.has_more && serde_json::to_string(&tree).unwrap().len() < 1_000_000);
        let mut open: Vec<&TargetField> = tree.fields.iter().collect();
        let (mut told, mut cut) = (0, Vec::new());
        while let Some(field) = open.pop() {
            told += 1;
            if field.has_more {
                assert!(field.children.is_empty());
                cut.push(&field.path);
            }
            open.extend(&field.children);
        }
        assert!(told <= 2_000 && !cut.is_empty(), "{told}");
        let more = mapping_table::below(&report, cut[0]).unwrap();
        assert!(more.fields.len() >= 10 && more.fields[0].path.starts_with(&format!("{}.", cut[0])));
    }
    let report = checked(&document(json!([]), target(), json!([])).to_string());
    assert_eq!(mapping_table::below(&report, "orders[3]").unwrap().fields[1].path, "orders[*].sku");
    assert!(mapping_table::below(&report, "nothing").is_none());
    assert_eq!(mapping_table::below(&report, "").unwrap().fields.len(), 7);
}

fn imported(text: &str, into: Option<&Value>) -> (Vec<Value>, Vec<&'static str>) {
    let report = into.map(|document| checked(&document.to_string()));
    let out = mapping_table::import("x", text.as_bytes(), report.as_ref());
    (out.mappings, out.diagnostics.iter().map(|d| d.code).collect())
}

#[test]
fn mappings_come_in_from_everywhere() {
    let expected = vec![
        json!({"sourceType": "ATTRIBUTE", "source": "id", "destination": "_id"}),
        json!({"sourceType": "EXPRESSION", "source": "concat(a, \", \", b)", "destination": "c.d"}),
        json!({"sourceType": "STATIC", "source": "it's", "destination": "e"}),
    ];
    let returned = json!({"id": "4b71", "version": 0, "mappings": [
        {"id": "1", "version": 0, "sourceType": "text/x.schema-path", "source": "id", "destination": "_id", "identity": false},
        {"id": "2", "version": 0, "sourceType": "text/x.aep-xl", "source": "concat(a, \", \", b)", "destination": "c.d"},
        {"id": "3", "version": 0, "sourceType": "text/plain", "source": "it's", "destination": "e"}
    ]});
    let texts = [
        returned.to_string(),
        json!({"items": [returned]}).to_string(),
        json!(expected).to_string(),
        json!({"mappings": expected}).to_string(),
        json!({"steps": {"mappingSet": {"mappings": expected}}}).to_string(),
        "sourceType,source,destination\nATTRIBUTE,id,_id\nEXPRESSION,\"concat(a, \"\", \"\", b)\",c.d\nSTATIC,it's,e\n".to_owned(),
        "Destination;Source;Type\n_id;id;attribute\nc.d;\"concat(a, \"\", \"\", b)\";Expression\ne;it's;static\n".to_owned(),
    ];
    for text in texts {
        assert_eq!(imported(&text, None), (expected.clone(), vec![]), "{text}");
    }
    // Without names and kinds they are told by how they look.
    let (mappings, said) = imported("id,_id\n\"concat(a, \"\", \"\", b)\",c.d\n", None);
    assert_eq!((mappings.as_slice(), said.len()), (&expected[..2], 0));
    let old = json!({"steps": {"mappingSet": {"xdmSchema": "x", "mappings": []}}});
    let into_old = vec![
        json!({"sourceAttribute": "id", "destinationXdmPath": "_id"}),
        json!({"sourceAttribute": "concat(a, \", \", b)", "destinationXdmPath": "c.d"}),
        json!({"sourceAttribute": "'it\\'s'", "destinationXdmPath": "e"}),
    ];
    assert_eq!(imported(&json!(expected).to_string(), Some(&old)), (into_old, vec![]));
}

#[test]
fn what_is_no_mapping_is_told() {
    let mut seen = BTreeSet::new();
    for (text, count, code) in [
        ("", 0, "no-mappings"),
        ("{}", 0, "no-mappings"),
        ("source,destination\n", 0, "no-mappings"),
        ("[{\"source\": \"a\"}, {\"source\": \"a\", \"destination\": \"b\"}]", 1, "mapping-left-out"),
        ("a,b\nc,\n", 1, "mapping-left-out"),
        ("[{\"source\": \"a\", \"destination\": \"b\"}", 1, "mappings-not-read"),
    ] {
        let (mappings, said) = imported(text, None);
        assert_eq!((mappings.len(), said.first().copied()), (count, Some(code)), "{text}");
        seen.insert(code);
    }
    assert_eq!(seen, CODES.iter().copied().collect());
    let refused = mapping_table::import("x", &[0xff, 0xfe, 0x00], None);
    assert_eq!(refused.diagnostics[0].code, "unreadable-text");
}

#[test]
fn what_goes_out_comes_in_again() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut seen = 0;
    for path in std::fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".dataflow.json") {
            continue;
        }
        let files = Beside(root.clone());
        let report = check(&name, &std::fs::read(&path).unwrap(), &files, &check::Options::default());
        let table = mapping_table::of(&report, &files).unwrap();
        // What preflow ships needs no suggestion to be complete.
        assert!(table.suggestions.iter().all(|s| !s.is_required), "{name}: {:?}", table.suggestions);
        for format in Format::ALL {
            let out = mapping_table::export(&report, format).unwrap();
            let again = mapping_table::import("x", out.as_bytes(), Some(&report));
            assert!(again.diagnostics.is_empty(), "{name}: {:?}", again.diagnostics);
            assert_eq!(again.mappings.len(), table.mappings.len(), "{name}");
            for (mapping, row) in again.mappings.iter().zip(&table.mappings) {
                assert_eq!(mapping[table.keys.source], row.source, "{name}");
                assert_eq!(mapping[table.keys.destination], row.destination, "{name}");
                assert!(table.keys.source_type.is_none_or(|key| mapping[key] == row.kind.unwrap()), "{name}");
            }
        }
        seen += 1;
    }
    assert!(seen > 4);
    assert!(mapping_table::export(&checked(r#"{"steps": {}}"#), Format::Csv).is_none());
}
