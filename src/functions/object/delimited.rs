//! Texts that hold keys and values between delimiters: `firstName - John ; lastName - Doe`.

use crate::functions::Call;
use crate::value::Fail;

const LITERAL: &str = "Delimiters are plain text, no regular expressions.";
const FIRST_DELIMITER: &str = "The value begins after the first delimiter and may contain more of them.";
const NO_DELIMITER: &str = "A pair without a delimiter is a key with the empty text as its value.";
/// Said where a key is found again.
pub(super) const REPEATED: &str = "Of a key that occurs more than once the last value counts.";

/// The guesses of functions that read such a text.
pub(super) const GUESSES: &[&str] = &[LITERAL, FIRST_DELIMITER, NO_DELIMITER, REPEATED];

/// Keys and values of a text; the delimiters are the arguments from that number on.
pub(super) fn pairs(
    call: &Call<'_, '_>,
    text: &str,
    delimiters: usize,
) -> Result<Vec<(String, String)>, Fail> {
    let given = |i: usize, usual: &str| {
        call.text(delimiters + i)
            .filter(|d| !d.is_empty())
            .map_or_else(|| usual.to_owned(), |d| d.into_owned())
    };
    let (of_value, of_pair) = (given(0, ":"), given(1, ","));
    if [&of_value, &of_pair].iter().any(|d| d.chars().any(|c| r"\^$.|?*+()[]{}".contains(c))) {
        call.guess(LITERAL);
    }
    call.spend(text.len() / 16)?;
    let mut found = Vec::new();
    for pair in text.split(&*of_pair).map(str::trim).filter(|p| !p.is_empty()) {
        let (key, value) = pair.split_once(&*of_value).unwrap_or_else(|| {
            call.guess(NO_DELIMITER);
            (pair, "")
        });
        if value.contains(&*of_value) {
            call.guess(FIRST_DELIMITER);
        }
        let (key, value) = (key.trim(), value.trim());
        if !key.is_empty() {
            call.spend(1)?;
            found.push((key.to_owned(), value.to_owned()));
        }
    }
    Ok(found)
}
