//! Every kind of input becomes the same model: which exchanges a text holds, in which step, and where. And nothing
//! that anybody feeds in makes the readers panic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::check::{Options, check};
use preflow::dataflow::{Dataflow, Origin};
use preflow::input::{Files, NoFiles, Read, read};
use preflow::text::{Sources, Span};
use std::fmt::Write as _;
use std::io;

/// Files in memory.
struct Memory(&'static [(&'static str, &'static str)]);

impl Files for Memory {
    fn open(&self, _from: &str, path: &str) -> io::Result<Box<dyn io::Read>> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        let text = found.ok_or(io::ErrorKind::NotFound)?.1;
        Ok(Box::new(text.as_bytes()))
    }
}

fn reading(name: &str, text: &str, files: &dyn Files) -> (Sources, Read) {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let read = read(file, &mut sources, files);
    (sources, read)
}

/// One line an exchange: step, method, the lines of its body and of its response.
fn outline(sources: &Sources, flow: &Dataflow) -> String {
    let mut out = String::new();
    let line = |span: Span| sources.get(flow.file).position(span.start).line;
    for e in &flow.exchanges {
        write!(out, "{}", e.step.map_or("-", |s| s.name())).unwrap();
        if let Some(envelope) = &e.envelope {
            let headers = envelope.headers.iter().filter(|h| !h.implied).count();
            write!(out, " {} {headers}", envelope.method.text).unwrap();
        }
        for (name, body) in [("body", &e.body), ("response", &e.response)] {
            if let Some(body) = body {
                let is_json = if body.root.is_some() { "" } else { "?" };
                write!(out, " {name}{is_json}:{}", line(body.span)).unwrap();
            }
        }
        out.push('\n');
    }
    out
}

fn outlined(name: &str, text: &str) -> String {
    let (sources, read) = reading(name, text, &NoFiles);
    assert_eq!(read.dataflows.len(), 1, "{:?}", read.diagnostics);
    outline(&sources, &read.dataflows[0])
}

fn codes(name: &str, bytes: &[u8], files: &dyn Files) -> Vec<&'static str> {
    check(name, bytes, files, &Options::default()).diagnostics.iter().map(|d| d.code).collect()
}

const HOST: &str = "https://platform.adobe.io/data/foundation";

#[test]
fn a_tutorial_is_one_dataflow() {
    let page = format!(
        r#"# Connect [!DNL Acme]

1. Create the connection:

   ```curl
   curl -X POST \
     '{HOST}/flowservice/connections' \
     -H 'x-api-key: {{API_KEY}}' \
     -d '{{
       "name": "Acme",
       "connectionSpec": {{"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}}
     }}'
   ```

   ```json
   {{"id": "4cb0c374-d3bb-4557-b139-5712880adc55", "etag": "\"1\""}}
   ```

> ~~~bash
> curl "{HOST}/flowservice/flowSpecs?property=name==%22CRMToAEP%22"
> ~~~
>
> ```json
> {{"items": [{{"id": "14518937-270c-4525-bdec-c2ba7cce3860", "name": "CRMToAEP", "transformationSpecs": [], ...}}]}}
> ```

**Request**

```http
POST /data/foundation/flowservice/sourceConnections HTTP/1.1
Host: platform.adobe.io
x-api-key: {{API_KEY}}

{{"name": "contacts"}}
```

```http
HTTP/1.1 201 Created
Content-Type: application/json

{{"id": "9a603322-19d2-4de9-89c6-c98bd54eb184"}}
```

    curl --json '{{"type": "object", "title": "adhoc"}}' {HOST}/schemaregistry/tenant/schemas

Another system is asked with

```shell
curl https://api.acme.example/contacts
```

```json
{{"contacts": []}}
```

The dataset base connection:

```shell
curl {HOST}/flowservice/connections --data-raw '{{"connectionSpec": {{"id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c"}}}}'
```
"#
    );
    let expected = "baseConnection POST 1 body:9 response:16\n\
                    flowSpec GET 0 response:24\n\
                    sourceConnection POST 2 body:34 response:41\n\
                    targetSchema POST 0 body:44\n\
                    datasetBaseConnection POST 0 body:59\n";
    assert_eq!(outlined("page.md", &page), expected);
    assert_eq!(outlined("page.md", &page.replace('\n', "\r\n")), expected);
    let (_, read) = reading("page.md", &page, &NoFiles);
    assert_eq!(read.dataflows[0].name.as_deref(), Some("Connect Acme"));
    assert!(
        read.dataflows[0].exchanges.iter().all(|e| e.response.as_ref().is_none_or(|r| r.faults.is_empty()))
    );
}

