//! R08: header lines are `Name: value`, with the names and words Platform knows.
//!
//! In requests, and in the lists of headers that tutorials print for copying. A line of prose is judged only when it
//! plainly stands for one of Platform's headers.

use super::header_names::{is_translated_bearer, known, translated, without_colon};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::placeholder;
use crate::text::{FileId, Span};

static RULES: [Rule; 3] = [
    Rule {
        code: "translated-header",
        number: "R08",
        severity: Severity::Error,
        what: "A header's name, or the word `Bearer`, has been translated.",
        why: "Names of headers are the same in every language. Platform does not see the header and refuses the request. In \
              a list of headers in prose it is a warning: nobody sends that line as it is.",
        example: "Autorização: Portador {ACCESS_TOKEN}",
        remedy: "Write `Authorization: Bearer {ACCESS_TOKEN}`.",
        source: "RFC 9110; Platform's required headers",
    },
    Rule {
        code: "blank-before-colon",
        number: "R08",
        severity: Severity::Error,
        what: "A blank stands between a header's name and the colon.",
        why: "A server must refuse such a request (RFC 9112). In a list of headers in prose it is a warning: the line is \
              only copied.",
        example: "-H 'x-api-key : {API_KEY}'",
        remedy: "Write `x-api-key: {API_KEY}`.",
        source: "RFC 9112, section 5.1",
    },
    Rule {
        code: "header-without-colon",
        number: "R08",
        severity: Severity::Error,
        what: "A header has no colon between its name and its value.",
        why: "curl leaves out a header without a colon, and says nothing.",
        example: "-H 'x-api-key={API_KEY}'",
        remedy: "Write `x-api-key: {API_KEY}`.",
        source: "curl's manual, option -H",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// A line that is or stands for a header.
struct Line<'l> {
    name: &'l str,
    value: &'l str,
    file: FileId,
    span: Span,
    /// In a request, not in prose.
    sent: bool,
    /// Is the line's text the file's, so that parts of it have places?
    exact: bool,
}

impl Line<'_> {
    fn severity(&self) -> Severity {
        if self.sent { Severity::Error } else { Severity::Warning }
    }
}

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if !sent.is_gateway() && !sent.is_streaming() {
            continue;
        }
        for header in sent.envelope.headers.iter().filter(|h| !h.implied) {
            let length = (header.span.end - header.span.start) as usize;
            match header.value.as_deref() {
                Some(value) => {
                    let exact = length > header.name.len();
                    let (name, file, span) = (header.name.as_str(), sent.file(), header.span);
                    check_line(cx, &Line { name, value, file, span, sent: true, exact });
                }
                None => check_colon(cx, &header.name, sent.file(), header.span, length == header.name.len()),
            }
        }
    }
    for line in &cx.flow.prose.headers {
        let file = cx.flow.file;
        let text = line.text.replace('`', "");
        let ticks = text.len() != line.text.len();
        let exact =
            !line.text.starts_with('`') && (line.span.end - line.span.start) as usize == line.text.len();
        if let Some((name, value)) = text.split_once([':', '：']) {
            let value = value.trim();
            // Something to be copied: a value in code, a placeholder, or one of the fixed values.
            if ticks || placeholder::is_open(value) {
                check_line(cx, &Line { name, value, file, span: line.span, sent: false, exact });
            }
        }
    }
}

fn check_line(cx: &mut Context<'_>, line: &Line<'_>) {
    let name = line.name.trim();
    if let Some(header) = translated(name).filter(|h| fits(h, line.value)) {
        let value = if header == "Authorization" { with_bearer(line.value) } else { line.value.to_owned() };
        cx.at_span(&RULES[0], line.file, line.span)
            .severity(line.severity())
            .help(format!("write `{header}: {value}`"))
            .say(format!("`{name}` is a translation: the header is called `{header}` in every language"));
        return;
    }
    let Some(header) = known(name) else { return };
    if header == "Authorization" && line.value.split_whitespace().next().is_some_and(is_translated_bearer) {
        let word = line.value.split_whitespace().next().unwrap_or_default();
        cx.at_span(&RULES[0], line.file, line.span)
            .severity(line.severity())
            .help(format!("write `{name}: {}`", with_bearer(line.value)))
            .say(format!("`{word}` is a translation: the scheme is called `Bearer` in every language"));
        return;
    }
    let trimmed = line.name.trim_end();
    if trimmed.len() < line.name.len() {
        let start = line.span.start as usize;
        let blank = Span::new(start + trimmed.len(), start + line.name.len());
        let at = if line.exact { Span::new(start, start + line.name.len() + 1) } else { line.span };
        let mut report = cx
            .at_span(&RULES[1], line.file, at)
            .severity(line.severity())
            .help(format!("write `{name}: {}`", line.value));
        if line.exact {
            report = report.fix(blank, "");
        }
        report.say(format!("a blank stands between the header name `{name}` and its colon"));
    }
}

fn check_colon(cx: &mut Context<'_>, text: &str, file: FileId, span: Span, exact: bool) {
    let Some((header, end)) = without_colon(text) else { return };
    let value = text[end + 1..].trim();
    let mut report = cx.at_span(&RULES[2], file, span).help(format!("write `{header}: {value}`"));
    if exact {
        let start = span.start as usize + end;
        report = report.fix(Span::new(start, start + 1 + text[end + 1..].len()), format!(": {value}"));
    }
    report.say(format!("the header `{header}` has no colon behind its name, so curl does not send it"));
}

/// Is the value one that this header has?
fn fits(header: &str, value: &str) -> bool {
    let upper = value.to_ascii_uppercase();
    match header {
        "Authorization" => {
            upper.contains("TOKEN") || upper.starts_with("BEARER ") || {
                value.split_whitespace().next().is_some_and(is_translated_bearer)
            }
        }
        _ => upper.starts_with("APPLICATION/"),
    }
}

fn with_bearer(value: &str) -> String {
    let mut words = value.split_whitespace();
    match words.next() {
        Some(word) if is_translated_bearer(word) || word.eq_ignore_ascii_case("Bearer") => {
            format!("Bearer {}", words.collect::<Vec<_>>().join(" "))
        }
        _ => format!("Bearer {value}"),
    }
}
