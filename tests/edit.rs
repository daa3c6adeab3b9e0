//! Whatever is changed in whatever document, what is left is JSON with the changed value and all comments; and no text,
//! pointer or index does harm.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use preflow::edit::{Change, What, edit, made};
use preflow::json::{self, Dialect, Node};
use preflow::text::Excerpt;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The root of a text.
fn root(text: &str) -> Node {
    let document = json::parse(&Excerpt::verbatim(text.trim_start_matches('\u{feff}'), 0), Dialect::Relaxed);
    assert!(document.is_valid(), "{text}");
    document.root.unwrap()
}

/// A document: JSON with comments and blanks anywhere.
fn documents() -> impl Strategy<Value = String> {
    let blank = prop_oneof![
        5 => Just(String::new()),
        4 => Just(" ".to_owned()),
        3 => Just("\n  ".to_owned()),
        1 => Just("\r\n\t".to_owned()),
        2 => "[a-c]{1,3}".prop_map(|c| format!(" // #{c}\n    ")),
        1 => "[a-c]{1,3}".prop_map(|c| format!(" // #{c}\r\n")),
        2 => "[a-c]{1,3}".prop_map(|c| format!("/* #{c}, \" ] */")),
        1 => "[a-c]{1,3}".prop_map(|c| format!(" /* #{c}\n */ ")),
    ]
    .boxed();
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("-1.50e3".to_owned()),
        Just("true".to_owned()),
        Just(r#""// é ,]}\"""#.to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
    ];
    let value = scalar.prop_recursive(4, 24, 4, move |inner| {
        let item = (blank.clone(), inner.clone(), blank.clone()).prop_map(|(a, v, b)| format!("{a}{v}{b}"));
        let member = (blank.clone(), "[abc]", blank.clone(), blank.clone(), inner, blank.clone())
            .prop_map(|(a, k, b, c, v, d)| (k.clone(), format!("{a}\"{k}\"{b}:{c}{v}{d}")));
        let end = prop_oneof![3 => Just(String::new()), 1 => blank.clone().prop_map(|b| format!(",{b}"))];
        prop_oneof![
            (prop::collection::vec(item, 1..4), end.clone())
                .prop_map(|(items, end)| format!("[{}{end}]", items.join(","))),
            (prop::collection::btree_map("[abc]", member, 1..4), end).prop_map(|(members, end)| {
                let mut seen = std::collections::BTreeSet::new();
                let members: Vec<_> =
                    members.into_values().filter(|(k, _)| seen.insert(k.clone())).map(|(_, m)| m).collect();
                format!("{{{}{end}}}", members.join(","))
            }),
        ]
    });
    (prop_oneof![4 => Just(""), 1 => Just("\u{feff}")], value)
        .prop_map(|(mark, value)| format!("{mark}{value}\n"))
}

fn values() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(json!(null)),
        Just(json!(7)),
        Just(json!("x\"y\n")),
        Just(json!([])),
        Just(json!({}))
    ];
    scalar.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Value::Array),
            prop::collection::btree_map("[abcd]", inner, 1..3)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

fn changes() -> impl Strategy<Value = Change> {
    let pointer = prop::collection::vec(
        prop_oneof![4 => "[abc]", 3 => "[0123]", 1 => Just("-".to_owned()), 1 => "[/~é]"],
        0..4,
    )
    .prop_map(|keys| keys.iter().map(|k| format!("/{}", json::escape(k))).collect::<String>());
    let what = prop_oneof![
        4 => values().prop_map(What::Set),
        2 => values().prop_map(|v| What::SetText(format!("{v:#}"))),
        1 => Just(What::SetText("{\n\t\"a\": 1 // #zz\n\t}\n// #yy".to_owned())),
        4 => Just(What::Remove),
        3 => (0..4usize, values()).prop_map(|(index, value)| What::Insert { index, value }),
        4 => (0..4usize, 0..4usize).prop_map(|(from, to)| What::Move { from, to }),
        2 => "[a-e]".prop_map(What::Rename),
    ];
    (pointer, what).prop_map(|(pointer, what)| Change { pointer, what })
}

