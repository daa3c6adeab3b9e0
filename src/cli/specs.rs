//! `preflow specs`: the connection specs and flow specs that are known offline.

use super::choices::{self, HumanOrJson};
use super::output::{self, Exit, Outcome};
use preflow::spec::{Catalogue, ConnectionSpec, FlowSpec};

/// List or search connection specs and flow specs
#[derive(clap::Args)]
#[command(after_help = "Example: preflow specs salesforce")]
pub(super) struct Args {
    /// A part of a name, a category or a kind, or an id
    word: Option<String>,
    /// How to write it
    #[arg(long, default_value = "human", value_parser = choices::human_or_json())]
    format: HumanOrJson,
}

pub(super) fn run(args: Args) -> Outcome {
    let word = args.word.as_deref().unwrap_or_default().trim().to_lowercase();
    let connections: Vec<&ConnectionSpec> =
        ConnectionSpec::all().iter().filter(|s| has(&word, &connection_words(s))).collect();
    let flows: Vec<&FlowSpec> = FlowSpec::all().iter().filter(|s| has(&word, &flow_words(s))).collect();
    if connections.is_empty() && flows.is_empty() {
        let names = ConnectionSpec::all().iter().flat_map(ConnectionSpec::names);
        let names = names.chain(FlowSpec::all().iter().filter_map(|s| s.name));
        return Err(choices::unknown("spec", &word, names, "`preflow specs` lists them"));
    }
    let text = match args.format {
        HumanOrJson::Json => output::json(&Catalogue::of(&connections, &flows)),
        HumanOrJson::Human => listed(&connections, &flows),
    };
    output::print(&text)?;
    Ok(Exit::Clean)
}

fn has(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| w.to_lowercase().contains(word))
}

fn connection_words(spec: &ConnectionSpec) -> Vec<&str> {
    spec.names().chain([spec.id, spec.category, spec.kind.name()]).chain(spec.misprint).collect()
}

fn flow_words(spec: &FlowSpec) -> Vec<&str> {
    [spec.id, spec.kind.name()].into_iter().chain(spec.name).collect()
}

/// Few are told in full, many in a line each.
fn listed(connections: &[&ConnectionSpec], flows: &[&FlowSpec]) -> String {
    let in_full = connections.len() + flows.len() <= 3;
    let mut out = String::new();
    if !connections.is_empty() {
        out.push_str("Connection specs\n");
    }
    for spec in connections {
        out.push_str(&line(spec.id, spec.kind.name(), &spec.title(), spec.category));
        if in_full {
            out.push_str(&details(spec));
        }
    }
    if !flows.is_empty() {
        out.push_str(if connections.is_empty() { "Flow specs\n" } else { "\nFlow specs\n" });
    }
    for spec in flows {
        out.push_str(&line(spec.id, spec.kind.name(), spec.name.unwrap_or("(no known name)"), ""));
        if in_full {
            let names: Vec<&str> = spec.transformations.iter().map(|t| t.name).collect();
            detail(&mut out, "transformations", &names);
            let sources: Vec<String> = spec
                .sources
                .iter()
                .map(|id| ConnectionSpec::by_id(id).map_or((*id).to_owned(), ConnectionSpec::title))
                .collect();
            detail(&mut out, "reads", &sources.iter().map(String::as_str).collect::<Vec<_>>());
            detail(&mut out, "note", spec.note.as_slice());
        }
    }
    out
}

fn line(id: &str, kind: &str, name: &str, category: &str) -> String {
    let category = if category.is_empty() { String::new() } else { format!("  ({category})") };
    format!("  {id}  {kind:<9}  {name}{category}\n")
}

fn details(spec: &ConnectionSpec) -> String {
    let mut out = String::new();
    detail(&mut out, "also called", spec.aliases);
    detail(&mut out, "authentication", spec.auth);
    detail(&mut out, "auth.params, required", spec.required_auth_params);
    detail(&mut out, "auth.params, optional", spec.optional_auth_params);
    detail(&mut out, "data.format", spec.formats);
    detail(&mut out, "params, required", spec.required_params);
    detail(&mut out, "params, optional", spec.optional_params);
    detail(&mut out, "note", spec.note.as_slice());
    let read_by = FlowSpec::all().iter().filter(|f| f.sources.contains(&spec.id));
    detail(&mut out, "flow spec", &read_by.map(FlowSpec::title).collect::<Vec<_>>());
    out
}

fn detail(out: &mut String, what: &str, items: &[&str]) {
    if !items.is_empty() {
        out.push_str(&format!("      {what}: {}\n", items.join(", ")));
    }
}
