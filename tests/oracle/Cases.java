// Writes cases for Jexl.java: every operator on every pair of operands, accesses, calls, collections, assignments. Of the
// combinations every N-th is written, chosen by a hash (argument; 1 writes all); the lists of single expressions whole.

import java.util.*;

public class Cases {
    static int every = 1;
    static final java.io.PrintStream out = new java.io.PrintStream(System.out, false, java.nio.charset.StandardCharsets.UTF_8);

    /** The fields of the record; a case gets those whose names are in it. */
    static final String[][] FIELDS = {
        {"n", "null"}, {"t", "true"}, {"f", "false"}, {"i", "7"}, {"neg", "-3"}, {"zero", "0"}, {"max", "2147483647"},
        {"long", "2147483648"}, {"big", "9223372036854775807"}, {"huge", "99999999999999999999"}, {"d", "1.5"},
        {"nd", "-0.0"}, {"e", "1.0E20"}, {"s", "\"abc\""}, {"es", "\"\""}, {"five", "\"5\""}, {"dec", "\"2.50\""},
        {"list", "[1,\"b\",null]"}, {"ints", "[1,2]"}, {"el", "[]"}, {"map", "{\"x\":1,\"y\":[2],\"k\":null}"}, {"em", "{}"},
        {"a.b", "\"dotted\""}, {"p.q", "{\"r\":1,\"s\":null}"}, {"p.q.s", "\"deep\""},
        {"deep", "{\"m\":{\"l\":[{\"z\":9},5]}}"}, {"ar", "\"٣\""},
    };

    static final String[] OPERANDS = {
        "null", "undefined", "n", "t", "f", "0", "1", "-1", "i", "neg", "zero", "max", "long", "big", "huge", "-huge", "2L", "2147483648",
        "-2147483648", "9223372036854775808", "3H", "1.5", "d", "nd", "-0.0", "0.5f", "3.1f", "1e2d", "e", "NaN", "1.50b", "0b", "0.1b", "12b",
        "\"\"", "\"5\"", "\"-7\"", "\"2.50\"", "\"1e2\"", "\"abc\"", "\" 5 \"", "\"false\"", "\"true\"", "\"1.0\"", "\"NaN\"", "\"+3\"", "\"10L\"", "ar", "\"0x10\"",
        "\"Infinity\"", "list", "ints", "el", "[1,2]", "[]", "[1.0]", "map", "em", "{1,2}", "{}", "{:}", "{\"x\":1}", "1..3", "3..1", "\"abc\".charAt(0)",
        "(1e308d * 10)", "0.1", "100.25", "1e20d", "\"99999999999999999999\"", "\"1.\"", "\".5\"", "\".\"", "\"-\"", "\"é\"",
    };

    static final String[] OPERATORS = {
        "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&", "|", "^", "&&", "||", "=~", "!~", "=^", "!^", "=$", "!$", "..", "?:",
    };

    static final String[] UNARY = { "-%s", "!%s", "~%s", "empty %s", "size %s", "empty(%s)", "size(%s)", "%s ? 1 : 2", "(%s).size()",
        "(%s).empty()", "`<${%s}>`", "`${%s}`", "[%s]", "[%s, 1]", "[%s, ...]", "{%s}", "{%s : 1}", "\"<\" + %s", "%s + \">\"",
        "(%s)[0]", "(%s)[\"x\"]", "(%s).x", "(%s).0", "(%s)[1.9]", "(%s)[-1]", "(%s)[2L]", "toInteger(%s)", "toLong(%s)",
        "toDouble(%s)", "toBigInteger(%s)", "toBigDecimal(%s)", "toString(%s)", "toBoolean(%s)", "negate(%s)", "isEmpty(%s)",
        "not(%s)", "(%s).toInteger()", "x = %s", "x += %s", "i += %s", "s += %s", "i /= %s", "n -= %s", "map.x = %s", "x.y = %s" };

    static final String[] BINARY_CALLS = { "add", "subtract", "multiply", "divide", "mod", "contains", "startsWith", "endsWith",
        "equals", "lessThan", "greaterThanOrEqual", "matches", "and", "xor" };

