//! The operating system.

use super::agent::{Agent, major};
use super::parts::Parts;
use std::borrow::Cow;

/// Name and version of the system.
#[derive(Debug)]
pub(super) struct System<'u> {
    pub(super) name: &'static str,
    pub(super) version: Cow<'u, str>,
    /// The name that goes before the version.
    family: &'static str,
    pub(super) doubtful: bool,
    /// The version is a guess of what the browser hides.
    pub(super) frozen: bool,
}

/// The versions of Windows NT and what they are sold as.
const WINDOWS: &[(&str, &str)] = &[
    ("6.4", "10 Preview"),
    ("6.3", "8.1"),
    ("6.2", "8"),
    ("6.1", "7"),
    ("6.0", "Vista"),
    ("5.2", "XP x64 Edition"),
    ("5.1", "XP"),
    ("5.01", "2000"),
    ("5.0", "2000"),
];

/// Versions of Windows before NT, as agents write them.
const WINDOWS_9X: &[(&str, &str)] = &[
    ("Windows 95", "95"),
    ("Win95", "95"),
    ("Win 9x 4.90", "Millennium Edition"),
    ("Windows ME", "Millennium Edition"),
    ("Windows 98", "98"),
    ("Win98", "98"),
];

/// Systems that are named by an entry or product of that word, with the version behind it.
const NAMED: &[(&str, &str)] = &[
    ("Tizen", "Tizen"),
    ("KAIOS", "KaiOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Kubuntu", "Kubuntu"),
    ("Ubuntu", "Ubuntu"),
    ("Fedora", "Fedora"),
    ("Debian", "Debian"),
    ("SUSE", "SUSE"),
    ("CentOS", "CentOS"),
    ("Linux Mint", "Linux Mint"),
    ("Raspbian", "Raspbian"),
    ("Fuchsia", "Fuchsia"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("NetBSD", "NetBSD"),
    ("SunOS", "SunOS"),
    ("Symbian", "Symbian"),
    ("SymbianOS", "SymbianOS"),
    ("Bada", "Bada"),
    ("BeOS", "BeOS/Haiku"),
    ("GoogleTV", "GoogleTV"),
];

impl<'u> System<'u> {
    pub(super) fn of(parts: &Parts<'u>, agent: &Agent<'u>) -> System<'u> {
        if agent.robot {
            return cloud(parts, agent);
        }
        let known = phone(parts).or_else(|| windows(parts, agent)).or_else(|| apple(parts, agent));
        known.or_else(|| other(parts)).unwrap_or_else(|| fallback(parts))
    }

    pub(super) fn hacker() -> System<'static> {
        System { doubtful: true, ..System::known("Hacker", "Hacker") }
    }

    /// Name and version in one text.
    pub(super) fn name_and_version(&self) -> String {
        self.with(&self.version)
    }

    /// Name and major version in one text; that of Mac OS 10 has two numbers.
    pub(super) fn name_and_major(&self) -> String {
        let version = &*self.version;
        let two = self.name == "Mac OS" && major(version).trim_start_matches(">=") == "10";
        let end = version.match_indices('.').nth(usize::from(two)).map_or(version.len(), |(at, _)| at);
        self.with(version.get(..end).unwrap_or(version))
    }

    fn with(&self, version: &str) -> String {
        match self.family {
            "" => version.to_owned(),
            family => format!("{family} {version}"),
        }
    }

    fn known(name: &'static str, version: &'u str) -> System<'u> {
        let version = if version.is_empty() { "??" } else { version };
        let family = if name == "Hacker" { "" } else { name };
        System { name, family, version: version.into(), doubtful: false, frozen: false }
    }
}

fn cloud<'u>(parts: &Parts<'u>, agent: &Agent<'u>) -> System<'u> {
    let name = agent.name.to_ascii_lowercase();
    let is = |words: &[&str]| words.iter().any(|w| name.contains(w));
    if is(&["bing", "msnbot", "adidx"]) {
        return System { family: "", ..System::known("Microsoft Cloud", "Microsoft Azure") };
    }
    let google = is(&["google"]) || parts.mentions("google.com/bot");
    System::known(if google { "Google Cloud" } else { "Cloud" }, "??")
}

fn phone<'u>(parts: &Parts<'u>) -> Option<System<'u>> {
    if let Some(version) = parts.after("Windows Phone OS").or_else(|| parts.after("Windows Phone")) {
        return Some(System::known("Windows Phone", version));
    }
    if let Some(version) = parts.after("Tizen") {
        return Some(System::known("Tizen", version));
    }
    let amazon = parts.product("Silk").is_some()
        || parts.has("Silk")
        || parts.mentions("Kindle")
        || parts.entries.iter().any(|e| e.starts_with("KF") && e.contains("Build"));
    if amazon {
        return Some(System {
            doubtful: true,
            ..System::known("FireOS", parts.after("Android").unwrap_or_default())
        });
    }
    let version = parts.after("Android").or_else(|| parts.after("Adr"))?;
    // Reduced agents all say the same version and model.
    let reduced = version == "10" && parts.entries.contains(&"K");
    Some(System { frozen: reduced, ..System::known("Android", if reduced { "??" } else { version }) })
}

