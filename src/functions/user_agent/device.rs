//! The class of the device: one of the documented words.

use super::agent::Agent;
use super::parts::Parts;
use super::system::System;

/// Words that name a class wherever they stand; the first that is found counts.
const WORDS: &[(&str, &str)] = &[
    ("HoloLens", "Augmented Reality"),
    ("Glass ", "Augmented Reality"),
    ("OculusBrowser", "Virtual Reality"),
    ("Mobile VR", "Virtual Reality"),
    ("AlexaService", "Voice"),
    ("QtCarBrowser", "Car"),
    ("Tesla/", "Car"),
    ("Family Hub", "Home Appliance"),
    ("CrKey", "Set-top box"),
    ("Roku", "Set-top box"),
    ("GoogleTV", "Set-top box"),
    ("AppleTV", "Set-top box"),
    ("Apple TV", "Set-top box"),
    ("NETTV", "TV"),
    ("SMART-TV", "TV"),
    ("SmartTV", "TV"),
    ("HbbTV", "TV"),
    ("Web0S", "TV"),
    ("BRAVIA", "TV"),
    ("Android TV", "TV"),
    ("; AFT", "TV"),
    ("PlayStation Portable", "Handheld Game Console"),
    ("PlayStation Vita", "Handheld Game Console"),
    ("Nintendo 3DS", "Handheld Game Console"),
    ("Nintendo DS", "Handheld Game Console"),
    ("PlayStation", "Game Console"),
    ("Xbox", "Game Console"),
    ("Nintendo", "Game Console"),
    ("Kindle/", "eReader"),
    ("Kobo", "eReader"),
    ("PocketBook", "eReader"),
    ("Nook", "eReader"),
    ("Watch", "Watch"),
];

/// Android devices without a keyboard of their own that say `Mobile` although they are tablets.
const TABLETS: &[&str] = &["SM-T", "GT-P", "Nexus 7", "Nexus 9", "Nexus 10", "Tablet", "Tab ", "Pad"];

/// The class of the device.
pub(super) fn class(parts: &Parts<'_>, system: &System<'_>, agent: &Agent<'_>) -> &'static str {
    let mobile = parts.product("Mobile").is_some() || parts.entries.contains(&"Mobile");
    if agent.robot {
        let handheld = mobile || parts.has("Android") || parts.has("iPhone") || parts.has("Windows Phone");
        return if handheld { "Robot Mobile" } else { "Robot" };
    }
    if let Some((_, class)) = WORDS.iter().find(|(word, _)| parts.mentions(word)) {
        return class;
    }
    let tablet = || TABLETS.iter().any(|word| parts.text.contains(word));
    match system.name {
        "iOS" if parts.has("iPad") => "Tablet",
        "iOS" if parts.has("iPhone") || parts.has("iPod") || parts.has("iPod touch") => "Phone",
        "iOS" if parts.mentions("iPad") => "Tablet",
        "iOS" if parts.mentions("iPhone") => "Phone",
        "iOS" => "Mobile",
        "Firefox OS" if parts.entries.contains(&"Tablet") => "Tablet",
        "Firefox OS" if parts.after("Android").is_none() => "Mobile",
        "Windows Phone" | "KaiOS" => "Phone",
        "Android" | "FireOS" | "Tizen" | "HarmonyOS" | "Chrome OS" if parts.entries.contains(&"Tablet") => {
            "Tablet"
        }
        "Android" | "FireOS" | "Tizen" | "HarmonyOS" => match (mobile, parts.product("Safari").is_some()) {
            _ if tablet() => "Tablet",
            (true, _) => "Phone",
            (false, true) => "Tablet",
            (false, false) => "Mobile",
        },
        "Windows NT" | "Windows 9x" | "Mac OS" | "Linux" | "Chrome OS" | "Kubuntu" | "Fedora" | "Debian"
        | "SUSE" | "CentOS" | "Linux Mint" | "FreeBSD" | "OpenBSD" | "NetBSD" | "SunOS" | "BeOS/Haiku" => {
            "Desktop"
        }
        "Bada" | "SymbianOS" if mobile => "Phone",
        "Windows CE" | "Symbian" | "SymbianOS" | "Bada" | "BlackBerry" => "Mobile",
        "RIM OS" => "Phone",
        "Ubuntu" | "Fuchsia" if mobile => "Phone",
        "Ubuntu" => "Desktop",
        _ if mobile || parts.mentions("MIDP") || parts.mentions("mobile") => "Mobile",
        _ => "Unknown",
    }
}

/// Does the text try to attack who reads it?
pub(super) fn is_attack(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<script", "${jndi:", "../..", "onerror=", "' or ", "union select", "select(", "sleep(", "() {", "<?php"]
        .iter()
        .any(|sign| lower.contains(sign))
}
