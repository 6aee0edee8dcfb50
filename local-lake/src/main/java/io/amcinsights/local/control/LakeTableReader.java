package io.amcinsights.local.control;

import io.amcinsights.core.operator.TableReader;
import io.amcinsights.engine.read.LakeReader;
import io.amcinsights.engine.read.QueryResult;
import io.amcinsights.engine.read.TableDetails;
import io.amcinsights.engine.read.TableSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator's tables, read by DuckDB from Iceberg snapshots. */
public final class LakeTableReader implements TableReader {

  /** What a terminal or a notebook takes; a larger answer belongs into a table. */
  private static final int MOST_ROWS = 100_000;

  private final LakeReader reader;

  public LakeTableReader(LakeReader reader) {
    this.reader = reader;
  }

  @Override
  public List<Summary> list() {
    return reader.tables().stream().map(LakeTableReader::summary).toList();
  }

  @Override
  public List<Snapshot> snapshots(String table) {
    return reader.describe(table).snapshots().stream().map(LakeTableReader::snapshot).toList();
  }

  @Override
  public List<DataFile> files(String table) {
    return reader.describe(table).files().stream()
        .map(it -> new DataFile(it.location(), it.rows(), it.bytes()))
        .toList();
  }

  @Override
  public Answer query(String sql, @Nullable String at) {
    QueryResult result = reader.query(sql, at, MOST_ROWS);
    return new Answer(columns(result.columns()), result.rows(), result.truncated());
  }

  private static Summary summary(TableSummary it) {
    return new Summary(
        it.database(),
        it.name(),
        it.rows(),
        it.files(),
        it.bytes(),
        it.snapshots(),
        columns(it.columns()));
  }

  private static Snapshot snapshot(TableDetails.SnapshotLine it) {
    String rows = it.summary().get("total-records");
    return new Snapshot(
        it.id(),
        it.committedAt(),
        it.operation(),
        rows == null ? null : Long.valueOf(rows),
        it.summary().get("lake.commit-id"));
  }

  private static List<Column> columns(List<TableSummary.Column> columns) {
    return columns.stream().map(it -> new Column(it.name(), it.type())).toList();
  }
}