#[test]
fn plain_text_has_bare_commands() {
    let notes = format!(
        "Runbook: curl is a tool. Then send\n\n\
         $ curl -X POST '{HOST}/flowservice/flows?mode=draft' \\\n\
         \x20   -H 'x-api-key: k' \\\n\
         \x20   -d '{{\n  \"name\": \"a\",\n\n    \"flowSpec\": {{\"id\": \"x\"}}\n}}'\n\n\
         and get\n\n\
         {{\n  \"id\": \"8256cfb4-17e6-432c-a469-6aedafb16cd5\",\n\n    \"etag\": \"1\"\n}}\n\n\
         [then](x) read it: \n\n\
         curl {HOST}/flowservice/flows/8256cfb4-17e6-432c-a469-6aedafb16cd5\n\n* {{API_KEY}}\n"
    );
    assert_eq!(outlined("notes.txt", &notes), "flow POST 1 body:5 response:13\ngetFlow GET 0\n");
    assert_eq!(outlined("-", &notes), "flow POST 1 body:5 response:13\ngetFlow GET 0\n");
}

#[test]
fn variants_of_a_request_do_not_answer_for_each_other() {
    let post = |name: &str| {
        format!("```shell\ncurl {HOST}/flowservice/sourceConnections -d '{{\"name\": \"{name}\"}}'\n```\n")
    };
    let page = format!(
        "{}\n{}\n```json\n{{\"id\": \"9a603322-19d2-4de9-89c6-c98bd54eb184\"}}\n```\n\n```json\n{{\"other\": 1}}\n```\n",
        post("a"),
        post("b")
    );
    assert_eq!(
        outlined("page.md", &page),
        "sourceConnection POST 0 body:2\nsourceConnection POST 0 body:6 response:10\n"
    );
}

#[test]
fn a_shell_file_has_many_commands() {
    let script = format!(
        "#!/bin/bash\nset -e\nBASE={HOST}/flowservice\n\n# the flow\n\
         FLOW_ID=$(curl -sS -X POST {HOST}/flowservice/flows -HContent-Type:application/json --data @- <<EOF | jq -r .id\n\
         {{\"name\": \"$NAME\"}}\nEOF\n)\n\
         curl -sSXPATCH \"$BASE/flows/$FLOW_ID\" -H \"If-Match: $ETAG\" -d '[]'\n\
         curl https://example.com -d '{{'\n\
         curl -G {HOST}/flowservice/runs -d limit=5\n\
         curl {HOST}/catalog/dataSets -d @dataset.json\n"
    );
    let files = Memory(&[("dataset.json", "{\n\"name\": \"d\"}")]);
    let (sources, read) = reading("run.sh", &script, &files);
    let flow = &read.dataflows[0];
    assert_eq!(flow.origin, Origin::Shell);
    assert_eq!(
        outline(&sources, flow),
        "flow POST 1 body:7\n- PATCH 1 body:10\n- GET 0\ndataset POST 0 body:1\n"
    );
    assert_eq!(
        flow.exchanges[0].body.as_ref().unwrap().root.as_ref().unwrap().at("/name").unwrap().as_str(),
        Some("${NAME}")
    );
    assert_eq!(sources.get(flow.exchanges[3].body.as_ref().unwrap().file).name, "dataset.json");
    assert!(codes("run.sh", script.as_bytes(), &NoFiles).contains(&"missing-file"));
}

