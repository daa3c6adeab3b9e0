//! Words of the shell, quoted so that no content can break out.

/// A word in single quotes, which leave every character as it is (`!` at a prompt included).
pub(super) fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn quotes_are_closed_around_quotes() {
        assert_eq!(super::quote("it's $(x) `y` \\ \"z\"!"), "'it'\\''s $(x) `y` \\ \"z\"!'");
    }
}
