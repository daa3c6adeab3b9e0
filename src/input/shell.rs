//! Shell text, read as a POSIX shell (and bash) reads it, far enough to know each word of each command and where
//! every byte of it stands in the file.
//!
//! Why our own: `shlex` and its like give words without places, and what breaks a command (a quote that never
//! closes, a backslash with a blank behind it) is what we are here to find. So the reader never gives up: it
//! reports a [`ShellFault`] and reads on as the author meant it, so that the request behind it is still checked.
//!
//! A variable that the text assigns stands for its value (see [`variables`]); every other one becomes a placeholder,
//! and so does a command substitution.

mod quote;
mod variables;

pub(super) use variables::Variables;

use crate::dataflow::{ShellFault, ShellFaultKind};
use crate::json::Edit;
use crate::text::{Excerpt, Span};

/// A word, quotes resolved.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// What curl gets to see.
    pub text: Excerpt<'static>,
    /// Where it stands in the file, quotes included.
    pub span: Span,
    /// Any part of it in quotes?
    pub quoted: bool,
}

impl Word {
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// Where its text stands in the file, quotes left out.
    pub fn inner(&self) -> Span {
        if self.text().is_empty() { self.span } else { self.text.span(0, self.text().len()) }
    }
}

/// A simple command: its words, and what it gets on its standard input.
#[derive(Debug, Default)]
pub(super) struct Command {
    pub words: Vec<Word>,
    pub stdin: Option<Excerpt<'static>>,
    /// The file its output goes to.
    pub output: Option<String>,
    /// Does its output go to the next command?
    pub piped: bool,
    /// The files it names as `@file` that commands before it have written, and with what where that is known.
    pub files: Vec<(String, Option<Excerpt<'static>>)>,
    pub faults: Vec<ShellFault>,
    /// Its bytes in the text that was read.
    pub start: usize,
    pub end: usize,
}

impl Command {
    /// The words that curl gets, and whether `curl` is written: those behind it, or all when the command starts
    /// as if it stood there (`-X POST …`, `POST 'https://…' -H …`, `'https://…' -H …`).
    pub fn curl(&self) -> Option<(&[Word], bool)> {
        let is_curl = |w: &Word| {
            let name = w.text().rsplit(['/', '\\']).next().unwrap_or_default();
            name == "curl" || name == "curl.exe"
        };
        let leading = self.words.iter().take(6).position(is_curl);
        if let Some(at) = leading
            && self.words[..at].iter().all(|w| !w.text().starts_with("http") && !w.text().contains(' '))
            && !self
                .words
                .first()
                .is_some_and(|w| matches!(w.text(), "brew" | "apt" | "apt-get" | "yum" | "apk"))
        {
            return Some((&self.words[at + 1..], true));
        }
        let first = self.words.first()?.text();
        let is_option = matches!(
            first,
            "-X" | "-H" | "-d" | "--request" | "--header" | "--data" | "--location" | "--url"
        ) || first.starts_with("-X");
        let behind = &self.words[1..];
        let has_option = behind.iter().any(|w| matches!(w.text(), "-H" | "-d" | "--header" | "--data"));
        let is_method = METHODS.contains(&first) && behind.iter().any(|w| w.text().contains("://"));
        ((is_option || has_option && (is_method || is_url(first))) && self.words.len() > 1)
            .then_some((&self.words[..], false))
    }
}

/// Does the text start as a URL does?
pub(super) fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The methods that a line may start with.
pub(super) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Reads every command of a text, with what texts before it have assigned.
pub(super) fn read(text: &Excerpt<'_>, variables: &mut Variables) -> Vec<Command> {
    let mut commands = Vec::new();
    variables.start();
    read_into(text, 0, text.text().len(), 0, variables, &mut commands);
    // What nobody calls is read as it stands.
    while let Some((from, to)) = variables.uncalled() {
        read_into(text, from, to, 1, variables, &mut commands);
    }
    commands
}

/// Reads the one command that starts at `start`.
pub(super) fn read_one(text: &Excerpt<'_>, start: usize) -> Command {
    let mut variables = Variables::default();
    let mut reader = Reader::new(text, start, text.text().len(), &mut variables);
    reader.command().unwrap_or_default()
}

/// How deep functions and substitutions are followed.
const MAX_DEPTH: usize = 8;

fn read_into(
    text: &Excerpt<'_>,
    start: usize,
    end: usize,
    depth: usize,
    variables: &mut Variables,
    commands: &mut Vec<Command>,
) {
    let mut reader = Reader::new(text, start, end, variables);
    let mut piped = None;
    loop {
        let command = reader.command();
        // `ID=$(curl …)`: the command that matters is inside.
        for (from, to) in std::mem::take(&mut reader.substitutions) {
            if depth < MAX_DEPTH && reader.variables.is_worth_reading(&text.text()[from..to]) {
                read_into(text, from, to, depth + 1, reader.variables, commands);
            }
        }
        let Some(mut command) = command else { return };
        if reader.defines(&command) {
            continue;
        }
        command.stdin = command.stdin.or(piped);
        piped = if command.piped { variables::said(&command) } else { None };
        command.files = reader.variables.files_of(&command);
        if depth < MAX_DEPTH
            && let Some(call) = reader.variables.call(&command)
        {
            read_into(text, call.body.0, call.body.1, depth + 1, reader.variables, commands);
            reader.variables.end(call);
            continue;
        }
        if command.stdin.is_none() && command.curl().is_some() {
            command.stdin = reader.variables.stdin();
        }
        reader.variables.after(&command);
        commands.push(command);
    }
}

struct Reader<'t, 'v> {
    excerpt: &'t Excerpt<'t>,
    /// The text up to the end of what is to be read.
    source: &'t str,
    at: usize,
    faults: Vec<ShellFault>,
    substitutions: Vec<(usize, usize)>,
    /// Where reading goes on behind the line break, when the line has heredocs.
    behind_heredocs: Option<usize>,
    variables: &'v mut Variables,
}

impl<'t, 'v> Reader<'t, 'v> {
    fn new(excerpt: &'t Excerpt<'t>, start: usize, end: usize, variables: &'v mut Variables) -> Self {
        let source = &excerpt.text()[..end];
        let (faults, substitutions) = (Vec::new(), Vec::new());
        Reader { excerpt, source, at: start, faults, substitutions, behind_heredocs: None, variables }
    }

