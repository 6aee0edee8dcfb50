package io.amcinsights.engine;

import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Columns of the lake's tables: lineage first, then what files bring. */
final class Columns {

  /** Table property: comma-separated columns that never had a value, so that no type is decided. */
  static final String PROVISIONAL = "lake.provisional-columns";

  static final String SOURCE_OBJECT = "source_object";
  static final String CUSTOMER = "customer_hash";
  static final String YEAR = "export_year";
  static final String MONTH = "export_month";
  static final String MODIFIED = "file_last_modified";

  private Columns() {}

  /** Lineage columns and the given ones, numbered from 1. */
  static Schema schema(Map<String, ColumnType> columns) {
    List<Types.NestedField> fields = new ArrayList<>();
    for (String name : Names.LINEAGE_COLUMNS) {
      Type type =
          name.equals(MODIFIED) ? Types.TimestampType.withoutZone() : Types.StringType.get();
      fields.add(Types.NestedField.optional(fields.size() + 1, name, type));
    }
    columns.forEach(
        (name, type) ->
            fields.add(Types.NestedField.optional(fields.size() + 1, name, iceberg(type))));
    return new Schema(fields);
  }

  static Type iceberg(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> Types.BooleanType.get();
      case LONG -> Types.LongType.get();
      case DOUBLE -> Types.DoubleType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP -> Types.TimestampType.withoutZone();
      case STRING -> Types.StringType.get();
    };
  }

  /** Null for a type that only another program can have given to the column. */
  static @Nullable ColumnType ofIceberg(Type type) {
    return Arrays.stream(ColumnType.values())
        .filter(known -> iceberg(known).equals(type))
        .findFirst()
        .orElse(null);
  }

  static Set<String> provisional(Map<String, String> properties) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : properties.getOrDefault(PROVISIONAL, "").split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return names;
  }
}
