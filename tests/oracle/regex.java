// What java.util.regex answers, as vectors for tests/regex.rs. Needs Java 17 and nothing else:
//   java tests/oracle/regex.java cases < cases.txt     patterns and texts from lines "pattern<TAB>text[<TAB>replacement]", Java escapes
//   java tests/oracle/regex.java random COUNT SEED     patterns built from pieces
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.*;

public class regex {
    static Random random;
    static PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);

    public static void main(String[] args) throws Exception {
        if (args[0].equals("cases")) {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line; (line = in.readLine()) != null; ) {
                if (line.isEmpty() || line.startsWith("//")) continue;
                String[] parts = line.split("\t", -1);
                answer(parts[0], unescape(parts.length > 1 ? parts[1] : ""), parts.length > 2 ? parts[2] : "[$0]");
            }
        } else {
            random = new Random(Long.parseLong(args[2]));
            for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                String pattern = pattern(3);
                if (random.nextInt(12) == 0) pattern = broken(pattern);
                for (int j = 0; j < 3; j++) answer(pattern, text(), pick("[$0]", "<$1>", "$", "\\$x", "$2", "\\", "a$0b", "${n}", "$10", "${", ""));
            }
        }
        out.flush();
    }

    static String unescape(String s) {
        String text = Pattern.compile("\\\\u(\\p{XDigit}{4})").matcher(s).replaceAll(m -> Matcher.quoteReplacement("" + (char) Integer.parseInt(m.group(1), 16)));
        return text.translateEscapes();
    }

    /** One line: the pattern, the text, and what each operation gives. */
    static void answer(String pattern, String text, String replacement) {
        var line = new StringBuilder("{\"pattern\":" + json(pattern) + ",\"text\":" + json(text));
        Pattern compiled;
        try {
            compiled = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            out.println(line + ",\"error\":" + json(e.getDescription()) + "}");
            return;
        }
        try {
            var matcher = compiled.matcher(text);
            line.append(",\"matches\":").append(matcher.matches() ? groups(matcher) : "null");
            var all = new StringJoiner(",", "[", "]");
            matcher.reset();
            while (matcher.find()) all.add(groups(matcher));
            line.append(",\"find\":").append(all);
            for (int limit : new int[] {0, -1, 2}) line.append(",\"split").append(limit).append("\":").append(list(text.split(pattern, limit)));
            line.append(",\"replacement\":").append(json(replacement));
            for (boolean first : new boolean[] {false, true}) {
                String key = first ? "first" : "all";
                try {
                    line.append(",\"").append(key).append("\":").append(json(first ? text.replaceFirst(pattern, replacement) : text.replaceAll(pattern, replacement)));
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    line.setLength(line.lastIndexOf(",\"" + key) < 0 ? line.length() : line.lastIndexOf(",\"" + key));
                }
            }
        } catch (StackOverflowError | NullPointerException e) {
            return;
        }
        // Halves of surrogate pairs have no place in UTF-8.
        for (int i = 0; i < line.length(); i++) {
            if (Character.isHighSurrogate(line.charAt(i)) && i + 1 < line.length() && Character.isLowSurrogate(line.charAt(i + 1))) i++;
            else if (Character.isSurrogate(line.charAt(i))) return;
        }
        out.println(line + "}");
    }

    static String groups(Matcher m) {
        var all = new StringJoiner(",", "[", "]");
        for (int i = 0; i <= m.groupCount(); i++) all.add(json(m.group(i)));
        return all.toString();
    }

    static String list(String[] items) {
        var all = new StringJoiner(",", "[", "]");
        for (String item : items) all.add(json(item));
        return all.toString();
    }

    static String json(String s) {
        if (s == null) return "null";
        var b = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            if (c == '"' || c == '\\') b.append('\\').append(c);
            else if (c < 32 || c == 127 || c == 0x85 || c == 0x2028 || c == 0x2029) b.append(String.format("\\u%04x", (int) c));
            else b.append(c);
        }
        return b.append('"').toString();
    }

    static String pick(String... all) { return all[random.nextInt(all.length)]; }

    static String text() {
        var b = new StringBuilder();
        for (int n = random.nextInt(9); n > 0; n--)
            b.append(pick("a", "b", "c", "A", "B", "1", "2", "_", " ", "-", ".", "\n", "\r", "\r\n", "\u0085", "\u2028", "\t", "é", "É", "ß", "k", "\u212A", "s", "ſ", "😀", "e\u0301", "日", "aa", "ab", "abc", "٣", "\u00a0"));
        return b.toString();
    }

    static String pattern(int depth) {
        var b = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            b.append(piece(depth));
            if (random.nextInt(9) == 0) b.append('|');
        }
        return b.toString();
    }

    static String piece(int depth) {
        String atom = switch (random.nextInt(depth > 0 ? 20 : 12)) {
            case 0, 1, 2 -> pick("a", "b", "c", "1", "_", "é", "😀", " ", "ab", "abc", "k", "s", "A");
            case 3 -> pick("\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\h", "\\v", "\\R", "\\X", "\\H", "\\V", "\\.", "\\-", "\\t", "\\n", "\\x41", "\\u0061", "\\x{1F600}", "\\0101", "\\e", "\\cA");
            case 4, 5 -> ".";
            case 6 -> pick("^", "$", "\\b", "\\B", "\\A", "\\Z", "\\z", "\\G");
            case 7, 8 -> set(2);
            case 9 -> pick("\\p{L}", "\\p{Lu}", "\\pL", "\\PL", "\\p{Alpha}", "\\p{IsLatin}", "\\p{InGreek}", "\\p{javaLowerCase}", "\\P{Upper}", "\\p{Punct}", "\\p{IsAlphabetic}", "\\p{sc=Han}");
            case 10 -> pick("(?i)", "(?s)", "(?m)", "(?u)", "(?U)", "(?d)", "(?iu)", "(?-i)", "(?x)", "(?ims)");
            case 11 -> pick("\\1", "\\2", "\\Q.a\\E", "\\Qa", "\\k<n>");
            case 12, 13, 14 -> "(" + pattern(depth - 1) + ")";
            case 15 -> "(?:" + pattern(depth - 1) + ")";
            case 16 -> pick("(?=", "(?!", "(?<=", "(?<!") + pattern(depth - 1) + ")";
            case 17 -> "(?>" + pattern(depth - 1) + ")";
            case 18 -> "(?<n>" + pattern(depth - 1) + ")";
            default -> pick("(?i:", "(?s:", "(?m:", "(?x:", "(?iu:", "(?U:") + pattern(depth - 1) + ")";
        };
        String quantifier = random.nextInt(3) > 0 ? "" : pick("?", "*", "+", "{2}", "{0,1}", "{1,2}", "{0}", "{2,}", "*", "+") + pick("", "", "", "?", "+");
        return atom + quantifier;
    }

    static String set(int depth) {
        var b = new StringBuilder(random.nextInt(3) == 0 ? "[^" : "[");
        for (int n = 1 + random.nextInt(3); n > 0; n--)
            b.append(switch (random.nextInt(depth > 0 ? 12 : 9)) {
                case 0, 1, 2 -> pick("a", "b", "c", "_", "é", "k", "s", " ", ".", "&", "-", "😀");
                case 3, 4 -> pick("a-c", "A-Z", "0-9", "a-z", "À-ÿ", "!-~");
                case 5, 6 -> pick("\\d", "\\w", "\\s", "\\p{L}", "\\P{Lu}", "\\h", "\\-", "\\]", "\\x41", "\\t", "\\W");
                case 7 -> "&&" + pick("a", "b", "a-z", "[a-c]", "[^b]", "\\w");
                case 8 -> pick("\\n", "\\.", "^", "#");
                default -> set(depth - 1);
            });
        return b.append(']').toString();
    }

    static String broken(String s) {
        int i = random.nextInt(s.length() + 1);
        if (random.nextBoolean() && i < s.length()) return s.substring(0, i) + s.substring(i + 1);
        return s.substring(0, i) + pick("(", ")", "[", "]", "{", "}", "*", "?", "\\", "\\y", "&&", "-", "{2", "(?", "(?P<n>a)", "\\p{", "\\p{Foo}", "{,2}", "\\E", "\\k<z>", "^", "|") + s.substring(i);
    }
}
