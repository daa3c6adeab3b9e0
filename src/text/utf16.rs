//! Byte offsets as editors count: in UTF-16 units.

/// The offsets of one text, in bytes and in UTF-16 units. What lies beyond the text or inside a character is clamped to
/// the end of the one, the start of the other.
///
/// ```
/// use preflow::text::Utf16;
/// let offsets = Utf16::of("aé😀b");
/// assert_eq!([0, 1, 2, 3, 7, 8, 99].map(|byte| offsets.unit(byte)), [0, 1, 1, 2, 4, 5, 5]);
/// assert_eq!([0, 1, 2, 3, 4, 5, 99].map(|unit| offsets.byte(unit)), [0, 1, 3, 3, 7, 8, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct Utf16 {
    /// The characters of more than one byte.
    wide: Vec<Wide>,
    bytes: usize,
    units: usize,
}

/// A character: where it starts and how long it is.
#[derive(Clone, Copy, Debug)]
struct Wide {
    byte: usize,
    bytes: usize,
    unit: usize,
    units: usize,
}

impl Utf16 {
    /// Counts the units of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut wide = Vec::new();
        let mut unit = text.len();
        if !text.is_ascii() {
            unit = 0;
            for (byte, c) in text.char_indices() {
                if !c.is_ascii() {
                    wide.push(Wide { byte, bytes: c.len_utf8(), unit, units: c.len_utf16() });
                }
                unit += c.len_utf16();
            }
        }
        Utf16 { wide, bytes: text.len(), units: unit }
    }

    /// The unit at a byte.
    #[must_use]
    pub fn unit(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes);
        match self.last(|c| c.byte <= byte) {
            Some(c) if byte < c.byte + c.bytes => c.unit,
            Some(c) => c.unit + c.units + byte - c.byte - c.bytes,
            None => byte,
        }
    }

    /// The byte at a unit.
    #[must_use]
    pub fn byte(&self, unit: usize) -> usize {
        let unit = unit.min(self.units);
        match self.last(|c| c.unit <= unit) {
            Some(c) if unit < c.unit + c.units => c.byte,
            Some(c) => c.byte + c.bytes + unit - c.unit - c.units,
            None => unit,
        }
    }

    fn last(&self, is_before: impl Fn(&Wide) -> bool) -> Option<Wide> {
        let next = self.wide.partition_point(is_before);
        next.checked_sub(1).and_then(|i| self.wide.get(i)).copied()
    }
}
