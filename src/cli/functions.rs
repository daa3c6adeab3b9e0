//! `preflow functions`: the functions of the expression language, and the methods of its values.

use super::choices::{self, HumanOrJson};
use super::output::{self, Exit, Outcome};
use preflow::functions::{self, Description};

/// Explain a function of the Data Prep language, or list all of them
#[derive(clap::Args)]
#[command(after_help = "Example: preflow functions substr")]
pub(super) struct Args {
    /// The name of a function or of a method
    #[arg(value_parser = choices::any_of(names), hide_possible_values = true)]
    name: Option<String>,
    /// How to write it
    #[arg(long, default_value = "human", value_parser = choices::human_or_json())]
    format: HumanOrJson,
}

fn names() -> Vec<&'static str> {
    let all = functions::descriptions();
    let mut names: Vec<_> = all.iter().flat_map(|d| d.aliases.iter().copied().chain([d.name])).collect();
    names.sort_unstable();
    names.dedup();
    names
}

pub(super) fn run(args: Args) -> Outcome {
    let mut wanted = functions::descriptions();
    if let Some(name) = &args.name {
        wanted.retain(|d| d.name == name || d.aliases.contains(&name.as_str()));
        if wanted.is_empty() {
            let names = names();
            let names = names.iter().copied();
            return Err(choices::unknown("function", name, names, "`preflow functions` lists them"));
        }
    }
    let text = match args.format {
        HumanOrJson::Json => output::json(&wanted),
        HumanOrJson::Human if args.name.is_some() => {
            wanted.iter().map(explained).collect::<Vec<_>>().join("\n")
        }
        HumanOrJson::Human => list(&wanted),
    };
    output::print(&text)?;
    Ok(Exit::Clean)
}

fn list(all: &[Description]) -> String {
    let width = all.iter().map(|d| d.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut category = "";
    for one in all {
        if one.category != category {
            let line = if category.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{line}{}\n", one.category));
            category = &one.category;
        }
        text.push_str(&format!("  {:<width$}  {}\n", one.name, one.summary));
    }
    text
}

fn explained(one: &Description) -> String {
    let mut text = String::new();
    for signature in &one.signatures {
        text.push_str(&format!("{signature} -> {}\n", one.returns));
    }
    text.push_str(&format!("\n{}\n", one.summary));
    if !one.aliases.is_empty() {
        text.push_str(&format!("Also called {}.\n", one.aliases.join(", ")));
    }
    if let Some(availability) = one.availability {
        text.push_str(&format!("{availability}\n"));
    }
    let width = one.parameters.iter().map(|p| p.name.len()).max().unwrap_or(0);
    for (i, parameter) in one.parameters.iter().enumerate() {
        let about = if parameter.about.is_empty() { "" } else { ": " };
        let line = if i == 0 { "\n" } else { "" };
        text.push_str(&format!(
            "{line}  {:<width$}  {}{about}{}\n",
            parameter.name, parameter.kind, parameter.about
        ));
    }
    if !one.nulls.is_empty() {
        text.push_str(&format!("\nNull: {}\n", one.nulls));
    }
    if !one.examples.is_empty() {
        text.push_str("\nExamples:\n\n");
    }
    for example in one.examples {
        text.push_str(&format!("    {}\n", example.expression));
        if !example.record.is_empty() {
            text.push_str(&format!("      of {}\n", flat(example.record)));
        }
        text.push_str(&format!("      = {}\n", flat(example.result)));
    }
    if !one.guesses.is_empty() {
        text.push_str("\nNot documented; preflow guesses:\n");
    }
    for guess in one.guesses {
        text.push_str(&format!("  - {guess}\n"));
    }
    text
}

/// JSON on one line.
fn flat(json: &str) -> String {
    json.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}
