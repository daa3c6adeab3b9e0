//! The parts of an agent's text: products with versions, and what stands in brackets.

/// `Mozilla/5.0 (X11; Linux x86_64) Firefox/91.0`: products outside of brackets, entries inside of them.
#[derive(Debug, Default)]
pub(super) struct Parts<'u> {
    pub(super) text: &'u str,
    /// Names and versions, in order. Names without a version are there, too.
    pub(super) products: Vec<(&'u str, &'u str)>,
    /// What stands in brackets between semicolons, in order.
    pub(super) entries: Vec<&'u str>,
}

impl<'u> Parts<'u> {
    pub(super) fn of(text: &'u str) -> Parts<'u> {
        let mut parts = Parts { text, ..Parts::default() };
        let (mut depth, mut start) = (0_usize, 0);
        for (i, c) in text.char_indices() {
            let outside = depth == 0;
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                ';' if depth > 0 => {}
                c if outside && c.is_whitespace() => {}
                _ => continue,
            }
            parts.add(text.get(start..i).unwrap_or_default(), outside);
            start = i + c.len_utf8();
        }
        parts.add(text.get(start..).unwrap_or_default(), depth == 0);
        parts
    }

    fn add(&mut self, part: &'u str, outside: bool) {
        let part = part.trim();
        if part.is_empty() {
            return;
        }
        if !outside {
            self.entries.push(part);
            return;
        }
        let part = part.trim_end_matches([';', ',']);
        match (part.split_once('/'), self.products.last_mut()) {
            // `XiaoMi/MiuiBrowser/9.0.3`
            (Some((_, rest)), _) if rest.contains('/') && rest.starts_with(|c: char| c.is_alphabetic()) => {
                self.products.extend(rest.split_once('/'));
            }
            (Some(product), _) => self.products.push(product),
            // `Instagram 7.10.0`
            (None, Some((_, version)))
                if version.is_empty() && part.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                *version = part;
            }
            (None, _) => self.products.push((part, "")),
        }
    }

    /// The version of the product of that name; empty when it has none.
    pub(super) fn product(&self, name: &str) -> Option<&'u str> {
        self.products.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, version)| trimmed(version))
    }

    /// The version of a product outside or inside of brackets.
    pub(super) fn anywhere(&self, name: &str) -> Option<&'u str> {
        self.product(name).or_else(|| {
            let entries = self.entries.iter().filter_map(|e| e.split_once(['/', ' ']));
            entries.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, version)| trimmed(version)).next()
        })
    }

    /// What follows a word, up to the next blank: the version in `Android 9` or `Windows NT 10.0`. Only entries in
    /// brackets count.
    pub(super) fn after(&self, word: &str) -> Option<&'u str> {
        self.entries.iter().find_map(|entry| {
            let rest = after_word(entry, word)?;
            Some(rest.split([' ', ';', '/', ',']).next().unwrap_or_default())
        })
    }

    /// Is there an entry that begins with the word?
    pub(super) fn has(&self, word: &str) -> bool {
        self.entries.iter().any(|entry| after_word(entry, word).is_some())
    }

    /// Does the text hold this, in any case?
    pub(super) fn mentions(&self, what: &str) -> bool {
        let (text, what) = (self.text.as_bytes(), what.as_bytes());
        text.windows(what.len()).any(|w| w.eq_ignore_ascii_case(what))
    }
}

fn after_word<'u>(entry: &'u str, word: &str) -> Option<&'u str> {
    let rest = entry
        .get(word.len()..)
        .filter(|_| entry.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes()))?;
    match rest.chars().next() {
        None => Some(""),
        Some(' ' | '/') => rest.get(1..).map(str::trim_start),
        Some(_) => None,
    }
}

/// A version without what trails it.
fn trimmed(version: &str) -> &str {
    let version = version.split([' ', '(', ';', ',', '/']).next().unwrap_or(version);
    version.trim_end_matches('+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_entries() {
        let parts = Parts::of(
            "Mozilla/5.0 (X11; U; Linux i686 (x86_64); en-US) Gecko/2009 Firefox/3.0.14+ Instagram 7.1 (x)",
        );
        assert_eq!(parts.entries, ["X11", "U", "Linux i686", "x86_64", "en-US", "x"]);
        assert_eq!(parts.product("firefox"), Some("3.0.14"));
        assert_eq!(parts.product("Instagram"), Some("7.1"));
        assert_eq!(parts.after("Linux"), Some("i686"));
        assert_eq!(parts.after("Lin"), None);
        assert!(parts.mentions("fireFOX") && !parts.mentions("chrome"));
        assert_eq!(Parts::of("(((").entries, [""; 0]);
    }
}
