//! Values as text: Java's `String.valueOf`, and short texts for messages.

use super::Value;
use std::borrow::Cow;

impl<'r> Value<'r> {
    /// Java's text of the value (`String.valueOf`).
    #[must_use]
    pub fn to_text(&self) -> Cow<'r, str> {
        match self {
            Value::Text(text) => text.clone(),
            other => Cow::Owned(format!("{other:?}")),
        }
    }

    /// The value in a message: its kind, or its text cut short.
    #[must_use]
    pub fn shown(&self) -> String {
        self.to_text().chars().take(60).collect()
    }
}
