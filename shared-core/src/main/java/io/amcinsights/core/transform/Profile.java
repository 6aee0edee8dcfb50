package io.amcinsights.core.transform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stage A learned about a file: enough for stage B to decide types without reading it again.
 * Stored as {@code profile.json} beside {@code data.parquet}.
 *
 * @param dialect null for formats without one
 * @param rows records without the header
 */
public record Profile(
    @Nullable Dialect dialect, long rows, long filteredRows, List<Column> columns) {

  /** How a delimited file is written. Quote and escape are one character, or empty. */
  public record Dialect(String delimiter, String quote, String escape, String compression) {}

  /**
   * One column.
   *
   * @param source name in the header
   * @param name name in the table
   * @param nulls rows without a value
   * @param type the narrowest type every unfiltered value fits; null when there is no value at all
   * @param fits all types that every unfiltered value fits, narrowest first
   * @param witness the first value that forbids a narrower type, null when none does
   */
  public record Column(
      String source,
      String name,
      long nulls,
      @Nullable ColumnType type,
      List<ColumnType> fits,
      @Nullable String witness) {}
}