    fn rest(&self) -> &'t str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.excerpt.span(start, end)
    }

    fn edit(&self, start: usize, end: usize, text: &str) -> Edit {
        let span = if start == end {
            // An insertion stands where the byte before it ends.
            let at = self.excerpt.span(start.saturating_sub(1), start).end as usize;
            Span::new(at, at)
        } else {
            self.span(start, end)
        };
        Edit { span, text: text.to_owned() }
    }

    fn fault(
        &mut self,
        kind: ShellFaultKind,
        start: usize,
        end: usize,
        message: &str,
        help: &str,
        edits: Vec<Edit>,
    ) {
        let span = self.span(start, end);
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.faults.push(ShellFault { kind, span, message: message.to_owned(), help, edits });
    }

    /// The next command that has any words.
    fn command(&mut self) -> Option<Command> {
        let mut command = Command::default();
        let mut commented = false;
        let mut joined = None;
        loop {
            self.skip_blanks();
            let line_break = newline(self.rest());
            match self.peek() {
                None => break,
                Some(_) if line_break > 0 => {
                    let at = self.at;
                    self.at = self.behind_heredocs.take().filter(|end| *end > at).unwrap_or(at + line_break);
                    if command.words.is_empty() {
                        joined = None;
                        continue;
                    }
                    if !self.goes_on(&command) {
                        if let Some(backslash) = joined {
                            self.trailing_backslash(backslash);
                        }
                        break;
                    }
                    self.missing_continuation(at, commented || joined.is_some());
                    (commented, joined) = (false, None);
                }
                Some('\\') if self.continuation().is_some() => {
                    let (blanks, length) = self.continuation().unwrap_or_default();
                    let at = self.at;
                    self.at += length;
                    if self.rest().trim().is_empty() {
                        if !command.words.is_empty() {
                            self.trailing_backslash(at);
                        }
                        self.at = self.source.len();
                        break;
                    }
                    if blanks > 0 {
                        let edits = vec![self.edit(at + 1, at + 1 + blanks, "")];
                        self.fault(
                            ShellFaultKind::BlankAfterBackslash,
                            at,
                            at + 1 + blanks,
                            "a blank after the backslash: the line break behind it ends the command",
                            "the backslash must be the last character of its line",
                            edits,
                        );
                    }
                    joined = Some(at);
                    if is_curl_line(self.rest().trim_start())
                        && command.curl().is_some_and(|(w, _)| !w.is_empty())
                    {
                        self.fault(
                            ShellFaultKind::JoinedCommands,
                            at,
                            at + 1,
                            "this backslash joins the next curl command to this one",
                            "leave the backslash out of a command's last line",
                            vec![],
                        );
                        break;
                    }
                    continue;
                }
                Some('^' | '`') if newline(&self.rest()[1..]) > 0 => {
                    self.at += 1 + newline(&self.rest()[1..]); // cmd.exe and PowerShell
                }
                Some('#') => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                    commented = true;
                    continue;
                }
                Some(';' | '|' | '&' | '(' | ')') => {
                    let rest = self.rest();
                    let operator = rest.len() - rest.trim_start_matches([';', '|', '&', '(', ')']).len();
                    self.at += operator;
                    if rest.starts_with(";;") {
                        self.variables.keyword(";;");
                    }
                    if !command.words.is_empty() {
                        command.piped = matches!(&rest[..operator], "|" | "|&");
                        break;
                    }
                }
                Some('<' | '>') if crate::placeholder::hole(self.rest()).is_none() => {
                    self.redirect(&mut command);
                }
                Some('$' | '%' | '>') if command.words.is_empty() && self.rest()[1..].starts_with(' ') => {
                    self.at += 1; // a prompt
                }
                Some(_) => {
                    if command.words.is_empty() {
                        command.start = self.at;
                    }
                    if let Some(words) = self.expansion() {
                        command.words.extend(words);
                        command.end = self.at;
                        continue;
                    }
                    let word = self.word();
                    let assigns = self.assigns(&command, &word);
                    command.end = self.at;
                    if !assigns {
                        command.words.push(word);
                    }
                }
            }
            if line_break == 0 {
                joined = None;
            }
        }
        command.faults = std::mem::take(&mut self.faults);
        (!command.words.is_empty()).then_some(command)
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
        self.at += blanks;
        if self.rest().starts_with('\r') && newline(self.rest()) == 0 {
            self.at += 1;
            self.skip_blanks();
        }
    }

    /// At a backslash that ends its line: how many blanks follow it, and how long it is with the line break.
    fn continuation(&self) -> Option<(usize, usize)> {
        let behind = &self.rest()[1..];
        // Also a carriage return that is not part of the line break.
        let mut blanks = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
        if behind[..blanks].ends_with('\r') && behind[blanks..].starts_with('\n') {
            blanks -= 1;
        }
        let length = newline(&behind[blanks..]);
        (length > 0 || behind.len() == blanks).then_some((blanks, 1 + blanks + length))
    }

    fn trailing_backslash(&mut self, at: usize) {
        let before = &self.source[..at];
        let edits = vec![self.edit(before.trim_end_matches([' ', '\t']).len(), at + 1, "")];
        self.fault(
            ShellFaultKind::TrailingBackslash,
            at,
            at + 1,
            "a backslash after the last line: the shell waits for another one",
            "leave the backslash out of a command's last line",
            edits,
        );
    }

    /// Behind a line break that ends the command: does the next line go on with it all the same?
    fn goes_on(&self, command: &Command) -> bool {
        let Some((words, _)) = command.curl() else { return false };
        let next = self.rest().trim_start();
        if next.starts_with('-') || next.starts_with(['\u{2013}', '\u{2014}']) {
            return is_option_line(next) && !words.is_empty();
        }
        let waits = words.last().is_some_and(|w| {
            let option = w.text();
            matches!(option, "-d" | "-H" | "-X" | "--header" | "--request" | "--json" | "--url")
                || option.starts_with("--data")
        });
        let has_url = words.iter().any(|w| w.text().contains("://"));
        let quoted = next.strip_prefix(['\'', '"']);
        (waits && quoted.is_some())
            || (!has_url && quoted.unwrap_or(next).starts_with("https://") && !next.starts_with("curl"))
    }

    fn missing_continuation(&mut self, at: usize, blocked: bool) {
        let line = self.source[..at].trim_end_matches([' ', '\t', '\r']).len();
        let direct = !blocked && newline(&self.source[at..]) > 0 && !starts_blank_line(self.rest());
        let edits = if direct { vec![self.edit(line, line, " \\")] } else { vec![] };
        self.fault(
            ShellFaultKind::MissingContinuation,
            line.saturating_sub(self.source[..line].chars().next_back().map_or(0, char::len_utf8)),
            line,
            "the command ends here: the shell reads the next line as a command of its own",
            if blocked || !direct {
                "a comment or an empty line cannot stand inside a command; take it out and end this line with ` \\`"
            } else {
                "end the line with ` \\` to go on with the command on the next one"
            },
            edits,
        );
    }

    fn redirect(&mut self, command: &mut Command) {
        let operator: String =
            self.rest().chars().take_while(|c| matches!(c, '<' | '>' | '&' | '|' | '-')).take(3).collect();
        if operator.starts_with("<(") || self.rest()[1..].starts_with('(') {
            self.at += 1;
            self.parenthesis();
            return;
        }
        self.at += operator.len();
        self.skip_blanks();
        if operator.ends_with('-') && !operator.starts_with("<<") || newline(self.rest()) > 0 {
            return;
        }
        let word = self.word();
        match operator.as_str() {
            "<<" | "<<-" => command.stdin = Some(self.heredoc(word.text(), word.quoted)),
            "<<<" => command.stdin = Some(word.text),
            _ if operator.starts_with('>') => command.output = Some(word.text().to_owned()),
            _ => {}
        }
    }

    /// The text of a heredoc: it starts behind this line, or behind the line's other heredocs.
    fn heredoc(&mut self, delimiter: &str, quoted: bool) -> Excerpt<'static> {
        let line_end = self.rest().find('\n').map_or(self.source.len(), |n| self.at + n + 1);
        let start = self.behind_heredocs.unwrap_or(line_end);
        let (mut end, mut behind) = (self.source.len(), self.source.len());
        let mut at = start;
        for line in self.source[start..].split_inclusive('\n') {
            if line.trim() == delimiter {
                (end, behind) = (at, at + line.len());
                break;
            }
            at += line.len();
        }
        self.behind_heredocs = Some(behind);
        if quoted {
            return self.excerpt.slice(start, end);
        }
        let here = std::mem::replace(&mut self.at, start);
        let mut text = Excerpt::default();
        self.expand(&mut text, end);
        self.at = here;
        text
    }
}

