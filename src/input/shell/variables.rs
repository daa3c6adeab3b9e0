//! What a script has assigned and written by the time a command runs: variables, arrays, files made from heredocs.
//!
//! Only what the text itself says is known. What a command answers, what the environment or an argument holds, and
//! what one branch of several assigns is not, and stays a placeholder: nothing here may guess. Values of secrets are
//! left out of sight on purpose.

use super::{Command, Reader, Word};
use crate::placeholder;
use crate::text::Excerpt;
use std::collections::BTreeMap;

/// The longest value that is filled in.
const MAX_VALUE: usize = 1 << 20;

/// How much may be filled in for one file: variables that double each other would grow without end.
const MAX_FILLED: usize = 16 << 20;

/// What a word and a call count for, apart from their texts.
const WORD: usize = 1 << 10;
const CALL: usize = 1 << 14;

/// Words that may stand in front of a command.
const RESERVED: [&str; 8] = ["if", "then", "elif", "else", "while", "until", "do", "!"];

/// Commands whose arguments are assignments.
const DECLARE: [&str; 5] = ["export", "readonly", "declare", "local", "typeset"];

/// The state of a script between two of its commands.
#[derive(Debug, Default)]
pub(in crate::input) struct Variables {
    values: BTreeMap<String, Value>,
    /// Files the script writes, and with what where that is known.
    files: BTreeMap<String, Option<Excerpt<'static>>>,
    /// For each open block (`if`, a loop, a function) the names assigned in it.
    blocks: Vec<Vec<String>>,
    /// Bytes filled in so far.
    filled: usize,
    /// The functions of the text that is read: where their bodies stand in it, and whether anybody called them.
    functions: BTreeMap<String, ((usize, usize), bool)>,
    /// What the function that is read was called with.
    arguments: Option<Arguments>,
}

/// What a function is called with.
#[derive(Debug, Default)]
struct Arguments {
    words: Vec<Word>,
    stdin: Option<Excerpt<'static>>,
}

/// A function that is being read, and what its end brings back.
pub(super) struct Call {
    /// Its body in the text.
    pub body: (usize, usize),
    caller: Option<Arguments>,
}

#[derive(Debug)]
enum Value {
    Text(Excerpt<'static>),
    List(Vec<Word>),
}

impl Variables {
    /// No block reaches over the end of a text.
    pub(super) fn start(&mut self) {
        self.blocks.clear();
        self.functions.clear();
        self.arguments = None;
    }

    /// The body of the first function that nobody has called; from now on it counts as called.
    pub(super) fn uncalled(&mut self) -> Option<(usize, usize)> {
        let left = self.functions.values_mut().filter(|(_, called)| !called);
        let (body, called) = left.min_by_key(|(body, _)| *body)?;
        *called = true;
        Some(*body)
    }

    /// May a command substitution hold a request?
    pub(super) fn is_worth_reading(&self, text: &str) -> bool {
        text.contains("curl") || self.functions.keys().any(|name| text.contains(name.as_str()))
    }

    /// Starts reading the function that a command calls.
    pub(super) fn call(&mut self, command: &Command) -> Option<Call> {
        let mut words = command.words.iter().skip_while(|w| is_reserved(w));
        let (body, called) = self.functions.get_mut(words.next()?.text())?;
        *called = true;
        let body = *body;
        let words: Vec<Word> = words.cloned().collect();
        // Functions that call each other would never end.
        self.filled += CALL + (body.1 - body.0) + words.iter().map(|w| w.text().len()).sum::<usize>();
        if self.filled > MAX_FILLED {
            return None;
        }
        self.blocks.push(Vec::new());
        let arguments = Arguments { words, stdin: command.stdin.clone() };
        Some(Call { body, caller: self.arguments.replace(arguments) })
    }

    /// Ends it.
    pub(super) fn end(&mut self, call: Call) {
        self.arguments = call.caller;
        self.keyword("}");
    }

    /// The argument of that number.
    pub(super) fn argument(&mut self, number: &str) -> Option<Excerpt<'static>> {
        let at = number.parse::<usize>().ok()?.checked_sub(1)?;
        let word = self.arguments.as_ref()?.words.get(at)?;
        self.filled += word.text().len();
        (self.filled <= MAX_FILLED && !word.text().is_empty()).then(|| word.text.clone())
    }

