//! Lengths and positions as Java counts them, in UTF-16 units. A pair of surrogates that is cut leaves U+FFFD: half
//! of it, which Rust cannot hold.

use std::borrow::Cow;

/// `String.length()`.
#[must_use]
pub fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

/// The number of UTF-16 units before that byte.
#[must_use]
pub fn index(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or_else(|| length(text), length)
}

/// `text.substring(from, to)`; ends beyond the text are its end.
#[must_use]
pub fn slice<'t>(text: &Cow<'t, str>, from: usize, to: usize) -> Cow<'t, str> {
    let to = to.max(from);
    if let (Some(start), Some(end)) = (byte(text, from), byte(text, to)) {
        return match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(start..end).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(start..end).unwrap_or_default().to_owned()),
        };
    }
    let (mut out, mut at) = (String::new(), 0);
    for c in text.chars() {
        let next = at + c.len_utf16();
        if from <= at && next <= to {
            out.push(c);
        } else if from < to.min(next) && at < to {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        at = next;
    }
    Cow::Owned(out)
}

/// The byte after so many UTF-16 units; that of the pair they end in, the end of the text when there are not so many.
#[must_use]
pub fn byte_at(text: &str, units: usize) -> usize {
    (0..2).find_map(|back| byte(text, units.saturating_sub(back))).unwrap_or(text.len())
}

/// The byte after so many UTF-16 units; none inside of a pair.
fn byte(text: &str, units: usize) -> Option<usize> {
    if units == 0 || text.is_ascii() {
        return Some(units.min(text.len()));
    }
    let mut passed = 0;
    for (byte, c) in text.char_indices() {
        if passed >= units {
            return (passed == units).then_some(byte);
        }
        passed += c.len_utf16();
    }
    (passed <= units).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_units() {
        let text = Cow::Borrowed("a😀é日");
        assert_eq!(length(&text), 5);
        assert_eq!(index(&text, text.find('é').unwrap_or_default()), 3);
        for (from, to, wanted) in [
            (0, 5, "a😀é日"),
            (0, 9, "a😀é日"),
            (1, 3, "😀"),
            (3, 4, "é"),
            (4, 4, ""),
            (7, 9, ""),
            (0, 2, "a\u{FFFD}"),
            (2, 4, "\u{FFFD}é"),
            (2, 3, "\u{FFFD}"),
            (1, 2, "\u{FFFD}"),
            (2, 2, ""),
        ] {
            assert_eq!(slice(&text, from, to), wanted, "{from}..{to}");
            assert_eq!(slice(&Cow::Owned(text.to_string()), from, to), wanted, "{from}..{to}");
        }
        assert_eq!(slice(&Cow::Borrowed("hello"), 1, 3), "el");
    }
}
