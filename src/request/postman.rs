//! Requests as a Postman collection (v2.1): its scripts keep what each answer hands on in collection variables, so that
//! the requests can be run in order.

use super::variables::Names;
use super::{Format, Request, json};
use crate::steps::StepId;
use serde_json::{Value, json};

pub(super) static FORMAT: Format = Format {
    name: "postman",
    what: "A Postman collection that hands on the ids",
    file: "requests.postman_collection.json",
    render,
};

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// Ends a run at the first request that fails, and keeps values; of a reference (`@/dataSets/ID`) its last part.
const SCRIPT: [&str; 8] = [
    "const isGood = pm.response.code >= 200 && pm.response.code < 300;",
    "pm.test('the answer is a success', () => pm.expect(isGood).to.equal(true));",
    "if (!isGood) pm.execution.setNextRequest(null);",
    "const answer = isGood ? pm.response.json() : null;",
    "const keep = (name, value) => {",
    "  if (value === undefined || value === null) return;",
    r"  pm.collectionVariables.set(name, String(value).replace(/^@\/.*\//, ''));",
    "};",
];

fn render(requests: &[Request]) -> String {
    let names = Names::of(requests);
    let open = names.needed.iter().chain(&names.handed_on);
    let variables: Vec<Value> = names
        .given
        .iter()
        .map(|(name, value)| json!({"key": name, "value": value}))
        .chain(open.map(|name| json!({"key": name, "value": ""})))
        .collect();
    let collection = json!({
        "info": {"name": name(requests), "schema": SCHEMA},
        "item": requests.iter().map(|request| item(request, &names)).collect::<Vec<_>>(),
        "variable": variables,
    });
    format!("{collection:#}\n")
}

/// What the flow is called.
fn name(requests: &[Request]) -> String {
    let flow = requests.iter().find(|r| r.step == StepId::Flow).or(requests.last());
    let body = flow.and_then(Request::body_text).map(json::value);
    body.as_ref().and_then(|b| b["name"].as_str()).unwrap_or("Dataflow").to_owned()
}

fn item(request: &Request, names: &Names<'_>) -> Value {
    let headers = request.headers.iter();
    let mut sent = json!({
        "method": request.method,
        "header": headers.map(|(name, value)| json!({"key": name, "value": names.write(value)})).collect::<Vec<_>>(),
        "url": format!("{}{}", request.base_url, names.write(&request.path)),
    });
    if let Some(body) = &request.body {
        let raw = names.write(body);
        sent["body"] = json!({"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}});
    }
    let mut script: Vec<String> = SCRIPT.map(str::to_owned).into();
    for (name, path) in request.captures {
        script.push(format!("keep('{name}', {});", reached(path)));
    }
    let test = json!({"listen": "test", "script": {"type": "text/javascript", "exec": script}});
    json!({"name": request.step.step().title, "event": [test], "request": sent, "response": []})
}

/// A JSONPath of the step table as JavaScript that finds nothing where there is nothing: `$.items[0].id` is
/// `answer?.items?.[0]?.id`.
fn reached(path: &str) -> String {
    path.strip_prefix('$').unwrap_or(path).replace('[', ".[").replace('.', "?.").replacen("?.", "answer?.", 1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_in_the_words_of_javascript() {
        assert_eq!(super::reached("$.items[0].options.inletUrl"), "answer?.items?.[0]?.options?.inletUrl");
        assert_eq!(super::reached("$['$id']"), "answer?.['$id']");
        assert_eq!(super::reached("$[0]"), "answer?.[0]");
    }
}
