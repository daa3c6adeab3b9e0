//! Regular expressions on the lines of `tests/vectors/regex`.

use preflow::java::regex::Regex;
use serde_json::Value;

fn strings(value: &Value) -> Vec<Option<&str>> {
    value.as_array().expect("a list").iter().map(Value::as_str).collect()
}

/// What differs from Java for one line; often used patterns run on another engine.
pub fn differences(line: &Value, often: bool) -> Vec<String> {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    let (pattern, subject) = (text("pattern"), text("text"));
    let regex = match (Regex::new(pattern), line.get("error")) {
        (Ok(regex), None) => regex,
        (Err(_), Some(_)) => return Vec::new(),
        (Err(fault), None) if fault.message.contains("not supported") => return Vec::new(),
        (Ok(_), Some(error)) => return vec![format!("compiles, Java says {error}")],
        (Err(fault), None) => return vec![format!("does not compile: {fault:?}")],
    };
    if often {
        let _ = regex.matches(&"-".repeat(2_100));
    }
    let mut out = Vec::new();
    let mut compare = |what: &str, ours: String, java: String| {
        if ours != java {
            out.push(format!("{what}: {ours}, Java: {java}"));
        }
    };
    let matches = (!line["matches"].is_null()).then(|| strings(&line["matches"]));
    compare(
        "matches",
        format!("{:?}", regex.matches(subject)),
        format!("{:?}", Ok::<_, ()>(matches.is_some())),
    );
    compare("groups", format!("{:?}", regex.groups(subject)), format!("{:?}", Ok::<_, ()>(matches)));
    let all: Vec<_> = line["find"].as_array().expect("a list").iter().map(strings).collect();
    compare("find", format!("{:?}", regex.find_all(subject)), format!("{:?}", Ok::<_, ()>(all)));
    for limit in [0, -1, 2] {
        let java: Vec<_> = strings(&line[&format!("split{limit}")]).into_iter().flatten().collect();
        compare("split", format!("{:?}", regex.split(subject, limit)), format!("{:?}", Ok::<_, ()>(java)));
    }
    for (key, every) in [("all", true), ("first", false)] {
        let ours = regex.replace(subject, text("replacement"), every).ok();
        compare(key, format!("{ours:?}"), format!("{:?}", line.get(key).and_then(Value::as_str)));
    }
    out
}
