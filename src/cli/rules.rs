//! `preflow rules`: what is looked for, and why.

use super::choices;
use super::output::{self, Exit, Outcome};
use preflow::rules::{self, Rule, RuleDescription};

/// Explain a rule, or list all of them
#[derive(clap::Args)]
#[command(after_help = "Example: preflow rules once-with-interval")]
pub(super) struct Args {
    /// A code (once-with-interval) or a rule number (R48)
    code: Option<String>,
    /// How to write it
    #[arg(long, default_value = "human", value_parser = choices::human_or_json())]
    format: choices::HumanOrJson,
}

pub(super) fn run(args: Args) -> Outcome {
    let wanted: Vec<&'static Rule> = match &args.code {
        None => rules::all().collect(),
        Some(name) => {
            let found: Vec<_> = rules::named(name).collect();
            if found.is_empty() {
                let codes = rules::all().map(|r| r.code);
                return Err(choices::unknown("rule", name, codes, "`preflow rules` lists them"));
            }
            found
        }
    };
    let text = match args.format {
        choices::HumanOrJson::Json => {
            output::json(&wanted.iter().map(|r| RuleDescription::from(*r)).collect::<Vec<_>>())
        }
        choices::HumanOrJson::Human if args.code.is_some() => {
            wanted.iter().map(|r| explained(r)).collect::<Vec<_>>().join("\n")
        }
        choices::HumanOrJson::Human => list(&wanted),
    };
    output::print(&text)?;
    Ok(Exit::Clean)
}

fn explained(rule: &Rule) -> String {
    let number = rule.number().map(|number| format!("{number}, ")).unwrap_or_default();
    let example: String = rule.example.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "{} ({number}{})\n\n{}\n\nWhy: {}\n\nExample:\n\n{example}\nInstead: {}\n\nSource: {}\n",
        rule.code,
        rule.severity.name(),
        rule.what,
        rule.why,
        rule.remedy,
        rule.source
    )
}

fn list(rules: &[&Rule]) -> String {
    let code = rules.iter().map(|r| r.code.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in rules {
        let (number, severity) = (rule.number, rule.severity.name());
        text.push_str(&format!("{number:<4} {:<code$}  {severity:<7}  {}\n", rule.code, rule.what));
    }
    text
}
