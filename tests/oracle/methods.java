// What methods of values answer in JEXL 3.1 on Java 17, lenient, as vectors for tests/vectors.rs:
//   javac -cp JEXL:LOGGING -d OUT tests/oracle/methods.java && java -cp JEXL:LOGGING:OUT methods random COUNT SEED
//   … methods lines < FILE      one expression a line
// Every public method of the values' classes is called on values of a pool with arguments of another.
import java.io.*;
import java.lang.reflect.*;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;
import org.apache.commons.jexl3.*;

public class methods {
    static final Map<String, Class<?>> RECEIVERS = new LinkedHashMap<>();
    static final String[] ARGUMENTS = {"0", "1", "2", "-1", "3", "5", "97", "1L", "2L", "99999999999", "1.0", "1.5", "2b", "1.5b", "3H", "\"a\"", "\"b\"", "\"\"", "\"abc\"", "\"an\"", "\"B\"", "\"[a-c]\"", "\",\"", "\"x\"", "\"😀\"", "\"é\"", "\"(\"", "\"$1\"", "null", "true", "false", "\"a\".charAt(0)", "\"b\".charAt(0)", "[1,...]", "[1,2]", "{1,2}", "{\"a\":1}", "[\"a\",\"b\"]", "[\"a\",\"b\",...]", "date(\"2024-03-01T00:00:00Z\")"};
    static final Set<String> LEFT_OUT = Set.of("getClass", "wait", "notify", "notifyAll", "stream", "parallelStream", "iterator", "listIterator", "spliterator", "chars", "codePoints", "lines", "describeConstable", "intern", "clone", "getChars", "forEach", "entrySet", "getName", "getType", "toByteArray", "format", "formatted", "resolveConstantDesc", "removeIf", "transform", "testBit", "setBit", "clearBit", "flipBit", "shiftLeft", "shiftRight", "byteValueExact", "shortValueExact", "toBigIntegerExact", "ulp", "sqrtAndRemainder", "divideAndRemainder", "nextProbablePrime", "isProbablePrime", "getLowestSetBit", "andNot", "modInverse", "modPow", "trimToSize", "divideToIntegralValue", "plus", "scaleByPowerOfTen", "sqrt", "toEngineeringString", "bitLength", "bitCount", "and", "or", "not", "mod", "ensureCapacity");

    /** Static methods are left out but for these. */
    static final Set<String> STATIC = Set.of("join", "max", "min", "sum", "compare", "signum", "parseInt", "parseLong", "parseDouble", "toHexString", "toBinaryString", "toOctalString", "isNaN", "isInfinite", "isFinite", "logicalAnd", "logicalOr", "logicalXor", "parseBoolean", "isDigit", "isLetter", "isLetterOrDigit", "isLowerCase", "isUpperCase", "isWhitespace", "isAlphabetic", "getNumericValue", "toLowerCase", "toUpperCase");

    static {
        for (String s : new String[] {"\"abc\"", "\"\"", "\"banana\"", "\"a,b,,c,,\"", "\" aB \"", "\"Straße\"", "\"ÉcoleÀ\"", "\"a😀b\"", "\"ΟΔΥΣΣΕΥΣ\"", "\"İI\"", "\"\u212Ak ﬁ\"", "\"a1b22\"", "\"\u00a0x\u2003\""}) RECEIVERS.put(s, String.class);
        RECEIVERS.put("(5)", Integer.class);
        RECEIVERS.put("(-7)", Integer.class);
        RECEIVERS.put("(5L)", Long.class);
        RECEIVERS.put("(9999999999)", Long.class);
        RECEIVERS.put("(2.5)", Double.class);
        RECEIVERS.put("(1.5f)", Float.class);
        RECEIVERS.put("(12H)", java.math.BigInteger.class);
        RECEIVERS.put("(-1.50b)", java.math.BigDecimal.class);
        RECEIVERS.put("(100b)", java.math.BigDecimal.class);
        RECEIVERS.put("true", Boolean.class);
        RECEIVERS.put("\"abc\".charAt(1)", Character.class);
        for (String s : new String[] {"[1, 2, 1, ...]", "[\"a\", null, 2.5, ...]", "[\"b\", \"a\", ...]", "[1, 2, 3, ...].subList(0, 2)"}) RECEIVERS.put(s, ArrayList.class);
        for (String s : new String[] {"[1, 2]", "[\"a\", \"b\"]", "[1, \"a\", null]", "[1.5, 2]"}) RECEIVERS.put(s, AbstractList.class);
        for (String s : new String[] {"{1, 2}", "{\"a\", null}"}) RECEIVERS.put(s, HashSet.class);
        for (String s : new String[] {"{\"a\": 1, \"b\": null}", "{1: \"x\"}", "{:}"}) RECEIVERS.put(s, HashMap.class);
        RECEIVERS.put("{\"a\": 1, \"b\": 2}.keySet()", HashSet.class);
        RECEIVERS.put("{\"a\": 1, \"b\": 2}.values()", Collection.class);
        for (String s : new String[] {"date(\"2024-02-29T13:05:06.007+01:00\")", "date(\"2023-12-31T23:59:59Z\")", "date(\"2024-03-31T00:00:00Z\")"}) RECEIVERS.put(s, ZonedDateTime.class);
    }

