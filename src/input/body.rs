//! Bodies: the JSON that a request sends or a response shows, read so that a template stays readable.
//!
//! A placeholder may stand where a value should (`"startTime": {START_TIME}`), and a sample response may leave
//! things out (`...`). Neither is a mistake, so both are given to the JSON reader as what they stand for. The text
//! of the body stays as it was written.

use crate::dataflow::Body;
use crate::json::{self, Dialect, FaultKind};
use crate::placeholder::hole;
use crate::text::{Excerpt, FileId};

/// The value that stands for what a sample leaves out: a placeholder, so that nothing is concluded from it.
const ELIDED: &str = "\"{ELIDED}\"";

/// Reads a request body.
pub(super) fn request(file: FileId, text: &Excerpt<'_>) -> Body {
    read(file, text, false)
}

/// Reads a response: comments and `...` are no faults.
pub(super) fn response(file: FileId, text: &Excerpt<'_>) -> Body {
    let mut body = read(file, text, true);
    body.faults.retain(|f| f.kind != FaultKind::Comment);
    body
}

fn read(file: FileId, text: &Excerpt<'_>, is_sample: bool) -> Body {
    let plain = text.text();
    let filled = fill(text, is_sample);
    let document = json::parse(filled.as_ref().unwrap_or(text), Dialect::Strict);
    let start = plain.len() - plain.trim_start().len();
    let end = plain.trim_end().len().max(start);
    let span = text.span(start, end);
    Body { file, span, text: plain.to_owned(), root: document.root, faults: document.faults }
}

/// The text with bare placeholders quoted and ellipses taken out; none when there are none.
fn fill(text: &Excerpt<'_>, is_sample: bool) -> Option<Excerpt<'static>> {
    let source = text.text();
    let mut out = Excerpt::default();
    let (mut copied, mut at) = (0, 0);
    let mut before = b'[';
    while let Some(&byte) = source.as_bytes().get(at) {
        let rest = &source[at..];
        let (length, stands_for) = match byte {
            b'"' => {
                at += string(rest);
                before = b'"';
                continue;
            }
            b'{' | b'$' | b'<' if matches!(before, b':' | b'[' | b',') => match hole(rest) {
                Some((_, length)) => (length, format!("\"{}\"", &rest[..length])),
                None => {
                    (before, at) = (byte, at + 1);
                    continue;
                }
            },
            b',' if is_sample => {
                // `, ... }`: the comma goes with what it announced.
                let skipped = ellipses(&rest[1..]);
                let closes = rest[1 + skipped..].starts_with(['}', ']']);
                if skipped == 0 || !closes || !has_ellipsis(&rest[1..1 + skipped]) {
                    (before, at) = (byte, at + 1);
                    continue;
                }
                (1 + skipped, String::new())
            }
            b'.' | 0xe2 if is_sample && ellipsis(rest) > 0 => {
                let length = ellipsis(rest);
                let more = ellipses(&rest[length..]);
                let comma = rest[length + more..].starts_with(',') && before != b':';
                (length + if comma { more + 1 } else { 0 }, if before == b':' { ELIDED.into() } else { String::new() })
            }
            _ => {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                if !byte.is_ascii_whitespace() {
                    before = byte;
                }
                at += length;
                continue;
            }
        };
        out.push_slice(text, copied, at);
        out.push_from(&stands_for, text, at, at + length);
        at += length;
        copied = at;
        if !stands_for.is_empty() {
            before = b'"';
        }
    }
    if copied == 0 {
        return None;
    }
    out.push_slice(text, copied, source.len());
    Some(out)
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

/// How far blanks, commas and ellipses go.
fn ellipses(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\r', '\n', ',', '.', '\u{2026}']).len()
}

fn has_ellipsis(text: &str) -> bool {
    text.contains("...") || text.contains('\u{2026}')
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
        assert_eq!(root.at("/b/1").unwrap().span.range(), 127..128);
    }

    #[test]
    fn samples_may_leave_things_out() {
        for source in [
            r#"{"a": 1, ...}"#,
            r#"{"a": 1, ... , "b": 2}"#,
            r#"{"a": [{"b": 1}, ...], "c": ...}"#,
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
