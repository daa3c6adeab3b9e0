import java.time.*;
import java.time.format.*;
import java.time.temporal.*;
import java.util.*;

/**
 * Asks Java what date patterns print and read. `java Dates.java SEED COUNT` writes COUNT lines of JSON with random
 * patterns: {"pattern", "epoch", "nano", "zone", "ok", "value"} for printing, {"pattern", "text", "ok", "value"} for
 * reading. A pattern that does not compile fails whatever it is asked. `java Dates.java` alone writes chosen cases.
 */
public class Dates {
  static Random random;
  static final List<String> ZONES = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
  static final String[] OFTEN = { "UTC", "Z", "America/Los_Angeles", "Europe/Paris", "Asia/Kolkata", "+01:00", "-03:30",
      "Australia/Sydney", "America/New_York", "GMT+3", "UTC-05:30", "Europe/London", "+01:02:03", "UT", "GMT", "Asia/Tokyo" };
  static final String LETTERS = "GuyYQqMLwWecEdDFgaBhHkKmsSAnNVvzOXxZ";

  static String pick(String... of) { return of[random.nextInt(of.length)]; }

  static String run(char letter, int n) { return String.valueOf(letter).repeat(n); }

  /** Any letters, any widths, now and then broken. */
  static String wild() {
    StringBuilder out = new StringBuilder();
    int open = 0;
    for (int i = 1 + random.nextInt(7); i > 0; i--) {
      if (random.nextInt(12) == 0) { out.append('['); open++; }
      if (random.nextInt(15) == 0) out.append(run('p', 1 + random.nextInt(6)));
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      if (random.nextInt(150) == 0) letter = pick("j", "C", "b", "I", "r", "R", "l", "f", "P").charAt(0);
      out.append(run(letter, random.nextInt(4) == 0 ? 1 + random.nextInt(6) : 1 + random.nextInt(2)));
      out.append(pick("", "", "-", " ", ":", ".", "'T'", "/", "''", ",", "'x''y'"));
      if (open > 0 && random.nextInt(4) == 0) { out.append(']'); open--; }
      if (random.nextInt(150) == 0) out.append(pick("{", "}", "#", "]", "'", "p", "é", "😀", "''''"));
    }
    return out.toString();
  }

  /** Patterns that make a date, often with more than is needed. */
  static String sensible() {
    String gap = pick("-", "/", " ", "", ".");
    List<String> parts = new ArrayList<>();
    switch (random.nextInt(9)) {
      case 0: parts.add(pick("yyyy", "uuuu")); parts.add(pick("D", "DD", "DDD")); break;
      case 1: parts.add(pick("YYYY", "YY", "Y")); parts.add(pick("w", "ww")); parts.add(pick("e", "E", "EEEE", "c", "ee", "ccc")); break;
      case 2: parts.add(pick("yyyy", "uuuu")); parts.add(pick("MM", "M")); parts.add("W"); parts.add(pick("e", "E", "eeee")); break;
      case 3: parts.add(pick("g", "ggggg")); break;
      default:
        parts.add(pick("yyyy", "yyyy", "uuuu", "y", "yy", "u", "yyyyy"));
        parts.add(pick("MM", "M", "MMM", "MMMM", "LL", "LLL", "MMMMM"));
        parts.add(pick("dd", "d"));
    }
    if (random.nextInt(6) == 0) parts.add(pick("E", "EEEE", "G", "GGGG", "GGGGG", "Q", "QQQ", "qqqq", "F", "W", "D", "w", "YYYY", "EEEEE", "e", "u", "yy", "g", "c"));
    if (random.nextInt(3) == 0) Collections.shuffle(parts, random);
    StringBuilder out = new StringBuilder(String.join(gap, parts));
    boolean optional = random.nextInt(5) == 0;
    if (random.nextInt(5) > 0) {
      out.append(optional ? "[" : "").append(pick("'T'", " ", " ", ""));
      List<String> time = new ArrayList<>();
      time.add(pick("HH", "H", "hh", "h", "kk", "KK", "K", "k", "hh", "HH"));
      if (random.nextInt(8) > 0) time.add(pick("mm", "m"));
      if (random.nextInt(3) > 0) time.add(pick("ss", "s"));
      out.append(String.join(pick(":", ":", "", "."), time));
      if (random.nextInt(3) == 0) out.append(pick(".SSS", ".S", ".SSSSSS", "SSS", ".SSSSSSSSS", ".n", "[.SSS]", " A", " N", ".SS"));
      if (random.nextInt(2) == 0) out.append(pick(" a", "a", " B", " BBBBB", " a"));
    } else if (random.nextInt(4) == 0) out.append(pick(" a", " B", " A", " N", " mm", " ss.SSS", " n"));
    if (optional && random.nextBoolean()) out.append("]");
    if (random.nextInt(3) == 0) out.append(pick(" ", "", "[") + pick("X", "XX", "XXX", "XXXX", "XXXXX", "x", "xx", "xxx", "xxxx", "xxxxx", "Z", "ZZ", "ZZZZ", "ZZZZZ", "O", "OOOO", "VV", "z", "zzzz", "v", "vvvv"));
    if (random.nextInt(9) == 0) out.append(pick(" ", "'['") + pick("VV", "z", "XXX", "zzzz") + "']'");
    return out.toString();
  }