    /** The one function of the vectors: a date of ISO text. */
    public static class Functions {
        public ZonedDateTime date(String text) { return ZonedDateTime.parse(text); }
    }

    static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    static int number;

    public static void main(String[] args) throws Exception {
        if (args[0].equals("lines")) {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line; (line = in.readLine()) != null; ) if (!line.isEmpty()) answer(line);
        } else {
            Random random = new Random(Long.parseLong(args[2]));
            List<String> receivers = new ArrayList<>(RECEIVERS.keySet());
            for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                String receiver = receivers.get(random.nextInt(receivers.size()));
                List<Method> all = new ArrayList<>();
                for (Method m : RECEIVERS.get(receiver).getMethods()) if (!LEFT_OUT.contains(m.getName()) && (!Modifier.isStatic(m.getModifiers()) || STATIC.contains(m.getName()))) all.add(m);
                all.sort(Comparator.comparing(Method::toString));
                Method m = all.get(random.nextInt(all.size()));
                StringJoiner list = new StringJoiner(", ", "(", ")");
                for (Class<?> p : m.getParameterTypes()) list.add(argument(p, random));
                answer(receiver + "." + m.getName() + list);
            }
        }
        OUT.flush();
    }

    /** Mostly an argument that fits. */
    static String argument(Class<?> type, Random random) {
        for (int tries = 0; ; tries++) {
            String one = ARGUMENTS[random.nextInt(ARGUMENTS.length)];
            boolean fits = type == Object.class
                || (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) && one.matches("-?[0-9].*")
                || CharSequence.class.isAssignableFrom(type) && one.matches("\"[^\"]*\"")
                || type == char.class && one.contains("charAt") || type == boolean.class && one.matches("true|false")
                || Collection.class.isAssignableFrom(type) && one.contains("...") || type.getName().contains("Chrono") && one.startsWith("date(");
            if (type.isArray() || type.getName().contains("function")) return "null";
            if (fits && !one.equals("99999999999") || tries > 12 || random.nextInt(12) == 0) return one;
        }
    }

    static void answer(String expression) {
        Map<String, Object> functions = new HashMap<>();
        functions.put(null, new Functions());
        JexlEngine engine = new JexlBuilder().strict(false).silent(false).namespaces(functions).create();
        String line = "{\"id\":\"methods-" + ++number + "\",\"group\":\"methods\",\"expr\":" + json(expression) + ",\"record\":{},";
        try {
            Object value = engine.createExpression(expression).evaluate(new MapContext());
            String text = json(value);
            // Addresses differ from run to run; halves of surrogate pairs have no place in UTF-8.
            if (text.matches(".*[\\[a-z;]@[0-9a-f]+.*") || half(text)) return;
            OUT.println(line + "\"ok\":true,\"value\":" + text + ",\"type\":\"" + (value == null ? "null" : value.getClass().getSimpleName()) + "\"}");
        } catch (JexlException e) {
            Throwable cause = e;
            while (cause.getCause() != null) cause = cause.getCause();
            OUT.println(line + "\"ok\":false,\"error\":" + json(cause.getClass().getSimpleName()) + "}");
        } catch (UnsupportedOperationException e) {
            return;
        }
    }

    static boolean half(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (Character.isHighSurrogate(s.charAt(i)) && i + 1 < s.length() && Character.isLowSurrogate(s.charAt(i + 1))) i++;
            else if (Character.isSurrogate(s.charAt(i))) return true;
        }
        return false;
    }

    static String json(Object value) {
        if (value == null || value instanceof Boolean) return String.valueOf(value);
        if (value instanceof Double d && (d.isNaN() || d.isInfinite()) || value instanceof Float f && (f.isNaN() || f.isInfinite())) return "\"" + value + "\"";
        if (value instanceof Number) return value.toString();
        if (value instanceof Map<?, ?> map) {
            StringJoiner all = new StringJoiner(",", "{", "}");
            map.forEach((k, v) -> all.add(json(String.valueOf(k)) + ":" + json(v)));
            return all.toString();
        }
        if (value instanceof Collection<?> list) {
            StringJoiner all = new StringJoiner(",", "[", "]");
            list.forEach(v -> all.add(json(v)));
            return all.toString();
        }
        if (value.getClass().isArray()) {
            StringJoiner all = new StringJoiner(",", "[", "]");
            for (int i = 0; i < Array.getLength(value); i++) all.add(json(Array.get(value, i)));
            return all.toString();
        }
        if (!(value instanceof String || value instanceof Character || value instanceof ZonedDateTime)) throw new UnsupportedOperationException();
        StringBuilder b = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            if (c == '"' || c == '\\') b.append('\\').append(c);
            else if (c < 32) b.append(String.format("\\u%04x", (int) c));
            else b.append(c);
        }
        return b.append('"').toString();
    }
}