    /// What the function's commands read where they have nothing of their own.
    pub(super) fn stdin(&self) -> Option<Excerpt<'static>> {
        self.arguments.as_ref()?.stdin.clone()
    }

    /// The value of a name, as long as there is room for it.
    pub(super) fn text(&mut self, name: &str) -> Option<Excerpt<'static>> {
        let Some(Value::Text(text)) = self.values.get(name) else { return None };
        self.filled += text.text().len();
        (self.filled <= MAX_FILLED).then(|| text.clone())
    }

    fn list(&mut self, name: &str) -> Option<&[Word]> {
        let Some(Value::List(words)) = self.values.get(name) else { return None };
        self.filled += words.iter().map(|w| w.text().len() + WORD).sum::<usize>();
        (self.filled <= MAX_FILLED).then_some(words)
    }

    fn set(&mut self, name: &str, value: Value) {
        if let Some(block) = self.blocks.last_mut() {
            block.push(name.to_owned());
        }
        let is_known = match &value {
            Value::Text(text) => is_filled_in(name, text.text()),
            Value::List(_) => true,
        };
        if is_known {
            self.values.insert(name.to_owned(), value);
        } else {
            self.values.remove(name);
        }
    }

    /// A word that opens, parts or closes a block: what only one of several ways assigns is not known behind it.
    pub(super) fn keyword(&mut self, word: &str) {
        match word {
            "if" | "for" | "while" | "until" | "case" | "select" | "{" => self.blocks.push(Vec::new()),
            "else" | "elif" | ";;" => {
                let names = self.blocks.last_mut().map(std::mem::take).unwrap_or_default();
                self.forget(&names);
            }
            "fi" | "done" | "esac" | "}" => {
                let names = self.blocks.pop().unwrap_or_default();
                self.forget(&names);
            }
            _ => {}
        }
    }

    fn forget<S: AsRef<str>>(&mut self, names: &[S]) {
        for name in names {
            self.values.remove(name.as_ref());
        }
    }

    /// What a command leaves behind.
    pub(super) fn after(&mut self, command: &Command) {
        let skip = command.words.iter().take_while(|w| is_reserved(w)).count();
        let words = &command.words[skip..];
        let Some(first) = words.first() else { return };
        let plain: Vec<&str> = words[1..].iter().map(Word::text).filter(|t| !t.starts_with('-')).collect();
        let text = match first.text() {
            "for" | "select" => {
                self.forget(&plain[..plain.len().min(1)]);
                None
            }
            "shift" => {
                let count = plain.first().map_or(Some(1), |n| n.parse::<usize>().ok());
                if let Some(arguments) = &mut self.arguments {
                    let count = count.unwrap_or(usize::MAX).min(arguments.words.len());
                    arguments.words.drain(..count);
                }
                None
            }
            "unset" | "mapfile" | "readarray" | "getopts" => {
                self.forget(&plain);
                None
            }
            "read" => {
                self.forget(&plain);
                if let (Some(name), Some(text)) = (plain.last(), &command.stdin) {
                    self.set(name, Value::Text(text.clone()));
                }
                None
            }
            "cat" | "tee" if plain.iter().all(|_| first.text() == "tee") => command.stdin.clone(),
            _ => said(command),
        };
        if first.text() == "tee" {
            for path in plain {
                self.files.insert(path.to_owned(), text.clone());
            }
        } else if let Some(path) = &command.output {
            self.files.insert(path.clone(), text);
        }
    }

    /// The files a command names that the script has written before.
    pub(super) fn files_of(&mut self, command: &Command) -> Vec<(String, Option<Excerpt<'static>>)> {
        if self.files.is_empty() {
            return Vec::new();
        }
        let named = command.words.iter().filter_map(|w| Some(w.text().split_once('@')?.1));
        let found = named.filter_map(|path| Some((path.to_owned(), self.files.get(path)?.clone())));
        let found: Vec<_> = found.collect();
        self.filled += found.iter().filter_map(|(_, t)| Some(t.as_ref()?.text().len())).sum::<usize>();
        if self.filled <= MAX_FILLED {
            found
        } else {
            found.into_iter().map(|(path, _)| (path, None)).collect()
        }
    }
}

/// What a command that only says something says: for the next one of a pipe.
pub(super) fn said(command: &Command) -> Option<Excerpt<'static>> {
    let words: Vec<&Word> = command.words.iter().collect();
    match words.as_slice() {
        [cat] if cat.text() == "cat" => command.stdin.clone(),
        [echo, text] if echo.text() == "echo" => Some(text.text.clone()),
        [echo, option, text] if echo.text() == "echo" && matches!(option.text(), "-n" | "-E") => {
            Some(text.text.clone())
        }
        [printf, format, text] if printf.text() == "printf" && matches!(format.text(), "%s" | "%s\\n") => {
            Some(text.text.clone())
        }
        _ => None,
    }
}

