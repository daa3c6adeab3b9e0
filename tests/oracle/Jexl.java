// Asks the engine that preflow's evaluator stands for. Reads `group TAB expression TAB record` lines (record in JSON) from
// stdin and writes a line of tests/vectors for each:
//
//   javac -cp commons-jexl3-3.1.jar:commons-logging.jar Jexl.java Cases.java
//   java Cases 60 | java -cp commons-jexl3-3.1.jar:commons-logging.jar:. Jexl > ../vectors/language.ndjson
//
// The answers committed are those of JEXL 3.1 (Debian's libcommons-jexl3-java) on OpenJDK 17, lenient, not silent.
// Answers that hold an address or a class of the JVM are left out.

import java.io.*;
import java.lang.reflect.Array;
import java.math.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.commons.jexl3.*;

public class Jexl {
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        JexlEngine engine = new JexlBuilder().strict(args.length > 0).silent(false).create();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, "UTF-8");
        Map<String, Integer> numbers = new HashMap<>();
        for (String line; (line = in.readLine()) != null; ) {
            String[] parts = line.split("\t", 3);
            String answer = answer(engine, parts[1], parts[2]);
            if (answer == null) continue;
            int number = numbers.merge(parts[0], 1, Integer::sum);
            out.printf("{\"id\":\"%s-%03d\",\"group\":\"%s\",\"expr\":%s,\"record\":%s,%s}%n",
                parts[0], number, parts[0], quoted(parts[1]), parts[2], answer);
        }
        out.flush();
    }

    static String answer(JexlEngine engine, String expression, String record) {
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> fields = (Map<String, Object>) new Json(record).value();
            Object value = engine.createExpression(expression).evaluate(new MapContext(fields));
            StringBuilder text = new StringBuilder();
            write(value, text);
            if (text.toString().matches("(?s).*(\\[?\\[[A-Z][\\w.;]*@|\\w+\\.\\w+@|@)[0-9a-f]{5,}.*")) return null;
            String type = value == null ? "null" : value.getClass().getSimpleName();
            return "\"ok\":true,\"value\":" + text + ",\"type\":\"" + type + "\"";
        } catch (JvmValue left) {
            return null;
        } catch (Exception | StackOverflowError error) {
            return "\"ok\":false";
        }
    }

    /** A value that only the JVM has, or too large a one. */
    static class JvmValue extends RuntimeException { }

    static void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Double || value instanceof Float) {
            double d = ((Number) value).doubleValue();
            out.append(Double.isNaN(d) || Double.isInfinite(d) ? quoted(value.toString()) : value.toString());
        } else if (value instanceof Number) {
            out.append(value);
        } else if (value instanceof CharSequence || value instanceof Character) {
            out.append(quoted(value.toString()));
        } else if (value instanceof Map) {
            String comma = "{";
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.append(comma).append(quoted(String.valueOf(entry.getKey()))).append(':');
                write(entry.getValue(), out);
                comma = ",";
            }
            out.append(comma.equals("{") ? "{}" : "}");
        } else if (value instanceof Iterable || value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            if (value instanceof Iterable) {
                for (Object item : (Iterable<?>) value) {
                    if (items.size() == 1000) throw new JvmValue();
                    items.add(item);
                }
            }
            else for (int i = 0; i < Array.getLength(value); i++) items.add(Array.get(value, i));
            String comma = "[";
            for (Object item : items) {
                out.append(comma);
                write(item, out);
                comma = ",";
            }
            out.append(comma.equals("[") ? "[]" : "]");
        } else {
            throw new JvmValue();
        }
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }

    /** JSON as records have it: objects are LinkedHashMap, arrays ArrayList, numbers by size and form. */
    static class Json {
        final String text;
        int at;

        Json(String text) { this.text = text; }

        char next() {
            while (Character.isWhitespace(text.charAt(at))) at++;
            return text.charAt(at);
        }

        Object value() {
            char c = next();
            if (c == '{') {
                Map<String, Object> map = new LinkedHashMap<>();
                at++;
                while (next() != '}') {
                    String key = string();
                    next();
                    at++;
                    map.put(key, value());
                    if (next() == ',') at++;
                }
                at++;
                return map;
            }
            if (c == '[') {
                List<Object> list = new ArrayList<>();
                at++;
                while (next() != ']') {
                    list.add(value());
                    if (next() == ',') at++;
                }
                at++;
                return list;
            }
            if (c == '"') return string();
            int start = at;
            while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) at++;
            String word = text.substring(start, at);
            switch (word) {
                case "null": return null;
                case "true": return true;
                case "false": return false;
                default:
            }
            if (word.matches(".*[.eE].*")) return Double.valueOf(word);
            BigInteger number = new BigInteger(word);
            if (number.bitLength() < 32) return number.intValue();
            return number.bitLength() < 64 ? (Object) number.longValue() : number;
        }

        String string() {
            next();
            StringBuilder out = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                c = text.charAt(++at);
                if (c == 'u') {
                    out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                } else {
                    int i = "nrtbf".indexOf(c);
                    out.append(i < 0 ? c : "\n\r\t\b\f".charAt(i));
                }
            }
            at++;
            return out.toString();
        }
    }
}
