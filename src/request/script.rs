//! Requests as a bash script that sends them: it stops at the first failure and feeds what each answer gives to the
//! next request.
//!
//! It runs on bash 3.2 (macOS) and newer. Tokens come from the environment only; they reach curl through a file
//! descriptor, so that neither the script, nor a trace of it, nor the list of processes holds them.
//!
//! The text of each request is put together from its parts: a value goes in as data and is not read again.

use super::shell::quote;
use super::{Encoding, Format, Part, Request, Text, needed};
use crate::placeholder::names_secret;
use std::collections::BTreeSet;

pub(super) static FORMAT: Format = Format {
    name: "script",
    what: "A bash script that sends the requests and hands on the ids",
    file: "create.sh",
    render,
};

/// Everything above the requests; `@…@` are filled in.
const HEAD: &str = include_str!("script/head.sh");

fn render(requests: &[Request]) -> String {
    let from_environment = from_environment(requests);
    let base_url = requests.first().map_or(super::PLATFORM, |r| r.base_url.as_str());
    let (shared, own) = split_headers(requests);
    let mut lines: Vec<String> =
        from_environment.iter().map(|name| format!("#   {}", describe(name))).collect();
    if lines.is_empty() {
        lines.push("#   none".to_owned());
    }
    let names: String = from_environment.iter().map(|name| format!(" {}", variable(name))).collect();
    // A function must not be empty.
    let nothing = shared.is_empty().then(|| "  :".to_owned());
    let headers: Vec<String> = shared
        .iter()
        .map(|(name, value)| format!("  printf '%s: %s\\n' {name} {}", word(value)))
        .chain(nothing)
        .collect();
    let mut out = String::new();
    for line in HEAD.lines() {
        match line {
            "@ENVIRONMENT@" => out.push_str(&lines.join("\n")),
            "@HEADERS@" => out.push_str(&headers.join("\n")),
            _ => out.push_str(
                &line
                    .replace("@COUNT@", &shared.len().to_string())
                    .replace("@NAMES@", &names)
                    .replace("@BASE_URL@", &quote(base_url)),
            ),
        }
        out.push('\n');
    }
    // From the last to the first, to know of each what those after it use.
    let mut used = BTreeSet::new();
    let mut commands = Vec::new();
    for request in requests.iter().rev() {
        commands.push(send(request, &own, &used));
        used.extend(request.texts().flat_map(Text::open));
    }
    out.extend(commands.into_iter().rev());
    out
}

/// The commands of one request: send it, take what its answer gives.
fn send(request: &Request, own: &BTreeSet<&str>, used: &BTreeSet<&str>) -> String {
    let step = request.step.step();
    let mut out = format!("\nsend {} {} {}", quote(step.title), request.method, word(&request.path));
    out.push_str(&match &request.body {
        Some(body) => format!(" \\\n  {}", word(body)),
        None => " ''".to_owned(),
    });
    for (name, value) in request.headers.iter().filter(|(name, _)| own.contains(name)) {
        let mut header = Text { parts: vec![Part::Literal(format!("{name}: "))] };
        header.parts.extend(value.parts.iter().cloned());
        out.push_str(&format!(" \\\n  {}", word(&header)));
    }
    out.push('\n');
    for (i, (name, path)) in request.captures.iter().enumerate() {
        // The first is what the step is for; of the others only those that are used must be there.
        let verb = if i == 0 || used.contains(name) { "take" } else { "take_if_there" };
        out.push_str(&format!("{verb} {name} {}\n", quote(&jq_path(path))));
    }
    out
}

