//! What holds for every expression: a printed tree is read as the same tree, and no text makes the parser stumble.

use preflow::expr::ast::{Binary, Expr, Kind, Name, Part, Unary};
use preflow::expr::{Range, fields, parse, print};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

const R: Range = Range { start: 0, end: 0 };

fn expr(kind: Kind) -> Expr {
    Expr { kind, range: R }
}

fn name(text: String, wrapped: bool) -> Name {
    Name { text: text.into(), wrapped, range: R }
}

/// Names that need no wrapping and are no words of the language or of others.
fn bare() -> impl Strategy<Value = String> {
    prop_oneof!["v[a-z0-9_$]{0,4}", "[é名_]v[a-z]{0,2}", r"v[a-z]\.[a-z]"]
}

fn root() -> impl Strategy<Value = Name> {
    prop_oneof![
        3 => bare().prop_map(|n| name(n, false)),
        1 => "[a-z .'0-9-]{1,8}".prop_map(|n| name(n, true)),
        1 => Just(name("if".into(), true)),
    ]
}

fn member() -> impl Strategy<Value = Name> {
    prop_oneof![
        3 => bare().prop_map(|n| name(n, false)),
        1 => "[0-9]{1,2}[a-z]?".prop_map(|n| name(n, false)),
        1 => "[ -~é]{0,6}".prop_map(|n| name(n, true)),
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "[1-9][0-9]{0,20}[hH]?",
        "[0-9]{1,3}\\.[0-9]{1,3}([eE][+-]?[0-9])?[dDfFbB]?",
        "0[xX][0-9a-fA-F]{1,4}[lL]?",
        "0[0-7]{0,3}",
        "[0-9]{1,3}[dfb]",
        Just("NaN".to_owned()),
    ]
}

fn template() -> impl Strategy<Value = Expr> {
    let value = prop_oneof![
        root().prop_filter("no braces", |n| !n.wrapped).prop_map(|n| expr(Kind::Name(n))),
        number().prop_map(|n| expr(Kind::Number(n.into()))),
        bare().prop_map(|n| expr(Kind::Unary {
            operator: Unary::Not,
            operand: Box::new(expr(Kind::Name(name(n, false))))
        })),
    ];
    vec(("[a-z$#`{} é]{1,6}", value), 0..3).prop_map(|parts| {
        let pair = |(text, value): (String, Expr)| [Part::Text(text.into()), Part::Value(value)];
        expr(Kind::Template(parts.into_iter().flat_map(pair).collect()))
    })
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        Just(expr(Kind::Null)),
        any::<bool>().prop_map(|b| expr(Kind::Bool(b))),
        number().prop_map(|n| expr(Kind::Number(n.into()))),
        any::<String>().prop_map(|t| expr(Kind::Text(t.into()))),
        r#"[\\\\u0-9"'\\n]{0,8}"#.prop_map(|t| expr(Kind::Text(t.into()))),
        root().prop_map(|n| expr(Kind::Name(n))),
        template(),
    ]
}

const BINARY: [Binary; 23] = [
    Binary::Or,
    Binary::And,
    Binary::BitOr,
    Binary::BitXor,
    Binary::BitAnd,
    Binary::Equal,
    Binary::NotEqual,
    Binary::Range,
    Binary::Less,
    Binary::Greater,
    Binary::LessOrEqual,
    Binary::GreaterOrEqual,
    Binary::Matches,
    Binary::NotMatches,
    Binary::StartsWith,
    Binary::NotStartsWith,
    Binary::EndsWith,
    Binary::NotEndsWith,
    Binary::Add,
    Binary::Subtract,
    Binary::Multiply,
    Binary::Divide,
    Binary::Modulo,
];
const UNARY: [Unary; 5] = [Unary::Negate, Unary::Not, Unary::Complement, Unary::Empty, Unary::Size];