fn windows<'u>(parts: &Parts<'u>, agent: &Agent<'u>) -> Option<System<'u>> {
    let nt = parts.after("Windows NT").or_else(|| parts.after("WinNT"));
    if let Some(nt) = nt {
        let number = major(&agent.version).parse().unwrap_or(0);
        let from = match &*agent.name {
            "Chrome" | "Edge" => 93,
            "Firefox" => 88,
            _ => u32::MAX,
        };
        if nt == "10.0" && number >= from {
            let system = System { family: "Windows", frozen: true, ..System::known("Windows NT", ">=10") };
            return Some(system);
        }
        let sold = WINDOWS.iter().find(|(number, _)| *number == nt).map(|(_, sold)| *sold);
        return Some(match (sold, nt) {
            (Some(sold), _) => System { family: "Windows", ..System::known("Windows NT", sold) },
            (None, "10.0") => System { family: "Windows", ..System::known("Windows NT", nt) },
            _ => System::known("Windows NT", nt),
        });
    }
    if let Some((_, version)) = WINDOWS_9X.iter().find(|(word, _)| parts.has(word)) {
        return Some(System { family: "Windows", ..System::known("Windows 9x", version) });
    }
    if parts.has("Windows XP") {
        return Some(System { family: "Windows", ..System::known("Windows NT", "XP") });
    }
    parts.has("Windows CE").then(|| System { family: "Windows", ..System::known("Windows CE", "CE") })
}

fn apple<'u>(parts: &Parts<'u>, agent: &Agent<'u>) -> Option<System<'u>> {
    let touch = ["iPhone", "iPad", "iPod", "iPod touch"].iter().any(|d| parts.has(d));
    let of_ios = || {
        let entry = parts.entries.iter().find(|e| e.contains(" like Mac OS X"))?;
        entry.split(' ').find(|w| w.starts_with(|c: char| c.is_ascii_digit()))
    };
    if touch || parts.entries.iter().any(|e| e.contains("like Mac OS X")) {
        let version = of_ios().or_else(|| parts.after("iOS")).or_else(|| parts.after("iPhone OS"));
        let version = version.unwrap_or("??").replace('_', ".");
        return Some(System { version: version.into(), ..System::known("iOS", "") });
    }
    let entry = parts.entries.iter().find(|e| e.contains("Mac OS X"));
    if let Some(entry) = entry {
        let version = entry.split("Mac OS X").nth(1).unwrap_or_default().trim();
        let version = version.split(' ').next().unwrap_or_default().replace('_', ".");
        let number = major(&agent.version).parse().unwrap_or(0);
        let frozen = match (&*agent.name, &*version) {
            ("Firefox", "10.15") => number >= 87,
            ("Chrome" | "Edge", "10.15.7") => number >= 90,
            ("Safari", "10.15.7") => number >= 14,
            _ => false,
        };
        let version = match &*version {
            v if !v.starts_with(|c: char| c.is_ascii_digit()) => "10.?".to_owned(),
            _ if frozen => ">=10.15.7".to_owned(),
            _ => version,
        };
        return Some(System { version: version.into(), frozen, ..System::known("Mac OS", "") });
    }
    let old = ["Mac_PowerPC", "Mac_PPC", "Mac_68K", "Mac_68000"].iter().any(|m| parts.has(m));
    let unsaid = parts.has("Macintosh").then(|| System { doubtful: true, ..System::known("Mac OS", "") });
    if old { Some(System::known("Mac OS", "before 10")) } else { unsaid }
}

fn other<'u>(parts: &Parts<'u>) -> Option<System<'u>> {
    if let Some(entry) = parts.entries.iter().find(|e| e.starts_with("CrOS")) {
        // The system has the version of its browser.
        let version = parts.product("Chrome").or_else(|| entry.split(' ').nth(2));
        return Some(System::known("Chrome OS", version.unwrap_or_default()));
    }
    for (word, console) in [
        ("Nintendo Switch", "Nintendo Switch"),
        ("Nintendo Wii", "Nintendo Wii"),
        ("Nintendo 3DS", "Nintendo 3DS"),
    ] {
        if parts.has(word) && parts.product("NX").is_none() {
            return Some(System { family: "", ..System::known("Nintendo", console) });
        }
    }
    if let Some(version) = parts.product("NX") {
        return Some(System::known("Nintendo NX", version));
    }
    for (word, name) in NAMED {
        let version = parts.product(word).or_else(|| parts.after(word));
        if let Some(version) = version {
            let version = if version.starts_with(|c: char| c.is_ascii_digit()) { version } else { "" };
            return Some(System::known(name, version));
        }
    }
    if parts.mentions("Web0S") || parts.mentions("webOS") {
        return Some(System { doubtful: true, ..System::known("WebOS", "") });
    }
    if parts.has("BlackBerry") {
        return Some(System {
            doubtful: true,
            ..System::known("RIM OS", parts.product("Version").unwrap_or_default())
        });
    }
    if ["Mobile", "Tablet"].iter().any(|d| parts.entries.contains(d)) && parts.product("Firefox").is_some() {
        return Some(System::known("Firefox OS", parts.product("Gecko").unwrap_or_default()));
    }
    let linux = parts.entries.iter().find(|e| e.contains("Linux"))?;
    let version = linux.split("Linux").nth(1).unwrap_or_default().trim();
    Some(System::known("Linux", if version.starts_with(|c: char| c.is_ascii_digit()) { version } else { "" }))
}

fn fallback<'u>(parts: &Parts<'u>) -> System<'u> {
    let parsed = woothee::parser::Parser::new().parse(parts.text);
    let name = parsed.map_or("", |p| p.os);
    let name = match name {
        n if n.starts_with("Windows") => "Windows NT",
        "Mac OSX" | "Mac OS Classic" => "Mac OS",
        "iPhone" | "iPad" | "iPod" | "iOS" => "iOS",
        "Linux" => "Linux",
        "Android" => "Android",
        "BSD" => "FreeBSD",
        _ => "Unknown",
    };
    System { doubtful: true, ..System::known(name, "??") }
}
