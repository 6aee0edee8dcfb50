package io.amcinsights.core.transform;

import java.util.Locale;

/** The types a column of a delivered file may have. Wire name: lower-case Iceberg type name. */
public enum ColumnType {
  BOOLEAN,
  LONG,
  DOUBLE,
  DATE,
  TIMESTAMP,
  STRING;

  /** Lower-case Iceberg name. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a wire name. */
  public static ColumnType of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
