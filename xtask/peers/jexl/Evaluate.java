import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.MapContext;

/**
 * The expressions of `cargo xtask bench expressions` in Apache Commons JEXL: `Evaluate MAPPINGS RECORDS` runs them on
 * records that have been read before and prints the nanoseconds of processor time that one evaluation took,
 * the machine warm; compilers and collectors, which have their own threads, do not count.
 */
public class Evaluate {
    /** Runs over the records; the last half of them counts. */
    static final int PASSES = 20;

    /** The functions the expressions call, each as short as it can be. */
    public static class Functions {
        private final Map<String, DateTimeFormatter> patterns = new HashMap<>();

        public String concat(Object a, Object b, Object c) {
            return String.valueOf(a) + b + c;
        }

        public String upper(String text) {
            return text.toUpperCase();
        }

        public String trim(String text) {
            return text.trim();
        }

        public Object iif(boolean condition, Object then, Object otherwise) {
            return condition ? then : otherwise;
        }

        public Object coalesce(Object a, Object b) {
            return a != null ? a : b;
        }

        public ZonedDateTime date(String text, String pattern) {
            DateTimeFormatter formatter = patterns.computeIfAbsent(pattern, DateTimeFormatter::ofPattern);
            return LocalDateTime.parse(text, formatter).atZone(ZoneOffset.UTC);
        }

        public List<String> split(String text, String separators) {
            List<String> out = new ArrayList<>();
            int start = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
                    if (i > start) {
                        out.add(text.substring(start, i));
                    }
                    start = i + 1;
                }
            }
            return out;
        }

        public Object first(List<?> list) {
            return list.get(0);
        }
    }

    public static void main(String[] args) throws Exception {
        JexlEngine engine =
            new JexlBuilder().namespaces(Collections.singletonMap(null, new Functions())).cache(64).create();
        List<JexlExpression> expressions = new ArrayList<>();
        Map<?, ?> set = (Map<?, ?>) new Reader(Files.readString(Path.of(args[0]))).value();
        for (Object each : (List<?>) set.get("mappings")) {
            Map<?, ?> mapping = (Map<?, ?>) each;
            if (mapping.get("sourceType").equals("EXPRESSION")) {
                expressions.add(engine.createExpression((String) mapping.get("source")));
            }
        }
        List<Map<String, Object>> records = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            @SuppressWarnings("unchecked")
            Map<String, Object> record = (Map<String, Object>) new Reader(line).value();
            records.add(record);
        }
        long before = 0;
        Object sink = null;
        for (int pass = 0; pass < PASSES; pass++) {
            if (pass == PASSES / 2) {
                before = processor();
            }
            for (Map<String, Object> record : records) {
                JexlContext context = new MapContext(record);
                for (JexlExpression expression : expressions) {
                    Object value = expression.evaluate(context);
                    if (value == null) {
                        throw new IllegalStateException(expression + " gives null for " + record);
                    }
                    sink = value;
                }
            }
        }
        long taken = processor() - before;
        double count = (double) (PASSES / 2) * records.size() * expressions.size();
        System.out.println(sink == null ? 0 : taken / count);
    }

    /** Nanoseconds that this thread has had. */
    static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** As much of JSON as the bench's files need. */
    static class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Object value() {
            switch (peek()) {
                case '{': {
                    Map<String, Object> out = new LinkedHashMap<>();
                    for (at++; peek() != '}'; ) {
                        String name = string();
                        peek();
                        at++;
                        out.put(name, value());
                        comma();
                    }
                    at++;
                    return out;
                }
                case '[': {
                    List<Object> out = new ArrayList<>();
                    for (at++; peek() != ']'; comma()) {
                        out.add(value());
                    }
                    at++;
                    return out;
                }
                case '"':
                    return string();
                default: {
                    int start = at;
                    while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    String word = text.substring(start, at);
                    switch (word) {
                        case "null": return null;
                        case "true": return true;
                        case "false": return false;
                        default: return word.contains(".") ? (Object) Double.valueOf(word) : Integer.valueOf(word);
                    }
                }
            }
        }

        private char peek() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private void comma() {
            if (peek() == ',') {
                at++;
            }
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            for (at = text.indexOf('"', at) + 1; text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                out.append(text.charAt(at));
            }
            at++;
            return out.toString();
        }
    }
}
