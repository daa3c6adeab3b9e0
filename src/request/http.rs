//! Requests as an HTTP file: what REST Client of VS Code, the HTTP client of JetBrains and their relatives read alike.
//!
//! Ids come from the answers of named requests, by references that REST Client follows. The client of JetBrains has no
//! such references; there a variable of the same name in an environment comes before the one of the file.

use super::shell::{head, is_reference};
use super::variables::Names;
use super::{Format, Request};
use std::fmt::Write;

pub(super) static FORMAT: Format = Format {
    name: "http",
    what: "An HTTP file for REST Client of VS Code and the HTTP client of JetBrains",
    file: "requests.http",
    render,
};

fn render(requests: &[Request]) -> String {
    let names = Names::of(requests);
    let labels = labels(requests);
    let mut out = String::from("# The requests of a dataflow, to be sent in order. Written by preflow.\n");
    if !names.needed.is_empty() {
        out.push_str("#\n# Variables to set in an environment of your editor:\n");
    }
    for name in &names.needed {
        let _ = writeln!(out, "#   {}", variable(name));
    }
    if !names.handed_on.is_empty() {
        out.push_str(
            "#\n# The ids come from the answers to earlier requests. Where your editor does not follow\n\
             # {{request.response…}} (JetBrains), set them in the environment too.\n",
        );
    }
    if !names.given.is_empty() {
        out.push('\n');
    }
    for (name, value) in &names.given {
        let _ = writeln!(out, "@{} = {value}", variable(name));
    }
    let mut handed_on = String::new();
    for (request, label) in requests.iter().zip(&labels) {
        out.push_str(&one(request, label, &names, &handed_on));
        handed_on = references(request, label, &names);
    }
    out
}

/// A request, and before it what the answer to the one before hands on.
fn one(request: &Request, label: &str, names: &Names<'_>, handed_on: &str) -> String {
    let write = |text| braced(&names.write(text));
    let mut out = format!("\n##{}{handed_on}# @name {label}\n", head(request));
    let _ = writeln!(out, "{} {}{}", request.method, request.base_url, write(&request.path));
    for (name, value) in &request.headers {
        let _ = writeln!(out, "{name}: {}", write(value));
    }
    match request.body.as_ref().map(write) {
        Some(body) if body.lines().any(is_markup) => {
            out.push_str(
                "\n# The body is left out: it is no JSON, and an HTTP file gives some of its lines another meaning.\n",
            );
        }
        Some(body) => _ = write!(out, "\n{}\n", body.trim_matches(['\r', '\n'])),
        None => {}
    }
    out
}

/// The variables that the answer to a request fills for those behind it.
fn references(request: &Request, label: &str, names: &Names<'_>) -> String {
    let mut out = String::new();
    for (name, path) in request.captures.iter().filter(|(name, _)| names.handed_on.contains(name)) {
        out.push_str(&match is_reference(path) {
            true => format!("# The part after the last / of the answer to {label}; no reference can cut it out.\n@{name} = write-it-here\n"),
            false => format!("@{name} = {{{{{label}.response.body.{path}}}}}\n"),
        });
    }
    out
}

/// Has the line a meaning of its own? No line of JSON has.
fn is_markup(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', '/', '<', '>', '@', '&', '?']) || line.starts_with("HTTP/")
}

/// A name for each request: its step, numbered where there are several.
fn labels(requests: &[Request]) -> Vec<String> {
    let label = |(i, request): (usize, &Request)| {
        let before = requests[..i].iter().filter(|r| r.step == request.step).count();
        let number = if before == 0 { String::new() } else { (before + 1).to_string() };
        format!("{}{number}", request.step.name())
    };
    requests.iter().enumerate().map(label).collect()
}

/// A dot in a variable's name would lead into a request.
fn variable(name: &str) -> String {
    name.replace('.', "_")
}

/// The text with the names in double braces as [`variable`] has them.
fn braced(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (name, after) = behind.split_once("}}").unwrap_or((behind, ""));
        let _ = write!(out, "{before}{{{{{}}}}}", variable(name));
        rest = after;
    }
    out + rest
}
