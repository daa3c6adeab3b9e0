//! Requests as curl commands for bash: to read, to copy one, or to run after the placeholders are filled in.

use super::shell::{head, quote};
use super::{Format, Request};

pub(super) static FORMAT: Format = Format {
    name: "curl",
    what: "curl commands, one a request, to read or to copy",
    file: "requests.sh",
    render,
};

/// The longest body given as an argument; Linux takes no argument of 128 KiB.
const LONGEST_ARGUMENT: usize = 100_000;

fn render(requests: &[Request]) -> String {
    requests.iter().map(command).collect::<Vec<_>>().join("\n")
}

fn command(request: &Request) -> String {
    let mut out = head(request);
    let body = request.body_text();
    let piped = body.as_deref().filter(|b| b.len() > LONGEST_ARGUMENT);
    if let Some(body) = piped {
        out.push_str(&format!("printf %s {} |\n", quote(body)));
    }
    let url = request.url();
    // curl has its own meaning for these in a URL.
    let globoff = if url.contains(['{', '}', '[', ']']) { " --globoff" } else { "" };
    let mut arguments = vec![format!("curl{globoff} -X {}", request.method), quote(&url)];
    for (name, value) in &request.headers {
        let value = value.to_string();
        // An empty value means "leave the header out" to curl; a semicolon sends it empty.
        let header = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        arguments.push(format!("-H {}", quote(&header)));
    }
    match body {
        Some(_) if piped.is_some() => arguments.push("--data-binary @-".to_owned()),
        Some(body) => arguments.push(format!("--data-raw {}", quote(&body))),
        None => {}
    }
    out.push_str(&arguments.join(" \\\n  "));
    out.push('\n');
    out
}
