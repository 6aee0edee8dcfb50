package io.amcinsights.engine.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns DuckDB's values into what JSON can say. */
final class QueryRows {

  private QueryRows() {}

  static QueryResult read(ResultSet rows, int most) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<TableSummary.Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(new TableSummary.Column(meta.getColumnLabel(i), type(meta.getColumnTypeName(i))));
    }
    List<List<@Nullable Object>> values = new ArrayList<>();
    while (rows.next()) {
      if (values.size() == most) {
        return new QueryResult(columns, values, true);
      }
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        boolean time = columns.get(i - 1).type().equals("timestamp");
        // A java.sql.Timestamp would be shifted into the zone of this JVM.
        row.add(value(time ? rows.getObject(i, LocalDateTime.class) : rows.getObject(i)));
      }
      values.add(row);
    }
    return new QueryResult(columns, values, false);
  }

  private static String type(String duck) {
    return switch (duck) {
      case "VARCHAR" -> "string";
      case "BIGINT" -> "long";
      case "INTEGER", "SMALLINT", "TINYINT", "USMALLINT", "UTINYINT" -> "int";
      case "UINTEGER" -> "long";
      case "HUGEINT", "UHUGEINT", "UBIGINT" -> "decimal(38,0)";
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "timestamp";
      case "TIMESTAMP WITH TIME ZONE" -> "timestamptz";
      case "BLOB" -> "binary";
      default -> duck.toLowerCase(Locale.ROOT).replace(" ", "");
    };
  }

  private static @Nullable Object value(@Nullable Object value) throws SQLException {
    if (value == null || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof OffsetDateTime time) {
      return time.withOffsetSameInstant(ZoneOffset.UTC).toString();
    }
    if (value instanceof Array array) {
      return list((Object[]) array.getArray());
    }
    if (value instanceof Struct struct) {
      return list(struct.getAttributes());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        values.put(String.valueOf(entry.getKey()), value(entry.getValue()));
      }
      return values;
    }
    if (value instanceof Blob blob) {
      return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    return value.toString();
  }

  private static Object number(Number number) {
    double asDouble = number.doubleValue();
    boolean exact = number instanceof BigDecimal || number instanceof BigInteger;
    // JSON has no word for these.
    return !exact && (Double.isNaN(asDouble) || Double.isInfinite(asDouble))
        ? number.toString()
        : number;
  }

  private static List<@Nullable Object> list(@Nullable Object[] elements) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object element : Arrays.asList(elements)) {
      values.add(value(element));
    }
    return values;
  }
}