/// Is the value meant, and may it be shown?
fn is_filled_in(name: &str, value: &str) -> bool {
    if value.trim().is_empty() || value.len() > MAX_VALUE || value == COMMAND_OUTPUT {
        return false;
    }
    let lower = value.to_ascii_lowercase();
    let is_stand_in = value.contains("...")
        || value.contains('\u{2026}')
        || (value.starts_with('<') && value.ends_with('>'))
        || ["your", "changeme", "replace", "xxx"].iter().any(|word| lower.starts_with(word));
    let name = name.to_ascii_uppercase();
    let names_secret =
        ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL"].iter().any(|w| name.contains(w))
            || name.ends_with("KEY");
    let is_secret = names_secret && !value.contains(": ") && !placeholder::is_open(value);
    !is_stand_in && !is_secret
}

/// What stands for the output of a command.
pub(super) const COMMAND_OUTPUT: &str = "${COMMAND_OUTPUT}";

fn is_reserved(word: &Word) -> bool {
    !word.quoted && RESERVED.contains(&word.text())
}

/// `NAME=` or `NAME+=` at the start of a word: the name, whether it appends, and where the value starts.
fn assignment(word: &Word) -> Option<(&str, bool, usize)> {
    let (name, _) = word.text().split_once('=')?;
    let value = name.len() + 1;
    let (name, appends) = name.strip_suffix('+').map_or((name, false), |name| (name, true));
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then_some((name, appends, value))
}

impl Reader<'_, '_> {
    /// Is the command, read last, the head of a function? Then its body is taken note of and passed over.
    pub(super) fn defines(&mut self, command: &Command) -> bool {
        let words: Vec<&str> = command.words.iter().map(Word::text).collect();
        let (name, open) = match words.as_slice() {
            [name] | ["function", name] if self.source[..self.at].trim_end().ends_with("()") => {
                let rest = self.rest();
                (*name, rest.trim_start().starts_with('{').then(|| self.at + rest.find('{').unwrap_or(0)))
            }
            ["function", name, "{", ..] => {
                let head = self.source.get(command.start..).unwrap_or_default();
                (*name, head.find('{').map(|at| command.start + at))
            }
            _ => return false,
        };
        let Some(from) = open.map(|open| open + 1) else { return false };
        let Some((to, behind)) = self.closing_brace(from) else { return false };
        self.variables.functions.insert(name.to_owned(), ((from, to), false));
        self.at = behind;
        self.behind_heredocs = None;
        true
    }