fn tree() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(6, 40, 4, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let list = || vec(inner.clone(), 0..4);
        let method = prop_oneof![
            4 => (boxed(), member(), list()).prop_map(|(of, name, arguments)| Kind::Method { of, name, arguments }),
            1 => boxed().prop_map(|of| Kind::Method { of, name: name("size".into(), false), arguments: vec![] }),
        ];
        let kinds: Vec<BoxedStrategy<Kind>> = vec![
            (list(), any::<bool>()).prop_map(|(items, growable)| Kind::Array { items, growable }).boxed(),
            list().prop_map(Kind::Set).boxed(),
            vec((inner.clone(), inner.clone()), 0..3).prop_map(Kind::Map).boxed(),
            (boxed(), member()).prop_map(|(of, name)| Kind::Member { of, name }).boxed(),
            (boxed(), boxed()).prop_map(|(of, index)| Kind::Index { of, index }).boxed(),
            (bare(), list()).prop_map(|(n, arguments)| Kind::Call { name: name(n, false), arguments }).boxed(),
            method.boxed(),
            (boxed(), list()).prop_map(|(of, arguments)| Kind::Apply { of, arguments }).boxed(),
            (0..UNARY.len(), boxed())
                .prop_map(|(i, operand)| Kind::Unary { operator: UNARY[i], operand })
                .boxed(),
            (0..BINARY.len(), boxed(), boxed())
                .prop_map(|(i, left, right)| Kind::Binary { operator: BINARY[i], at: R, left, right })
                .boxed(),
            (boxed(), boxed(), boxed())
                .prop_map(|(condition, then, otherwise)| Kind::Ternary { condition, then, otherwise })
                .boxed(),
            (boxed(), boxed()).prop_map(|(value, otherwise)| Kind::Elvis { value, otherwise }).boxed(),
            (vec(bare().prop_map(|n| name(n, false)), 0..3), boxed())
                .prop_map(|(parameters, body)| Kind::Lambda { parameters, body })
                .boxed(),
        ];
        Union::new(kinds).prop_map(expr)
    })
}

/// A tree without its places.
fn shape(tree: &Expr) -> String {
    let text = format!("{tree:?}");
    let mut pieces = text.split("Range { start: ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| out + piece.split_once('}').map_or("", |p| p.1))
}

/// Text that is nearly an expression.
fn soup() -> impl Strategy<Value = String> {
    let tokens = [
        "a",
        "b.c",
        "${d e}",
        "f(",
        "g(a, ",
        "1",
        "2.5",
        "1e3",
        "08",
        "'s'",
        "\"t\"",
        "'",
        "\"",
        "`x${a}`",
        "`",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        ":",
        ";",
        "?",
        "?:",
        "->",
        "=>",
        "...",
        "..",
        "=",
        "==",
        "===",
        "+",
        "++",
        "-",
        "*",
        "**",
        "/",
        "//",
        "/*",
        "*/",
        "##",
        "#",
        "%",
        "!",
        "!$",
        "=~",
        "<",
        "<>",
        "&&",
        "&amp;",
        "&quot;",
        "|",
        "\\",
        "\\&",
        "\\_",
        "\\.",
        "\\\"",
        "“",
        "”",
        "‘",
        "«",
        "\u{a0}",
        "\u{200b}",
        "{{x}}",
        "{TENANT_ID}",
        "<NAME>",
        "${",
        "and",
        "AND",
        "not",
        "NOT",
        "in",
        "is",
        "size",
        "empty",
        "new",
        "if",
        "if(",
        "for(",
        "var ",
        "return",
        "function",
        "else",
        "class",
        "null",
        "NaN",
        "@x",
        "é",
        "名",
        "\n",
        " ",
        "  ",
        "x -> ",
        "(a, b) -> ",
        ".size()",
        ".getClass()",
        "[0]",
        "[*]",
        "[]",
        "{}",
        "{:}",
        "case when",
    ];
    prop_oneof![
        3 => vec(0..tokens.len(), 0..20).prop_map(move |picks| picks.iter().map(|i| tokens[*i]).collect()),
        1 => any::<String>(),
        1 => "[ -~]{0,40}",
    ]
}

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(600), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_printed_tree_is_read_as_the_same_tree(tree in tree()) {
        let printed = print(&tree);
        prop_assume!(printed.chars().count() <= 4096);
        let parsed = parse(&printed);
        prop_assert_eq!(&parsed.faults, &vec![], "{}", printed);
        prop_assert_eq!(shape(&parsed.tree), shape(&tree), "{}", printed);
    }

    #[test]
    fn no_text_makes_the_parser_stumble(text in soup()) {
        let parsed = parse(&text);
        let fits = |r: Range| r.start <= r.end && text.get(r.start..r.end).is_some();
        prop_assert!(parsed.faults.is_sorted_by_key(|f| f.range));
        for fault in &parsed.faults {
            prop_assert!(fits(fault.range), "{:?}", fault);
            prop_assert!(fault.mend().is_none_or(|(range, _)| fits(range)), "{:?}", fault);
        }
        let mut whole = true;
        parsed.tree.walk(&mut |e| {
            assert!(fits(e.range), "{e:?}");
            whole &= e.kind != Kind::Missing;
        });
        prop_assert!(whole || !parsed.faults.is_empty());
        prop_assert!(fields(&parsed.tree).iter().all(|f| fits(f.range)));
        // Whatever is read without a fault prints, and is read again.
        if parsed.faults.is_empty() {
            let printed = print(&parsed.tree);
            let again = parse(&printed);
            prop_assert_eq!(&again.faults, &vec![], "{}", printed);
            prop_assert_eq!(shape(&again.tree), shape(&parsed.tree), "{}", printed);
        }
    }
}
