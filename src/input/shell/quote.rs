//! Words and what quotes, backslashes and dollars do in them.

use super::variables::COMMAND_OUTPUT;
use super::{Reader, Word, is_curl_line, is_option_line, newline};
use crate::dataflow::ShellFaultKind;
use crate::text::Excerpt;

impl Reader<'_, '_> {
    /// Reads the word the reader stands at.
    pub(super) fn word(&mut self) -> Word {
        let start = self.at;
        let mut text = Excerpt::default();
        let mut quoted = false;
        let mut torn = None;
        self.typographic_start(&mut text, &mut quoted);
        while let Some(c) = self.peek() {
            let is_url = || !quoted && text.text().contains("://");
            match c {
                '\'' => {
                    quoted = true;
                    self.single(&mut text);
                }
                '"' => {
                    quoted = true;
                    self.double(&mut text);
                }
                '\\' => {
                    if let Some((blanks, length)) = self.continuation() {
                        if blanks > 0 || self.at + length >= self.source.len() {
                            break; // the command's reader reports it
                        }
                        self.at += length;
                        continue;
                    }
                    let escaped = self.rest()[1..].chars().next().unwrap_or_default();
                    let length = 1 + escaped.len_utf8();
                    text.push_from(escaped.encode_utf8(&mut [0; 4]), self.excerpt, self.at, self.at + length);
                    self.at += length;
                }
                '$' if self.rest().starts_with("$'") => {
                    quoted = true;
                    self.ansi_c(&mut text);
                }
                '$' if self.rest().starts_with("$\"") => {
                    quoted = true;
                    self.at += 1;
                    self.double(&mut text);
                }
                '$' | '`' if !(c == '`' && newline(&self.rest()[1..]) > 0) => self.dollar(&mut text),
                '&' if is_url()
                    && !self.rest()[1..].starts_with(['&', ' ', '\n', '\r', '\t'])
                    && self.rest().len() > 1 =>
                {
                    torn.get_or_insert(self.at);
                    self.take(&mut text, 1);
                }
                '<' | '>' if crate::placeholder::hole(self.rest()).is_some() => {
                    let length = crate::placeholder::hole(self.rest()).map_or(1, |(_, n)| n);
                    if is_url() {
                        torn.get_or_insert(self.at);
                    }
                    self.take(&mut text, length);
                }
                ' ' | '\t' | '\n' | '\u{a0}' | ';' | '|' | '&' | '(' | ')' | '<' | '>' => break,
                '\r' if newline(self.rest()) > 0 => break,
                '^' | '`' if newline(&self.rest()[1..]) > 0 => break,
                _ => {
                    let stops = [
                        ' ', '\t', '\n', '\r', '\u{a0}', ';', '|', '&', '(', ')', '<', '>', '\'', '"', '\\',
                        '$', '`', '^',
                    ];
                    let length = self.rest()[c.len_utf8()..].find(stops).map(|n| n + c.len_utf8());
                    self.take(&mut text, length.unwrap_or(self.rest().len()));
                }
            }
        }
        if self.at == start {
            // Not a word at all; never stand still.
            let length = self.peek().map_or(0, char::len_utf8);
            self.take(&mut text, length);
        }
        if let Some(at) = torn {
            let edits = vec![self.edit(start, start, "'"), self.edit(self.at, self.at, "'")];
            let found = self.source[at..].chars().next().unwrap_or_default();
            let message = match found {
                '&' => {
                    "the shell ends the command at this `&`: the rest of the URL and every option behind it are lost"
                }
                _ => "the shell takes this `<` or `>` as a redirection",
            };
            self.fault(
                ShellFaultKind::UnquotedUrl,
                at,
                at + 1,
                message,
                "put the URL in single quotes",
                edits,
            );
        }
        Word { text, span: self.span(start, self.at), quoted }
    }

    fn take(&mut self, text: &mut Excerpt<'static>, length: usize) {
        text.push_slice(self.excerpt, self.at, self.at + length);
        self.at += length;
    }

