//! The rules of the published list that a program cannot decide, and why.

/// A rule that is left out: its number, what it asks, and why no program can answer.
pub const LEFT_OUT: &[(&str, &str, &str)] = &[
    (
        "R65",
        "Prose about ids is right: which id feeds which step, `id` or `$id`, path or query parameter.",
        "It is about the meaning of sentences in any language. The ids themselves are checked where requests use them \
         (R16, R23 to R26, R32, R42, R44, R54).",
    ),
    (
        "R67",
        "Numbers and enums in prose agree with the flow spec on the same page.",
        "Which sentence speaks about which property cannot be told from words in any language. The values in requests \
         are held against the flow spec (R43, R48 to R51).",
    ),
    (
        "R68",
        "Terms survive translation.",
        "Whether a word is the right one is for a reader of that language. Only names that must not be translated at \
         all, those of headers, are checked (R08).",
    ),
];