    static final String[] SINGLE = {
        // Paths.
        "a.b", "a['b']", "p.q", "p.q.r", "p.q.s", "p.q.x", "p['q']", "p.x", "n.x", "n['x']", "n.x.y.z", "undefined.x.y", "deep.m.l[0].z",
        "deep.m.l.0.z", "deep['m'].l[1]", "deep.m.l[5].z", "deep.m.l[-1]", "deep.m.l['0']", "deep.'m'.l", "map.x.y", "map.k.z", "map['k']['z']",
        "list.size()", "list[0.5]", "list[t]", "list[n]", "list[s]", "map[0]", "map[n]", "map.y[0]", "map.y.0", "{1:2}[1]", "{1:2}['1']", "{'1':2}.1",
        "{1:2}.1", "{1L:2}[1]", "{1.0:2}[1]", "[1,2,3][1]", "[1,2,3].1", "[[1],[2]][1][0]", "'abc'[0]", "'abc'.x", "5.x", "t.x", "(1..3)[0]", "{1,2}[0]",
        "list.x", "ints.'0'", "ints.00", "a.b.c", "a.b.length()", "s.length", "ints[deep.m.l[1] - 4]", "map[map.z ?: 'x']", "(map).x", "(n).x",
        // Precedence and short circuits.
        "1 + 2 * 3 - 4 / 2 % 3", "-2 - -2", "!t == f", "not t || t", "1 == 2 | 3", "1 | 2 == 2", "1 < 2 == true", "3 =~ (1..5)", "1..2 + 1",
        "size 'abc' + 1", "empty '' == true", "t ? f ? 1 : 2 : 3", "n ?: es ?: 'x'", "f && (1 / 'a')", "t || (1 * 'a')", "t && (1 * 'a')", "n ? 1 * 'a' : 2",
        "1 - 2 - 3", "2 * 3 % 4", "7 % 3 * 2", "1 & 3 | 4 ^ 5", "t and f or t", "1 lt 2 and 2 ge 2", "7 div 2 mod 2", "1 eq 1.0", "'a' ne 'b'",
        // Numbers.
        "0x1F", "017", "0", "00", "0x7fffffffffffffffL", "1.5e3", "1.5e-3", "12h", "1.50b + 0", "-9223372036854775808", "--5", "- 5", "2147483647 + 1",
        "9223372036854775807 + 1", "9223372036854775807 * 2 / 2", "1L + 1", "1h + 1", "1.5f + 1", "1.5f", "0.1 + 0.2", "0.1 + 0.2b", "1b / 3", "2b / 3", "10b / 4",
        "1.0b / 3.00b", "1b % 3", "7.5b % 2", "-7.5b % 2", "1.5b + 1.5b", "1.5b * 2", "3.0b + 1", "100b * 100b", "1b / 8", "1.20b - 0.20b", "0b / 5b", "5b / 0.0b",
        "12345678901234567890123456789012345b + 1b", "99999999999999999999999999999999999b * 1b", "0.00000001b * 1b", "1.0e-10b * 1b", "1.0e40b * 1b", "1.5e10b + 1b",
        "1.0e30b + 0.1b", "1.0e40b + 0.1b", "1.0e-40b + 1b", "2.5e-40b * 3b", "5.0b % 0.3b", "-1.0b / 7b", "6 / 4b", "6L / 3b", "2147483648 * 1b", "1.0b == 1.00b",
        "1.10b == 1.1", "0.1 == 0.1b", "0.1f == 0.1", "NaN == NaN", "NaN < 1", "NaN > 1", "NaN <= NaN", "-0.0 == 0.0", "1e308d * 10", "-1e308d * 10", "1/3.0", "2.0e-3",
        "1.0e23", "100.0", "1.0e7", "9999999.0", "0.001", "0.0001", "1.0e21 + 0", "123456789.0 * 10", "3.4e38f", "1.0e10f", "16777217f", "-7 / 2", "-7 % 3", "7 % -3",
        "-1 % 5", "7.5 % 2", "-7.5 % 2", "5 % 2.5", "1 / 0", "1.0 / 0", "1 % 0", "0 / 0", "'a' / 0", "[1] / 2", "'5' / 0", "n / 0", "0 / n", "5h / 0", "5h % -3",
        // Texts.
        "'a' + 'b'", "'1' + '2'", "'1' + 2", "1 + '2' + 3", "'1.5' + 1", "'' + 1", "'' + 1.5", "1.5 + ''", "'a' + 1", "'a' + 1.0", "'a' + 1.5f", "'a' + 1.50b", "'a' + t", "t + 'a'",
        "'a' + n", "n + 'a'", "'a' + list", "list + 'a'", "'a' + map", "'1' + list", "'a' + NaN", "NaN + 'a'", "'a' + (1..3).size()", "'٣' - 1", "'a' + 1e20d", "'a' + 100.0",
        "'a' * 2", "' 5 ' - 1", "'5L' - 1", "'1e2' + 1", "'1e2' - 1", "t + '1'", "t + t", "-t", "-'5'", "-n", "~'a'", "~n", "~1.9", "1.9 | 0", "huge & 255", "'5' | 2",
        "'Z' < 'a'", "'10' < '9'", "'10' < 9", "'é' > 'z'", "'abc' < 1", "'2.5' > 2", "'2.5' > 2.0", "'' == 0", "'' == 0.0", "' 1' == 1", "' 1' == 1.0", "'1.0' == 1", "'a' == 1",
        "'TRUE' == t", "'' == f", "2 == t", "[1] == t", "'[1, b, null]' == list", "list == list", "ints == [1,2]", "[1,2] == [1,2]", "{1,2} == {2,1}", "{'a':1} == {'a':1}",
        "{'x':1} == {'x':1.0}", "{'x':1,'y':[2],'k':null} == map", "list <= list", "map <= map", "ints < ints", "t < f", "f < t", "t <= t", "t > 1", "'true' == t", "1..3 == 1..3", "(1..3) == (1..3)",
        "(1..3) == (3..1)", "0..0 == n", "huge == 1.0E20", "huge > 1.5", "99999999999999999999 == 99999999999999999999.0", "3h == 3.7", "3b == 3.7",
        "'😀' + 'x'", "size '😀'", "'\\u0041'", "'a\\nb'", "'a\\\\b'", "\"it's\"", "'say \"x\"'", "'\\d'", "`x`", "`a${i}b${n}c`", "`${i}`", "`${i + 1}${s}`",
        // Matching.
        "'abc' =~ 'a.c'", "'abc' =~ 'b'", "'abc' !~ 'b'", "123 =~ '\\d+'", "1.5 =~ '1\\.5'", "n =~ n", "n =~ 'a'", "'a' =~ n", "1 =~ [1,2]", "1 =~ [1.0]", "'2' =~ [1,2]", "1 =~ ints",
        "[1] =~ ints", "ints =~ ints", "ints =~ {1,2,3}", "{1} =~ ints", "ints =~ list", "[1,2] =~ ints", "'x' =~ map", "'z' =~ map", "{'x':0} =~ map", "map =~ {'x':0}", "2 =~ (1..3)", "2.5 =~ (1..3)", "'2' =~ (1..3)",
        "(1..2) =~ (1..3)", "(1..5) =~ (1..3)", "ints =~ (1..3)", "{1,9} =~ (1..3)", "(1..2) =~ ints", "(1..2) =~ {1,2}", "1 =~ {1,2}", "1L =~ {1,2}", "'a' =~ '('", "5 =~ 5", "5 =~ 5.0", "'a' =~ 1", "t =~ t",
        "'abc' =^ 'ab'", "'abc' =$ 'bc'", "'abc' =^ 1", "'123' =^ 1", "123 =^ 1", "5 =$ 5", "n =^ 'a'", "n =^ n", "'a' =$ n", "'' =^ ''", "'1.0' =^ 1.0", "list =^ list", "[1] =^ [1]", "map =^ 'a'",
        // Collections.
        "[1,2]", "[1,2L]", "[1,1.5]", "[1,'a']", "['a','b']", "[n]", "[1,n]", "[t,f]", "[1.5f,2.5f]", "[1b,2b]", "[1,...]", "[...]", "[[1],[2]]", "[map]", "[1,2].size()", "[1,2].contains(1)", "[1,2].indexOf(2)",
        "[1,2].get(1)", "{'b':1,'a':2}", "{'a':1,'a':2}", "{s:1}", "{1:2,'1':3}", "{n:1}", "{:}", "{}", "{1,1,2}", "{'a','b','c','d','e'}", "{3,1,2}", "{'x':{'y':[1,{'z':2}]}}", "size({1,2})", "size({'a':1})", "empty({:})",
        "empty({})", "empty([])", "size [1,2,3]", "1..5", "5..1", "0..0", "-1..1", "'1'..3", "1.9..3.9", "n..2", "size(1..10)", "(1..3).contains(2)", "'x' + {'a':1}", "'x' + {'banana':1,'apple':2,'cherry':3}",
        "'x' + {3,1,2}", "'x' + {'one','two','three','four','five','six','seven'}", "'x' + {17,1,33,5}", "'x' + {1.5,2.5,-1.0}", "'x' + {10000000000,20000000000,5}", "'x' + {t,f,n,'z'}", "'x' + {99999999999999999999,1b,1.0b,1.00b}",
        "'x' + {'Aa','BB','AaAa','BBBB','AaBB'}", "'x' + {{1},{2},{1,2}}", "'x' + {{'a':1},{'b':2}}",
        "'x' + {'k1':1,'k2':2,'k3':3,'k4':4,'k5':5,'k6':6,'k7':7,'k8':8,'k9':9,'k10':10,'k11':11,'k12':12,'k13':13}",
        // Assignments and lambdas.
        "x = 5", "x = y = 2", "i = i + 1", "i += i = 3", "map.k.z = 5", "undefined[0] = 5", "p.q.r = 5", "p.q.r += 5", "n.x = 5", "n['x'] = 5", "map.y[0] += 1", "map['z'] = 9",
        "i += 1", "i -= 'a'", "s += 1", "x += 1", "x += 'a'", "i *= 2", "i /= 2", "i /= 0", "i %= 4", "i &= 3", "i |= 8", "i ^= 1", "map.x += 1", "map.w += 1", "list[0] += 1", "i = n", "list[9] = 'q'",
        "list['x'] = 1", "s.x = 1", "i[0] = 1", "[1,2][0] = 5", "(map).x = 3", "deep.m.l[0].z *= 2", "deep.m.k.z = 1", "a.b = 1", "a.b.c = 1", "x.y.z += 'a'",
        "(x -> { x + 1 })(4)", "((x, y) -> { x + y })(1, 2)", "((x, y) -> { x + y })(1)", "(x -> { x + i })(1)", "(x -> { (y -> { x * y })(3) })(4)", "((x, y) -> { x + y })(1, 2, 3)",
        "{'f': x -> { x + 1 }}.f(2)", "(() -> { i })()", "(x -> { x.y.z })(1)", "(x -> { x.k })(map)", "(i -> { i })(1) + i", "(x -> { (x -> { x })(1) + x })(2)",
        // Missing functions and methods.
        "nothing()", "nothing(1, 2)", "s.nothing()", "s.nothing(1)", "n.length()", "undefined.length()", "nothing(1 * 'a')", "s.nothing(1 * 'a')", "n.length(1 * 'a')", "i.length()", "list.nothing()", "map.x()", "map.nothing()", "map.contains('x')",
        // Texts that are no expression.
        "1 +", "(1", "1)", "[1", "{1", "'abc", "1 2", "a b", "=1", "1 == 1 == 1", "1 < 2 < 3", "a..b..c", "1.", ".5", "1e3", "08", "1_0", "a,b", "f(1,)", "if", "a.if", "a.size", "+5", "#", "?", "a ? b", "a ? b :", "a ?: ", "a.b.", "a[", "a[]", "f(", "var x", "x;",
        "a === b", "a <> b", "a && ", "&& a", "! ", "not", "1 not 2", "a ?? b", "a?.b", "'\\'", "\"\\\"", "a++", "a << 1", "a => b", "@a", "1 = 2", "'a' = 1", "f() = 1", "-a = 1", "new", "null = 1", "true", "// c", "1 // c", "1 ## c", "/* c */ 1", "1 /* c",
    };