    /// Typographic quotes and dashes at the start of a word: what word processors make of plain ones.
    fn typographic_start(&mut self, text: &mut Excerpt<'static>, quoted: &mut bool) {
        let start = self.at;
        match self.peek() {
            Some(dash @ ('\u{2013}' | '\u{2014}')) => {
                let name = &self.rest()[dash.len_utf8()..];
                let letters = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
                if letters == 0 || !name.as_bytes()[0].is_ascii_alphabetic() {
                    return;
                }
                let plain = if letters > 1 && !name.starts_with('X') { "--" } else { "-" };
                let end = start + dash.len_utf8();
                text.push_from(plain, self.excerpt, start, end);
                self.at = end;
                let edits = vec![self.edit(start, end, plain)];
                let message =
                    format!("`{dash}` is a typographic dash: curl takes this for a URL, not for an option");
                self.fault(
                    ShellFaultKind::TypographicDash,
                    start,
                    end,
                    &message,
                    &format!("write `{plain}`"),
                    edits,
                );
            }
            Some(open @ ('\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201c}' | '\u{201d}' | '\u{201e}')) => {
                let (family, plain): (&[char], _) = match open {
                    '\u{2018}' | '\u{2019}' | '\u{201a}' => (&['\u{2018}', '\u{2019}', '\''], "'"),
                    _ => (&['\u{201c}', '\u{201d}', '"'], "\""),
                };
                let inner = start + open.len_utf8();
                // The closing one has nothing of the word behind it.
                let closes = |i: &usize| {
                    let behind = self.source[inner + i..].chars().nth(1);
                    behind.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | '|' | '&' | ')' | '\\'))
                };
                let is_body = self.source[inner..].trim_start().starts_with(['{', '[']);
                let line = self.source[inner..].find('\n').map_or(self.source.len(), |n| inner + n);
                let limit = if is_body { self.source.len() } else { line };
                let Some(end) = self.source[inner..limit]
                    .match_indices(family)
                    .map(|(i, _)| i)
                    .find(closes)
                    .map(|i| inner + i)
                else {
                    return;
                };
                let close = self.source[end..].chars().next().unwrap_or_default();
                let after = end + close.len_utf8();
                text.push_slice(self.excerpt, inner, end);
                self.at = after;
                *quoted = true;
                let mut edits = vec![self.edit(start, inner, plain)];
                if !close.is_ascii() {
                    edits.push(self.edit(end, after, plain));
                }
                let message =
                    format!("`{open}` is a typographic quote, which the shell does not take for a quote");
                let help = format!("write `{plain}` at both ends");
                self.fault(ShellFaultKind::TypographicQuote, start, inner, &message, &help, edits);
            }
            _ => {}
        }
    }

    /// `'…'`
    fn single(&mut self, text: &mut Excerpt<'static>) {
        let open = self.at;
        let from = open + 1;
        let closing = self.source[from..].find('\'').map(|n| from + n);
        if self.mend_open(text, open, closing) {
            return;
        }
        let Some(mut close) = closing else { return };
        if let Some(real) = self.apostrophes(from, close) {
            close = real;
        }
        text.push_slice(self.excerpt, from, close);
        self.at = close + 1;
    }

    /// `"…"`
    fn double(&mut self, text: &mut Excerpt<'static>) {
        let open = self.at;
        let bytes = self.source.as_bytes();
        let mut at = self.behind_double(open);
        if at == open {
            // Not closed, or only by a quote inside a `$(`: the next one is taken.
            at += 1;
            while at < bytes.len() && bytes[at] != b'"' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
        }
        let closing = (at < bytes.len()).then_some(at);
        if self.mend_open(text, open, closing) {
            return;
        }
        let Some(close) = closing else { return };
        self.at = open + 1;
        self.expand(text, close);
        self.at = close + 1;
    }

    /// Reads up to `end` as inside double quotes.
    pub(super) fn expand(&mut self, text: &mut Excerpt<'static>, end: usize) {
        while self.at < end {
            let rest = &self.source[self.at..end];
            match rest.as_bytes()[0] {
                b'\\' => match rest[1..].chars().next() {
                    Some('\n') => self.at += 2,
                    Some('\r') if newline(&rest[1..]) > 0 => self.at += 3,
                    Some(c @ ('"' | '\\' | '$' | '`')) => {
                        text.push_from(c.encode_utf8(&mut [0; 4]), self.excerpt, self.at, self.at + 2);
                        self.at += 2;
                    }
                    _ => self.take(text, 1),
                },
                b'$' | b'`' => {
                    self.dollar(text);
                    self.at = self.at.min(end);
                }
                _ => self.take(text, rest.find(['\\', '$', '`']).unwrap_or(rest.len())),
            }
        }
    }

    /// A quote that is not closed where it should be: reads up to there, reports it and answers true.
    fn mend_open(&mut self, text: &mut Excerpt<'static>, open: usize, closing: Option<usize>) -> bool {
        let from = open + 1;
        let content = &self.source[from..closing.unwrap_or(self.source.len())];
        let is_body = content.trim_start().starts_with(['{', '[']);
        // No header, URL or body has a line that starts like an option of curl or another curl command.
        let mut at = 0;
        let mut stray = None;
        for line in content.split_inclusive('\n') {
            let trimmed = line.trim_start();
            if at > 0
                && (is_curl_line(trimmed) || (is_option_line(trimmed) && trimmed.contains(['\'', '"', ' '])))
            {
                stray = Some(at);
                break;
            }
            at += line.len();
            if at > 1 << 20 {
                break;
            }
        }
        let end = match (stray, closing) {
            (Some(at), _) => at,
            (None, Some(_)) => return false,
            (None, None) if is_body => content.len(),
            (None, None) => content.find('\n').unwrap_or(content.len()),
        };
        let meant = content[..end].trim_end();
        let meant = meant.strip_suffix('\\').unwrap_or(meant).trim_end();
        let end = from + meant.len();
        let quote = &self.source[open..from];
        text.push_slice(self.excerpt, from, end);
        self.at = end;
        let edits = vec![self.edit(end, end, quote)];
        let message =
            format!("this `{quote}` is never closed: the shell takes what follows as part of the same word");
        let help = format!("close the quote with `{quote}`");
        self.fault(ShellFaultKind::UnclosedQuote, open, from, &message, &help, edits);
        true
    }

    /// A single-quoted JSON body with apostrophes in its texts: reports each and answers where the body ends.
    fn apostrophes(&mut self, from: usize, close: usize) -> Option<usize> {
        if !self.source[from..close].trim_start().starts_with(['{', '[']) {
            return None;
        }
        let mut scan = Scan::default();
        let (mut at, mut close, mut inner) = (from, close, Vec::new());
        loop {
            scan.read(&self.source[at..close]);
            let behind = &self.source[close + 1..];
            let ends = match behind.chars().next() {
                // `'\''` and `'"$ID"'` are how it is done; `''` in a text only vanishes.
                None | Some('\n' | '\r' | '\\' | '"' | '$') => true,
                Some(' ' | '\t') => {
                    let next = behind.trim_start_matches([' ', '\t']);
                    is_option_line(next) || next.starts_with(['\\', '\n', '\r']) || next.is_empty()
                }
                Some(_) => false,
            };
            // Only inside a JSON text can a single quote be an apostrophe.
            if !scan.in_string || ends {
                break;
            }
            inner.push(close);
            at = close + 1;
            close = at + self.source[at..].find('\'')?;
        }
        if inner.is_empty() {
            return None;
        }
        for at in inner {
            let edits = vec![self.edit(at, at + 1, r"'\''")];
            self.fault(
                ShellFaultKind::ApostropheInQuotes,
                at,
                at + 1,
                "this `'` ends the single-quoted body: the shell sends the text up to here and takes the rest for other words",
                r"write '\'' for a ' inside single quotes",
                edits,
            );
        }
        Some(close)
    }

    /// `$'…'`
    fn ansi_c(&mut self, text: &mut Excerpt<'static>) {
        let open = self.at;
        self.at += 2;
        loop {
            let rest = self.rest();
            let Some(c) = rest.chars().next() else {
                let edits = vec![];
                self.fault(
                    ShellFaultKind::UnclosedQuote,
                    open,
                    open + 2,
                    "this `$'` is never closed",
                    "",
                    edits,
                );
                return;
            };
            match c {
                '\'' => {
                    self.at += 1;
                    return;
                }
                '\\' => {
                    let (decoded, length) = escape(&rest[1..]);
                    text.push_from(&decoded, self.excerpt, self.at, self.at + 1 + length);
                    self.at += 1 + length;
                }
                _ => self.take(text, rest.find(['\'', '\\']).unwrap_or(rest.len())),
            }
        }
    }

    /// `$NAME`, `${NAME}`, `$(command)` or `` `command` ``: the value that was assigned, or a placeholder where what
    /// they stand for is not known.
    fn dollar(&mut self, text: &mut Excerpt<'static>) {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with("$(") || rest.starts_with('`') {
            if let Some(inner) = rest.strip_prefix('`') {
                let length = inner.find('`');
                self.at += length.map_or(rest.len(), |n| n + 2);
                self.substitutions.push((start + 1, start + 1 + length.unwrap_or(inner.len())));
            } else {
                self.at += 1;
                self.parenthesis();
                let inner = &self.source[start + 2..self.at.max(start + 2)];
                let inner = inner.strip_suffix(')').unwrap_or(inner);
                self.substitutions.push((start + 2, start + 2 + inner.len()));
            }
            text.push_from(COMMAND_OUTPUT, self.excerpt, start, self.at);
            return;
        }
        let braced = rest.strip_prefix("${");
        let name = braced.unwrap_or(&rest[1..]);
        let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        if length == 0 {
            self.take(text, 1);
            return;
        }
        if name.as_bytes()[0].is_ascii_digit() {
            // Without braces an argument has one digit.
            let digits = if braced.is_some() { length } else { 1 };
            self.at += match braced {
                Some(_) => rest.find('}').map_or(rest.len(), |n| n + 1),
                None => 2,
            };
            let name = &name[..digits];
            match self.variables.argument(name) {
                Some(value) => self.fill(text, &value, start),
                None => text.push_from(&format!("{{{{arg{name}}}}}"), self.excerpt, start, self.at),
            }
            return;
        }
        let (name, behind) = name.split_at(length);
        self.at += match braced {
            Some(_) => rest.find('}').map_or(rest.len(), |n| n + 1),
            None => 1 + length,
        };
        // `${NAME##*/}` and its like make another text of it.
        let is_whole = braced.is_none() || behind.starts_with(['}', '-', '?', '=']) || {
            behind.starts_with(":-") || behind.starts_with(":?") || behind.starts_with(":=")
        };
        if is_whole && let Some(value) = self.variables.text(name) {
            return self.fill(text, &value, start);
        }
        let is_upper = !name.contains(|c: char| c.is_ascii_lowercase());
        let hole = if is_upper { format!("${{{name}}}") } else { format!("{{{{{name}}}}}") };
        if hole == self.source[start..self.at] {
            text.push_slice(self.excerpt, start, self.at);
        } else {
            text.push_from(&hole, self.excerpt, start, self.at);
        }
    }

    /// Puts in the value of the variable that stands from `start` to here. A body is read where it was assigned;
    /// anything else is seen where it is used.
    fn fill(&self, text: &mut Excerpt<'static>, value: &Excerpt<'static>, start: usize) {
        let is_body =
            |t: &str| t.starts_with('[') || (t.starts_with('{') && crate::placeholder::hole(t).is_none());
        if text.text().is_empty() && is_body(value.text().trim_start()) {
            text.push_slice(value, 0, value.text().len());
        } else {
            text.push_from(value.text(), self.excerpt, start, self.at);
        }
    }

    /// Skips a parenthesis and what is in it; quotes, comments and heredocs inside are minded.
    pub(super) fn parenthesis(&mut self) {
        let bytes = self.source.as_bytes();
        let (mut depth, mut at) = (0_usize, self.at);
        let mut unclosed = false;
        // What ends the heredocs that the line announces.
        let mut heredocs: Vec<&str> = Vec::new();
        while at < bytes.len() {
            match bytes[at] {
                b'(' => depth += 1,
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        at += 1;
                        break;
                    }
                }
                b'\\' => at += 1,
                b'\'' => at += self.source[at + 1..].find('\'').map_or(0, |n| n + 1),
                b'"' if !unclosed => {
                    let close = self.behind_double(at);
                    // Looked for once, to the end of the text: there is no need to do so for each of many.
                    unclosed = close == at;
                    at = close;
                }
                b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() => {
                    at += self.source[at..].find('\n').unwrap_or(bytes.len() - at);
                    continue;
                }
                b'<' if bytes[at..].starts_with(b"<<<") => at += 2,
                b'<' if bytes[at..].starts_with(b"<<") => {
                    let word = self.source[at + 2..].trim_start_matches(['-', ' ', '\t', '\\', '\'', '"']);
                    let length = word.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
                    if length > 0 && !word.as_bytes()[0].is_ascii_digit() {
                        heredocs.push(&word[..length]);
                    }
                    at += 1;
                }
                b'\n' => {
                    for delimiter in std::mem::take(&mut heredocs) {
                        let lines = self.source[at + 1..].split_inclusive('\n');
                        let text: usize = lines.take_while(|l| l.trim() != delimiter).map(str::len).sum();
                        let last = self.source[at + 1 + text..].split('\n').next().unwrap_or_default();
                        if !last.is_empty() {
                            at += text + last.len() + 1;
                        }
                    }
                }
                _ => {}
            }
            at += 1;
            while at < bytes.len() && !self.source.is_char_boundary(at) {
                at += 1;
            }
        }
        self.at = at.min(bytes.len());
    }

    /// From a double quote to the one that closes it; a quote that never closes is passed over.
    fn behind_double(&self, open: usize) -> usize {
        let bytes = self.source.as_bytes();
        let (mut at, mut depth) = (open + 1, 0_usize);
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => at += 1,
                // Quotes inside `$(…)` are its own.
                b'$' if bytes.get(at + 1) == Some(&b'(') => {
                    depth += 1;
                    at += 1;
                }
                b'(' if depth > 0 => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => return at,
                _ => {}
            }
            at += 1;
        }
        open
    }
}

