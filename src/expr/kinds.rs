//! Sets of the kinds a value can have, as far as they can be told before running.

use crate::functions::Type;
use crate::java::methods::Receiver;
use std::borrow::Cow;
use std::ops::BitOr;

/// A set of kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u16);

impl BitOr for Kinds {
    type Output = Kinds;

    fn bitor(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

#[allow(missing_docs, reason = "each is named after its kind")]
impl Kinds {
    pub const NONE: Kinds = Kinds(0);
    pub const NULL: Kinds = Kinds(1);
    pub const BOOLEAN: Kinds = Kinds(1 << 1);
    /// Whole numbers of any size.
    pub const INTEGER: Kinds = Kinds(1 << 2);
    /// Numbers with a fraction.
    pub const FRACTION: Kinds = Kinds(1 << 3);
    pub const TEXT: Kinds = Kinds(1 << 4);
    /// One UTF-16 unit, as `charAt` gives it.
    pub const CHARACTER: Kinds = Kinds(1 << 5);
    pub const DATE: Kinds = Kinds(1 << 6);
    /// A Java array, as literals are.
    pub const ARRAY: Kinds = Kinds(1 << 7);
    /// A list, as those of records are.
    pub const LIST: Kinds = Kinds(1 << 8);
    pub const SET: Kinds = Kinds(1 << 9);
    pub const MAP: Kinds = Kinds(1 << 10);
    pub const RANGE: Kinds = Kinds(1 << 11);
    pub const LAMBDA: Kinds = Kinds(1 << 12);
    pub const ANY: Kinds = Kinds((1 << 13) - 1);
    pub const NUMBER: Kinds = Kinds(Self::INTEGER.0 | Self::FRACTION.0);
    /// Everything that has elements.
    pub const ELEMENTS: Kinds = Kinds(Self::ARRAY.0 | Self::LIST.0 | Self::SET.0 | Self::RANGE.0);

    /// Has it a kind in common with the other?
    #[must_use]
    pub fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Are all its kinds in the other?
    #[must_use]
    pub fn within(self, other: Kinds) -> bool {
        self.0 & !other.0 == 0
    }

    /// It without the kinds of the other.
    #[must_use]
    pub fn without(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    /// What functions call a value of these kinds.
    #[must_use]
    pub fn of(kind: Type) -> Kinds {
        match kind {
            Type::Any => Kinds::ANY,
            Type::Text | Type::Regex | Type::DatePattern | Type::Word(_) | Type::Path => Kinds::TEXT,
            Type::Integer => Kinds::INTEGER,
            Type::Number => Kinds::NUMBER,
            Type::Boolean => Kinds::BOOLEAN,
            Type::Date => Kinds::DATE,
            Type::Array => Kinds::ARRAY | Kinds::LIST,
            Type::Object => Kinds::MAP,
            Type::Lambda => Kinds::LAMBDA,
            Type::Null => Kinds::NULL,
        }
    }

    /// The kinds that have a method.
    #[must_use]
    pub fn receiving(receiver: Receiver) -> Kinds {
        match receiver {
            Receiver::Text => Kinds::TEXT,
            Receiver::Number => Kinds::NUMBER,
            Receiver::Boolean => Kinds::BOOLEAN,
            Receiver::Character => Kinds::CHARACTER,
            Receiver::Date => Kinds::DATE,
            Receiver::List => Kinds::LIST,
            Receiver::Array => Kinds::ARRAY,
            Receiver::Set => Kinds::SET,
            Receiver::Map => Kinds::MAP,
            Receiver::Range => Kinds::RANGE,
            Receiver::Any => Kinds::ANY.without(Kinds::NULL),
        }
    }

    /// Its name with an article, as people say it; null is left out where there is more.
    #[must_use]
    pub fn title(self) -> Cow<'static, str> {
        let names = [
            (Kinds::BOOLEAN, "a boolean"),
            (Kinds::INTEGER, "a whole number"),
            (Kinds::NUMBER, "a number"),
            (Kinds::TEXT, "text"),
            (Kinds::CHARACTER, "a character"),
            (Kinds::DATE, "a date"),
            (Kinds::ELEMENTS, "an array"),
            (Kinds::MAP, "an object"),
            (Kinds::LAMBDA, "a lambda"),
        ];
        let some = self.without(Kinds::NULL);
        if some == Kinds::NONE {
            return "null".into();
        }
        if let Some((_, name)) = names.iter().find(|(kinds, _)| some.within(*kinds)) {
            return (*name).into();
        }
        let parts: Vec<&str> = names
            .iter()
            .filter(|(kinds, _)| some.meets(*kinds) && *kinds != Kinds::INTEGER)
            .map(|(_, name)| *name)
            .collect();
        if parts.len() > 4 { "a value".into() } else { parts.join(" or ").into() }
    }
}
