//! Ids.

use super::{Category, Function, Type, one, ours_on, shown};
use crate::value::Value;

const NO_ALGORITHM: &str = "The ECID of an FPID: how it is computed is not published";

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "uuid",
        aliases: &["guid"],
        category: Category::Special,
        parameters: &[],
        returns: Type::Text,
        summary: "A random id (UUID of version 4). In previews it depends on the seed and the record's number only.",
        nulls: "It takes nothing.",
        guesses: &[],
        availability: None,
        examples: &[
            shown("uuid()", r#""bff50576-3b60-4d4e-b5f5-e864e410f73c""#),
            shown("guid()", r#""bff50576-3b60-4d4e-b5f5-e864e410f73c""#),
        ],
        run: |call| {
            // The bits that say version and variant are fixed.
            let high = call.env.draw() & !0xF000 | 0x4000;
            let low = call.env.draw() & (u64::MAX >> 2) | 1 << 63;
            Ok(Value::text(format!(
                "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
                high >> 32,
                high >> 16 & 0xFFFF,
                high & 0xFFFF,
                low >> 48,
                low & 0xFFFF_FFFF_FFFF
            )))
        },
    },
    Function {
        name: "fpid_to_ecid",
        aliases: &[],
        category: Category::Special,
        parameters: &[one("STRING", Type::Text, "a first-party id: a UUID")],
        returns: Type::Text,
        summary: "The ECID that a first-party id becomes. Its algorithm is not published: previews say that the value is unknown.",
        nulls: "Null gives null (not documented).",
        guesses: &[],
        availability: None,
        examples: &[ours_on("fpid_to_ecid(fpid)", r#"{"fpid": null}"#, "null")],
        run: |call| match call.get(0) {
            Value::Null => Ok(Value::Null),
            _ => Ok(Value::unknown(NO_ALGORITHM)),
        },
    },
];