/// How long the line break at the start of a text is.
fn newline(text: &str) -> usize {
    match text.as_bytes() {
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        _ => 0,
    }
}

fn starts_blank_line(text: &str) -> bool {
    text.lines().next().is_none_or(|line| line.trim().is_empty())
}

fn is_curl_line(text: &str) -> bool {
    text.strip_prefix("curl").is_some_and(|rest| rest.starts_with([' ', '\t', '\\']))
}

/// Does the line start with an option and something behind it?
fn is_option_line(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let name = line.trim_start_matches(['-', '\u{2013}', '\u{2014}']);
    let dashes = line.chars().count() - name.chars().count();
    let letters = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    let behind = name[letters..].chars().next();
    (1..=2).contains(&dashes)
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && behind.is_none_or(|c| matches!(c, ' ' | '\t' | '\'' | '"' | '=' | '\\' | '@' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<Vec<String>> {
        let commands = read(&Excerpt::verbatim(source, 0), &mut Variables::default());
        commands.iter().map(|c| c.words.iter().map(|w| w.text().to_owned()).collect()).collect()
    }

    fn faults(source: &str) -> Vec<(ShellFaultKind, std::ops::Range<usize>)> {
        let commands = read(&Excerpt::verbatim(source, 0), &mut Variables::default());
        commands.iter().flat_map(|c| &c.faults).map(|f| (f.kind, f.span.range())).collect()
    }

    fn mended(source: &str) -> String {
        let commands = read(&Excerpt::verbatim(source, 0), &mut Variables::default());
        let mut edits: Vec<Edit> =
            commands.into_iter().flat_map(|c| c.faults).flat_map(|f| f.edits).collect();
        edits.sort_by_key(|e| e.span);
        let mut text = source.to_owned();
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        text
    }

    #[test]
    fn every_quote_is_read_as_the_shell_does() {
        for (source, expected) in [
            (r#"curl 'a b' "c \"d\" \\ \x" e\ f"#, vec!["curl", "a b", r#"c "d" \ \x"#, "e f"]),
            (r"curl $'a\tb\'\u00e9\x41\101'", vec!["curl", "a\tb'\u{e9}AA"]),
            (r#"curl 'it'\''s' 'x'"'"'y'"#, vec!["curl", "it's", "x'y"]),
            ("curl a\\\nb \\\n c", vec!["curl", "ab", "c"]),
            ("curl a \\\r\n b", vec!["curl", "a", "b"]),
            (r#"curl "$A ${B} ${C:-x} $lower $5""#, vec!["curl", "${A} ${B} ${C} {{lower}} {{arg5}}"]),
            ("curl ''", vec!["curl", ""]),
            ("A=1 B=2 curl x # not this", vec!["curl", "x"]),
            (r#"curl "a $(jq "b" '{c: 1}') d""#, vec!["curl", "a ${COMMAND_OUTPUT} d"]),
            ("$ curl x", vec!["curl", "x"]),
        ] {
            assert_eq!(words(source), [expected], "{source}");
            assert_eq!(faults(source), [], "{source}");
        }
    }

    #[test]
    fn what_a_script_assigns_is_filled_in() {
        for (source, expected) in [
            ("A=x B=\"$A/y\"\ncurl $B ${A:-z} ${A##*/}", vec!["curl", "x/y", "x", "${A}"]),
            ("export A=x; readonly B='y z'\ncurl \"$A\" $B", vec!["curl", "x", "y", "z"]),
            (
                "H=(-H 'a: b' # c\n  -s)\nH+=(-f)\ncurl \"${H[@]}\" x",
                vec!["curl", "-H", "a: b", "-s", "-f", "x"],
            ),
            ("curl \"${H[@]}\" x", vec!["curl", "${H[@]}", "x"]),
            ("A=x; A+=y; curl $A", vec!["curl", "xy"]),
            ("A=$(cat <<E\n{\"a\": \"it's (\"}\nE\n)\ncurl \"$A\"", vec!["curl", "{\"a\": \"it's (\"}\n"]),
            ("read -r -d '' A <<E\nx\nE\ncurl \"$A\"", vec!["curl", "x\n"]),
            ("f() {\n curl \"$1\" \"${@:2}\"; }\nf x 'y z' w", vec!["curl", "x", "y z", "w"]),
            ("function f { local a=$1; shift; curl $a $@; }\nA=$(f x y)", vec!["curl", "x", "y"]),
            ("f() { curl $1; }", vec!["curl", "{{arg1}}"]),
            ("f() { f; f; curl x; }\nf", vec!["curl", "x"]),
            // Not known: one way of two, a loop's variable, an answer, a stand-in, a secret.
            ("if a; then A=x; else A=y; fi\ncurl $A", vec!["curl", "${A}"]),
            ("A=x\nfor A in 1 2; do curl $A; done", vec!["do", "curl", "${A}"]),
            ("A=$(date)\ncurl $A", vec!["curl", "${A}"]),
            (
                "A='<your id>' B=... API_TOKEN=abc\ncurl $A $B $API_TOKEN",
                vec!["curl", "${A}", "${B}", "${API_TOKEN}"],
            ),
        ] {
            assert!(words(source).iter().any(|w| *w == expected), "{source}: {:?}", words(source));
            assert_eq!(faults(source), [], "{source}");
        }
        let mut doubling = "A=xxxxxxxxxxxxxxxx\n".replace("xxx", "abc");
        doubling.push_str(&"A=$A$A\n".repeat(64));
        doubling.push_str(&"curl \"$A\"\n".repeat(64));
        let calls = words(&format!("f() {{ {} curl x; }}\nf\n", "f; ".repeat(6)));
        assert!(calls.len() < 1 << 14, "{}", calls.len());
        assert!(words(&doubling).iter().flatten().map(String::len).sum::<usize>() < 32 << 20);
    }

    #[test]
    fn texts_reach_curl_through_pipes_and_files() {
        let source = "cat <<E | curl -d @- a\n{}\nE\necho '[]' | curl -d @- b\ncat > f <<E\n{1}\nE\ncurl -d @f c\njq . > g\ncurl -d @g";
        let commands = read(&Excerpt::verbatim(source, 0), &mut Variables::default());
        let curls: Vec<_> = commands.iter().filter(|c| c.curl().is_some()).collect();
        let stdin = |i: usize| curls[i].stdin.as_ref().map(|t| t.text().to_owned());
        assert_eq!([stdin(0), stdin(1)], [Some("{}\n".to_owned()), Some("[]".to_owned())]);
        assert_eq!(curls[2].files[0].1.as_ref().map(Excerpt::text), Some("{1}\n"));
        assert!(curls[3].files[0].1.is_none());
    }

    #[test]
    fn commands_end_where_the_shell_ends_them() {
        assert_eq!(words("curl a; curl b && curl c | jq .\ncurl d").len(), 5);
        assert_eq!(words("ID=$(curl -s x | jq -r .id)\ncurl y")[0], ["curl", "-s", "x"]);
        let heredoc = "curl -d @- x <<'EOF'\n{\"a\": '$B'}\nEOF\ncurl y";
        let heredoc = read(&Excerpt::verbatim(heredoc, 0), &mut Variables::default());
        assert_eq!(heredoc[0].stdin.as_ref().map(|e| e.text()), Some("{\"a\": '$B'}\n"));
        assert_eq!(heredoc[1].words.len(), 2);
    }

    #[test]
    fn what_breaks_a_command_is_found_and_read_through() {
        use ShellFaultKind::*;
        let header = "curl -X POST 'https://x.y/z'\n  -H 'a: b' \\\n  -d '{}'";
        assert_eq!(faults(header), [(MissingContinuation, 27..28)]);
        assert_eq!(words(header)[0].len(), 8);
        assert_eq!(mended(header), "curl -X POST 'https://x.y/z' \\\n  -H 'a: b' \\\n  -d '{}'");

        let blank = "curl 'x' \\ \n -H 'a: b'";
        assert_eq!(faults(blank), [(BlankAfterBackslash, 9..11)]);
        assert_eq!(mended(blank), "curl 'x' \\\n -H 'a: b'");

        for ending in ["\\\r\r\n", "\\\r \r\n"] {
            assert_eq!(mended(&format!("curl 'x' {ending} -H 'a: b'")), "curl 'x' \\\r\n -H 'a: b'");
        }

        assert_eq!(mended("curl 'x' \\\n -H 'a: b' \\\n"), "curl 'x' \\\n -H 'a: b'\n");
        assert_eq!(faults("curl 'x' -H 'a: b' \\\ncurl 'y'"), [(JoinedCommands, 19..20)]);
        assert_eq!(words("curl 'x' -H 'a: b' \\\ncurl 'y'").len(), 2);
        assert_eq!(mended("curl \u{2013}H \u{201c}a: b\u{201d} x"), "curl -H \"a: b\" x");

        let open = "curl 'x' \\\n -H 'a: b \\\n -H 'c: d' \\\n -d '{}'";
        assert_eq!(faults(open), [(UnclosedQuote, 15..16)]);
        assert_eq!(mended(open), "curl 'x' \\\n -H 'a: b' \\\n -H 'c: d' \\\n -d '{}'");

        let apostrophe = "curl x -d '{\"name\": \"Ann's list\", \"b\": 1}'\ncurl y";
        assert_eq!(faults(apostrophe), [(ApostropheInQuotes, 24..25)]);
        assert_eq!(mended(apostrophe), "curl x -d '{\"name\": \"Ann'\\''s list\", \"b\": 1}'\ncurl y");
        assert_eq!(words(apostrophe)[0][3], "{\"name\": \"Ann's list\", \"b\": 1}");
        let expression =
            "curl x -d '{\"source\": \"concat(a, ' ', b, '', iif(c == 'd' || e, 'f', g))\"}' \\\n -s";
        assert_eq!(faults(expression).len(), 8);
        assert_eq!(faults(&mended(expression)), []);
        assert_eq!(words(&mended(expression)), words(expression));

        let url = "curl https://x.y/z?a=1&b=2 -H 'a: b'";
        assert_eq!(faults(url), [(UnquotedUrl, 22..23)]);
        assert_eq!(mended(url), "curl 'https://x.y/z?a=1&b=2' -H 'a: b'");
    }

    #[test]
    fn what_is_whole_stays_silent() {
        for source in [
            "curl -X POST \\\n  'https://x.y/z' \\\n  -H 'a: b' \\\n  -d '{\n    \"a\": \"it'\\''s\"\n  }'\n\nls -l\n",
            "curl -sSX POST \"https://x.y/{ID}?a=b&c=d\" --json @body.json &\nwait",
            "curl <URL> -o /dev/null 2>&1 > out.txt",
            "curl x -d '{\"a\": \"b\"'\n",
            "for x in 1 2; do curl $x; done",
            "curl ^\r\n  x",
        ] {
            assert_eq!(faults(source), [], "{source}");
        }
    }
}
