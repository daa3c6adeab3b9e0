//! What broke a JSON text that no grammar reads: the slips of people who write JSON by hand.
//!
//! So that one lost quote does not hide every other fault. A guess says what to insert where; the reader takes it
//! only when all of the text can then be read. Must not drop or change a character.

/// A slip, and what mends it.
pub(super) struct Slip {
    /// Where to point.
    pub start: usize,
    /// Where to point.
    pub end: usize,
    /// In a sentence.
    pub message: String,
    /// What is missing and where, in the order of the text.
    pub missing: Vec<(usize, char)>,
}

/// The slip that made a reader stop at a place.
pub(super) fn slip(source: &str, at: usize) -> Option<Slip> {
    if source[at..].starts_with('"') && string(&source.as_bytes()[at..]).is_none() {
        return unclosed_text(source, (at, source.len()), source.len());
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
        start,
        end: behind,
        message: format!("the key `{stem}` has no closing quote"),
        missing: vec![(behind, '"')],
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
        start,
        end: behind,
        message: "this string has no closing quote on its line".to_owned(),
        missing: vec![(behind, '"')],
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
        start,
        end: start + length,
        message: format!("`{text}` is no number: a text needs double quotes"),
        missing: vec![(start, '"'), (start + length, '"')],
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
        start: found,
        end: found + 1,
        message: format!("`{closer}` stands where a `{missing}` is due: `{}` is still open", *inner as char),
        missing: vec![(source[..found].trim_end().len(), missing)],
    })
}
