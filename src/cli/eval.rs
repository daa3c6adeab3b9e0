//! `preflow eval`: the value of one expression, or of one a line.

mod batch;

use super::disk;
use super::evaluation::Evaluation;
use super::output::{self, Exit, Outcome, Trouble};
use preflow::datum::{Datum, Reader};
use preflow::diagnostic::{Diagnostic, Severity};
use preflow::expr::{self, Finding, NoValue};
use preflow::render::{self, Checked};
use preflow::text::{Place, Sources, Span};
use preflow::value::Fail;
use std::path::Path;

/// Show the value of an expression on a record
///
/// The value is JSON. Exits with 1 when the text is no expression, or when it fails on the record: the platform would
/// leave the destination of a mapping empty then, and log a warning.
#[derive(clap::Args)]
#[command(after_help = "\
Example: preflow eval 'upper(trim(name))' --record '{\"name\": \" Ada \"}'

With --batch, lines {\"id\", \"expr\", \"record\"} on standard input are answered by lines
{\"id\", \"ok\": true, \"value\"} or {\"id\", \"ok\": false, \"error\"}, in their order.")]
pub(super) struct Args {
    /// The expression
    #[arg(required_unless_present = "batch", conflicts_with = "batch", allow_hyphen_values = true)]
    expression: Option<String>,
    /// The record: a JSON object, or `@` and the file it is in (`@-` is standard input)
    #[arg(long, value_name = "JSON|@FILE", conflicts_with = "batch")]
    record: Option<String>,
    /// Answer a line of JSON on standard input with one on standard output
    #[arg(long)]
    batch: bool,
    /// The same as --strict-arithmetic
    #[arg(long, hide = true)]
    strict: bool,
    #[command(flatten)]
    evaluation: Evaluation,
}

pub(super) fn run(args: Args) -> Outcome {
    let mut settings = args.evaluation.settings();
    settings.strict |= args.strict;
    let Some(expression) = args.expression else { return batch::run(&settings) };
    let bytes = match args.record.as_deref() {
        None => b"{}".to_vec(),
        Some(given) => match given.strip_prefix('@') {
            None => given.as_bytes().to_vec(),
            Some(file) => disk::read(Path::new(file)).map_err(|e| Trouble::with(file, &e))?,
        },
    };
    let record = read(&bytes).map_err(|why| Trouble::new(format!("the record is no JSON object: {why}")))?;
    match expr::evaluate(&expression, &record, &settings) {
        Ok(answer) => {
            output::print(&format!("{}\n", answer.value))?;
            if let Some(why) = answer.unknown {
                output::note(&format!("note: the value cannot be known here: {why}"));
            }
            for guess in answer.guesses {
                output::note(&format!("note: no public document says so: {guess}"));
            }
            let missed = expr::unanswered(&expression, &record, &settings);
            let exit = tell(expression, None, missed.as_ref());
            if answer.clock && args.evaluation.takes_the_clock() {
                output::note(
                    "note: the expression took the time of the clock for now; --now gives it another",
                );
            }
            Ok(exit)
        }
        Err(why) => Ok(tell(expression, Some(&why), None)),
    }
}

/// A record; only objects have fields.
fn read(bytes: &[u8]) -> Result<Datum<'_>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match Reader::default().read(bytes) {
        Ok(record) if record.is_object() => Ok(record),
        Ok(other) => Err(format!("it is {}", other.type_name())),
        Err(fault) => Err(fault.message),
    }
}

/// Shows on stderr what keeps an expression from having a value, what else is wrong with it, and where in it: stdout
/// is for values. An error is a finding to the exit status, also where the engine gives null for it, as for a call that
/// nothing answers: `missed`.
fn tell(expression: String, why: Option<&NoValue>, missed: Option<&Fail>) -> Exit {
    let findings = expr::explain(&expression, why, missed);
    let mut sources = Sources::default();
    let file = sources.add("expression", expression);
    let diagnostic = |found: Finding| Diagnostic {
        code: found.code,
        rule: None,
        severity: found.severity,
        message: found.message,
        help: found.help,
        place: Place { file, span: Span::new(found.range.start, found.range.end) },
        step: None,
        pointer: None,
        related: Vec::new(),
        fix: Vec::new(),
    };
    let diagnostics: Vec<Diagnostic> = findings.into_iter().map(diagnostic).collect();
    if !diagnostics.is_empty() {
        let checked = Checked { sources: &sources, diagnostics: &diagnostics, steps: 0 };
        output::show(|options| render::human::findings(&[checked], options));
    }
    let errors = diagnostics.iter().any(|found| found.severity == Severity::Error);
    if errors { Exit::Findings } else { Exit::Clean }
}
