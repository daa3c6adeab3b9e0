//! Bodies: the JSON that a request sends or a response shows, read so that a template stays readable.
//!
//! A placeholder may stand where a value should (`"startTime": {START_TIME}`), and a sample response may leave
//! things out (`...`). Both are given to the JSON reader as what they stand for; only a request that leaves things
//! out is told so. The text of the body stays as it was written.

use crate::dataflow::Body;
use crate::json::{self, Dialect, Fault, FaultKind};
use crate::placeholder::hole;
use crate::text::{Excerpt, FileId};

/// The value that stands for what a sample leaves out: a placeholder, so that nothing is concluded from it.
const ELIDED: &str = "\"{ELIDED}\"";

/// Reads a request body.
pub(super) fn request(file: FileId, text: &Excerpt<'_>) -> Body {
    read(file, text)
}

/// Reads a response: comments and `...` are no faults there.
pub(super) fn response(file: FileId, text: &Excerpt<'_>) -> Body {
    let mut body = read(file, text);
    body.faults.retain(|f| !matches!(f.kind, FaultKind::Comment | FaultKind::Elided));
    body
}

fn read(file: FileId, text: &Excerpt<'_>) -> Body {
    let plain = text.text();
    let mut faults = Vec::new();
    let filled = fill(text, &mut faults);
    let document = json::parse(filled.as_ref().unwrap_or(text), Dialect::Strict);
    faults.extend(document.faults);
    faults.sort_by_key(|f| f.span);
    let start = plain.len() - plain.trim_start().len();
    let end = plain.trim_end().len().max(start);
    Body { file, span: text.span(start, end), text: plain.to_owned(), root: document.root, faults }
}

/// The text with bare placeholders quoted and ellipses taken out; none when there are none.
fn fill(text: &Excerpt<'_>, faults: &mut Vec<Fault>) -> Option<Excerpt<'static>> {
    let source = text.text();
    let mut out = Excerpt::default();
    let (mut copied, mut at) = (0, 0);
    // The last byte that means something: where a value may start, a placeholder may stand.
    let mut before = b'[';
    while let Some(&byte) = source.as_bytes().get(at) {
        let rest = &source[at..];
        let (length, stands_for) = match byte {
            b'"' => {
                at += string(rest);
                before = byte;
                continue;
            }
            b'{' | b'$' | b'<' if matches!(before, b':' | b'[' | b',') && hole(rest).is_some() => {
                let length = hole(rest).map_or(1, |(_, length)| length);
                (length, format!("\"{}\"", &rest[..length]))
            }
            b',' if elided_to_the_end(&rest[1..]) > 0 => {
                // `, ... }`: the comma goes with what it announced.
                (1 + elided_to_the_end(&rest[1..]), String::new())
            }
            b'.' | 0xe2 if ellipsis(rest) > 0 => elide(rest, before),
            _ => {
                if !byte.is_ascii_whitespace() {
                    before = byte;
                }
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
        };
        if matches!(byte, b',' | b'.' | 0xe2) {
            let message = "something is left out here: a request is sent whole".to_owned();
            let dots = at + rest.find(['.', '\u{2026}']).unwrap_or(0);
            let span = text.span(dots, dots + ellipsis(&source[dots..]));
            faults.push(Fault { kind: FaultKind::Elided, span, message, edits: Vec::new() });
        }
        out.push_slice(text, copied, at);
        out.push_from(&stands_for, text, at, at + length);
        at += length;
        copied = at;
        before = stands_for.bytes().last().unwrap_or(before);
    }
    if copied == 0 {
        return None;
    }
    out.push_slice(text, copied, source.len());
    Some(out)
}

/// At an ellipsis: how much goes, and what stands for it.
fn elide(rest: &str, before: u8) -> (usize, String) {
    let length = ellipsis(rest);
    let behind = rest[length..].trim_start();
    let to_comma = rest.len() - behind.len();
    match behind.as_bytes().first() {
        _ if before == b':' => (length, ELIDED.to_owned()),
        Some(b',') if matches!(before, b',' | b'[' | b'{') => (to_comma + 1, String::new()),
        None | Some(b',' | b'}' | b']') => (length, String::new()),
        // `"a": 1 ... "b": 2`
        Some(_) if !matches!(before, b',' | b'[' | b'{') => (length, ",".to_owned()),
        Some(_) => (length, String::new()),
    }
}

/// Behind a comma: how far it is to a closing bracket when only ellipses and commas stand between.
fn elided_to_the_end(text: &str) -> usize {
    let end = text.trim_start_matches([' ', '\t', '\r', '\n', ',', '.', '\u{2026}']);
    let between = &text[..text.len() - end.len()];
    let elided = between.contains("...") || between.contains('\u{2026}');
    if elided && end.starts_with(['}', ']']) { between.len() } else { 0 }
}

/// How long the string at the start of a text is; it ends on its line.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (i, b) in text.bytes().enumerate().skip(1) {
        match b {
            b'\n' => return i,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}

fn ellipsis(text: &str) -> usize {
    let dots = text.bytes().take_while(|b| *b == b'.').count();
    match dots {
        3.. => dots,
        _ if text.starts_with('\u{2026}') => '\u{2026}'.len_utf8(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(source: &str) -> (Vec<FaultKind>, Vec<FaultKind>) {
        let text = Excerpt::verbatim(source, 0);
        let kinds = |b: Body| b.faults.iter().map(|f| f.kind).collect();
        (kinds(request(FileId(0), &text)), kinds(response(FileId(0), &text)))
    }

    #[test]
    fn placeholders_may_stand_bare() {
        let body = request(FileId(0), &Excerpt::verbatim(r#"{"a": {START}, "b": [{{x}}, 1], "c": {}}"#, 100));
        assert!(body.faults.is_empty(), "{:?}", body.faults);
        let root = body.root.unwrap();
        assert_eq!(root.at("/a").unwrap().as_str(), Some("{START}"));
        assert_eq!(root.at("/a").unwrap().span.range(), 106..113);
        assert_eq!(root.at("/b/1").unwrap().span.range(), 128..129);
    }

    #[test]
    fn samples_may_leave_things_out() {
        for source in [
            r#"{"a": 1, ...}"#,
            r#"{"a": 1, ... , "b": 2}"#,
            r#"{"a": [{"b": 1}, ...], "c": ...}"#,
            r#"{"a": 1 ... "b": [..., 2]}"#,
            "{\n  \"a\": 1,\n  ...\n}",
            "[...]",
            "{\"a\": 1 // note\n}",
            "{\"a\": \u{2026}}",
        ] {
            let (as_request, as_response) = faults(source);
            assert_eq!(as_response, [], "{source}");
            assert!(!as_request.is_empty(), "{source}");
        }
        assert_eq!(faults("{\"a\": 1,}").1, [FaultKind::TrailingComma]);
        assert_eq!(faults("{\"a\": \"x\"\n \"b\": 2}").1, [FaultKind::MissingComma]);
    }
}