/// Where a JSON text stands between two of its bytes.
#[derive(Default)]
struct Scan {
    in_string: bool,
    escaped: bool,
}

impl Scan {
    fn read(&mut self, text: &str) {
        for b in text.bytes() {
            match b {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'\n' => self.in_string = false, // a JSON text ends on its line
                _ => {}
            }
        }
    }
}

/// What an escape of `$'…'` stands for, and how long it is without its backslash.
fn escape(rest: &str) -> (String, usize) {
    let Some(c) = rest.chars().next() else { return (String::from("\\"), 0) };
    let digits = |from: usize, radix: u32, most: usize| {
        let digits: String = rest[from..].chars().take_while(|c| c.is_digit(radix)).take(most).collect();
        let value = u32::from_str_radix(&digits, radix).ok().and_then(char::from_u32);
        value.map(|v| (v.to_string(), from + digits.len()))
    };
    let plain = |text: &str| (text.to_owned(), 1);
    match c {
        'n' => plain("\n"),
        't' => plain("\t"),
        'r' => plain("\r"),
        'a' => plain("\u{7}"),
        'b' => plain("\u{8}"),
        'e' | 'E' => plain("\u{1b}"),
        'f' => plain("\u{c}"),
        'v' => plain("\u{b}"),
        '\\' | '\'' | '"' | '?' => plain(c.encode_utf8(&mut [0; 4])),
        'x' => digits(1, 16, 2).unwrap_or_else(|| ("\\x".to_owned(), 1)),
        'u' => digits(1, 16, 4).unwrap_or_else(|| ("\\u".to_owned(), 1)),
        'U' => digits(1, 16, 8).unwrap_or_else(|| ("\\U".to_owned(), 1)),
        '0'..='7' => digits(0, 8, 3).unwrap_or_else(|| (String::new(), 1)),
        _ => (format!("\\{c}"), c.len_utf8()),
    }
}