    public static void main(String[] args) {
        every = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        for (String expression : SINGLE) print("single", expression);
        for (String operator : OPERATORS)
            for (String left : OPERANDS)
                for (String right : OPERANDS)
                    some("operators", left + " " + operator + " " + right);
        for (String form : UNARY)
            for (String operand : OPERANDS) some("forms", String.format(form, operand));
        for (String call : BINARY_CALLS)
            for (String left : OPERANDS)
                for (String right : OPERANDS) some("calls", call + "(" + left + ", " + right + ")");
        // Accumulated operators.
        Random random = new Random(5);
        for (int i = 0; i < 20000; i++) some("nested", tree(random, 3));
        out.flush();
    }

    /** A random expression. */
    static String tree(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) return OPERANDS[random.nextInt(OPERANDS.length)];
        switch (random.nextInt(6)) {
            case 0: return "(" + tree(random, depth - 1) + " ? " + tree(random, depth - 1) + " : " + tree(random, depth - 1) + ")";
            case 1: return "(" + UNARY[random.nextInt(20)].replace("%s", "(" + tree(random, depth - 1) + ")") + ")";
            default:
                return "(" + tree(random, depth - 1) + " " + OPERATORS[random.nextInt(22)] + " "
                    + tree(random, depth - 1) + ")";
        }
    }

    static void some(String group, String expression) {
        int hash = expression.hashCode() * 0x9E3779B1;
        if (Integer.remainderUnsigned(hash ^ hash >>> 15, every) == 0) print(group, expression);
    }

    static void print(String group, String expression) {
        out.println(group + "\t" + expression + "\t" + record(expression));
    }

    static String record(String expression) {
        StringJoiner members = new StringJoiner(",", "{", "}");
        for (String[] field : FIELDS) {
            String first = field[0].split("\\.")[0];
            if (expression.matches("(?s)(.*[^\\w'\"])?" + first + "([^\\w'\"].*)?")) members.add('"' + field[0] + "\":" + field[1]);
        }
        return members.toString();
    }
}
