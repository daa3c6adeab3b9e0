import java.time.*; import java.time.format.*; import java.time.temporal.*; import java.util.*;
/** Prints src/java/time/zone_table.rs: the zones of this Java, their English names, and which zone a name is read as. */
public class Zones {
  static String q(String s) { return '"' + s + '"'; }
  public static void main(String[] a) {
    TreeMap<String, String> sets = new TreeMap<>();
    TreeSet<String> ids = new TreeSet<>(ZoneId.getAvailableZoneIds());
    ids.removeIf(id -> id.startsWith("SystemV/"));
    TreeSet<String> names = new TreeSet<>();
    for (String id : ids) {
      TimeZone zone = TimeZone.getTimeZone(id);
      ZonedDateTime t = Instant.EPOCH.atZone(ZoneId.of(id));
      String[] six = { zone.getDisplayName(false, TimeZone.SHORT, Locale.US), zone.getDisplayName(true, TimeZone.SHORT, Locale.US),
          DateTimeFormatter.ofPattern("v", Locale.US).format(t), zone.getDisplayName(false, TimeZone.LONG, Locale.US),
          zone.getDisplayName(true, TimeZone.LONG, Locale.US), DateTimeFormatter.ofPattern("vvvv", Locale.US).format(t) };
      StringBuilder b = new StringBuilder("[");
      for (String s : six) { b.append(b.length() > 1 ? ", " : "").append(q(s)); names.add(s); }
      sets.put(id, b.append("]").toString());
    }
    for (String[] row : java.text.DateFormatSymbols.getInstance(Locale.US).getZoneStrings()) for (int i = 1; i < row.length; i++) names.add(row[i]);
    List<String> distinct = new ArrayList<>(new TreeSet<>(sets.values()));
    System.out.println("//! The zones of Java 17, their English names, and the zones that names are read as. Made by\n//! `tests/oracle/Zones.java`; no hand has written it.\n//!\n//! The rules of the zones are not here, those are jiff's.\n");
    System.out.println("/// Every zone, in the order of bytes, and the number of its names.\n#[rustfmt::skip]\npub(super) static ZONES: &[(&str, u8)] = &[");
    for (String id : ids) System.out.println("    (" + q(id) + ", " + distinct.indexOf(sets.get(id)) + "),");
    System.out.println("];\n\n/// Names: short ones in winter, in summer and without regard to it, then long ones.\n#[rustfmt::skip]\npub(super) static NAMES: &[[&str; 6]] = &[");
    for (String s : distinct) System.out.println("    " + s + ",");
    System.out.println("];");
    for (String p : new String[] { "z", "zzzz" }) {
      System.out.println("\n/// The zone that a " + (p.equals("z") ? "short" : "long") + " name is read as, in the order of bytes.\n#[rustfmt::skip]\npub(super) static " + (p.equals("z") ? "SHORT" : "LONG") + ": &[(&str, &str)] = &[");
      // Behind the name stands a bracket: at the end of a text UTC is read otherwise.
      DateTimeFormatter f = DateTimeFormatter.ofPattern(p + "']'", Locale.US);
      for (String n : names) {
        try { String z = f.parse(n + "]").query(TemporalQueries.zoneId()).getId(); if (!z.equals(n) && ids.contains(z)) System.out.println("    (" + q(n) + ", " + q(z) + "),"); } catch (DateTimeParseException e) { }
      }
      System.out.println("];");
    }
  }
}
