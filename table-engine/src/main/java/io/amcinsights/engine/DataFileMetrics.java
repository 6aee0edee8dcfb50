package io.amcinsights.engine;

import io.amcinsights.core.naming.Names;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.UnicodeUtil;
import org.jspecify.annotations.Nullable;

/** Turns what DuckDB says about a file it wrote into Iceberg's metrics. */
final class DataFileMetrics {

  /** Characters of text kept in bounds, except of the columns that replacement searches by. */
  static final int TEXT_LENGTH = 64;

  private static final String BEFORE_CHRIST = " (BC)";

  private DataFileMetrics() {}

  /**
   * @param statistics by quoted column name: {@code min, max, null_count, num_values,
   *     column_size_bytes, nan_count}
   */
  static Metrics of(Schema schema, long rows, Map<String, Map<String, String>> statistics) {
    Map<Integer, Long> sizes = new HashMap<>();
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, Long> nans = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    for (Types.NestedField field : schema.columns()) {
      Map<String, String> column = statistics.get("\"" + field.name() + "\"");
      if (column == null) {
        continue;
      }
      int id = field.fieldId();
      putCount(sizes, id, column.get("column_size_bytes"));
      putCount(nulls, id, column.get("null_count"));
      putCount(nans, id, column.get("nan_count"));
      values.put(id, rows);
      putBound(lower, field, lowerText(field, column.get("min")));
      putBound(upper, field, upperText(field, column.get("max")));
    }
    return new Metrics(rows, sizes, values, nulls, nans, lower, upper);
  }

  private static void putCount(Map<Integer, Long> counts, int id, @Nullable String count) {
    if (count != null) {
      counts.put(id, Long.parseLong(count));
    }
  }

  private static void putBound(
      Map<Integer, ByteBuffer> bounds, Types.NestedField field, @Nullable String text) {
    if (text != null) {
      bounds.put(
          field.fieldId(), Conversions.toByteBuffer(field.type(), value(field.type(), text)));
    }
  }

  private static @Nullable String lowerText(Types.NestedField field, @Nullable String text) {
    return text == null || kept(field) ? text : UnicodeUtil.truncateStringMin(text, TEXT_LENGTH);
  }

  /** Null, so no bound at all, when no text of that length lies above. */
  private static @Nullable String upperText(Types.NestedField field, @Nullable String text) {
    return text == null || kept(field) ? text : UnicodeUtil.truncateStringMax(text, TEXT_LENGTH);
  }

  private static boolean kept(Types.NestedField field) {
    return field.type().typeId() != Type.TypeID.STRING
        || Names.LINEAGE_COLUMNS.contains(field.name());
  }

  private static Object value(Type type, String text) {
    return switch (type.typeId()) {
      case BOOLEAN -> text.equals("1") || text.equals("true");
      case LONG -> Long.parseLong(text);
      case DOUBLE -> Double.parseDouble(text);
      case DATE -> (int) date(text).toEpochDay();
      case TIMESTAMP -> micros(text);
      default -> text;
    };
  }

  /** As DuckDB spells them: 0044-03-15 (BC), 10000-01-01 without a sign. */
  private static LocalDate date(String text) {
    boolean beforeChrist = text.endsWith(BEFORE_CHRIST);
    String plain = beforeChrist ? text.substring(0, text.length() - BEFORE_CHRIST.length()) : text;
    String[] parts = plain.split("-", 3);
    int year = Integer.parseInt(parts[0]);
    return LocalDate.of(
        beforeChrist ? 1 - year : year, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  private static long micros(String text) {
    int blank = text.lastIndexOf(' ');
    LocalDateTime time =
        date(text.substring(0, blank)).atTime(LocalTime.parse(text.substring(blank + 1)));
    return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
  }
}
