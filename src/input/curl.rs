//! curl's command line: which request the words of a command make, as curl itself would read them.

use super::shell::{Command, METHODS, Word};
use super::{Files, body, exchange, named};
use crate::dataflow::{Body, Envelope, Exchange, Header, ShellFault, ShellFaultKind, Written};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Edit;
use crate::placeholder;
use crate::text::{Excerpt, FileId, Place, Sources, Span};

/// Short options that take a value.
const SHORT_WITH_VALUE: &str = "AbcCdDeEFHhKmoPQrtTuUwxXyYz";

/// Long options that take none; every other one does not start a URL either way.
const LONG_WITHOUT_VALUE: &[&str] = &[
    "anyauth",
    "append",
    "basic",
    "compressed",
    "create-dirs",
    "crlf",
    "digest",
    "disable",
    "fail",
    "fail-early",
    "fail-with-body",
    "false-start",
    "form-escape",
    "get",
    "globoff",
    "head",
    "http0.9",
    "http1.0",
    "http1.1",
    "http2",
    "http2-prior-knowledge",
    "http3",
    "http3-only",
    "include",
    "insecure",
    "ipv4",
    "ipv6",
    "junk-session-cookies",
    "list-only",
    "location",
    "location-trusted",
    "manual",
    "negotiate",
    "netrc",
    "netrc-optional",
    "next",
    "no-alpn",
    "no-buffer",
    "no-keepalive",
    "no-progress-meter",
    "no-sessionid",
    "ntlm",
    "parallel",
    "parallel-immediate",
    "path-as-is",
    "post301",
    "post302",
    "post303",
    "progress-bar",
    "proxy-insecure",
    "proxytunnel",
    "raw",
    "remote-header-name",
    "remote-name",
    "remote-name-all",
    "remote-time",
    "remove-on-error",
    "retry-all-errors",
    "retry-connrefused",
    "show-error",
    "show-headers",
    "silent",
    "ssl",
    "ssl-reqd",
    "sslv2",
    "sslv3",
    "styled-output",
    "tcp-fastopen",
    "tcp-nodelay",
    "tlsv1",
    "tlsv1.0",
    "tlsv1.1",
    "tlsv1.2",
    "tlsv1.3",
    "tr-encoding",
    "trace-time",
    "use-ascii",
    "verbose",
    "version",
    "xattr",
    "help",
];

/// Where the command stands and what it can name.
pub(super) struct Context<'c> {
    pub file: FileId,
    pub files: &'c dyn Files,
    pub diagnostics: &'c mut Vec<Diagnostic>,
    pub sources: &'c mut Sources,
}

