//! The parts of a URL, as `java.net.URI` takes them apart.

/// The parts of a valid URL, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'u> {
    pub(super) scheme: &'u str,
    pub(super) host: Option<&'u str>,
    pub(super) port: Option<i32>,
    /// None for `mailto:` and its like.
    pub(super) path: Option<&'u str>,
    pub(super) query: Option<&'u str>,
    pub(super) fragment: Option<&'u str>,
}

/// Schemes and the ports they are registered with.
const PORTS: &[(&str, i32)] = &[
    ("http", 80),
    ("https", 443),
    ("ftp", 21),
    ("ftps", 990),
    ("sftp", 22),
    ("ssh", 22),
    ("scp", 22),
    ("telnet", 23),
    ("smtp", 25),
    ("ws", 80),
    ("wss", 443),
    ("ldap", 389),
    ("ldaps", 636),
    ("imap", 143),
    ("imaps", 993),
    ("pop3", 110),
    ("pop3s", 995),
    ("git", 9418),
    ("rtsp", 554),
    ("nntp", 119),
    ("gopher", 70),
];

/// The usual port of a scheme.
pub(super) fn default_port(scheme: &str) -> Option<i32> {
    PORTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(scheme)).map(|(_, port)| *port)
}

impl<'u> Parts<'u> {
    /// Takes a URL apart; none when it is not valid.
    pub(super) fn of(text: &'u str) -> Option<Parts<'u>> {
        let (rest, fragment) = cut(text, '#');
        let (rest, query) = cut(rest, '?');
        let (scheme, rest) = rest.split_once(':')?;
        let mut letters = scheme.chars();
        let is_scheme = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !is_scheme || rest.is_empty() && query.is_none() {
            return None;
        }
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => ("", rest),
        };
        let nothing = authority.is_empty() && path.is_empty();
        let legal = is_legal(authority, true)
            && is_legal(path, false)
            && [query, fragment].into_iter().flatten().all(|part| is_legal(part, true));
        if nothing || !legal {
            return None;
        }
        let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
        let (host, port) = match address.rsplit_once(':') {
            // Not the colons of `[::1]`.
            Some((host, port)) if !port.contains(']') => match port.parse() {
                Ok(port) => (host, Some(port)),
                Err(_) if port.is_empty() => (host, None),
                Err(_) => ("", None),
            },
            _ => (address, None),
        };
        let is_opaque = !rest.starts_with('/');
        Some(Parts {
            scheme,
            host: Some(host).filter(|h| !h.is_empty()),
            port,
            path: Some(path).filter(|_| !is_opaque),
            query: query.filter(|_| !is_opaque),
            fragment,
        })
    }

    /// Has it no host, or one that is a name of the Internet or an address?
    pub(super) fn has_internet_name(&self) -> bool {
        self.host.is_none_or(|host| {
            let label = |l: &str| {
                !l.starts_with('-')
                    && !l.ends_with('-')
                    && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            };
            host.starts_with('[') || host.trim_end_matches('.').split('.').all(|l| !l.is_empty() && label(l))
        })
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The characters that `java.net.URI` lets pass, with whole escapes only.
fn is_legal(part: &str, brackets: bool) -> bool {
    let hex = |at: usize| part.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    part.char_indices().all(|(i, c)| match c {
        '%' => hex(i + 1) && hex(i + 2),
        '[' | ']' => brackets,
        c if c.is_ascii() => c.is_ascii_alphanumeric() || "-_.!~*'();/?:@&=+$,".contains(c),
        c => !c.is_control() && !c.is_whitespace(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `new URI(…)` of Java 17 answers, where a scheme is given.
    #[test]
    fn as_java_does() {
        for (url, host, port, path) in [
            ("http://u:p@host:81/x", Some("host"), Some(81), Some("/x")),
            ("http://[::1]:80/x", Some("[::1]"), Some(80), Some("/x")),
            ("http://[::1]/", Some("[::1]"), None, Some("/")),
            ("http://host:/x", Some("host"), None, Some("/x")),
            ("http://host:abc/x", None, None, Some("/x")),
            ("http://host:4294967297/", None, None, Some("/")),
            ("mailto:a@b", None, None, None),
            ("http://host?x=1", Some("host"), None, Some("")),
            ("file:///etc/x", None, None, Some("/etc/x")),
            ("http://host/ü?ä=1", Some("host"), None, Some("/ü")),
            ("http://h/;a=1", Some("h"), None, Some("/;a=1")),
            ("x-y+z.1://h", Some("h"), None, Some("")),
        ] {
            let parts = Parts::of(url).unwrap_or_else(|| panic!("{url}"));
            assert_eq!((parts.host, parts.port, parts.path), (host, port, path), "{url}");
        }
    }

    #[test]
    fn invalid() {
        for url in [
            "http://a b/c",
            "http://",
            "http:",
            ":foo",
            "",
            "http://host/a|b",
            "http://host/a?x={y}",
            "http://host/%zz",
            "http://host/#a#b",
            "http://host/[a]",
            "1http://h",
            "http://h\\x",
            "http://h/a^b",
            "http://h/?q=\"x\"",
            " http://h/",
            "example.com/path",
        ] {
            assert_eq!(Parts::of(url), None, "{url}");
        }
    }
}
