package io.amcinsights.engine.read;

import java.util.List;

/**
 * A table of the lake as its current snapshot is.
 *
 * @param name without database
 * @param snapshots how many are kept
 */
public record TableSummary(
    String name,
    String database,
    long rows,
    long files,
    long bytes,
    int snapshots,
    List<Column> columns) {

  /**
   * A column of a table or of a result.
   *
   * @param type lower-case Iceberg name
   */
  public record Column(String name, String type) {}
}