#[derive(Default)]
struct Request {
    method: Option<Written>,
    /// A method that an option implies, and the option.
    implied_method: Option<(&'static str, Span)>,
    urls: Vec<Word>,
    headers: Vec<Header>,
    data: Vec<Data>,
    json: Option<Span>,
    get: bool,
}

struct Data {
    kind: DataKind,
    text: Excerpt<'static>,
    option: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DataKind {
    /// `@file` is read.
    FileOrText,
    /// As it is.
    Raw,
    /// A form, an upload, or text that curl encodes: not JSON.
    Other,
}

/// The requests of a curl command; none when it is no curl command. With them the faults that reading the
/// arguments finds.
pub(super) fn read(command: &Command, cx: &mut Context<'_>) -> (Vec<Exchange>, Vec<ShellFault>) {
    let Some((words, has_curl)) = command.curl() else { return Default::default() };
    let (Some(first), Some(last)) = (command.words.first(), command.words.last()) else {
        return Default::default();
    };
    let span = first.span.to(last.span);
    let mut faults = Vec::new();
    let mut requests = vec![Request::default()];
    let mut words = words;
    if !has_curl {
        let mut text = "curl ".to_owned();
        if METHODS.contains(&first.text()) {
            text.push_str("-X ");
            requests[0].method = Some(Written { text: first.text().to_owned(), span: first.inner() });
            words = &words[1..];
        }
        faults.push(ShellFault {
            kind: ShellFaultKind::CurlMissing,
            span: first.span,
            message: format!("the command starts with `{}`: `curl` is missing in front of it", first.text()),
            help: Some("start the command with `curl`".to_owned()),
            edits: vec![Edit { span: Span { start: first.span.start, end: first.span.start }, text }],
        });
    }
    arguments(words, &mut requests, &mut faults);
    let mut exchanges = Vec::new();
    for request in requests {
        exchanges.extend(build(request, command, span, first.span, cx));
    }
    (exchanges, faults)
}

fn arguments(words: &[Word], requests: &mut Vec<Request>, faults: &mut Vec<ShellFault>) {
    let mut words = words.iter();
    let mut only_urls = false;
    while let Some(word) = words.next() {
        let Some(request) = requests.last_mut() else { return };
        let text = word.text();
        if only_urls || !text.starts_with('-') || text == "-" {
            request.urls.push(word.clone());
        } else if text == "--" {
            only_urls = true;
        } else if text == "--next" || text == "-:" {
            requests.push(Request::default());
        } else if let Some(name) = text.strip_prefix("--") {
            if let Some((name, _)) = name.split_once('=')
                && !LONG_WITHOUT_VALUE.contains(&name)
            {
                let at = 2 + name.len();
                let equals = word.text.span(at, at + 1);
                faults.push(ShellFault {
                    kind: ShellFaultKind::OptionWithEquals,
                    span: word.text.span(0, at + 1),
                    message: format!("curl has no `--{name}=…`: an option's value is a word of its own"),
                    help: Some("put a blank in place of the `=`".to_owned()),
                    edits: vec![Edit { span: equals, text: " ".to_owned() }],
                });
                let value = Word { text: word.text.slice(at + 1, text.len()), ..word.clone() };
                request.option(name, &value, word.span);
            } else if LONG_WITHOUT_VALUE.contains(&name) || name.starts_with("no-") {
                request.flag(name, word.span);
            } else if let Some(value) = words.next() {
                request.option(name, value, word.span.to(value.span));
            }
        } else {
            // Short options, run together: `-sSX POST`, `-XPOST`.
            for (i, c) in text.char_indices().skip(1) {
                if !SHORT_WITH_VALUE.contains(c) {
                    request.flag(short(c), word.span);
                    continue;
                }
                let from = i + c.len_utf8();
                if from < text.len() {
                    let value = Word { text: word.text.slice(from, text.len()), ..word.clone() };
                    request.option(short(c), &value, word.span);
                } else if let Some(value) = words.next() {
                    request.option(short(c), value, word.span.to(value.span));
                }
                break;
            }
        }
    }
}

fn short(c: char) -> &'static str {
    match c {
        'X' => "request",
        'H' => "header",
        'd' => "data",
        'F' => "form",
        'u' => "user",
        'b' => "cookie",
        'T' => "upload-file",
        'G' => "get",
        'K' => "config",
        'I' => "head",
        _ => "",
    }
}

impl Request {
    fn flag(&mut self, name: &str, span: Span) {
        match name {
            "get" => self.get = true,
            "head" => self.implied_method = Some(("HEAD", span)),
            _ => {}
        }
    }

