package io.amcinsights.engine.types;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile.Stored;

/** SQL that makes values of a type from a staged column, however that is stored. */
public final class StoredSql {

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
    };
  }
}
