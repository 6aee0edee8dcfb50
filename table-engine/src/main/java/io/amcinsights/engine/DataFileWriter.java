package io.amcinsights.engine;

import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.parquet.Footer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.parquet.format.FileMetaData;

/** Writes data files of one table: DuckDB makes them, the table's FileIO takes them away. */
final class DataFileWriter {

  // Of rows that come from several files, or may not be in order; one file's come in its order.
  private static final String ORDERED = " ORDER BY source_object, " + StagedSql.ROW;
  private static final String AS_READ = "";

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

  /** The rows of staged files of one partition, in the order of their objects and lines. */
  List<WrittenFile> write(List<LocalFile> files, List<String> values) {
    PartitionData partition = partition(values);
    long target = TableFiles.targetBytes(table);
    List<WrittenFile> written = new ArrayList<>();
    Adoption adoption = Adoption.of(table.schema(), files);
    adoption
        .write(work, target)
        .forEach(
            file ->
                written.add(
                    new WrittenFile(
                        dataFile(file.path(), file.footer(), partition), file.objects())));
    Portion.of(adoption.others(), target)
        .forEach(portion -> written.add(write(portion, partition)));
    return written;
  }

  private PartitionData partition(List<String> values) {
    PartitionData partition = new PartitionData(table.spec().partitionType());
    for (int i = 0; i < values.size(); i++) {
      partition.set(i, values.get(i));
    }
    return partition;
  }

  private WrittenFile write(Portion portion, StructLike partition) {
    var sql = new StagedSql(table.schema());
    Optional<Path> copied =
        portion.single()
            ? copy(sql.range(portion.files().get(0), portion.from(), portion.rows()), AS_READ)
            : copy(sql.all(portion.files()), ORDERED);
    Path file = copied.orElseThrow();
    FileMetaData footer = Footer.read(file);
    if (footer.getNum_rows() != portion.rows()) {
      throw new IllegalStateException(
          "DuckDB wrote %d rows of %d into %s"
              .formatted(footer.getNum_rows(), portion.rows(), table));
    }
    return new WrittenFile(
        dataFile(file, footer, partition),
        portion.files().stream().map(LocalFile::object).collect(Collectors.toSet()));
  }

  /**
   * Writes an older file again without the rows of the given objects; columns it does not have are
   * null.
   *
   * @return empty when no row is left
   */
  Optional<DataFile> without(Path data, StructLike partition, Set<String> objects) {
    return rewritten(
        "SELECT *, file_row_number AS %s FROM %s WHERE coalesce(source_object, '') NOT IN (%s)"
            .formatted(
                StagedSql.ROW,
                ParquetSql.read(table.schema(), List.of(data)),
                objects.stream().map(Sql::text).collect(Collectors.joining(", "))),
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
    return rewritten(
        "SELECT %s, file_row_number AS %s FROM %s WHERE %s"
            .formatted(
                values, StagedSql.ROW, ParquetSql.read(types.before(), List.of(data)), condition),
        partition);
  }

  /** Rows with {@link StagedSql#ROW} in the order of their objects; empty when there is none. */
  Optional<DataFile> rewritten(String rows, StructLike partition) {
    return copy(rows, ORDERED).map(file -> dataFile(file, Footer.read(file), partition));
  }

  /** Empty when there is no row. */
  private Optional<Path> copy(String rows, String order) {
    Path file = work.resolve(UUID.randomUUID() + ".parquet");
    List<Types.NestedField> columns = table.schema().columns();
    String names =
        columns.stream().map(field -> Sql.name(field.name())).collect(Collectors.joining(", "));
    String ids =
        columns.stream()
            .map(field -> Sql.name(field.name()) + ": " + field.fieldId())
            .collect(Collectors.joining(", "));
    long count =
        duck.update(
            """
            COPY (SELECT %s FROM (%s)%s) TO %s (FORMAT parquet, \
            COMPRESSION zstd, PARQUET_VERSION V1, FIELD_IDS {%s})"""
                .formatted(names, rows, order, Sql.text(file.toString()), ids));
    return count == 0 ? Optional.empty() : Optional.of(file);
  }

  /** Takes a file away. */
  private DataFile dataFile(Path file, FileMetaData footer, StructLike partition) {
    String location =
        table
            .locationProvider()
            .newDataLocation(table.spec(), partition, file.getFileName().toString());
    Metrics metrics = DataFileMetrics.of(duck, table.schema(), file, footer);
    return DataFiles.builder(table.spec())
        .withPath(location)
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition)
        .withFileSizeInBytes(upload(file, location))
        .withMetrics(metrics)
        .withSortOrder(table.sortOrder())
        .build();
  }

  private long upload(Path file, String location) {
    try (OutputStream out = table.io().newOutputFile(location).create()) {
      long bytes = Files.copy(file, out);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
