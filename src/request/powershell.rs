//! Requests as PowerShell commands, for Windows PowerShell 5.1 and newer: to read, to copy one, or to run after the
//! placeholders are filled in.

use super::shell::head;
use super::{Format, Request};

pub(super) static FORMAT: Format = Format {
    name: "powershell",
    what: "PowerShell commands, one a request, to read or to copy",
    file: "requests.ps1",
    render,
};

fn render(requests: &[Request]) -> String {
    requests.iter().map(command).collect::<Vec<_>>().join("\n")
}

fn command(request: &Request) -> String {
    let url = quote(&request.url());
    let mut out =
        format!("{}Invoke-RestMethod -Method {} -Uri {url} -Headers @{{\n", head(request), request.method);
    // Content-Type is no header to Windows PowerShell but an option.
    let is_type = |name: &str| name.eq_ignore_ascii_case("content-type");
    for (name, value) in request.headers.iter().filter(|(name, _)| !is_type(name)) {
        out.push_str(&format!("  {} = {}\n", quote(name), quote(&value.to_string())));
    }
    out.push('}');
    for (_, value) in request.headers.iter().filter(|(name, _)| is_type(name)) {
        out.push_str(&format!(" -ContentType {}", quote(&value.to_string())));
    }
    if let Some(body) = request.body_text() {
        // A text would be sent in Latin-1.
        out.push_str(&format!(" -Body ([Text.Encoding]::UTF8.GetBytes({}))", quote(&body)));
    }
    out.push('\n');
    out
}

/// A word in single quotes; PowerShell takes the typographic ones for quotes too.
fn quote(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        out.push(c);
        if matches!(c, '\'' | '\u{2018}'..='\u{201B}') {
            out.push(c);
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_quote_is_doubled() {
        assert_eq!(super::quote("it's ‘x’ $(y) `z"), "'it''s ‘‘x’’ $(y) `z'");
    }
}
