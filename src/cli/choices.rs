//! Arguments that several subcommands share.

use super::disk;
use super::output::{Exit, Trouble};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use preflow::check::{self, NamedText};
use preflow::input;
use preflow::json::{self, Dialect};
use preflow::render::{self, Summary};
use preflow::rules;
use preflow::text::{Excerpt, Sources};
use std::path::Path;

/// What is checked and what counts.
#[derive(clap::Args)]
#[command(next_help_heading = "Checks")]
pub(super) struct Checks {
    /// Exit with 1 on warnings too
    #[arg(long)]
    strict: bool,
    /// Report only these codes or rule numbers
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Option<Vec<String>>,
    /// Do not report these codes or rule numbers
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Take this flow spec (or GET /flowSpecs answer) in place of the one a dataflow names
    #[arg(long, value_name = "FILE")]
    flow_spec: Option<String>,
    /// Take this resolved XDM schema in place of the one a dataflow names
    #[arg(long, value_name = "FILE")]
    target_schema: Option<String>,
}

impl Checks {
    /// The options of the check; reads the files they name.
    pub(super) fn options(&self) -> Result<check::Options, Trouble> {
        Ok(check::Options {
            select: self.select.as_deref().map(codes).transpose()?,
            ignore: codes(&self.ignore)?,
            flow_spec: self.flow_spec.as_deref().map(json_file).transpose()?,
            target_schema: self.target_schema.as_deref().map(json_file).transpose()?,
            ..check::Options::default()
        })
    }

    /// What findings mean for the exit status.
    pub(super) fn exit(&self, sum: &Summary) -> Exit {
        let fails = sum.errors > 0 || (self.strict && sum.warnings > 0);
        if fails { Exit::Findings } else { Exit::Clean }
    }
}

/// Codes as they are in diagnostics, from codes and rule numbers.
fn codes(given: &[String]) -> Result<Vec<String>, Trouble> {
    let mut all = Vec::new();
    for name in given.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
        let codes = rules::codes(name);
        if codes.is_empty() {
            let names = rules::all().map(|r| r.code).chain(input::CODES.iter().copied());
            return Err(unknown("code", name, names, "`preflow rules` lists them"));
        }
        all.extend(codes);
    }
    Ok(all)
}

/// `there is no code `x`; did you mean `y`?`
pub(super) fn unknown<'n>(
    what: &str,
    given: &str,
    names: impl Iterator<Item = &'n str>,
    otherwise: &str,
) -> Trouble {
    let near = names
        .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &given.to_lowercase()), name))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((_, name)) => Trouble::new(format!("there is no {what} `{given}`; did you mean `{name}`?")),
        None => Trouble::new(format!("there is no {what} `{given}`; {otherwise}")),
    }
}

/// Reads a JSON file an option names; what is no JSON is told here, with its place.
pub(super) fn json_file(name: &str) -> Result<NamedText, Trouble> {
    let bytes = disk::read(Path::new(name)).map_err(|e| Trouble::with(name, &e))?;
    let text = input::decode(&bytes).map_err(|e| Trouble::new(format!("{name}: {e}")))?;
    let document = json::parse(&Excerpt::verbatim(&text, 0), Dialect::Relaxed);
    if document.root.is_some() && document.is_valid() {
        return Ok(NamedText { name: name.to_owned(), text });
    }
    let Some(fault) = document.faults.first() else {
        return Err(Trouble::new(format!("{name}: this is no JSON")));
    };
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let at = sources.get(file).position(fault.span.start);
    Err(Trouble::new(format!("{name}:{}:{}: {}", at.line, at.column, fault.message)))
}

/// Reads the name of an output format of `check`.
pub(super) fn format() -> impl TypedValueParser<Value = render::Format> {
    named(render::Format::ALL, render::Format::name, render::Format::about)
}

/// For reading, or for tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HumanOrJson {
    Human,
    Json,
}

/// Reads `human` or `json`.
pub(super) fn human_or_json() -> impl TypedValueParser<Value = HumanOrJson> {
    named(
        &[HumanOrJson::Human, HumanOrJson::Json],
        |f| if f == HumanOrJson::Human { "human" } else { "json" },
        |f| if f == HumanOrJson::Human { "for reading" } else { "for tools" },
    )
}

/// Reads the name of one of a list.
pub(super) fn named<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
    about: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let values = all.iter().map(|t| PossibleValue::new(name(*t)).help(about(*t)));
    PossibleValuesParser::new(values)
        .try_map(move |given| all.iter().copied().find(|t| name(*t) == given).ok_or("not in the list"))
}

/// Any text; the names are for completion scripts only, so that a wrong one is told in our own words.
pub(super) fn any_of(names: fn() -> Vec<&'static str>) -> impl TypedValueParser<Value = String> {
    Suggested(names)
}

#[derive(Clone)]
struct Suggested(fn() -> Vec<&'static str>);

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        clap::builder::StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}
