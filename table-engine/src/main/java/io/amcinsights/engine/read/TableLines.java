package io.amcinsights.engine.read;

import io.amcinsights.engine.ParquetSql;
import io.amcinsights.engine.duck.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/** Turns Iceberg's view of a table into the reader's. */
final class TableLines {

  private TableLines() {}

  static TableSummary summary(TableIdentifier identifier, Table table) {
    Snapshot current = table.currentSnapshot();
    Map<String, String> totals = current == null ? Map.of() : current.summary();
    List<Snapshot> snapshots = new ArrayList<>();
    table.snapshots().forEach(snapshots::add);
    return new TableSummary(
        identifier.name(),
        identifier.namespace().toString(),
        total(totals, SnapshotSummary.TOTAL_RECORDS_PROP),
        total(totals, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        total(totals, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        snapshots.size(),
        columns(table.schema()));
  }

  private static long total(Map<String, String> totals, String name) {
    return Long.parseLong(totals.getOrDefault(name, "0"));
  }

  private static List<TableSummary.Column> columns(Schema schema) {
    return schema.columns().stream()
        .map(
            field ->
                new TableSummary.Column(field.name(), field.type().toString().replace(" ", "")))
        .toList();
  }

  static TableDetails.FileLine file(Table table, DataFile file) {
    return new TableDetails.FileLine(
        file.location(),
        Objects.requireNonNull(table.specs().get(file.specId())).partitionToPath(file.partition()),
        file.recordCount(),
        file.fileSizeInBytes());
  }

  /** SQL of a table's rows; without files a relation with the same columns and no rows. */
  static String rows(Schema schema, List<Path> files) {
    if (!files.isEmpty()) {
      return ParquetSql.read(schema, files);
    }
    return schema.columns().stream()
        .map(
            field ->
                "CAST(NULL AS %s) AS %s"
                    .formatted(ParquetSql.type(field.type()), Sql.name(field.name())))
        .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
  }
}
