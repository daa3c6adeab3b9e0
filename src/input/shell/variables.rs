//! What a script has assigned and written by the time a command runs: variables, arrays, files made from heredocs.
//!
//! Only what the text itself says is known. What a command answers, what the environment or an argument holds, and
//! what one branch of several assigns is not, and stays a placeholder: nothing here may guess. Values of secrets are
//! left out of sight on purpose.

use super::{Command, Reader, Word};
use crate::placeholder::Template;
use crate::text::Excerpt;
use std::collections::BTreeMap;

/// The longest value that is filled in.
const MAX_VALUE: usize = 1 << 20;

/// How much may be filled in for one file: variables that double each other would grow without end.
const MAX_FILLED: usize = 16 << 20;

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
    }

    /// The value of a name, as long as there is room for it.
    pub(super) fn text(&mut self, name: &str) -> Option<Excerpt<'static>> {
        let Some(Value::Text(text)) = self.values.get(name) else { return None };
        self.filled += text.text().len();
        (self.filled <= MAX_FILLED).then(|| text.clone())
    }

    fn list(&mut self, name: &str) -> Option<&[Word]> {
        let Some(Value::List(words)) = self.values.get(name) else { return None };
        self.filled += words.iter().map(|w| w.text().len() + 16).sum::<usize>();
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
    let is_secret = names_secret && !value.contains(": ") && !Template::parse(value).is_open();
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
            let mut words = match self.variables.values.get(&name) {
                Some(Value::List(words)) if appends => words.clone(),
                _ => Vec::new(),
            };
            self.array(&mut words);
            self.variables.set(&name, Value::List(words));
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
}
