//! What is read without a word, and what each mistake is told.

use super::*;
use crate::expr::print;

/// `text` is read as what prints so.
fn reads(text: &str, printed: &str) {
    let parsed = parse(text);
    assert_eq!(parsed.faults, [], "{text}");
    assert_eq!(print(&parsed.tree), printed, "{text}");
}

/// The texts at which the faults stand, and what should stand there; `?` where that is not told.
fn faults(text: &str) -> Vec<(&str, String)> {
    let shown = |f: &Fault| (&text[f.range.start..f.range.end], f.instead.clone().unwrap_or("?".into()));
    parse(text).faults.iter().map(shown).collect()
}

fn told(text: &str, expected: &[(&str, &str)]) {
    let faults = faults(text);
    let found: Vec<(&str, &str)> = faults.iter().map(|f| (f.0, &*f.1)).collect();
    assert_eq!(found, expected, "{text}: {:#?}", parse(text).faults);
}

#[test]
fn precedence() {
    reads("1 == 2 | 3", "1 == 2 | 3");
    reads("(1 == 2) | 3", "1 == 2 | 3");
    reads("1 == (2 | 3)", "1 == (2 | 3)");
    reads("3 =~ 1..5", "3 =~ 1 .. 5");
    reads("3 =~ (1..5)", "3 =~ (1 .. 5)");
    reads("size 'abc' + 1", "size \"abc\" + 1");
    reads("not 1 == 2", "!1 == 2");
    reads("not (1 == 2)", "!(1 == 2)");
    reads("size(a).b", "size a.b");
    reads("a ? b : c ? d : e", "a ? b : c ? d : e");
    reads("(a ? b : c) ? d : e", "(a ? b : c) ? d : e");
    reads("a or b and c", "a || b && c");
    reads("(a or b) and c", "(a || b) && c");
    reads("a - (b - c) - d", "a - (b - c) - d");
    reads("-a.b[0]", "-a.b[0]");
    reads("(-a).b", "(-a).b");
    reads("a = b = 5", "a = b = 5");
}

#[test]
fn names() {
    reads("${First Name}.x", "${First Name}.x");
    reads("a.${b c}.d", "a.${b c}.d");
    reads("${a b.c}", "${a b}.${c}");
    reads(r"address.street\.name", r"address.street\.name");
    reads(r"${a\.b}", r"${a\.b}");
    reads("größe + 名前", "größe + 名前");
    reads("a.'b c'", "a.${b c}");
    reads("a['if']", "a[\"if\"]");
    reads("${if}", "${if}");
    reads("a.0.1b", "a.0.1b");
    reads("order + android + sizes", "order + android + sizes");
    reads("_{TENANT_ID}.x", "_{TENANT_ID}.x");
    reads("{TENANT_ID}", "{TENANT_ID}");
    // A dot in a placeholder is the placeholder's, one beside it is the name's.
    reads("KK1K@{{___..____x}}", "KK1K@{{___..____x}}");
    reads(r"{{A.B}}\.c.d{{e.f}}", r"{{A.B}}\.c.d{{e.f}}");
    reads("x{{a.b}} -> x{{a.b}}", "x{{a.b}} -> x{{a.b}}");
    reads("!${a b}", "!${a b}");
}

#[test]
fn lambdas() {
    reads("filterArray(xs, x -> x > 0)", "filterArray(xs, x -> x > 0)");
    reads("f(x -> { x + 1 })", "f(x -> x + 1)");
    reads("(x, y) -> { return x; }", "(x, y) -> x");
    reads("function(x) { x }", "x -> x");
    reads("x -> {}", "x -> null");
    reads("f(x -> ({'a': x}))", "f(x -> ({\"a\" : x}))");
    reads("(x -> { x })(4)", "(x -> x)(4)");
}

#[test]
fn collections() {
    reads("[1, ...]", "[1, ...]");
    reads("[...]", "[...]");
    reads("{}", "{}");
    reads("{:}", "{:}");
    reads("{a, b}", "{a, b}");
    reads("{'a': 1, b: [2]}", "{\"a\" : 1, b : [2]}");
    reads("`a${x + 1}b\\$c`", "`a${x + 1}b\\$c`");
    reads("", "null");
    reads("// nothing", "null");
}

#[test]
fn several_mistakes_are_several_faults() {
    told("iif(a = 1, ‘one’, upper(b 2))", &[("=", "=="), ("‘one’", "'one'"), (" ", ", ")]);
    told(
        "a AND b &amp;&amp; c === NOT d",
        &[("AND", "and"), ("&amp;&amp;", "&&"), ("===", "=="), ("NOT", "not")],
    );
    told(r"a \&\& first\_name", &[(r"\&\&", "&&"), (r"first\_name", "first_name")]);
}

#[test]
fn quotes() {
    told("concat(first, 'abc)", &[("'", "'")]);
    told("concat('a, 'b')", &[("'", "'")]);
    told("concat('a, b)", &[("'", "?")]);
    told("concat('it's', b)", &[("'", "\\")]);
    told("“a” + «b»", &[("“a”", "\"a\""), ("«b»", "\"b\"")]);
    told("concat(&quot;a&quot;, b)", &[("&quot;a&quot;", "\"a\"")]);
}

