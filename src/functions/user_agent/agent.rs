//! The program that calls: browser, app or robot.

use super::parts::Parts;
use super::programs::{PLAIN, PROGRAMS, TOOLS};
use std::borrow::Cow;

/// Name and version of the program.
#[derive(Debug)]
pub(super) struct Agent<'u> {
    pub(super) name: Cow<'u, str>,
    pub(super) version: Cow<'u, str>,
    pub(super) robot: bool,
    pub(super) doubtful: bool,
}

impl<'u> Agent<'u> {
    pub(super) fn of(parts: &Parts<'u>) -> Agent<'u> {
        let mut agent = robot(parts).or_else(|| browser(parts)).unwrap_or_else(|| fallback(parts));
        // Yauaa has rules for many products that are not known here.
        let is_known = |name: &str| {
            PLAIN.contains(&name)
                || PROGRAMS.iter().chain(TOOLS).any(|(token, _)| token.eq_ignore_ascii_case(name))
                || ["OPR", "Opera", "Edge"].contains(&name)
        };
        agent.doubtful |= !agent.robot && parts.products.iter().any(|(name, _)| !is_known(name));
        agent
    }

    pub(super) fn hacker() -> Agent<'static> {
        Agent { name: "Hacker".into(), version: "Hacker".into(), robot: false, doubtful: true }
    }

    /// Name and first number of the version.
    pub(super) fn name_and_major(&self) -> String {
        if self.name == "Hacker" {
            "Hacker".to_owned()
        } else {
            format!("{} {}", self.name, major(&self.version))
        }
    }

    fn known(name: impl Into<Cow<'u, str>>, version: &'u str) -> Agent<'u> {
        let version = if version.is_empty() { "??" } else { version };
        Agent { name: name.into(), version: version.into(), robot: false, doubtful: false }
    }
}

/// The first number of a version.
pub(super) fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

fn robot<'u>(parts: &Parts<'u>) -> Option<Agent<'u>> {
    let tool = TOOLS.iter().find_map(|(token, name)| Some(((*name).into(), parts.product(token)?, false)));
    let named = || {
        let entries = parts.entries.iter().map(|e| e.split(" +http").next().unwrap_or(e));
        let entries = entries.filter(|e| !e.contains("://") && !e.contains('@'));
        let entries = entries.map(|e| e.split_once('/').unwrap_or((e, "")));
        let all = parts.products.iter().copied().chain(entries);
        all.filter(|(name, _)| is_robot(name)).map(|(name, version)| (capital(name), version, false)).next()
    };
    let (name, version, doubtful) = tool.or_else(named).or_else(|| unnamed_robot(parts))?;
    let version = version.split([' ', '(', ';', ',']).next().unwrap_or(version);
    Some(Agent { robot: true, doubtful, ..Agent::known(name, version) })
}

/// One that tells where to read about it, or that the parser's list has.
fn unnamed_robot<'u>(parts: &Parts<'u>) -> Option<(Cow<'u, str>, &'u str, bool)> {
    let tells = parts.text.contains("http://") || parts.text.contains("https://");
    let listed = || {
        let parsed = woothee::parser::Parser::new().parse(parts.text);
        parsed.is_some_and(|p| p.category == "crawler")
    };
    if !tells && !listed() {
        return None;
    }
    let is_name = |n: &str| n.starts_with(|c: char| c.is_alphanumeric()) && !n.starts_with("http");
    let mut products = parts.products.iter().filter(|(n, _)| !PLAIN.contains(n) && is_name(n));
    // `Abonti/0.91 - http://…`
    let entries =
        parts.entries.iter().map(|e| e.split("http").next().unwrap_or(e).trim_end_matches([' ', '+', '-']));
    let mut entries = entries.filter(|e| *e != "compatible" && is_name(e));
    let entry = || entries.next_back().map(|e| e.split_once('/').unwrap_or((e, "")));
    let (name, version) = products.next_back().copied().or_else(entry)?;
    Some((capital(name), version, true))
}

fn is_robot(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // CUBOT makes phones.
    ["bot", "spider", "crawler", "slurp", "mediapartners-google", "google-", "favicon"]
        .iter()
        .any(|word| name.contains(word))
        && !name.starts_with("cubot")
}

/// Yauaa begins names with a capital letter.
fn capital(name: &str) -> Cow<'_, str> {
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return name.into();
    }
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name.into()
}

fn browser<'u>(parts: &Parts<'u>) -> Option<Agent<'u>> {
    let android = parts.has("Android") || parts.mentions("Android");
    if let Some(agent) = opera(parts) {
        return Some(agent);
    }
    if let Some(version) = parts.product("Edge") {
        return Some(old_edge(version));
    }
    if let Some((name, version)) =
        PROGRAMS.iter().find_map(|(token, name)| Some((*name, parts.product(token)?)))
    {
        return Some(Agent::known(name, reduced(name, version)));
    }
    if let Some(agent) = internet_explorer(parts) {
        return Some(agent);
    }
    if let Some(version) = parts.anywhere("Konqueror") {
        return Some(Agent::known("Konqueror", version));
    }
    let apple = parts.has("iPhone") || parts.has("iPad") || parts.has("iPod") || parts.has("iPod touch");
    if let Some(version) = parts.product("Instagram").filter(|_| apple) {
        return Some(Agent::known("Instagram", version));
    }
    match (
        parts.product("Chrome"),
        parts.product("Version"),
        parts.product("Safari"),
        parts.product("AppleWebKit"),
    ) {
        (Some(chrome), version, ..) => {
            let webview = parts.entries.contains(&"wv") || android && version.is_some();
            let name = if webview { "Chrome Webview" } else { "Chrome" };
            Some(Agent::known(name, reduced(name, chrome)))
        }
        (None, Some(version), Some(_), _) if android => Some(Agent::known("Stock Android Browser", version)),
        (None, Some(version), Some(_), _) => Some(Agent::known("Safari", version)),
        // Apps show pages without a version of their own.
        (None, None, Some(_), Some(webkit)) if apple => Some(Agent::known("UIWebView", webkit)),
        (None, None, Some(safari), _) => Some(Agent { doubtful: true, ..Agent::known("Safari", safari) }),
        (None, _, None, Some(webkit)) if apple && parts.product("Mobile").is_some() => {
            Some(Agent::known("UIWebView", webkit))
        }
        (None, _, None, Some(webkit)) => {
            Some(Agent { doubtful: true, ..Agent::known("AppleWebKit", webkit) })
        }
        _ => None,
    }
}

