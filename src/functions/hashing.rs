//! Hash functions: the bytes of a text in a charset, digested, in hexadecimal digits.
//!
//! Charsets write what `String.getBytes` writes: UTF-16 with a byte order mark, high byte first, and `?` for what a
//! smaller charset lacks.

use super::{
    Call, Category, Example, Function, Parameter, Type, one, optional, ours, ours_on, shown, shown_on,
};
use crate::value::{Fail, Value};
use sha1::Digest;
use std::fmt::Write;

const CHARSETS: &[&str] = &["UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII"];
const ALGORITHMS: &[&str] = &["crc32", "md5", "sha1", "sha256", "sha512"];

const NULL_GIVES_NULL: &str = "A null INPUT gives null (not documented); a null CHARSET is UTF-8.";
const DEFAULT_CHARSET: &str = "Without a CHARSET the text is read as UTF-8.";
const HASH_NAMES: &str =
    "ALGORITHM is the name of one of the other hash functions, in any case, with or without `-`.";

pub(super) const FUNCTIONS: &[Function] = &[
    digest(
        "sha1",
        "The SHA-1 digest of a text, in hexadecimal digits.",
        &[
            shown(r#"sha1("my text", "UTF-8")"#, r#""c3599c11e47719df18a2448690840c5dfcce3c80""#),
            ours(r#"sha1("")"#, r#""da39a3ee5e6b4b0d3255bfef95601890afd80709""#),
        ],
        |call| hashed(call, "sha1", 0),
    ),
    digest(
        "sha256",
        "The SHA-256 digest of a text, in hexadecimal digits.",
        &[
            shown(
                r#"sha256("my text", "UTF-8")"#,
                r#""7330d2b39ca35eaf4cb95fc846c21ee6a39af698154a83a586ee270a0d372104""#,
            ),
            ours(
                r#"sha256("é", "UTF-16")"#,
                r#""5c7d65d9489be4a716bd12ce1cc0c9dfd848a97c308fc1f47a5cf1a0d7e8ebdf""#,
            ),
            ours_on("sha256(email)", r#"{"email": null}"#, "null"),
        ],
        |call| hashed(call, "sha256", 0),
    ),
    digest(
        "sha512",
        "The SHA-512 digest of a text, in hexadecimal digits.",
        &[shown(
            r#"sha512("my text", "UTF-8")"#,
            r#""a3d7e45a0d9be5fd4e4b9a3b8c9c2163c21ef708bf11b4232bb21d2a8704ada2cdcd7b367dd0788a89a5c908cfe377aceb1072a7b386b7d4fd2ff68a8fd24d16""#,
        )],
        |call| hashed(call, "sha512", 0),
    ),
    digest(
        "md5",
        "The MD5 digest of a text, in hexadecimal digits.",
        &[
            shown(r#"md5("my text", "UTF-8")"#, r#""d3b96ce8c9fb4e9bd0198d03ba6852c7""#),
            ours(r#"md5("é", "US-ASCII") == md5("?")"#, "true"),
        ],
        |call| hashed(call, "md5", 0),
    ),
    digest(
        "crc32",
        "The CRC-32 sum of a text, its lowest byte first, in hexadecimal digits.",
        &[shown(r#"crc32("my text", "UTF-8")"#, r#""8df92e80""#), ours(r#"crc32("")"#, r#""00000000""#)],
        |call| hashed(call, "crc32", 0),
    ),
    Function {
        name: "hash",
        aliases: &[],
        category: Category::Hashing,
        parameters: &[
            one("ALGORITHM", Type::Word(ALGORITHMS), "comes first"),
            one("INPUT", Type::Text, ""),
            optional("CHARSET", Type::Word(CHARSETS), "how the text becomes bytes"),
        ],
        returns: Type::Text,
        summary: "The digest of a text by the algorithm of that name, in hexadecimal digits.",
        nulls: NULL_GIVES_NULL,
        guesses: &[DEFAULT_CHARSET, HASH_NAMES],
        availability: Some("Listed for destinations only."),
        examples: &[
            shown_on(
                r#"hash("crc32", organizations[0], "UTF-8")"#,
                r#"{"organizations": ["my text"]}"#,
                r#""8df92e80""#,
            ),
            ours(r#"hash("SHA-1", "my text")"#, r#""c3599c11e47719df18a2448690840c5dfcce3c80""#),
        ],
        run: |call| {
            let name = call.text(0).unwrap_or_default().to_lowercase();
            // The names of the functions, and Java's (`SHA-256`).
            let plain = name.replacen("sha-", "sha", 1).replacen("crc-", "crc", 1);
            let Some(algorithm) = ALGORITHMS.iter().find(|a| **a == plain) else {
                let known = ALGORITHMS.join(", ");
                return Err(call.fail_at(0, format!("there is no algorithm `{name}`: it is one of {known}")));
            };
            if plain != name {
                call.guess(HASH_NAMES);
            }
            hashed(call, algorithm, 1)
        },
    },
];

const PARAMETERS: &[Parameter] =
    &[one("INPUT", Type::Text, ""), optional("CHARSET", Type::Word(CHARSETS), "how the text becomes bytes")];

/// The entry of a digest.
const fn digest(
    name: &'static str,
    summary: &'static str,
    examples: &'static [Example],
    run: super::Run,
) -> Function {
    Function {
        name,
        aliases: &[],
        category: Category::Hashing,
        parameters: PARAMETERS,
        returns: Type::Text,
        summary,
        nulls: NULL_GIVES_NULL,
        guesses: &[DEFAULT_CHARSET],
        availability: None,
        examples,
        run,
    }
}

/// The digest of the argument of that number, in the charset of the next.
fn hashed<'r>(call: &mut Call<'_, 'r>, algorithm: &str, input: usize) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(input) else { return Ok(Value::Null) };
    call.spend(text.len() / 16)?;
    let bytes = match call.text(input + 1) {
        None if text.is_ascii() => text.as_bytes().to_vec(),
        None => {
            call.guess(DEFAULT_CHARSET);
            text.as_bytes().to_vec()
        }
        Some(charset) => encoded(&text, &charset).ok_or_else(|| {
            let known = CHARSETS.join(", ");
            call.fail_at(input + 1, format!("there is no charset `{charset}`: it is one of {known}"))
        })?,
    };
    Ok(Value::text(match algorithm {
        "md5" => hex(&md5::Md5::digest(&bytes)),
        "sha1" => hex(&sha1::Sha1::digest(&bytes)),
        "sha256" => hex(&sha2::Sha256::digest(&bytes)),
        "sha512" => hex(&sha2::Sha512::digest(&bytes)),
        _ => hex(&crc32fast::hash(&bytes).to_le_bytes()),
    }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to text does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The text in a charset that goes by one of the names Java knows it by.
fn encoded(text: &str, charset: &str) -> Option<Vec<u8>> {
    // One `?` for a character that the charset lacks, also for one that is a pair of surrogates.
    let small = |last: u32| -> Vec<u8> {
        let bytes = text.chars().map(u32::from).map(|c| if c <= last { c } else { 0x3F });
        bytes.filter_map(|c| u8::try_from(c).ok()).collect()
    };
    Some(match charset.to_uppercase().as_str() {
        "UTF-8" | "UTF8" | "UNICODE-1-1-UTF-8" => text.as_bytes().to_vec(),
        "UTF-16" | "UTF16" | "UTF_16" | "UNICODE" | "UNICODEBIG" => {
            let mark = if text.is_empty() { None } else { Some(0xFEFF) };
            mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
        }
        "UTF-16BE" | "UTF_16BE" | "X-UTF-16BE" | "ISO-10646-UCS-2" | "UNICODEBIGUNMARKED" => {
            text.encode_utf16().flat_map(u16::to_be_bytes).collect()
        }
        "UTF-16LE" | "UTF_16LE" | "X-UTF-16LE" | "UNICODELITTLEUNMARKED" => {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        }
        "ISO-8859-1" | "ISO_8859-1" | "ISO_8859_1" | "ISO8859-1" | "ISO8859_1" | "8859_1" | "LATIN1"
        | "L1" | "CP819" | "IBM819" | "IBM-819" | "819" | "ISO-IR-100" | "ISO_8859-1:1987"
        | "CSISOLATIN1" => small(0xFF),
        "US-ASCII" | "ASCII" | "ASCII7" | "ISO646-US" | "ISO_646.IRV:1991" | "ISO_646.IRV:1983" | "646"
        | "ANSI_X3.4-1968" | "ANSI_X3.4-1986" | "CP367" | "IBM367" | "ISO-IR-6" | "CSASCII" | "US"
        | "DEFAULT" => small(0x7F),
        _ => return None,
    })
}
