//! Paths into records and what they are mapped to: what an attribute mapping reads and where it writes, and what functions
//! such as `contains_key` ask for.
//!
//! Dots lead into objects, `\.` is a dot of the name itself, `${…}` wraps names that are no identifiers (dots in
//! it still lead into objects), `[0]` picks an array element and `[*]` stands for every element. This module
//! knows the syntax only; what a path means on a record is its user's business.

use crate::placeholder::Template;
use std::fmt;

/// A path, one [`Segment`] a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path {
    /// The steps from the root.
    pub segments: Vec<Segment>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Into the member of that name.
    Key {
        /// The name, escapes resolved.
        name: Box<str>,
        /// It was written in `${…}`.
        wrapped: bool,
        /// The bytes of the text it stands at.
        at: (usize, usize),
    },
    /// Into the array element of that number, from 0.
    Index(usize),
    /// Into every array element.
    Each,
}

/// The largest index a path may write to: a slot beyond it would make an array of mere gaps.
pub const MAX_INDEX: usize = 9_999;

/// The longest text that is read as a path, in bytes: expressions are limited to as many characters.
const MAX_LENGTH: usize = 4_096;
/// The most steps a path may have: no schema is so deep.
const MAX_STEPS: usize = 100;

/// What is wrong with the text of a path, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathFault {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In a sentence.
    pub message: String,
    /// The text that should stand there, where only one can be meant.
    pub instead: Option<String>,
    /// No reading of the path is possible: it has no meaning to the service either.
    pub fatal: bool,
}

impl Path {
    /// Reads a path and says everything that is wrong with it. The path is usable when no fault is fatal.
    ///
    /// ```
    /// use preflow::path::Path;
    /// let (path, faults) = Path::parse(r"orders[*].${unit price}.a\.b");
    /// assert!(faults.is_empty());
    /// assert_eq!(path.segments.len(), 4);
    /// assert_eq!(path.to_string(), r"orders[*].${unit price}.a\.b");
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> (Path, Vec<PathFault>) {
        let mut reader = Reader { text, at: 0, segments: Vec::new(), faults: Vec::new() };
        if text.len() > MAX_LENGTH {
            reader.fault(0, text.len(), true, format!("the path is longer than {MAX_LENGTH} bytes"));
        } else {
            reader.read();
        }
        if reader.segments.len() > MAX_STEPS {
            reader.segments.truncate(MAX_STEPS);
            reader.fault(0, text.len(), true, format!("the path has more than {MAX_STEPS} steps"));
        }
        (Path { segments: reader.segments }, reader.faults)
    }

    /// How many `[*]` it has.
    #[must_use]
    pub fn each_count(&self) -> usize {
        self.segments.iter().filter(|s| matches!(s, Segment::Each)).count()
    }

    /// The name of the first step.
    #[must_use]
    pub fn root(&self) -> Option<&str> {
        self.segments.first().and_then(Segment::name)
    }

    /// Does it lead to `other` or to something within it?
    #[must_use]
    pub fn is_within(&self, other: &Path) -> bool {
        self.segments.len() >= other.segments.len()
            && self.segments.iter().zip(&other.segments).all(|(a, b)| a.same(b))
    }

    /// The text of its first `count` steps.
    #[must_use]
    pub fn head(&self, count: usize) -> String {
        Path { segments: self.segments[..count.min(self.segments.len())].to_vec() }.to_string()
    }
}

impl Segment {
    /// The name it leads into.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        if let Segment::Key { name, .. } = self { Some(name) } else { None }
    }

    /// The same step, however it was written.
    #[must_use]
    pub fn same(&self, other: &Segment) -> bool {
        match (self, other) {
            (Segment::Key { name: a, .. }, Segment::Key { name: b, .. }) => a == b,
            (Segment::Index(a), Segment::Index(b)) => a == b,
            (Segment::Each, Segment::Each) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, true)
    }
}

impl Path {
    /// Writes the path; without `${…}` around names if those that differ only in them are to be the same.
    pub(crate) fn write(&self, to: &mut dyn fmt::Write, keeps_wraps: bool) -> fmt::Result {
        for (i, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Key { name, wrapped, .. } => {
                    let is_wrapped = *wrapped && keeps_wraps;
                    to.write_str(if i == 0 { "" } else { "." })?;
                    to.write_str(if is_wrapped { "${" } else { "" })?;
                    for (n, part) in name.split('.').enumerate() {
                        to.write_str(if n == 0 { "" } else { "\\." })?;
                        to.write_str(part)?;
                    }
                    to.write_str(if is_wrapped { "}" } else { "" })?;
                }
                Segment::Index(n) => write!(to, "[{n}]")?,
                Segment::Each => to.write_str("[*]")?,
            }
        }
        Ok(())
    }
}

