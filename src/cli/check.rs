//! `preflow check`: diagnostics of files and folders, and the mending of what is mechanical.

use super::choices::{self, Checks};
use super::disk::{self, Disk, STDIN};
use super::load::{self, Found};
use super::output::{self, Exit, Outcome, Trouble};
use preflow::check;
use preflow::diagnostic::Diagnostic;
use preflow::fix::{self, Fixed};
use preflow::render::{Checked, Format, Summary};
use preflow::text::Sources;
use std::iter;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Find mistakes in dataflow documents, request bodies, curl commands, tutorials and Postman collections
///
/// Folders are walked, .gitignore honoured; `-` is standard input.
#[derive(clap::Args)]
#[command(after_help = "Example: preflow check flows/ --format github --strict")]
pub(super) struct Args {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// How to write the findings
    #[arg(long, default_value = "human", value_parser = choices::format())]
    format: Format,
    #[command(flatten)]
    checks: Checks,
    /// Mend what has exactly one right edit, and report the rest
    #[arg(long, help_heading = "Mending")]
    fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, help_heading = "Mending")]
    diff: bool,
}

pub(super) fn run(args: Args) -> Outcome {
    let options = args.checks.options()?;
    let (found, mut troubles) = load::find(&args.paths);
    let mut kept = Vec::new();
    let mut diff = String::new();
    for seen in each(&found, |file| look(file, &args, &options)) {
        match seen {
            Ok(Some(seen)) => {
                diff.push_str(&seen.diff);
                kept.push(seen);
            }
            Ok(None) => {}
            Err(trouble) => troubles.push(trouble),
        }
    }
    let checked: Vec<Checked<'_>> = kept.iter().map(Seen::checked).collect();
    let text = if args.diff { diff } else { args.format.render(&checked, &output::drawing()) };
    output::print(&text)?;
    troubles.iter().for_each(output::tell);
    let exit = args.checks.exit(&Summary::of(&checked));
    let all_read = troubles.is_empty() && kept.iter().all(|seen| seen.readable);
    Ok(if all_read { exit } else { Exit::Trouble })
}

/// Fewer files than this are checked before another thread has started.
const WORTH_A_THREAD: usize = 16;

/// Does something with every file, on all processors where it pays; the results come in the order of the files.
fn each<T: Send>(files: &[Found], work: impl Fn(&Found) -> T + Sync) -> Vec<T> {
    // What the system says of its processors stands in files of its own: only many files are worth asking.
    let threads = match files.len() / WORTH_A_THREAD {
        0 | 1 => 1,
        most => thread::available_parallelism().map_or(1, NonZero::get).min(most),
    };
    if threads == 1 {
        return files.iter().map(work).collect();
    }
    // Whoever is free takes the next file: processors have other work too, and files differ.
    let next = AtomicUsize::new(0);
    let take = || {
        let taken = iter::from_fn(|| {
            let index = next.fetch_add(1, Ordering::Relaxed);
            files.get(index).map(|file| (index, file))
        });
        taken.map(|(index, file)| (index, work(file))).collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What is kept of a file until the report is written.
struct Seen {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    steps: usize,
    readable: bool,
    diff: String,
}

impl Seen {
    fn checked(&self) -> Checked<'_> {
        Checked { sources: &self.sources, diagnostics: &self.diagnostics, steps: self.steps }
    }
}

/// Checks (and mends) one file; none when it is a file of a folder that has nothing to do with dataflows.
fn look(file: &Found, args: &Args, options: &check::Options) -> Result<Option<Seen>, Trouble> {
    let name = file.name.as_str();
    let mut bytes = disk::read(&file.path).map_err(|e| Trouble::with(name, &e))?;
    let mut report = check::check(name, &bytes, &Disk, options);
    if !file.named && !file.is_document() && !report.recognised {
        return Ok(None);
    }
    let mut diff = String::new();
    if (args.fix || args.diff)
        && report.diagnostics.iter().any(|d| !d.fix.is_empty())
        && let Some(fixed) = fix::fix(name, &bytes, &Disk, options)
    {
        if args.diff {
            diff = unified(name, &bytes, &fixed);
        } else if name == STDIN {
            return Err(Trouble::new("standard input cannot be mended in place; --diff shows the edits"));
        } else {
            disk::replace(&file.path, &fixed.text).map_err(|e| Trouble::with(name, &e))?;
            let findings = if fixed.mended == 1 { "finding" } else { "findings" };
            output::note(&format!("{name}: mended {} {findings}", fixed.mended));
            bytes = fixed.text.into_bytes();
            report = check::check(name, &bytes, &Disk, options);
        }
    }
    // The texts are needed only to show findings in them.
    let clean = report.diagnostics.is_empty();
    let steps = report.steps();
    let sources = if clean { Sources::default() } else { report.sources };
    Ok(Some(Seen { sources, diagnostics: report.diagnostics, steps, readable: report.readable, diff }))
}

fn unified(name: &str, before: &[u8], fixed: &Fixed) -> String {
    let before = String::from_utf8_lossy(before);
    similar::TextDiff::from_lines(before.as_ref(), &fixed.text)
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