    /// Where the group that opens before `from` is closed, and where reading goes on.
    fn closing_brace(&self, from: usize) -> Option<(usize, usize)> {
        let mut variables = Variables::default();
        let mut reader = Reader::new(self.excerpt, from, self.source.len(), &mut variables);
        let mut depth = 0_usize;
        while let Some(command) = reader.command() {
            let words = command.words.iter().filter(|w| !w.quoted).map(Word::text);
            match words.into_iter().find(|w| !RESERVED.contains(w)) {
                Some("{") => depth += 1,
                Some("}") if depth == 0 => return Some((command.start, command.start + 1)),
                Some("}") => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Takes note of a word that assigns something; false when it is part of the command.
    pub(super) fn assigns(&mut self, command: &Command, word: &Word) -> bool {
        let leads = command.words.iter().all(is_reserved);
        let declares = || {
            let first = command.words.iter().find(|w| !is_reserved(w));
            first.is_some_and(|w| DECLARE.contains(&w.text()))
        };
        if leads && !word.quoted {
            self.variables.keyword(word.text());
        }
        if !leads && !declares() {
            return false;
        }
        let Some((name, appends, at)) = assignment(word) else { return false };
        let name = name.to_owned();
        if at == word.text().len() && self.rest().starts_with('(') {
            // What is added to a list that is not known makes none that is.
            let before = match self.variables.values.get(&name) {
                Some(Value::List(words)) if appends => Some(words.clone()),
                _ => (!appends).then(Vec::new),
            };
            let is_known = before.is_some();
            let mut words = before.unwrap_or_default();
            self.array(&mut words);
            if is_known {
                self.variables.set(&name, Value::List(words));
            }
            return leads;
        }
        let mut value = word.text.slice(at, word.text().len());
        if value.text() == COMMAND_OUTPUT
            && let Some(text) = self.here_text()
        {
            value = text;
        }
        if appends {
            let Some(mut text) = self.variables.text(&name) else { return leads };
            text.push_slice(&value, 0, value.text().len());
            value = text;
        }
        self.variables.set(&name, Value::Text(value));
        leads
    }

    /// `(word word …)`
    fn array(&mut self, words: &mut Vec<Word>) {
        self.at += 1;
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\\']).len();
            match self.peek() {
                None => return,
                Some(')') => {
                    self.at += 1;
                    return;
                }
                Some('#') => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                Some(_) => match self.expansion() {
                    Some(more) => words.extend(more),
                    None => {
                        let word = self.word();
                        words.push(word);
                    }
                },
            }
        }
    }

    /// `$(cat <<EOF …)`, the command substitution read last: its text.
    fn here_text(&mut self) -> Option<Excerpt<'static>> {
        let (from, to) = *self.substitutions.last()?;
        let inner = self.source.get(from..to)?;
        if !inner.trim_start().starts_with("cat") || !inner.contains("<<") {
            return None;
        }
        let command = Reader::new(self.excerpt, from, to, self.variables).command()?;
        said(&command)
    }

    /// A word that is nothing but a variable, where the shell makes several words of it or none: `"${NAME[@]}"`, or
    /// `$NAME` without quotes.
    pub(super) fn expansion(&mut self) -> Option<Vec<Word>> {
        let rest = self.rest();
        let quoted = rest.starts_with('"');
        let inner = &rest[usize::from(quoted)..];
        if inner.starts_with("$@") || inner.starts_with("$*") || inner.starts_with("${@") {
            return self.all_arguments(usize::from(quoted));
        }
        let braced = inner.strip_prefix("${");
        let name = braced.or_else(|| inner.strip_prefix('$'))?;
        let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let (name, mut behind) = name.split_at(length);
        let is_array = behind.starts_with("[@]") || behind.starts_with("[*]");
        if braced.is_some() {
            behind = behind[if is_array { 3 } else { 0 }..].strip_prefix('}')?;
        }
        if quoted {
            behind = behind.strip_prefix('"')?;
        }
        let ends = behind.is_empty() || behind.starts_with([' ', '\t', '\n', '\r', ';', '|', ')', '\\', '&']);
        if !ends || name.is_empty() || (quoted && !is_array) {
            return None;
        }
        let (start, end) = (self.at, self.source.len() - behind.len());
        let span = self.span(start, end);
        if is_array && braced.is_some() {
            let words = match self.variables.list(name) {
                Some(words) => words.iter().map(|w| Word { span, ..w.clone() }).collect(),
                None => {
                    let quote = usize::from(quoted);
                    vec![Word { text: self.excerpt.slice(start + quote, end - quote), span, quoted }]
                }
            };
            self.at = end;
            return Some(words);
        }
        let value = self.variables.text(name)?;
        let value = value.text();
        if !value.contains([' ', '\t', '\n']) || value.contains(['"', '\'', '{']) {
            return None;
        }
        let word = |part: &str| {
            let mut text = Excerpt::default();
            text.push_from(part, self.excerpt, start, end);
            Word { text, span, quoted: false }
        };
        let words = value.split_whitespace().map(word).collect();
        self.at = end;
        Some(words)
    }

    /// `"$@"`, `"${@:2}"`
    fn all_arguments(&mut self, quote: usize) -> Option<Vec<Word>> {
        let rest = &self.rest()[quote..];
        let (length, skip) = match rest.strip_prefix("${@") {
            Some(inner) => {
                let close = inner.find('}')?;
                let from = inner[..close].strip_prefix(':').unwrap_or("1").trim();
                (close + 4, from.parse::<usize>().ok()?.checked_sub(1)?)
            }
            None => (2, 0),
        };
        let end = self.at + 2 * quote + length;
        let closed = quote == 0 || self.source.get(..end)?.ends_with('"');
        let words = &self.variables.arguments.as_ref()?.words;
        let behind = self.source.get(end..)?;
        let ends = behind.is_empty()
            || behind.starts_with([' ', '\t', '\n', '\r', ';', '|', ')', '\\', '&', '<', '>']);
        if !closed || !ends {
            return None;
        }
        let span = self.span(self.at, end);
        let words: Vec<Word> = words.iter().skip(skip).map(|w| Word { span, ..w.clone() }).collect();
        self.variables.filled += words.iter().map(|w| w.text().len() + WORD).sum::<usize>();
        self.at = end;
        Some(words)
    }
}
