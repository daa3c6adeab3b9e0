//! What broke a JSON text that no grammar reads: the slips of people who write JSON by hand.
//!
//! So that one lost quote does not hide every other fault. A guess says what to insert where; the reader takes it
//! only when all of the text can then be read. Must not drop or change a character, but for a bracket too many and the
//! zeros before a number.

use super::FaultKind;

/// A slip, and what mends it.
pub(super) struct Slip {
    /// What it is.
    pub kind: FaultKind,
    /// Where to point.
    pub start: usize,
    /// Where to point.
    pub end: usize,
    /// In a sentence.
    pub message: String,
    /// What is missing and where, in the order of the text.
    pub missing: Vec<(usize, char)>,
    /// What is too much.
    pub extra: Option<(usize, usize)>,
}

impl Slip {
    fn new(start: usize, end: usize, message: String) -> Slip {
        Slip { kind: FaultKind::Syntax, start, end, message, missing: Vec::new(), extra: None }
    }
}

/// The slip that made a reader stop at a place.
pub(super) fn slip(source: &str, at: usize) -> Option<Slip> {
    if source[at..].starts_with('"') && string(&source.as_bytes()[at..]).is_none() {
        return unclosed_text(source, (at, source.len()), source.len());
    }
    if let Some(slip) = leading_zero(source, at).or_else(|| missing_colon(source, at)) {
        return Some(slip);
    }
    if let Some(slip) = closed_too_early(source, at) {
        return Some(slip);
    }
    let before = Scan::of(source, at);
    let string = before.string.filter(|_| !before.is_inside);
    string
        .and_then(|s| unclosed_key(source, s, at).or_else(|| unclosed_text(source, s, at)))
        .or_else(|| bare_text(source, at))
        .or_else(|| unclosed_bracket(source, at))
}

/// What stands in front of a place.
#[derive(Default)]
struct Scan {
    /// The brackets that are open.
    open: Vec<u8>,
    /// The last string, quotes included.
    string: Option<(usize, usize)>,
    /// Is the place inside a string?
    is_inside: bool,
    /// The first bracket that closes another kind than is open, with those that are open.
    mismatch: Option<usize>,
}

impl Scan {
    fn of(source: &str, end: usize) -> Scan {
        let mut scan = Scan::default();
        let bytes = &source.as_bytes()[..end.min(source.len())];
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    let Some(length) = string(&bytes[at..]) else {
                        scan.is_inside = true;
                        break;
                    };
                    scan.string = Some((at, at + length));
                    at += length;
                    continue;
                }
                b'{' | b'[' => scan.open.push(byte),
                b'}' | b']' => {
                    if scan.open.last() != Some(&opener(byte)) {
                        scan.mismatch = Some(at);
                        break;
                    }
                    scan.open.pop();
                }
                _ => {}
            }
            at += 1;
        }
        scan
    }
}

/// How long the string at the start is; none when it is not closed.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

fn opener(closer: u8) -> u8 {
    if closer == b'}' { b'{' } else { b'[' }
}

/// `"name: "Contacts"`
fn unclosed_key(source: &str, (start, end): (usize, usize), at: usize) -> Option<Slip> {
    if !source[end..at].trim().is_empty() {
        return None;
    }
    let stem = source[start + 1..end - 1].trim_end().strip_suffix(':')?;
    let is_key = stem.chars().all(|c| c.is_alphanumeric() || "_-.$@:".contains(c));
    let behind = start + 1 + stem.len();
    (is_key && !stem.is_empty()).then(|| Slip {
        missing: vec![(behind, '"')],
        ..Slip::new(start, behind, format!("the key `{stem}` has no closing quote"))
    })
}

/// `"name": "Contacts,` and a line break
fn unclosed_text(source: &str, (start, end): (usize, usize), at: usize) -> Option<Slip> {
    let (first, _) = source[start..end].split_once('\n')?;
    if at - end > 64 || source[end..at].contains('\n') {
        return None;
    }
    let first = first.trim_end();
    let first = first.strip_suffix(',').unwrap_or(first).trim_end();
    let behind = start + first.len();
    (first.len() > 1 && !first.ends_with('\\')).then(|| Slip {
        missing: vec![(behind, '"')],
        ..Slip::new(start, behind, "this string has no closing quote on its line".to_owned())
    })
}

