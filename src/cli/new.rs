//! `preflow new`: a commented dataflow document to begin with.

use super::choices::{self, HumanOrJson};
use super::disk;
use super::output::{self, Exit, Outcome, Trouble};
use preflow::template::{self, Template, TemplateDescription};
use std::io;
use std::path::PathBuf;

/// Write a commented dataflow document for a source, to begin with
#[derive(clap::Args)]
#[command(after_help = "Example: preflow new salesforce --output contacts.dataflow.json")]
pub(super) struct Args {
    /// The name of a template, as --list shows them; the name or id of a source will do
    #[arg(value_parser = choices::any_of(names), hide_possible_values = true, required_unless_present = "list")]
    template: Option<String>,
    /// List the templates, or those with this word in name, category, kind or source
    #[arg(long, value_name = "WORD", num_args = 0..=1, conflicts_with_all = ["template", "output"])]
    list: Option<Option<String>>,
    /// How to write the list
    #[arg(long, default_value = "human", value_parser = choices::human_or_json(), conflicts_with = "template")]
    format: HumanOrJson,
    /// Write to this file, which must not be there yet
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file
    #[arg(long, requires = "output")]
    force: bool,
}

fn names() -> Vec<&'static str> {
    template::all().map(Template::name).collect()
}

pub(super) fn run(args: Args) -> Outcome {
    let Some(name) = &args.template else {
        return list(args.list.flatten().unwrap_or_default().trim(), args.format);
    };
    let template = template::find(name).ok_or_else(|| unknown(name))?;
    let document = template.document();
    let Some(path) = &args.output else {
        output::print(&document)?;
        return Ok(Exit::Clean);
    };
    let shown = path.display();
    disk::create(path, &document, args.force).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Trouble::new(format!("{shown}: is there already; --force replaces it"))
        }
        _ => Trouble::with(&shown.to_string(), &error),
    })?;
    output::note(&format!("{shown} is written; `preflow plan {shown}` checks it and shows what it makes"));
    Ok(Exit::Clean)
}

fn list(word: &str, format: HumanOrJson) -> Outcome {
    let lower = word.to_lowercase();
    let found: Vec<_> = template::all().filter(|t| has(t, &lower)).collect();
    if found.is_empty() {
        return Err(unknown(word));
    }
    let text = match format {
        HumanOrJson::Json => {
            output::json(&found.iter().map(|t| TemplateDescription::from(*t)).collect::<Vec<_>>())
        }
        HumanOrJson::Human => lines(&found),
    };
    output::print(&text)?;
    Ok(Exit::Clean)
}

fn has(template: &Template, word: &str) -> bool {
    let spec = template.connection_spec();
    let words = [template.name(), spec.category, template.kind().name, spec.id];
    let holds = |text: &str| text.to_lowercase().contains(word);
    words.into_iter().any(holds) || spec.names().any(holds)
}

fn lines(found: &[&'static Template]) -> String {
    let width = found.iter().map(|t| t.name().len()).max().unwrap_or(0);
    let line = |t: &&Template| format!("{:<width$}  {:<12}  {}\n", t.name(), t.kind().name, t.about());
    found.iter().map(line).collect()
}

/// How many templates are proposed for a name that is none.
const PROPOSED: usize = 4;

/// A part of a name is answered with the names that have it, a slip with the nearest.
fn unknown(name: &str) -> Trouble {
    let lower = name.to_lowercase();
    let near: Vec<_> =
        template::all().filter(|t| lower.len() > 2 && has(t, &lower)).map(Template::name).collect();
    match near.len() {
        0 => choices::unknown("template", name, names().into_iter(), "`preflow new --list` shows them"),
        1..=PROPOSED => {
            Trouble::new(format!("there is no template `{name}`; did you mean `{}`?", near.join("` or `")))
        }
        n => Trouble::new(format!(
            "there is no template `{name}`; `preflow new --list {name}` shows {n} like it"
        )),
    }
}
