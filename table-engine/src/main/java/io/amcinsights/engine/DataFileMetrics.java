package io.amcinsights.engine;

import io.amcinsights.core.naming.Names;
import io.amcinsights.engine.duck.DuckSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.UnicodeUtil;
import org.apache.parquet.format.FileMetaData;
import org.jspecify.annotations.Nullable;

/** Turns what the footer of a data file says about its columns into Iceberg's metrics. */
final class DataFileMetrics {

  /** Characters of text kept in bounds, except of the columns that replacement searches by. */
  static final int TEXT_LENGTH = 64;

  private final DuckSession duck;
  private final Path file;
  private final Map<Integer, Long> sizes = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, Long> nulls = new HashMap<>();
  private final Map<Integer, ByteBuffer> lower = new HashMap<>();
  private final Map<Integer, ByteBuffer> upper = new HashMap<>();

  private DataFileMetrics(DuckSession duck, Path file) {
    this.duck = duck;
    this.file = file;
  }

  /**
   * @param duck looks up what the footer has cut
   */
  static Metrics of(DuckSession duck, Schema schema, Path file, FileMetaData footer) {
    DataFileMetrics metrics = new DataFileMetrics(duck, file);
    // The first element is the row, the others are its columns.
    for (int i = 1; i < footer.getSchema().size(); i++) {
      Types.NestedField field = schema.findField(footer.getSchema().get(i).getField_id());
      if (field != null) {
        metrics.add(field, footer.getNum_rows(), ColumnSummary.of(footer, i - 1, field.type()));
      }
    }
    return new Metrics(
        footer.getNum_rows(),
        metrics.sizes,
        metrics.values,
        metrics.nulls,
        null,
        metrics.lower,
        metrics.upper);
  }

  private void add(Types.NestedField field, long rows, ColumnSummary column) {
    int id = field.fieldId();
    sizes.put(id, column.bytes());
    values.put(id, rows);
    if (column.nulls() >= 0) {
      nulls.put(id, column.nulls());
    }
    if (column.nulls() == rows) {
      return;
    }
    if (field.type().equals(Types.StringType.get())) {
      addTexts(field, column);
    } else {
      put(lower, field, column.lower());
      put(upper, field, column.upper());
    }
  }

  private void addTexts(Types.NestedField field, ColumnSummary column) {
    if (Names.LINEAGE_COLUMNS.contains(field.name())) {
      var bounds = column.exact() ? column.bounds() : LongTexts.bounds(duck, file, field.name());
      put(lower, field, bounds.lower());
      put(upper, field, bounds.upper());
    } else {
      var bounds =
          column.bounds().known()
              ? column.bounds()
              : LongTexts.bounds(duck, file, field.name(), TEXT_LENGTH + 1);
      put(lower, field, bounds.lower() == null ? null : shorterBelow(bounds.lower()));
      put(upper, field, bounds.upper() == null ? null : shorterAbove(bounds.upper()));
    }
  }

  private static Object shorterBelow(Object text) {
    return UnicodeUtil.truncateStringMin(text.toString(), TEXT_LENGTH);
  }

  /** Null, so no bound at all, when no text of that length lies above. */
  private static @Nullable Object shorterAbove(Object text) {
    return UnicodeUtil.truncateStringMax(text.toString(), TEXT_LENGTH);
  }

  private static void put(
      Map<Integer, ByteBuffer> bounds, Types.NestedField field, @Nullable Object value) {
    if (value != null) {
      bounds.put(field.fieldId(), Conversions.toByteBuffer(field.type(), value));
    }
  }
}
