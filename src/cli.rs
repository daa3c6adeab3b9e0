//! The command line: what the core does, for people and scripts. Only here are files opened, output written and
//! the terminal asked.
//!
//! A subcommand is one file, whose `Args` are its arguments and help and whose `run` does it, and one line in the
//! list below.

mod choices;
mod disk;
mod document;
mod evaluation;
mod load;
mod output;
mod samples;
mod table;

use clap::Parser;
use output::{Exit, Outcome};
use std::process::ExitCode;

macro_rules! subcommands {
    ($($file:ident $Command:ident),* $(,)?) => {
        $(mod $file;)*

        #[derive(clap::Subcommand)]
        enum Command {
            $($Command($file::Args),)*
        }

        impl Command {
            fn run(self) -> Outcome {
                match self { $(Command::$Command(args) => $file::run(args),)* }
            }
        }
    };
}

subcommands! {
    plan Plan,
    check Check,
    preview Preview,
    requests Requests,
    new New,
    import Import,
    eval Eval,
    specs Specs,
    rules Rules,
    functions Functions,
    completions Completions,
}

/// Preflight for Adobe Experience Platform dataflows: finds mistakes before anything is sent, shows what a
/// mapping makes of sample records, and writes the requests. It never calls Platform.
#[derive(Parser)]
#[command(name = "preflow", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Exit status: 0 nothing wrong, 1 findings, 2 the command could not do its work.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Runs the command.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => {
            let exit = if told.use_stderr() { Exit::Trouble } else { Exit::Clean };
            // A reader that has gone away needs no help text.
            let _ = told.print();
            return exit.into();
        }
    };
    match arguments.command.run() {
        Ok(exit) => exit.into(),
        Err(trouble) => {
            output::tell(&trouble);
            Exit::Trouble.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Arguments::command().debug_assert();
    }

    #[test]
    fn every_subcommand_has_an_example() {
        for command in super::Arguments::command().get_subcommands() {
            let name = command.get_name();
            let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(example.contains(&format!("Example: preflow {name}")), "{name}");
            assert!(command.get_about().is_some(), "{name}");
        }
    }
}
