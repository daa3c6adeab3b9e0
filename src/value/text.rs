//! Values as text: Java's `String.valueOf`, and short texts for messages.

use super::{List, ListKind, MAX_TEXT, Map, Value, decimal, floating};
use std::borrow::Cow;
use std::fmt::Write as _;

/// How deep lists in lists are written.
const MAX_DEPTH: usize = 200;

impl<'r> Value<'r> {
    /// Java's text of the value (`String.valueOf`). Text of lists and maps is cut at the limit of texts.
    #[must_use]
    pub fn to_text(&self) -> Cow<'r, str> {
        match self {
            Value::Text(text) => text.clone(),
            Value::Null => "null".into(),
            Value::Bool(true) => "true".into(),
            Value::Bool(false) => "false".into(),
            other => {
                let mut out = String::new();
                other.write(&mut out, 0);
                Cow::Owned(out)
            }
        }
    }

    /// The simple name of its Java class; arrays have that of their elements and `[]`.
    #[must_use]
    pub fn class(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Value::Null => "null",
            Value::Bool(_) => "Boolean",
            Value::Int(_) => "Integer",
            Value::Long(_) => "Long",
            Value::BigInt(_) => "BigInteger",
            Value::Float(_) => "Float",
            Value::Double(_) => "Double",
            Value::Decimal(_) => "BigDecimal",
            Value::Char(_) => "Character",
            Value::Text(_) => "String",
            Value::Date(_) => "ZonedDateTime",
            Value::List(List::Made(made)) => match made.kind {
                ListKind::Array(class) => return Cow::Owned(format!("{class}[]")),
                ListKind::List => "ArrayList",
            },
            Value::List(_) => "ArrayList",
            Value::Set(_) => "HashSet",
            Value::Map(Map::Made(made)) if made.hashed => "HashMap",
            Value::Map(_) => "LinkedHashMap",
            Value::Range { from, to } if from <= to => "Ascending",
            Value::Range { .. } => "Descending",
            Value::Lambda(_) => "Closure",
            Value::Unknown(_) => "unknown",
        })
    }

    fn write(&self, out: &mut String, depth: usize) {
        if out.len() > MAX_TEXT || depth > MAX_DEPTH {
            return;
        }
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
            Value::Int(n) => push(out, n),
            Value::Long(n) => push(out, n),
            Value::BigInt(n) => push(out, n),
            Value::Float(n) => out.push_str(&floating::float_text(*n)),
            Value::Double(n) => out.push_str(&floating::double_text(*n)),
            Value::Decimal(n) => out.push_str(&decimal::to_text(n)),
            Value::Char(unit) => out.push(char_of(*unit)),
            Value::Text(text) => out.push_str(text),
            Value::Date(moment) => out.push_str(&moment.to_text()),
            Value::List(list) => sequence(out, "[", list.iter(), "]", depth),
            Value::Set(items) => sequence(out, "[", items.iter().cloned(), "]", depth),
            Value::Map(map) => {
                out.push('{');
                for (i, (key, value)) in map.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    key.write(out, depth + 1);
                    out.push('=');
                    value.write(out, depth + 1);
                    if out.len() > MAX_TEXT {
                        break;
                    }
                }
                out.push('}');
            }
            // Java would print the name of a class.
            Value::Range { from, to } => {
                let _ = write!(out, "{from}..{to}");
            }
            Value::Lambda(_) => out.push_str("a lambda"),
            Value::Unknown(_) => out.push_str("unknown"),
        }
    }

    /// The value in a message: its kind, or its text cut short.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Value::Text(text) => {
                const LONG: usize = 40;
                let quoted = |text: &str| format!("the text {text:?}");
                match text.char_indices().nth(LONG) {
                    Some((end, _)) => quoted(&format!("{}…", &text[..end])),
                    None => quoted(text),
                }
            }
            Value::Char(_) => format!("the character {}", self.to_text()),
            Value::Date(_) => format!("the date {}", self.to_text()),
            Value::List(List::Made(made)) if made.kind != ListKind::List => "an array".into(),
            Value::List(_) => "a list".into(),
            Value::Set(_) => "a set".into(),
            Value::Map(_) => "an object".into(),
            Value::Range { .. } => "a range".into(),
            Value::Lambda(_) => "a lambda".into(),
            Value::Unknown(_) => "a value that is not known here".into(),
            number => number.to_text().chars().take(60).collect(),
        }
    }
}

fn push(out: &mut String, number: impl std::fmt::Display) {
    let _ = write!(out, "{number}");
}

fn sequence<'r>(
    out: &mut String,
    open: &str,
    items: impl Iterator<Item = Value<'r>>,
    close: &str,
    depth: usize,
) {
    out.push_str(open);
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        item.write(out, depth + 1);
        if out.len() > MAX_TEXT {
            break;
        }
    }
    out.push_str(close);
}

/// The character of a UTF-16 unit; U+FFFD for half of a pair.
#[must_use]
pub fn char_of(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

impl<'r> Map<'r> {
    /// Keys and values, in Java's order.
    pub fn iter(&self) -> Box<dyn Iterator<Item = (Value<'r>, Value<'r>)> + '_> {
        match self {
            Map::Record(members) => {
                let members: &'r crate::datum::Members<'r> = members;
                Box::new(members.iter().map(|(name, value)| (Value::text(name), Value::of(value))))
            }
            Map::Made(made) => Box::new(made.entries.iter().cloned()),
        }
    }

    /// The value of a key; keys are compared with Java's `equals`.
    #[must_use]
    pub fn get(&self, key: &Value<'_>) -> Option<Value<'r>> {
        match self {
            Map::Record(members) => match key {
                Value::Text(name) => members.get(name).map(Value::of),
                _ => None,
            },
            Map::Made(made) => made.entries.iter().find(|(k, _)| k.same(key)).map(|(_, value)| value.clone()),
        }
    }
}
