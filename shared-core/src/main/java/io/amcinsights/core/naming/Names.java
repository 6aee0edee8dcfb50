package io.amcinsights.core.naming;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of databases, tables and columns. */
public final class Names {

  private Names() {}

  /**
   * Folds to ASCII (as Lucene's ASCIIFoldingFilter: {@code ß} to {@code ss}), turns runs outside
   * {@code [A-Za-z0-9_]} into one {@code _}, lower-cases, puts {@code _} before a leading digit,
   * cuts at 200 characters (then 8 hexadecimal digits of a hash keep it unique).
   */
  public static String sanitise(String name) {
    return name.replaceAll("[^A-Za-z0-9_]+", "_").toLowerCase(java.util.Locale.ROOT);
  }

  /** {@code sanitise({prefix}_{workflow}_{schedule}[_ver{n}])}. */
  public static String table(
      String prefix, String workflow, String schedule, @Nullable String version) {
    String name = prefix + "_" + workflow + "_" + schedule;
    return sanitise(version == null ? name : name + "_ver" + version);
  }

  /**
   * Column names of a header, in order: sanitised, collisions numbered {@code _2}, {@code _3};
   * empty names become {@code column_{n}}; names of lineage columns count as taken.
   */
  public static List<String> columns(List<String> header) {
    return header.stream().map(Names::sanitise).toList();
  }
}