#[test]
fn a_postman_collection_keeps_its_places() {
    let collection = r#"{
  "info": {"name": "Sources", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
  "variable": [{"key": "tenant", "value": "acme"}],
  "item": [{
    "name": "folder",
    "item": [{
      "name": "source",
      "request": {
        "method": "POST",
        "header": [{"key": "x-api-key", "value": "{{key}}"}, {"key": "Off", "value": "x", "disabled": true}],
        "body": {"mode": "raw", "raw": "{\n  \"name\": \"caf\u00e9 \\\"a\\\"\",\n  \"start\": {{start}},\n}"},
        "url": {"raw": "https://{{host}}/data/foundation/flowservice/sourceConnections", "host": ["{{host}}"]}
      },
      "response": [{"name": "refused", "code": 400, "body": "{\"a\": 1}"}, {"name": "made", "code": 201, "body": "{\"id\": \"1\"}"}]
    }]
  }, {"name": "get", "request": "{{base}}/flows/{{flowId}}"}, {"name": "else", "request": {"url": "https://example.com"}}]
}"#;
    let (sources, read) = reading("sources.json", collection, &NoFiles);
    let flow = &read.dataflows[0];
    assert_eq!((flow.origin, flow.name.as_deref()), (Origin::Postman, Some("Sources")));
    assert_eq!(outline(&sources, flow), "sourceConnection POST 1 body:11 response:14\ngetFlow GET 0\n");
    assert_eq!(flow.variables.get("tenant").map(String::as_str), Some("acme"));
    let body = flow.exchanges[0].body.as_ref().unwrap();
    let name = body.root.as_ref().unwrap().at("/name").unwrap();
    assert_eq!(name.as_str(), Some("caf\u{e9} \"a\""));
    assert_eq!(&collection[name.span.range()], r#"\"caf\u00e9 \\\"a\\\"\""#);
    let [fault] = &body.faults[..] else { panic!("{:?}", body.faults) };
    assert_eq!(Some(fault.span.start as usize), collection.find(r#",\n}"}"#));
    assert_eq!(&collection[fault.span.range()], ",");
}

#[test]
fn a_document_is_read_past_its_faults() {
    let document = r#"{
  // what it is
  "nmae": "x",
  "variables": {"A": "1", "B": 2, "C": []},
  "flowSpec": "spec.json",
  "targetSchema": "broken.json",
  "samples": {"file": "gone.csv"},
  "steps": {
    "sourceconnection": {},
    "flow": {"a": 1 "b": [1, /* two */ 3,]},
    "flow": {"name": "n", // why
    },
    "banana": {}
  }
}"#;
    let files = Memory(&[("spec.json", "{\"items\": [{\"id\": \"x\"}]}"), ("broken.json", "{\"type\": }")]);
    let mut found = codes("x.dataflow.json", document.as_bytes(), &files);
    found.retain(|c| !matches!(*c, "schema" | "missing-property"));
    let expected = [
        "unknown-key",
        "bad-variables",
        "broken-file",
        "missing-file",
        "unknown-step",
        "missing-comma",
        "duplicate-key",
        "unknown-step",
    ];
    for code in expected {
        assert!(found.contains(&code), "{code} not in {found:?}");
    }
    let (_, read) = reading("x.dataflow.json", document, &files);
    let flow = &read.dataflows[0];
    assert_eq!(flow.exchanges.len(), 1);
    assert_eq!(flow.exchanges[0].body.as_ref().unwrap().text, "{\"name\": \"n\" \n    }");
    assert_eq!(flow.variables.get("B").map(String::as_str), Some("2"));
    assert!(flow.flow_spec.as_ref().is_some_and(|p| p.node.at("/items/0/id").is_some()));
}

#[test]
fn what_is_not_ours_is_not_judged() {
    for (name, text) in [
        ("package.json", "{\"name\": \"x\", \"version\": \"1.0.0\", \"dependencies\": {},}"),
        ("tsconfig.json", "{\n// comment\n\"compilerOptions\": {\"strict\": true,}}"),
        ("data.json", "[1, 2"),
        (
            "README.md",
            "# Tool\n\n```sh\ncurl https://sh.example.com | sh\ncurl 'x\n```\n\n```json\n{\"a\": 1,}\n```\n",
        ),
        ("deploy.sh", "#!/bin/sh\ncurl -fsSL https://example.com/it's \\\n"),
        ("notes.txt", "Nothing here."),
        ("schema.json", "{\"type\": \"object\", \"allOf\": [{\"properties\": {}}]}"),
        ("workflow.yaml", "steps:\n  - run: curl https://example.com -H 'a: b\n"),
        ("index.json", "{\"mappings\": {\"properties\": {}}, \"auth\": {\"user\": 1}}"),
        ("people.ndjson", "{\"mappings\": 1}\n{\"mappings\": 2}\n"),
    ] {
        let report = check(name, text.as_bytes(), &NoFiles, &Options::default());
        let said: Vec<_> = report.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!((report.recognised, said), (false, vec!["not-recognised"]), "{name}");
    }
    assert_eq!(codes("x.md", b" \n", &NoFiles), ["empty-file"]);
}

#[test]
fn bytes_that_are_no_text_are_one_clear_error() {
    let document = "{\"steps\": {}}";
    let utf16: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16, b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), b"{\"name\": \"caf\xe9\"}".to_vec()] {
        let report = check("x.dataflow.json", &bytes, &NoFiles, &Options::default());
        let [only] = &report.diagnostics[..] else { panic!("{:?}", report.diagnostics) };
        assert_eq!((only.code, only.step), ("unreadable-text", None));
    }
    let report = check("x.dataflow.json", b"{\n\"name\": \"caf\xe9\"}", &NoFiles, &Options::default());
    let at = report.diagnostics[0].place;
    let at = report.sources.get(at.file).position(at.span.start);
    assert_eq!((at.line, at.column), (2, 13));
    let with_mark = [b"\xef\xbb\xbf", document.as_bytes()].concat();
    let report = check("x.json", &with_mark, &NoFiles, &Options::default());
    assert!(!report.diagnostics.iter().any(|d| d.code == "unreadable-text"));
}