/// `"id": 512e686e-543e-4354-bcba-e1403ddcc532`: an id without quotes
fn bare_text(source: &str, at: usize) -> Option<Slip> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_./@%".contains(c);
    // The reader takes a part of it for a number and may only stop behind the rest.
    let at = if source[at..].starts_with(is_part) { at } else { source[..at].trim_end().len() };
    let start = source[..at].trim_end_matches(is_part).len();
    let length = source[start..].find(|c| !is_part(c)).unwrap_or(source.len() - start);
    let text = &source[start..start + length];
    let is_id =
        text.contains(|c: char| c.is_ascii_digit()) && text.contains(|c: char| c.is_ascii_alphabetic());
    let is_value = source[..start].trim_end().ends_with(':');
    let behind = source[start + length..].trim_start_matches([' ', '\t']);
    let ends = behind.is_empty() || behind.starts_with([',', '}', ']', '\n', '\r']);
    (is_id && is_value && ends && text.parse::<f64>().is_err()).then(|| Slip {
        missing: vec![(start, '"'), (start + length, '"')],
        ..Slip::new(start, start + length, format!("`{text}` is no number: a text needs double quotes"))
    })
}

/// `[{"a": 1]`
fn unclosed_bracket(source: &str, at: usize) -> Option<Slip> {
    if !source[at..].starts_with(['{', '}', '[', ']']) {
        return None;
    }
    let scan = Scan::of(source, source.len());
    let found = scan.mismatch?;
    let closer = source[found..].chars().next()?;
    let [.., outer, inner] = scan.open.as_slice() else { return None };
    let missing = if *inner == b'{' { '}' } else { ']' };
    (*outer == opener(closer as u8)).then(|| Slip {
        missing: vec![(source[..found].trim_end().len(), missing)],
        ..Slip::new(
            found,
            found + 1,
            format!("`{closer}` stands where a `{missing}` is due: `{}` is still open", *inner as char),
        )
    })
}

/// `"id": 0012`: the reader takes each zero for a number of its own.
fn leading_zero(source: &str, at: usize) -> Option<Slip> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let inside = digits(&source[at..]);
    let end = if inside > 0 { at + inside } else { source[..at].trim_end().len() };
    let start = source[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = &source[start..end];
    let zeros = number.len() - number.trim_start_matches('0').len();
    let zeros = zeros.min(number.len().checked_sub(1)?);
    let is_value = source[..start].trim_end_matches('-').trim_end().ends_with([':', ',', '[']);
    (zeros > 0 && is_value).then(|| Slip {
        kind: FaultKind::BadNumber,
        extra: Some((start, start + zeros)),
        ..Slip::new(start, end, "a JSON number has no leading zero".to_owned())
    })
}

/// `"version" "1.0"`
fn missing_colon(source: &str, at: usize) -> Option<Slip> {
    let behind = source[..at].trim_end().len();
    let is_value = source[at..].starts_with(|c: char| "\"{[-tfn".contains(c) || c.is_ascii_digit());
    let scan = Scan::of(source, behind);
    let (start, _) = scan.string.filter(|(_, end)| *end == behind && !scan.is_inside)?;
    let is_key = source[..start].trim_end().ends_with(['{', ',']) && scan.open.last() == Some(&b'{');
    let key = &source[start..behind];
    (is_value && is_key && !key.contains('\n')).then(|| Slip {
        missing: vec![(behind, ':')],
        ..Slip::new(start, behind, format!("a `:` is missing behind the key `{key}`"))
    })
}

/// `{ "a": 1 }, "b": 2 }`: the first brace that closes is one too many.
fn closed_too_early(source: &str, at: usize) -> Option<Slip> {
    let rest = source[at..].strip_prefix(',')?.trim_start();
    let key = rest.get(..string(rest.as_bytes()).filter(|_| rest.starts_with('"'))?)?;
    let brace = source[..at].trim_end().strip_suffix('}')?.len();
    let is_last = Scan::of(source, at).open.is_empty();
    let end = if source[..brace].trim_end().ends_with(',') { at + 1 } else { brace + 1 };
    (is_last && rest[key.len()..].trim_start().starts_with(':')).then(|| Slip {
        extra: Some((brace, end)),
        ..Slip::new(brace, brace + 1, format!("this `}}` ends the JSON, but {key} comes after it"))
    })
}
