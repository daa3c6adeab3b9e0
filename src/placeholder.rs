//! Placeholders: `{UPPER_SNAKE}` and its relatives in texts that are not ready to send.
//!
//! A placeholder stands for content nobody knows yet. It satisfies every type and format, but it never makes two
//! texts equal that differ in their literal parts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A text cut into literal parts and placeholders.
///
/// ```
/// use preflow::placeholder::Template;
/// let ours = Template::parse("https://ns.adobe.com/{TENANT_ID}/schemas/94aa");
/// assert!(ours.may_equal(&Template::parse("https://ns.adobe.com/acme/schemas/94aa")));
/// assert!(!ours.may_equal(&Template::parse("https://ns.adobe.com/acme/schemas/49ce")));
/// assert_eq!(ours.placeholders().collect::<Vec<_>>(), ["TENANT_ID"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template<'a> {
    /// The pieces in order; no two literals stand side by side.
    pub pieces: Vec<Piece<'a>>,
}

/// A piece of a [`Template`], with its byte offset in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Literal text.
    Literal(&'a str),
    /// A placeholder: its name, and the text as it was written (`{NAME}`, `{{name}}`, `${NAME}`, `<NAME>`).
    Hole {
        /// The name.
        name: &'a str,
        /// As written.
        written: &'a str,
    },
}

/// Values for placeholders by name.
pub type Variables = BTreeMap<String, String>;

impl<'a> Template<'a> {
    /// Finds the placeholders of a text.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some((name, hole)) = next_hole(text, at) {
            if at < hole.start {
                pieces.push(Piece::Literal(&text[at..hole.start]));
            }
            at = hole.end;
            pieces.push(Piece::Hole { name, written: &text[hole] });
        }
        if at < text.len() {
            pieces.push(Piece::Literal(&text[at..]));
        }
        Template { pieces }
    }

    /// Has the text any character that a placeholder begins with? What has none needs no parsing.
    #[must_use]
    pub fn has_marks(text: &str) -> bool {
        text.bytes().any(is_mark)
    }

    /// The names of its placeholders, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.pieces.iter().filter_map(|p| if let Piece::Hole { name, .. } = p { Some(*name) } else { None })
    }

    /// Has it any placeholder?
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.placeholders().next().is_some()
    }

    /// Is it one placeholder and nothing else?
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        matches!(self.pieces.as_slice(), [Piece::Hole { .. }])
    }

    /// The text with the known placeholders filled in.
    #[must_use]
    pub fn fill(&self, variables: &Variables) -> String {
        let piece = |p: &Piece<'a>| match p {
            Piece::Literal(text) => (*text).to_owned(),
            Piece::Hole { name, written } => variables.get(*name).cloned().unwrap_or((*written).to_owned()),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// Can the two be the same text once every placeholder has some (non-empty) value?
    #[must_use]
    pub fn may_equal(&self, other: &Template<'_>) -> bool {
        let (a, b) = (self.symbols(), other.symbols());
        // Two patterns with wildcards meet if a path leads through the grid of both; `None` is a wildcard.
        let mut row = vec![false; b.len() + 1];
        row[0] = true;
        let mut rows = vec![row];
        for i in 0..a.len() {
            let mut row = vec![false; b.len() + 1];
            for j in 0..b.len() {
                let diagonal = rows[i][j];
                let meets = match (a[i], b[j]) {
                    (Some(x), Some(y)) => diagonal && x == y,
                    // A wildcard takes the symbol and may go on taking more.
                    (None, None) => diagonal || rows[i][j + 1] || row[j],
                    (None, Some(_)) => diagonal || row[j],
                    (Some(_), None) => diagonal || rows[i][j + 1],
                };
                row[j + 1] = meets;
            }
            rows.push(row);
        }
        rows[a.len()][b.len()]
    }

    fn symbols(&self) -> Vec<Option<char>> {
        let mut symbols = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => symbols.extend(text.chars().take(4096).map(Some)),
                Piece::Hole { .. } => symbols.push(None),
            }
        }
        symbols
    }
}

/// Has the text a placeholder in it?
#[must_use]
pub fn is_open(text: &str) -> bool {
    next_hole(text, 0).is_some()
}

/// The name of the placeholder that the text is; none when it is anything else.
#[must_use]
pub fn name(text: &str) -> Option<&str> {
    hole(text).filter(|(_, length)| *length == text.len()).map(|(name, _)| name)
}

/// The text with the known placeholders filled in.
#[must_use]
pub fn fill<'t>(text: &'t str, variables: &Variables) -> Cow<'t, str> {
    if variables.is_empty() || !is_open(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Template::parse(text).fill(variables))
}

/// Does the name of a placeholder say that its value is a secret? Such a value stands in nothing preflow writes.
///
/// ```
/// use preflow::placeholder::names_secret;
/// assert!(names_secret("CLIENT_SECRET") && names_secret("ACCESS_TOKEN"));
/// assert!(!names_secret("TENANT_ID"));
/// ```
#[must_use]
pub fn names_secret(name: &str) -> bool {
    const WORDS: &str = "TOKEN SECRET PASSWORD PASSWD PASSPHRASE API_KEY ACCESS_KEY ACCOUNT_KEY PRIVATE_KEY \
        CONNECTION_STRING CREDENTIAL SAS_URI";
    let name = name.to_ascii_uppercase().replace(['-', '.'], "_");
    WORDS.split(' ').any(|word| name.contains(word))
}

/// The first placeholder behind an offset: its name and where it stands.
fn next_hole(text: &str, mut at: usize) -> Option<(&str, Range<usize>)> {
    loop {
        let start = at + text[at..].bytes().position(is_mark)?;
        if let Some((name, length)) = hole(&text[start..]) {
            return Some((name, start..start + length));
        }
        at = start + 1;
    }
}

/// Can a placeholder begin with it?
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'{' | b'<' | b'$')
}

/// The placeholder at the start of a text: its name and its length.
pub(crate) fn hole(text: &str) -> Option<(&str, usize)> {
    let (open, close, any_case) = match text.as_bytes() {
        [b'{', b'{', ..] => ("{{", "}}", true),
        [b'$', b'{', ..] => ("${", "}", false),
        [b'{', ..] => ("{", "}", false),
        [b'<', ..] => ("<", ">", false),
        _ => return None,
    };
    let inner = &text[open.len()..];
    let is_name = |b: &u8| match b {
        b'a'..=b'z' | b'.' => any_case,
        _ => b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'),
    };
    let name = &inner[..inner.bytes().take_while(is_name).count()];
    let is_whole = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && inner[name.len()..].starts_with(close);
    is_whole.then(|| (name, open.len() + name.len() + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_placeholders_are_placeholders() {
        let names = |s| Template::parse(s).placeholders().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(names("{A_B}/{{baseId}}-${X}<YOUR-ID>"), ["A_B", "baseId", "X", "YOUR-ID"]);
        assert_eq!(names("{\"a\":1} {lower} ${First Name} ${name} {A a < b {"), [] as [&str; 0]);
        assert!(Template::parse("{A}").is_placeholder());
        assert!(!Template::parse("_{A}").is_placeholder());
    }

    #[test]
    fn equality_with_holes() {
        let may = |a, b| Template::parse(a).may_equal(&Template::parse(b));
        assert!(may("{A}", "x"));
        assert!(may("x{A}z", "xyyyz"));
        assert!(!may("x{A}z", "xz"));
        assert!(may("{A}b", "a{B}"));
        assert!(!may("a{A}c", "b{B}c"));
        assert!(may("{A}", "{B}"));
        assert!(may("", ""));
        assert!(!may("{A}", ""));
    }
}
