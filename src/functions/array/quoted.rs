//! The text that `array_to_string` writes for an element: objects in JSON with single quotes, dates in milliseconds.

use crate::functions::{Call, hold};
use crate::value::{Fail, MAX_TEXT, Value};

/// How deep objects may lie in each other.
const MAX_DEPTH: usize = 256;

/// Writes an element; says whether a quote had to be escaped.
pub(super) fn write<'r>(call: &Call<'_, 'r>, value: &Value<'r>, out: &mut String) -> Result<bool, Fail> {
    match value {
        Value::Null => Ok(false),
        Value::Map(_) => inside(call, value, out, 0),
        Value::Date(moment) => {
            out.push_str(&moment.epoch_millis().to_string());
            Ok(false)
        }
        other => {
            out.push_str(&other.to_text());
            Ok(false)
        }
    }
}

fn inside<'r>(call: &Call<'_, 'r>, value: &Value<'r>, out: &mut String, depth: usize) -> Result<bool, Fail> {
    call.spend(1)?;
    if depth > MAX_DEPTH || out.len() > MAX_TEXT {
        return Err(Fail::new("the objects are too large or too deep to be written as text"));
    }
    let mut escaped = false;
    if let Some(entries) = hold::entries(value) {
        out.push('{');
        for (i, (key, value)) in entries.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            escaped |= quoted(&key.to_text(), out);
            out.push(':');
            escaped |= inside(call, value, out, depth + 1)?;
        }
        out.push('}');
    } else if let Some(items) = hold::items(call, value)? {
        out.push('[');
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            escaped |= inside(call, item, out, depth + 1)?;
        }
        out.push(']');
    } else {
        match value {
            Value::Null => out.push_str("null"),
            Value::Text(text) => escaped |= quoted(text, out),
            other => return write(call, other, out),
        }
    }
    Ok(escaped)
}

fn quoted(text: &str, out: &mut String) -> bool {
    let escaped = text.contains(['\'', '\\']);
    let text = if escaped { text.replace('\\', r"\\").replace('\'', r"\'") } else { text.to_owned() };
    out.push('\'');
    out.push_str(&text);
    out.push('\'');
    escaped
}
