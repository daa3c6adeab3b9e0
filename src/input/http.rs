//! HTTP as documentation prints it: API-format lines (`POST /flows`), whole requests, and whole responses.

use super::shell::METHODS;
use super::{body, curl, exchange};
use crate::dataflow::{Body, Envelope, Exchange, Written};
use crate::text::{Excerpt, FileId, Place};

/// What an HTTP text is.
pub(super) enum Http {
    /// Lines of method and path only.
    Formats(Vec<Written>),
    /// A request with headers or a body.
    Request(Box<Exchange>),
    /// A status line, and the body behind it.
    Response(Body),
}

/// Reads an HTTP text; none when it is none.
pub(super) fn read(file: FileId, text: &Excerpt<'_>) -> Option<Http> {
    let source = text.text();
    let start = source.len() - source.trim_start().len();
    let lines = lines(source, start);
    let (first_at, first) = *lines.first()?;
    if first.starts_with("HTTP/") {
        let (_, at) = headers(text, &lines[1..]);
        return Some(Http::Response(body::response(file, &text.slice(at?, source.len()))));
    }
    let (method, path, _) = request_line(first)?;
    let written =
        |at: usize, line: &str| Written { text: line.to_owned(), span: text.span(at, at + line.len()) };
    if lines.iter().all(|(_, l)| l.trim().is_empty() || request_line(l).is_some()) {
        let formats = lines.iter().filter(|(_, l)| !l.trim().is_empty());
        return Some(Http::Formats(formats.map(|(at, l)| written(*at, l.trim_end())).collect()));
    }
    let (headers, body_at) = headers(text, &lines[1..]);
    let has_body = |at: &usize| !source[*at..].trim().is_empty();
    let body = body_at.filter(has_body).map(|at| body::request(file, &text.slice(at, source.len())));
    if headers.is_empty() && body.is_none() {
        return None;
    }
    let url_at = first_at + (path.as_ptr() as usize - first.as_ptr() as usize);
    let mut url = written(url_at, path);
    if path.starts_with('/')
        && let Some(host) = headers.iter().find(|h| h.name.eq_ignore_ascii_case("host"))
    {
        url.text = format!("https://{}{path}", host.value.as_deref().unwrap_or_default());
    }
    let envelope = Envelope { method: written(first_at, method), url, headers };
    let place = Place { file, span: text.span(first_at, source.trim_end().len()) };
    Some(Http::Request(Box::new(exchange::of(place, envelope, body))))
}

fn lines(source: &str, start: usize) -> Vec<(usize, &str)> {
    let mut at = start;
    let mut lines = Vec::new();
    for line in source[start..].split_inclusive('\n') {
        lines.push((at, line.trim_end_matches(['\n', '\r'])));
        at += line.len();
    }
    lines
}

/// Method, path, and what follows, of `POST /flows HTTP/1.1`.
fn request_line(line: &str) -> Option<(&str, &str, &str)> {
    let line = line.trim_end();
    let (method, rest) = line.split_once(' ')?;
    let rest = rest.trim_start();
    if !METHODS.contains(&method) || !(rest.starts_with(['/', '{']) || rest.starts_with("http")) {
        return None;
    }
    match rest.split_once(" HTTP/") {
        Some((path, version)) => Some((method, path, version)),
        None => Some((method, rest, "")),
    }
}

/// The header lines, and where the body starts.
fn headers(text: &Excerpt<'_>, lines: &[(usize, &str)]) -> (Vec<crate::dataflow::Header>, Option<usize>) {
    let mut headers = Vec::new();
    for (at, line) in lines {
        let trimmed = line.trim_end();
        if trimmed.is_empty() {
            return (headers, Some(at + line.len()));
        }
        if trimmed.starts_with(['{', '[']) {
            return (headers, Some(*at));
        }
        headers.push(curl::header(trimmed, text.span(*at, at + trimmed.len())));
    }
    (headers, None)
}
