//! From bytes to text: UTF-8, with or without a byte order mark. Anything else is one clear error.

use crate::text::Position;
use std::fmt;

/// The most bytes a file may have to be read whole. (Sample records are streamed and have no limit.)
pub const MAX_INPUT: usize = 64 << 20;

/// Why a file's bytes are not text that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// UTF-16 or UTF-32, and which.
    OtherUnicode(&'static str),
    /// Not text at all.
    Binary,
    /// A byte that UTF-8 does not allow, and where.
    InvalidUtf8 {
        /// The byte.
        byte: u8,
        /// Its offset behind the byte order mark.
        offset: usize,
        /// Its line and column.
        at: Position,
    },
    /// More than [`MAX_INPUT`] bytes.
    TooLarge,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::OtherUnicode(name) => write!(f, "the file is {name}; preflow reads UTF-8"),
            DecodeError::Binary => f.write_str("the file is binary, not text"),
            DecodeError::InvalidUtf8 { byte, at, .. } => write!(
                f,
                "the file is not UTF-8: byte 0x{byte:02X} at line {}, column {}",
                at.line, at.column
            ),
            DecodeError::TooLarge => write!(f, "the file is larger than {} MiB", MAX_INPUT >> 20),
        }
    }
}

impl std::error::Error for DecodeError {}

impl DecodeError {
    /// What to do about it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            DecodeError::OtherUnicode(_) | DecodeError::InvalidUtf8 { .. } => "save the file as UTF-8",
            DecodeError::Binary => {
                "give a dataflow document, a request body, a shell or Markdown file, or a Postman collection"
            }
            DecodeError::TooLarge => "sample records may be of any size in a file of their own",
        }
    }
}

/// The text of a file, without a byte order mark.
///
/// # Errors
/// When the bytes are not UTF-8 text, or too many.
///
/// ```
/// use preflow::input::decode;
/// assert_eq!(decode(b"\xEF\xBB\xBFname").unwrap(), "name");
/// let error = decode(b"na\nm\xE9").unwrap_err();
/// assert_eq!(error.to_string(), "the file is not UTF-8: byte 0xE9 at line 2, column 2");
/// ```
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    if bytes.len() > MAX_INPUT {
        return Err(DecodeError::TooLarge);
    }
    if let Some(name) = other_unicode(bytes) {
        return Err(DecodeError::OtherUnicode(name));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let offset = error.valid_up_to();
            let before = String::from_utf8_lossy(&bytes[..offset]);
            // Many bytes that no text has: an image, an archive.
            let controls = bytes.iter().take(4096).filter(|b| **b < 9 || (14..27).contains(*b)).count();
            if controls > bytes.len().min(4096) / 32 {
                return Err(DecodeError::Binary);
            }
            let line = before.rsplit('\n').next().unwrap_or_default();
            let at = Position {
                line: u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1),
                column: u32::try_from(line.chars().count()).unwrap_or(u32::MAX).saturating_add(1),
            };
            Err(DecodeError::InvalidUtf8 { byte: bytes.get(offset).copied().unwrap_or(0), offset, at })
        }
    }
}

fn other_unicode(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [_, 0, 0, 0, _, 0, 0, 0, ..] => Some("UTF-32 (little endian)"),
        [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, 1..=127, 0, 0, 0, 1..=127, ..] => Some("UTF-32 (big endian)"),
        [0xFF, 0xFE, ..] => Some("UTF-16 (little endian)"),
        [0xFE, 0xFF, ..] => Some("UTF-16 (big endian)"),
        // ASCII in UTF-16 has a zero in every other byte.
        [1..=127, 0, 1..=127, 0, ..] => Some("UTF-16 (little endian)"),
        [0, 1..=127, 0, 1..=127, ..] => Some("UTF-16 (big endian)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf8_is_named() {
        let utf16 = |s: &str| s.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(decode(&utf16("\u{feff}{}")), Err(DecodeError::OtherUnicode("UTF-16 (little endian)")));
        assert_eq!(decode(&utf16("{\"a\":1}")), Err(DecodeError::OtherUnicode("UTF-16 (little endian)")));
        assert_eq!(decode(b"\0\0\0{\0\0\0}"), Err(DecodeError::OtherUnicode("UTF-32 (big endian)")));
        assert_eq!(decode(b"PK\x03\x04\0\0"), Err(DecodeError::Binary));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\x01\x02\x03"), Err(DecodeError::Binary));
        assert_eq!(decode("d\u{e9}j\u{e0}".as_bytes()).as_deref(), Ok("d\u{e9}j\u{e0}"));
        assert_eq!(decode(b""), Ok(String::new()));
    }
}
