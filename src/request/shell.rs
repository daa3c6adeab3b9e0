//! Words of shells, quoted so that no content can break out, and the comments above a command.

use super::Request;

/// A word in single quotes, which leave every character as it is (`!` at a prompt included).
pub(super) fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What a request does and what its answer hands on, as comments.
pub(super) fn head(request: &Request) -> String {
    let mut out = format!("# {}\n", request.step.step().title);
    for (name, path) in request.captures {
        let part = if is_reference(path) { ", the part after its last /" } else { "" };
        out.push_str(&format!("#   {{{name}}}: {path} of the answer{part}\n"));
    }
    out
}

/// Does the path lead to one of Catalog's references? It answers with a list of them.
pub(super) fn is_reference(path: &str) -> bool {
    path.starts_with("$[0]")
}

#[cfg(test)]
mod tests {
    #[test]
    fn quotes_are_closed_around_quotes() {
        assert_eq!(super::quote("it's $(x) `y` \\ \"z\"!"), "'it'\\''s $(x) `y` \\ \"z\"!'");
    }
}
