//! Diagnostics as text: one file per output format, one line in the list below; the `--format` help and every
//! menu derive from it.
//!
//! Renderers are pure: they get the findings and write text. Lines, columns and colours exist only here; what a
//! diagnostic says is decided where it is made.

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Place, Position, Sources};

macro_rules! formats {
    ($($(#[$when:meta])* $file:ident $Format:ident $name:literal $about:literal),* $(,)?) => {
        $($(#[$when])* pub mod $file;)*

        /// An output format of `check`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $($(#[$when])* #[doc = $about] $Format,)*
        }

        impl Format {
            /// Every format, in the order of the help.
            pub const ALL: &'static [Format] = &[$($(#[$when])* Format::$Format),*];

            /// Its name on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(#[$when])* Format::$Format => $name,)* }
            }

            /// What it is for, in a few words.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $($(#[$when])* Format::$Format => $about,)* }
            }

            /// The findings of some files as text.
            #[must_use]
            pub fn render(self, files: &[Checked<'_>], options: &Options) -> String {
                match self { $($(#[$when])* Format::$Format => $file::render(files, options),)* }
            }
        }
    };
}

formats! {
    #[cfg(feature = "cli")]
    human Human "human" "for reading: each finding with the text it points at",
    json Json "json" "one JSON object, for tools",
    sarif Sarif "sarif" "SARIF 2.1.0, for code scanning",
    github Github "github" "annotations in a GitHub Actions log",
}

/// What was found in one file and those it names.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The file and those it names.
    pub sources: &'a Sources,
    /// The findings, in the order of every report.
    pub diagnostics: &'a [Diagnostic],
    /// How many requests of a dataflow's steps the file has.
    pub steps: usize,
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// With colours (ANSI escapes).
    pub colour: bool,
    /// The columns of the terminal.
    pub width: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { colour: false, width: 100 }
    }
}

/// The numbers at the end of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "CheckSummary"))]
pub struct Summary {
    /// Files looked at.
    pub files: usize,
    /// Requests of a dataflow's steps in them.
    pub steps: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are worth knowing.
    pub infos: usize,
}

impl Summary {
    /// Counts the findings of some files.
    #[must_use]
    pub fn of(files: &[Checked<'_>]) -> Self {
        let mut sum = Summary { files: files.len(), ..Summary::default() };
        for file in files {
            sum.steps += file.steps;
            for diagnostic in file.diagnostics {
                *match diagnostic.severity {
                    Severity::Error => &mut sum.errors,
                    Severity::Warning => &mut sum.warnings,
                    Severity::Info => &mut sum.infos,
                } += 1;
            }
        }
        sum
    }
}

/// Where a finding starts and ends, in lines and columns from 1; the end is one past the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// One past the last.
    pub end: Position,
}

impl Range {
    /// The range of a place.
    #[must_use]
    pub fn of(sources: &Sources, place: Place) -> Self {
        let file = sources.get(place.file);
        Range { start: file.position(place.span.start), end: file.position(place.span.end) }
    }
}

fn file_name(sources: &Sources, place: Place) -> &str {
    &sources.get(place.file).name
}
