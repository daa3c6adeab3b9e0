//! Mends a file with the mechanical edits of its diagnostics, and rewrites nothing else.
//!
//! Pure: text in, text out; who asked writes the file. The edits of a diagnostic are made together or not at all.
//! Edits can uncover others (a key renamed is then checked), so the file is checked again until nothing is left;
//! what comes out is a file that a second run leaves alone.

use crate::check::{self, Options};
use crate::diagnostic::Diagnostic;
use crate::input::Files;
use crate::json::Edit;
use crate::text::FileId;
use std::collections::BTreeMap;

/// How often a file is checked again.
const ROUNDS: usize = 20;

/// The byte order mark of UTF-8, which is kept.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A mended file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text, with the byte order mark of the old one.
    pub text: String,
    /// How many findings were mended.
    pub mended: usize,
}

/// Mends one file; none when there is nothing to mend.
///
/// ```
/// use preflow::{check::Options, fix::fix, input::NoFiles};
/// let document = r#"{"steps": {"targetConnection": {"connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}}}}"#;
/// let fixed = fix("a.dataflow.json", document.as_bytes(), &NoFiles, &Options::default()).unwrap();
/// assert!(fixed.text.contains("c604ff05-7f1a-43c0-8e18-33bf874cb11c"));
/// assert!(fix("a.dataflow.json", fixed.text.as_bytes(), &NoFiles, &Options::default()).is_none());
/// ```
#[must_use]
pub fn fix(name: &str, bytes: &[u8], files: &dyn Files, options: &Options) -> Option<Fixed> {
    let original = std::str::from_utf8(bytes).ok()?;
    let mut fixed = Fixed { text: original.to_owned(), mended: 0 };
    let mut seen = vec![fixed.text.clone()];
    loop {
        let report = check::check(name, fixed.text.as_bytes(), files, options);
        let (edits, mended) = choose(&report.diagnostics);
        if mended == 0 {
            break;
        }
        if seen.len() > ROUNDS {
            // Each edit calls for another: what is here is not understood.
            return None;
        }
        let text = &report.sources.get(FileId::default()).text;
        let mark = fixed.text.strip_suffix(text.as_str())?;
        if !mark.is_empty() && mark != BYTE_ORDER_MARK {
            return None;
        }
        fixed.text = format!("{mark}{}", apply(text, &edits)?);
        fixed.mended += mended;
        if seen.contains(&fixed.text) {
            // The edits undo each other: nobody can say which of them is right.
            return None;
        }
        seen.push(fixed.text.clone());
    }
    (fixed.text != original).then_some(fixed)
}

/// The edits to make at once, in the order of the text, and how many findings they mend. Of findings whose edits
/// overlap, the outermost is taken, then the first.
fn choose(diagnostics: &[Diagnostic]) -> (Vec<&Edit>, usize) {
    let mut candidates: Vec<Vec<&Edit>> = diagnostics
        .iter()
        .filter(|d| d.place.file == FileId::default() && !d.fix.is_empty())
        .map(|d| {
            let mut edits: Vec<&Edit> = d.fix.iter().collect();
            edits.sort_by_key(|e| (e.span.start, e.span.end));
            edits
        })
        .collect();
    candidates.sort_by_key(|edits| {
        edits
            .first()
            .zip(edits.last())
            .map(|(first, last)| (first.span.start, std::cmp::Reverse(last.span.end)))
    });
    let mut chosen: BTreeMap<u32, &Edit> = BTreeMap::new();
    let mut mended = 0;
    for edits in candidates {
        let free = |e: &Edit| {
            let before = chosen.range(..=e.span.start).next_back();
            let after = chosen.range(e.span.start..).next();
            before.into_iter().chain(after).all(|(_, c)| !overlap(c, e))
        };
        if edits.windows(2).all(|two| !overlap(two[0], two[1])) && edits.iter().all(|e| free(e)) {
            chosen.extend(edits.into_iter().map(|e| (e.span.start, e)));
            mended += 1;
        }
    }
    (chosen.into_values().collect(), mended)
}

/// Do two edits touch the same text? Two at one start do: the order of insertions would be a guess.
fn overlap(a: &Edit, b: &Edit) -> bool {
    let (a, b) = (a.span, b.span);
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

/// The text with edits made that are in order and do not overlap; none when they are not.
pub(crate) fn apply(text: &str, edits: &[&Edit]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(text.get(at..range.start)?);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::text::{Place, Span};

    fn finding(edits: &[(usize, usize, &str)]) -> Diagnostic {
        Diagnostic {
            code: "x",
            rule: None,
            severity: Severity::Error,
            message: String::new(),
            help: None,
            place: Place::default(),
            step: None,
            pointer: None,
            related: Vec::new(),
            fix: edits
                .iter()
                .map(|(start, end, text)| Edit { span: Span::new(*start, *end), text: (*text).to_owned() })
                .collect(),
        }
    }

    fn once(text: &str, findings: &[Diagnostic]) -> (String, usize) {
        let (edits, mended) = choose(findings);
        (apply(text, &edits).unwrap(), mended)
    }

    #[test]
    fn edits_that_do_not_touch_are_made_together() {
        let findings = [finding(&[(4, 5, "E")]), finding(&[(0, 1, "A"), (2, 2, "-")])];
        assert_eq!(once("abcdef", &findings), ("Ab-cdEf".to_owned(), 2));
    }

    #[test]
    fn of_edits_that_overlap_the_outermost_is_made() {
        let findings = [finding(&[(1, 2, "B")]), finding(&[(1, 5, "")]), finding(&[(4, 6, "!")])];
        assert_eq!(once("abcdef", &findings), ("af".to_owned(), 1));
    }

    #[test]
    fn the_edits_of_one_finding_stay_together() {
        let findings = [finding(&[(0, 3, "x")]), finding(&[(2, 4, "y"), (5, 6, "z")])];
        assert_eq!(once("abcdef", &findings), ("xdef".to_owned(), 1));
    }

    #[test]
    fn edits_outside_the_text_are_refused() {
        let findings = [finding(&[(3, 9, "x")])];
        let (edits, _) = choose(&findings);
        assert_eq!(apply("abcd", &edits), None);
        assert_eq!(apply("é", &[&Edit { span: Span::new(1, 2), text: String::new() }]), None);
    }
}
