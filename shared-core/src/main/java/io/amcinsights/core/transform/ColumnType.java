package io.amcinsights.core.transform;

import io.amcinsights.core.error.InvalidInputException;
import java.util.Arrays;
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

  /**
   * Reads a wire name.
   *
   * @throws InvalidInputException when there is no such type
   */
  public static ColumnType of(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' is no column type; expected one of %s",
                    wireName, Arrays.stream(values()).map(ColumnType::wireName).toList()));
  }
}
