package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.TypeRules;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;

/** Writes data files of one table: DuckDB makes them, the table's FileIO takes them away. */
final class DataFileWriter {

  private final DuckSession duck;
  private final Table table;
  private final Path work;

  /**
   * @param table with the schema to write
   */
  DataFileWriter(DuckSession duck, Table table, Path work) {
    this.duck = duck;
    this.table = table;
    this.work = work;
  }

  /** One file for all staged files of a partition, in order of their objects and rows. */
  DataFile write(List<StagedFile> files) {
    LoadManifest.Entry first = files.get(0).entry();
    PartitionData partition = new PartitionData(table.spec().partitionType());
    partition.set(0, first.customer());
    partition.set(1, first.exportYear());
    partition.set(2, first.exportMonth());
    String rows =
        bySources(files).values().stream()
            .map(this::selectStaged)
            .collect(Collectors.joining(" UNION ALL "));
    long expected = files.stream().mapToLong(file -> file.profile().rows()).sum();
    DataFile written = copy(rows, partition).orElseThrow();
    if (written.recordCount() != expected) {
      throw new IllegalStateException(
          "DuckDB wrote %d rows of %d into %s".formatted(written.recordCount(), expected, table));
    }
    return written;
  }

  /**
   * Writes an older file again without the rows of the given objects; columns it does not have are
   * null.
   *
   * @return empty when no row is left
   */
  Optional<DataFile> rewrite(Path data, StructLike partition, Collection<String> removed) {
    String kept = removed.stream().map(Sql::text).collect(Collectors.joining(", "));
    String rows =
        "SELECT %s, file_row_number AS __lake_row FROM %s WHERE coalesce(source_object, '') NOT IN (%s)"
            .formatted(names(), ParquetSql.read(table.schema(), List.of(data)), kept);
    return copy(rows, partition);
  }

  private Optional<DataFile> copy(String rows, StructLike partition) {
    String name = UUID.randomUUID() + ".parquet";
    Path file = work.resolve(name);
    String ids =
        table.schema().columns().stream()
            .map(field -> Sql.name(field.name()) + ": " + field.fieldId())
            .collect(Collectors.joining(", "));
    String statement =
        """
        COPY (SELECT %s FROM (%s) ORDER BY source_object, __lake_row) TO %s (FORMAT parquet, \
        COMPRESSION zstd, PARQUET_VERSION V1, FIELD_IDS {%s}, RETURN_STATS)"""
            .formatted(names(), rows, Sql.text(file.toString()), ids);
    List<Written> written = duck.query(statement, DataFileWriter::written);
    if (written.isEmpty() || written.get(0).rows() == 0) {
      return Optional.empty();
    }
    String location = table.locationProvider().newDataLocation(table.spec(), partition, name);
    upload(file, location);
    return Optional.of(
        DataFiles.builder(table.spec())
            .withPath(location)
            .withFormat(FileFormat.PARQUET)
            .withPartition(partition)
            .withFileSizeInBytes(written.get(0).bytes())
            .withMetrics(
                DataFileMetrics.of(
                    table.schema(), written.get(0).rows(), written.get(0).statistics()))
            .withSortOrder(table.sortOrder())
            .build());
  }

  private record Written(long rows, long bytes, Map<String, Map<String, String>> statistics) {}

  private static Written written(ResultSet row) throws SQLException {
    Map<String, Map<String, String>> statistics = new HashMap<>();
    if (row.getObject("column_statistics") instanceof Map<?, ?> columns) {
      columns.forEach(
          (column, values) -> {
            Map<String, String> texts = new HashMap<>();
            ((Map<?, ?>) values).forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
            statistics.put(String.valueOf(column), texts);
          });
    }
    return new Written(row.getLong("count"), row.getLong("file_size_bytes"), statistics);
  }

  private void upload(Path file, String location) {
    try (OutputStream out = table.io().newOutputFile(location).create()) {
      Files.copy(file, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files with the same columns are read by one scan: a hundred files plan like one. */
  private static Map<List<String>, List<StagedFile>> bySources(List<StagedFile> files) {
    Map<List<String>, List<StagedFile>> groups = new LinkedHashMap<>();
    for (StagedFile file : files) {
      List<String> sources = file.profile().columns().stream().map(Profile.Column::source).toList();
      groups.computeIfAbsent(sources, any -> new ArrayList<>()).add(file);
    }
    return groups;
  }

  private String selectStaged(List<StagedFile> files) {
    Map<String, String> sources = new HashMap<>();
    for (Profile.Column column : files.get(0).profile().columns()) {
      sources.put(column.name(), column.source());
    }
    String selected =
        table.schema().columns().stream()
            .map(field -> value(field, sources) + " AS " + Sql.name(field.name()))
            .collect(Collectors.joining(", "));
    String lineage = files.stream().map(DataFileWriter::lineage).collect(Collectors.joining(", "));
    return """
        SELECT %s, d.file_row_number AS __lake_row FROM \
        (SELECT *, file_row_number FROM read_parquet(%s, filename = '__lake_file')) d \
        JOIN (VALUES %s) l(file, source_object, source_version, customer_hash, export_year, \
        export_month, file_last_modified) ON l.file = d.__lake_file"""
        .formatted(
            selected,
            Sql.list(files.stream().map(file -> file.data().toString()).toList()),
            lineage);
  }

  private static String value(Types.NestedField field, Map<String, String> sources) {
    if (Names.LINEAGE_COLUMNS.contains(field.name())) {
      return "l." + field.name();
    }
    ColumnType type = Columns.ofIceberg(field.type());
    String source = sources.get(field.name());
    if (type == null || source == null) {
      return "CAST(NULL AS %s)".formatted(ParquetSql.type(field.type()));
    }
    return TypeRules.castSql("d." + Sql.name(source), type);
  }

  private static String lineage(StagedFile file) {
    LoadManifest.Entry entry = file.entry();
    return "(%s, %s, %s, %s, %s, %s, TIMESTAMP %s)"
        .formatted(
            Sql.text(file.data().toString()),
            Sql.text(file.object()),
            Sql.text(entry.delivery().delivery()),
            Sql.text(entry.customer()),
            Sql.text(entry.exportYear()),
            Sql.text(entry.exportMonth()),
            Sql.text(
                LocalDateTime.ofInstant(entry.modifiedAt(), ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.MICROS)
                    .toString()));
  }

  private String names() {
    Schema schema = table.schema();
    return schema.columns().stream()
        .map(field -> Sql.name(field.name()))
        .collect(Collectors.joining(", "));
  }
}
