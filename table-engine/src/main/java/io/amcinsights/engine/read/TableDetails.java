package io.amcinsights.engine.read;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything about a table but its rows.
 *
 * @param snapshots newest first
 * @param files of the current snapshot
 */
public record TableDetails(
    TableSummary summary,
    String location,
    Map<String, String> properties,
    List<SnapshotLine> snapshots,
    List<FileLine> files) {

  /**
   * A snapshot.
   *
   * @param operation append, overwrite, delete or replace
   * @param summary Iceberg's, with the lake's own {@code lake.*} entries
   */
  public record SnapshotLine(
      long id, Instant committedAt, String operation, Map<String, String> summary) {}

  /** A data file. */
  public record FileLine(String location, String partition, long rows, long bytes) {}
}