    fn option(&mut self, name: &str, value: &Word, option: Span) {
        let mut data = |kind| self.data.push(Data { kind, text: value.text.clone(), option });
        match name {
            "request" => self.method = Some(Written { text: value.text().to_owned(), span: value.inner() }),
            "url" => self.urls.push(value.clone()),
            "header" => self.headers.push(header(value.text(), value.inner())),
            // Its headers cannot be seen from here.
            "config" => self.headers.push(unseen(value)),
            "data" | "data-binary" | "data-ascii" => data(DataKind::FileOrText),
            "data-raw" => data(DataKind::Raw),
            "json" => {
                data(DataKind::FileOrText);
                self.json = Some(option);
            }
            "data-urlencode" => data(DataKind::Other),
            "form" | "form-string" => {
                data(DataKind::Other);
                self.implied_method = Some(("POST", option));
            }
            "upload-file" => self.implied_method = Some(("PUT", option)),
            "user" | "oauth2-bearer" => {
                let scheme = if name == "user" { "Basic" } else { "Bearer" };
                self.headers.push(Header {
                    name: "Authorization".to_owned(),
                    value: Some(format!("{scheme} {}", value.text())),
                    span: option,
                    implied: true,
                });
            }
            _ => {}
        }
    }
}

/// Headers that are out of sight, in a variable or a file.
fn unseen(word: &Word) -> Header {
    let name = word.text();
    let name = if name.starts_with(['$', '{']) { name.to_owned() } else { format!("@{name}") };
    Header { name, value: None, span: word.inner(), implied: true }
}

/// One `Name: value`.
pub(super) fn header(text: &str, span: Span) -> Header {
    let (name, value) = match text.split_once(':') {
        Some((name, value)) => (name, Some(value.trim().to_owned())),
        None => (text, None),
    };
    Header { name: name.to_owned(), value, span, implied: false }
}

fn build(
    request: Request,
    command: &Command,
    span: Span,
    start: Span,
    cx: &mut Context<'_>,
) -> Option<Exchange> {
    let Request { method, implied_method, urls, mut headers, data, json, get } = request;
    // A word that fell out of a broken quote is no URL when another one looks like it.
    let url = urls.iter().find(|w| w.text().contains("://")).or_else(|| {
        urls.iter().find(|w| w.text().contains('/') || crate::placeholder::hole(w.text()).is_some())
    })?;
    let mut url = Written { text: url.text().to_owned(), span: url.inner() };
    // `"${HEADERS[@]}"`, `$OPTIONS`: options in a variable.
    let is_variable = |w: &&Word| {
        let text = w.text();
        text.starts_with('$') || placeholder::name(text).is_some()
    };
    headers.extend(urls.iter().filter(is_variable).filter(|w| w.inner() != url.span).map(unseen));
    if get {
        for data in data.iter().filter(|d| !d.text.text().starts_with('@')) {
            url.text.push(if url.text.contains('?') { '&' } else { '?' });
            url.text.push_str(data.text.text());
        }
    }
    let sends = !data.is_empty() && !get;
    let method = method.unwrap_or_else(|| {
        let (text, span) = match implied_method {
            Some((text, span)) if !get => (text, span),
            _ if sends => ("POST", data.first().map_or(start, |d| d.option)),
            _ => ("GET", start),
        };
        Written { text: text.to_owned(), span }
    });
    let has =
        |headers: &[Header], name: &str| headers.iter().any(|h| h.name.trim().eq_ignore_ascii_case(name));
    let mut imply = |name: &str, value: &str, span: Span| {
        if !has(&headers, name) {
            let (name, value) = (name.to_owned(), Some(value.to_owned()));
            headers.push(Header { name, value, span, implied: true });
        }
    };
    let is_text = data.iter().all(|d| d.kind != DataKind::Other);
    if let Some(option) = json {
        imply("Content-Type", "application/json", option);
        imply("Accept", "application/json", option);
    } else if sends
        && is_text
        && let Some(first) = data.first()
    {
        // Point at the option's name, not at a body of many lines.
        let option = Span {
            start: first.option.start,
            end: first.option.start + 2.min(first.option.end - first.option.start),
        };
        imply("Content-Type", "application/x-www-form-urlencoded", option);
    }
    let body = if sends && is_text { payload(&data, command, cx) } else { None };
    let place = Place { file: cx.file, span };
    Some(exchange::of(place, Envelope { method, url, headers }, body))
}

fn payload(data: &[Data], command: &Command, cx: &mut Context<'_>) -> Option<Body> {
    if let [one] = data
        && one.kind == DataKind::FileOrText
        && let Some(path) = one.text.text().strip_prefix('@')
    {
        if path == "-" {
            return command.stdin.as_ref().map(|text| body::request(cx.file, text));
        }
        if let Some((_, written)) = command.files.iter().find(|(written, _)| written == path) {
            return written.as_ref().map(|text| body::request(cx.file, text));
        }
        if path.starts_with("/dev/stdin") || placeholder::is_open(path) {
            return None;
        }
        let span = one.text.span(1, one.text.text().len());
        let at = Place { file: cx.file, span };
        // The reader of a page makes the file; only its absence in a run can be told, and that is no proof.
        return match named::open(path, at, Severity::Warning, cx.sources, cx.files) {
            Ok(file) => {
                let text = cx.sources.get(file).text.clone();
                Some(body::request(file, &Excerpt::verbatim(&text, 0)))
            }
            Err(diagnostic) => {
                cx.diagnostics.push(*diagnostic);
                None
            }
        };
    }
    let mut text = Excerpt::default();
    for (i, part) in data.iter().enumerate() {
        if i > 0 {
            text.push_decoded("&", part.option.start as usize, 0);
        }
        text.push_slice(&part.text, 0, part.text.text().len());
    }
    let is_json = text.text().trim_start().starts_with(['{', '[', '"']) || text.text().trim().is_empty();
    let is_form = !is_json && text.text().contains('=');
    if is_form {
        return None;
    }
    let mut body = body::request(cx.file, &text);
    if text.text().is_empty() {
        // Nothing stands anywhere; point at the option that sends it.
        body.span = data.first()?.option;
        body.faults.iter_mut().for_each(|f| f.span = body.span);
    }
    Some(body)
}
