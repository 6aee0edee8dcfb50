package io.amcinsights.core.naming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Names of databases, tables and columns. */
public final class Names {

  /** The columns that tell where a row came from; first in every table, in this order. */
  public static final List<String> LINEAGE_COLUMNS =
      List.of(
          "source_object",
          "source_version",
          "customer_hash",
          "export_year",
          "export_month",
          "file_last_modified");

  private static final int MOST_CHARACTERS = 200;
  private static final int HASH_DIGITS = 8;
  private static final Pattern OUTSIDE = Pattern.compile("[^A-Za-z0-9_]+");
  private static final Pattern LEADING_DIGIT = Pattern.compile("^[0-9]");
  private static final Pattern MEANINGLESS = Pattern.compile("_*");

  private Names() {}

  /**
   * Folds to ASCII (as Lucene's ASCIIFoldingFilter: {@code ß} to {@code ss}), turns runs outside
   * {@code [A-Za-z0-9_]} into one {@code _}, lower-cases, puts {@code _} before a leading digit,
   * cuts at 200 characters (then 8 hexadecimal digits of a hash keep it unique).
   */
  public static String sanitise(String name) {
    String plain = OUTSIDE.matcher(Ascii.fold(name)).replaceAll("_").toLowerCase(Locale.ROOT);
    String safe = LEADING_DIGIT.matcher(plain).find() ? "_" + plain : plain;
    return safe.length() <= MOST_CHARACTERS ? safe : cut(safe, "_" + hash(safe));
  }

  /** {@code sanitise({prefix}_{workflow}_{schedule}[_ver{n}])}. */
  public static String table(
      String prefix, String workflow, String schedule, @Nullable String version) {
    String name = prefix + "_" + workflow + "_" + schedule;
    return sanitise(version == null ? name : name + "_ver" + version);
  }

  /**
   * Column names of a header, in its order: sanitised, collisions numbered {@code _2}, {@code _3};
   * names of lineage columns count as taken.
   *
   * <p>Another order of the same header gives each its same name, or values of the next file would
   * land in each other's columns: a header that is spelled like its name has it, the others follow
   * by their text. Only headers that are spelled alike, and blank ones, go by their place.
   */
  public static List<String> columns(List<String> header) {
    List<String> wanted = new ArrayList<>(header.size());
    for (int i = 0; i < header.size(); i++) {
      wanted.add(column(header.get(i), i + 1));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, header.size()).boxed().toList());
    order.sort(
        Comparator.comparing((Integer i) -> !wanted.get(i).equals(header.get(i)))
            .thenComparing(header::get));
    Set<String> taken = new HashSet<>(LINEAGE_COLUMNS);
    List<String> columns = new ArrayList<>(wanted);
    // Numbers come last: they must not take what another header is called.
    order.removeIf(i -> taken.add(wanted.get(i)));
    order.forEach(i -> columns.set(i, free(wanted.get(i), taken)));
    return List.copyOf(columns);
  }

  /** What a header is called if nothing else is. */
  private static String column(String header, int place) {
    String name = sanitise(header);
    if (!MEANINGLESS.matcher(name).matches()) {
      return name;
    }
    return "column_" + (header.isBlank() ? String.valueOf(place) : hash(header));
  }

  private static String free(String name, Set<String> taken) {
    String free = name;
    for (int number = 2; !taken.add(free); number++) {
      free = cut(name, "_" + number);
    }
    return free;
  }

  private static String cut(String name, String suffix) {
    int kept = Math.min(name.length(), MOST_CHARACTERS - suffix.length());
    return name.substring(0, kept) + suffix;
  }

  private static String hash(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
