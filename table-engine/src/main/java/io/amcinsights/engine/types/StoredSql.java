package io.amcinsights.engine.types;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile.Stored;

/** SQL that makes values of a type from a staged column, however that is stored. */
public final class StoredSql {

  private static final int TIME_LENGTH = "2024-01-01 12:30:00".length();

  private StoredSql() {}

  /**
   * The value as the type; null stays null.
   *
   * @param v SQL of the staged value
   */
  public static String value(String v, Stored stored, ColumnType wanted) {
    if (stored.type() == wanted) {
      return v;
    }
    boolean exact =
        (stored.type() == ColumnType.LONG && wanted == ColumnType.DOUBLE)
            || (stored.type() == ColumnType.DATE && wanted == ColumnType.TIMESTAMP);
    return exact
        ? "CAST(%s AS %s)".formatted(v, TypeRules.sqlType(wanted))
        : TypeRules.castSql(text(v, stored), wanted);
  }

  /** The text as it was delivered. */
  static String text(String v, Stored stored) {
    if (stored.type() == ColumnType.STRING) {
      return v;
    }
    return switch (stored.spelling()) {
      case PLAIN -> "CAST(%s AS VARCHAR)".formatted(v);
      case FIXED -> "printf('%%.%df', %s)".formatted(stored.scale(), v);
      case BARE ->
          "CASE WHEN %1$s = trunc(%1$s) THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END"
              .formatted(v);
      case SQL -> time(v, "%Y-%m-%d %H:%M:%S", stored.scale(), "");
      case SQL_UTC -> time(v, "%Y-%m-%d %H:%M:%S", stored.scale(), " UTC");
      case ISO -> time(v, "%Y-%m-%dT%H:%M:%S", stored.scale(), "");
      case ISO_UTC -> time(v, "%Y-%m-%dT%H:%M:%S", stored.scale(), "Z");
    };
  }

  private static String time(String v, String format, int scale, String suffix) {
    String text =
        scale == 0
            ? "strftime(%s, '%s')".formatted(v, format)
            // Six digits, of which some may be zeros nobody wrote.
            : "left(strftime(%s, '%s.%%f'), %d)".formatted(v, format, TIME_LENGTH + 1 + scale);
    return suffix.isEmpty() ? text : "(%s || '%s')".formatted(text, suffix);
  }
}
