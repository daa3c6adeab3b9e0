//! The text of a body on its way into a document: mended where it is no JSON, changed in places, moved to its
//! indentation. It is never written anew where the user's text can stay.

use crate::fix;
use crate::input;
use crate::json::{Edit, FaultKind, Node};
use crate::placeholder::{self, Variables};
use crate::text::Span;

/// A body that may stand in a document: JSON, at most with comments and trailing commas.
#[derive(Clone, Debug)]
pub(super) struct Json {
    /// The text.
    pub text: String,
    /// Its value; the places are those of the text.
    pub root: Node,
}

/// How much of a text its [`Json`] is.
#[derive(Debug)]
pub(super) enum Taken {
    /// All of it, as it stands.
    Whole,
    /// A placeholder that stood bare is in quotes now.
    Quoted(String),
    /// Mended; the first thing that was wrong.
    Mended(String),
    /// What could be understood of it; the first thing that could not.
    Partly(String),
}

/// Reads a text as a body; none when nothing of it can be understood. A placeholder that stands bare gives way to
/// its value where that is JSON, such as a number, as it could only become a text in quotes.
pub(super) fn read(text: &str, variables: &Variables) -> Option<(Json, Taken)> {
    let text = text.trim();
    let body = input::body(text);
    let root = body.root?;
    let is_wrong = |kind: FaultKind| {
        !matches!(kind, FaultKind::Comment | FaultKind::TrailingComma | FaultKind::DuplicateKey)
    };
    let wrong: Vec<_> = body.faults.iter().filter(|f| is_wrong(f.kind)).collect();
    let bare = bare(&root, text);
    if wrong.is_empty() && bare.is_empty() {
        return Some((Json { text: text.to_owned(), root }, Taken::Whole));
    }
    let value_of = |hole: &str| {
        let name = placeholder::name(hole).filter(|name| !placeholder::names_secret(name))?;
        let value = variables.get(name)?;
        serde_json::from_str::<serde_json::Value>(value).is_ok().then(|| value.clone())
    };
    let first = wrong.first().map(|f| f.message.clone());
    let mut edits: Vec<Edit> = wrong.iter().flat_map(|f| f.edits.iter().cloned()).collect();
    edits.extend(bare.iter().map(|span| {
        let hole = text.get(span.range()).unwrap_or_default();
        Edit { span: *span, text: value_of(hole).unwrap_or_else(|| format!("\"{hole}\"")) }
    }));
    let mended = wrong.iter().all(|f| !f.edits.is_empty()).then(|| changed(text, &mut edits)).flatten();
    if let Some(json) = mended {
        let mut holes = bare.iter().filter_map(|s| text.get(s.range()));
        let quoted = holes.find(|hole| value_of(hole).is_none()).map(str::to_owned);
        return Some((json, first.map(Taken::Mended).or(quoted.map(Taken::Quoted)).unwrap_or(Taken::Whole)));
    }
    let json = fresh(&root.to_value())?;
    Some((json, Taken::Partly(first.unwrap_or_default())))
}

/// Placeholders that stand as values without quotes.
fn bare(root: &Node, text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    root.walk(&mut |_, node| {
        let is_bare = node.as_str().is_some_and(placeholder::is_open)
            && text.get(node.span.range()).is_some_and(|raw| !raw.starts_with(['"', '\'']));
        if is_bare {
            found.push(node.span);
        }
    });
    found
}

/// The text with edits made; none when they overlap, or when what comes out is no JSON for a document.
pub(super) fn changed(text: &str, edits: &mut [Edit]) -> Option<Json> {
    edits.sort_by_key(|e| (e.span.start, e.span.end));
    if edits.windows(2).any(|two| two[1].span.start < two[0].span.end) {
        return None;
    }
    let text = fix::apply(text, &edits.iter().collect::<Vec<_>>())?;
    let body = input::body(&text);
    let is_fit = body
        .faults
        .iter()
        .all(|f| matches!(f.kind, FaultKind::Comment | FaultKind::TrailingComma | FaultKind::DuplicateKey));
    let root = body.root.filter(|root| is_fit && bare(root, &text).is_empty())?;
    Some(Json { text, root })
}

/// A value that has no text of the user's, written out.
pub(super) fn fresh(value: &serde_json::Value) -> Option<Json> {
    let text = format!("{value:#}");
    let root = input::body(&text).root?;
    Some(Json { text, root })
}

/// The text with its lines behind the first moved so that the leftmost of them stands at `indent`.
pub(super) fn indented(text: &str, indent: &str) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let white = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = rest
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| &line[..white(line)])
        .reduce(|a, b| {
            let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
            &a[..same]
        })
        .unwrap_or_default()
        .len();
    let mut out = first.to_owned();
    for line in rest {
        out.push('\n');
        if let Some(line) = line.get(common..).filter(|line| !line.trim().is_empty()) {
            out.push_str(indent);
            out.push_str(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_move_together() {
        assert_eq!(
            indented("{\n        \"a\": [\n\n  ]\n  }", "    "),
            "{\n          \"a\": [\n\n    ]\n    }"
        );
        assert_eq!(indented("{\r\n\t\"a\": 1\r\n}", "  "), "{\n  \t\"a\": 1\n  }");
        assert_eq!(indented("{\"a\": 1}", "  "), "{\"a\": 1}");
    }

    #[test]
    fn what_is_wrong_is_mended_or_told() {
        let variables = Variables::from([("N".to_owned(), "15".to_owned())]);
        let taken = |text| read(text, &variables).map(|(json, taken)| (json.text, taken));
        assert!(matches!(taken(" {\"a\": 1, // b\n}"), Some((text, Taken::Whole)) if text.contains("// b")));
        assert!(
            matches!(taken("{\"a\": {START}}"), Some((text, Taken::Quoted(_))) if text == "{\"a\": \"{START}\"}")
        );
        assert!(
            matches!(taken("{\"a\": 1 \"b\": 2}"), Some((text, Taken::Mended(_))) if text == "{\"a\": 1, \"b\": 2}")
        );
        assert!(matches!(taken("{\"a\": 1, ...}"), Some((_, Taken::Partly(_)))));
        assert!(matches!(taken("{\"a\": {N}}"), Some((text, Taken::Whole)) if text == "{\"a\": 15}"));
        assert!(taken("name=a").is_none());
    }
}