  static ZonedDateTime moment() {
    ZoneId zone = ZoneId.of(random.nextInt(3) == 0 ? ZONES.get(random.nextInt(ZONES.size())) : pick(OFTEN));
    if (zone.getId().matches("SystemV/.*|[EMC]ET|[A-Z]{3}[5-8][A-Z]{3}")) zone = ZoneOffset.UTC;
    long second;
    // What zones did long ago and will do differs between the versions of their data.
    if (!(zone instanceof ZoneOffset) && !Arrays.asList(OFTEN).contains(zone.getId())) second = 378_691_200L + (long) (random.nextDouble() * 1_350_000_000L);
    else switch (random.nextInt(8)) {
      case 0: second = -62_200_000_000L + (long) (random.nextDouble() * 62_200_000_000L); break;
      case 1: second = (long) (random.nextDouble() * 250_000_000_000L); break;
      case 2: second = -100_000_000_000L - (long) (random.nextDouble() * 200_000_000_000L); break;
      case 3: second = random.nextInt(30) * 31_557_600L + 946_684_800L - random.nextInt(86_400 * 8); break;
      default: second = (long) (random.nextDouble() * 2_200_000_000L);
    }
    if (random.nextInt(12) == 0) second -= Math.floorMod(second, 86_400L);
    int nano = random.nextInt(3) == 0 ? random.nextInt(1_000_000_000) : random.nextInt(2) == 0 ? 0 : random.nextInt(1000) * 1_000_000;
    return Instant.ofEpochSecond(second, nano).atZone(zone);
  }