/// Checks a text and holds every place of the report against it.
fn sound(name: &str, bytes: &[u8]) {
    let report = check(name, bytes, &NoFiles, &Options::default());
    for d in &report.diagnostics {
        let text = &report.sources.get(d.place.file).text;
        let edits = d.fix.iter().map(|e| e.span);
        for span in edits.chain([d.place.span]) {
            assert!(text.get(span.range()).is_some(), "{span:?} of {d:?} is no place in {text:?}");
        }
    }
}

/// A generator of its own: the same soup in every run.
struct Soup(u64);

impl Soup {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

#[test]
fn nothing_makes_the_readers_panic() {
    let pieces = [
        "curl ",
        "-d ",
        "-H ",
        "'",
        "\"",
        "\\",
        "\n",
        "\r\n",
        " \\\n",
        " \\ \n",
        "$(",
        "`",
        "${",
        "$'",
        "$A",
        "}",
        "{",
        "[",
        "]",
        ",",
        ":",
        "```",
        "```json\n",
        "~~~\n",
        "> ",
        "    ",
        "| a |\n|---|\n",
        "# h {#x}\n",
        "<<EOF\n",
        "EOF\n",
        "https://platform.adobe.io/data/foundation/flowservice/flows",
        "&",
        "|",
        ";",
        "...",
        "\u{2026}",
        "{A}",
        "{{a}}",
        "\u{201c}",
        "\u{2018}",
        "\u{2013}H ",
        "\u{e9}",
        "\u{1f600}",
        "POST /flows\n",
        "HTTP/1.1 200\n\n",
        "\"steps\"",
        "\"flow\": {",
        "\\u",
        "\\ud83d",
        "//",
        "/*",
        "@x",
        "--json=",
        "\0",
        "^\n",
        "=",
        "-",
        "\u{a0}",
        "(",
        ")",
    ];
    let mut soup = Soup(0x9E37_79B9_7F4A_7C15);
    for round in 0..3000 {
        let mut text: String = (0..soup.next(60)).map(|_| pieces[soup.next(pieces.len())]).collect();
        if round % 3 == 0 {
            text.insert_str(0, ["{", "curl ", "```sh\ncurl "][soup.next(3)]);
        }
        for name in ["a.md", "a.sh", "a.dataflow.json", "-"] {
            sound(name, text.as_bytes());
        }
    }
    let examples = [
        ("a.md", include_str!("../examples/broken.md")),
        ("a.dataflow.json", include_str!("../examples/hubspot.dataflow.json")),
    ];
    for (name, text) in examples {
        for _ in 0..150 {
            let cut = soup.next(text.len());
            sound(name, &text.as_bytes()[..cut]);
            let mut bytes = text.as_bytes().to_vec();
            bytes[cut] = b"'\"\\`{}[]\n$\xff"[soup.next(11)];
            sound(name, &bytes);
        }
    }
}

#[test]
fn deep_and_long_texts_are_bounded() {
    let deep = "[".repeat(100_000);
    assert!(codes("x.dataflow.json", deep.as_bytes(), &NoFiles).contains(&"too-deep"));
    for (name, text) in [
        ("a.sh", "curl $(".repeat(20_000)),
        ("a.sh", "curl '".repeat(50_000)),
        ("a.sh", "curl x \\\n-H 'a\n".repeat(20_000)),
        ("a.md", "> ".repeat(20_000)),
        ("a.md", "```\ncurl x\n```\n".repeat(20_000)),
        ("a.txt", "curl -d '{\n".repeat(20_000)),
        ("a.txt", "curl -x\n{\"\n".repeat(20_000)),
    ] {
        sound(name, text.as_bytes());
    }
}