/// Is it a name that needs no `${…}`: a letter, `$` or `_`, then letters, digits and those two? Placeholders in it
/// count as letters.
#[must_use]
pub fn is_bare(name: &str) -> bool {
    let mut inside = 0usize;
    let mut first = true;
    for c in name.chars() {
        let good = match c {
            '{' => {
                inside += 1;
                true
            }
            '}' => {
                inside = inside.saturating_sub(1);
                true
            }
            _ if inside > 0 => true,
            '$' | '_' => true,
            c if c.is_alphabetic() => true,
            c if c.is_alphanumeric() => !first,
            // A dot in a name was written `\.`, which protects it.
            '.' => !first,
            _ => false,
        };
        if !good {
            return false;
        }
        first = false;
    }
    !first
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    segments: Vec<Segment>,
    faults: Vec<PathFault>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn fault(&mut self, start: usize, end: usize, fatal: bool, message: impl Into<String>) {
        self.faults.push(PathFault { start, end, message: message.into(), instead: None, fatal });
    }

    fn mend(&mut self, start: usize, end: usize, message: impl Into<String>, instead: impl Into<String>) {
        let instead = Some(instead.into());
        self.faults.push(PathFault { start, end, message: message.into(), instead, fatal: false });
    }

    fn read(&mut self) {
        if self.text.trim().is_empty() {
            self.fault(0, self.text.len(), true, "the path is empty");
            return;
        }
        let trimmed = self.text.trim();
        let lead = self.text.len() - self.text.trim_start().len();
        let whole = self.text;
        if trimmed.len() < whole.len() {
            self.mend(0, whole.len(), format!("blanks stand around the path `{trimmed}`"), trimmed);
        }
        self.at = lead;
        let end = lead + trimmed.len();
        self.text = &whole[..end];
        let mut first = true;
        loop {
            if !first || !self.rest().starts_with('[') {
                if self.rest().starts_with("${") {
                    self.wrapped();
                } else {
                    self.bare(first);
                }
            }
            first = false;
            while self.rest().starts_with('[') {
                self.bracket();
            }
            if self.at >= self.text.len() {
                return;
            }
            if self.rest().starts_with('.') {
                self.at += 1;
                if self.at >= self.text.len() {
                    let at = self.at;
                    self.mend(at - 1, at, "the path ends with a dot", "");
                    return;
                }
            } else {
                let (at, end) = (self.at, self.text.len());
                let rest = self.rest().to_owned();
                self.fault(at, end, true, format!("a dot is missing before `{rest}`"));
            }
        }
    }

    /// A name up to a dot or bracket.
    fn bare(&mut self, first: bool) {
        let start = self.at;
        let mut name = String::new();
        let mut braces = 0usize;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '\\' if self.rest().starts_with("\\.") => {
                    name.push('.');
                    self.at += 2;
                    continue;
                }
                '.' | '[' if braces == 0 => break,
                // Half a placeholder is not ours to judge; it must not hide the dots behind it.
                '{' if self.rest().contains('}') => braces += 1,
                '}' => braces = braces.saturating_sub(1),
                _ => {}
            }
            name.push(c);
            self.at += c.len_utf8();
        }
        let end = self.at;
        if name.is_empty() {
            let what =
                if first { "the path starts with a dot" } else { "a name is missing between two dots" };
            self.fault(start, (end + 1).min(self.text.len()), true, what);
            return;
        }
        if name.contains(']') {
            self.fault(start, end, true, format!("`]` in `{name}` closes no bracket"));
        } else if !is_bare(&name) && !Template::parse(&name).is_open() && !name.starts_with("xdm:") {
            let wrapped = format!("${{{}}}", name.replace('.', "\\."));
            let message = format!(
                "`{name}` must be written `{wrapped}`: a bare name has only letters, digits, `_` and `$` and \
                 starts with no digit"
            );
            self.mend(start, end, message, wrapped);
        }
        self.segments.push(Segment::Key { name: name.into(), wrapped: false, at: (start, end) });
    }

    /// `${…}`; dots in it separate, as outside.
    fn wrapped(&mut self) {
        let start = self.at;
        let Some(length) = self.rest().find('}') else {
            let end = self.text.len();
            self.fault(start, end, true, "`${` is never closed with `}`");
            self.at = end;
            return;
        };
        let inner_start = start + 2;
        let inner_end = start + length;
        let inner = self.text[inner_start..inner_end].to_owned();
        let mut at = inner_start;
        for part in split_at_dots(&inner) {
            let name = part.replace("\\.", ".");
            if name.is_empty() {
                self.fault(start, inner_end + 1, true, "`${…}` holds an empty name");
            } else {
                let at = (at, at + part.len());
                self.segments.push(Segment::Key { name: name.into(), wrapped: true, at });
            }
            at += part.len() + 1;
        }
        self.at = inner_end + 1;
    }

    /// `[0]`, `[*]` or `["name"]`.
    fn bracket(&mut self) {
        let start = self.at;
        let Some(length) = self.rest().find(']') else {
            let end = self.text.len();
            self.fault(start, end, true, "`[` is never closed with `]`");
            self.at = end;
            return;
        };
        let end = start + length + 1;
        let inner = self.text[start + 1..end - 1].trim().to_owned();
        let quoted = ['"', '\''].iter().find_map(|q| inner.strip_prefix(*q)?.strip_suffix(*q));
        if self.segments.is_empty() && quoted.is_none() {
            self.fault(start, end, true, "a path starts with a name, not with a bracket");
        }
        self.at = end;
        if inner == "*" {
            self.segments.push(Segment::Each);
        } else if let Some(name) = quoted {
            self.segments.push(Segment::Key { name: name.into(), wrapped: true, at: (start, end) });
        } else if inner.is_empty() {
            self.mend(start, end, "`[]` has no number: every element is `[*]`", "[*]");
            self.segments.push(Segment::Each);
        } else if let Some(n) = inner.parse().ok().filter(|_| inner.bytes().all(|b| b.is_ascii_digit())) {
            self.segments.push(Segment::Index(n));
        } else {
            self.fault(start, end, true, format!("`[{inner}]`: an index is a number from 0, or `*`"));
        }
    }
}