#[test]
fn brackets() {
    told("concat(a, b", &[("(", ")")]);
    told("concat(upper(a, b)", &[("(", "?")]);
    told("concat(a, b))", &[(")", "")]);
    told("f(a]", &[("]", ")")]);
    told("f(a[0)", &[("[", "]")]);
    told("(a + b)) * c", &[(")", "?")]);
    told("(a, b)", &[(",", "?")]);
    told("f(a,)", &[(",", "")]);
    told("f(a b)", &[("a b", "?")]);
    told("f(a 'b')", &[(" ", ", ")]);
}

#[test]
fn unclosed_things_hide_no_other() {
    told("concat(${First Name, b)", &[("${", "}")]);
    told("concat(${First Name + b)", &[("${", "?")]);
    told("concat(“abc, b)", &[("“", "?")]);
    told("concat(`abc, b)", &[("`", "?")]);
    told("concat(a /* b)", &[("/*", "?")]);
    told("\"abc”", &[("”", "\"")]);
    told("concat('abc\", x)", &[("\"", "'")]);
    told("${{a}} + 1", &[("${{a}}", "${a}")]);
}

#[test]
fn names_with_other_signs() {
    told("𞥐 + a", &[("𞥐", "${𞥐}")]);
    told("price€ + 1", &[("price€", "${price€}")]);
    told("order#1 + 1", &[("order#1", "${order#1}")]);
    told("हिन्दी", &[("हिन्दी", "${हिन्दी}")]);
    told("{{first}} + `${{a}}`", &[("{{first}}", "first")]);
}

#[test]
fn one_mistake_is_told_once() {
    told("-> a", &[("->", "?")]);
    told("&", &[("&", "?")]);
    told("x => x > 0", &[("=>", "?")]);
    told(r"a \&\-\! b", &[(r"\&\-\!", "&-!")]);
    assert!(parse(r">\&\-\!\^").faults.iter().all(|f| f.range.start <= f.range.end));
    told("a = = b", &[("= =", "==")]);
    told("a & & b | | c", &[("& &", "&&"), ("| |", "||")]);
    told("f(a)(b)", &[("", "?")]);
}

#[test]
fn a_quote_too_many_or_too_few() {
    told("concat(\"a\"\", b)", &[("\"", "")]);
    told("concat(\"\"a\", b)", &[("\"", "")]);
    told("decode(\"k\", k1\", \"v\")", &[("\"", "\"")]);
    told("date(2019-10-23 11:24\", \"yyyy\")", &[("\"", "\"")]);
}

#[test]
fn a_bracket_too_many_takes_no_comma_along() {
    told("upper a, b)", &[("upper a", "?"), (")", "?")]);
    told("concat((a, b)", &[("(", "?")]);
}

#[test]
fn operators() {
    told("a +", &[("+", "?")]);
    told("a && || b", &[("&&", "?")]);
    told("a < b < c", &[("<", "?")]);
    told("+5", &[("+", "")]);
    told("a <> b", &[("<>", "!=")]);
    told("a ?? b", &[("??", "?")]);
    told("a?.b", &[("?.", ".")]);
    told("a is not null", &[("is not", "!=")]);
    told("a ? b", &[("?", "?")]);
    told("a b", &[("a b", "?")]);
    told("\"a\" = b", &[("=", "==")]);
}

#[test]
fn refused_by_name() {
    for text in [
        "new('java.lang.String', 'x')",
        "''.class.forName('x')",
        "x.getClass()",
        "for (x : y) { z }",
        "while (a) { b = 1 }",
        "var x = 1; x",
        "if (a) { b } else { c }",
        "function f(x) { x }",
        "@x",
        "a ? b : upper(c)",
    ] {
        assert_eq!(parse(text).faults.len(), 1, "{text}: {:#?}", parse(text).faults);
    }
    told("if(a, b, c)", &[("if", "iif")]);
    told("return a", &[("return", "")]);
    told("a.if", &[("if", "${if}")]);
    told("x:f(1)", &[("x:", "")]);
    reads("vehicle.class", "vehicle.class");
}

#[test]
fn limits() {
    let faults = |text: String| parse(&text).faults;
    assert_eq!(faults("é".repeat(MAX_LENGTH)), []);
    assert_eq!(faults("é".repeat(MAX_LENGTH + 1)).len(), 1);
    assert_eq!(faults(format!("{}a{}", "(".repeat(150), ")".repeat(150))), []);
    for unit in
        ["(", "[", "{", "f(", "a ? ", "a[", "x -> ", "a ? b : ", "`${", "a = ", "{a:", "!", "a.", "a + "]
    {
        let count = MAX_LENGTH / unit.len();
        assert!(faults(unit.repeat(count)).len() <= count + 1, "{unit}");
    }
    assert_eq!(faults("(".repeat(1000) + "a" + &")".repeat(1000)).len(), 1);
    assert_eq!(faults("!".repeat(4000) + "a").len(), 1);
    assert_eq!(faults(vec!["a"; 500].join(" + ")), []);
}
