package io.amcinsights.engine;

import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.StoredSql;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** SQL that turns staged values into rows of a table. */
record StagedSql(Schema schema) {

  /** Name of a column with which rows of one object are kept in order. */
  static final String ROW = "__lake_row";

  /** Rows of one file, in their order. */
  String range(LocalFile file, long from, long rows) {
    String data = Sql.text(file.data().toString());
    String selected = selected(sources(file), lineage(file));
    // Numbering rows costs as much as reading them.
    return rows == file.profile().rows()
        ? "SELECT %s FROM read_parquet(%s) d".formatted(selected, data)
        : "SELECT %s FROM read_parquet(%s, file_row_number = true) d WHERE file_row_number >= %d AND file_row_number < %d"
            .formatted(selected, data, from, from + rows);
  }

  /** Rows of several files with {@link #ROW}. */
  String all(List<LocalFile> files) {
    return bySources(files).values().stream()
        .map(this::alike)
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** Files with the same columns are read by one scan: a hundred files plan like one. */
  private static Map<List<String>, List<LocalFile>> bySources(List<LocalFile> files) {
    Map<List<String>, List<LocalFile>> groups = new LinkedHashMap<>();
    for (LocalFile file : files) {
      List<String> alike =
          file.profile().columns().stream().map(it -> it.source() + it.stored()).toList();
      groups.computeIfAbsent(alike, any -> new ArrayList<>()).add(file);
    }
    return groups;
  }

  private String alike(List<LocalFile> files) {
    Map<String, String> lineage = new HashMap<>();
    Names.LINEAGE_COLUMNS.forEach(name -> lineage.put(name, "l." + name));
    return """
        SELECT %s, d.file_row_number AS %s FROM \
        (SELECT *, file_row_number FROM read_parquet(%s, filename = '__lake_file')) d \
        JOIN (VALUES %s) l(file, %s) ON l.file = d.__lake_file"""
        .formatted(
            selected(sources(files.get(0)), lineage),
            ROW,
            Sql.list(files.stream().map(file -> file.data().toString()).toList()),
            files.stream().map(StagedSql::lineageRow).collect(Collectors.joining(", ")),
            String.join(", ", Names.LINEAGE_COLUMNS));
  }

  private static Map<String, Profile.Column> sources(LocalFile file) {
    Map<String, Profile.Column> sources = new HashMap<>();
    file.profile().columns().forEach(column -> sources.put(column.name(), column));
    return sources;
  }

  private String selected(Map<String, Profile.Column> sources, Map<String, String> lineage) {
    return schema.columns().stream()
        .map(field -> value(field, sources, lineage) + " AS " + Sql.name(field.name()))
        .collect(Collectors.joining(", "));
  }

  private static String value(
      Types.NestedField field, Map<String, Profile.Column> sources, Map<String, String> lineage) {
    String origin = lineage.get(field.name());
    if (origin != null) {
      return origin;
    }
    ColumnType type = Columns.ofIceberg(field.type());
    Profile.Column source = sources.get(field.name());
    if (type == null || source == null) {
      return "CAST(NULL AS %s)".formatted(ParquetSql.type(field.type()));
    }
    return StoredSql.value("d." + Sql.name(source.source()), source.stored(), type);
  }

  private static String lineageRow(LocalFile file) {
    return "(%s, %s)"
        .formatted(Sql.text(file.data().toString()), String.join(", ", lineage(file).values()));
  }

  /** SQL of the lineage columns, in their order. */
  private static Map<String, String> lineage(LocalFile file) {
    Map<String, String> lineage = new LinkedHashMap<>();
    new Lineage(file.entry())
        .values()
        .forEach(
            (name, value) ->
                lineage.put(
                    name,
                    (value instanceof LocalDateTime ? "TIMESTAMP " : "")
                        + Sql.text(value.toString())));
    return lineage;
  }
}