/// Cuts at dots that no backslash protects.
fn split_at_dots(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (i, c) in text.char_indices() {
        if c == '.' && !escaped {
            parts.push(&text[start..i]);
            start = i + 1;
        }
        escaped = c == '\\';
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let (path, faults) = Path::parse(text);
        assert!(faults.iter().all(|f| !f.fatal), "{text}: {faults:?}");
        path.segments.iter().map(|s| s.name().unwrap_or("[]").to_owned()).collect()
    }

    #[test]
    fn dots_escapes_and_wrapping() {
        assert_eq!(names(r"a.b\.c.d"), ["a", "b.c", "d"]);
        assert_eq!(names(r"${First\.Name}"), ["First.Name"]);
        assert_eq!(names("${a.b c}.d"), ["a", "b c", "d"]);
        assert_eq!(names("_{TENANT_ID}.x[0][*]"), ["_{TENANT_ID}", "x", "[]", "[]"]);
        assert_eq!(names("a['b c']"), ["a", "b c"]);
        assert_eq!(names("größe.名前"), ["größe", "名前"]);
    }

    #[test]
    fn faults_name_their_place() {
        let of = |text: &str| {
            let (_, faults) = Path::parse(text);
            faults.iter().map(|f| (f.start, f.end, f.fatal)).collect::<Vec<_>>()
        };
        assert_eq!(of("a..b"), [(2, 3, true)]);
        assert_eq!(of("a.${b"), [(2, 5, true)]);
        assert_eq!(of("a[x].b"), [(1, 4, true)]);
        assert_eq!(of("a[1"), [(1, 3, true)]);
        assert_eq!(of("a."), [(1, 2, false)]);
        assert_eq!(of("a[]"), [(1, 3, false)]);
        assert_eq!(of(""), [(0, 0, true)]);
        assert_eq!(of("First Name"), [(0, 10, false)]);
        assert_eq!(of("${a}b"), [(4, 5, true)]);
        assert_eq!(of("a]"), [(0, 2, true)]);
    }

    #[test]
    fn within_ignores_how_names_are_written() {
        let path = |t: &str| Path::parse(t).0;
        assert!(path("${a}.b").is_within(&path("a")));
        assert!(!path("ab").is_within(&path("a")));
    }
}
