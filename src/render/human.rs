//! The findings for reading: each with the lines it points at, both ends of a cross-step fault, and the help.
//!
//! Only the lines that are shown are handed to the drawing library, and a long line only around its place: a
//! finding in a minified file of a megabyte costs no more than one in a small file.

use super::{Checked, Options, Summary, file_name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Place, SourceFile, Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// A line longer than this many bytes is shown only around its place.
const LONG_LINE: usize = 300;
/// How much of a long line is shown on each side of a place.
const MARGIN: usize = 60;
/// Places of one file within this many bytes are drawn in one piece.
const ONE_PIECE: usize = 8 * 1024;

pub(super) fn render(files: &[Checked<'_>], options: &Options) -> String {
    let mut out = findings(files, options);
    out.push_str(&summary(&Summary::of(files)));
    out.push('\n');
    out
}

/// The findings without the line that sums them up.
#[must_use]
pub fn findings(files: &[Checked<'_>], options: &Options) -> String {
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.max(40));
    let mut out = String::new();
    for file in files {
        for diagnostic in file.diagnostics {
            let mut cuts = Vec::new();
            let group = group(file.sources, diagnostic, &mut cuts);
            let text = renderer.render(&[group]);
            out.push_str(&cuts.iter().fold(text, |text, cut| cut.right(&text)));
            out.push_str("\n\n");
        }
    }
    out
}

/// The last line: `2 errors, 1 warning in 3 files`.
#[must_use]
pub fn summary(sum: &Summary) -> String {
    let counted = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let found: Vec<_> =
        [counted(sum.errors, "error"), counted(sum.warnings, "warning"), counted(sum.infos, "note")]
            .into_iter()
            .flatten()
            .collect();
    let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
    let files = counted(sum.files, "file").unwrap_or("no files".to_owned());
    match counted(sum.steps, "request") {
        Some(steps) => format!("{found} in {files} ({steps})"),
        None => format!("{found} in {files}"),
    }
}

struct Labelled<'a> {
    place: Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
}

/// A long line of which only a part was drawn. The drawing library counts the column it writes after the file's
/// name in that part, so the name is marked there and the column put right afterwards.
struct Cut {
    drawn: String,
    meant: String,
}

impl Cut {
    /// Stands behind the name of the file; no text has a reason to hold it.
    const MARK: char = '\u{f8f0}';

    fn right(&self, text: &str) -> String {
        text.replacen(&self.drawn, &self.meant, 1)
    }
}

fn group<'a>(sources: &'a Sources, d: &'a Diagnostic, cuts: &mut Vec<Cut>) -> Group<'a> {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let id = d.rule.map_or(d.code.to_owned(), |rule| format!("{}, {rule}", d.code));
    let mut group = Group::with_title(level.primary_title(d.message.as_str()).id(id));
    let primary = Labelled { place: d.place, kind: AnnotationKind::Primary, label: None };
    let others = d.related.iter().map(|r| Labelled {
        place: r.place,
        kind: AnnotationKind::Context,
        label: Some(r.message.as_str()),
    });
    let mut left: Vec<Labelled<'a>> = std::iter::once(primary).chain(others).collect();
    while !left.is_empty() {
        let piece = next_piece(sources, &mut left);
        group = group.elements(draw(sources, &piece, cuts));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// Takes the first place and those that can be drawn together with it.
fn next_piece<'a>(sources: &Sources, left: &mut Vec<Labelled<'a>>) -> Vec<Labelled<'a>> {
    let first = left.remove(0);
    let file = sources.get(first.place.file);
    let mut whole = line_of(file, first.place.span);
    let mut piece = vec![first];
    if whole.range().len() > LONG_LINE {
        return piece;
    }
    let mut rest = Vec::new();
    for other in left.drain(..) {
        let line = line_of(file, other.place.span);
        let both = whole.to(line);
        let same = other.place.file == piece[0].place.file;
        if same && line.range().len() <= LONG_LINE && both.range().len() <= ONE_PIECE {
            whole = both;
            piece.push(other);
        } else {
            rest.push(other);
        }
    }
    *left = rest;
    piece
}

fn line_of(file: &SourceFile, span: Span) -> Span {
    file.line_span(file.position(span.start).line)
}

fn draw<'a>(
    sources: &'a Sources,
    piece: &[Labelled<'a>],
    cuts: &mut Vec<Cut>,
) -> Option<Snippet<'a, Annotation<'a>>> {
    let first = piece.first()?;
    let file = sources.get(first.place.file);
    let whole = piece.iter().map(|p| line_of(file, p.place.span)).reduce(Span::to)?;
    let (window, shift, is_cut) = window(file, whole, first.place.span);
    let mut name = file_name(sources, first.place).to_owned();
    if is_cut {
        let at = file.position(first.place.span.start);
        let start = floor(&window, (i64::from(first.place.span.start) + shift).max(0) as usize);
        let column = window[..start].chars().count() + 1;
        cuts.push(Cut {
            drawn: format!("{}:{}:{column}", Cut::MARK, at.line),
            meant: format!(":{}:{}", at.line, at.column),
        });
        name.push(Cut::MARK);
    }
    let line = file.position(whole.start).line as usize;
    let mut marks = Vec::new();
    for p in piece {
        // A place of several lines is marked on its first.
        let line_end = line_of(file, p.place.span).end;
        let start = p.place.span.start.min(line_end);
        let end = p.place.span.end.min(line_end);
        let local = |offset: u32| (i64::from(offset) + shift).max(0) as usize;
        let start = floor(&window, local(start));
        let end = ceil(&window, local(end)).max(start);
        marks.push(p.kind.span(start..end).label(p.label));
    }
    Some(Snippet::source(window).path(name).line_start(line).fold(true).annotations(marks))
}

/// The text to show for `whole`, what to add to a file offset to get the offset in it, and whether it was cut.
fn window(file: &SourceFile, whole: Span, place: Span) -> (String, i64, bool) {
    let text = &file.text;
    let range = whole.range();
    if range.len() <= ONE_PIECE && !(range.len() > LONG_LINE && is_one_line(text, whole)) {
        return (text[range].to_owned(), -i64::from(whole.start), false);
    }
    let start = floor(text, (place.start as usize).saturating_sub(MARGIN)).max(range.start);
    let end = (place.end as usize).min(place.start as usize + 2 * MARGIN) + MARGIN;
    let end = floor(text, end.min(range.end)).max(start);
    let mark = |cut: bool| if cut { "…" } else { "" };
    let (before, after) = (mark(start > range.start), mark(end < range.end));
    (format!("{before}{}{after}", &text[start..end]), before.len() as i64 - start as i64, true)
}

fn is_one_line(text: &str, span: Span) -> bool {
    !text[span.range()].contains('\n')
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or behind an offset.
fn ceil(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Related;
    use crate::text::FileId;

    fn place(sources: &Sources, file: FileId, text: &str) -> Place {
        let start = sources.get(file).text.find(text).unwrap();
        Place { file, span: Span::new(start, start + text.len()) }
    }

    fn finding(place: Place, related: &[(&str, Place)]) -> Diagnostic {
        let related = related.iter().map(|(message, place)| Related {
            message: (*message).to_owned(),
            place: *place,
            pointer: None,
        });
        Diagnostic {
            code: "some-code",
            rule: Some("R00"),
            severity: Severity::Error,
            message: "what was found".to_owned(),
            help: Some("what to do".to_owned()),
            place,
            step: None,
            pointer: None,
            related: related.collect(),
            fix: Vec::new(),
        }
    }

    fn drawn(sources: &Sources, diagnostic: Diagnostic) -> String {
        let checked = Checked { sources, diagnostics: &[diagnostic], steps: 0 };
        let text = render(&[checked], &Options { colour: false, width: 80 });
        text.strip_suffix("\n\n1 error in 1 file\n").unwrap().to_owned()
    }

    #[test]
    fn both_ends_in_one_file() {
        let mut sources = Sources::default();
        let file = sources.add("a.json", "{\r\n\t\"日本\": \"x\", \"id\": 1,\r\n  \"b\": 2\r\n}\r\n");
        let other = place(&sources, file, "\"b\"");
        let text = drawn(&sources, finding(place(&sources, file, "\"id\""), &[("the other end", other)]));
        let expected = "\
error[some-code, R00]: what was found
 --> a.json:2:13
  |
2 |     \"日本\": \"x\", \"id\": 1,
  |                  ^^^^
3 |   \"b\": 2
  |   --- the other end
  |
  = help: what to do";
        assert_eq!(text, expected);
    }

    #[test]
    fn the_other_end_in_another_file() {
        let mut sources = Sources::default();
        let file = sources.add("a.json", "{\"e\u{301}\": true}");
        let schema = sources.add("schema.json", "{}\n{\"type\": \"string\"}");
        let other = place(&sources, schema, "\"string\"");
        let text = drawn(&sources, finding(place(&sources, file, "true"), &[("says so", other)]));
        let expected = "\
error[some-code, R00]: what was found
 --> a.json:1:8
  |
1 | {\"e\u{301}\": true}
  |       ^^^^
  |
 ::: schema.json:2:10
  |
2 | {\"type\": \"string\"}
  |          -------- says so
  |
  = help: what to do";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_value_of_many_lines_is_marked_on_its_first() {
        let mut sources = Sources::default();
        let file = sources.add("a.json", "{\"a\": {\n  \"b\": 1\n}}");
        let text = drawn(&sources, finding(place(&sources, file, "{\n  \"b\": 1\n}"), &[]));
        assert!(text.contains("1 | {\"a\": {\n  |       ^\n  |\n"), "{text}");
        assert!(!text.contains("\"b\""), "{text}");
    }

    #[test]
    fn of_a_long_line_the_place_is_shown() {
        let mut sources = Sources::default();
        let long = format!("{{\"{}\": 1, \"here\": 2, \"{}\": 3}}", "é".repeat(400_000), "x".repeat(400_000));
        let file = sources.add("min.json", long);
        let first = place(&sources, file, "1,");
        let text = drawn(&sources, finding(place(&sources, file, "\"here\""), &[("and here", first)]));
        assert!(text.len() < 1200, "{text}");
        assert!(text.contains(" --> min.json:1:400009\n"), "{text}");
        assert!(text.contains(" ::: min.json:1:400006\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let marked: Vec<&str> =
            text.lines().filter(|l| l.contains("^^^^^^") || l.contains("- and")).collect();
        assert_eq!(marked.len(), 2, "{text}");
    }

    #[test]
    fn places_inside_a_character_are_drawn_around_it() {
        let mut sources = Sources::default();
        let file = sources.add("a.json", "\"é😀\"");
        let text = drawn(&sources, finding(Place { file, span: Span::new(2, 5) }, &[]));
        assert!(text.contains("1 | \"é😀\"\n  |  ^^^\n"), "{text}");
    }

    #[test]
    fn places_outside_the_text_are_drawn_at_its_end() {
        let mut sources = Sources::default();
        let file = sources.add("a.json", "");
        let text = drawn(&sources, finding(Place { file, span: Span::new(3, 9) }, &[]));
        assert!(text.contains(" --> a.json:1:1\n"), "{text}");
    }
}
