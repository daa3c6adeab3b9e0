//! `preflow completions`: scripts that complete arguments in a shell.

use super::output::{self, Exit, Outcome};
use clap::CommandFactory;
use clap_complete::Shell;

/// Write the completion script of a shell
#[derive(clap::Args)]
#[command(after_help = "Example: preflow completions bash > /etc/bash_completion.d/preflow")]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: Args) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Arguments::command(), "preflow", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