/// The headers all requests have alike, and the names of the others.
fn split_headers(requests: &[Request]) -> (Vec<(&'static str, Text)>, BTreeSet<&'static str>) {
    let in_all = |header: &&(&'static str, Text)| requests.iter().all(|r| r.headers.contains(header));
    let shared: Vec<_> = requests.iter().take(1).flat_map(|r| &r.headers).filter(in_all).cloned().collect();
    let own = requests
        .iter()
        .flat_map(|r| &r.headers)
        .map(|(name, _)| *name)
        .filter(|name| !shared.iter().any(|(shared, _)| shared == name))
        .collect();
    (shared, own)
}

/// The placeholders that the script reads from the environment.
fn from_environment(requests: &[Request]) -> Vec<&str> {
    let secret =
        requests.iter().flat_map(Request::texts).flat_map(|text| &text.parts).filter_map(|p| match p {
            Part::Hole { name, value: Some(_), .. } if names_secret(name) => Some(name.as_str()),
            _ => None,
        });
    let mut seen = BTreeSet::new();
    needed(requests).into_iter().chain(secret).filter(|name| seen.insert(*name)).collect()
}

/// A text as one word of the script.
fn word(text: &Text) -> String {
    // One literal up to the next variable, quoted once.
    let mut out = String::new();
    let mut literal = String::new();
    for part in &text.parts {
        match part {
            Part::Literal(text) => literal.push_str(text),
            Part::Hole { name, encoding, value: Some(value), .. } if !names_secret(name) => {
                literal.push_str(&encoding.encode(value));
            }
            Part::Hole { name, encoding, .. } => {
                if !literal.is_empty() {
                    out.push_str(&quote(&std::mem::take(&mut literal)));
                }
                let variable = variable(name);
                out.push_str(&match encoding {
                    Encoding::Plain | Encoding::Header => format!("\"${{{variable}}}\""),
                    Encoding::Json => format!("\"$(json \"${{{variable}}}\")\""),
                    Encoding::Url => format!("\"$(url \"${{{variable}}}\")\""),
                });
            }
        }
    }
    if !literal.is_empty() || out.is_empty() {
        out.push_str(&quote(&literal));
    }
    out
}

fn describe(name: &str) -> String {
    let variable = variable(name);
    if variable == name { variable } else { format!("{variable} for the placeholder {name}") }
}

/// The environment variable for a placeholder: its name, made a name of the shell. A name that the shell or the
/// system gives a value of its own gets a prefix, so that no such value is sent by accident.
fn variable(name: &str) -> String {
    const TAKEN: &str = "CDPATH DIRSTACK DISPLAY DOMAIN EDITOR ENV EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS \
        HISTFILE HOME HOST HOSTNAME HOSTTYPE IFS LANG LINENO LOGNAME MACHTYPE MAIL NAME OLDPWD OPTARG OPTERR OPTIND \
        OSTYPE PATH PIPESTATUS PPID PWD RANDOM REPLY SECONDS SHELL SHELLOPTS SHLVL SRANDOM TEMP TERM TMP TMPDIR TZ \
        UID USER USERNAME _";
    let name = name.replace(['-', '.'], "_");
    let is_taken = TAKEN.split(' ').any(|taken| taken == name)
        || ["BASH", "COMP_", "CURL_", "DYLD_", "LC_", "LD_", "PREFLOW_", "preflow_"]
            .iter()
            .any(|p| name.starts_with(p));
    if is_taken { format!("PREFLOW_{name}") } else { name }
}

/// A JSONPath of the step table in jq's words: `$['$id']` is `.["$id"]`.
fn jq_path(path: &str) -> String {
    let path = path.strip_prefix('$').unwrap_or(path).replace("['", "[\"").replace("']", "\"]");
    if path.starts_with('.') { path } else { format!(".{path}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_the_words_of_jq() {
        let jq = |path| super::jq_path(path);
        assert_eq!(jq("$.items[0].options.inletUrl"), ".items[0].options.inletUrl");
        assert_eq!(jq("$['$id']"), ".[\"$id\"]");
        assert_eq!(jq("$[0]"), ".[0]");
    }

    #[test]
    fn no_variable_of_the_system_is_sent() {
        assert_eq!(variable("PATH"), "PREFLOW_PATH");
        assert_eq!(variable("BASH_ENV"), "PREFLOW_BASH_ENV");
        assert_eq!(variable("base.id-x"), "base_id_x");
        assert_eq!(variable("SALESFORCE_USERNAME"), "SALESFORCE_USERNAME");
    }
}