  static String mutate(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      if (out.length() == 0) return "1";
      int at = random.nextInt(out.length());
      char c = out.charAt(at);
      switch (random.nextInt(7)) {
        case 0: out.deleteCharAt(at); break;
        case 1: out.insert(at, pick("0", "1", "9", "-", "+", " ", ":", "Z", "a", "é")); break;
        case 2: out.setCharAt(at, Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c)); break;
        case 3: out.setLength(at); break;
        case 4: out.append(pick("0", " ", "Z", "x", "+01:00", ":00")); break;
        default: if (Character.isDigit(c)) out.setCharAt(at, (char) ('0' + random.nextInt(10))); else i++;
      }
      if (random.nextInt(40) == 0) break;
    }
    return out.toString();
  }

  static String json(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }

  /** ISO 8601 with seconds in any case, as the documents print dates. */
  static String shown(ZonedDateTime moment) {
    LocalTime time = moment.toLocalTime();
    String clock = time.toString();
    if (clock.length() == 5) clock += ":00";
    String zone = moment.getZone() instanceof ZoneOffset ? "" : "[" + moment.getZone() + "]";
    return moment.toLocalDate() + "T" + clock + moment.getOffset() + zone;
  }

  /** The moment a text shows, in UTC where it has no zone; the start of the day where it has no time. */
  static ZonedDateTime read(String pattern, String text) {
    TemporalAccessor parsed = DateTimeFormatter.ofPattern(pattern, Locale.US).parse(text);
    LocalDate date = LocalDate.from(parsed);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId zone = parsed.query(TemporalQueries.zone());
    if (zone == null) zone = ZoneOffset.UTC;
    else if (time != null) return ZonedDateTime.from(parsed);
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time).atZone(zone);
  }

  static String answer(java.util.function.Supplier<String> ask) {
    try {
      return "\"ok\":true,\"value\":" + json(ask.get()) + "}";
    } catch (RuntimeException e) {
      return "\"ok\":false}";
    }
  }

  static void print(String pattern, ZonedDateTime moment) {
    System.out.println("{\"pattern\":" + json(pattern) + ",\"epoch\":" + moment.toEpochSecond() + ",\"nano\":" + moment.getNano()
        + ",\"zone\":" + json(moment.getZone().getId()) + ","
        + answer(() -> DateTimeFormatter.ofPattern(pattern, Locale.US).format(moment)));
  }

  static void parse(String pattern, String text) {
    System.out.println("{\"pattern\":" + json(pattern) + ",\"text\":" + json(text) + "," + answer(() -> shown(read(pattern, text))));
  }

  /** Pattern and text; the corners that chance seldom finds. */
  static final String[] READ = {
    "yyyy-MM-dd", "2023-02-30", "yyyy-MM-dd", "2024-02-30", "yyyy-MM-dd", "2023-04-31", "yyyy-MM-dd", "2023-04-32",
    "yyyy-MM-dd", "2023-13-01", "yyyy-MM-dd", "0000-01-01", "uuuu-MM-dd", "0000-01-01", "uuuu-MM-dd", "-0044-03-15",
    "yyyy-MM-dd", "12345-01-01", "yyyy-MM-dd", "+12345-01-01", "y-M-d", "12345-1-1", "yyyy-M-d", "2023-01-05",
    "yyyy-MM-dd", "2023-1-5", "yyyy-MM-dd HH:mm", "2023-01-05 24:00", "yyyy-MM-dd HH:mm", "2023-01-05 24:01",
    "yyyy-MM-dd HH:mm", "2023-12-31 24:00", "yyyy-MM-dd HH:mm:ss", "2016-12-31 23:59:60", "yyyy-MM-dd hh:mm a", "2023-01-05 12:00 AM",
    "yyyy-MM-dd hh:mm a", "2023-01-05 12:00 PM", "yyyy-MM-dd hh:mm a", "2023-01-05 00:30 PM", "yyyy-MM-dd hh:mm a", "2023-01-05 13:30 PM",
    "yyyy-MM-dd hh:mm a", "2023-01-05 03:30 pm", "yyyy-MM-dd HH:mm a", "2023-01-05 15:30 AM", "yyyy-MM-dd hh:mm", "2023-01-05 03:30",
    "yyyy-MM-dd a", "2023-01-05 PM", "EEE, d MMM yyyy HH:mm:ss Z", "Thu, 5 Jan 2023 03:04:05 -0800",
    "EEE, d MMM yyyy HH:mm:ss Z", "Fri, 5 Jan 2023 03:04:05 -0800", "EEE MMM dd HH:mm:ss z yyyy", "Thu Jan 05 03:04:05 PST 2023",
    "EEE MMM dd HH:mm:ss zzz yyyy", "Tue Jul 04 03:04:05 EDT 2023", "d MMM yyyy", "5 JAN 2023", "d MMM yyyy", "5 Sept 2023",
    "MMMM d, yyyy", "September 5, 2023", "MMM d, yyyy", "September 5, 2023", "yy-MM-dd", "00-01-05", "yy-MM-dd", "99-12-31",
    "yyyyMMddHHmmssSSS", "20230105030405678", "yyyyMMdd'T'HHmmssX", "20230105T030405Z", "yyyyMMdd'T'HHmmssX", "20230105T030405+01",
    "yyyy-MM-dd'T'HH:mm:ss.SSSX", "2023-01-05T03:04:05.67Z", "yyyy-MM-dd'T'HH:mm:ss[.SSS]X", "2023-01-05T03:04:05Z",
    "yyyy-MM-dd'T'HH:mm:ssXXX", "2023-01-05T03:04:05+0100", "yyyy-MM-dd'T'HH:mm:ssXXX", "2023-01-05T03:04:05+18:00",
    "yyyy-MM-dd'T'HH:mm:ssXXX", "2023-01-05T03:04:05+18:01", "yyyy-MM-dd'T'HH:mm:ssXXX", "2023-01-05T03:04:05+24:00",
    "yyyy-MM-dd'T'HH:mm:ssXXXXX", "2023-01-05T03:04:05+01:02:03", "yyyy-MM-dd'T'HH:mm:ssx", "2023-01-05T03:04:05Z",
    "yyyy-MM-dd'T'HH:mm:ssZ", "2023-01-05T03:04:05Z", "yyyy-MM-dd'T'HH:mm:ssZ", "2023-01-05T03:04:05+01:00",
    "yyyy-MM-dd HH:mm O", "2023-01-05 03:04 GMT+8", "yyyy-MM-dd HH:mm OOOO", "2023-01-05 03:04 GMT+08:00",
    "yyyy-MM-dd HH:mm OOOO", "2023-01-05 03:04 GMT+8", "yyyy-MM-dd HH:mm[ OOOO]", "2023-01-05 03:04 GMT+8",
    "yyyy-MM-dd HH:mm VV", "2023-03-12 02:30 America/New_York", "yyyy-MM-dd HH:mm VV", "2023-11-05 01:30 America/New_York",
    "yyyy-MM-dd HH:mm VVXXX", "2023-11-05 01:30 America/New_York-05:00", "yyyy-MM-dd HH:mmXXX'['VV']'", "2023-11-05 01:30-05:00[America/New_York]",
    "yyyy-MM-dd HH:mm VV", "2023-01-05 03:04 america/new_york", "yyyy-MM-dd HH:mm VV", "2023-01-05 03:04 EST",
    "yyyy-MM-dd HH:mm VV", "2023-01-05 03:04 UTC+1", "yyyy-MM-dd HH:mm VV", "2023-01-05 03:04 UTC+01:00", "yyyy-MM-dd HH:mm VV", "2023-01-05 03:04 Z",
    "yyyy-MM-dd HH:mm z", "2023-01-05 03:04 CET", "yyyy-MM-dd HH:mm z", "2023-07-05 03:04 PST", "yyyy-MM-dd HH:mm z", "2023-07-05 03:04 IST",
    "yyyy-MM-dd HH:mm zzzz", "2023-07-05 03:04 Pacific Daylight Time", "yyyy-MM-dd HH:mm zzzz", "2023-07-05 03:04 PDT",
    "YYYY-'W'ww-e", "2020-W53-1", "YYYY-'W'ww-e", "2020-W52-7", "YYYY-MM-dd", "2020-12-28", "yyyy-DDD", "2024-366", "yyyy-DDD", "2023-366",
    "yyyy-MM-dd Q", "2023-05-05 2", "yyyy-MM-dd QQQ", "2023-05-05 Q3", "yyyy-MM-dd G", "0044-03-15 BC", "yyyy-MM-dd ppH:mm", "2023-01-05  3:04",
    "pppyyyyy", " 2023", "yyyy-MM-dd[ HH:mm[:ss]]", "2023-01-05", "yyyy-MM-dd[ HH:mm[:ss]]", "2023-01-05 03:04", "yyyy-MM-dd[ HH:mm[:ss]]", "2023-01-05 03:04:",
    "[yyyy-MM-dd][dd/MM/yyyy]", "05/01/2023", "yyyy-MM-dd'T'HH:mm:ss'Z'", "2023-01-05T03:04:05Z", "yyyy''MM''dd", "2023'01'05",
    "yyyy-MM-dd A", "2023-01-05 86399999", "yyyy-MM-dd N", "2023-01-05 86400000000000", "yyyy-MM-dd HH:mm:ss.n", "2023-01-05 03:04:05.6",
    "HH:mm", "03:04", "yyyy-MM", "2023-01", "yyyy", "2023", "g", "59949", "yyyy-MM-dd B", "2023-01-05 noon", "yyyy-MM-dd h B", "2023-01-05 7 in the evening",
    "yyyy-MM-dd", " 2023-01-05", "yyyy-MM-dd", "2023-01-05 ", "yyyy-MM-dd", "", "", "2023-01-05", "yyyy-MM-dd", "٢٠٢٣-٠١-٠٥", "yyyy-MM-dd", "2023–01–05",
  };

  /** Patterns that do not compile, or only just do. */
  static final String[] SPELLED = {
    "hhh", "ddd", "DDDD", "MMMMMM", "EEEEEE", "ZZZZZZ", "aa", "VVV", "V", "OO", "vv", "zzzzz", "XXXXXX", "SSSSSSSSSS", "yyyyyyyyyyyyyyyyyyyy",
    "yyyyyyyyyyyyyyyyyyy", "cc", "WW", "www", "FF", "BB", "GGGGGG", "j", "T", "yyyy-MM-ddTHH:mm", "{yyyy}", "#", "yyyy]", "[yyyy", "[[yyyy]", "'yyyy", "''", "''''", "'it''s'",
    "p", "pp", "p-", "ppH", "pyyyy", "ppHmm", "ppH:mm", "HppHmm", "pppM", "p'x'", "", "😀", "é",
  };

  /** Zones and moments around their changes. */
  static void zones() {
    for (String zone : new String[] { "America/Los_Angeles", "Europe/Paris", "Europe/London", "Europe/Dublin", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney",
        "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Cairo", "Etc/GMT+5", "EST5EDT", "UTC", "GMT", "UT", "UTC+03:30", "Z", "-02:30", "+01:02:03" })
      for (String at : new String[] { "1985-07-01T12:00:00Z", "2024-01-15T08:05:09Z", "2024-07-15T20:05:09.12Z" })
        print("yyyy-MM-dd HH:mm:ss.SSS z|zzzz|v|vvvv|VV|X|XX|XXX|XXXX|XXXXX|x|xx|Z|ZZZZ|ZZZZZ|O|OOOO", Instant.parse(at).atZone(ZoneId.of(zone)));
  }

  static void chosen() {
    for (int i = 0; i < READ.length; i += 2) parse(READ[i], READ[i + 1]);
    ZonedDateTime some = ZonedDateTime.of(2024, 2, 29, 4, 5, 6, 78_000_000, ZoneId.of("Europe/Paris"));
    for (String pattern : SPELLED) print(pattern, some);
    String all = "G|GGGG|GGGGG|u|uu|uuuu|y|yy|yyy|yyyy|yyyyy|Y|YY|YYYY|Q|QQ|QQQ|QQQQ|QQQQQ|q|M|MM|MMM|MMMM|MMMMM|L|LLL|w|ww|W|E|EEEE|EEEEE|e|ee|eee|eeee|c|ccc|D|DD|DDD|d|dd|F|g|a|B|BBBBB|h|hh|H|HH|k|kk|K|KK|m|s|S|SS|SSS|SSSSSS|A|n|N";
    for (String at : new String[] { "-0044-03-15T00:00:00Z", "0000-12-31T12:00:00Z", "1999-12-31T23:59:59.999999999Z", "2020-12-28T00:00:01Z", "2022-12-31T12:00:00Z", "+12345-06-07T08:09:10Z" })
      print(all, Instant.parse(at).atZone(ZoneOffset.UTC));
    zones();
  }

  public static void main(String[] args) {
    if (args.length == 0) { chosen(); return; }
    random = new Random(Long.parseLong(args[0]));
    for (int left = Integer.parseInt(args[1]); left > 0; left--) {
      String pattern = random.nextInt(3) == 0 ? wild() : sensible();
      ZonedDateTime moment = moment();
      if (random.nextInt(4) == 0) { print(pattern, moment); continue; }
      String text;
      try {
        text = DateTimeFormatter.ofPattern(pattern, Locale.US).format(moment);
      } catch (RuntimeException e) {
        print(pattern, moment);
        continue;
      }
      parse(pattern, random.nextInt(5) < 2 ? text : mutate(text));
    }
  }
}
