//! Percent-escapes as the documents show them: all but letters, digits, `-`, `_` and `.` are escaped.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// The text with escapes.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// The text with its escapes resolved, as `java.net.URLDecoder` does: `+` is a blank, bytes that are no UTF-8 become
/// U+FFFD; or the escape that is none.
pub(super) fn decode(text: &str) -> Result<String, &str> {
    for (at, _) in text.match_indices('%') {
        let is_escape = text.get(at + 1..at + 3).is_some_and(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        if !is_escape {
            return Err(text[at..].char_indices().nth(3).map_or(&text[at..], |(end, _)| &text[at..at + end]));
        }
    }
    let blanks = text.replace('+', " ");
    Ok(percent_decode_str(&blanks).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_comes_back() {
        for text in ["", "a b+c", "100%", "日本 é 😀", "-_.*~!'()"] {
            assert_eq!(decode(&encode(text)).as_deref(), Ok(text));
        }
    }

    #[test]
    fn escapes_that_are_none() {
        assert_eq!(decode("100%"), Err("%"));
        assert_eq!(decode("a%zz1"), Err("%zz"));
        assert_eq!(decode("%é9"), Err("%é9"));
        assert_eq!(decode("%FF+"), Ok("\u{FFFD} ".to_owned()));
    }
}