/// The value after a change, made on the value.
fn expected(mut value: Value, change: &Change) -> Value {
    fn make<'v>(value: &'v mut Value, keys: &[&str]) -> &'v mut Value {
        let Some((key, rest)) = keys.split_first() else { return value };
        if value.is_null() {
            *value = if matches!(*key, "-" | "0") { json!([]) } else { json!({}) };
        }
        match value {
            Value::Array(items) => {
                let index = key.parse().unwrap_or(items.len());
                if index == items.len() {
                    items.push(Value::Null);
                }
                make(&mut items[index], rest)
            }
            Value::Object(object) => make(object.entry(json::unescape(key)).or_insert(Value::Null), rest),
            _ => unreachable!(),
        }
    }
    let keys: Vec<&str> = change.pointer.split('/').skip(1).collect();
    match &change.what {
        What::Set(new) => *make(&mut value, &keys) = new.clone(),
        What::SetText(text) => *make(&mut value, &keys) = root(text).to_value(),
        What::Insert { index, value: new } => {
            let place = make(&mut value, &keys);
            if place.is_null() {
                *place = json!([]);
            }
            place.as_array_mut().unwrap().insert(*index, new.clone());
        }
        What::Move { from, to } => {
            let items = value.pointer_mut(&change.pointer).unwrap().as_array_mut().unwrap();
            let item = items.remove(*from);
            items.insert(*to, item);
        }
        What::Remove | What::Rename(_) => {
            let (parent, key) = change.pointer.rsplit_once('/').unwrap();
            match value.pointer_mut(parent).unwrap() {
                Value::Array(items) => {
                    items.remove(key.parse().unwrap());
                }
                Value::Object(object) => {
                    let old = object.shift_remove(&*json::unescape(key)).unwrap();
                    if let What::Rename(new) = &change.what {
                        object.insert(new.clone(), old);
                    }
                }
                _ => unreachable!(),
            }
        }
    }
    value
}

/// The comments of a text, as often as they stand there.
fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<_> = text
        .match_indices('#')
        .map(|(at, _)| text[at + 1..].split([' ', ',', '\n', '\r']).next().unwrap())
        .collect();
    found.sort_unstable();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_value_is_the_changed_one_and_comments_survive(text in documents(), change in changes()) {
        let Ok(edits) = edit(&text, std::slice::from_ref(&change)) else { return Ok(()) };
        let new = made(&text, &edits).unwrap();
        prop_assert_eq!(new.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
        let value = root(&text).to_value();
        prop_assert_eq!(root(&new).to_value(), expected(value, &change), "{}", new);
        // What is taken out, or set anew as a whole, takes the comments inside it with it.
        let old = root(&text);
        let gone = match &change.what {
            What::Set(_) | What::SetText(_) => old.at(&change.pointer).map(|n| n.span),
            What::Remove => old.at(&change.pointer).and_then(|n| Some(old.key_span_at(&change.pointer)?.to(n.span))),
            _ => None,
        };
        let gone = gone.map_or("", |span| &text.trim_start_matches('\u{feff}')[span.range()]);
        let mut left = comments(&text);
        for comment in comments(gone) {
            let at = left.iter().position(|c| *c == comment).unwrap();
            left.remove(at);
        }
        let kept = comments(&new);
        prop_assert!(left.iter().all(|c| kept.iter().filter(|k| *k == c).count() >= left.iter().filter(|l| *l == c).count()), "{:?} {:?}\n{}", left, kept, new);
    }

    #[test]
    fn changes_one_after_the_other_are_changes_at_once(text in documents(), many in prop::collection::vec(changes(), 1..6)) {
        let mut now = text.clone();
        let mut done = Vec::new();
        for change in many {
            if let Ok(edits) = edit(&now, std::slice::from_ref(&change)) {
                now = made(&now, &edits).unwrap();
                done.push(change);
            }
        }
        let edits = edit(&text, &done).unwrap();
        prop_assert_eq!(made(&text, &edits).unwrap(), now);
    }

    #[test]
    fn broken_texts_do_no_harm(text in documents(), cut in any::<prop::sample::Index>(), put in "[\\[\\]{},:\"'/*é ]{0,2}", change in changes()) {
        let mut at = cut.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let rest: String = text[at..].chars().skip(1).collect();
        let spoilt = format!("{}{put}{rest}", &text[..at]);
        if let Ok(edits) = edit(&spoilt, &[change]) {
            prop_assert!(made(&spoilt, &edits).is_some());
        }
    }
}
