package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.PropertyUtil;

/** Writes data files of one table: DuckDB makes them, the table's FileIO takes them away. */
final class DataFileWriter {

  // Of rows that come from several files, or may not be in order; one file's come in its order.
  private static final String ORDERED = " ORDER BY source_object, " + StagedSql.ROW;
  private static final String AS_READ = "";

  private final DuckSession duck;
  private final Table table;
  private final SourceIndex index;
  private final Path work;

  /**
   * @param table with the schema to write
   */
  DataFileWriter(DuckSession duck, Table table, SourceIndex index, Path work) {
    this.duck = duck;
    this.table = table;
    this.index = index;
    this.work = work;
  }

  /** The rows of staged files, partition by partition, in the order of their objects and lines. */
  List<DataFile> write(List<StagedFile> files) {
    Map<List<String>, List<StagedFile>> partitions = new LinkedHashMap<>();
    for (StagedFile file : files) {
      LoadManifest.Entry entry = file.entry();
      partitions
          .computeIfAbsent(
              List.of(entry.customer(), entry.exportYear(), entry.exportMonth()),
              any -> new ArrayList<>())
          .add(file);
    }
    long target =
        PropertyUtil.propertyAsLong(
            table.properties(),
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
    List<DataFile> written = new ArrayList<>();
    partitions.forEach(
        (values, some) ->
            Portion.of(some, target)
                .forEach(portion -> written.add(write(portion, partition(values)))));
    return written;
  }

  private PartitionData partition(List<String> values) {
    PartitionData partition = new PartitionData(table.spec().partitionType());
    for (int i = 0; i < values.size(); i++) {
      partition.set(i, values.get(i));
    }
    return partition;
  }

  private DataFile write(Portion portion, StructLike partition) {
    var sql = new StagedSql(table.schema());
    Optional<DataFile> copied =
        portion.single()
            ? copy(
                sql.range(portion.files().get(0), portion.from(), portion.rows()),
                AS_READ,
                partition)
            : copy(sql.all(portion.files()), ORDERED, partition);
    DataFile written = copied.orElseThrow();
    if (written.recordCount() != portion.rows()) {
      throw new IllegalStateException(
          "DuckDB wrote %d rows of %d into %s"
              .formatted(written.recordCount(), portion.rows(), table));
    }
    index.put(
        written.location(),
        portion.files().stream().map(StagedFile::object).collect(Collectors.toSet()));
    return written;
  }

  /**
   * Writes an older file again without the rows of the given objects; columns it does not have are
   * null.
   *
   * @return empty when no row is left
   */
  Optional<DataFile> without(Path data, StructLike partition, Set<String> objects) {
    return copy(
        "SELECT *, file_row_number AS %s FROM %s WHERE coalesce(source_object, '') NOT IN (%s)"
            .formatted(
                StagedSql.ROW,
                ParquetSql.read(table.schema(), List.of(data)),
                objects.stream().map(Sql::text).collect(Collectors.joining(", "))),
        ORDERED,
        partition);
  }

  /**
   * Writes rows of an older file again with other types.
   *
   * @param types SQL by column, see {@link TypedValues}
   * @param condition SQL that says which rows
   * @return empty when there is no such row
   */
  Optional<DataFile> retyped(Path data, StructLike partition, TypedValues types, String condition) {
    String values =
        table.schema().columns().stream()
            .map(field -> types.sql(field) + " AS " + Sql.name(field.name()))
            .collect(Collectors.joining(", "));
    return copy(
        "SELECT %s, file_row_number AS %s FROM %s WHERE %s"
            .formatted(
                values, StagedSql.ROW, ParquetSql.read(types.before(), List.of(data)), condition),
        ORDERED,
        partition);
  }

  private Optional<DataFile> copy(String rows, String order, StructLike partition) {
    String name = UUID.randomUUID() + ".parquet";
    Path file = work.resolve(name);
    List<Types.NestedField> columns = table.schema().columns();
    String names =
        columns.stream().map(field -> Sql.name(field.name())).collect(Collectors.joining(", "));
    String ids =
        columns.stream()
            .map(field -> Sql.name(field.name()) + ": " + field.fieldId())
            .collect(Collectors.joining(", "));
    String statement =
        """
        COPY (SELECT %s FROM (%s)%s) TO %s (FORMAT parquet, \
        COMPRESSION zstd, PARQUET_VERSION V1, FIELD_IDS {%s}, RETURN_STATS)"""
            .formatted(names, rows, order, Sql.text(file.toString()), ids);
    List<Written> written = duck.query(statement, DataFileWriter::written);
    if (written.isEmpty() || written.get(0).rows() == 0) {
      return Optional.empty();
    }
    LongTextBounds.complete(
        duck, table.schema(), file, written.get(0).rows(), written.get(0).statistics());
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
}
