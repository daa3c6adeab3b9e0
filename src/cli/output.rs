//! Exit statuses, reports on stdout, trouble on stderr.

use anstream::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use preflow::render;
use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// What the command has to say to its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Nothing wrong.
    Clean,
    /// There are findings.
    Findings,
    /// The command could not do (all of) its work.
    Trouble,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// What stopped a command: a sentence for the user.
#[derive(Debug)]
pub(super) struct Trouble(String);

/// What a subcommand ends with.
pub(super) type Outcome = Result<Exit, Trouble>;

impl Trouble {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Trouble(text.into())
    }

    /// `NAME: what went wrong`
    pub(super) fn with(name: &str, error: &io::Error) -> Self {
        Trouble(format!("{name}: {}", reason(error)))
    }
}

/// What an I/O error means, without the number of the system call.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => error.to_string(),
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Tells trouble on stderr.
pub(super) fn tell(trouble: &Trouble) {
    let style = Style::new().bold().fg_color(Some(AnsiColor::BrightRed.into()));
    let mut to = anstream::stderr().lock();
    let _ = writeln!(to, "{style}error{style:#}: {}", printable(&trouble.0));
}

/// Tells progress or a result that is no report, on stderr.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}

/// Shows findings on stderr, for commands whose stdout is for something else.
pub(super) fn show(findings: impl FnOnce(&render::Options) -> String) {
    let colour = anstream::AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    let text = findings(&render::Options { colour, width: width() });
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A text without what would steer a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// Writes a report to stdout. A reader that has gone away has read enough.
pub(super) fn print(text: &str) -> Result<(), Trouble> {
    let mut to = io::stdout().lock();
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Trouble::with("stdout", &error)),
        _ => Ok(()),
    }
}

/// Output that is written as it is made.
pub(super) struct Stream {
    to: BufWriter<io::StdoutLock<'static>>,
    closed: bool,
}

impl Default for Stream {
    fn default() -> Self {
        Stream { to: BufWriter::with_capacity(1 << 16, io::stdout().lock()), closed: false }
    }
}

impl Stream {
    /// Writes a piece.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Trouble> {
        let done = self.to.write_all(text.as_bytes());
        self.done(done)
    }

    /// Writes what is still buffered.
    pub(super) fn flush(&mut self) -> Result<(), Trouble> {
        let done = self.to.flush();
        self.done(done)
    }

    /// Writes what is still buffered.
    pub(super) fn finish(mut self) -> Result<(), Trouble> {
        self.flush()
    }

    /// Has the reader gone away?
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    fn done(&mut self, done: io::Result<()>) -> Result<(), Trouble> {
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => return Err(Trouble::with("stdout", &error)),
            Ok(()) => {}
        }
        Ok(())
    }
}

/// How far long work has come, on stderr; silent where nobody watches.
pub(super) struct Progress {
    done: u64,
    shown: bool,
}

impl Progress {
    /// Between two notes.
    const EVERY: u64 = 20_000;

    /// Progress of work whose result goes to a file or a pipe.
    pub(super) fn new() -> Self {
        Progress { done: 0, shown: io::stderr().is_terminal() && !io::stdout().is_terminal() }
    }

    /// One more record is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if self.shown && self.done.is_multiple_of(Self::EVERY) {
            let _ = write!(io::stderr().lock(), "\r{} records", self.done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && self.done >= Self::EVERY {
            let _ = writeln!(io::stderr().lock(), "\r{} records", self.done);
        }
    }
}

/// A value as JSON, one line.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}

/// How reports are drawn on this stdout.
pub(super) fn drawing() -> render::Options {
    let colour = anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    render::Options { colour, width: width() }
}

/// The columns of the terminal; 120 where there is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(120, |(width, _)| usize::from(width.0))
}
