package io.amcinsights.engine;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * What a footer says about a column.
 *
 * @param bytes as stored
 * @param nulls negative when it is not known
 * @param exact whether the bounds are values of the column, and not cut
 */
record ColumnSummary(long bytes, long nulls, Bounds bounds, boolean exact) {

  /** Values in Iceberg's representation; null when not known. */
  record Bounds(@Nullable Object lower, @Nullable Object upper) {
    boolean known() {
      return lower != null && upper != null;
    }
  }

  @Nullable Object lower() {
    return bounds.lower();
  }

  @Nullable Object upper() {
    return bounds.upper();
  }

  /** Adds up the row groups. */
  static ColumnSummary of(FileMetaData footer, int ordinal, Type type) {
    Sum sum = new Sum(type);
    for (RowGroup group : footer.getRow_groups()) {
      sum.add(group.getNum_rows(), group.getColumns().get(ordinal).getMeta_data());
    }
    Bounds bounds = sum.known ? new Bounds(sum.lower, sum.upper) : new Bounds(null, null);
    return new ColumnSummary(
        sum.bytes, sum.nullsKnown ? sum.nulls : -1, bounds, sum.known && sum.exact);
  }

  private static final class Sum {
    private final Type type;
    private long bytes;
    private long nulls;
    private boolean nullsKnown = true;
    private boolean known;
    private boolean exact = true;
    private @Nullable Object lower;
    private @Nullable Object upper;

    private Sum(Type type) {
      this.type = type;
      // Of other types the two formats' bounds may differ.
      this.known = Columns.ofIceberg(type) != null;
    }

    private void add(long rows, ColumnMetaData column) {
      bytes += column.getTotal_compressed_size();
      Statistics statistics = column.isSetStatistics() ? column.getStatistics() : new Statistics();
      nulls += statistics.getNull_count();
      nullsKnown &= statistics.isSetNull_count();
      if (statistics.isSetNull_count() && statistics.getNull_count() == rows) {
        return;
      }
      known &= statistics.isSetMin_value() && statistics.isSetMax_value();
      if (known) {
        exact &= statistics.isIs_min_value_exact() && statistics.isIs_max_value_exact();
        Comparator<Object> order = Comparators.forType(type.asPrimitiveType());
        Object min = value(statistics.getMin_value());
        Object max = value(statistics.getMax_value());
        lower = lower == null || order.compare(min, lower) < 0 ? min : lower;
        upper = upper == null || order.compare(max, upper) > 0 ? max : upper;
      }
    }

    /** The lake's types are serialised the same way by Parquet and by Iceberg. */
    private Object value(byte[] serialised) {
      return Conversions.fromByteBuffer(type, ByteBuffer.wrap(serialised));
    }
  }
}