/// Chrome's reduced versions tell the first number only.
fn reduced<'u>(name: &str, version: &'u str) -> &'u str {
    match version.split_once('.') {
        Some((major, "0.0.0")) if name == "Chrome" => major,
        _ => version,
    }
}

fn opera<'u>(parts: &Parts<'u>) -> Option<Agent<'u>> {
    if let Some(version) = parts.anywhere("OPiOS") {
        return Some(Agent::known("Opera Mini", version));
    }
    let mini = parts.entries.iter().find_map(|e| e.strip_prefix("Opera Mini/"));
    if let Some(version) = mini {
        return Some(Agent::known("Opera Mini", version.split('/').next().unwrap_or(version)));
    }
    if let Some(version) = parts.product("OPR") {
        return Some(Agent::known("Opera", version));
    }
    let version = parts.product("Opera")?;
    // From 10 on Opera says 9.80 and tells its version at the end.
    let version = parts.product("Version").filter(|_| version == "9.80").unwrap_or(version);
    let name = match () {
        () if parts.mentions("Opera Tablet") => "Opera Tablet",
        () if parts.mentions("Opera Mobi") => "Opera Mobile",
        () => "Opera",
    };
    Some(Agent::known(name, version))
}

/// Edge until 18 told the version of its engine.
fn old_edge(version: &str) -> Agent<'_> {
    let (engine, build) = version.split_once('.').unwrap_or((version, ""));
    let edge = match engine {
        "12" => "20",
        "13" => "25",
        "14" => "38",
        "15" => "40",
        "16" => "41",
        "17" => "42",
        "18" => "44",
        _ => return Agent::known("Edge", version),
    };
    let build = if build.is_empty() || build == "0" { "??" } else { build };
    Agent { version: format!("{edge}.{build}").into(), ..Agent::known("Edge", version) }
}

fn internet_explorer<'u>(parts: &Parts<'u>) -> Option<Agent<'u>> {
    if let Some(version) = parts.anywhere("IEMobile") {
        return Some(Agent::known("IE Mobile", version));
    }
    let trident = parts.anywhere("Trident");
    let shells = ["Maxthon", "Lunascape", "MSN", "AOL", "Sleipnir"];
    if let Some(shell) = shells.into_iter().find(|shell| parts.has(shell)) {
        return Some(Agent { doubtful: true, ..Agent::known(shell, parts.after(shell).unwrap_or_default()) });
    }
    if let Some(version) = parts.after("MSIE") {
        // In its compatibility view it tells an older version, but the engine of its own.
        let own = match trident.map(major) {
            Some("4") => "8.0",
            Some("5") => "9.0",
            Some("6") => "10.0",
            Some("7") => "11.0",
            _ => version,
        };
        return Some(Agent::known("Internet Explorer", own));
    }
    trident?;
    let version = parts.entries.iter().find_map(|e| e.strip_prefix("rv:"))?;
    Some(Agent::known("Internet Explorer", version))
}

/// Whatever can be told of an agent that is none of the known ones.
fn fallback<'u>(parts: &Parts<'u>) -> Agent<'u> {
    if parts.text.trim().is_empty() || parts.product("Dalvik").is_some() {
        return Agent { doubtful: true, ..Agent::known("Unknown", "??") };
    }
    let is_name = |name: &str| name.starts_with(|c: char| c.is_alphanumeric());
    let mut own = parts.products.iter().filter(|(n, _)| *n != "Mozilla" && *n != "Gecko" && is_name(n));
    let own = own.next();
    let parsed = woothee::parser::Parser::new().parse(parts.text);
    let parsed = parsed.filter(|p| p.name != woothee::woothee::VALUE_UNKNOWN);
    let gecko = parts.product("Gecko").and(parts.entries.iter().find_map(|e| e.strip_prefix("rv:")));
    let (name, version): (Cow<'u, str>, Cow<'u, str>) = match (own, parsed, parts.products.first()) {
        (None, _, Some(("Mozilla", _))) if gecko.is_some() => {
            ("Gecko".into(), gecko.unwrap_or_default().into())
        }
        (None, _, Some(("Mozilla", version))) => ("Netscape".into(), (*version).into()),
        (Some((name, version)), _, _) => (capital(name), (*version).into()),
        (None, Some(parsed), _) => (parsed.name.to_owned().into(), parsed.version.to_owned().into()),
        (None, None, Some((name, version))) => (capital(name), (*version).into()),
        (None, None, None) => ("Unknown".into(), "??".into()),
    };
    let version = if version.is_empty() || version == "UNKNOWN" { "??".into() } else { version };
    let name = if name.is_empty() { "Unknown".into() } else { name };
    Agent { name, version, robot: false, doubtful: true }
}
