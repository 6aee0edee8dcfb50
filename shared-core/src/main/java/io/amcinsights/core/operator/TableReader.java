package io.amcinsights.core.operator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tables of the lake. */
public interface TableReader {

  /**
   * A column.
   *
   * @param type lower-case Iceberg name: {@code string}, {@code long}, {@code decimal(9,2)}...
   */
  record Column(String name, String type) {}

  /** A table's current snapshot in numbers. */
  record Summary(
      String database,
      String name,
      long rows,
      long files,
      long bytes,
      long snapshots,
      List<Column> columns) {

    public Summary {
      columns = List.copyOf(columns);
    }

    /** {@code {database}.{table}}. */
    public String fullName() {
      return database + "." + name;
    }
  }

  /**
   * One snapshot.
   *
   * @param rows rows of the table then; null when the summary does not say
   * @param commitId the load that committed it; null for maintenance
   */
  record Snapshot(
      long id,
      Instant committedAt,
      String operation,
      @Nullable Long rows,
      @Nullable String commitId) {}

  /** One data file of the current snapshot. */
  record DataFile(String path, long rows, long bytes) {}

  /**
   * An answer.
   *
   * @param rows values in the order of the columns: text, numbers, booleans or null; dates and
   *     times as ISO-8601 text
   * @param truncated whether there were more rows than one answer holds
   */
  record Answer(List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated) {}

  /** Every table, by name. */
  List<Summary> list();

  /**
   * Snapshots, newest first.
   *
   * @param table {@code {database}.{table}}
   */
  List<Snapshot> snapshots(String table);

  List<DataFile> files(String table);

  /**
   * Asks in SQL; tables go by name or by {@code database.table}.
   *
   * @param at a snapshot id or a time; null for now
   * @throws io.amcinsights.core.error.InvalidInputException when the question cannot be answered,
   *     with the engine's own words
   */
  Answer query(String sql, @Nullable String at);
}
