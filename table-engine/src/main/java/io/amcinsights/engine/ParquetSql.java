package io.amcinsights.engine;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.TypeRules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** SQL that reads data files of a table by field id, as Iceberg does. */
public final class ParquetSql {

  private ParquetSql() {}

  /** Columns are found by field id; what a file does not have is null. */
  public static String read(Schema schema, Collection<Path> files) {
    String columns =
        schema.columns().stream().map(ParquetSql::column).collect(Collectors.joining(", "));
    return "read_parquet(%s, schema = MAP {%s})"
        .formatted(Sql.list(files.stream().map(Path::toString).toList()), columns);
  }

  private static String column(Types.NestedField field) {
    return "%d: {name: %s, type: %s, default_value: NULL}"
        .formatted(field.fieldId(), Sql.text(field.name()), Sql.text(type(field.type())));
  }

  /** DuckDB's name of an Iceberg type. */
  public static String type(Type type) {
    ColumnType known = Columns.ofIceberg(type);
    if (known != null) {
      return TypeRules.sqlType(known);
    }
    return switch (type.typeId()) {
      case INTEGER -> "INTEGER";
      case FLOAT -> "FLOAT";
      case TIMESTAMP -> "TIMESTAMPTZ";
      case BINARY -> "BLOB";
      case UUID -> "UUID";
      case TIME -> "TIME";
      default -> type.toString().toUpperCase(Locale.ROOT);
    };
  }
}
